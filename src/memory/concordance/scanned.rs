//! A regular expression that is tried on very many texts.

use memchr::memmem::Finder;
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Hir, HirKind, Look, Repetition};

/// An expression for the bytes of texts, blind to case.
#[derive(Debug, Clone)]
pub(crate) struct Scanned {
    /// It without its boundaries of words, where it has any: the engine looks for these in other
    /// letters than those of ASCII many times as slowly as for all else.
    first: Option<Regex>,
    regex: Regex,
    /// How many bytes a text has at least that it matches.
    pub(crate) shortest: usize,
    /// All that it says, where that is the same in any case: two blanks, `2020`.
    literal: Option<Finder<'static>>,
}

impl Scanned {
    pub(crate) fn new(pattern: &str) -> Result<Scanned, regex::Error> {
        let regex = RegexBuilder::new(pattern).case_insensitive(true).build()?;
        let hir = ParserBuilder::new().case_insensitive(true).build().parse(pattern).ok();
        let shortest = hir.as_ref().and_then(|hir| hir.properties().minimum_len()).unwrap_or(0);
        let literal = match hir.as_ref().map(Hir::kind) {
            Some(HirKind::Literal(literal)) => Some(Finder::new(&literal.0).into_owned()),
            _ => None,
        };
        let bounded = hir.filter(|hir| hir.properties().look_set().contains_word_unicode());
        // What the expression matches, it matches without its boundaries.
        let first = bounded.and_then(|hir| Regex::new(&unbounded(&hir).to_string()).ok());
        Ok(Scanned { first, regex, shortest, literal })
    }

    /// Whether it matches a text.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        self.may_match(text) && self.regex.is_match(text)
    }

    /// Whether it perhaps matches a text: quicker where it has boundaries of words.
    pub(crate) fn may_match(&self, text: &[u8]) -> bool {
        text.len() >= self.shortest && self.first.as_ref().is_none_or(|first| first.is_match(text))
    }

    /// Whether it surely matches nothing in a stretch of many texts, whatever else stands there.
    pub(crate) fn is_nowhere_in(&self, texts: &[u8]) -> bool {
        self.literal.as_ref().is_some_and(|literal| literal.find(texts).is_none())
    }
}

/// An expression without its boundaries of words.
fn unbounded(hir: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(unbounded).collect();
    match hir.kind() {
        HirKind::Look(
            Look::WordUnicode
            | Look::WordUnicodeNegate
            | Look::WordStartUnicode
            | Look::WordEndUnicode
            | Look::WordStartHalfUnicode
            | Look::WordEndHalfUnicode,
        ) => Hir::empty(),
        HirKind::Repetition(repeated) => {
            Hir::repetition(Repetition { sub: Box::new(unbounded(&repeated.sub)), ..*repeated })
        }
        HirKind::Capture(group) => {
            Hir::capture(Capture { sub: Box::new(unbounded(&group.sub)), ..group.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(branches) => Hir::alternation(all(branches)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_first_loses_nothing() {
        let texts = [
            "visit",
            "revisited",
            "ВИЗИТ в Баку",
            "в визите",
            "a  b",
            "",
            "ИТАЛИЯ, б",
            "ſſ",
            "SSS",
        ];
        for pattern in [
            r"\bvisit\b",
            r"\bвизит",
            r"\Bизит",
            r"(визит|italy)\b\W+\w+",
            r"(\bв\b.*){1,2}",
            r"^\b",
            r"\b{start}б\b{end}",
            r"(?i-u:\bvisit)|\bв\b",
            "  ",
            "визит",
            "^.{7,}$",
            "^.{8}$",
            "ſ{2}|s{3}",
        ] {
            let scanned = Scanned::new(pattern).expect("valid");
            let has_bounds = pattern.contains("\\b") || pattern.contains("\\B");
            assert_eq!(scanned.first.is_some(), has_bounds, "{pattern}");
            for text in texts {
                let expected = scanned.regex.is_match(text.as_bytes());
                assert_eq!(scanned.matches(text.as_bytes()), expected, "{pattern} {text}");
                assert!(!(expected && scanned.is_nowhere_in(text.as_bytes())), "{pattern} {text}");
            }
        }
        let literal = |pattern| Scanned::new(pattern).expect("valid").literal.is_some();
        assert!(literal("  ") && literal("20 %") && !literal("visit") && !literal("^  "));
    }
}
