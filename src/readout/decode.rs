//! Bytes → text, whatever their encoding.
//!
//! In this order: the encoding the user names; the byte order mark; the declaration of an HTML
//! page; UTF-16 without a mark, which its zero bytes give away; UTF-8, when all bytes are valid;
//! the guess of chardetng, which is said. Labels are those of the WHATWG Encoding Standard.

use crate::error::{Error, Kind, Notice, Place, Result};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::sync::LazyLock;

/// A decoded text and how it was stored.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding of the bytes.
    pub encoding: &'static Encoding,
    /// Whether the bytes began with a byte order mark.
    pub had_bom: bool,
    /// What the user should know: that the encoding was guessed, or seems to be another.
    pub notice: Option<Notice>,
}

/// Finds an encoding by one of the labels of the WHATWG Encoding Standard (`utf-8`,
/// `windows-1251`, `cp1251`, `koi8-r` …), in any case.
///
/// # Errors
/// `Usage`, with the nearest known names, when there is no such label.
pub fn encoding_named(name: &str) -> Result<&'static Encoding> {
    let label = name.trim();
    let known = Encoding::for_label_no_replacement(label.as_bytes()).or_else(|| {
        let alike = NAMES.iter().find(|known| squeezed(known) == squeezed(label))?;
        Encoding::for_label_no_replacement(alike.as_bytes())
    });
    known.ok_or_else(|| {
        let wanted = squeezed(label);
        let mut near: Vec<(usize, &str)> = NAMES
            .iter()
            .map(|known| (strsim::osa_distance(&wanted, &squeezed(known)), *known))
            .collect();
        near.sort_unstable();
        let near: Vec<&str> = near.iter().filter(|(d, _)| *d <= 2).take(3).map(|n| n.1).collect();
        let help = match near.as_slice() {
            [] => "the usual ones are utf-8, utf-16le, windows-1251 and windows-1254".to_owned(),
            near => format!("did you mean {}?", near.join(" or ")),
        };
        Error::new(Kind::Usage, format!("there is no encoding named `{label}`")).help(help)
    })
}

/// A name without what people write in different ways: `win-1251`, `Windows 1251`, `cp1251` and
/// `1251` are one.
fn squeezed(name: &str) -> String {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let digits = plain.trim_start_matches(|c: char| !c.is_ascii_digit());
    match &plain[..plain.len() - digits.len()] {
        "" | "win" | "cp" => format!("windows{digits}"),
        _ => plain,
    }
}

/// The names that are found by their squeezed form, and suggested for a misspelt one.
const NAMES: &[&str] = &[
    "big5",
    "euc-jp",
    "euc-kr",
    "gb18030",
    "gbk",
    "ibm866",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-9",
    "iso-8859-15",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "shift_jis",
    "utf-16",
    "utf-16be",
    "utf-16le",
    "utf-8",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
];

/// The encoding that an HTML page declares in `<meta>` or an XML declaration, within its first
/// 1024 bytes (HTML, §13.2.3.2 "prescan a byte stream"). A page that can be read as ASCII is not
/// in UTF-16, whatever it declares.
pub fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    static DECLARATION: LazyLock<Option<regex::bytes::Regex>> = LazyLock::new(|| {
        regex::bytes::Regex::new(
            r#"(?i-u)^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)|<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)"#,
        )
        .ok()
    });
    let head = bytes.get(..1024).unwrap_or(bytes);
    let found = DECLARATION.as_ref()?.captures(head)?;
    let label = found.get(1).or(found.get(2))?.as_bytes();
    let encoding = Encoding::for_label_no_replacement(label)?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// Decodes a whole file. `forced` is what the user says, `declared` what the file says of itself.
