//! Context: whether the segments around a match are the same too.

use crate::lang::Lang;
use crate::memory::{Memory, UnitId, score};

/// The segments around the segment that is asked for; `None` at the beginning and the end of a
/// text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The segment before.
    pub previous: Option<&'a str>,
    /// The segment after.
    pub next: Option<&'a str>,
}

/// The `prop`s that hold the segment before and after: OmegaT's names and memoQ's.
const PREVIOUS: [&str; 2] = ["prev", "context-pre"];
const NEXT: [&str; 2] = ["next", "context-post"];

impl Memory {
    /// Whether `unit` stood in the same context, in `lang`.
    ///
    /// What a unit says of its context counts (`prev` and `next` as OmegaT writes them,
    /// `x-context-pre` and `x-context-post` as memoQ does). A unit that says nothing of it stood
    /// between the units before and after it in its file; and so, in its other languages, did one
    /// whose neighbours there are what it says. At least one neighbour must be known on both
    /// sides, and all that are known on both sides must have the same tokens.
    pub fn same_context(&self, unit: UnitId, lang: &Lang, context: Context<'_>) -> bool {
        let Some(record) = self.unit(unit) else { return false };
        let said = |kinds: [&str; 2]| kinds.iter().find_map(|kind| record.prop(kind)).map(plain);
        let (previous, next) = (said(PREVIOUS), said(NEXT));
        let alone = |text: &Option<String>| text.as_ref().map(|text| vec![text.clone()]);
        if is_around(context, alone(&previous), alone(&next), lang) {
            return true;
        }
        let confirmed = |text: &Option<String>, step: i32| {
            text.as_ref().is_none_or(|text| self.has_neighbour(unit, step, text))
        };
        confirmed(&previous, -1)
            && confirmed(&next, 1)
            && is_around(
                context,
                self.neighbour(unit, lang, -1),
                self.neighbour(unit, lang, 1),
                lang,
            )
    }

    /// Whether the unit before or after in the same file has `text` at its near end, in some
    /// language.
    fn has_neighbour(&self, unit: UnitId, step: i32, text: &str) -> bool {
        let Some(id) = unit.0.checked_add_signed(step) else { return false };
        let Some(other) = self.unit(UnitId(id)) else { return false };
        other.variants.iter().any(|(lang, theirs)| {
            let (wanted, theirs) = (score::tokens(text, lang), score::tokens(theirs, lang));
            if step < 0 { theirs.ends_with(&wanted) } else { theirs.starts_with(&wanted) }
        })
    }

    /// The texts of the unit before or after in the same file.
    fn neighbour(&self, unit: UnitId, lang: &Lang, step: i32) -> Option<Vec<String>> {
        let other = self.unit(UnitId(unit.0.checked_add_signed(step)?))?;
        let same_file = self.unit(unit)?.file == other.file;
        let texts: Vec<String> = other.texts(lang).into_iter().map(str::to_owned).collect();
        (same_file && !texts.is_empty()).then_some(texts)
    }
}

/// Whether the text that is asked for stands between these.
fn is_around(
    context: Context<'_>,
    previous: Option<Vec<String>>,
    next: Option<Vec<String>>,
    lang: &Lang,
) -> bool {
    let same = |asked: Option<&str>, stored: Option<Vec<String>>| {
        let (asked, stored) = (asked?, stored?);
        let tokens = score::tokens(asked, lang);
        Some(stored.iter().any(|text| score::tokens(text, lang) == tokens))
    };
    match (same(context.previous, previous), same(context.next, next)) {
        (None, None) => false,
        (before, after) => before.unwrap_or(true) && after.unwrap_or(true),
    }
}

/// The text of a context: memoQ writes a whole `<seg>` into its `prop`.
fn plain(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix("<seg>").and_then(|t| t.strip_suffix("</seg>"));
    inner.unwrap_or(text).to_owned()
}
