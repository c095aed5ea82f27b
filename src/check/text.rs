//! Slips that the letters and marks of one pair of segments show.

use super::{Checker, Excerpt, Finding, Rule, Severity};
use crate::lang::{Lang, case, words};
use std::ops::Range;

/// Runs the rules of this file that are on.
pub(super) fn check(
    checker: &Checker<'_>,
    source: &str,
    target: &str,
    findings: &mut Vec<Finding>,
) {
    if source.trim().is_empty() || target.trim().is_empty() {
        return;
    }
    let mut report = |rule: Rule, span: Range<usize>, message: String| {
        findings.push(Finding {
            rule,
            severity: checker.severity(rule),
            concept: None,
            source: Excerpt::default(),
            target: Excerpt::of(target, span),
            message,
            help: None,
        });
    };
    let on = |rule: Rule| checker.severity(rule) != Severity::Off;
    let whole = || 0..target.len();
    if on(Rule::Untranslated) && is_untranslated(checker, source, target) {
        report(Rule::Untranslated, whole(), "the translation is the same as the source".to_owned());
        return;
    }
    if on(Rule::Script) {
        for span in mixed_scripts(target) {
            let message = format!("`{}` mixes Latin and Cyrillic letters", &target[span.clone()]);
            report(Rule::Script, span, message);
        }
    }
    if on(Rule::RepeatedWord) && repeated(source, &checker.source).is_empty() {
        for span in repeated(target, &checker.target) {
            let message = format!("`{}` is said twice", &target[span.clone()]);
            report(Rule::RepeatedWord, span, message);
        }
    }
    if on(Rule::Brackets)
        && unbalanced(source).is_none()
        && let Some((span, message)) = unbalanced(target)
    {
        report(Rule::Brackets, span, message);
    }
    if on(Rule::Length)
        && let Some(message) = out_of_proportion(source, target)
    {
        report(Rule::Length, whole(), message);
    }
    if on(Rule::EndMark)
        && let Some(message) = other_end(source, target)
    {
        let trimmed = target.trim_end();
        let last = trimmed.char_indices().next_back().map_or(0, |(at, _)| at);
        report(Rule::EndMark, last..trimmed.len(), message);
    }
    if on(Rule::DoubleSpace)
        && !source.trim().contains("  ")
        && let Some(at) = target.trim_end().find("  ")
        && target[..at].contains(|c: char| !c.is_whitespace())
    {
        let end = at + target[at..].bytes().take_while(|b| *b == b' ').count();
        report(Rule::DoubleSpace, at..end, "two spaces in a row".to_owned());
    }
    if on(Rule::Quotes) {
        for span in foreign_quotes(target, &checker.target) {
            let message =
                format!("`{}` is no quotation mark of the language", &target[span.clone()]);
            report(Rule::Quotes, span, message);
        }
    }
}

/// Whether the target is the source although it is running text: at least four words, one of
/// them of more than three letters and without a capital.
fn is_untranslated(checker: &Checker<'_>, source: &str, target: &str) -> bool {
    if checker.source.same_language(&checker.target) {
        return false;
    }
    let plain = |text: &str| words::comparable(text.trim(), &checker.source);
    let spans: Vec<&str> = word_spans(source).into_iter().map(|span| &source[span]).collect();
    let running = spans.iter().any(|word| {
        word.chars().count() > 3 && word.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
    });
    spans.len() >= 4 && running && plain(source) == plain(target)
}

fn word_spans(text: &str) -> Vec<Range<usize>> {
    let is_word = |span: &Range<usize>| text[span.clone()].starts_with(words::is_word);
    words::token_spans(text).into_iter().filter(is_word).collect()
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | 'ə'))
}

/// Latin letters that have a Cyrillic double, or the other way round.
fn has_double(c: char) -> bool {
    "aceopxyABCEHKMOPTXYіІаеорсухАВЕКМНОРСТУХ".contains(c)
}

