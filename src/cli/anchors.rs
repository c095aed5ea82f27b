//! `align --anchors FILE`: beads that are fixed, as JSON Lines such as `align` prints, or as a
//! TMX file that somebody corrected.

use crate::align::anchors::Anchor;
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::Lang;
use crate::tmx;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A variant of a TMX file joins at most so many segments.
const LONGEST: usize = 16;

/// The versions: languages with the texts of their segments.
type Texts<'a> = [(&'a Lang, Vec<&'a str>)];

#[derive(Deserialize)]
struct Line {
    segments: BTreeMap<String, Vec<usize>>,
}

/// Reads the anchors of a file; which of the two it is, its first character tells.
pub fn read(path: &Path, texts: &Texts<'_>, notices: &mut Vec<Notice>) -> Result<Vec<Anchor>> {
    let name = path.display().to_string();
    let bytes = crate::fs::read(path)?;
    let text = bytes.strip_prefix(BOM).unwrap_or(&bytes);
    // TMX begins with `<`, or in UTF-16 or packed with what is no letter.
    let first = text.iter().find(|b| !b.is_ascii_whitespace());
    if first.is_some_and(|&b| b == b'<' || !(b' '..=b'~').contains(&b)) {
        return units(path, texts, notices);
    }
    let text = std::str::from_utf8(text).map_err(|_| {
        Error::new(Kind::Malformed, "the anchors are not UTF-8").at(Place::file(name.clone()))
    })?;
    lines(&name, text, texts)
}

fn lines(name: &str, text: &str, texts: &Texts<'_>) -> Result<Vec<Anchor>> {
    let mut anchors = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place =
            Place { line: Some(number + 1), excerpt: Some(line.to_owned()), ..Place::file(name) };
        let wrong = |what: String| Error::new(Kind::Malformed, what).at(place.clone());
        let Line { segments } = serde_json::from_str(line.trim()).map_err(|error| {
            wrong(format!("this is no bead: {error}"))
                .help("a line is an object such as {\"segments\":{\"en\":[0],\"ru\":[0,1]}}")
        })?;
        let mut groups = vec![None; texts.len()];
        for (tag, numbers) in &segments {
            let version = Lang::parse(tag)
                .and_then(|lang| texts.iter().position(|(own, _)| own.same_language(&lang)))
                .ok_or_else(|| wrong(format!("there is no version in `{tag}`")))?;
            let group = consecutive(numbers).ok_or_else(|| {
                wrong(format!("the segments of `{tag}` do not follow one another"))
                    .help("a bead holds segments that stand side by side, in their order")
            })?;
            groups[version] = Some(group);
        }
        anchors.push(Anchor { groups, place });
    }
    Ok(anchors)
}

fn consecutive(numbers: &[usize]) -> Option<Range<usize>> {
    let Some((&first, rest)) = numbers.split_first() else { return Some(0..0) };
    let follows = rest.iter().enumerate().all(|(n, &x)| x.checked_sub(n + 1) == Some(first));
    let end = first.checked_add(numbers.len())?;
    follows.then_some(first..end)
}

/// The places of texts in a version.
struct Index {
    /// By text, each list in the order of the version.
    spans: HashMap<String, Vec<Range<usize>>>,
    /// Where the last text that was found ends.
    at: usize,
}

impl Index {
    fn new(texts: &[&str]) -> Index {
        let mut spans: HashMap<String, Vec<Range<usize>>> = HashMap::new();
        for start in 0..texts.len() {
            let mut joined = String::new();
            for (end, text) in texts.iter().enumerate().skip(start).take(LONGEST) {
                joined.push(' ');
                joined.push_str(text);
                spans.entry(plain(&joined)).or_default().push(start..end + 1);
            }
        }
        Index { spans, at: 0 }
    }

    /// Where a text stands: where the file says, or else next after what was found before.
    fn find(&mut self, text: &str, said: Option<usize>) -> Option<Range<usize>> {
        let spans = self.spans.get(&plain(text))?;
        // A text that repeats itself has many such places.
        let from = |least: usize| spans.get(spans.partition_point(|span| span.start < least));
        let found = said
            .and_then(|said| from(said).filter(|span| span.start == said))
            .or_else(|| from(self.at))
            .or_else(|| spans.last())?
            .clone();
        self.at = found.end;
        Some(found)
    }
}

/// A text with white space evened out: CAT tools do not keep it.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn units(path: &Path, texts: &Texts<'_>, notices: &mut Vec<Notice>) -> Result<Vec<Anchor>> {
    let name = path.display().to_string();
    let memory = tmx::read_file(path, tmx::ReadOptions::default())?;
    notices.extend(memory.notices);
    let of = |unit: &tmx::Unit, lang: &Lang| -> Option<(String, Option<usize>)> {
        let variant = unit.variants().find(|v| v.lang().is_some_and(|l| l.same_language(lang)))?;
        let said = variant.prop("x-segments").and_then(|s| s.split('-').next()?.parse().ok());
        Some((variant.text().into_owned(), said))
    };
    // Links finer than their bead say nothing that the bead does not say.
    let beads = || memory.units.iter().filter(|unit| unit.prop("x-bead").is_none());
    let mut indexes: Vec<Index> = texts.iter().map(|(_, texts)| Index::new(texts)).collect();
    let has: Vec<bool> =
        texts.iter().map(|(lang, _)| beads().any(|unit| of(unit, lang).is_some())).collect();
    let mut anchors = Vec::new();
    for unit in beads() {
        let place = Place { line: Some(unit.line.0 as usize), ..Place::file(name.clone()) };
        let mut missing = None;
        let groups: Vec<Option<Range<usize>>> = texts
            .iter()
            .zip(&mut indexes)
            .zip(&has)
            .map(|(((lang, _), index), has)| match of(unit, lang) {
                None => has.then_some(0..0),
                Some((text, said)) => {
                    let found = index.find(&text, said);
                    if found.is_none() {
                        missing = Some(lang.to_string());
                    }
                    found
                }
            })
            .collect();
        if let Some(lang) = missing {
            notices.push(
                Notice::new(format!("the text in `{lang}` stands in no version as it is here"))
                    .at(place.clone())
                    .help("what is corrected inside a segment is not fixed by it"),
            );
        }
        if groups.iter().flatten().filter(|group| !group.is_empty()).count() > 1 {
            anchors.push(Anchor { groups, place });
        }
    }
    Ok(anchors)
}
