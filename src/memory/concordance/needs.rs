//! What a text must have for a regular expression to match it, so that the index can leave out most
//! texts and the expression need not be tried on them.
//!
//! A stretch of an expression that only word characters can match lies within one token: some
//! token of the text matches that stretch. A character that is neither of a word nor white space
//! is a token by itself. Where the expression leaves nothing open between two of these, the tokens
//! stand one right after the other, and where it leaves nothing open at the end of a word, the token
//! ends there. The expression is taken apart into such phrases; what says nothing certain (`.`,
//! `x*`) is left out. Tokens are folded by the rules of their language, so the phrases are made
//! blind to case, and `i`, `I`, `ı` and `İ` are one letter in them: they let through too much
//! rather than too little, and the expression itself has the last word.
//!
//! Phrases stand in the text in the order of the expression. Whether one token may have the end of
//! one and the beginning of the next says what the expression leaves open between them: `\d+\D+\d+`
//! needs two tokens with digits, or one like `1a2`.
//!
//! Two blanks, capital letters: these are no tokens; see [`super::sketch`] for them.

use regex::Regex;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange};
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};
use std::sync::LazyLock;
use unicode_normalization::{char::is_combining_mark, is_nfc};

/// The longest phrase: more says little more.
const LONGEST: usize = 8;

/// How many phrases are told apart where one of them is enough.
const CHOICES: usize = 16;

/// How many phrases are followed in their order: each takes a moment to prepare.
const FOLLOWED: usize = 12;

/// The ends of a token, also where each has a line of its own.
const BEGIN: Look = Look::StartLF;
const END: Look = Look::EndLF;

/// What each text has that an expression matches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needs {
    /// For each of these, one of its phrases.
    pub(crate) phrases: Vec<Vec<Phrase>>,
    /// Phrases that stand in this order. The last token of one may be the first of the next only
    /// when it is like the token beside it; or when it has several words, see [`words_within`].
    pub(crate) sequence: Vec<(Phrase, Token)>,
}

/// Tokens that stand one right after the other; `None` is any.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase {
    pub(crate) tokens: Vec<Option<Token>>,
    /// Whether the first of them is the first of the text, and the last the last.
    pub(crate) begins: bool,
    pub(crate) ends: bool,
}

impl Phrase {
    /// Whether it says more than that there are tokens.
    fn says_something(&self) -> bool {
        self.begins && self.ends || self.tokens.iter().any(Option::is_some)
    }
}

/// What a token is like.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What the token or a word within it matches; of what stands between two lines it matches
    /// nothing.
    pub(crate) regex: Regex,
    /// What it begins with, one of these, when the expression says so.
    pub(crate) beginnings: Option<Vec<Vec<u8>>>,
}

impl Token {
    /// `None` when the expression is too large.
    fn new(hir: &Hir) -> Option<Token> {
        let regex = Regex::new(&hir.to_string()).ok()?;
        let anchored = hir.properties().look_set_prefix().contains(BEGIN);
        let beginnings = anchored.then(|| Extractor::new().extract(hir)).and_then(|found| {
            Some(found.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect())
        });
        Some(Token { regex, beginnings })
    }
}

