//! What is known of the texts of a unit beside their tokens: which kinds of characters stand beside
//! one another in them, how many of some kinds there are, and how long they are. So two blanks,
//! `\.[A-Z]` with the case told apart, four numbers, and `^.{600,}$` are found without reading texts
//! ([`super::sketch`]).

use regex_syntax::hir::{Class, ClassUnicode, HirKind};
use std::sync::LazyLock;
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// The kinds, each a class of regular expressions. They have no character in common and leave out
/// no other but those of kind 0, marks and symbols, and `_` and its like: these are taken for marks
/// and for letters, so that neither `\w` nor `[[:punct:]]` asks for both.
const CLASSES: [&str; KINDS - 1] =
    [r"\s", r"\p{Nd}", r"[\p{Uppercase}&&\w]", r"[\w--\p{Nd}--\p{Uppercase}--\p{Pc}]"];
const KINDS: usize = 5;

/// Marks and symbols.
const MARK: usize = 0;
/// White space. Before and behind a text there is some too.
const SPACE: usize = 1;
const DIGIT: usize = 2;
const CAPITAL: usize = 3;
const LETTER: usize = 4;
/// In the table of characters: a mark and a letter.
const BOTH: usize = KINDS;

/// A set of kinds, a bit for each.
pub(crate) type Kinds = u8;
pub(crate) const ANY: Kinds = (1 << KINDS) - 1;
pub(crate) const SPACES: Kinds = 1 << SPACE;
const KINDS_OF_MARK: Kinds = 1 << MARK;
const KINDS_OF_DIGIT: Kinds = 1 << DIGIT;
const KINDS_OF_CAPITAL: Kinds = 1 << CAPITAL;

/// A set of threes of kinds that stand one after the other, a bit for each; and the two below.
pub(crate) type Threes = u128;
pub(crate) const ALL: Threes = ODD - 1;
/// White space that is no plain blank.
pub(crate) const ODD: Threes = 1 << (KINDS * KINDS * KINDS);
/// A character that perhaps becomes another in a token: a mark of a letter that stands behind it.
pub(crate) const LOOSE: Threes = ODD << 1;

fn class(pattern: &str) -> ClassUnicode {
    match regex_syntax::parse(pattern).map(regex_syntax::hir::Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        _ => ClassUnicode::empty(),
    }
}

static CLASS: LazyLock<[ClassUnicode; KINDS - 1]> = LazyLock::new(|| CLASSES.map(class));
static CLASS_OF_BOTH: LazyLock<ClassUnicode> = LazyLock::new(|| class(r"\p{Pc}"));

/// The kind of each character, and whether it is [`LOOSE`].
static KIND: LazyLock<Vec<(u8, bool)>> = LazyLock::new(|| {
    let mut kinds = vec![(MARK as u8, false); char::MAX as usize + 1];
    let classes = (1..).zip(CLASS.iter()).chain([(BOTH as u8, &*CLASS_OF_BOTH)]);
    for (kind, class) in classes {
        for range in class.iter() {
            kinds[range.start() as usize..=range.end() as usize].fill((kind, false));
        }
    }
    for c in '\u{300}'..LAST_LOOSE {
        kinds[c as usize].1 = is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes;
    }
    kinds
});

/// Behind the last of these characters: private planes and such.
const LAST_LOOSE: char = '\u{30000}';

/// The kinds of the characters of a class.
pub(crate) fn kinds(class: &ClassUnicode) -> Kinds {
    let (mut kinds, mut left) = (0, class.clone());
    left.difference(&CLASS_OF_BOTH);
    let has_both = left != *class;
    for (kind, of_kind) in (1..).zip(CLASS.iter()) {
        let before = left.clone();
        left.difference(of_kind);
        kinds |= Kinds::from(left != before) << kind;
    }
    kinds |= Kinds::from(!left.ranges().is_empty()) << MARK;
    // Where there are letters or marks, these will do.
    kinds | Kinds::from(has_both && kinds & (1 << LETTER | 1 << MARK) == 0) << MARK
}

