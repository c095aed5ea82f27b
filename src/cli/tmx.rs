//! `yaddash tmx`: one command for each thing that is done with memories as files. All of them
//! stream, and write whole or not at all.

use crate::cli::args::lang;
use crate::cli::args::tmx::{
    TmxAnonymizeArgs, TmxArgs, TmxCleanArgs, TmxCommand, TmxDiffArgs, TmxFilterArgs, TmxMergeArgs,
    TmxOutput, TmxReadArgs, TmxRetagArgs, TmxSplitArgs,
};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop, counted};
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;
use crate::report::sarif::Log;
use crate::report::{diagnostic, style, validation};
use crate::tmx::{self, Difference, Input, Passed, Piece, ReadOptions, Reader, Severity, Unit};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

/// Runs one command.
pub fn run(session: &mut Session, args: &TmxArgs) -> Run {
    match &args.command {
        TmxCommand::Validate(args) => validate(session, args),
        TmxCommand::Stats(args) => stats(session, args),
        TmxCommand::Convert(args) => crate::cli::convert::run(session, args),
        TmxCommand::Clean(args) => clean(session, args),
        TmxCommand::Merge(args) => merge(session, args),
        TmxCommand::Split(args) => split(session, args),
        TmxCommand::Filter(args) => filter(session, args),
        TmxCommand::Diff(args) => diff(session, args),
        TmxCommand::Retag(args) => retag(session, args),
        TmxCommand::Anonymize(args) => anonymize(session, args),
    }
}

pub(super) fn open(file: &Path, repair: bool) -> Result<Reader<'static>> {
    let options = ReadOptions { repair };
    match file == Path::new("-") {
        true => Reader::new(std::io::stdin(), "-", options),
        false => tmx::open(file, options),
    }
}

fn validate(session: &mut Session, args: &TmxReadArgs) -> Run {
    let mut errors = 0usize;
    let mut refused = None;
    let mut log = match session.sarif() {
        true => Some(Log::begin(&mut session.out, &validation::rules())?),
        false => None,
    };
    for file in &args.files {
        let name = file.display().to_string();
        let mut count = 0usize;
        // Findings are said as they come: a large file may have many.
        let jsonl = session.jsonl();
        let checked = open(file, args.repair).and_then(|mut reader| {
            tmx::validate(&mut reader, &mut |finding| {
                count += 1;
                errors += usize::from(finding.severity == Severity::Error);
                let out = &mut session.out;
                match &mut log {
                    Some(log) => log.result(out, &validation::result(&name, &finding)),
                    None if jsonl => writeln!(out, "{}", validation::line(&name, &finding)),
                    None => writeln!(out, "{}", validation::text(&name, &finding)),
                }
                .map_err(unwritten)
            })
        });
        session.out.flush()?;
        match checked {
            Ok(()) => session.tell(format_args!("{name}: {}", counted(count, "finding"))),
            Err(error) => {
                if let Some(log) = &mut log {
                    log.result(&mut session.out, &validation::refused(&name, &error))?;
                }
                say_and_keep(session, error, &mut refused);
            }
        }
    }
    if let Some(log) = log {
        log.end(&mut session.out)?;
    }
    match refused {
        Some(error) => Err(Stop::Failed(error)),
        None if errors > 0 => Ok(Outcome::Findings),
        None => Ok(Outcome::Clean),
    }
}

/// A refused file does not keep the others from being looked at: all but the last error are said
/// at once, the last one ends the command.
fn say_and_keep(session: &mut Session, error: Error, refused: &mut Option<Error>) {
    if let Some(earlier) = refused.replace(error) {
        let _ = write!(session.err, "{}", diagnostic::error(&earlier));
    }
}

