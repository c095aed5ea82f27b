//! Hostile and broken files: each gets its verdict, quickly, and nothing from outside the file.

use std::process::Command;
use std::time::{Duration, Instant};
use yaddash::error::{Error, Kind};
use yaddash::tmx::{self, ReadOptions, Unit};

const GENERATOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/tools/tmx/gen_hostile.py");

fn read(bytes: &[u8], repair: bool) -> Result<(Vec<Unit>, Vec<String>), Error> {
    let mut reader = tmx::Reader::new(bytes, "x.tmx", ReadOptions { repair })?;
    let mut units = Vec::new();
    while let Some(unit) = reader.next_unit()? {
        units.push(unit);
    }
    let notices = reader.notices().map(|n| n.message.clone()).collect();
    Ok((units, notices))
}

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">\n<header srclang=\"en\"/>\n<body>\n{body}\n</body>\n</tmx>\n"
    )
}

fn unit(text: &str) -> String {
    format!("<tu><tuv xml:lang=\"en\"><seg>{text}</seg></tuv></tu>\n")
}

#[test]
fn every_hostile_file_gets_its_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(GENERATOR).arg(folder.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let expected = std::fs::read_to_string(folder.path().join("EXPECT.tsv")).unwrap();
    let mut cases = 0;
    for line in expected.lines().skip(1) {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or_default();
        let (file, verdict, count, why) = (field(), field(), field(), field());
        for repair in [false, true] {
            let began = Instant::now();
            let result = tmx::read_file(&folder.path().join(file), ReadOptions { repair });
            assert!(began.elapsed() < Duration::from_secs(10), "{file} takes too long");
            assert!(!format!("{result:?}").contains("XXE-SECRET"), "{file} reads another file");
            match (verdict, result) {
                ("accept", Ok(memory)) => {
                    assert_eq!(memory.units.len().to_string(), count, "{file}: {why}");
                }
                ("accept", Err(error)) => panic!("{file}: {why}: {error}"),
                ("reject", Ok(_)) => assert!(repair, "{file} is accepted: {why}"),
                (_, Err(error)) => {
                    let place = error.place().expect("an error has a place");
                    assert!(place.file.ends_with(file), "{error}");
                }
                _ => {}
            }
        }
        cases += 1;
    }
    assert!(cases > 50, "only {cases} cases");
}

/// What a file may cost: seconds, and megabytes at the peak.
const MOST: (f64, f64) = (10.0, 300.0);

