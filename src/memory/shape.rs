//! What is known of the texts of a unit beside their tokens: how long the longest is, and what
//! white space there is in them. So `^.{600,}$` and two blanks are found without reading texts.

/// White space that few texts have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Gaps {
    /// It stands beside other white space, or at an end of the text.
    pub(crate) doubled: bool,
    /// It is no plain blank.
    pub(crate) odd: bool,
}

impl Gaps {
    /// The white space of a text. In one without anything, both ends are beside each other.
    fn of(text: &str) -> Gaps {
        let (mut gaps, mut after_gap) = (Gaps::default(), true);
        for c in text.chars() {
            let gap = c.is_whitespace();
            gaps.doubled |= gap && after_gap;
            gaps.odd |= gap && c != ' ';
            after_gap = gap;
        }
        gaps.doubled |= after_gap;
        gaps
    }

    /// Both that has and that the other has.
    pub(crate) fn or(self, other: Gaps) -> Gaps {
        Gaps { doubled: self.doubled || other.doubled, odd: self.odd || other.odd }
    }

    /// What both have.
    pub(crate) fn and(self, other: Gaps) -> Gaps {
        Gaps { doubled: self.doubled && other.doubled, odd: self.odd && other.odd }
    }
}

/// The shape of a unit with these texts: two bits for the white space of all of them, the rest for
/// the length of the longest.
pub(crate) fn shape<'a>(texts: impl Iterator<Item = &'a str>) -> u32 {
    let (mut longest, mut gaps) = (0, Gaps::default());
    for text in texts {
        longest = longest.max(text.len());
        gaps = gaps.or(Gaps::of(text));
    }
    class(longest) << 2 | u32::from(gaps.doubled) << 1 | u32::from(gaps.odd)
}

/// Whether a unit of this shape may have a text of so many bytes with such white space.
pub(crate) fn allows(shape: u32, bytes: usize, gaps: Gaps) -> bool {
    shape >> 2 >= class(bytes)
        && (!gaps.doubled || shape >> 1 & 1 == 1)
        && (!gaps.odd || shape & 1 == 1)
}

/// Lengths told apart by their three leading bits: rising with them, and so few that a column of
/// them is small.
fn class(bytes: usize) -> u32 {
    let bits = usize::BITS - bytes.leading_zeros();
    let shift = bits.saturating_sub(3);
    (bytes >> shift) as u32 + 4 * shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_rise_with_lengths() {
        for bytes in 0..5000 {
            let (this, next) = (class(bytes), class(bytes + 1));
            assert!(next == this || next == this + 1, "{bytes}");
        }
        assert_eq!((class(7), class(8), class(600), class(640)), (7, 8, 32, 33));
    }

    #[test]
    fn white_space_is_told_apart() {
        let gaps = |doubled, odd| Gaps { doubled, odd };
        for (text, expected) in [
            ("", gaps(true, false)),
            ("one two", gaps(false, false)),
            ("one  two", gaps(true, false)),
            (" one", gaps(true, false)),
            ("one ", gaps(true, false)),
            ("one\u{a0}two", gaps(false, true)),
            ("one\t", gaps(true, true)),
        ] {
            assert_eq!(Gaps::of(text), expected, "{text:?}");
        }
        let unit = shape(["a b", "а  б"].into_iter());
        assert!(allows(unit, 6, gaps(true, false)) && !allows(unit, 6, gaps(false, true)));
        assert!(allows(unit, 0, gaps(false, false)) && !allows(unit, 7, gaps(false, false)));
    }
}
