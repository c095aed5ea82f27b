//! What can be typed behind `yaddash terms`.

use super::ReadArgs;
use super::values::{lang, share};
use crate::lang::Lang;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct TermsArgs {
    #[command(subcommand)]
    pub command: TermsCommand,
}

#[derive(Debug, Subcommand)]
pub enum TermsCommand {
    /// Mark the terms of the glossary in a text
    Find(TermsFindArgs),
    /// Print the inflected forms that a term has
    Forms(TermsFormsArgs),
    /// Take a term base into the workspace's glossaries/, or convert it to another format
    Import(TermsImportArgs),
    /// Write the glossaries as one file for another tool
    Export(TermsExportArgs),
    /// Propose terms from the memory, as a table to edit
    Extract(TermsExtractArgs),
}

#[derive(Debug, Args)]
pub struct TermsFindArgs {
    /// Files, or LANG=FILE
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    #[command(flatten)]
    pub read: ReadArgs,
}

#[derive(Debug, Args)]
pub struct TermsFormsArgs {
    /// The term in its dictionary form
    pub term: String,
    /// Its language; told from the text if not given
    #[arg(long, value_parser = lang)]
    pub lang: Option<Lang>,
}

/// The format in which a glossary is written.
#[derive(Debug, Args)]
pub struct TermsTarget {
    /// The format; told from the name of the output if not given
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub written_as: Option<TermsFormat>,
    /// How much a TBX file of version 3 may say
    #[arg(long, value_enum, default_value_t = Dialect::Basic)]
    pub dialect: Dialect,
    /// Whether TBX of version 3 has data categories as attributes (dca) or as tags (dct)
    #[arg(long, value_enum, default_value_t = TbxStyle::Dca)]
    pub style: TbxStyle,
    /// The languages of a format that holds two and does not name them, such as en-ru
    #[arg(long, value_name = "PAIR", value_parser = crate::cli::tmx::pair)]
    pub pair: Option<(Lang, Lang)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TermsFormat {
    /// Table with tabs (.tsv)
    Tsv,
    /// Table with commas (.csv)
    Csv,
    /// Excel workbook (.xlsx)
    Xlsx,
    /// TBX version 3, ISO 30042:2019 (.tbx)
    Tbx,
    /// TBX version 2, martif
    Tbx2,
    /// OmegaT (.txt, .tab, .utf8)
    Omegat,
    /// memoQ's CSV
    Memoq,
    /// Trados MultiTerm's table
    Multiterm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    Core,
    Min,
    Basic,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TbxStyle {
    Dca,
    Dct,
}

#[derive(Debug, Args)]
pub struct TermsImportArgs {
    /// Term bases in any format
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The file to write instead of glossaries/NAME.tsv; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub target: TermsTarget,
    /// Write over a file that is there
    #[arg(long)]
    pub replace: bool,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct TermsExportArgs {
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[command(flatten)]
    pub target: TermsTarget,
}

#[derive(Debug, Args)]
pub struct TermsExtractArgs {
    /// The language of the terms; the workspace's source if not given
    #[arg(long, value_name = "LANG", value_parser = lang)]
    pub from: Option<Lang>,
    /// The languages of their translations; all others of the memory if not given
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = lang)]
    pub to: Vec<Lang>,
    /// In how many segments a term must stand
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub min_count: usize,
    /// How surely a translation must go with it, from 0 to 1, to be proposed
    #[arg(long, value_name = "N", default_value_t = 0.4, value_parser = share)]
    pub min_agreement: f64,
    /// Propose what the glossaries have already, too
    #[arg(long)]
    pub known: bool,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
}
