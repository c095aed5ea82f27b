//! The parts of a quantity that change, and their forms in a text.

use super::digits::Digits;
use super::month;
use super::suffix::{Ending, carried};
use crate::lang::numbers::{self, Quantity, Value};
use crate::lang::{Lang, case, words};
use std::ops::Range;

/// A stretch of a text and what to write there.
pub(crate) type Edit = (Range<usize>, String);

/// A part of a quantity.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Where it stands in its text.
    pub(crate) span: Range<usize>,
    pub(crate) role: Role,
    /// How it is written.
    pub(crate) text: String,
}

/// What a part says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Number(Digits),
    Year(u16),
    /// A month by name.
    Month(u8),
    /// A month in figures.
    MonthNumber(u8),
    Day(u8),
    Hour(u8),
    Minute(u8),
}

impl Role {
    /// Whether the one can take the place of the other.
    pub(crate) fn corresponds(&self, other: &Role) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The number that is read.
    fn number(&self) -> Option<u64> {
        match self {
            Role::Number(digits) => digits.integer(),
            Role::Year(n) => Some(u64::from(*n)),
            Role::Month(n) | Role::MonthNumber(n) | Role::Day(n) => Some(u64::from(*n)),
            Role::Hour(n) | Role::Minute(n) => Some(u64::from(*n)),
        }
    }
}

/// The parts of a quantity of `text`, read as `value`, in order; `None` when it is in words or
/// its digits do not show the value.
pub(crate) fn parts(
    text: &str,
    quantity: &Quantity,
    value: Value,
    lang: &Lang,
) -> Option<Vec<Part>> {
    if quantity.spelled {
        return Some(Vec::new());
    }
    let written = text.get(quantity.span.clone())?;
    let base = quantity.span.start;
    let part = |span: Range<usize>, role: Role| Part {
        text: written[span.clone()].to_owned(),
        span: base + span.start..base + span.end,
        role,
    };
    match value {
        Value::Number(number) | Value::Percent(number) => {
            let length = literal(written);
            // The scale word stays as it is: the digits alone are read.
            let scale = written[length..].chars().any(char::is_alphabetic);
            let read = || {
                let found = numbers::find(&written[..length], lang);
                found.first()?.readings.iter().find_map(|value| match value {
                    Value::Number(n) => Digits::read(&written[..length], *n),
                    _ => None,
                })
            };
            let digits = if scale { read() } else { Digits::read(&written[..length], number) };
            Some(vec![part(0..length, Role::Number(digits?))])
        }
        Value::Time { hour, minute } => match runs(written).as_slice() {
            [h, m] => {
                Some(vec![part(h.clone(), Role::Hour(hour)), part(m.clone(), Role::Minute(minute))])
            }
            _ => None,
        },
        Value::Date { year, month, day } => {
            let mut parts = Vec::new();
            let mut named = false;
            for span in words::token_spans(written) {
                let word = &written[span.clone()];
                if word.starts_with(char::is_alphabetic)
                    && numbers::month(&case::fold(word, lang), lang) == Some(month)
                {
                    parts.push(part(span, Role::Month(month)));
                    named = true;
                }
            }
            let mut month_due = !named;
            let (mut year_due, mut day_due) = (year, day);
            for span in runs(written) {
                let number: u16 = written[span.clone()].parse().ok()?;
                let role = if day_due.is_some_and(|d| u16::from(d) == number) {
                    Role::Day(day_due.take()?)
                } else if month_due && u16::from(month) == number {
                    month_due = false;
                    Role::MonthNumber(month)
                } else if year_due == Some(number) {
                    Role::Year(year_due.take()?)
                } else {
                    return None;
                };
                parts.push(part(span, role));
            }
            let complete = !month_due && year_due.is_none() && day_due.is_none();
            complete.then_some(parts)
        }
    }
}

