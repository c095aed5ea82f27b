//! The journal: what was done to the units of a workspace by hand, so that it can be undone and
//! is never half done.
//!
//! The journal is a file of JSON lines that only grows. An operation is written there, and to
//! the disk, before any memory is touched; whoever changes the workspace next finishes what a
//! process that died has left. When no file could be changed, as on a full disk, it is crossed out
//! again: what was refused must not happen later. A line that was cut off by its death was never acknowledged and
//! is dropped. Units are known by what they say: an operation finds its units again when the
//! file around them has changed.

use crate::error::{Error, Kind, Place, Result};
use crate::memory::change::revise::{Revision, locate, revise};
use crate::tmx::{Header, ReadOptions, Reader, Unit, WriteOptions, Writer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Something done to units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Its number, from 1.
    pub number: u64,
    /// When it was done, as TMX writes dates.
    pub time: String,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// What was done: `add`, `edit`, `delete`, `promote` or `undo`.
    pub what: String,
    /// Of an `undo`, the number of the operation that it undoes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// The units changed.
    pub changes: Vec<Change>,
}

/// A unit before and after an operation, as TMX; one of them is missing when the unit is new or
/// deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The file, from the root of the workspace, with `/` between folders.
    pub file: String,
    /// The unit's number in the file before.
    pub at: usize,
    /// The unit before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The unit after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Change {
    /// A change of unit `at` of a file.
    ///
    /// # Errors
    /// When a unit cannot be written as TMX.
    pub fn new(file: &str, at: usize, before: Option<&Unit>, after: Option<&Unit>) -> Result<Self> {
        Ok(Change {
            file: file.to_owned(),
            at,
            before: before.map(to_tmx).transpose()?,
            after: after.map(to_tmx).transpose()?,
        })
    }

    fn inverse(&self) -> Change {
        Change { before: self.after.clone(), after: self.before.clone(), ..self.clone() }
    }

    fn units(&self) -> Result<(Option<Unit>, Option<Unit>)> {
        let unit = |text: &Option<String>| text.as_deref().map(from_tmx).transpose();
        Ok((unit(&self.before)?, unit(&self.after)?))
    }
}

/// A line of the journal that says that an operation is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Done {
    done: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Operation(Operation),
    Done(Done),
}

/// The journal of a workspace. It is opened by who holds the workspace's lock.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    root: PathBuf,
    operations: Vec<Operation>,
}

impl Journal {
    /// Opens the journal at `path` (it may be missing) of the workspace at `root`, and finishes
    /// what a process that died has begun.
    ///
    /// # Errors
    /// [`Kind::Malformed`] with the line when the journal is damaged elsewhere than at its end;
    /// [`Kind::Io`] when a file cannot be read or written.
    pub fn open(path: &Path, root: &Path) -> Result<Journal> {
        let mut journal =
            Journal { path: path.to_owned(), root: root.to_owned(), operations: Vec::new() };
        let unfinished = journal.read()?;
        if unfinished && let Some(last) = journal.operations.last().cloned() {
            carry_out(journal.revisions(&last, true)?).map_err(|(error, _)| error)?;
            journal.append(&Done { done: last.number }, false)?;
        }
        Ok(journal)
    }

    /// What was done, the oldest first.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Does something: writes it down, then changes the files.
    ///
    /// # Errors
    /// [`Kind::Usage`] when a unit is no longer what it was; then nothing has changed.
    pub fn perform(
        &mut self,
        what: &str,
        time: &str,
        person: Option<&str>,
        changes: Vec<Change>,
    ) -> Result<&Operation> {
        self.enter(what, time, person, changes, None)
    }

    /// The last operation that is neither an undo nor undone.
    pub fn last(&self) -> Option<&Operation> {
        let undone: Vec<u64> = self.operations.iter().filter_map(|op| op.undoes).collect();
        let mut backwards = self.operations.iter().rev();
        backwards.find(|op| op.undoes.is_none() && !undone.contains(&op.number))
    }

    /// Undoes the last operation that is not undone yet; `None` when there is none.
    ///
    /// # Errors
    /// [`Kind::Usage`] when a unit has changed since; then nothing is undone.
    pub fn undo(&mut self, time: &str, person: Option<&str>) -> Result<Option<Operation>> {
        let Some(last) = self.last().cloned() else { return Ok(None) };
        let changes = last.changes.iter().rev().map(Change::inverse).collect();
        self.enter("undo", time, person, changes, Some(last.number))?;
        Ok(Some(last))
    }

