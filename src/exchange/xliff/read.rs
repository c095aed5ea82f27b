//! XLIFF → units.

use super::codes::FromXliff;
use super::{APPROVED_PROP, CATEGORY, STATES_2, SUB_STATE, SUB_STATE_PROP, TRANSLATE_PROP};
use crate::error::{Kind, Notice, Place, Result};
use crate::exchange::plan::Losses;
use crate::exchange::xml::{Step, Xml};
use crate::exchange::{CONTEXT_PROP, ORIGINAL_PROP, QUALIFIER_PROP, STATE_PROP, Units};
use crate::tmx::{Child, Element, Header, Line, Node, Unit, Variant};
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;

/// Units from an XLIFF file of any version.
pub(crate) struct Reader<'a> {
    xml: Xml<'a>,
    file: String,
    header: Header,
    /// What holds for all units of the `file` element at hand.
    original: String,
    source: String,
    target: String,
    waiting: VecDeque<Unit>,
    losses: Losses,
    done: bool,
}

impl<'a> Reader<'a> {
    /// Opens a file and reads to its first unit.
    pub fn open(input: impl Read + 'a, file: &str) -> Result<Reader<'a>> {
        let (xml, root) = Xml::open(input, file)?;
        if root.name != "xliff" {
            let what = format!("this is no XLIFF file: the root element is `{}`", root.name);
            return Err(xml.error(Kind::Unsupported, what).help("give an XLIFF file"));
        }
        let language = |name: &str| root.attributes.get(name).unwrap_or_default().to_owned();
        let mut reader = Reader {
            xml,
            file: file.to_owned(),
            header: Header::new("*all*"),
            original: String::new(),
            source: language("srcLang"),
            target: language("trgLang"),
            waiting: VecDeque::new(),
            losses: Losses::default(),
            done: false,
        };
        reader.read_on()?;
        if !reader.source.is_empty() {
            let source = reader.source.clone();
            reader.header.set_attribute("srclang", source);
        }
        Ok(reader)
    }

    /// Reads until units are waiting, or to the end.
    fn read_on(&mut self) -> Result<()> {
        while self.waiting.is_empty() && !self.done {
            match self.xml.step()? {
                Step::Eof => self.done = true,
                Step::End => {}
                Step::Start(element) => match element.name.as_ref() {
                    "file" => {
                        let attribute = |name: &str| element.attributes.get(name);
                        self.original = attribute("original").unwrap_or_default().to_owned();
                        for (own, name) in [
                            (&mut self.source, "source-language"),
                            (&mut self.target, "target-language"),
                        ] {
                            if let Some(tag) = attribute(name) {
                                *own = tag.to_owned();
                            }
                        }
                    }
                    "trans-unit" => {
                        let element = self.xml.rest(element)?;
                        self.trans_unit(&element);
                    }
                    "unit" => {
                        let element = self.xml.rest(element)?;
                        self.unit(&element);
                    }
                    "bin-unit" => self.losses.count("units of binary data", 1),
                    _ => {}
                },
            }
        }
        Ok(())
    }

    /// A unit with what all units of its element share.
    fn begin(&self, element: &Element, tuid: String) -> Unit {
        let mut unit = Unit::new(tuid);
        unit.line = element.line;
        if !self.original.is_empty() {
            unit.add_prop(ORIGINAL_PROP, &self.original);
        }
        for (attribute, kind) in [
            ("resname", CONTEXT_PROP),
            ("name", CONTEXT_PROP),
            ("approved", APPROVED_PROP),
            ("translate", TRANSLATE_PROP),
        ] {
            if let Some(value) = element.attributes.get(attribute) {
                unit.add_prop(kind, value);
            }
        }
        unit
    }

    fn add_variant(
        &mut self,
        unit: &mut Unit,
        tag: &str,
        content: &Element,
        data: &BTreeMap<String, String>,
    ) {
        let tag = content.attributes.get("xml:lang").unwrap_or(tag);
        let mut variant = Variant { line: Line(content.line.0), ..Variant::default() };
        variant.set_attribute("xml:lang", if tag.is_empty() { "und" } else { tag });
        let mut seg = Element::new("seg");
        FromXliff::new(data, &mut self.losses).convert(&content.children, &mut seg);
        variant.children.push(Node::Element(seg));
        unit.children.push(Child::Variant(variant));
    }

    /// A `trans-unit` of XLIFF 1.x: a unit, or one for each segment where it is cut.
    fn trans_unit(&mut self, element: &Element) {
        let child = |name: &str| element.elements().find(|e| e.name == name);
        let id = element.attributes.get("id").unwrap_or_default();
        let target = child("target");
        let none = Element::new("source");
        let source = child("source").unwrap_or(&none);
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        segments(child("seg-source").unwrap_or(&none), &mut sources);
        segments(target.unwrap_or(&none), &mut targets);
        // A translation of the whole that is not cut itself belongs to the whole.
        let whole = target.is_some_and(|t| !t.children.is_empty()) && targets.is_empty();
        let mid = |e: &Element| e.attributes.get("mid").unwrap_or_default().to_owned();
        let mut pairs: Vec<(String, &Element, Option<&Element>)> = Vec::new();
        if sources.is_empty() || whole {
            pairs.push((id.to_owned(), source, target));
        } else {
            let alone = sources.len() == 1;
            for source in sources {
                let own = mid(source);
                let target = targets.iter().find(|target| mid(target) == own).copied();
                let tuid = if alone { id.to_owned() } else { format!("{id}#{own}") };
                pairs.push((tuid, source, target));
            }
        }
        let no_data = BTreeMap::new();
        let tags = (self.source.clone(), self.target.clone());
        let tag_of = |element: Option<&Element>, tag: &str| {
            element.and_then(|e| e.attributes.get("xml:lang")).unwrap_or(tag).to_owned()
        };
        for (tuid, from, to) in pairs {
            let mut unit = self.begin(element, tuid);
            if let Some(state) = studio_state(element, &mid(from)) {
                unit.add_prop(STATE_PROP, state);
            } else if let Some(state) = target.and_then(|t| t.attributes.get("state")) {
                let own = state.strip_prefix("x-").filter(|own| STATES_2.contains(own));
                unit.add_prop(STATE_PROP, own.unwrap_or(state));
            }
            if let Some(qualifier) = target.and_then(|t| t.attributes.get("state-qualifier")) {
                unit.add_prop(QUALIFIER_PROP, qualifier);
            }
            for group in element.elements().filter(|e| e.name == "context-group") {
                for context in group.elements().filter(|e| e.name == "context") {
                    let kind = context.attributes.get("context-type").unwrap_or("x-unknown");
                    take_context(&mut unit, kind, &context.plain_text());
                }
            }
            for note in element.elements().filter(|e| e.name == "note") {
                unit.add_note(&note.plain_text());
            }
            self.add_variant(&mut unit, &tag_of(Some(source), &tags.0), from, &no_data);
            if let Some(to) = to.filter(|to| !to.children.is_empty()) {
                self.add_variant(&mut unit, &tag_of(target, &tags.1), to, &no_data);
            }
            self.waiting.push_back(unit);
        }
        let others = element.elements().filter(|e| e.name == "alt-trans").count();
        self.losses.count("alternative translations (alt-trans)", others);
        let foreign = |e: &&Element| e.name.contains(':') && local(&e.name) != SEGMENTS;
        let foreign = element.elements().filter(foreign).count();
        self.losses.count("elements of other namespaces", foreign);
    }

    /// A `unit` of XLIFF 2.x: a unit for each of its segments.
    fn unit(&mut self, element: &Element) {
        let id = element.attributes.get("id").unwrap_or_default();
        let mut data = BTreeMap::new();
        let (mut own, mut notes, mut segments) = (Vec::new(), Vec::new(), Vec::new());
        for child in element.elements() {
            match local(&child.name) {
                "originalData" => data.extend(child.elements().map(|d| {
                    let id = d.attributes.get("id").unwrap_or_default();
                    (id.to_owned(), characters(d))
                })),
                "notes" => notes.extend(child.elements().map(|n| n.plain_text().into_owned())),
                "metadata" => metadata(child, &mut own),
                "segment" => segments.push(child),
                "ignorable" => {
                    let text = child.elements().any(|e| !e.plain_text().trim().is_empty());
                    self.losses.count("texts between segments", usize::from(text));
                }
                _ => self.losses.count("elements of other modules", 1),
            }
        }
        let tags = (self.source.clone(), self.target.clone());
        for (number, segment) in segments.iter().enumerate() {
            let attribute = |name: &str| segment.attributes.get(name);
            let tuid = match (segments.len(), attribute("id")) {
                (1, _) => id.to_owned(),
                (_, Some(own)) => format!("{id}#{own}"),
                (_, None) => format!("{id}#{number}"),
            };
            let mut unit = self.begin(element, tuid);
            let sub = attribute("subState");
            match (sub.and_then(|sub| sub.strip_prefix(SUB_STATE)), attribute("state")) {
                (Some(state), _) | (None, Some(state)) => unit.add_prop(STATE_PROP, state),
                (None, None) => {}
            }
            if let Some(sub) = sub.filter(|sub| !sub.starts_with(SUB_STATE)) {
                unit.add_prop(SUB_STATE_PROP, sub);
            }
            for (kind, value) in &own {
                match (kind.strip_prefix("attribute:"), kind.strip_prefix("prop:")) {
                    (Some(name), _) if crate::tmx::is_name(&crate::tmx::name(name)) => {
                        unit.set_attribute(name, value.as_str());
                    }
                    (_, Some(kind)) => unit.add_prop(kind, value),
                    _ => unit.add_prop(&format!("x-metadata:{kind}"), value),
                }
            }
            notes.iter().for_each(|note| unit.add_note(note));
            for (name, tag) in [("source", &tags.0), ("target", &tags.1)] {
                let content = segment.elements().find(|e| e.name == name);
                let there = content.filter(|e| name == "source" || !e.children.is_empty());
                if let Some(content) = there {
                    self.add_variant(&mut unit, tag, content, &data);
                }
            }
            self.waiting.push_back(unit);
        }
    }
}

impl Units for Reader<'_> {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        self.read_on()?;
        Ok(self.waiting.pop_front())
    }

    fn notices(&self) -> Vec<Notice> {
        let mut notices = self.xml.notices().to_vec();
        for (what, times) in self.losses.iter() {
            let notice = Notice::new(format!("left out: {times} {what}"));
            notices.push(notice.at(Place::file(&self.file)));
        }
        notices
    }

    fn target(&self) -> Option<&str> {
        Some(if self.target.is_empty() { "und" } else { &self.target })
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The segments into which a text is cut, in order.
fn segments<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for child in element.elements() {
        match child.name.as_ref() {
            "mrk" if child.attributes.get("mtype") == Some("seg") => found.push(child),
            _ => segments(child, found),
        }
    }
}

