//! Repair of a match that differs in one name: the memory's other units show how the new name is
//! written, in the form that is needed.
//!
//! Nobody says which word of a translation is the name, or what its dictionary form is. A name is
//! put in only where all of this is certain:
//!
//! 1. one word of the source is another, both are written with a capital and stand alone: of
//!    `South Korea` and `South Africa` the second words say little;
//! 2. nearly every unit that has the name has one word in its translation that sounds like it:
//!    these are its forms;
//! 3. one of the forms has all others in its paradigm, and of several such one sounds most like
//!    the source: it is the dictionary form;
//! 4. the form that takes the place of the old one is among those that the memory has, after the
//!    same preposition where one stands before it;
//! 5. no word of the translation would have to agree with the name.
//!
//! Into English it is simpler: the name has one form, and what is asked is that no article stands
//! before either.

use super::terms::{governs, is_adjective};
use super::{Repaired, edited};
use crate::glossary::forms;
use crate::lang::{Lang, case, sound, stem, words};
use crate::memory::{Concordance, Memory};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many units with a name are asked for its forms.
const WITNESSES: usize = 200;

/// How alike a name and its translation must sound.
const ALIKE: f32 = 0.62;

/// How alike they must sound, the end too, when the memory has one form alone, so that it is the
/// dictionary form.
const THE_SAME: f32 = 0.9;

/// How many letters a name has at least.
const SHORTEST: usize = 3;

/// What a memory knows of names.
pub(crate) struct NameRepair<'a> {
    memory: &'a Memory,
    source: &'a Lang,
}

/// How a name is written in another language.
struct Name {
    /// The dictionary form.
    lemma: String,
    forms: Written,
}

/// The forms that units have, with the words before them, folded.
type Written = BTreeMap<String, BTreeSet<String>>;

impl<'a> NameRepair<'a> {
    /// Repairs translations from `source` by this memory.
    pub(crate) fn new(memory: &'a Memory, source: &'a Lang) -> Self {
        NameRepair { memory, source }
    }

    /// The translation `target` of `old` as a translation of `new`; `None` when the two differ
    /// in more than one name, or the form of its translation is not certain.
    pub(crate) fn apply(
        &self,
        old: &str,
        new: &str,
        target: &str,
        lang: &Lang,
    ) -> Option<Repaired> {
        if !forms::knows(lang) {
            return None;
        }
        let (from, to) = exchange(old, new)?;
        let words = words::token_spans(target);
        let old_sound = sound::sound(&case::fold(from, self.source), self.source);
        let mut alike =
            words.iter().filter(|span| sounds_like(&old_sound, &target[(*span).clone()], lang));
        let span = alike.next()?.clone();
        let surface = &target[span.clone()];
        if alike.next().is_some() || !is_name(surface) {
            return None;
        }
        let before = target.get(..span.start)?.split_whitespace().next_back();
        if lang.primary() == "en" {
            let (from, to) = (self.written(from, lang)?, self.written(to, lang)?);
            let form = in_english(&from, surface, before, &to)?;
            return edited(target, &[(span, form)]);
        }
        let (from, to) = (self.name(from, lang)?, self.name(to, lang)?);
        if !from.forms.contains_key(surface) {
            return None;
        }
        let form = forms::transfer(&from.lemma, surface, &to.lemma, lang, None, before)?;
        let attested = to.forms.get(&form)?;
        // Another word of the same root would have to change too.
        let root: String = case::fold(surface, lang).chars().take(4).collect();
        let folded = |span: &Range<usize>| case::fold(&target[span.clone()], lang);
        if words.iter().filter(|w| **w != span).any(|w| folded(w).starts_with(&root)) {
            return None;
        }
        if lang.primary() == "ru" {
            let before = before.map(|word| case::fold(word, lang)).unwrap_or_default();
            let preposition = !before.is_empty() && before.chars().count() <= 3;
            // Who comes `с Кипра` comes `из Баку`, and both are met `с Баку`.
            let stands_in = |lemma: &str, form: &str, case: &str| {
                let paradigm = forms::paradigm(lemma, lang, None);
                paradigm.iter().any(|cell| cell.text == form && cell.label.ends_with(case))
            };
            let ambiguous = matches!(&*before, "с" | "со")
                && stands_in(&from.lemma, surface, "genitive")
                && stands_in(&to.lemma, &form, "instrumental");
            if preposition && !attested.contains(&before)
                || ambiguous
                || governs(&from.lemma, surface, lang, None)
                || is_adjective(&before)
                || gender(&from.lemma) != gender(&to.lemma)
                    && words.iter().any(|span| shows_gender(&folded(span)))
            {
                return None;
            }
        }
        edited(target, &[(span, form)])
    }

