//! Whether versions are translations of one another at all, over the whole text.

use crate::align::{Bead, Version};

/// With less agreement than this a version is probably one of another text. Nine in ten versions of
/// different news items agree to less; of the noisy versions of one item 98 in a hundred agree to
/// more (`cargo test --test alignment_quality agreement -- --nocapture`).
pub const FOREIGN: f64 = 0.4;

/// For each version the share of its text, in characters, that stands in beads with other
/// versions, every bead counted with its confidence: 1 when all of it surely has a counterpart.
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
                .filter(|bead| bead.versions() > 1)
                .filter_map(|bead| Some((bead, bead.segments.get(v)?)))
                .map(|(bead, group)| bead.confidence * group.clone().map(length).sum::<f64>())
                .sum();
            shared / all.max(1.0)
        })
        .collect()
}
