//! Plain text: the decoded file is the text, byte for byte, line ends and all.

use super::Extract;
use crate::error::{Error, Kind, Place, Result};

/// Takes a decoded file as it is, unless what was decoded is no text.
pub(super) fn extract(text: String, file: &str) -> Result<Extract> {
    if holds_binary(&text) {
        return Err(Error::new(Kind::Unsupported, "this is binary data, not text")
            .at(Place::file(file))
            .help("give a .txt, .html or .docx file"));
    }
    Ok(Extract { text, title: None })
}

/// Text holds no NUL, and of other control characters at most a stray one: an end-of-file mark
/// of old systems, a vertical tab out of a word processor. Two in a hundred leaves room for
/// those; of random bytes one in ten is a control character.
fn holds_binary(text: &str) -> bool {
    let (mut controls, mut all) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            '\0' => return true,
            '\t' | '\n' | '\r' | '\u{c}' | '\u{85}' => {}
            c if c.is_control() => controls += 1,
            _ => {}
        }
        all += 1;
    }
    controls > 1 && controls * 50 > all
}
