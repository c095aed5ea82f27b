//! Plain text in every encoding that comes in, and everything that is no text.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1254};
use proptest::prelude::*;
use yaddash::error::{Error, Kind, Notice};
use yaddash::readout::{self, Format, ReadOptions, Readout, encoding_named};

const RU: &str = "Президент принял Генерального секретаря.\r\nСтороны обсудили сотрудничество.\r\n";
const TR: &str = "Cumhurbaşkanı, Genel Sekreteri kabul etti.\nGörüşmede iş birliğinin geliştirilmesi ele alındı, çeşitli konular üzerinde duruldu.\n";
const AZ: &str =
    "Prezident İlham Əliyev Baş katibi qəbul edib.\nGörüşdə əməkdaşlıq müzakirə olunub.\n";

fn read(bytes: &[u8], file: &str) -> Result<(Readout, Vec<Notice>), Error> {
    readout::read(bytes, file, &ReadOptions::default())
}

fn read_as(bytes: &[u8], encoding: &str) -> Result<(Readout, Vec<Notice>), Error> {
    let encoding = Some(encoding_named(encoding).expect("a known encoding"));
    readout::read(bytes, "a.txt", &ReadOptions { encoding, ..ReadOptions::default() })
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[track_caller]
fn reads(bytes: &[u8], text: &str, encoding: &str, had_bom: bool, notices: usize) {
    let (readout, said) = read(bytes, "a.txt").expect("it is text");
    assert_eq!(readout.text, text);
    assert_eq!((readout.source.encoding, readout.source.had_bom), (encoding, had_bom));
    assert_eq!(readout.source.format, Format::Plain);
    assert_eq!(said.len(), notices, "{said:?}");
}

#[test]
fn utf_8_with_and_without_a_mark() {
    reads(AZ.as_bytes(), AZ, "UTF-8", false, 0);
    reads(format!("\u{FEFF}{AZ}").as_bytes(), AZ, "UTF-8", true, 0);
    reads(b"\xEF\xBB\xBF", "", "UTF-8", true, 0);
}

#[test]
fn utf_16_with_and_without_a_mark() {
    let marked = format!("\u{FEFF}{RU}");
    reads(&utf_16(&marked, u16::to_le_bytes), RU, "UTF-16LE", true, 0);
    reads(&utf_16(&marked, u16::to_be_bytes), RU, "UTF-16BE", true, 0);
    for text in [AZ, RU, TR] {
        reads(&utf_16(text, u16::to_le_bytes), text, "UTF-16LE", false, 1);
        reads(&utf_16(text, u16::to_be_bytes), text, "UTF-16BE", false, 1);
    }
}

#[test]
fn single_byte_encodings_are_guessed_and_the_guess_is_said() {
    for (encoding, text) in [(WINDOWS_1251, RU), (WINDOWS_1254, TR)] {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        reads(&bytes, text, encoding.name(), false, 1);
        let (_, notices) = read(&bytes, "a.txt").expect("it is text");
        assert!(notices[0].message.contains(encoding.name()));
        assert!(notices[0].help.as_deref().is_some_and(|help| help.contains("--encoding")));
    }
}

#[test]
fn the_encoding_that_is_named_counts() {
    let (bytes, _, _) = WINDOWS_1251.encode(RU);
    let (readout, notices) = read_as(&bytes, "cp1251").expect("it is text");
    assert_eq!((readout.text.as_str(), notices.len()), (RU, 0));
    let (readout, _) = read_as(RU.as_bytes(), "windows-1252").expect("any bytes are");
    assert_ne!(readout.text, RU);
    let big = utf_16(&format!("\u{FEFF}{RU}"), u16::to_be_bytes);
    assert_eq!(read_as(&big, "utf-16").expect("it is text").0.text, RU);
}

#[test]
fn malformed_bytes_are_an_error_with_their_offset() {
    let offset = |error: Error| {
        assert_eq!(error.kind(), Kind::Malformed, "{error}");
        assert!(error.hint().is_some());
        error.place().and_then(|place| place.offset)
    };
    let (bytes, _, _) = WINDOWS_1251.encode("abc я");
    assert_eq!(offset(read_as(&bytes, "utf-8").expect_err("it is no UTF-8")), Some(4));
    let mut damaged = RU.as_bytes().to_vec();
    damaged[19] = 0xFF;
    assert_eq!(offset(read(&damaged, "a.txt").expect_err("damaged UTF-8")), Some(19));
    let cut = &RU.as_bytes()[..RU.find("нял").expect("it is there") + 1];
    assert_eq!(offset(read(cut, "a.txt").expect_err("cut")), Some(cut.len() as u64 - 1));
    let marked = [b"\xEF\xBB\xBFabc".as_slice(), b"\x80"].concat();
    assert_eq!(offset(read(&marked, "a.txt").expect_err("damaged")), Some(6));
    let odd = utf_16("\u{FEFF}ab", u16::to_le_bytes);
    assert_eq!(offset(read(&odd[..5], "a.txt").expect_err("half a unit")), Some(4));
    let lone = [b"\xFF\xFE".as_slice(), &0xD800u16.to_le_bytes(), b"a\0"].concat();
    assert_eq!(offset(read(&lone, "a.txt").expect_err("half a pair")), Some(2));
}

#[test]
fn encodings_are_found_by_what_people_write() {
    for (name, encoding) in [
        ("UTF-8", "UTF-8"),
        ("utf8", "UTF-8"),
        ("Windows-1251", "windows-1251"),
        ("cp1251", "windows-1251"),
        ("win-1251", "windows-1251"),
        ("1254", "windows-1254"),
        ("UTF16LE", "UTF-16LE"),
        ("utf_16_be", "UTF-16BE"),
        (" koi8-r ", "KOI8-R"),
    ] {
        assert_eq!(encoding_named(name).map(Encoding::name).ok(), Some(encoding), "{name}");
    }
    let hint = |name: &str| {
        let error = encoding_named(name).expect_err("there is none");
        assert_eq!(error.kind(), Kind::Usage);
        error.hint().unwrap_or_default().to_owned()
    };
    assert!(hint("windows-1521").contains("windows-1251"), "{}", hint("windows-1521"));
    assert!(hint("uft-8").contains("utf-8"));
    assert!(hint("klingon").contains("the usual ones"));
    assert!(hint("").contains("the usual ones") && hint("я").contains("the usual ones"));
}

#[test]
fn an_empty_file_is_an_empty_readout_whatever_its_name() {
    for file in ["a.txt", "a.html", "a.docx", "a", "-", "a.pdf"] {
        let (readout, _) = read(b"", file).expect("nothing is wrong with it");
        assert_eq!((readout.text.as_str(), readout.blocks.len()), ("", 0));
    }
}

#[test]
fn a_file_of_any_other_name_that_holds_text_is_plain_text() {
    for file in ["000.en", "x.md", "README", "-", "x.pdf", "x.doc"] {
        let (readout, _) = read(AZ.as_bytes(), file).expect("it is text");
        assert_eq!((readout.text.as_str(), readout.source.format), (AZ, Format::Plain));
    }
    for text in
        ["%PDF is a format.", "BMW", "II* wars", "RIFF and", "GIF", "MZ", "ID3", "PK", "<b>"]
    {
        assert_eq!(read(text.as_bytes(), "a.txt").expect("it is text").0.text, text);
    }
}

#[test]
fn html_is_known_by_its_content_and_a_fragment_by_its_name() {
    for html in
        ["<!DOCTYPE html><p>x</p>", "\u{FEFF} <html><p>x</html>", "<!-- a --><HTML lang=en>x"]
    {
        let (readout, _) = read(html.as_bytes(), "a.txt").expect("it is a page");
        assert_eq!((readout.text.as_str(), readout.source.format), ("x\n", Format::Html));
    }
    let wide = utf_16("\u{FEFF}<!doctype html><p>ə</p>", u16::to_le_bytes);
    let (readout, _) = read(&wide, "a").expect("it is a page");
    assert_eq!((readout.text.as_str(), readout.source.encoding), ("ə\n", "UTF-16LE"));
    assert_eq!(read(b"<p>x</p>", "a.htm").expect("it is a page").0.text, "x\n");
}

#[test]
fn what_is_no_text_is_named_and_refused() {
    let ole = |stream: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend(std::iter::repeat_n(0, 600));
        bytes.extend(utf_16(stream, u16::to_le_bytes));
        bytes
    };
    let mut tar = vec![0; 512];
    tar[..5].copy_from_slice(b"a.txt");
    tar[257..262].copy_from_slice(b"ustar");
    for (bytes, says) in [
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "PDF"),
        (b"{\\rtf1\\ansi text}".to_vec(), "RTF"),
        (ole("WordDocument"), ".doc"),
        (ole("EncryptedPackage"), "password-protected"),
        (ole("Workbook"), ".xls"),
        (ole("PowerPoint Document"), ".ppt"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "JPEG"),
        (b"GIF89a\x01\0\x01\0".to_vec(), "GIF"),
        (b"BM\x36\0\x0c\0\0\0\0\0\x36\0\0\0".to_vec(), "BMP"),
        (b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(), "WebP"),
        (b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), "gzip"),
        (tar, "tar archive"),
        (b"\x7fELF\x02\x01\x01\0".to_vec(), "executable"),
        (b"MZ\x90\0\x03\0\0\0".to_vec(), "executable"),
        (b"\xff\xfe\0\0a\0\0\0".to_vec(), "UTF-32"),
        (
            b"<?xml version='1.0'?>\n<!DOCTYPE tmx SYSTEM 'tmx14.dtd'>\n<tmx version='1.4'>"
                .to_vec(),
            "TMX",
        ),
        (b"<?xml version='1.0'?><xliff>".to_vec(), "XLIFF"),
        (b"text\0with a NUL".to_vec(), "binary"),
        ((1..=255).collect(), "binary"),
    ] {
        let error = read(&bytes, "a.docx").or_else(|_| read(&bytes, "a.txt")).expect_err(says);
        assert_eq!(error.kind(), Kind::Unsupported, "{error}");
        assert!(error.message().contains(says), "{says}: {error}");
        assert!(error.hint().is_some(), "{says}");
        assert_eq!(error.place().map(|place| place.file.as_str()), Some("a.txt"));
    }
}

