//! TBX, the exchange format for term bases: version 2 (ISO 30042:2008, root `martif`) and
//! version 3 (ISO 30042:2019, root `tbx`), in both styles: data categories as attributes (DCA,
//! `<termNote type="administrativeStatus">`) and as tags (DCT, `<min:administrativeStatus>`).

mod category;
mod read;
mod write;

pub use category::Dialect;
pub(super) use read::read;
pub use write::{Style, Version};

use super::Status;

/// What the values of `administrativeStatus` and `normativeAuthorization` mean for a translator.
pub(super) fn status(value: &str) -> Option<Status> {
    let value = value.trim().trim_end_matches("-admn-sts");
    Some(match value {
        "preferredTerm" | "preferred" | "standardizedTerm" | "legalTerm" | "regulatedTerm" => {
            Status::Preferred
        }
        "admittedTerm" | "admitted" => Status::Admitted,
        "deprecatedTerm" | "supersededTerm" | "deprecated" | "superseded" | "notRecommended"
        | "obsolete" | "forbidden" => Status::Forbidden,
        _ => return None,
    })
}

/// Whether a value says more than [`Status`] does: `supersededTerm`, `legalTerm`.
fn says_more(value: &str) -> bool {
    let plain = ["preferredTerm", "admittedTerm", "deprecatedTerm"];
    !plain.contains(&value.trim().trim_end_matches("-admn-sts"))
}
