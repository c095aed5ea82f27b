//! What the columns of a glossary table mean, by their names: ours, and those of the tables that
//! memoQ (`Entry_ID`, `English_United_States`, `Term_Info`) and MultiTerm (`English`,
//! `Definition`) export.

use super::Status;
use crate::lang::Lang;

/// What a column of the table means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Id,
    Terms(Lang, Status),
    Forms(Lang),
    Exact(Lang),
    Case(Lang),
    /// memoQ's properties of the term before it.
    Info,
    Type,
    Subject,
    Definition,
    Note,
    Other(String),
}

/// Languages by their English names, as term bases of other tools call them.
const NAMES: [(&str, &str); 34] = [
    ("english", "en"),
    ("russian", "ru"),
    ("azerbaijani", "az"),
    ("azeri", "az"),
    ("turkish", "tr"),
    ("german", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("polish", "pl"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("ukrainian", "uk"),
    ("belarusian", "be"),
    ("bulgarian", "bg"),
    ("romanian", "ro"),
    ("hungarian", "hu"),
    ("greek", "el"),
    ("swedish", "sv"),
    ("danish", "da"),
    ("norwegian", "no"),
    ("finnish", "fi"),
    ("georgian", "ka"),
    ("armenian", "hy"),
    ("kazakh", "kk"),
    ("uzbek", "uz"),
    ("kyrgyz", "ky"),
    ("arabic", "ar"),
    ("persian", "fa"),
    ("hebrew", "he"),
    ("chinese", "zh"),
    ("japanese", "ja"),
];

/// Regions by the names that follow a language in memoQ's and MultiTerm's column names.
const REGIONS: [(&str, &str); 7] = [
    ("united_states", "US"),
    ("united_kingdom", "GB"),
    ("russia", "RU"),
    ("russian_federation", "RU"),
    ("azerbaijan", "AZ"),
    ("turkey", "TR"),
    ("germany", "DE"),
];

impl Column {
    /// The column of that name.
    pub(super) fn parse(name: &str) -> Column {
        let name = name.trim();
        match name.to_ascii_lowercase().as_str() {
            "id" | "entry_id" | "entry id" => return Column::Id,
            "type" => return Column::Type,
            "subject" | "entry_subject" => return Column::Subject,
            "definition" => return Column::Definition,
            "note" | "entry_note" => return Column::Note,
            "term_info" => return Column::Info,
            _ => {}
        }
        if let Some((tag, what)) = name.rsplit_once('_')
            && let Some(lang) = tagged(tag)
        {
            match what.to_ascii_lowercase().as_str() {
                "alt" => return Column::Terms(lang, Status::Admitted),
                "forbidden" => return Column::Terms(lang, Status::Forbidden),
                "forms" => return Column::Forms(lang),
                "exact" => return Column::Exact(lang),
                "case" => return Column::Case(lang),
                _ => {}
            }
        }
        match tagged(name).or_else(|| named(name)) {
            Some(lang) => Column::Terms(lang, Status::Preferred),
            None => Column::Other(name.to_owned()),
        }
    }

    /// The name under which the column is written.
    pub(super) fn name(&self) -> String {
        match self {
            Column::Id => "id".to_owned(),
            Column::Terms(lang, Status::Preferred) => lang.to_string(),
            Column::Terms(lang, Status::Admitted) => format!("{lang}_alt"),
            Column::Terms(lang, Status::Forbidden) => format!("{lang}_forbidden"),
            Column::Forms(lang) => format!("{lang}_forms"),
            Column::Exact(lang) => format!("{lang}_exact"),
            Column::Case(lang) => format!("{lang}_case"),
            Column::Info => "Term_Info".to_owned(),
            Column::Type => "type".to_owned(),
            Column::Subject => "subject".to_owned(),
            Column::Definition => "definition".to_owned(),
            Column::Note => "note".to_owned(),
            Column::Other(name) => name.clone(),
        }
    }

    /// Whether two columns of this name are the synonyms of another tool's table and no mistake.
    pub(super) fn may_repeat(name: &str) -> bool {
        tagged(name.trim()).is_none()
    }
}

/// A language tag. A tag of more than three letters without a subtag is a registered language
/// only in theory (RFC 5646, 2.2.1); in a table it is the name of some other column.
fn tagged(name: &str) -> Option<Lang> {
    let subtag = name.split(['-', '_']).next().unwrap_or(name);
    (subtag.len() <= 3).then(|| Lang::parse(name)).flatten()
}

/// A language by its English name, with or without a region: `English_United_States`,
/// `English (United States)`.
fn named(name: &str) -> Option<Lang> {
    let plain: String = name
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut words = plain.split_whitespace();
    let language = words.next()?;
    let (_, tag) = NAMES.iter().find(|(known, _)| *known == language)?;
    let rest: Vec<&str> = words.collect();
    if rest.is_empty() {
        return Lang::parse(tag);
    }
    let region = rest.join("_");
    let (_, region) = REGIONS.iter().find(|(known, _)| *known == region)?;
    Lang::parse(&format!("{tag}-{region}"))
}
