//! What is wrong with a TMX file: the document type definition, and the rules of the standard
//! that a definition cannot say.

use super::blocks::in_blocks;
use super::dates::{DATE_ATTRIBUTES, is_tmx_date};
use super::dtd::{self, SEGTYPES, Version};
use super::model::{Attributes, Child, Element, Header, Line, Node, Unit, Variant};
use super::reader::Reader;
use super::seen::{Mark, Seen, mark_of};
use crate::error::Result;
use std::collections::BTreeMap;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing breaks.
    Note,
    /// Against a rule of the standard; some tools stumble.
    Warning,
    /// Against the document type definition; a validating tool refuses the file.
    Error,
}

/// The rules: the name, how bad it is to break the rule, and what it says.
pub const RULES: [(&str, Severity, &str); 19] = [
    (
        "attribute-missing",
        Severity::Error,
        "An element has the attributes that its definition requires.",
    ),
    (
        "attribute-unknown",
        Severity::Error,
        "An element has no attributes but those of its definition.",
    ),
    (
        "attribute-value",
        Severity::Error,
        "An attribute has one of the values that its definition lists.",
    ),
    (
        "code-pair",
        Severity::Warning,
        "Each bpt has one ept of the same i behind it in its segment.",
    ),
    ("content", Severity::Error, "An element holds what its definition allows, in that order."),
    ("date", Severity::Warning, "Dates have the form YYYYMMDDThhmmssZ and are of the calendar."),
    (
        "header-language",
        Severity::Note,
        "The srclang of the header is a language tag or *all*, and units have it.",
    ),
    ("header-missing", Severity::Error, "The file has a header."),
    ("lang-deprecated", Severity::Note, "Languages are given by xml:lang since TMX 1.3."),
    ("language-missing", Severity::Note, "Every unit has all languages that the file has."),
    ("language-tag", Severity::Warning, "Each tuv has a language tag (BCP 47)."),
    ("one-language", Severity::Note, "A unit has two languages or more."),
    ("segment-empty", Severity::Note, "A segment holds text."),
    ("srclang-missing", Severity::Warning, "A unit has a tuv in its source language."),
    (
        "structure",
        Severity::Error,
        "The file consists of a header and a body of units, and nothing else.",
    ),
    ("tuid-space", Severity::Warning, "A tuid holds no white space."),
    ("tuid-twice", Severity::Warning, "A tuid is given to one unit."),
    ("usagecount", Severity::Warning, "A usagecount is a number."),
    ("version", Severity::Error, "The version is stated as its definition wants it."),
];

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The name of the rule, which never changes.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The line in the file, counted from 1.
    pub line: u32,
    /// The unit's identifier, where the finding is about a unit that has one.
    pub tuid: Option<String>,
    /// What is wrong, in one line.
    pub message: String,
}

/// Reads a file to its end and passes on all that is wrong with it, in the order of the file.
///
/// # Errors
///
/// A file that is not well formed ends the validation with the error of the reader; an error of
/// `found` ends it too.
///
/// Of every `tuid` about 16 bytes are remembered; beyond that memory does not grow with the file.
pub fn validate(
    reader: &mut Reader<'_>,
    found: &mut dyn FnMut(Finding) -> Result<()>,
) -> Result<()> {
    let header = reader.header().clone();
    let mut whole = Validator::new(&header);
    whole.header(&header);
    whole.findings.drain(..).try_for_each(&mut *found)?;
    let mut tuids = Seen::default();
    in_blocks(
        reader,
        |units| {
            let mut part = Validator::new(&header);
            units.for_each(|unit| part.unit(&unit));
            part
        },
        |part| {
            whole.add_counts(&part);
            pass_on(part, &mut tuids, &mut *found)
        },
    )?;
    for notice in reader.notices() {
        let line = notice.place.as_ref().and_then(|p| p.line).unwrap_or(1);
        whole.line = Line(u32::try_from(line).unwrap_or(u32::MAX));
        whole.say("structure", Severity::Error, notice.message.clone());
    }
    whole.languages_missing();
    whole.findings.drain(..).try_for_each(found)
}

/// Passes on what was found in some units, with what is found by looking at all units before
/// them: whether a `tuid` was given before.
fn pass_on(
    part: Validator,
    tuids: &mut Seen,
    found: &mut dyn FnMut(Finding) -> Result<()>,
) -> Result<()> {
    let mut findings = part.findings.into_iter();
    let (mut passed, mut begin) = (0, 0);
    for given in part.tuids {
        findings.by_ref().take(given.findings - passed).try_for_each(&mut *found)?;
        passed = given.findings;
        if !tuids.insert_mark(given.mark) {
            let tuid = part.tuid_text.get(begin..given.end).unwrap_or_default();
            found(Finding {
                rule: "tuid-twice",
                severity: Severity::Warning,
                line: given.line.0,
                tuid: Some(tuid.to_owned()),
                message: format!("the tuid `{tuid}` was given to a unit before"),
            })?;
        }
        begin = given.end;
    }
    findings.try_for_each(found)
}

