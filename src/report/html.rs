//! The page for reviewing an alignment: the versions side by side, bead by bead, doubtful ones
//! first. It is one file without scripts or anything from elsewhere.

use crate::align::{Bead, confidence};
use crate::lang::Lang;
use std::fmt::Write;

/// A version, as a column.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    /// Its language.
    pub lang: &'a Lang,
    /// The name of its file.
    pub file: &'a str,
    /// Its segments.
    pub segments: Vec<&'a str>,
}

/// From this confidence on nobody has to look.
const SURE: f64 = 0.9;

const STYLE: &str = include_str!("review.css");

/// How sure a bead is, as the page colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Sure,
    Fair,
    Doubtful,
    Alone,
}

impl Class {
    fn of(bead: &Bead) -> Class {
        match bead.confidence {
            _ if bead.versions() < 2 => Class::Alone,
            c if c >= SURE => Class::Sure,
            c if c >= confidence::DOUBTFUL => Class::Fair,
            _ => Class::Doubtful,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Class::Sure => "sure",
            Class::Fair => "fair",
            Class::Doubtful => "doubtful",
            Class::Alone => "alone",
        }
    }
}

/// The page of an alignment.
pub fn review(title: &str, columns: &[Column<'_>], beads: &[Bead]) -> String {
    let title = escaped(title);
    let lang = columns.first().map_or("en", |column| column.lang.as_str());
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1 lang=\"{}\" dir=\"auto\">{title}</h1>\n",
        escaped(lang)
    );
    let count = |class| beads.iter().filter(|bead| Class::of(bead) == class).count();
    let _ = writeln!(
        page,
        "<p class=\"sum\">{} beads: <span class=\"sure\">{} sure</span>, \
         <span class=\"fair\">{} fair</span>, <span class=\"doubtful\">{} doubtful</span>, \
         <span class=\"alone\">{} without counterpart</span></p>",
        beads.len(),
        count(Class::Sure),
        count(Class::Fair),
        count(Class::Doubtful),
        count(Class::Alone)
    );
    first(&mut page, columns, beads);
    let _ = writeln!(page, "<table>\n<thead><tr><th>bead</th>");
    for Column { lang, file, .. } in columns {
        let _ =
            writeln!(page, "<th>{} <small>{}</small></th>", escaped(lang.as_str()), escaped(file));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    beads.iter().enumerate().for_each(|(number, bead)| row(&mut page, number, columns, bead));
    page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
    page
}

/// The list of what wants a look, the least certain first.
fn first(page: &mut String, columns: &[Column<'_>], beads: &[Bead]) {
    let wants_a_look =
        |bead: &Bead| bead.moved || matches!(Class::of(bead), Class::Doubtful | Class::Alone);
    let mut list: Vec<(usize, &Bead)> =
        beads.iter().enumerate().filter(|(_, bead)| wants_a_look(bead)).collect();
    list.sort_by(|a, b| {
        let alone = |bead: &Bead| bead.versions() < 2;
        let order = alone(a.1).cmp(&alone(b.1));
        order.then(a.1.confidence.total_cmp(&b.1.confidence)).then(a.0.cmp(&b.0))
    });
    if list.is_empty() {
        page.push_str("<p>Nothing wants a look.</p>\n");
        return;
    }
    page.push_str("<nav>\n<h2>To look at first</h2>\n<ol>\n");
    for (number, bead) in list {
        let group = columns.iter().zip(&bead.segments).find(|(_, range)| !range.is_empty());
        let Some((column, range)) = group else { continue };
        let text = column.segments.get(range.start).copied().unwrap_or_default();
        let _ = writeln!(
            page,
            "<li class=\"{}\"><a href=\"#b{number}\">{number}</a> {} \
             <span lang=\"{}\" dir=\"auto\">{}</span></li>",
            Class::of(bead).name(),
            standing(bead),
            escaped(column.lang.as_str()),
            escaped(&head(text))
        );
    }
    page.push_str("</ol>\n</nav>\n");
}

fn row(page: &mut String, number: usize, columns: &[Column<'_>], bead: &Bead) {
    let class = Class::of(bead).name();
    let _ = writeln!(
        page,
        "<tr id=\"b{number}\" class=\"{class}\"><th scope=\"row\"><a href=\"#b{number}\">{number}</a> \
         <small>{}</small></th>",
        standing(bead)
    );
    for (Column { lang, segments, .. }, range) in columns.iter().zip(&bead.segments) {
        let lang = escaped(lang.as_str());
        let _ = write!(page, "<td lang=\"{lang}\" dir=\"auto\" data-lang=\"{lang}\">");
        for at in range.clone() {
            let text = segments.get(at).copied().unwrap_or_default();
            let _ = write!(page, "<p><small>{at}</small> {}</p>", escaped(text));
        }
        if range.is_empty() {
            page.push('—');
        }
        page.push_str("</td>\n");
    }
    page.push_str("</tr>\n");
}

/// What is to be known of a bead, in a word.
fn standing(bead: &Bead) -> String {
    let moved = if bead.moved { ", moved" } else { "" };
    match Class::of(bead) {
        Class::Alone => format!("no counterpart{moved}"),
        _ => format!("{} %{moved}", (bead.confidence * 100.0).floor()),
    }
}

/// The beginning of a text, for a list.
fn head(text: &str) -> String {
    const SHOWN: usize = 80;
    let mut head: String = text.chars().take(SHOWN).collect();
    if head.len() < text.len() {
        head.push('…');
    }
    head
}

/// A text as HTML shows it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no other control characters.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
