//! A lexicon bootstrapped on the texts themselves: words that keep meeting in one another's
//! beads translate one another.
//!
//! IBM Model 1 (Brown et al. 1993) on stems, trained in both directions on the links of a first
//! pass, each weighted with its posterior probability; a pair of words is kept when both
//! directions find it likely and more than one link supports it, so that no link is its own
//! witness. The units of a memory teach in the same way ([`associations`]).

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
    associations(&texts, [a.items.len(), b.items.len()])
        .into_iter()
        .filter(|pair| pair.support > 1.5 && pair.strength() >= LEAST)
        .map(|pair| (pair.x, pair.y))
        .collect()
}

/// Two words that meet in translations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// The word of the first language.
    pub x: u32,
    /// The word of the second.
    pub y: u32,
    /// In how many texts they meet, by weight.
    pub support: f32,
    /// The probability that the first generates the second, times that of the reverse.
    pub probability: f32,
}

impl Association {
    /// The probability, as far as the support can be trusted: one meeting proves nothing; two
    /// prove half.
    pub fn strength(&self) -> f32 {
        self.probability * (self.support - 1.0) / self.support
    }
}

/// The pairs of words that meet in more than one text, in order; `words` are the numbers of words
/// that the two languages have.
pub fn associations(texts: &[Text], words: [usize; 2]) -> Vec<Association> {
    let meetings = Meetings::new(texts, words);
    let (forth, back) =
        rayon::join(|| meetings.model_one(Side::First), || meetings.model_one(Side::Second));
    let probabilities = forth.iter().zip(back).map(|(forth, back)| forth * back);
    meetings
        .keys
        .iter()
        .zip(&meetings.support)
        .zip(probabilities)
        .map(|((&key, &support), probability)| Association {
            x: (key >> 32) as u32,
            y: key as u32,
            support,
            probability,
        })
        .collect()
}

/// The words of two groups that translate one another, each word once, by number.
#[derive(Debug, Clone)]
pub struct Text {
    /// Those of the first language.
    pub x: Vec<u32>,
    /// Those of the second.
    pub y: Vec<u32>,
    /// How sure it is that they do, from 0 to 1.
    pub weight: f32,
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
    /// The words that have to be explained, of the second side and of the first.
    targets: [Targets; 2],
    /// How many words each side has.
    words: [usize; 2],
}

/// Words in texts, each with the words of the other side that may have generated it.
#[derive(Default)]
struct Targets {
    /// The numbers of the pairs, word by word.
    pairs: Vec<u32>,
    /// For each word where its pairs end, and the weight of its text.
    ends: Vec<(u32, f32)>,
}

impl Targets {
    /// Adds a word of a text of some weight.
    fn add(&mut self, weight: f32, pairs: impl Iterator<Item = u32>) {
        let before = self.pairs.len();
        self.pairs.extend(pairs.filter(|&k| k != NONE));
        if self.pairs.len() > before {
            self.ends.push((self.pairs.len() as u32, weight));
        }
    }
}

const NONE: u32 = u32::MAX;

impl Meetings {
    /// `words` are the numbers of words that the two sides have.
    fn new(texts: &[Text], words: [usize; 2]) -> Meetings {
        // For each word of the first side the texts that hold it, and where.
        let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); words[0]];
        for (number, text) in texts.iter().enumerate() {
            for (row, &x) in text.x.iter().enumerate() {
                places[x as usize].push((number as u32, row as u32));
            }
        }
        let (mut keys, mut support) = (Vec::new(), Vec::new());
        // For each text the number of every pair of its words, row by row; `NONE` for a pair that
        // meets only there.
        let mut cells: Vec<Vec<u32>> =
            texts.iter().map(|t| vec![NONE; t.x.len() * t.y.len()]).collect();
        // For each word of the second side how often it meets the one of the first, and the
        // number of their pair.
        let mut met = vec![(0u32, NONE); words[1]];
        let mut seen: Vec<ItemId> = Vec::new();
        for (x, places) in places.iter().enumerate() {
            for &(number, _) in places {
                for &y in &texts[number as usize].y {
                    let times = &mut met[y as usize].0;
                    if *times == 0 {
                        seen.push(y);
                    }
                    *times += 1;
                }
            }
            seen.sort_unstable();
            for &y in &seen {
                if met[y as usize].0 > 1 {
                    met[y as usize].1 = keys.len() as u32;
                    keys.push(((x as u64) << 32) | u64::from(y));
                    support.push(0.0);
                }
            }
            for &(number, row) in places {
                let text = &texts[number as usize];
                let columns = text.y.len();
                let own = &mut cells[number as usize][row as usize * columns..][..columns];
                for (cell, &y) in own.iter_mut().zip(&text.y) {
                    *cell = met[y as usize].1;
                    if *cell != NONE {
                        support[*cell as usize] += text.weight;
                    }
                }
            }
            seen.drain(..).for_each(|y| met[y as usize] = (0, NONE));
        }
        let mut targets = [Targets::default(), Targets::default()];
        for (text, cells) in texts.iter().zip(&cells) {
            let columns = text.y.len();
            for column in 0..columns {
                let all = cells.iter().skip(column).step_by(columns).copied();
                targets[Side::First as usize].add(text.weight, all);
            }
            for row in cells.chunks_exact(columns.max(1)) {
                targets[Side::Second as usize].add(text.weight, row.iter().copied());
            }
        }
        Meetings { keys, support, targets, words }
    }

    /// The probability that the word of one side generates that of the other, for every pair.
    fn model_one(&self, from: Side) -> Vec<f32> {
        let source = |key: u64| match from {
            Side::First => (key >> 32) as usize,
            Side::Second => (key & u64::from(u32::MAX)) as usize,
        };
        let mut table = vec![1.0f32; self.keys.len()];
        let mut counts = vec![0.0f32; self.keys.len()];
        let mut totals = vec![0.0f32; self.words[from as usize]];
        for _ in 0..ROUNDS {
            counts.fill(0.0);
            totals.fill(0.0);
            let targets = &self.targets[from as usize];
            let mut start = 0;
            for &(end, weight) in &targets.ends {
                let known = &targets.pairs[start..end as usize];
                start = end as usize;
                // A word may come from nowhere.
                let all: f32 = NOWHERE + known.iter().map(|&k| table[k as usize]).sum::<f32>();
                for &k in known {
                    counts[k as usize] += weight * table[k as usize] / all;
                }
            }
            for (&key, count) in self.keys.iter().zip(&counts) {
                totals[source(key)] += count;
            }
            for ((t, &key), count) in table.iter_mut().zip(&self.keys).zip(&counts) {
                *t = count / totals[source(key)].max(1e-6);
            }
        }
        table
    }
}
