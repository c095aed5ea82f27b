//! Azerbaijani endings of numbers and months, which follow the last vowel of the word that is
//! read: `14-də`, `6-da`; `2020-ci`, `2023-cü`; `fevralın`, `iyunun`.
//!
//! After the grammar of the literary language: vowel harmony of two (`a`/`ə`) and of four
//! (`ı`/`i`/`u`/`ü`), and a consonant between two vowels (`n`, `s`, `y`).

use crate::lang::spoken;

/// How a word ends, as far as its endings care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    /// Its last vowel.
    vowel: char,
    /// Whether that is its last letter.
    open: bool,
}

/// The endings, after a consonant and after a vowel; `A` and `I` are the vowels of harmony.
const ENDINGS: [(&str, &str); 24] = [
    ("cI", "cI"),
    ("IncI", "ncI"),
    ("A", "yA"),
    ("dA", "dA"),
    ("dAn", "dAn"),
    ("In", "nIn"),
    ("I", "nI"),
    ("I", "sI"),
    ("InA", "sInA"),
    ("IndA", "sIndA"),
    ("IndAn", "sIndAn"),
    ("InI", "sInI"),
    ("InIn", "sInIn"),
    ("lAr", "lAr"),
    ("lArI", "lArI"),
    ("lArA", "lArA"),
    ("lArdA", "lArdA"),
    ("lArdAn", "lArdAn"),
    ("lArIn", "lArIn"),
    ("lA", "lA"),
    ("lIq", "lIq"),
    ("dAkI", "dAkI"),
    ("dIr", "dIr"),
    ("Ar", "şAr"),
];

impl Ending {
    /// How the numeral ends that a whole number is read as.
    pub(crate) fn of_number(number: u64) -> Ending {
        Ending::of_word(spoken::last_word(number))
    }

    /// How a word in lower case ends.
    pub(crate) fn of_word(word: &str) -> Ending {
        let vowel = word.chars().rev().find(|c| is_vowel(*c)).unwrap_or('i');
        Ending { vowel, open: word.ends_with(is_vowel) }
    }

    /// The ending `pattern` after a word that ends so.
    fn attached(self, patterns: (&str, &str)) -> String {
        let mut before = self.vowel;
        let pattern = if self.open { patterns.1 } else { patterns.0 };
        pattern
            .chars()
            .map(|c| {
                let front = matches!(before, 'e' | 'ə' | 'i' | 'ö' | 'ü');
                let round = matches!(before, 'o' | 'u' | 'ö' | 'ü');
                let letter = match (c, front, round) {
                    ('A', true, _) => 'ə',
                    ('A', false, _) => 'a',
                    ('I', true, true) => 'ü',
                    ('I', true, false) => 'i',
                    ('I', false, true) => 'u',
                    ('I', false, false) => 'ı',
                    _ => c,
                };
                if is_vowel(letter) {
                    before = letter;
                }
                letter
            })
            .collect()
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'ə' | 'ı' | 'i' | 'o' | 'ö' | 'u' | 'ü')
}

/// The ending that stands after `new` as `suffix` stands after `old`; `None` when `suffix` is no
/// ending of `old`, or may be several that differ after `new`.
pub(crate) fn carried(suffix: &str, old: Ending, new: Ending) -> Option<String> {
    if suffix.is_empty() {
        return Some(String::new());
    }
    let mut forms = ENDINGS
        .iter()
        .filter(|&&patterns| old.attached(patterns) == suffix)
        .map(|&patterns| new.attached(patterns));
    let first = forms.next()?;
    forms.all(|form| form == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_follow_the_number_as_it_is_read() {
        let carried = |suffix: &str, old: u64, new: u64| {
            carried(suffix, Ending::of_number(old), Ending::of_number(new))
        };
        for (suffix, old, new, expected) in [
            ("ci", 2020, 2021, Some("ci")),
            ("ci", 2020, 2023, Some("cü")),
            ("ci", 2020, 2026, Some("cı")),
            ("cu", 2019, 2024, Some("cü")),
            ("cı", 1990, 2000, Some("ci")),
            ("də", 14, 3, Some("də")),
            ("də", 14, 16, Some("da")),
            ("da", 10, 25, Some("də")),
            ("dən", 5, 30, Some("dan")),
            ("ə", 5, 6, Some("ya")),
            ("ya", 6, 7, Some("yə")),
            ("si", 2, 9, Some("u")),
            ("u", 9, 10, Some("u")),
            // Accusative or possessive: 2-ni or 2-si.
            ("u", 9, 2, None),
            ("nda", 5, 7, None),
        ] {
            assert_eq!(carried(suffix, old, new).as_deref(), expected, "{old}-{suffix} → {new}");
        }
    }

    #[test]
    fn endings_follow_the_month() {
        let carried = |suffix: &str, old: &str, new: &str| {
            carried(suffix, Ending::of_word(old), Ending::of_word(new))
        };
        assert_eq!(carried("ın", "fevral", "mart").as_deref(), Some("ın"));
        assert_eq!(carried("ın", "fevral", "aprel").as_deref(), Some("in"));
        assert_eq!(carried("un", "iyun", "dekabr").as_deref(), Some("ın"));
        assert_eq!(carried("da", "may", "aprel").as_deref(), Some("də"));
    }
}
