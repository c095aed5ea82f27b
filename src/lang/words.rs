//! Words and tokens.

use crate::lang::{Lang, case};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Whether `c` belongs to a token of several characters: letters, digits, marks and `_`, the
/// class `\w` of Unicode regular expressions (UTS #18, annex C).
pub fn is_word(c: char) -> bool {
    // Most text is Latin or Cyrillic letters and spaces: no table is asked about them.
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | 'А'..='я' => true,
        '\0'..='\x7f' => false,
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The spans of the words of `text` and of what stands between them: a run of word characters,
/// or one other character that is no white space.
pub fn token_spans(text: &str) -> Vec<Range<usize>> {
    spans(text, is_word)
}

/// The spans of the tokens in which match scores are counted (`docs/match-score.md`). They are
/// those of [`token_spans`], except that a combining mark is a token of its own; in text in NFC
/// few marks are left.
pub fn scored_spans(text: &str) -> Vec<Range<usize>> {
    spans(text, |c| match c {
        // Most text is Latin or Cyrillic letters: no table is asked about them.
        'a'..='z' | '0'..='9' | 'A'..='Z' | '_' => true,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Ѐ'..='ҁ' => true,
        _ => !c.is_ascii() && c.is_alphanumeric() && !is_mark(c),
    })
}

fn spans(text: &str, in_word: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if in_word(c) {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            spans.push(start..at);
        }
        if !c.is_whitespace() {
            spans.push(at..at + c.len_utf8());
        }
    }
    if let Some(start) = word {
        spans.push(start..text.len());
    }
    spans
}

/// The text in Unicode normalisation form C.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Of the characters below U+0300 and from U+0400 to U+047F none composes with another or is
    // written otherwise in this form; in UTF-8 their bytes tell them apart.
    if text.bytes().all(|byte| byte < 0xCC || byte == 0xD0 || byte == 0xD1) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// The text in the form in which it is compared: NFC, case folded by the rules of `lang`.
pub fn comparable(text: &str, lang: &Lang) -> String {
    case::fold(&nfc(text), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cuts_say_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let word = c.is_alphanumeric() && !is_mark(c) || c == '_';
            let alone = format!("a{text}a");
            assert_eq!(scored_spans(&alone).len() == 1, word, "{c:?}");
            if matches!(nfc(&text), Cow::Borrowed(_)) {
                assert!(unicode_normalization::is_nfc(&text), "{c:?}");
            }
        }
    }
}
