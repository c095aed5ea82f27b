//! The curve of confidence.

use crate::document::{Document, tier};
use rayon::prelude::*;
use std::collections::BTreeSet;
use yaddash::align::{self, confidence};

/// The posterior probability of a bead, and whether the bead is right.
type Trial = (f64, bool);

/// Every bead of a document.
fn trials(document: &Document) -> Vec<Trial> {
    let beads = align::align(&document.versions(), align::seed::lexicon()).expect("three versions");
    let gold: BTreeSet<_> = document.beads.iter().copied().collect();
    beads
        .iter()
        .map(|bead| {
            let place = |v: usize| (bead.segments[v].end, bead.segments[v].len());
            let places = [0, 1, 2].map(place);
            // Where an empty group stands says nothing: beads are known by what they hold.
            let right = gold.iter().any(|(end, size)| {
                (0..3).all(|v| places[v].1 == size[v] && (size[v] == 0 || places[v].0 == end[v]))
            });
            (confidence::posterior(bead.confidence), right)
        })
        .collect()
}

/// A curve from posterior to confidence.
type Curve = Vec<(f64, f64)>;

/// Isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002) on groups of equal size,
/// each tier counting the same; groups that differ little are one, so that the curve has few knots.
fn isotonic(tiers: &[Vec<Trial>]) -> Curve {
    const GROUPS: usize = 25;
    const APART: f64 = 0.04;
    let mut all: Vec<(f64, f64, f64)> = tiers
        .iter()
        .flat_map(|tier| {
            let weight = 1.0 / tier.len() as f64;
            tier.iter().map(move |&(x, right)| (x, f64::from(u8::from(right)), weight))
        })
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Sums of weight, of weighted posterior and of weighted right ones.
    let mut blocks: Vec<[f64; 3]> = Vec::new();
    let mean = |block: &[f64; 3], k: usize| block[k] / block[0];
    // The sure ones are many and all alike: groups are cut by the logarithm of doubt.
    for group in all.chunks(all.len().div_ceil(GROUPS)) {
        let mut block = group
            .iter()
            .fold([0.0; 3], |s, &(x, right, w)| [s[0] + w, s[1] + w * x, s[2] + w * right]);
        while let Some(last) = blocks.last()
            && mean(&block, 2) < mean(last, 2) + APART
            && mean(last, 2) < 0.9
        {
            block = [0, 1, 2].map(|k| block[k] + last[k]);
            blocks.pop();
        }
        blocks.push(block);
    }
    blocks.iter().map(|block| (mean(block, 1), mean(block, 2))).collect()
}

fn value(curve: &Curve, x: f64) -> f64 {
    let (mut x0, mut y0) = (0.0, 0.0);
    for &(x1, y1) in curve.iter().chain(&[(1.0, 1.0)]) {
        if x <= x1 && x1 > x0 {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
        (x0, y0) = (x1, y1);
    }
    1.0
}

/// Learns the curve of confidence, and shows what one half of the documents teaches of the other.
pub fn fit() {
    const ALL: [&str; 3] = ["docs", "docs-hard", "long500"];
    let tiers: Vec<Vec<Vec<Trial>>> =
        ALL.iter().map(|name| tier(name).par_iter().map(trials).collect()).collect();
    let half = |keep: usize| -> Vec<Vec<Trial>> {
        let of = |tier: &Vec<Vec<Trial>>| -> Vec<Trial> {
            let kept = tier.iter().enumerate().filter(|(n, _)| n % 2 == keep);
            kept.flat_map(|(_, document)| document.iter().copied()).collect()
        };
        tiers.iter().map(of).collect()
    };
    for keep in [0, 1] {
        let curve = isotonic(&half(keep));
        eprintln!("learned on the other half of the documents: {curve:.3?}");
        for (name, tier) in ALL.iter().zip(half(1 - keep)) {
            reliability(name, &curve, &tier);
        }
    }
    let whole: Vec<Vec<Trial>> =
        tiers.into_iter().map(|t| t.into_iter().flatten().collect()).collect();
    let curve = isotonic(&whole);
    for (name, tier) in ALL.iter().zip(&whole) {
        reliability(name, &curve, tier);
    }
    println!("const CURVE: [(f64, f64); {}] = {curve:.3?};", curve.len());
}

fn reliability(name: &str, curve: &Curve, trials: &[Trial]) {
    let mut bins = [[0usize; 2]; 6];
    for &(x, right) in trials {
        let bin = ((value(curve, x) * 10.0) as usize).clamp(4, 9) - 4;
        bins[bin][0] += 1;
        bins[bin][1] += usize::from(right);
    }
    let shown: Vec<String> = bins
        .iter()
        .rev()
        .map(|[all, right]| format!("{:.3} of {all}", *right as f64 / (*all).max(1) as f64))
        .collect();
    eprintln!("  {name}: {}", shown.join(", "));
}
