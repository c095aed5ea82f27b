//! How well a group of segments of one version translates a group of another.
//!
//! A pair of groups is scored by features: its shape, what its items say (see
//! [`Evidence`]), the lengths, the paragraphs, the end marks. What items say is a
//! log-likelihood ratio in the manner of naive Bayes: how much likelier is it that an item
//! finds its counterpart in the other group when the groups translate one another than when
//! they are two groups met by chance. The groups are scored as wholes, never as the sum of
//! their segment pairs, which would reward every merge.

use crate::align::band::Band;
use crate::align::evidence::{Content, EndMark, Evidence, ItemId, TIES, Tie, Ties};
use crate::align::lattice::Link;
use crate::align::mutual::{Mutual, Said, Sums};
use crate::align::weights::{FEATURES, Vector, feature};
use crate::segment::SegmentKind;
use std::ops::Range;

/// The most segments of one version in a link.
pub const MAX_GROUP: usize = 5;

/// The shapes of a link between two versions that is not made of smaller ones.
pub const SHAPES: [(usize, usize); 20] = [
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
    (2, 4),
    (4, 2),
    (3, 4),
    (4, 3),
    (4, 4),
    (1, 5),
    (5, 1),
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
}

/// The logarithm of a normal density, but for a constant.
fn normal(x: f32, variance: f32, ln_variance: f32) -> f32 {
    -0.5 * (x * x / variance + ln_variance)
}

/// What the form of a group of consecutive segments is, whatever it is linked with.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Characters, and their logarithm.
    length: f32,
    ln_length: f32,
    /// The variance of the length of a translation, where that is not shorter.
    variance: f32,
    ln_variance: f32,
    /// How likely the length is in a group met by chance.
    chance: f32,
    /// How many paragraphs begin inside.
    opens_inside: f32,
    /// How many whole sentences are joined.
    joined: f32,
    opens_paragraph: bool,
    continues: bool,
    /// Whether it ends in the middle of a sentence.
    cut: bool,
    dash: bool,
    end: EndMark,
    /// The kinds of its segments, a bit each.
    kinds: u8,
}

impl Group {
    fn new(contents: &[Content], length: LengthModel, (mean, spread): (f32, f32)) -> Option<Group> {
        let (first, last) = (contents.first()?, contents.last()?);
        let sum = contents.iter().map(|c| c.length).sum::<f32>();
        let size = contents.len() as f32;
        let variance = length.variance + SHORTNESS / sum.max(1.0);
        let background = spread / size + 0.05;
        let inside = |test: &dyn Fn(&Content, &Content) -> bool| {
            contents.windows(2).filter(|pair| test(&pair[0], &pair[1])).count() as f32
        };
        Some(Group {
            length: sum,
            ln_length: sum.ln(),
            variance,
            ln_variance: variance.ln(),
            chance: normal(sum.ln() - mean - size.ln(), background, background.ln()),
            opens_inside: inside(&|_, next| next.opens_paragraph),
            joined: inside(&|this, next| this.complete && !next.continues),
            opens_paragraph: first.opens_paragraph,
            continues: first.continues,
            cut: !last.complete && last.kind == SegmentKind::Sentence,
            dash: first.dash,
            end: last.end,
            kinds: contents.iter().fold(0, |kinds, c| kinds | 1 << c.kind as u8),
        })
    }

    /// For each position the groups of 1 to [`MAX_GROUP`] segments that end there.
    fn all(
        contents: &[Content],
        length: LengthModel,
        spread: (f32, f32),
    ) -> Vec<[Option<Group>; MAX_GROUP]> {
        let of = |end: usize, size: usize| {
            Group::new(&contents[end.checked_sub(size)?..end], length, spread)
        };
        (0..=contents.len()).map(|end| std::array::from_fn(|k| of(end, k + 1))).collect()
    }
}

