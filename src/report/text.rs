//! Results as text for people.

use crate::align::Bead;
use crate::align::explain::Explained;
use crate::check::Severity;
use crate::lang::Lang;
use crate::memory::{ConcordanceHit, Status, UnitRecord};
use crate::report::json::Located;
use crate::report::region::{Columns, Region};
use crate::report::style::{ADDED, BAD, DIM, DOUBT, GOOD, HEAD, LABEL, MARK, REMOVED, paint};
use crate::segment::{Segment, SegmentKind};
use crate::suggest::{Class, Edit, Fragment, Match, MatchKind, Op, Repaired, percent};
use std::fmt::Write;
use std::ops::Range;

/// One segment a line, with its number; labels and titles are marked.
pub fn segment(number: usize, text: &str, segment: &Segment) -> String {
    let kind = match segment.kind {
        SegmentKind::Title => "title",
        SegmentKind::Dateline => "dateline",
        SegmentKind::Speaker => "speaker",
        SegmentKind::Sentence => "",
    };
    let number = paint(DIM, format_args!("{number:>4}"));
    let kind = paint(LABEL, format_args!("{kind:<8}"));
    format!("{number} {kind} {}\n", &text[segment.span.clone()])
}

/// A bead: its number and confidence, then each version.
pub fn bead(number: usize, bead: &Bead, versions: &[(&Lang, Vec<&str>)]) -> String {
    let style = if bead.confidence >= 0.9 { GOOD } else { DOUBT };
    let confidence = paint(style, format_args!("{:3.0} %", (bead.confidence * 100.0).floor()));
    let shape: Vec<String> = bead.segments.iter().map(|s| s.len().to_string()).collect();
    let moved = if bead.moved { paint(DOUBT, " moved") } else { String::new() };
    let mut out = format!(
        "{} {confidence} {}{moved}\n",
        paint(HEAD, format_args!("{number:>4}")),
        paint(DIM, shape.join("-"))
    );
    for ((lang, texts), range) in versions.iter().zip(&bead.segments) {
        let text = match range.is_empty() {
            true => paint(DIM, "—"),
            false => texts[range.clone()].join(&paint(DIM, " ┃ ")),
        };
        let _ = writeln!(out, "     {} {text}", paint(LABEL, lang));
    }
    out
}

/// What spoke for the links of a bead and what against them, the loudest first.
pub fn explained(explained: &[Explained], versions: &[(&Lang, Vec<&str>)]) -> String {
    let mut out = String::new();
    for Explained { versions: (x, y), link: (a, b), reasons } in explained {
        let numbers = |range: &Range<usize>| match range.len() {
            0 => "—".to_owned(),
            1 => range.start.to_string(),
            _ => format!("{}-{}", range.start, range.end - 1),
        };
        let [first, second] =
            [(x, a), (y, b)].map(|(&v, range)| format!("{} {}", versions[v].0, numbers(range)));
        let _ = writeln!(out, "{}", paint(HEAD, format_args!("{first} = {second}")));
        if reasons.is_empty() {
            let _ = writeln!(out, "   {}", paint(DIM, "out of order: not weighed"));
        }
        for reason in reasons {
            let style = if reason.weight > 0.0 { GOOD } else { BAD };
            let weight = paint(style, format_args!("{:+6.1}", reason.weight));
            let _ = writeln!(out, "  {weight}  {}", reason.signal);
        }
    }
    out
}

/// The source of a match, with what differs: what the match has and the new segment has not is
/// struck out, what the new segment has is put in.
pub fn difference(edits: &[Edit]) -> String {
    let mut pieces = Vec::new();
    for edit in edits {
        let old = || paint(REMOVED, format_args!("[-{}-]", edit.old));
        let new = || paint(ADDED, format_args!("{{+{}+}}", edit.new));
        pieces.push(match edit.op {
            Op::Equal => edit.old.clone(),
            Op::Delete => old(),
            Op::Insert => new(),
            Op::Replace => format!("{}{}", old(), new()),
        });
    }
    pieces.join(" ")
}

