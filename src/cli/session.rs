//! What a command has at hand: where to print, the workspace, the memory, the glossary.

use crate::cli::args::{Color, Format, Global};
use crate::error::{Error, Kind, Notice, Result};
use crate::glossary::Glossary;
use crate::lang::Lang;
use crate::memory::{Memory, Source};
use crate::report::diagnostic;
use crate::workspace::{Workspace, files_with_ending};
use anstream::{AutoStream, ColorChoice};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The endings of files that a memory is made of.
const MEMORIES: [&str; 2] = [".tmx", ".tmx.gz"];
/// The endings of files that a glossary is read from.
const GLOSSARIES: [&str; 7] = [".tsv", ".csv", ".tab", ".txt", ".utf8", ".tbx", ".xlsx"];

/// One call of the program.
pub struct Session {
    /// Data.
    pub out: Box<dyn Write>,
    /// Narration.
    pub err: Box<dyn Write>,
    global: Global,
}

impl Session {
    /// A session on the terminal.
    pub fn new(global: Global) -> Session {
        let choice = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let out = AutoStream::new(std::io::stdout(), choice);
        let err = AutoStream::new(std::io::stderr(), choice);
        Session { out: Box::new(std::io::BufWriter::new(out)), err: Box::new(err), global }
    }

    /// Whether results are JSON Lines.
    pub fn jsonl(&self) -> bool {
        self.global.format == Format::Jsonl
    }

    /// Whether findings are wanted as SARIF.
    pub fn sarif(&self) -> bool {
        self.global.format == Format::Sarif
    }

    /// Says what the user should know.
    pub fn say(&mut self, notice: &Notice) {
        // Narration that cannot be written is no reason to stop the work.
        let _ = write!(self.err, "{}", diagnostic::notice(notice));
    }

    /// Says what went wrong with a part of the work, while the rest goes on.
    pub fn complain(&mut self, error: &Error) {
        let _ = write!(self.err, "{}", diagnostic::error(error));
    }

    /// Says all of these.
    pub fn say_all(&mut self, notices: &[Notice]) {
        notices.iter().for_each(|notice| self.say(notice));
    }

