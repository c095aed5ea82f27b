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
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;

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
        // What the first line says of the source language holds for all.
        if let Some(line) = reader.line()? {
            let mut unit = reader.unit(&line)?;
            if let (Some(source), []) =
                (unit.attributes.remove("srclang"), options.languages.as_slice())
            {
                reader.header.set_attribute("srclang", source);
            }
            reader.first = Some(unit);
        }
        Ok(reader)
    }

    /// The next line that is not empty.
    fn line(&mut self) -> Result<Option<String>> {
        while let Some(line) = self.text.line()? {
            if !line.trim().is_empty() {
                return Ok(Some(line));
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
        let value: Value = serde_json::from_str(line)
            .map_err(|cause| self.malformed(format!("the line is no JSON: {cause}")))?;
        let Value::Object(object) = value else {
            return Err(self.malformed("the line is no JSON object"));
        };
        let mut unit = Unit { line: Line(self.text.number), ..Unit::default() };
        for name in ["tuid", "srclang"] {
            if let Some(value) = object.get(name).and_then(Value::as_str) {
                unit.set_attribute(name, value);
            }
        }
        attributes(&object, &mut unit.attributes);
        for annotation in annotations(&object) {
            unit.children.push(Child::Node(Node::Element(annotation)));
        }
        let none = Map::new();
        let variants = object.get("variants").and_then(Value::as_object).unwrap_or(&none);
        let texts = object
            .get("text")
            .and_then(Value::as_object)
            .ok_or_else(|| self.malformed("the object has no `text`"))?;
        for (tag, text) in texts {
            let lang = Lang::parse(tag)
                .ok_or_else(|| self.malformed(format!("`{tag}` is no language tag")))?;
            let text = text
                .as_str()
                .ok_or_else(|| self.malformed(format!("the text of `{tag}` is no string")))?;
            let mut variant = Variant::new(&lang, text);
            variant.line = unit.line;
            if let Some(more) = variants.get(tag).and_then(Value::as_object) {
                attributes(more, &mut variant.attributes);
                if let (Some(content), Some(seg)) = (more.get("content"), variant.seg_mut()) {
                    seg.children.clear();
                    self.content(content, seg)?;
                }
                let annotations = annotations(more).into_iter().map(Node::Element);
                variant.children.splice(0..0, annotations);
            }
            unit.children.push(Child::Variant(variant));
        }
        Ok(unit)
    }

    fn content(&self, content: &Value, into: &mut Element) -> Result<()> {
        for node in content.as_array().into_iter().flatten() {
            match node {
                Value::String(text) => into.push_text(text),
                Value::Object(object) => {
                    let name = object.get("name").and_then(Value::as_str).unwrap_or_default();
                    if !crate::tmx::is_name(&crate::tmx::name(name)) {
                        return Err(self.malformed(format!("`{name}` is no name of a code")));
                    }
                    let mut element = Element::new(name);
                    attributes(object, &mut element.attributes);
                    if let Some(content) = object.get("content") {
                        self.content(content, &mut element)?;
                    }
                    into.children.push(Node::Element(element));
                }
                _ => return Err(self.malformed("content is texts and objects")),
            }
        }
        Ok(())
    }
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        let Some(line) = self.line()? else { return Ok(None) };
        let mut unit = self.unit(&line)?;
        if unit.attribute("srclang") == self.header.srclang() {
            unit.attributes.remove("srclang");
        }
        Ok(Some(unit))
    }

    fn notices(&self) -> Vec<Notice> {
        self.notices.clone()
    }
}

/// The attributes that an object gives; what is no name of an attribute is none.
fn attributes(object: &Map<String, Value>, attributes: &mut Attributes) {
    let given = object.get("attributes").and_then(Value::as_object);
    for (name, value) in given.into_iter().flatten() {
        if let Some(value) = value.as_str()
            && crate::tmx::is_name(&crate::tmx::name(name))
        {
            attributes.set(name, value);
        }
    }
}