/// A `tuid` that a unit has.
struct Given {
    mark: Mark,
    /// Where its text ends in that of all of them.
    end: usize,
    line: Line,
    /// How many findings come before what is to be said of it.
    findings: usize,
}

/// Validates units, and counts what is to be known of all of them.
struct Validator {
    version: Version,
    srclang: Option<String>,
    tuids: Vec<Given>,
    tuid_text: String,
    units: usize,
    languages: BTreeMap<String, usize>,
    header_line: Line,
    tuid: Option<String>,
    line: Line,
    findings: Vec<Finding>,
}

impl Validator {
    fn new(header: &Header) -> Self {
        Validator {
            version: Version::of(header.version()),
            srclang: header.srclang().map(str::to_owned),
            tuids: Vec::new(),
            tuid_text: String::new(),
            units: 0,
            languages: BTreeMap::new(),
            header_line: header.line,
            tuid: None,
            line: header.line,
            findings: Vec::new(),
        }
    }

    fn add_counts(&mut self, part: &Validator) {
        self.units += part.units;
        for (tag, count) in &part.languages {
            *self.languages.entry(tag.clone()).or_default() += count;
        }
    }

    fn say(&mut self, rule: &'static str, severity: Severity, message: impl Into<String>) {
        self.findings.push(Finding {
            rule,
            severity,
            line: self.line.0,
            tuid: self.tuid.clone(),
            message: message.into(),
        });
    }

    fn header(&mut self, header: &Header) {
        match header.version() {
            None => self.say("attribute-missing", Severity::Error, "`tmx` states no version"),
            Some(stated) if self.version >= Version::V13 && stated != self.version.as_str() => {
                let version = self.version.as_str();
                self.say(
                    "version",
                    Severity::Error,
                    format!("the version is stated as `{stated}`; the definition of {version} wants `{version}`"),
                );
            }
            Some(_) => {}
        }
        for attribute in header.root.iter().filter(|a| a.name != "version") {
            let name = &attribute.name;
            self.say(
                "attribute-unknown",
                Severity::Error,
                format!("`tmx` must not have the attribute `{name}`"),
            );
        }
        if !header.present {
            self.say("header-missing", Severity::Error, "the file has no `header`");
            return;
        }
        if let Some(srclang) = header.srclang()
            && srclang != "*all*"
            && !is_bcp47(srclang)
        {
            let message = format!("the srclang `{srclang}` of the header is no language tag");
            self.say("header-language", Severity::Note, message);
        }
        self.attributes("header", &header.attributes);
        self.segtype(&header.attributes);
        self.dates(&header.attributes);
        self.content("header", &header.children);
    }

    fn unit(&mut self, unit: &Unit) {
        self.units += 1;
        self.line = unit.line;
        self.tuid = unit.tuid().map(str::to_owned);
        self.attributes("tu", &unit.attributes);
        self.segtype(&unit.attributes);
        self.dates(&unit.attributes);
        if let Some(tuid) = unit.tuid() {
            if tuid.contains(char::is_whitespace) {
                self.say("tuid-space", Severity::Warning, "the `tuid` holds white space");
            }
            self.tuid_text.push_str(tuid);
            self.tuids.push(Given {
                mark: mark_of(tuid),
                end: self.tuid_text.len(),
                line: unit.line,
                findings: self.findings.len(),
            });
        }
        let mut variants = 0;
        for child in &unit.children {
            match child {
                Child::Variant(variant) => {
                    variants += 1;
                    self.variant(variant);
                }
                Child::Node(Node::Remark(_)) => {}
                Child::Node(Node::Text(_)) => {
                    self.line = unit.line;
                    self.say("content", Severity::Error, "there is text in `tu`");
                }
                Child::Node(Node::Element(element)) => {
                    self.line = element.line;
                    let known = matches!(element.name.as_ref(), "note" | "prop");
                    if !known || variants > 0 {
                        let (name, why) = (&element.name, if known { " after `tuv`" } else { "" });
                        self.say(
                            "content",
                            Severity::Error,
                            format!("`{name}` must not stand in `tu`{why}"),
                        );
                    }
                    self.element(element);
                }
            }
        }
        self.line = unit.line;
        self.unit_languages(unit, variants);
        self.tuid = None;
    }

