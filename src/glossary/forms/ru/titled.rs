//! A title with the name of its bearer: both decline, each in its own way (*Президента Ильхама
//! Алиева*, *первым вице-президентом Мехрибан Алиевой*), while what depends on the title stays
//! (*Генеральному секретарю ООН Антониу Гутерришу*).

use super::super::is_abbreviation;
use super::name::{MOST, of_person};
use super::phrase::{Phrase, Reading, head_readings};
use super::{Gender, VOWELS, ends_in, is_animate, lists, noun};
use crate::glossary::tokens::Gap;
use std::ops::Range;

/// The longest name that is looked for, in words.
const LONGEST: usize = 4;

impl Phrase<'_> {
    /// The readings as a title with a name; none where the last words are no name, or the first
    /// ones no title.
    pub(super) fn titled(&self) -> Vec<Reading> {
        let count = self.groups.len();
        // Лидер партии «Новый Азербайджан»: what is quoted is no person.
        let quotes =
            self.groups.iter().skip(1).any(|group| self.words.gap(group.start) == Gap::Other);
        if quotes || self.begins_with_given_name() {
            return Vec::new();
        }
        // A given name with a surname is likelier than three names, and these than one.
        let length = |start: &usize| match count - start {
            2 => 0,
            1 => LONGEST,
            words => words,
        };
        let mut starts: Vec<usize> = (count.saturating_sub(LONGEST).max(1)..count).collect();
        starts.sort_by_key(|start| {
            let known = self.part(*start..count).begins_with_given_name();
            (!known, length(start))
        });
        for start in starts {
            let (title, name) = (self.part(0..start), self.part(start..count));
            if !name.may_follow_title() || !title.has_dependents_only() {
                continue;
            }
            let titles: Vec<Reading> = title
                .with_head()
                .into_iter()
                .filter(|reading| is_animate(self.words, reading, None) && is_singular(reading))
                .collect();
            if titles.is_empty() {
                continue;
            }
            let of_woman =
                title.groups.iter().any(|group| lists::WOMEN_TITLES.has(title.word(group)));
            let names = name.of_bearer(of_woman);
            let readings: Vec<Reading> = titles
                .iter()
                .flat_map(|title| names.iter().map(move |name| joined(title, name)))
                .take(MOST)
                .collect();
            if !readings.is_empty() {
                return readings;
            }
        }
        Vec::new()
    }

    fn part(&self, groups: Range<usize>) -> Phrase<'_> {
        Phrase { groups: self.groups[groups].to_vec(), ..*self }
    }

    /// Whether the words may be the name of somebody whose title stands before them: capitals, in
    /// the nominative as far as their endings tell.
    fn may_follow_title(&self) -> bool {
        let capitals = self.groups.iter().all(|group| {
            let written = &self.text[self.words_span(group)];
            let number = written.chars().all(|c| "IVX".contains(c));
            let abbreviation = is_abbreviation(written) && !number;
            (self.is_capital(group) && !abbreviation) || lists::NAME_PARTICLES.has(self.word(group))
        });
        let (Some(first), Some(last)) = (self.groups.first(), self.groups.last()) else {
            return false;
        };
        let oblique = |group: &Range<usize>| {
            let word = self.word(group);
            ["ых", "их", "ого", "его", "ики", "ии", "ства"].iter().any(|end| word.ends_with(end))
        };
        // Полномочный Посол: the noun of an adjective that is a title itself.
        let title = lists::PEOPLE.has(self.word(first));
        if !capitals || title || !self.is_capital(first) || oblique(first) || oblique(last) {
            return false;
        }
        let word = self.word(last);
        // Послы Нидерландов, Аравийских Эмиратов: a genitive plural is no name of one word.
        let genitive = ["ов", "ев", "ин", "ий", "ей"].iter().any(|end| word.ends_with(end));
        let nominative = !ends_in(word, VOWELS);
        match self.groups.len() {
            1 => nominative && !genitive || lists::has_given_name(word),
            _ => self.is_person() || (nominative && !genitive) || word.ends_with("ин"),
        }
    }

    /// Whether what stands behind the head of a title is in the genitive or an abbreviation, as
    /// far as its endings tell: no part of a name.
    fn has_dependents_only(&self) -> bool {
        // The noun of an adjective belongs to it: министр внутренних дел.
        let unfinished = self.groups.last().is_some_and(|group| {
            let word = self.word(group);
            word == "и" || ["ых", "их", "ого", "его", "ой"].iter().any(|end| word.ends_with(end))
        });
        if unfinished {
            return false;
        }
        self.groups.iter().skip(1).all(|group| {
            let word = self.word(group);
            let genitive =
                ["ов", "ев", "ей", "ий", "ых", "их"].iter().any(|end| word.ends_with(end));
            !self.is_capital(group)
                || genitive
                || ends_in(word, VOWELS)
                || is_abbreviation(&self.text[self.words_span(group)])
                || lists::PEOPLE.has(word)
                || !super::adjective::readings(word).is_empty()
        })
    }

    fn words_span(&self, group: &Range<usize>) -> Range<usize> {
        let ends = (self.words.get(group.start), self.words.get(group.end - 1));
        match ends {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    /// The readings of the words as the name of one person.
    fn of_bearer(&self, of_woman: bool) -> Vec<Reading> {
        if self.groups.len() > 1 {
            return self.names().into_iter().map(of_person).collect();
        }
        let Some(group) = self.groups.first() else { return Vec::new() };
        let word = self.word(group);
        let mut readings = Vec::new();
        if of_woman && !ends_in(word, VOWELS) {
            let mut reading = self.empty();
            reading[group.end - 1] = Some(noun::indeclinable(word, Gender::Feminine).table);
            readings.push(reading);
        }
        for inflected in head_readings(self.text, self.words, group, true) {
            if inflected.noun.gender != Gender::Plural {
                let mut reading = self.empty();
                inflected.write(group, &mut reading);
                readings.push(of_person(reading));
            }
        }
        readings
    }
}

/// Whether the words that inflect have a singular.
fn is_singular(reading: &Reading) -> bool {
    reading.iter().flatten().all(|table| !table.get(0).is_empty())
}

/// The words of both: the title inflects before the name begins.
fn joined(title: &Reading, name: &Reading) -> Reading {
    let both = title.iter().zip(name);
    both.map(|(title, name)| match title {
        Some(title) => Some(title.clone().of_person()),
        None => name.clone(),
    })
    .collect()
}
