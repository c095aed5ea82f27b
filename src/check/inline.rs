//! Inline codes of TMX and XLIFF: lost, added or not in pairs.
//!
//! A code of the source is one of the target when both do the same and the file gives them the
//! same number; where numbers or native code are missing or were given anew, what is there
//! decides. Native code of a pair may differ (a link to a page in another language); that of a
//! placeholder says what it holds.

use super::{Checker, Excerpt, Finding, Rule, Severity};
use crate::tmx::{Code, Role, partners};

impl Checker<'_> {
    /// The findings about the inline codes of a segment and of its translation.
    pub fn check_codes(&self, texts: [&str; 2], codes: [&[Code]; 2]) -> Vec<Finding> {
        let severity = self.severity(Rule::Tags);
        let [source, target] = codes;
        if severity == Severity::Off || (source.is_empty() && target.is_empty()) {
            return Vec::new();
        }
        let counterparts = counterparts(source, target);
        let mut of_target = vec![None; target.len()];
        for (ours, theirs) in counterparts.iter().enumerate() {
            if let Some(theirs) = theirs {
                of_target[*theirs] = Some(ours);
            }
        }
        let sides = [
            Side { text: texts[0], codes: source, partners: partners(source) },
            Side { text: texts[1], codes: target, partners: partners(target) },
        ];
        let mut findings = Vec::new();
        for (which, others) in [&counterparts, &of_target].into_iter().enumerate() {
            for lost in sides[which].without_counterpart(others) {
                let [own, other] = [&sides[which], &sides[1 - which]];
                let mut excerpts = [own.excerpt(&lost), other.beside(&lost, own, others)];
                if which == 1 {
                    excerpts.reverse();
                }
                let [source, target] = excerpts;
                let label = own.label(&lost);
                let (message, help) = match which {
                    0 => (
                        format!("`{label}` is not in the translation"),
                        "put it where it belongs in the translation",
                    ),
                    _ => (format!("`{label}` is not in the source"), "take it out"),
                };
                let help = Some(help.to_owned());
                let rule = Rule::Tags;
                findings.push(Finding {
                    rule,
                    severity,
                    concept: None,
                    source,
                    target,
                    message,
                    help,
                });
            }
        }
        if findings.is_empty() {
            findings.extend(self.unpaired_codes(&sides, &of_target));
        }
        findings
    }

    /// Halves of pairs that the target has in the wrong order, while the source has them right.
    fn unpaired_codes(&self, sides: &[Side<'_>; 2], of_target: &[Option<usize>]) -> Vec<Finding> {
        let [source, target] = sides;
        let broken = |(at, code): &(usize, &Code)| {
            let whole =
                |side: &Side<'_>, at: usize| side.partners.get(at).is_some_and(Option::is_some);
            let ours = of_target.get(*at).copied().flatten();
            code.role == Role::End
                && !whole(target, *at)
                && ours.is_some_and(|ours| whole(source, ours))
        };
        let found = target.codes.iter().enumerate().filter(broken);
        found
            .map(|(at, code)| {
                let ours = of_target.get(at).copied().flatten();
                Finding {
                    rule: Rule::Tags,
                    severity: self.severity(Rule::Tags),
                    concept: None,
                    source: ours.map(|ours| source.excerpt(&Lost::One(ours))).unwrap_or_default(),
                    target: target.excerpt(&Lost::One(at)),
                    message: format!("`{}` closes what is not open", code.label()),
                    help: Some("put it behind the one that opens".to_owned()),
                }
            })
            .collect()
    }
}

/// What one side has and the other has not: a code, or both halves of a pair.
enum Lost {
    One(usize),
    Pair(usize, usize),
}

struct Side<'a> {
    text: &'a str,
    codes: &'a [Code],
    partners: Vec<Option<usize>>,
}

impl Side<'_> {
    fn without_counterpart(&self, counterparts: &[Option<usize>]) -> Vec<Lost> {
        let alone = |at: usize| counterparts.get(at).is_some_and(Option::is_none);
        let lost = |at: usize| match self.partners[at].filter(|partner| alone(*partner)) {
            Some(partner) if partner < at => None,
            Some(partner) => Some(Lost::Pair(at, partner)),
            None => Some(Lost::One(at)),
        };
        (0..self.codes.len()).filter(|at| alone(*at)).filter_map(lost).collect()
    }

    fn label(&self, lost: &Lost) -> String {
        match lost {
            Lost::One(at) => self.codes[*at].label(),
            Lost::Pair(begin, end) => {
                format!("{}…{}", self.codes[*begin].label(), self.codes[*end].label())
            }
        }
    }

    /// Where it is on this side: an empty span, or what the pair encloses.
    fn excerpt(&self, lost: &Lost) -> Excerpt {
        let (from, to) = match lost {
            Lost::One(at) => (*at, *at),
            Lost::Pair(begin, end) => (*begin, *end),
        };
        let span = self.codes[from].at..self.codes[to].at;
        Excerpt { code: Some(self.label(lost)), ..Excerpt::of(self.text, span) }
    }

    /// Where to look for it on this side, which has it not: the other half of its pair.
    fn beside(&self, lost: &Lost, other: &Side<'_>, counterparts: &[Option<usize>]) -> Excerpt {
        let Lost::One(at) = lost else { return Excerpt::default() };
        let half = other.partners[*at].and_then(|partner| counterparts.get(partner).copied()?);
        half.map(|half| self.excerpt(&Lost::One(half))).unwrap_or_default()
    }
}

/// Whether a code of the source and one of the target are the same.
type Same<'a> = dyn Fn(&Code, &Code) -> bool + 'a;

/// For each code of the source the one of the target that it is. The surest are paired first.
fn counterparts(source: &[Code], target: &[Code]) -> Vec<Option<usize>> {
    let numbers = |a: &Code, b: &Code| a.number.is_some() && a.number == b.number;
    let unnumbered = |a: &Code, b: &Code| a.number.is_none() || b.number.is_none();
    let natives = |a: &Code, b: &Code| a.native.trim() == b.native.trim();
    let says_the_same = |a: &Code, b: &Code| natives(a, b) && !a.native.trim().is_empty();
    let compatible = |a: &Code, b: &Code| {
        a.role != Role::Alone
            || natives(a, b)
            || a.native.trim().is_empty()
            || b.native.trim().is_empty()
    };
    let kinds = |a: &Code, b: &Code| a.kind == b.kind;
    let passes: [&Same; 5] = [
        &|a, b| numbers(a, b) && natives(a, b),
        &says_the_same,
        &|a, b| numbers(a, b) && compatible(a, b),
        &|a, b| unnumbered(a, b) && natives(a, b) && kinds(a, b),
        &|a, b| unnumbered(a, b) && kinds(a, b) && a.kind.is_some() && compatible(a, b),
    ];
    let mut found = vec![None; source.len()];
    let mut taken = vec![false; target.len()];
    for fits in passes {
        for (at, ours) in
            source.iter().enumerate().filter(|(at, _)| found[*at].is_none()).collect::<Vec<_>>()
        {
            let theirs = target.iter().enumerate().position(|(number, theirs)| {
                !taken[number] && theirs.role == ours.role && fits(ours, theirs)
            });
            if let Some(theirs) = theirs {
                taken[theirs] = true;
                found[at] = Some(theirs);
            }
        }
    }
    found
}
