//! Whether versions are translations of one another at all, over the whole text.

use crate::align::{Bead, Version, confidence};

/// With less agreement than this a version is probably one of another text
/// (`cargo test --test alignment_quality agreement -- --nocapture` prints how many versions of other
/// news items are noticed, and how many of the same item are taken for strangers).
pub const FOREIGN: f64 = 0.3;

/// For each version the share of its text, in characters, that stands in beads with other
/// versions, every bead counted with its confidence: 1 when all of it surely has a counterpart.
/// Doubtful beads do not count: between any two texts there are some.
pub fn agreement(versions: &[Version<'_>], beads: &[Bead]) -> Vec<f64> {
    versions
        .iter()
        .enumerate()
        .map(|(v, version)| {
            let length = |number: usize| {
                version.segments.get(number).map_or(0, |s| s.text.chars().count()) as f64
            };
            let all: f64 = (0..version.segments.len()).map(length).sum();
            let shared: f64 = beads
                .iter()
                .filter(|b| b.versions() > 1 && b.confidence >= confidence::DOUBTFUL)
                .filter_map(|bead| Some((bead, bead.segments.get(v)?)))
                .map(|(bead, group)| bead.confidence * group.clone().map(length).sum::<f64>())
                .sum();
            shared / all.max(1.0)
        })
        .collect()
}
