//! Vectors of a model outside the program as one more signal.
//!
//! The caller gives a vector for every group of one to three segments of a version, of their
//! joined text (the overlaps of Thompson and Koehn 2019): what a sentence adds to the one before
//! it is seen by a model that reads both. Four are the two groups of three in them. How alike two groups are is the cosine of
//! their vectors, less what each of them has in common with groups of that size met by chance
//! (the margin of Artetxe and Schwenk 2019, the randomised normalisation of Thompson and Koehn),
//! in standard deviations of such chance meetings: so the scale of the model is of no
//! account. A merged group is scored as a whole, and by what its outermost segments add to it.

use crate::align::Version;
use crate::align::band::Band;
use crate::align::joint::JointWeights;
use crate::align::pair::{MAX_GROUP, SHAPES};
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;

/// The vectors of a version: for groups of 1 to [`MAX_GROUP`] segments, by their first segment. A
/// vector of zeros says nothing.
pub type Groups = [Vec<Vec<f32>>; MAX_GROUP];

/// The vectors of the groups of every version, all of one dimension.
#[derive(Debug, Clone)]
pub struct Vectors(Vec<Groups>);

impl Vectors {
    /// Asks for the vectors of every group of one to three segments of every version: `ask`
    /// gives one for each text.
    ///
    /// # Errors
    /// Those of `ask`; and [`Kind::Usage`] when what it gives are not vectors of numbers of one
    /// dimension.
    pub fn ask(
        versions: &[Version<'_>],
        mut ask: impl FnMut(&Lang, &[String]) -> Result<Vec<Vec<f32>>>,
    ) -> Result<Vectors> {
        let mut groups = Vec::with_capacity(versions.len());
        for version in versions {
            let sizes = [1, 2, 3].map(|size| texts(version, size));
            let counts = sizes.each_ref().map(Vec::len);
            let mut given = ask(&version.lang, &sizes.concat())?.into_iter();
            let [one, two, three] =
                counts.map(|count| given.by_ref().take(count).collect::<Vec<_>>());
            let four = fours(&three);
            groups.push([one, two, three, four]);
        }
        Vectors::new(groups)
    }

    /// The vectors of the groups of versions.
    ///
    /// # Errors
    /// [`Kind::Usage`] when they differ in dimension or hold something that is no number.
    pub fn new(groups: Vec<Groups>) -> Result<Vectors> {
        let mut all = groups.iter().flatten().flatten();
        let dimension = all.clone().next().map_or(0, Vec::len);
        if all.clone().any(|vector| vector.len() != dimension) {
            return Err(Error::new(Kind::Usage, "the vectors differ in dimension"));
        }
        if all.any(|vector| vector.iter().any(|x| !x.is_finite())) {
            let what = "a vector holds something that is no number";
            return Err(Error::new(Kind::Usage, what));
        }
        Ok(Vectors(groups))
    }

    /// The vectors of a version.
    pub fn of(&self, version: usize) -> Option<&Groups> {
        self.0.get(version)
    }

    /// Whether there is a vector for every group of the versions.
    ///
    /// # Errors
    /// [`Kind::Usage`] when not.
    pub fn check(&self, versions: &[Version<'_>]) -> Result<()> {
        let fits = |(version, groups): (&Version<'_>, &Groups)| {
            let n = version.segments.len();
            (1..).zip(groups).all(|(size, own)| own.len() == (n + 1).saturating_sub(size))
        };
        match self.0.len() == versions.len() && versions.iter().zip(&self.0).all(fits) {
            true => Ok(()),
            false => Err(Error::new(Kind::Usage, "there is not one vector for every group")),
        }
    }
}

/// Groups of four, of the two groups of three in each.
fn fours(threes: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let sum = |pair: &[Vec<f32>]| {
        let (first, second) = (normal(&pair[0]), normal(&pair[1]));
        first.iter().zip(second).map(|(x, y)| x + y).collect()
    };
    threes.windows(2).map(sum).collect()
}

/// The texts of the groups of `size` segments.
fn texts(version: &Version<'_>, size: usize) -> Vec<String> {
    let joined = |group: &[crate::align::Segment<'_>]| {
        group.iter().map(|segment| segment.text.trim()).collect::<Vec<_>>().join(" ")
    };
    version.segments.windows(size).map(joined).collect()
}

/// How many numbers say how alike two groups are.
pub const SIGNALS: usize = 6;

/// What is said of a link: the score of the other signals, how alike the groups are, what the
/// outermost segments add, and whether it is a segment without counterpart, a group of three, or
/// a larger one.
pub type Signal = [f32; SIGNALS];

/// The weights of [`Signal`] for the links of two versions
/// (`cargo run --release --example fit_alignment -- embed 'python3 examples/embed_use.py'` learns these).
pub const PAIR: Signal = [0.687, 1.123, 1.098, 0.235, 0.484, 1.264];

/// The same in the joint lattice of three.
pub const JOINT_PAIR: Signal = [0.667, 0.850, 0.861, -0.713, 0.263, -0.069];

/// The weights of the beads in the joint lattice.
pub const JOINT: JointWeights = [1.000, 2.408, 2.291, 2.358, 1.108, -1.018, -1.974, -4.280, -5.978];

/// No likeness counts for more than so many standard deviations.
const HIGHEST: f32 = 8.0;
const LOWEST: f32 = -3.0;
/// How many pairs of groups show what chance makes of a cosine.
const CHANCES: usize = 400;

/// The vectors of all groups of a version, each of length one.
struct Side {
    vectors: Groups,
    /// The means of those of each size.
    centres: [Vec<f32>; MAX_GROUP],
}

impl Side {
    fn new(groups: &Groups) -> Side {
        let vectors = groups.each_ref().map(|own| own.iter().map(|v| normal(v)).collect());
        let centre = |size: usize| -> Vec<f32> {
            let all: &Vec<Vec<f32>> = &vectors[size];
            let mut sum = vec![0.0; groups[0].first().map_or(0, Vec::len)];
            for vector in all {
                sum.iter_mut().zip(vector).for_each(|(s, x)| *s += x / all.len() as f32);
            }
            sum
        };
        let centres = std::array::from_fn(centre);
        Side { vectors, centres }
    }

    fn of(&self, end: usize, size: usize) -> &[f32] {
        &self.vectors[size - 1][end - size]
    }
}

/// The same direction, of length one; zeros stay zeros.
fn normal(vector: &[f32]) -> Vec<f32> {
    let norm = dot(vector, vector).sqrt();
    let scale = if norm > 0.0 { norm.recip() } else { 0.0 };
    vector.iter().map(|x| x * scale).collect()
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
    /// Compares the groups of two versions.
    pub fn new(a: &Groups, b: &Groups, band: &Band) -> Likeness {
        let (a, b) = (Side::new(a), Side::new(b));
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
    a: &'a Side,
    b: &'a Side,
    /// What the cosine of each group of the first version with one of `q` segments is on average,
    /// by the size of the group, its number and `q`.
    forth: [Vec<[f32; MAX_GROUP]>; MAX_GROUP],
    back: [Vec<[f32; MAX_GROUP]>; MAX_GROUP],
    /// The standard deviation of the difference from that, by the sizes of the groups.
    spread: [[f32; MAX_GROUP]; MAX_GROUP],
}

impl<'a> Meeting<'a> {
    fn new(a: &'a Side, b: &'a Side) -> Meeting<'a> {
        let usual = |of: &Side, with: &Side| -> [Vec<[f32; MAX_GROUP]>; MAX_GROUP] {
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
