//! Adjectives, participles, ordinals and substantivised adjectives (Zaliznyak's types п 1–6).

use super::{Gender, HUSHING, PAUCAL, Table, VELARS, ends_in};
use crate::lang::inflect::ru::nouns;

/// An adjective as its citation form tells it.
#[derive(Debug, Clone)]
pub(crate) struct Adjective {
    pub gender: Gender,
    pub table: Table,
}

/// Adjectives of relation in -ий, -ья, -ье whose stem ends in ь (п 6).
const POSSESSIVE: [&str; 21] = [
    "трет",
    "бож",
    "рыб",
    "волч",
    "лис",
    "птич",
    "вдов",
    "медвеж",
    "казач",
    "охотнич",
    "помещич",
    "бараш",
    "верблюж",
    "коров",
    "разбойнич",
    "человеч",
    "чиновнич",
    "овеч",
    "коз",
    "олен",
    "соболь",
];

/// Stems in a hushing consonant with the stress on the ending: *Большой двадцатки*.
const STRESSED: [&str; 3] = ["больш", "небольш", "чуж"];

/// The readings of `word` as an adjective in the nominative; none when it cannot be one.
pub(crate) fn readings(word: &str) -> Vec<Adjective> {
    let (body, reflexive) = match word.strip_suffix("ся") {
        Some(body) if body.chars().count() > 4 => (body, "ся"),
        _ => (word, ""),
    };
    let citation = [
        ("ый", Gender::Masculine),
        ("ий", Gender::Masculine),
        ("ой", Gender::Masculine),
        ("ая", Gender::Feminine),
        ("яя", Gender::Feminine),
        ("ья", Gender::Feminine),
        ("ое", Gender::Neuter),
        ("ее", Gender::Neuter),
        ("ье", Gender::Neuter),
        ("ые", Gender::Plural),
        ("ие", Gender::Plural),
        ("ьи", Gender::Plural),
    ];
    let Some((ending, gender)) = citation.into_iter().find(|(end, _)| body.ends_with(end)) else {
        return Vec::new();
    };
    let stem = body.strip_suffix(ending).unwrap_or(body);
    if stem.chars().count() < 2 || nouns::NOUNS_IN_OI.has(word) {
        return Vec::new();
    }
    let table = |endings: &[&str; 6], plural: &[&str; 6]| {
        let mut table = Table::new();
        let reflexive = |endings: &[&str; 6]| {
            endings.map(|e| e.replace('/', &format!("{reflexive}/")) + reflexive)
        };
        if gender != Gender::Plural {
            let endings = reflexive(endings);
            table.add_row(0, stem, &endings.each_ref().map(String::as_str));
        }
        let plural = reflexive(plural);
        table.add_row(6, stem, &plural.each_ref().map(String::as_str));
        for cell in [6, 7] {
            for form in table.get(cell).to_vec() {
                table.add(PAUCAL, form);
            }
        }
        table.adjectival = true;
        Adjective { gender, table }
    };
    let possessive = POSSESSIVE.contains(&stem);
    if possessive || matches!(ending, "ья" | "ье" | "ьи") {
        if !possessive {
            return Vec::new();
        }
        return vec![table(
            match gender {
                Gender::Feminine => &["ья", "ьей", "ьей", "ью", "ьей/ьею", "ьей"],
                Gender::Neuter => &["ье", "ьего", "ьему", "ье", "ьим", "ьем"],
                _ => &["ий", "ьего", "ьему", "ий/ьего", "ьим", "ьем"],
            },
            &["ьи", "ьих", "ьим", "ьи/ьих", "ьими", "ьих"],
        )];
    }
    let hushing = ends_in(stem, HUSHING);
    let velar = ends_in(stem, VELARS);
    // -ий, -яя, -ее and -ие after a paired consonant are soft; after a hushing consonant the
    // endings are those of the soft type, but о stands under stress (большой).
    let soft = match ending {
        "ий" | "ие" => !velar,
        "яя" | "ее" => true,
        "ая" => hushing && !STRESSED.contains(&stem),
        _ => false,
    };
    // After any other consonant, or a vowel and н, -ий and -ие end nouns: Дмитрий, гений,
    // участие, решение; so do -яя and -ее.
    let soft_ending = matches!(ending, "ий" | "ие" | "яя" | "ее");
    if (soft_ending && !velar && !hushing && !soft_n(stem)) || stem == "георг" {
        return Vec::new();
    }
    let i = velar || hushing || soft;
    let plural: &[&str; 6] = if i {
        &["ие", "их", "им", "ие/их", "ими", "их"]
    } else {
        &["ые", "ых", "ым", "ые/ых", "ыми", "ых"]
    };
    let masculine: &[&str; 6] = match (soft, i) {
        (true, _) => &["ий", "его", "ему", "ий/его", "им", "ем"],
        (_, true) => &["ий", "ого", "ому", "ий/ого", "им", "ом"],
        _ => &["ый", "ого", "ому", "ый/ого", "ым", "ом"],
    };
    let stressed: &[&str; 6] = match i {
        true => &["ой", "ого", "ому", "ой/ого", "им", "ом"],
        false => &["ой", "ого", "ому", "ой/ого", "ым", "ом"],
    };
    let singular: &[&str; 6] = match (gender, soft) {
        (Gender::Masculine, _) if ending == "ой" => stressed,
        (Gender::Masculine, _) => masculine,
        (Gender::Feminine, true) if hushing => {
            &["ая", "ей/ой", "ей/ой", "ую", "ей/ею/ой/ою", "ей/ой"]
        }
        (Gender::Feminine, true) => &["яя", "ей", "ей", "юю", "ей/ею", "ей"],
        (Gender::Feminine, false) => &["ая", "ой", "ой", "ую", "ой/ою", "ой"],
        (_, true) => &["ее", "его", "ему", "ее", "им", "ем"],
        (_, false) if i => &["ое", "ого", "ому", "ое", "им", "ом"],
        _ => &["ое", "ого", "ому", "ое", "ым", "ом"],
    };
    vec![table(singular, plural)]
}

/// Whether a stem ends like those of soft adjectives: a consonant and н (*последн-ие*).
fn soft_n(stem: &str) -> bool {
    let before = stem.strip_suffix('н').and_then(|rest| rest.chars().next_back());
    stem == "син" || before.is_some_and(|c| !super::VOWELS.contains(c))
}
