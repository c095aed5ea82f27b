//! Decoded files that are text, and those that are not.

use crate::error::{Error, Kind, Place, Result};

/// Gives a decoded file back as it is, line ends and all.
///
/// # Errors
/// `Unsupported` when what was decoded is no text.
pub(super) fn text(decoded: String, file: &str) -> Result<String> {
    if holds_binary(&decoded) {
        return Err(Error::new(Kind::Unsupported, "this is binary data, not text")
            .at(Place::file(file))
            .help("give a .txt, .html or .docx file"));
    }
    Ok(decoded)
}

/// Text holds no NUL, and of other control characters at most a stray one: an end-of-file mark
/// of old systems, a vertical tab out of a word processor. Two in a hundred leaves room for
/// those; of random bytes one in ten is a control character.
fn holds_binary(text: &str) -> bool {
    let (mut controls, mut all) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            '\0' => return true,
            '\t' | '\n' | '\r' | '\u{c}' => {}
            c if c.is_ascii_control() => controls += 1,
            _ => {}
        }
        all += 1;
    }
    controls > 1 && controls * 50 > all
}