/// What each text has that `pattern` matches.
pub(crate) fn needs(pattern: &str) -> Needs {
    // A letter and its mark may be one character in the token.
    if !is_nfc(pattern) || pattern.chars().any(is_combining_mark) {
        return Needs::default();
    }
    let Ok(hir) = regex_syntax::parse(pattern) else { return Needs::default() };
    let mut walk = Walk::of(&hir);
    walk.sequence.truncate(FOLLOWED);
    let choices = |phrases: Vec<Stretch>| {
        if phrases.len() <= CHOICES && phrases.iter().any(Stretch::has_place) {
            return phrases.into_iter().map(Stretch::phrase).collect::<Option<Vec<Phrase>>>();
        }
        let longest = |phrase: Stretch| phrase.tokens.into_iter().max_by_key(least);
        let longest: Option<Vec<Hir>> = phrases.into_iter().map(longest).collect();
        Some(vec![Stretch::of(Hir::alternation(longest?)).phrase()?])
    };
    let mut different: Vec<Vec<Stretch>> = Vec::new();
    for choices in walk.phrases {
        if !different.contains(&choices) {
            different.push(choices);
        }
    }
    let mut phrases: Vec<Vec<Phrase>> = different.into_iter().filter_map(choices).collect();
    phrases.retain(|choices| choices.iter().all(Phrase::says_something));
    let joint = |(phrase, gap): &(Stretch, Vec<Hir>), next: Option<&(Stretch, Vec<Hir>)>| {
        let next = next.and_then(|(phrase, _)| phrase.tokens.first().cloned());
        let parts = phrase.tokens.last().into_iter().chain(gap).cloned().chain(next);
        Token::new(&Hir::concat(parts.collect()))
    };
    let all = walk.sequence.iter().zip(walk.sequence.iter().skip(1).map(Some).chain([None]));
    let sequence = all.map(|(part, next)| Some((part.0.clone().phrase()?, joint(part, next)?)));
    let sequence = sequence.collect::<Option<Vec<(Phrase, Token)>>>();
    Needs { phrases, sequence: sequence.filter(|s| s.len() > 1).unwrap_or_default() }
}

/// Whether a token that is no word can stand within what an expression takes for one, as a
/// combining mark does: where it stands, no need is certain.
pub(crate) fn is_odd(token: &str) -> bool {
    let mut chars = token.chars();
    let first = chars.next().filter(|_| chars.next().is_none());
    first.is_some_and(|c| !in_token(c) && ranges(&WORD, c))
}

/// What an expression takes for words within a token, when they are not the whole of it: the `km`
/// of `km²`.
pub(crate) fn words_within(token: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| !c.is_ascii() && !c.is_alphabetic() && ranges(&BETWEEN, c);
    token.split(between).filter(move |word| word.len() < token.len())
}

fn class_of(pattern: &str) -> ClassUnicode {
    match regex_syntax::parse(pattern).map(Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        _ => ClassUnicode::empty(),
    }
}

/// What expressions take for characters of words.
static WORD: LazyLock<ClassUnicode> = LazyLock::new(|| class_of(r"\w"));
/// What a token may have that is none of these: `½`, the `²` of `km²`.
static BETWEEN: LazyLock<ClassUnicode> = LazyLock::new(|| class_of(r"[\p{N}--\w]"));
static SPACE: LazyLock<ClassUnicode> = LazyLock::new(|| class_of(r"\s"));

fn ranges(class: &ClassUnicode, c: char) -> bool {
    class.iter().any(|range| (range.start()..=range.end()).contains(&c))
}

fn meet(a: &ClassUnicode, b: &ClassUnicode) -> bool {
    let mut both = a.clone();
    both.intersect(b);
    !both.ranges().is_empty()
}

fn lies_in(a: &ClassUnicode, b: &ClassUnicode) -> bool {
    let mut outside = a.clone();
    outside.difference(b);
    outside.ranges().is_empty()
}

fn single(c: char) -> ClassUnicode {
    ClassUnicode::new([ClassUnicodeRange::new(c, c)])
}

/// How many bytes it matches at least.
fn least(hir: &Hir) -> usize {
    hir.properties().minimum_len().unwrap_or(0)
}

/// Whether it matches every word: `\w+`, and that to its ends.
fn is_any(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Look(_) => true,
        HirKind::Concat(parts) => parts.iter().all(is_any),
        HirKind::Repetition(repeated) => {
            let HirKind::Class(Class::Unicode(class)) = repeated.sub.kind() else { return false };
            repeated.min <= 1 && repeated.max.is_none() && lies_in(&WORD, class)
        }
        _ => false,
    }
}

/// Whether tokens of several characters have it.
fn in_token(c: char) -> bool {
    (c.is_alphanumeric() && !is_combining_mark(c)) || c == '_'
}

/// A phrase as a stretch of the expression.
#[derive(Clone, Default, PartialEq)]
struct Stretch {
    tokens: Vec<Hir>,
    begins: bool,
    ends: bool,
}

impl Stretch {
    fn of(token: Hir) -> Stretch {
        Stretch { tokens: vec![token], ..Stretch::default() }
    }

