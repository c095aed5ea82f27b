//! The SRX engine against choppa-srx, the port of the reference implementation, on all
//! development text. Needs `pip install choppa-srx` for the Python named by `YADDASH_PYTHON`
//! (default `python3`); without it the comparison is skipped, unless `YADDASH_REQUIRE_CHOPPA`
//! is set, as it is in CI.

#[path = "support/python.rs"]
mod python;

use python::{has_modules, python};
use std::io::Write;
use std::process::{Command, Stdio};
use yaddash::error::Kind;
use yaddash::segment::srx::Srx;
use yaddash::segment::{Segmenter, SpeakerLabels};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/segment_srx/choppa_cuts.py");

fn choppa_is_there() -> bool {
    has_modules("choppa", "pip install choppa-srx", "YADDASH_REQUIRE_CHOPPA")
}

fn texts(lang: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for set in ["running", "readout", "golden"] {
        let Ok(lines) = std::fs::read_to_string(format!("{DATA}segment-dev/{set}-{lang}.jsonl"))
        else {
            continue;
        };
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            texts.push(record["text"].as_str().unwrap().to_owned());
        }
    }
    assert!(!texts.is_empty());
    texts
}

fn choppa(srx: &str, code: &str, texts: &[String]) -> Vec<Vec<usize>> {
    let mut input = String::new();
    for text in texts {
        input.push_str(&serde_json::to_string(text).unwrap());
        input.push('\n');
    }
    let mut child = Command::new(python())
        .args([SCRIPT, srx, code])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn compare(srx_path: &str, named: &str, codes: &[(&str, &str)]) {
    let bytes = std::fs::read(srx_path).unwrap();
    let (srx, notices) = Srx::parse(&bytes, srx_path).unwrap();
    assert_eq!(notices, [], "{srx_path}");
    for (lang, code) in codes {
        let texts = texts(lang);
        let started = std::time::Instant::now();
        let rules = srx.rules_for_code(code).unwrap();
        let compiled = started.elapsed();
        let ours: Vec<Vec<usize>> = texts
            .iter()
            .map(|text| {
                let cuts = rules.breaks(text).unwrap();
                cuts.into_iter().map(|at| text[..at].chars().count()).collect()
            })
            .collect();
        println!(
            "{named} {code}: compiled in {compiled:?}, cut in {:?}",
            started.elapsed() - compiled
        );
        let started = std::time::Instant::now();
        let theirs = choppa(named, code, &texts);
        println!("{named} {code}: choppa {:?}", started.elapsed());
        let mut different = 0;
        for (text, (ours, theirs)) in texts.iter().zip(ours.iter().zip(&theirs)) {
            if ours == theirs {
                continue;
            }
            different += 1;
            let chars: Vec<char> = text.chars().collect();
            for at in ours.iter().chain(theirs) {
                if ours.contains(at) != theirs.contains(at) {
                    let before: String = chars[at.saturating_sub(30)..*at].iter().collect();
                    let after: String = chars[*at..(at + 20).min(chars.len())].iter().collect();
                    let who = if ours.contains(at) { "only ours" } else { "only theirs" };
                    println!("{named} {code} {who}: {before:?} | {after:?}");
                    let _ = rules.walk(text, |decision| {
                        if text[..decision.at].chars().count() == *at {
                            println!("    {decision:?}");
                        }
                    });
                }
            }
        }
        assert_eq!(different, 0, "{named} {code}: texts that differ");
    }
}

#[test]
fn languagetool_rules_cut_as_choppa_cuts() {
    if !choppa_is_there() {
        return;
    }
    let output = Command::new(python()).args([SCRIPT, "languagetool", "path"]).output().unwrap();
    let path = String::from_utf8(output.stdout).unwrap();
    let codes = [("en", "en_two"), ("ru", "ru_two"), ("az", "az_two")];
    compare(path.trim(), "languagetool", &codes);
    let (srx, _) = Srx::parse(&std::fs::read(path.trim()).unwrap(), "languagetool").unwrap();
    for code in "ar ast be br ca da de el eo es fa fr ga gl is it ja lt ml nl pl pt ro sk sl sr sv \
                 ta tl uk zh"
        .split_whitespace()
    {
        srx.rules_for_code(&format!("{code}_two")).unwrap();
    }
}

#[test]
fn omegat_rules_cut_as_choppa_cuts() {
    if !choppa_is_there() {
        return;
    }
    let path = format!("{DATA}srx-samples/omegat-org__defaultRules.srx");
    compare(&path, &path, &[("en", "EN"), ("ru", "RU"), ("az", "AZ")]);
}

#[test]
fn the_exported_rules_work_in_other_engines() {
    if !choppa_is_there() {
        return;
    }
    for tag in ["en", "ru", "az"] {
        let lang = yaddash::lang::Lang::parse(tag).unwrap();
        let segmenter = Segmenter::builtin(&lang, SpeakerLabels::Split);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(segmenter.export_srx().unwrap().as_bytes()).unwrap();
        let path = file.path().to_str().unwrap();
        compare(path, path, &[(tag, tag)]);
    }
}

#[test]
fn every_sample_is_read() {
    let mut count = 0;
    for entry in std::fs::read_dir(format!("{DATA}srx-samples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "srx") {
            let (srx, _) = Srx::parse(&std::fs::read(&path).unwrap(), "sample").unwrap();
            assert!(srx.language_rules().count() > 0, "{}", path.display());
            for code in ["en", "de", "fr", "es", "it", "pl", "ru", "ca", "cs", "sk", "nl", "sv"] {
                match srx.rules_for_code(code).and_then(|rules| rules.breaks("Dr. A. B? C d. E.")) {
                    Ok(_) => {}
                    Err(error) => {
                        assert_eq!(error.kind(), Kind::Usage, "{}: {error}", path.display())
                    }
                }
            }
            count += 1;
        }
    }
    assert!(count >= 8);
}

fn srx(rules: &str, maps: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<srx version=\"2.0\"><header cascade=\"yes\"/><body>\
         <languagerules><languagerule languagerulename=\"x\">\n{rules}\n</languagerule>\
         </languagerules><maprules>{maps}</maprules></body></srx>"
    )
}

