//! `yaddash import`

use crate::cli::args::ImportArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, convert};
use crate::error::{Error, Kind, Place, Result};
use crate::exchange::{self, Format};
use crate::tmx::{self, Header, Memory, ReadOptions, Unit, WriteOptions, Writer};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a unit says: its languages and texts.
type Saying = Vec<(String, String)>;

/// What the unit says in all its languages, and in each two of them: a project for one pair of
/// languages brings nothing new back when the memory has it with a third one.
fn sayings(whole: &Saying) -> Vec<Saying> {
    let mut sayings = vec![whole.clone()];
    for (number, one) in whole.iter().enumerate() {
        sayings.extend(whole[number + 1..].iter().map(|other| vec![one.clone(), other.clone()]));
    }
    sayings
}

fn saying(unit: &Unit) -> Saying {
    let mut saying: Saying = unit
        .variants()
        .filter_map(|v| {
            let lang = v.lang()?;
            let script = lang.script().unwrap_or_default();
            Some((format!("{}-{script}", lang.primary()), v.text().into_owned()))
        })
        .collect();
    saying.sort();
    saying
}

#[derive(Default)]
struct Counts {
    read: usize,
    new: usize,
    updated: usize,
    unchanged: usize,
    skipped: BTreeMap<&'static str, usize>,
}

/// Takes units into the workspace's memory: all files are read before the first is written.
pub fn run(session: &mut Session, args: &ImportArgs) -> Run {
    let workspace = session.workspace()?.ok_or_else(|| {
        Error::new(Kind::Usage, "units are imported into a workspace, and here is none")
            .help("make one with `yaddash init`")
    })?;
    let mut known: HashSet<Saying> = HashSet::new();
    for source in session.memory_sources()? {
        for unit in tmx::open(&source.path, ReadOptions::default())? {
            known.extend(sayings(&saying(&unit?)));
        }
    }
    let mut counts = Counts::default();
    let mut pending: BTreeMap<PathBuf, Pending> = BTreeMap::new();
    for file in &args.files {
        let memory = read(session, args, file)?;
        session.say_all(&memory.notices);
        let path = target(&workspace.tmx(), file)?;
        let pending = match pending.entry(path) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let there = Pending::of(entry.key(), memory.header)?;
                entry.insert(there)
            }
        };
        for unit in memory.units {
            pending.take(unit, &mut known, &mut counts);
        }
    }
    let skipped: Vec<String> =
        counts.skipped.iter().map(|(why, n)| format!(", {n} skipped ({why})")).collect();
    let summary = format!(
        "{} units read: {} new, {} updated, {} unchanged{}",
        counts.read,
        counts.new,
        counts.updated,
        counts.unchanged,
        skipped.concat()
    );
    if counts.new + counts.updated == 0 {
        return Err(Error::new(Kind::Usage, format!("nothing was imported; {summary}")).into());
    }
    if !args.dry_run {
        for (path, pending) in &pending {
            store(path, &pending.header, &pending.units)?;
        }
    }
    session.tell(summary);
    Ok(Outcome::Clean)
}

/// Reads a file of any format, or what an OmegaT project has made.
fn read(session: &mut Session, args: &ImportArgs, file: &Path) -> Result<Memory> {
    let project = if file.is_dir() { Some(exchange::omegat::result_of(file)?) } else { None };
    let file = project.as_deref().unwrap_or(file);
    let format = match args.from {
        Some(format) => format,
        None => Format::of_file(file)?,
    };
    if format == Format::Tmx {
        return tmx::read_file(file, ReadOptions { repair: args.repair });
    }
    let languages = args.pair.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    let options = exchange::ReadOptions { languages, ..Default::default() };
    let input = exchange::Input::file(file, Some(format), options)?;
    let plan = exchange::Plan::survey(&mut *input.open()?, None, None)?;
    let folder = tempfile::tempdir().map_err(|e| Error::io("a temporary folder", "make", e))?;
    let options = tmx::Convert { version: Some(tmx::Version::V14), ..Default::default() };
    let memory = convert::valid_memory(session, &input, &plan, folder.path(), &options)?;
    tmx::read_file(&memory, ReadOptions::default())
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
            .help("import from a file"));
    }
    Ok(folder.join(format!("{stem}.tmx")))
}

/// A file of the memory with the units that it will hold.
struct Pending {
    header: Header,
    units: Vec<Unit>,
    /// Where the units stand that were there before, by `tuid`: only those can be updated. Units
    /// of one import that share an identifier are different units.
    there: HashMap<String, usize>,
}

impl Pending {
    /// What `path` holds; a new file has the given header.
    fn of(path: &Path, header: Header) -> Result<Pending> {
        if !path.is_file() {
            return Ok(Pending { header, units: Vec::new(), there: HashMap::new() });
        }
        let memory = tmx::read_file(path, ReadOptions::default())?;
        let numbered = memory.units.iter().enumerate();
        let there = numbered.filter_map(|(at, unit)| Some((unit.tuid()?.to_owned(), at))).collect();
        Ok(Pending { header: memory.header, units: memory.units, there })
    }

    fn take(&mut self, unit: Unit, known: &mut HashSet<Saying>, counts: &mut Counts) {
        counts.read += 1;
        let saying = saying(&unit);
        if saying.len() < 2 {
            *counts.skipped.entry("one language only").or_default() += 1;
        } else if exchange::is_unfinished(&unit) {
            *counts.skipped.entry("the translation is not finished").or_default() += 1;
        } else if saying.iter().all(|(_, text)| text.trim().is_empty()) {
            *counts.skipped.entry("no text").or_default() += 1;
        } else if known.contains(&saying) {
            counts.unchanged += 1;
        } else {
            known.extend(sayings(&saying));
            // Each unit is updated once.
            match unit.tuid().and_then(|tuid| self.there.remove(tuid)) {
                Some(at) => {
                    self.units[at] = unit;
                    counts.updated += 1;
                }
                None => {
                    self.units.push(unit);
                    counts.new += 1;
                }
            }
        }
    }
}

fn store(path: &Path, header: &Header, units: &[Unit]) -> Result<()> {
    crate::fs::write_atomically(path, |out: &mut dyn Write| {
        let mut writer = Writer::new(out, header, WriteOptions::default())?;
        units.iter().try_for_each(|unit| writer.unit(unit))?;
        writer.finish()?;
        Ok(())
    })
}
