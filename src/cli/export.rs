//! `yaddash export`

use crate::cli::args::ExportArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Result};
use crate::tmx::{self, Convert, Date, Filter, Input, Keep, Passed, ReadOptions};
use std::io::Write;
use std::path::Path;

/// Writes the memory as one file, for another tool where asked.
pub fn run(session: &mut Session, args: &ExportArgs) -> Run {
    let sources: Vec<Input> = session
        .memory_sources()?
        .into_iter()
        .map(|source| Input { path: source.path, name: source.name })
        .collect();
    if sources.is_empty() {
        return Err(Error::new(Kind::Usage, "the memory is empty").into());
    }
    // Three passes over files in a folder of their own: join, choose, write for the tool. Each
    // streams, so that the size of the memory does not matter.
    let failed = |e| Error::io("a temporary folder", "make", e);
    let folder = tempfile::tempdir().map_err(failed)?;
    let joined = folder.path().join("joined.tmx");
    file(&joined, |out| {
        tmx::merge(&sources, ReadOptions::default(), folder.path(), out, Keep::All, &mut |_| {})
    })?;
    let chosen = folder.path().join("chosen.tmx");
    let filter = Filter {
        since: args.since.as_deref().map(Date::parse).transpose()?,
        has: args.pair.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
        ..Filter::default()
    };
    let mut reader = tmx::open(&joined, ReadOptions::default())?;
    file(&chosen, |out| tmx::filter(&mut reader, out, &filter))?;
    let options = Convert {
        tool: args.tool,
        pair: args.pair.clone(),
        srclang: args.pair.as_ref().map(|(source, _)| source.clone()),
        version: None,
    };
    let mut reader = tmx::open(&chosen, ReadOptions::default())?;
    let passed = match args.output.as_path() {
        _ if args.dry_run => tmx::convert(&mut reader, std::io::sink(), &options)?,
        path if path == Path::new("-") => tmx::convert(&mut reader, &mut session.out, &options)?,
        path => file(path, |out| tmx::convert(&mut reader, out, &options))?,
    };
    let would = if args.dry_run { "would write" } else { "wrote" };
    session.tell(format_args!("{would} {} units to {}", passed.written, args.output.display()));
    for (what, times) in &passed.done {
        session.tell(format_args!("  {what}: {times}"));
    }
    Ok(Outcome::Clean)
}

fn file(path: &Path, work: impl FnOnce(&mut dyn Write) -> Result<Passed>) -> Result<Passed> {
    let mut passed = Passed::default();
    crate::fs::write_atomically(path, |out| {
        passed = work(out)?;
        Ok(())
    })?;
    Ok(passed)
}
