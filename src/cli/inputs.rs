//! Input files → readouts with their language and segments.

use crate::cli::args::ReadArgs;
use crate::cli::session::Session;
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::{Lang, detect};
use crate::readout::{self, ReadOptions, Readout};
use crate::segment::srx::Srx;
use crate::segment::{RuleSet, Segment, Segmenter, SpeakerLabels, pre_segmented};
use crate::workspace::{Config, Exceptions};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// The languages among which the text decides: those with rules of their own, and those that
/// are easily taken for one of them.
const CANDIDATES: [&str; 9] = ["en", "ru", "az", "tr", "kk", "uk", "de", "fr", "uz"];

/// An input file, read and cut.
pub struct Input {
    /// The file as the user named it.
    pub file: String,
    /// Its language.
    pub lang: Lang,
    /// Its text.
    pub readout: Readout,
    /// Its segments.
    pub segments: Vec<Segment>,
    /// The rules by which it was cut; `None` where it came cut.
    pub rules: Option<RuleSet>,
}

impl Input {
    /// The texts of the segments.
    pub fn texts(&self) -> Vec<&str> {
        self.segments.iter().map(|s| &self.readout.text[s.span.clone()]).collect()
    }

    /// Refuses a file without text.
    pub fn not_empty(self) -> Result<Input> {
        match self.segments.is_empty() {
            false => Ok(self),
            true => Err(Error::new(Kind::Usage, "the file is empty")
                .at(Place::file(self.file))
                .help("name a file that holds text")),
        }
    }
}

/// Reads files as one command wants them.
pub struct Loader {
    options: ReadOptions,
    labels: SpeakerLabels,
    pre_segmented: bool,
    srx: Option<Srx>,
    config: Config,
    segmenters: HashMap<String, Segmenter>,
}

impl Loader {
    /// Takes what the command line and the workspace say.
    pub fn new(session: &mut Session, args: &ReadArgs) -> Result<Loader> {
        let encoding = args.encoding.as_deref().map(readout::encoding_named).transpose()?;
        let config = session.workspace()?.map(|w| w.config).unwrap_or_default();
        let srx = match &args.srx {
            None => None,
            Some(path) => {
                let bytes = crate::fs::read(path)?;
                let (srx, notices) = Srx::parse(&bytes, &path.display().to_string())?;
                session.say_all(&notices);
                Some(srx)
            }
        };
        Ok(Loader {
            options: ReadOptions { encoding, selector: args.selector.clone() },
            labels: args
                .speaker_labels
                .map(Into::into)
                .or(config.segment.speaker_labels)
                .unwrap_or_default(),
            pre_segmented: args.pre_segmented,
            srx,
            config,
            segmenters: HashMap::new(),
        })
    }

    /// How speaker labels are cut, by name.
    pub fn labels(&self) -> &'static str {
        match self.labels {
            SpeakerLabels::Split => "split",
            SpeakerLabels::Joined => "joined",
        }
    }

    /// Reads and cuts one argument, `PATH` or `LANG=PATH`; `lang` goes before everything else.
    pub fn load(
        &mut self,
        session: &mut Session,
        argument: &str,
        lang: Option<&Lang>,
    ) -> Result<Input> {
        let (said, file) = detect::from_argument(argument);
        let bytes = read_bytes(file)?;
        let (readout, notices) = readout::read(&bytes, file, &self.options)?;
        session.say_all(&notices);
        let lang = match lang.cloned().or(said).or_else(|| detect::from_file_name(file)) {
            Some(lang) => lang,
            None => self.told_by_text(session, &readout)?,
        };
        self.cut(readout, lang)
    }

    /// Cuts a text that is already read.
    pub fn cut(&mut self, readout: Readout, lang: Lang) -> Result<Input> {
        let (segments, rules) = if self.pre_segmented {
            (pre_segmented(&readout.text), None)
        } else {
            let segmenter = self.segmenter(&lang)?;
            (segmenter.try_segment(&readout)?, Some(segmenter.rule_set().clone()))
        };
        Ok(Input { file: readout.file.clone(), lang, readout, segments, rules })
    }

    /// The segmenter of a language.
    pub fn segmenter(&mut self, lang: &Lang) -> Result<&Segmenter> {
        let key = lang.as_str().to_owned();
        if !self.segmenters.contains_key(&key) {
            let made = match &self.srx {
                Some(srx) => Segmenter::from_srx(srx, lang, self.labels)?,
                None => Segmenter::builtin(lang, self.labels),
            };
            let Exceptions { no_break_after, break_after } = self.config.exceptions(lang);
            self.segmenters
                .insert(key.clone(), made.with_exceptions(&no_break_after, &break_after));
        }
        self.segmenters.get(&key).ok_or_else(|| {
            Error::new(Kind::Usage, format!("there are no rules for the language `{lang}`"))
        })
    }

    fn told_by_text(&self, session: &mut Session, readout: &Readout) -> Result<Lang> {
        let tags = CANDIDATES.iter().copied().chain(self.config.languages.iter().map(|l| &**l));
        let mut candidates: Vec<Lang> = Vec::new();
        for lang in tags.filter_map(Lang::parse) {
            if !candidates.iter().any(|known| known.same_language(&lang)) {
                candidates.push(lang);
            }
        }
        if readout.blocks.is_empty() {
            // Nothing to tell it from, and nothing that depends on it.
            return Lang::parse(CANDIDATES[0]).ok_or_else(|| unknown(readout));
        }
        let found = detect::detect(&readout.text, &candidates).ok_or_else(|| unknown(readout))?;
        if !found.confident {
            let or = match &found.runner_up {
                Some(other) => format!("`{}` or `{other}`", found.lang),
                None => format!("`{}`", found.lang),
            };
            session.say(
                &Notice::new(format!("the language seems to be {or}; `{}` is taken", found.lang))
                    .at(Place::file(&readout.file))
                    .help(format!("say it: {}={}", found.lang, readout.file)),
            );
        }
        Ok(found.lang)
    }
}

fn unknown(readout: &Readout) -> Error {
    Error::new(Kind::Usage, "the language of the file cannot be told")
        .at(Place::file(&readout.file))
        .help(format!("say it: en={}", readout.file))
}

/// The bytes of a file; `-` is standard input.
pub fn read_bytes(file: &str) -> Result<Vec<u8>> {
    if file != "-" {
        return crate::fs::read(Path::new(file));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(crate::fs::MAX_FILE)
        .read_to_end(&mut bytes)
        .map_err(|e| Error::io("-", "read standard input", e))?;
    Ok(bytes)
}
