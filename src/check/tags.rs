//! Inline tags and placeholders.

use super::{Checker, Excerpt, Finding, Rule};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// XML-like tags, and placeholders of the usual formats: `{0}`, `{name}`, `%s`, `%1$d`,
/// `%(name)s`, `${name}`.
static CODES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"</?[A-Za-z][A-Za-z0-9:_-]*(?:\s[^<>]*)?/?>",
        r"|\$?\{[A-Za-z0-9_.]*\}",
        r"|%(?:\d+\$)?[sdif]\b|%\([A-Za-z0-9_]+\)[sdif]\b",
    ))
    .ok()
});

/// Codes of the source that the target lacks, and the other way round, each as often as it is
/// there; and tags of the target that are not closed in order.
pub(super) fn check(
    checker: &Checker<'_>,
    source: &str,
    target: &str,
    findings: &mut Vec<Finding>,
) {
    let (ours, theirs) = (codes(source), codes(target));
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    let mut report =
        |source_span: Option<Range<usize>>, target_span: Option<Range<usize>>, message| {
            findings.push(Finding {
                rule: Rule::Tags,
                severity: checker.severity(Rule::Tags),
                concept: None,
                source: source_span.map(|span| Excerpt::of(source, span)).unwrap_or_default(),
                target: target_span.map(|span| Excerpt::of(target, span)).unwrap_or_default(),
                message,
                help: None,
            });
        };
    let mut surplus = theirs.clone();
    let mut complete = true;
    for span in ours {
        let code = &source[span.clone()];
        match surplus.iter().position(|other| target[other.clone()] == *code) {
            Some(at) => drop(surplus.remove(at)),
            None => {
                complete = false;
                report(Some(span), None, format!("`{code}` is not in the translation"));
            }
        }
    }
    for span in surplus {
        complete = false;
        let message = format!("`{}` is not in the source", &target[span.clone()]);
        report(None, Some(span), message);
    }
    if complete
        && let Some(span) = unbalanced(target, &theirs)
        && unbalanced(source, &codes(source)).is_none()
    {
        let message = format!("`{}` is not opened and closed in order", &target[span.clone()]);
        report(None, Some(span), message);
    }
}

fn codes(text: &str) -> Vec<Range<usize>> {
    match &*CODES {
        Some(codes) if text.contains(['<', '{', '%']) => {
            codes.find_iter(text).map(|found| found.range()).collect()
        }
        _ => Vec::new(),
    }
}

/// The first tag that closes what is not open, or that is never closed.
fn unbalanced(text: &str, codes: &[Range<usize>]) -> Option<Range<usize>> {
    let name = |tag: &str| {
        let inner = tag.trim_matches(['<', '>', '/']);
        inner.split_whitespace().next().unwrap_or("").to_owned()
    };
    let mut open: Vec<(String, &Range<usize>)> = Vec::new();
    for span in codes {
        let tag = &text[span.clone()];
        if !tag.starts_with('<') || tag.ends_with("/>") {
            continue;
        }
        if !tag.starts_with("</") {
            open.push((name(tag), span));
        } else if open.pop().is_none_or(|(opened, _)| opened != name(tag)) {
            return Some(span.clone());
        }
    }
    open.pop().map(|(_, span)| span.clone())
}
