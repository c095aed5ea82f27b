//! Word-processing documents of Office Open XML (ECMA-376 part 1, §17), transitional and strict.
//!
//! A paragraph becomes a line, in reading order; tables are read cell by cell; a line break inside
//! a paragraph ends the line. Text boxes follow the paragraph that holds them. Tracked insertions
//! count and tracked deletions do not, as if every change were accepted. Left out are what is not
//! the running text: headers and footers, footnotes, comments, the instructions of fields (their
//! results count), and the numbers that Word itself puts before the items of a list.

use super::Extract;
use super::package::{Package, doctype, malformed_xml};
use super::xml::{attribute, resolved};
use crate::error::{Error, Kind, Place, Result};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::collections::BTreeMap;

const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// Deeper nesting than any document has, tables in tables in text boxes included.
const MAX_DEPTH: usize = 512;
/// The title stands among so many first paragraphs: after a letterhead, a number or a date.
const TITLE_WITHIN: usize = 3;

/// Extracts the text of a document.
pub(super) fn extract(bytes: &[u8], file: &str) -> Result<Extract> {
    let mut package = Package::open(bytes, file)?;
    let body = package.body()?;
    let headings = match package.target(&body, "/styles")? {
        Some(part) => match package.part(&part)? {
            Some(xml) => title_styles(&xml, &package.place(&part))?,
            None => BTreeMap::new(),
        },
        None => BTreeMap::new(),
    };
    let place = package.place(&body);
    let Some(xml) = package.part(&body)? else {
        return Err(Error::new(
            Kind::Malformed,
            "the docx file lacks the part that holds its text",
        )
        .at(Place::file(place)));
    };
    let mut text = Text { headings, ..Text::default() };
    walk(&xml, &place, |step| match step {
        Step::Open(name, element) => text.open(name, element),
        Step::Close(name) => text.close(name),
        Step::Characters(characters) => text.characters(characters),
    })?;
    Ok(text.finish())
}

/// How a style serves a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    First,
    Title,
}

/// The styles of titles by their identifiers. Identifiers are made up by each program and each
/// language of Word; the names of built-in styles are always English (§17.7.4.9).
fn title_styles(xml: &str, place: &str) -> Result<BTreeMap<String, Heading>> {
    let mut found = BTreeMap::new();
    let mut style = None;
    walk(xml, place, |step| {
        if let Step::Open(name, element) = step {
            match name {
                Name::Word("style") => style = attribute(element, "styleId"),
                Name::Word("name") => {
                    let heading = match attribute(element, "val").unwrap_or_default().as_str() {
                        name if name.eq_ignore_ascii_case("title") => Heading::Title,
                        name if name.eq_ignore_ascii_case("heading 1") => Heading::First,
                        _ => return,
                    };
                    found.extend(style.take().map(|style| (style, heading)));
                }
                _ => {}
            }
        }
    })?;
    Ok(found)
}

