//! Token edit distance, bit-parallel: one machine word holds 64 tokens of the pattern.
//!
//! Sources: G. Myers, "A fast bit-vector algorithm for approximate string matching based on
//! dynamic programming", JACM 46(3), 1999; H. Hyyrö, "Explaining and extending the bit-parallel
//! approximate string matching algorithm of Myers", 2001 (the form for whole-string distance
//! and for patterns of several words).

/// The class of a token that does not occur in the pattern.
const ABSENT: u16 = u16::MAX;

/// The longest pattern, in tokens: it bounds the room for the masks to 32 MiB.
pub(crate) const MAX_TOKENS: usize = 1 << 14;

/// A sequence of token numbers, prepared to be compared with many others.
///
/// Each distinct token has a *class*, a small number; a candidate is translated into classes
/// once ([`Pattern::classify`]) and then counted and compared without further look-ups.
pub(crate) struct Pattern {
    len: usize,
    words: usize,
    /// Open addressing: token number and class; a class of [`ABSENT`] marks a free place.
    table: Vec<(u32, u16)>,
    shift: u32,
    /// For each class, how often the token occurs in the pattern.
    counts: Vec<u16>,
    /// For each class, `words` words with a bit for each position of the token.
    masks: Vec<u64>,
}

/// A candidate in terms of a pattern's classes, with room that is used again and again.
#[derive(Default)]
pub(crate) struct Candidate {
    classes: Vec<u16>,
    used: Vec<u16>,
    positive: Vec<u64>,
    negative: Vec<u64>,
}

impl Candidate {
    /// How many tokens the candidate has.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }
}

impl Pattern {
    /// Prepares `tokens`, of which there are at most [`MAX_TOKENS`]. Tokens that are `None` are
    /// unknown to the memory and equal nothing.
    pub(crate) fn new(tokens: &[Option<u32>]) -> Pattern {
        let bits = (tokens.len().max(4) * 2).next_power_of_two().trailing_zeros();
        let words = tokens.len().div_ceil(64);
        let mut pattern = Pattern {
            len: tokens.len(),
            words,
            table: vec![(0, ABSENT); 1 << bits],
            shift: 32 - bits,
            counts: Vec::new(),
            masks: Vec::new(),
        };
        for (position, token) in tokens.iter().enumerate() {
            let Some(token) = *token else { continue };
            let class = pattern.class_or_insert(token);
            pattern.counts[class] += 1;
            pattern.masks[class * words + position / 64] |= 1 << (position % 64);
        }
        pattern
    }

    fn class_or_insert(&mut self, token: u32) -> usize {
        let slot = self.slot(token);
        if self.table[slot].1 == ABSENT {
            self.table[slot] = (token, self.counts.len() as u16);
            self.counts.push(0);
            self.masks.resize(self.masks.len() + self.words, 0);
        }
        self.table[slot].1 as usize
    }

