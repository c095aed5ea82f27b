//! What can be typed behind `yaddash tmx`.

use super::values::{exchange_format, keep, lang, split_by, tmx_version, tool};
use crate::lang::Lang;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct TmxArgs {
    #[command(subcommand)]
    pub command: TmxCommand,
}

#[derive(Debug, Subcommand)]
pub enum TmxCommand {
    /// Check files against the document type definition and the rules beyond it
    Validate(TmxReadArgs),
    /// Count units, languages, words, duplicates
    Stats(TmxReadArgs),
    /// Write a memory again: as it is, as another tool wants it, or in another format
    Convert(TmxConvertArgs),
    /// Leave out what is of no use, by choice
    Clean(TmxCleanArgs),
    /// Join several memories
    Merge(TmxMergeArgs),
    /// Cut a memory into files by language, size, property or date
    Split(TmxSplitArgs),
    /// Keep the units that meet all conditions
    Filter(TmxFilterArgs),
    /// Show what differs between two memories
    Diff(TmxDiffArgs),
    /// Change language tags
    Retag(TmxRetagArgs),
    /// Take out who made the units, and when
    Anonymize(TmxAnonymizeArgs),
}

#[derive(Debug, Args)]
pub struct TmxReadArgs {
    /// TMX files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
}

/// Where the result goes.
#[derive(Debug, Args)]
pub struct TmxOutput {
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct TmxConvertArgs {
    /// What to read, then what to write; - is standard input and output. Plain bitext is
    /// several files: en=A.txt ru=B.txt
    #[arg(value_name = "IN OUT", required = true, num_args = 2..)]
    pub files: Vec<String>,
    /// What is read: tmx, csv, tsv, xlsx, jsonl, po, xliff, xliff2; told by content and name
    #[arg(long, value_name = "FORMAT", value_parser = exchange_format)]
    pub from: Option<crate::exchange::Format>,
    /// What is written, with the same names; told by the name
    #[arg(long, value_name = "FORMAT", value_parser = exchange_format)]
    pub to: Option<crate::exchange::Format>,
    /// The encoding of a text file that is read, such as windows-1251
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
    /// As this tool wants it: omegat, trados, workbench, memoq, wordfast
    #[arg(long = "for", value_name = "TOOL", value_parser = tool)]
    pub tool: Option<crate::tmx::Tool>,
    /// These two languages only, the source first, such as en-ru
    #[arg(long, value_name = "PAIR", value_parser = crate::cli::tmx::pair)]
    pub pair: Option<(Lang, Lang)>,
    /// With this source language
    #[arg(long, value_parser = lang)]
    pub srclang: Option<Lang>,
    /// In this version of TMX: 1.1, 1.2, 1.3 or 1.4
    #[arg(long, value_name = "VERSION", value_parser = tmx_version)]
    pub version: Option<crate::tmx::Version>,
}

#[derive(Debug, Args)]
pub struct TmxCleanArgs {
    /// The memory; - is standard input
    pub input: PathBuf,
    #[command(flatten)]
    pub output: TmxOutput,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
    /// Leave out units that were there before
    #[arg(long)]
    pub duplicates: bool,
    /// Leave out units without text
    #[arg(long)]
    pub empty: bool,
    /// Leave out units whose translation is the source
    #[arg(long)]
    pub same: bool,
    /// Leave out units of numbers only
    #[arg(long)]
    pub numbers: bool,
    /// Take inline codes out
    #[arg(long)]
    pub tags: bool,
    /// Take control characters out
    #[arg(long)]
    pub controls: bool,
    /// Put white space right
    #[arg(long)]
    pub spaces: bool,
}

#[derive(Debug, Args)]
pub struct TmxMergeArgs {
    /// The memories; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub output: TmxOutput,
    /// Read what can be saved from broken files
    #[arg(long)]
    pub repair: bool,
    /// Of units that translate one source into the same languages, keep the newest, the oldest,
    /// or all that are not quite the same
    #[arg(long, value_name = "WHICH", default_value = "all", value_parser = keep)]
    pub keep: crate::tmx::Keep,
}

#[derive(Debug, Args)]
pub struct TmxSplitArgs {
    /// The memory; - is standard input
    pub input: PathBuf,
    /// The folder to write the parts into
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// By what: language, year, month, a number of units, or prop:TYPE
    #[arg(long, value_name = "WHAT", default_value = "language", value_parser = split_by)]
    pub by: crate::tmx::SplitBy,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
}

#[derive(Debug, Args)]
pub struct TmxFilterArgs {
    /// The memory; - is standard input
    pub input: PathBuf,
    #[command(flatten)]
    pub output: TmxOutput,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
    /// Has a variant in each of these languages
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = lang)]
    pub has: Vec<Lang>,
    /// Has no variant in any of these languages
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = lang)]
    pub lacks: Vec<Lang>,
    /// Changed on this date or later, such as 2020 or 2020-02-14
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Changed before this date, such as 2021 or 2020-02-15
    #[arg(long, value_name = "DATE")]
    pub before: Option<String>,
    /// Changed by this person
    #[arg(long, value_name = "NAME")]
    pub user: Vec<String>,
    /// Has this property, TYPE or TYPE=VALUE
    #[arg(long, value_name = "TYPE[=VALUE]")]
    pub prop: Vec<String>,
    /// Some variant matches this regular expression
    #[arg(long)]
    pub regex: Vec<String>,
    /// Has at least so many characters
    #[arg(long, value_name = "N")]
    pub min_length: Option<usize>,
    /// Has at most so many characters
    #[arg(long, value_name = "N")]
    pub max_length: Option<usize>,
    /// Keep the units that do not meet the conditions
    #[arg(long)]
    pub invert: bool,
}

#[derive(Debug, Args)]
pub struct TmxDiffArgs {
    /// The memory as it was; - is standard input
    pub old: PathBuf,
    /// The memory as it is; - is standard input
    pub new: PathBuf,
    /// Read what can be saved from broken files
    #[arg(long)]
    pub repair: bool,
}

#[derive(Debug, Args)]
pub struct TmxRetagArgs {
    /// The memory; - is standard input
    pub input: PathBuf,
    /// Changes, OLD=NEW
    #[arg(value_name = "OLD=NEW", required = true)]
    pub change: Vec<String>,
    #[command(flatten)]
    pub output: TmxOutput,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
}

#[derive(Debug, Args)]
pub struct TmxAnonymizeArgs {
    /// The memory; - is standard input
    pub input: PathBuf,
    #[command(flatten)]
    pub output: TmxOutput,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
    /// Give users numbers instead of taking them out
    #[arg(long)]
    pub number_users: bool,
    /// Leave dates as they are; otherwise the time of day is taken out
    #[arg(long)]
    pub keep_dates: bool,
    /// Take out properties of this type too
    #[arg(long, value_name = "TYPE")]
    pub prop: Vec<String>,
    /// Take out notes too
    #[arg(long)]
    pub notes: bool,
}
