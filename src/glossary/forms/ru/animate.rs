//! Whether a noun names a living being, which Russian shows in the accusative.

use super::{Table, lists, noun};
use crate::glossary::tokens::{Gap, Words};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Suffixes of nouns that name people, but for the nouns of `lists::THINGS`.
const OF_PEOPLE: [&str; 11] =
    ["ист", "анин", "янин", "ович", "евич", "олог", "ник", "чик", "щик", "тель", "ец"];

/// The plurals of the nouns of `lists::PEOPLE`.
static PLURALS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let plural = |word| noun::readings(word, false, false, false).into_iter().next();
    lists::PEOPLE.words().filter_map(plural).flat_map(|noun| noun.table.get(6).to_vec()).collect()
});

/// Whether the head of a term is a living being, as far as it can be told.
pub(in super::super) fn is_animate(
    words: &Words,
    reading: &[Option<Table>],
    kind: Option<&str>,
) -> bool {
    if matches!(kind, Some("person" | "title" | "name")) {
        return true;
    }
    // The head is the last noun; of a compound its first part (государство-член).
    let is_noun = |table: &Option<Table>| table.as_ref().is_some_and(|table| !table.adjectival);
    let last = reading.iter().rposition(is_noun);
    let mut head = last.or(reading.iter().rposition(Option::is_some)).unwrap_or(0);
    while head > 0
        && matches!(words.gap(head), Gap::Hyphen | Gap::Dash)
        && reading.get(head - 1).is_some_and(is_noun)
    {
        head -= 1;
    }
    let word = words.folded(head);
    let Some(Some(table)) = reading.get(head) else { return false };
    match table.get(0).is_empty() {
        true => PLURALS.contains(word) || singular(word).is_some_and(|one| has_suffix(&one)),
        // A substantivised adjective of the masculine is a man: учёный, военнослужащий. Only
        // surnames have the instrumental of an adjective after -ов and -ин: Алиевым, but Киевом.
        false => {
            (table.adjectival && table.has(0, word) && word.ends_with('й'))
                || table.get(4).first().is_some_and(|form| *form == format!("{word}ым"))
                || lists::PEOPLE.has(word)
                || has_suffix(word)
        }
    }
}

/// Whether a noun in the singular has a suffix of nouns that name people.
fn has_suffix(word: &str) -> bool {
    OF_PEOPLE.iter().any(|suffix| word.ends_with(suffix)) && !lists::THINGS.has(word)
}

/// The singular of a plural with a suffix that may be one of people; none for other endings.
fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("цы") {
        // Беженцы, китайцы; but границы, месяцы.
        let before = stem.chars().next_back().filter(|c| !super::VOWELS.contains(*c))?;
        return Some(format!(
            "{}ец",
            stem.strip_suffix('й').filter(|_| before == 'й').unwrap_or(stem)
        ));
    }
    if word.ends_with("ане") || word.ends_with("яне") {
        return word.strip_suffix('е').map(|stem| format!("{stem}ин"));
    }
    match word.strip_suffix("тели") {
        Some(stem) => Some(format!("{stem}тель")),
        None => word.strip_suffix(['и', 'ы']).map(str::to_owned),
    }
}
