//! The colours, by meaning.

use anstyle::{AnsiColor, Effects, Style};

/// Headings and what is to be noticed first.
pub const HEAD: Style = Style::new().effects(Effects::BOLD);
/// What may be passed over: places, numbers, the unchanged.
pub const DIM: Style = Style::new().effects(Effects::DIMMED);
/// What is good or new.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What the new text has and the match has not.
pub const ADDED: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);
/// What the match has and the new text has not.
pub const REMOVED: Style = AnsiColor::Red.on_default().effects(Effects::STRIKETHROUGH);
/// What needs a look.
pub const DOUBT: Style = AnsiColor::Yellow.on_default();
/// What is wrong.
pub const BAD: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// A word that was looked for.
pub const MARK: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
/// Language tags and other labels.
pub const LABEL: Style = AnsiColor::Blue.on_default();

/// `text` in `style`.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
