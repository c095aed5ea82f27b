//! The unit rule: the currencies and metric units that stand with the numbers of both sides.

use super::{Checker, Excerpt, Finding, Rule};
use crate::lang::numbers::{self, Value};
use crate::lang::{Lang, case, words};
use std::ops::Range;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Money,
    Length,
    Mass,
    Area,
    Power,
    Volume,
}

/// A unit: what it measures, its sign, and how its name is written in English, Russian and
/// Azerbaijani. A name that ends in `*` may go on with an ending.
struct Unit {
    dimension: Dimension,
    name: &'static str,
    written: &'static str,
}

const UNITS: [Unit; 23] = [
    unit(Dimension::Money, "USD", "$ usd dollar* доллар*"),
    unit(Dimension::Money, "EUR", "€ eur euro* евро avro*"),
    unit(Dimension::Money, "AZN", "₼ azn manat* манат*"),
    unit(Dimension::Money, "RUB", "₽ rub rouble* ruble* rubl* рубл*"),
    unit(Dimension::Money, "GBP", "£ gbp sterling* стерлинг* фунт*"),
    unit(Dimension::Money, "JPY", "¥ jpy yen* иен* iyen*"),
    unit(Dimension::Money, "CNY", "cny yuan* юан*"),
    unit(Dimension::Money, "TRY", "₺ try lira* лир*"),
    unit(Dimension::Money, "KZT", "₸ kzt tenge* тенге tenqe*"),
    unit(Dimension::Money, "GEL", "₾ gel lari лари lari*"),
    unit(Dimension::Money, "CHF", "chf franc* франк* frank*"),
    unit(Dimension::Length, "km", "km kilomet* км километр*"),
    unit(
        Dimension::Length,
        "m",
        "metre metres meter meters м метр метра метров метры метре метрах metr metrə metrdən metrlik",
    ),
    unit(Dimension::Length, "cm", "cm centimet* см сантиметр* sm santimetr*"),
    unit(Dimension::Length, "mm", "mm millimet* мм миллиметр* millimetr*"),
    unit(Dimension::Mass, "t", "ton tons tonne* т тонн* tondan tona"),
    unit(Dimension::Mass, "kg", "kg kilogram* кг килограмм* kiloqram*"),
    unit(Dimension::Area, "ha", "ha hectare* га гектар* hektar*"),
    unit(Dimension::Power, "MW", "mw megawatt* мвт мегаватт* mvt meqavat*"),
    unit(Dimension::Power, "GW", "gw gigawatt* гвт гигаватт* qvt qiqavat*"),
    unit(Dimension::Power, "kW", "kw kilowatt* квт киловатт* kvt kilovat*"),
    unit(Dimension::Volume, "bbl", "bbl barrel* баррел* barel*"),
    unit(Dimension::Volume, "l", "litre* liter* литр* litr*"),
];

const fn unit(dimension: Dimension, name: &'static str, written: &'static str) -> Unit {
    Unit { dimension, name, written }
}

/// One finding where a unit of the source is answered by another one of the same dimension.
pub(super) fn check(
    checker: &Checker<'_>,
    source: &str,
    target: &str,
    findings: &mut Vec<Finding>,
) {
    let ours = measured(source, &checker.source);
    if ours.is_empty() {
        return;
    }
    let theirs = measured(target, &checker.target);
    let absent = |unit: &Unit, from: &[(&Unit, Range<usize>)]| {
        from.iter().all(|(other, _)| other.name != unit.name)
    };
    for (unit, span) in &ours {
        if !absent(unit, &theirs) || named(target, &checker.target, unit) {
            continue;
        }
        let other = theirs.iter().find(|(other, _)| {
            other.dimension == unit.dimension
                && absent(other, &ours)
                && !named(source, &checker.source, other)
        });
        if let Some((other, place)) = other {
            findings.push(Finding {
                rule: Rule::Unit,
                severity: checker.severity(Rule::Unit),
                concept: None,
                source: Excerpt::of(source, span.clone()),
                target: Excerpt::of(target, place.clone()),
                message: format!("{} has become {}", unit.name, other.name),
                help: None,
            });
            return;
        }
    }
}

/// The units of the numbers of a text, each with the place of number and unit.
fn measured(text: &str, lang: &Lang) -> Vec<(&'static Unit, Range<usize>)> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = words::token_spans(text);
    let mut found = Vec::new();
    for quantity in numbers::find(text, lang) {
        if quantity.spelled || !matches!(quantity.value(), Value::Number(_)) {
            continue;
        }
        let after = tokens.iter().find(|span| span.start >= quantity.span.end);
        let before = tokens.iter().rev().find(|span| span.end <= quantity.span.start);
        // A word before the number belongs to what stands before it; a sign does not.
        let before =
            before.filter(|span| text[(*span).clone()].chars().all(|c| !c.is_alphabetic()));
        for span in [before, after].into_iter().flatten() {
            if let Some(unit) = unit_of(&text[span.clone()], lang) {
                let (start, end) =
                    (span.start.min(quantity.span.start), span.end.max(quantity.span.end));
                found.push((unit, start..end));
                break;
            }
        }
    }
    found
}

/// Whether the text names the unit anywhere, with or without a number.
fn named(text: &str, lang: &Lang, unit: &Unit) -> bool {
    let of_word = |span: Range<usize>| unit_of(&text[span], lang);
    words::token_spans(text).into_iter().filter_map(of_word).any(|other| other.name == unit.name)
}

fn unit_of(word: &str, lang: &Lang) -> Option<&'static Unit> {
    let word = case::fold(word, lang);
    UNITS.iter().find(|unit| {
        unit.written.split_whitespace().any(|written| match written.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == written,
        })
    })
}
