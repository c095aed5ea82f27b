//! Names of people: which of their words decline, and whether a woman's do.
//!
//! After the Academy grammar of 1980, §§ 1230–1236: a woman's given name or surname that ends in
//! a consonant stays (*Мехрибан Алиевой*, *Терезы Мэй*), a man's declines; particles (*де*,
//! *фон*) stay, and so does the father's name before *оглу* and *кызы*; of a Korean name only the
//! last syllable declines (*Ким Чен Ына*).

use super::noun::{self, Noun};
use super::phrase::{Inflected, Phrase, Reading, head_readings};
use super::{Gender, VOWELS, ends_in, lists, syllables};
use std::ops::Range;

/// How many readings of the words before are gone on with.
pub(super) const MOST: usize = 8;

impl Phrase<'_> {
    /// The term as a name, all of whose words decline and agree; a first word that does not
    /// decline leaves it to the others (Милли Меджлис). None where a word is small, or ends in
    /// an oblique case of an adjective (Организация Объединённых Наций).
    pub(super) fn names(&self) -> Vec<Reading> {
        let oblique = |group: &Range<usize>| {
            let word = self.word(group);
            let ending = ["ых", "их", "ого", "его"].iter().any(|end| word.ends_with(end));
            ending && !self.person && !word.ends_with("рих")
        };
        let fits = |group: &Range<usize>| {
            lists::NAME_PARTICLES.has(self.word(group))
                || (self.is_capital(group) && !oblique(group))
        };
        if self.groups.len() < 2 || !self.groups.iter().all(fits) {
            return Vec::new();
        }
        let woman = self.is_woman();
        let last = self.groups.len() - 1;
        let mut readings = vec![self.empty()];
        for (at, group) in self.groups.iter().enumerate() {
            if self.stays(at) {
                continue;
            }
            let word = self.word(group);
            let mut nouns: Vec<Inflected> = head_readings(
                self.text,
                self.words,
                group,
                at == last && !lists::NO_SURNAMES.has(word),
            )
            .into_iter()
            .filter(|inflected| inflected.noun.gender != Gender::Plural)
            .collect();
            // A given name in -ь declines; a surname does not, as one in a consonant. A foreign
            // given name in these vowels stays: Нино, Джузеппе.
            let foreign = at != last && self.is_person() && ends_in(word, "оеиуюэ");
            let of_woman = !ends_in(word, VOWELS) && (at == last || !word.ends_with('ь'));
            if (woman && of_woman) || foreign {
                let part = group.len() - 1;
                let noun = noun::indeclinable(word, Gender::Feminine);
                nouns.insert(0, Inflected { noun, part, with: None });
            }
            readings = readings
                .iter()
                .take(MOST)
                .flat_map(|reading| {
                    nouns.iter().map(|inflected| {
                        let mut reading = reading.clone();
                        inflected.write(group, &mut reading);
                        reading
                    })
                })
                .collect();
        }
        match self.is_person() {
            true => readings.into_iter().map(of_person).collect(),
            false => readings,
        }
    }

    /// Whether a word of a name does not decline.
    fn stays(&self, at: usize) -> bool {
        let word = |at: usize| self.groups.get(at).map_or("", |group| self.word(group));
        let particle = |at: usize| lists::NAME_PARTICLES.has(word(at));
        let korean = self.groups.len() == 3
            && !particle(1)
            && self.groups.iter().all(|group| group.len() == 1 && syllables(self.word(group)) == 1);
        particle(at)
            || matches!(word(at + 1), "оглу" | "оглы" | "кызы" | "гызы")
            || (korean && at < 2)
    }

    /// Whether the name is a woman's, as far as its words tell.
    fn is_woman(&self) -> bool {
        let words =
            [self.groups.first(), self.groups.last()].map(|g| g.map_or("", |g| self.word(g)));
        let [first, last] = words;
        let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
        if ends(last, &["ова", "ева", "ина", "ына", "ская", "цкая", "вна", "чна"])
        {
            return true;
        }
        if ends(last, &["ов", "ев", "ин", "ын", "ский", "цкий", "ович", "евич"])
        {
            return false;
        }
        lists::WOMEN.has(first) || (ends_in(first, "ая") && !lists::MEN_IN_A.has(first))
    }

    /// Whether the term is likelier a name than a head with its dependents.
    pub(super) fn is_name(&self) -> bool {
        let unchanging_first = self.groups.first().is_some_and(|group| {
            let first = head_readings(self.text, self.words, group, self.person).into_iter().next();
            first.is_some_and(|inflected| inflected.noun.is_indeclinable())
        });
        self.is_person() || unchanging_first
    }

    /// Whether the term names a person, as far as the glossary or its words tell.
    pub(super) fn is_person(&self) -> bool {
        const SURNAMES: [&str; 13] = [
            "ов",
            "ев",
            "ин",
            "ын",
            "ский",
            "цкий",
            "ян",
            "дзе",
            "швили",
            "ович",
            "евич",
            "ова",
            "ева",
        ];
        let is_surname = |group: &Range<usize>| {
            let word = self.word(group);
            SURNAMES.iter().any(|end| word.ends_with(end)) && !lists::NO_SURNAMES.has(word)
        };
        // Центр Гейдара Алиева: what stands before a woman's surname is a woman's name.
        let fits = |first: &str, last: &str| {
            !last.ends_with('а') || ends_in(first, "аяьэ") || lists::WOMEN.has(first)
        };
        let ends = (self.groups.first(), self.groups.last());
        let surname = matches!(ends, (Some(first), Some(last))
            if is_surname(last) && fits(self.word(first), self.word(last)));
        self.person || surname || self.begins_with_given_name()
    }

    /// Whether the first word is a given name that is known.
    pub(super) fn begins_with_given_name(&self) -> bool {
        self.groups.first().is_some_and(|group| lists::has_given_name(self.word(group)))
    }
}

/// The tables of the names of one person.
pub(super) fn of_person(reading: Reading) -> Reading {
    reading.into_iter().map(|table| table.map(|table| table.of_person().in_singular())).collect()
}

impl Noun {
    /// Whether the noun has one form.
    pub(super) fn is_indeclinable(&self) -> bool {
        self.table.forms().len() == 1
    }
}
