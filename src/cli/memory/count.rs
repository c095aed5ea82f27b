//! `yaddash memory duplicates` and `stats`.

use super::args::{DuplicatesArgs, StatsArgs};
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop};
use crate::lang::{Lang, words};
use crate::memory::{Context, Memory, UnitRecord};
use crate::report::json::{ByLang, OriginItem};
use crate::report::style;
use crate::suggest::{Match, MatchKind, Options, suggest};
use crate::tmx;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

/// A unit, by hashes of what it says: so that millions fit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    /// Its texts in one language.
    source: u64,
    /// All its texts.
    whole: u64,
    number: u32,
}

/// Units that say the same, and sources with several translations.
pub fn duplicates(session: &mut Session, args: &DuplicatesArgs) -> Run {
    let source = session.workspace()?.and_then(|w| w.config.source);
    let source = source.and_then(|tag| Lang::parse(&tag));
    let mut said = Vec::new();
    each_unit(session, |number, unit| {
        let mut texts: Vec<(String, String)> = unit
            .variants
            .iter()
            .map(|(lang, text)| (lang.primary().to_owned(), key(text, lang)))
            .collect();
        texts.sort();
        let lang = source.as_ref().or(unit.variants.first().map(|(lang, _)| lang));
        let Some(lang) = lang else { return };
        let mut sources = unit.texts(lang).into_iter();
        let Some(text) = sources.next() else { return };
        said.push(Said { source: hash(&key(text, lang)), whole: hash(&texts), number });
    })?;
    said.sort_unstable();
    let mut groups: Vec<(&'static str, Vec<u32>)> = Vec::new();
    for same in said.chunk_by(|a, b| a.source == b.source) {
        let mut translations = 0;
        for identical in same.chunk_by(|a, b| a.whole == b.whole) {
            translations += 1;
            if identical.len() > 1 {
                groups.push(("identical", identical.iter().map(|s| s.number).collect()));
            }
        }
        if translations > 1 {
            groups.push(("translations", same.iter().map(|s| s.number).collect()));
        }
    }
    groups.sort_by(|a, b| a.1.first().cmp(&b.1.first()).then(a.0.cmp(b.0)));
    let (identical, translations): (Vec<_>, Vec<_>) =
        groups.iter().partition(|(kind, _)| *kind == "identical");
    let surplus: usize = identical.iter().map(|(_, units)| units.len() - 1).sum();
    let total = (surplus, translations.len());
    groups.truncate(args.max);
    let wanted: BTreeSet<u32> = groups.iter().flat_map(|(_, units)| units).copied().collect();
    let mut units = BTreeMap::new();
    each_unit(session, |number, unit| {
        if wanted.contains(&number) {
            units.insert(number, unit);
        }
    })?;
    for (kind, numbers) in &groups {
        let members: Vec<&UnitRecord> = numbers.iter().filter_map(|n| units.get(n)).collect();
        show(session, kind, &members)?;
    }
    session.out.flush()?;
    session.tell(format_args!(
        "{} units say what another says, {} sources have several translations",
        total.0, total.1
    ));
    Ok(Outcome::Clean)
}

fn show(session: &mut Session, kind: &str, members: &[&UnitRecord]) -> Result<(), Stop> {
    if session.jsonl() {
        let units: Vec<GroupItem<'_>> = members
            .iter()
            .map(|unit| GroupItem {
                origin: OriginItem::new(&unit.file, unit.tuid.as_deref(), unit.index_in_file),
                text: ByLang(
                    unit.variants.iter().map(|(l, t)| (l.to_string(), t.as_str())).collect(),
                ),
            })
            .collect();
        return session.json(&GroupLine { kind, units });
    }
    writeln!(session.out, "{}", style::paint(style::HEAD, kind))?;
    for unit in members {
        let name = match &unit.tuid {
            Some(tuid) => format!("{}:{tuid}", unit.file),
            None => format!("{}#{}", unit.file, unit.index_in_file),
        };
        writeln!(session.out, "  {}", style::paint(style::DIM, name))?;
        for (lang, text) in &unit.variants {
            writeln!(session.out, "    {} {text}", style::paint(style::LABEL, lang))?;
        }
    }
    Ok(())
}

/// A line of `memory duplicates`.
#[derive(serde::Serialize)]
struct GroupLine<'a> {
    kind: &'a str,
    units: Vec<GroupItem<'a>>,
}

#[derive(serde::Serialize)]
struct GroupItem<'a> {
    origin: OriginItem<'a>,
    text: ByLang<&'a str>,
}