const MAP: &str = "<languagemap languagepattern=\".*\" languagerulename=\"x\"/>";

#[test]
fn bad_files_are_refused_with_place_and_cause() {
    let broken = srx("<rule break=\"yes\"><beforebreak>a(</beforebreak></rule>", MAP);
    let error = Srx::parse(broken.as_bytes(), "b.srx").unwrap().0.rules_for_code("en").unwrap_err();
    assert_eq!(error.kind(), Kind::Malformed);
    assert_eq!(error.place().unwrap().line, Some(3));

    for (bytes, kind) in [
        (&b"not xml"[..], Kind::Malformed),
        (b"", Kind::Malformed),
        (b"<tmx version=\"1.4\"/>", Kind::Malformed),
        (b"<srx version=\"2.0\"><body>", Kind::Malformed),
        (b"<srx version=\"2.0\">&bomb;</srx>", Kind::Malformed),
        (b"\xff\xfe<\0s\0", Kind::Malformed),
        (srx("", "").as_bytes(), Kind::Malformed),
        ("<srx>".repeat(100).as_bytes(), Kind::Limit),
    ] {
        assert_eq!(Srx::parse(bytes, "b.srx").unwrap_err().kind(), kind);
    }
    let unknown = srx("", "<languagemap languagepattern=\"en\" languagerulename=\"y\"/>");
    assert!(Srx::parse(unknown.as_bytes(), "b.srx").unwrap_err().message().contains("“y”"));
}

#[test]
fn a_catastrophic_rule_is_named_and_does_not_hang() {
    for pattern in [r"(?:a+)+(?!b)c", r"(a*)*\1d", r"(?=(a+)+$)x"] {
        let rule = format!("<rule break=\"yes\"><beforebreak>{pattern}</beforebreak></rule>");
        let (srx, _) = Srx::parse(srx(&rule, MAP).as_bytes(), "c.srx").unwrap();
        let rules = srx.rules_for_code("en").unwrap();
        let started = std::time::Instant::now();
        if let Err(error) = rules.breaks(&"a".repeat(5000)) {
            assert_eq!(error.kind(), Kind::Limit);
            assert!(error.message().contains("line 3"), "{error}");
        }
        assert!(started.elapsed().as_secs() < 20, "{pattern}");
    }
}

#[test]
fn what_cannot_be_honoured_is_reported_with_its_line() {
    let rules = "<rule break=\"no\"><beforebreak>\\X</beforebreak></rule>\n\
                 <rule break=\"yes\"><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>";
    let (srx, notices) = Srx::parse(srx(rules, MAP).as_bytes(), "n.srx").unwrap();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].place.as_ref().unwrap().line, Some(3));
    assert_eq!(srx.rules_for_code("en").unwrap().breaks("A. B. C").unwrap(), [2, 5]);
}

#[test]
fn the_first_matching_rule_wins_and_codes_match_in_any_case() {
    let rules = "<rule break=\"no\"><beforebreak>\\bMr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>\n\
                 <rule break=\"yes\"><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>\n\
                 <rule break=\"no\"><beforebreak>B\\.</beforebreak><afterbreak>\\s</afterbreak></rule>";
    let map = "<languagemap languagepattern=\"EN.*\" languagerulename=\"x\"/>";
    let (srx, _) = Srx::parse(srx(rules, map).as_bytes(), "f.srx").unwrap();
    let rules = srx.rules_for_code("en-gb").unwrap();
    assert_eq!(rules.breaks("Mr. A. B. C").unwrap(), [6, 9]);
    assert_eq!(srx.rules_for_code("ru").unwrap_err().kind(), Kind::Usage);
}
