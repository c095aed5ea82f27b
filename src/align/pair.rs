//! How well a group of segments of one version translates a group of another.
//!
//! A pair of groups is scored by features: its shape, what its items say (see
//! [`Evidence`]), the lengths, the paragraphs, the end marks. What items say is a
//! log-likelihood ratio in the manner of naive Bayes: how much likelier is it that an item
//! finds its counterpart in the other group when the groups translate one another than when
//! they are two groups met by chance. The groups are scored as wholes, never as the sum of
//! their segment pairs, which would reward every merge.

use crate::align::band::Band;
use crate::align::evidence::{Content, Evidence, ItemId, TIES, Tie, Ties};
use crate::align::lattice::Link;
use crate::align::weights::{FEATURES, Vector, feature};
use crate::segment::SegmentKind;
use std::ops::Range;

/// The most segments of one version in a bead.
pub const MAX_GROUP: usize = 4;

/// The shapes of a link between two versions that is not made of smaller ones.
pub const SHAPES: [(usize, usize); 13] = [
    (1, 1),
    (1, 0),
    (0, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (2, 3),
    (3, 2),
    (1, 4),
    (4, 1),
    (3, 3),
];

/// The probability that an item has its counterpart in a true translation, by tie.
const MATCHED: [f32; TIES] = [0.85, 0.8, 0.6, 0.5, 0.6, 0.6];

/// No single item speaks louder than this, in nats.
const LOUDEST: f32 = 5.0;

/// How the lengths of two versions relate, estimated from the texts.
#[derive(Debug, Clone, Copy)]
pub struct LengthModel {
    /// Mean of ln(second length / first length) of groups that translate one another.
    pub ratio: f32,
    /// The part of the variance of that logarithm that does not depend on the length.
    pub variance: f32,
}

/// How much more freely the lengths of short segments vary: added to the variance, over the
/// length in characters.
const SHORTNESS: f32 = 1.6;

/// Mean and variance of the logarithm of a version's segment lengths.
fn spread(contents: &[Content]) -> (f32, f32) {
    let n = contents.len().max(1) as f32;
    let mean = contents.iter().map(|c| c.length.ln()).sum::<f32>() / n;
    let variance = contents.iter().map(|c| (c.length.ln() - mean).powi(2)).sum::<f32>() / n;
    (mean, variance.max(0.05))
}

impl LengthModel {
    /// The first guess: the whole texts translate one another.
    pub fn of_totals(a: &Evidence, b: &Evidence) -> LengthModel {
        let total = |e: &Evidence| e.contents.iter().map(|c| c.length).sum::<f32>().max(1.0);
        let ratio = (total(b) / total(a)).ln().clamp(-0.5, 0.5);
        LengthModel { ratio, variance: 0.05 }
    }

    /// What the links of a first pass say.
    pub fn of_links(a: &Evidence, b: &Evidence, links: &[Link], guess: LengthModel) -> LengthModel {
        let length = |contents: &[Content]| contents.iter().map(|c| c.length).sum::<f32>();
        // A few imaginary links keep the estimate of a short text near the guess.
        let (mut weight, mut sum, mut squares) = (8.0, 8.0 * guess.ratio, 8.0 * guess.variance);
        for link in links.iter().filter(|l| l.p > 0 && l.q > 0 && l.probability > 0.5) {
            let first = length(&a.contents[link.i - link.p..link.i]);
            let second = length(&b.contents[link.j - link.q..link.j]);
            let w = link.probability as f32;
            let difference = second.ln() - first.ln();
            let noise = SHORTNESS / first.min(second);
            weight += w;
            sum += w * difference;
            squares += w * ((difference - guess.ratio).powi(2) - noise).max(0.0);
        }
        LengthModel { ratio: sum / weight, variance: (squares / weight).clamp(0.02, 0.2) }
    }

    fn likelihood_ratio(
        &self,
        first: f32,
        second: f32,
        background: (f32, f32),
        group: usize,
    ) -> f32 {
        let normal = |x: f32, variance: f32| -0.5 * (x * x / variance + variance.ln());
        let variance = self.variance + SHORTNESS / first.min(second).max(1.0);
        let own = normal(second.ln() - first.ln() - self.ratio, variance);
        let (mean, spread) = background;
        let chance = normal(second.ln() - mean - (group as f32).ln(), spread / group as f32 + 0.05);
        (own - chance).clamp(-12.0, 6.0)
    }
}

/// The features of every pair of groups in a band.
#[derive(Debug)]
pub struct PairModel<'a> {
    a: &'a Evidence,
    b: &'a Evidence,
    band: &'a Band,
    length: LengthModel,
    spread: [(f32, f32); 2],
    /// For the segment of the first version before row `i` and the `k` segments of the second
    /// that end at column `j`: what the items of the former say.
    forth: Vec<[f32; MAX_GROUP]>,
    /// The same for the segment of the second version before column `j` and the `k` segments of
    /// the first that end at row `i`.
    back: Vec<[f32; MAX_GROUP]>,
}

