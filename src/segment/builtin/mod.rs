//! The built-in engine: finds every place where a sentence might end and asks the rules.

pub mod data;
mod decide;
mod exceptions;
mod lists;
mod rule;
mod scan;

pub use data::{Lists, RuleFile};
pub use exceptions::Exceptions;
pub use rule::Rule;
pub(crate) use scan::walk;

/// Raised with every change of the engine that moves a cut.
pub(crate) const ENGINE_VERSION: &str = "1";
