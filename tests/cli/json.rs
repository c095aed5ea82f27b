//! The key names that other programs rely on.

use crate::transcript::Test;

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn contracts_keep_their_fields() {
    let test = Test::workspace();
    test.file("n.en.txt", "Good morning! Trade grew by 7 million dollars.");
    let first = |command: &str| test.run(command).succeeds().json()[0].clone();
    let has = |value: &serde_json::Value, names: &[&str]| {
        for name in names {
            assert!(keys(value).contains(name), "no {name} in {value}");
        }
    };
    let segments = first("segment --format jsonl n.en.txt");
    has(&segments, &["file", "lang", "segments"]);
    has(&segments["segments"][0], &["text", "start", "end", "block", "kind"]);
    let bead = first("align --format jsonl x.en.txt x.ru.txt");
    has(&bead, &["segments", "text", "pairs", "confidence"]);
    let suggestion = first("suggest --format jsonl n.en.txt");
    has(&suggestion, &["file", "segment", "source", "matches", "fragments", "terms"]);
    has(&suggestion["matches"][0], &["score", "kind", "source", "target", "origin", "diff"]);
    has(&suggestion["matches"][0]["origin"], &["file", "tuid"]);
    has(&suggestion["matches"][0]["diff"][0], &["op", "match", "new"]);
}
