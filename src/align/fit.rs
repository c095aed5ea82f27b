//! Fitting the weights: the gradient of the likelihood of gold alignments.

use crate::align::Version;
use crate::align::band::Band;
use crate::align::evidence::{Evidence, Ties};
use crate::align::joint::{Chains, JOINT_FEATURES, Joint, JointWeights, WAYS, shape_feature};
use crate::align::lattice::{Lattice, Link};
use crate::align::pair::{LengthModel, PairModel, SHAPES};
use crate::align::weights::{FEATURES, Vector};
use crate::align::{learned, profile};
use crate::lang::lexicon::Lexicon;

/// Two versions with their gold links, ready for fitting.
pub struct Example {
    a: Evidence,
    b: Evidence,
    learned: Vec<(u32, u32)>,
    band: Band,
    gold: Vec<(usize, usize, usize, usize)>,
    features: Table,
}

type Table = Vec<[Option<Vector>; SHAPES.len()]>;

impl Example {
    /// `gold` holds the links `(i, j, p, q)` as [`Link`] defines them, in order.
    pub fn new(
        a: &Version<'_>,
        b: &Version<'_>,
        gold: Vec<(usize, usize, usize, usize)>,
        lexicon: &Lexicon,
        radius: Option<usize>,
    ) -> Example {
        let (a, b) = (Evidence::new(a, lexicon), Evidence::new(b, lexicon));
        let (n, m) = (a.contents.len(), b.contents.len());
        let band = match radius {
            None => Band::full(n, m),
            Some(radius) => {
                let mut ranges = vec![(m, 0); n + 1];
                let mut cover = |i: usize, j: usize| {
                    for row in &mut ranges[i.saturating_sub(radius)..=(i + radius).min(n)] {
                        row.0 = row.0.min(j.saturating_sub(radius));
                        row.1 = row.1.max((j + radius).min(m));
                    }
                };
                cover(0, 0);
                gold.iter().for_each(|&(i, j, _, _)| cover(i, j));
                Band::new(n, m, ranges)
            }
        };
        let mut example = Example { a, b, learned: Vec::new(), band, gold, features: Vec::new() };
        example.weigh();
        example
    }

    /// Computes the features of every link anew.
    fn weigh(&mut self) {
        let ties = Ties::new(&self.a, &self.b, &self.learned);
        let length = LengthModel::of_totals(&self.a, &self.b);
        let model = PairModel::new(&self.a, &self.b, &ties, &self.band, length);
        let mut table = Vec::with_capacity(self.band.cells());
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                table.push(SHAPES.map(|(p, q)| model.features(i, j, p, q)));
            }
        }
        self.features = table;
    }

    fn lattice(&self, weights: &Vector) -> Lattice<'_> {
        let dot = |f: &Vector| f.iter().zip(weights).map(|(f, w)| f * w).sum();
        let scores = self
            .features
            .iter()
            .map(|row| row.map(|f| f.as_ref().map_or(f32::NEG_INFINITY, dot)))
            .collect();
        Lattice::of_scores(&self.band, scores)
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

    /// The likely links.
    pub fn links(&self, weights: &Vector) -> Vec<Link> {
        self.lattice(weights).links(0.01)
    }

    /// Size
    pub fn size(&self) -> (usize, usize) {
        (self.a.contents.len(), self.b.contents.len())
    }
}

impl Example {
    /// True positives, non-null links found, non-null links in the gold, of the path with the
    /// highest expected number of right links.
    pub fn f1(&self, weights: &Vector) -> (usize, usize, usize) {
        let links = self.links(weights);
        let mut best: std::collections::HashMap<(usize, usize), (f64, Option<usize>)> =
            std::collections::HashMap::new();
        best.insert((0, 0), (0.0, None));
        for (k, l) in links.iter().enumerate() {
            let Some(&(gain, _)) = best.get(&(l.i - l.p, l.j - l.q)) else { continue };
            let worth = if l.p == 0 || l.q == 0 { 0.5 * l.probability } else { l.probability };
            let entry = best.entry((l.i, l.j)).or_insert((-1.0, None));
            if gain + worth > entry.0 {
                *entry = (gain + worth, Some(k));
            }
        }
        let gold: std::collections::HashSet<_> =
            self.gold.iter().filter(|g| g.2 > 0 && g.3 > 0).collect();
        let (mut tp, mut nt) = (0, 0);
        let mut at = self.size();
        while let Some((_, Some(k))) = best.get(&at) {
            let l = &links[*k];
            if l.p > 0 && l.q > 0 {
                nt += 1;
                tp += usize::from(gold.contains(&(l.i, l.j, l.p, l.q)));
            }
            at = (l.i - l.p, l.j - l.q);
        }
        (tp, nt, gold.len())
    }
}

/// Three versions with their gold beads, ready for fitting the joint weights.
pub struct JointExample {
    chains: Vec<Chains>,
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
        JointExample {
            chains: profile::chains([&evidence[0], &evidence[1], &evidence[2]]),
            sizes: [0, 1, 2].map(|v| evidence[v].contents.len()),
            gold,
        }
    }

    /// The log-likelihood of the gold and its gradient. Gold beads that the lattice does not
    /// hold are left out.
    pub fn gradient(&self, weights: &JointWeights) -> (f64, JointWeights) {
        let [a, b, c] = self.chains.as_slice() else { return (0.0, [0.0; JOINT_FEATURES]) };
        let lattice = Joint::new(self.sizes, [a, b, c], *weights);
        let mut gradient = [0.0; JOINT_FEATURES];
        let mut likelihood = 0.0;
        for &(end, size) in &self.gold {
            let Some(pairs) = lattice.pair_score(end, size) else { continue };
            gradient[0] += pairs;
            likelihood += weights[0] * pairs;
            if let Some(feature) = shape_feature(size) {
                gradient[feature] += 1.0;
                likelihood += weights[feature];
            }
        }
        let (beads, whole) = lattice.beads(1e-6);
        for bead in beads {
            if let Some(pairs) = lattice.pair_score(bead.end, bead.size) {
                gradient[0] -= bead.probability * pairs;
            }
            if let Some(feature) = shape_feature(bead.size) {
                gradient[feature] -= bead.probability;
            }
        }
        (likelihood - whole, gradient)
    }
}
