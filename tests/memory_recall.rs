//! The development queries of the shared data: the best match of each is found, and its
//! similarity is the gold's.

use std::collections::HashMap;
use yaddash::lang::Lang;
use yaddash::memory::{Memory, UnitRecord, tokens};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/match-dev");

/// The units of `dev.tmx`, one a line.
fn units() -> Vec<UnitRecord> {
    use quick_xml::events::Event;
    let text = std::fs::read_to_string(format!("{DATA}/dev.tmx")).expect("the shared data");
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut units: Vec<UnitRecord> = Vec::new();
    let mut segment: Option<String> = None;
    let mut lang = None;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return units,
            Event::Start(start) => {
                let attribute = |name: &str| {
                    let value = start.try_get_attribute(name).expect("attributes")?.value;
                    Some(value.into_owned())
                };
                match start.name().as_ref() {
                    "tu" => units.push(UnitRecord {
                        file: "dev.tmx".into(),
                        index_in_file: units.len(),
                        tuid: attribute("tuid"),
                        variants: Vec::new(),
                        changed: None,
                        changed_by: None,
                        props: Vec::new(),
                    }),
                    "tuv" => lang = attribute("xml:lang").and_then(|tag| Lang::parse(&tag)),
                    "seg" => segment = Some(String::new()),
                    _ => {}
                }
            }
            Event::Text(part) => {
                if let Some(segment) = &mut segment {
                    segment.push_str(&part);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(segment) = &mut segment {
                    if let Some(c) = name.resolve_char_ref().expect("a character") {
                        segment.push(c);
                    } else {
                        segment.push_str(
                            quick_xml::escape::resolve_predefined_entity(&name).expect("known"),
                        );
                    }
                }
            }
            Event::End(end) if end.name().as_ref() == "seg" => {
                let text = segment.take().expect("a segment");
                let unit = units.last_mut().expect("a unit");
                unit.variants.push((lang.clone().expect("a language"), text));
            }
            _ => {}
        }
    }
}

struct Query {
    text: String,
    best: f64,
    tuids: Vec<String>,
}

fn queries(lang: &str) -> Vec<Query> {
    let read = |name: String| std::fs::read_to_string(format!("{DATA}/{name}")).expect("data");
    let gold: HashMap<String, (f64, Vec<String>)> = read(format!("gold-{lang}-dev.tsv"))
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let tuids = fields[2].split(',').map(str::to_owned).collect();
            (fields[0].to_owned(), (fields[1].parse().expect("a number"), tuids))
        })
        .collect();
    read(format!("queries-{lang}.tsv"))
        .lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let (best, tuids) = gold.get(fields[0])?.clone();
            Some(Query { text: fields[3].to_owned(), best, tuids })
        })
        .collect()
}

/// The greatest similarity that any text has, by a plain scan with the textbook distance.
fn scan(texts: &[Vec<String>], query: &Vec<String>) -> f64 {
    let similarity = |text: &Vec<String>| {
        let longest = text.len().max(query.len());
        (longest - strsim::generic_levenshtein(query, text)) as f64 / longest as f64
    };
    texts.iter().map(similarity).fold(0.0, f64::max)
}

/// Recall is 1 at both thresholds: the first match is one of the gold's, and as similar.
///
/// The gold was folded by the rules of no language, which make three tokens of every word with
/// `İ`. For Azerbaijani, where that letter is frequent, a plain scan says what the best is.
#[test]
fn every_best_match_is_found() {
    let units = units();
    let memory = Memory::from_records(units.clone());
    for tag in ["en", "ru", "az"] {
        let lang = Lang::parse(tag).expect("a tag");
        let mut queries = queries(tag);
        if tag == "az" {
            let texts: Vec<Vec<String>> = units
                .iter()
                .flat_map(|unit| unit.texts(&lang))
                .map(|text| tokens(text, &lang))
                .collect();
            for query in &mut queries {
                query.best = scan(&texts, &tokens(&query.text, &lang));
            }
        }
        for threshold in [0.7, 0.5] {
            let (mut asked, mut missed) = (0, Vec::new());
            for query in &queries {
                let best = query.best;
                if best < threshold {
                    continue;
                }
                asked += 1;
                let hits = memory.fuzzy(&query.text, &lang, threshold, 5);
                let first = hits
                    .first()
                    .and_then(|hit| Some((hit.similarity, memory.unit(hit.unit)?.tuid.clone()?)));
                let right = first.as_ref().is_some_and(|(similarity, tuid)| {
                    query.tuids.contains(tuid) && (similarity - best).abs() <= 0.000_051
                });
                if !right {
                    missed.push((&query.text, best, &query.tuids, first));
                }
            }
            assert!(asked > 100, "{tag}: only {asked} queries");
            assert!(missed.is_empty(), "{tag} at {threshold}: of {asked}: {missed:#?}");
        }
    }
}
