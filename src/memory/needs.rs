//! What a text must contain for a regular expression to match it, said in tokens, so that the
//! index can leave out most texts and the expression need not be tried on them.
//!
//! A stretch of an expression that only word characters can match lies within one token: some
//! token of the text matches that stretch. A character that is neither of a word nor white space
//! is a token by itself. The expression is taken apart into such needs; what says nothing certain
//! (`.`, `\s`, `x*`) is left out. Tokens are folded by the rules of their language, so the needs
//! are made blind to case, and `i`, `I`, `ı` and `İ` are one letter in them: they let through too
//! much rather than too little, and the expression itself has the last word.

use regex::Regex;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};
use std::sync::LazyLock;
use unicode_normalization::{char::is_combining_mark, is_nfc};

/// Each must match some token of a text that `pattern` matches. None when the pattern says nothing
/// certain.
pub(crate) fn needs(pattern: &str) -> Vec<Regex> {
    // A letter and its mark may be one character in the token.
    if !is_nfc(pattern) || pattern.chars().any(is_combining_mark) {
        return Vec::new();
    }
    let Ok(hir) = regex_syntax::parse(pattern) else { return Vec::new() };
    let mut found = Needs::default();
    found.walk(&hir);
    found.end_run();
    // What was a valid expression is one still.
    found.needs.iter().filter_map(|hir| Regex::new(&hir.to_string()).ok()).collect()
}

/// Whether a token that is no word can stand within what an expression takes for one, as a
/// combining mark does: where it stands, no need is certain.
pub(crate) fn is_odd(token: &str) -> bool {
    let mut chars = token.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => !in_token(c) && ranges(&WORD, c),
        _ => false,
    }
}

fn class_of(pattern: &str) -> ClassUnicode {
    match regex_syntax::parse(pattern).map(Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        _ => ClassUnicode::empty(),
    }
}

/// What expressions take for characters of words.
static WORD: LazyLock<ClassUnicode> = LazyLock::new(|| class_of(r"\w"));
static WORD_OR_SPACE: LazyLock<ClassUnicode> = LazyLock::new(|| class_of(r"[\w\s]"));

fn ranges(class: &ClassUnicode, c: char) -> bool {
    class.iter().any(|range| (range.start()..=range.end()).contains(&c))
}

/// Whether tokens of several characters have it.
fn in_token(c: char) -> bool {
    (c.is_alphanumeric() && !is_combining_mark(c)) || c == '_'
}

/// Whether it is folded to two characters.
fn is_sharp_s(c: char) -> bool {
    matches!(c, 'ß' | 'ẞ')
}

#[derive(Default)]
struct Needs {
    needs: Vec<Hir>,
    /// What is to be found in one token, so far.
    run: Vec<Hir>,
}

impl Needs {
    fn end_run(&mut self) {
        let need = Hir::concat(std::mem::take(&mut self.run));
        if need.properties().minimum_len().is_some_and(|least| least > 0) {
            self.needs.push(need);
        }
    }

    /// What a part of the expression needs by itself.
    fn of(hir: &Hir) -> Vec<Hir> {
        let mut inner = Needs::default();
        inner.walk(hir);
        inner.end_run();
        inner.needs
    }

    fn walk(&mut self, hir: &Hir) {
        if let Some(blind) = within_token(hir) {
            self.run.push(blind);
            return;
        }
        match hir.kind() {
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.walk(part)),
            HirKind::Capture(group) => self.walk(&group.sub),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => text.chars().for_each(|c| self.character(c)),
                Err(_) => self.end_run(),
            },
            HirKind::Class(Class::Unicode(class)) => {
                self.end_run();
                let mut ambiguous = class.clone();
                ambiguous.intersect(&WORD_OR_SPACE);
                if ambiguous.ranges().is_empty() {
                    self.needs.push(hir.clone());
                }
            }
            HirKind::Repetition(repeated) => {
                self.end_run();
                if repeated.min > 0 {
                    self.needs.extend(Needs::of(&repeated.sub));
                }
            }
            HirKind::Alternation(branches) => {
                self.end_run();
                let longest = |branch: &Hir| {
                    let least = |need: &Hir| need.properties().minimum_len();
                    Needs::of(branch).into_iter().max_by_key(least)
                };
                if let Some(each) = branches.iter().map(longest).collect() {
                    self.needs.push(Hir::alternation(each));
                }
            }
            // Places in a text do not come between its characters.
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Class(Class::Bytes(_)) => self.end_run(),
        }
    }

    fn character(&mut self, c: char) {
        if in_token(c) && !is_sharp_s(c) {
            self.run.push(blind(&ClassUnicode::new([ClassUnicodeRange::new(c, c)])));
            return;
        }
        self.end_run();
        if !c.is_whitespace() && !is_sharp_s(c) {
            self.needs.push(Hir::literal(c.to_string().into_bytes()));
        }
    }
}

