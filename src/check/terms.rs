//! The term rules.

use super::{Checker, Excerpt, Finding, Rule, Severity, Terms};
use crate::glossary::{Status, TermHit};
use std::collections::BTreeMap;

/// One finding per concept and place: a forbidden variant hides the missing term.
pub(super) fn check(
    checker: &Checker<'_>,
    terms: &Terms<'_>,
    source: &str,
    target: &str,
    findings: &mut Vec<Finding>,
) {
    let hits = terms.source.find(source);
    if hits.is_empty() {
        return;
    }
    let mut asked: BTreeMap<usize, Vec<&TermHit>> = BTreeMap::new();
    // A forbidden variant in the source still names its concept.
    hits.iter().for_each(|hit| asked.entry(hit.concept).or_default().push(hit));
    let used = terms.target.find(target);
    // What is forbidden for one concept may be the approved term of another that is asked for.
    let is_approved_for_another = |fault: &TermHit| {
        used.iter().any(|hit| {
            hit.span == fault.span
                && hit.concept != fault.concept
                && hit.status != Status::Forbidden
                && asked.contains_key(&hit.concept)
        })
    };
    let (missing, forbidden) =
        (checker.severity(Rule::TermMissing), checker.severity(Rule::TermForbidden));
    // Without rules for its forms nothing is sure of a language: the term may stand there inflected.
    let missing = match terms.target.inflects() {
        true => missing,
        false => missing.min(Severity::Warning),
    };
    for (number, places) in &asked {
        let number = *number;
        let Some(concept) = terms.glossary.concepts.get(number) else { continue };
        let Some(first) = places.first() else { continue };
        let wanted = concept.terms.get(first.term);
        let Some(approved) = wanted.and_then(|t| concept.counterpart(t, &checker.target)) else {
            continue;
        };
        let in_target = || used.iter().filter(|hit| hit.concept == number);
        let source_name = &source[first.span.clone()];
        let faults: Vec<&TermHit> = in_target()
            .filter(|hit| hit.status == Status::Forbidden && !is_approved_for_another(hit))
            .collect();
        for (nth, fault) in faults.iter().enumerate() {
            let place = places.get(nth).unwrap_or(first);
            findings.push(Finding {
                rule: Rule::TermForbidden,
                severity: forbidden,
                concept: Some(concept.id.clone()),
                source: Excerpt::of(source, place.span.clone()),
                target: Excerpt::of(target, fault.span.clone()),
                message: format!(
                    "`{}` is not to be used for `{source_name}`",
                    &target[fault.span.clone()]
                ),
                help: Some(format!("use `{}`", approved.text)),
            });
        }
        let hidden = !faults.is_empty() && forbidden != Severity::Off;
        let is_there = |number: usize| {
            used.iter().any(|hit| hit.concept == number && hit.status != Status::Forbidden)
        };
        // Of concepts that share a name (court: суд, двор) the text means one.
        let meant_another = || {
            let shares = |hit: &&TermHit| places.iter().any(|place| place.span == hit.span);
            hits.iter().filter(shares).any(|hit| is_there(hit.concept))
        };
        if !hidden && !is_there(number) && !meant_another() {
            findings.push(Finding {
                rule: Rule::TermMissing,
                severity: missing,
                concept: Some(concept.id.clone()),
                source: Excerpt::of(source, first.span.clone()),
                target: Excerpt::default(),
                message: format!("no approved translation of `{source_name}`"),
                help: Some(format!("use `{}`", approved.text)),
            });
        }
    }
}
