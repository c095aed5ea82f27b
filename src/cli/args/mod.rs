//! What can be typed. Each command's arguments stand here with their help; what they mean stands
//! in the file of the command. Families of commands have files of their own.

pub mod terms;
pub mod tmx;
mod values;

use crate::lang::Lang;
use crate::segment::SpeakerLabels;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use terms::TermsArgs;
use tmx::TmxArgs;
pub use values::lang;
use values::{date, exchange_format, percent, rule, share, tool};

/// A multilingual translation memory for official readouts.
///
/// Segments the versions of a readout, aligns them jointly, stores them as TMX, suggests matches
/// for the next one, and checks its terms.
#[derive(Debug, Parser)]
#[command(name = "yaddash", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, in the order of a translator's day.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a folder a workspace: yaddash.toml, tmx/, glossaries/
    Init(InitArgs),
    /// Show the sentence-level segments of each file
    Segment(SegmentArgs),
    /// Align the versions of one readout and store them as TMX
    Align(AlignArgs),
    /// Take units from TMX, XLIFF and other files into the workspace's memory
    Import(ImportArgs),
    /// Write the memory as one TMX file, for another tool if asked, or an OmegaT project
    Export(ExportArgs),
    /// Work with TMX files: validate, count, convert, clean, merge, filter, compare
    Tmx(TmxArgs),
    /// Add, edit, delete, undo and promote units; duplicates and statistics
    Memory(crate::cli::memory::args::MemoryArgs),
    /// Suggest matches from the memory for each segment of a new readout
    Suggest(SuggestArgs),
    /// Fill new readouts with matches: pre-translated XLIFF, or a bilingual table
    Translate(TranslateArgs),
    /// Find words in the memory, with the aligned versions beside them
    Search(SearchArgs),
    /// Check terms, numbers and more in a translation or a memory
    Check(CheckArgs),
    /// Work with glossaries
    Terms(TermsArgs),
    /// Count what the workspace holds
    Stats,
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command into a folder
    Man(ManArgs),
}

/// Where the help shows the options that all commands have: behind those of the command.
const EVERYWHERE: &str = "Options of all commands";

#[derive(Debug, Args)]
pub struct Global {
    /// How results are printed
    #[arg(long, global = true, help_heading = EVERYWHERE, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// When colours are used; NO_COLOR is heeded too
    #[arg(long, global = true, help_heading = EVERYWHERE, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// A TMX file, or a folder of them, to use instead of the workspace's tmx/
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE|DIR")]
    pub memory: Vec<PathBuf>,
    /// A glossary to use instead of the workspace's glossaries/
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "FILE")]
    pub glossary: Vec<PathBuf>,
    /// Where the index of the memory is kept
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub index_dir: Option<PathBuf>,
    /// Keep no index on disk
    #[arg(long, global = true, help_heading = EVERYWHERE, conflicts_with = "index_dir")]
    pub no_index: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for people
    Human,
    /// JSON Lines, as the README documents them
    Jsonl,
    /// SARIF 2.1.0, for findings
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Labels {
    /// `President Ilham Aliyev:` is a segment of its own
    Split,
    /// It stays with its first sentence, as CAT tools cut
    Joined,
}

impl From<Labels> for SpeakerLabels {
    fn from(labels: Labels) -> Self {
        match labels {
            Labels::Split => SpeakerLabels::Split,
            Labels::Joined => SpeakerLabels::Joined,
        }
    }
}

