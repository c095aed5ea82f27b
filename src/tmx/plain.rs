//! Units as nearly all files write them, read straight from text that is at hand whole.
//!
//! A plain unit is well formed and holds nothing but elements, text, and references to characters
//! that XML knows by itself. Of everything else (a comment, CDATA, an entity, a fault of whatever
//! kind, a unit that goes on behind the text at hand) nothing is taken: the general reader reads
//! it, and it alone says what is an error, and where. So this one need not be right about what it
//! refuses, only about what it takes.

use super::entities::{Entities, Meaning};
use super::model::{self, Attribute, Attributes, Child, Element, Line, Node, Unit, Variant};
use super::reader::holds_elements_only;
use std::str::from_utf8;

/// The deepest nesting, and the most attributes, of what is plain.
const DEEPEST: usize = 32;
const MOST_ATTRIBUTES: usize = 32;

/// The longest reference to a character, without `&` and `;`.
const LONGEST_REFERENCE: usize = 10;

/// The lines of a text, worked out forward only.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    line: usize,
    /// Where that line ends, if that is known.
    end: Option<usize>,
}

impl Lines {
    /// The lines of a text that begins on this one.
    pub fn from(line: usize) -> Self {
        Lines { line, end: None }
    }

    /// The line on which the byte `at` stands, which is not before the one asked for last.
    pub fn at(&mut self, text: &[u8], at: usize) -> usize {
        let end_from = |from: usize| {
            let rest = text.get(from..).unwrap_or_default();
            memchr::memchr(b'\n', rest).map_or(text.len(), |at| from + at)
        };
        let mut end = self.end.unwrap_or_else(|| end_from(0));
        while end < at {
            self.line += 1;
            end = end_from(end + 1);
        }
        self.end = Some(end);
        self.line
    }
}

/// Reads plain units from a text.
pub(super) struct Plain<'t> {
    text: &'t [u8],
    /// How much of the text has been read: whole units, and nothing after them.
    pub at: usize,
    /// The line that was reached.
    pub lines: Lines,
}

impl<'t> Plain<'t> {
    /// Reads from the byte `at` on.
    pub fn new(text: &'t [u8], at: usize, lines: Lines) -> Self {
        Plain { text, at, lines }
    }

    /// The next unit, if it is plain and whole.
    pub fn unit(&mut self) -> Option<Unit> {
        let before = (self.at, self.lines);
        let unit = self.read_unit();
        if unit.is_none() {
            (self.at, self.lines) = before;
        }
        unit
    }

    /// Whether nothing but white space is left.
    pub fn is_done(&mut self) -> bool {
        self.skip_space();
        self.at >= self.text.len()
    }

    fn read_unit(&mut self) -> Option<Unit> {
        self.skip_space();
        let (tu, empty) = self.tag()?;
        if tu.name != "tu" {
            return None;
        }
        let mut unit = Unit { attributes: tu.attributes, line: tu.line, ..Unit::default() };
        if empty {
            return Some(unit);
        }
        loop {
            self.skip_space();
            if self.end_tag("tu") {
                return Some(unit);
            }
            let element = self.element(1)?;
            unit.children.push(match element.name == "tuv" {
                true => Child::Variant(Variant {
                    attributes: element.attributes,
                    children: element.children,
                    line: element.line,
                }),
                false => Child::Node(Node::Element(element)),
            });
        }
    }

    /// An element with everything inside.
    fn element(&mut self, depth: usize) -> Option<Element> {
        let (mut element, empty) = self.tag()?;
        if element.name == "tu" || depth > DEEPEST {
            return None;
        }
        if empty {
            return Some(element);
        }
        let no_text = holds_elements_only(&element.name);
        loop {
            let rest = self.text.get(self.at..)?;
            let length = memchr::memchr2(b'<', b'&', rest)?;
            let text = rest.get(..length)?;
            self.at += length;
            if no_text {
                if !text.iter().all(|byte| is_space(*byte)) || rest.get(length) == Some(&b'&') {
                    return None;
                }
            } else {
                element.push_text(from_utf8(text).ok()?);
                if rest.get(length) == Some(&b'&') {
                    let mut character = [0; 4];
                    element.push_text(self.reference()?.encode_utf8(&mut character));
                    continue;
                }
            }
            if self.end_tag(&element.name) {
                return Some(element);
            }
            let child = self.element(depth + 1)?;
            element.children.push(Node::Element(child));
        }
    }

    /// The tag that begins an element, and whether it ends it too.
    fn tag(&mut self) -> Option<(Element, bool)> {
        let line = self.lines.at(self.text, self.at);
        if self.text.get(self.at) != Some(&b'<') {
            return None;
        }
        self.at += 1;
        let name = model::name(self.name()?);
        let mut attributes = Attributes::default();
        let empty = loop {
            let spaced = self.skip_space();
            match self.text.get(self.at)? {
                b'>' => break false,
                b'/' => {
                    self.at += 1;
                    if self.text.get(self.at) != Some(&b'>') {
                        return None;
                    }
                    break true;
                }
                _ if spaced && attributes.len() < MOST_ATTRIBUTES => {
                    let attribute = self.attribute()?;
                    if attributes.get(&attribute.name).is_some() {
                        return None;
                    }
                    attributes.push(attribute);
                }
                _ => return None,
            }
        };
        self.at += 1;
        let line = Line(u32::try_from(line).unwrap_or(u32::MAX));
        Some((Element { name, attributes, children: Vec::new(), line }, empty))
    }

