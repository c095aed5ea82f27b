//! `yaddash stats`

use crate::cli::session::Session;
use crate::cli::{Outcome, Run, counted};
use crate::report::style;
use crate::tmx;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, Default, Serialize)]
struct FileStats {
    file: String,
    units: usize,
    variants: usize,
    languages: BTreeMap<String, usize>,
    words: BTreeMap<String, usize>,
}

/// Counts the units of the memory and the concepts of the glossaries.
pub fn run(session: &mut Session) -> Run {
    let mut all = FileStats { file: "all".to_owned(), ..FileStats::default() };
    let sources = session.memory_sources()?;
    for source in &sources {
        let mut stats = FileStats { file: source.name.clone(), ..FileStats::default() };
        for unit in tmx::open(&source.path, tmx::ReadOptions::default())? {
            let unit = unit?;
            stats.units += 1;
            for variant in unit.variants() {
                let tag = variant.lang_tag().unwrap_or_default().to_owned();
                stats.variants += 1;
                let text = variant.text();
                let count = text.unicode_words().count();
                *stats.words.entry(tag.clone()).or_default() += count;
                *stats.languages.entry(tag).or_default() += 1;
            }
        }
        all.units += stats.units;
        all.variants += stats.variants;
        for (lang, n) in &stats.languages {
            *all.languages.entry(lang.clone()).or_default() += n;
        }
        for (lang, n) in &stats.words {
            *all.words.entry(lang.clone()).or_default() += n;
        }
        print(session, &stats)?;
    }
    if sources.len() != 1 && !session.jsonl() {
        print(session, &all)?;
    }
    for (file, glossary) in session.glossaries()? {
        let languages: Vec<String> = glossary.languages.iter().map(|l| l.to_string()).collect();
        if session.jsonl() {
            session.json(&serde_json::json!({
                "file": file, "concepts": glossary.concepts.len(), "languages": languages,
            }))?;
        } else {
            let concepts = counted(glossary.concepts.len(), "concept");
            writeln!(session.out, "{file}: {concepts} in {}", languages.join(", "))?;
        }
    }
    Ok(Outcome::Clean)
}

fn print(session: &mut Session, stats: &FileStats) -> Result<(), crate::cli::Stop> {
    if session.jsonl() {
        return session.json(stats);
    }
    let languages: Vec<String> = stats
        .languages
        .iter()
        .map(|(lang, n)| {
            let words = stats.words.get(lang).copied().unwrap_or_default();
            format!("{} {n} ({words} words)", style::paint(style::LABEL, lang))
        })
        .collect();
    let file = style::paint(style::HEAD, &stats.file);
    Ok(writeln!(session.out, "{file}: {}; {}", counted(stats.units, "unit"), languages.join(", "))?)
}
