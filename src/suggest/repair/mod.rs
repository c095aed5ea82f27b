//! Repair of near matches: where only numbers, dates and times differ, they are put into the
//! translation that the memory has, as that translation writes and inflects them.
//!
//! A wrong repair is worse than none, so each step must be certain:
//!
//! 1. the quantities of the memory's source and of the new segment correspond one to one, and
//!    the old ones that change stand once in the memory's source;
//! 2. the same substitution, done in the memory's source, gives the new segment: nothing else
//!    differs, and nothing around the quantities changes its form with them;
//! 3. each old value stands once in the translation, in digits;
//! 4. its form there can be carried over: style of digits, ending, agreement of the noun after
//!    it;
//! 5. read again, the new translation has the new values where the old ones were.

mod digits;
mod month;
mod names;
mod parts;
mod suffix;
mod terms;

pub(crate) use names::NameRepair;
pub use terms::TermRepair;

use crate::lang::numbers::{self, Quantity, Value};
use crate::lang::{Lang, words};
use parts::{Edit, Part, Role, in_form};
use std::ops::Range;

/// A translation of the memory with what is new in the source put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The translation of the new segment.
    pub text: String,
    /// The bytes of it that were put in, in order.
    pub spans: Vec<Range<usize>>,
}

/// The quantities that are other in the new segment than in the memory's source.
#[derive(Debug, Clone)]
pub struct Changes(Vec<Change>);

#[derive(Debug, Clone)]
struct Change {
    old: Quantity,
    new: Quantity,
    /// The parts of the new quantity for each of its readings that has them.
    parts: Vec<Vec<Part>>,
}

impl Changes {
    /// What differs between `old`, the memory's source, and `new`, the segment to be translated;
    /// `None` when that is nothing, or not only numbers, dates and times.
    pub fn between(old: &str, new: &str, lang: &Lang) -> Option<Changes> {
        let has_digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        if !has_digits(old) || !has_digits(new) {
            return None;
        }
        let (before, after) = (numbers::find(old, lang), numbers::find(new, lang));
        if before.len() != after.len() {
            return None;
        }
        let mut changes = Vec::new();
        for (x, y) in before.iter().zip(&after) {
            if x.readings == y.readings {
                continue;
            }
            let parts = y.readings.iter().map(|value| parts::parts(new, y, *value, lang));
            let parts = parts.collect::<Option<Vec<_>>>()?;
            changes.push(Change { old: x.clone(), new: y.clone(), parts });
        }
        let changes = Changes(changes);
        let same = |a: &str, b: &str| {
            let tokens = |text: &'_ str| -> Vec<String> {
                words::token_spans(text).into_iter().map(|span| text[span].to_owned()).collect()
            };
            tokens(a) == tokens(b)
        };
        let again = changes.apply(old, lang)?;
        (!changes.0.is_empty() && same(&again.text, new)).then_some(changes)
    }

    /// The changes made in `text`, a translation of the old source; `None` when one of them is
    /// not certain.
    ///
    /// ```
    /// use yaddash::{lang::Lang, suggest::Changes};
    /// let [en, ru, az] = ["en", "ru", "az"].map(|tag| Lang::parse(tag).unwrap());
    /// let changes =
    ///     Changes::between("14 February 2020, 11:30", "3 March 2021, 11:30", &en).unwrap();
    /// let repaired = changes.apply("14 февраля 2020 года, 11:30", &ru).unwrap();
    /// assert_eq!(repaired.text, "3 марта 2021 года, 11:30");
    /// let repaired = changes.apply("2020-ci il fevralın 14-də, 11:30", &az).unwrap();
    /// assert_eq!(repaired.text, "2021-ci il martın 3-də, 11:30");
    /// ```
    pub fn apply(&self, text: &str, lang: &Lang) -> Option<Repaired> {
        let there = numbers::find(text, lang);
        let mut edits: Vec<Edit> = Vec::new();
        let mut places = Vec::new();
        for change in &self.0 {
            let mut same =
                there.iter().enumerate().filter(|(_, quantity)| quantity.agrees(&change.old));
            let (place, quantity) = same.next()?;
            if same.next().is_some() || quantity.spelled || change.new.spelled {
                return None;
            }
            places.push(place);
            edits.extend(change.edits(text, quantity, lang)?);
        }
        edits.sort_by_key(|(span, _)| span.start);
        let repaired = edited(text, &edits)?;
        let again = numbers::find(&repaired.text, lang);
        let holds = again.len() == there.len()
            && again.iter().zip(&there).enumerate().all(|(at, (new, old))| {
                let change = places.iter().position(|place| *place == at);
                match change.and_then(|n| self.0.get(n)) {
                    Some(change) => new.agrees(&change.new),
                    None => new.readings == old.readings,
                }
            });
        holds.then_some(repaired)
    }
}

