//! Units in, units out, one at a time.

use super::blocks::in_blocks;
use super::model::{Header, Unit};
use super::reader::Reader;
use super::writer::{WriteOptions, Writer};
use crate::error::Result;
use std::collections::BTreeMap;
use std::io::Write;

/// What became of the units that passed through.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Passed {
    /// Units read.
    pub read: usize,
    /// Units written.
    pub written: usize,
    /// What was done, and how often: units or variants left out, by reason; things changed.
    pub done: BTreeMap<&'static str, usize>,
}

impl Passed {
    /// Counts something that was done.
    pub(super) fn count(&mut self, what: &'static str, times: usize) {
        if times > 0 {
            *self.done.entry(what).or_default() += times;
        }
    }
}

/// Writes what `each` makes of every unit; `None` leaves it out.
pub(super) fn rewrite(
    reader: &mut Reader<'_>,
    out: impl Write,
    header: &Header,
    options: WriteOptions,
    mut each: impl FnMut(Unit, &mut Passed) -> Option<Unit>,
) -> Result<Passed> {
    let mut writer = Writer::new(out, header, options)?;
    let mut passed = Passed::default();
    for_each(reader, |unit| {
        passed.read += 1;
        if let Some(unit) = each(unit, &mut passed) {
            writer.unit(&unit)?;
            passed.written += 1;
        }
        Ok(())
    })?;
    writer.finish_with(reader.tail())?;
    Ok(passed)
}

/// Calls `each` for every unit, in order, while threads read the next ones. Of a file that is
/// refused, the units before the fault are passed on.
pub(super) fn for_each(
    reader: &mut Reader<'_>,
    mut each: impl FnMut(Unit) -> Result<()>,
) -> Result<()> {
    in_blocks(
        reader,
        |units| units.collect::<Vec<Unit>>(),
        |units| units.into_iter().try_for_each(&mut each),
    )
}
