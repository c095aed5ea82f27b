//! The rule files: abbreviation classes, sentence starters and the other word lists of one
//! language, read from TOML and made ready for lookup.

use crate::error::{Error, Kind, Place, Result};
use crate::lang::{Lang, case};
use std::collections::{HashMap, HashSet};

const EN: &str = include_str!("../rules/en.toml");
const RU: &str = include_str!("../rules/ru.toml");
const AZ: &str = include_str!("../rules/az.toml");
const DEFAULT: &str = include_str!("../rules/default.toml");

/// A rule file as it is written. Every list is words separated by white space; an underscore
/// stands for a space inside an entry. An entry in lower case matches any case, another one
/// matches as it is written.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleFile {
    /// The name of the rule set, by which a memory knows how it was cut.
    pub name: String,
    /// Its version, raised with every change that moves a cut.
    pub version: String,
    /// Abbreviations that never end a sentence.
    pub never_final: String,
    /// Abbreviations that end a sentence only before a sentence starter.
    pub final_before_starter: String,
    /// Abbreviations that end a sentence before any capital letter.
    pub final_before_capital: String,
    /// Abbreviations only before a number.
    pub before_number: String,
    /// Abbreviations only before a capitalised word that is no sentence starter.
    pub before_name: String,
    /// Capitalised words that never begin a sentence after an abbreviation.
    pub never_starters: String,
    /// Endings of cases in which a capitalised word goes on with the sentence after an
    /// abbreviation: `в 1994 г. Гейдаром Алиевым`.
    pub oblique_endings: String,
    /// The noun of a time zone, after its name: `11 a.m. Baku time`.
    pub zone_nouns: String,
    /// Words that open a numbered heading.
    pub headings: String,
    /// Small words between the beginning of a sentence and a date.
    pub sentence_openers: String,
    /// Verbs of the author's words after a quotation.
    pub speech_verbs: String,
    /// Words that begin sentences.
    pub sentence_starters: String,
    /// How many letters an ordinary word has at least, for a small letter to begin a sentence
    /// after it; 0 where it never does.
    pub small_letter_after: usize,
    /// Endings by which a capitalised word is known to begin a sentence.
    pub starter_endings: String,
}

impl RuleFile {
    /// The text of the built-in file for `lang`: its own, or the default one.
    pub fn builtin_source(lang: &Lang) -> &'static str {
        let latin = lang.script() == Some("Latn");
        match lang.primary() {
            "en" => EN,
            "ru" => RU,
            "az" if latin => AZ,
            _ => DEFAULT,
        }
    }

    /// Reads a rule file; `file` names it in errors.
    pub fn parse(source: &str, file: &str) -> Result<RuleFile> {
        toml::from_str(source).map_err(|cause| {
            let place = match cause.span() {
                Some(span) => Place::in_text(file, source, span.start),
                None => Place::file(file),
            };
            Error::new(Kind::Malformed, format!("not a rule file: {}", cause.message())).at(place)
        })
    }
}

/// What an abbreviation does, as a set: one may stand in several classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Class(u8);

impl Class {
    /// Never ends a sentence.
    pub const NEVER: Class = Class(1);
    /// Ends one before a sentence starter.
    pub const STARTER: Class = Class(2);
    /// Ends one before a capital letter.
    pub const CAPITAL: Class = Class(4);
    /// No end before a number.
    pub const NUMBER: Class = Class(8);
    /// No end before a name.
    pub const NAME: Class = Class(16);

    /// Whether this set holds `other`.
    pub fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }
}

/// The word lists of one language, ready for lookup.
#[derive(Debug, Clone)]
pub struct Lists {
    lang: Lang,
    abbreviations: HashMap<Box<str>, Class>,
    longest: usize,
    starters: HashSet<Box<str>>,
    starter_endings: Vec<Box<str>>,
    never_starters: HashSet<Box<str>>,
    oblique_endings: Vec<Box<str>>,
    zone_nouns: HashSet<Box<str>>,
    headings: HashSet<Box<str>>,
    openers: HashSet<Box<str>>,
    speech: HashSet<Box<str>>,
    small_letter_after: usize,
}

