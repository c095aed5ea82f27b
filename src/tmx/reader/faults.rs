//! What can be wrong with a file, and where.

use super::{LISTED, MAX_DEPTH, Reader};
use crate::error::{Error, Kind, Notice, Place};
use crate::tmx::decode::{forbidden_character, not_in_encoding};
use crate::tmx::source::Source;

impl Reader<'_> {
    /// Where in the current token the bytes are that are no UTF-8.
    pub(super) fn place_of_invalid_text(&self) -> Place {
        let token = if self.inside { &self.inner } else { &self.buffer };
        let valid = std::str::from_utf8(token).map_or_else(|e| e.valid_up_to(), str::len);
        let source = self.xml.get_ref();
        let at = source.token_position().after(&token[..valid]);
        Place { offset: Some(at.offset), ..source.place(at) }
    }

    pub(super) fn place(&self) -> Place {
        self.xml.get_ref().token_place()
    }

    pub(super) fn error(&self, kind: Kind, message: impl Into<String>) -> Error {
        Error::new(kind, message).at(self.place())
    }

    pub(super) fn forbidden(&self, code: u32) -> Error {
        match code {
            u32::MAX => self.error(Kind::Malformed, "a reference to a character beyond U+10FFFF"),
            _ => forbidden_character(code).at(self.place()),
        }
    }

    pub(super) fn too_deep(&self) -> Error {
        self.error(Kind::Limit, format!("elements are nested more than {MAX_DEPTH} deep"))
    }

    pub(super) fn unclosed_reference(&self) -> Error {
        self.error(Kind::Malformed, "an `&` begins no reference")
            .help("in XML `&` is written `&amp;`; --repair takes it for the character")
    }

    pub(super) fn wrong_end(&self, open: Option<&str>, found: &str) -> Error {
        let what = match open {
            Some(open) => format!("`</{found}>` stands where `</{open}>` is expected"),
            None => format!("`</{found}>` closes nothing"),
        };
        self.error(Kind::Malformed, what).help("--repair leaves out what is broken")
    }

    pub(super) fn cut_off(&self, open: &str) -> Error {
        let what = format!("the file ends inside `{open}`: it was cut off");
        self.error(Kind::Malformed, what).help("get the whole file; --repair reads what is there")
    }

    pub(super) fn notice_left_out(&mut self, what: &str) {
        self.left_out += 1;
        if self.left_out <= LISTED {
            self.notices.push(Notice::new(what).at(self.place()));
        }
    }

    pub(super) fn leave_out(&mut self, error: &Error) {
        self.left_out += 1;
        if self.left_out <= LISTED {
            let mut notice = Notice::new(format!("left out: {}", error.message()));
            notice.place = error.place().cloned();
            self.notices.push(notice);
        }
    }
}

/// An error of quick-xml as one of ours.
pub(super) fn syntax_error(
    xml: &mut quick_xml::Reader<Source<'_>>,
    error: quick_xml::Error,
) -> Error {
    use quick_xml::errors::{IllFormedError, SyntaxError};
    if let Some(failure) = xml.get_mut().take_failure() {
        return failure;
    }
    if let quick_xml::Error::Encoding(_) = &error {
        // The place, inside the token, is added where the token is at hand.
        return not_in_encoding("UTF-8").because(error);
    }
    let (message, help) = match &error {
        quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => (
            "an `&` begins no reference".to_owned(),
            "in XML `&` is written `&amp;`; --repair takes it for the character",
        ),
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => {
            ("`<!` begins nothing that XML knows".to_owned(), "--repair leaves out what is broken")
        }
        quick_xml::Error::Syntax(syntax) => (
            format!("the file was cut off: {syntax}"),
            "get the whole file; --repair reads what is there",
        ),
        other => (other.to_string(), "--repair leaves out what is broken"),
    };
    Error::new(Kind::Malformed, message).at(xml.get_ref().token_place()).help(help).because(error)
}
