//! What the columns of a glossary table mean, by their names: ours, and those of the tables that
//! memoQ (`Entry_ID`, `English_United_States`, `Term_Info`) and MultiTerm (`English`,
//! `Definition`) export.

use crate::glossary::Status;
use crate::lang::Lang;

/// What a column of the table means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::glossary) enum Column {
    Id,
    Terms(Lang, Status),
    Forms(Lang),
    Exact(Lang),
    Case(Lang),
    /// The statuses of the terms, where the columns in which they stand do not say them.
    Status(Lang),
    PartOfSpeech(Lang),
    Gender(Lang),
    /// What else is said of each term, by the name of the data category.
    OfTerm(Lang, String),
    /// memoQ's properties of the term before it.
    Info,
    /// In other tools' tables, data of the term before it: the name and the data category.
    Before(String, &'static str),
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

/// Regions by the names that follow a language in memoQ's and MultiTerm's column names; the name
/// that is written comes first.
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
    pub(in crate::glossary) fn parse(name: &str) -> Column {
        let name = name.trim();
        match name.to_ascii_lowercase().as_str() {
            "id" | "entry_id" | "entry id" => return Column::Id,
            "type" => return Column::Type,
            "subject" | "entry_subject" => return Column::Subject,
            "definition" => return Column::Definition,
            "note" | "entry_note" => return Column::Note,
            "term_info" => return Column::Info,
            "status" | "term_status" | "term status" => {
                return Column::Before(name.to_owned(), STATUS);
            }
            "part of speech" => return Column::Before(name.to_owned(), PART_OF_SPEECH),
            "gender" => return Column::Before(name.to_owned(), GENDER),
            "context" | "term_example" => return Column::Before(name.to_owned(), CONTEXT),
            _ => {}
        }
        if let Some((tag, category)) = name.split_once("_term_")
            && let Some(lang) = tagged(tag)
            && !category.is_empty()
        {
            return Column::OfTerm(lang, category.to_owned());
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
                "status" => return Column::Status(lang),
                "pos" => return Column::PartOfSpeech(lang),
                "gender" => return Column::Gender(lang),
                _ => {}
            }
        }
        // memoQ defines an entry once for each language.
        if let Some((language, _)) = name.rsplit_once("_Def")
            && let Some(lang) = named(language)
        {
            return Column::Other(format!("{lang}_definition"));
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
            Column::Status(lang) => format!("{lang}_status"),
            Column::PartOfSpeech(lang) => format!("{lang}_pos"),
            Column::Gender(lang) => format!("{lang}_gender"),
            Column::OfTerm(lang, category) => format!("{lang}_term_{category}"),
            Column::Before(name, _) => name.clone(),
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

/// The data categories of [`Column::Before`], by their names in TBX.
pub(super) const STATUS: &str = "administrativeStatus";
pub(super) const PART_OF_SPEECH: &str = "partOfSpeech";
pub(super) const GENDER: &str = "grammaticalGender";
const CONTEXT: &str = "context";

/// A language tag. A tag of more than three letters without a subtag is a registered language
/// only in theory (RFC 5646, 2.2.1), and `en_note` names a column that is about English: after
/// an underscore only a region or a script can stand.
fn tagged(name: &str) -> Option<Lang> {
    let subtag = name.split(['-', '_']).next().unwrap_or(name);
    let is_tag = |part: &str| match part.len() {
        2 => part.chars().all(|c| c.is_ascii_alphabetic()),
        3 => part.chars().all(|c| c.is_ascii_digit()),
        4 => SCRIPTS.iter().any(|script| script.eq_ignore_ascii_case(part)),
        _ => false,
    };
    (subtag.len() <= 3 && name.split('_').skip(1).all(|rest| rest.split('-').all(is_tag)))
        .then(|| Lang::parse(name))
        .flatten()
}

/// Scripts that may stand in a tag after an underscore (ISO 15924).
const SCRIPTS: [&str; 10] =
    ["Latn", "Cyrl", "Arab", "Hans", "Hant", "Geor", "Armn", "Grek", "Hebr", "Deva"];

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

/// The name by which other tools call the language, as [`Column::parse`] reads it; `None` when
/// it has none that we know.
pub(in crate::glossary) fn english_name(lang: &Lang) -> Option<String> {
    let (name, tag) = NAMES.iter().find(|(_, tag)| *tag == lang.primary())?;
    let alone = Lang::parse(tag)?;
    if !alone.same_language(lang) {
        return None;
    }
    let name = capitalised(name);
    match lang.region() {
        None => Some(name),
        Some(region) => {
            let (region, _) = REGIONS.iter().find(|(_, code)| *code == region)?;
            Some(format!(
                "{name}_{}",
                region.split('_').map(capitalised).collect::<Vec<_>>().join("_")
            ))
        }
    }
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(name.len().min(1));
    first.to_ascii_uppercase() + rest
}