    fn enter(
        &mut self,
        what: &str,
        time: &str,
        person: Option<&str>,
        changes: Vec<Change>,
        undoes: Option<u64>,
    ) -> Result<&Operation> {
        let number = self.operations.last().map_or(0, |op| op.number) + 1;
        let (what, time, person) = (what.to_owned(), time.to_owned(), person.map(str::to_owned));
        let operation = Operation { number, time, person, what, undoes, changes };
        let revisions = self.revisions(&operation, false)?;
        let before = std::fs::metadata(&self.path).map_or(0, |meta| meta.len());
        if let Err(error) = self.append(&operation, true) {
            self.cut(before);
            return Err(error);
        }
        carry_out(revisions).map_err(|(error, changed)| match changed {
            0 => {
                self.cut(before);
                error
            }
            _ => error.help("one file is changed already; the next change finishes this one first"),
        })?;
        // Without this line the next process does again what is done already: nothing.
        let _ = self.append(&Done { done: number }, false);
        let at = self.operations.len();
        self.operations.push(operation);
        Ok(&self.operations[at])
    }

    /// What an operation means for each file. When it is done again, what is done already is
    /// left out.
    fn revisions(&self, operation: &Operation, again: bool) -> Result<BTreeMap<PathBuf, Revision>> {
        let mut files: BTreeMap<PathBuf, Vec<&Change>> = BTreeMap::new();
        for change in &operation.changes {
            files.entry(self.root.join(&change.file)).or_default().push(change);
        }
        let mut revisions = BTreeMap::new();
        for (path, changes) in files {
            let units = changes.iter().map(|c| c.units()).collect::<Result<Vec<_>>>()?;
            let wanted: Vec<&Unit> =
                units.iter().filter_map(|(b, a)| b.as_ref().or(a.as_ref())).collect();
            let places = locate(&path, &wanted)?;
            let mut revision = Revision::default();
            for ((change, (before, after)), places) in changes.iter().zip(units).zip(places) {
                let there = places.iter().min_by_key(|at| at.abs_diff(change.at));
                match (before, there) {
                    (Some(_), Some(&at)) => drop(revision.replaced.insert(at, after)),
                    (None, None) => revision.inserted.extend(after.map(|unit| (change.at, unit))),
                    (None, Some(_)) if !again => {
                        revision.inserted.extend(after.map(|unit| (change.at, unit)));
                    }
                    _ if again => {}
                    _ => return Err(changed_since(change)),
                }
            }
            revisions.insert(path, revision);
        }
        Ok(revisions)
    }

