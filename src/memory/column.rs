//! A number for each unit. Most have few different ones: these are written once.

use crate::memory::bits::Bits;
use crate::memory::codec::{Image, Part, put_numbers, put_rising, take_numbers, take_rising};
use crate::memory::index::Damaged;
use std::sync::OnceLock;

/// The bytes of a column, for [`Column::new`].
pub(crate) fn packed(values: &[u32]) -> Vec<u8> {
    let mut different = values.to_vec();
    different.sort_unstable();
    different.dedup();
    let mut bytes = Vec::new();
    put_rising(&different, &mut bytes);
    if different.len() > 1 {
        let place = |value: &u32| different.partition_point(|d| d < value) as u32;
        put_numbers(&values.iter().map(place).collect::<Vec<u32>>(), &mut bytes);
    }
    bytes
}

/// A column that is read when it is first needed.
pub(crate) struct Column {
    part: Part,
    read: OnceLock<Option<Read>>,
}

struct Read {
    different: Vec<u32>,
    /// For each unit the place of its value; empty when all have one.
    places: Vec<u32>,
}

impl Column {
    pub(crate) fn new(part: Part) -> Column {
        Column { part, read: OnceLock::new() }
    }

    /// The value of a unit, or 0 when there is no such unit.
    pub(crate) fn value(&self, image: &Image, unit: u32) -> Result<u32, Damaged> {
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
        wanted: impl Fn(u32) -> bool,
    ) -> Result<(), Damaged> {
        let Read { different, places } = self.read(image)?;
        let wanted: Vec<bool> = different.iter().map(|&value| wanted(value)).collect();
        let of_place = |place: u32| wanted.get(place as usize).copied().unwrap_or_default();
        match places.is_empty() {
            true if of_place(0) => {}
            true => units.clear(),
            false => units.retain(|(): &mut (), unit| {
                places.get(unit as usize).is_some_and(|&place| of_place(place))
            }),
        }
        Ok(())
    }

    fn read(&self, image: &Image) -> Result<&Read, Damaged> {
        let read = self.read.get_or_init(|| {
            let bytes = self.part.read(image)?;
            let mut rest = bytes.as_slice();
            let different = take_rising(&mut rest)?;
            let places = if rest.is_empty() { Vec::new() } else { take_numbers(&mut rest)? };
            Some(Read { different, places })
        });
        read.as_ref().ok_or(Damaged)
    }
}
