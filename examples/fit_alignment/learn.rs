//! Learning all weights.
//!
//! The weights of links depend on what the texts teach (their own words, the relation of their
//! lengths), and that on the weights: texts are prepared and weights are fitted in turns. Words
//! are learned or not, so that the turns would never come to rest; each turn therefore goes less
//! far than the one before, and the weights are the mean of all turns after the first
//! ([`FIRST`]) ones (Polyak and Juditsky 1992).

use crate::climb::climb;
use crate::material::{self, Material};
use rayon::prelude::*;
use yaddash::align::evidence::Tie;
use yaddash::align::fit::{Among, Beads, Links};
use yaddash::align::joint::{JOINT_FEATURES, PAIRS, Risk};
use yaddash::align::likeness::{self, SIGNALS};
use yaddash::align::through::{Through, View, Views};
use yaddash::align::weights::{
    AMONG_FEATURES, FEATURES, LinkWeights, PARTS, Vector, Weights, feature,
};

/// The turns that lead from the guess to where the weights are, and all turns.
const FIRST: usize = 1;
const TURNS: usize = 6;

/// [`Weights::belief`], chosen with `choose`.
pub const BELIEF: f64 = 40.0;

/// What the joint decoder weighs, of which [`decoding`] chooses the last but one.
const RISK: Risk =
    Risk { threshold: 0.3, alone: 0.2, links: 8.0, link_threshold: 0.35, link_alone: 0.35 };

/// A guess: all that learning begins with. The development data have no kinds and no dialogue; what
/// is said of them stays.
const GUESS: Weights = {
    let mut own = [0.0; FEATURES];
    own[feature::NULL] = -1.0;
    own[feature::ONE_TWO] = -1.0;
    own[feature::TWO_TWO] = -2.0;
    own[feature::ONE_THREE] = -2.0;
    own[feature::LARGER] = -3.0;
    own[feature::BEYOND] = -1.0;
    own[feature::TIES + Tie::Number as usize] = 1.0;
    own[feature::TIES + Tie::Name as usize] = 0.7;
    own[feature::TIES + Tie::Cognate as usize] = 0.5;
    own[feature::TIES + Tie::Lexicon as usize] = 0.7;
    own[feature::TIES + Tie::Learned as usize] = 0.4;
    own[feature::TIES + Tie::Mark as usize] = 1.0;
    own[feature::LENGTH] = 0.5;
    own[feature::KIND] = -4.0;
    own[feature::DASH] = -1.0;
    let mut signal = [0.0; SIGNALS];
    signal[0] = 1.0;
    signal[1] = 1.0;
    signal[2] = 1.0;
    signal[3] = 1.0;
    let links = LinkWeights { own, signal };
    let mut among = [0.0; AMONG_FEATURES];
    among[0] = 1.0;
    let mut beads = [0.0; JOINT_FEATURES];
    beads[0] = 1.0;
    Weights {
        pair: links,
        strange: links,
        joint: links,
        among: [among; 2],
        beads: [beads; 2],
        belief: 0.0,
        risk: [RISK; 2],
    }
};

/// Learns the weights for strange languages, of documents of which no lexicon knows anything: what
/// the texts themselves say is weighed by `plain` ones, what vectors say beside it by `varied` ones;
/// `belief` is [`Weights::belief`].
pub fn strange(plain: &[&Material<'_>], varied: &[&Material<'_>], belief: f64) -> Weights {
    turns(Weights { belief, ..GUESS }, |weights| {
        let mut new = weights.strange;
        let beads: Vec<Beads<FEATURES>> = plain.par_iter().map(|m| m.own(weights)).collect();
        new.own = links(&beads, &new.own, &GUESS.strange.own, by_hand);
        drop(beads);
        let beads = signals(varied, weights, &new.own);
        new.signal = links(&beads, &new.signal, &GUESS.strange.signal, |_| ());
        Weights { strange: new, ..*weights }
    })
}