/// A segment of a new readout and its matches.
pub fn suggestions(
    number: usize,
    source: &str,
    matches: &[Match],
    fragments: &[Fragment],
    terms: &[String],
) -> String {
    let mut out = format!("{} {source}\n", paint(HEAD, format_args!("{number:>4}")));
    if matches.is_empty() {
        let _ = writeln!(out, "     {}", paint(DIM, "no match"));
    }
    for found in matches {
        let kind = match found.kind {
            MatchKind::Context => "context",
            MatchKind::Exact => "exact",
            MatchKind::Repaired => "repaired",
            MatchKind::Fuzzy => "fuzzy",
        };
        let style = if found.kind < MatchKind::Repaired { GOOD } else { DOUBT };
        let origin = found.origins.first().map(place).unwrap_or_default();
        let more = match found.origins.len() {
            0 | 1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        let score = format!("{:3} % {kind}", found.percent());
        let notes = paint(DIM, notes(found));
        let _ = writeln!(out, "     {}{notes} {}", paint(style, score), paint(DIM, origin + &more));
        if found.difference.iter().any(|edit| edit.op != Op::Equal) {
            let _ = writeln!(out, "         {}", difference(&found.difference));
        }
        for (lang, text) in &found.targets {
            let repaired = found.repaired.iter().find(|(l, _)| l == lang);
            let text = repaired.map_or_else(|| text.clone(), |(_, repaired)| put_in(repaired));
            let _ = writeln!(out, "      {} {text}", paint(LABEL, lang));
        }
    }
    for fragment in fragments {
        let part = paint(MARK, source.get(fragment.span.clone()).unwrap_or_default());
        let _ = writeln!(out, "     {} {part}", paint(DIM, "fragment"));
        for unit in &fragment.units {
            let _ = writeln!(out, "         {}", paint(DIM, place(&unit.origin)));
            let _ = writeln!(out, "         {}", bracketed(&unit.source, Some(&unit.span)));
            for (lang, text, span) in &unit.targets {
                let text = bracketed(text, span.as_ref());
                let _ = writeln!(out, "      {} {text}", paint(LABEL, lang));
            }
        }
    }
    if !terms.is_empty() {
        let _ = writeln!(out, "     {} {}", paint(DIM, "terms"), terms.join("; "));
    }
    out
}

/// What there is to say of a match beside its score.
fn notes(found: &Match) -> String {
    let mut notes = String::new();
    if found.similarity < 1.0 && percent(found.stems) > found.percent() {
        let _ = write!(notes, " ({} % on stems)", percent(found.stems));
    }
    let differs = match found.class {
        Class::Case => Some("case"),
        Class::Punctuation => Some("punctuation"),
        Class::Numbers => Some("numbers"),
        Class::Tags => Some("tags"),
        Class::None | Class::Words => None,
    };
    if let Some(what) = differs {
        let _ = write!(notes, ", only {what} differ{}", if what == "case" { "s" } else { "" });
    }
    if let Some(status) = found.origins.first().map(|origin| origin.status)
        && status != Status::Reviewed
    {
        let _ = write!(notes, ", {}", status.name());
    }
    if let Some((part, reason)) = &found.penalty {
        let _ = write!(notes, ", {:.0} % taken off ({reason})", part * 100.0);
    }
    notes
}

/// A repaired translation with what was put in marked.
fn put_in(repaired: &Repaired) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in &repaired.spans {
        out.push_str(repaired.text.get(at..span.start).unwrap_or_default());
        let new = repaired.text.get(span.clone()).unwrap_or_default();
        out.push_str(&paint(ADDED, format_args!("{{+{new}+}}")));
        at = span.end;
    }
    out.push_str(repaired.text.get(at..).unwrap_or_default());
    out
}

fn place(origin: &crate::suggest::Provenance) -> String {
    unit_place(&origin.file, origin.tuid.as_deref(), origin.unit)
}

