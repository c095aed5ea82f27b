//! Units in, units out, one at a time.

use super::model::{Header, Unit};
use super::reader::Reader;
use super::writer::{WriteOptions, Writer};
use crate::error::Result;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::mpsc;

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
    for_each(reader, |place| {
        passed.read += 1;
        if let Some(unit) = each(std::mem::take(place), &mut passed) {
            writer.unit(&unit)?;
            passed.written += 1;
            *place = unit;
        }
        Ok(())
    })?;
    writer.finish()?;
    Ok(passed)
}

/// How much text makes a batch of units: enough that handing it over
/// costs nothing.
const BATCH: u64 = 1 << 18;

/// How many batches wait at most.
const WAITING: usize = 1;

/// Calls `each` for every unit, in order, while a thread of its own reads the next ones. Of a
/// file that is refused, the units before the fault are passed on.
pub(super) fn for_each(
    reader: &mut Reader<'_>,
    mut each: impl FnMut(&mut Unit) -> Result<()>,
) -> Result<()> {
    if std::thread::available_parallelism().is_ok_and(|cores| cores.get() == 1) {
        return reader.try_for_each(|unit| each(&mut unit?));
    }
    std::thread::scope(|scope| {
        let (full, batches) = mpsc::sync_channel::<Vec<Unit>>(WAITING);
        let (spent, empty) = mpsc::channel::<Vec<Unit>>();
        let reading = scope.spawn(move || {
            let mut done = Ok(true);
            while let Ok(true) = done {
                // Memory is given back where it was taken: anything else is slow.
                let mut batch = empty.try_recv().unwrap_or_default();
                batch.clear();
                done = fill(&mut batch, reader);
                if full.send(batch).is_err() {
                    break;
                }
            }
            done.map(|_| ())
        });
        for mut batch in batches {
            batch.iter_mut().try_for_each(&mut each)?;
            // When the reading has ended nobody waits for it.
            let _ = spent.send(batch);
        }
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Reads a batch of units; whether there are more.
fn fill(batch: &mut Vec<Unit>, reader: &mut Reader<'_>) -> Result<bool> {
    let began = reader.offset();
    while reader.offset().saturating_sub(began) < BATCH {
        match reader.next_unit()? {
            Some(unit) => batch.push(unit),
            None => return Ok(false),
        }
    }
    Ok(true)
}
