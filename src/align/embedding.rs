//! Vectors of a model outside the program as one more signal.
//!
//! The caller gives a vector for every segment. A group of segments has the normalised sum of its
//! segments' vectors, each counted with its length. How alike two groups are is the cosine of
//! their vectors, less what each of them has in common with groups of that size met by chance
//! (the margin of Artetxe and Schwenk 2019, the randomised normalisation of Thompson and Koehn
//! 2019), in standard deviations of such chance meetings: so the scale of the model is of no
//! account. A merged group is scored as a whole, and by what its outermost segments add to it.

use crate::align::Version;
use crate::align::band::Band;
use crate::align::joint::JointWeights;
use crate::align::pair::{MAX_GROUP, SHAPES};
use crate::error::{Error, Kind, Result};

/// For every version a vector for each of its segments, all of one dimension; a vector of zeros
/// says nothing.
pub type Vectors = Vec<Vec<Vec<f32>>>;

/// Whether there is a vector for every segment, all of one dimension, of numbers.
///
/// # Errors
/// [`Kind::Usage`] when not.
pub fn check(vectors: &Vectors, versions: &[Version<'_>]) -> Result<()> {
    let wrong = |what: &str| Err(Error::new(Kind::Usage, what));
    if vectors.len() != versions.len()
        || vectors.iter().zip(versions).any(|(v, version)| v.len() != version.segments.len())
    {
        return wrong("there is not one vector for every segment");
    }
    let mut all = vectors.iter().flatten();
    let dimension = all.clone().next().map_or(0, Vec::len);
    if all.clone().any(|vector| vector.len() != dimension) {
        return wrong("the vectors differ in dimension");
    }
    match all.all(|vector| vector.iter().all(|x| x.is_finite())) {
        true => Ok(()),
        false => wrong("a vector holds something that is no number"),
    }
}

/// How many numbers say how alike two groups are.
pub const SIGNALS: usize = 6;

/// What is said of a link: the score of the other signals, how alike the groups are, what the
/// outermost segments add, and whether it is a segment without counterpart, a group of three, or
/// a larger one.
pub type Signal = [f32; SIGNALS];

/// The weights of [`Signal`] for the links of two versions
/// (`cargo run --release --example fit_alignment -- embed 'python3 examples/embed_use.py'` learns these).
pub const PAIR: Signal = [0.754, 1.003, 1.523, 0.264, 0.622, 1.298];

/// The same in the joint lattice of three.
pub const JOINT_PAIR: Signal = [0.677, 0.777, 1.388, -0.769, 0.408, 0.951];

/// The weights of the beads in the joint lattice.
pub const JOINT: JointWeights = [1.000, 2.745, 2.673, 3.125, 1.677, -0.711, -1.808, -4.360, -5.795];

/// No likeness counts for more than so many standard deviations.
const HIGHEST: f32 = 8.0;
const LOWEST: f32 = -3.0;
/// How many pairs of groups show what chance makes of a cosine.
const CHANCES: usize = 400;

/// The vectors of all groups of a version.
struct Groups {
    /// For groups of 1 to [`MAX_GROUP`] segments, by their first segment.
    vectors: [Vec<Vec<f32>>; MAX_GROUP],
    /// The means of those.
    centres: [Vec<f32>; MAX_GROUP],
}

impl Groups {
    fn new(version: &Version<'_>, vectors: &[Vec<f32>]) -> Groups {
        let n = vectors.len();
        let lengths: Vec<f32> =
            version.segments.iter().map(|s| s.text.chars().count().max(1) as f32).collect();
        let sized = |size: usize| -> Vec<Vec<f32>> {
            (0..(n + 1).saturating_sub(size))
                .map(|first| {
                    let group = first..first + size;
                    mean(vectors[group.clone()].iter().zip(&lengths[group]))
                })
                .collect()
        };
        let groups = [1, 2, 3, 4].map(sized);
        let centre = |size: usize| -> Vec<f32> {
            let all = &groups[size];
            let dimension = vectors.first().map_or(0, Vec::len);
            let mut sum = vec![0.0; dimension];
            for vector in all {
                sum.iter_mut().zip(vector).for_each(|(s, x)| *s += x / all.len() as f32);
            }
            sum
        };
        let centres = std::array::from_fn(centre);
        Groups { vectors: groups, centres }
    }

    fn of(&self, end: usize, size: usize) -> &[f32] {
        &self.vectors[size - 1][end - size]
    }
}

/// The normalised sum of vectors, each with its weight.
fn mean<'v>(vectors: impl Iterator<Item = (&'v Vec<f32>, &'v f32)>) -> Vec<f32> {
    let mut sum: Vec<f32> = Vec::new();
    for (vector, weight) in vectors {
        sum.resize(vector.len(), 0.0);
        sum.iter_mut().zip(vector).for_each(|(s, x)| *s += weight * x);
    }
    let norm = dot(&sum, &sum).sqrt();
    if norm > 0.0 {
        sum.iter_mut().for_each(|x| *x /= norm);
    }
    sum
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// How alike the groups of two versions are, within a band.
#[derive(Debug)]
pub struct Likeness {
    band: Band,
    /// For each cell and shape: how alike the groups are, and what the outermost segments add.
    cells: Vec<[[f32; 2]; SHAPES.len()]>,
}

impl Likeness {
    /// Compares the groups of two versions of the given vectors.
    pub fn new(versions: [&Version<'_>; 2], vectors: [&[Vec<f32>]; 2], band: &Band) -> Likeness {
        let (a, b) = (Groups::new(versions[0], vectors[0]), Groups::new(versions[1], vectors[1]));
        let meeting = Meeting::new(&a, &b);
        let mut cells = Vec::with_capacity(band.cells());
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            for j in low..=high {
                cells.push(SHAPES.map(|(p, q)| match p > i || q > j || p == 0 || q == 0 {
                    true => [0.0; 2],
                    false => [meeting.alike(i, j, p, q), meeting.added(i, j, p, q)],
                }));
            }
        }
        Likeness { band: band.clone(), cells }
    }

    /// What is said of the link of the shape number `shape` that ends at `(i, j)`, to which the
    /// other signals give `score`.
    pub fn signal(&self, i: usize, j: usize, shape: usize, score: f32) -> Signal {
        let (p, q) = SHAPES[shape];
        let [alike, added] = self.band.cell(i, j).map_or([0.0; 2], |cell| self.cells[cell][shape]);
        let is = |condition: bool| f32::from(u8::from(condition));
        let linked = p > 0 && q > 0;
        [score, alike, added, is(!linked), is(linked && p + q == 3), is(linked && p + q > 3)]
    }
}

/// Two versions, and what chance makes of the cosines between them.
struct Meeting<'a> {
    a: &'a Groups,
    b: &'a Groups,
    /// What the cosine of each group of the first version with one of `q` segments is on average,
    /// by the size of the group, its number and `q`.
    forth: [Vec<[f32; MAX_GROUP]>; MAX_GROUP],
    back: [Vec<[f32; MAX_GROUP]>; MAX_GROUP],
    /// The standard deviation of the difference from that, by the sizes of the groups.
    spread: [[f32; MAX_GROUP]; MAX_GROUP],
}

