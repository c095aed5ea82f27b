//! A lexicon bootstrapped on the texts themselves: words that keep meeting in one another's
//! beads translate one another.
//!
//! IBM Model 1 (Brown et al. 1993) on stems, trained in both directions on the links of a first
//! pass, each weighted with its posterior probability; a pair of words is kept when both
//! directions find it likely and more than one link supports it, so that no link is its own
//! witness.

use crate::align::evidence::{Evidence, Item, ItemId};
use crate::align::lattice::Link;

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 4;
/// Words in more than one of so many segments are not learned.
const COMMON: usize = 12;
/// The weight of the word that stands for no word.
const NOWHERE: f32 = 0.05;
/// The least product of the two directions' probabilities.
const LEAST: f32 = 0.06;
/// Links below this probability teach nothing.
const LEAST_LINK: f64 = 0.4;

/// The pairs of words that the links teach, in order.
pub fn learn(a: &Evidence, b: &Evidence, links: &[Link]) -> Vec<(ItemId, ItemId)> {
    let texts: Vec<Text> = links
        .iter()
        .filter(|link| link.p > 0 && link.q > 0 && link.probability >= LEAST_LINK)
        .map(|link| Text {
            x: words(a, link.i - link.p..link.i),
            y: words(b, link.j - link.q..link.j),
            weight: link.probability as f32,
        })
        .collect();
    let meetings = Meetings::new(&texts);
    let forth = meetings.model_one(&texts, Side::First);
    let back = meetings.model_one(&texts, Side::Second);
    meetings
        .keys
        .iter()
        .enumerate()
        .filter(|&(k, _)| {
            let support = meetings.support[k];
            // One meeting proves nothing; two prove half.
            let trust = (support - 1.0) / support;
            support > 1.5 && forth[k] * back[k] * trust >= LEAST
        })
        .map(|(_, &key)| ((key >> 32) as ItemId, key as ItemId))
        .collect()
}

/// The words of two groups that a link holds together.
struct Text {
    x: Vec<ItemId>,
    y: Vec<ItemId>,
    weight: f32,
}

/// The words of a group, but for those that stand nearly everywhere: they meet everything; and
/// those that stand only there: they meet nothing again.
fn words(evidence: &Evidence, range: std::ops::Range<usize>) -> Vec<ItemId> {
    let common = (evidence.contents.len() / COMMON).max(8);
    let mut words: Vec<ItemId> = evidence.contents[range]
        .iter()
        .flat_map(|content| content.items.iter().copied())
        .filter(|&item| {
            matches!(evidence.items[item as usize], Item::Word { .. })
                && (2..=common).contains(&evidence.postings[item as usize].len())
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[derive(Clone, Copy)]
enum Side {
    First,
    Second,
}

/// The pairs of words that meet more than once, and where.
struct Meetings {
    /// The pairs in order, the first word in the upper half.
    keys: Vec<u64>,
    /// In how many links each pair meets, by probability.
    support: Vec<f32>,
    /// For each text the number of every pair of its words, row by row; [`NONE`] for a pair that
    /// meets only there.
    cells: Vec<Vec<u32>>,
}

const NONE: u32 = u32::MAX;

impl Meetings {
    fn new(texts: &[Text]) -> Meetings {
        let key = |x: ItemId, y: ItemId| (u64::from(x) << 32) | u64::from(y);
        let mut all: Vec<u64> = texts
            .iter()
            .flat_map(|t| t.x.iter().flat_map(|&x| t.y.iter().map(move |&y| key(x, y))))
            .collect();
        all.sort_unstable();
        let keys: Vec<u64> =
            all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect();
        drop(all);
        let mut support = vec![0.0; keys.len()];
        let cells = texts
            .iter()
            .map(|t| {
                let pairs = t.x.iter().flat_map(|&x| t.y.iter().map(move |&y| key(x, y)));
                pairs
                    .map(|pair| match keys.binary_search(&pair) {
                        Ok(k) => {
                            support[k] += t.weight;
                            k as u32
                        }
                        Err(_) => NONE,
                    })
                    .collect()
            })
            .collect();
        Meetings { keys, support, cells }
    }

    /// The probability that the word of one side generates that of the other, for every pair.
    fn model_one(&self, texts: &[Text], from: Side) -> Vec<f32> {
        let mut table = vec![1.0f32; self.keys.len()];
        for _ in 0..ROUNDS {
            let mut counts = vec![0.0f32; self.keys.len()];
            let mut totals: Vec<f32> = Vec::new();
            let source = |key: u64| match from {
                Side::First => (key >> 32) as usize,
                Side::Second => (key & u64::from(u32::MAX)) as usize,
            };
            for (text, cells) in texts.iter().zip(&self.cells) {
                let (rows, columns) = (text.x.len(), text.y.len());
                let (targets, sources) = match from {
                    Side::First => (columns, rows),
                    Side::Second => (rows, columns),
                };
                for target in 0..targets {
                    let cell = |source: usize| match from {
                        Side::First => cells[source * columns + target],
                        Side::Second => cells[target * columns + source],
                    };
                    let known = || (0..sources).map(cell).filter(|&k| k != NONE);
                    // A word may come from nowhere.
                    let all: f32 = NOWHERE + known().map(|k| table[k as usize]).sum::<f32>();
                    for k in known() {
                        counts[k as usize] += text.weight * table[k as usize] / all;
                    }
                }
            }
            for (&key, count) in self.keys.iter().zip(&counts) {
                let source = source(key);
                if totals.len() <= source {
                    totals.resize(source + 1, 0.0);
                }
                totals[source] += count;
            }
            for ((t, &key), count) in table.iter_mut().zip(&self.keys).zip(&counts) {
                *t = count / totals[source(key)].max(1e-6);
            }
        }
        table
    }
}
