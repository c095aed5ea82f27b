//! In which order the tokens of phrases stand in a sentence.

use crate::memory::bits::Bits;
use crate::memory::candidates::{Choice, Phrase, Place};
use crate::memory::needs::Token;
use crate::memory::vocabulary::Vocabulary;

/// Phrases in bits, one for each of their places, so that all are followed at once through a
/// sentence (the algorithm Shift-And; Baeza-Yates and Gonnet 1992).
pub(crate) struct Phrases {
    fits: Fits,
    /// The first places: all, and those of phrases that may stand anywhere.
    starts: (u128, u128),
    /// For each choice the last places of its phrases: of those that may end anywhere, and of those
    /// that end with the sentence.
    ends: Vec<(u128, u128)>,
}

impl Phrases {
    /// As many choices as there are bits for: the others are not asked for.
    pub(crate) fn new<'c>(choices: impl Iterator<Item = &'c Choice>, tokens: usize) -> Phrases {
        let mut all = Phrases { fits: Fits::new(tokens), starts: (0, 0), ends: Vec::new() };
        let mut next = 0;
        for Choice(phrases) in choices {
            if next + phrases.iter().map(|p| p.places.len()).sum::<usize>() > u128::BITS as usize {
                continue;
            }
            let (mut anywhere, mut last) = (0, 0);
            for phrase in phrases {
                let start = 1 << next;
                all.starts.0 |= start;
                all.starts.1 |= if phrase.begins { 0 } else { start };
                for place in &phrase.places {
                    all.fits.add_place(place, 1 << next);
                    next += 1;
                }
                *(if phrase.ends { &mut last } else { &mut anywhere }) |= 1 << (next - 1);
            }
            all.ends.push((anywhere, last));
        }
        all
    }

    /// Whether of each choice one phrase stands among these tokens of a sentence.
    pub(crate) fn stand_in(&self, tokens: &[u32]) -> bool {
        if self.ends.is_empty() {
            return true;
        }
        // The places up to which a phrase stands at this token, and at any so far.
        let (mut here, mut anywhere) = (0u128, 0u128);
        let mut starts = self.starts.0;
        for &token in tokens {
            let fits = self.fits.places(token);
            here = match fits {
                0 => 0,
                _ => (here << 1 & !self.starts.0 | starts) & fits,
            };
            anywhere |= here;
            starts = self.starts.1;
        }
        self.ends.iter().all(|(any, last)| anywhere & any != 0 || here & last != 0)
    }
}

/// Phrases that stand one after the other, in bits as in [`Phrases`]: each begins with the bit
/// above that with which the one before ends.
pub(crate) struct Sequence {
    fits: Fits,
    /// The first places, and the first of all when it may be at any token.
    starts: u128,
    anywhere: u128,
    ends: u128,
    /// The last place of the last phrase, and whether it ends with the sentence.
    last: u128,
    at_end: bool,
    /// For each token, the last places of phrases after which the next may begin with the same.
    joint: Fits,
}

impl Sequence {
    /// Of phrases, each with what a token is like that may be its last and the first of the next.
    pub(crate) fn new(phrases: &[(Phrase, &Token)], vocabulary: &Vocabulary) -> Sequence {
        let (tokens, mut next) = (vocabulary.len(), 0);
        let mut all = Sequence {
            fits: Fits::new(tokens),
            starts: 0,
            anywhere: 0,
            ends: 0,
            last: 0,
            at_end: false,
            joint: Fits::new(tokens),
        };
        for (phrase, _) in phrases {
            if next + phrase.places.len() > u128::BITS as usize {
                break;
            }
            all.starts |= 1 << next;
            if next == 0 && !phrase.begins {
                all.anywhere = 1;
            }
            for place in &phrase.places {
                all.fits.add_place(place, 1 << next);
                next += 1;
            }
            (all.last, all.at_end) = (1 << (next - 1), phrase.ends);
            all.ends |= all.last;
        }
        vocabulary.with_words().for_each(|token| all.joint.add(token, all.ends));
        // Of the others only those that may stand at both places.
        let ends = (0..next).map(|place| 1u128 << place).filter(|bit| all.ends & bit != 0);
        for (bit, (_, joint)) in ends.zip(phrases) {
            let both = bit | bit << 1;
            if all.fits.of_any & both == both {
                all.joint.of_any |= bit;
                continue;
            }
            for token in (0..tokens as u32).filter(|&token| all.fits.places(token) & both == both) {
                let spelling = vocabulary.spelling(token);
                if spelling.is_some_and(|spelling| joint.regex.is_match(spelling)) {
                    all.joint.add(token, bit);
                }
            }
        }
        all
    }

    /// Whether the phrases stand in this order among these tokens of a sentence.
    pub(crate) fn stands_in(&self, tokens: &[u32]) -> bool {
        // The first places that are reached; and as in `Phrases`.
        let (mut reached, mut here, mut anywhere) = (1u128, 0u128, 0u128);
        for &token in tokens {
            let fits = self.fits.places(token);
            // Most tokens are none of those that are looked for.
            if fits == 0 {
                (here, reached) = (0, (reached & !1) | self.anywhere);
                continue;
            }
            here = (here << 1 & !self.starts | reached) & fits;
            while here & self.ends != 0 {
                let joint = self.joint.places(token);
                let also = here | (here & self.ends & joint) << 1 & fits;
                if also == here {
                    break;
                }
                here = also;
            }
            anywhere |= here;
            reached = (reached & !1) | self.anywhere | (here & self.ends) << 1;
        }
        (if self.at_end { here } else { anywhere }) & self.last != 0
    }
}

/// For each token, the places where it may stand, in bits.
struct Fits {
    /// The tokens for which there is something: most are none of these, and the set is small enough
    /// to be at hand.
    tokens: Bits,
    of_token: Vec<u128>,
    /// The places where any token may stand.
    of_any: u128,
}

impl Fits {
    fn new(tokens: usize) -> Fits {
        Fits { tokens: Bits::none(tokens), of_token: vec![0; tokens], of_any: 0 }
    }

    fn add_place(&mut self, place: &Place, bit: u128) {
        match &place.tokens {
            None => self.of_any |= bit,
            Some(tokens) => tokens.iter().for_each(|&token| self.add(token, bit)),
        }
    }

    fn add(&mut self, token: u32, bits: u128) {
        self.tokens.add(token);
        self.of_token.get_mut(token as usize).into_iter().for_each(|of| *of |= bits);
    }

    fn places(&self, token: u32) -> u128 {
        let of_token = match self.tokens.has(token) {
            true => self.of_token.get(token as usize).copied().unwrap_or_default(),
            false => 0,
        };
        of_token | self.of_any
    }
}