/// How input files are read and cut.
#[derive(Debug, Default, Args)]
pub struct ReadArgs {
    /// The encoding of the files, such as windows-1251
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The elements of an HTML page that hold the text
    #[arg(long, value_name = "CSS")]
    pub selector: Option<String>,
    /// Whether speaker labels are segments of their own
    #[arg(long, value_enum, value_name = "HOW")]
    pub speaker_labels: Option<Labels>,
    /// Each non-empty line is a segment already; an empty line ends a paragraph
    #[arg(long)]
    pub pre_segmented: bool,
    /// Cut by the rules of this SRX file
    #[arg(long, value_name = "FILE", conflicts_with = "pre_segmented")]
    pub srx: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub struct SegmentArgs {
    /// Files, or LANG=FILE; - is standard input
    #[arg(value_name = "FILE", required_unless_present = "export_srx")]
    pub files: Vec<String>,
    /// The language of the files
    #[arg(long, value_parser = lang)]
    pub lang: Option<Lang>,
    #[command(flatten)]
    pub read: ReadArgs,
    /// Print the text that the offsets point into, and stop
    #[arg(long, conflicts_with_all = ["explain", "export_srx"])]
    pub text: bool,
    /// Say for every place where a boundary was considered which rule decided
    #[arg(long, conflicts_with = "pre_segmented")]
    pub explain: bool,
    /// Print the built-in rules of a language as SRX 2.0
    #[arg(long, value_name = "LANG", value_parser = lang)]
    pub export_srx: Option<Lang>,
}

#[derive(Debug, Args)]
pub struct AlignArgs {
    /// The versions of one readout: files, or LANG=FILE
    #[arg(value_name = "FILE", required_unless_present_any = ["documents", "dir"])]
    pub files: Vec<String>,
    /// The TMX file to write; with --dir the folder of the files
    #[arg(short, long, value_name = "OUT.tmx")]
    pub output: Option<PathBuf>,
    /// Leave out beads whose confidence, from 0 to 1, is below this
    #[arg(long, value_name = "N", default_value_t = 0.0, value_parser = share)]
    pub min_confidence: f64,
    /// The source language that the TMX file states
    #[arg(long, value_name = "LANG")]
    pub srclang: Option<String>,
    /// The date of the units (2020-02-14 or 2020-02-14T11:30); the readout's own if not given
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<String>,
    /// The title that stands as a note; the readout's own if not given
    #[arg(long)]
    pub title: Option<String>,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
    /// Documents as JSON Lines, one a line, in and out; the file may be -
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "output"])]
    pub documents: Option<String>,
    /// Say what spoke for the bead number N and what against it, and stop
    #[arg(long, value_name = "N", conflicts_with_all = ["documents", "dir", "output", "report"])]
    pub explain: Option<usize>,
    /// Beads that are fixed, as JSON Lines or a corrected TMX file; the rest is aligned around them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["documents", "dir"])]
    pub anchors: Option<PathBuf>,
    /// Write a page that shows the versions side by side, doubtful beads first
    #[arg(long, value_name = "FILE.html", conflicts_with_all = ["documents", "dir"])]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub archive: ArchiveArgs,
    #[command(flatten)]
    pub embed: EmbedArgs,
    #[command(flatten)]
    pub read: ReadArgs,
}

/// An embedding model outside the program.
#[derive(Debug, Args)]
pub struct EmbedArgs {
    /// A program that gives vectors of segments, to align better (docs/embed.md)
    #[arg(long, value_name = "CMD")]
    pub embed_command: Option<String>,
    /// How long its answer may take, in seconds
    #[arg(long, value_name = "SECONDS", requires = "embed_command", default_value_t = 120)]
    pub embed_timeout: u64,
}

/// How a whole archive is aligned.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    /// Align every readout of this folder, grouped by name, each into a file of the folder -o
    #[arg(
        long,
        value_name = "ARCHIVE",
        requires = "output",
        conflicts_with_all = ["files", "documents", "title", "date"]
    )]
    pub dir: Option<PathBuf>,
    /// With --dir: align again what has not changed, as after a change of rules or glossaries
    #[arg(long, requires = "dir")]
    pub redo: bool,
    /// With --dir: the same, and overwrite files that were corrected since
    #[arg(long, requires = "dir")]
    pub force: bool,
    /// With --dir: do not store a readout one version of which agrees less with the others, from
    /// 0 to 1: it is probably another text
    #[arg(
        long,
        value_name = "N",
        requires = "dir",
        default_value_t = crate::align::agreement::FOREIGN,
        value_parser = share
    )]
    pub min_agreement: f64,
}

#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// New readouts: files, or LANG=FILE
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// The languages wanted; all others of the memory if not given
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = lang)]
    pub to: Vec<Lang>,
    /// The least score of a match, in per cent [default: 70]
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub min_score: Option<f64>,
    /// How many different source segments are shown for each segment [default: 5]
    #[arg(long, value_name = "N")]
    pub max_matches: Option<usize>,
    /// Many readouts at once: one that cannot be read does not stop the others
    #[arg(long)]
    pub batch: bool,
    #[command(flatten)]
    pub read: ReadArgs,
}