/// Where Trados Studio says how far each segment of a `trans-unit` is.
const SEGMENTS: &str = "seg-defs";

/// The state of a segment in a file of Trados Studio, in the words of XLIFF: what is a draft or
/// was rejected is to be looked at again.
fn studio_state(element: &Element, mid: &str) -> Option<&'static str> {
    let segments = element.elements().find(|e| local(&e.name) == SEGMENTS)?;
    let segment = segments.elements().find(|e| e.attributes.get("id") == Some(mid))?;
    match segment.attributes.get("conf")? {
        "Translated" => Some("translated"),
        "ApprovedTranslation" => Some("reviewed"),
        "ApprovedSignOff" => Some("signed-off"),
        "Draft" | "RejectedTranslation" | "RejectedSignOff" => Some("needs-review-translation"),
        _ => None,
    }
}

/// What a `context` says: an attribute or a property of the unit.
fn take_context(unit: &mut Unit, kind: &str, value: &str) {
    if let Some(name) = kind.strip_prefix("x-tmx-")
        && crate::tmx::is_name(&crate::tmx::name(name))
    {
        unit.set_attribute(name, value);
    } else if let Some(kind) = kind.strip_prefix("x-prop-") {
        unit.add_prop(&super::codes::untoken(kind), value);
    } else if kind.starts_with("x-") {
        unit.add_prop(kind, value);
    } else {
        unit.add_prop(&format!("x-{kind}"), value);
    }
}

/// The text of native code, in which `cp` stands for a character that XML forbids.
fn characters(data: &Element) -> String {
    let mut text = String::new();
    for node in &data.children {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Remark(_) => {}
            Node::Element(_) => text.push('\u{fffd}'),
        }
    }
    text
}

fn metadata(element: &Element, found: &mut Vec<(String, String)>) {
    for child in element.elements() {
        match local(&child.name) {
            "metaGroup" => metadata(child, found),
            "meta" => {
                let kind = child.attributes.get("type").unwrap_or_default();
                let ours = element.attributes.get("category") == Some(CATEGORY);
                let kind = match ours {
                    true => kind.to_owned(),
                    // No metadata of others is taken for ours.
                    false => format!("{}/{kind}", element.attributes.get("category").unwrap_or("")),
                };
                found.push((kind, child.plain_text().into_owned()));
            }
            _ => {}
        }
    }
}
