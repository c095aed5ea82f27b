//! Runs the checks on pairs: alone, and all of two languages together.

use super::pairs::Pair;
use crate::check::{Checker, Finding, Names, Rule, Severity};
use crate::glossary::Glossary;
use crate::lang::Lang;
use std::collections::BTreeMap;

/// One checker for each pair of languages.
pub(super) struct Checkers<'a> {
    glossary: &'a Glossary,
    /// The rules that are run; all when there are none.
    rules: &'a [Rule],
    severities: Vec<(Rule, Severity)>,
    /// Pairs of texts from the memory.
    memory: Vec<[(Lang, String); 2]>,
    made: BTreeMap<Key, Checker<'a>>,
}

/// Source and target language, and whether translations were ordered.
type Key = (String, String, bool);

fn key(pair: &Pair) -> Key {
    let [source, target] = &pair.languages;
    (source.to_string(), target.to_string(), pair.ordered)
}

impl<'a> Checkers<'a> {
    pub(super) fn new(
        glossary: &'a Glossary,
        rules: &'a [Rule],
        severities: Vec<(Rule, Severity)>,
        memory: Vec<[(Lang, String); 2]>,
    ) -> Checkers<'a> {
        Checkers { glossary, rules, severities, memory, made: BTreeMap::new() }
    }

    /// What is found in the pairs, with the number of the pair.
    pub(super) fn run(&mut self, pairs: &[Pair]) -> Vec<(usize, Finding)> {
        let mut found = Vec::new();
        for (number, pair) in pairs.iter().enumerate() {
            found.extend(self.check(pair).into_iter().map(|finding| (number, finding)));
        }
        found.extend(self.check_together(pairs));
        found.retain(|(number, finding)| !pairs[*number].ignored.has(finding.rule));
        found
    }

    fn check(&mut self, pair: &Pair) -> Vec<Finding> {
        let key = key(pair);
        if !self.made.contains_key(&key) {
            let [source, target] = &pair.languages;
            let made = self.make(source, target, pair.ordered);
            self.made.insert(key.clone(), made);
        }
        let Some(checker) = self.made.get(&key) else { return Vec::new() };
        let [ours, theirs] = &pair.texts;
        // Nothing can be wrong with what is not there but that.
        let alone = pair.aligned && (ours.is_empty() || theirs.is_empty());
        let mut findings = match alone {
            true => checker.unpaired(ours, theirs),
            false => checker.check(ours, theirs),
        };
        // A translation that is missing has lost its codes with it.
        if ours.trim().is_empty() == theirs.trim().is_empty() {
            let [our_codes, their_codes] = &pair.codes;
            findings.extend(checker.check_codes([ours, theirs], [our_codes, their_codes]));
        }
        findings
    }

    /// What is found in all pairs of two languages together.
    fn check_together(&self, pairs: &[Pair]) -> Vec<(usize, Finding)> {
        let mut found = Vec::new();
        for (own, checker) in &self.made {
            let numbers: Vec<usize> =
                (0..pairs.len()).filter(|&number| key(&pairs[number]) == *own).collect();
            let texts = numbers.iter().map(|&n| (&*pairs[n].texts[0], &*pairs[n].texts[1]));
            let together = checker.check_together(texts);
            found.extend(together.into_iter().map(|(at, finding)| (numbers[at], finding)));
        }
        found
    }

    fn make(&self, source: &Lang, target: &Lang, ordered: bool) -> Checker<'a> {
        let mut checker = Checker::new(source, target);
        if ordered {
            // No alignment can have missed what was to stand in the file itself.
            checker = checker.set(Rule::SegmentMissing, Severity::Error);
        }
        for (rule, severity) in &self.severities {
            checker = checker.set(*rule, *severity);
        }
        if !self.rules.is_empty() {
            checker = checker.only(self.rules);
        }
        if checker.severity(Rule::Name) != Severity::Off {
            let mut names = Names::new(source, target);
            for [(from, ours), (to, theirs)] in &self.memory {
                if from == source && to == target {
                    names.learn(ours, theirs);
                }
            }
            checker = checker.names(names);
        }
        match self.glossary.concepts.is_empty() {
            true => checker,
            false => checker.glossary(self.glossary),
        }
    }
}
