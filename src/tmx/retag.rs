//! Changing language tags.

use super::model::{Attributes, Child, Element, Header, Node, Unit};
use super::reader::Reader;
use super::stream::{Passed, rewrite};
use super::validate::is_bcp47;
use super::writer::WriteOptions;
use crate::error::{Error, Kind, Result};
use std::io::Write;

/// Which tags become which. Tags are compared without regard to case and to `_` or `-`.
#[derive(Debug, Clone, Default)]
pub struct Retag {
    pairs: Vec<(String, String)>,
}

impl Retag {
    /// Adds a change of tag.
    ///
    /// # Errors
    ///
    /// When the new tag is none (BCP 47), or the old one is changed already.
    pub fn change(mut self, from: &str, to: &str) -> Result<Self> {
        if !is_bcp47(to) {
            return Err(Error::new(Kind::Usage, format!("`{to}` is no language tag"))
                .help("write a tag such as az, az-AZ or az-Latn-AZ"));
        }
        if self.new_tag(from).is_some() {
            return Err(Error::new(Kind::Usage, format!("`{from}` is changed twice"))
                .help("name each tag once"));
        }
        self.pairs.push((from.to_owned(), to.to_owned()));
        Ok(self)
    }

    fn new_tag(&self, tag: &str) -> Option<&str> {
        let same = |from: &str| {
            let plain = |c: u8| if c == b'_' { b'-' } else { c.to_ascii_lowercase() };
            from.bytes().map(plain).eq(tag.bytes().map(plain))
        };
        self.pairs.iter().find(|(from, _)| same(from)).map(|(_, to)| to.as_str())
    }

    /// Changes the tags of a header: `srclang` and those of its notes and properties.
    pub fn header(&self, header: &mut Header) -> usize {
        self.attributes(&mut header.attributes)
            + header.children.iter_mut().map(|node| self.node(node)).sum::<usize>()
    }

    /// Changes the tags of a unit; how many there were to change.
    pub fn unit(&self, unit: &mut Unit) -> usize {
        let mut changed = self.attributes(&mut unit.attributes);
        for child in &mut unit.children {
            changed += match child {
                Child::Node(node) => self.node(node),
                Child::Variant(variant) => {
                    self.attributes(&mut variant.attributes)
                        + variant.children.iter_mut().map(|node| self.node(node)).sum::<usize>()
                }
            };
        }
        changed
    }

    fn node(&self, node: &mut Node) -> usize {
        match node {
            Node::Element(Element { name, attributes, .. }) if name == "note" || name == "prop" => {
                self.attributes(attributes)
            }
            _ => 0,
        }
    }

    fn attributes(&self, attributes: &mut Attributes) -> usize {
        let mut changed = 0;
        for attribute in attributes.iter_mut() {
            if matches!(attribute.name.as_ref(), "xml:lang" | "lang" | "srclang")
                && let Some(new) = self.new_tag(&attribute.value)
            {
                attribute.value = new.to_owned();
                changed += 1;
            }
        }
        changed
    }
}

/// Writes all units with their tags changed.
pub fn retag(reader: &mut Reader<'_>, out: impl Write, changes: &Retag) -> Result<Passed> {
    let mut header = reader.header().clone();
    let in_header = changes.header(&mut header);
    let mut passed = rewrite(reader, out, &header, WriteOptions::default(), |mut unit, passed| {
        passed.count("tags changed", changes.unit(&mut unit));
        Some(unit)
    })?;
    passed.count("tags changed", in_header);
    Ok(passed)
}
