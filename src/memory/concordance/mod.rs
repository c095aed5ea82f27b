//! Concordance: every unit in which the words stand, in any of their forms.

pub(crate) mod candidates;
pub(crate) mod lookup;
pub(crate) mod needs;
pub(crate) mod order;
pub(crate) mod outline;
pub(crate) mod scanned;
pub(crate) mod sketch;

use crate::error::{Error, Kind, Result};
use crate::lang::inflect::{self, Word};
use crate::lang::{Lang, case, words};
use crate::memory::concordance::needs::Needs;
use crate::memory::concordance::scanned::Scanned;
use crate::memory::concordance::sketch::Sketch;
use crate::memory::{UnitId, UnitRecord, score, unit};
use std::collections::HashMap;
use std::ops::Range;

/// A question to [`crate::memory::Memory::search`].
///
/// All the words must stand in one variant of the unit, in any order and any inflected form,
/// whatever their case; what is in quotation marks, and what is one word to the eye
/// (`vice-president`), must stand together and in that order.
///
/// ```
/// use yaddash::{lang::Lang, memory::Concordance};
/// let en = Lang::parse("en").unwrap();
/// let question = Concordance::words("\"strategic partnership\" agreed");
/// assert_eq!(question.spans("They agree on Strategic Partnerships.", &en), [5..10, 14..36]);
/// assert!(question.spans("They agreed.", &en).is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Concordance {
    pub(crate) what: What,
    /// The languages in which to look; all when empty.
    pub languages: Vec<Lang>,
    /// Whether only the forms as they are written count, not the other forms of the words.
    pub exact_forms: bool,
    /// Only units of files whose name contains this.
    pub file: Option<String>,
    /// Only units changed (or made) at this time or later, as TMX writes dates; the beginning
    /// of a date (`2020`, `202002`) will do.
    pub since: Option<String>,
    /// Only units changed (or made) before this time.
    pub until: Option<String>,
    /// Only units changed (or made) by this person.
    pub person: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) enum What {
    /// Phrases; most are of one word.
    Words(Vec<String>),
    Regex {
        regex: Box<regex::Regex>,
        /// The same for many texts.
        scanned: Box<Scanned>,
        /// What each text has that it matches.
        needs: Needs,
        sketch: Box<Sketch>,
    },
}

/// What is asked for at one place.
pub(crate) enum Asked {
    /// A word in any of its forms.
    Word(Word),
    /// A form as it is written, in folded letters.
    Form(String),
}

impl Asked {
    fn is(&self, token: &str) -> bool {
        match self {
            Asked::Word(word) => word.has_form(token),
            Asked::Form(form) => form == token,
        }
    }
}

/// What is asked for in each language: phrases of one word or more.
pub(crate) type Words = HashMap<Lang, Vec<Vec<Asked>>>;

fn fold(token: &str, lang: &Lang) -> String {
    case::fold(&words::nfc(token), lang)
}

/// A unit in which the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceHit {
    /// The unit.
    pub unit: UnitId,
    /// For each variant in which they stand, its number in the unit and the bytes of its text to
    /// be marked.
    pub spans: Vec<(usize, Vec<Range<usize>>)>,
}

/// What [`crate::memory::Memory::search`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many units there are in all; when not `exact`, at the most.
    pub total: usize,
    /// Whether all units that come into question have been looked at. Of a regular expression
    /// that says little, no more are than it takes to find the first.
    pub exact: bool,
    /// The first of them: the better [`crate::memory::Status`] first, then the unit changed
    /// last, then the order of files and units.
    pub hits: Vec<ConcordanceHit>,
}

