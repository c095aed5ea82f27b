//! The command line: arguments → calls → exit status.
//!
//! `args` says what can be typed, each command has a file of its own that says what it means,
//! and only this layer knows the terminal, the environment and the clock.

mod align;
mod aligner;
mod anchors;
mod archive;
mod args;
mod check;
mod convert;
mod documents;
mod export;
mod import;
mod init;
mod inputs;
mod lexicon;
mod manual;
mod memory;
mod progress;
mod search;
mod segment;
mod session;
mod stats;
mod store;
mod suggest;
mod terms;
mod terms_exchange;
mod terms_extract;
mod tmx;
mod translate;

use crate::error::Error;
use crate::report::diagnostic;
use args::{Cli, Command};
use clap::Parser;
use session::Session;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// How a command ended when nothing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done, and nothing to complain of.
    Clean,
    /// Done, with findings.
    Findings,
}

/// Why a command stopped before its end.
enum Stop {
    /// Something is wrong.
    Failed(Error),
    /// Whoever reads the output wants no more of it: no error.
    ClosedPipe,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        let cause = std::error::Error::source(&error).and_then(|e| e.downcast_ref());
        match cause.map(std::io::Error::kind) {
            Some(std::io::ErrorKind::BrokenPipe) => Stop::ClosedPipe,
            _ => Stop::Failed(error),
        }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
            _ => Stop::Failed(Error::io("standard output", "write", error)),
        }
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Stop::from(std::io::Error::from(error))
    }
}

type Run = Result<Outcome, Stop>;

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs the program on these arguments; the first is the name of the program.
///
/// The exit status is 0 when all is done and clean, 1 when there are findings, 2 on an error.
pub fn run(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            if !error.use_stderr() {
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
            // What to do is called the same everywhere.
            let text = error.render().ansi().to_string().replace("tip:", "help:");
            let _ = write!(anstream::stderr(), "{text}");
            return ExitCode::from(2);
        }
    };
    let mut session = Session::new(cli.global);
    let result = command(&mut session, cli.command).and_then(|outcome| {
        session.out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Clean) | Err(Stop::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Stop::Failed(error)) => {
            let _ = session.out.flush();
            let _ = write!(session.err, "{}", diagnostic::error(&error));
            let _ = session.err.flush();
            ExitCode::from(2)
        }
    }
}

fn command(session: &mut Session, command: Command) -> Run {
    match command {
        Command::Init(args) => init::run(session, &args),
        Command::Segment(args) => segment::run(session, &args),
        Command::Align(args) => align::run(session, &args),
        Command::Import(args) => import::run(session, &args),
        Command::Export(args) => export::run(session, &args),
        Command::Tmx(args) => tmx::run(session, &args),
        Command::Memory(args) => memory::run(session, &args),
        Command::Suggest(args) => suggest::run(session, &args),
        Command::Translate(args) => translate::run(session, &args),
        Command::Search(args) => search::run(session, &args),
        Command::Check(args) => check::run(session, &args),
        Command::Terms(args) => terms::run(session, &args),
        Command::Stats => stats::run(session),
        Command::Completions(args) => manual::completions(session, &args),
        Command::Man(args) => manual::man(session, &args),
    }
}

/// A number with its noun.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
