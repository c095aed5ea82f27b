//! What is in a memory: units, languages, words, duplicates, dates, producers.

use super::blocks::in_blocks;
use super::dates::Date;
use super::model::{Attributes, Child, Node, Unit, is_code};
use super::reader::Reader;
use super::seen::{Mark, Marker, Seen};
use crate::error::Result;
use std::collections::BTreeMap;

/// What was counted of one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct LanguageCount {
    /// Variants.
    pub variants: usize,
    /// Words: what stands between white space and holds a letter or digit.
    pub words: usize,
    /// Characters of the text, white space included.
    pub characters: usize,
}

/// What is in a memory. Everything is kept in an order that does not depend on chance.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Stats {
    /// Units.
    pub units: usize,
    /// Variants.
    pub variants: usize,
    /// Counts by language tag as written; variants without one are under the empty tag.
    pub languages: BTreeMap<String, LanguageCount>,
    /// Units whose texts are those of a unit before them, in all languages.
    pub duplicates: usize,
    /// Variants without text.
    pub empty: usize,
    /// Inline codes (`bpt ept ph it ut`).
    pub codes: usize,
    /// Properties, by type.
    pub props: BTreeMap<String, usize>,
    /// Notes.
    pub notes: usize,
    /// The date of the oldest and of the newest unit that has one.
    pub dates: Option<(Date, Date)>,
    /// Units by the tool that made them: their own `creationtool`, else the header's.
    pub producers: BTreeMap<String, usize>,
    /// Units by the user who changed them last, else made them.
    pub users: BTreeMap<String, usize>,
}

/// Counts what is in a memory.
pub fn stats(reader: &mut Reader<'_>) -> Result<Stats> {
    let mut stats = Stats::default();
    let mut seen = Seen::default();
    let mut by_header = 0;
    in_blocks(
        reader,
        |units| {
            let mut counter = Counter::default();
            units.for_each(|unit| counter.unit(&unit));
            counter
        },
        |counter| {
            let new = |mark: &&Mark| !seen.insert_mark(**mark);
            stats.duplicates += counter.marks.iter().filter(new).count();
            by_header += counter.by_header;
            stats.add(counter.stats);
            Ok(())
        },
    )?;
    if let Some(producer) = producer(&reader.header().attributes)
        && by_header > 0
    {
        *entry(&mut stats.producers, &producer) += by_header;
    }
    Ok(stats)
}

impl Stats {
    /// Adds what was counted of other units.
    fn add(&mut self, other: Stats) {
        self.units += other.units;
        self.variants += other.variants;
        for (tag, count) in other.languages {
            let own = self.languages.entry(tag).or_default();
            own.variants += count.variants;
            own.words += count.words;
            own.characters += count.characters;
        }
        self.duplicates += other.duplicates;
        self.empty += other.empty;
        self.codes += other.codes;
        add(&mut self.props, other.props);
        self.notes += other.notes;
        self.dates = match (self.dates.take(), other.dates) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (own, other) => own.or(other),
        };
        add(&mut self.producers, other.producers);
        add(&mut self.users, other.users);
    }
}

fn add(counts: &mut BTreeMap<String, usize>, other: BTreeMap<String, usize>) {
    for (key, count) in other {
        *counts.entry(key).or_default() += count;
    }
}

/// What was counted of some units, duplicates apart.
#[derive(Default)]
struct Counter {
    stats: Stats,
    /// What each of the units says.
    marks: Vec<Mark>,
    marker: Marker,
    /// Units that name no producer of their own.
    by_header: usize,
}

impl Counter {
    fn unit(&mut self, unit: &Unit) {
        self.stats.units += 1;
        for child in &unit.children {
            match child {
                Child::Node(node) => self.annotation(node),
                Child::Variant(variant) => {
                    self.stats.variants += 1;
                    let tag = variant.lang_tag().unwrap_or_default();
                    let text = variant.text();
                    let count = entry(&mut self.stats.languages, tag);
                    count.variants += 1;
                    count.words += words(&text);
                    count.characters += text.chars().count();
                    self.stats.empty += usize::from(text.trim().is_empty());
                    variant.children.iter().for_each(|node| self.annotation(node));
                    self.marker.text(tag).text(&text);
                }
            }
        }
        self.marks.push(self.marker.mark());
        match producer(&unit.attributes) {
            Some(own) => *entry(&mut self.stats.producers, &own) += 1,
            None => self.by_header += 1,
        }
        if let Some(user) = unit.attribute("changeid").or(unit.attribute("creationid")) {
            *entry(&mut self.stats.users, user) += 1;
        }
        if let Some(date) = unit.moment() {
            match &mut self.stats.dates {
                None => self.stats.dates = Some((Date::of(&date), Date::of(&date))),
                Some((oldest, newest)) => {
                    if *date < *oldest.as_str() {
                        *oldest = Date::of(&date);
                    }
                    if *date > *newest.as_str() {
                        *newest = Date::of(&date);
                    }
                }
            }
        }
    }

