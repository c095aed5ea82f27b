//! TMX files → an opened memory, with or without an index folder.

use crate::error::{Error, Notice, Place, Result};
use crate::memory::disk::catalog::{Catalog, Folder, Found, Freshness, SegmentEntry, Stamp};
use crate::memory::disk::direct;
use crate::memory::disk::segment::{Segment, SegmentBuilder};
use crate::memory::disk::slot::{ActiveFile, Slot};
use crate::memory::{BATCH, Memory, UnitRecord};
use crate::tmx;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

/// How often the catalog is read again because others have replaced it in the meantime.
const PATIENCE: usize = 20;

/// How often, and how long each time, a reader that has found files changed waits for the process
/// that brings the index up to date, before it does without.
const TURNS: usize = 100;
const TURN: Duration = Duration::from_millis(10);

/// A TMX file of the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// The name under which its units and errors speak of it.
    pub name: String,
}

impl Source {
    /// A file that is called by its path.
    pub fn new(path: impl Into<PathBuf>) -> Source {
        let path = path.into();
        Source { name: path.display().to_string(), path }
    }
}

/// A source by the name by which the catalog knows it.
struct Named<'a> {
    key: String,
    source: &'a Source,
}

impl Memory {
    /// Opens the memory of these TMX files.
    ///
    /// With `index_dir`, the index is kept in that folder, which is made when it is missing:
    /// only files that have changed are read. Many processes may do so at once. Where the folder
    /// cannot be written, and without one, the index stays in memory.
    ///
    /// # Errors
    /// When a file cannot be read or is no TMX; what the tolerant reader makes of it is for
    /// `tmx clean` to say.
    pub fn open(sources: &[Source], index_dir: Option<&Path>) -> Result<(Memory, Vec<Notice>)> {
        let mut notices = Vec::new();
        let mut seen = BTreeSet::new();
        let named: Vec<Named<'_>> = sources
            .iter()
            .map(|source| Named { key: key(&source.path), source })
            .filter(|named| seen.insert(named.key.clone()))
            .collect();
        let slots = match index_dir {
            Some(path) => with_folder(&named, &Folder::new(path), path, &mut notices)?,
            None => in_memory(&named, &mut notices)?,
        };
        Ok((Memory::of_slots(slots), notices))
    }
}

/// A file has one key whatever the folder it is named from.
fn key(path: &Path) -> String {
    let absolute = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    absolute.unwrap_or_else(|_| path.to_owned()).display().to_string()
}

