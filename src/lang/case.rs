//! Case folding by the rules of the language of the text.
//!
//! In Azerbaijani (and Turkish) `I` is the capital of `ı` and `İ` that of `i`; in every other
//! language `I` is the capital of `i`. Folding is therefore always asked for with a language
//! (Unicode 16, SpecialCasing.txt and CaseFolding.txt, status T).

use crate::lang::Lang;

/// Whether `I`/`ı` and `İ`/`i` are the pairs of this language.
pub fn dotless_i(lang: &Lang) -> bool {
    matches!(lang.primary(), "az" | "tr") && lang.script() == Some("Latn")
}

/// Folds case for comparison. Not for display: lengths may change.
pub fn fold(text: &str, lang: &Lang) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, lang, &mut folded);
    folded
}

/// Folds case by the rules of no language in particular, for comparison with word lists in which
/// `I` and `ı` make no difference.
pub fn fold_neutral(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_letters(text, false, &mut folded);
    folded
}

/// Appends the folded form of `text` to `out`.
pub fn fold_into(text: &str, lang: &Lang, out: &mut String) {
    fold_letters(text, dotless_i(lang), out);
}

fn fold_letters(text: &str, turkic: bool, out: &mut String) {
    let start = out.len();
    for c in text.chars() {
        match c {
            'a'..='z' | 'а'..='я' | 'ə' => out.push(c),
            'I' if turkic => out.push('ı'),
            'İ' if turkic => out.push('i'),
            // Old Azerbaijani files have the Cyrillic letter, which fonts had before the Latin one.
            'ә' | 'Ә' if turkic => out.push('ə'),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            // The combining dot that lower-casing `İ` leaves behind elsewhere has no meaning
            // for comparison.
            'İ' => out.push('i'),
            '\u{307}' if out[start..].ends_with('i') => {}
            'ß' | 'ẞ' => out.push_str("ss"),
            'ς' => out.push('σ'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cyrillic_schwa_is_a_latin_one_where_all_else_is_latin() {
        let fold = |tag: &str, text| fold(text, &Lang::parse(tag).unwrap());
        assert_eq!(fold("az", "Әliyev gәldi"), "əliyev gəldi");
        assert_eq!(fold("az-Cyrl", "Әлијев"), "әлијев");
        assert_eq!(fold("kk", "Әлиев"), "әлиев");
    }
}