#[test]
fn a_missing_file_and_a_folder_are_errors() {
    let options = ReadOptions::default();
    let missing = readout::read_file("no such file".as_ref(), &options).expect_err("missing");
    assert_eq!(missing.kind(), Kind::Io);
    assert!(readout::read_file("tests".as_ref(), &options).is_err());
}

#[test]
fn letters_lost_before_are_noticed() {
    let said = |text: &str| {
        let (_, notices) = read(text.as_bytes(), "a.txt").expect("it is text");
        notices.into_iter().map(|notice| notice.message).collect::<Vec<_>>().join("; ")
    };
    let long = "Görüşdə ölkələrimiz arasında əməkdaşlığın inkişafı, iqtisadi əlaqələrin genişləndirilməsi \
                məsələləri müzakirə olunub. Tərəflər qarşılıqlı maraq doğuran xarici siyasət mövzularında \
                fikir mübadiləsi aparıblar, əlaqələrin yaxşılaşdırılması üçün qərar qəbul ediblər.";
    assert_eq!(said(long), "");
    assert!(said(&long.replace('ə', "?")).contains("question marks"));
    assert!(said(&long.replace('ə', "\u{FFFD}")).contains('\u{FFFD}'));
    assert!(said(&long.replace('ə', "e")).contains("without a single ə"));
    assert_eq!(said(&TR.repeat(3)), "");
    assert_eq!(said("Who? Me?Yes. See example.org/?a=b and page?id=1."), "");
    let (bytes, _, _) = WINDOWS_1254.encode(long);
    let (_, notices) = read(&bytes.replace_entities(), "a.txt").expect("it is text");
    assert!(notices.iter().any(|n| n.message.contains("question marks")), "{notices:?}");
}

