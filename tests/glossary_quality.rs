//! Term recognition and glossary enforcement on the development data of
//! `shared/data/glossary-dev`, with the figures of `shared/tools/score_terms.py`.
//!
//! `PREDICTIONS=DIR cargo test --test glossary_quality` also writes the predictions for the
//! scorer: `terms-LANG.jsonl`, `enforce-all.jsonl`, `enforce-ntrex-LANG.jsonl`. It takes a missing
//! record for one without spans: join the languages first.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use yaddash::check::{Checker, Rule};
use yaddash::glossary::{Concept, Glossary, Matcher, Term};
use yaddash::lang::Lang;

fn data(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/glossary-dev")).join(name)
}

fn records(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(data(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn glossary(name: &str) -> Glossary {
    Glossary::from_table(name, &std::fs::read_to_string(data(name)).unwrap()).unwrap()
}

fn text<'a>(record: &'a Value, key: &str) -> &'a str {
    record[key].as_str().unwrap_or("")
}

fn lang(record: &Value, key: &str) -> Lang {
    Lang::parse(text(record, key)).unwrap()
}

/// Bytes to code points, in which the gold counts.
fn points(text: &str, span: std::ops::Range<usize>) -> (usize, usize) {
    let start = text[..span.start].chars().count();
    (start, start + text[span].chars().count())
}

fn gold_span(value: &Value) -> Option<(usize, usize)> {
    Some((value.get(0)?.as_u64()? as usize, value.get(1)?.as_u64()? as usize))
}

fn write_predictions(name: &str, lines: &str) {
    if let Some(folder) = std::env::var_os("PREDICTIONS") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(Path::new(&folder).join(name), lines).unwrap();
    }
}

fn f1(right: usize, predicted: usize, gold: usize) -> f64 {
    2.0 * right as f64 / (predicted + gold) as f64
}

/// Exact F1, and the share of the texts without the term in which something was found, of all
/// such texts and of those that hold a look-alike.
fn terms(code: &str) -> (f64, f64, f64) {
    let (mut right, mut predicted, mut gold) = (0, 0, 0);
    let (mut negative, mut alarms, mut alike, mut alike_alarms) = (0, 0, 0, 0);
    let mut lines = String::new();
    for record in records("terms.jsonl").iter().filter(|r| text(r, "lang") == code) {
        let language = lang(record, "lang");
        let concept = Concept {
            terms: vec![Term::new(language.clone(), text(record, "term"))],
            ..Concept::default()
        };
        let glossary = Glossary { concepts: vec![concept], languages: vec![language.clone()] };
        let sentence = text(record, "text");
        let hits = Matcher::new(&glossary, &language).find(sentence);
        let found: BTreeSet<(usize, usize)> =
            hits.into_iter().map(|hit| points(sentence, hit.span)).collect();
        let wanted: BTreeSet<(usize, usize)> =
            record["spans"].as_array().unwrap().iter().filter_map(gold_span).collect();
        right += found.intersection(&wanted).count();
        predicted += found.len();
        gold += wanted.len();
        if wanted.is_empty() {
            negative += 1;
            alarms += usize::from(!found.is_empty());
            if text(record, "neg") == "hard" {
                alike += 1;
                alike_alarms += usize::from(!found.is_empty());
            }
        }
        let spans: Vec<_> = found.iter().map(|(s, e)| vec![s, e]).collect();
        writeln!(lines, "{}", json!({"id": record["id"], "spans": spans})).unwrap();
    }
    write_predictions(&format!("terms-{code}.jsonl"), &lines);
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let figures = (f1(right, predicted, gold), share(alarms, negative), share(alike_alarms, alike));
    eprintln!(
        "terms {code}: F1 {:.4}, false alarms {:.4}, on look-alikes {:.4}",
        figures.0, figures.1, figures.2
    );
    figures
}