    /// Reads the file and cuts off an unfinished line; whether the last operation is unfinished.
    fn read(&mut self) -> Result<bool> {
        let name = self.path.display().to_string();
        let failed = |cause| Error::io(name.clone(), "read the journal", cause);
        let mut file = match std::fs::File::options().read(true).write(true).open(&self.path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(cause) => return Err(failed(cause)),
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if whole < bytes.len() {
            file.set_len(whole as u64).map_err(failed)?;
            file.seek(SeekFrom::End(0)).map_err(failed)?;
        }
        let mut done = 0;
        for (number, line) in bytes[..whole].split(|byte| *byte == b'\n').enumerate() {
            if line.is_empty() {
                continue;
            }
            match serde_json::from_slice(line) {
                Ok(Line::Operation(operation)) => self.operations.push(operation),
                Ok(Line::Done(line)) => done = line.done,
                Err(cause) => {
                    let place = Place { line: Some(number + 1), ..Place::file(name.clone()) };
                    return Err(Error::new(Kind::Malformed, "this line is none of a journal")
                        .at(place)
                        .help("restore the journal from a copy, or remove it: then nothing before can be undone")
                        .because(cause));
                }
            }
        }
        Ok(self.operations.last().is_some_and(|last| last.number > done))
    }

    /// Takes away what was written behind the first `len` bytes.
    fn cut(&self, len: u64) {
        // Best effort: what cannot be cut either is finished by the next process.
        let _ = match len {
            0 => std::fs::remove_file(&self.path),
            _ => std::fs::File::options()
                .write(true)
                .open(&self.path)
                .and_then(|file| file.set_len(len).and_then(|()| file.sync_data())),
        };
    }

    fn append(&self, line: &impl Serialize, to_disk: bool) -> Result<()> {
        let failed = |cause| Error::io(self.path.display().to_string(), "write the journal", cause);
        let mut bytes = serde_json::to_vec(line).map_err(|cause| failed(cause.into()))?;
        bytes.push(b'\n');
        let mut file =
            std::fs::File::options().create(true).append(true).open(&self.path).map_err(failed)?;
        file.write_all(&bytes).map_err(failed)?;
        if to_disk {
            file.sync_data().map_err(failed)?;
        }
        Ok(())
    }
}

/// Changes the files, first those that get units: who reads meanwhile sees a unit that moves
/// twice rather than not at all. With an error comes how many files are changed already.
fn carry_out(revisions: BTreeMap<PathBuf, Revision>) -> Result<(), (Error, usize)> {
    let (first, then): (Vec<_>, Vec<_>) =
        revisions.into_iter().partition(|(_, revision)| !revision.inserted.is_empty());
    for (changed, (path, revision)) in first.into_iter().chain(then).enumerate() {
        revise(&path, revision).map_err(|error| (error, changed))?;
    }
    Ok(())
}

fn changed_since(change: &Change) -> Error {
    Error::new(Kind::Usage, "the unit has changed since, and stays as it is")
        .at(Place::file(change.file.clone()))
        .help("edit it with `yaddash memory edit`")
}

/// A unit as TMX.
fn to_tmx(unit: &Unit) -> Result<String> {
    let mut writer = Writer::new(Vec::new(), &Header::new("*all*"), WriteOptions::default())?;
    writer.unit(unit)?;
    let text = String::from_utf8_lossy(&writer.finish()?).into_owned();
    let start = text.find("<tu ").or_else(|| text.find("<tu>")).unwrap_or_default();
    let end = text.rfind("</tu>").map_or(text.len(), |at| at + "</tu>".len());
    Ok(text.get(start..end).unwrap_or_default().to_owned())
}

/// The unit that [`to_tmx`] wrote.
fn from_tmx(text: &str) -> Result<Unit> {
    let whole = format!("<tmx version=\"1.4\"><body>{text}</body></tmx>");
    let mut reader = Reader::new(whole.as_bytes(), "the journal", ReadOptions::default())?;
    reader
        .next_unit()?
        .ok_or_else(|| Error::new(Kind::Malformed, "the journal holds a unit that is none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tmx;

    fn unit(tuid: &str, text: &str) -> Unit {
        let mut unit = Unit::new(tuid);
        unit.add_variant(&Lang::parse("en").expect("a tag"), text);
        unit.add_variant(&Lang::parse("ru").expect("a tag"), "текст & <текст>");
        unit
    }

    fn texts(path: &Path) -> Vec<String> {
        let memory = tmx::read_file(path, ReadOptions::default()).expect("a memory");
        let first = |unit: &Unit| unit.variants().next().map(|v| v.text().into_owned());
        memory.units.iter().filter_map(first).collect()
    }

    #[test]
    fn what_was_done_can_be_undone_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("journal"), folder.path().join("a.tmx"));
        let mut journal = Journal::open(&path, folder.path()).expect("opened");
        let (a, b, c) = (unit("a", "one"), unit("b", "two"), unit("b", "three"));
        let change =
            |at, before, after| vec![Change::new("a.tmx", at, before, after).expect("TMX")];
        journal.perform("add", "t", None, change(0, None, Some(&a))).expect("done");
        journal.perform("add", "t", None, change(1, None, Some(&b))).expect("done");
        journal.perform("edit", "t", None, change(1, Some(&b), Some(&c))).expect("done");
        journal.perform("delete", "t", None, change(0, Some(&a), None)).expect("done");
        assert_eq!(texts(&file), ["three"]);
        let mut journal = Journal::open(&path, folder.path()).expect("opened");
        assert_eq!(journal.undo("t", None).expect("undone").map(|op| op.number), Some(4));
        assert_eq!(texts(&file), ["one", "three"]);
        journal.undo("t", None).expect("undone");
        assert_eq!(texts(&file), ["one", "two"]);
        // Somebody else has changed the unit.
        let gone = change(0, Some(&c), None);
        assert!(journal.perform("delete", "t", None, gone).is_err());
        journal.undo("t", None).expect("undone");
        journal.undo("t", None).expect("undone");
        assert_eq!(texts(&file), Vec::<String>::new());
        assert!(journal.undo("t", None).expect("nothing").is_none());
    }

    #[test]
    fn an_operation_is_finished_by_the_next_process() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (folder.path().join("journal"), folder.path().join("a.tmx"));
        let journal = Journal::open(&path, folder.path()).expect("opened");
        let changes = vec![Change::new("a.tmx", 0, None, Some(&unit("a", "one"))).expect("TMX")];
        let (time, what) = ("t".to_owned(), "add".to_owned());
        let operation = Operation { number: 1, time, person: None, what, undoes: None, changes };
        journal.append(&operation, true).expect("written");
        // Died here; and a second one died while it wrote.
        std::fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .and_then(|mut file| file.write_all(b"{\"number\":2,\"ti"))
            .expect("written");
        let journal = Journal::open(&path, folder.path()).expect("opened");
        assert_eq!(journal.operations().len(), 1);
        assert_eq!(texts(&file), ["one"]);
        // Nothing is done twice.
        Journal::open(&path, folder.path()).expect("opened");
        assert_eq!(texts(&file), ["one"]);
    }

    #[test]
    fn damage_is_reported_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        std::fs::write(&path, "{\"done\":1}\nnonsense\n").expect("written");
        let error = Journal::open(&path, folder.path()).expect_err("damaged");
        assert_eq!(error.place().and_then(|place| place.line), Some(2));
    }
}