/// All threes of these kinds.
pub(crate) fn threes([first, second, third]: [Kinds; 3]) -> Threes {
    let has = |kinds: Kinds, kind: usize| kinds >> kind & 1 == 1;
    let mut threes = 0;
    for three in 0..KINDS * KINDS * KINDS {
        let (a, b, c) = (three / KINDS / KINDS, three / KINDS % KINDS, three % KINDS);
        if has(first, a) && has(second, b) && has(third, c) {
            threes |= 1 << three;
        }
    }
    threes
}

/// What stands here when these kinds follow one another.
fn three([first, second]: [usize; 2], third: usize) -> Threes {
    if [first, second, third].contains(&BOTH) {
        let kinds = |kind: usize| -> Kinds {
            if kind == BOTH { 1 << MARK | 1 << LETTER } else { 1 << kind }
        };
        return threes([kinds(first), kinds(second), kinds(third)]);
    }
    1 << ((first * KINDS + second) * KINDS + third)
}

/// How many numbers there are, how many marks, and how many stretches of capitals.
pub(crate) type Counts = [u32; 3];

/// More are not counted.
pub(crate) const MANY: u32 = 15;

/// Counts a character behind one of the kind `last`.
fn count([numbers, marks, capitals]: &mut Counts, last: usize, kind: usize) {
    match kind {
        MARK | BOTH => *marks += 1,
        DIGIT if last != DIGIT => *numbers += 1,
        CAPITAL if last != CAPITAL => *capitals += 1,
        _ => {}
    }
}

/// Counts what is certain where a character of one of these kinds stands behind one of the kinds
/// `last`.
pub(crate) fn count_certain([numbers, marks, capitals]: &mut Counts, last: Kinds, kinds: Kinds) {
    let stretch = |number: &mut u32, kind: usize| {
        // Perhaps one that stands there already goes on.
        let goes_on = last >> kind & 1 == 1;
        *number = if goes_on { 1.max(*number) } else { number.saturating_add(1) };
    };
    match kinds {
        KINDS_OF_MARK => *marks = marks.saturating_add(1),
        KINDS_OF_DIGIT => stretch(numbers, DIGIT),
        KINDS_OF_CAPITAL => stretch(capitals, CAPITAL),
        _ => {}
    }
}

/// What is known of a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outline {
    /// The threes of all its texts.
    pub(crate) threes: Threes,
    /// In how many bytes ([`length`]) its longest text, its shortest, and the longest stretch
    /// without white space.
    pub(crate) sizes: u32,
    /// The most of each that one of its texts has, see [`counts`].
    pub(crate) counts: u32,
}

/// The outline of a unit.
pub(crate) fn outline<'a>(texts: impl Iterator<Item = &'a str>) -> Outline {
    let kinds = &**KIND;
    let (mut threes, mut longest, mut shortest, mut longest_stretch) = (0, 0, usize::MAX, 0);
    let mut most = Counts::default();
    for text in texts {
        longest = longest.max(text.len());
        shortest = shortest.min(text.len());
        let (mut last, mut stretch, mut counts) = ([SPACE; 2], 0, Counts::default());
        for c in text.chars() {
            let (kind, loose) = kinds[c as usize];
            let kind = usize::from(kind);
            threes |= three(last, kind) | if loose { LOOSE } else { 0 };
            count(&mut counts, last[1], kind);
            last = [last[1], kind];
            if kind == SPACE {
                threes |= if c == ' ' { 0 } else { ODD };
                stretch = 0;
            } else {
                stretch += c.len_utf8();
                longest_stretch = longest_stretch.max(stretch);
            }
        }
        threes |= three(last, SPACE);
        most.iter_mut().zip(counts).for_each(|(most, count)| *most = count.max(*most));
    }
    let [longest, shortest, stretch] = [longest, shortest, longest_stretch].map(length);
    let [numbers, marks, capitals] = most.map(|count| count.min(MANY));
    Outline {
        threes,
        sizes: longest << 16 | shortest << 8 | stretch,
        counts: numbers << 8 | marks << 4 | capitals,
    }
}

