//! XML within bounds, an element at a time, for the XLIFF formats.
//!
//! Decoding, positions and the meaning of references are those of the TMX reader
//! ([`crate::tmx`]). A DOCTYPE declares nothing here: the only entities are the five of XML.

use crate::error::{Error, Kind, Notice, Result};
use crate::tmx::{
    Attributes, Element, Entities, Line, MAX_ATTRIBUTES, MAX_DEPTH, MAX_TOKEN, MAX_UNIT, Meaning,
    Node, Source, is_name, name,
};
use quick_xml::events::{BytesStart, Event};
use std::io::Read;

/// What comes next in the file.
pub(super) enum Step {
    /// An element begins; [`Xml::rest`] reads what is in it.
    Start(Element),
    /// An element ends.
    End,
    /// Nothing follows.
    Eof,
}

/// An XML file, read forward.
pub(super) struct Xml<'a> {
    xml: quick_xml::Reader<Source<'a>>,
    buffer: Vec<u8>,
    open: Vec<String>,
    /// The prefix that the root element has, which is that of all elements of its format.
    prefix: String,
}

impl<'a> Xml<'a> {
    /// Opens a file and reads to its root element.
    pub fn open(input: impl Read + 'a, file: &str) -> Result<(Xml<'a>, Element)> {
        let mut xml = quick_xml::Reader::from_reader(Source::new(input, file, false)?);
        xml.config_mut().expand_empty_elements = true;
        let mut xml = Xml { xml, buffer: Vec::new(), open: Vec::new(), prefix: String::new() };
        match xml.step()? {
            Step::Start(root) => Ok((xml, root)),
            Step::End | Step::Eof => Err(xml
                .error(Kind::Malformed, "the file is empty: there is no XML element in it")
                .help("give an XLIFF file")),
        }
    }

    /// The next beginning or end of an element; text is passed over.
    pub fn step(&mut self) -> Result<Step> {
        loop {
            match self.event()? {
                Piece::Start(element) => return Ok(Step::Start(element)),
                Piece::End => return Ok(Step::End),
                Piece::Text(text) if self.open.is_empty() && !text.trim().is_empty() => {
                    return Err(
                        self.error(Kind::Malformed, "there is text outside the XML element")
                    );
                }
                Piece::Text(_) => {}
                Piece::Eof => return Ok(Step::Eof),
            }
        }
    }

