//! The quality of the built-in rules on the development data, with speaker labels joined.
//!
//! The figures are those of `shared/tools/score_segmentation.py`: a boundary is the number of
//! non-white characters before it; F1in leaves out the boundaries at line breaks; `exact` is the
//! share of records cut exactly. `cargo test --test segmentation_quality -- --nocapture` shows
//! them and every difference; `YADDASH_SEGMENTS=DIR` also writes the segments as JSON lines.

use std::collections::BTreeSet;
use yaddash::lang::Lang;
use yaddash::readout::Readout;
use yaddash::segment::{Segmenter, SpeakerLabels};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/segment-dev/");

struct Score {
    f1: f64,
    exact: f64,
}

fn segments(segmenter: &Segmenter, text: &str) -> Vec<String> {
    let readout = Readout::from_text("-", text);
    segmenter.segment(&readout).into_iter().map(|s| text[s.span].to_owned()).collect()
}

fn boundaries<S: AsRef<str>>(segments: &[S]) -> BTreeSet<usize> {
    let mut count = 0;
    let mut found: BTreeSet<usize> = segments
        .iter()
        .map(|s| {
            count += s.as_ref().chars().filter(|c| !c.is_whitespace()).count();
            count
        })
        .collect();
    found.remove(&count);
    found
}

fn line_breaks(text: &str) -> BTreeSet<usize> {
    let mut count = 0;
    let mut found = BTreeSet::new();
    for c in text.chars() {
        if c == '\n' {
            found.insert(count);
        } else if !c.is_whitespace() {
            count += 1;
        }
    }
    found
}

fn score(name: &str) -> Score {
    let path = format!("{DATA}{name}.jsonl");
    let gold = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let lang = Lang::parse(name.rsplit('-').next().unwrap()).unwrap();
    let segmenter = Segmenter::builtin(&lang, SpeakerLabels::Joined);
    let (mut tp, mut fp, mut fn_, mut exact, mut records) = (0, 0, 0, 0, 0);
    let mut written = String::new();
    for line in gold.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = record["text"].as_str().unwrap();
        let wanted: Vec<&str> =
            record["sentences"].as_array().unwrap().iter().filter_map(|s| s.as_str()).collect();
        let found = segments(&segmenter, text);
        let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(bare(&found.concat()), bare(text), "{}: text altered", record["id"]);
        written.push_str(&serde_json::json!({ "sentences": found }).to_string());
        written.push('\n');
        let (wanted, found) = (boundaries(&wanted), boundaries(&found));
        records += 1;
        exact += usize::from(wanted == found);
        let chars: Vec<char> = bare(text).chars().collect();
        for (what, at) in found
            .difference(&wanted)
            .map(|at| ("too much", at))
            .chain(wanted.difference(&found).map(|at| ("missing", at)))
        {
            let context = |from: usize, to: usize| {
                chars[from..to.min(chars.len())].iter().collect::<String>()
            };
            println!(
                "{name} {what} {}: …{} | {}…",
                record["id"],
                context(at.saturating_sub(40), *at),
                context(*at, at + 30)
            );
        }
        let breaks = line_breaks(text);
        tp += wanted.intersection(&found).filter(|at| !breaks.contains(at)).count();
        fp += found.difference(&wanted).filter(|at| !breaks.contains(at)).count();
        fn_ += wanted.difference(&found).filter(|at| !breaks.contains(at)).count();
    }
    if let Ok(folder) = std::env::var("YADDASH_SEGMENTS") {
        std::fs::write(format!("{folder}/{name}.jsonl"), written).unwrap();
    }
    let f1 = if tp + fp + fn_ == 0 { 1.0 } else { 2.0 * tp as f64 / (2 * tp + fp + fn_) as f64 };
    let score = Score { f1, exact: exact as f64 / records as f64 };
    println!("{name}: F1in {:.4} exact {:.4}", score.f1, score.exact);
    score
}

/// Scores all sets before it fails, so that one failure does not hide the other figures.
fn reach(goals: &[(&str, f64)], figure: impl Fn(&Score) -> f64) {
    let scores: Vec<f64> = goals.iter().map(|(name, _)| figure(&score(name))).collect();
    for ((name, goal), score) in goals.iter().zip(scores) {
        assert!(score >= *goal, "{name}: {score:.4} is below {goal}");
    }
}

#[test]
fn running_text() {
    reach(
        &[
            ("running-en", 0.993),
            ("running-ru", 0.996),
            ("running-az", 0.999),
            ("running-tr", 0.97),
        ],
        |score| score.f1,
    );
}

#[test]
fn readout_cases() {
    let goals = [("readout-en", 0.96), ("readout-ru", 0.97), ("readout-az", 0.97)];
    reach(&goals, |score| score.exact);
    reach(&goals, |score| score.f1);
}

#[test]
fn golden_rules() {
    reach(&[("golden-en", 0.95), ("golden-ru", 0.96), ("golden-kk", 0.6)], |score| score.exact);
}
