//! Conventions that change the figures and not the value: the twelve-hour clock, decades,
//! numerals inside compounds, telephone numbers, and imperial beside metric measures.

use crate::lang::case;
use crate::lang::numbers::{Decimal, Quantity, Value};

/// Imperial measures by the beginning of their name in English, Russian and Azerbaijani, with
/// their metric equivalents: kilometres, metres or centimetres, kilograms, hectares, litres
/// (NIST Special Publication 811, appendix B).
const MEASURES: [(&[&str], &[f64]); 9] = [
    (&["mile", "mph", "миль", "миля", "мили", "милях", "mil"], &[1.609]),
    (&["feet", "foot", "ft", "фут", "fut", "fit"], &[0.3048, 30.48]),
    (&["inch", "дюйм", "düym"], &[2.54, 25.4]),
    (&["yard", "ярд"], &[0.9144]),
    (&["pound", "lb", "фунт", "funt"], &[0.4536]),
    (&["acre", "акр", "akr"], &[0.4047]),
    (&["gallon", "галлон", "qallon"], &[3.785, 4.546]),
    (&["ounce", "унци", "unsiya"], &[28.35]),
    (&["barrel", "баррел", "barrel"], &[0.1364, 159.0]),
];

/// How temperatures begin to be named.
const DEGREES: [&str; 5] = ["degree", "fahrenheit", "градус", "фаренгейт", "dərəcə"];

/// Numerals as the first part of Russian compounds: *двухчасовой*, *тридцатилетие*.
const COMPOUNDS: [(&str, i128); 14] = [
    ("двух", 2),
    ("трех", 3),
    ("трёх", 3),
    ("четырех", 4),
    ("четырёх", 4),
    ("пяти", 5),
    ("шести", 6),
    ("семи", 7),
    ("восьми", 8),
    ("девяти", 9),
    ("десяти", 10),
    ("двадцати", 20),
    ("тридцати", 30),
    ("сорока", 40),
];

/// Ten years in one word.
const DECADES: [&str; 3] = ["decade", "десятилет", "onillik"];

/// The readings that what follows gives a quantity: `5.30 p.m.` is 17:30, `1930s` is 30.
pub(super) fn further_readings(text: &str, quantity: &Quantity) -> Vec<Value> {
    let after = text.get(quantity.span.end..).unwrap_or("");
    clock(after, quantity).into_iter().chain(decade(after, quantity)).collect()
}

fn clock(after: &str, quantity: &Quantity) -> Option<Value> {
    let after = after.trim_start().to_ascii_lowercase();
    let afternoon = match () {
        () if after.starts_with("p.m") || after.starts_with("pm") => 12,
        () if after.starts_with("a.m") || after.starts_with("am ") || after == "am" => 0,
        () => return None,
    };
    quantity.readings.iter().find_map(|value| {
        let (hour, minute) = match value {
            Value::Number(number) => (u8::try_from(number.integer()?).ok()?, 0),
            Value::Time { hour, minute } => (*hour, *minute),
            _ => return None,
        };
        (1..=12).contains(&hour).then(|| Value::Time { hour: hour % 12 + afternoon, minute })
    })
}

fn decade(after: &str, quantity: &Quantity) -> Option<Value> {
    let Value::Number(number) = quantity.value() else { return None };
    let year = number.integer().filter(|year| year % 10 == 0 && (1000..2100).contains(year))?;
    let azerbaijani =
        after.starts_with('-') && after.split_whitespace().nth(1).is_some_and(is_years);
    let is_decade =
        azerbaijani || after.starts_with('s') || after.starts_with("-е") || after.starts_with("-х");
    is_decade.then(|| Value::Number(Decimal::new(year % 100, 0)))
}

fn is_years(word: &str) -> bool {
    word.starts_with("illər")
}

/// Whether a number that stands in digits on one side stands inside a word of the other text.
pub(super) fn in_a_word(quantity: &Quantity, other_text: &str) -> bool {
    let Value::Number(number) = quantity.value() else { return false };
    let Some(number) = number.integer() else { return false };
    let text = case::fold_neutral(other_text);
    let compound = COMPOUNDS.iter().any(|(part, value)| {
        *value == number && text.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(part))
    });
    let decades = (10..=90).contains(&number)
        && number % 10 == 0
        && DECADES.iter().any(|word| text.contains(word));
    compound || decades
}

/// Whether a quantity is an exponent of a unit (`m3`, `км2`) and counts nothing.
pub(super) fn is_exponent(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.span.start).unwrap_or("");
    let unit_start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
    let unit = before.get(unit_start..).unwrap_or("");
    let short = matches!(text.get(quantity.span.clone()), Some("2" | "3"));
    short && matches!(unit, "m" | "km" | "sm" | "cm" | "м" | "км" | "см")
}

/// Whether two times are the same on a clock of twelve hours.
pub(super) fn same_on_the_dial(a: &Quantity, b: &Quantity) -> bool {
    a.readings.iter().any(|ours| {
        b.readings.iter().any(|theirs| match (ours, theirs) {
            (Value::Time { hour: h1, minute: m1 }, Value::Time { hour: h2, minute: m2 }) => {
                h1.abs_diff(*h2) == 12 && m1 == m2
            }
            _ => false,
        })
    })
}

/// Whether one is the metric equivalent of the other, which an imperial unit follows: within a
/// tenth, for translations round.
pub(super) fn is_converted(
    (text, quantity): (&str, &Quantity),
    (other_text, other): (&str, &Quantity),
) -> bool {
    metric(text, quantity, other) || metric(other_text, other, quantity)
}

fn metric(text: &str, quantity: &Quantity, other: &Quantity) -> bool {
    let (Some(ours), Some(theirs)) = (number(quantity), number(other)) else { return false };
    let Some(after) = text.get(quantity.span.end..) else { return false };
    let after = case::fold_neutral(after);
    // `2 to 4 inches`, `6-foot`, `20 feet`: the unit is among the next words.
    let mut words = after.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(4);
    let close = |value: f64| (theirs - value).abs() <= 0.1 * value.abs().max(1.0);
    words.any(|word| {
        if DEGREES.iter().any(|degree| word.starts_with(degree)) {
            return close((ours - 32.0) / 1.8);
        }
        MEASURES
            .iter()
            .filter(|(names, _)| names.iter().any(|name| is_unit(word, name)))
            .any(|(_, factors)| factors.iter().any(|factor| close(ours * factor)))
    })
}

/// Whether a word is a form of the name of a unit and not a longer word.
fn is_unit(word: &str, name: &str) -> bool {
    word.strip_prefix(name).is_some_and(|ending| ending.chars().count() <= 4)
        && !word.starts_with("milyon")
        && !word.starts_with("milyard")
}

fn number(quantity: &Quantity) -> Option<f64> {
    match quantity.value() {
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

/// Whether the digits of both lists are the same when written in one row: a telephone number
/// that is grouped in two ways.
pub(super) fn same_digits(
    (text, quantities): (&str, &[&Quantity]),
    (other_text, others): (&str, &[&Quantity]),
) -> bool {
    let digits = |text: &str, quantities: &[&Quantity]| -> String {
        quantities
            .iter()
            .filter_map(|quantity| text.get(quantity.span.clone()))
            .flat_map(|span| span.chars().filter(char::is_ascii_digit))
            .collect()
    };
    let ours = digits(text, quantities);
    ours.len() > 4 && ours == digits(other_text, others)
}
