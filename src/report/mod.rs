//! Results → what people and programs read: coloured text, JSON Lines, SARIF, pages.
//!
//! Everything here is written with colours; the command line takes them out where they are not
//! wanted.

pub mod archive;
pub mod diagnostic;
pub mod html;
pub mod json;
pub mod region;
pub mod sarif;
pub mod style;
pub mod text;
pub mod validation;
