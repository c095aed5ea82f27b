//! `yaddash memory`: units added, edited, deleted and promoted by hand, and all of it undone.

pub mod args;
mod count;
mod units;

use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Place, Result};
use crate::lang::Lang;
use crate::memory::{Change, Journal, Operation};
use crate::report::{style, text};
use crate::tmx::{Child, Unit};
use crate::workspace::{Lock, Workspace};
use args::{
    AddArgs, By, DeleteArgs, EditArgs, LogArgs, MemoryArgs, MemoryCommand, PromoteArgs, UndoArgs,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use units::{Found, find, inside};

/// Runs a command on the units of the workspace.
pub fn run(session: &mut Session, args: &MemoryArgs) -> Run {
    match &args.command {
        MemoryCommand::Add(args) => add(session, args),
        MemoryCommand::Edit(args) => edit(session, args),
        MemoryCommand::Delete(args) => delete(session, args),
        MemoryCommand::Undo(args) => undo(session, args),
        MemoryCommand::Log(args) => log(session, args),
        MemoryCommand::Promote(args) => promote(session, args),
        MemoryCommand::Duplicates(args) => count::duplicates(session, args),
        MemoryCommand::Stats(args) => count::stats(session, args),
    }
}

/// The workspace, while nobody else changes it.
struct Desk {
    workspace: Workspace,
    journal: Journal,
    time: String,
    person: Option<String>,
    _lock: Lock,
}

impl Desk {
    fn open(session: &Session, by: &By) -> Result<Desk> {
        let workspace = session.workspace()?.ok_or_else(|| {
            Error::new(Kind::Usage, "units are changed in a workspace, and here is none")
                .help("make one with `yaddash init`")
        })?;
        let lock = workspace.lock()?;
        let journal = Journal::open(&workspace.journal(), &workspace.root)?;
        let user = || ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let person = by.person.clone().or_else(user).filter(|name| !name.is_empty());
        Ok(Desk { workspace, journal, time: now(), person, _lock: lock })
    }

    fn perform(&mut self, what: &str, changes: Vec<Change>) -> Result<&Operation> {
        self.journal.perform(what, &self.time, self.person.as_deref(), changes)
    }

    /// Says in the unit who changes it now.
    fn sign(&self, unit: &mut Unit, date: &str, who: &str) {
        unit.set_attribute(date, self.time.clone());
        if let Some(person) = &self.person {
            unit.set_attribute(who, person.clone());
        }
    }
}

/// The time as TMX writes it.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let (days, of_day) = ((seconds / 86_400) as i64, seconds % 86_400);
    // Civil date from days, in years that begin in March (Hinnant 2021).
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Reads `LANG=TEXT`.
fn texts(arguments: &[String]) -> Result<Vec<(Lang, &str)>> {
    let mut texts: Vec<(Lang, &str)> = Vec::new();
    for argument in arguments {
        let (tag, text) = argument.split_once('=').ok_or_else(|| {
            Error::new(Kind::Usage, format!("`{argument}` names no language"))
                .help("write LANG=TEXT, such as en=\"Good morning!\"")
        })?;
        let lang = crate::cli::args::lang(tag)
            .map_err(|why| Error::new(Kind::Usage, format!("`{tag}`: {why}")))?;
        if texts.iter().any(|(other, _)| other.same_language(&lang)) {
            return Err(Error::new(Kind::Usage, format!("two texts are in `{lang}`")));
        }
        texts.push((lang, text.trim()));
    }
    Ok(texts)
}

fn add(session: &mut Session, args: &AddArgs) -> Run {
    let texts = texts(&args.texts)?;
    if texts.len() < 2 || texts.iter().any(|(_, text)| text.is_empty()) {
        return Err(Error::new(Kind::Usage, "a unit has a text in two languages at least")
            .help("yaddash memory add en=\"Good morning!\" ru=\"Доброе утро!\"")
            .into());
    }
    let mut desk = Desk::open(session, &args.by)?;
    let file = inside(&desk.workspace, &args.to)?;
    let mut hash = Sha256::new();
    for part in [&desk.time, &file].into_iter().chain(&args.texts) {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(desk.journal.operations().len().to_le_bytes());
    let hex: String = hash.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let tuid = format!("own-{hex}");
    let mut unit = Unit::new(tuid.clone());
    desk.sign(&mut unit, "creationdate", "creationid");
    for (lang, text) in &texts {
        unit.add_variant(lang, text);
    }
    let change = Change::new(&file, usize::MAX, None, Some(&unit))?;
    desk.perform("add", vec![change])?;
    report(session, "add", &[(file, Some(tuid), None, Some(unit))])
}

fn edit(session: &mut Session, args: &EditArgs) -> Run {
    let texts = texts(&args.texts)?;
    let mut desk = Desk::open(session, &args.by)?;
    let Found { file, number, unit: before } = one(&desk.workspace, &args.unit)?;
    let mut after = before.clone();
    for (lang, text) in &texts {
        let of = |variant: &crate::tmx::Variant| {
            variant.lang().is_some_and(|other| other.same_language(lang))
        };
        if text.is_empty() {
            after.children.retain(|child| !matches!(child, Child::Variant(v) if of(v)));
        } else if let Some(variant) = after.variants_mut().find(|variant| of(variant)) {
            variant.set_text(text);
        } else {
            after.add_variant(lang, text);
        }
    }
    if after.variants().count() < 2 {
        return Err(Error::new(Kind::Usage, "the unit would have one language only")
            .help("take it out whole with `yaddash memory delete`")
            .into());
    }
    if after == before {
        return Err(Error::new(Kind::Usage, "the unit says that already").into());
    }
    units::set_status(&mut after, "reviewed");
    desk.sign(&mut after, "changedate", "changeid");
    let change = Change::new(&file, number, Some(&before), Some(&after))?;
    desk.perform("edit", vec![change])?;
    let tuid = after.tuid().map(str::to_owned);
    report(session, "edit", &[(file, tuid, Some(before), Some(after))])
}

fn delete(session: &mut Session, args: &DeleteArgs) -> Run {
    let mut desk = Desk::open(session, &args.by)?;
    let found = all(&desk.workspace, &args.units)?;
    let changes = found
        .iter()
        .map(|found| Change::new(&found.file, found.number, Some(&found.unit), None))
        .collect::<Result<Vec<_>>>()?;
    desk.perform("delete", changes)?;
    let done: Vec<Done> = found
        .into_iter()
        .map(|f| (f.file, f.unit.tuid().map(str::to_owned), Some(f.unit), None))
        .collect();
    report(session, "delete", &done)
}

fn promote(session: &mut Session, args: &PromoteArgs) -> Run {
    let mut desk = Desk::open(session, &args.by)?;
    let target = inside(&desk.workspace, &args.to)?;
    let found = match &args.from {
        None => all(&desk.workspace, &args.units)?,
        Some(from) => units::whole(&desk.workspace, &inside(&desk.workspace, from)?)?,
    };
    if found.is_empty() {
        return Err(Error::new(Kind::Usage, "the memory has no units")
            .at(Place::file(args.from.clone().unwrap_or_default().display().to_string()))
            .into());
    }
    let (mut changes, mut done) = (Vec::new(), Vec::new());
    for Found { file, number, unit } in found {
        let mut promoted = unit.clone();
        units::set_status(&mut promoted, "reviewed");
        desk.sign(&mut promoted, "changedate", "changeid");
        if file == target {
            changes.push(Change::new(&file, number, Some(&unit), Some(&promoted))?);
        } else {
            changes.push(Change::new(&target, usize::MAX, None, Some(&promoted))?);
            changes.push(Change::new(&file, number, Some(&unit), None)?);
        }
        let tuid = promoted.tuid().map(str::to_owned);
        done.push((target.clone(), tuid, Some(unit), Some(promoted)));
    }
    desk.perform("promote", changes)?;
    report(session, "promote", &done)
}

fn undo(session: &mut Session, args: &UndoArgs) -> Run {
    let mut desk = Desk::open(session, &args.by)?;
    for round in 0..args.count {
        let undone = desk.journal.undo(&desk.time, desk.person.as_deref())?;
        match undone {
            Some(operation) if session.jsonl() => session.json(&LogLine::new(&operation, true))?,
            Some(operation) => {
                session.tell(format_args!("undone: {}", summary(&operation)));
            }
            None if round == 0 => {
                return Err(Error::new(Kind::Usage, "there is nothing to undo").into());
            }
            None => break,
        }
    }
    Ok(Outcome::Clean)
}

fn log(session: &mut Session, args: &LogArgs) -> Run {
    let desk = Desk::open(session, &By { person: None })?;
    let undone: BTreeSet<u64> =
        desk.journal.operations().iter().filter_map(|op| op.undoes).collect();
    for operation in desk.journal.operations().iter().rev().take(args.max) {
        let is_undone = undone.contains(&operation.number);
        if session.jsonl() {
            session.json(&LogLine::new(operation, is_undone))?;
        } else {
            let undone =
                if is_undone { style::paint(style::DIM, " (undone)") } else { String::new() };
            writeln!(session.out, "{}{undone}", summary(operation))?;
        }
    }
    Ok(Outcome::Clean)
}

/// A line of `memory log` and `memory undo`.
#[derive(serde::Serialize)]
struct LogLine<'a> {
    number: u64,
    time: &'a str,
    person: Option<&'a str>,
    what: &'a str,
    undone: bool,
    files: BTreeSet<&'a str>,
    units: usize,
}

impl<'a> LogLine<'a> {
    fn new(operation: &'a Operation, undone: bool) -> Self {
        let after = operation.changes.iter().filter(|c| c.after.is_some()).count();
        LogLine {
            number: operation.number,
            time: &operation.time,
            person: operation.person.as_deref(),
            what: &operation.what,
            undone,
            files: operation.changes.iter().map(|change| change.file.as_str()).collect(),
            units: if after == 0 { operation.changes.len() } else { after },
        }
    }
}

fn summary(operation: &Operation) -> String {
    let LogLine { number, time, person, what, files, units, .. } = LogLine::new(operation, false);
    let files: Vec<&str> = files.into_iter().collect();
    let person = person.map(|name| format!(" by {name}")).unwrap_or_default();
    let what = match operation.undoes {
        Some(other) => format!("undo of {other}"),
        None => what.to_owned(),
    };
    format!("{number} {time}{person}: {what}, units: {units}, {}", files.join(", "))
}

/// A unit with its file and identifier, before and after.
type Done = (String, Option<String>, Option<Unit>, Option<Unit>);

/// Shows what was done to units.
fn report(session: &mut Session, what: &str, done: &[Done]) -> Run {
    for (file, tuid, before, after) in done {
        let texts = |unit: &Option<Unit>| -> Vec<(String, String)> {
            let variants = unit.iter().flat_map(Unit::variants);
            let pair = |v: &crate::tmx::Variant| {
                (v.lang_tag().unwrap_or_default().to_owned(), v.text().into_owned())
            };
            variants.map(pair).collect()
        };
        if session.jsonl() {
            let text =
                crate::report::json::ByLang(texts(if after.is_some() { after } else { before }));
            session.json(&ChangeLine { what, file, tuid: tuid.as_deref(), text })?;
            continue;
        }
        let tuid = tuid.as_deref().unwrap_or_default();
        writeln!(
            session.out,
            "{what} {}",
            style::paint(style::DIM, format_args!("{file} {tuid}"))
        )?;
        let old = texts(before);
        for (lang, new) in texts(if after.is_some() { after } else { before }) {
            let was = old.iter().find(|(tag, _)| *tag == lang).map(|(_, text)| text.as_str());
            let shown = match was {
                Some(was) if was != new => text::difference(&crate::suggest::difference(was, &new)),
                _ => new,
            };
            writeln!(session.out, "  {} {shown}", style::paint(style::LABEL, &lang))?;
        }
    }
    Ok(Outcome::Clean)
}

/// A line of `memory add`, `edit`, `delete` and `promote`.
#[derive(serde::Serialize)]
struct ChangeLine<'a> {
    what: &'a str,
    file: &'a str,
    tuid: Option<&'a str>,
    text: crate::report::json::ByLang<String>,
}

/// The only unit of that name.
fn one(workspace: &Workspace, name: &str) -> Result<Found> {
    let mut found = find(workspace, name)?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Error::new(Kind::Usage, format!("there is no unit `{name}`"))
            .help("`yaddash search WORDS` shows the units with their names")),
        (Some(last), false) => {
            let first = found.first().map(|f| f.file.as_str()).unwrap_or_default();
            Err(Error::new(Kind::Usage, format!("`{name}` names {} units", found.len() + 1))
                .help(format!("say which file: {first}:{name} or {}:{name}", last.file)))
        }
    }
}

fn all(workspace: &Workspace, names: &[String]) -> Result<Vec<Found>> {
    let mut found = names.iter().map(|name| one(workspace, name)).collect::<Result<Vec<_>>>()?;
    found.sort_by(|a, b| (&a.file, a.number).cmp(&(&b.file, b.number)));
    found.dedup_by(|a, b| a.file == b.file && a.number == b.number);
    Ok(found)
}

/// Whether a path names a TMX file.
fn is_tmx(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tmx"))
}
