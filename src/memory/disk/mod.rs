//! Memories on disk: the TMX files, the index beside them, and units read from both.

pub(crate) mod catalog;
pub(crate) mod codec;
pub(crate) mod column;
pub(crate) mod direct;
pub(crate) mod open;
pub(crate) mod segment;
pub(crate) mod slot;
pub(crate) mod store;
