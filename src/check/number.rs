//! The number rule: digits of one side whose value the other side does not have.
//!
//! Values are compared, not spellings (see [`crate::lang::numbers`]). What is spelled out in
//! words never raises a finding, for words are translated freely; but it may answer for digits
//! on the other side.

use super::{Checker, Excerpt, Finding, Rule, convert};
use crate::lang::Lang;
use crate::lang::numbers::{self, Decimal, Quantity, Value};
use crate::lang::roman;

/// One finding for each number of the source that is missing, together with the number of the
/// target that stands in its place, and one for each further number that the source does not
/// have.
pub(super) fn check(
    checker: &Checker<'_>,
    source: &str,
    target: &str,
    findings: &mut Vec<Finding>,
) {
    let has_digits = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    if !has_digits(source) && !has_digits(target) {
        return;
    }
    let ours = read(source, &checker.source);
    let theirs = read(target, &checker.target);
    let (mut missing, mut surplus) = unmatched(&ours, &theirs);
    missing.retain(|quantity| {
        let place = surplus.iter().position(|other| {
            convert::is_converted((source, quantity), (target, other))
                || convert::same_on_the_dial(quantity, other)
        });
        place.map(|at| surplus.remove(at)).is_none() && !convert::in_a_word(quantity, target)
    });
    surplus.retain(|quantity| {
        // `130 miles (209 km)`: the translation gives both.
        let converted = ours
            .iter()
            .map(|other| (source, other))
            .chain(theirs.iter().map(|other| (target, other)))
            .any(|other| convert::is_converted(other, (target, quantity)));
        !converted && !convert::in_a_word(quantity, source)
    });
    if convert::same_digits((source, &missing), (target, &surplus)) {
        return;
    }
    let mut surplus = surplus.into_iter();
    let severity = checker.severity(Rule::Number);
    let mut report = |ours: Option<&Quantity>, theirs: Option<&Quantity>| {
        let source_place = ours.map(|q| Excerpt::of(source, q.span.clone())).unwrap_or_default();
        let target_place = theirs.map(|q| Excerpt::of(target, q.span.clone())).unwrap_or_default();
        let message = match (ours, theirs) {
            (Some(_), Some(_)) => {
                format!("`{}` has become `{}`", source_place.text, target_place.text)
            }
            (Some(_), None) => format!("`{}` is not in the translation", source_place.text),
            _ => format!("`{}` is not in the source", target_place.text),
        };
        findings.push(Finding {
            rule: Rule::Number,
            severity,
            concept: None,
            source: source_place,
            target: target_place,
            message,
            help: None,
        });
    };
    for quantity in missing {
        report(Some(quantity), surplus.next());
    }
    for quantity in surplus {
        report(None, Some(quantity));
    }
}

/// The quantities of a text with the readings that its conventions add.
fn read(text: &str, lang: &Lang) -> Vec<Quantity> {
    let mut quantities = numbers::find(text, lang);
    quantities.retain(|quantity| !convert::is_exponent(text, quantity));
    for quantity in &mut quantities {
        quantity.readings.extend(convert::further_readings(text, quantity));
    }
    // What Roman numerals say nobody has to say in digits, but they answer for digits.
    quantities.extend(roman::find(text).into_iter().map(|(span, value)| Quantity {
        span,
        readings: vec![Value::Number(Decimal::new(value.into(), 0))],
        spelled: true,
    }));
    quantities
}

/// The digits of each side that nothing on the other side answers for.
fn unmatched<'a>(
    ours: &'a [Quantity],
    theirs: &'a [Quantity],
) -> (Vec<&'a Quantity>, Vec<&'a Quantity>) {
    let mut answered = vec![false; theirs.len()];
    let mut missing: Vec<&Quantity> = Vec::new();
    let mut open: Vec<&Quantity> = Vec::new();
    // Exact agreement first, so that a loose one does not take its place.
    for quantity in ours {
        let found = theirs
            .iter()
            .enumerate()
            .position(|(at, other)| !answered[at] && quantity.agrees(other));
        match found {
            Some(at) => answered[at] = true,
            None => open.push(quantity),
        }
    }
    for quantity in open {
        let found = theirs
            .iter()
            .enumerate()
            .position(|(at, other)| !answered[at] && resembles(quantity, other));
        match found {
            Some(at) => answered[at] = true,
            None if quantity.spelled => {}
            // A number may be said twice in one language and once in the other.
            None if theirs.iter().any(|other| quantity.agrees(other)) => {}
            None => missing.push(quantity),
        }
    }
    let surplus = theirs
        .iter()
        .zip(&answered)
        .filter(|(quantity, answered)| {
            !**answered && !quantity.spelled && !ours.iter().any(|other| quantity.agrees(other))
        })
        .map(|(quantity, _)| quantity)
        .collect();
    (missing, surplus)
}

/// Whether one may stand for the other although they are not of one kind: the year or day of a
/// date beside a plain number, per cent beside a number, a full hour beside a time.
fn resembles(a: &Quantity, b: &Quantity) -> bool {
    let parts = |quantity: &Quantity| -> Vec<i128> {
        quantity.readings.iter().flat_map(|value| integers(*value)).collect()
    };
    // `from 2.5 to 3.5 percent`: the first number is one of per cent too.
    let share =
        |a: Value, b: Value| matches!((a, b), (Value::Number(x), Value::Percent(y)) if x == y);
    if share(a.value(), b.value()) || share(b.value(), a.value()) {
        return true;
    }
    let (ours, theirs) = (parts(a), parts(b));
    let kind = |quantity: &Quantity| std::mem::discriminant(&quantity.value());
    kind(a) != kind(b) && ours.iter().any(|part| theirs.contains(part))
}

fn integers(value: Value) -> Vec<i128> {
    match value {
        Value::Number(number) | Value::Percent(number) => number.integer().into_iter().collect(),
        Value::Date { year, day, .. } => {
            year.map(i128::from).into_iter().chain(day.map(i128::from)).collect()
        }
        Value::Time { hour, minute: 0 } => vec![i128::from(hour)],
        Value::Time { .. } => Vec::new(),
    }
}
