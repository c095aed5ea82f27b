//! Validation: the verdict of the validator outside this program, and each rule by itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use yaddash::tmx::{self, Finding, ReadOptions, Severity};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

fn findings(bytes: &[u8]) -> Vec<Finding> {
    let mut reader = tmx::Reader::new(bytes, "x.tmx", ReadOptions::default()).unwrap();
    let mut findings = Vec::new();
    tmx::validate(&mut reader, &mut |finding| {
        findings.push(finding);
        Ok(())
    })
    .unwrap();
    findings
}

fn tmx_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "tmx"))
        .collect();
    files.sort();
    files
}

/// The verdict of the other validator and ours agree: valid, against the rules, against the DTD.
#[test]
fn the_verdict_is_that_of_the_dtd_and_lxml() {
    let hostile = tempfile::tempdir().unwrap();
    let shared = Path::new(SHARED);
    let made = Command::new("python3")
        .arg(shared.join("tools/tmx/gen_hostile.py"))
        .arg(hostile.path())
        .output()
        .unwrap();
    assert!(made.status.success());
    let mut files = tmx_files(&shared.join("data/tmx-samples"));
    files.extend(tmx_files(hostile.path()));
    let out = Command::new("python3")
        .arg(shared.join("tools/tmx/validate_tmx.py"))
        .args(&files)
        .output()
        .unwrap();
    let report = String::from_utf8(out.stdout).unwrap();
    let mut compared = 0;
    for (file, line) in files.iter().zip(report.lines()) {
        let expected = line.split('\t').next().unwrap();
        let Ok(mut reader) = tmx::open(file, ReadOptions::default()) else { continue };
        let mut worst = Severity::Note;
        let mut all = Vec::new();
        let done = tmx::validate(&mut reader, &mut |finding| {
            worst = worst.max(finding.severity);
            all.push(finding);
            Ok(())
        });
        if done.is_err() || expected == "NOTWF" {
            continue;
        }
        let verdict = match worst {
            Severity::Note => "OK",
            Severity::Warning => "RULES",
            Severity::Error => "INVALID",
        };
        assert_eq!(verdict, expected, "{line}\n{all:#?}");
        compared += 1;
    }
    assert!(compared > 60, "only {compared} files compared");
}

const HEADER: &str = concat!(
    "<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" ",
    "adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>"
);

#[test]
fn each_rule_has_its_line() {
    let good = "<tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"az\"><seg>b</seg></tuv>";
    let unit = |attributes: &str, content: &str| format!("<tu {attributes}>{content}</tu>");
    let seg = |content: &str| unit("", &good.replace(">a<", &format!(">{content}<")));
    for (body, rule) in [
        (unit("foo=\"1\"", good), "attribute-unknown"),
        (unit("segtype=\"line\"", good), "attribute-value"),
        (unit("tuid=\"a b\"", good), "tuid-space"),
        (unit("tuid=\"1\"", good) + &unit("tuid=\"1\"", good), "tuid-twice"),
        (unit("changedate=\"20241301T000000Z\"", good), "date"),
        (unit("usagecount=\"-1\"", good), "usagecount"),
        (unit("", &good.replace("\"en\"", "\"English\"")), "language-tag"),
        (unit("", &good.replace("\"en\"", "\"de\"")), "srclang-missing"),
        (unit("", &(good.to_owned() + "<note>late</note>")), "content"),
        (unit("", ""), "content"),
        (seg("<bpt i=\"1\"/>"), "code-pair"),
        (seg("<ept i=\"1\"/>"), "code-pair"),
        (seg("<bpt i=\"1\"/><bpt i=\"1\"/><ept i=\"1\"/>"), "code-pair"),
        (seg("<bpt/>"), "attribute-missing"),
        (seg("<sub>x</sub>"), "content"),
        (seg("<g id=\"1\">x</g>"), "content"),
        (seg("<it pos=\"middle\"/>"), "attribute-value"),
        (seg(""), "segment-empty"),
        (unit("", &good[..good.find("<tuv xml:lang=\"az\"").unwrap()]), "one-language"),
        (unit("", good) + "stray", "structure"),
    ] {
        let text = format!("<tmx version=\"1.4\">\n{HEADER}\n<body>\n{body}\n</body>\n</tmx>");
        let found = findings(text.as_bytes());
        assert!(found.iter().any(|f| f.rule == rule && f.line == 4), "{rule}: {body}\n{found:#?}");
    }
    let text =
        format!("<tmx version=\"1.4\">\n{HEADER}\n<body>\n{}\n</body></tmx>", unit("", good));
    assert_eq!(findings(text.as_bytes()), []);
}

#[test]
fn a_language_that_some_units_lack_is_named_once() {
    let text = format!(
        "<tmx version=\"1.4\">{HEADER}<body>{}{}</body></tmx>",
        "<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"az\"><seg>b</seg></tuv></tu>",
        "<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"ru\"><seg>b</seg></tuv></tu>"
    );
    let missing: Vec<_> = findings(text.as_bytes())
        .into_iter()
        .filter(|f| f.rule == "language-missing")
        .map(|f| f.message)
        .collect();
    assert_eq!(
        missing,
        [
            "the language `az` is missing in 1 of 2 units",
            "the language `ru` is missing in 1 of 2 units"
        ]
    );
}