    /// How the memory writes a name; `None` when it does not show the dictionary form.
    fn name(&self, name: &str, lang: &Lang) -> Option<Name> {
        let written = self.written(name, lang)?;
        let sounded = sound::sound(&self.key(name), self.source);
        let has_all = |lemma: &str| {
            let paradigm = forms::paradigm(lemma, lang, None);
            written.keys().all(|form| paradigm.iter().any(|cell| cell.text == *form))
        };
        // A form may be the dictionary form of another word (`Казахстане` as `граждане`): the source
        // has the name without an ending.
        let likeness = |lemma: &str| {
            let own = sound::sound(&case::fold(lemma, lang), lang);
            (sound::similarity(&own, &sounded), own.len() == sounded.len())
        };
        let fitting = written.keys().filter(|lemma| has_all(lemma));
        let mut lemmas: Vec<_> = fitting.map(|lemma| (likeness(lemma), lemma)).collect();
        lemmas.sort_by(|((x, _), _), ((y, _), _)| y.total_cmp(x));
        let &((alike, same_length), lemma) = lemmas.first()?;
        let rival = lemmas.get(1).is_some_and(|((other, _), _)| *other >= alike);
        let same = same_length && alike >= THE_SAME;
        // Or one that no unit has: of `Yaponiyada` and `Yaponiyadan` the first is none.
        let ends = lemma.char_indices().skip(SHORTEST).map(|(end, _)| &lemma[..end]);
        let hidden = ends.filter(|stem| has_all(stem)).any(|stem| likeness(stem).0 >= alike);
        let certain = !rival && !hidden && (written.len() > 1 || same);
        certain.then(|| lemma.clone()).map(|lemma| Name { lemma, forms: written })
    }

    /// What the forms of a name have in common.
    fn key(&self, name: &str) -> String {
        let folded = case::fold(name, self.source);
        match self.source.primary() {
            "en" => folded,
            _ => stem::stem(&folded, self.source).into_owned(),
        }
    }

    /// The forms in which the memory writes a name; `None` when it does not always write it in a
    /// way that sounds like it.
    fn written(&self, name: &str, lang: &Lang) -> Option<Written> {
        // All forms of the name are witnesses.
        let wanted = self.key(name);
        let mut question = Concordance::words(&format!("\"{name}\""));
        question.languages = vec![self.source.clone()];
        let sounded = sound::sound(&case::fold(name, self.source), self.source);
        let mut written = Written::new();
        let (mut units, mut shown) = (0, 0);
        for hit in self.memory.search(&question, WITNESSES).hits {
            let Some(unit) = self.memory.unit(hit.unit) else { continue };
            let (Some(source), Some(target)) =
                (unit.texts(self.source).first().copied(), unit.texts(lang).first().copied())
            else {
                continue;
            };
            if !stands_alone(source, |word| self.key(word) == wanted) {
                continue;
            }
            units += 1;
            let spans = words::token_spans(target);
            let mut alike = spans.iter().filter(|span| {
                let word = &target[(*span).clone()];
                is_name(word) && sounds_like(&sounded, word, lang)
            });
            if let (Some(span), None) = (alike.next(), alike.next()) {
                shown += 1;
                let before = target[..span.start].split_whitespace().next_back();
                let before = before.map(|word| case::fold(word, lang)).unwrap_or_default();
                written.entry(target[span.clone()].to_owned()).or_default().insert(before);
            }
        }
        (shown * 10 >= units * 9).then_some(written)
    }
}

