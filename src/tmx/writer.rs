//! Units → TMX, one at a time.

use super::dtd::Version;
use super::model::{self, Attributes, Child, Element, Header, Node, Remark, Tail, Unit, Variant};
use crate::error::{Error, Result};
use std::io::Write;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, little endian, with a byte order mark, as older tools of Trados want it.
    Utf16,
}

/// How a file is written.
#[derive(Debug, Clone, Default)]
pub struct WriteOptions {
    /// The encoding.
    pub encoding: Encoding,
}

/// Writes units as they come. The same units give the same bytes.
///
/// What was read is written as it was; that something is valid TMX is for its maker to care
/// for. Only [`finish`](Writer::finish) completes the file.
pub struct Writer<W: Write> {
    out: W,
    options: WriteOptions,
    xml: String,
    wide: Vec<u8>,
}

impl<W: Write> Writer<W> {
    /// Begins a file with its header.
    pub fn new(out: W, header: &Header, options: WriteOptions) -> Result<Self> {
        let mut writer = Writer { out, options, xml: String::new(), wide: Vec::new() };
        let declared = match writer.options.encoding {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => {
                writer.xml.push('\u{feff}');
                "UTF-16"
            }
        };
        let xml = &mut writer.xml;
        xml.push_str("<?xml version=\"1.0\" encoding=\"");
        xml.push_str(declared);
        xml.push_str("\"?>\n<!DOCTYPE tmx SYSTEM \"");
        xml.push_str(Version::of(header.version()).dtd());
        xml.push_str("\">\n");
        push_remarks(xml, &header.above_root);
        xml.push_str("<tmx");
        push_attributes(xml, &header.root);
        xml.push_str(">\n");
        push_remarks(xml, &header.above);
        if header.present {
            xml.push_str("<header");
            push_attributes(xml, &header.attributes);
            if header.children.is_empty() {
                xml.push_str("/>\n");
            } else {
                xml.push('>');
                push_lines(xml, &header.children);
                xml.push_str("</header>\n");
            }
        }
        push_remarks(xml, &header.below);
        xml.push_str("<body>\n");
        writer.send()?;
        Ok(writer)
    }

    /// Writes a unit.
    pub fn unit(&mut self, unit: &Unit) -> Result<()> {
        push_unit(&mut self.xml, unit);
        self.send()
    }

    /// Writes units that are XML already, as [`push_unit`] makes it.
    pub(super) fn units(&mut self, xml: &str) -> Result<()> {
        self.xml.push_str(xml);
        self.send()
    }

    /// Completes the file and gives back what it was written to.
    pub fn finish(self) -> Result<W> {
        self.finish_with(&Tail::default())
    }

    /// Completes the file with what stands behind the units.
    pub fn finish_with(mut self, tail: &Tail) -> Result<W> {
        push_remarks(&mut self.xml, &tail.body);
        self.xml.push_str("</body>\n");
        push_remarks(&mut self.xml, &tail.root);
        self.xml.push_str("</tmx>\n");
        push_remarks(&mut self.xml, &tail.file);
        self.send()?;
        self.out.flush().map_err(write_error)?;
        Ok(self.out)
    }

    fn send(&mut self) -> Result<()> {
        let bytes = match self.options.encoding {
            Encoding::Utf8 => self.xml.as_bytes(),
            Encoding::Utf16 => {
                self.wide.clear();
                self.wide.extend(self.xml.encode_utf16().flat_map(u16::to_le_bytes));
                &self.wide
            }
        };
        self.out.write_all(bytes).map_err(write_error)?;
        self.xml.clear();
        Ok(())
    }
}

fn write_error(cause: std::io::Error) -> Error {
    Error::io_somewhere("write the translation memory", cause)
}

/// Writes a unit as it stands in a file, with the end of its line.
pub(super) fn push_unit(xml: &mut String, unit: &Unit) {
    push_remarks(xml, &unit.above);
    xml.push_str("<tu");
    push_attributes(xml, &unit.attributes);
    if unit.children.is_empty() {
        xml.push_str("/>\n");
        return;
    }
    // White space beside stray text would become part of it.
    let stray = unit.children.iter().any(|c| matches!(c, Child::Node(Node::Text(_))));
    let end = if stray { "" } else { "\n" };
    xml.push('>');
    xml.push_str(end);
    for child in &unit.children {
        match child {
            Child::Variant(variant) => push_variant(xml, variant),
            Child::Node(node) => push_nodes(xml, std::slice::from_ref(node)),
        }
        xml.push_str(end);
    }
    xml.push_str("</tu>\n");
}

