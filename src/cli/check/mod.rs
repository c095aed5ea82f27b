//! `yaddash check`

mod checkers;
mod pairs;
mod places;

use crate::check::{Baseline, Finding, Rule, Severity};
use crate::cli::args::CheckArgs;
use crate::cli::session::Session;
use crate::cli::terms::unknown_forms;
use crate::cli::{Outcome, Run, Stop, counted};
use crate::error::{Error, Kind, Place, Result};
use crate::glossary::{Glossary, forms};
use crate::lang::Lang;
use crate::report::json::{FindingLine, Located};
use crate::report::{sarif, text};
use crate::tmx;
use checkers::Checkers;
use pairs::{Pair, holds_units};
use std::io::Write;
use std::path::Path;

/// Checks translations and memories.
pub fn run(session: &mut Session, args: &CheckArgs) -> Run {
    if let Some(rule) = args.explain {
        writeln!(session.out, "{}\n\n{}", rule.id(), rule.explanation())?;
        return Ok(Outcome::Clean);
    }
    let glossary = session.glossary()?;
    let pairs = match (args.parallel, args.files.iter().all(|file| holds_units(file))) {
        (true, _) => pairs::parallel(session, args)?,
        (false, true) => pairs::units(session, args)?,
        (false, false) => pairs::aligned(session, args)?,
    };
    say_what_is_unknown(session, &glossary, &pairs);
    let severities = severities(session)?;
    let memory = memory(session, args, &pairs)?;
    let mut found = Checkers::new(&glossary, &args.rules, severities, memory).run(&pairs);
    untranslated_files(&pairs, &mut found);
    found.sort_by_key(|(number, _)| *number);
    let known = match &args.baseline {
        None => 0,
        Some(path) => match hold_against(path, args.update_baseline, &pairs, &mut found)? {
            Held::Known(known) => known,
            Held::Written(count) => {
                session.tell(format_args!(
                    "wrote {} to {}",
                    counted(count, "finding"),
                    path.display()
                ));
                return Ok(Outcome::Clean);
            }
        },
    };
    let located: Vec<Located<'_>> = found
        .into_iter()
        .map(|(number, finding)| {
            let pair = &pairs[number];
            Located {
                file: &pair.file,
                source_file: pair.source_file.as_deref(),
                languages: [&pair.languages[0], &pair.languages[1]],
                segment: pair.segment,
                regions: [
                    pair.places[0].region(&finding.source.span),
                    pair.places[1].region(&finding.target.span),
                ],
                tuid: pair.tuid.as_deref(),
                texts: [&pair.texts[0], &pair.texts[1]],
                finding,
            }
        })
        .collect();
    print(session, &located)?;
    let errors = located.iter().filter(|l| l.finding.severity == Severity::Error).count();
    let known = match known {
        0 => String::new(),
        known => format!(", {known} known from the baseline"),
    };
    session.tell(format_args!(
        "{} of segments checked: {}, {}{known}",
        counted(pairs.len(), "pair"),
        counted(located.len(), "finding"),
        counted(errors, "error"),
    ));
    Ok(if errors > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// Says of which languages the glossary has terms whose forms no rules tell.
fn say_what_is_unknown(session: &mut Session, glossary: &Glossary, pairs: &[Pair]) {
    let mut said: Vec<&Lang> = Vec::new();
    for lang in pairs.iter().flat_map(|pair| &pair.languages) {
        let has_terms = || glossary.languages.iter().any(|known| known.same_language(lang));
        if !said.contains(&lang) && !forms::knows(lang) && has_terms() {
            session.say(&unknown_forms(lang));
            said.push(lang);
        }
    }
}

/// A file in which nothing at all is translated has one finding that says so, not one for each of
/// its segments: it is the wrong file, or work that has not begun.
fn untranslated_files(pairs: &[Pair], found: &mut Vec<(usize, Finding)>) {
    let mut files: Vec<&str> = pairs.iter().map(|pair| pair.file.as_str()).collect();
    files.dedup();
    for file in files {
        let own = |number: &usize| pairs[*number].ordered && pairs[*number].file == file;
        let numbers: Vec<usize> = (0..pairs.len()).filter(own).collect();
        let is_missing = |rule| matches!(rule, Rule::SegmentMissing | Rule::SpeakerMissing);
        let empty = numbers.iter().all(|number| pairs[*number].texts[1].trim().is_empty());
        if numbers.len() < 2 || !empty {
            continue;
        }
        let first = found.iter().position(|(at, f)| own(at) && f.rule == Rule::SegmentMissing);
        let Some((at, mut finding)) = first.map(|first| found.remove(first)) else { continue };
        found.retain(|(number, finding)| !(own(number) && is_missing(finding.rule)));
        finding.message = format!("none of the {} segments has a translation", numbers.len());
        found.push((at, finding));
    }
}

/// What came of a baseline.
enum Held {
    /// So many findings were there before.
    Known(usize),
    /// There was no baseline, or a new one was asked for: it holds so many findings.
    Written(usize),
}

/// Takes what the baseline knows out of `found`, or writes it.
fn hold_against(
    path: &Path,
    update: bool,
    pairs: &[Pair],
    found: &mut Vec<(usize, Finding)>,
) -> Result<Held> {
    let parts = |pair: &'_ Pair| -> ([Lang; 2], [String; 2]) {
        (pair.languages.clone(), pair.texts.clone())
    };
    let name = path.display().to_string();
    if update || !path.exists() {
        let mut baseline = Baseline::default();
        for (number, finding) in found.iter() {
            let ([source, target], [ours, theirs]) = parts(&pairs[*number]);
            baseline.add(finding, [&source, &target], [&ours, &theirs]);
        }
        let failed = |cause| Error::io(name.clone(), "write the file", cause);
        let text = baseline.to_text();
        crate::fs::write_atomically(path, |out| out.write_all(text.as_bytes()).map_err(failed))?;
        return Ok(Held::Written(found.len()));
    }
    let text = String::from_utf8_lossy(&crate::fs::read(path)?).into_owned();
    let mut baseline = Baseline::parse(&name, &text)?;
    let before = found.len();
    found.retain(|(number, finding)| {
        let ([source, target], [ours, theirs]) = parts(&pairs[*number]);
        !baseline.take(finding, [&source, &target], [&ours, &theirs])
    });
    Ok(Held::Known(before - found.len()))
}

/// The units of the memory in the languages that are checked, for the rule `name`; none when the
/// memory itself is checked.
fn memory(session: &Session, args: &CheckArgs, pairs: &[Pair]) -> Result<Vec<[(Lang, String); 2]>> {
    if args.files.iter().all(|file| holds_units(file)) && !args.parallel {
        return Ok(Vec::new());
    }
    let mut wanted: Vec<&[Lang; 2]> = Vec::new();
    for pair in pairs {
        if !wanted.contains(&&pair.languages) {
            wanted.push(&pair.languages);
        }
    }
    // Without a memory there is nothing to hold names against.
    let Ok(sources) = session.memory_sources() else { return Ok(Vec::new()) };
    let mut units = Vec::new();
    for source in sources {
        for unit in tmx::open(&source.path, tmx::ReadOptions::default())? {
            let unit = unit?;
            let text = |lang: &Lang| {
                let found =
                    unit.variants().find(|v| v.lang().is_some_and(|l| l.same_language(lang)));
                found.map(|variant| (lang.clone(), variant.text().into_owned()))
            };
            for [from, to] in wanted.iter().copied() {
                if let (Some(ours), Some(theirs)) = (text(from), text(to)) {
                    units.push([ours, theirs]);
                }
            }
        }
    }
    Ok(units)
}

fn print(session: &mut Session, located: &[Located<'_>]) -> Result<(), Stop> {
    if session.sarif() {
        serde_json::to_writer_pretty(&mut session.out, &sarif::findings(located))?;
        session.out.write_all(b"\n")?;
    } else {
        for finding in located {
            if session.jsonl() {
                session.json(&FindingLine::from(finding))?;
            } else {
                writeln!(session.out, "{}", text::finding(finding))?;
            }
        }
    }
    Ok(session.out.flush()?)
}

fn severities(session: &Session) -> Result<Vec<(Rule, Severity)>> {
    let Some(workspace) = session.workspace()? else { return Ok(Vec::new()) };
    let config = workspace.root.join(crate::workspace::CONFIG).display().to_string();
    workspace
        .config
        .check
        .iter()
        .map(|(id, severity)| {
            let rule = Rule::parse(id).ok_or_else(|| {
                let ids: Vec<&str> = Rule::ALL.iter().map(|r| r.id()).collect();
                Error::new(Kind::Malformed, format!("there is no rule `{id}`"))
                    .at(Place::file(&config))
                    .help(format!("the rules are {}", ids.join(", ")))
            })?;
            Ok((rule, *severity))
        })
        .collect()
}
