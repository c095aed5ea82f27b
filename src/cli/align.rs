//! `yaddash align`

use crate::align::explain::{self, Explained};
use crate::align::{Bead, Segment, Version, agreement, confidence};
use crate::cli::aligner::Aligner;
use crate::cli::args::AlignArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop, anchors, archive, counted, documents, lexicon, store};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::Lang;
use crate::report::json::{BeadLine, ExplainLine};
use crate::report::{html, style, text};
use std::io::Write;
use std::path::Path;

/// Aligns the versions of a readout.
pub fn run(session: &mut Session, args: &AlignArgs) -> Run {
    let loader = Loader::new(session, &args.read)?;
    if let Some(dir) = &args.archive.dir {
        return archive::run(session, args, &loader, dir);
    }
    let lexicon = lexicon::lexicon(session, args.output.as_deref())?;
    let aligner = Aligner::new(session, args, lexicon)?;
    if let Some(file) = &args.documents {
        return documents::run(session, &loader, file, &aligner);
    }
    let inputs = loader.load_all(session, &args.files)?;
    compatible(&inputs)?;
    let texts: Vec<(&Lang, Vec<&str>)> = inputs.iter().map(|i| (&i.lang, i.texts())).collect();
    let mut notices = Vec::new();
    let anchors = match &args.anchors {
        Some(path) => anchors::read(path, &texts, &mut notices)?,
        None => Vec::new(),
    };
    let vectors = aligner.vectors(&versions(&inputs), &mut notices);
    session.say_all(&notices);
    let vectors = vectors?;
    let beads = aligner.align_with(&versions(&inputs), vectors.as_ref(), &anchors)?;
    inputs.iter().filter_map(Input::language_notice).for_each(|notice| session.say(&notice));
    strangers(&inputs, &beads).iter().for_each(|notice| session.say(notice));
    if let Some(number) = args.explain {
        let explain = |bead: &Bead| {
            explain::explain(&versions(&inputs), aligner.lexicon(), vectors.as_ref(), bead)
        };
        return explained(session, explain, &texts, &beads, number);
    }
    if session.jsonl() {
        for bead in &beads {
            session.json(&BeadLine::new(bead, &texts))?;
        }
    } else if args.output.is_none() && args.report.is_none() {
        for (number, bead) in beads.iter().enumerate() {
            write!(session.out, "{}", text::bead(number, bead, &texts))?;
        }
    }
    session.out.flush()?;
    narrate(session, &beads, &texts, args);
    if let Some(path) = &args.report {
        review(session, args, &inputs, &beads, path)?;
    }
    if let Some(path) = &args.output {
        store(session, args, &loader, &inputs, &beads, path)?;
    }
    Ok(Outcome::Clean)
}

/// What to say of versions that are probably of another readout.
fn strangers(inputs: &[Input], beads: &[Bead]) -> Vec<Notice> {
    agreement::agreement(&versions(inputs), beads)
        .into_iter()
        .zip(inputs)
        .filter(|(share, _)| *share < agreement::FOREIGN)
        .map(|(share, input)| {
            Notice::new(format!(
                "looks like another text: {:.0} % of it surely agrees with the other versions",
                (share * 100.0).floor()
            ))
            .at(Place::file(&input.file))
            .help("see whether all files are versions of one readout")
        })
        .collect()
}

/// Says what spoke for a bead and what against it.
fn explained(
    session: &mut Session,
    explain: impl Fn(&Bead) -> Vec<Explained>,
    texts: &[(&Lang, Vec<&str>)],
    beads: &[Bead],
    number: usize,
) -> Run {
    let bead = beads.get(number).ok_or_else(|| {
        Error::new(Kind::Usage, format!("there is no bead {number}"))
            .help(format!("the beads of these versions are 0 to {}", beads.len().saturating_sub(1)))
    })?;
    let explained = explain(bead);
    if session.jsonl() {
        session.json(&ExplainLine::new(number, bead, texts, &explained))?;
    } else {
        write!(session.out, "{}", text::bead(number, bead, texts))?;
        write!(session.out, "{}", text::explained(&explained, texts))?;
    }
    session.out.flush()?;
    Ok(Outcome::Clean)
}

/// Writes the page that shows the beads.
fn review(
    session: &mut Session,
    args: &AlignArgs,
    inputs: &[Input],
    beads: &[Bead],
    path: &Path,
) -> Result<(), Stop> {
    let names: Vec<String> = inputs.iter().map(|input| base_name(&input.file)).collect();
    let columns: Vec<html::Column<'_>> = inputs
        .iter()
        .zip(&names)
        .map(|(input, file)| html::Column { lang: &input.lang, file, segments: input.texts() })
        .collect();
    let title = args.title.clone().or_else(|| store::title(inputs));
    let title = title.unwrap_or_else(|| readout_name(&names, path));
    let page = html::review(&title, &columns, beads);
    let write = |out: &mut dyn Write| {
        out.write_all(page.as_bytes())
            .map_err(|e| Error::io(path.display().to_string(), "write the file", e))
    };
    if args.dry_run {
        session.tell(format_args!("would write the page {}", path.display()));
    } else if path == Path::new("-") {
        write(&mut session.out)?;
    } else {
        crate::fs::write_atomically(path, write)?;
        session.tell(format_args!("wrote the page {}", path.display()));
    }
    Ok(())
}

