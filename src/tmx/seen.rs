//! Which things were met before, at 13 to 17 bytes each.

use super::model::Unit;
use twox_hash::XxHash3_128;

/// What a thing is known by: 128 bits made of its bytes, the same in every run of the program.
///
/// Among a billion things the chance that any two share a mark by accident is one in 10²⁰; a set keeps less of it.
pub(super) type Mark = u128;

/// Makes marks of things that consist of several texts.
#[derive(Default)]
pub(super) struct Marker(Vec<u8>);

impl Marker {
    /// Adds a text; where one ends and the next begins is part of the thing.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds a text in whatever case.
    pub fn caseless(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
        self
    }

    /// Adds the languages and texts of a unit, in its order.
    pub fn texts(&mut self, unit: &Unit) -> &mut Self {
        for variant in unit.variants() {
            self.text(variant.lang_tag().unwrap_or_default()).text(&variant.text());
        }
        self
    }

    /// The mark of what was added, and a new beginning.
    pub fn mark(&mut self) -> Mark {
        let mark = XxHash3_128::oneshot(&self.0);
        self.0.clear();
        mark
    }
}

/// The mark of one text.
pub(super) fn mark_of(text: &str) -> Mark {
    XxHash3_128::oneshot(text.as_bytes())
}

/// In how many parts a set is kept. Only one of them grows at a time, so that growing takes
/// little more memory than there is.
const PARTS: usize = 1 << 8;

/// What is kept of a mark: 80 bits beside the 8 that tell its part. Among a billion things the
/// chance that any two share them is one in 10⁸.
type Rest = [u16; 5];

/// The place in a table where there is nothing.
const NOTHING: Rest = [0; 5];

/// A set of marks that only grows: hash tables that are three to four fifths full once they are
/// of some size, 10 bytes an entry.
pub(crate) struct Seen {
    parts: Vec<Part>,
}

impl Default for Seen {
    fn default() -> Self {
        Seen { parts: vec![Part::default(); PARTS] }
    }
}

impl Seen {
    /// Adds a text; whether it is new.
    pub fn insert(&mut self, text: &str) -> bool {
        self.insert_mark(mark_of(text))
    }

    /// Adds a mark; whether it is new.
    pub fn insert_mark(&mut self, mark: Mark) -> bool {
        let part = (mark >> 96) as usize % PARTS;
        let rest = [0, 16, 32, 48, 64].map(|bits| (mark >> bits) as u16);
        // The one mark that looks like nothing shares its place with another.
        let rest = if rest == NOTHING { [1, 0, 0, 0, 0] } else { rest };
        self.parts.get_mut(part).is_some_and(|part| part.insert(rest))
    }
}

#[derive(Clone, Default)]
struct Part {
    table: Vec<Rest>,
    filled: usize,
}

impl Part {
    fn insert(&mut self, rest: Rest) -> bool {
        if self.filled * 5 >= self.table.len() * 4 {
            self.grow();
        }
        let new = put(&mut self.table, rest);
        self.filled += usize::from(new);
        new
    }

    fn grow(&mut self) {
        let mut table = vec![NOTHING; (self.table.len() * 4 / 3).max(16)];
        for rest in self.table.drain(..).filter(|rest| *rest != NOTHING) {
            put(&mut table, rest);
        }
        self.table = table;
    }
}

/// Puts an entry at the first free place from its own on; whether it was not there.
fn put(table: &mut [Rest], rest: Rest) -> bool {
    let number = u64::from(rest[0]) << 16 | u64::from(rest[1]);
    let own = (number * table.len() as u64) >> 32;
    let (before, after) = table.split_at_mut(own as usize);
    for place in after.iter_mut().chain(before) {
        if *place == rest {
            return false;
        }
        if *place == NOTHING {
            *place = rest;
            return true;
        }
    }
    unreachable!("a table is never full")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_new_once() {
        let mut seen = Seen::default();
        let mark = |n: u32| Marker::default().text(&n.to_string()).mark();
        let many = 200_000;
        assert!((0..many).all(|n| seen.insert_mark(mark(n))));
        assert!((0..many).all(|n| !seen.insert_mark(mark(n))));
        assert!(seen.insert_mark(mark(many)));
        let room: usize = seen.parts.iter().map(|part| part.table.capacity() * 10).sum();
        assert!(room < many as usize * 18, "{room} bytes for {many}");
    }

    #[test]
    fn where_a_text_ends_matters() {
        let mut marker = Marker::default();
        let first = marker.text("ab").text("c").mark();
        assert_ne!(first, marker.text("a").text("bc").mark());
        assert_eq!(first, marker.text("ab").text("c").mark());
        assert_eq!(marker.caseless("EN").mark(), marker.text("en").mark());
    }

    #[test]
    fn the_mark_of_nothing_is_a_mark() {
        let mut seen = Seen::default();
        assert!(seen.insert_mark(0));
        assert!(!seen.insert_mark(0));
    }
}
