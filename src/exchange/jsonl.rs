//! JSON Lines: an object for each unit.
//!
//! `{"tuid":"…","srclang":"en","text":{"en":"…","ru":"…"},"notes":["…"],"props":[["x-a","…"]],
//! "attributes":{"creationdate":"…"},"variants":{"ru":{"attributes":{},"notes":[],"props":[],
//! "content":["text",{"name":"ph","attributes":{"x":"1"},"content":["<br>"]}]}}}`
//!
//! `text` is what a reader of the document sees; `variants` says more where there is more to
//! say, and its `content`, with the inline codes, goes before `text`. All but `text` may be left
//! out. Everything that TMX holds has its place, but a second variant of one language.

use super::plan::{Losses, Plan, Room};
use super::text::Text;
use super::{ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Result};
use crate::lang::Lang;
use crate::tmx::{Attributes, Child, Element, Header, Line, Node, Unit, Variant};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::io::Write;
use std::marker::PhantomData;
use std::path::Path;

/// A line.
#[derive(Serialize, Deserialize)]
struct Record {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tuid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    srclang: Option<String>,
    text: InOrder<String>,
    #[serde(flatten)]
    more: More,
    #[serde(default, skip_serializing_if = "InOrder::is_empty")]
    variants: InOrder<Own>,
}

/// What is said of a unit or of one of its variants.
#[derive(Default, Serialize, Deserialize)]
struct More {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    props: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "InOrder::is_empty")]
    attributes: InOrder<String>,
}

/// What a variant has of its own.
#[derive(Serialize, Deserialize)]
struct Own {
    #[serde(flatten)]
    more: More,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    content: Vec<Piece>,
}

/// A piece of a segment.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Piece {
    Text(String),
    Code {
        name: String,
        #[serde(default, skip_serializing_if = "InOrder::is_empty")]
        attributes: InOrder<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        content: Vec<Piece>,
    },
}

/// The fields of an object in the order in which they stand.
struct InOrder<T>(Vec<(String, T)>);

impl<T> InOrder<T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        InOrder(Vec::new())
    }
}

impl<T: Serialize> Serialize for InOrder<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InOrder<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = InOrder<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(InOrder(fields))
            }
        }

        deserializer.deserialize_map(Fields(PhantomData))
    }
}

/// Units from JSON Lines.
pub(super) struct Reader {
    text: Text,
    header: Header,
    first: Option<Unit>,
    notices: Vec<Notice>,
}

impl Reader {
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Reader> {
        let mut notices = Vec::new();
        let text = Text::open(path, options, &mut notices)?;
        let header = Header::new(options.languages.first().map_or("*all*", Lang::as_str));
        let mut reader = Reader { text, header, first: None, notices };
        reader.first = reader.read()?;
        // What the first line says of the source language holds for all.
        if let (Some(first), []) = (&mut reader.first, options.languages.as_slice())
            && let Some(source) = first.attributes.remove("srclang")
        {
            reader.header.set_attribute("srclang", source);
        }
        Ok(reader)
    }

    fn read(&mut self) -> Result<Option<Unit>> {
        while let Some(line) = self.text.line()? {
            if !line.trim().is_empty() {
                let mut unit = self.unit(&line)?;
                if unit.attribute("srclang") == self.header.srclang() {
                    unit.attributes.remove("srclang");
                }
                return Ok(Some(unit));
            }
        }
        Ok(None)
    }

    fn malformed(&self, what: impl Into<String>) -> Error {
        Error::new(Kind::Malformed, what)
            .at(self.text.place())
            .help("a line is an object such as {\"text\":{\"en\":\"…\",\"ru\":\"…\"}}")
    }

    fn unit(&self, line: &str) -> Result<Unit> {
        let record: Record = serde_json::from_str(line).map_err(|cause| {
            let what = if cause.is_data() { "no unit" } else { "no JSON" };
            self.malformed(format!("the line is {what}: {cause}"))
        })?;
        let mut unit = Unit { line: Line(self.text.number), ..Unit::default() };
        for (name, value) in [("tuid", record.tuid), ("srclang", record.srclang)] {
            if let Some(value) = value {
                unit.set_attribute(name, value);
            }
        }
        self.set(&record.more.attributes, &mut unit.attributes)?;
        let own = annotations(&record.more);
        unit.children.extend(own.map(|element| Child::Node(Node::Element(element))));
        for (tag, text) in &record.text.0 {
            let lang = Lang::parse(tag)
                .ok_or_else(|| self.malformed(format!("`{tag}` is no language tag")))?;
            let mut variant = Variant::new(&lang, text);
            variant.line = unit.line;
            if let Some((_, own)) = record.variants.0.iter().find(|(own, _)| own == tag) {
                self.set(&own.more.attributes, &mut variant.attributes)?;
                if let Some(seg) = variant.seg_mut().filter(|_| !own.content.is_empty()) {
                    seg.children.clear();
                    self.content(&own.content, seg)?;
                }
                let annotations: Vec<Node> = annotations(&own.more).map(Node::Element).collect();
                variant.children.splice(0..0, annotations);
            }
            unit.children.push(Child::Variant(variant));
        }
        Ok(unit)
    }

