//! Taking out who made a memory, and when.

use super::dates::{DATE_ATTRIBUTES, normalise_date};
use super::model::{Attributes, Child, Node};
use super::reader::Reader;
use super::stream::{Passed, rewrite};
use super::writer::WriteOptions;
use crate::error::Result;
use std::io::Write;

/// What becomes of the names of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Users {
    /// They stay.
    #[default]
    Keep,
    /// They are removed.
    Remove,
    /// They become `user1`, `user2` … in the order in which they occur: what one person did can
    /// still be told from what another did.
    Number,
}

/// What becomes of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// They stay.
    #[default]
    Keep,
    /// They are removed.
    Remove,
    /// Only the day stays; what is no date is removed.
    Day,
}

/// What is taken out.
#[derive(Debug, Clone, Default)]
pub struct Anonymize {
    /// The names in `creationid` and `changeid`.
    pub users: Users,
    /// The times in `creationdate`, `changedate` and `lastusagedate`.
    pub dates: Dates,
    /// The types of properties that are removed, since tools keep names in their own too.
    pub props: Vec<String>,
    /// Whether notes are removed.
    pub notes: bool,
}

/// Writes all units without what is to be taken out.
pub fn anonymize(reader: &mut Reader<'_>, out: impl Write, options: &Anonymize) -> Result<Passed> {
    let mut work = Work { options, names: Vec::new() };
    let mut first = Passed::default();
    let mut header = reader.header().clone();
    work.attributes(&mut header.attributes, &mut first);
    work.nodes(&mut header.children, &mut first);
    let mut passed = rewrite(reader, out, &header, WriteOptions::default(), |mut unit, passed| {
        work.attributes(&mut unit.attributes, passed);
        unit.children.retain(|child| match child {
            Child::Node(node) => work.stays(node, passed),
            Child::Variant(_) => true,
        });
        for variant in unit.variants_mut() {
            work.attributes(&mut variant.attributes, passed);
            work.nodes(&mut variant.children, passed);
        }
        Some(unit)
    })?;
    first.done.into_iter().for_each(|(what, times)| passed.count(what, times));
    Ok(passed)
}

struct Work<'o> {
    options: &'o Anonymize,
    names: Vec<String>,
}

impl Work<'_> {
    fn attributes(&mut self, attributes: &mut Attributes, passed: &mut Passed) {
        for name in ["creationid", "changeid"] {
            let Some(user) = attributes.get(name) else { continue };
            match self.options.users {
                Users::Keep => continue,
                Users::Remove => {
                    attributes.remove(name);
                }
                Users::Number => {
                    let number = self.number(user.to_owned());
                    attributes.set(name, format!("user{number}"));
                }
            }
            passed.count("users", 1);
        }
        for name in DATE_ATTRIBUTES {
            let Some(date) = attributes.get(name) else { continue };
            match (self.options.dates, normalise_date(date)) {
                (Dates::Keep, _) => continue,
                (Dates::Day, Some(date)) => {
                    attributes.set(name, format!("{}T000000Z", &date[..8]));
                }
                (Dates::Remove, _) | (Dates::Day, None) => {
                    attributes.remove(name);
                }
            }
            passed.count("dates", 1);
        }
    }

    /// Names are few, so that looking through them is quick.
    fn number(&mut self, user: String) -> usize {
        let at = self.names.iter().position(|name| *name == user).unwrap_or_else(|| {
            self.names.push(user);
            self.names.len() - 1
        });
        at + 1
    }

    fn nodes(&self, nodes: &mut Vec<Node>, passed: &mut Passed) {
        nodes.retain(|node| self.stays(node, passed));
    }

    fn stays(&self, node: &Node, passed: &mut Passed) -> bool {
        let Node::Element(element) = node else { return true };
        let what = match element.name.as_ref() {
            "note" if self.options.notes => "notes",
            "prop" if self.names_prop(element.attributes.get("type")) => "properties",
            _ => return true,
        };
        passed.count(what, 1);
        false
    }

    fn names_prop(&self, kind: Option<&str>) -> bool {
        self.options.props.iter().any(|prop| Some(prop.as_str()) == kind)
    }
}
