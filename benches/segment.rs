//! `cargo bench --bench segment`: the built-in rules and LanguageTool's SRX rules beside the
//! crate `sentencex`, single thread, on the development text.
//!
//! `LANGUAGETOOL_SRX` names the rule set of LanguageTool (it lies inside the PyPI package
//! `choppa-srx`); without it those rows are left out.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use yaddash::lang::Lang;
use yaddash::segment::srx::Srx;
use yaddash::segment::{Segmenter, SpeakerLabels};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/segment-dev/");
const LANGUAGES: [&str; 3] = ["en", "ru", "az"];

fn main() {
    divan::main();
}

/// The paragraphs of the running text.
fn paragraphs(lang: &str) -> Vec<String> {
    let path = format!("{DATA}running-{lang}.jsonl");
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|record| record["text"].as_str().map(str::to_owned))
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.trim().is_empty())
        .collect()
}

fn bytes(paragraphs: &[String]) -> BytesCount {
    BytesCount::new(paragraphs.iter().map(String::len).sum::<usize>())
}

#[divan::bench(args = LANGUAGES)]
fn builtin(bencher: Bencher, lang: &str) {
    let paragraphs = paragraphs(lang);
    let tag = Lang::parse(lang).expect("a language tag");
    let segmenter = Segmenter::builtin(&tag, SpeakerLabels::Split);
    bencher.counter(bytes(&paragraphs)).bench_local(|| {
        paragraphs.iter().map(|text| segmenter.sentences(black_box(text)).len()).sum::<usize>()
    });
}

#[divan::bench(args = LANGUAGES)]
fn sentencex(bencher: Bencher, lang: &str) {
    let paragraphs = paragraphs(lang);
    bencher.counter(bytes(&paragraphs)).bench_local(|| {
        paragraphs
            .iter()
            .map(|text| sentencex::get_sentence_boundaries(lang, black_box(text)).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = LANGUAGES, sample_count = 5)]
fn languagetool_srx(bencher: Bencher, lang: &str) {
    let Some(path) = std::env::var_os("LANGUAGETOOL_SRX") else { return };
    let file = std::fs::read(path).expect("the SRX file");
    let (srx, _) = Srx::parse(&file, "languagetool").expect("an SRX file");
    let rules = srx.rules_for_code(&format!("{lang}_two")).expect("rules");
    let paragraphs = paragraphs(lang);
    bencher.counter(bytes(&paragraphs)).bench_local(|| {
        paragraphs
            .iter()
            .map(|text| rules.breaks(black_box(text)).map_or(0, |cuts| cuts.len()))
            .sum::<usize>()
    });
}

#[divan::bench]
fn start(bencher: Bencher) {
    let lang = Lang::parse("ru").expect("a language tag");
    bencher.bench_local(|| Segmenter::builtin(black_box(&lang), SpeakerLabels::Split));
}
