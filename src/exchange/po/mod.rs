//! Message catalogues of GNU gettext (gettext manual, "The Format of PO Files").
//!
//! An entry is a unit of two languages. `msgctxt` is the property `x-context`, the flag `fuzzy`
//! the state `needs-review-translation`, translators' comments are notes; other flags,
//! references, extracted comments, previous texts and the mark of obsolete entries are `x-po-…`
//! properties. An entry with plural forms becomes a unit for each form: the first with `msgid`,
//! the others with `msgid_plural` as source; `x-po-plural` says which form a unit is, and the
//! writer puts forms that follow one another together again. The catalogue's header is the
//! property `x-po-header` of the memory's header.

mod read;
mod write;

pub(super) use read::Reader;
pub(super) use write::Sink;

const HEADER_PROP: &str = "x-po-header";
const FLAGS_PROP: &str = "x-po-flags";
const REFERENCE_PROP: &str = "x-po-reference";
const EXTRACTED_PROP: &str = "x-po-extracted";
const PREVIOUS_PROP: &str = "x-po-previous";
pub(super) const OBSOLETE_PROP: &str = "x-po-obsolete";
const PLURAL_PROP: &str = "x-po-plural";
const PLURAL_SOURCE_PROP: &str = "x-po-msgid-plural";

/// The state that `fuzzy` means.
const FUZZY: &str = "needs-review-translation";