/// Learns all other weights; `strange` are those for strange languages. They also say what words
/// count that a text teaches: the lexicon covers short documents too well to show that.
pub fn known(documents: &[&Material<'_>], strange: Weights) -> Weights {
    let mut guess = Weights { belief: strange.belief, strange: strange.strange, ..GUESS };
    let learned = feature::TIES + Tie::Learned as usize;
    guess.pair.own[learned] = strange.strange.own[learned];
    guess.joint.own[learned] = strange.strange.own[learned];
    turns(guess, |weights| {
        let mut new = *weights;
        let beads: Vec<Beads<FEATURES>> = documents.par_iter().map(|m| m.own(weights)).collect();
        let stays = |gradient: &mut [f64]| {
            by_hand(gradient);
            gradient[feature::TIES + Tie::Learned as usize] = 0.0;
        };
        new.pair.own = links(&beads, &new.pair.own, &guess.pair.own, stays);
        new.among[0] = among(&beads, &new.among[0], &new.pair.own);
        (new.joint.own, new.beads[0]) = joint(&beads, &new.joint.own, &new.beads[0], stays);
        drop(beads);
        let beads = signals(documents, weights, &new.pair.own);
        new.pair.signal = links(&beads, &new.pair.signal, &guess.pair.signal, tied);
        new.among[1] = among(&beads, &new.among[1], &new.pair.signal);
        let beads = signals(documents, weights, &new.joint.own);
        (new.joint.signal, new.beads[1]) = joint(&beads, &new.joint.signal, &new.beads[1], tied);
        new
    })
}

/// How three versions are decoded, without vectors and with them: how much of what was learned of
/// the third version counts, and what links count beside beads and cost. That is not learned by
/// likelihood, for it has to be true that a third version makes no pair worse: of the settings under
/// which that holds in every tier, the one with the highest F1 in sum. The first of `tiers` are the
/// ones without vectors.
pub fn decoding(weights: &Weights, tiers: [&[Vec<Material<'_>>]; 2]) -> Weights {
    let mut best = *weights;
    for (number, tiers) in tiers.into_iter().enumerate() {
        let with = number > 0;
        let alone: Vec<[f64; 3]> =
            tiers.iter().map(|t| material::alone(t, weights, with)).collect();
        let mut highest = (false, 0.0);
        let shares = [1.0, 0.75, 0.5, 0.25];
        let settings =
            shares.map(|s| [4.0, 8.0, 16.0].map(|l| [0.25, 0.35, 0.45].map(|t| (s, l, t))));
        for (share, links, threshold) in settings.into_iter().flatten().flatten() {
            let mix = |a: f64, b: f64| a + share * (b - a);
            let mut these = *weights;
            these.among[number] = each(GUESS.among[number], weights.among[number], mix);
            these.risk[number].links = links;
            these.risk[number].link_threshold = threshold;
            let joint = tiers.iter().map(|tier| material::joint(tier, &these, with));
            let joint: Vec<f64> = joint.flatten().collect();
            let good =
                joint.iter().zip(alone.iter().flatten()).all(|(joint, alone)| joint >= alone);
            let sum: f64 = joint.iter().sum();
            eprintln!("{share} of the third version, links {links}, {threshold}: {good}, {sum:.4}");
            if (good, sum) > highest {
                highest = (good, sum);
                (best.among[number], best.risk[number]) = (these.among[number], these.risk[number]);
            }
        }
    }
    best
}

/// Documents are prepared and weights are fitted in turns.
fn turns(guess: Weights, fit: impl Fn(&Weights) -> Weights) -> Weights {
    let mut weights = guess;
    for turn in 0..TURNS {
        let far = 1.0 / turn.saturating_sub(FIRST).max(1) as f64;
        let next = between(&weights, &fit(&weights), far);
        let change = numbers(&weights).zip(numbers(&next)).map(|(a, b)| (a - b).abs());
        let most = change.fold(0.0, f64::max);
        eprintln!("turn {turn}: no weight has changed by more than {most:.3}");
        weights = next;
    }
    weights
}

fn signals(documents: &[&Material<'_>], weights: &Weights, own: &Vector) -> Vec<Beads<SIGNALS>> {
    documents.par_iter().map(|m| m.signals(weights, own)).collect()
}

/// What stays of the weights of a text's own evidence.
fn by_hand(gradient: &mut [f64]) {
    gradient[feature::KIND] = 0.0;
    gradient[feature::DASH] = 0.0;
}

/// What stays of the weights beside vectors, but among strange languages: with the seed lexicon
/// what the texts themselves say is in balance, and counts as one; whole groups against their halves
/// are too few to teach more than the other signals tell; and vectors of words are not asked for.
fn tied(gradient: &mut [f64]) {
    let own: f64 = gradient[..PARTS].iter().sum();
    gradient[..PARTS].fill(own / PARTS as f64);
    gradient[likeness::WHOLE] = 0.0;
    gradient[likeness::SEVERAL] = 0.0;
    gradient[likeness::WORDS] = 0.0;
}

/// The weights of the links of two versions, with a prior around `centre`.
fn links<const N: usize>(
    beads: &[Beads<N>],
    start: &[f32; N],
    centre: &[f32; N],
    stays: impl Fn(&mut [f64]),
) -> [f32; N] {
    let pairs: Vec<&Links<N>> = beads.iter().flat_map(|b| &b.pairs).collect();
    let found = climb(&pairs, &wide(start), &wide(centre), stays);
    std::array::from_fn(|k| found[k] as f32)
}

/// What the third version counts beside the score of a pair alone.
fn among<const N: usize>(
    beads: &[Beads<N>],
    start: &[f64; AMONG_FEATURES],
    links: &[f32; N],
) -> [f64; AMONG_FEATURES] {
    let links = wide(links);
    let of = |three: &Beads<N>| {
        let views: Vec<[View; 2]> = PAIRS
            .iter()
            .zip(&three.pairs)
            .map(|(&(x, y), pair)| pair.views(&links, [three.sizes[x], three.sizes[y]]))
            .collect();
        let views = Views::of_pairs(3, views);
        PAIRS.map(|pair| Through::new(pair, &views))
    };
    let examples: Vec<Among<'_>> = beads
        .par_iter()
        .flat_map_iter(|three| three.pairs.iter().zip(of(three)))
        .map(|(pair, through)| pair.among(&links, through))
        .collect();
    let found = climb(&examples, start, &[0.0; AMONG_FEATURES], |_| ());
    std::array::from_fn(|k| found[k])
}

/// The weights of links in the joint lattice, and of its beads.
fn joint<const N: usize>(
    beads: &[Beads<N>],
    links: &[f32; N],
    shapes: &[f64; JOINT_FEATURES],
    stays: impl Fn(&mut [f64]),
) -> ([f32; N], [f64; JOINT_FEATURES]) {
    let start = [wide(links), shapes.to_vec()].concat();
    let mut centre = vec![0.0; start.len()];
    // The scale of the pairs is that of their weights.
    centre[N] = shapes[0];
    let found = climb(beads, &start, &centre, |gradient| {
        stays(gradient);
        gradient[N] = 0.0;
    });
    (std::array::from_fn(|k| found[k] as f32), std::array::from_fn(|k| found[N + k]))
}

fn wide<const N: usize>(weights: &[f32; N]) -> Vec<f64> {
    weights.iter().map(|&w| f64::from(w)).collect()
}

/// All that is learned, as a list.
fn numbers(weights: &Weights) -> impl Iterator<Item = f64> {
    let Weights { pair, strange, joint, among, beads, .. } = *weights;
    let of = |links: LinkWeights| links.own.into_iter().chain(links.signal).map(f64::from);
    let links = [pair, strange, joint].into_iter().flat_map(of);
    links.chain(among.into_iter().flatten()).chain(beads.into_iter().flatten())
}

/// Weights on the way from some to others.
fn between(from: &Weights, to: &Weights, far: f64) -> Weights {
    let mix = |a: f64, b: f64| a + far * (b - a);
    let narrow = |a: f32, b: f32| mix(a.into(), b.into()) as f32;
    let links = |a: LinkWeights, b: LinkWeights| LinkWeights {
        own: each(a.own, b.own, narrow),
        signal: each(a.signal, b.signal, narrow),
    };
    Weights {
        pair: links(from.pair, to.pair),
        strange: links(from.strange, to.strange),
        joint: links(from.joint, to.joint),
        among: each(from.among, to.among, |a, b| each(a, b, mix)),
        beads: each(from.beads, to.beads, |a, b| each(a, b, mix)),
        ..*from
    }
}

fn each<T: Copy, const N: usize>(a: [T; N], b: [T; N], f: impl Fn(T, T) -> T) -> [T; N] {
    std::array::from_fn(|k| f(a[k], b[k]))
}
