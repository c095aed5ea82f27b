//! A number for each unit. Most have few different ones: these are written once, and for each unit
//! the place of its own among them, in as few bytes as that needs.

use crate::memory::disk::codec::{
    Damaged, Image, Part, put_long, put_numbers, take_long, take_numbers,
};
use crate::memory::index::bits::Bits;
use std::sync::OnceLock;

/// The numbers that a column holds.
pub(crate) trait Value: Copy + Default + Ord + Into<u128> + TryFrom<u128> {}

impl<T: Copy + Default + Ord + Into<u128> + TryFrom<u128>> Value for T {}

/// The bytes of a column, for [`Column::new`].
pub(crate) fn packed<T: Value>(values: &[T]) -> Vec<u8> {
    let mut different = values.to_vec();
    different.sort_unstable();
    different.dedup();
    let mut bytes = Vec::new();
    put_long(different.len() as u64, &mut bytes);
    let mut before = 0;
    for &value in &different {
        let step = value.into() - before;
        put_long(step as u64, &mut bytes);
        if size_of::<T>() > size_of::<u64>() {
            put_long((step >> u64::BITS) as u64, &mut bytes);
        }
        before = value.into();
    }
    let places = values.iter().map(|value| different.partition_point(|d| d < value) as u32);
    match width(different.len()) {
        0 => {}
        1 => bytes.extend(places.map(|place| place as u8)),
        2 => bytes.extend(places.flat_map(|place| (place as u16).to_le_bytes())),
        _ => put_numbers(&places.collect::<Vec<u32>>(), &mut bytes),
    }
    bytes
}

/// In how many bytes each place among so many is written; beyond two, as many as it needs.
fn width(different: usize) -> u32 {
    different.saturating_sub(1).checked_ilog2().map_or(0, |bits| bits / u8::BITS + 1)
}

/// A column that is read when it is first needed.
pub(crate) struct Column<T> {
    part: Part,
    read: OnceLock<Option<Read<T>>>,
}

struct Read<T> {
    different: Vec<T>,
    places: Places,
}

/// For each unit the place of its value.
enum Places {
    /// All have the first.
    One,
    Bytes(Vec<u8>),
    TwoBytes(Vec<u16>),
    Numbers(Vec<u32>),
}

impl Places {
    fn of(&self, unit: u32) -> Option<usize> {
        let unit = unit as usize;
        match self {
            Places::One => Some(0),
            Places::Bytes(places) => places.get(unit).map(|&place| place.into()),
            Places::TwoBytes(places) => places.get(unit).map(|&place| place.into()),
            Places::Numbers(places) => places.get(unit).map(|&place| place as usize),
        }
    }

    /// Leaves only the units whose places are `wanted`, where some are and some are not.
    fn keep(&self, units: &mut Bits, wanted: &[bool]) {
        let is_wanted = |place: usize| wanted.get(place).copied().unwrap_or_default();
        match self {
            Places::One => {}
            Places::Bytes(places) => keep(units, places, |place| is_wanted(place.into())),
            Places::TwoBytes(places) => keep(units, places, |place| is_wanted(place.into())),
            Places::Numbers(places) => keep(units, places, |place| is_wanted(place as usize)),
        }
    }
}

fn keep<P: Copy + Sync>(units: &mut Bits, places: &[P], is_wanted: impl Fn(P) -> bool + Sync) {
    units.keep_masked(|at| {
        let places = places.chunks(u64::BITS as usize).nth(at).unwrap_or_default();
        places.iter().rev().fold(0, |mask, &place| mask << 1 | u64::from(is_wanted(place)))
    });
}

impl<T: Value> Column<T> {
    pub(crate) fn new(part: Part) -> Column<T> {
        Column { part, read: OnceLock::new() }
    }

    /// The value of a unit, or 0 when there is no such unit.
    pub(crate) fn value(&self, image: &Image, unit: u32) -> Result<T, Damaged> {
        let Read { different, places } = self.read(image)?;
        let value = places.of(unit).and_then(|place| different.get(place));
        Ok(value.copied().unwrap_or_default())
    }

    /// Leaves only the units whose value is `wanted`.
    pub(crate) fn keep(
        &self,
        image: &Image,
        units: &mut Bits,
        wanted: impl Fn(T) -> bool,
    ) -> Result<(), Damaged> {
        let Read { different, places } = self.read(image)?;
        let wanted: Vec<bool> = different.iter().map(|&value| wanted(value)).collect();
        match (wanted.contains(&true), wanted.contains(&false)) {
            (true, false) => {}
            (false, _) => units.clear(),
            _ => places.keep(units, &wanted),
        }
        Ok(())
    }

    /// Reads it, where that is not done yet.
    pub(crate) fn load(&self, image: &Image) -> Result<(), Damaged> {
        self.read(image).map(drop)
    }

    fn read(&self, image: &Image) -> Result<&Read<T>, Damaged> {
        let read = self.read.get_or_init(|| {
            let bytes = self.part.read(image)?;
            let mut rest = bytes.as_slice();
            let (mut different, mut before) = (Vec::new(), 0u128);
            for _ in 0..take_long(&mut rest)? {
                let low = u128::from(take_long(&mut rest)?);
                let is_wide = size_of::<T>() > size_of::<u64>();
                let high = if is_wide { take_long(&mut rest)? } else { 0 };
                before = before.checked_add(u128::from(high) << u64::BITS | low)?;
                different.push(T::try_from(before).ok()?);
            }
            let two_bytes = |pair: &[u8; 2]| u16::from_le_bytes(*pair);
            let places = match width(different.len()) {
                0 => Places::One,
                1 => Places::Bytes(rest.to_vec()),
                2 => Places::TwoBytes(rest.as_chunks().0.iter().map(two_bytes).collect()),
                _ => Places::Numbers(take_numbers(&mut rest)?),
            };
            Some(Read { different, places })
        });
        read.as_ref().ok_or(Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::disk::codec::Parts;

    #[test]
    fn units_have_the_values_that_were_packed() {
        for different in [1, 2, 256, 257, 65_536, 65_537] {
            let values: Vec<u32> = (0..70_001).map(|unit| unit * 7 % different).collect();
            let (mut image, mut contents) = (Vec::new(), Vec::new());
            Parts::new(&mut image).put(&packed(&values)).expect("written").put(&mut contents);
            let column = Column::<u32>::new(Part::take(&mut contents.as_slice()).expect("a part"));
            let image = Image::Memory(image);
            for (unit, value) in (0..).zip(&values) {
                assert_eq!(column.value(&image, unit).ok(), Some(*value), "{different}");
            }
            for least in [0, 1, 200, 70_000] {
                let mut units = Bits::all(values.len());
                column.keep(&image, &mut units, |value| value >= least).expect("read");
                let expected = (0..).zip(&values).filter(|&(_, &value)| value >= least);
                assert!(
                    units.within(0..u32::MAX).eq(expected.map(|(unit, _)| unit)),
                    "{different}"
                );
            }
        }
    }
}
