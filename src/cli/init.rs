//! `yaddash init`

use crate::cli::args::InitArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Place};
use crate::workspace::{CONFIG, TEMPLATE};

/// Makes a folder a workspace; what is there already stays as it is.
pub fn run(session: &mut Session, args: &InitArgs) -> Run {
    let config = args.dir.join(CONFIG);
    if config.exists() {
        return Err(Error::new(Kind::Usage, "this folder is a workspace already")
            .at(Place::file(config.display().to_string()))
            .into());
    }
    for folder in ["tmx", "glossaries"] {
        let path = args.dir.join(folder);
        std::fs::create_dir_all(&path)
            .map_err(|e| Error::io(path.display().to_string(), "make the folder", e))?;
    }
    crate::fs::write_atomically(&config, |out| {
        out.write_all(TEMPLATE.as_bytes())
            .map_err(|e| Error::io(config.display().to_string(), "write the file", e))
    })?;
    session.tell(format_args!("made a workspace in {}", args.dir.display()));
    session.tell("next: yaddash align x.en.txt x.ru.txt x.az.txt -o tmx/x.tmx");
    Ok(Outcome::Clean)
}