impl<'a> PairModel<'a> {
    /// Weighs the evidence for every pair of groups in `band`; `loudness` is the weight of each
    /// [`Tie`].
    pub fn new(
        a: &'a Evidence,
        b: &'a Evidence,
        ties: &Ties,
        band: &'a Band,
        length: LengthModel,
        loudness: &[f32; TIES],
    ) -> Self {
        let spread = [spread(&a.contents), spread(&b.contents)];
        let forth = speak(a, b, &ties.forth, band, loudness, false);
        let back = speak(b, a, &ties.back, band, loudness, true);
        PairModel { a, b, band, length, spread, forth, back }
    }

    /// What the items of the groups of `p` and `q` segments that end at `(i, j)` say of one
    /// another, weighted.
    pub fn said(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        if p == 0 || q == 0 {
            return 0.0;
        }
        let rows = (i - p + 1..=i).filter_map(|row| self.band.cell(row, j));
        let columns = (j - q + 1..=j).filter_map(|column| self.band.cell(i, column));
        let forth: f32 = rows.map(|cell| self.forth[cell][q - 1]).sum();
        let back: f32 = columns.map(|cell| self.back[cell][p - 1]).sum();
        0.5 * (forth + back)
    }

    /// The features of the form of the groups of `p` and `q` segments that end at `(i, j)`: all
    /// but those of the ties. `None` when the groups reach out of the band.
    pub fn form(&self, i: usize, j: usize, p: usize, q: usize) -> Option<Vector> {
        if p > i || q > j {
            return None;
        }
        self.band.cell(i, j)?;
        self.band.cell(i - p, j - q)?;
        let mut f = [0.0; FEATURES];
        let (first, second) = (&self.a.contents[i - p..i], &self.b.contents[j - q..j]);
        if p == 0 || q == 0 {
            f[feature::NULL] = (p + q) as f32;
            let cut = first.iter().chain(second).filter(|c| !c.complete || c.continues).count();
            f[feature::NULL_CUT] = cut as f32;
            return Some(f);
        }
        f[match (p.min(q), p.max(q)) {
            (1, 1) => feature::ONE_ONE,
            (1, 2) => feature::ONE_TWO,
            (2, 2) => feature::TWO_TWO,
            (1, 3) => feature::ONE_THREE,
            _ => feature::LARGER,
        }] = 1.0;
        let length = |group: &[Content]| group.iter().map(|c| c.length).sum::<f32>();
        let (la, lb) = (length(first), length(second));
        let inverse = LengthModel { ratio: -self.length.ratio, ..self.length };
        f[feature::LENGTH] = 0.5
            * (self.length.likelihood_ratio(la, lb, self.spread[1], q)
                + inverse.likelihood_ratio(lb, la, self.spread[0], p));
        let opens = |group: &[Content]| group[0].opens_paragraph;
        match (opens(first), opens(second)) {
            (true, true) => f[feature::BOTH_OPEN] = 1.0,
            (false, false) => {}
            _ => f[feature::ONE_OPENS] = 1.0,
        }
        for group in [first, second] {
            f[feature::OPENS_INSIDE] +=
                group[1..].iter().filter(|c| c.opens_paragraph).count() as f32;
            f[feature::JOINED] +=
                group.windows(2).filter(|pair| pair[0].complete && !pair[1].continues).count()
                    as f32;
        }
        // Where both versions are cut in the middle of a sentence, nothing speaks against it.
        let differ = |x: bool, y: bool| f32::from(u8::from(x != y));
        f[feature::CUT_START] = differ(first[0].continues, second[0].continues);
        let cut = |group: &[Content]| {
            let last = &group[group.len() - 1];
            !last.complete && last.kind == SegmentKind::Sentence
        };
        f[feature::CUT_END] = differ(cut(first), cut(second));
        let (x, y) = (&first[p - 1], &second[q - 1]);
        if x.end == y.end {
            f[feature::SAME_END] = 1.0;
        } else {
            f[feature::OTHER_END] = 1.0;
        }
        f[feature::DASH] = f32::from(u8::from(first[0].dash != second[0].dash));
        f[feature::KIND] =
            f32::from(u8::from(first.iter().any(|x| second.iter().any(|y| x.kind != y.kind))));
        Some(f)
    }
}

