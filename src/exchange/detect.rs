//! Which format a file has: by its content first, then by its name.

use crate::error::{Error, Kind, Place, Result};
use crate::readout::sniff::root_tag;
use std::io::Read;
use std::path::Path;

/// How much of a file is looked at.
const HEAD: u64 = 1 << 16;

/// A format of bilingual or multilingual files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Translation memory exchange.
    Tmx,
    /// Comma-separated values (RFC 4180) with a header row.
    Csv,
    /// The same with tabs.
    Tsv,
    /// Excel workbook (Office Open XML).
    Xlsx,
    /// One JSON object for each unit.
    JsonLines,
    /// Message catalogue of GNU gettext.
    Po,
    /// XLIFF 1.x; also the dialects of Trados Studio (`.sdlxliff`) and memoQ (`.mqxliff`).
    Xliff12,
    /// XLIFF 2.x.
    Xliff21,
    /// Parallel text files, a segment a line.
    Bitext,
}

impl Format {
    /// All formats with the names they have on the command line.
    pub const ALL: [(&'static str, Format); 9] = [
        ("tmx", Format::Tmx),
        ("csv", Format::Csv),
        ("tsv", Format::Tsv),
        ("xlsx", Format::Xlsx),
        ("jsonl", Format::JsonLines),
        ("po", Format::Po),
        ("xliff", Format::Xliff12),
        ("xliff2", Format::Xliff21),
        ("bitext", Format::Bitext),
    ];

    /// The format that the ending of a name stands for. `.xlf` is XLIFF 1.2, which every CAT
    /// tool takes.
    pub fn of_name(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        if name.ends_with(".tmx.gz") {
            return Some(Format::Tmx);
        }
        Some(match name.rsplit_once('.')?.1 {
            "tmx" => Format::Tmx,
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "xlsx" | "xlsm" => Format::Xlsx,
            "jsonl" | "ndjson" => Format::JsonLines,
            "po" | "pot" => Format::Po,
            "xlf" | "xliff" | "sdlxliff" | "mqxliff" | "mxliff" | "txlf" => Format::Xliff12,
            "xlf2" | "xliff2" => Format::Xliff21,
            _ => return None,
        })
    }

    /// The format of a file.
    ///
    /// # Errors
    /// `Unsupported` when neither the content nor the name tells it.
    pub fn of_file(path: &Path) -> Result<Format> {
        let file = path.display().to_string();
        let failed = |cause| Error::io(file.clone(), "read the file", cause);
        let input = std::fs::File::open(path).map_err(failed)?;
        if input.metadata().is_ok_and(|meta| meta.is_dir()) {
            return Err(Error::new(Kind::Usage, "this is a folder, not a file")
                .at(Place::file(file))
                .help("name the files in it"));
        }
        let mut head = Vec::new();
        input.take(HEAD).read_to_end(&mut head).map_err(failed)?;
        Format::of_content(&head).or_else(|| Format::of_name(path)).ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|(name, _)| *name).collect();
            Error::new(Kind::Unsupported, "the format of the file cannot be told")
                .at(Place::file(file))
                .help(format!("say it with --from: {}", names.join(", ")))
        })
    }

    /// The format that the beginning of a file gives away.
    pub fn of_content(head: &[u8]) -> Option<Format> {
        if head.starts_with(b"PK\x03\x04") {
            // Word documents lie in the same container; the names of its parts tell them apart.
            let is_workbook = memchr::memmem::find(head, b"xl/work").is_some();
            return is_workbook.then_some(Format::Xlsx);
        }
        if head.starts_with(&[0x1f, 0x8b]) {
            return Some(Format::Tmx);
        }
        let text = legible(head);
        let text = text.trim_start();
        if text.starts_with('<') {
            return of_xml(text);
        }
        if text.starts_with('{') {
            let first = text.lines().next().unwrap_or_default();
            let whole = first.len() < text.trim_end().len() || head.len() < HEAD as usize;
            let is_object = serde_json::from_str::<serde_json::Value>(first).is_ok();
            return (is_object || !whole).then_some(Format::JsonLines);
        }
        let message = |line: &str| {
            let line = line.strip_prefix("#~ ").unwrap_or(line);
            line.strip_prefix("msgid").is_some_and(|rest| rest.trim_start().starts_with('"'))
        };
        text.lines().any(message).then_some(Format::Po)
    }

    /// Whether a file of this format holds exactly two languages.
    pub fn is_bilingual(self) -> bool {
        matches!(self, Format::Po | Format::Xliff12 | Format::Xliff21)
    }
}

/// The beginning of a file as text; NUL bytes are dropped, which makes UTF-16 legible here.
fn legible(head: &[u8]) -> String {
    let start = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"]
        .iter()
        .find_map(|mark| head.strip_prefix(*mark))
        .unwrap_or(head);
    let bytes: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn of_xml(text: &str) -> Option<Format> {
    let tag = root_tag(text).strip_prefix('<')?;
    let tag = tag.split('>').next()?;
    let name = tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next()?;
    match name.rsplit(':').next()?.to_ascii_lowercase().as_str() {
        "tmx" => Some(Format::Tmx),
        "xliff" if tag.contains("xliff:document:2") => Some(Format::Xliff21),
        "xliff" => Some(Format::Xliff12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells() {
        let of = |text: &str| Format::of_content(text.as_bytes());
        assert_eq!(of("<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'a'><tmx>"), Some(Format::Tmx));
        assert_eq!(of("<!-- a > b --><x:xliff version='1.2'>"), Some(Format::Xliff12));
        let two = "\u{feff}<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\">";
        assert_eq!(of(two), Some(Format::Xliff21));
        assert_eq!(of("{\"text\":{\"en\":\"a\"}}\n"), Some(Format::JsonLines));
        assert_eq!(of("{en} is, the, name"), None);
        assert_eq!(of("# comment\n\nmsgid \"\"\nmsgstr \"\"\n"), Some(Format::Po));
        assert_eq!(of("en\tru\na\tb\n"), None);
        let entities = "<!DOCTYPE tmx SYSTEM 'tmx14.dtd' [<!ENTITY e 'e'><!ENTITY f 'f'>]>\n<tmx>";
        assert_eq!(of(entities), Some(Format::Tmx));
        assert_eq!(of("PK\u{3}\u{4}…xl/workbook.xml"), Some(Format::Xlsx));
        assert_eq!(of("PK\u{3}\u{4}…word/document.xml"), None);
        let wide: Vec<u8> = "\u{feff}<tmx>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Format::of_content(&wide), Some(Format::Tmx));
    }

    #[test]
    fn the_name_tells() {
        let of = |name: &str| Format::of_name(Path::new(name));
        assert_eq!(of("a.b/X.TMX"), Some(Format::Tmx));
        assert_eq!(of("x.SDLXLIFF"), Some(Format::Xliff12));
        assert_eq!(of("x.tab"), Some(Format::Tsv));
        assert_eq!(of("x"), None);
    }
}