impl<'a> Meeting<'a> {
    fn new(a: &'a Groups, b: &'a Groups) -> Meeting<'a> {
        let usual = |of: &Groups, with: &Groups| -> [Vec<[f32; MAX_GROUP]>; MAX_GROUP] {
            std::array::from_fn(|size| {
                let groups = of.vectors[size].iter();
                groups.map(|g| std::array::from_fn(|q| dot(g, &with.centres[q]))).collect()
            })
        };
        let (forth, back) = (usual(a, b), usual(b, a));
        let mut meeting = Meeting { a, b, forth, back, spread: [[1.0; MAX_GROUP]; MAX_GROUP] };
        for p in 1..=MAX_GROUP {
            for q in 1..=MAX_GROUP {
                meeting.spread[p - 1][q - 1] = meeting.deviation(p, q);
            }
        }
        meeting
    }

    /// How far the cosines of groups that meet by chance are from what is usual. The pairs walk
    /// over both versions in steps that have no common divisor with the other's.
    fn deviation(&self, p: usize, q: usize) -> f32 {
        let (n, m) = (self.a.vectors[p - 1].len(), self.b.vectors[q - 1].len());
        if n == 0 || m == 0 {
            return 1.0;
        }
        let squares = (0..CHANCES).map(|k| {
            let (i, j) = (k % n, (k / n + k * 7 + 3) % m);
            self.difference(i + p, j + q, p, q).powi(2)
        });
        (squares.sum::<f32>() / CHANCES as f32).sqrt().max(0.02)
    }

    fn difference(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let usual = self.forth[p - 1][i - p][q - 1] + self.back[q - 1][j - q][p - 1];
        dot(self.a.of(i, p), self.b.of(j, q)) - 0.5 * usual
    }

    fn alike(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        (self.difference(i, j, p, q) / self.spread[p - 1][q - 1]).clamp(LOWEST, HIGHEST)
    }

    /// By how much the groups are more alike than without one of their outermost segments, at
    /// the least.
    fn added(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let whole = dot(self.a.of(i, p), self.b.of(j, q));
        let without = [
            (p > 1).then(|| (i - 1, j, p - 1, q)),
            (p > 1).then(|| (i, j, p - 1, q)),
            (q > 1).then(|| (i, j - 1, p, q - 1)),
            (q > 1).then(|| (i, j, p, q - 1)),
        ];
        let best = without
            .into_iter()
            .flatten()
            .map(|(i, j, p, q)| dot(self.a.of(i, p), self.b.of(j, q)))
            .reduce(f32::max);
        best.map_or(0.0, |best| ((whole - best) / self.spread[p - 1][q - 1]).clamp(-4.0, 4.0))
    }
}