impl Concordance {
    /// Looks for words, and for phrases in quotation marks (`"…"`, `«…»`, `“…”`).
    pub fn words(query: &str) -> Concordance {
        let mut phrases = Vec::new();
        for (at, part) in query.split(['"', '«', '»', '“', '”', '„']).enumerate() {
            if at % 2 == 1 {
                phrases.push(part.to_owned());
            } else {
                phrases.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        phrases.retain(|phrase| !phrase.trim().is_empty());
        Concordance::new(What::Words(phrases))
    }

    /// Looks for a regular expression, in the syntax of the crate `regex`, whatever the case.
    pub fn regex(pattern: &str) -> Result<Concordance> {
        let regex = regex::RegexBuilder::new(pattern).case_insensitive(true).build();
        match regex.and_then(|regex| Ok((regex, Scanned::new(pattern)?))) {
            Ok((regex, scanned)) => Ok(Concordance::new(What::Regex {
                regex: Box::new(regex),
                scanned: Box::new(scanned),
                needs: needs::needs(pattern),
                sketch: Box::new(Sketch::new(pattern)),
            })),
            Err(cause) => Err(Error::new(
                Kind::Usage,
                format!("`{pattern}` is no regular expression: {}", last_line(&cause)),
            )
            .help("put a backslash before ( ) [ ] { } . * + ? | ^ $ to mean the character itself")
            .because(cause)),
        }
    }

    fn new(what: What) -> Concordance {
        Concordance {
            what,
            languages: Vec::new(),
            exact_forms: false,
            file: None,
            since: None,
            until: None,
            person: None,
        }
    }

    /// The bytes of `text` that are asked for; empty when not all of it is there.
    pub fn spans(&self, text: &str, lang: &Lang) -> Vec<Range<usize>> {
        self.spans_of(text, lang, &self.words_in(std::iter::once(lang)))
    }

    /// The same, with what [`Concordance::words_in`] says of the language.
    pub(crate) fn spans_of(&self, text: &str, lang: &Lang, words: &Words) -> Vec<Range<usize>> {
        let mut marked = Vec::new();
        match &self.what {
            What::Regex { scanned, .. } if !scanned.may_match(text.as_bytes()) => {}
            What::Regex { regex, .. } => {
                marked.extend(regex.find_iter(text).map(|m| m.range()).filter(|r| !r.is_empty()));
            }
            What::Words(_) => {
                let Some(phrases) = words.get(lang) else { return self.spans(text, lang) };
                let spans = words::scored_spans(text);
                let tokens: Vec<String> =
                    spans.iter().map(|s| fold(&text[s.clone()], lang)).collect();
                for asked in phrases {
                    let before = marked.len();
                    for (at, stretch) in tokens.windows(asked.len()).enumerate() {
                        if asked.iter().zip(stretch).all(|(asked, token)| asked.is(token)) {
                            marked.push(spans[at].start..spans[at + asked.len() - 1].end);
                        }
                    }
                    if marked.len() == before {
                        return Vec::new();
                    }
                }
            }
        }
        marked.sort_by_key(|span| (span.start, span.end));
        marked.dedup_by(|next, kept| {
            let overlap = next.start < kept.end;
            if overlap {
                kept.end = kept.end.max(next.end);
            }
            overlap
        });
        marked
    }

    /// What is asked for at each place of each phrase, in each of these languages.
    pub(crate) fn words_in<'l>(&self, languages: impl Iterator<Item = &'l Lang>) -> Words {
        let mut words = HashMap::new();
        let What::Words(phrases) = &self.what else { return words };
        for lang in languages {
            if !words.contains_key(lang) {
                let asked = phrases.iter().map(|phrase| self.asked(phrase, lang));
                words.insert(lang.clone(), asked.filter(|asked| !asked.is_empty()).collect());
            }
        }
        words
    }

    /// What is asked for at each place of a phrase. A phrase that has words is looked for without
    /// the punctuation at its ends.
    fn asked(&self, phrase: &str, lang: &Lang) -> Vec<Asked> {
        let trimmed = phrase.trim_matches(|c| !words::is_word(c));
        let phrase = match () {
            () if trimmed.is_empty() => phrase,
            () if self.exact_forms => trimmed,
            () => inflect::before_joined_suffix(trimmed, lang),
        };
        let mut asked = Vec::new();
        score::each_token(phrase, lang, |token| {
            let token = fold(token, lang);
            asked.push(match self.exact_forms {
                true => Asked::Form(token),
                false => Asked::Word(Word::new(&token, lang)),
            });
        });
        asked
    }

    /// What each text has that the regular expression matches; `None` when words are asked for.
    pub(crate) fn needs(&self) -> Option<&Needs> {
        match &self.what {
            What::Regex { needs, .. } => Some(needs),
            What::Words(_) => None,
        }
    }

    pub(crate) fn wants_language(&self, lang: &Lang) -> bool {
        self.languages.is_empty() || self.languages.iter().any(|l| l.same_language(lang))
    }

    /// Whether the units of a file of that name may be wanted.
    pub(crate) fn wants_file(&self, file: &str) -> bool {
        self.file.as_deref().is_none_or(|part| file.contains(part))
    }

    /// Whether a unit is wanted that was changed last in this minute (0 when it does not say);
    /// `None` when the minute does not decide and the unit itself must be asked.
    pub(crate) fn wants_minute(&self, changed: u32) -> Option<bool> {
        let limit = |date: &Option<String>| date.as_deref().and_then(unit::minutes);
        let (since, until) = (limit(&self.since), limit(&self.until));
        if since.is_none() && until.is_none() {
            return Some(true);
        }
        let wanted = changed > 0
            && since.is_none_or(|since| changed >= since)
            && until.is_none_or(|until| changed <= until);
        let decided = !wanted || since != Some(changed) && until != Some(changed);
        decided.then_some(wanted)
    }

    /// Whether the date of a unit is wanted.
    pub(crate) fn wants_date(&self, unit: &UnitRecord) -> bool {
        let changed = unit.changed.as_deref();
        self.since.as_deref().is_none_or(|since| changed.is_some_and(|c| c >= since))
            && self.until.as_deref().is_none_or(|until| changed.is_some_and(|c| c < until))
    }
}

fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.trim().trim_start_matches("error: ").to_owned()
}