/// The name that takes the place of `surface`, behind `before`: in English, where both have one
/// form, and neither has an article.
fn in_english(from: &Written, surface: &str, before: Option<&str>, to: &Written) -> Option<String> {
    let articles = ["the", "a", "an"];
    let has_article = before.is_some_and(|word| articles.contains(&&*word.to_ascii_lowercase()));
    let [(form, befores)] = to.iter().collect::<Vec<_>>()[..] else { return None };
    let same = from.len() == 1 && from.contains_key(surface) && !has_article;
    (same && !befores.contains("the")).then(|| form.clone())
}

/// The one word of `old` in whose place another stands in `new`, when both are names.
fn exchange<'t>(old: &'t str, new: &'t str) -> Option<(&'t str, &'t str)> {
    let (before, after) = (words::token_spans(old), words::token_spans(new));
    if before.len() != after.len() {
        return None;
    }
    let mut differ = before
        .iter()
        .zip(&after)
        .map(|(x, y)| (&old[x.clone()], &new[y.clone()]))
        .filter(|(x, y)| x != y);
    let (from, to) = differ.next()?;
    let single = differ.next().is_none();
    let alone = stands_alone(old, |word| word == from) && stands_alone(new, |word| word == to);
    (single && alone && !old.contains(to) && !new.contains(from)).then_some((from, to))
}

/// Whether the name stands once in a text, not at the beginning of a sentence and not beside
/// another word with a capital.
fn stands_alone(text: &str, is_it: impl Fn(&str) -> bool) -> bool {
    let tokens: Vec<&str> = words::token_spans(text).into_iter().map(|s| &text[s]).collect();
    let mut places = (0..tokens.len()).filter(|&at| is_it(tokens[at]));
    let (Some(at), None) = (places.next(), places.next()) else { return false };
    let common = |token: &str| token.starts_with(|c: char| !c.is_uppercase());
    let before = at.checked_sub(1).map(|before| tokens[before]);
    is_name(tokens[at])
        && before.is_some_and(|word| word.starts_with(char::is_alphabetic) && common(word))
        && tokens.get(at + 1).is_none_or(|next| common(next) && !matches!(*next, "-" | "–"))
}

/// Whether a word is written as a name is: with a capital, and small letters after it.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().count() >= 2
        && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
}

fn sounds_like(name: &[u8], word: &str, lang: &Lang) -> bool {
    let long = word.chars().count() > 2 && word.starts_with(char::is_alphabetic);
    long && sound::similarity(name, &sound::sound(&case::fold(word, lang), lang)) >= ALIKE
}

/// The gender of a Russian name, by its end; names that are not inflected have their own.
fn gender(lemma: &str) -> char {
    match lemma.chars().next_back() {
        Some('а' | 'я') => 'f',
        Some(end @ ('о' | 'е' | 'и' | 'у' | 'ю' | 'э' | 'ы' | 'ь')) => end,
        _ => 'm',
    }
}

/// Whether a Russian word may stand for a name or agree with it from afar.
fn shows_gender(word: &str) -> bool {
    word.starts_with("котор")
        || matches!(word, "он" | "она" | "оно" | "его" | "ее" | "её" | "ему" | "ей" | "им")
        || matches!(word, "него" | "нее" | "неё" | "нему" | "ней" | "ним" | "нем" | "нём")
        || matches!(word, "сам" | "сама" | "само" | "самого" | "самой" | "самом" | "ею" | "нею")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_alone() {
        for (text, name, expected) in [
            ("Talks were held in Baku today.", "Baku", true),
            ("Talks were held in Baku.", "Baku", true),
            ("Baku hosted the talks.", "Baku", false),
            ("The envoy of South Korea came.", "Korea", false),
            ("From Baku to Baku.", "Baku", false),
            ("The Baku-Tbilisi road", "Baku", false),
            ("He came to NATO today.", "NATO", false),
        ] {
            assert_eq!(stands_alone(text, |word| word == name), expected, "{text}");
        }
    }
}
