//! What is known of the languages when versions are aligned: the seed, the terms of the
//! glossaries, and what the memory teaches.

use crate::align::seed;
use crate::cli::session::Session;
use crate::error::{Notice, Result};
use crate::lang::lexicon::Lexicon;
use crate::memory::teach::{self, Lesson};
use crate::memory::{Memory, lessons};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// What is known when one readout is aligned. Its own units, when they are stored in `output`
/// already, teach nothing: an alignment is no witness of itself, and aligning twice gives the same.
pub fn lexicon(session: &mut Session, output: Option<&Path>) -> Result<Lexicon> {
    let lessons = lessons(session, output)?;
    with(session, &lessons)
}

/// What is known when the archive `dir` is aligned into the folder `output`: what was stored before the
/// run. A run that was stopped leaves behind what it knew, so that it goes on with the same.
pub fn of_archive(
    session: &mut Session,
    dir: &Path,
    output: &Path,
    dry_run: bool,
) -> Result<(Lexicon, Unfinished)> {
    if dry_run {
        return Ok((Lexicon::new(), Unfinished(None)));
    }
    let path = session.cache_folder()?.map(|folder| folder.join(archive_name(dir, output)));
    let left = path.as_deref().and_then(lessons::read).map(|(_, lessons)| lessons);
    let taught = match left {
        Some(lessons) => lessons,
        None => {
            let lessons = lessons(session, None)?;
            // Where nothing was learned nothing need be kept, unless the run itself would teach.
            if let Some(path) = path.as_deref().filter(|_| has_memory(session)) {
                lessons::write(path, &lessons::Key::default(), &lessons);
            }
            lessons
        }
    };
    Ok((with(session, &taught)?, Unfinished(path)))
}

/// What an unfinished run leaves behind.
pub struct Unfinished(Option<PathBuf>);

impl Unfinished {
    /// The run came to its end.
    pub fn finish(self) {
        let _ = self.0.map(std::fs::remove_file);
    }
}

fn archive_name(dir: &Path, output: &Path) -> String {
    let mut hash = Sha256::new();
    for path in [dir, output] {
        let path = std::fs::canonicalize(path)
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned());
        hash.update(path.as_os_str().as_encoded_bytes());
        hash.update([0]);
    }
    let name: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("archive-{name}.lessons")
}

fn with(session: &mut Session, lessons: &[Lesson]) -> Result<Lexicon> {
    let mut lexicon = seed::lexicon().clone();
    for concept in &session.glossary()?.concepts {
        lexicon.add(concept.terms.iter().map(|term| (&term.lang, term.text.as_str())));
    }
    teach::add(lessons, &mut lexicon);
    Ok(lexicon)
}

fn has_memory(session: &Session) -> bool {
    session.names_memory() || matches!(session.workspace(), Ok(Some(_)))
}

/// What the memory teaches, but for the units in the file `but`.
fn lessons(session: &mut Session, but: Option<&Path>) -> Result<Vec<Lesson>> {
    if !has_memory(session) {
        return Ok(Vec::new());
    }
    let memory = match session.memory_but(but) {
        Ok(memory) => memory,
        Err(error) if session.names_memory() => return Err(error),
        // The versions can be aligned without what a broken file of the memory says.
        Err(error) => {
            let notice = Notice::new(format!("the memory teaches nothing: {}", error.message()))
                .help("`yaddash tmx validate` says what is wrong");
            session.say(&match error.place() {
                Some(place) => notice.at(place.clone()),
                None => notice,
            });
            return Ok(Vec::new());
        }
    };
    let path = session.cache_folder()?.map(|folder| folder.join("lessons"));
    Ok(learned(&memory, path.as_deref()))
}

/// What a memory teaches: as it is kept at `path`, if the same units taught it.
fn learned(memory: &Memory, path: Option<&Path>) -> Vec<Lesson> {
    let units = memory.newest(teach::UNITS);
    if units.is_empty() {
        return Vec::new();
    }
    let key = lessons::key(&units);
    if let Some((_, lessons)) = path.and_then(lessons::read).filter(|(found, _)| *found == key) {
        return lessons;
    }
    let lessons = teach::lessons(&units);
    if let Some(path) = path {
        lessons::write(path, &key, &lessons);
    }
    lessons
}
