//! What differs between a match and the new segment, token by token.

use crate::lang::words::token_spans;
use crate::lang::{Lang, case};
use regex::Regex;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::sync::LazyLock;

/// What to do with a stretch of the match to get the new segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// Keep it.
    Equal,
    /// The new segment has more here.
    Insert,
    /// The match has more here.
    Delete,
    /// The two differ here.
    Replace,
}

/// One step from the match to the new segment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Edit {
    /// What to do.
    pub op: Op,
    /// The text of the match, verbatim; empty for an insertion.
    #[serde(rename = "match")]
    pub old: String,
    /// The text of the new segment, verbatim; empty for a deletion.
    pub new: String,
}

/// What kind of difference there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// None.
    None,
    /// Only in upper and lower case.
    Case,
    /// Only in punctuation.
    Punctuation,
    /// Only in numbers, dates and times.
    Numbers,
    /// Only in tags and placeholders, such as `<b>` and `{0}`.
    Tags,
    /// In words.
    Words,
}

/// The steps from `old`, the text of a match, to `new`.
pub fn difference(old: &str, new: &str) -> Vec<Edit> {
    let (old_spans, new_spans) = (token_spans(old), token_spans(new));
    let old_tokens: Vec<&str> = old_spans.iter().map(|span| &old[span.clone()]).collect();
    let new_tokens: Vec<&str> = new_spans.iter().map(|span| &new[span.clone()]).collect();
    let slice = |text: &str, spans: &[std::ops::Range<usize>]| match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => text[first.start..last.end].to_owned(),
        _ => String::new(),
    };
    capture_diff_slices(Algorithm::Myers, &old_tokens, &new_tokens)
        .into_iter()
        .map(|op| {
            let kind = match op {
                DiffOp::Equal { .. } => Op::Equal,
                DiffOp::Insert { .. } => Op::Insert,
                DiffOp::Delete { .. } => Op::Delete,
                DiffOp::Replace { .. } => Op::Replace,
            };
            Edit {
                op: kind,
                old: slice(old, &old_spans[op.old_range()]),
                new: slice(new, &new_spans[op.new_range()]),
            }
        })
        .collect()
}

/// What kind of difference the steps from `old` to `new` make.
pub fn class(old: &str, new: &str, edits: &[Edit], lang: &Lang) -> Class {
    let changed: Vec<&Edit> = edits.iter().filter(|edit| edit.op != Op::Equal).collect();
    let all = |test: &dyn Fn(&Edit) -> bool| changed.iter().all(|edit| test(edit));
    if changed.is_empty() {
        Class::None
    } else if all(&|edit| case::fold(&edit.old, lang) == case::fold(&edit.new, lang)) {
        Class::Case
    } else if same_but_tags(old, new) {
        Class::Tags
    } else if all(&|edit| !(edit.old.clone() + &edit.new).contains(char::is_alphanumeric)) {
        Class::Punctuation
    } else if all(&|edit| numeric(&edit.old) && numeric(&edit.new)) {
        Class::Numbers
    } else {
        Class::Words
    }
}

/// Whether two texts are the same without what stands in them for mark-up.
fn same_but_tags(old: &str, new: &str) -> bool {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"</?[A-Za-z][^<>]*>|\{[^{}\s]*\}|%[sd]").ok());
    let Some(tag) = &*TAG else { return false };
    let words = |text: &str| {
        let bare = tag.replace_all(text, " ");
        bare.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    (tag.is_match(old) || tag.is_match(new)) && words(old) == words(new)
}

fn numeric(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_of_a_difference_says_what_to_look_at() {
        let en = Lang::parse("en").unwrap();
        for (old, new, expected) in [
            ("Good morning!", "Good morning!", Class::None),
            ("Good Morning!", "Good morning!", Class::Case),
            ("Good morning!", "Good morning.", Class::Punctuation),
            ("It rose by 3.5 percent.", "It rose by 7 percent.", Class::Numbers),
            ("It rose by 3 percent.", "It fell by 7 percent.", Class::Words),
            ("Press <b> OK </b>", "Press OK {0}", Class::Tags),
            ("Press <b> OK </b>", "Press Cancel", Class::Words),
        ] {
            assert_eq!(class(old, new, &difference(old, new), &en), expected, "{old} → {new}");
        }
    }

    #[test]
    fn the_new_side_of_the_steps_is_the_new_text() {
        let edits =
            difference("He met the minister in Baku.", "He met with the minister, in Baku.");
        let joined: String = edits.iter().map(|e| e.new.replace(' ', "")).collect();
        assert_eq!(joined, "Hemetwiththeminister,inBaku.");
    }
}
