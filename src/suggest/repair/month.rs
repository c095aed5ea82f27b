//! The name of a month in the form in which that of another stands.

use crate::lang::numbers::{self, AZERBAIJANI_MONTHS, RUSSIAN_MONTHS};
use crate::lang::{Lang, case};
use crate::suggest::repair::suffix::{Ending, carried};

/// The endings of the hard, the soft and the vocalic declension, case by case: nominative and
/// accusative, genitive, dative, instrumental (stressed on the ending, on the stem), locative.
const RUSSIAN_ENDINGS: [[&str; 3]; 6] = [
    ["", "ь", "й"],
    ["а", "я", "я"],
    ["у", "ю", "ю"],
    ["ом", "ём", "ем"],
    ["ом", "ем", "ем"],
    ["е", "е", "е"],
];

/// Month `new` (1–12) in the form of `written`, which names another; `None` when that form is
/// not certain. `before` is the word before it.
pub(crate) fn like(written: &str, new: u8, lang: &Lang, before: Option<&str>) -> Option<String> {
    let folded = case::fold(written, lang);
    let old = numbers::month(&folded, lang)?;
    let at = usize::from(new.checked_sub(1)?);
    let form = match lang.primary() {
        "en" => english(&folded, old, at)?,
        "ru" => russian(&folded, old, at, before)?,
        "az" => {
            let (from, to) =
                (AZERBAIJANI_MONTHS.get(usize::from(old - 1))?, AZERBAIJANI_MONTHS.get(at)?);
            let suffix = folded.strip_prefix(from)?;
            let ending = carried(suffix, Ending::of_word(from), Ending::of_word(to))?;
            format!("{to}{ending}")
        }
        _ => return None,
    };
    Some(capitals_of(written, &form, lang))
}

fn english(folded: &str, old: u8, at: usize) -> Option<String> {
    let name = numbers::ENGLISH_MONTHS.get(at)?;
    if folded == *numbers::ENGLISH_MONTHS.get(usize::from(old - 1))? {
        return Some((*name).to_owned());
    }
    // Styles differ in which months they shorten, and `Sept` has four letters.
    let short = folded.len() == 3 && !matches!(at, 2..=6 | 8);
    short.then(|| name[..3].to_owned())
}

fn russian(folded: &str, old: u8, at: usize, before: Option<&str>) -> Option<String> {
    let stem = RUSSIAN_MONTHS.get(usize::from(old - 1))?;
    let new = RUSSIAN_MONTHS.get(at)?;
    // «об апреле», but «о марте».
    let vowel = |month: &str| month.starts_with(['а', 'и', 'о']);
    if matches!(before, Some("о" | "об")) && vowel(stem) != vowel(new) {
        return None;
    }
    let ending = folded.strip_prefix(stem)?;
    let declension = |stem: &str| match stem {
        "март" | "август" => 0,
        "ма" => 2,
        _ => 1,
    };
    // April, May, June and July keep the stress on the stem, and so do March and August.
    let stressed = |month: usize| !(2..=7).contains(&month);
    let instrumental = |month: usize| if stressed(month) { 3 } else { 4 };
    let same = |row: usize, month: usize, written: &str| {
        let form = RUSSIAN_ENDINGS[row][declension(RUSSIAN_MONTHS[month])];
        form == written || form.replace('ё', "е") == written
    };
    let old = usize::from(old - 1);
    let row = [0, 1, 2, instrumental(old), 5].into_iter().find(|&row| same(row, old, ending))?;
    let row = if matches!(row, 3 | 4) { instrumental(at) } else { row };
    let form = RUSSIAN_ENDINGS[row][declension(new)];
    // Printed texts write ё only where a reader could be misled.
    Some(format!("{new}{}", form.replace('ё', "е")))
}

/// `form` with the capitals of `written`: none, the first letter, or all.
fn capitals_of(written: &str, form: &str, lang: &Lang) -> String {
    let upper = |c: char| match (case::dotless_i(lang), c) {
        (true, 'i') => vec!['İ'],
        _ => c.to_uppercase().collect(),
    };
    let mut letters = written.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.next().is_some() && written.chars().skip(1).all(char::is_uppercase);
    form.chars()
        .enumerate()
        .flat_map(|(n, c)| {
            let capital = if n == 0 { first } else { first && rest };
            if capital { upper(c) } else { vec![c] }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_takes_the_form_of_the_other() {
        for (tag, written, new, expected) in [
            ("en", "February", 3, Some("March")),
            ("en", "FEBRUARY", 3, Some("MARCH")),
            ("en", "february", 3, Some("march")),
            ("en", "Feb", 12, Some("Dec")),
            ("en", "Feb", 5, None),
            ("ru", "февраля", 3, Some("марта")),
            ("ru", "марта", 5, Some("мая")),
            ("ru", "мае", 8, Some("августе")),
            ("ru", "Март", 1, Some("Январь")),
            ("ru", "августом", 4, Some("апрелем")),
            ("ru", "мартом", 2, Some("февралем")),
            ("ru", "мае", 9, Some("сентябре")),
            ("az", "fevral", 3, Some("mart")),
            ("az", "fevralın", 3, Some("martın")),
            ("az", "fevralın", 6, Some("iyunun")),
            ("az", "iyulda", 4, Some("apreldə")),
            ("az", "Mart", 6, Some("İyun")),
            ("az", "MARTIN", 4, Some("APRELİN")),
        ] {
            let lang = Lang::parse(tag).expect("a tag");
            assert_eq!(like(written, new, &lang, None).as_deref(), expected, "{written}");
        }
        let ru = Lang::parse("ru").expect("a tag");
        assert_eq!(like("марте", 4, &ru, Some("о")), None);
        assert_eq!(like("марте", 4, &ru, Some("в")).as_deref(), Some("апреле"));
    }
}