/// Runs a program on each file: status (negative for a signal), seconds, megabytes at the peak.
const MEASURE: &str = "\
import os, subprocess, sys, time
for file in sys.argv[2:]:
    for more in ([], ['--repair']):
        began = time.time()
        child = subprocess.Popen([sys.argv[1], 'tmx', 'validate', file] + more,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        print(os.waitstatus_to_exitcode(status), time.time() - began, usage.ru_maxrss / 1024, file)
";

#[test]
fn no_hostile_file_costs_much() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(GENERATOR).arg(folder.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let out = Command::new("python3")
        .args(["-c", MEASURE, env!("CARGO_BIN_EXE_yaddash")])
        .args(files.filter(|file| file.extension().is_some_and(|e| e == "tmx")))
        .output()
        .unwrap();
    let report = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    for line in report.lines() {
        let [status, seconds, peak, _] = line.splitn(4, ' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert!(matches!(status, "0" | "1" | "2"), "{line}");
        let (seconds, peak): (f64, f64) = (seconds.parse().unwrap(), peak.parse().unwrap());
        assert!(seconds < MOST.0 && peak < MOST.1, "{line}");
    }
    assert!(report.lines().count() > 100, "{report}");
}

#[test]
fn an_error_says_where_and_what_to_do() {
    let text = document(&(unit("a") + &unit("b&#x1F;c")));
    let error = read(text.as_bytes(), false).unwrap_err();
    assert_eq!(error.message(), "the character U+001F is forbidden in XML");
    let place = error.place().unwrap();
    assert_eq!((place.line, place.column), (Some(6), Some(30)));
    assert_eq!(place.excerpt.as_deref(), Some(unit("b&#x1F;c").trim_end()));
    assert!(error.hint().unwrap().contains("--repair"));
}

#[test]
fn broken_encodings_are_placed_exactly() {
    let text = document(&(unit("a") + &unit("Bakı, G\u{1}")));
    let bytes: Vec<u8> = text.bytes().map(|b| if b == 1 { 0xff } else { b }).collect();
    let error = read(&bytes, false).unwrap_err();
    let place = error.place().unwrap();
    assert_eq!((place.line, place.column), (Some(6), Some(36)), "{error}");
    let error = read(text.as_bytes(), false).unwrap_err();
    let place = error.place().unwrap();
    assert_eq!((place.line, place.column), (Some(6), Some(36)), "{error}");
    let wide: Vec<u8> = text
        .replace("G\u{1}", "\u{1}")
        .encode_utf16()
        .flat_map(|u| if u == 1 { 0xd800 } else { u }.to_le_bytes())
        .collect();
    let error = read(&[b"\xff\xfe", wide.as_slice()].concat(), false).unwrap_err();
    let place = error.place().unwrap();
    assert_eq!((place.line, place.column), (Some(6), Some(35)), "{error}");
}

#[test]
fn repair_replaces_forbidden_characters_and_lists_them() {
    let text = document(&(unit("a&#x1F;b") + &unit("c\u{b}d&nbsp;e & f")));
    let (units, notices) = read(text.as_bytes(), true).unwrap();
    let texts: Vec<_> =
        units.iter().flat_map(|u| u.variants()).map(|v| v.text().into_owned()).collect();
    assert_eq!(texts, ["a\u{fffd}b", "c\u{fffd}d\u{a0}e & f"]);
    assert!(notices.iter().any(|n| n.contains("&#x1F;")), "{notices:?}");
    assert!(notices.iter().any(|n| n.contains("U+FFFD")), "{notices:?}");
}

#[test]
fn repair_leaves_out_what_is_broken_and_goes_on() {
    let broken = "<tu><tuv xml:lang=\"en\"><seg>lost</tuv></tu>\n";
    for (broken, rest) in [
        (broken, "</body></tmx>"),
        ("<tu tuid=\"1><tuv xml:lang=\"en\"><seg>lost</seg></tuv></tu>\n", "</body></tmx>"),
        ("<tu><tuv xml:lang=\"en\"><seg>a < b</seg></tuv></tu>\n", "</body></tmx>"),
        ("", "<tu><tuv xml:lang=\"en\"><seg>cut"),
        ("", ""),
    ] {
        let text = format!(
            "<tmx version=\"1.4\"><header/><body>{}{broken}{}{rest}",
            unit("first"),
            unit("last")
        );
        let error = read(text.as_bytes(), false).unwrap_err();
        assert_eq!(error.kind(), Kind::Malformed, "{text}");
        let (units, notices) = read(text.as_bytes(), true).unwrap();
        let texts: Vec<_> =
            units.iter().flat_map(|u| u.variants()).map(|v| v.text().into_owned()).collect();
        assert_eq!(texts, ["first", "last"], "{text}\n{notices:?}");
        assert!(!notices.is_empty(), "{text}");
    }
}

#[test]
fn what_is_no_translation_memory_is_named() {
    for (text, word) in [
        ("<map version=\"1.10\"/>", "Tiled"),
        ("<html><body/></html>", "web page"),
        ("<xliff/>", "XLIFF"),
    ] {
        let error = read(text.as_bytes(), false).unwrap_err();
        assert_eq!(error.kind(), Kind::Unsupported);
        assert!(error.hint().unwrap().contains(word), "{text}");
    }
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"PK\x03\x04", b"plain text", b"\0\x01\x02"] {
        assert!(read(bytes, false).is_err(), "{bytes:?}");
        assert!(read(bytes, true).is_err(), "{bytes:?}");
    }
}

#[test]
fn every_prefix_of_a_file_is_an_error() {
    let whole = document(&unit("Görüş &amp; <ph x=\"1\">&lt;br/&gt;</ph> <![CDATA[<]]>"));
    let whole = whole.trim_end().as_bytes();
    assert_eq!(read(whole, false).unwrap().0.len(), 1);
    for length in 0..whole.len() {
        assert!(read(&whole[..length], false).is_err(), "cut at {length}");
    }
}
