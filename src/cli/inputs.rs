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
use std::sync::{Arc, Mutex, PoisonError};

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

    /// The language in which the text surely is, when that is not the one it is said to be in: a
    /// file that was saved under the wrong name. Of languages that no candidate stands for nothing
    /// can be said.
    pub fn seems(&self) -> Option<Lang> {
        let candidates: Vec<Lang> = CANDIDATES.iter().filter_map(|tag| Lang::parse(tag)).collect();
        if !candidates.iter().any(|lang| lang.same_language(&self.lang)) {
            return None;
        }
        let found = detect::detect(&self.readout.text, &candidates)?;
        (found.confident && !found.lang.same_language(&self.lang)).then_some(found.lang)
    }

    /// What to say when the text is in another language.
    pub fn language_notice(&self) -> Option<Notice> {
        let seems = self.seems()?;
        Some(wrong_language(&self.file, self.lang.as_str(), seems.as_str()))
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

/// Reads files as one command wants them; several threads may share it.
pub struct Loader {
    options: ReadOptions,
    labels: SpeakerLabels,
    pre_segmented: bool,
    srx: Option<Srx>,
    config: Config,
    segmenters: Mutex<HashMap<String, Arc<Segmenter>>>,
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
            segmenters: Mutex::default(),
        })
    }

    /// The language that is translated from, where the workspace says it.
    pub fn source(&self) -> Option<Lang> {
        self.config.source.as_deref().and_then(Lang::parse)
    }

    /// Reads and cuts files that must not be empty, each of a language that is said or told.
    pub fn load_all(&self, session: &mut Session, arguments: &[String]) -> Result<Vec<Input>> {
        let load = |argument: &String| self.load(session, argument, None)?.not_empty();
        arguments.iter().map(load).collect()
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
        &self,
        session: &mut Session,
        argument: &str,
        lang: Option<&Lang>,
    ) -> Result<Input> {
        let (said, file) = detect::from_argument(argument);
        let lang = lang.cloned().or(said).or_else(|| detect::from_file_name(file));
        let (input, notices) = self.read(file, &read_bytes(file)?, lang);
        session.say_all(&notices);
        input
    }

    /// Reads and cuts the bytes of a file, whose language the text tells if `lang` does not; what
    /// there is to know goes beside the result.
    pub fn read(
        &self,
        file: &str,
        bytes: &[u8],
        lang: Option<Lang>,
    ) -> (Result<Input>, Vec<Notice>) {
        let (readout, mut notices) = match readout::read(bytes, file, &self.options) {
            Ok(read) => read,
            Err(error) => return (Err(error), Vec::new()),
        };
        let lang = match lang {
            Some(lang) => Ok(lang),
            None => self.told_by_text(&readout, &mut notices),
        };
        (lang.and_then(|lang| self.cut(readout, lang)), notices)
    }

    /// Cuts a text that is already read.
    pub fn cut(&self, readout: Readout, lang: Lang) -> Result<Input> {
        let (segments, rules) = if self.pre_segmented {
            (pre_segmented(&readout.text), None)
        } else {
            let segmenter = self.segmenter(&lang)?;
            (segmenter.try_segment(&readout)?, Some(segmenter.rule_set().clone()))
        };
        Ok(Input { file: readout.file.clone(), lang, readout, segments, rules })
    }

    /// The segmenter of a language.
    pub fn segmenter(&self, lang: &Lang) -> Result<Arc<Segmenter>> {
        // Whoever panicked while making a segmenter left the others whole.
        let mut segmenters = self.segmenters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = segmenters.get(lang.as_str()) {
            return Ok(Arc::clone(made));
        }
        let made = match &self.srx {
            Some(srx) => Segmenter::from_srx(srx, lang, self.labels)?,
            None => Segmenter::builtin(lang, self.labels),
        };
        let Exceptions { no_break_after, break_after } = self.config.exceptions(lang);
        let made = Arc::new(made.with_exceptions(&no_break_after, &break_after));
        segmenters.insert(lang.as_str().to_owned(), Arc::clone(&made));
        Ok(made)
    }

    fn told_by_text(&self, readout: &Readout, notices: &mut Vec<Notice>) -> Result<Lang> {
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
            notices.push(
                Notice::new(format!("the language seems to be {or}; `{}` is taken", found.lang))
                    .at(Place::file(&readout.file))
                    .help(format!("say it: {}={}", found.lang, readout.file)),
            );
        }
        Ok(found.lang)
    }
}

/// Says that a file which is said to be in one language seems to be in another.
pub fn wrong_language(file: &str, said: &str, seems: &str) -> Notice {
    Notice::new(format!("the file is named as `{said}`, but its text seems to be in `{seems}`"))
        .at(Place::file(file))
        .help(format!("give the version in `{said}`; or, if the name is wrong: {seems}={file}"))
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
