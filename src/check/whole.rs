//! Segments and speaker turns that one side has and the other has not.

use super::{Checker, Excerpt, Finding, Rule, Severity};
use crate::readout::BlockKind;
use crate::readout::blocks::classify;

impl Checker<'_> {
    /// The findings of a segment without counterpart: one of the two texts is empty.
    pub fn unpaired(&self, source: &str, target: &str) -> Vec<Finding> {
        let (rule, message) = match (source.trim().is_empty(), target.trim().is_empty()) {
            (false, true) if is_label(source) => {
                (Rule::SpeakerMissing, "the speaker label has no counterpart")
            }
            (false, true) => (Rule::SegmentMissing, "the segment has no translation"),
            (true, false) => (Rule::SegmentExtra, "the segment translates nothing"),
            _ => return Vec::new(),
        };
        let severity = self.severity(rule);
        let finding = Finding::of_segment(rule, severity, (source, target), message);
        if severity == Severity::Off { Vec::new() } else { vec![finding] }
    }
}

/// A label inside the segment, where labels stay with their sentence.
pub(super) fn check(
    checker: &Checker<'_>,
    source: &str,
    target: &str,
    findings: &mut Vec<Finding>,
) {
    let Some(label) = label(source) else { return };
    // Any colon near the beginning may close a label of an unusual shape.
    let beginning: String = target.chars().take(110).collect();
    if label_end(target).is_some() || beginning.contains(':') || is_label(target) {
        return;
    }
    findings.push(Finding {
        rule: Rule::SpeakerMissing,
        severity: checker.severity(Rule::SpeakerMissing),
        concept: None,
        source: Excerpt::of(source, 0..label),
        target: Excerpt::default(),
        message: format!("the speaker label `{}` is missing", &source[..label]),
        help: None,
    });
}

/// Where the label of a speaker turn ends.
fn label(text: &str) -> Option<usize> {
    label_end(text).or_else(|| is_label(text).then_some(text.len()))
}

fn label_end(text: &str) -> Option<usize> {
    match classify(text) {
        (BlockKind::SpeakerTurn, Some(label)) => Some(label.end),
        _ => None,
    }
}

/// Whether a segment is a speaker label and nothing else: it would be one if speech followed.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(':') && label_end(&format!("{text} A")) == Some(text.len())
}