    fn set(&self, given: &InOrder<String>, attributes: &mut Attributes) -> Result<()> {
        for (name, value) in &given.0 {
            self.named(name)?;
            attributes.set(name, value.as_str());
        }
        Ok(())
    }

    /// Refuses what XML could not hold.
    fn named(&self, name: &str) -> Result<()> {
        match crate::tmx::is_name(&crate::tmx::name(name)) {
            true => Ok(()),
            false => Err(self.malformed(format!("`{name}` is no name of an element or attribute"))),
        }
    }

    fn content(&self, pieces: &[Piece], into: &mut Element) -> Result<()> {
        for piece in pieces {
            match piece {
                Piece::Text(text) => into.push_text(text),
                Piece::Code { name, attributes, content } => {
                    self.named(name)?;
                    let mut element = Element::new(name);
                    self.set(attributes, &mut element.attributes)?;
                    self.content(content, &mut element)?;
                    into.children.push(Node::Element(element));
                }
            }
        }
        Ok(())
    }
}

fn annotations(more: &More) -> impl Iterator<Item = Element> {
    let notes = more.notes.iter().map(|text| Element::with_text("note", text));
    notes.chain(more.props.iter().map(|(kind, value)| {
        let mut prop = Element::with_text("prop", value);
        prop.attributes.set("type", kind.as_str());
        prop
    }))
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        match self.first.take() {
            Some(first) => Ok(Some(first)),
            None => self.read(),
        }
    }

    fn notices(&self) -> Vec<Notice> {
        self.notices.clone()
    }
}

/// Units as JSON Lines.
pub(super) struct Sink<'a> {
    out: &'a mut dyn Write,
    plan: &'a Plan,
    losses: Losses,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, plan: &'a Plan) -> Sink<'a> {
        Sink { out, plan, losses: Losses::default() }
    }
}

impl super::Sink for Sink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        let (mut text, mut variants) = (InOrder::default(), InOrder::default());
        for lang in &self.plan.languages {
            let Some(variant) = self.plan.variant(unit, lang) else { continue };
            text.0.push((lang.as_str().to_owned(), variant.text().into_owned()));
            let elements = variant.children.iter().filter_map(Node::element);
            let more = more(elements, &variant.attributes, &["xml:lang", "lang"]);
            let coded = variant.seg().filter(|seg| seg.elements().next().is_some());
            let own = Own { more, content: coded.map(content).unwrap_or_default() };
            if !own.content.is_empty() || !own.more.is_empty() {
                variants.0.push((lang.as_str().to_owned(), own));
            }
        }
        if text.is_empty() {
            self.losses.count("units without text in these languages", 1);
            return Ok(false);
        }
        let room = Room { variants: true, codes: true, attributes: true, notes: true, props: true };
        self.plan.leave_out(unit, room, &mut self.losses);
        let source = unit.attribute("srclang").or(self.plan.header.srclang());
        let record = Record {
            tuid: unit.tuid().map(str::to_owned),
            srclang: source.filter(|source| *source != "*all*").map(str::to_owned),
            text,
            more: more(unit.elements(), &unit.attributes, &["tuid", "srclang"]),
            variants,
        };
        serde_json::to_writer(&mut self.out, &record).map_err(|e| write_error(e.into()))?;
        self.out.write_all(b"\n").map_err(write_error)?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Losses> {
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

impl More {
    fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.props.is_empty() && self.attributes.is_empty()
    }
}

fn more<'e>(
    elements: impl Iterator<Item = &'e Element>,
    attributes: &Attributes,
    known: &[&str],
) -> More {
    let mut more = More { attributes: in_order(attributes, known), ..More::default() };
    for element in elements {
        let text = element.first_text().to_owned();
        match element.name.as_ref() {
            "note" => more.notes.push(text),
            "prop" => {
                let kind = element.attributes.get("type").unwrap_or_default();
                more.props.push((kind.to_owned(), text));
            }
            _ => {}
        }
    }
    more
}

fn in_order(attributes: &Attributes, known: &[&str]) -> InOrder<String> {
    let others = attributes.iter().filter(|a| !known.contains(&a.name.as_ref()));
    InOrder(others.map(|a| (a.name.to_string(), a.value.clone())).collect())
}

fn content(element: &Element) -> Vec<Piece> {
    let piece = |node: &Node| match node {
        Node::Remark(_) => None,
        Node::Text(text) => Some(Piece::Text(text.clone())),
        Node::Element(element) => Some(Piece::Code {
            name: element.name.to_string(),
            attributes: in_order(&element.attributes, &[]),
            content: content(element),
        }),
    };
    element.children.iter().filter_map(piece).collect()
}
