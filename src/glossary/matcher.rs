//! Finds the terms of a glossary in a text.
//!
//! Terms stand on shelves by what every form of their first word begins with. The forms of a
//! shelf are made when a text has a word that begins so: a glossary is ready at once, and what
//! the text does not speak of costs nothing. An index from the forms of every pattern's first
//! word (for Azerbaijani: from its stems) makes the work per word of text independent of the
//! size of the glossary. Of overlapping finds the longest wins.

use super::forms::{self, Cells, Pattern, Slot, ru};
use super::tokens::{Gap, Words, plain_punctuation};
use super::{Glossary, Status, Term};
use crate::lang::Lang;
use crate::lang::inflect::az;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

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
    /// Terms of which nothing is known before their forms are made.
    general: Shelf,
    /// The others, by what every form of their first word begins with.
    shelves: HashMap<Box<str>, Shelf>,
    /// The lengths of these beginnings, in letters, from the shortest.
    lengths: Vec<usize>,
}

/// Terms whose forms are made together, when they are first needed.
#[derive(Debug, Default)]
struct Shelf {
    entries: Vec<usize>,
    patterns: OnceLock<Patterns>,
}

/// The forms of terms.
#[derive(Debug, Default)]
struct Patterns {
    /// The patterns, each with the entry to which it belongs.
    all: Vec<(usize, Pattern)>,
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
    /// The term as the glossary has it, and what the concept is.
    source: (Term, Option<String>),
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
            general: Shelf::default(),
            shelves: HashMap::new(),
            lengths: Vec::new(),
        };
        for (number, concept) in glossary.concepts.iter().enumerate() {
            for (term_number, term) in concept.terms.iter().enumerate() {
                if term.lang.same_language(lang) {
                    matcher.add((number, term_number), term, concept.kind.as_deref());
                }
            }
        }
        matcher.lengths.sort_unstable();
        matcher
    }

    fn add(&mut self, (concept, number): (usize, usize), term: &Term, kind: Option<&str>) {
        let words = Words::of(&term.text, &self.lang);
        let Some(last) = words.len().checked_sub(1).and_then(|at| words.get(at)) else { return };
        let start = words.get(0).map_or(0, |word| word.span.start);
        let written =
            |at: usize| words.get(at).map_or("", |word| &term.text[word.span.clone()]).to_owned();
        // Forms that the glossary gives may begin in any way.
        let beginning = match term.forms.as_slice() {
            [] => forms::beginning(words.folded(0), &self.lang),
            _ => "",
        };
        let shelf = match beginning {
            "" => &mut self.general,
            beginning => {
                let length = beginning.chars().count();
                if !self.lengths.contains(&length) {
                    self.lengths.push(length);
                }
                self.shelves.entry(beginning.into()).or_default()
            }
        };
        shelf.entries.push(self.entries.len());
        self.entries.push(Entry {
            concept,
            term: number,
            status: term.status,
            written: forms::is_case_sensitive(term)
                .then(|| (0..words.len()).map(written).collect()),
            head: plain_punctuation(&term.text[..start]),
            tail: plain_punctuation(&term.text[last.span.end..]),
            between: (0..words.len()).map(|at| between(&term.text, &words, at)).collect(),
            citation: words.folded(0).to_owned(),
            small: !term.text.contains(char::is_uppercase),
            source: (term.clone(), kind.map(str::to_owned)),
        });
    }

    /// The forms of the terms on a shelf.
    fn patterns<'s>(&self, shelf: &'s Shelf) -> &'s Patterns {
        shelf.patterns.get_or_init(|| {
            let mut patterns = Patterns::default();
            for number in &shelf.entries {
                let Some(entry) = self.entries.get(*number) else { continue };
                let (term, kind) = &entry.source;
                for pattern in forms::patterns(term, kind.as_deref()) {
                    patterns.add(*number, pattern);
                }
            }
            patterns
        })
    }

    /// The shelves on which terms may stand that begin with `word`.
    fn shelves<'m>(&'m self, word: &'m str) -> impl Iterator<Item = &'m Shelf> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).enumerate();
        let longest = self.lengths.last().copied().unwrap_or_default();
        ends.take(longest)
            .filter(|(number, _)| self.lengths.contains(&(number + 1)))
            .filter_map(|(_, end)| self.shelves.get(&word[..end]))
            .chain((!self.general.entries.is_empty()).then_some(&self.general))
    }

    /// Whether there is no term at all in this language.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
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
            for shelf in self.shelves(word) {
                self.patterns(shelf).beginning_with(word, |number, pattern, cells| {
                    let span = self.follow(text, &words, at, number, pattern, cells);
                    found.extend(span.map(|span| (number, span)));
                });
            }
        }
        self.longest(found)
    }

    /// A term cannot begin in the middle of a hyphenated word or after an apostrophe. In English
    /// the parts of a hyphenated word are words, but for another rank (*Under-Secretary-General*).
    fn may_begin(&self, words: &Words, at: usize) -> bool {
        match words.gap(at) {
            Gap::Hyphen => {
                let before = at.checked_sub(1).map_or("", |at| words.folded(at));
                self.lang.primary() == "en" && !forms::makes_another_rank(before)
            }
            Gap::Apostrophe => at == 0,
            _ => true,
        }
    }

    /// Where the pattern stands whose first word stands at `at`, if it stands there whole.
    fn follow(
        &self,
        text: &str,
        words: &Words,
        at: usize,
        number: usize,
        pattern: &Pattern,
        mut cells: Cells,
    ) -> Option<Range<usize>> {
        let entry = self.entries.get(number)?;
        for (slot, next) in pattern.slots.iter().enumerate().skip(1) {
            let place = at + slot;
            if place >= words.len() || !pattern.gaps[slot].accepts(words.gap(place)) {
                return None;
            }
            if pattern.gaps[slot] == Gap::Other
                && between(text, words, place).as_ref()
                    != entry.between.get(slot).and_then(Option::as_ref)
            {
                return None;
            }
            cells = cells.and(next.cells(words.folded(place)));
            if cells.is_empty() {
                return None;
            }
        }
        let last = at + pattern.slots.len() - 1;
        let (first_word, last_word) = (words.get(at)?, words.get(last)?);
        let end = self.end(words, last, pattern, entry)?;
        if self.lang.primary() == "ru" && is_other_word(text, words, at, cells, pattern, entry) {
            return None;
        }
        if let Some(written) = &entry.written {
            let same = written.iter().enumerate().all(|(slot, written)| {
                words.get(at + slot).is_some_and(|w| same_case(written, &text[w.span.clone()]))
            });
            if !same {
                return None;
            }
        }
        let mut span = first_word.span.start..end;
        if !entry.head.is_empty() {
            span.start = ends_with_plain(&text[..span.start], &entry.head)?;
        }
        if !entry.tail.is_empty() && end == last_word.span.end {
            span.end = end + starts_with_plain(&text[end..], &entry.tail)?;
        }
        Some(span)
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
                    && az::is_joined_suffix(suffix);
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

impl Patterns {
    fn add(&mut self, entry: usize, pattern: Pattern) {
        let number = self.all.len();
        match pattern.slots.first() {
            Some(Slot::Forms(forms)) => {
                for (form, cells) in forms.iter() {
                    match self.first.get_mut(form.as_str()) {
                        Some(found) => found.push((number, *cells)),
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
        self.all.push((entry, pattern));
    }

    /// Calls `each` with the patterns whose first word may be `word`, the entry of each, and the
    /// cells in which the word stands.
    fn beginning_with(&self, word: &str, mut each: impl FnMut(usize, &Pattern, Cells)) {
        for (number, cells) in self.first.get(word).into_iter().flatten() {
            if let Some((entry, pattern)) = self.all.get(*number) {
                each(*entry, pattern, *cells);
            }
        }
        for end in word.char_indices().map(|(at, c)| at + c.len_utf8()) {
            if end > self.longest_stem {
                break;
            }
            for (number, which) in self.stems.get(&word[..end]).into_iter().flatten() {
                let Some((entry, pattern)) = self.all.get(*number) else { continue };
                if let Some(Slot::Az(noun)) = pattern.slots.first()
                    && let Some(stem) = noun.stems.get(*which)
                    && noun.accepts_rest(stem, &word[end..])
                {
                    each(*entry, pattern, Cells::ANY);
                }
            }
        }
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
    // После in a sentence is a preposition, unless another one stands before it: о новом после.
    let governed = |back: usize| {
        let cases = at.checked_sub(back).and_then(|at| ru::governed(words.folded(at)));
        cases.is_some_and(|cases| cases.contains(&"prepositional"))
    };
    if words.len() > 1 && form == "после" && at == last && !governed(1) && !governed(2) {
        return true;
    }
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
