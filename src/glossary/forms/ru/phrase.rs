//! Which words of a Russian term inflect, and how they agree.

use super::super::{Forms, Slot, is_abbreviation};
use super::noun::Noun;
use super::{Gender, Table, adjective, noun};
use crate::glossary::tokens::{Gap, Words};
use std::ops::Range;

/// The ways in which the words of a term inflect together, the likeliest first, each with
/// whether its last word is an adjective used as a noun. All are taken for recognition.
pub(crate) fn alternatives(
    text: &str,
    words: &Words,
    kind: Option<&str>,
) -> Vec<(Vec<Slot>, bool)> {
    readings(text, words, kind)
        .into_iter()
        .map(|reading| {
            let adjectival = matches!(reading.last(), Some(Some(table)) if table.adjectival);
            let slots = reading
                .into_iter()
                .enumerate()
                .map(|(at, table)| match table {
                    Some(table) => Slot::Forms(Forms::new(table.forms())),
                    None => Slot::fixed(words.folded(at)),
                })
                .collect();
            (slots, adjectival)
        })
        .collect()
}

/// For each way of inflecting the term, the table of each word; `None` for a word that stays.
pub(crate) fn readings(text: &str, words: &Words, kind: Option<&str>) -> Vec<Vec<Option<Table>>> {
    let person = matches!(kind, Some("person" | "name"));
    let term = Phrase { text, words, groups: groups(words), person };
    let mut all = term.titled();
    let adjectives = term.with_adjectives();
    if adjectives.is_empty() {
        let (names, heads) = (term.names(), term.with_first_head());
        let (first, second) = if term.is_name() { (names, heads) } else { (heads, names) };
        all.extend(first.into_iter().chain(second));
    }
    all.extend(adjectives);
    let mut distinct: Vec<Vec<Option<Table>>> = Vec::new();
    for reading in all {
        if !distinct.contains(&reading) {
            distinct.push(reading);
        }
    }
    distinct
}

/// A term as its words are grouped.
pub(super) struct Phrase<'a> {
    pub text: &'a str,
    pub words: &'a Words,
    pub groups: Vec<Range<usize>>,
    /// Whether the glossary says that it names a person.
    pub person: bool,
}

pub(super) type Reading = Vec<Option<Table>>;

impl Phrase<'_> {
    pub(super) fn empty(&self) -> Reading {
        vec![None; self.words.len()]
    }

    /// The last part of a group, folded.
    pub(super) fn word(&self, group: &Range<usize>) -> &str {
        self.words.folded(group.end - 1)
    }

    pub(super) fn is_capital(&self, group: &Range<usize>) -> bool {
        let first = written(self.text, self.words, group.start).chars().next();
        first.is_some_and(char::is_uppercase)
    }

    /// The head noun with its adjectives; what follows stays.
    pub(super) fn with_head(&self) -> Vec<Reading> {
        let readings = self.with_adjectives();
        if readings.is_empty() { self.with_first_head() } else { readings }
    }

    /// Leading adjectives, which «и» may join and an adverb may qualify (внутренне перемещённые
    /// лица), and the first noun that agrees with them.
    fn with_adjectives(&self) -> Vec<Reading> {
        let modifiers: Vec<Option<adjective::Adjective>> = self
            .groups
            .iter()
            .map(|group| adjective::readings(self.word(group)).into_iter().next())
            .collect();
        let joins = |at: usize| at > 0 && self.word(&self.groups[at]) == "и";
        let qualifies = |at: usize| {
            let word = self.word(&self.groups[at]);
            let adverb = ["о", "ски", "нне"].iter().any(|end| word.ends_with(end));
            adverb
                && !self.is_capital(&self.groups[at])
                && modifiers.get(at + 1).is_some_and(Option::is_some)
                && !self.word(&self.groups[at + 1]).ends_with("ой")
        };
        let leading = (0..modifiers.len())
            .take_while(|at| modifiers[*at].is_some() || joins(*at) || qualifies(*at))
            .count();
        for head in (1..=leading.min(self.groups.len().saturating_sub(1))).rev() {
            let before = &modifiers[..head];
            let mut genders = before.iter().flatten().map(|modifier| modifier.gender);
            let Some(gender) = genders.next() else { continue };
            if genders.any(|other| other != gender) || joins(head) || joins(head - 1) {
                continue;
            }
            let group = &self.groups[head];
            let is_object = |group| {
                let word = self.word(group);
                !self.is_capital(group) && word.ends_with('и') && !noun::is_unchanging(word)
            };
            let readings: Vec<Reading> = head_readings(self.text, self.words, group, self.person)
                .into_iter()
                .filter(|inflected| agrees(gender, &inflected.noun, self.word(group)))
                // Исполняющий обязанности, управляющий делами: no noun that stays in -и.
                .filter(|inflected| !(inflected.noun.is_indeclinable() && is_object(group)))
                .map(|inflected| {
                    let mut reading = self.empty();
                    for (group, modifier) in self.groups.iter().zip(before) {
                        reading[group.end - 1] = modifier.as_ref().map(|m| m.table.clone());
                    }
                    inflected.write(group, &mut reading);
                    reading
                })
                .collect();
            if !readings.is_empty() {
                return readings;
            }
        }
        Vec::new()
    }

    /// Two nouns that «и» joins decline together: *Боснии и Герцеговины*.
    fn joined(&self) -> Vec<Reading> {
        let [first, and, second] = self.groups.as_slice() else { return Vec::new() };
        if self.word(and) != "и" {
            return Vec::new();
        }
        let heads = |group| head_readings(self.text, self.words, group, self.person);
        let mut readings = Vec::new();
        for one in heads(first) {
            for other in heads(second) {
                let mut reading = self.empty();
                one.write(first, &mut reading);
                other.write(second, &mut reading);
                readings.push(reading);
            }
        }
        readings
    }

    /// The first word is the head, and what follows stays; or it is one of two heads.
    fn with_first_head(&self) -> Vec<Reading> {
        let Some(first) = self.groups.first() else { return Vec::new() };
        let joined = self.joined();
        if !joined.is_empty() {
            return joined;
        }
        // An adjective that follows the head and nothing follows agrees with it: принц Уэльский,
        // but проект Южный Кавказ. What ends in -ой may be a dependent in the genitive.
        let after = self.groups.get(1).map_or("", |group| self.word(group));
        let postposed = match after.ends_with("ой") || self.groups.len() > 2 {
            true => None,
            false => adjective::readings(after).into_iter().next(),
        };
        head_readings(self.text, self.words, first, self.person)
            .into_iter()
            .map(|inflected| {
                let mut reading = self.empty();
                inflected.write(first, &mut reading);
                if let (Some(adjective), Some(group)) = (&postposed, self.groups.get(1))
                    && agrees(adjective.gender, &inflected.noun, self.word(first))
                {
                    reading[group.end - 1] = Some(adjective.table.clone());
                }
                reading
            })
            .collect()
    }
}

