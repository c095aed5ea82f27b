//! Finds the terms of a glossary in a text.
//!
//! An index from the forms of every pattern's first word (for Azerbaijani: from its stems) to
//! the patterns makes the work per word of text independent of the size of the glossary. Of
//! overlapping finds the longest wins.

use super::forms::{self, Cells, Pattern, Slot, ru};
use super::tokens::{Gap, Words, plain_punctuation};
use super::{Glossary, Status};
use crate::lang::Lang;
use std::collections::HashMap;
use std::ops::Range;

/// A term found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermHit {
    /// Index into [`Glossary::concepts`].
    pub concept: usize,
    /// Index into [`super::Concept::terms`].
    pub term: usize,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The status of the term.
    pub status: Status,
}

/// The terms of a glossary in one language, ready to be looked for.
#[derive(Debug)]
pub struct Matcher {
    lang: Lang,
    entries: Vec<Entry>,
    patterns: Vec<(usize, Pattern)>,
    /// Form of a first word → the patterns that begin with it, and its cells there.
    first: HashMap<Box<str>, Vec<(usize, Cells)>>,
    /// Stem of a first word → the patterns, and which of the stems it is.
    stems: HashMap<Box<str>, Vec<(usize, usize)>>,
    longest_stem: usize,
}

/// What there is to know about a term while it is looked for.
#[derive(Debug)]
struct Entry {
    concept: usize,
    term: usize,
    status: Status,
    /// Its words as they are written, when case is told apart.
    written: Option<Vec<String>>,
    /// Punctuation that belongs to the term, before its first and after its last word.
    head: String,
    tail: String,
    /// What stands between words where that is neither a space nor one mark.
    between: Vec<Option<String>>,
    /// Its first word in citation form, folded.
    citation: String,
    /// Whether the term has no capital.
    small: bool,
}

impl Matcher {
    /// Prepares the terms that the glossary has in `lang`, whatever the region.
    pub fn new(glossary: &Glossary, lang: &Lang) -> Matcher {
        let mut matcher = Matcher {
            lang: lang.clone(),
            entries: Vec::new(),
            patterns: Vec::new(),
            first: HashMap::new(),
            stems: HashMap::new(),
            longest_stem: 0,
        };
        for (number, concept) in glossary.concepts.iter().enumerate() {
            for (term_number, term) in concept.terms.iter().enumerate() {
                if !term.lang.same_language(lang) {
                    continue;
                }
                let patterns = forms::patterns(term, concept.kind.as_deref());
                let words = Words::of(&term.text, lang);
                let Some(last) = words.len().checked_sub(1).and_then(|at| words.get(at)) else {
                    continue;
                };
                let start = words.get(0).map_or(0, |word| word.span.start);
                let written = |at: usize| {
                    words.get(at).map_or("", |word| &term.text[word.span.clone()]).to_owned()
                };
                let entry = matcher.entries.len();
                matcher.entries.push(Entry {
                    concept: number,
                    term: term_number,
                    status: term.status,
                    written: forms::is_case_sensitive(term)
                        .then(|| (0..words.len()).map(written).collect()),
                    head: plain_punctuation(&term.text[..start]),
                    tail: plain_punctuation(&term.text[last.span.end..]),
                    between: (0..words.len()).map(|at| between(&term.text, &words, at)).collect(),
                    citation: words.folded(0).to_owned(),
                    small: !term.text.contains(char::is_uppercase),
                });
                for pattern in patterns {
                    matcher.add(entry, pattern);
                }
            }
        }
        matcher
    }

    fn add(&mut self, entry: usize, pattern: Pattern) {
        let number = self.patterns.len();
        match pattern.slots.first() {
            Some(Slot::Forms(forms)) => {
                for (form, cells) in forms {
                    match self.first.get_mut(form.as_str()) {
                        Some(found) => match found.last_mut() {
                            Some((last, all)) if *last == number => all.0 |= cells.0,
                            _ => found.push((number, *cells)),
                        },
                        None => {
                            drop(self.first.insert(form.as_str().into(), vec![(number, *cells)]))
                        }
                    }
                }
            }
            Some(Slot::Az(noun)) => {
                for (which, stem) in noun.stems.iter().enumerate() {
                    self.longest_stem = self.longest_stem.max(stem.text.len());
                    self.stems.entry(stem.text.as_str().into()).or_default().push((number, which));
                }
            }
            None => return,
        }
        self.patterns.push((entry, pattern));
    }

