//! The zip container of Office documents (Open Packaging Conventions, ECMA-376 part 2): opened
//! within bounds, its parts found by their relations and not by their usual names.

use super::{decode, sniff};
use crate::error::{Error, Kind, Place, Result};
use encoding_rs::UTF_8;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// More entries than any document has.
const MAX_ENTRIES: usize = 10_000;
/// The largest part that is unpacked, in bytes; a thousand pages make about ten million.
const MAX_PART: u64 = 128 << 20;
/// The highest compression of a part above one MiB; the XML of real documents reaches about 50.
const MAX_RATIO: u64 = 250;

/// An opened container.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a str,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8], file: &'a str) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(file, cause))?;
        if zip.len() > MAX_ENTRIES {
            let message = format!("the file has more than {MAX_ENTRIES} parts");
            return Err(Error::new(Kind::Limit, message).at(Place::file(file)));
        }
        Ok(Package { zip, file })
    }

    /// The name under which errors speak of a part.
    pub(super) fn place(&self, part: &str) -> String {
        format!("{} ({part})", self.file)
    }

    /// Unpacks a part of XML; `None` when there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>> {
        let place = self.place(name);
        let mut bytes = Vec::new();
        match self.zip.by_name(name) {
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(cause) => return Err(damaged(&place, cause)),
            Ok(mut entry) => {
                let packed = entry.compressed_size().max(1);
                let limit = MAX_PART.min((packed * MAX_RATIO).max(1 << 20));
                let read = entry.by_ref().take(limit + 1).read_to_end(&mut bytes);
                read.map_err(|cause| damaged(&place, ZipError::Io(cause)))?;
                if bytes.len() as u64 > limit {
                    let message = "a part of the file grows beyond all measure when unpacked";
                    return Err(Error::new(Kind::Limit, message).at(Place::file(place)));
                }
            }
        }
        decode::decode(&bytes, &place, None, Some(UTF_8)).map(|decoded| Some(decoded.text))
    }

    /// The name of the part that holds the document's body.
    ///
    /// # Errors
    /// `Unsupported`, naming what the container is, when that is no word-processing document.
    pub(super) fn body(&mut self) -> Result<String> {
        let (types, body) =
            match (self.part("[Content_Types].xml")?, self.target("", "/officeDocument")?) {
                (Some(types), Some(body)) => (types, body),
                _ => return Err(self.other()),
            };
        let place = self.place("[Content_Types].xml");
        let mut content_type = None;
        for_each_element(&types, &place, |name, element| {
            if name == b"Override"
                && attribute(element, "PartName")
                    .is_some_and(|part| part.trim_start_matches('/') == body)
            {
                content_type = attribute(element, "ContentType");
            }
        })?;
        let save = "give a .docx, .html or .txt file";
        match content_type.as_deref() {
            Some(t) if t.contains("spreadsheetml") || t.contains("ms-excel") => {
                Err(sniff::unsupported(self.file, "an Excel workbook (.xlsx)", save))
            }
            Some(t) if t.contains("presentationml") || t.contains("ms-powerpoint") => {
                Err(sniff::unsupported(self.file, "a PowerPoint presentation (.pptx)", save))
            }
            _ => Ok(body),
        }
    }

    /// The part to which `part` (the package itself when empty) has a relation whose type ends in
    /// `kind`; the namespaces before it differ between the transitional and the strict format.
    pub(super) fn target(&mut self, part: &str, kind: &str) -> Result<Option<String>> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let relations = format!("{folder}{slash}_rels/{name}.rels");
        let place = self.place(&relations);
        let Some(xml) = self.part(&relations)? else { return Ok(None) };
        let mut found = None;
        for_each_element(&xml, &place, |name, element| {
            if name == b"Relationship"
                && found.is_none()
                && attribute(element, "Type").is_some_and(|t| t.ends_with(kind))
            {
                found = attribute(element, "Target");
            }
        })?;
        Ok(found.map(|target| match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{slash}{target}"),
        }))
    }

    /// What a zip archive is that holds no Office document.
    fn other(&mut self) -> Error {
        let mut mimetype = String::new();
        if let Ok(entry) = self.zip.by_name("mimetype") {
            // What cannot be read names nothing; the archive is refused in any case.
            let _ = entry.take(100).read_to_string(&mut mimetype);
        }
        let save = "open it in the program that made it and save it as .docx or .txt";
        let has = |name: &str| self.zip.index_for_name(name).is_some();
        let (what, help) = if mimetype.contains("opendocument.text") {
            ("an OpenDocument text (.odt)", save)
        } else if mimetype.contains("opendocument") {
            ("an OpenDocument file", save)
        } else if mimetype.contains("epub") {
            ("an EPUB book", save)
        } else if has("Index/Document.iwa") || has("Index.zip") {
            ("an Apple iWork document", save)
        } else {
            (
                "a zip archive without a Word document in it",
                "unpack it first and give the files in it",
            )
        };
        sniff::unsupported(self.file, what, help)
    }
}

fn damaged(place: &str, cause: ZipError) -> Error {
    let encrypted = matches!(&cause, ZipError::UnsupportedArchive(why) if why.to_ascii_lowercase().contains("password"));
    let (kind, message, help) = if encrypted {
        (Kind::Unsupported, "this archive is password-protected", "save it without a password")
    } else {
        let message = "this docx file (or other zip archive) is damaged or cut short";
        (Kind::Malformed, message, "get the file again, or open it in Word and save it anew")
    };
    Error::new(kind, message).at(Place::file(place)).help(help).because(cause)
}

/// The value of an attribute without a prefix, entities resolved.
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())
}

/// Calls `visit` with the local name of every element and the element.
fn for_each_element(
    xml: &str,
    place: &str,
    mut visit: impl FnMut(&[u8], &BytesStart),
) -> Result<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => visit(e.local_name().as_ref().as_bytes(), &e),
            Ok(Event::DocType(_)) => return Err(doctype(place)),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(cause) => return Err(malformed_xml(place, reader.error_position(), cause)),
        }
    }
}

pub(super) fn malformed_xml(
    place: &str,
    offset: u64,
    cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    let place = Place { offset: Some(offset), ..Place::file(place) };
    Error::new(Kind::Malformed, "the XML in the docx file is damaged")
        .at(place)
        .help("open it in Word and save it anew")
        .because(cause)
}

/// A document type declaration can define entities; Office documents have none.
pub(super) fn doctype(place: &str) -> Error {
    Error::new(Kind::Malformed, "the docx file holds a document type declaration, which none may")
        .at(Place::file(place))
}
