//! Fitting the weights: the gradient of the likelihood of gold alignments.

use crate::align::band::Band;
use crate::align::embedding::dot;
use crate::align::evidence::{Evidence, TIES};
use crate::align::habits::Habits;
use crate::align::joint::{
    Chains, JOINT_FEATURES, Joint, JointWeights, PAIRS, WAYS, shape_feature,
};
use crate::align::lattice::{self, Lattice};
use crate::align::likeness::SIGNALS;
use crate::align::pair::{PairModel, SHAPES};
use crate::align::profile::Prepared;
use crate::align::through::{Through, View};
use crate::align::weights::{AMONG_FEATURES, FEATURES, Vector, feature, loudness};

/// A link `(i, j, p, q)` as [`lattice::Link`] defines it; a segment without counterpart is a link
/// of its own.
pub type Place = (usize, usize, usize, usize);

/// Something that is likelier under some weights than under others.
pub trait Example {
    /// The log-likelihood of the gold and its gradient.
    fn gradient(&self, weights: &[f64]) -> (f64, Vec<f64>);
}

impl<E: Example> Example for &E {
    fn gradient(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        (**self).gradient(weights)
    }
}

/// The features of every link of two versions in a band, and the gold links in order.
pub struct Links<const N: usize> {
    band: Band,
    features: Vec<[Option<[f32; N]>; SHAPES.len()]>,
    habits: Habits,
    gold: Vec<Place>,
}

impl Links<FEATURES> {
    /// What the texts themselves say.
    pub fn own(a: &Evidence, b: &Evidence, known: &Prepared<'_>, gold: &[Place]) -> Self {
        let Prepared { ties, length, band, .. } = known;
        // One model for each tie, in which only that tie speaks.
        let models: [PairModel<'_>; TIES] = std::array::from_fn(|tie| {
            let only = std::array::from_fn(|other| f32::from(u8::from(tie == other)));
            PairModel::new(a, b, ties, band, *length, &only)
        });
        Links::new(known, gold, |i, j| {
            let said = models.each_ref().map(|model| model.said(i, j));
            SHAPES.map(|(p, q)| {
                let mut features = models[0].form(i, j, p, q)?;
                said.iter().enumerate().for_each(|(k, s)| features[feature::TIES + k] = s[p][q]);
                Some(features)
            })
        })
    }
}

impl Links<SIGNALS> {
    /// What vectors say, beside what the texts themselves say under the weights `own`.
    pub fn signals(
        a: &Evidence,
        b: &Evidence,
        known: &Prepared<'_>,
        own: &Vector,
        gold: &[Place],
    ) -> Self {
        let model = PairModel::new(a, b, &known.ties, &known.band, known.length, &loudness(own));
        Links::new(known, gold, |i, j| {
            let said = model.said(i, j);
            std::array::from_fn(|shape| {
                let (p, q) = SHAPES[shape];
                let form = model.form(i, j, p, q)?;
                known.guide.signal(i, j, shape, lattice::parts(&form, said[p][q], own))
            })
        })
    }
}

impl<const N: usize> Links<N> {
    fn new(
        known: &Prepared<'_>,
        gold: &[Place],
        features: impl Fn(usize, usize) -> [Option<[f32; N]>; SHAPES.len()],
    ) -> Self {
        let band = known.band.clone();
        let mut table = Vec::with_capacity(band.cells());
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            table.extend((low..=high).map(|j| features(i, j)));
        }
        Links { band, features: table, habits: known.habits, gold: gold.to_vec() }
    }

    /// The lattice under some weights.
    pub fn lattice(&self, weights: &[f64]) -> Lattice<'_> {
        let weights: [f32; N] = std::array::from_fn(|k| weights[k] as f32);
        let mut scores = vec![[f32::NEG_INFINITY; SHAPES.len()]; self.features.len()];
        for (scores, row) in scores.iter_mut().zip(&self.features) {
            for (shape, features) in row.iter().enumerate() {
                if let Some(features) = features {
                    scores[shape] = self.habits.of(shape) + dot(features, &weights);
                }
            }
        }
        Lattice::of_scores(&self.band, scores).again(self.habits.again())
    }

    fn feature(&self, (i, j, p, q): Place) -> Option<&[f32; N]> {
        self.features[self.band.cell(i, j)?][shape(p, q)?].as_ref()
    }

    /// The likely links under `weights`, as each of the two versions sees them.
    pub fn views(&self, weights: &[f64], sizes: [usize; 2]) -> [View; 2] {
        View::both(&self.lattice(weights).links(0.01), sizes[0], sizes[1])
    }

    /// The pair with what other versions say.
    pub fn among(&self, weights: &[f64], through: Through) -> Among<'_> {
        Among { gold: &self.gold, lattice: self.lattice(weights), through }
    }
}

