//! What is in a memory: units, languages, words, duplicates, dates, producers.

use super::dates::Date;
use super::model::{Attributes, Child, Node, Unit, is_code};
use super::reader::Reader;
use super::seen::{Marker, Seen};
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
    let mut counter = Counter::default();
    while let Some(unit) = reader.next_unit()? {
        counter.unit(&unit);
    }
    if let Some(producer) = producer(&reader.header().attributes)
        && counter.by_header > 0
    {
        *entry(&mut counter.stats.producers, &producer) += counter.by_header;
    }
    Ok(counter.stats)
}

#[derive(Default)]
struct Counter {
    stats: Stats,
    seen: Seen,
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
        self.stats.duplicates += usize::from(!self.seen.insert_mark(self.marker.mark()));
        match producer(&unit.attributes) {
            Some(own) => *entry(&mut self.stats.producers, &own) += 1,
            None => self.by_header += 1,
        }
        if let Some(user) = unit.attribute("changeid").or(unit.attribute("creationid")) {
            *entry(&mut self.stats.users, user) += 1;
        }
        if let Some(date) = unit.date() {
            match &mut self.stats.dates {
                None => self.stats.dates = Some((date.clone(), date)),
                Some((oldest, _)) if date < *oldest => *oldest = date,
                Some((_, newest)) if date > *newest => *newest = date,
                Some(_) => {}
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

/// The bytes with which white space begins, and some other characters.
const BREAKS: [bool; 256] = {
    let mut breaks = [false; 256];
    let mut byte = b'\t';
    while byte <= b'\r' {
        breaks[byte as usize] = true;
        byte += 1;
    }
    breaks[b' ' as usize] = true;
    breaks[0xc2] = true;
    breaks[0xe1] = true;
    breaks[0xe2] = true;
    breaks[0xe3] = true;
    breaks
};

/// The words of a text: what stands between white space and holds a letter or digit.
pub fn words(text: &str) -> usize {
    let mut words = 0;
    let mut rest = text;
    while let Some(start) = rest.find(is_letter_or_digit) {
        words += 1;
        rest = &rest[start..];
        // Most bytes need no look at the character they belong to.
        loop {
            let Some(at) = rest.bytes().position(|byte| BREAKS[usize::from(byte)]) else {
                return words;
            };
            let (c, length) = match rest[at..].chars().next() {
                Some(c) => (c, c.len_utf8()),
                None => return words,
            };
            rest = &rest[at + length..];
            if c.is_whitespace() {
                break;
            }
        }
    }
    words
}

/// [`char::is_alphanumeric`], with what is frequent here decided first.
fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\u{d7}' | '\u{f7}' => false,
        '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        c => c.is_alphanumeric(),
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
        ] {
            assert_eq!(words(text), count, "{text}");
        }
        for c in '\0'..='\u{3000}' {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c}");
            let white =
                matches!(c.to_string().as_bytes()[0], b'\t'..=b'\r' | b' ' | 0xc2 | 0xe1..=0xe3);
            assert!(white || !c.is_whitespace(), "{c:?}");
        }
    }
}
