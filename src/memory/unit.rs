//! A unit as the memory holds it.

use crate::lang::Lang;

/// A unit with what the memory needs of it; filled from TMX, which stays the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRecord {
    /// The file, as the user named it.
    pub file: String,
    /// The number of the unit in its file, counted from 0.
    pub index_in_file: usize,
    /// The `tuid`, where the file gives one.
    pub tuid: Option<String>,
    /// One text for each language; a language may occur twice (`en-US`, `en-GB`).
    pub variants: Vec<(Lang, String)>,
    /// When the unit was changed last or else made, as TMX writes dates (`20200214T113000Z`).
    pub changed: Option<String>,
    /// Who changed it last or else made it.
    pub changed_by: Option<String>,
    /// The `prop`s by type, in the order of the file.
    pub props: Vec<(String, String)>,
}

/// How far a unit is to be trusted, where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The unit calls itself unreviewed.
    Unreviewed,
    /// The unit comes from an alignment that was not sure of it.
    Doubtful,
    /// Nothing speaks against the unit.
    Reviewed,
}

/// Below this confidence an aligned unit counts as [`Status::Doubtful`].
const CONFIDENT: f64 = 0.9;

impl UnitRecord {
    /// The value of the first `prop` of this type; the prefix `x-`, which TMX asks of types that
    /// are a tool's own, makes no difference.
    pub fn prop(&self, kind: &str) -> Option<&str> {
        let bare = |kind: &str| kind.strip_prefix("x-").unwrap_or(kind).to_ascii_lowercase();
        let wanted = bare(kind);
        self.props.iter().find(|(k, _)| bare(k) == wanted).map(|(_, value)| value.as_str())
    }

    /// How far the unit is to be trusted: its `status`, else its `confidence`.
    pub fn status(&self) -> Status {
        match self.prop("status").map(str::to_ascii_lowercase).as_deref() {
            Some("unreviewed" | "draft" | "unapproved" | "needs-review") => Status::Unreviewed,
            Some("reviewed" | "approved") => Status::Reviewed,
            _ => match self.prop("confidence").and_then(|c| c.parse::<f64>().ok()) {
                Some(confidence) if confidence < CONFIDENT => Status::Doubtful,
                _ => Status::Reviewed,
            },
        }
    }

    /// The texts in the language that `lang` names, the nearest region first.
    pub fn texts(&self, lang: &Lang) -> Vec<&str> {
        let mut texts: Vec<(u8, &str)> = self
            .variants
            .iter()
            .filter_map(|(l, text)| Some((lang.distance(l)?, text.as_str())))
            .collect();
        texts.sort_by_key(|&(distance, _)| distance);
        texts.into_iter().map(|(_, text)| text).collect()
    }
}
