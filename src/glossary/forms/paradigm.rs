//! Paradigms for people to read.

/// One form of a paradigm.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Form {
    /// What the form is: `plural, dative`.
    pub label: String,
    /// The form, written as the term is.
    pub text: String,
}
