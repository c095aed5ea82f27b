//! Text as the matcher sees it: words and what stands between them, with typographic variants
//! made equal.

use crate::lang::{Lang, case, words};
use std::ops::Range;

/// What stands between two words, as far as matching cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// White space of any kind, no-break spaces too.
    Space,
    /// One `-` without spaces, or its no-break variant.
    Hyphen,
    /// One `–` or `—`: joins names of different things (`Baku–Tbilisi`). With spaces it joins too
    /// where a part is a group of words (`страны – члены организации`).
    Dash,
    /// One apostrophe of any shape.
    Apostrophe,
    /// Anything else, also the ends of the text.
    Other,
}

impl Gap {
    /// Whether a gap of the text may stand for this gap of a term.
    pub(crate) fn accepts(self, text: Gap) -> bool {
        match self {
            Gap::Hyphen | Gap::Dash => matches!(text, Gap::Hyphen | Gap::Dash),
            _ => self == text,
        }
    }

    fn of(text: &str) -> Gap {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some('-' | '\u{2010}' | '\u{2011}'), None) => Gap::Hyphen,
            (Some('–' | '—' | '\u{2012}' | '\u{2212}'), None) => Gap::Dash,
            (Some(c), None) if is_apostrophe(c) => Gap::Apostrophe,
            (Some(_), _) if text.chars().all(char::is_whitespace) => Gap::Space,
            (Some(c), Some(_)) if c.is_whitespace() && text.ends_with(char::is_whitespace) => {
                let mark = text.trim();
                if mark == "-" || Gap::of(mark) == Gap::Dash { Gap::Dash } else { Gap::Other }
            }
            _ => Gap::Other,
        }
    }
}

/// The apostrophes in use: typewriter, typographic, modifier letter, and what stands in their
/// place by mistake.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | 'ʹ' | '\u{ff07}')
}

/// Characters that are not seen: soft hyphen, zero-width space and joiners.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A run of word characters.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Bytes of [`Words::folded`].
    folded: Range<usize>,
    /// What stands before the word.
    pub before: Gap,
}

/// The words of a text in the form in which they are compared.
#[derive(Debug, Default)]
pub(crate) struct Words {
    words: Vec<Word>,
    folded: String,
}

impl Words {
    /// Cuts `text` and folds its words: NFC, case by the rules of `lang`, `ё` as `е` in Russian.
    pub(crate) fn of(text: &str, lang: &Lang) -> Words {
        let mut words = Words::default();
        let russian = lang.primary() == "ru";
        let mut start: Option<usize> = None;
        let mut last_end = 0;
        for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
            // The mark that closes the text is no word character, so the last word ends too.
            if words::is_word(c) || (is_invisible(c) && start.is_some()) {
                start.get_or_insert(at);
                continue;
            }
            let Some(from) = start.take() else { continue };
            let raw = &text[from..at];
            let folded_from = words.folded.len();
            fold(raw, lang, russian, &mut words.folded);
            let gap = &text[last_end..from];
            let before = if words.words.is_empty() { Gap::Other } else { Gap::of(gap) };
            let folded = folded_from..words.folded.len();
            words.words.push(Word { span: from..at, folded, before });
            last_end = at;
        }
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// Word `at` as it is compared.
    pub(crate) fn folded(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &self.folded[word.folded.clone()])
    }

    /// What stands between word `at` and the word before it.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.words.get(at).map_or(Gap::Other, |word| word.before)
    }
}

fn fold(raw: &str, lang: &Lang, russian: bool, out: &mut String) {
    let from = out.len();
    if raw.contains(is_invisible) {
        let visible: String = raw.chars().filter(|c| !is_invisible(*c)).collect();
        case::fold_into(&words::nfc(&visible), lang, out);
    } else {
        case::fold_into(&words::nfc(raw), lang, out);
    }
    if russian && out[from..].contains('ё') {
        let plain = out[from..].replace('ё', "е");
        out.truncate(from);
        out.push_str(&plain);
    }
}

/// Punctuation with its typographic variants made equal and its white space taken out.
pub(crate) fn plain_punctuation(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '–' | '—' | '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
            c if is_apostrophe(c) => '\'',
            c => c,
        })
        .collect()
}
