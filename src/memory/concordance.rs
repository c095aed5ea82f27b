//! Concordance: every unit in which the words stand, in any of their forms.

use crate::error::{Error, Kind, Result};
use crate::lang::{Lang, case, stem, words};
use crate::memory::index::{Damaged, LanguageIndex};
use crate::memory::slot::Slot;
use crate::memory::{Memory, UnitId, UnitRecord, literal, score, unit};
use std::ops::Range;

/// A question to [`Memory::search`].
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
    what: What,
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
enum What {
    /// Phrases; most are of one word.
    Words(Vec<String>),
    Regex {
        regex: Box<regex::Regex>,
        /// Parts of words without which it does not match.
        required: Vec<String>,
    },
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

/// What [`Memory::search`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many units there are in all.
    pub total: usize,
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
        match regex::RegexBuilder::new(pattern).case_insensitive(true).build() {
            Ok(regex) => Ok(Concordance::new(What::Regex {
                regex: Box::new(regex),
                required: literal::required(pattern),
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
        let mut marked = Vec::new();
        match &self.what {
            What::Regex { regex, .. } => {
                marked.extend(regex.find_iter(text).map(|m| m.range()).filter(|r| !r.is_empty()));
            }
            What::Words(phrases) => {
                let spans = words::scored_spans(text);
                let folded: Vec<String> =
                    spans.iter().map(|s| self.key(&text[s.clone()], lang)).collect();
                for phrase in phrases {
                    let keys = self.keys(phrase, lang);
                    let before = marked.len();
                    for at in 0..(folded.len() + 1).saturating_sub(keys.len()) {
                        if folded[at..at + keys.len()] == keys[..] {
                            marked.push(spans[at].start..spans[at + keys.len() - 1].end);
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

    /// What a token is compared by: its stem, or its folded form.
    fn key(&self, token: &str, lang: &Lang) -> String {
        let folded = case::fold(&words::nfc(token), lang);
        if self.exact_forms { folded } else { stem::stem(&folded, lang).into_owned() }
    }

    /// The keys of a phrase's tokens. A phrase that has words is looked for without the
    /// punctuation at its ends.
    fn keys(&self, phrase: &str, lang: &Lang) -> Vec<String> {
        let trimmed = phrase.trim_matches(|c| !words::is_word(c));
        let phrase = if trimmed.is_empty() { phrase } else { trimmed };
        let mut keys = Vec::new();
        score::each_token(phrase, lang, |token| keys.push(self.key(token, lang)));
        keys
    }

    fn wants_language(&self, lang: &Lang) -> bool {
        self.languages.is_empty() || self.languages.iter().any(|l| l.same_language(lang))
    }

    /// The units of one language that have such sentences.
    fn units(&self, slot: &Slot, lang: &Lang) -> Vec<u32> {
        let found = slot.ask(lang, |index| {
            let mut units = Vec::new();
            for sentence in self.sentences(index)? {
                units.extend_from_slice(index.units(sentence)?);
            }
            Ok(units)
        });
        found.unwrap_or_default()
    }

    /// Whether the regular expression matches a variant.
    fn matches(&self, unit: &UnitRecord) -> bool {
        let What::Regex { regex, .. } = &self.what else { return false };
        let mut variants = unit.variants.iter();
        variants.any(|(lang, text)| self.wants_language(lang) && regex.is_match(text))
    }

    fn has_filters(&self) -> bool {
        let filters = [&self.file, &self.since, &self.until, &self.person];
        filters.iter().any(|filter| filter.is_some())
    }

    /// Whether a unit may be wanted, by what the index knows of it: its file, and the minute in
    /// which it was changed last (0 when it does not say).
    fn may_want(&self, file: &str, changed: u32) -> bool {
        let limit = |date: &Option<String>| date.as_deref().and_then(unit::minutes);
        self.file.as_deref().is_none_or(|part| file.contains(part))
            && limit(&self.since).is_none_or(|since| changed >= since)
            && limit(&self.until).is_none_or(|until| changed <= until)
            && (changed > 0 || self.since.is_none() && self.until.is_none())
    }

    /// Whether the unit itself must be asked: for its person, or where the minute does not decide.
    fn asks_unit(&self, changed: u32) -> bool {
        let at = |date: &Option<String>| date.as_deref().and_then(unit::minutes) == Some(changed);
        self.person.is_some() || at(&self.since) || at(&self.until)
    }

    fn wants_unit(&self, unit: &UnitRecord) -> bool {
        let changed = unit.changed.as_deref();
        self.since.as_deref().is_none_or(|since| changed.is_some_and(|c| c >= since))
            && self.until.as_deref().is_none_or(|until| changed.is_some_and(|c| c < until))
            && self.person.as_deref().is_none_or(|who| unit.changed_by.as_deref() == Some(who))
    }

    /// The sentences of one language in which the words stand; of a regular expression, those
    /// that have the parts of words which it asks for in any case.
    fn sentences(&self, index: &LanguageIndex) -> Result<Vec<u32>, Damaged> {
        let lang = &index.lang;
        // For each phrase the numbers that each of its tokens may have.
        let phrases: Vec<Vec<Vec<u32>>> = match &self.what {
            What::Words(phrases) => {
                let numbers = |key: &String| {
                    if self.exact_forms {
                        index.vocabulary.number(key).into_iter().collect()
                    } else {
                        index.vocabulary.forms(key, lang)
                    }
                };
                let keys = phrases.iter().map(|phrase| self.keys(phrase, lang));
                keys.map(|keys| keys.iter().map(numbers).collect()).collect()
            }
            What::Regex { required, .. } => {
                let parts = required.iter().map(|part| literal::folded(part, lang));
                parts.map(|p| vec![index.vocabulary.containing(&p, literal::alike)]).collect()
            }
        };
        let mut sets: Vec<(usize, &Vec<u32>)> = Vec::new();
        for set in phrases.iter().flatten() {
            let mut frequency = 0;
            for &token in set {
                frequency += index.frequency(token)?;
            }
            sets.push((frequency, set));
        }
        sets.sort();
        let mut sentences: Option<Vec<u32>> = None;
        for (_, set) in sets {
            let mut with = Vec::new();
            for &token in set {
                with.extend(index.sentences_with(token)?);
            }
            with.sort_unstable();
            with.dedup();
            sentences = Some(match sentences {
                None => with,
                Some(before) => common(&before, &with),
            });
        }
        let sentences = sentences.unwrap_or_default();
        let together: Vec<&Vec<Vec<u32>>> = phrases.iter().filter(|p| p.len() > 1).collect();
        if together.is_empty() {
            return Ok(sentences);
        }
        let mut found = Vec::new();
        for sentence in sentences {
            let tokens: Vec<u32> = index.sentence(sentence)?.collect();
            let all = together.iter().all(|phrase| {
                tokens.windows(phrase.len()).any(|window| {
                    window.iter().zip(phrase.iter()).all(|(token, set)| set.contains(token))
                })
            });
            if all {
                found.push(sentence);
            }
        }
        Ok(found)
    }
}

impl Memory {
    /// Every unit in which the words stand, counted, and the first `max` of them.
    pub fn search(&self, question: &Concordance, max: usize) -> Found {
        let mut units: Vec<UnitId> = Vec::new();
        for (slot, &first) in self.slots.iter().zip(&self.firsts) {
            let languages = slot.languages().filter(|lang| question.wants_language(lang));
            let found: Vec<u32> = languages.flat_map(|lang| question.units(slot, lang)).collect();
            match &question.what {
                What::Words(_) => {
                    let wanted = found.into_iter().filter(|&unit| slot.has(unit));
                    units.extend(wanted.map(|unit| UnitId(first + unit)));
                }
                What::Regex { required, .. } => {
                    let mut stands = |number: u32, unit: &UnitRecord| {
                        if question.matches(unit) {
                            units.push(UnitId(first + number));
                        }
                    };
                    // To read all units in order is faster than to read many one by one.
                    if required.is_empty() || found.len() > slot.active() / 16 + 64 {
                        slot.each_unit(|number, unit| stands(number, &unit));
                    } else {
                        for number in found {
                            if let Some(unit) = slot.unit(number) {
                                stands(number, &unit);
                            }
                        }
                    }
                }
            }
        }
        units.sort_unstable();
        units.dedup();
        if question.has_filters() {
            units.retain(|&id| self.passes(question, id));
        }
        let total = units.len();
        units.sort_by_cached_key(|&id| self.preference(id));
        units.truncate(max);
        let hits = units
            .into_iter()
            .map(|id| ConcordanceHit { unit: id, spans: self.marks(question, id) })
            .collect();
        Found { total, hits }
    }

    fn passes(&self, question: &Concordance, id: UnitId) -> bool {
        let Some((slot, number)) = self.place(id) else { return false };
        let Some((file, _)) = slot.file_of(number) else { return false };
        let changed = unit::changed(slot.standing(number));
        question.may_want(&file.source.name, changed)
            && (!question.asks_unit(changed)
                || self.unit(id).is_some_and(|unit| question.wants_unit(&unit)))
    }

    fn marks(&self, question: &Concordance, id: UnitId) -> Vec<(usize, Vec<Range<usize>>)> {
        let Some(unit) = self.unit(id) else { return Vec::new() };
        unit.variants
            .iter()
            .enumerate()
            .filter(|(_, (lang, _))| question.wants_language(lang))
            .map(|(number, (lang, text))| (number, question.spans(text, lang)))
            .filter(|(_, spans)| !spans.is_empty())
            .collect()
    }
}

/// What two rising lists have in common.
fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut rest = b;
    a.iter()
        .copied()
        .filter(|n| {
            rest = &rest[rest.partition_point(|m| m < n)..];
            rest.first() == Some(n)
        })
        .collect()
}

fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    let line = text.lines().last().unwrap_or_default();
    line.trim().trim_start_matches("error: ").to_owned()
}
