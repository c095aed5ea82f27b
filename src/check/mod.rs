//! Source and target → findings: terms that are missing or forbidden, and other slips.
//!
//! ```
//! use yaddash::check::{Checker, Rule};
//! use yaddash::glossary::Glossary;
//! use yaddash::lang::Lang;
//!
//! let glossary = Glossary::from_table(
//!     "g.tsv",
//!     "id\ten\tru\tru_forbidden\n01\tSecretary General\tГенеральный секретарь\tгенсек\n",
//! )
//! .unwrap();
//! let (en, ru) = (Lang::parse("en").unwrap(), Lang::parse("ru").unwrap());
//! let checker = Checker::new(&en, &ru).glossary(&glossary);
//! assert!(checker.check("The Secretary General spoke.", "Выступил Генеральный секретарь.").is_empty());
//! let findings = checker.check("The Secretary General spoke.", "Выступил генсек.");
//! assert_eq!(findings[0].rule, Rule::TermForbidden);
//! assert_eq!(findings[0].target.text, "генсек");
//! ```

mod baseline;
mod consistency;
mod convert;
mod inline;
mod names;
mod number;
mod rule;
mod tags;
mod terms;
mod text;
mod unit;
mod whole;

pub use baseline::Baseline;
pub use names::Names;
pub use rule::{Rule, Severity};

use crate::glossary::{Glossary, Matcher};
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::ops::Range;

/// Something that a translator should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that was broken.
    pub rule: Rule,
    /// How bad it is, as the rule says or as the checker was told.
    pub severity: Severity,
    /// The identifier of the glossary concept, for the term rules.
    pub concept: Option<String>,
    /// Where it is in the source segment.
    pub source: Excerpt,
    /// Where it is in the target segment; empty at 0 where something is missing.
    pub target: Excerpt,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Finding {
    /// What is wrong with a segment and its translation as a whole.
    fn of_segment(
        rule: Rule,
        severity: Severity,
        (source, target): (&str, &str),
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            rule,
            severity,
            concept: None,
            source: Excerpt::of(source, 0..source.len()),
            target: Excerpt::of(target, 0..target.len()),
            message: message.into(),
            help: None,
        }
    }
}

/// A stretch of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Bytes of the segment.
    pub span: Range<usize>,
    /// The text there, verbatim.
    pub text: String,
    /// The inline code that the finding is about, as it is shown: it stands at the span, which
    /// is empty, for a code is no text; or it is a pair that encloses the span.
    pub code: Option<String>,
}

impl Excerpt {
    /// The bytes `span` of `segment`; empty when they are none.
    pub fn of(segment: &str, span: Range<usize>) -> Excerpt {
        match segment.get(span.clone()) {
            Some(text) => Excerpt { span, text: text.to_owned(), code: None },
            None => Excerpt::default(),
        }
    }
}

/// Checks translations of one pair of languages.
#[derive(Debug)]
pub struct Checker<'a> {
    source: Lang,
    target: Lang,
    severities: BTreeMap<Rule, Severity>,
    terms: Option<Terms<'a>>,
    names: Option<Names>,
}

/// A glossary with a matcher for each side.
#[derive(Debug)]
struct Terms<'a> {
    glossary: &'a Glossary,
    source: Matcher,
    target: Matcher,
}

impl<'a> Checker<'a> {
    /// A checker with the default rules and no glossary.
    pub fn new(source: &Lang, target: &Lang) -> Checker<'a> {
        let severities = Rule::ALL.iter().map(|rule| (*rule, rule.severity())).collect();
        let (source, target) = (source.clone(), target.clone());
        Checker { source, target, severities, terms: None, names: None }
    }

    /// Checks against this glossary too.
    pub fn glossary(mut self, glossary: &'a Glossary) -> Checker<'a> {
        let source = Matcher::new(glossary, &self.source);
        let target = Matcher::new(glossary, &self.target);
        self.terms = Some(Terms { glossary, source, target });
        self
    }

    /// Sets the severity of a rule; [`Severity::Off`] turns it off.
    pub fn set(mut self, rule: Rule, severity: Severity) -> Checker<'a> {
        self.severities.insert(rule, severity);
        self
    }

    /// Runs these rules only. A rule that is off by default is then a warning.
    pub fn only(mut self, rules: &[Rule]) -> Checker<'a> {
        for (rule, severity) in &mut self.severities {
            if !rules.contains(rule) {
                *severity = Severity::Off;
            } else if *severity == Severity::Off {
                *severity = Severity::Warning;
            }
        }
        self
    }

    /// How bad a finding of the rule is here.
    pub fn severity(&self, rule: Rule) -> Severity {
        self.severities.get(&rule).copied().unwrap_or(Severity::Off)
    }

    /// The findings in one pair of segments, in the order of the source.
    pub fn check(&self, source: &str, target: &str) -> Vec<Finding> {
        let unpaired = self.unpaired(source, target);
        if !unpaired.is_empty() {
            return unpaired;
        }
        let mut findings = Vec::new();
        if let Some(terms) = &self.terms {
            terms::check(self, terms, source, target, &mut findings);
        }
        if self.severity(Rule::Number) != Severity::Off {
            number::check(self, source, target, &mut findings);
        }
        if self.severity(Rule::Unit) != Severity::Off {
            unit::check(self, source, target, &mut findings);
        }
        if self.severity(Rule::SpeakerMissing) != Severity::Off {
            whole::check(self, source, target, &mut findings);
        }
        if self.severity(Rule::Tags) != Severity::Off {
            tags::check(self, source, target, &mut findings);
        }
        text::check(self, source, target, &mut findings);
        findings.retain(|finding| finding.severity != Severity::Off);
        findings.sort_by_key(|finding| {
            (finding.source.span.start, finding.rule, finding.target.span.start)
        });
        findings
    }
}