fn unit_place(file: &str, tuid: Option<&str>, unit: usize) -> String {
    match tuid {
        Some(tuid) => format!("{file} {tuid}"),
        None => format!("{file} unit {unit}"),
    }
}

/// A unit that a concordance found, with the words marked.
pub fn concordance(unit: &UnitRecord, hit: &ConcordanceHit) -> String {
    let origin = unit_place(&unit.file, unit.tuid.as_deref(), unit.index_in_file);
    let mut out = format!("{}\n", paint(DIM, origin));
    for (number, (lang, text)) in unit.variants.iter().enumerate() {
        let spans = hit.spans.iter().find(|(n, _)| *n == number).map(|(_, spans)| spans.as_slice());
        let text = marked(text, spans.unwrap_or_default());
        let _ = writeln!(out, "  {} {text}", paint(LABEL, lang));
    }
    out
}

/// A text with one part marked, so that it shows without colours too.
fn bracketed(text: &str, span: Option<&Range<usize>>) -> String {
    let parts = span.and_then(|span| {
        Some((text.get(..span.start)?, text.get(span.clone())?, text.get(span.end..)?))
    });
    match parts {
        Some((before, part, after)) => {
            format!("{before}{}{after}", paint(MARK, format_args!("[{part}]")))
        }
        None => text.to_owned(),
    }
}

fn marked(text: &str, spans: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for span in spans {
        if let (Some(before), Some(word)) = (text.get(at..span.start), text.get(span.clone())) {
            out.push_str(before);
            out.push_str(&paint(MARK, word));
            at = span.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A text with `code` put in at a place, and where it is then.
fn put_at(text: &str, at: usize, code: &str) -> (String, Range<usize>) {
    match (text.get(..at), text.get(at..)) {
        (Some(before), Some(after)) => (format!("{before}{code}{after}"), at..at + code.len()),
        _ => (text.to_owned(), 0..0),
    }
}

/// A finding: what is wrong, where, and both sides with the place marked.
pub fn finding(located: &Located<'_>) -> String {
    let finding = &located.finding;
    let (style, level) = match finding.severity {
        Severity::Error => (BAD, "error"),
        Severity::Warning => (DOUBT, "warning"),
        _ => (LABEL, "info"),
    };
    let file = match located.regions[1] {
        Some(Region { line, columns: Some(Columns { start, .. }) }) => {
            format!("{}:{line}:{start}", located.file)
        }
        Some(Region { line, columns: None }) => format!("{}:{line}", located.file),
        None => located.file.to_owned(),
    };
    let place = match located.tuid {
        Some(tuid) => format!("{file} unit {} ({tuid})", located.segment),
        None => format!("{file} segment {}", located.segment),
    };
    let mut out = format!(
        "{}: {}\n  {} {place}\n",
        paint(style, format_args!("{level}[{}]", finding.rule.id())),
        finding.message,
        paint(DIM, "-->")
    );
    let sides = [&finding.source, &finding.target];
    for ((lang, text), excerpt) in located.languages.iter().zip(located.texts).zip(sides) {
        // A code takes no room in the text: it is put in where it stands, to be seen.
        let (text, span) = match (&excerpt.code, excerpt.span.is_empty()) {
            (Some(code), true) => put_at(text, excerpt.span.start, code),
            _ => (text.to_owned(), excerpt.span.clone()),
        };
        let spans = [span.clone()];
        let spans = if span.is_empty() { &[][..] } else { &spans[..] };
        let _ = writeln!(out, "   {} {}", paint(LABEL, lang), marked(&text, spans));
        if !span.is_empty() {
            let length = |part: Option<&str>| part.unwrap_or_default().chars().count();
            let indent = 4 + lang.as_str().chars().count() + length(text.get(..span.start));
            let width = length(text.get(span)).max(1);
            let _ = writeln!(out, "{:indent$}{}", "", paint(style, "^".repeat(width)));
        }
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(out, "{}: {help}", paint(GOOD, "help"));
    }
    out
}
