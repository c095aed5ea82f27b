//! Single units of a TMX file replaced, deleted and added: the file streams through, whatever
//! its size, and is replaced whole.

use crate::error::{Error, Kind, Place, Result};
use crate::tmx::{self, Header, ReadOptions, Unit, WriteOptions, Writer};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// What to do to a file.
#[derive(Debug, Default)]
pub(crate) struct Revision {
    /// By number, what takes the place of a unit; `None` deletes it.
    pub(crate) replaced: BTreeMap<usize, Option<Unit>>,
    /// Units to be put before the unit of that number, or at the end.
    pub(crate) inserted: Vec<(usize, Unit)>,
}

/// For each of `wanted`, the numbers of the units of the file that are equal to it.
pub(crate) fn locate(path: &Path, wanted: &[&Unit]) -> Result<Vec<Vec<usize>>> {
    let mut places = vec![Vec::new(); wanted.len()];
    if wanted.is_empty() || !path.exists() {
        return Ok(places);
    }
    let mut number = 0;
    let mut reader = tmx::open(path, ReadOptions::default())?;
    while let Some(unit) = reader.next_unit()? {
        for (places, wanted) in places.iter_mut().zip(wanted) {
            if unit == **wanted {
                places.push(number);
            }
        }
        number += 1;
    }
    Ok(places)
}

/// Does it; a file that is missing is made.
pub(crate) fn revise(path: &Path, mut revision: Revision) -> Result<()> {
    if revision.replaced.is_empty() && revision.inserted.is_empty() {
        return Ok(());
    }
    if path.to_string_lossy().to_ascii_lowercase().ends_with(".gz") {
        return Err(Error::new(Kind::Unsupported, "units of a packed memory cannot be changed")
            .at(Place::file(path.display().to_string()))
            .help("unpack it with `yaddash tmx convert A.tmx.gz A.tmx`"));
    }
    revision.inserted.sort_by_key(|(at, _)| *at);
    let mut inserted = revision.inserted.into_iter().peekable();
    let mut old = path.exists().then(|| tmx::open(path, ReadOptions::default())).transpose()?;
    let header = old.as_ref().map_or_else(|| Header::new("*all*"), |old| old.header().clone());
    crate::fs::write_atomically(path, |out: &mut dyn Write| {
        let mut writer = Writer::new(out, &header, WriteOptions::default())?;
        for (number, unit) in old.iter_mut().flatten().enumerate() {
            let unit = unit?;
            while let Some((_, new)) = inserted.next_if(|(at, _)| *at <= number) {
                writer.unit(&new)?;
            }
            match revision.replaced.get(&number) {
                Some(Some(new)) => writer.unit(new)?,
                Some(None) => {}
                None => writer.unit(&unit)?,
            }
        }
        inserted.try_for_each(|(_, new)| writer.unit(&new))?;
        writer.finish_with(&old.as_ref().map(|old| old.tail().clone()).unwrap_or_default())?;
        Ok(())
    })
}