    fn attribute(&mut self) -> Option<Attribute> {
        let name = model::name(self.name()?);
        let [b'=', quote @ (b'"' | b'\'')] = self.text.get(self.at..self.at + 2)? else {
            return None;
        };
        self.at += 2;
        let rest = self.text.get(self.at..)?;
        let raw = rest.get(..memchr::memchr(*quote, rest)?)?;
        let end = self.at + raw.len() + 1;
        // Without leaving early, which the compiler turns into vectors.
        let special = |any, b: &u8| any | matches!(b, b'&' | b'<' | b'\t' | b'\n');
        let value = match raw.iter().fold(false, special) {
            false => from_utf8(raw).ok()?.to_owned(),
            true => self.value(end - 1)?,
        };
        self.at = end;
        Some(Attribute { name, value })
    }

    /// The value up to `end`, with references resolved and line ends and tabs made spaces.
    fn value(&mut self, end: usize) -> Option<String> {
        let mut value = String::new();
        while self.at < end {
            let rest = self.text.get(self.at..end)?;
            let special = |b: &u8| matches!(b, b'&' | b'<' | b'\t' | b'\n');
            let length = rest.iter().position(special).unwrap_or(rest.len());
            value.push_str(from_utf8(rest.get(..length)?).ok()?);
            self.at += length;
            match rest.get(length) {
                None => {}
                Some(b'&') => value.push(self.reference()?),
                Some(b'<') => return None,
                Some(_) => {
                    value.push(' ');
                    self.at += 1;
                }
            }
        }
        (self.at == end).then_some(value)
    }

    /// The character for which the reference stands that begins here.
    fn reference(&mut self) -> Option<char> {
        let rest = self.text.get(self.at + 1..)?;
        let rest = rest.get(..rest.len().min(LONGEST_REFERENCE + 1))?;
        let name = rest.get(..memchr::memchr(b';', rest)?)?;
        self.at += name.len() + 2;
        match Entities::default().meaning(from_utf8(name).ok()?) {
            Meaning::Char(c) => Some(c),
            _ => None,
        }
    }

    /// Reads the tag that ends the element `name`, if it is here.
    fn end_tag(&mut self, name: &str) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let after = rest.strip_prefix(b"</").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let ends = after.is_some_and(|after| after.first() == Some(&b'>'));
        if ends {
            self.at += name.len() + 3;
        }
        ends
    }

    /// A name of the letters that need no looking up.
    fn name(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        let length = rest.iter().position(|byte| !IN_NAME[usize::from(*byte)])?;
        let name = rest.get(..length)?;
        if !name.first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_') {
            return None;
        }
        self.at += length;
        from_utf8(name).ok()
    }

    /// Whether there was any.
    fn skip_space(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_space(*byte)).unwrap_or(rest.len());
        self.at += length;
        length > 0
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n')
}

const IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        table[byte] = b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':');
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Unit> {
        let mut plain = Plain::new(text.as_bytes(), 0, Lines::from(1));
        let unit = plain.unit();
        assert_eq!(plain.at, if unit.is_some() { text.len() } else { 0 }, "{text}");
        unit
    }

    #[test]
    fn a_plain_unit_is_taken_whole() {
        let unit = read(
            "\n<tu tuid='a&amp;\tb' >\n<note/>\n<tuv xml:lang=\"az\"> \
             <seg> a &#x259;<ph x='1'/>&lt;</seg>\n</tuv></tu>",
        )
        .unwrap();
        assert_eq!(unit.tuid(), Some("a& b"));
        assert_eq!(unit.line.0, 2);
        let variant = unit.variants().next().unwrap();
        assert_eq!((variant.text().as_ref(), variant.line.0), (" a ə<", 4));
    }

    #[test]
    fn what_is_not_plain_is_not_taken() {
        for text in [
            "",
            "<tuv></tuv>",
            "<tu>",
            "<tu><tuv><seg>a</seg></tuv>",
            "<tu>a</tu>",
            "<tu><!-- a --></tu>",
            "<tu><note><![CDATA[a]]></note></tu>",
            "<tu><note>&ccedil;</note></tu>",
            "<tu><note>&#31;</note></tu>",
            "<tu><note>a & b</note></tu>",
            "<tu><note>a</nota></tu>",
            "<tu><note>a</note ></tu>",
            "<tu><tu></tu></tu>",
            "<tu a='1' a='2'/>",
            "<tu a='1'b='2'/>",
            "<tu a='<'/>",
            "<tu a=1/>",
            "<tu a/>",
            "<tu 1a='1'/>",
            "<tu ə='1'/>",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let mut broken = Plain::new(b"<tu><note>\xff</note></tu>", 0, Lines::from(1));
        assert_eq!(broken.unit(), None);
        let deep = format!("<tu>{}{}</tu>", "<hi>".repeat(40), "</hi>".repeat(40));
        assert_eq!(read(&deep), None);
    }
}