    /// Whether it counts where in the text its tokens stand.
    fn has_place(&self) -> bool {
        self.tokens.len() > 1 || self.begins || self.ends
    }

    /// `None` when it is too large.
    fn phrase(self) -> Option<Phrase> {
        let token = |hir: Hir| match is_any(&hir) {
            true => Some(None),
            false => Token::new(&hir).map(Some),
        };
        let tokens = self.tokens.into_iter().map(token).collect::<Option<Vec<Option<Token>>>>()?;
        Some(Phrase { tokens, begins: self.begins, ends: self.ends })
    }

    /// How much it says.
    fn worth(&self) -> usize {
        self.tokens.iter().filter(|token| !is_any(token)).map(least).sum()
    }
}

/// Goes through an expression from left to right.
#[derive(Default)]
struct Walk {
    /// For each of these, one of its phrases stands in the text.
    phrases: Vec<Vec<Stretch>>,
    /// The phrases that stand in this order, each with what may be between its last token and the
    /// next phrase within one token.
    sequence: Vec<(Stretch, Vec<Hir>)>,
    /// The phrase so far; it begins where nothing was left open since the text began.
    phrase: Stretch,
    /// What the token has that comes next in it, so far.
    token: Vec<Hir>,
}

impl Walk {
    /// What an expression needs by itself.
    fn of(hir: &Hir) -> Walk {
        let mut walk = Walk::default();
        walk.walk(hir);
        walk.end_phrase();
        walk
    }

    fn end_token(&mut self) {
        let token = Hir::concat(std::mem::take(&mut self.token));
        if least(&token) > 0 {
            self.phrase.tokens.push(token);
        } else if token.properties().maximum_len() != Some(0) {
            // Perhaps there is a token here, and perhaps there is none.
            self.end_phrase();
            self.gap(&WORD, 0);
        }
        if self.phrase.tokens.len() == LONGEST {
            self.end_phrase();
        }
    }

    /// What comes next may stand anywhere.
    fn end_phrase(&mut self) {
        let token = Hir::concat(std::mem::take(&mut self.token));
        let is_open = least(&token) == 0 && token.properties().maximum_len() != Some(0);
        self.phrase.tokens.extend((least(&token) > 0).then_some(token));
        let phrase = std::mem::take(&mut self.phrase);
        if !phrase.tokens.is_empty() {
            self.phrases.push(vec![phrase.clone()]);
            self.sequence.push((phrase, Vec::new()));
        }
        if is_open {
            self.gap(&WORD, 0);
        }
    }

    /// What comes next are characters of a class, `min` of them at least, of which those of words
    /// may stand in one token with what was before.
    fn gap(&mut self, class: &ClassUnicode, min: u32) {
        let Some((_, gap)) = self.sequence.last_mut() else { return };
        let mut class = class.clone();
        class.intersect(&WORD);
        let sub = Box::new(blind(&class));
        gap.push(Hir::repetition(Repetition { min, max: None, greedy: true, sub }));
    }

