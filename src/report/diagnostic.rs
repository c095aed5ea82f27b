//! Errors and notices as text: what is wrong, where, what to do.

use crate::error::{Error, Notice, Place};
use crate::report::style::{BAD, DIM, DOUBT, GOOD, HEAD, paint};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt::Write;

/// The longest line that is shown; of a longer one only the part around the mark.
const WIDEST: usize = 160;

/// An error, in lines.
pub fn error(error: &Error) -> String {
    diagnostic(true, error.message(), error.place(), error.hint())
}

/// A notice, in lines.
pub fn notice(notice: &Notice) -> String {
    diagnostic(false, &notice.message, notice.place.as_ref(), notice.help.as_deref())
}

fn diagnostic(bad: bool, message: &str, place: Option<&Place>, help: Option<&str>) -> String {
    let mut out = String::new();
    let drawn = place.and_then(|place| draw(bad, message, place));
    match (drawn, place) {
        (Some(drawn), _) => out.push_str(&drawn),
        (None, Some(place)) => {
            let _ = write!(out, "{}: {message}\n  {} {place}", level(bad), paint(DIM, "-->"));
        }
        (None, None) => {
            let _ = write!(out, "{}: {message}", level(bad));
        }
    }
    if let Some(help) = help {
        let _ = write!(out, "\n{}: {help}", paint(GOOD, "help"));
    }
    out.push('\n');
    out
}

fn level(bad: bool) -> String {
    if bad { paint(BAD, "error") } else { paint(DOUBT, "note") }
}

/// The line with the mark under it.
fn draw(bad: bool, message: &str, place: &Place) -> Option<String> {
    let (line, column, excerpt) = (place.line?, place.column?, place.excerpt.as_deref()?);
    // A very long line is cut around the place.
    let first = column.saturating_sub(WIDEST / 2);
    let shown: String = excerpt.chars().skip(first).take(WIDEST).collect();
    let (lead, tail) = (
        if first > 0 { "…" } else { "" },
        if excerpt.chars().count() > first + WIDEST { "…" } else { "" },
    );
    let at: usize = lead.len()
        + shown.chars().take((column - 1).checked_sub(first)?).map(char::len_utf8).sum::<usize>();
    let text = format!("{lead}{shown}{tail}");
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let level = if bad { Level::ERROR } else { Level::NOTE };
    let path = place.file.clone();
    let group = level.primary_title(message).element(
        Snippet::source(text.as_str())
            .line_start(line)
            .path(path)
            .annotation(AnnotationKind::Primary.span(at..end)),
    );
    Some(Renderer::styled().render(&[group]).to_string())
}

/// A heading above a list.
pub fn heading(text: &str) -> String {
    paint(HEAD, text)
}