#[derive(Debug, Args)]
pub struct TranslateArgs {
    /// New readouts: files, or LANG=FILE
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// The language wanted
    #[arg(long, value_name = "LANG", value_parser = lang)]
    pub to: Lang,
    /// The file to write, in the format of its name: .xlf, .csv, .xlsx, .po, .tmx; - is standard
    /// output, as XLIFF
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// The least score of a match that is filled in, in per cent
    #[arg(long, value_name = "PERCENT", value_parser = percent, default_value = "70")]
    pub min_score: f64,
    #[command(flatten)]
    pub read: ReadArgs,
}

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words in any form, and phrases in quotation marks
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Look only in these languages
    #[arg(long, value_name = "LANGS", value_delimiter = ',', value_parser = lang)]
    pub lang: Vec<Lang>,
    /// The words are one regular expression
    #[arg(long)]
    pub regex: bool,
    /// Only the forms as they are typed
    #[arg(long)]
    pub exact: bool,
    /// Only units of files whose name holds this
    #[arg(long, value_name = "TEXT")]
    pub file: Option<String>,
    /// Only units changed by this person
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only units changed on this date or later, such as 2020 or 2020-02-14
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only units changed before this date
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// How many units are shown
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub max: usize,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// TMX, XLIFF or other bilingual files, or the versions of one readout, which are aligned
    /// first
    #[arg(value_name = "FILE", required_unless_present = "explain")]
    pub files: Vec<String>,
    /// Line N of one file translates line N of the other: nothing is aligned
    #[arg(long)]
    pub parallel: bool,
    /// The source language; the memory's own, or the first file's, if not given
    #[arg(long, value_name = "LANG", value_parser = lang)]
    pub source: Option<Lang>,
    /// Run these rules only
    #[arg(long, value_name = "IDS", value_delimiter = ',', value_parser = rule)]
    pub rules: Vec<crate::check::Rule>,
    /// Findings that this file knows are not said again; it is written if it is not there
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the baseline anew with what is found now
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
    /// Say what a rule looks for and why, and stop
    #[arg(long, value_name = "ID", value_parser = rule)]
    pub explain: Option<crate::check::Rule>,
    #[command(flatten)]
    pub read: ReadArgs,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// TMX, XLIFF, PO, CSV, TSV, XLSX or JSON Lines files, and folders of OmegaT projects; the
    /// units of NAME go into tmx/NAME.tmx
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What the files are: tmx, csv, tsv, xlsx, jsonl, po, xliff, xliff2; told by content and name
    #[arg(long, value_name = "FORMAT", value_parser = exchange_format)]
    pub from: Option<crate::exchange::Format>,
    /// The languages of files that do not name them, such as en-ru
    #[arg(long, value_name = "PAIR", value_parser = crate::cli::tmx::pair)]
    pub pair: Option<(Lang, Lang)>,
    /// Read what can be saved from a broken file
    #[arg(long)]
    pub repair: bool,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "FILE", required_unless_present = "omegat")]
    pub output: Option<PathBuf>,
    /// Make an OmegaT project in this new folder instead: texts, memory, glossary, rules
    #[arg(long, value_name = "DIR", requires_all = ["source", "to"], conflicts_with_all = ["output", "pair", "since", "tool"])]
    pub omegat: Option<PathBuf>,
    /// The texts to translate in the project: files, or LANG=FILE
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "omegat")]
    pub source: Vec<String>,
    /// The language the project translates to
    #[arg(long, value_name = "LANG", value_parser = lang, requires = "omegat")]
    pub to: Option<Lang>,
    /// These two languages only, the source first, such as en-ru
    #[arg(long, value_name = "PAIR", value_parser = crate::cli::tmx::pair)]
    pub pair: Option<(Lang, Lang)>,
    /// Only units changed (or made) on this date or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// As this tool wants it: omegat, trados, workbench, memoq, wordfast
    #[arg(long = "for", value_name = "TOOL", value_parser = tool)]
    pub tool: Option<crate::tmx::Tool>,
    /// Do everything but write
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder to write into
    pub dir: Option<PathBuf>,
}
