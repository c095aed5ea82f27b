//! Finding the places where a sentence might end.

use super::data::Lists;
use super::decide::decide;
use super::exceptions::Exceptions;
use super::lists;
use super::rule::Rule;
use crate::readout::blocks;

/// A place where an end was considered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// The first byte of the end marks.
    pub mark: usize,
    /// The byte after the end marks.
    pub after_marks: usize,
    /// The byte after closing quotes and brackets: where the segment would end.
    pub end: usize,
    /// The first byte after the white space: where the next segment would begin.
    pub next: usize,
    /// The marks are `. . .`, set apart from the word before.
    pub spaced_ellipsis: bool,
    /// The mark is a full stop and a spaced ellipsis follows: `compounds. . . . The`.
    pub before_ellipsis: bool,
}

impl Candidate {
    fn new(mark: usize, after_marks: usize, end: usize, next: usize) -> Candidate {
        Candidate { mark, after_marks, end, next, spaced_ellipsis: false, before_ellipsis: false }
    }
}

/// Calls `found` for every candidate of the block `text`, in order, with the rule that decided.
pub(crate) fn walk(
    text: &str,
    lists: &Lists,
    exceptions: &Exceptions,
    mut found: impl FnMut(Candidate, Rule),
) {
    let bytes = text.as_bytes();
    let mut start = skip_space(text, 0);
    let mut forced = Forced::new(exceptions.breaks_in(text));
    forced.add_list(text, start);
    let mut at = start;
    loop {
        let interesting = bytes[at..].iter().position(|b| INTERESTING[*b as usize]);
        let mark = interesting.map_or(text.len(), |offset| at + offset);
        if let Some((end, rule)) = forced.before(mark, start) {
            let next = skip_space(text, end);
            if next >= text.len() {
                return;
            }
            if end > start {
                found(Candidate::new(end, end, end, next), rule);
                start = next;
                forced.add_list(text, start);
            }
            at = at.max(next);
            continue;
        }
        let Some(c) = text.get(mark..).and_then(|rest| rest.chars().next()) else {
            // The middle of a character is no mark; the end of the text is the end.
            if mark >= text.len() {
                return;
            }
            at = mark + 1;
            continue;
        };
        let after = mark + c.len_utf8();
        let (candidate, rule) = if is_mark(c) {
            let candidate = candidate(text, mark, after);
            if candidate.next >= text.len() {
                return;
            }
            (
                candidate,
                exceptions
                    .holds(text, &candidate)
                    .unwrap_or_else(|| decide(text, start, &candidate, lists)),
            )
        } else if blocks::is_line_break(c) {
            let next = skip_space(text, after);
            (Candidate::new(mark, after, mark, next), Rule::LineBreak)
        } else if c == ')'
            && let Some(end) = emoticon_end(text, mark)
        {
            let next = skip_space(text, end);
            (Candidate::new(mark, after, end, next), Rule::Emoticon)
        } else {
            at = after;
            continue;
        };
        if candidate.next >= text.len() {
            return;
        }
        at = candidate.after_marks;
        if candidate.end > start {
            found(candidate, rule);
            if rule.breaks() {
                start = candidate.next;
                at = start;
                forced.add_list(text, start);
            }
        }
    }
}

/// Breaks that do not depend on an end mark: run-together lists and the user's own.
struct Forced {
    ends: std::collections::VecDeque<(usize, Rule)>,
}

impl Forced {
    fn new(own: Vec<usize>) -> Forced {
        Forced { ends: own.into_iter().map(|end| (end, Rule::OwnBreak)).collect() }
    }

    /// The first of them that lies before the mark and behind the beginning of the sentence.
    fn before(&mut self, mark: usize, start: usize) -> Option<(usize, Rule)> {
        while let Some((end, rule)) = self.ends.front().copied() {
            if end > mark {
                return None;
            }
            self.ends.pop_front();
            if end > start {
                return Some((end, rule));
            }
        }
        None
    }

    /// A list whose items were run together: it begins with the first marker at the beginning of
    /// a sentence, and each further item with the next marker of the same form.
    fn add_list(&mut self, text: &str, start: usize) {
        if self.ends.iter().any(|(_, rule)| *rule == Rule::ListItem) {
            return;
        }
        let mut items = lists::run_together(text, start).peekable();
        if items.peek().is_some() {
            self.ends.extend(items.map(|end| (end, Rule::ListItem)));
            self.ends.make_contiguous().sort_by_key(|(end, _)| *end);
        }
    }
}

