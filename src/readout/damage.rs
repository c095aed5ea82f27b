//! Signs that letters of a text were lost before it came here.

use crate::error::{Notice, Place};

/// Fewer Azerbaijani letters than this may well do without an `ə`, which is one letter in ten.
const LETTERS_WITHOUT_SCHWA: usize = 150;

/// What the user should know about damage done by an earlier conversion.
pub(super) fn notices(text: &str, file: &str) -> Vec<Notice> {
    let place = |offset| Place { excerpt: None, ..Place::in_text(file, text, offset) };
    let help = "read the original file again, or convert it again with the right encoding";
    let mut notices = Vec::new();
    if let Some(first) = text.find('\u{FFFD}') {
        let count = text.matches('\u{FFFD}').count();
        let message =
            format!("characters lost in an earlier conversion, shown as \u{FFFD}: {count}");
        notices.push(Notice::new(message).at(place(first)).help(help));
    }
    if let Some((first, count)) = question_marks_in_words(text) {
        let message =
            format!("question marks inside words, where letters seem to have been lost: {count}");
        notices.push(Notice::new(message).at(place(first)).help(help));
    } else if lacks_schwa(text) {
        notices.push(
            Notice::new("Azerbaijani text without a single ə: letters have been replaced")
                .at(Place::file(file))
                .help("the encoding windows-1254 has no ə: ask for the text in UTF-8 or as .docx"),
        );
    }
    notices
}

/// Where `?` first stands between two letters, and how often, when it is more than a slip of the
/// keyboard: an address such as `page?id=1` has one or two, a text without its `ə` has many.
fn question_marks_in_words(text: &str) -> Option<(usize, usize)> {
    let (mut first, mut count, mut words) = (None, 0, 0);
    for word in text.split_whitespace() {
        words += 1;
        if word.contains(['/', '=', '&']) {
            continue;
        }
        let inner = word.trim_matches(|c: char| !c.is_alphabetic());
        for (at, _) in inner.match_indices('?') {
            let before = inner[..at].chars().next_back();
            let after = inner[at + 1..].chars().next();
            if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase) {
                first.get_or_insert(inner.as_ptr() as usize - text.as_ptr() as usize + at);
                count += 1;
            }
        }
    }
    first.filter(|_| count >= 3 && count * 100 > words).map(|first| (first, count))
}

/// Whether an Azerbaijani text of some length has no `ə`. Without it the letters `q` and `x`,
/// which Turkish lacks, beside `ı` and `ğ`, which the other languages with `q` and `x` lack, still
/// tell Azerbaijani.
fn lacks_schwa(text: &str) -> bool {
    let (mut letters, mut qx, mut dotless, mut soft) = (0usize, 0usize, 0usize, 0usize);
    for c in text.chars() {
        match c {
            'ə' | 'Ə' => return false,
            'q' | 'Q' | 'x' | 'X' => qx += 1,
            'ı' => dotless += 1,
            'ğ' => soft += 1,
            _ => {}
        }
        letters += usize::from(c.is_alphabetic());
    }
    letters >= LETTERS_WITHOUT_SCHWA && [qx, dotless, soft * 3].iter().all(|n| n * 100 >= letters)
}
