//! Roman numerals: the `XXI` of *XXI век* and *XXI əsr*.

use std::ops::Range;

/// The numerals of `text` with their values, in order: words of capital letters that are written
/// as the rules have it. Cyrillic letters that look like the Latin ones are taken for them. A lone
/// letter is one too (*Kral V Harald*), whatever else it may be.
///
/// ```
/// use yaddash::lang::roman;
/// assert_eq!(roman::find("XXI век"), [(0..3, 21)]);
/// ```
pub fn find(text: &str) -> Vec<(Range<usize>, u16)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                found.extend(value(word).map(|value| (from..at, value)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The value of a numeral up to 399; `None` for another word.
pub fn value(word: &str) -> Option<u16> {
    const LETTERS: usize = 10;
    if word.is_empty() || word.chars().count() > LETTERS {
        return None;
    }
    let latin: String = word.chars().map(latin).collect::<Option<String>>()?;
    let mut total = 0;
    let mut rest = latin.as_str();
    for (numeral, worth) in NUMERALS {
        while let Some(after) = rest.strip_prefix(numeral) {
            total += worth;
            rest = after;
        }
    }
    (rest.is_empty() && write(total) == latin).then_some(total)
}

const NUMERALS: [(&str, u16); 9] = [
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

fn write(mut value: u16) -> String {
    let mut numeral = String::new();
    for (letters, worth) in NUMERALS {
        while value >= worth {
            numeral.push_str(letters);
            value -= worth;
        }
    }
    numeral
}

fn latin(c: char) -> Option<char> {
    match c {
        'I' | 'V' | 'X' | 'L' | 'C' => Some(c),
        'І' => Some('I'),
        'Х' => Some('X'),
        'С' => Some('C'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_and_other_words_are_not() {
        let read = [("XXI", 21), ("ХХI", 21), ("IV", 4), ("XIX", 19), ("III", 3), ("XLII", 42)];
        for (word, worth) in read {
            assert_eq!(value(word), Some(worth), "{word}");
        }
        for word in ["IIII", "VX", "IC", "СИ", "xxi", "CD", "", "XXXXI"] {
            assert_eq!(value(word), None, "{word}");
        }
        assert_eq!(find("XXI век, Карл III.").iter().map(|(_, v)| *v).collect::<Vec<_>>(), [21, 3]);
    }
}
