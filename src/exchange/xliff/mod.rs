//! XLIFF 1.2 (OASIS Standard, 2008) and 2.1 (OASIS Standard, 2018), and the dialects of 1.2 that
//! Trados Studio and memoQ write.
//!
//! A `trans-unit` of 1.2, or a segment of it where it is cut (`seg-source`), and a `segment` of
//! 2.x are a unit each. Inline elements become those of TMX and back (`codes`); notes, states,
//! identifiers and the original file are kept. What belongs to a unit of TMX and has no place of
//! its own stands in `context` elements (1.2) or in the metadata module (2.1).

mod codes;
mod read;
mod write;

pub(super) use read::Reader;
pub(super) use write::Sink;

/// Which XLIFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.2, and 1.0 and 1.1 in reading.
    V12,
    /// 2.1, and 2.0 in reading.
    V21,
}

/// The states of a target in XLIFF 1.2 (§2.5, `state`).
const STATES_12: [&str; 10] = [
    "final",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-review-translation",
    "needs-translation",
    "new",
    "signed-off",
    "translated",
];

/// The states of a segment in XLIFF 2.1 (§4.3.1.36).
const STATES_2: [&str; 4] = ["initial", "translated", "reviewed", "final"];

/// The prefix of a sub-state that is a state of XLIFF 1.2.
const SUB_STATE: &str = "xlf12:";

/// The category under which the metadata of a unit stands in XLIFF 2.1.
const CATEGORY: &str = "yaddash";

const SUB_STATE_PROP: &str = "x-sub-state";
const APPROVED_PROP: &str = "x-approved";
pub(super) const TRANSLATE_PROP: &str = "x-translate";