fn stats(session: &mut Session, args: &TmxReadArgs) -> Run {
    let mut refused = None;
    for file in &args.files {
        let name = file.display().to_string();
        let mut notices = Vec::new();
        let counted = open(file, args.repair).and_then(|mut reader| {
            let stats = tmx::stats(&mut reader);
            notices.extend(reader.notices().cloned());
            stats
        });
        session.say_all(&notices);
        let stats = match counted {
            Ok(stats) => stats,
            Err(error) => {
                say_and_keep(session, error, &mut refused);
                continue;
            }
        };
        let count = |of: fn(&tmx::LanguageCount) -> usize| -> BTreeMap<&str, usize> {
            stats.languages.iter().map(|(lang, n)| (lang.as_str(), of(n))).collect()
        };
        if session.jsonl() {
            session.json(&serde_json::json!({
                "file": name, "units": stats.units, "variants": stats.variants,
                "languages": count(|n| n.variants), "words": count(|n| n.words),
                "characters": count(|n| n.characters), "duplicates": stats.duplicates,
                "empty": stats.empty, "codes": stats.codes, "props": stats.props,
                "notes": stats.notes, "dates": stats.dates, "producers": stats.producers,
                "users": stats.users,
            }))?;
            continue;
        }
        let head = style::paint(style::HEAD, &name);
        writeln!(
            session.out,
            "{head}: {} units, {} variants, {} duplicates, {} empty, {} inline codes",
            stats.units, stats.variants, stats.duplicates, stats.empty, stats.codes
        )?;
        for (lang, n) in &stats.languages {
            let lang = style::paint(style::LABEL, lang);
            writeln!(session.out, "  {lang} {} variants, {} words", n.variants, n.words)?;
        }
        if let Some((first, last)) = &stats.dates {
            writeln!(session.out, "  dates {} to {}", first.as_str(), last.as_str())?;
        }
        for (producer, units) in &stats.producers {
            writeln!(session.out, "  {} {producer}: {units}", style::paint(style::DIM, "made by"))?;
        }
    }
    match refused {
        Some(error) => Err(Stop::Failed(error)),
        None => Ok(Outcome::Clean),
    }
}

/// Writes what `work` makes to the output, whole or not at all, and says what became of the
/// units.
pub(super) fn write(
    session: &mut Session,
    output: &TmxOutput,
    work: impl FnOnce(&mut dyn Write) -> Result<Passed>,
) -> Run {
    let mut passed = Passed::default();
    let path = &output.output;
    if output.dry_run {
        passed = work(&mut std::io::sink())?;
    } else if path == Path::new("-") {
        passed = work(&mut session.out)?;
    } else {
        crate::fs::write_by_name(path, |out| {
            passed = work(out)?;
            Ok(())
        })?;
    }
    let done: Vec<String> = passed.done.iter().map(|(what, n)| format!("; {what}: {n}")).collect();
    let would = if output.dry_run { "would write" } else { "wrote" };
    session.tell(format_args!(
        "read {} units, {would} {} to {}{}",
        passed.read,
        passed.written,
        path.display(),
        done.concat()
    ));
    Ok(Outcome::Clean)
}

/// Says what the reader had to say, such as what a repair left out.
pub(super) fn said(session: &mut Session, reader: &Reader<'_>, outcome: Run) -> Run {
    let notices: Vec<_> = reader.notices().cloned().collect();
    session.say_all(&notices);
    outcome
}

fn clean(session: &mut Session, args: &TmxCleanArgs) -> Run {
    let options = tmx::Clean {
        duplicates: args.duplicates,
        empty: args.empty,
        same: args.same,
        numbers: args.numbers,
        tags: args.tags,
        controls: args.controls,
        spaces: args.spaces,
    };
    let mut reader = open(&args.input, args.repair)?;
    let outcome = write(session, &args.output, |out| tmx::clean(&mut reader, out, &options));
    said(session, &reader, outcome)
}

fn merge(session: &mut Session, args: &TmxMergeArgs) -> Run {
    let scratch = scratch()?;
    let options = ReadOptions { repair: args.repair };
    let inputs: Vec<Input> =
        args.inputs.iter().map(|path| input(path, &scratch)).collect::<Result<_>>()?;
    let mut notices = Vec::new();
    let outcome = write(session, &args.output, |out| {
        tmx::merge(&inputs, options, scratch.path(), out, args.keep, &mut |notice| {
            notices.push(notice.clone());
        })
    });
    session.say_all(&notices);
    outcome
}

fn unwritten(cause: std::io::Error) -> Error {
    Error::io("standard output", "write", cause)
}

/// A folder for what does not fit into memory, which is gone when the command ends.
fn scratch() -> Result<TempDir> {
    tempfile::tempdir().map_err(|cause| Error::io("a temporary folder", "make", cause))
}