    fn walk(&mut self, hir: &Hir) {
        if let HirKind::Concat(parts) = hir.kind() {
            return self.concat(parts);
        }
        if let HirKind::Look(Look::Start) = hir.kind() {
            self.phrase.begins = self.phrase.tokens.is_empty();
        }
        if let Some(part) = within_token(hir) {
            let is_empty = |part: &Hir| part.properties().maximum_len() == Some(0);
            let begins = matches!(hir.kind(), HirKind::Look(_))
                && !matches!(part.kind(), HirKind::Look(END))
                && self.token.iter().all(is_empty);
            // A word begins where one of its ends is and none of its characters stands before.
            self.token.push(if begins { Hir::look(BEGIN) } else { part });
            if let HirKind::Look(Look::End) = hir.kind() {
                self.phrase.ends = true;
                self.end_phrase();
            }
            return;
        }
        match hir.kind() {
            HirKind::Concat(_) | HirKind::Empty => {}
            HirKind::Capture(group) => self.walk(&group.sub),
            HirKind::Alternation(branches) => self.one_of(&[], branches, &[]),
            // Places in a text do not come between its characters.
            HirKind::Look(_) => {}
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => text.chars().for_each(|c| match within_token(&literal_of(c)) {
                    Some(part) => self.token.push(part),
                    None => self.characters(&single(c), 1, Some(1)),
                }),
                Err(_) => self.unknown(),
            },
            HirKind::Class(Class::Unicode(class)) => self.characters(class, 1, Some(1)),
            HirKind::Class(Class::Bytes(_)) => self.unknown(),
            HirKind::Repetition(repeated) => match class_of_all(&repeated.sub) {
                Some(class) => self.characters(&class, repeated.min, repeated.max),
                None => {
                    self.unknown();
                    if repeated.min > 0 {
                        self.phrases.extend(Walk::of(&repeated.sub).phrases);
                    }
                }
            },
        }
    }

    /// Parts one after the other. An alternation is taken together with what stands beside it.
    fn concat(&mut self, parts: &[Hir]) {
        for (at, part) in parts.iter().enumerate() {
            match branches(part) {
                Some(branches) => {
                    let before = parts[..at].iter().rev().take_while(|p| is_plain(p)).count();
                    let after = parts[at + 1..].iter().take_while(|p| is_plain(p)).count();
                    let (before, after) = (&parts[at - before..at], &parts[at + 1..][..after]);
                    self.one_of(before, branches, after);
                }
                None => self.walk(part),
            }
        }
    }

    /// What comes next says nothing here of what it is.
    fn unknown(&mut self) {
        self.end_phrase();
        self.gap(&WORD, 0);
    }

    fn one_of(&mut self, before: &[Hir], branches: &[Hir], after: &[Hir]) {
        self.unknown();
        let whole = |branch: &Hir| {
            let parts = [before, std::slice::from_ref(branch), after].concat();
            Walk::of(&Hir::concat(parts))
        };
        let mut phrases = Some(Vec::new());
        for Walk { phrases: of_branch, .. } in branches.iter().map(whole) {
            // Of what the branch needs, what says most.
            let worth = |choices: &Vec<Stretch>| choices.iter().map(Stretch::worth).min();
            let best = of_branch.into_iter().max_by_key(worth);
            match (&mut phrases, best) {
                (Some(phrases), Some(best)) => phrases.extend(best),
                _ => phrases = None,
            }
        }
        self.phrases.extend(phrases);
    }

    /// Characters of a class, `min` of them at least.
    fn characters(&mut self, class: &ClassUnicode, min: u32, max: Option<u32>) {
        if min == 0 || meet(class, &WORD) {
            self.end_phrase();
            self.gap(class, min);
            if min > 0 && !meet(class, &SPACE) {
                // It stands in some token, whatever else that has.
                self.phrases.push(vec![Stretch::of(blind(class))]);
            }
            return;
        }
        // Here a word ends, and with it the token, unless the character stands within the token.
        self.token.push(Hir::look(END));
        if lies_in(class, &SPACE) {
            self.end_token();
        } else if meet(class, &SPACE) || meet(class, &BETWEEN) {
            self.end_phrase();
            if !meet(class, &SPACE) {
                self.phrases.push(vec![Stretch::of(of_class(class))]);
            }
        } else {
            for _ in 0..min.min(LONGEST as u32) {
                self.end_token();
                self.token.push(of_class(class));
            }
            self.end_token();
            if max != Some(min) || min > LONGEST as u32 {
                self.end_phrase();
            }
        }
        self.token.push(Hir::look(BEGIN));
    }
}

fn of_class(class: &ClassUnicode) -> Hir {
    Hir::class(Class::Unicode(class.clone()))
}

fn literal_of(c: char) -> Hir {
    Hir::literal(c.to_string().into_bytes())
}

/// The branches of an alternation that is not all within a token.
fn branches(hir: &Hir) -> Option<&[Hir]> {
    match hir.kind() {
        HirKind::Capture(group) => branches(&group.sub),
        HirKind::Alternation(branches) if within_token(hir).is_none() => Some(branches),
        _ => None,
    }
}

