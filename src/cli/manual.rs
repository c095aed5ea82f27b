//! `yaddash completions` and `yaddash man`

use crate::cli::args::{Cli, CompletionsArgs, ManArgs};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::Error;
use clap::CommandFactory;
use std::io::Write;

/// Prints a completion script.
pub fn completions(session: &mut Session, args: &CompletionsArgs) -> Run {
    clap_complete::generate(args.shell, &mut Cli::command(), "yaddash", &mut session.out);
    Ok(Outcome::Clean)
}

/// Prints the manual page, or writes a page for each command.
pub fn man(session: &mut Session, args: &ManArgs) -> Run {
    let command = Cli::command();
    let Some(folder) = &args.dir else {
        clap_mangen::Man::new(command).render(&mut session.out)?;
        return Ok(Outcome::Clean);
    };
    let mut pages = vec![("yaddash".to_owned(), command.clone())];
    for sub in command.get_subcommands() {
        let name = format!("yaddash-{}", sub.get_name());
        // A leaked name: clap wants one that lives as long as the program.
        pages.push((name.clone(), sub.clone().name(name.leak() as &'static str)));
    }
    for (name, page) in pages {
        let path = folder.join(format!("{name}.1"));
        let mut rendered = Vec::new();
        clap_mangen::Man::new(page).render(&mut rendered)?;
        crate::fs::write_atomically(&path, |out| {
            out.write_all(&rendered)
                .map_err(|e| Error::io(path.display().to_string(), "write the file", e))
        })?;
    }
    session.out.flush()?;
    session.tell(format_args!("wrote the manual pages into {}", folder.display()));
    Ok(Outcome::Clean)
}