fn push_variant(xml: &mut String, variant: &Variant) {
    xml.push_str("<tuv");
    push_attributes(xml, &variant.attributes);
    if variant.children.is_empty() {
        xml.push_str("/>");
        return;
    }
    xml.push('>');
    match variant.children.as_slice() {
        [Node::Element(_)] => push_nodes(xml, &variant.children),
        nodes => push_lines(xml, nodes),
    }
    xml.push_str("</tuv>");
}

/// Children that stand on lines of their own, unless white space would become part of a text
/// among them.
fn push_lines(xml: &mut String, nodes: &[Node]) {
    if nodes.iter().any(|node| matches!(node, Node::Text(_))) {
        push_nodes(xml, nodes);
        return;
    }
    xml.push('\n');
    for node in nodes {
        push_nodes(xml, std::slice::from_ref(node));
        xml.push('\n');
    }
}

fn push_nodes(xml: &mut String, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Text(text) => push_escaped(xml, text, false),
            Node::Element(element) => push_element(xml, element),
            Node::Remark(remark) => push_remark(xml, remark),
        }
    }
}

/// Remarks between elements, each on a line of its own.
fn push_remarks(xml: &mut String, remarks: &[Remark]) {
    for remark in remarks {
        push_remark(xml, remark);
        xml.push('\n');
    }
}

/// Writes a remark; of one that XML cannot hold, what it can.
fn push_remark(xml: &mut String, remark: &Remark) {
    let allowed = |c: char| match c {
        '\t' | '\n' => c,
        '\r' => '\n',
        '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    match remark {
        Remark::Comment(text) => {
            xml.push_str("<!--");
            xml.extend(model::comment(text).chars().map(allowed));
            xml.push_str("-->");
        }
        Remark::Instruction(text) if model::is_instruction(text) => {
            xml.push_str("<?");
            xml.extend(text.chars().map(allowed));
            xml.push_str("?>");
        }
        Remark::Instruction(_) => {}
    }
}

/// Writes an element with everything inside.
pub(super) fn push_element(xml: &mut String, element: &Element) {
    xml.push('<');
    xml.push_str(&element.name);
    push_attributes(xml, &element.attributes);
    // An empty `seg`, `prop` or `note` has both tags: some readers know no other form.
    if element.children.is_empty() && !matches!(element.name.as_ref(), "seg" | "prop" | "note") {
        xml.push_str("/>");
        return;
    }
    xml.push('>');
    push_nodes(xml, &element.children);
    xml.push_str("</");
    xml.push_str(&element.name);
    xml.push('>');
}

fn push_attributes(xml: &mut String, attributes: &Attributes) {
    for attribute in attributes.iter() {
        xml.push(' ');
        xml.push_str(&attribute.name);
        xml.push_str("=\"");
        push_escaped(xml, &attribute.value, true);
        xml.push('"');
    }
}

/// Writes text so that it is read back as it is: markup characters and, where a reader would
/// change them, line ends and tabs become references. What XML cannot hold becomes U+FFFD.
fn push_escaped(xml: &mut String, text: &str, in_attribute: bool) {
    // Most texts need no change; this is tested without leaving early, which the compiler turns
    // into vectors.
    let special =
        |any: bool, b: u8| any | (b < b' ') | matches!(b, b'&' | b'<' | b'>' | b'"' | 0xef);
    if !text.bytes().fold(false, special) {
        xml.push_str(text);
        return;
    }
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'\r' => "&#13;",
            b'"' if in_attribute => "&quot;",
            b'\n' if in_attribute => "&#10;",
            b'\t' if in_attribute => "&#9;",
            b'\t' | b'\n' => continue,
            0..=0x1f => "\u{fffd}",
            // U+FFFE and U+FFFF; the rest of the character is skipped with its first byte.
            0xef if matches!(text.as_bytes().get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])) => {
                xml.push_str(&text[from..at]);
                xml.push('\u{fffd}');
                from = at + 3;
                continue;
            }
            _ => continue,
        };
        xml.push_str(&text[from..at]);
        xml.push_str(reference);
        from = at + 1;
    }
    xml.push_str(&text[from..]);
}