fn key(text: &str, lang: &Lang) -> String {
    words::comparable(text, lang).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A hash that is the same in every run.
fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Calls `each` for every unit of the memory, numbered through.
fn each_unit(session: &Session, mut each: impl FnMut(u32, UnitRecord)) -> Result<(), Stop> {
    let mut number = 0;
    for source in session.memory_sources()? {
        let mut reader = tmx::open(&source.path, tmx::ReadOptions::default())?;
        let mut index_in_file = 0;
        while let Some(unit) = reader.next_unit()? {
            let file = source.name.clone();
            each(number, UnitRecord { file, index_in_file, ..UnitRecord::from_tmx(&unit) });
            (number, index_in_file) = (number + 1, index_in_file + 1);
        }
    }
    Ok(())
}

/// What the memory holds.
#[derive(Default, serde::Serialize)]
struct Holdings {
    units: usize,
    words: BTreeMap<String, usize>,
    status: BTreeMap<&'static str, usize>,
    /// Units made or changed in each month; those without a date under the empty one.
    months: BTreeMap<String, usize>,
}

/// The bands in which translators count, with their least per cent.
const BANDS: [(&str, u8); 4] = [("95-99", 95), ("85-94", 85), ("75-84", 75), ("50-74", 50)];

/// What the memory saves in a text: segments and words by band.
#[derive(Default, serde::Serialize)]
struct Leverage {
    file: String,
    segments: usize,
    words: usize,
    bands: BTreeMap<&'static str, (usize, usize)>,
}

/// Counts the memory, and what it saves in new readouts.
pub fn stats(session: &mut Session, args: &StatsArgs) -> Run {
    let mut holdings = Holdings::default();
    each_unit(session, |_, unit| {
        holdings.units += 1;
        *holdings.status.entry(unit.status().name()).or_default() += 1;
        for (lang, text) in &unit.variants {
            *holdings.words.entry(lang.to_string()).or_default() += tmx::words(text);
        }
        let month =
            unit.changed.as_deref().and_then(|date| Some((date.get(..4)?, date.get(4..6)?)));
        let month = month.map(|(year, month)| format!("{year}-{month}")).unwrap_or_default();
        *holdings.months.entry(month).or_default() += 1;
    })?;
    if session.jsonl() {
        session.json(&holdings)?;
    } else {
        let words: Vec<String> = holdings.words.iter().map(|(l, n)| format!("{l} {n}")).collect();
        let status: Vec<String> = holdings.status.iter().map(|(s, n)| format!("{n} {s}")).collect();
        writeln!(session.out, "{} units: {}", holdings.units, status.join(", "))?;
        writeln!(session.out, "words: {}", words.join(", "))?;
        let most = holdings.months.values().max().copied().unwrap_or(1);
        let mut sum = 0;
        for (month, number) in &holdings.months {
            sum += number;
            let month = if month.is_empty() { "no date" } else { month };
            let bar = style::paint(style::GOOD, "█".repeat((number * 40).div_ceil(most)));
            writeln!(session.out, "{month:<8} {number:>8} {sum:>8} {bar}")?;
        }
    }
    if args.files.is_empty() {
        return Ok(Outcome::Clean);
    }
    let loader = Loader::new(session, &args.read)?;
    let memory = session.memory()?;
    for argument in &args.files {
        let input = loader.load(session, argument, None)?.not_empty()?;
        let leverage = leverage(&memory, &input);
        if session.jsonl() {
            session.json(&leverage)?;
            continue;
        }
        let file = style::paint(style::HEAD, &leverage.file);
        writeln!(session.out, "{file}: {} segments, {} words", leverage.segments, leverage.words)?;
        let order = ["context", "exact", "repetition", "repaired"];
        let bands = BANDS.iter().map(|(name, _)| *name).chain(["none"]);
        for band in order.into_iter().chain(bands) {
            let (segments, words) = leverage.bands.get(band).copied().unwrap_or_default();
            let share = words as f64 * 100.0 / leverage.words.max(1) as f64;
            writeln!(
                session.out,
                "  {band:<10} {segments:>6} segments {words:>7} words {share:>5.1} %"
            )?;
        }
    }
    Ok(Outcome::Clean)
}

fn leverage(memory: &Memory, input: &Input) -> Leverage {
    let texts = input.texts();
    let options =
        Options { source: input.lang.clone(), targets: Vec::new(), min_score: 0.5, max_matches: 1 };
    let best: Vec<Option<Match>> = (0..texts.len())
        .into_par_iter()
        .map(|number| {
            let context = Context {
                previous: number.checked_sub(1).map(|n| texts[n]),
                next: texts.get(number + 1).copied(),
            };
            suggest(memory, texts[number], context, &options).into_iter().next()
        })
        .collect();
    let mut leverage = Leverage { file: input.file.clone(), ..Leverage::default() };
    let mut seen = BTreeSet::new();
    for (text, found) in texts.iter().zip(best) {
        let again = !seen.insert(key(text, &input.lang));
        let band = match found {
            Some(found) => match found.kind {
                MatchKind::Context => "context",
                MatchKind::Exact => "exact",
                _ if again => "repetition",
                MatchKind::Repaired => "repaired",
                MatchKind::Fuzzy => {
                    let percent = found.percent();
                    let band = BANDS.iter().find(|(_, least)| percent >= *least);
                    band.map_or("none", |(name, _)| name)
                }
            },
            None if again => "repetition",
            None => "none",
        };
        let words = tmx::words(text);
        leverage.segments += 1;
        leverage.words += words;
        let slot = leverage.bands.entry(band).or_default();
        (slot.0, slot.1) = (slot.0 + 1, slot.1 + words);
    }
    leverage
}
