//! A unit as the memory holds it.

use crate::lang::Lang;
use crate::tmx;
use std::ops::Range;

/// A unit with what the memory needs of it; filled from TMX, which stays the truth.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitRecord {
    /// The file, as the user named it.
    pub file: String,
    /// The number of the unit in its file, counted from 0.
    pub index_in_file: usize,
    /// The `tuid`, where the file gives one.
    pub tuid: Option<String>,
    /// One text for each language; a language may occur twice (`en-US`, `en-GB`).
    pub variants: Vec<(Lang, String)>,
    /// When the unit was changed last or else made, as TMX writes dates (`20200214T113000Z`).
    pub changed: Option<String>,
    /// Who changed it last or else made it.
    pub changed_by: Option<String>,
    /// The `prop`s by type, in the order of the file.
    pub props: Vec<(String, String)>,
}

/// How far a unit is to be trusted, where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The unit calls itself unreviewed.
    Unreviewed,
    /// The unit comes from an alignment that was not sure of it.
    Doubtful,
    /// Nothing speaks against the unit.
    Reviewed,
}

impl Status {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Unreviewed => "unreviewed",
            Status::Doubtful => "doubtful",
            Status::Reviewed => "reviewed",
        }
    }
}

/// Below this confidence an aligned unit counts as [`Status::Doubtful`].
const CONFIDENT: f64 = 0.9;

impl UnitRecord {
    /// What the memory needs of a unit of a TMX file. Variants without a language are left out;
    /// the date is the latest that the unit or a variant has, the person the one of that date.
    pub fn from_tmx(unit: &tmx::Unit) -> UnitRecord {
        let mut record = UnitRecord {
            tuid: unit.tuid().map(str::to_owned),
            props: unit.props().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
            ..UnitRecord::default()
        };
        let mut change = |attribute: &dyn Fn(&str) -> Option<String>| {
            for (date, person) in [("changedate", "changeid"), ("creationdate", "creationid")] {
                let Some(date) = attribute(date) else { continue };
                if record.changed.as_ref().is_none_or(|before| *before < date) {
                    record.changed = Some(date);
                    record.changed_by = attribute(person);
                }
            }
        };
        change(&|name| unit.attribute(name).map(str::to_owned));
        for variant in unit.variants() {
            change(&|name| variant.attribute(name).map(str::to_owned));
        }
        record.variants = unit
            .variants()
            .filter_map(|variant| Some((variant.lang()?, variant.text().into_owned())))
            .collect();
        record
    }

    /// The value of the first `prop` of this type; the prefix `x-`, which TMX asks of types that
    /// are a tool's own, makes no difference.
    pub fn prop<'a>(&'a self, kind: &'a str) -> Option<&'a str> {
        let bare = |kind: &'a str| kind.strip_prefix("x-").unwrap_or(kind);
        let wanted = bare(kind);
        let mut props = self.props.iter();
        props.find(|(k, _)| bare(k).eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
    }

    /// How far the unit is to be trusted: its `status`, else its `confidence`.
    pub fn status(&self) -> Status {
        match self.prop("status").map(str::to_ascii_lowercase).as_deref() {
            Some("unreviewed" | "draft" | "unapproved" | "needs-review") => Status::Unreviewed,
            Some("reviewed" | "approved") => Status::Reviewed,
            _ => match self.prop("confidence").and_then(|c| c.parse::<f64>().ok()) {
                Some(confidence) if confidence < CONFIDENT => Status::Doubtful,
                _ => Status::Reviewed,
            },
        }
    }

    /// The texts in the language that `lang` names, the nearest region first.
    pub fn texts(&self, lang: &Lang) -> Vec<&str> {
        let mut texts: Vec<(u8, &str)> = self
            .variants
            .iter()
            .filter_map(|(l, text)| Some((lang.distance(l)?, text.as_str())))
            .collect();
        texts.sort_by_key(|&(distance, _)| distance);
        texts.into_iter().map(|(_, text)| text).collect()
    }
}

/// The standing of a unit among those that are equally alike: by status, then by the minute in
/// which it was changed last. Two bits and thirty: enough for 1,700 years since 1970.
pub(crate) fn standing(unit: &UnitRecord) -> u32 {
    let minutes = unit.changed.as_deref().and_then(minutes).unwrap_or_default();
    (unit.status() as u32) << 30 | minutes.min((1 << 30) - 1)
}

/// The minute of a standing in which the unit was changed last; 0 when it does not say.
pub(crate) fn changed(standing: u32) -> u32 {
    standing & ((1 << 30) - 1)
}

/// The minutes from 1970 to a TMX date (`20200214T113000Z`); a date without a time is midnight.
/// The order is all that is asked for, and that a date without month or day comes before those
/// that have one: a year has 13 months here, and a month 32 days.
pub(crate) fn minutes(date: &str) -> Option<u32> {
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    let number = |range: Range<usize>| digits.get(range).map_or(Some(0), |d| d.parse::<u64>().ok());
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let (hour, minute) = (number(8..10)?, number(10..12)?);
    let days = (year.checked_sub(1970)? * 13 + month) * 32 + day;
    u32::try_from((days * 24 + hour) * 60 + minute).ok()
}
