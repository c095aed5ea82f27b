//! The forms of a known term: which stretches of text are the term inflected, and what its
//! paradigm looks like. From rules; there is no dictionary.
//!
//! Every term becomes one or more *patterns*: a sequence of slots, one per word. A slot lists
//! the forms that the word takes, each with the cells of the paradigm in which it stands; a
//! stretch of text is a form of the term when its words stand in one cell together. That is
//! agreement: *специального представителя* is one, *специального представителю* is none.

mod az;
mod en;
mod paradigm;
pub(crate) mod ru;

pub use paradigm::{Form, paradigm, transfer};

use super::tokens::{Gap, Words};
use super::{Case, Term};
use crate::lang::Lang;

pub(crate) use az::Noun as AzNoun;

/// A set of cells of a paradigm; what each bit means is the language's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cells(pub u32);

impl Cells {
    /// Every cell: a word that stays as it is.
    pub(crate) const ANY: Cells = Cells(u32::MAX);

    pub(crate) fn and(self, other: Cells) -> Cells {
        Cells(self.0 & other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One word of a pattern.
#[derive(Debug, Clone)]
pub(crate) enum Slot {
    /// A word whose forms are listed.
    Forms(Forms),
    /// An Azerbaijani noun, whose forms are too many to list.
    Az(AzNoun),
}

/// The forms of a word in folded letters, each with the cells in which it stands.
#[derive(Debug, Clone)]
pub(crate) struct Forms {
    all: Vec<(String, Cells)>,
    /// How many bytes all of them begin with alike: most words of a text are told apart by them.
    shared: usize,
}

impl Forms {
    /// From a list in which no form stands twice.
    pub(crate) fn new(all: Vec<(String, Cells)>) -> Forms {
        let mut forms = all.iter().map(|(form, _)| form.as_bytes());
        let first = forms.next().unwrap_or_default();
        let alike = |form: &[u8]| form.iter().zip(first).take_while(|(a, b)| a == b).count();
        let shared = forms.map(alike).min().unwrap_or(first.len());
        Forms { all, shared }
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (String, Cells)> {
        self.all.iter()
    }

    fn cells(&self, word: &str) -> Cells {
        let shared = self.all.first().map_or(&[][..], |(form, _)| &form.as_bytes()[..self.shared]);
        if !word.as_bytes().starts_with(shared) {
            return Cells(0);
        }
        self.all.iter().find(|(form, _)| form == word).map_or(Cells(0), |(_, cells)| *cells)
    }
}

impl Slot {
    fn fixed(word: &str) -> Slot {
        Slot::Forms(Forms::new(vec![(word.to_owned(), Cells::ANY)]))
    }

    /// The cells in which `word` is a form of this slot; empty when it is none.
    pub(crate) fn cells(&self, word: &str) -> Cells {
        match self {
            Slot::Forms(forms) => forms.cells(word),
            Slot::Az(noun) if noun.accepts(word) => Cells::ANY,
            Slot::Az(_) => Cells(0),
        }
    }
}

/// One way in which the words of a term inflect together.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    /// The words.
    pub slots: Vec<Slot>,
    /// What stands before each word; the first is not looked at.
    pub gaps: Vec<Gap>,
    /// Whether the last word is an adjective used as a noun, which may turn out to be an
    /// adjective in the text.
    pub adjectival: bool,
}

/// Whether the rules know the language; otherwise terms match exactly.
pub fn knows(lang: &Lang) -> bool {
    match lang.primary() {
        "az" => lang.script() == Some("Latn"),
        "ru" => lang.script() == Some("Cyrl"),
        "en" => true,
        _ => false,
    }
}

/// All patterns of a term in the language of a text.
pub(crate) fn patterns(term: &Term, kind: Option<&str>) -> Vec<Pattern> {
    let mut patterns = match term.exact || !knows(&term.lang) {
        true => exact(&term.text, &term.lang).into_iter().collect(),
        false => inflected(&term.text, &term.lang, kind),
    };
    patterns.extend(term.forms.iter().filter_map(|form| exact(form, &term.lang)));
    patterns
}

/// What every form of a word begins with, as far as it is worth telling: the forms of a term need
/// not be made before a text has a word that begins so. In Russian the last four letters may
/// change (*медвежонок*, *медвежата*; *деньги*, *денег*), unless the plural has another stem.
/// Other languages have few forms, or none that are listed.
pub(crate) fn beginning<'w>(word: &'w str, lang: &Lang) -> &'w str {
    const LETTERS: usize = 4;
    // No word begins with ь, but what is typed wrongly may: a vowel may take its place.
    let mistyped = word.starts_with('ь');
    if lang.primary() != "ru" || !knows(lang) || mistyped || ru::has_other_stem(word) {
        return "";
    }
    let letters = word.chars().count().saturating_sub(4).clamp(1, LETTERS);
    let end = word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

fn exact(text: &str, lang: &Lang) -> Option<Pattern> {
    let words = Words::of(text, lang);
    if words.len() == 0 {
        return None;
    }
    let slots = (0..words.len()).map(|at| Slot::fixed(words.folded(at))).collect();
    Some(Pattern { slots, gaps: gaps(&words), adjectival: false })
}

fn gaps(words: &Words) -> Vec<Gap> {
    (0..words.len()).map(|at| words.gap(at)).collect()
}

fn inflected(text: &str, lang: &Lang, kind: Option<&str>) -> Vec<Pattern> {
    let words = Words::of(text, lang);
    let Some(last) = words.len().checked_sub(1) else { return Vec::new() };
    let folded: Vec<&str> = (0..words.len()).map(|at| words.folded(at)).collect();
    let fixed = || folded.iter().map(|word| Slot::fixed(word)).collect::<Vec<Slot>>();
    let slots = match lang.primary() {
        "az" => {
            let mut slots = fixed();
            let written = words.get(last).map_or("", |word| &text[word.span.clone()]);
            let noun = AzNoun::new(folded[last], last == 0, is_abbreviation(written));
            slots[last] = Slot::Az(noun);
            for (slot, word) in slots.iter_mut().zip(&folded).take(last) {
                if let Some(owned) = az::owned_genitive(word) {
                    let both = vec![((*word).to_owned(), Cells::ANY), (owned, Cells::ANY)];
                    *slot = Slot::Forms(Forms::new(both));
                }
            }
            vec![slots]
        }
        "ru" => {
            return ru::phrase::alternatives(text, &words, kind)
                .into_iter()
                .map(|(slots, adjectival)| Pattern { slots, gaps: gaps(&words), adjectival })
                .collect();
        }
        _ => english(&folded),
    };
    slots
        .into_iter()
        .map(|slots| Pattern { slots, gaps: gaps(&words), adjectival: false })
        .collect()
}

/// The citation form, and the plural of each word that may be the head; an adjective before it
/// may be compared.
fn english(words: &[&str]) -> Vec<Vec<Slot>> {
    let heads = en::heads(words);
    let any = |word: String| (word, Cells::ANY);
    let mut base: Vec<Slot> = words.iter().map(|word| Slot::fixed(word)).collect();
    if words.len() > 1
        && !heads.contains(&0)
        && let (Some(first), Some(word)) = (base.first_mut(), words.first())
    {
        let forms = std::iter::once((*word).to_owned()).chain(en::degrees(word));
        *first = Slot::Forms(Forms::new(forms.map(any).collect()));
    }
    let mut alternatives = vec![base.clone()];
    for head in heads {
        let plurals = words.get(head).map(|word| en::plurals(word)).unwrap_or_default();
        if !plurals.is_empty() {
            let mut slots = base.clone();
            slots[head] = Slot::Forms(Forms::new(plurals.into_iter().map(any).collect()));
            if words.len() == 2
                && head == 1
                && let Some(first) = words.first()
                && en::is_plural_with_head(first)
            {
                let both = en::plurals(first).into_iter().map(any).collect();
                alternatives.push(vec![Slot::Forms(Forms::new(both)), slots[head].clone()]);
            }
            alternatives.push(slots);
        }
    }
    alternatives
}

/// Whether a word of English that stands before a title with a hyphen makes another title of it.
pub(crate) fn makes_another_rank(word: &str) -> bool {
    en::makes_another_rank(word)
}

/// Whether a word is written as an abbreviation: at least two letters, all capitals.
pub(crate) fn is_abbreviation(written: &str) -> bool {
    let mut letters = written.chars().filter(|c| c.is_alphabetic()).peekable();
    let count = written.chars().filter(|c| c.is_alphabetic()).count();
    count >= 2 && letters.all(char::is_uppercase)
}

/// Whether case is told apart when `term` is looked for.
pub(crate) fn is_case_sensitive(term: &Term) -> bool {
    match term.case {
        Case::Sensitive => true,
        Case::Ignore => false,
        // A heading in capitals is no abbreviation: one word, and a short one.
        Case::Auto => is_abbreviation(&term.text) && term.text.chars().count() <= 6,
    }
}
