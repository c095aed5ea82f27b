//! A lexicon bootstrapped on the texts themselves: words that keep meeting in one another's
//! beads translate one another.
//!
//! IBM Model 1 (Brown et al. 1993) on stems, trained in both directions on the links of a first
//! pass, each weighted with its posterior probability; a pair of words is kept when both
//! directions find it likely and more than one link supports it, so that no link is its own
//! witness.

use crate::align::evidence::{Evidence, Item, ItemId};
use crate::align::lattice::Link;
use std::collections::HashMap;

const ROUNDS: usize = 4;
/// The least product of the two directions' probabilities.
const LEAST: f32 = 0.06;
/// Links below this probability teach nothing.
const LEAST_LINK: f64 = 0.4;

/// The pairs of words that the links teach.
pub fn learn(a: &Evidence, b: &Evidence, links: &[Link]) -> Vec<(ItemId, ItemId)> {
    let texts: Vec<(Vec<ItemId>, Vec<ItemId>, f32)> = links
        .iter()
        .filter(|link| link.p > 0 && link.q > 0 && link.probability >= LEAST_LINK)
        .map(|link| {
            (
                words(a, link.i - link.p..link.i),
                words(b, link.j - link.q..link.j),
                link.probability as f32,
            )
        })
        .filter(|(x, y, _)| !x.is_empty() && !y.is_empty())
        .collect();
    let forth = model_one(texts.iter().map(|(x, y, w)| (x.as_slice(), y.as_slice(), *w)));
    let back = model_one(texts.iter().map(|(x, y, w)| (y.as_slice(), x.as_slice(), *w)));
    let mut pairs: Vec<(ItemId, ItemId)> = forth
        .iter()
        .filter_map(|(&(x, y), &(t, support))| {
            let &(u, _) = back.get(&(y, x))?;
            // One meeting proves nothing; two prove half.
            let trust = (support - 1.0) / support;
            (support > 1.5 && t * u * trust >= LEAST).then_some((x, y))
        })
        .collect();
    // The order of a hash map must not reach any output.
    pairs.sort_unstable();
    pairs
}

fn words(evidence: &Evidence, range: std::ops::Range<usize>) -> Vec<ItemId> {
    let mut words: Vec<ItemId> = evidence.contents[range]
        .iter()
        .flat_map(|content| content.items.iter().copied())
        .filter(|&item| matches!(evidence.items[item as usize], Item::Word { .. }))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

type Table = HashMap<(ItemId, ItemId), (f32, f32)>;

/// The probability that `x` generates `y`, and in how many links the two meet.
fn model_one<'a>(texts: impl Iterator<Item = (&'a [ItemId], &'a [ItemId], f32)> + Clone) -> Table {
    let mut table: Table = HashMap::new();
    for (x, y, weight) in texts.clone() {
        for &source in x {
            for &target in y {
                table.entry((source, target)).or_insert((1.0, 0.0)).1 += weight;
            }
        }
    }
    table.retain(|_, (_, support)| *support > 1.2);
    for _ in 0..ROUNDS {
        let mut counts: HashMap<(ItemId, ItemId), f32> = HashMap::new();
        let mut totals: HashMap<ItemId, f32> = HashMap::new();
        for (x, y, weight) in texts.clone() {
            for &target in y {
                // A word may come from nowhere.
                let mut all = 0.05;
                for &source in x {
                    all += table.get(&(source, target)).map_or(0.0, |entry| entry.0);
                }
                for &source in x {
                    if let Some((t, _)) = table.get(&(source, target)) {
                        let share = weight * t / all;
                        *counts.entry((source, target)).or_default() += share;
                        *totals.entry(source).or_default() += share;
                    }
                }
            }
        }
        for (pair, (t, _)) in &mut table {
            let total = totals.get(&pair.0).copied().unwrap_or(0.0).max(1e-6);
            *t = counts.get(pair).copied().unwrap_or(0.0) / total;
        }
    }
    table
}
