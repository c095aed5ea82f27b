//! Cutting text by SRX rules.

use super::{SourceRule, translate};
use crate::error::{Error, Kind, Place, Result};
use fancy_regex::{Regex, RegexBuilder, RegexInput};
use std::sync::Arc;

/// How many backtracking steps one match may take before its rule is given up as catastrophic.
const BACKTRACK_LIMIT: usize = 200_000;

/// The rules for one language, compiled.
#[derive(Debug, Clone)]
pub struct SrxRules {
    file: String,
    breaks: Arc<[BreakRule]>,
    exceptions: Arc<[Exception]>,
}

#[derive(Debug)]
struct BreakRule {
    before: Regex,
    after: Option<Regex>,
    /// How many of the exceptions stand before this rule.
    exceptions: usize,
    line: usize,
}

#[derive(Debug)]
struct Exception {
    /// `(?<=before)(?=after)`.
    place: Regex,
    line: usize,
}

/// One place where a rule asked for a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SrxDecision {
    /// The byte at which the next segment would begin.
    pub at: usize,
    /// Whether there is a break.
    pub breaks: bool,
    /// The line of the SRX file on which the rule stands that decided.
    pub line: usize,
}

impl SrxRules {
    pub(super) fn compile(file: &str, rules: Vec<&SourceRule>) -> Result<SrxRules> {
        let (mut breaks, mut exceptions) = (Vec::new(), Vec::new());
        for rule in rules.into_iter().filter(|rule| rule.unsupported.is_none()) {
            let compile = |pattern: &str| regex(file, rule, pattern);
            let (before, after) =
                (translate::translate(&rule.before), translate::translate(&rule.after));
            // Each half must be a regular expression of its own, lest brackets pair across them.
            if rule.breaks {
                breaks.push(BreakRule {
                    before: compile(&before)?,
                    after: if after.is_empty() { None } else { Some(compile(&after)?) },
                    exceptions: exceptions.len(),
                    line: rule.line,
                });
                continue;
            }
            let mut place = String::with_capacity(before.len() + after.len() + 12);
            if !before.is_empty() {
                check(file, rule, &before)?;
                place = format!("(?<={before})");
            }
            if !after.is_empty() {
                check(file, rule, &after)?;
                place = format!("{place}(?={after})");
            }
            exceptions.push(Exception { place: compile(&place)?, line: rule.line });
        }
        Ok(SrxRules { file: file.to_owned(), breaks: breaks.into(), exceptions: exceptions.into() })
    }

    /// The byte offsets at which `text` is cut, in order, without its beginning and end.
    ///
    /// # Errors
    /// [`Kind::Limit`], naming the rule, when a rule backtracks without end.
    pub fn breaks(&self, text: &str) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        self.walk(text, |decision| {
            if decision.breaks {
                found.push(decision.at);
            }
        })?;
        Ok(found)
    }

    /// Calls `found` for every place where a break rule matched, with the rule that decided.
    ///
    /// # Errors
    /// As [`SrxRules::breaks`].
    pub fn walk(&self, text: &str, mut found: impl FnMut(SrxDecision)) -> Result<()> {
        let mut searches: Vec<Search> = Vec::with_capacity(self.breaks.len());
        for rule in self.breaks.iter() {
            let mut search = Search { rule, position: 0, start: 0, end: 0 };
            if search.advance(self, text)? {
                searches.push(search);
            }
        }
        let mut start = 0;
        while let Some(first) = searches.iter().enumerate().min_by_key(|(_, s)| s.end) {
            let (end, rule) = (first.1.end, first.1.rule);
            let mut cut = false;
            if end > start && end < text.len() {
                let forbidden = self.exception_at(text, end, rule)?;
                cut = forbidden.is_none();
                found(SrxDecision { at: end, breaks: cut, line: forbidden.unwrap_or(rule.line) });
            }
            if cut {
                start = end;
            }
            let mut failed = None;
            searches.retain_mut(|search| {
                let outcome = search.pass(self, text, end, cut);
                match outcome {
                    Ok(more) => more,
                    Err(error) => {
                        failed.get_or_insert(error);
                        false
                    }
                }
            });
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Ok(())
    }

    /// The line of the first exception before `rule` that forbids a break at `at`.
    fn exception_at(&self, text: &str, at: usize, rule: &BreakRule) -> Result<Option<usize>> {
        for exception in self.exceptions.iter().take(rule.exceptions) {
            if self.matches_at(&exception.place, text, at, exception.line)? {
                return Ok(Some(exception.line));
            }
        }
        Ok(None)
    }

    fn matches_at(&self, regex: &Regex, text: &str, at: usize, line: usize) -> Result<bool> {
        let input = RegexInput::new(text).from_pos(at).anchored(true);
        regex.find_input(input).map(|found| found.is_some()).map_err(|e| self.given_up(line, &e))
    }

    fn given_up(&self, line: usize, cause: &fancy_regex::Error) -> Error {
        Error::new(
            Kind::Limit,
            format!("the rule on line {line} backtracks without end and was given up: {cause}"),
        )
        .at(Place { line: Some(line), ..Place::file(self.file.clone()) })
        .help("rewrite the rule without nested repetitions such as (a+)+")
    }
}

/// The search for one break rule, which goes on behind its previous match.
struct Search<'r> {
    rule: &'r BreakRule,
    position: usize,
    start: usize,
    end: usize,
}

impl Search<'_> {
    /// Finds the next match; false when there is none.
    fn advance(&mut self, rules: &SrxRules, text: &str) -> Result<bool> {
        while self.position <= text.len() {
            let found = self
                .rule
                .before
                .find_from_pos(text, self.position)
                .map_err(|cause| rules.given_up(self.rule.line, &cause))?;
            let Some(found) = found else { return Ok(false) };
            (self.start, self.end) = (found.start(), found.end());
            // After an empty match the search goes on one character further.
            self.position = if self.start < self.end {
                self.end
            } else {
                self.end + text[self.end..].chars().next().map_or(1, char::len_utf8)
            };
            let after = match &self.rule.after {
                Some(after) => rules.matches_at(after, text, self.end, self.rule.line)?,
                None => true,
            };
            if after {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Moves behind `end`; after a break, a match that began before it is searched anew.
    fn pass(&mut self, rules: &SrxRules, text: &str, end: usize, cut: bool) -> Result<bool> {
        if cut && self.start < end {
            self.position = end;
            if !self.advance(rules, text)? {
                return Ok(false);
            }
        }
        while self.end <= end {
            if !self.advance(rules, text)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn regex(file: &str, rule: &SourceRule, pattern: &str) -> Result<Regex> {
    RegexBuilder::new(pattern).backtrack_limit(BACKTRACK_LIMIT).build().map_err(|cause| {
        Error::new(
            Kind::Malformed,
            format!("the rule on line {} is no regular expression", rule.line),
        )
        .at(Place {
            line: Some(rule.line),
            excerpt: Some(format!("{} │ {}", rule.before, rule.after)),
            ..Place::file(file)
        })
        .help(format!("{cause}"))
    })
}

fn check(file: &str, rule: &SourceRule, pattern: &str) -> Result<()> {
    match fancy_regex::Expr::parse_tree(pattern) {
        Ok(_) => Ok(()),
        // The builder tells the cause in its own words.
        Err(_) => regex(file, rule, pattern).map(drop),
    }
}