/// The counts of an outline, none higher than [`MANY`].
pub(crate) fn counts(counts: u32) -> Counts {
    [counts >> 8, counts >> 4 & MANY, counts & MANY]
}

/// The lengths of the longest text, the shortest, and the longest stretch.
pub(crate) fn lengths(sizes: u32) -> [u32; 3] {
    [sizes >> 16, sizes >> 8 & 0xFF, sizes & 0xFF]
}

/// Lengths told apart by their three leading bits: rising with them, and so few that a column of
/// them is small.
pub(crate) fn length(bytes: usize) -> u32 {
    let bits = usize::BITS - bytes.leading_zeros();
    let shift = bits.saturating_sub(3);
    (bytes >> shift) as u32 + 4 * shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_rise_with_bytes() {
        for bytes in 0..5000 {
            let (this, next) = (length(bytes), length(bytes + 1));
            assert!(next == this || next == this + 1, "{bytes}");
        }
        assert_eq!((length(7), length(8), length(600), length(640)), (7, 8, 32, 33));
        assert!(length(usize::MAX) < 256);
    }

    #[test]
    fn every_character_has_one_kind() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let of_kind = |class: &ClassUnicode| {
                class.iter().any(|range| (range.start()..=range.end()).contains(&c))
            };
            if c.is_ascii() || c.is_uppercase() != c.is_lowercase() {
                if of_kind(&CLASS_OF_BOTH) {
                    continue;
                }
                let of: Vec<usize> = (1..)
                    .zip(CLASS.iter())
                    .filter_map(|(k, class)| of_kind(class).then_some(k))
                    .collect();
                assert!(of.len() < 2, "{c:?}");
                assert_eq!(usize::from(KIND[c as usize].0), of.first().copied().unwrap_or(MARK));
            }
        }
        for (pattern, expected) in [
            (r"\s", 0b10),
            (r"\d", 0b100),
            ("[A-Z]", 0b1000),
            ("[a-zƏ]", 0b11000),
            ("[[:punct:]]", 0b1),
            (r"\w", 0b11100),
            (r"[_\d]", 0b101),
            ("[_‿]", 0b1),
            (r"\W", 0b11),
            (r"[^\w\s]", 0b1),
            (r"[\s\S]", ANY),
            (r"[a&&b]", 0),
        ] {
            assert_eq!(kinds(&class(pattern)), expected, "{pattern}");
        }
    }

    #[test]
    fn a_unit_has_the_outline_of_its_texts() {
        let kind = |c: char| 1 << KIND[c as usize].0;
        let has = |text: &str, three: &str| {
            let mut kinds = three.chars().map(kind);
            let wanted = threes(std::array::from_fn(|_| kinds.next().expect("three")));
            outline([text].into_iter()).threes & wanted != 0
        };
        for (text, three, expected) in [
            ("e.g.Xy", "a.A", true),
            ("e.g. Xy", "a.A", false),
            ("e.g. Xy", ". A", true),
            ("Xy", "  A", true),
            ("Xy", "aa ", false),
            ("Xy", "Aa ", true),
            ("", "   ", true),
            ("a b", "a  ", false),
            ("a  b", "a  ", true),
            ("a b ", "a  ", true),
            ("a_b", "a,b", true),
            ("a_b", "aab", true),
            ("a_b", "a b", false),
        ] {
            assert_eq!(has(text, three), expected, "{text}, {three}");
        }
        let of_two = outline(["a b", "аб\u{a0}вгд"].into_iter());
        assert!(of_two.threes & ODD != 0 && outline(["a  b"].into_iter()).threes & ODD == 0);
        assert_eq!(lengths(of_two.sizes), [12, 3, 6].map(length));
        let counted = outline(["1 and 23, 4.5", "The UN: A _ B", &"x, ".repeat(40)].into_iter());
        assert_eq!(counts(counted.counts), [4, MANY, 4]);
        let is_loose = |text| outline([text].into_iter()).threes & LOOSE != 0;
        assert!(is_loose("e\u{301}") && is_loose("\u{1F71}") && !is_loose("é, ё"));
    }
}
