//! The parts of words that whatever a regular expression matches must contain, so that it need
//! not be tried on every text.

use crate::lang::{Lang, case, words};
use regex_syntax::hir::{Hir, HirKind};
use std::borrow::Cow;

/// The parts of words that every match of `pattern` contains, whatever its case. None when the
/// pattern says nothing certain.
pub(crate) fn required(pattern: &str) -> Vec<String> {
    let mut literals = Vec::new();
    if let Ok(hir) = regex_syntax::parse(pattern) {
        collect(&hir, &mut literals);
    }
    let runs = literals.iter().flat_map(|literal| {
        let spans = words::scored_spans(literal);
        spans.into_iter().map(|span| &literal[span]).filter(|run| run.starts_with(words::is_word))
    });
    runs.filter(|run| run.chars().count() > 1).map(str::to_owned).collect()
}

fn collect(hir: &Hir, literals: &mut Vec<String>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            literals.extend(std::str::from_utf8(&literal.0).ok().map(str::to_owned));
        }
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, literals)),
        HirKind::Capture(group) => collect(&group.sub, literals),
        HirKind::Repetition(repeated) if repeated.min > 0 => collect(&repeated.sub, literals),
        _ => {}
    }
}

/// A part of a word in the form in which it is looked for in the tokens of `lang`.
pub(crate) fn folded(part: &str, lang: &Lang) -> String {
    alike(&case::fold(&words::nfc(part), lang)).into_owned()
}

/// Regular expressions know one `i` whatever the language; so do we here.
pub(crate) fn alike(token: &str) -> Cow<'_, str> {
    if token.contains('ı') { token.replace('ı', "i").into() } else { token.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_every_match_contains() {
        for (pattern, expected) in [
            (r"strateg\w+ partner(ship)?s", &["strateg", "partner"][..]),
            (r"\bMunich Security\b", &["Munich", "Security"]),
            (r"(visit|talks) in Baku", &["in", "Baku"]),
            (r"(ab)+c*", &["ab"]),
            (r"visit|talks", &[]),
            (r"(?i)visit", &[]),
            (r"\d+", &[]),
            (r"x?", &[]),
        ] {
            assert_eq!(required(pattern), expected, "{pattern}");
        }
    }
}