/// A segment in memory of all these files.
fn in_memory(named: &[Named<'_>], notices: &mut Vec<Notice>) -> Result<Vec<Slot>> {
    let mut builder = SegmentBuilder::new();
    for file in named {
        read_into(&mut builder, file, notices)?;
    }
    let segment = builder.in_memory()?;
    Ok(segment.map(|segment| slot(segment, named, None)).into_iter().collect())
}

/// Joins a segment with the sources that it was made of.
fn slot(segment: Segment, named: &[Named<'_>], path: Option<PathBuf>) -> Slot {
    let files = segment
        .files
        .iter()
        .map(|(key, _)| {
            let order = named.iter().position(|n| n.key == *key)?;
            Some(ActiveFile { order, source: named[order].source.clone() })
        })
        .collect();
    Slot::new(segment, files, path)
}

fn with_folder(
    named: &[Named<'_>],
    folder: &Folder,
    path: &Path,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Slot>> {
    for _ in 0..PATIENCE {
        let Found::Catalog(catalog, written) = folder.catalog() else { break };
        if !outdated(&catalog, written, named)?.is_empty() {
            break;
        }
        if let Some(slots) = open_all(&catalog, folder, named) {
            return Ok(slots);
        }
    }
    let mut turn = None;
    for _ in 0..TURNS {
        match folder.try_lock() {
            Ok(Some(lock)) => {
                turn = Some(lock);
                break;
            }
            Ok(None) => std::thread::sleep(TURN),
            Err(cause) => {
                if let Found::Catalog(catalog, written) = folder.catalog()
                    && (outdated(&catalog, written, named)?.values())
                        .all(|&f| f != Freshness::Changed)
                    && let Some(slots) = open_all(&catalog, folder, named)
                {
                    return Ok(slots);
                }
                notices.push(stays_in_memory(folder, &cause));
                return in_memory(named, notices);
            }
        }
    }
    let Some(lock) = turn else { return beside(named, folder, notices) };
    let (mut catalog, written) = match folder.catalog() {
        Found::Catalog(catalog, written) => (catalog, written),
        Found::Nothing => (Catalog::default(), 0),
        Found::Damaged => {
            notices.push(damaged(path));
            (Catalog::default(), 0)
        }
    };
    let known = catalog.segments.len();
    catalog.segments.retain(|entry| folder.segment(entry).is_some());
    if catalog.segments.len() < known {
        notices.push(damaged(path));
    }
    let slots = update(catalog, written, folder, named, notices)?;
    drop(lock);
    Ok(slots)
}

/// What the index has, and in memory what it has not: for who no longer waits for the process that
/// changes it.
fn beside(named: &[Named<'_>], folder: &Folder, notices: &mut Vec<Notice>) -> Result<Vec<Slot>> {
    let Found::Catalog(mut catalog, written) = folder.catalog() else {
        return in_memory(named, notices);
    };
    let outdated = outdated(&catalog, written, named)?;
    let changed = |key: &str| outdated.get(key) == Some(&Freshness::Changed);
    for (key, stamp) in catalog.segments.iter_mut().flat_map(|entry| &mut entry.files) {
        if changed(key) {
            *stamp = None;
        }
    }
    let Some(mut slots) = open_all(&catalog, folder, named) else {
        return in_memory(named, notices);
    };
    let mut builder = SegmentBuilder::new();
    for file in named.iter().filter(|file| changed(&file.key)) {
        read_into(&mut builder, file, notices)?;
    }
    let segment = builder.in_memory()?;
    slots.extend(segment.map(|segment| slot(segment, named, None)));
    Ok(slots)
}

fn damaged(path: &Path) -> Notice {
    Notice::new("the index was damaged, incomplete or of another version, and is made again")
        .at(Place::file(path.display().to_string()))
}

/// The keys of the sources that the index does not know as they are now.
fn outdated(
    catalog: &Catalog,
    written: u64,
    named: &[Named<'_>],
) -> Result<BTreeMap<String, Freshness>> {
    let mut stamps: BTreeMap<&str, &Stamp> = BTreeMap::new();
    for entry in &catalog.segments {
        for (key, stamp) in &entry.files {
            if let Some(stamp) = stamp {
                stamps.insert(key, stamp);
            }
        }
    }
    let mut outdated = BTreeMap::new();
    for file in named {
        let freshness = match stamps.get(file.key.as_str()) {
            Some(stamp) => stamp.compare(&file.source.path, written)?,
            None => Freshness::Changed,
        };
        if freshness != Freshness::Same {
            outdated.insert(file.key.clone(), freshness);
        }
    }
    Ok(outdated)
}

/// Opens the segments that hold what is asked for; `None` when one is missing or damaged.
fn open_all(catalog: &Catalog, folder: &Folder, named: &[Named<'_>]) -> Option<Vec<Slot>> {
    let mut slots = Vec::new();
    for entry in &catalog.segments {
        let segment = folder.segment(entry)?;
        let mut slot = slot(segment, named, Some(folder.segment_path(entry)));
        slot.forget(|at| entry.files.get(at).is_none_or(|(_, stamp)| stamp.is_none()));
        if slot.is_wanted() {
            slots.push(slot);
        }
    }
    Some(slots)
}

/// Reads what has changed into a new segment, takes small old segments into it, and writes all
/// that down. Called with the lock.
fn update(
    mut catalog: Catalog,
    written: u64,
    folder: &Folder,
    named: &[Named<'_>],
    notices: &mut Vec<Notice>,
) -> Result<Vec<Slot>> {
    let outdated = outdated(&catalog, written, named)?;
    for entry in &mut catalog.segments {
        for (key, stamp) in &mut entry.files {
            match (outdated.get(key), stamp.as_mut()) {
                (Some(Freshness::SameContent), Some(same)) => same.renew(Path::new(key))?,
                (Some(_), _) => *stamp = None,
                (None, _) if !Path::new(key).exists() => *stamp = None,
                _ => {}
            }
        }
    }
    let mut builder = SegmentBuilder::new();
    let mut files = Vec::new();
    for file in named.iter().filter(|f| outdated.get(&f.key) == Some(&Freshness::Changed)) {
        // The stamp is taken before the file is read: when it changes in between, the next
        // reader sees an old stamp and reads it again.
        let stamp = Stamp::of(&file.source.path)?;
        read_into(&mut builder, file, notices)?;
        files.push((file.key.clone(), Some(stamp)));
    }
    absorb(&mut catalog, folder, &mut builder, &mut files);
    if !files.is_empty() {
        match folder.write_segment(builder) {
            Ok((name, checksum)) => catalog.segments.push(SegmentEntry { name, checksum, files }),
            Err(cause) => {
                notices.push(stays_in_memory(folder, &cause));
                // What the files make one notice is said already.
                return in_memory(named, &mut Vec::new());
            }
        }
    }
    let opened = open_all(&catalog, folder, named);
    if let Err(cause) = folder.write_catalog(&catalog) {
        notices.push(stays_in_memory(folder, &cause));
    }
    match opened {
        Some(slots) => Ok(slots),
        None => in_memory(named, notices),
    }
}

fn stays_in_memory(folder: &Folder, cause: &dyn std::fmt::Display) -> Notice {
    Notice::new(format!("the index stays in memory: {cause}"))
        .at(Place::file(folder.path().display().to_string()))
        .help("make the folder writable, or name another for the index")
}

/// Takes segments into the new one that are not more than twice as large, or of which less than
/// half is still asked for: so the number of segments grows with the logarithm of the number of
/// units, and a unit is written again a logarithmic number of times.
fn absorb(
    catalog: &mut Catalog,
    folder: &Folder,
    builder: &mut SegmentBuilder,
    files: &mut Vec<(String, Option<Stamp>)>,
) {
    let mut opened: Vec<(u32, bool, SegmentEntry, Segment)> = Vec::new();
    for entry in std::mem::take(&mut catalog.segments) {
        let Some(segment) = folder.segment(&entry) else { continue };
        let live = (entry.files.iter().zip(segment.files.windows(2)))
            .filter(|((_, stamp), _)| stamp.is_some())
            .map(|(_, pair)| pair[1].1 - pair[0].1)
            .sum::<u32>();
        opened.push((live, u64::from(live) * 2 < u64::from(segment.len()), entry, segment));
    }
    opened.sort_by(|a, b| (a.0, &a.2.name).cmp(&(b.0, &b.2.name)));
    for (live, sparse, entry, segment) in opened {
        let small = !files.is_empty() && live as usize <= builder.len() * 2;
        if live > 0 && !small && !sparse {
            catalog.segments.push(entry);
            continue;
        }
        for (at, (key, stamp)) in entry.files.into_iter().enumerate() {
            let mut units: Vec<(UnitRecord, u32)> = Vec::new();
            // A file that is forgotten here is read again when it is next asked for.
            let read = segment.each_unit(at, |unit, line| units.push((unit, line)));
            if stamp.is_none() || read.is_err() {
                continue;
            }
            if segment.is_direct(at) {
                builder.begin_direct(&key);
            } else {
                builder.begin_file(&key);
            }
            builder.add_all(&units);
            files.push((key, stamp));
        }
    }
}

/// Reads a TMX file on one core while another indexes it.
fn read_into(
    builder: &mut SegmentBuilder,
    file: &Named<'_>,
    notices: &mut Vec<Notice>,
) -> Result<()> {
    if direct::is_readable(Path::new(&file.key)) {
        builder.begin_direct(&file.key);
    } else {
        builder.begin_file(&file.key);
    }
    notices.extend(read_batches(opened(file.source)?, &file.source.name, |units| {
        builder.add_all(&units);
    })?);
    Ok(())
}

fn opened(source: &Source) -> Result<std::fs::File> {
    std::fs::File::open(&source.path)
        .map_err(|cause| Error::io(&source.name, "read the file", cause))
}

/// Calls `each` for every unit of a TMX file, with the line on which it begins.
pub(crate) fn read_units(
    source: &Source,
    each: impl FnMut(UnitRecord, u32),
) -> Result<Vec<Notice>> {
    read_units_from(opened(source)?, &source.name, each)
}

/// Calls `each` for every unit of TMX that is called `name`, with the line on which it begins.
pub(crate) fn read_units_from(
    file: impl Read + Send,
    name: &str,
    mut each: impl FnMut(UnitRecord, u32),
) -> Result<Vec<Notice>> {
    read_batches(file, name, |units| units.into_iter().for_each(|(unit, line)| each(unit, line)))
}

/// Calls `each` for the units of TMX that is called `name`, many at once, each with the line on
/// which it begins; they are read in a thread of its own.
fn read_batches(
    file: impl Read + Send,
    name: &str,
    each: impl FnMut(Vec<(UnitRecord, u32)>),
) -> Result<Vec<Notice>> {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<(UnitRecord, u32)>>(4);
        let reading = scope.spawn(move || -> Result<Vec<Notice>> {
            let mut reader = tmx::Reader::new(file, name, tmx::ReadOptions::default())?;
            let mut batch = Vec::with_capacity(BATCH);
            while let Some(unit) = reader.next_unit()? {
                batch.push((UnitRecord::from_tmx(&unit), unit.line.0));
                if batch.len() == BATCH && send.send(std::mem::take(&mut batch)).is_err() {
                    break;
                }
            }
            // The receiver lives as long as this thread sends.
            let _ = send.send(batch);
            Ok(reader.notices().cloned().collect())
        });
        receive.into_iter().for_each(each);
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
