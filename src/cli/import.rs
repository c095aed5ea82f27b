//! `yaddash import`

use crate::cli::args::ImportArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, convert};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::exchange::{self, Format};
use crate::fs::Prepared;
use crate::tmx::{self, Header, ReadOptions, Reader, Shelf, Tail, Unit, WriteOptions, Writer};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Takes units into the workspace's memory. All files are read before the first is written, and
/// either all are written or none; meanwhile no other process changes the workspace.
///
/// The units that are taken wait in a temporary file: in memory stay 16 bytes for each unit
/// that is known, and its `tuid` for each that is taken or may be updated.
pub fn run(session: &mut Session, args: &ImportArgs) -> Run {
    let workspace = session.workspace()?.ok_or_else(|| {
        Error::new(Kind::Usage, "units are imported into a workspace, and here is none")
            .help("make one with `yaddash init`")
    })?;
    let lock = match workspace.try_lock() {
        Ok(lock) => lock,
        Err(_) => {
            session.say(&Notice::new("waiting for another process that changes this workspace"));
            workspace.lock()?
        }
    };
    let mut import = Import::new()?;
    for source in session.memory_sources()? {
        for unit in tmx::open(&source.path, ReadOptions::default())? {
            import.known.extend(unit?.sayings());
        }
    }
    let mut targets: BTreeMap<PathBuf, Target> = BTreeMap::new();
    for file in &args.files {
        let scratch = scratch()?;
        let path = target(&workspace.tmx(), file)?;
        let mut reader = open(session, args, file, scratch.path())?;
        let target = match targets.entry(path) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let target = Target::of(entry.key(), reader.header())?;
                entry.insert(target)
            }
        };
        while let Some(unit) = reader.next_unit()? {
            import.take(unit, target)?;
        }
        target.tail.join(reader.tail());
        let notices: Vec<Notice> = reader.notices().cloned().collect();
        session.say_all(&notices);
    }
    let counts = &import.counts;
    let summary = counts.summary();
    if counts.new + counts.updated == 0 {
        return Err(Error::new(Kind::Usage, format!("nothing was imported; {summary}")).into());
    }
    if !args.dry_run {
        let changed = targets.iter().filter(|(_, target)| target.is_changed());
        let prepared: Vec<Prepared> = changed
            .map(|(path, target)| target.prepare(path, &mut import.shelf))
            .collect::<Result<_>>()?;
        crate::fs::put_all_in_place(prepared)?;
    }
    drop(lock);
    session.tell(summary);
    Ok(Outcome::Clean)
}

fn scratch() -> Result<tempfile::TempDir> {
    tempfile::tempdir().map_err(|e| Error::io("a temporary folder", "make", e))
}

/// Opens a file of any format, or what an OmegaT project has made; `scratch` takes what has to be
/// converted first.
fn open(
    session: &mut Session,
    args: &ImportArgs,
    file: &Path,
    scratch: &Path,
) -> Result<Reader<'static>> {
    let project = if file.is_dir() { Some(exchange::omegat::result_of(file)?) } else { None };
    let file = project.as_deref().unwrap_or(file);
    let format = match args.from {
        Some(format) => format,
        None => Format::of_file(file)?,
    };
    if format == Format::Tmx {
        return tmx::open(file, ReadOptions { repair: args.repair });
    }
    let languages = args.pair.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    let options = exchange::ReadOptions { languages, ..Default::default() };
    let input = exchange::Input::file(file, Some(format), options)?;
    let plan = exchange::Plan::survey(&mut *input.open()?, None, None)?;
    let options = tmx::Convert { version: Some(tmx::Version::V14), ..Default::default() };
    let memory = convert::valid_memory(session, &input, &plan, scratch, &options)?;
    tmx::open(&memory, ReadOptions::default())
}

/// The file of the memory that takes the units of `file`.
fn target(folder: &Path, file: &Path) -> Result<PathBuf> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let known = Format::of_name(file).and_then(|_| lower.rfind('.'));
    let ending = if lower.ends_with(".tmx.gz") { Some(lower.len() - 7) } else { known };
    let stem = ending.map_or(name.as_str(), |at| &name[..at]);
    if stem.is_empty() || stem == "-" {
        return Err(Error::new(Kind::Usage, "the units need a name")
            .at(Place::file(name))
            .help("import from a file, whose name the memory's file gets"));
    }
    Ok(folder.join(format!("{stem}.tmx")))
}