/// What old programs wrote where windows-1254 has no letter.
trait ReplaceEntities {
    fn replace_entities(&self) -> Vec<u8>;
}

impl ReplaceEntities for [u8] {
    fn replace_entities(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut rest = self;
        while let Some(at) = rest.windows(6).position(|w| w == b"&#601;") {
            bytes.extend_from_slice(&rest[..at]);
            bytes.push(b'?');
            rest = &rest[at + 6..];
        }
        bytes.extend_from_slice(rest);
        bytes
    }
}

fn any_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a.txt", "a.html", "a.docx", "000.en", "-"])
}

/// Blocks lie in order on character boundaries with only white space between them.
fn sound(readout: &Readout) -> bool {
    let mut end = 0;
    let between = |from, to| readout.text.get(from..to).is_some_and(|gap| gap.trim().is_empty());
    let ordered = readout.blocks.iter().all(|block| {
        let good = between(end, block.span.start) && block.span.start < block.span.end;
        end = block.span.end;
        good
    });
    ordered && between(end, readout.text.len())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        start in prop::sample::select(vec![
            &b""[..], b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<html>",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml version='1.0'?>",
        ]),
        file in any_name(),
    ) {
        let bytes = [start, &bytes].concat();
        if let Ok((readout, _)) = read(&bytes, file) {
            prop_assert!(sound(&readout));
        }
    }

    #[test]
    fn any_text_comes_through_byte_for_byte(text in "[^\0-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{feff}<]{0,200}") {
        let (readout, _) = read(text.as_bytes(), "a.txt").expect("it is text");
        prop_assert_eq!(&readout.text, &text);
        prop_assert!(sound(&readout));
    }

    #[test]
    fn any_soup_of_tags_is_read(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div class=content>", "</div>", "<br>", "<br><br>", "<h1>", "</h1>",
            "<a href=x>", "</a>", "<table>", "<tr><td>", "</table>", "<ul>", "<li>", "</ul>",
            "<b>", "<i>", "</b>", "<pre>", "</pre>", "<article>", "</article>", "<main>",
            "<svg>", "</svg>", "<template>", "<select>", "<form>", "<!--", "-->", "<font>",
            "<span itemprop=articleBody>", "<title>", "</title>", "<frameset>", "<body>", "</body>",
            "<head>", "<math><mi>", "<nav>", "</nav>", "<time>", "14 February 2020", "&nbsp;", "&#601;",
            "Some text, with a comma, of a length that counts for something here. ", "ə\n", " ",
        ]), 0..60),
        selector in prop::option::of(prop::sample::select(vec!["p", "body *", "div, article"])),
    ) {
        let options = ReadOptions { selector: selector.map(str::to_owned), ..ReadOptions::default() };
        match readout::read(parts.concat().as_bytes(), "a.html", &options) {
            Ok((readout, _)) => prop_assert!(sound(&readout)),
            Err(error) => prop_assert!(selector.is_some(), "{}", error),
        }
    }
}

#[test]
fn an_office_may_have_a_rank_before_it() {
    use yaddash::readout::BlockKind;
    use yaddash::readout::blocks::classify;
    for label in [
        "Первый заместитель премьер-министра Ягуб Эйюбов:",
        "Старший советник президента Хикмет Гаджиев:",
        "Birinci vitse-prezident Mehriban Əliyeva:",
        "First deputy minister of economy Elnur Aliyev:",
    ] {
        let turn = format!("{label} Good morning.");
        let (kind, span) = classify(&turn);
        assert_eq!((kind, span), (BlockKind::SpeakerTurn, Some(0..label.len())), "{label}");
    }
    for text in [
        "Первый заместитель премьер-министра сказал Ягуб Эйюбов: Да.",
        "Первый вопрос: Что делать?",
        "First question: What to do?",
    ] {
        assert_ne!(classify(text).0, BlockKind::SpeakerTurn, "{text}");
    }
}