    /// Reads the rest of an element that has begun.
    pub fn rest(&mut self, element: Element) -> Result<Element> {
        let began = self.xml.get_ref().token_offset();
        let mut stack = vec![element];
        loop {
            let piece = self.event()?;
            if self.xml.get_ref().token_offset() - began > MAX_UNIT as u64 {
                return Err(self.error(Kind::Limit, "one unit is larger than 32 MiB"));
            }
            match piece {
                Piece::Start(element) => stack.push(element),
                Piece::Text(text) => {
                    if let Some(top) = stack.last_mut() {
                        top.push_text(&text);
                    }
                }
                Piece::End => {
                    let Some(done) = stack.pop() else { return Err(self.cut_off()) };
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(Node::Element(done)),
                        None => return Ok(done),
                    }
                }
                Piece::Eof => return Err(self.cut_off()),
            }
        }
    }

    /// What was repaired or guessed in decoding.
    pub fn notices(&self) -> &[Notice] {
        &self.xml.get_ref().notices
    }

    /// An error at the current place.
    pub fn error(&self, kind: Kind, message: impl Into<String>) -> Error {
        Error::new(kind, message).at(self.xml.get_ref().token_place())
    }

    fn cut_off(&self) -> Error {
        let open = self.open.last().map_or("the file", String::as_str);
        self.error(Kind::Malformed, format!("the file ends inside `{open}`: it was cut off"))
            .help("get the whole file")
    }

    fn event(&mut self) -> Result<Piece> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let piece = self.event_in(&mut buffer);
        self.buffer = buffer;
        piece
    }

    fn event_in(&mut self, buffer: &mut Vec<u8>) -> Result<Piece> {
        loop {
            buffer.clear();
            self.xml.get_mut().begin_token(MAX_TOKEN);
            let event = match self.xml.read_event_into(buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.syntax(error)),
            };
            return Ok(match event {
                Event::Start(tag) => {
                    let element = self.start(&tag)?;
                    if self.open.len() >= MAX_DEPTH {
                        let what = format!("elements are nested more than {MAX_DEPTH} deep");
                        return Err(self.error(Kind::Limit, what));
                    }
                    self.open.push(tag.name().as_ref().to_owned());
                    Piece::Start(element)
                }
                Event::End(_) => {
                    self.open.pop();
                    Piece::End
                }
                Event::Text(text) => Piece::Text(text.to_string()),
                Event::CData(text) => Piece::Text(text.to_string()),
                Event::GeneralRef(reference) => {
                    let mut text = String::new();
                    self.resolve(&reference, &mut text)?;
                    Piece::Text(text)
                }
                Event::Eof if self.open.is_empty() => Piece::Eof,
                Event::Eof => return Err(self.cut_off()),
                // quick-xml gives `Start` and `End` in its place.
                Event::Empty(_) => continue,
                Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            });
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<Element> {
        let written = tag.name();
        let written = written.as_ref();
        if self.open.is_empty() {
            let local = written.rsplit(':').next().unwrap_or(written);
            self.prefix = written[..written.len() - local.len()].to_owned();
        }
        let mut element = Element::new(self.local(written));
        if !is_name(&element.name) {
            let what = format!("`<{written}` begins no element");
            return Err(self.error(Kind::Malformed, what).help("in text `<` is written `&lt;`"));
        }
        element.attributes = self.attributes(tag)?;
        let line = self.xml.get_mut().token_line();
        element.line = Line(u32::try_from(line).unwrap_or(u32::MAX));
        Ok(element)
    }

    fn attributes(&self, tag: &BytesStart<'_>) -> Result<Attributes> {
        let mut attributes = Attributes::default();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|cause| {
                let what = format!("an attribute of `{}` is not well formed", tag.name().as_ref());
                self.error(Kind::Malformed, what).because(cause)
            })?;
            if attributes.len() >= MAX_ATTRIBUTES {
                let what = format!("an element has more than {MAX_ATTRIBUTES} attributes");
                return Err(self.error(Kind::Limit, what));
            }
            let key = attribute.key.as_ref();
            if attributes.get(key).is_some() || !is_name(&name(key)) {
                let what = format!("the attribute `{key}` is given twice or is none");
                return Err(self.error(Kind::Malformed, what));
            }
            attributes.set(key, self.value(&attribute.value)?);
        }
        Ok(attributes)
    }

    /// An attribute's value, normalised as XML 1.0, 3.3.3 says.
    fn value(&self, raw: &str) -> Result<String> {
        let mut value = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(['&', '<', '\t', '\n']) {
            let (before, found) = rest.split_at(at);
            value.push_str(before);
            rest = &found[1..];
            match found.as_bytes().first() {
                Some(b'&') => {
                    let Some((name, after)) = rest.split_once(';') else {
                        return Err(self.error(Kind::Malformed, "an `&` begins no reference"));
                    };
                    self.resolve(name, &mut value)?;
                    rest = after;
                }
                Some(b'<') => {
                    let what = "there is a `<` inside the value of an attribute";
                    return Err(self.error(Kind::Malformed, what));
                }
                _ => value.push(' '),
            }
        }
        value.push_str(rest);
        Ok(value)
    }

    fn resolve(&self, reference: &str, text: &mut String) -> Result<()> {
        match Entities::default().meaning(reference) {
            Meaning::Char(c) => text.push(c),
            Meaning::Surrogate(_) | Meaning::Forbidden(_) => {
                let what = format!("`&{reference};` is a character that XML forbids");
                return Err(self.error(Kind::Malformed, what));
            }
            Meaning::Text(_) | Meaning::Refused(_) | Meaning::Unknown => {
                let what = format!("the entity `&{reference};` is refused");
                return Err(self
                    .error(Kind::Malformed, what)
                    .help("put its text in the place of the reference"));
            }
        }
        Ok(())
    }

    /// A name without the prefix of the root element.
    fn local<'n>(&self, name: &'n str) -> &'n str {
        name.strip_prefix(self.prefix.as_str()).unwrap_or(name)
    }

    fn syntax(&mut self, error: quick_xml::Error) -> Error {
        if let Some(failure) = self.xml.get_mut().take_failure() {
            return failure;
        }
        let message = match &error {
            quick_xml::Error::Syntax(syntax) => format!("the file was cut off: {syntax}"),
            quick_xml::Error::Encoding(_) => "the file is not in the encoding it names".to_owned(),
            other => other.to_string(),
        };
        self.error(Kind::Malformed, message).because(error)
    }
}

/// What the parser gives, without what means nothing here.
enum Piece {
    Start(Element),
    End,
    Text(String),
    Eof,
}

/// Appends text so that it is read back as it is; what XML cannot hold becomes U+FFFD.
pub(super) fn push_escaped(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\r' => xml.push_str("&#13;"),
            '\n' | '\t' => xml.push(c),
            '\u{fffe}' | '\u{ffff}' | '\0'..='\u{1f}' => xml.push('\u{fffd}'),
            c => xml.push(c),
        }
    }
}

/// Appends ` name="value"`, line ends and tabs as references.
pub(super) fn push_attribute(xml: &mut String, name: &str, value: &str) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    for piece in value.split_inclusive(['\n', '\t']) {
        match piece.as_bytes().last() {
            Some(b'\n') => {
                push_escaped(xml, &piece[..piece.len() - 1]);
                xml.push_str("&#10;");
            }
            Some(b'\t') => {
                push_escaped(xml, &piece[..piece.len() - 1]);
                xml.push_str("&#9;");
            }
            _ => push_escaped(xml, piece),
        }
    }
    xml.push('"');
}