/// A file that is read twice: standard input is put into the scratch folder.
fn input(path: &Path, scratch: &TempDir) -> Result<Input> {
    if path != Path::new("-") {
        return Ok(path.into());
    }
    let kept = scratch.path().join("standard-input");
    let copy = || -> std::io::Result<u64> {
        // A second `-` would find nothing left to read.
        std::io::copy(&mut std::io::stdin().lock(), &mut std::fs::File::create_new(&kept)?)
    };
    match copy() {
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::new(Kind::Usage, "standard input can be read once")
                .help("give `-` for one of the files only"))
        }
        Err(cause) => Err(Error::io("-", "read", cause)),
        Ok(_) => Ok(Input { path: kept, name: "-".to_owned() }),
    }
}

/// Writes the parts into a folder of their own first, so that none is there unless all are.
fn split(session: &mut Session, args: &TmxSplitArgs) -> Run {
    let mut reader = open(&args.input, args.repair)?;
    let folder = &args.output;
    let name = folder.display().to_string();
    let failed = |cause| Error::io(name.clone(), "write the parts", cause);
    let done = if args.dry_run {
        tmx::split(&mut reader, &args.by, &mut |_| Ok(std::io::sink()))?
    } else {
        std::fs::create_dir_all(folder).map_err(failed)?;
        let staging =
            tempfile::Builder::new().prefix(".yaddash-").tempdir_in(folder).map_err(failed)?;
        let file = |part: &str| format!("{part}.tmx");
        let done = tmx::split(&mut reader, &args.by, &mut |part| {
            let part = std::fs::File::create(staging.path().join(file(part))).map_err(failed)?;
            Ok(std::io::BufWriter::new(part))
        })?;
        for part in done.parts.keys() {
            let from = staging.path().join(file(part));
            std::fs::File::open(&from).and_then(|part| part.sync_all()).map_err(failed)?;
            std::fs::rename(from, folder.join(file(part))).map_err(failed)?;
        }
        done
    };
    let notices: Vec<_> = reader.notices().cloned().collect();
    session.say_all(&notices);
    let would = if args.dry_run { "would write" } else { "wrote" };
    session.tell(format_args!("read {} units, {would} {} files", done.read, done.parts.len()));
    for (part, units) in &done.parts {
        session.tell(format_args!("  {part}.tmx: {units}"));
    }
    Ok(Outcome::Clean)
}

fn filter(session: &mut Session, args: &TmxFilterArgs) -> Run {
    let date = |text: &Option<String>| text.as_deref().map(tmx::Date::parse).transpose();
    let mut text = Vec::new();
    for pattern in &args.regex {
        let regex = regex::Regex::new(pattern).map_err(|cause| {
            Error::new(Kind::Usage, format!("`{pattern}` is no regular expression"))
                .help("put a backslash before ( ) [ ] { } . * + ? | ^ $ to mean the character")
                .because(cause)
        })?;
        text.push((regex, None));
    }
    let options = tmx::Filter {
        has: args.has.clone(),
        lacks: args.lacks.clone(),
        since: date(&args.since)?,
        before: date(&args.before)?,
        users: args.user.clone(),
        props: args
            .prop
            .iter()
            .map(|prop| match prop.split_once('=') {
                Some((kind, value)) => (kind.to_owned(), Some(value.to_owned())),
                None => (prop.clone(), None),
            })
            .collect(),
        text,
        length: (args.min_length.is_some() || args.max_length.is_some())
            .then(|| args.min_length.unwrap_or(0)..=args.max_length.unwrap_or(usize::MAX)),
        invert: args.invert,
    };
    let mut reader = open(&args.input, args.repair)?;
    let outcome = write(session, &args.output, |out| tmx::filter(&mut reader, out, &options));
    said(session, &reader, outcome)
}

fn retag(session: &mut Session, args: &TmxRetagArgs) -> Run {
    let mut changes = tmx::Retag::default();
    for change in &args.change {
        let (from, to) = change.split_once('=').ok_or_else(|| {
            Error::new(Kind::Usage, format!("`{change}` is no change of tag"))
                .help("write OLD=NEW, such as AZ-01=az-AZ")
        })?;
        changes = changes.change(from, to)?;
    }
    let mut reader = open(&args.input, args.repair)?;
    let outcome = write(session, &args.output, |out| tmx::retag(&mut reader, out, &changes));
    said(session, &reader, outcome)
}

