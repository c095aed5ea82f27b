//! Which words of a Russian term inflect, and how they agree.

use super::super::{Cells, Slot, is_abbreviation};
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
                    Some(table) => Slot::Forms(table.forms()),
                    None => Slot::Forms(vec![(words.folded(at).to_owned(), Cells::ANY)]),
                })
                .collect();
            (slots, adjectival)
        })
        .collect()
}

/// For each way of inflecting the term, the table of each word; `None` for a word that stays.
pub(crate) fn readings(text: &str, words: &Words, kind: Option<&str>) -> Vec<Vec<Option<Table>>> {
    let groups = groups(words);
    let capital =
        |at: usize| written(text, words, at).chars().next().is_some_and(char::is_uppercase);
    let mut all = Vec::new();
    let mut push = |reading: Vec<Option<Table>>| {
        if !all.contains(&reading) {
            all.push(reading);
        }
    };
    let empty = || vec![None; words.len()];
    let person = matches!(kind, Some("person" | "name"));

    // Leading adjectives and the first noun that agrees with them.
    let modifiers: Vec<Option<adjective::Adjective>> = groups
        .iter()
        .map(|group| adjective::readings(words.folded(group.end - 1)).into_iter().next())
        .collect();
    let mut headed = false;
    let leading = modifiers.iter().take_while(|m| m.is_some()).count();
    for head in (0..=leading.min(groups.len().saturating_sub(1))).rev() {
        let before = &modifiers[..head];
        let Some(gender) = before.first().map(|m| m.as_ref().map(|m| m.gender)) else {
            break;
        };
        let Some(gender) = gender else { break };
        if before.iter().any(|m| m.as_ref().map(|m| m.gender) != Some(gender)) {
            continue;
        }
        for inflected in head_readings(text, words, &groups[head], person) {
            if !agrees(gender, &inflected.noun, words.folded(groups[head].end - 1)) {
                continue;
            }
            let mut reading = empty();
            for (group, modifier) in groups.iter().zip(before) {
                reading[group.end - 1] = modifier.as_ref().map(|m| m.table.clone());
            }
            inflected.write(&groups[head], &mut reading);
            push(reading);
            headed = true;
        }
        if headed {
            break;
        }
    }

    // No adjective before the head: the first word is the head.
    let Some(first) = groups.first() else { return all };
    if !headed {
        let firsts = head_readings(text, words, first, person);
        let names = groups.len() > 1 && (capital(groups[1].start) || kind == Some("person"));
        if names && groups.iter().all(|group| capital(group.start)) {
            // A personal name: all its words decline and agree; or the first does not decline
            // (Милли Меджлис).
            let mut all_decline: Vec<Vec<Option<Table>>> = vec![empty()];
            for group in &groups {
                let nouns: Vec<Inflected> = head_readings(text, words, group, true)
                    .into_iter()
                    .filter(|i| i.noun.gender != Gender::Plural)
                    .collect();
                let mut longer = Vec::new();
                for reading in all_decline.iter().take(8) {
                    for inflected in &nouns {
                        let mut reading = reading.clone();
                        inflected.write(group, &mut reading);
                        longer.push(reading);
                    }
                }
                all_decline = longer;
            }
            all_decline.into_iter().for_each(&mut push);
        }
        for inflected in firsts {
            let mut reading = empty();
            inflected.write(first, &mut reading);
            push(reading);
        }
    }
    all
}

fn written<'a>(text: &'a str, words: &Words, at: usize) -> &'a str {
    words.get(at).map_or("", |word| &text[word.span.clone()])
}

/// Orthographic words: what hyphens join is one.
fn groups(words: &Words) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..words.len() {
        match groups.last_mut() {
            Some(last) if matches!(words.gap(at), Gap::Hyphen | Gap::Dash) => last.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// A reading of a head, which may be a hyphenated compound.
struct Inflected {
    /// The part that tells gender and number.
    noun: Noun,
    /// Index of that part in its group.
    part: usize,
    /// Another part of the compound that declines with it: *страна-участница*.
    with: Option<(usize, Table)>,
}

impl Inflected {
    fn write(&self, group: &Range<usize>, reading: &mut [Option<Table>]) {
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

fn head_readings(text: &str, words: &Words, group: &Range<usize>, person: bool) -> Vec<Inflected> {
    let nouns = |at: usize| {
        let written = written(text, words, at);
        let proper = written.chars().next().is_some_and(char::is_uppercase);
        noun::readings(words.folded(at), proper, is_abbreviation(written), person)
    };
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
        let name = written(text, words, last).chars().next().is_some_and(char::is_uppercase);
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
