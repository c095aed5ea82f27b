//! Dates as TMX and its producers write them.

use super::model::{Attributes, Unit};
use crate::error::{Error, Kind, Result};
use std::borrow::Cow;

/// The attributes that hold a date.
pub(super) const DATE_ATTRIBUTES: [&str; 3] = ["creationdate", "changedate", "lastusagedate"];

/// A moment, ordered by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Date(String);

impl Date {
    /// Reads a date in any of the forms that [`normalise_date`] takes; a year or a month is its
    /// beginning.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn parse(date: &str) -> Result<Self> {
        let is_number =
            |part: &str, digits| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        let whole = match date.split_once('-') {
            None if is_number(date, 4) => format!("{date}-01-01"),
            Some((year, month)) if is_number(year, 4) && is_number(month, 2) => {
                format!("{date}-01")
            }
            _ => date.to_owned(),
        };
        normalise_date(&whole).map(Date).ok_or_else(|| {
            Error::new(Kind::Usage, format!("`{date}` is no date"))
                .help("write it as 2024, 2024-01, 2024-01-31 or 20240131T120000Z")
        })
    }

    /// A moment that is known to be `YYYYMMDDThhmmssZ`.
    pub(super) fn of(moment: &str) -> Self {
        Date(moment.to_owned())
    }

    /// The date as `YYYYMMDDThhmmssZ`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a date has the form that TMX wants: `YYYYMMDDThhmmssZ`, a date of the calendar.
pub fn is_tmx_date(date: &str) -> bool {
    let bytes = date.as_bytes();
    bytes.len() == 16
        && bytes[8] == b'T'
        && bytes[15] == b'Z'
        && is_moment(&bytes[..8], &bytes[9..15])
}

/// A date in the form that TMX wants, from the forms that its producers write: with or without
/// punctuation, fraction, time, and `Z`. `None` when it is no date, or is stated in another time
/// zone than UTC.
///
/// ```
/// use yaddash::tmx::normalise_date;
/// assert_eq!(normalise_date("2024-01-15T12:00:00.5+00:00").as_deref(), Some("20240115T120000Z"));
/// assert_eq!(normalise_date("20240115").as_deref(), Some("20240115T000000Z"));
/// assert_eq!(normalise_date("20241301T000000Z"), None);
/// ```
pub fn normalise_date(date: &str) -> Option<String> {
    moment(date).map(Cow::into_owned)
}

/// [`normalise_date`], without a copy of what needs no change.
fn moment(date: &str) -> Option<Cow<'_, str>> {
    if is_tmx_date(date) {
        return Some(Cow::Borrowed(date));
    }
    let date = date.trim();
    let date = date.strip_suffix("+00:00").or(date.strip_suffix('Z')).unwrap_or(date);
    let (day, time) = date.split_once(['T', ' ']).unwrap_or((date, "000000"));
    let (time, _fraction) = time.split_once('.').unwrap_or((time, ""));
    let day: String = day.chars().filter(|c| *c != '-').collect();
    let time: String = time.chars().filter(|c| *c != ':').collect();
    is_moment(day.as_bytes(), time.as_bytes()).then(|| Cow::Owned(format!("{day}T{time}Z")))
}

/// Whether `YYYYMMDD` and `hhmmss` are of the calendar and the clock.
fn is_moment(day: &[u8], time: &[u8]) -> bool {
    let number = |digits: &[u8]| {
        digits.iter().fold(0, |n, digit| n * 10 + usize::from(digit.wrapping_sub(b'0')))
    };
    if day.len() != 8 || time.len() != 6 || !day.iter().chain(time).all(u8::is_ascii_digit) {
        return false;
    }
    let year = number(&day[..4]);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match number(&day[4..6]) {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&number(&day[6..]))
        && number(&time[..2]) < 24
        && number(&time[2..4]) < 60
        && number(&time[4..]) <= 60
}

/// The dates of an element, normalised.
fn moments(attributes: &Attributes) -> impl Iterator<Item = Cow<'_, str>> {
    ["creationdate", "changedate"].into_iter().filter_map(|name| moment(attributes.get(name)?))
}

impl Unit {
    /// When the unit or one of its variants was last made or changed.
    pub fn date(&self) -> Option<Date> {
        self.moment().map(|date| Date(date.into_owned()))
    }

    /// [`date`](Self::date), without a copy where none is needed.
    pub(super) fn moment(&self) -> Option<Cow<'_, str>> {
        self.variants().map(|v| &v.attributes).chain([&self.attributes]).flat_map(moments).max()
    }
}