fn shape(p: usize, q: usize) -> Option<usize> {
    SHAPES.iter().position(|s| *s == (p, q))
}

/// What a gold link costs that the lattice does not hold, in nats.
const OUTSIDE: f64 = -15.0;

impl<const N: usize> Example for Links<N> {
    fn gradient(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; N];
        let mut gold = 0.0;
        let mut add = |place: Place, times: f64| -> Option<f64> {
            let features = self.feature(place)?;
            let mut score = 0.0;
            for (k, f) in features.iter().enumerate() {
                gradient[k] += times * f64::from(*f);
                score += f64::from(*f) * weights[k];
            }
            Some(score)
        };
        let alone = |place: &Place| (place.2 == 0, place.3 == 0);
        let mut before = (false, false);
        for place in &self.gold {
            let habit = shape(place.2, place.3).map_or(0.0, |shape| self.habits.of(shape));
            let follows = alone(place) == before && before != (false, false);
            let again = if follows { self.habits.again() } else { 0.0 };
            gold += add(*place, 1.0).map_or(OUTSIDE, |s| s + f64::from(habit + again));
            before = alone(place);
        }
        let whole = self.lattice(weights).expectations(|i, j, p, q, probability| {
            add((i, j, p, q), -probability);
        });
        (gold - whole, gradient)
    }
}

/// Two versions among others, with their gold links.
pub struct Among<'a> {
    gold: &'a [Place],
    lattice: Lattice<'a>,
    through: Through,
}

impl Example for Among<'_> {
    fn gradient(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; AMONG_FEATURES];
        let mut add = |(i, j, p, q): Place, times: f64| -> Option<f64> {
            let cell = self.lattice.cell(i, j)?;
            let features = self.lattice.among_features(&self.through, i, j, cell, shape(p, q)?)?;
            gradient.iter_mut().zip(features).for_each(|(sum, f)| *sum += times * f);
            Some(features.iter().zip(weights).map(|(f, w)| f * w).sum())
        };
        let gold: f64 = self.gold.iter().map(|g| add(*g, 1.0).unwrap_or(OUTSIDE)).sum();
        let weights = std::array::from_fn(|k| weights[k]);
        let lattice = self.lattice.clone().among(&self.through, &weights);
        let whole = lattice.expectations(|i, j, p, q, probability| {
            add((i, j, p, q), -probability);
        });
        (gold - whole, gradient)
    }
}

/// Three versions with their gold beads, as ends and sizes, in order; a bead of one version is
/// given segment by segment. The weights are those of the links, then those of the beads.
pub struct Beads<const N: usize> {
    /// The versions, two by two.
    pub pairs: [Links<N>; 3],
    /// The segments of each version.
    pub sizes: [usize; WAYS],
    /// The gold. Beads that the lattice does not hold are left out.
    pub gold: Vec<([usize; WAYS], [usize; WAYS])>,
}

impl<const N: usize> Example for Beads<N> {
    fn gradient(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let (links, beads) = weights.split_at(N);
        let beads: JointWeights = std::array::from_fn(|k| beads[k]);
        let chains =
            self.pairs.each_ref().map(|p| Chains::new(&p.lattice(links), &p.band, Vec::new()));
        let lattice = Joint::new(self.sizes, chains.each_ref(), beads);
        let mut gradient = vec![0.0; N + JOINT_FEATURES];
        let mut count = |end: [usize; WAYS], size: [usize; WAYS], times: f64| -> f64 {
            let Some(pairs) = lattice.pair_score(end, size) else { return 0.0 };
            let (by_link, by_bead) = gradient.split_at_mut(N);
            let shape = shape_feature(size);
            by_bead[0] += times * pairs;
            shape.into_iter().for_each(|feature| by_bead[feature] += times);
            let group = |v: usize| end[v] - size[v]..end[v];
            for (((x, y), chains), pair) in PAIRS.iter().zip(&chains).zip(&self.pairs) {
                for (a, b) in chains.links(&group(*x), &group(*y)) {
                    let features = pair.feature((a.end, b.end, a.len(), b.len()));
                    for (sum, f) in by_link.iter_mut().zip(features.into_iter().flatten()) {
                        *sum += times * beads[0] * f64::from(*f);
                    }
                }
            }
            beads[0] * pairs + shape.map_or(0.0, |feature| beads[feature])
        };
        let gold: f64 = self.gold.iter().map(|&(end, size)| count(end, size, 1.0)).sum();
        let (found, whole) = lattice.beads(1e-5);
        for bead in found {
            count(bead.end, bead.size, -bead.probability);
        }
        (gold - whole, gradient)
    }
}