/// What the items of each segment of `from` say of the groups of `to`.
fn speak(
    from: &Evidence,
    to: &Evidence,
    ties: &[Vec<(ItemId, Tie)>],
    band: &Band,
    loudness: &[f32; TIES],
    transposed: bool,
) -> Vec<[f32; MAX_GROUP]> {
    let mut heard = vec![[0.0; MAX_GROUP]; band.cells()];
    let columns = if transposed { columns(band, from.contents.len()) } else { Vec::new() };
    let voices = voices(to, ties, loudness);
    let mut best: Vec<Option<Tie>> = vec![None; to.contents.len()];
    for (at, content) in from.contents.iter().enumerate() {
        let here = at + 1;
        let (low, high) = if transposed { columns[here] } else { band.range(here) };
        let near = low.saturating_sub(MAX_GROUP)..high;
        for &item in &content.items {
            let Some(voice) = &voices[item as usize] else { continue };
            for &(other, tie) in &ties[item as usize] {
                let postings = &to.postings[other as usize];
                let first = postings.partition_point(|&s| (s as usize) < near.start);
                for &segment in postings[first..].iter().take_while(|&&s| (s as usize) < near.end) {
                    let slot = &mut best[segment as usize];
                    *slot = Some(slot.map_or(tie, |t| t.min(tie)));
                }
            }
            for k in 1..=MAX_GROUP {
                for j in low.max(1)..=high {
                    let cell = if transposed { band.cell(j, here) } else { band.cell(here, j) };
                    let Some(cell) = cell else { continue };
                    let window = &best[j.saturating_sub(k)..j];
                    match window.iter().flatten().min() {
                        Some(&tie) => heard[cell][k - 1] += voice.loud[tie as usize][k - 1],
                        None => heard[cell][k - 1] += voice.silent[k - 1],
                    }
                }
            }
            best[near.start..near.end.min(to.contents.len())].fill(None);
        }
    }
    heard
}

/// What groups of two versions say of one another, wherever they stand.
pub struct Hearing<'a> {
    a: &'a Evidence,
    b: &'a Evidence,
    ties: &'a Ties,
    forth: Vec<Option<Voice>>,
    back: Vec<Option<Voice>>,
}

impl<'a> Hearing<'a> {
    /// `loudness` is the weight of each [`Tie`].
    pub fn new(
        a: &'a Evidence,
        b: &'a Evidence,
        ties: &'a Ties,
        loudness: &[f32; TIES],
    ) -> Hearing<'a> {
        let forth = voices(b, &ties.forth, loudness);
        let back = voices(a, &ties.back, loudness);
        Hearing { a, b, ties, forth, back }
    }

    /// What the items of two groups, neither of them empty, say of one another: what
    /// [`PairModel::said`] says inside a band.
    pub fn said(&self, first: Range<usize>, second: Range<usize>) -> f32 {
        let (a, b) = (&self.a.contents[first], &self.b.contents[second]);
        0.5 * (heard(a, b, &self.ties.forth, &self.forth)
            + heard(b, a, &self.ties.back, &self.back))
    }
}

/// What the items of the segments `from` say of the segments `to`.
fn heard(
    from: &[Content],
    to: &[Content],
    ties: &[Vec<(ItemId, Tie)>],
    voices: &[Option<Voice>],
) -> f32 {
    let size = to.len().clamp(1, MAX_GROUP) - 1;
    let holds = |item: &ItemId| to.iter().any(|c| c.items.binary_search(item).is_ok());
    let mut sum = 0.0;
    for &item in from.iter().flat_map(|content| &content.items) {
        let Some(voice) = &voices[item as usize] else { continue };
        let best = ties[item as usize].iter().filter(|(y, _)| holds(y)).map(|(_, tie)| *tie).min();
        sum += match best {
            Some(tie) => voice.loud[tie as usize][size],
            None => voice.silent[size],
        };
    }
    sum
}

/// What one item can say, whatever the segment that holds it.
struct Voice {
    /// What it says when `k` segments hold a counterpart, by tie.
    loud: [[f32; MAX_GROUP]; TIES],
    /// What it says when `k` segments hold none.
    silent: [f32; MAX_GROUP],
}

fn voices(
    to: &Evidence,
    ties: &[Vec<(ItemId, Tie)>],
    loudness: &[f32; TIES],
) -> Vec<Option<Voice>> {
    let total = to.contents.len() as f32;
    let mut seen = vec![usize::MAX; to.contents.len()];
    ties.iter()
        .enumerate()
        .map(|(item, ties)| {
            // Silence is that of the most telling tie.
            let kind = ties.iter().map(|(_, tie)| *tie).min()? as usize;
            let mut segments = 0;
            for (other, _) in ties {
                for &segment in &to.postings[*other as usize] {
                    let slot = &mut seen[segment as usize];
                    segments += usize::from(*slot != item);
                    *slot = item;
                }
            }
            // The chance that k segments met at random hold a counterpart.
            let share = ((segments as f32 + 0.5) / (total + 1.0)).min(0.99);
            let chance = [1, 2, 3, 4].map(|k| 1.0 - (1.0 - share).powi(k));
            let loud = std::array::from_fn(|tie| {
                chance.map(|c| loudness[tie] * (MATCHED[tie] / c).ln().clamp(0.0, LOUDEST))
            });
            let silence = |c: f32| ((1.0 - MATCHED[kind]) / (1.0 - c).max(0.02)).ln().min(0.0);
            Some(Voice { loud, silent: chance.map(|c| loudness[kind] * silence(c)) })
        })
        .collect()
}

/// For each column of a band the first and the last row that hold it.
fn columns(band: &Band, m: usize) -> Vec<(usize, usize)> {
    let mut columns = vec![(usize::MAX, 0); m + 1];
    for i in 0..=band.rows() {
        let (low, high) = band.range(i);
        for column in &mut columns[low..=high] {
            column.0 = column.0.min(i);
            column.1 = column.1.max(i);
        }
    }
    columns
}