/// Two versions in one language are no translations of one another.
pub fn compatible(inputs: &[Input]) -> Result<()> {
    if inputs.len() < 2 {
        return Err(Error::new(Kind::Usage, "one version cannot be aligned")
            .at(Place::file(inputs.first().map(|i| i.file.clone()).unwrap_or_default()))
            .help("name the versions of the readout in the other languages too"));
    }
    for (at, input) in inputs.iter().enumerate() {
        if let Some(other) = inputs[..at].iter().find(|o| o.lang.same_language(&input.lang)) {
            let message = format!("two versions are in `{}`", input.lang);
            return Err(Error::new(Kind::Usage, message)
                .at(Place::file(format!("{} and {}", other.file, input.file)))
                .help(format!("if one is in another language, say so: LANG={}", input.file)));
        }
    }
    Ok(())
}

/// The inputs as the aligner takes them.
pub fn versions(inputs: &[Input]) -> Vec<Version<'_>> {
    inputs
        .iter()
        .map(|input| Version {
            lang: input.lang.clone(),
            segments: input
                .segments
                .iter()
                .map(|s| Segment {
                    text: &input.readout.text[s.span.clone()],
                    paragraph: s.block,
                    kind: s.kind,
                })
                .collect(),
        })
        .collect()
}

/// How much of a segment is shown in a list.
const SHOWN: usize = 60;

fn narrate(session: &mut Session, beads: &[Bead], texts: &[(&Lang, Vec<&str>)], args: &AlignArgs) {
    let units = beads.iter().filter(|bead| bead.versions() > 1).count();
    let doubtful: Vec<(usize, &Bead)> = beads
        .iter()
        .enumerate()
        .filter(|(_, b)| b.versions() > 1 && b.confidence < confidence::DOUBTFUL)
        .collect();
    let alone: Vec<(usize, &Bead)> =
        beads.iter().enumerate().filter(|(_, bead)| bead.versions() == 1).collect();
    let counts: Vec<String> =
        texts.iter().map(|(lang, segments)| format!("{lang} {}", segments.len())).collect();
    session.tell(format_args!(
        "{} segments: {}, {} doubtful, {} without counterpart",
        counts.join(", "),
        counted(units, "bead"),
        doubtful.len(),
        counted(alone.len(), "segment")
    ));
    let place = |bead: &Bead| {
        let groups = texts.iter().zip(&bead.segments).filter(|(_, range)| !range.is_empty());
        let numbers: Vec<String> = groups
            .clone()
            .map(|((lang, _), range)| match range.len() {
                1 => format!("{lang} {}", range.start),
                _ => format!("{lang} {}-{}", range.start, range.end - 1),
            })
            .collect();
        let first = groups.map(|((_, texts), range)| texts[range.start]).next().unwrap_or("");
        let mut head: String = first.chars().take(SHOWN).collect();
        if head.len() < first.len() {
            head.push('…');
        }
        format!("{}: {head}", numbers.join(", "))
    };
    for (number, bead) in doubtful {
        let below = match bead.confidence < args.min_confidence {
            true => ", left out",
            false => "",
        };
        let confidence = (bead.confidence * 100.0).floor();
        let head = format!("doubtful bead {number} ({confidence} %{below})");
        session.tell(format_args!("  {} {}", style::paint(style::DOUBT, head), place(bead)));
    }
    for (_, bead) in alone {
        session.tell(format_args!("  {} {}", style::paint(style::DIM, "alone"), place(bead)));
    }
}

fn store(
    session: &mut Session,
    args: &AlignArgs,
    loader: &Loader,
    inputs: &[Input],
    beads: &[Bead],
    path: &Path,
) -> Result<(), Stop> {
    let names: Vec<String> = inputs.iter().map(|input| base_name(&input.file)).collect();
    let readout = readout_name(&names, path);
    let (header, units) = store::units(args, loader, inputs, &names, readout, beads);
    if args.dry_run {
        session.tell(format_args!(
            "would write {} to {}",
            counted(units.len(), "unit"),
            path.display()
        ));
    } else if path == Path::new("-") {
        store::write(&mut session.out, &header, &units)?;
    } else {
        crate::fs::write_atomically(path, |out| store::write(out, &header, &units))?;
        session.tell(format_args!("wrote {} to {}", counted(units.len(), "unit"), path.display()));
    }
    Ok(())
}

fn base_name(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

/// The name of the readout: what the names of its versions have in common, or else the name of
/// the TMX file.
fn readout_name(names: &[String], output: &Path) -> String {
    let mut common: &str = names.first().map_or("", String::as_str);
    for name in names {
        while !name.starts_with(common) {
            let last = common.char_indices().next_back().map_or(0, |(at, _)| at);
            common = &common[..last];
        }
    }
    let common = common.trim_end_matches(['.', '-', '_', ' ']);
    match common.is_empty() || common == "-" {
        false => common.to_owned(),
        true => output.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    }
}
