//! The rules, their names and what they are for.

/// What a finding is about. The order is that of the explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// A glossary term of the source has no approved translation in the target.
    TermMissing,
    /// A forbidden variant stands in the target for a term of the source.
    TermForbidden,
    /// A number, date, time or percentage has another value, is missing or was added.
    Number,
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

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 3] = [Rule::TermMissing, Rule::TermForbidden, Rule::Number];

    /// The name on the command line, in the configuration and in the output.
    pub fn id(self) -> &'static str {
        match self {
            Rule::TermMissing => "term-missing",
            Rule::TermForbidden => "term-forbidden",
            Rule::Number => "number",
        }
    }

    /// The rule of that name.
    pub fn parse(id: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.id() == id)
    }

    /// How bad a finding is unless the configuration says otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Rule::TermMissing | Rule::TermForbidden | Rule::Number => Severity::Error,
        }
    }

    /// What the rule looks for and why, for `check --explain`.
    pub fn explanation(self) -> &'static str {
        match self {
            Rule::TermMissing => {
                "A term of the glossary stands in the source, and none of its approved \
                 translations, in any inflected form, stands in the target. A longer term hides \
                 a shorter one inside it. Use an approved translation, add the one that was used \
                 as a variant (LANG_alt), or switch the rule off for the segment."
            }
            Rule::TermForbidden => {
                "A term of the glossary stands in the source, and the target uses a variant that \
                 the glossary forbids for it. A forbidden variant inside an approved term is no \
                 fault."
            }
            Rule::Number => {
                "Numbers, dates, times and percentages are compared by value, whatever the \
                 conventions of the languages: 1,000 and 1 000, 7.5 and 7,5, 14 February 2020 and \
                 2020-ci il fevralın 14-ü, two billion and 2 млрд. A number written in digits \
                 whose value the other side does not have is reported."
            }
        }
    }
}