    /// Whether there is no term at all in this language.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether terms are found in their inflected forms; in a language without rules they match
    /// exactly (case and typographic variants aside), and the user should be told.
    pub fn inflects(&self) -> bool {
        forms::knows(&self.lang)
    }

    /// The terms in `text`, in the order of the text. Hits do not overlap, but several concepts
    /// may share a span.
    pub fn find(&self, text: &str) -> Vec<TermHit> {
        let words = Words::of(text, &self.lang);
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        for at in 0..words.len() {
            if !self.may_begin(&words, at) {
                continue;
            }
            let word = words.folded(at);
            if let Some(candidates) = self.first.get(word) {
                for (pattern, cells) in candidates {
                    self.follow(text, &words, at, *pattern, *cells, &mut found);
                }
            }
            for end in word.char_indices().map(|(i, c)| i + c.len_utf8()) {
                if end > self.longest_stem {
                    break;
                }
                let Some(candidates) = self.stems.get(&word[..end]) else { continue };
                for (pattern, which) in candidates {
                    let Some((_, Pattern { slots, .. })) = self.patterns.get(*pattern) else {
                        continue;
                    };
                    if let Some(Slot::Az(noun)) = slots.first()
                        && let Some(stem) = noun.stems.get(*which)
                        && noun.accepts_rest(stem, &word[end..])
                    {
                        self.follow(text, &words, at, *pattern, Cells::ANY, &mut found);
                    }
                }
            }
        }
        self.longest(found)
    }

    /// A term cannot begin in the middle of a hyphenated word or after an apostrophe. In English
    /// the parts of a hyphenated word are words.
    fn may_begin(&self, words: &Words, at: usize) -> bool {
        match words.gap(at) {
            Gap::Hyphen => self.lang.primary() == "en",
            Gap::Apostrophe => at == 0,
            _ => true,
        }
    }

    /// Whether the pattern, whose first word stands at `at`, stands there whole.
    fn follow(
        &self,
        text: &str,
        words: &Words,
        at: usize,
        pattern: usize,
        mut cells: Cells,
        found: &mut Vec<(usize, Range<usize>)>,
    ) {
        let Some((number, pattern)) = self.patterns.get(pattern) else { return };
        let Some(entry) = self.entries.get(*number) else { return };
        for (slot, next) in pattern.slots.iter().enumerate().skip(1) {
            let place = at + slot;
            if place >= words.len() || !pattern.gaps[slot].accepts(words.gap(place)) {
                return;
            }
            if pattern.gaps[slot] == Gap::Other
                && between(text, words, place).as_ref()
                    != entry.between.get(slot).and_then(Option::as_ref)
            {
                return;
            }
            cells = cells.and(next.cells(words.folded(place)));
            if cells.is_empty() {
                return;
            }
        }
        let last = at + pattern.slots.len() - 1;
        let (Some(first_word), Some(last_word)) = (words.get(at), words.get(last)) else { return };
        let Some(end) = self.end(words, last, pattern, entry) else { return };
        if self.lang.primary() == "ru" && is_other_word(text, words, at, cells, pattern, entry) {
            return;
        }
        if let Some(written) = &entry.written {
            let same = written.iter().enumerate().all(|(slot, written)| {
                words.get(at + slot).is_some_and(|w| same_case(written, &text[w.span.clone()]))
            });
            if !same {
                return;
            }
        }
        let mut span = first_word.span.start..end;
        if !entry.head.is_empty() {
            let Some(start) = ends_with_plain(&text[..span.start], &entry.head) else { return };
            span.start = start;
        }
        if !entry.tail.is_empty() && end == last_word.span.end {
            let Some(length) = starts_with_plain(&text[end..], &entry.tail) else { return };
            span.end = end + length;
        }
        found.push((*number, span));
    }

