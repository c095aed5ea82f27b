//! The names of the rules, by which `segment --explain` shows what decided.

/// A rule of the built-in engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The user's own `no_break_after`.
    OwnNoBreak,
    /// The user's own `break_after`.
    OwnBreak,
    /// A line break ends a segment.
    LineBreak,
    /// An item of a list whose lines were run together.
    ListItem,
    /// No white space follows the mark.
    NoSpace,
    /// The space after the end mark was forgotten.
    MissingSpace,
    /// A small letter follows.
    LowerCase,
    /// What follows begins with neither letter, digit, quote nor bracket.
    Symbol,
    /// Nothing but marks stands before.
    NothingBefore,
    /// The number or letter of a list item stays with the item.
    ListMarker,
    /// The number of a heading stays with the heading: `Article 1. Subject`.
    Heading,
    /// A date in figures written with spaces: `27. 10. 2014`.
    SpacedDate,
    /// The author's words after a quotation: `"When?" President Aliyev asked.`
    AuthorWords,
    /// The author's words in the middle of a quotation: `«Да, – сказал он. – Рад»`.
    AuthorWordsInside,
    /// A small letter begins a sentence after an ordinary word, in careless writing.
    SmallLetterBegins,
    /// The source of a quotation in brackets: `“…” (Smith 55).`
    Citation,
    /// Initials before a name: `J. P. Smith`.
    Initial,
    /// An abbreviation that never ends a sentence.
    NeverFinal,
    /// An abbreviation that ends a sentence before a sentence starter; none follows.
    NoStarter,
    /// An abbreviation before a sentence starter.
    Starter,
    /// An abbreviation that ends a sentence before any capital letter.
    FinalBeforeCapital,
    /// An abbreviation before a number.
    BeforeNumber,
    /// An abbreviation before a name.
    BeforeName,
    /// A date or time at the very beginning of the sentence cannot end it.
    SentenceOpening,
    /// An emoticon before a capital letter.
    Emoticon,
    /// An ellipsis set apart by spaces, `is . . . I mean`: words are left out of the sentence.
    SpacedEllipsis,
    /// A full stop before the ellipsis of the next sentence: `compounds. . . . The`.
    OmittedAfterStop,
    /// An end mark before what can begin a sentence.
    EndMark,
}

impl Rule {
    /// Whether the rule makes a break.
    pub fn breaks(self) -> bool {
        matches!(
            self,
            Rule::OwnBreak
                | Rule::LineBreak
                | Rule::ListItem
                | Rule::Starter
                | Rule::FinalBeforeCapital
                | Rule::Emoticon
                | Rule::SmallLetterBegins
                | Rule::MissingSpace
                | Rule::OmittedAfterStop
                | Rule::EndMark
        )
    }

    /// The name by which `segment --explain` shows the rule: `end-mark`, `never-final`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }

    /// The rule in one line, for `segment --explain`.
    pub fn description(self) -> &'static str {
        match self {
            Rule::OwnNoBreak => "your no_break_after forbids a break here",
            Rule::OwnBreak => "your break_after asks for a break here",
            Rule::LineBreak => "a line break ends a segment",
            Rule::ListItem => "the next item of a list begins",
            Rule::NoSpace => "no white space follows the mark",
            Rule::MissingSpace => "the space after the end mark is missing",
            Rule::LowerCase => "a small letter follows",
            Rule::Symbol => "what follows cannot begin a sentence",
            Rule::NothingBefore => "nothing but marks stands before",
            Rule::ListMarker => "a list marker stays with its item",
            Rule::Heading => "the number of a heading stays with the heading",
            Rule::SpacedDate => "part of a date in figures",
            Rule::AuthorWords => "the author's words follow the quotation",
            Rule::AuthorWordsInside => "the author's words stand inside the quotation",
            Rule::SmallLetterBegins => "an ordinary word ends the sentence",
            Rule::Citation => "the source of a quotation follows in brackets",
            Rule::Initial => "an initial stands before a name",
            Rule::NeverFinal => "an abbreviation that never ends a sentence",
            Rule::NoStarter => "an abbreviation, and no word that begins sentences follows",
            Rule::Starter => "a word that begins sentences follows the abbreviation",
            Rule::FinalBeforeCapital => {
                "an abbreviation that may end a sentence, and a capital follows"
            }
            Rule::BeforeNumber => "an abbreviation before a number",
            Rule::BeforeName => "an abbreviation before a name",
            Rule::SentenceOpening => "a date or time that opens the sentence",
            Rule::Emoticon => "an emoticon ends the sentence",
            Rule::SpacedEllipsis => "an ellipsis set apart by spaces is an omission",
            Rule::OmittedAfterStop => "an ellipsis that begins the next sentence",
            Rule::EndMark => "an end mark before the beginning of a sentence",
        }
    }
}
