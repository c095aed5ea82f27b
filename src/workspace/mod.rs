//! A workspace: a folder with `yaddash.toml`, found from the current folder upward.

mod lock;

pub use lock::Lock;

use crate::check::Severity;
use crate::error::{Error, Kind, Place, Result};
use crate::lang::Lang;
use crate::segment::SpeakerLabels;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the configuration file that makes a folder a workspace.
pub const CONFIG: &str = "yaddash.toml";

/// A workspace and its configuration.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder that holds `yaddash.toml`.
    pub root: PathBuf,
    /// What `yaddash.toml` says.
    pub config: Config,
}

/// What `yaddash.toml` may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The language that units are translated from, unless a command says otherwise.
    pub source: Option<String>,
    /// The languages of the workspace, in the order in which they are shown.
    #[serde(default)]
    pub languages: Vec<String>,
    /// `[segment]`: how texts are cut.
    #[serde(default)]
    pub segment: SegmentConfig,
    /// `[suggest]`: what is shown.
    #[serde(default)]
    pub suggest: SuggestConfig,
    /// `[check]`: the severity of each rule.
    #[serde(default)]
    pub check: BTreeMap<String, Severity>,
}

/// `[segment]` and, for each language, `[segment.ru]`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SegmentConfig {
    /// Whether speaker labels are segments of their own.
    pub speaker_labels: Option<SpeakerLabels>,
    /// A translator's own exceptions, by language.
    #[serde(flatten)]
    pub languages: BTreeMap<String, Exceptions>,
}

/// A translator's own exceptions to the rules of one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    /// After these there is never a break.
    #[serde(default)]
    pub no_break_after: Vec<String>,
    /// After these there always is one.
    #[serde(default)]
    pub break_after: Vec<String>,
}

/// `[suggest]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestConfig {
    /// The least score of a match, in per cent.
    pub min_score: Option<f64>,
    /// How many matches of a segment are shown.
    pub max_matches: Option<usize>,
    /// What is taken off the score when matches are ordered, in per cent, by status or memory.
    #[serde(default)]
    pub penalties: BTreeMap<String, f64>,
}

impl Workspace {
    /// The workspace that holds `folder`: itself or the nearest folder above it.
    pub fn find(folder: &Path) -> Result<Option<Workspace>> {
        for root in folder.ancestors() {
            let path = root.join(CONFIG);
            if path.is_file() {
                return Ok(Some(Workspace { config: Config::read(&path)?, root: root.to_owned() }));
            }
        }
        Ok(None)
    }

    /// The folder of the memories.
    pub fn tmx(&self) -> PathBuf {
        self.root.join("tmx")
    }

    /// The folder of the glossaries.
    pub fn glossaries(&self) -> PathBuf {
        self.root.join("glossaries")
    }

    /// The journal of what was done to units by hand.
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal.jsonl")
    }

    /// The folder of the index, which may be deleted at any time.
    pub fn index(&self) -> PathBuf {
        self.root.join(".yaddash")
    }
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// [`Kind::Malformed`] with line and column: not TOML, an unknown key, a value of the wrong
    /// type, a language that is no tag.
    pub fn read(path: &Path) -> Result<Config> {
        let name = path.display().to_string();
        let bytes = crate::fs::read(path)?;
        let text = String::from_utf8(bytes).map_err(|e| {
            Error::new(Kind::Malformed, "the configuration is not UTF-8").at(Place {
                offset: Some(e.utf8_error().valid_up_to() as u64),
                ..Place::file(name.clone())
            })
        })?;
        Config::parse(&text, &name)
    }

    /// Reads a configuration from its text; `name` is the file's name in errors.
    pub fn parse(text: &str, name: &str) -> Result<Config> {
        let config: Config = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |span| span.start);
            Error::new(Kind::Malformed, e.message().lines().next().unwrap_or_default().to_owned())
                .at(Place::in_text(name, text, at))
                .help("see the README, section `yaddash.toml`, for what it may say")
        })?;
        let tags = config.languages.iter().chain(&config.source);
        for tag in tags.chain(config.segment.languages.keys()) {
            if Lang::parse(tag).is_none() {
                let at = text.find(tag.as_str()).unwrap_or(0);
                return Err(Error::new(Kind::Malformed, format!("`{tag}` is no language tag"))
                    .at(Place::in_text(name, text, at))
                    .help("write a tag such as `en`, `ru` or `az`"));
            }
        }
        Ok(config)
    }

    /// The exceptions for a language.
    pub fn exceptions(&self, lang: &Lang) -> Exceptions {
        let mut found = Exceptions::default();
        for (tag, exceptions) in &self.segment.languages {
            if Lang::parse(tag).is_some_and(|tag| tag.same_language(lang)) {
                found.no_break_after.extend(exceptions.no_break_after.iter().cloned());
                found.break_after.extend(exceptions.break_after.iter().cloned());
            }
        }
        found
    }
}

/// The files of a folder with one of the given endings (in any case), sorted by name.
pub fn files_with_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let failed = |cause| Error::io(folder.display().to_string(), "read the folder", cause);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What `yaddash init` writes.
pub const TEMPLATE: &str = include_str!("template.toml");
