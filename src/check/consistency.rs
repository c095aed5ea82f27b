//! Rules that look at all pairs of a set of texts together.

use super::{Checker, Excerpt, Finding, Rule, Severity};
use crate::lang::words;
use std::collections::BTreeMap;

impl Checker<'_> {
    /// The findings of `inconsistent` and `same-target` in a sequence of pairs, each with the
    /// index of its pair. Segments are compared without case and white space at their ends; what
    /// was first seen is the measure, so a finding stands at the later of two pairs.
    pub fn check_together<'t>(
        &self,
        pairs: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Vec<(usize, Finding)> {
        let (inconsistent, same) =
            (self.severity(Rule::Inconsistent), self.severity(Rule::SameTarget));
        let mut findings = Vec::new();
        if inconsistent == Severity::Off && same == Severity::Off {
            return findings;
        }
        let mut by_source: BTreeMap<String, (usize, String, &str)> = BTreeMap::new();
        let mut by_target: BTreeMap<String, (usize, String, &str)> = BTreeMap::new();
        for (number, (source, target)) in pairs.into_iter().enumerate() {
            let ours = words::comparable(source.trim(), &self.source);
            let theirs = words::comparable(target.trim(), &self.target);
            if ours.is_empty() || theirs.is_empty() {
                continue;
            }
            let mut report = |rule, severity, message| {
                let finding = Finding {
                    rule,
                    severity,
                    concept: None,
                    source: Excerpt::of(source, 0..source.len()),
                    target: Excerpt::of(target, 0..target.len()),
                    message,
                    help: None,
                };
                findings.push((number, finding));
            };
            match by_source.get(&ours) {
                Some((first, known, text)) if *known != theirs => {
                    if inconsistent != Severity::Off {
                        let message = format!("pair {first} translates the same as `{text}`");
                        report(Rule::Inconsistent, inconsistent, message);
                    }
                }
                Some(_) => {}
                None => drop(by_source.insert(ours.clone(), (number, theirs.clone(), target))),
            }
            match by_target.get(&theirs) {
                Some((first, known, text)) if *known != ours => {
                    if same != Severity::Off {
                        let message = format!("pair {first} translates `{text}` the same way");
                        report(Rule::SameTarget, same, message);
                    }
                }
                Some(_) => {}
                None => drop(by_target.insert(theirs, (number, ours, source))),
            }
        }
        findings
    }
}