    /// Says a line of narration.
    pub fn tell(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.err, "{line}");
    }

    /// Prints one object as a line of JSON.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), super::Stop> {
        serde_json::to_writer(&mut self.out, value)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// The workspace of the current folder.
    pub fn workspace(&self) -> Result<Option<Workspace>> {
        let here =
            std::env::current_dir().map_err(|e| Error::io(".", "find the current folder", e))?;
        Workspace::find(&here)
    }

    /// The files of the memory, as sources.
    pub fn memory_sources(&self) -> Result<Vec<Source>> {
        let mut sources = Vec::new();
        if self.global.memory.is_empty() {
            let workspace = self.workspace()?.ok_or_else(|| {
                Error::new(Kind::Usage, "there is no memory: this folder is in no workspace")
                    .help("name one with --memory FILE, or make a workspace with `yaddash init`")
            })?;
            let folder = workspace.tmx();
            if folder.is_dir() {
                for path in files_with_ending(&folder, &MEMORIES)? {
                    let name = path.strip_prefix(&workspace.root).unwrap_or(&path);
                    sources.push(Source { name: name.display().to_string(), path: path.clone() });
                }
            }
            return Ok(sources);
        }
        for path in &self.global.memory {
            if path.is_dir() {
                sources.extend(files_with_ending(path, &MEMORIES)?.into_iter().map(Source::new));
            } else {
                sources.push(Source::new(path));
            }
        }
        Ok(sources)
    }

    /// Whether the call names a memory.
    pub fn names_memory(&self) -> bool {
        !self.global.memory.is_empty()
    }

    /// The memory without the file `but`, its index brought up to date; one that is empty is not
    /// worth a word here.
    pub fn memory_but(&mut self, but: Option<&Path>) -> Result<Memory> {
        let mut sources = self.memory_sources()?;
        let index = self.index_dir(&sources)?;
        let place = |path: &Path| std::fs::canonicalize(path).ok();
        if let Some(but) = but.and_then(place) {
            sources.retain(|source| place(&source.path).as_ref() != Some(&but));
        }
        if sources.is_empty() {
            return Ok(Memory::from_records([]));
        }
        let (memory, notices) = Memory::open(&sources, index.as_deref())?;
        self.say_all(&notices);
        Ok(memory)
    }

    /// The memory, its index brought up to date.
    pub fn memory(&mut self) -> Result<Memory> {
        let sources = self.memory_sources()?;
        if sources.is_empty() {
            self.say(
                &Notice::new("the memory is empty")
                    .help("store a readout with `yaddash align FILE… -o tmx/NAME.tmx`"),
            );
        }
        let index = self.index_dir(&sources)?;
        let (memory, notices) = Memory::open(&sources, index.as_deref())?;
        self.say_all(&notices);
        Ok(memory)
    }

    /// Where the index lies: in the workspace, or in the user's cache folder for a memory that
    /// is named for this call.
    fn index_dir(&self, sources: &[Source]) -> Result<Option<PathBuf>> {
        if self.global.no_index {
            return Ok(None);
        }
        if let Some(dir) = &self.global.index_dir {
            return Ok(Some(dir.clone()));
        }
        if self.global.memory.is_empty() {
            return Ok(self.workspace()?.map(|workspace| workspace.index()));
        }
        let Some(cache) = cache_dir() else { return Ok(None) };
        let mut hash = Sha256::new();
        for source in sources {
            let path = std::path::absolute(&source.path).unwrap_or_else(|_| source.path.clone());
            hash.update(path.as_os_str().as_encoded_bytes());
            hash.update([0]);
        }
        let name: String = hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
        Ok(Some(cache.join("yaddash").join(name)))
    }

    /// Where derived data that is not an index is kept: in the workspace, else in the user's cache
    /// folder; `None` when nothing is to be kept.
    pub fn cache_folder(&self) -> Result<Option<PathBuf>> {
        if self.global.no_index {
            return Ok(None);
        }
        if let Some(dir) = &self.global.index_dir {
            return Ok(Some(dir.clone()));
        }
        let workspace = self.workspace()?.map(|workspace| workspace.index());
        Ok(workspace.or_else(|| cache_dir().map(|cache| cache.join("yaddash"))))
    }

    /// All glossaries as one, so that of their terms the longest wins; empty when there are none.
    pub fn glossary(&mut self) -> Result<Glossary> {
        let mut all = Glossary::default();
        for (_, glossary) in self.glossaries()? {
            all.append(glossary);
        }
        Ok(all)
    }

    /// The glossaries, each with its file name; none when there are none.
    pub fn glossaries(&mut self) -> Result<Vec<(String, Glossary)>> {
        let mut paths = self.global.glossary.clone();
        if paths.is_empty()
            && let Some(workspace) = self.workspace()?
            && workspace.glossaries().is_dir()
        {
            paths = files_with_ending(&workspace.glossaries(), &GLOSSARIES)?;
        }
        // A file without a header row is read in the two languages of the workspace.
        let config = self.workspace()?.map(|workspace| workspace.config).unwrap_or_default();
        let languages: Vec<Lang> =
            config.languages.iter().filter_map(|tag| Lang::parse(tag)).collect();
        let source = config.source.as_deref().and_then(Lang::parse);
        let pair = match (&source, languages.as_slice()) {
            (Some(source), [a, b]) if a.same_language(source) => Some((a, b)),
            (Some(source), [a, b]) if b.same_language(source) => Some((b, a)),
            _ => None,
        };
        let mut glossaries = Vec::new();
        for path in paths {
            let name = path.display().to_string();
            let bytes = crate::fs::read(&path)?;
            let (glossary, notices) = Glossary::read(&name, &bytes, pair)?;
            self.say_all(&notices);
            glossaries.push((name, glossary));
        }
        Ok(glossaries)
    }
}

/// The user's cache folder, by the conventions of the platform.
fn cache_dir() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    from("XDG_CACHE_HOME")
        .or_else(|| from("LOCALAPPDATA"))
        .or_else(|| from("HOME").map(|home| home.join(".cache")))
}
