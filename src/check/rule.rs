//! The rules, their names and what they are for.

/// What a finding is about. The order is that of the explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A glossary term of the source has no approved translation in the target.
    TermMissing,
    /// A forbidden variant stands in the target for a term of the source.
    TermForbidden,
    /// A segment of the source has no translation.
    SegmentMissing,
    /// A segment of the target translates nothing.
    SegmentExtra,
    /// The label of a speaker turn is missing.
    SpeakerMissing,
    /// A number, date, time or percentage has another value, is missing or was added.
    Number,
    /// A number has another currency or unit.
    Unit,
    /// A name is spelled in two ways, or in another way than in the memory.
    Name,
    /// An inline tag or placeholder is lost, added or unbalanced.
    Tags,
    /// The target is the source.
    Untranslated,
    /// A word mixes letters of two scripts that look alike.
    Script,
    /// A word stands twice in a row.
    RepeatedWord,
    /// A bracket is not closed or not opened.
    Brackets,
    /// The target is far too long or too short for its source.
    Length,
    /// A question has become a statement, or the other way round.
    EndMark,
    /// Two spaces in a row.
    DoubleSpace,
    /// Quotation marks that are not those of the language.
    Quotes,
    /// The same source is translated in two ways.
    Inconsistent,
    /// Two different sources have the same translation.
    SameTarget,
    /// A term is translated in two approved ways.
    TermInconsistent,
}

/// How bad a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Not looked for.
    Off,
    /// Advice.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong: `check` exits with status 1.
    Error,
}

/// What is fixed about a rule.
struct Sheet {
    rule: Rule,
    id: &'static str,
    severity: Severity,
    explanation: &'static str,
}

