//! A translator's own exceptions, which win over the built-in rules.

use super::rule::Rule;
use super::scan::Candidate;

/// Texts after which there is never, or always, a break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exceptions {
    no_break_after: Vec<String>,
    break_after: Vec<String>,
}

impl Exceptions {
    /// Exceptions as they stand in `yaddash.toml`. White space around an entry does not count.
    pub fn new(no_break_after: &[String], break_after: &[String]) -> Exceptions {
        let tidy = |list: &[String]| {
            list.iter().map(|e| e.trim().to_owned()).filter(|e| !e.is_empty()).collect()
        };
        Exceptions { no_break_after: tidy(no_break_after), break_after: tidy(break_after) }
    }

    /// The two lists, one entry a line, for the hash of the rule set.
    pub(crate) fn fingerprint(&self) -> String {
        let mut text = String::new();
        for (name, list) in [("no", &self.no_break_after), ("yes", &self.break_after)] {
            for entry in list {
                text.push_str(name);
                text.push('\t');
                text.push_str(entry);
                text.push('\n');
            }
        }
        text
    }

    /// The entries after which there is never a break.
    pub fn no_break_after(&self) -> &[String] {
        &self.no_break_after
    }

    /// The entries after which there is always a break.
    pub fn break_after(&self) -> &[String] {
        &self.break_after
    }

    /// Every place of `text` where one of the break entries ends before white space, in order.
    pub(crate) fn breaks_in(&self, text: &str) -> Vec<usize> {
        let mut ends: Vec<usize> = self
            .break_after
            .iter()
            .flat_map(|entry| text.match_indices(entry.as_str()))
            .filter(|(at, entry)| {
                let end = at + entry.len();
                is_whole(text, *at, entry) && text[end..].starts_with(char::is_whitespace)
            })
            .map(|(at, entry)| at + entry.len())
            .collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// Whether an entry forbids a break after `text[..end]`.
    pub(crate) fn holds_at(&self, text: &str, end: usize) -> Option<Rule> {
        self.no_break_after
            .iter()
            .any(|entry| {
                text[..end]
                    .strip_suffix(entry.as_str())
                    .is_some_and(|before| is_whole(text, before.len(), entry))
            })
            .then_some(Rule::OwnNoBreak)
    }

    /// Whether an entry forbids the break at this candidate.
    pub(super) fn holds(&self, text: &str, candidate: &Candidate) -> Option<Rule> {
        self.holds_at(text, candidate.after_marks).or_else(|| self.holds_at(text, candidate.end))
    }
}

/// Whether the entry at `at` does not begin in the middle of a word.
fn is_whole(text: &str, at: usize, entry: &str) -> bool {
    !entry.starts_with(char::is_alphanumeric)
        || !text[..at].ends_with(|c: char| c.is_alphanumeric())
}