    fn unit_languages(&mut self, unit: &Unit, variants: usize) {
        match variants {
            0 => return self.say("content", Severity::Error, "the unit has no `tuv`"),
            1 => self.say("one-language", Severity::Note, "the unit has one language only"),
            _ => {}
        }
        let tags: Vec<&str> = unit.variants().filter_map(Variant::lang_tag).collect();
        for (n, tag) in tags.iter().enumerate() {
            // A language that occurs twice in a unit is counted once.
            if tags[..n].iter().any(|t| t.eq_ignore_ascii_case(tag)) {
                continue;
            }
            match self.languages.get_mut(*tag) {
                Some(count) => *count += 1,
                None => {
                    self.languages.insert((*tag).to_owned(), 1);
                }
            }
        }
        let own = unit.attribute("srclang");
        let has = |source: &str| tags.iter().any(|tag| tag.eq_ignore_ascii_case(source));
        let missing = match own.or(self.srclang.as_deref()) {
            Some(source) if source != "*all*" && !has(source) => Some(format!(
                "no `tuv` is in the source language `{source}`; there is {}",
                tags.join(", ")
            )),
            _ => None,
        };
        if let Some(message) = missing {
            self.say("srclang-missing", Severity::Warning, message);
        }
    }

    fn variant(&mut self, variant: &Variant) {
        self.line = variant.line;
        self.attributes("tuv", &variant.attributes);
        self.dates(&variant.attributes);
        let language = self.version.lang_attribute();
        match variant.attribute(language) {
            Some(_) => {}
            None if variant.lang_tag().is_some() && self.version >= Version::V13 => {
                let message = "`lang` is deprecated since TMX 1.3: write `xml:lang`";
                self.say("lang-deprecated", Severity::Note, message);
            }
            None => {
                let message = format!("`tuv` must have the attribute `{language}`");
                self.say("attribute-missing", Severity::Error, message);
            }
        }
        match variant.lang_tag() {
            Some(tag) if is_bcp47(tag) => {}
            Some(tag) => {
                let message = format!("`{tag}` is no language tag (BCP 47)");
                self.say("language-tag", Severity::Warning, message);
            }
            None => self.say("language-tag", Severity::Warning, "the `tuv` has no language"),
        }
        let mut segments = 0;
        for node in &variant.children {
            let element = match node {
                Node::Element(element) => element,
                Node::Remark(_) => continue,
                Node::Text(_) => {
                    self.line = variant.line;
                    let message = "there is text in `tuv` outside of `seg`";
                    self.say("content", Severity::Error, message);
                    continue;
                }
            };
            self.line = element.line;
            match element.name.as_ref() {
                "seg" => segments += 1,
                "note" | "prop" if segments == 0 => {}
                name => {
                    let message = format!("`{name}` must not stand here in `tuv`");
                    self.say("content", Severity::Error, message);
                }
            }
            self.element(element);
            if element.name == "seg" {
                self.pairs(element);
            }
        }
        self.line = variant.line;
        if segments != 1 {
            let message = format!("the `tuv` has {segments} `seg` instead of one");
            self.say("content", Severity::Error, message);
        } else if variant.text().trim().is_empty() {
            self.say("segment-empty", Severity::Note, "the segment is empty");
        }
    }

    /// An element below the unit or header, with all inside.
    fn element(&mut self, element: &Element) {
        self.line = element.line;
        let name = element.name.as_ref();
        self.attributes(name, &element.attributes);
        if name == "it" && !matches!(element.attributes.get("pos"), None | Some("begin" | "end")) {
            let message = "the `pos` of `it` must be `begin` or `end`";
            self.say("attribute-value", Severity::Error, message);
        }
        if name == "ude" && element.elements().next().is_none() {
            self.say("content", Severity::Error, "`ude` must hold a `map`");
        }
        self.content(name, &element.children);
    }

    fn content(&mut self, parent: &str, nodes: &[Node]) {
        let line = self.line;
        for node in nodes {
            match node {
                Node::Remark(_) => {}
                Node::Text(_) if dtd::may_hold_text(parent) => {}
                Node::Text(_) => {
                    self.line = line;
                    self.say("content", Severity::Error, format!("there is text in `{parent}`"));
                }
                Node::Element(child) => {
                    self.line = child.line;
                    if !dtd::may_hold(parent, &child.name, self.version) {
                        let message = format!(
                            "`{}` must not stand in `{parent}` (TMX {})",
                            child.name,
                            self.version.as_str()
                        );
                        self.say("content", Severity::Error, message);
                    }
                    self.element(child);
                }
            }
        }
    }

    fn attributes(&mut self, element: &str, attributes: &Attributes) {
        for required in dtd::required(element) {
            if attributes.get(required).is_none() {
                let message = format!("`{element}` must have the attribute `{required}`");
                self.say("attribute-missing", Severity::Error, message);
            }
        }
        for attribute in attributes.iter() {
            if !dtd::allows(element, &attribute.name, self.version) {
                let message =
                    format!("`{element}` must not have the attribute `{}`", attribute.name);
                self.say("attribute-unknown", Severity::Error, message);
            }
        }
        if let Some(count) = attributes.get("usagecount")
            && (count.is_empty() || !count.bytes().all(|b| b.is_ascii_digit()))
        {
            let message = format!("the usagecount `{count}` is no number");
            self.say("usagecount", Severity::Warning, message);
        }
    }