impl Change {
    /// What to write for `quantity` of `text`, which has the old value.
    fn edits(&self, text: &str, quantity: &Quantity, lang: &Lang) -> Option<Vec<Edit>> {
        let (at, old_value, value) =
            self.old.readings.iter().enumerate().find_map(|(at, value)| {
                let there = quantity.readings.iter().find(|v| v.agrees(value))?;
                Some((at, *value, *there))
            })?;
        // The reading of the new quantity that corresponds to the one that was recognised.
        let like = |v: &Value| std::mem::discriminant(v) == std::mem::discriminant(&old_value);
        let same_place = self.new.readings.get(at).filter(|v| like(v)).map(|_| at);
        let reading = same_place.or_else(|| self.new.readings.iter().position(like))?;
        let (new_value, new_parts) = (*self.new.readings.get(reading)?, self.parts.get(reading)?);
        let old_parts = parts::parts(text, quantity, value, lang)?;
        if !states_all(&old_value, &new_value, &value) {
            return None;
        }
        let mut edits = Vec::new();
        for old in &old_parts {
            let new = new_parts.iter().find(|part| part.role.corresponds(&old.role));
            let new = match (new, &old.role, new_value) {
                (Some(new), ..) => new.clone(),
                // A month in figures where the new source has its name, and the other way round.
                (None, Role::Month(_) | Role::MonthNumber(_), Value::Date { month, .. }) => {
                    Part { span: 0..0, role: Role::Month(month), text: month.to_string() }
                }
                _ => return None,
            };
            edits.extend(in_form(text, quantity, old, &new, lang)?);
        }
        Some(edits)
    }
}

/// Whether the translation states each part of a date that changes.
fn states_all(old: &Value, new: &Value, there: &Value) -> bool {
    match (old, new, there) {
        (
            Value::Date { year: y, day: d, .. },
            Value::Date { year: new_year, day: new_day, .. },
            Value::Date { year, day, .. },
        ) => {
            let shape = y.is_some() == new_year.is_some() && d.is_some() == new_day.is_some();
            let year = y == new_year || year.is_some();
            let day = d == new_day || day.is_some();
            shape && year && day
        }
        _ => true,
    }
}

/// `text` with these stretches, in order, written anew.
fn edited(text: &str, edits: &[Edit]) -> Option<Repaired> {
    let (mut out, mut spans, mut at) = (String::new(), Vec::new(), 0);
    for (span, new) in edits {
        let old = text.get(span.clone())?;
        out.push_str(text.get(at..span.start)?);
        let start = out.len();
        out.push_str(new);
        at = span.end;
        if new != old {
            spans.push(start..out.len());
        }
    }
    out.push_str(text.get(at..)?);
    Some(Repaired { text: out, spans })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(source: &str, new: &str, lang: &str, target: &str) -> Option<String> {
        let (en, lang) = (Lang::parse("en").expect("a tag"), Lang::parse(lang).expect("a tag"));
        Changes::between(source, new, &en)?.apply(target, &lang).map(|r| r.text)
    }

    #[test]
    fn values_are_put_in_as_the_translation_writes_them() {
        for (old, new, lang, target, expected) in [
            ("14 February 2020", "3 March 2021", "ru", "14 февраля 2020", "3 марта 2021"),
            ("14 February", "3 March", "az", "14 fevral", "3 mart"),
            ("on 14 February", "on 3 March", "az", "fevralın 14-də", "martın 3-də"),
            ("on 14 February", "on 16 June", "az", "fevralın 14-də", "iyunun 16-da"),
            ("in 2020", "in 2023", "az", "2020-ci ildə", "2023-cü ildə"),
            ("in 2020", "in 2023", "ru", "в 2020 году", "в 2023 году"),
            ("February 14, 2020", "May 2, 2021", "ru", "14 февраля 2020 г.", "2 мая 2021 г."),
            ("14th of May", "3rd of May", "ru", "14-го мая", "3-го мая"),
            ("at 11:30", "at 9:05", "ru", "в 11.30", "в 9.05"),
            ("at 09:00", "at 08:15", "az", "saat 09:00", "saat 08:15"),
            ("It grew by 5.2%.", "It grew by 7.9%.", "ru", "Рост 5,2 %.", "Рост 7,9 %."),
            ("$5 million", "$7 million", "ru", "5 млн долларов", "7 млн долларов"),
            ("1,250 tons", "3,400 tons", "ru", "1 250 тонн", "3 400 тонн"),
            ("5 years", "7 years", "ru", "5 лет", "7 лет"),
            ("5 years", "2 years", "az", "5 il", "2 il"),
            ("14 February 2020", "3 March 2021", "az", "14.02.2020", "03.03.2021"),
            ("Room 5, 14 May", "Room 7, 15 May", "ru", "14 мая, зал 5", "15 мая, зал 7"),
        ] {
            assert_eq!(repaired(old, new, lang, target).as_deref(), Some(expected), "{target}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left() {
        for (old, new, lang, target) in [
            // The noun would change with the number.
            ("5 years", "2 years", "ru", "5 лет"),
            ("5 percent", "2 percent", "ru", "5 процентов"),
            // Something else differs.
            ("5 people came.", "7 people left.", "ru", "Пришли 5 человек."),
            // Twice on either side.
            ("5 of 5 came", "6 of 5 came", "az", "5-dən 5-i gəldi"),
            ("5 came", "6 came", "az", "5 nəfər, yəni 5 qadın"),
            // In words.
            ("5 came", "6 came", "ru", "Пришли пять человек"),
            // The year is not said.
            ("14 February 2020", "3 March 2021", "ru", "14 февраля"),
            // Nothing differs.
            ("5 came", "5 came", "az", "5 nəfər"),
            // A place for a value, no value.
            ("%1 of 5", "%2 of 5", "ru", "%1 из 5"),
        ] {
            assert_eq!(repaired(old, new, lang, target), None, "{target}");
        }
    }
}