fn annotations(object: &Map<String, Value>) -> Vec<Element> {
    let list = |key: &str| object.get(key).and_then(Value::as_array).into_iter().flatten();
    let notes = list("notes").filter_map(Value::as_str);
    let mut found: Vec<Element> = notes.map(|text| Element::with_text("note", text)).collect();
    for prop in list("props") {
        let text = |at: usize| prop.get(at).and_then(Value::as_str);
        if let (Some(kind), Some(value)) = (text(0), text(1)) {
            let mut prop = Element::with_text("prop", value);
            prop.attributes.set("type", kind);
            found.push(prop);
        }
    }
    found
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
        let mut object = Map::new();
        if let Some(tuid) = unit.tuid() {
            object.insert("tuid".to_owned(), tuid.into());
        }
        let source = unit.attribute("srclang").or(self.plan.header.srclang());
        if let Some(source) = source.filter(|source| *source != "*all*") {
            object.insert("srclang".to_owned(), source.into());
        }
        let (mut texts, mut variants) = (Map::new(), Map::new());
        let mut plain = unit.clone();
        for lang in &self.plan.languages {
            let Some(variant) = self.plan.variant(unit, lang) else { continue };
            texts.insert(lang.as_str().to_owned(), variant.text().into());
            let mut more = Map::new();
            let elements = || variant.children.iter().filter_map(Node::element);
            push_attributes(&mut more, &variant.attributes, &["xml:lang", "lang"]);
            push_annotations(&mut more, elements());
            if let Some(seg) = variant.seg().filter(|seg| seg.elements().next().is_some()) {
                more.insert("content".to_owned(), content(seg));
            }
            if !more.is_empty() {
                variants.insert(lang.as_str().to_owned(), more.into());
            }
        }
        if texts.is_empty() {
            self.losses.count("units without text in these languages", 1);
            return Ok(false);
        }
        // What has its place here is no loss: only other languages and unknown elements are.
        for variant in plain.variants_mut() {
            let tag = variant.lang_tag().unwrap_or_default().to_owned();
            *variant = Variant::default();
            variant.set_attribute("xml:lang", tag);
        }
        let room = Room { codes: true, attributes: true, notes: true, props: true };
        self.plan.leave_out(&plain, room, &mut self.losses);
        object.insert("text".to_owned(), texts.into());
        push_annotations(&mut object, unit.elements());
        push_attributes(&mut object, &unit.attributes, &["tuid", "srclang"]);
        if !variants.is_empty() {
            object.insert("variants".to_owned(), variants.into());
        }
        let mut line = Value::Object(object).to_string();
        line.push('\n');
        self.out.write_all(line.as_bytes()).map_err(write_error)?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Losses> {
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

fn push_attributes(object: &mut Map<String, Value>, attributes: &Attributes, known: &[&str]) {
    let others: Map<String, Value> = attributes
        .iter()
        .filter(|a| !known.contains(&a.name.as_ref()))
        .map(|a| (a.name.to_string(), Value::from(a.value.as_str())))
        .collect();
    if !others.is_empty() {
        object.insert("attributes".to_owned(), others.into());
    }
}

fn push_annotations<'e>(
    object: &mut Map<String, Value>,
    elements: impl Iterator<Item = &'e Element>,
) {
    let (mut notes, mut props) = (Vec::new(), Vec::new());
    for element in elements {
        match element.name.as_ref() {
            "note" => notes.push(Value::from(element.first_text())),
            "prop" => {
                let kind = element.attributes.get("type").unwrap_or_default();
                props.push(json!([kind, element.first_text()]));
            }
            _ => {}
        }
    }
    if !notes.is_empty() {
        object.insert("notes".to_owned(), notes.into());
    }
    if !props.is_empty() {
        object.insert("props".to_owned(), props.into());
    }
}

fn content(element: &Element) -> Value {
    let node = |node: &Node| match node {
        Node::Text(text) => Value::from(text.as_str()),
        Node::Element(element) => {
            let mut object = Map::new();
            object.insert("name".to_owned(), element.name.as_ref().into());
            push_attributes(&mut object, &element.attributes, &[]);
            if !element.children.is_empty() {
                object.insert("content".to_owned(), content(element));
            }
            object.into()
        }
    };
    element.children.iter().map(node).collect::<Vec<_>>().into()
}
