//! Choosing units.

use super::blocks::in_blocks;
use super::dates::Date;
use super::model::{Header, Unit, Variant};
use super::reader::Reader;
use super::stream::Passed;
use super::writer::{WriteOptions, Writer, push_unit};
use crate::error::Result;
use crate::lang::Lang;
use regex::Regex;
use std::io::Write;
use std::ops::RangeInclusive;

/// Which units are chosen: those to which all that is set applies.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// There is a variant in each of these languages.
    pub has: Vec<Lang>,
    /// There is no variant in any of these languages.
    pub lacks: Vec<Lang>,
    /// Last made or changed at this time or later; units without date are not.
    pub since: Option<Date>,
    /// Last made or changed before this time; units without date are not.
    pub before: Option<Date>,
    /// Made or changed by one of these users.
    pub users: Vec<String>,
    /// There is a property of each type, with that text where one is given, on the unit or on
    /// a variant.
    pub props: Vec<(String, Option<String>)>,
    /// The text of a variant matches; of one in the language, where one is given.
    pub text: Vec<(Regex, Option<Lang>)>,
    /// The characters of the source text.
    pub length: Option<RangeInclusive<usize>>,
    /// Chooses the units that would not be chosen.
    pub invert: bool,
}

impl Filter {
    /// Whether a unit is chosen; the header tells its source language.
    pub fn chooses(&self, unit: &Unit, header: &Header) -> bool {
        self.applies(unit, header) != self.invert
    }

    fn applies(&self, unit: &Unit, header: &Header) -> bool {
        self.has.iter().all(|lang| unit.variant(lang).is_some())
            && self.lacks.iter().all(|lang| unit.variant(lang).is_none())
            && self.has_date(unit)
            && (self.users.is_empty() || self.users.iter().any(|user| is_by(unit, user)))
            && self.props.iter().all(|(kind, value)| has_prop(unit, kind, value.as_deref()))
            && self.text.iter().all(|(regex, lang)| match lang {
                Some(lang) => unit.variant(lang).is_some_and(|v| regex.is_match(&v.text())),
                None => unit.variants().any(|v| regex.is_match(&v.text())),
            })
            && self.length.as_ref().is_none_or(|length| {
                let source = unit.source(header).map(Variant::text).unwrap_or_default();
                length.contains(&source.chars().count())
            })
    }

    fn has_date(&self, unit: &Unit) -> bool {
        if self.since.is_none() && self.before.is_none() {
            return true;
        }
        unit.date().is_some_and(|date| {
            self.since.as_ref().is_none_or(|since| date >= *since)
                && self.before.as_ref().is_none_or(|before| date < *before)
        })
    }
}

fn is_by(unit: &Unit, user: &str) -> bool {
    unit.variants().map(|v| &v.attributes).chain([&unit.attributes]).any(|attributes| {
        ["creationid", "changeid"].iter().any(|name| attributes.get(name) == Some(user))
    })
}

fn has_prop(unit: &Unit, kind: &str, value: Option<&str>) -> bool {
    let of_variants = unit.variants().flat_map(Variant::props);
    unit.props().chain(of_variants).any(|(k, v)| k == kind && value.is_none_or(|value| v == value))
}

/// Writes the units that `filter` chooses.
pub fn filter(reader: &mut Reader<'_>, out: impl Write, filter: &Filter) -> Result<Passed> {
    let header = reader.header().clone();
    let mut writer = Writer::new(out, &header, WriteOptions::default())?;
    let mut passed = Passed::default();
    in_blocks(
        reader,
        |units| {
            let (mut read, mut written, mut xml) = (0, 0, String::new());
            for unit in units {
                read += 1;
                if filter.chooses(&unit, &header) {
                    written += 1;
                    push_unit(&mut xml, &unit);
                }
            }
            (read, written, xml)
        },
        |(read, written, xml)| {
            passed.read += read;
            passed.written += written;
            writer.units(&xml)
        },
    )?;
    writer.finish_with(reader.tail())?;
    Ok(passed)
}