    /// Where `token` stands in the table, or the free place where it would.
    fn slot(&self, token: u32) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = (token.wrapping_mul(0x9E37_79B9) >> self.shift) as usize;
        while self.table[slot].1 != ABSENT && self.table[slot].0 != token {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Translates a candidate into classes and counts the tokens that it has in common with the
    /// pattern, as multisets.
    pub(crate) fn classify(
        &self,
        tokens: impl Iterator<Item = u32>,
        candidate: &mut Candidate,
    ) -> usize {
        candidate.classes.clear();
        candidate.used.clear();
        candidate.used.resize(self.counts.len(), 0);
        let mut common = 0;
        for token in tokens {
            let class = self.table[self.slot(token)].1;
            candidate.classes.push(class);
            if class != ABSENT {
                let used = &mut candidate.used[class as usize];
                if *used < self.counts[class as usize] {
                    *used += 1;
                    common += 1;
                }
            }
        }
        common
    }

    /// The edit distance to a classified candidate, or `None` when it is above `most`.
    pub(crate) fn distance(&self, candidate: &mut Candidate, most: usize) -> Option<usize> {
        match self.words {
            0 => Some(candidate.classes.len()).filter(|&d| d <= most),
            1 => self.distance_short(&candidate.classes, most),
            _ => self.distance_long(candidate, most),
        }
    }

    fn distance_short(&self, classes: &[u16], most: usize) -> Option<usize> {
        let last = 1u64 << (self.len - 1);
        let (mut positive, mut negative) = (!0u64, 0u64);
        let mut distance = self.len;
        for (done, &class) in classes.iter().enumerate() {
            let equal = if class == ABSENT { 0 } else { self.masks[class as usize] };
            let vertical = equal | negative;
            let horizontal = ((equal & positive).wrapping_add(positive) ^ positive) | equal;
            let mut up = negative | !(horizontal | positive);
            let mut down = positive & horizontal;
            if up & last != 0 {
                distance += 1;
            } else if down & last != 0 {
                distance -= 1;
            }
            // Each of the remaining tokens can mend one difference at the most.
            if distance > most + (classes.len() - done - 1) {
                return None;
            }
            up = (up << 1) | 1;
            down <<= 1;
            positive = down | !(vertical | up);
            negative = up & vertical;
        }
        Some(distance).filter(|&d| d <= most)
    }

    fn distance_long(&self, candidate: &mut Candidate, most: usize) -> Option<usize> {
        let Candidate { classes, positive, negative, .. } = candidate;
        let words = self.words;
        positive.clear();
        positive.resize(words, !0u64);
        negative.clear();
        negative.resize(words, 0u64);
        let last = 1u64 << ((self.len - 1) % 64);
        let mut distance = self.len;
        for (done, &class) in classes.iter().enumerate() {
            let masks = match class {
                ABSENT => None,
                class => self.masks.get(class as usize * words..(class as usize + 1) * words),
            };
            // What crosses the border between two words: a horizontal step up, or one down. Into
            // the first word always goes a step up: the top row of the table counts insertions.
            let (mut up_in, mut down_in) = (1u64, 0u64);
            for word in 0..words {
                let equal = masks.map_or(0, |masks| masks[word]);
                let (p, n) = (positive[word], negative[word]);
                let vertical = equal | n;
                let equal = equal | down_in;
                let horizontal = ((equal & p).wrapping_add(p) ^ p) | equal;
                let mut up = n | !(horizontal | p);
                let mut down = p & horizontal;
                if word + 1 == words {
                    if up & last != 0 {
                        distance += 1;
                    } else if down & last != 0 {
                        distance -= 1;
                    }
                }
                let (up_out, down_out) = (up >> 63, down >> 63);
                up = (up << 1) | up_in;
                down = (down << 1) | down_in;
                positive[word] = down | !(vertical | up);
                negative[word] = up & vertical;
                (up_in, down_in) = (up_out, down_out);
            }
            if distance > most + (classes.len() - done - 1) {
                return None;
            }
        }
        Some(distance).filter(|&d| d <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(a: &[u32], b: &[u32], most: usize) -> (usize, Option<usize>) {
        let known: Vec<Option<u32>> = a.iter().map(|&t| (t != 0).then_some(t)).collect();
        let pattern = Pattern::new(&known);
        let mut candidate = Candidate::default();
        let common = pattern.classify(b.iter().copied(), &mut candidate);
        (common, pattern.distance(&mut candidate, most))
    }

    proptest! {
        #[test]
        fn equals_the_textbook_distance(
            a in prop::collection::vec(0u32..9, 0..200),
            b in prop::collection::vec(1u32..9, 0..200),
            most in 0usize..220,
        ) {
            let expected = strsim::generic_levenshtein(&a, &b);
            let (common, found) = distance(&a, &b, most);
            prop_assert_eq!(found, Some(expected).filter(|&d| d <= most));
            prop_assert!(expected >= a.len().max(b.len()) - common);
        }

        #[test]
        fn equals_the_textbook_distance_of_near_texts(
            a in prop::collection::vec(1u32..40, 1..150),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0u32..40), 0..6),
        ) {
            let mut b = a.clone();
            for (at, token) in edits {
                let at = at.index(b.len().max(1)).min(b.len().saturating_sub(1));
                match token % 3 {
                    0 if !b.is_empty() => { b.remove(at); }
                    1 => b.insert(at, token),
                    _ if !b.is_empty() => b[at] = token,
                    _ => {}
                }
            }
            let expected = strsim::generic_levenshtein(&a, &b);
            prop_assert_eq!(distance(&a, &b, 6).1, Some(expected));
        }
    }
}