fn anonymize(session: &mut Session, args: &TmxAnonymizeArgs) -> Run {
    let options = tmx::Anonymize {
        users: if args.number_users { tmx::Users::Number } else { tmx::Users::Remove },
        dates: if args.keep_dates { tmx::Dates::Keep } else { tmx::Dates::Day },
        props: args.prop.clone(),
        notes: args.notes,
    };
    let mut reader = open(&args.input, args.repair)?;
    let outcome = write(session, &args.output, |out| tmx::anonymize(&mut reader, out, &options));
    said(session, &reader, outcome)
}

fn diff(session: &mut Session, args: &TmxDiffArgs) -> Run {
    let scratch = scratch()?;
    let (old, new) = (input(&args.old, &scratch)?, input(&args.new, &scratch)?);
    let options = ReadOptions { repair: args.repair };
    let jsonl = session.jsonl();
    let out = &mut session.out;
    let counts = tmx::diff(&old, &new, options, scratch.path(), &mut |difference| {
        match jsonl {
            true => writeln!(out, "{}", difference_line(&difference)),
            false => write!(out, "{}", difference_text(&difference)),
        }
        .map_err(unwritten)
    })?;
    session.out.flush()?;
    session.tell(format_args!(
        "{} added, {} removed, {} changed, {} the same",
        counts.added, counts.removed, counts.changed, counts.same
    ));
    let none = counts.added + counts.removed + counts.changed == 0;
    Ok(if none { Outcome::Clean } else { Outcome::Findings })
}

fn texts(unit: &Unit) -> BTreeMap<String, String> {
    unit.variants()
        .map(|v| (v.lang_tag().unwrap_or_default().to_owned(), v.text().into_owned()))
        .collect()
}

fn difference_line(difference: &Difference) -> serde_json::Value {
    match difference {
        Difference::Added(unit) => {
            serde_json::json!({ "change": "added", "tuid": unit.tuid(), "text": texts(unit) })
        }
        Difference::Removed(unit) => {
            serde_json::json!({ "change": "removed", "tuid": unit.tuid(), "text": texts(unit) })
        }
        Difference::Changed { new, texts: changes, .. } => serde_json::json!({
            "change": "changed", "tuid": new.tuid(), "text": texts(new), "texts": changes,
        }),
    }
}

fn difference_text(difference: &Difference) -> String {
    let whole = |sign: &str, style, unit: &Unit| {
        let mut out = format!("{} {}\n", style::paint(style, sign), unit.tuid().unwrap_or("unit"));
        for (lang, text) in texts(unit) {
            out +=
                &format!("  {} {}\n", style::paint(style::LABEL, lang), style::paint(style, text));
        }
        out
    };
    match difference {
        Difference::Added(unit) => whole("+", style::ADDED, unit),
        Difference::Removed(unit) => whole("-", style::REMOVED, unit),
        Difference::Changed { new, texts: changes, .. } => {
            let sign = style::paint(style::DOUBT, "~");
            let mut out = format!("{sign} {}\n", new.tuid().unwrap_or("unit"));
            if changes.is_empty() {
                out += "  only attributes, properties or codes differ\n";
            }
            for change in changes {
                let pieces: Vec<String> = change
                    .pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Equal(text) => text.clone(),
                        Piece::Delete(text) => {
                            style::paint(style::REMOVED, format_args!("[-{text}-]"))
                        }
                        Piece::Insert(text) => {
                            style::paint(style::ADDED, format_args!("{{+{text}+}}"))
                        }
                    })
                    .collect();
                let lang = style::paint(style::LABEL, &change.lang);
                out += &format!("  {lang} {}\n", pieces.concat());
            }
            out
        }
    }
}

/// Reads a pair of languages, `en-ru` or `en-US-ru-RU`: cut where both sides are languages.
pub fn pair(text: &str) -> std::result::Result<(Lang, Lang), String> {
    text.match_indices('-')
        .find_map(|(at, _)| Some((lang(&text[..at]).ok()?, lang(&text[at + 1..]).ok()?)))
        .ok_or_else(|| "write a pair such as en-ru".to_owned())
}