/// F1, false alarms on faultless translations, share of right spans among the gold issues found.
fn enforcement(cases: &str, table: &str, target: Option<&str>) -> (f64, f64, f64) {
    let glossary = glossary(table);
    let (mut right, mut predicted, mut gold, mut located) = (0, 0, 0, 0);
    let (mut faultless, mut alarms) = (0, 0);
    let mut lines = String::new();
    let wanted_language = |r: &&Value| target.is_none_or(|t| text(r, "tgt_lang") == t);
    for record in records(cases).iter().filter(wanted_language) {
        let checker = Checker::new(&lang(record, "src_lang"), &lang(record, "tgt_lang"))
            .only(&[Rule::TermMissing, Rule::TermForbidden])
            .glossary(&glossary);
        let (source, translation) = (text(record, "source"), text(record, "target"));
        let mut found = Vec::new();
        let mut issues = Vec::new();
        for finding in checker.check(source, translation) {
            let entry = finding.concept.clone().unwrap();
            if record.get("entry").is_some_and(|only| only.as_str() != Some(entry.as_str())) {
                continue;
            }
            let kind = finding.rule.id().trim_start_matches("term-").to_owned();
            let (src, tgt) = (
                points(source, finding.source.span.clone()),
                points(translation, finding.target.span.clone()),
            );
            let mut issue = json!({"type": kind, "entry": entry, "src": [src.0, src.1]});
            if finding.rule == Rule::TermForbidden {
                issue["tgt"] = json!([tgt.0, tgt.1]);
            }
            issues.push(issue);
            found.push((kind, entry, src, tgt));
        }
        writeln!(lines, "{}", json!({"id": record["id"], "issues": issues})).unwrap();
        let wanted = record["issues"].as_array().unwrap();
        predicted += found.len();
        gold += wanted.len();
        if wanted.is_empty() {
            faultless += 1;
            alarms += usize::from(!found.is_empty());
        }
        for issue in wanted {
            let same = found.iter().find(|(kind, entry, ..)| {
                kind == text(issue, "type") && entry == text(issue, "entry")
            });
            if let Some((kind, _, src, tgt)) = same {
                right += 1;
                let source_right = gold_span(&issue["src"]) == Some(*src);
                let target_right = kind == "missing" || gold_span(&issue["tgt"]) == Some(*tgt);
                located += usize::from(source_right && target_right);
            }
        }
    }
    let name = cases.trim_end_matches(".jsonl");
    write_predictions(&format!("{name}-{}.jsonl", target.unwrap_or("all")), &lines);
    let figures = (
        f1(right, predicted, gold),
        alarms as f64 / f64::from(faultless.max(1)),
        located as f64 / right.max(1) as f64,
    );
    eprintln!(
        "{cases} {}: F1 {:.4}, false alarms {:.4}, located {:.4}",
        target.unwrap_or("all"),
        figures.0,
        figures.1,
        figures.2
    );
    figures
}

#[test]
fn azerbaijani_terms() {
    let (f1, _, alike) = terms("az");
    assert!(f1 >= 0.99, "F1 {f1}");
    assert!(alike <= 0.015, "look-alikes {alike}");
}

#[test]
fn russian_terms() {
    let (f1, _, alike) = terms("ru");
    assert!(f1 >= 0.993, "F1 {f1}");
    assert!(alike <= 0.005, "look-alikes {alike}");
}

#[test]
fn english_terms() {
    let (f1, _, alike) = terms("en");
    assert!(f1 >= 0.982, "F1 {f1}");
    assert!(alike <= 0.02, "look-alikes {alike}");
}

#[test]
fn turkish_terms_match_exactly() {
    let (f1, alarms, _) = terms("tr");
    assert!(f1 > 0.3, "F1 {f1}");
    assert!(alarms <= 0.02, "false alarms {alarms}");
}

#[test]
fn written_enforcement() {
    let (f1, alarms, located) = enforcement("enforce.jsonl", "glossary.tsv", None);
    assert!(f1 >= 0.97, "F1 {f1}");
    assert!(alarms <= 0.03, "false alarms {alarms}");
    assert!(located >= 1.0, "located {located}");
}

#[test]
fn published_enforcement() {
    for (target, goal) in [("ru", 0.98), ("az", 0.97)] {
        let (f1, alarms, located) =
            enforcement("enforce-ntrex.jsonl", "glossary-ntrex.tsv", Some(target));
        assert!(f1 >= goal, "{target}: F1 {f1}");
        assert!(alarms <= 0.01, "{target}: false alarms {alarms}");
        assert!(located >= 1.0, "{target}: located {located}");
    }
}
