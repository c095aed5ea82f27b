//! Segmentation Rules eXchange: reading SRX 2.0 (and 1.0) files and cutting text by them.
//!
//! The specification is the *SRX 2.0 Specification* (LISA OSCAR, 2008). Where it is silent about
//! details, this engine does what the reference implementation (`segment` by Jarek Lipski, and
//! its port `choppa`) does: break rules are searched from left to right, every exception that
//! stands before a break rule can forbid its break, and with `cascade="yes"` the rules of every
//! matching language map apply in the order of the maps.

mod engine;

mod parse;
mod translate;

pub use engine::SrxRules;

use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::Lang;

/// A parsed SRX file.
#[derive(Debug, Clone)]
pub struct Srx {
    /// The file as the user named it.
    file: String,
    /// The version attribute, `2.0` or `1.0`.
    version: String,
    /// Whether the rules of all matching maps apply, or only those of the first.
    cascade: bool,
    languages: Vec<LanguageRule>,
    maps: Vec<LanguageMap>,
    /// Everything that decides cuts, for the hash of the rule set.
    source: Vec<u8>,
}

/// The rules that go by one name.
#[derive(Debug, Clone)]
struct LanguageRule {
    name: String,
    rules: Vec<SourceRule>,
}

/// One rule as it stands in the file.
#[derive(Debug, Clone)]
struct SourceRule {
    breaks: bool,
    before: String,
    after: String,
    line: usize,
    /// Why the rule cannot be honoured, when it cannot.
    unsupported: Option<String>,
}

/// A pattern of language codes and the index of the rules that it asks for.
#[derive(Debug, Clone)]
struct LanguageMap {
    pattern: regex::Regex,
    language: usize,
}

impl Srx {
    /// Reads an SRX file; `file` names it in errors. The notices tell every rule that cannot be
    /// honoured, with its line.
    ///
    /// # Errors
    /// [`Kind::Malformed`] when the bytes are not well-formed XML, not SRX, or lack language maps;
    /// [`Kind::Limit`] when the file is nested or large beyond reason.
    pub fn parse(bytes: &[u8], file: &str) -> Result<(Srx, Vec<Notice>)> {
        parse::parse(bytes, file)
    }

    /// The file as the user named it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The version of SRX that the file claims.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(super) fn source(&self) -> &[u8] {
        &self.source
    }

    /// The rules for a language code as the maps of the file expect it: `EN`, `ru_two`, `az`.
    ///
    /// # Errors
    /// [`Kind::Usage`] when no map matches; [`Kind::Malformed`], naming the rule, when one of the
    /// rules is no regular expression.
    pub fn rules_for_code(&self, code: &str) -> Result<SrxRules> {
        let rules = self.matching(code);
        if rules.is_empty() {
            return Err(self.no_rules(code));
        }
        SrxRules::compile(&self.file, rules)
    }

    /// The rules for a language. Rule sets differ in how they write codes, so the tag as it is
    /// written, the language alone and LanguageTool's `_two` form (two line breaks end a
    /// paragraph) are tried; the one that most maps match is taken.
    ///
    /// # Errors
    /// As [`Srx::rules_for_code`].
    pub fn rules_for(&self, lang: &Lang) -> Result<SrxRules> {
        let written = lang.as_str();
        let primary = lang.primary();
        let codes = [
            written.to_owned(),
            written.replace('-', "_"),
            primary.to_owned(),
            primary.to_uppercase(),
            format!("{primary}_two"),
        ];
        let best = codes
            .iter()
            .map(|code| (self.maps.iter().filter(|map| map.pattern.is_match(code)).count(), code))
            .rev()
            .max_by_key(|(count, _)| *count);
        match best {
            Some((count, code)) if count > 0 => self.rules_for_code(code),
            _ => Err(self.no_rules(written)),
        }
    }

    fn matching(&self, code: &str) -> Vec<&SourceRule> {
        let matched = self.maps.iter().filter(|map| map.pattern.is_match(code));
        let limit = if self.cascade { usize::MAX } else { 1 };
        matched
            .take(limit)
            .filter_map(|map| self.languages.get(map.language))
            .flat_map(|language| &language.rules)
            .collect()
    }

    fn no_rules(&self, code: &str) -> Error {
        Error::new(Kind::Usage, format!("no language map of the SRX file matches “{code}”"))
            .at(Place::file(self.file.clone()))
            .help("name another language with --lang, or add a <languagemap> for it")
    }

    /// The names of the language rules in the file, in their order.
    pub fn language_rules(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.name.as_str())
    }
}
