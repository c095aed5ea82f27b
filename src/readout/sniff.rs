//! What a file is: by its first bytes, then by its name.
//!
//! The signatures are those of the WHATWG MIME Sniffing Standard (§6, §7) and of the formats'
//! own specifications. What is known but not read gets an error that names the format.

use crate::error::{Error, Kind, Place, Result};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text without markup.
    Plain,
    /// An HTML or XHTML page.
    Html,
    /// A word-processing document of Office Open XML (ECMA-376): `.docx`, `.docm`, `.dotx`.
    Docx,
}

const SAVE_AS: &str = "open it in the program that made it and save it as .docx or .txt";
const NO_WORDS: &str = "a picture holds no text: give the text as .docx, .html or .txt";
const UNPACK: &str = "unpack it first and give the files in it";
const NOT_A_TEXT: &str = "give a .txt, .html or .docx file";

/// A file that begins (after `at` bytes) with `bytes` is a `name`.
struct Signature {
    at: usize,
    bytes: &'static [u8],
    name: &'static str,
    help: &'static str,
}

const fn signature(
    at: usize,
    bytes: &'static [u8],
    name: &'static str,
    help: &'static str,
) -> Signature {
    Signature { at, bytes, name, help }
}

const SIGNATURES: &[Signature] = &[
    signature(0, b"%PDF-", "a PDF document", SAVE_AS),
    signature(0, b"{\\rtf", "a rich text (RTF) document", SAVE_AS),
    signature(0, b"%!PS", "a PostScript document", SAVE_AS),
    signature(0, b"AT&TFORM", "a DjVu document", SAVE_AS),
    signature(0, b"\x89PNG\r\n\x1a\n", "a PNG picture", NO_WORDS),
    signature(0, b"\xff\xd8\xff", "a JPEG picture", NO_WORDS),
    signature(0, b"GIF87a", "a GIF picture", NO_WORDS),
    signature(0, b"GIF89a", "a GIF picture", NO_WORDS),
    signature(8, b"WEBP", "a WebP picture", NO_WORDS),
    signature(0, b"II*\0", "a TIFF picture", NO_WORDS),
    signature(0, b"MM\0*", "a TIFF picture", NO_WORDS),
    signature(6, b"\0\0\0\0", "a bitmap (BMP) picture", NO_WORDS),
    signature(4, b"ftyp", "a video, sound or HEIC picture file", NOT_A_TEXT),
    signature(0, b"ID3", "an MP3 sound file", NOT_A_TEXT),
    signature(0, b"OggS", "an Ogg sound or video file", NOT_A_TEXT),
    signature(0, b"\x1f\x8b", "a gzip archive", UNPACK),
    signature(0, b"BZh", "a bzip2 archive", UNPACK),
    signature(0, b"\xfd7zXZ\0", "an xz archive", UNPACK),
    signature(0, b"(\xb5/\xfd", "a Zstandard archive", UNPACK),
    signature(0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    signature(0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    signature(257, b"ustar", "a tar archive", UNPACK),
    signature(0, b"\x7fELF", "an executable program", NOT_A_TEXT),
    signature(0, b"MZ\x90\0", "an executable program", NOT_A_TEXT),
    signature(0, b"\xcf\xfa\xed\xfe", "an executable program", NOT_A_TEXT),
    signature(0, b"\0asm", "a WebAssembly program", NOT_A_TEXT),
    signature(0, b"SQLite format 3\0", "an SQLite database", NOT_A_TEXT),
    signature(0, b"\xff\xfe\0\0", "text in UTF-32", "save it as UTF-8"),
    signature(0, b"\0\0\xfe\xff", "text in UTF-32", "save it as UTF-8"),
];

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells the format of a file.
///
/// # Errors
/// `Unsupported`, naming the format, when it is one that holds no text that this program reads.
pub fn format(bytes: &[u8], file: &str) -> Result<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Docx);
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes, file));
    }
    let found = SIGNATURES.iter().find(|s| {
        bytes.get(s.at..).is_some_and(|rest| rest.starts_with(s.bytes)) && s.confirmed(bytes)
    });
    if let Some(found) = found {
        return Err(unsupported(file, found.name, found.help));
    }
    let head = head(bytes);
    if let Some(root) = translation_file(&head) {
        return Err(unsupported(
            file,
            &format!("a {root} file, which holds translations and not one text"),
            "see `yaddash import --help`",
        ));
    }
    if is_html(&head) || has_extension(file, &["html", "htm", "xhtml", "xht"]) && !bytes.is_empty()
    {
        return Ok(Format::Html);
    }
    if has_extension(file, &["docx", "docm", "dotx", "dotm"]) && !bytes.is_empty() {
        return Err(Error::new(Kind::Malformed, "this is no docx file, whatever its name says")
            .at(Place::file(file))
            .help("if it is plain text, rename it to .txt; else save it again as .docx"));
    }
    Ok(Format::Plain)
}