#[derive(Default)]
struct Counts {
    read: usize,
    new: usize,
    updated: usize,
    unchanged: usize,
    skipped: BTreeMap<&'static str, usize>,
}

impl Counts {
    fn summary(&self) -> String {
        let Counts { read, new, updated, unchanged, skipped } = self;
        let skipped: Vec<String> =
            skipped.iter().map(|(why, n)| format!(", {n} skipped ({why})")).collect();
        format!(
            "{read} units read: {new} new, {updated} updated, {unchanged} unchanged{}",
            skipped.concat()
        )
    }
}

/// What has been seen and taken so far.
struct Import {
    /// What the units of the memory say, and those that were taken.
    known: HashSet<u128>,
    shelf: Shelf,
    counts: Counts,
}

impl Import {
    fn new() -> Result<Self> {
        let shelf = Shelf::new(&std::env::temp_dir())?;
        Ok(Import { known: HashSet::new(), shelf, counts: Counts::default() })
    }

    fn take(&mut self, unit: Unit, target: &mut Target) -> Result<()> {
        let counts = &mut self.counts;
        counts.read += 1;
        let sayings = unit.sayings();
        let Some(&saying) = sayings.first() else {
            *counts.skipped.entry("one language only").or_default() += 1;
            return Ok(());
        };
        if exchange::is_unfinished(&unit) {
            *counts.skipped.entry("the translation is not finished").or_default() += 1;
        } else if unit.variants().all(|variant| variant.text().trim().is_empty()) {
            *counts.skipped.entry("no text").or_default() += 1;
        } else if self.known.contains(&saying) {
            counts.unchanged += 1;
        } else {
            self.known.extend(sayings);
            let place = self.shelf.put(&unit)?;
            // Each unit is updated once.
            match unit.tuid().and_then(|tuid| target.there.get_mut(tuid)) {
                Some(update @ None) => {
                    *update = Some(place);
                    counts.updated += 1;
                }
                Some(Some(_)) | None => {
                    target.added.push(place);
                    counts.new += 1;
                }
            }
        }
        Ok(())
    }
}

/// A file of the memory with what becomes of it.
struct Target {
    header: Header,
    /// The identifiers that units in it have, each with the place of the unit that takes its
    /// place. Only those can be updated: units of one import that share an identifier are
    /// different units.
    there: HashMap<String, Option<u64>>,
    /// The places of the units that come behind.
    added: Vec<u64>,
    /// The comments and processing instructions that stand behind them.
    tail: Tail,
}

impl Target {
    /// What `path` holds; a new file has the given header.
    fn of(path: &Path, header: &Header) -> Result<Target> {
        let mut target = Target {
            header: header.clone(),
            there: HashMap::new(),
            added: Vec::new(),
            tail: Tail::default(),
        };
        if path.is_file() {
            let mut reader = tmx::open(path, ReadOptions::default())?;
            target.header = reader.header().clone();
            while let Some(unit) = reader.next_unit()? {
                if let Some(tuid) = unit.tuid() {
                    target.there.insert(tuid.to_owned(), None);
                }
            }
            target.tail = reader.tail().clone();
        }
        Ok(target)
    }

    fn is_changed(&self) -> bool {
        !self.added.is_empty() || self.there.values().any(Option::is_some)
    }

    /// Writes the file beside its place.
    fn prepare(&self, path: &Path, shelf: &mut Shelf) -> Result<Prepared> {
        Prepared::new(path, |out| {
            let mut writer = Writer::new(out, &self.header, WriteOptions::default())?;
            let mut updated: HashSet<u64> = HashSet::new();
            if path.is_file() {
                for unit in tmx::open(path, ReadOptions::default())? {
                    let unit = unit?;
                    let update = unit.tuid().and_then(|tuid| *self.there.get(tuid)?);
                    match update.filter(|place| updated.insert(*place)) {
                        Some(place) => writer.unit(&shelf.get(place)?)?,
                        None => writer.unit(&unit)?,
                    }
                }
            }
            for place in &self.added {
                writer.unit(&shelf.get(*place)?)?;
            }
            writer.finish_with(&self.tail)?;
            Ok(())
        })
    }
}