/// How many bytes of `written` are digits with the marks between them.
fn literal(written: &str) -> usize {
    let mut end = 0;
    for (at, c) in written.char_indices() {
        if c.is_ascii_digit() {
            end = at + 1;
        } else if c.is_alphabetic() || c == '%' {
            break;
        }
    }
    end
}

/// The runs of digits.
fn runs(written: &str) -> Vec<Range<usize>> {
    let bytes = written.as_bytes();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// What to write for `old`, a part of `quantity` in `text`, so that it says what `new` says;
/// `None` when its form is not certain.
pub(crate) fn in_form(
    text: &str,
    quantity: &Quantity,
    old: &Part,
    new: &Part,
    lang: &Lang,
) -> Option<Vec<Edit>> {
    let before = text.get(..old.span.start)?;
    if let (Role::Month(_), Role::Month(month) | Role::MonthNumber(month)) = (&old.role, &new.role)
    {
        let word = before.split_whitespace().next_back().map(|word| case::fold(word, lang));
        let form = month::like(&old.text, *month, lang, word.as_deref())?;
        return Some(vec![(old.span.clone(), form)]);
    }
    if before.ends_with(['%', '{', '\\', '_']) {
        return None;
    }
    let written = match (&old.role, &new.role) {
        (Role::Number(model), Role::Number(digits)) => digits.written_like(model, lang)?,
        (Role::Minute(_), Role::Minute(minute)) => format!("{minute:02}"),
        (Role::MonthNumber(_), Role::Month(month) | Role::MonthNumber(month)) => {
            padded(u32::from(*month), &old.text, "01")
        }
        (Role::Day(_), Role::Day(day)) => {
            let figures = text.get(old.span.end..)?.starts_with(['.', '/'])
                && quantity.span.end > old.span.end + 1;
            padded(u32::from(*day), &old.text, if figures { "01" } else { "1" })
        }
        (Role::Hour(_), Role::Hour(hour)) => padded(u32::from(*hour), &old.text, &new.text),
        (Role::Year(_), Role::Year(year)) => year.to_string(),
        _ => return None,
    };
    let after = text.get(old.span.end..)?;
    let suffix = suffix(old, new, after, lang)?;
    let ordinal = suffix.is_some();
    if !ordinal && !agrees(text, quantity, old, new, lang) {
        return None;
    }
    let mut edits = vec![(old.span.clone(), written)];
    if let Some((span, form)) = suffix
        && after.get(span.clone()) != Some(form.as_str())
    {
        edits.push((old.span.end + span.start..old.span.end + span.end, form));
    }
    Some(edits)
}

/// A number below ten with a nought before it or without, as `old` is written, or else `usual`.
fn padded(number: u32, old: &str, usual: &str) -> String {
    let model = if old.len() == 1 || old.starts_with('0') { old } else { usual };
    if model.starts_with('0') { format!("{number:02}") } else { number.to_string() }
}

/// The ending that is glued to a number: where it stands in `after`, and its form after the new
/// number. `None` when the form is not certain, `Some(None)` when there is no ending.
fn suffix(old: &Part, new: &Part, after: &str, lang: &Lang) -> Option<Option<Edit>> {
    let joiner = after.chars().next().filter(|c| matches!(c, '-' | '–' | '\'' | '’'));
    let start = joiner.map_or(0, char::len_utf8);
    let rest = &after[start..];
    let length = rest.find(|c: char| !words::is_word(c)).unwrap_or(rest.len());
    let letters = &rest[..length];
    if letters.is_empty() || !letters.chars().all(char::is_alphabetic) {
        return Some(None);
    }
    let folded = case::fold(letters, lang);
    let span = start..start + length;
    match lang.primary() {
        "en" if joiner.is_none() && matches!(&*folded, "st" | "nd" | "rd" | "th") => {
            let ordinal = english_ordinal(new.role.number()?);
            let upper = letters.chars().all(char::is_uppercase);
            let form = if upper { ordinal.to_ascii_uppercase() } else { ordinal.to_owned() };
            Some(Some((span, form)))
        }
        // «2-х», «5-ти»: cardinal numbers, each with its own ending.
        "ru" if joiner.is_some() && matches!(&*folded, "х" | "ти" | "мя" | "ми" | "ух") => {
            None
        }
        "ru" if joiner.is_some() => Some(Some((span, letters.to_owned()))),
        "az" => {
            let endings = (ending(old)?, ending(new)?);
            match carried(&folded, endings.0, endings.1) {
                Some(form) => Some(Some((span, form))),
                // `5km`, `5-manatlıq`: no ending but a word.
                None if joiner.is_none() || folded.chars().count() > 6 => Some(None),
                None => None,
            }
        }
        _ => Some(None),
    }
}

/// How a number ends when it is read in Azerbaijani.
fn ending(part: &Part) -> Option<Ending> {
    match &part.role {
        // 15:00 is read as fifteen or as fifteen nought nought.
        Role::Hour(_) | Role::Minute(0) => None,
        Role::Number(digits) if !digits.fraction.is_empty() => {
            Some(Ending::of_number(digits.fraction.parse().ok()?))
        }
        role => Some(Ending::of_number(role.number()?)),
    }
}

fn english_ordinal(number: u64) -> &'static str {
    match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    }
}

