//! Which things were met before, at eight bytes each.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many hashes are collected before they are sorted.
const RUN: usize = 1 << 16;

/// A set that only grows, of hashes in sorted runs whose lengths double.
///
/// A hash table of two million entries takes 57 MB while it grows; this takes 24, so that a
/// memory of any practical size passes through a command whose own memory stays small. Two
/// things with one 64-bit hash are taken for one; among ten million that happens once in
/// 370,000 files.
#[derive(Default)]
pub(crate) struct Seen {
    recent: HashSet<u64>,
    runs: Vec<Vec<u64>>,
}

impl Seen {
    /// Adds a thing; whether it is new.
    pub fn insert(&mut self, thing: &(impl Hash + ?Sized)) -> bool {
        let hash = hash_of(thing);
        if self.runs.iter().any(|run| run.binary_search(&hash).is_ok()) || !self.recent.insert(hash)
        {
            return false;
        }
        if self.recent.len() >= RUN {
            let mut run: Vec<u64> = self.recent.drain().collect();
            run.sort_unstable();
            while let Some(last) = self.runs.pop_if(|last| last.len() <= run.len()) {
                run = merged(&last, &run);
            }
            self.runs.push(run);
        }
        true
    }
}

/// A hash that is the same in every run of the program.
pub(super) fn hash_of(thing: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}

fn merged(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x <= y => a.next(),
            (Some(_), None) => a.next(),
            _ => b.next(),
        };
        match next {
            Some(hash) => all.push(*hash),
            None => return all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_new_once() {
        let mut seen = Seen::default();
        let many = RUN as u32 * 3 + 7;
        assert!((0..many).all(|n| seen.insert(&n)));
        assert!((0..many).all(|n| !seen.insert(&n)));
        assert!(seen.insert(&many));
    }
}