/// The part of an expression, blind to case, when all that it can match lies within a token.
fn within_token(hir: &Hir) -> Option<Hir> {
    let all = |parts: &[Hir]| parts.iter().map(within_token).collect::<Option<Vec<Hir>>>();
    match hir.kind() {
        HirKind::Empty => Some(hir.clone()),
        HirKind::Look(Look::WordUnicode | Look::WordStartUnicode | Look::WordEndUnicode) => {
            Some(hir.clone())
        }
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let fits = text.chars().all(|c| in_token(c) && !is_sharp_s(c));
            let single = |c| blind(&ClassUnicode::new([ClassUnicodeRange::new(c, c)]));
            fits.then(|| Hir::concat(text.chars().map(single).collect()))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut outside = class.clone();
            outside.difference(&WORD);
            // A class of a few letters may have one that is folded to two; large ones have others.
            let sharp = class.ranges().len() < 10 && ['ß', 'ẞ'].iter().any(|&c| ranges(class, c));
            (outside.ranges().is_empty() && !sharp).then(|| blind(class))
        }
        HirKind::Repetition(repeated) => {
            let sub = Box::new(within_token(&repeated.sub)?);
            Some(Hir::repetition(Repetition { sub, ..*repeated }))
        }
        HirKind::Capture(group) => within_token(&group.sub),
        HirKind::Concat(parts) => all(parts).map(Hir::concat),
        HirKind::Alternation(branches) => all(branches).map(Hir::alternation),
        _ => None,
    }
}

/// The class with the other cases of its letters.
fn blind(class: &ClassUnicode) -> Hir {
    const ONE_LETTER: [char; 4] = ['i', 'I', 'ı', 'İ'];
    let mut class = class.clone();
    if ONE_LETTER.iter().any(|&c| ranges(&class, c)) {
        ONE_LETTER.iter().for_each(|&c| class.push(ClassUnicodeRange::new(c, c)));
    }
    class.case_fold_simple();
    Hir::class(Class::Unicode(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_every_match_contains() {
        // For each need, tokens that have it and tokens that have not.
        for (pattern, expected) in [
            (r"strateg\w+ partner(ship)?s", &["strategic", "partnerships"][..]),
            (r"\bMunich Security\b", &["munich", "security"]),
            (r"(visit|talks) in Baku", &["talks", "in", "baku"]),
            (r"(ab )+c*", &["ab"]),
            (r"visit us|talks (to|with)", &["talks"]),
            (r"visit us|.+", &[]),
            (r"(?-i)[A-Z]{3}", &["abc"]),
            (r"\d+ %", &["20", "%"]),
            (r"\?$", &["?"]),
            (r"[!?]+", &["!"]),
            (r"İL[Iİ]", &["ılı"]),
            (r"x?", &[]),
            (r"^.{300,}$", &[]),
            (r"[^x]y", &["y"]),
        ] {
            let needs = needs(pattern);
            assert_eq!(needs.len(), expected.len(), "{pattern}: {needs:?}");
            for (need, token) in needs.iter().zip(expected) {
                assert!(need.is_match(token), "{pattern}: {need} {token}");
                assert!(!need.is_match("q"), "{pattern}: {need}");
            }
        }
        assert!(!needs(r"\bzyx")[0].is_match("azyx"));
        assert!(is_odd("\u{301}") && !is_odd("а") && !is_odd("%") && !is_odd("ab"));
    }
}
