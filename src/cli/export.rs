//! `yaddash export`

use crate::cli::args::{ExportArgs, ReadArgs};
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, counted};
use crate::error::{Error, Kind, Place, Result};
use crate::exchange::omegat;
use crate::lang::Lang;
use crate::tmx::{self, Convert, Date, Filter, Input as Source, Keep, Passed, ReadOptions};
use std::io::Write;
use std::path::Path;

/// Writes the memory as one file, for another tool where asked, or as part of a project.
pub fn run(session: &mut Session, args: &ExportArgs) -> Run {
    let sources: Vec<Source> = session
        .memory_sources()?
        .into_iter()
        .map(|source| Source { path: source.path, name: source.name })
        .collect();
    if sources.is_empty() {
        return Err(Error::new(Kind::Usage, "the memory is empty").into());
    }
    // Passes over files in a folder of their own: join, choose, write. Each streams, so that the
    // size of the memory does not matter.
    let failed = |e| Error::io("a temporary folder", "make", e);
    let folder = tempfile::tempdir().map_err(failed)?;
    let joined = folder.path().join("joined.tmx");
    file(&joined, |out| {
        tmx::merge(&sources, ReadOptions::default(), folder.path(), out, Keep::All, &mut |_| {})
    })?;
    match (&args.output, &args.omegat, &args.to) {
        (_, Some(dir), Some(target)) => project(session, args, &joined, dir, target),
        (Some(output), _, _) => memory(session, args, &joined, folder.path(), output),
        _ => Err(Error::new(Kind::Usage, "there is no file to write")
            .help("name one: -o FILE, or --omegat DIR --source FILE --to LANG")
            .into()),
    }
}

fn memory(
    session: &mut Session,
    args: &ExportArgs,
    joined: &Path,
    folder: &Path,
    output: &Path,
) -> Run {
    let chosen = folder.join("chosen.tmx");
    let filter = Filter {
        since: args.since.as_deref().map(Date::parse).transpose()?,
        has: args.pair.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
        ..Filter::default()
    };
    let mut reader = tmx::open(joined, ReadOptions::default())?;
    file(&chosen, |out| tmx::filter(&mut reader, out, &filter))?;
    let options = Convert {
        tool: args.tool,
        pair: args.pair.clone(),
        srclang: args.pair.as_ref().map(|(source, _)| source.clone()),
        version: None,
    };
    let mut reader = tmx::open(&chosen, ReadOptions::default())?;
    let passed = match output {
        _ if args.dry_run => tmx::convert(&mut reader, std::io::sink(), &options)?,
        path if path == Path::new("-") => tmx::convert(&mut reader, &mut session.out, &options)?,
        path => file(path, |out| tmx::convert(&mut reader, out, &options))?,
    };
    let would = if args.dry_run { "would write" } else { "wrote" };
    session.tell(format_args!(
        "{would} {} to {}",
        counted(passed.written, "unit"),
        output.display()
    ));
    for (what, times) in &passed.done {
        session.tell(format_args!("  {what}: {times}"));
    }
    Ok(Outcome::Clean)
}

/// Makes an OmegaT project, whole or not at all.
fn project(
    session: &mut Session,
    args: &ExportArgs,
    joined: &Path,
    dir: &Path,
    target: &Lang,
) -> Run {
    let name = dir.display().to_string();
    let failed = |cause| Error::io(name.clone(), "make the project", cause);
    let occupied = || std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if dir.is_file() || occupied() {
        return Err(Error::new(Kind::Usage, "the project's folder holds something already")
            .at(Place::file(&name))
            .help("name a new folder: translations made in an old one are never overwritten")
            .into());
    }
    let read = ReadArgs::default();
    let loader = Loader::new(session, &read)?;
    let mut inputs = Vec::new();
    for argument in &args.source {
        inputs.push(loader.load(session, argument, None)?.not_empty()?);
    }
    let Some(first) = inputs.first() else {
        return Err(Error::new(Kind::Usage, "there is no text to translate").into());
    };
    let source = first.lang.clone();
    if let Some(other) = inputs.iter().find(|input| !input.lang.same_language(&source)) {
        let what = format!("the text is in `{}`, and the one before in `{source}`", other.lang);
        return Err(Error::new(Kind::Usage, what)
            .at(Place::file(&other.file))
            .help("a project has one source language")
            .into());
    }
    let (glossary, notices) = session.glossary()?.to_omegat(&source, target);
    session.say_all(&notices);
    let srx = loader.segmenter(&source)?.export_srx().unwrap_or_default();
    let stem = |input: &Input| {
        let stem = Path::new(&input.file).file_stem();
        stem.map_or_else(|| "text".to_owned(), |stem| stem.to_string_lossy().into_owned())
    };
    let documents: Vec<(String, &str)> =
        inputs.iter().map(|input| (stem(input), input.readout.text.as_str())).collect();
    let terms = glossary.lines().count();
    let project = omegat::Project { source: &source, target, documents, glossary, srx: &srx };
    let parent = match dir.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(parent).map_err(failed)?;
    let staging =
        tempfile::Builder::new().prefix(".yaddash-").tempdir_in(parent).map_err(failed)?;
    let made = staging.path().join("project");
    for (path, content) in project.files()? {
        crate::fs::write_atomically(&made.join(path), |out| {
            out.write_all(content.as_bytes()).map_err(failed)
        })?;
    }
    for folder in ["target", "dictionary"] {
        std::fs::create_dir_all(made.join(folder)).map_err(failed)?;
    }
    let mut units = 0;
    let mut reader = tmx::open(joined, ReadOptions::default())?;
    crate::fs::write_atomically(&made.join(omegat::MEMORY), |out| {
        units = omegat::write_memory(&mut reader, &source, target, out)?;
        Ok(())
    })?;
    if dir.is_dir() {
        std::fs::remove_dir(dir).map_err(failed)?;
    }
    std::fs::rename(&made, dir).map_err(failed)?;
    session.tell(format_args!(
        "made an OmegaT project in {name}: {}, {}, {}, {source} to {target}",
        counted(inputs.len(), "text"),
        counted(units, "unit"),
        counted(terms, "term"),
    ));
    Ok(Outcome::Clean)
}

fn file(path: &Path, work: impl FnOnce(&mut dyn Write) -> Result<Passed>) -> Result<Passed> {
    let mut passed = Passed::default();
    crate::fs::write_by_name(path, |out| {
        passed = work(out)?;
        Ok(())
    })?;
    Ok(passed)
}