/// Words of both scripts in which the letters of one of them are all doubles of the other's.
fn mixed_scripts(text: &str) -> Vec<Range<usize>> {
    let mut spans = word_spans(text);
    spans.retain(|span| {
        let word = &text[span.clone()];
        let (cyrillic, latin): (Vec<char>, Vec<char>) =
            word.chars().filter(|c| is_cyrillic(*c) || is_latin(*c)).partition(|c| is_cyrillic(*c));
        let doubles = |letters: &[char]| letters.iter().all(|c| has_double(*c));
        !cyrillic.is_empty() && !latin.is_empty() && (doubles(&cyrillic) || doubles(&latin))
    });
    spans
}

/// Words that stand twice in a row with only white space between them.
fn repeated(text: &str, lang: &Lang) -> Vec<Range<usize>> {
    let spans = word_spans(text);
    let mut found = Vec::new();
    for (first, second) in spans.iter().zip(spans.iter().skip(1)) {
        let between = &text[first.end..second.start];
        let word = &text[first.clone()];
        let letters = word.chars().all(char::is_alphabetic) && word.chars().count() > 1;
        if letters
            && !between.is_empty()
            && between.chars().all(char::is_whitespace)
            && case::fold(word, lang) == case::fold(&text[second.clone()], lang)
            // Two names may meet: `Duran Duran`.
            && !text[second.clone()].starts_with(char::is_uppercase)
            // English grammar puts these twice: `he had had time`, `he said that that was so`.
            && !(lang.primary() == "en" && matches!(word, "had" | "that"))
        {
            found.push(first.start..second.end);
        }
    }
    found
}

/// The first bracket without its partner, and what is wrong with it. The brackets of list items
/// (`a)`) have none; quotations run over several segments and are not looked at.
fn unbalanced(text: &str) -> Option<(Range<usize>, String)> {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let mut open: Vec<(char, Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let span = at..at + c.len_utf8();
        if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == c) {
            open.push((*closing, span));
        } else if PAIRS.iter().any(|(_, closing)| *closing == c) {
            let list_item = c == ')' && text[..at].trim_start().chars().count() <= 3;
            match open.iter().rposition(|(closing, _)| *closing == c) {
                Some(found) => drop(open.remove(found)),
                None if list_item => {}
                None => return Some((span, format!("`{c}` closes nothing"))),
            }
        }
    }
    open.into_iter().next().map(|(_, span)| {
        let message = format!("`{}` is not closed", &text[span.clone()]);
        (span, message)
    })
}

fn out_of_proportion(source: &str, target: &str) -> Option<String> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let (ours, theirs) = (letters(source), letters(target));
    // Short segments vary freely.
    if ours.max(theirs) < 40 {
        return None;
    }
    match () {
        () if theirs * 3 < ours => Some(format!("{theirs} letters translate {ours}: too short")),
        () if ours * 3 < theirs => Some(format!("{theirs} letters translate {ours}: too long")),
        () => None,
    }
}

fn other_end(source: &str, target: &str) -> Option<String> {
    let asks = |text: &str| {
        let marks = ['"', '”', '»', '’', '\'', ')', '!', ' ', '.', '…'];
        text.trim_end().trim_end_matches(marks).ends_with(['?', '؟'])
    };
    match (asks(source), asks(target)) {
        (true, false) => Some("the question has become a statement".to_owned()),
        (false, true) => Some("the statement has become a question".to_owned()),
        _ => None,
    }
}

/// Quotation marks that the language does not use. Straight ones are nobody's but the
/// typewriter's; marks of inches and seconds after digits are none.
fn foreign_quotes(text: &str, lang: &Lang) -> Vec<Range<usize>> {
    let own: &[char] = match lang.primary() {
        "ru" => &['«', '»', '„', '“'],
        "az" | "tr" => &['«', '»', '“', '”'],
        "en" => &['“', '”', '‘', '’'],
        _ => return Vec::new(),
    };
    let all = ['"', '«', '»', '„', '“', '”', '‟'];
    text.char_indices()
        .filter(|(at, c)| {
            let after_digit = text[..*at].ends_with(|c: char| c.is_ascii_digit());
            all.contains(c) && !own.contains(c) && !(*c == '"' && after_digit)
        })
        .map(|(at, c)| at..at + c.len_utf8())
        .collect()
}