    fn annotation(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        match element.name.as_ref() {
            "prop" => {
                let kind = element.attributes.get("type").unwrap_or_default();
                *entry(&mut self.stats.props, kind) += 1;
            }
            "note" => self.stats.notes += 1,
            "seg" => self.stats.codes += codes(&element.children),
            _ => {}
        }
    }
}

/// The entry of a map; the key is copied only when it is new.
fn entry<'m, V: Default>(map: &'m mut BTreeMap<String, V>, key: &str) -> &'m mut V {
    if map.contains_key(key) {
        return map.get_mut(key).unwrap_or_else(|| unreachable!("the key has just been found"));
    }
    map.entry(key.to_owned()).or_default()
}

fn producer(attributes: &Attributes) -> Option<String> {
    let tool = attributes.get("creationtool")?;
    Some(match attributes.get("creationtoolversion") {
        Some(version) if !version.is_empty() => format!("{tool} {version}"),
        _ => tool.to_owned(),
    })
}

fn codes(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .filter_map(Node::element)
        .map(|element| usize::from(is_code(&element.name)) + codes(&element.children))
        .sum()
}

/// What a byte says about the word in which it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Nothing: punctuation, or not the first byte of a character.
    Nothing,
    /// It is, or begins, a letter or digit.
    Letter,
    /// It ends the word.
    Space,
    /// The character that it begins must be looked at.
    Look,
}

/// Letters of two bytes are told by the first: U+00C0 to U+024F but for two signs, and Cyrillic
/// but for its combining marks.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Nothing; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => Class::Space,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            0xc4..=0xc8 | 0xd0 | 0xd1 | 0xd3 => Class::Letter,
            0xc2.. => Class::Look,
            _ => Class::Nothing,
        };
        byte += 1;
    }
    classes
};

/// The words of a text: what stands between white space and holds a letter or digit.
pub fn words(text: &str) -> usize {
    if let Some(words) = plain_words(text.as_bytes()) {
        return words;
    }
    let mut words = 0;
    let mut counted = false;
    for (at, byte) in text.bytes().enumerate() {
        let class = match CLASSES[usize::from(byte)] {
            Class::Look => class_of_char(text, at),
            class => class,
        };
        words += usize::from(class == Class::Letter && !counted);
        counted = (counted || class == Class::Letter) && class != Class::Space;
    }
    words
}

/// The words of a text of which every word begins with a letter or digit, and no character must
/// be looked at; `None` for other texts. It is written so that the compiler makes vectors of it.
fn plain_words(text: &[u8]) -> Option<usize> {
    const BLOCK: usize = 128;
    let is_space = |b: u8| (b == b' ') | (b.wrapping_sub(b'\t') < 5);
    let is_letter = |b: u8| {
        ((b | 0x20).wrapping_sub(b'a') < 26)
            | (b.wrapping_sub(b'0') < 10)
            | (b.wrapping_sub(0xc4) < 5)
            | (b == 0xd0)
            | (b == 0xd1)
            | (b == 0xd3)
    };
    let first = *text.first()?;
    let mut odd = !is_letter(first);
    let mut words = 1;
    for (before, here) in text.chunks(BLOCK).zip(text.get(1..)?.chunks(BLOCK)) {
        let mut begun = 0u8;
        for (before, here) in before.iter().zip(here) {
            let (letter, space, begins) = (is_letter(*here), is_space(*here), is_space(*before));
            begun += u8::from(begins & letter);
            odd |= ((*here >= 0xc2) & !letter) | (begins & !letter & !space);
        }
        words += usize::from(begun);
    }
    (!odd).then_some(words)
}

/// The class of the character that begins at the byte `at`.
fn class_of_char(text: &str, at: usize) -> Class {
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) if c.is_alphanumeric() => Class::Letter,
        Some(c) if c.is_whitespace() => Class::Space,
        _ => Class::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_white_space() {
        for (text, count) in [
            ("", 0),
            (" \t\n", 0),
            ("– «» —", 0),
            ("Görüş 14 fevral\u{a0}2020-ci ildə oldu.", 6),
            ("«Встреча» — это\u{2003}не\u{3000}всё…", 4),
            ("Həmin gün, Ərdəbil şəhərində", 4),
            ("e-mail: a@b.c", 2),
            (&"Görüş oldu 1 ".repeat(100), 300),
            (&"Встреча   состоялась\n".repeat(100), 200),
            (&"ab , c".repeat(100), 101),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
        for c in '\0'..=char::MAX {
            let word = usize::from(c.is_alphanumeric());
            let text = format!("{c}");
            assert_eq!(words(&text), word, "{c:?}");
            let parts = if c.is_whitespace() { 2 } else { 1 };
            assert_eq!(words(&format!("a{c}b")), parts, "{c:?}");
        }
    }
}
