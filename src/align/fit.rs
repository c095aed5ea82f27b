//! Fitting the weights: the gradient of the likelihood of gold alignments.

use crate::align::Version;
use crate::align::band::Band;
use crate::align::evidence::{Evidence, TIES, Ties};
use crate::align::joint::{
    Chains, JOINT_FEATURES, Joint, JointWeights, PAIRS, WAYS, shape_feature,
};
use crate::align::lattice::Lattice;
use crate::align::learned;
use crate::align::pair::{LengthModel, PairModel, SHAPES};
use crate::align::profile::{self, Prepared};
use crate::align::through::{Through, View};
use crate::align::weights::{AMONG_FEATURES, AmongWeights, FEATURES, Vector, feature};
use crate::lang::lexicon::Lexicon;
use std::collections::HashSet;

/// Two versions with their gold links, ready for fitting.
pub struct Example {
    a: Evidence,
    b: Evidence,
    learned: Vec<(u32, u32)>,
    band: Band,
    gold: Vec<(usize, usize, usize, usize)>,
    features: Table,
}

/// Texts with at most this many pairs of segments are searched whole.
const SMALL: usize = 40_000;

type Table = Vec<[Option<Vector>; SHAPES.len()]>;

impl Example {
    /// `gold` holds the links `(i, j, p, q)` as [`crate::align::lattice::Link`] defines them, in
    /// order; a segment without counterpart is a link of its own.
    pub fn new(
        a: &Version<'_>,
        b: &Version<'_>,
        gold: Vec<(usize, usize, usize, usize)>,
        lexicon: &Lexicon,
    ) -> Example {
        let (a, b) = (Evidence::new(a, lexicon), Evidence::new(b, lexicon));
        let (n, m) = (a.contents.len(), b.contents.len());
        // The table of a long text would be too big.
        let band = match (n + 1) * (m + 1) <= SMALL {
            true => Band::full(n, m),
            false => profile::unguided(&a, &b).band,
        };
        let mut example = Example { a, b, learned: Vec::new(), band, gold, features: Vec::new() };
        example.weigh();
        example
    }

    /// Computes the features of every link anew.
    fn weigh(&mut self) {
        let mut ties = Ties::new(&self.a, &self.b);
        ties.learn(&self.learned);
        let length = LengthModel::of_totals(&self.a, &self.b);
        self.features = table(&self.a, &self.b, &ties, &self.band, length);
    }

    fn lattice(&self, weights: &Vector) -> Lattice<'_> {
        Lattice::of_scores(&self.band, scores(&self.features, weights))
    }

    fn feature(&self, i: usize, j: usize, p: usize, q: usize) -> Option<&Vector> {
        let shape = SHAPES.iter().position(|s| *s == (p, q))?;
        self.features[self.band.cell(i, j)?][shape].as_ref()
    }

    /// Bootstraps the lexicon of the texts from a pass with `weights`.
    pub fn bootstrap(&mut self, weights: &Vector) {
        let links = self.lattice(weights).links(0.01);
        self.learned = learned::learn(&self.a, &self.b, &links);
        self.weigh();
    }

    /// The log-likelihood of the gold and its gradient.
    pub fn gradient(&self, weights: &Vector) -> (f64, [f64; FEATURES]) {
        let mut gradient = [0.0; FEATURES];
        let mut gold = 0.0;
        for &(i, j, p, q) in &self.gold {
            for (k, f) in self.feature(i, j, p, q).into_iter().flatten().enumerate() {
                gradient[k] += f64::from(*f);
                gold += f64::from(f * weights[k]);
            }
        }
        let whole = self.lattice(weights).expectations(|i, j, p, q, probability| {
            for (k, f) in self.feature(i, j, p, q).into_iter().flatten().enumerate() {
                gradient[k] -= probability * f64::from(*f);
            }
        });
        (gold - whole, gradient)
    }

    /// Right links, links found and links in the gold, segments without counterpart aside.
    pub fn hits(&self, weights: &Vector) -> (usize, usize, usize) {
        hits(&self.lattice(weights), &self.gold)
    }
}

/// Two versions among others, with their gold links, ready for fitting.
pub struct AmongExample<'a> {
    gold: &'a [(usize, usize, usize, usize)],
    lattice: Lattice<'a>,
    through: Through,
}

impl Example {
    /// The likely links under `weights`, as each of the two versions sees them.
    pub fn views(&self, weights: &Vector) -> [View; 2] {
        let (n, m) = (self.a.contents.len(), self.b.contents.len());
        View::both(&self.lattice(weights).links(0.01), n, m)
    }

    /// The pair with what other versions say.
    pub fn among(&self, weights: &Vector, through: Through) -> AmongExample<'_> {
        AmongExample { gold: &self.gold, lattice: self.lattice(weights), through }
    }
}

impl AmongExample<'_> {
    /// The log-likelihood of the gold and its gradient.
    pub fn gradient(&self, weights: &AmongWeights) -> (f64, AmongWeights) {
        let mut gradient = [0.0; AMONG_FEATURES];
        let features = |i, j, p, q| {
            let shape = SHAPES.iter().position(|s| *s == (p, q))?;
            let cell = self.lattice.cell(i, j)?;
            self.lattice.among_features(&self.through, i, j, cell, shape)
        };
        let mut gold = 0.0;
        for &(i, j, p, q) in self.gold {
            for (k, f) in features(i, j, p, q).into_iter().flatten().enumerate() {
                gradient[k] += f;
                gold += f * weights[k];
            }
        }
        let lattice = self.lattice.clone().among(&self.through, weights);
        let whole = lattice.expectations(|i, j, p, q, probability| {
            for (k, f) in features(i, j, p, q).into_iter().flatten().enumerate() {
                gradient[k] -= probability * f;
            }
        });
        (gold - whole, gradient)
    }

    /// Right links, links found and links in the gold, segments without counterpart aside.
    pub fn hits(&self, weights: &AmongWeights) -> (usize, usize, usize) {
        hits(&self.lattice.clone().among(&self.through, weights), self.gold)
    }
}