/// The name of an element in one of the namespaces that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name<'a> {
    Word(&'a str),
    Compatibility(&'a str),
    Other,
}

enum Step<'a> {
    Open(Name<'a>, &'a BytesStart<'a>),
    Close(Name<'a>),
    Characters(&'a str),
}

/// Walks through a part, with every bound kept and every reference resolved.
fn walk(xml: &str, place: &str, mut visit: impl FnMut(Step)) -> Result<()> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        let position = reader.buffer_position();
        let (namespace, event) = match reader.read_resolved_event() {
            Ok((namespace, event)) => (known(&namespace), event),
            Err(cause) => return Err(malformed_xml(place, reader.error_position(), cause)),
        };
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    let message = format!("elements are nested more than {MAX_DEPTH} deep");
                    return Err(Error::new(Kind::Limit, message).at(Place::file(place)));
                }
                let local = element.local_name();
                visit(Step::Open(namespace(local.as_ref()), &element));
            }
            Event::End(element) => {
                depth -= 1;
                let local = element.local_name();
                visit(Step::Close(namespace(local.as_ref())));
            }
            Event::Text(text) => visit(Step::Characters(&text.xml10_content())),
            Event::CData(text) => visit(Step::Characters(&text.xml10_content())),
            Event::GeneralRef(reference) => match resolved(&reference) {
                Some(c) => visit(Step::Characters(c.encode_utf8(&mut [0; 4]))),
                None => {
                    let name = reference.into_inner();
                    return Err(malformed_xml(place, position, format!("unknown entity `{name}`")));
                }
            },
            Event::DocType(_) => return Err(doctype(place)),
            Event::Eof if depth > 0 => {
                return Err(malformed_xml(place, position, "the end is missing"));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Makes a [`Name`] from the local name of an element in this namespace.
fn known(namespace: &ResolveResult) -> fn(&str) -> Name<'_> {
    match namespace {
        ResolveResult::Bound(Namespace(n)) if WORD.contains(n) => |name| Name::Word(name),
        ResolveResult::Bound(Namespace(n)) if *n == COMPATIBILITY => {
            |name| Name::Compatibility(name)
        }
        _ => |_| Name::Other,
    }
}

/// The text as it is put together.
#[derive(Default)]
struct Text {
    headings: BTreeMap<String, Heading>,
    lines: String,
    /// Non-empty paragraphs so far.
    count: usize,
    title: Option<(Heading, std::ops::Range<usize>)>,
    /// The paragraphs that are open: one, or inside a text box several.
    open: Vec<Paragraph>,
    /// Text boxes of the paragraph that is open, for after its end.
    boxes: Vec<Paragraph>,
    /// The beginning of a paragraph whose mark was deleted: it continues in the next.
    carried: Option<Paragraph>,
    /// How deep the walk is inside an element that is left out.
    skipped: usize,
    /// For each `AlternateContent` that is open, whether a branch has been taken.
    branches: Vec<bool>,
    /// For each field that is open, whether its result has begun.
    fields: Vec<bool>,
    /// The `w:t` that is open, and whether its spaces are kept.
    characters: Option<(String, bool)>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    heading: Option<Heading>,
    /// Inside `w:r`; elsewhere `w:tab` is a tab stop, and `w:del` a deletion of the mark.
    in_run: bool,
    in_mark: bool,
    mark_deleted: bool,
}

impl Text {
    fn open(&mut self, name: Name, element: &BytesStart) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let leave_out = match name {
            Name::Word("del") if self.open.last().is_some_and(|p| p.in_mark) => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.mark_deleted = true;
                }
                false
            }
            // Ruby annotations repeat the text in another script; the property changes hold
            // what the formatting was before.
            Name::Word("del" | "moveFrom" | "rt" | "pPrChange" | "rPrChange" | "sectPrChange") => {
                true
            }
            Name::Compatibility("Choice" | "Fallback") => {
                self.branches.last_mut().is_some_and(|taken| std::mem::replace(taken, true))
            }
            Name::Compatibility("AlternateContent") => {
                self.branches.push(false);
                false
            }
            _ => false,
        };
        if leave_out {
            self.skipped = 1;
            return;
        }
        let Name::Word(name) = name else { return };
        match name {
            "p" => {
                let paragraph = self.carried.take().unwrap_or_default();
                self.open.push(Paragraph { mark_deleted: false, ..paragraph });
            }
            "t" => {
                let kept = attribute(element, "space").as_deref() == Some("preserve");
                self.characters = Some((String::new(), kept));
            }
            "fldChar" => match attribute(element, "fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(result) = self.fields.last_mut() {
                        *result = true;
                    }
                }
                Some("end") => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        let character = match name {
            "pStyle" => {
                let style = attribute(element, "val").unwrap_or_default();
                paragraph.heading = self.headings.get(&style).copied();
                return;
            }
            "r" => {
                paragraph.in_run = true;
                return;
            }
            "rPr" => {
                paragraph.in_mark = !paragraph.in_run;
                return;
            }
            "tab" | "ptab" => '\t',
            "br" | "cr" => '\n',
            "noBreakHyphen" => '\u{2011}',
            "softHyphen" => '\u{AD}',
            _ => return,
        };
        if paragraph.in_run && self.fields.iter().all(|result| *result) {
            paragraph.text.push(character);
        }
    }

    fn close(&mut self, name: Name) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            Name::Compatibility("AlternateContent") => {
                self.branches.pop();
            }
            Name::Word("t") => {
                let Some((text, kept)) = self.characters.take() else { return };
                if let Some(paragraph) = self.open.last_mut()
                    && self.fields.iter().all(|result| *result)
                {
                    let text = if kept { &text } else { text.trim_matches(xml_space) };
                    let spaced = text.chars().map(|c| if xml_space(c) { ' ' } else { c });
                    paragraph.text.extend(spaced);
                }
            }
            Name::Word(name @ ("r" | "rPr")) => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.in_run &= name != "r";
                    paragraph.in_mark = false;
                }
            }
            Name::Word("p") => {
                let Some(paragraph) = self.open.pop() else { return };
                // An instruction does not go on in the next paragraph: this one lacks its end.
                self.fields.retain(|result| *result);
                if !self.open.is_empty() {
                    self.boxes.push(paragraph);
                } else if paragraph.mark_deleted {
                    self.carried = Some(paragraph);
                } else {
                    self.write(paragraph);
                }
            }
            _ => {}
        }
    }

    fn characters(&mut self, characters: &str) {
        if self.skipped == 0
            && let Some((text, _)) = &mut self.characters
        {
            text.push_str(characters);
        }
    }

    /// Writes a paragraph that is complete, and the text boxes in it.
    fn write(&mut self, paragraph: Paragraph) {
        let boxes = std::mem::take(&mut self.boxes);
        for paragraph in std::iter::once(paragraph).chain(boxes) {
            if paragraph.text.trim().is_empty() {
                continue;
            }
            let start = self.lines.len();
            self.lines.push_str(&paragraph.text);
            let heading = paragraph.heading.filter(|_| self.count < TITLE_WITHIN);
            if let Some(heading) = heading
                && self.title.as_ref().is_none_or(|(other, _)| *other < heading)
            {
                self.title = Some((heading, start..self.lines.len()));
            }
            self.lines.push('\n');
            self.count += 1;
        }
    }

    fn finish(mut self) -> Extract {
        if let Some(paragraph) = self.carried.take() {
            self.write(paragraph);
        }
        Extract { text: self.lines, title: self.title.map(|(_, range)| range) }
    }
}

/// White space of XML; a no-break space is a character like any other.
fn xml_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