/// The features of every pair of groups in a band.
#[derive(Debug)]
pub struct PairModel<'a> {
    a: &'a Evidence,
    b: &'a Evidence,
    band: &'a Band,
    /// Mean of ln(second length / first length).
    ratio: f32,
    groups: [Vec<[Option<Group>; MAX_GROUP]>; 2],
    /// What items say of the groups.
    said: Mutual,
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
        let groups = [a, b].map(|e| Group::all(&e.contents, length, spread(&e.contents)));
        let (forth, back) = rayon::join(
            || speak(a, b, &ties.forth, band, loudness, false),
            || speak(b, a, &ties.back, band, loudness, true),
        );
        PairModel { a, b, band, ratio: length.ratio, groups, said: Mutual { forth, back } }
    }

    /// What the items of the groups that end at `(i, j)` say of one another, weighted; by the
    /// sizes of the groups.
    pub fn said(&self, i: usize, j: usize) -> Sums {
        self.said.sums(self.band, i, j).map(|sums| sums.map(|sum| 0.5 * sum))
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
        if p == 0 || q == 0 {
            let group = self.a.contents[i - p..i].iter().chain(&self.b.contents[j - q..j]);
            f[feature::NULL] = (p + q) as f32;
            f[feature::NULL_CUT] = group.filter(|c| !c.complete || c.continues).count() as f32;
            return Some(f);
        }
        // 1-1 is the measure of the others.
        match (p.min(q), p.max(q)) {
            (1, 1) => {}
            (1, 2) => f[feature::ONE_TWO] = 1.0,
            (2, 2) => f[feature::TWO_TWO] = 1.0,
            (1, 3) => f[feature::ONE_THREE] = 1.0,
            _ => f[feature::LARGER] = 1.0,
        }
        f[feature::BEYOND] = (p + q).saturating_sub(5) as f32;
        let (x, y) = (self.groups[0][i][p - 1].as_ref()?, self.groups[1][j][q - 1].as_ref()?);
        f[feature::LENGTH] = self.lengths(x, y);
        match (x.opens_paragraph, y.opens_paragraph) {
            (true, true) => f[feature::BOTH_OPEN] = 1.0,
            (false, false) => {}
            _ => f[feature::ONE_OPENS] = 1.0,
        }
        f[feature::OPENS_INSIDE] = x.opens_inside + y.opens_inside;
        f[feature::JOINED] = x.joined + y.joined;
        // Where both versions are cut in the middle of a sentence, nothing speaks against it.
        let differ = |x: bool, y: bool| f32::from(u8::from(x != y));
        f[feature::CUT_START] = differ(x.continues, y.continues);
        f[feature::CUT_END] = differ(x.cut, y.cut);
        if x.end == y.end {
            f[feature::SAME_END] = 1.0;
        } else {
            f[feature::OTHER_END] = 1.0;
        }
        f[feature::DASH] = differ(x.dash, y.dash);
        f[feature::KIND] = f32::from(u8::from((x.kinds | y.kinds).count_ones() > 1));
        Some(f)
    }

    /// The log-likelihood ratio of the lengths of two groups, the mean of both directions.
    fn lengths(&self, x: &Group, y: &Group) -> f32 {
        let shorter = if x.length < y.length { x } else { y };
        let difference = y.ln_length - x.ln_length - self.ratio;
        let own = normal(difference, shorter.variance, shorter.ln_variance);
        let ratio = |chance: f32| (own - chance).clamp(-12.0, 6.0);
        0.5 * (ratio(y.chance) + ratio(x.chance))
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
) -> Vec<Said> {
    let mut heard = vec![Said::default(); band.cells()];
    let columns = if transposed { band.columns(from.contents.len()) } else { Vec::new() };
    let voices = voices(to, ties, loudness);
    // The segments near by only move on, and with them the first of an item's that counts.
    let starts: Vec<usize> = std::iter::once(0)
        .chain(ties.iter().scan(0, |sum, ties| {
            *sum += ties.len();
            Some(*sum)
        }))
        .collect();
    let mut firsts = vec![0u32; starts.last().copied().unwrap_or(0)];
    // For each segment near by the best tie of one item; after it as many empty places as a
    // group has segments.
    let mut best: Vec<u8> = Vec::new();
    for (at, content) in from.contents.iter().enumerate() {
        let here = at + 1;
        let (low, high) = if transposed { columns[here] } else { band.range(here) };
        let near = low.saturating_sub(MAX_GROUP)..high.min(to.contents.len());
        let mut silence = [0.0; MAX_GROUP];
        for &item in &content.items {
            if let Some(voice) = &voices[item as usize] {
                silence.iter_mut().zip(voice.silent).for_each(|(sum, silent)| *sum += silent);
            }
        }
        for j in low..=high {
            let cell = if transposed { band.cell(j, here) } else { band.cell(here, j) };
            if let Some(cell) = cell.filter(|_| j > 0) {
                heard[cell] = silence;
            }
        }
        best.clear();
        best.resize(near.len() + MAX_GROUP, NO_TIE);
        for &item in &content.items {
            let Some(voice) = &voices[item as usize] else { continue };
            let mut hits = near.end..near.start;
            let firsts = &mut firsts[starts[item as usize]..];
            for (&(other, tie), first) in ties[item as usize].iter().zip(firsts) {
                let postings = &to.postings[other as usize];
                let passed = postings[*first as usize..].iter();
                *first += passed.take_while(|&&s| (s as usize) < near.start).count() as u32;
                let inside = postings[*first as usize..].iter().map(|&s| s as usize);
                for segment in inside.take_while(|&s| s < near.end) {
                    let slot = &mut best[segment - near.start];
                    *slot = (*slot).min(tie as u8);
                    hits = hits.start.min(segment)..hits.end.max(segment + 1);
                }
            }
            if hits.is_empty() {
                continue;
            }
            // Only groups that hold a counterpart hear more than silence.
            for j in (hits.start + 1).max(low)..=(hits.end + MAX_GROUP - 1).min(high) {
                let cell = if transposed { band.cell(j, here) } else { band.cell(here, j) };
                let Some(cell) = cell else { continue };
                let mut tie = NO_TIE;
                for k in 0..MAX_GROUP.min(j - near.start) {
                    tie = tie.min(best[j - 1 - k - near.start]);
                    if tie != NO_TIE {
                        heard[cell][k] += voice.loud[usize::from(tie)][k] - voice.silent[k];
                    }
                }
            }
            best[hits.start - near.start..hits.end - near.start].fill(NO_TIE);
        }
    }
    heard
}

/// In a table of ties: none.
const NO_TIE: u8 = u8::MAX;

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
            let chance = [1, 2, 3, 4, 5].map(|k| 1.0 - (1.0 - share).powi(k));
            let ln_chance = chance.map(f32::ln);
            let loud = std::array::from_fn(|tie| {
                let ln_matched = MATCHED[tie].ln();
                ln_chance.map(|c| loudness[tie] * (ln_matched - c).clamp(0.0, LOUDEST))
            });
            let silence = |c: f32| ((1.0 - MATCHED[kind]) / (1.0 - c).max(0.02)).ln().min(0.0);
            Some(Voice { loud, silent: chance.map(|c| loudness[kind] * silence(c)) })
        })
        .collect()
}