    fn segtype(&mut self, attributes: &Attributes) {
        if let Some(segtype) = attributes.get("segtype")
            && !SEGTYPES.contains(&segtype)
        {
            let message = format!("the segtype `{segtype}` is none of {}", SEGTYPES.join(", "));
            self.say("attribute-value", Severity::Error, message);
        }
    }

    fn dates(&mut self, attributes: &Attributes) {
        for name in DATE_ATTRIBUTES {
            if let Some(date) = attributes.get(name)
                && !is_tmx_date(date)
            {
                let message =
                    format!("the {name} `{date}` is no date of the form YYYYMMDDThhmmssZ");
                self.say("date", Severity::Warning, message);
            }
        }
    }

    /// Each `bpt` needs one `ept` of the same `i` after it, inside one segment.
    fn pairs(&mut self, seg: &Element) {
        if seg.elements().next().is_none() {
            return;
        }
        let mut begun: Vec<(&str, Line, bool)> = Vec::new();
        let mut codes = Vec::new();
        paired_codes(seg, &mut codes);
        for code in codes {
            self.line = code.line;
            let i = code.attributes.get("i").unwrap_or_default();
            let open = begun.iter_mut().rfind(|(n, _, _)| *n == i);
            match (code.name.as_ref(), open) {
                ("bpt", Some(_)) => {
                    let message = format!("a second `bpt` has i=\"{i}\" in this segment");
                    self.say("code-pair", Severity::Warning, message);
                }
                ("bpt", None) => begun.push((i, code.line, false)),
                (_, Some((_, _, closed))) => *closed = true,
                (_, None) => {
                    let message = format!("the `ept` with i=\"{i}\" has no `bpt` before it");
                    self.say("code-pair", Severity::Warning, message);
                }
            }
        }
        for (i, line, closed) in begun {
            if !closed {
                self.line = line;
                let message = format!("the `bpt` with i=\"{i}\" has no `ept`");
                self.say("code-pair", Severity::Warning, message);
            }
        }
    }

    /// Says which of the languages are not in every unit.
    fn languages_missing(&mut self) {
        self.line = self.header_line;
        if let Some(srclang) = self.srclang.take()
            && srclang != "*all*"
            && self.units > 0
            && !self.languages.keys().any(|tag| tag.eq_ignore_ascii_case(&srclang))
        {
            let message = format!("no unit has the srclang `{srclang}` of the header");
            self.say("header-language", Severity::Note, message);
        }
        for (tag, count) in std::mem::take(&mut self.languages) {
            if count < self.units {
                let message = format!(
                    "the language `{tag}` is missing in {} of {} units",
                    self.units - count,
                    self.units
                );
                self.say("language-missing", Severity::Note, message);
            }
        }
    }
}

/// The `bpt` and `ept` of a segment in order.
fn paired_codes<'e>(element: &'e Element, codes: &mut Vec<&'e Element>) {
    for child in element.elements() {
        if matches!(child.name.as_ref(), "bpt" | "ept") {
            codes.push(child);
        }
        paired_codes(child, codes);
    }
}

/// Whether a tag has the form of BCP 47 (RFC 5646, 2.1), in any case.
pub(super) fn is_bcp47(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let letters = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
    let mixed = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric());
    let private = |s: &str| s.eq_ignore_ascii_case("x");
    let Some(first) = parts.next() else { return false };
    if private(first) {
        return parts.peek().is_some() && parts.all(|p| (1..=8).contains(&p.len()) && mixed(p));
    }
    if !(2..=3).contains(&first.len()) || !letters(first) {
        return false;
    }
    for _ in 0..3 {
        parts.next_if(|p| p.len() == 3 && letters(p));
    }
    parts.next_if(|p| p.len() == 4 && letters(p));
    parts.next_if(|p| match p.len() {
        2 => letters(p),
        3 => p.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    });
    while parts.next_if(|p| (4..=8).contains(&p.len()) && mixed(p)).is_some() {}
    match parts.next() {
        None => true,
        Some(p) => {
            private(p)
                && parts.peek().is_some()
                && parts.all(|p| (1..=8).contains(&p.len()) && mixed(p))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_bcp47;

    #[test]
    fn tags_are_told_by_their_form() {
        for good in ["en", "EN-US", "az-Latn-AZ", "zh-Hans", "es-419", "sl-rozaj", "x-none", "zul"]
        {
            assert!(is_bcp47(good), "{good}");
        }
        for bad in ["", "e", "en_US", "English", "EN-01", "en-", "../../az", "x-"] {
            assert!(!is_bcp47(bad), "{bad}");
        }
    }
}
