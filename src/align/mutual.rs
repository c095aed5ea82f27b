//! What the segments of two versions say of the groups of the other version, both ways.

use crate::align::band::Band;
use crate::align::pair::MAX_GROUP;

/// What a segment says of the groups of the other version that end at a place, by their size.
pub type Said = [f32; MAX_GROUP];

/// What is said of a link, by the sizes of its groups; nothing of a segment alone.
pub type Sums = [[f32; MAX_GROUP + 1]; MAX_GROUP + 1];

/// What segments say, within a band.
#[derive(Debug)]
pub struct Mutual {
    /// For each cell what the segment of the first version before its row says of the groups of the
    /// second that end at its column.
    pub forth: Vec<Said>,
    /// What the segment of the second version before its column says of the groups of the first that
    /// end at its row.
    pub back: Vec<Said>,
}

impl Mutual {
    /// What is said in all by the segments of the groups that end at `(i, j)`.
    pub fn sums(&self, band: &Band, i: usize, j: usize) -> Sums {
        // Of so many segments of one version, what they say of the others by number.
        let (mut forth, mut back) = ([[0.0; MAX_GROUP]; MAX_GROUP], [[0.0; MAX_GROUP]; MAX_GROUP]);
        let add = |sums: &mut [Said; MAX_GROUP], from: usize, said: &Said| {
            for sum in &mut sums[from..] {
                sum.iter_mut().zip(said).for_each(|(sum, said)| *sum += said);
            }
        };
        for size in 0..MAX_GROUP {
            if let Some(cell) = i.checked_sub(size).and_then(|row| band.cell(row, j)) {
                add(&mut forth, size, &self.forth[cell]);
            }
            if let Some(cell) = j.checked_sub(size).and_then(|column| band.cell(i, column)) {
                add(&mut back, size, &self.back[cell]);
            }
        }
        std::array::from_fn(|p| {
            std::array::from_fn(|q| match (p, q) {
                (0, _) | (_, 0) => 0.0,
                _ => forth[p - 1][q - 1] + back[q - 1][p - 1],
            })
        })
    }
}