fn written<'a>(text: &'a str, words: &Words, at: usize) -> &'a str {
    words.get(at).map_or("", |word| &text[word.span.clone()])
}

/// Orthographic words: what hyphens and apostrophes join is one.
fn groups(words: &Words) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..words.len() {
        match groups.last_mut() {
            Some(last) if matches!(words.gap(at), Gap::Hyphen | Gap::Dash | Gap::Apostrophe) => {
                last.end = at + 1
            }
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// A reading of a head, which may be a hyphenated compound.
pub(super) struct Inflected {
    /// The part that tells gender and number.
    pub noun: Noun,
    /// Index of that part in its group.
    pub part: usize,
    /// Another part of the compound that declines with it: *страна-участница*.
    pub with: Option<(usize, Table)>,
}

impl Inflected {
    pub(super) fn write(&self, group: &Range<usize>, reading: &mut [Option<Table>]) {
        if let Some(slot) = reading.get_mut(group.start + self.part) {
            *slot = Some(self.noun.table.clone());
        }
        if let Some((part, table)) = &self.with
            && let Some(slot) = reading.get_mut(group.start + part)
        {
            *slot = Some(table.clone());
        }
    }
}

pub(super) fn head_readings(
    text: &str,
    words: &Words,
    group: &Range<usize>,
    person: bool,
) -> Vec<Inflected> {
    let nouns = |at: usize| {
        let written = written(text, words, at);
        let proper = written.chars().next().is_some_and(char::is_uppercase);
        noun::readings(words.folded(at), proper, is_abbreviation(written), person)
    };
    // Ростов-на-Дону: what follows a preposition stays.
    let is_governed = matches!(words.folded(group.start + 1), "на" | "над" | "под" | "в");
    if group.len() > 2 && is_governed {
        let first = nouns(group.start);
        return first.into_iter().map(|noun| Inflected { noun, part: 0, with: None }).collect();
    }
    let last = group.end - 1;
    let mut all: Vec<Inflected> = nouns(last)
        .into_iter()
        .map(|noun| Inflected { noun, part: last - group.start, with: None })
        .collect();
    if group.len() == 2 {
        // Both parts decline (город-герой), or the first alone does (человек-паук).
        let mut both = Vec::new();
        for first in nouns(group.start) {
            for second in nouns(last) {
                let with = Some((1, second.table));
                both.push(Inflected { noun: first.clone(), part: 0, with });
            }
            both.push(Inflected { noun: first, part: 0, with: None });
        }
        // A name declines at its end, unless it cannot: Коста-Рики, but Гвинеи-Бисау.
        let unchanging = all.first().is_some_and(|first| first.noun.is_indeclinable());
        let name = !unchanging
            && written(text, words, last).chars().next().is_some_and(char::is_uppercase);
        match name || noun::is_fixed_first(words.folded(group.start)) {
            true => all.extend(both),
            false => all.splice(0..0, both).for_each(drop),
        }
    }
    all
}

/// Whether an adjective of this gender can stand before the noun.
fn agrees(gender: Gender, noun: &Noun, word: &str) -> bool {
    match gender {
        Gender::Plural => noun.table.has(6, word) && !noun.table.get(6).is_empty(),
        // Nouns in -а and -я may name men: верховный судья.
        Gender::Masculine => {
            noun.gender == Gender::Masculine
                || (noun.gender == Gender::Feminine && word.ends_with(['а', 'я']))
        }
        _ => noun.gender == gender,
    }
}