    /// Where a match ends whose last word is `last`; `None` when the word goes on in a way that
    /// makes it another word.
    fn end(&self, words: &Words, last: usize, pattern: &Pattern, entry: &Entry) -> Option<usize> {
        let end = words.get(last)?.span.end;
        let next = last + 1;
        let gap = words.gap(next);
        if next >= words.len() || !matches!(gap, Gap::Hyphen | Gap::Apostrophe) {
            return Some(end);
        }
        match self.lang.primary() {
            // The possessive `'s` stays outside the term.
            "en" => (gap == Gap::Hyphen || matches!(words.folded(next), "s" | "")).then_some(end),
            "az" => {
                let suffix = words.folded(next);
                let joins = matches!(pattern.slots.last(), Some(Slot::Az(_)))
                    && forms::AzNoun::accepts_joined(suffix);
                if joins {
                    return words.get(next).map(|word| word.span.end);
                }
                None
            }
            // The first part of a compound may decline (знаками-указателями): then it is the
            // word itself with an apposition. In its citation form it makes another word
            // (премьер-министр).
            "ru" if gap == Gap::Hyphen && pattern.slots.len() == 1 => {
                let inflected = words.folded(last) != entry.citation;
                (inflected && words.folded(next).chars().count() > 2).then_some(end)
            }
            _ => None,
        }
    }

    /// Keeps the longest of overlapping finds, and for one concept and place the best status.
    fn longest(&self, mut found: Vec<(usize, Range<usize>)>) -> Vec<TermHit> {
        let status = |number: usize| self.entries.get(number).map(|entry| entry.status);
        found.sort_by(|(a, x), (b, y)| {
            let length = y.len().cmp(&x.len());
            length
                .then_with(|| x.start.cmp(&y.start))
                .then_with(|| status(*a).cmp(&status(*b)))
                .then_with(|| a.cmp(b))
        });
        let mut hits: Vec<TermHit> = Vec::new();
        for (number, span) in found {
            let Some(entry) = self.entries.get(number) else { continue };
            let free = hits.iter().all(|hit| {
                hit.span.end <= span.start
                    || span.end <= hit.span.start
                    || (hit.span == span && hit.concept != entry.concept)
            });
            if free {
                let Entry { concept, term, status, .. } = *entry;
                hits.push(TermHit { concept, term, span, status });
            }
        }
        hits.sort_by_key(|hit| (hit.span.start, hit.concept));
        hits
    }
}

/// Whether the context of a Russian form shows that it belongs to another word: an adjective,
/// or a name.
fn is_other_word(
    text: &str,
    words: &Words,
    at: usize,
    cells: Cells,
    pattern: &Pattern,
    entry: &Entry,
) -> bool {
    let last = at + pattern.slots.len() - 1;
    let form = words.folded(last);
    if pattern.adjectival
        && words.gap(last + 1) == Gap::Space
        && ru::modifies(form, words.folded(last + 1))
    {
        return true;
    }
    // Russian capitalises titles and institutions in the singular. A plural in -ы or -и with a
    // capital inside a sentence is the genitive of a name in -а (сахары – Сахары).
    let capital_only = words.get(at).is_some_and(|word| {
        let mut letters = text[word.span.clone()].chars();
        letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
    });
    pattern.slots.len() == 1
        && entry.small
        && capital_only
        && words.gap(at) == Gap::Space
        && form != entry.citation
        && form.ends_with(['ы', 'и'])
        && ru::is_plural_subject(cells)
}

/// The punctuation between word `at` and the one before it, where it is not one simple mark.
fn between(text: &str, words: &Words, at: usize) -> Option<String> {
    let (before, word) = (words.get(at.checked_sub(1)?)?, words.get(at)?);
    (word.before == Gap::Other).then(|| plain_punctuation(&text[before.span.end..word.span.start]))
}

/// Whether the letters that two words share have the same case, but for a capital at the
/// beginning.
fn same_case(term: &str, word: &str) -> bool {
    term.chars()
        .zip(word.chars())
        .enumerate()
        .all(|(at, (a, b))| a.is_uppercase() == b.is_uppercase() || (at == 0 && b.is_uppercase()))
}

/// How many bytes of `text` are the punctuation `plain`.
fn starts_with_plain(text: &str, plain: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(plain.len() + 4)
        .find(|end| plain_punctuation(&text[..*end]) == plain)
}

/// Where the punctuation `plain` begins that `text` ends with.
fn ends_with_plain(text: &str, plain: &str) -> Option<usize> {
    text.char_indices()
        .rev()
        .map(|(at, _)| at)
        .take(plain.len() + 4)
        .find(|start| plain_punctuation(&text[*start..]) == plain)
}