///
/// # Errors
/// `Malformed`, with the byte offset, when the bytes are not valid in the encoding that is named,
/// marked or declared, or that they are in but for a few.
pub fn decode(
    bytes: &[u8],
    file: &str,
    forced: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
) -> Result<Decoded> {
    let mark = Encoding::for_bom(bytes);
    if let Some(forced) = forced {
        // Somebody who says "UTF-16" leaves it to the mark which of the two it is.
        let utf_16 = [UTF_16LE, UTF_16BE];
        let encoding = match mark {
            Some((marked, _)) if utf_16.contains(&marked) && utf_16.contains(&forced) => marked,
            _ => forced,
        };
        let bom = mark.filter(|(marked, _)| *marked == encoding).map_or(0, |(_, length)| length);
        return strictly(bytes, file, encoding, bom);
    }
    if let Some((encoding, bom)) = mark {
        return strictly(bytes, file, encoding, bom);
    }
    if let Some(declared) = declared {
        let mut decoded = strictly(bytes, file, declared, 0)?;
        if declared != UTF_8 && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
            let message = format!("declared as {}, but the bytes are valid UTF-8", declared.name());
            decoded.notice = Some(
                Notice::new(message)
                    .at(Place::file(file))
                    .help("if letters look wrong, say --encoding utf-8"),
            );
        }
        return Ok(decoded);
    }
    if let Some(encoding) = utf_16_by_zeros(bytes) {
        let mut decoded = strictly(bytes, file, encoding, 0)?;
        decoded.notice = Some(guessed(file, encoding));
        return Ok(decoded);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            Ok(Decoded { text: text.to_owned(), encoding: UTF_8, had_bom: false, notice: None })
        }
        Err(_) if mostly_utf_8(bytes) => strictly(bytes, file, UTF_8, 0),
        Err(_) => guess(bytes, file),
    }
}

fn strictly(bytes: &[u8], file: &str, encoding: &'static Encoding, bom: usize) -> Result<Decoded> {
    let body = bytes.get(bom..).unwrap_or_default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let too_large =
        || Error::new(Kind::Limit, "the file is too large to be decoded").at(Place::file(file));
    let room =
        decoder.max_utf8_buffer_length_without_replacement(body.len()).ok_or_else(too_large)?;
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(body, &mut text, true) {
        (DecoderResult::InputEmpty, _) => {
            text.shrink_to_fit();
            Ok(Decoded { text, encoding, had_bom: bom > 0, notice: None })
        }
        (DecoderResult::OutputFull, _) => Err(too_large()),
        (DecoderResult::Malformed(length, after), read) => {
            let offset = (bom + read).saturating_sub(usize::from(length) + usize::from(after));
            let place = Place { offset: Some(offset as u64), ..Place::file(file) };
            let message = format!("the bytes are not valid {}", encoding.name());
            Err(Error::new(Kind::Malformed, message)
                .at(place)
                .help("name the right encoding with --encoding, or save the file as UTF-8"))
        }
    }
}

fn guess(bytes: &[u8], file: &str) -> Result<Decoded> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let mut decoded = strictly(bytes, file, encoding, 0)?;
    decoded.notice = Some(guessed(file, encoding));
    Ok(decoded)
}

fn guessed(file: &str, encoding: &'static Encoding) -> Notice {
    Notice::new(format!("the encoding is guessed to be {}", encoding.name()))
        .at(Place::file(file))
        .help(format!("if letters look wrong, say --encoding NAME (here: {})", encoding.name()))
}

/// UTF-16 without a mark: the zero bytes, which spaces and line ends alone make one unit in
/// twenty have, all stand in the high byte of their unit.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let units = bytes.len() / 2;
    let enough = |zeros: usize| zeros > 0 && zeros * 20 >= units;
    let encoding = match (even, odd) {
        (0, odd) if enough(odd) => UTF_16LE,
        (even, 0) if enough(even) => UTF_16BE,
        _ => return None,
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|_| encoding)
}

/// UTF-8 with damage: of the sequences outside ASCII, valid ones outnumber the broken four to
/// one. In a text in a single-byte encoding valid sequences come about only by rare accident.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > broken * 4
}