/// Whether the words around a number stay as they are: the noun after it, the article before it.
fn agrees(text: &str, quantity: &Quantity, old: &Part, new: &Part, lang: &Lang) -> bool {
    let (Role::Number(old_digits), Role::Number(new_digits)) = (&old.role, &new.role) else {
        return true;
    };
    if matches!(lang.primary(), "az" | "tr") {
        return true;
    }
    let article = text[..old.span.start].split_whitespace().next_back();
    if lang.primary() == "en"
        && matches!(article, Some("a" | "an" | "A" | "An"))
        && begins_with_vowel(old_digits) != begins_with_vowel(new_digits)
    {
        return false;
    }
    let rest = text[old.span.end..].trim_start();
    let word = &rest[..rest.find(|c: char| !words::is_word(c)).unwrap_or(rest.len())];
    if !word.starts_with(char::is_alphabetic)
        || quantity.span.end > old.span.end && abbreviated(word)
    {
        return true;
    }
    let year = |digits: &Digits| digits.integer().is_some_and(|n| (1800..2200).contains(&n));
    if lang.primary() == "ru"
        && (word.starts_with("год") || matches!(word, "г" | "гг"))
        && year(old_digits)
        && year(new_digits)
    {
        return true;
    }
    class(old_digits, lang) == class(new_digits, lang)
}

/// Scale words that do not inflect.
fn abbreviated(word: &str) -> bool {
    matches!(word, "млн" | "млрд" | "трлн" | "тыс" | "mln" | "bln" | "bn" | "m" | "pct")
        || matches!(word, "million" | "billion" | "trillion" | "thousand" | "percent" | "per")
}

/// Whether the English name of the number begins with a vowel: eight, eleven, eighteen, eighty.
fn begins_with_vowel(digits: &Digits) -> bool {
    let whole = &digits.whole;
    whole.starts_with('8')
        || whole.len() % 3 == 2 && (whole.starts_with("11") || whole.starts_with("18"))
}

/// Numbers of one class take the noun in one form (CLDR, plural rules).
fn class(digits: &Digits, lang: &Lang) -> u8 {
    if !digits.fraction.is_empty() {
        return 3;
    }
    let ends = |n: usize| -> u32 {
        let from = digits.whole.len().saturating_sub(n);
        digits.whole[from..].parse().unwrap_or_default()
    };
    if lang.primary() == "en" {
        return u8::from(digits.whole != "1");
    }
    match (ends(1), ends(2)) {
        (1, n) if n != 11 => 0,
        (2..=4, n) if !(12..=14).contains(&n) => 1,
        _ => 2,
    }
}
