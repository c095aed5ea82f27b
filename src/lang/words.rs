//! Words and tokens.

use crate::lang::{Lang, case};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Whether `c` belongs to a token of several characters: letters, digits, marks and `_`, the
/// class `\w` of Unicode regular expressions (UTS #18, annex C).
pub fn is_word(c: char) -> bool {
    // Marks are few outside the scripts that need them; the common case is decided first.
    c.is_alphanumeric() || c == '_' || is_mark(c)
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
    spans(text, |c| is_word(c) && (c.is_ascii() || !is_mark(c)))
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
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// The text in the form in which it is compared: NFC, case folded by the rules of `lang`.
pub fn comparable(text: &str, lang: &Lang) -> String {
    case::fold(&nfc(text), lang)
}