/// Bytes that can begin an end mark, a line break or an emoticon's mouth.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let mut list: &[u8] = b".!?)\n\r\x0B\x0C\xC2\xD8\xDB\xD6\xE1\xE0\xE2\xE3\xEF";
    while let [first, rest @ ..] = list {
        table[*first as usize] = true;
        list = rest;
    }
    table
};

/// Sentence-ending punctuation of the scripts of the world (Unicode property Sentence_Terminal,
/// the common part), and the ellipsis.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '‽'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '៕'
            | '။'
            | '。'
            | '！'
            | '？'
            | '．'
    )
}

/// Marks of scripts that put no space after a sentence.
pub(super) fn needs_no_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// Quotes and brackets that may close after an end mark.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '»'
            | '”'
            | '’'
            | '“'
            | '‘'
            | '›'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

fn candidate(text: &str, mark: usize, after: usize) -> Candidate {
    let mut after_marks = run(text, after, is_mark);
    // `word . . . .`: a spaced ellipsis is one mark.
    let (dots, spaced_end) = spaced_dots(text, after_marks);
    let attached = !text[..mark].ends_with(char::is_whitespace);
    let before_ellipsis = dots == 3
        && attached
        && after_marks == mark + 1
        && text[skip_space(text, spaced_end)..].starts_with(char::is_uppercase);
    if !before_ellipsis {
        after_marks = spaced_end;
    }
    let spaced_ellipsis = dots == 2 && !attached;
    let mut end = run(text, after_marks, is_closer);
    // A footnote mark belongs to the sentence: `martyr.[1]`.
    if let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('['))
        && let Some(close) = rest.bytes().take(8).position(|b| b == b']')
        && (1..=6).contains(&close)
        && rest[..close].bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'-')
    {
        end += close + 2;
    }
    // A closing quote set apart by a space: `такие… »`.
    loop {
        let gap = skip_space(text, end);
        let Some(c) = text[gap..].chars().next() else { break };
        let after = gap + c.len_utf8();
        let stands_alone = text[after..].chars().next().is_none_or(char::is_whitespace);
        if gap == end || !matches!(c, '»' | '”' | ')' | ']') || !stands_alone {
            break;
        }
        end = run(text, after, is_closer);
    }
    end = smile(text, end);
    let next = skip_space(text, end);
    Candidate { mark, after_marks, end, next, spaced_ellipsis, before_ellipsis }
}

/// How many dots follow `text[..at]`, each after a space, and where they end.
fn spaced_dots(text: &str, mut at: usize) -> (usize, usize) {
    let mut dots = 0;
    if !text[..at].ends_with('.') {
        return (0, at);
    }
    while let Some(rest) = text.get(at..) {
        let dot = rest.strip_prefix([' ', '\u{A0}']).unwrap_or("");
        // `. ...` is a stop and an ellipsis of its own.
        if !dot.starts_with('.') || dot.starts_with("..") {
            break;
        }
        dots += 1;
        at = text.len() - dot.len() + 1;
    }
    (dots, at)
}

/// The end of an emoticon that follows the end mark after a space: `тоже. ;)`.
fn smile(text: &str, end: usize) -> usize {
    let at = skip_space(text, end);
    let rest = &text[at..];
    for mouth in [":)", ";)", ":(", ":-)", ";-)", ":-("] {
        if at > end && rest.starts_with(mouth) {
            return smile_end(text, at + mouth.len());
        }
    }
    end
}

fn smile_end(text: &str, at: usize) -> usize {
    run(text, at, |c| matches!(c, ')' | '('))
}

/// Where an emoticon ends that ends a sentence: one before a capital letter.
fn emoticon_end(text: &str, mouth: usize) -> Option<usize> {
    let before = &text[..mouth];
    let eyes = before.strip_suffix('-').unwrap_or(before);
    if !eyes.ends_with([':', ';']) || !eyes[..eyes.len() - 1].ends_with(char::is_whitespace) {
        return None;
    }
    let end = smile_end(text, mouth + 1);
    let next = skip_space(text, end);
    (next > end && text[next..].starts_with(char::is_uppercase)).then_some(end)
}

pub(super) fn skip_space(text: &str, at: usize) -> usize {
    run(text, at, char::is_whitespace)
}

fn run(text: &str, at: usize, is: impl Fn(char) -> bool) -> usize {
    match text.get(at..) {
        Some(rest) => text.len() - rest.trim_start_matches(is).len(),
        None => text.len(),
    }
}
