//! Rules that look at all pairs of a set of texts together.

use super::{Checker, Excerpt, Finding, Rule, Severity};
use crate::glossary::{Status, TermHit, forms};
use crate::lang::words;
use std::collections::BTreeMap;

impl Checker<'_> {
    /// The findings that only all pairs of a set of texts show, each with the index of its pair:
    /// `inconsistent`, `same-target`, `term-inconsistent` and `name`. Segments are compared
    /// without case and white space at their ends; what was first seen is the measure, so a
    /// finding stands at the later of two pairs.
    pub fn check_together<'t>(
        &self,
        pairs: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Vec<(usize, Finding)> {
        let pairs: Vec<(&str, &str)> = pairs.into_iter().collect();
        let mut findings = self.check_segments(&pairs);
        findings.extend(self.check_terms(&pairs));
        findings.extend(self.check_names(pairs.iter().copied()));
        findings
    }

    /// The findings of `term-inconsistent`: a concept whose approved translation was another one
    /// before. Abbreviations stand beside full terms by right.
    fn check_terms(&self, pairs: &[(&str, &str)]) -> Vec<(usize, Finding)> {
        let severity = self.severity(Rule::TermInconsistent);
        let mut findings = Vec::new();
        let Some(terms) = self.terms.as_ref().filter(|_| severity != Severity::Off) else {
            return findings;
        };
        // The concept → the term that was used first, and in which pair.
        let mut first_used: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (number, (source, target)) in pairs.iter().enumerate() {
            let asked = terms.source.find(source);
            let used = terms.target.find(target);
            for place in asked {
                let hits: Vec<&TermHit> = used
                    .iter()
                    .filter(|hit| hit.concept == place.concept && hit.status != Status::Forbidden)
                    .filter(|hit| !forms::is_abbreviation(&target[hit.span.clone()]))
                    .collect();
                let Some(hit) = hits.first() else { continue };
                let (known, before) =
                    *first_used.entry(place.concept).or_insert((hit.term, number));
                if hits.iter().any(|hit| hit.term == known) {
                    continue;
                }
                let concept = terms.glossary.concepts.get(place.concept);
                let Some(term) = concept.and_then(|c| c.terms.get(known)) else { continue };
                findings.push((
                    number,
                    Finding {
                        rule: Rule::TermInconsistent,
                        severity,
                        concept: concept.map(|concept| concept.id.clone()),
                        source: Excerpt::of(source, place.span.clone()),
                        target: Excerpt::of(target, hit.span.clone()),
                        message: format!("pair {before} uses `{}` here", term.text),
                        help: None,
                    },
                ));
            }
        }
        findings
    }

    /// The findings of `inconsistent` and `same-target`.
    fn check_segments(&self, pairs: &[(&str, &str)]) -> Vec<(usize, Finding)> {
        let (inconsistent, same) =
            (self.severity(Rule::Inconsistent), self.severity(Rule::SameTarget));
        let mut findings = Vec::new();
        if inconsistent == Severity::Off && same == Severity::Off {
            return findings;
        }
        let mut by_source: BTreeMap<String, (usize, String, &str)> = BTreeMap::new();
        let mut by_target: BTreeMap<String, (usize, String, &str)> = BTreeMap::new();
        for (number, &(source, target)) in pairs.iter().enumerate() {
            let ours = words::comparable(source.trim(), &self.source);
            let theirs = words::comparable(target.trim(), &self.target);
            if ours.is_empty() || theirs.is_empty() {
                continue;
            }
            let mut report = |rule, severity, message| {
                if severity != Severity::Off {
                    let finding = Finding::of_segment(rule, severity, (source, target), message);
                    findings.push((number, finding));
                }
            };
            match by_source.get(&ours) {
                Some((first, known, text)) if *known != theirs => {
                    let message = format!("pair {first} translates the same as `{text}`");
                    report(Rule::Inconsistent, inconsistent, message);
                }
                Some(_) => {}
                None => drop(by_source.insert(ours.clone(), (number, theirs.clone(), target))),
            }
            match by_target.get(&theirs) {
                Some((first, known, text)) if *known != ours => {
                    let message = format!("pair {first} translates `{text}` the same way");
                    report(Rule::SameTarget, same, message);
                }
                Some(_) => {}
                None => drop(by_target.insert(theirs, (number, ours, source))),
            }
        }
        findings
    }
}