const SHEETS: [Sheet; 20] = [
    Sheet {
        rule: Rule::TermMissing,
        id: "term-missing",
        severity: Severity::Error,
        explanation: "A term of the glossary stands in the source, and none of its approved \
                      translations, in any inflected form, stands in the target. A longer term \
                      hides a shorter one inside it. Use an approved translation, add the one \
                      that was used as a variant (LANG_alt), or change the rule's severity in \
                      yaddash.toml.",
    },
    Sheet {
        rule: Rule::TermForbidden,
        id: "term-forbidden",
        severity: Severity::Error,
        explanation: "A term of the glossary stands in the source, and the target uses a variant \
                      that the glossary forbids for it. A forbidden variant inside an approved \
                      term is no fault.",
    },
    Sheet {
        rule: Rule::SegmentMissing,
        id: "segment-missing",
        severity: Severity::Warning,
        explanation: "A segment of the source has no counterpart in the target: it was not \
                      translated, or the alignment did not find its translation. Where a \
                      translation is a variant of a TMX unit or a line of its own, it is empty. \
                      In a file that was made to be translated (XLIFF, PO, a table of two \
                      languages) this is an error.",
    },
    Sheet {
        rule: Rule::SegmentExtra,
        id: "segment-extra",
        severity: Severity::Warning,
        explanation: "A segment of the target has no counterpart in the source: it was added, or \
                      the alignment did not find what it translates.",
    },
    Sheet {
        rule: Rule::SpeakerMissing,
        id: "speaker-missing",
        severity: Severity::Warning,
        explanation: "A speaker turn of the source begins with a label (`President Ilham \
                      Aliyev:`) that the target does not have: it would seem that the one before \
                      goes on speaking.",
    },
    Sheet {
        rule: Rule::Number,
        id: "number",
        severity: Severity::Error,
        explanation: "Numbers, dates, times and percentages are compared by value, whatever the \
                      conventions of the languages: 1,000 and 1 000, 7.5 and 7,5, 14 February \
                      2020 and 2020-ci il fevralın 14-ü, two billion and 2 млрд. A number \
                      written in digits whose value the other side does not have is reported.",
    },
    Sheet {
        rule: Rule::Unit,
        id: "unit",
        severity: Severity::Warning,
        explanation: "Numbers of both sides have a currency or a metric unit, and not the same: \
                      dollars have become euros, kilometres metres. A side that names none says \
                      nothing, and converted measures are no fault.",
    },
    Sheet {
        rule: Rule::Name,
        id: "name",
        severity: Severity::Warning,
        explanation: "A name of the source is transliterated in two ways in one set of texts \
                      (Гутерриш and Гутерреш), or otherwise than in the memory. Inflected forms \
                      of one spelling are one. The commoner spelling is taken for the right one.",
    },
    Sheet {
        rule: Rule::Tags,
        id: "tags",
        severity: Severity::Error,
        explanation: "Inline codes of TMX and XLIFF, tags in the text (<b>, <x1/>) and \
                      placeholders ({0}, %s, %(name)s) must be the same on both sides, and \
                      every tag that is opened must be closed. A code has no letters in the \
                      text: the finding says between which letters it stands.",
    },
    Sheet {
        rule: Rule::Untranslated,
        id: "untranslated",
        severity: Severity::Warning,
        explanation: "The target is the same as the source, and it is running text and not a \
                      name, a number or a title alone.",
    },
    Sheet {
        rule: Rule::Script,
        id: "script",
        severity: Severity::Warning,
        explanation: "A word mixes Latin and Cyrillic letters that look alike: `Cовет` with a \
                      Latin C. It cannot be found by searching, and spelling checkers stumble.",
    },
    Sheet {
        rule: Rule::RepeatedWord,
        id: "repeated-word",
        severity: Severity::Warning,
        explanation: "A word stands twice in a row in the target, and nothing is repeated in \
                      the source.",
    },
    Sheet {
        rule: Rule::Brackets,
        id: "brackets",
        severity: Severity::Warning,
        explanation: "A bracket of the target is opened and not closed, or closed \
                      and not opened, while those of the source are in order.",
    },
    Sheet {
        rule: Rule::Length,
        id: "length",
        severity: Severity::Warning,
        explanation: "The target has less than a third or more than three times the letters of \
                      its source: something is probably missing or does not belong there.",
    },
    Sheet {
        rule: Rule::EndMark,
        id: "end-mark",
        severity: Severity::Info,
        explanation: "The source ends with a question mark and the target does not, or the \
                      other way round.",
    },
    Sheet {
        rule: Rule::DoubleSpace,
        id: "double-space",
        severity: Severity::Info,
        explanation: "Two spaces stand in a row inside the target, and none do in the source.",
    },
    Sheet {
        rule: Rule::Quotes,
        id: "quotes",
        severity: Severity::Off,
        explanation: "Quotation marks that are not those of the language: «…» in Russian, “…” \
                      or «…» in Azerbaijani, “…” or ‘…’ in English. Published texts differ, so \
                      the rule is off by default.",
    },
    Sheet {
        rule: Rule::Inconsistent,
        id: "inconsistent",
        severity: Severity::Off,
        explanation: "The same source segment is translated in two ways in one set of texts. \
                      Good translators do so on purpose, so the rule is off by default.",
    },
    Sheet {
        rule: Rule::SameTarget,
        id: "same-target",
        severity: Severity::Off,
        explanation: "Two different source segments have the same translation. Off by default.",
    },
    Sheet {
        rule: Rule::TermInconsistent,
        id: "term-inconsistent",
        severity: Severity::Off,
        explanation: "A term of the glossary is translated in two approved ways in one set of \
                      texts; an abbreviation beside the full term is no second way. Good style may \
                      ask for variation, so the rule is off by default.",
    },
];

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 20] = [
        Rule::TermMissing,
        Rule::TermForbidden,
        Rule::SegmentMissing,
        Rule::SegmentExtra,
        Rule::SpeakerMissing,
        Rule::Number,
        Rule::Unit,
        Rule::Name,
        Rule::Tags,
        Rule::Untranslated,
        Rule::Script,
        Rule::RepeatedWord,
        Rule::Brackets,
        Rule::Length,
        Rule::EndMark,
        Rule::DoubleSpace,
        Rule::Quotes,
        Rule::Inconsistent,
        Rule::SameTarget,
        Rule::TermInconsistent,
    ];

    fn sheet(self) -> &'static Sheet {
        SHEETS.iter().find(|sheet| sheet.rule == self).unwrap_or(&SHEETS[0])
    }

    /// The name on the command line, in the configuration and in the output.
    pub fn id(self) -> &'static str {
        self.sheet().id
    }

    /// The rule of that name.
    pub fn parse(id: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.id() == id)
    }

    /// How bad a finding is unless the configuration says otherwise.
    pub fn severity(self) -> Severity {
        self.sheet().severity
    }

    /// What the rule looks for and why, for `check --explain`.
    pub fn explanation(self) -> &'static str {
        self.sheet().explanation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_sheet() {
        for rule in Rule::ALL {
            assert_eq!(rule.sheet().rule, rule);
            assert_eq!(Rule::parse(rule.id()), Some(rule));
        }
    }
}