/// Right links, links found and links in the gold, segments without counterpart aside.
fn hits(lattice: &Lattice<'_>, gold: &[(usize, usize, usize, usize)]) -> (usize, usize, usize) {
    let linked = |link: &&(usize, usize, usize, usize)| link.2 > 0 && link.3 > 0;
    let gold: HashSet<_> = gold.iter().filter(linked).collect();
    let path = lattice.decode(profile::ALONE);
    let found: Vec<_> = path.iter().map(|l| (l.i, l.j, l.p, l.q)).collect();
    let found: Vec<_> = found.iter().filter(linked).collect();
    (found.iter().filter(|link| gold.contains(**link)).count(), found.len(), gold.len())
}

/// Three versions with their gold beads, ready for fitting the joint weights.
pub struct JointExample {
    pairs: Vec<(Band, Table)>,
    sizes: [usize; WAYS],
    gold: Vec<([usize; WAYS], [usize; WAYS])>,
}

impl JointExample {
    /// `gold` holds the ends and sizes of the beads, in order; a bead of one version is given
    /// segment by segment.
    pub fn new(
        versions: &[Version<'_>; WAYS],
        gold: Vec<([usize; WAYS], [usize; WAYS])>,
        lexicon: &Lexicon,
    ) -> JointExample {
        let evidence = [0, 1, 2].map(|v| Evidence::new(&versions[v], lexicon));
        let pairs = PAIRS
            .iter()
            .map(|&(x, y)| {
                let (a, b) = (&evidence[x], &evidence[y]);
                let Prepared { ties, length, band, .. } = profile::unguided(a, b);
                let table = table(a, b, &ties, &band, length);
                (band, table)
            })
            .collect();
        JointExample { pairs, sizes: [0, 1, 2].map(|v| evidence[v].contents.len()), gold }
    }

    /// The log-likelihood of the gold and its gradient by the weights of the links and of the
    /// beads. Gold beads that the lattice does not hold are left out.
    pub fn gradient(
        &self,
        links: &Vector,
        weights: &JointWeights,
    ) -> (f64, [f64; FEATURES], JointWeights) {
        let chains: Vec<Chains> = self
            .pairs
            .iter()
            .map(|(band, table)| {
                Chains::new(&Lattice::of_scores(band, scores(table, links)), band, Vec::new())
            })
            .collect();
        let mut by_link = [0.0; FEATURES];
        let mut by_bead = [0.0; JOINT_FEATURES];
        let [a, b, c] = chains.as_slice() else { return (0.0, by_link, by_bead) };
        let lattice = Joint::new(self.sizes, [a, b, c], *weights);
        let mut count = |end: [usize; WAYS], size: [usize; WAYS], times: f64| -> f64 {
            let Some(pairs) = lattice.pair_score(end, size) else { return 0.0 };
            by_bead[0] += times * pairs;
            let mut score = weights[0] * pairs;
            if let Some(feature) = shape_feature(size) {
                by_bead[feature] += times;
                score += weights[feature];
            }
            let group = |v: usize| end[v] - size[v]..end[v];
            for (((x, y), chains), (band, table)) in PAIRS.iter().zip(&chains).zip(&self.pairs) {
                for (p, q) in chains.links(&group(*x), &group(*y)) {
                    let shape = SHAPES.iter().position(|s| *s == (p.len(), q.len()));
                    let features = shape
                        .zip(band.cell(p.end, q.end))
                        .and_then(|(shape, cell)| table[cell][shape].as_ref());
                    for (sum, f) in by_link.iter_mut().zip(features.into_iter().flatten()) {
                        *sum += times * weights[0] * f64::from(*f);
                    }
                }
            }
            score
        };
        let likelihood: f64 = self.gold.iter().map(|&(end, size)| count(end, size, 1.0)).sum();
        let (beads, whole) = lattice.beads(1e-5);
        for bead in beads {
            count(bead.end, bead.size, -bead.probability);
        }
        (likelihood - whole, by_link, by_bead)
    }
}

/// The features of every link in a band.
fn table(a: &Evidence, b: &Evidence, ties: &Ties, band: &Band, length: LengthModel) -> Table {
    // One model for each tie, in which only that tie speaks.
    let models: [PairModel<'_>; TIES] = std::array::from_fn(|tie| {
        let only = std::array::from_fn(|other| f32::from(u8::from(tie == other)));
        PairModel::new(a, b, ties, band, length, &only)
    });
    let features = |i, j, p, q| {
        let mut features = models[0].form(i, j, p, q)?;
        for (tie, model) in models.iter().enumerate() {
            features[feature::TIES + tie] = model.said(i, j)[p][q];
        }
        Some(features)
    };
    let mut table = Vec::with_capacity(band.cells());
    for i in 0..=band.rows() {
        let (low, high) = band.range(i);
        for j in low..=high {
            table.push(SHAPES.map(|(p, q)| features(i, j, p, q)));
        }
    }
    table
}

/// The scores of every link under some weights.
fn scores(table: &Table, weights: &Vector) -> Vec<[f32; SHAPES.len()]> {
    let dot = |f: &Vector| f.iter().zip(weights).map(|(f, w)| f * w).sum();
    table.iter().map(|row| row.map(|f| f.as_ref().map_or(f32::NEG_INFINITY, dot))).collect()
}