/// Whether there is no alternation to be taken apart in it.
fn is_plain(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().all(is_plain),
        HirKind::Capture(group) => is_plain(&group.sub),
        HirKind::Repetition(repeated) => is_plain(&repeated.sub),
        HirKind::Alternation(_) => within_token(hir).is_some(),
        _ => true,
    }
}

/// The class of which every match is one character.
fn class_of_all(hir: &Hir) -> Option<ClassUnicode> {
    match hir.kind() {
        HirKind::Capture(group) => class_of_all(&group.sub),
        HirKind::Class(Class::Unicode(class)) => Some(class.clone()),
        HirKind::Literal(literal) => {
            let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
            chars.next().filter(|_| chars.next().is_none()).map(single)
        }
        _ => None,
    }
}

/// The part of an expression, blind to case, when all that it can match lies within a token.
fn within_token(hir: &Hir) -> Option<Hir> {
    let all = |parts: &[Hir]| parts.iter().map(within_token).collect::<Option<Vec<Hir>>>();
    match hir.kind() {
        HirKind::Empty => Some(hir.clone()),
        HirKind::Look(look) => match look {
            // Words are looked at by themselves, and then this is quicker than the places of words.
            Look::WordUnicode | Look::WordStartUnicode | Look::WordEndUnicode => {
                Some(Hir::alternation(vec![Hir::look(BEGIN), Hir::look(END)]))
            }
            Look::Start | Look::StartLF | Look::StartCRLF => Some(Hir::look(BEGIN)),
            Look::End | Look::EndLF | Look::EndCRLF => Some(Hir::look(END)),
            _ => None,
        },
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let letters = text.chars().map(|c| one_of_word(&single(c)));
            letters.collect::<Option<Vec<Hir>>>().map(Hir::concat)
        }
        HirKind::Class(Class::Unicode(class)) => one_of_word(class),
        HirKind::Repetition(repeated) => {
            let sub = match (repeated.sub.kind(), repeated.max) {
                (HirKind::Class(Class::Unicode(class)), None) => {
                    lies_in(class, &WORD).then(|| blind(class))?
                }
                _ => within_token(&repeated.sub)?,
            };
            // In writing, `x{1,2}` and a question mark would be something else.
            let is_repetition = matches!(sub.kind(), HirKind::Repetition(_));
            let group = |sub| Hir::capture(Capture { index: 1, name: None, sub: Box::new(sub) });
            let sub = Box::new(if is_repetition { group(sub) } else { sub });
            Some(Hir::repetition(Repetition { sub, ..*repeated }))
        }
        HirKind::Capture(group) => within_token(&group.sub),
        HirKind::Concat(parts) => all(parts).map(Hir::concat),
        HirKind::Alternation(branches) => all(branches).map(Hir::alternation),
        _ => None,
    }
}

/// A character of a class that has only those of words, blind to case.
fn one_of_word(class: &ClassUnicode) -> Option<Hir> {
    lies_in(class, &WORD).then(|| {
        // What is folded to two letters may be two of them.
        let max = if ranges(class, 'ß') || ranges(class, 'ẞ') { 2 } else { 1 };
        let sub = Box::new(blind(class));
        Hir::repetition(Repetition { min: 1, max: Some(max), greedy: true, sub })
    })
}