impl Lists {
    /// Prepares the lists of `rules` for text in `lang`.
    pub fn new(rules: &RuleFile, lang: &Lang) -> Lists {
        let mut abbreviations: HashMap<Box<str>, Class> = HashMap::new();
        for (list, class) in [
            (&rules.never_final, Class::NEVER),
            (&rules.final_before_starter, Class::STARTER),
            (&rules.final_before_capital, Class::CAPITAL),
            (&rules.before_number, Class::NUMBER),
            (&rules.before_name, Class::NAME),
        ] {
            for entry in list.split_whitespace() {
                let key = abbreviation_key(entry);
                abbreviations.entry(key.into()).or_default().0 |= class.0;
            }
        }
        let longest = abbreviations.keys().map(|key| key.len()).max().unwrap_or(0);
        let folded = |list: &str| -> HashSet<Box<str>> {
            list.split_whitespace().map(|word| case::fold(word, lang).into()).collect()
        };
        Lists {
            abbreviations,
            longest,
            starters: folded(&rules.sentence_starters),
            starter_endings: rules.starter_endings.split_whitespace().map(Box::from).collect(),
            never_starters: rules.never_starters.split_whitespace().map(Box::from).collect(),
            oblique_endings: rules.oblique_endings.split_whitespace().map(Box::from).collect(),
            zone_nouns: folded(&rules.zone_nouns),
            headings: rules.headings.split_whitespace().map(Box::from).collect(),
            openers: folded(&rules.sentence_openers),
            speech: folded(&rules.speech_verbs),
            small_letter_after: rules.small_letter_after,
            lang: lang.clone(),
        }
    }

    /// The language of the text.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The class of the abbreviation `key`: its words joined by `_`, without inner spaces and
    /// without the final full stop.
    pub fn abbreviation(&self, key: &str) -> Option<Class> {
        if key.len() > self.longest + 4 {
            return None;
        }
        if let Some(class) = self.abbreviations.get(key) {
            return Some(*class);
        }
        // `Т.н.` and `INC.` are read in any case; `Н. Э.` are initials and not `н. э.`.
        let mut letters = key.chars();
        let first = letters.next().is_some_and(char::is_uppercase);
        let others = letters.any(char::is_uppercase);
        if first && (!others || !key.contains(['.', '_'])) || others && !key.contains('.') {
            return self.abbreviations.get(case::fold(key, &self.lang).as_str()).copied();
        }
        None
    }

    /// The byte length beyond which no word can be an abbreviation.
    pub fn longest_abbreviation(&self) -> usize {
        self.longest
    }

    /// Whether a sentence may begin with `word`.
    pub fn starts_sentence(&self, word: &str) -> bool {
        let folded = case::fold(word, &self.lang);
        self.starters.contains(folded.as_str())
            || self.starter_endings.iter().any(|ending| folded.ends_with(&**ending))
    }

    /// Whether `word` never begins a sentence after an abbreviation.
    pub fn never_starts(&self, word: &str) -> bool {
        self.never_starters.contains(word)
    }

    /// Whether the ending of `word` says that it goes on with the sentence.
    pub fn is_oblique(&self, word: &str) -> bool {
        self.oblique_endings.iter().any(|ending| word.ends_with(&**ending))
    }

    /// Whether `word` is the noun of a time zone.
    pub fn is_zone_noun(&self, word: &str) -> bool {
        self.zone_nouns.contains(word)
    }

    /// Whether `word` opens a numbered heading.
    pub fn opens_heading(&self, word: &str) -> bool {
        self.headings.contains(word)
    }

    /// Whether `word` may stand between the beginning of a sentence and a date.
    pub fn opens_sentence(&self, word: &str) -> bool {
        self.openers.contains(case::fold(word, &self.lang).as_str())
    }

    /// See [`RuleFile::small_letter_after`].
    pub fn small_letter_after(&self) -> usize {
        self.small_letter_after
    }

    /// Whether `word` is a verb of the author's words.
    pub fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(case::fold(word, &self.lang).as_str())
    }
}

/// `и_т. д.` → `и_тд`-like key: no inner spaces, no final full stop.
fn abbreviation_key(entry: &str) -> String {
    entry.strip_suffix('.').unwrap_or(entry).replace("._", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_file_parses() {
        for tag in ["en", "ru", "az", "tr"] {
            let lang = Lang::parse(tag).unwrap();
            let rules = RuleFile::parse(RuleFile::builtin_source(&lang), tag).unwrap();
            assert!(!rules.name.is_empty() && !rules.version.is_empty());
            assert!(Lists::new(&rules, &lang).longest_abbreviation() > 0);
        }
    }
}
