//! What can be typed after `yaddash memory`.

use crate::cli::args::ReadArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct MemoryArgs {
    #[command(subcommand)]
    pub command: MemoryCommand,
}

#[derive(Debug, Subcommand)]
pub enum MemoryCommand {
    /// Add a unit: yaddash memory add en="Good morning!" ru="Доброе утро!"
    Add(AddArgs),
    /// Change the texts of a unit: yaddash memory edit x-c9195c8d96 ru="Добрый день!"
    Edit(EditArgs),
    /// Delete units
    Delete(DeleteArgs),
    /// Undo the last changes made with add, edit, delete and promote
    Undo(UndoArgs),
    /// Show what was changed by hand, the last first
    Log(LogArgs),
    /// Move units into the memory of the reviewed ones
    Promote(PromoteArgs),
    /// Show units that say the same, and sources with several translations
    Duplicates(DuplicatesArgs),
    /// Count units and words, by month and status, and what the memory saves in a new text
    Stats(StatsArgs),
}

#[derive(Debug, Args)]
pub struct By {
    /// Who does it; the user of this computer if not given
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    /// The texts, each as LANG=TEXT
    #[arg(value_name = "LANG=TEXT", required = true)]
    pub texts: Vec<String>,
    /// The memory, a TMX file of the workspace
    #[arg(long, value_name = "FILE", default_value = "tmx/working.tmx")]
    pub to: PathBuf,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub struct EditArgs {
    /// The unit, as `suggest` and `search` show it: TUID, FILE:TUID or FILE#NUMBER
    #[arg(value_name = "UNIT")]
    pub unit: String,
    /// The new texts, each as LANG=TEXT; an empty one takes the language out of the unit
    #[arg(value_name = "LANG=TEXT", required = true)]
    pub texts: Vec<String>,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// The units: TUID, FILE:TUID or FILE#NUMBER
    #[arg(value_name = "UNIT", required = true)]
    pub units: Vec<String>,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// How many changes
    #[arg(value_name = "N", default_value_t = 1)]
    pub count: usize,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub struct LogArgs {
    /// How many changes are shown
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub max: usize,
}

#[derive(Debug, Args)]
pub struct PromoteArgs {
    /// The units: TUID, FILE:TUID or FILE#NUMBER
    #[arg(value_name = "UNIT", required_unless_present = "from")]
    pub units: Vec<String>,
    /// All units of this memory
    #[arg(long, value_name = "FILE", conflicts_with = "units")]
    pub from: Option<PathBuf>,
    /// The memory that they go to, a TMX file of the workspace
    #[arg(long, value_name = "FILE", default_value = "tmx/reviewed.tmx")]
    pub to: PathBuf,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub struct DuplicatesArgs {
    /// How many groups are shown
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub max: usize,
}

#[derive(Debug, Args)]
pub struct StatsArgs {
    /// New readouts, to count what the memory saves in them
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub read: ReadArgs,
}