/// The class with the other cases of its letters, and with what they are folded to.
fn blind(class: &ClassUnicode) -> Hir {
    const ONE_LETTER: [char; 4] = ['i', 'I', 'ı', 'İ'];
    let mut class = class.clone();
    for letters in [&ONE_LETTER[..], &['ß', 'ẞ', 's']] {
        if letters.iter().any(|&c| c != 's' && ranges(&class, c)) {
            letters.iter().for_each(|&c| class.push(ClassUnicodeRange::new(c, c)));
        }
    }
    class.case_fold_simple();
    Hir::class(Class::Unicode(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(token: &Token, text: &str) -> bool {
        let begins = |text: &str| match &token.beginnings {
            Some(all) => all.iter().any(|begin| text.as_bytes().starts_with(begin)),
            None => true,
        };
        let is = token.regex.is_match(text);
        assert!(!is || begins(text), "{token:?}, {text}");
        is || words_within(text).any(|word| token.regex.is_match(word))
    }

    /// The phrases in writing: `/` between those of which one is enough, `…` for any token, `^` and
    /// `$` for the ends of the text.
    fn written(pattern: &str) -> Vec<String> {
        let token = |token: &Option<Token>| match token {
            Some(token) => {
                let known = ["the", "visit", "visits", "talks", "in", "b", "c", "%", "20", "½b"];
                let matched = known.iter().filter(|known| is(token, known));
                matched.copied().collect::<Vec<_>>().join(",")
            }
            None => "…".into(),
        };
        let phrase = |Phrase { tokens, begins, ends }: &Phrase| {
            let tokens = tokens.iter().map(token).collect::<Vec<_>>().join(" ");
            [if *begins { "^" } else { "" }, &tokens, if *ends { "$" } else { "" }].concat()
        };
        let choices = |choices: &Vec<Phrase>| choices.iter().map(phrase).collect::<Vec<_>>();
        needs(pattern).phrases.iter().map(|c| choices(c).join(" / ")).collect()
    }

    #[test]
    fn only_what_every_match_contains() {
        let nothing: &[&str] = &[];
        for (pattern, expected) in [
            ("visit", &["visit,visits"][..]),
            (r"\bvisit\b", &["visit"]),
            ("(?-i)VISIT", &["visit,visits"]),
            ("^visit$", &["^visit$"]),
            ("^visit", &["^visit,visits"]),
            (r"^ visit\b\W*$", &["^visit"]),
            ("(?m)^visit$", &["visit"]),
            (r"in the.?$|^b", &["in the / ^b,½b"]),
            (r"^\w+$", &["^…$"]),
            (r"^\w+ the$", &["^… the$"]),
            (r"^(\w+ )?the%$", &["the %$"]),
            (r".*^(b|c )$", &["^b,½b$ / ^c$"]),
            ("visit in", &["visit in"]),
            ("isit  in ", &["visit in"]),
            (r"\w+ in \w+", &["… in …"]),
            (r"in \w{3}", &["in the,visit,visits,talks"]),
            (r"in the\w* visit", &["in the visit,visits"]),
            (r"in \w* visit", &["in", "visit,visits"]),
            (r"in .*visit", &["in", "visit,visits"]),
            (r"in\W+visit", &["in", "visit,visits"]),
            (r"b\Wc", &["b,½b", "c"]),
            (r"\Wb", &["b,½b"]),
            (r"\d+ %", &["20 %"]),
            (r"\d+%", &["20 %"]),
            (r"\d+ ?%", &["20", "%"]),
            ("%{2}", &["% %"]),
            ("%{2,} b", &["% %", "b,½b"]),
            ("[%?]", &["%"]),
            (r"[^\w\s]", &["%,½b"]),
            (r"[%b]", &["b,%,½b"]),
            (r"(?-i)[%B]*[2%]{2}", &["%,20"]),
            (r"[ %b]", nothing),
            ("(visit|talks) in", &["visit,talks in"]),
            (r"\b(b b|c c)\b", &["b,½b b,½b / c c"]),
            ("(the visit|talks) in", &["the visit in / talks in", "in"]),
            ("the visit|talks in the", &["the visit,visits / talks in the"]),
            ("(the |in ?)visit", &["the visit,visits / visit,visits", "visit,visits"]),
            ("(^|in )visit", &["^visit,visits / in visit,visits", "visit,visits"]),
            ("visit|.+", nothing),
            ("(in ){2}c*", &["in"]),
            ("(in )*c", &["c"]),
            ("[^x]b", &["b,½b"]),
            (r"^.{300,}$|x?|\s", nothing),
            ("e\u{301}visit", nothing),
            ("viß", &["visit,visits"]),
        ] {
            assert_eq!(written(pattern), expected, "{pattern}");
        }
        let i = &needs(r"İL[Iİ]").phrases[0][0].tokens[0];
        assert!(i.as_ref().is_some_and(|i| is(i, "ılı")));
        assert!(is_odd("\u{301}") && !is_odd("≠") && !is_odd("а") && !is_odd("%") && !is_odd("ab"));
    }
}
