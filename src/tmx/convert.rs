//! Writing a memory for another tool.

use super::conform;
use super::dtd::Version;
use super::languages::home_region;
use super::model::{Attributes, Child, Node, Unit, Variant};
use super::reader::Reader;
use super::seen::Seen;
use super::stream::{Passed, rewrite};
use super::writer::{Encoding, WriteOptions};
use crate::error::Result;
use crate::lang::Lang;
use std::io::Write;

/// A tool that has needs of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// OmegaT takes every well-formed TMX, but compares plain text: codes of other tools would
    /// stand in its way, so that they are left out (level 1).
    OmegaT,
    /// Trados Studio knows languages with a region only, and properties whose type begins
    /// with `x-`.
    Trados,
    /// Translator's Workbench, the Trados before Studio: as Studio, with tags in capitals, in
    /// UTF-16.
    Workbench,
    /// memoQ: two languages at a time, which `pair` chooses; codes are welcome.
    MemoQ,
    /// Wordfast Classic: text only, tags in capitals, in UTF-16.
    Wordfast,
}

impl Tool {
    /// All tools with their names on the command line.
    pub const ALL: [(&'static str, Tool); 5] = [
        ("omegat", Tool::OmegaT),
        ("trados", Tool::Trados),
        ("workbench", Tool::Workbench),
        ("memoq", Tool::MemoQ),
        ("wordfast", Tool::Wordfast),
    ];

    fn plain_text(self) -> bool {
        matches!(self, Tool::OmegaT | Tool::Wordfast)
    }

    fn encoding(self) -> Encoding {
        match self {
            Tool::Workbench | Tool::Wordfast => Encoding::Utf16,
            Tool::OmegaT | Tool::Trados | Tool::MemoQ => Encoding::Utf8,
        }
    }

    fn wants_region(self) -> bool {
        matches!(self, Tool::Trados | Tool::Workbench | Tool::Wordfast)
    }

    fn tag(self, tag: &str) -> String {
        let tag = match (self.wants_region(), Lang::parse(tag)) {
            (true, Some(lang)) if lang.region().is_none() => with_region(&lang),
            _ => tag.to_owned(),
        };
        match self {
            Tool::Workbench | Tool::Wordfast => tag.to_ascii_uppercase(),
            _ => tag,
        }
    }

    /// Writes the language tags of an element as the tool does.
    fn retag(self, attributes: &mut Attributes) {
        for attribute in attributes.iter_mut() {
            if matches!(attribute.name.as_ref(), "xml:lang" | "lang" | "srclang")
                && attribute.value != "*all*"
            {
                attribute.value = self.tag(&attribute.value);
            }
        }
    }

    /// Makes a unit what the tool takes.
    fn fit(self, unit: &mut Unit, passed: &mut Passed) {
        self.retag(&mut unit.attributes);
        for child in &mut unit.children {
            match child {
                Child::Node(node) => self.fit_property(node),
                Child::Variant(variant) => {
                    self.retag(&mut variant.attributes);
                    variant.children.iter_mut().for_each(|node| self.fit_property(node));
                    let has_codes =
                        |v: &Variant| v.seg().is_some_and(|seg| seg.elements().next().is_some());
                    if self.plain_text() && has_codes(variant) {
                        let text = variant.text().into_owned();
                        variant.set_text(&text);
                        passed.count("segments without their codes", 1);
                    }
                }
            }
        }
    }

    /// Types that are no tool's own begin with `x-`, as the standard wants.
    fn fit_property(self, node: &mut Node) {
        if let Node::Element(prop) = node
            && prop.name == "prop"
            && matches!(self, Tool::Trados | Tool::Workbench)
            && let Some(kind) = prop.attributes.get("type")
            && !kind.starts_with("x-")
        {
            let kind = format!("x-{kind}");
            prop.attributes.set("type", kind);
        }
    }
}

/// The tag that stands for a language where a region must be named; others stay as they are.
fn with_region(lang: &Lang) -> String {
    match (home_region(lang), lang.script()) {
        (Some(region), Some(script)) if lang.primary() == "az" => format!("az-{script}-{region}"),
        (Some(region), _) => format!("{}-{region}", lang.primary()),
        (None, _) => lang.as_str().to_owned(),
    }
}

/// How a memory is written.
#[derive(Debug, Clone, Default)]
pub struct Convert {
    /// For which tool.
    pub tool: Option<Tool>,
    /// In these two languages only, the source first.
    pub pair: Option<(Lang, Lang)>,
    /// With this source language.
    pub srclang: Option<Lang>,
    /// In this version of TMX.
    pub version: Option<Version>,
}

impl Convert {
    /// Whether anything is to be changed: if not, the memory is written as it is.
    fn changes(&self) -> bool {
        self.tool.is_some()
            || self.pair.is_some()
            || self.srclang.is_some()
            || self.version.is_some()
    }
}

/// Writes a memory for another tool.
///
/// Without options everything is written as it was read. With any, the result is valid by the
/// definition of its version, and what was filled in, put right and left out for that is
/// counted.
pub fn convert(reader: &mut Reader<'_>, out: impl Write, options: &Convert) -> Result<Passed> {
    let mut header = reader.header().clone();
    if !options.changes() {
        return rewrite(reader, out, &header, WriteOptions::default(), |unit, _| Some(unit));
    }
    let version = options.version.unwrap_or_default();
    let mut first = Passed::default();
    conform::header(&mut header, version, &mut first);
    let source = options.pair.as_ref().map(|(source, _)| source).or(options.srclang.as_ref());
    if let Some(source) = source {
        header.set_attribute("srclang", source.as_str());
    }
    if let Some(tool) = options.tool {
        tool.retag(&mut header.attributes);
    }
    let encoding = options.tool.map(Tool::encoding).unwrap_or_default();
    let mut tuids = Seen::default();
    let mut passed =
        rewrite(reader, out, &header, WriteOptions { encoding }, |mut unit, passed| {
            if source.is_some() {
                unit.attributes.remove("srclang");
            }
            if let Some((source, target)) = &options.pair {
                unit = in_pair(unit, source, target, passed)?;
            }
            if let Some(tool) = options.tool {
                tool.fit(&mut unit, passed);
            }
            let mut unit = conform::unit(unit, version, passed)?;
            conform::source_language(&mut unit, &header, passed);
            if unit.tuid().is_some_and(|tuid| !tuids.insert(tuid)) {
                unit.attributes.remove("tuid");
                passed.count("tuids given before left out", 1);
            }
            Some(unit)
        })?;
    first.done.into_iter().for_each(|(what, times)| passed.count(what, times));
    Ok(passed)
}

/// A unit with the variants that serve two languages best, the source first.
fn in_pair(unit: Unit, source: &Lang, target: &Lang, passed: &mut Passed) -> Option<Unit> {
    let (Some(from), Some(to)) = (unit.variant(source), unit.variant(target)) else {
        passed.count("units without both languages left out", 1);
        return None;
    };
    if std::ptr::eq(from, to) {
        passed.count("units without both languages left out", 1);
        return None;
    }
    let (from, to) = (from.clone(), to.clone());
    let mut unit = unit;
    let before = unit.children.len();
    unit.children.retain(|child| matches!(child, Child::Node(_)));
    passed.count("variants in other languages left out", before - unit.children.len() - 2);
    unit.children.extend([from, to].map(Child::Variant));
    Some(unit)
}