impl Signature {
    /// A few signatures are words that a text may begin with (or hold at the place): those count
    /// only where the bytes around them are such as no text has.
    fn confirmed(&self, bytes: &[u8]) -> bool {
        match self.name {
            "a bitmap (BMP) picture" => bytes.starts_with(b"BM"),
            "a WebP picture" => bytes.starts_with(b"RIFF"),
            _ if self.bytes.is_ascii() && !self.bytes.iter().any(|b| b.is_ascii_control()) => {
                matches!(
                    self.bytes,
                    b"%PDF-" | b"{\\rtf" | b"%!PS" | b"AT&TFORM" | b"GIF87a" | b"GIF89a"
                ) || bytes.iter().take(1024).any(|&b| b == 0)
            }
            _ => true,
        }
    }
}

pub(super) fn unsupported(file: &str, what: &str, help: &str) -> Error {
    Error::new(Kind::Unsupported, format!("this is {what}")).at(Place::file(file)).help(help)
}

/// The old binary formats of Office, and the new ones when encrypted, lie in one kind of
/// container (MS-CFB); the names of the streams in it, in UTF-16, tell them apart.
fn ole(bytes: &[u8], file: &str) -> Error {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|w| w == name)
    };
    if holds("EncryptedPackage") {
        let help = "open it with its password and save it without one";
        return unsupported(file, "a password-protected Office document", help);
    }
    let what = if holds("WordDocument") {
        "a Word 97–2003 document (.doc)"
    } else if holds("PowerPoint Document") {
        "a PowerPoint 97–2003 presentation (.ppt)"
    } else if holds("Workbook") || holds("Book") {
        "an Excel 97–2003 workbook (.xls)"
    } else {
        "a document of an old Office program"
    };
    unsupported(file, what, SAVE_AS)
}

/// The beginning of the file as ASCII in lower case, without byte order mark and leading white
/// space. NUL bytes are dropped, which makes UTF-16 legible here.
fn head(bytes: &[u8]) -> String {
    let start = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"]
        .iter()
        .find_map(|bom| bytes.strip_prefix(*bom))
        .unwrap_or(bytes);
    let ascii = start.iter().take(4096).filter(|&&b| b != 0).map(|b| match b.is_ascii() {
        true => char::from(b.to_ascii_lowercase()),
        false => '\u{FFFD}',
    });
    ascii.collect::<String>().trim_start().to_owned()
}

/// Drops the XML declaration, comments and other prologue before the first tag.
fn first_tag(head: &str) -> &str {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            return rest;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return "",
        }
    }
}

/// Drops the declaration of the document type too, with what it declares itself.
pub(crate) fn root_tag(head: &str) -> &str {
    let first = first_tag(head);
    if !first.starts_with("<!") {
        return first;
    }
    let declares = first.split('>').next().is_some_and(|tag| tag.contains('['));
    let end = if declares { "]>" } else { ">" };
    first.split_once(end).map_or("", |(_, rest)| first_tag(rest))
}

fn starts_with_tag(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace() || "/>[".contains(c))
    })
}

fn is_html(head: &str) -> bool {
    let first = first_tag(head);
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| starts_with_tag(first, tag))
}

/// The root element, where it is that of a file of translations.
fn translation_file(head: &str) -> Option<&'static str> {
    let first = root_tag(head);
    [("<tmx", "TMX"), ("<xliff", "XLIFF"), ("<martif", "TBX"), ("<tbx", "TBX"), ("<srx", "SRX")]
        .iter()
        .find(|(tag, _)| starts_with_tag(first, tag))
        .map(|&(_, name)| name)
}

fn has_extension(file: &str, extensions: &[&str]) -> bool {
    let Some((_, extension)) = file.rsplit_once('.') else { return false };
    extensions.iter().any(|e| extension.eq_ignore_ascii_case(e))
}
