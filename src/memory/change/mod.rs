//! Units changed by hand: what was done, so that it can be undone, and doing it.

pub(crate) mod journal;
pub(crate) mod revise;
