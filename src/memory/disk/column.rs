//! A number for each unit. Most have few different ones: these are written once.

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
    if different.len() > 1 {
        let place = |value: &T| different.partition_point(|d| d < value) as u32;
        put_numbers(&values.iter().map(place).collect::<Vec<u32>>(), &mut bytes);
    }
    bytes
}

/// A column that is read when it is first needed.
pub(crate) struct Column<T> {
    part: Part,
    read: OnceLock<Option<Read<T>>>,
}

struct Read<T> {
    different: Vec<T>,
    /// For each unit the place of its value; empty when all have one.
    places: Vec<u32>,
}

impl<T: Value> Column<T> {
    pub(crate) fn new(part: Part) -> Column<T> {
        Column { part, read: OnceLock::new() }
    }

    /// The value of a unit, or 0 when there is no such unit.
    pub(crate) fn value(&self, image: &Image, unit: u32) -> Result<T, Damaged> {
        let Read { different, places } = self.read(image)?;
        let place = if places.is_empty() { Some(&0) } else { places.get(unit as usize) };
        let value = place.and_then(|&place| different.get(place as usize));
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
        let of_place = |place: u32| wanted.get(place as usize).copied().unwrap_or_default();
        match wanted.iter().find(|&&first| first != of_place(0)) {
            None if of_place(0) => {}
            None => units.clear(),
            Some(_) => units.retain(0..places.len() as u32, |(): &mut (), unit| {
                places.get(unit as usize).is_some_and(|&place| of_place(place))
            }),
        }
        Ok(())
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
            let places = if rest.is_empty() { Vec::new() } else { take_numbers(&mut rest)? };
            Some(Read { different, places })
        });
        read.as_ref().ok_or(Damaged)
    }
}
