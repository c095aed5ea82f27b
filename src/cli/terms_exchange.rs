//! `yaddash terms import` and `yaddash terms export`

use crate::cli::args::terms::{
    Dialect, TbxStyle, TermsExportArgs, TermsFormat, TermsImportArgs, TermsTarget,
};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, counted};
use crate::error::{Error, Kind, Place, Result};
use crate::glossary::{self, Glossary, TbxDialect, TbxVersion};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Takes term bases into the workspace, or writes them in another format where one says so.
pub fn import(session: &mut Session, args: &TermsImportArgs) -> Run {
    if args.output.is_some() && args.files.len() > 1 {
        return Err(Error::new(Kind::Usage, "several files cannot become one")
            .help("convert one file at a time, or import them all and use `yaddash terms export`")
            .into());
    }
    let pair = args.target.pair.as_ref().map(|(source, target)| (source, target));
    // All files are read before the first is written.
    let mut pending = Vec::new();
    for file in &args.files {
        let name = file.display().to_string();
        let (glossary, notices) = Glossary::read(&name, &crate::fs::read(file)?, pair)?;
        session.say_all(&notices);
        let output = match &args.output {
            Some(output) => output.clone(),
            None => in_workspace(session, file)?,
        };
        let format = format(&args.target, &output)?;
        let to_standard_output = output.as_os_str() == "-";
        if output.exists() && !args.replace && !to_standard_output {
            return Err(Error::new(Kind::Usage, "the file is there already")
                .at(Place::file(output.display().to_string()))
                .help("write over it with --replace, or name another file with -o")
                .into());
        }
        pending.push((glossary, output, format));
    }
    for (glossary, output, format) in pending {
        let (bytes, notices) = glossary.write(format, pair)?;
        session.say_all(&notices);
        write(session, &output, &bytes, args.dry_run)?;
        tell(session, &glossary, &output, args.dry_run);
    }
    Ok(Outcome::Clean)
}

/// Writes all glossaries as one file.
pub fn export(session: &mut Session, args: &TermsExportArgs) -> Run {
    let all = session.glossary()?;
    if all.concepts.is_empty() {
        return Err(Error::new(Kind::Usage, "there is no glossary")
            .help("name one with --glossary FILE, or put it into the workspace's glossaries/")
            .into());
    }
    let pair = args.target.pair.as_ref().map(|(source, target)| (source, target));
    let (bytes, notices) = all.write(format(&args.target, &args.output)?, pair)?;
    session.say_all(&notices);
    write(session, &args.output, &bytes, false)?;
    tell(session, &all, &args.output, false);
    Ok(Outcome::Clean)
}

fn in_workspace(session: &Session, file: &Path) -> Result<PathBuf> {
    let workspace = session.workspace()?.ok_or_else(|| {
        Error::new(Kind::Usage, "a term base is imported into a workspace, and here is none")
            .help("make one with `yaddash init`, or name the file to write with -o")
    })?;
    let stem = file.file_stem().unwrap_or_default();
    Ok(workspace.glossaries().join(stem).with_extension("tsv"))
}

/// The format that the arguments name, or else the name of the file.
fn format(target: &TermsTarget, output: &Path) -> Result<glossary::Target> {
    let ending = output.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let by_name = || match ending.as_str() {
        "tsv" => Some(TermsFormat::Tsv),
        "csv" => Some(TermsFormat::Csv),
        "xlsx" => Some(TermsFormat::Xlsx),
        "tbx" => Some(TermsFormat::Tbx),
        "txt" | "tab" | "utf8" => Some(TermsFormat::Omegat),
        _ if output.as_os_str() == "-" => Some(TermsFormat::Tsv),
        _ => None,
    };
    let format = target.written_as.or_else(by_name).ok_or_else(|| {
        Error::new(Kind::Usage, "the name of the file does not tell its format")
            .at(Place::file(output.display().to_string()))
            .help("say it: --as tbx, tbx2, tsv, csv, xlsx, omegat, memoq or multiterm")
    })?;
    let style = match target.style {
        TbxStyle::Dca => glossary::TbxStyle::Attributes,
        TbxStyle::Dct => glossary::TbxStyle::Tags,
    };
    let dialect = match target.dialect {
        Dialect::Core => TbxDialect::Core,
        Dialect::Min => TbxDialect::Min,
        Dialect::Basic => TbxDialect::Basic,
    };
    let tbx = |version| glossary::Target::Tbx { version, style, dialect };
    Ok(match format {
        TermsFormat::Tsv => glossary::Target::Table { delimiter: b'\t' },
        TermsFormat::Csv => glossary::Target::Table { delimiter: b',' },
        TermsFormat::Xlsx => glossary::Target::Xlsx,
        TermsFormat::Tbx => tbx(TbxVersion::V3),
        TermsFormat::Tbx2 => tbx(TbxVersion::V2),
        TermsFormat::Omegat => glossary::Target::OmegaT,
        TermsFormat::Memoq => glossary::Target::MemoQ,
        TermsFormat::Multiterm => glossary::Target::MultiTerm,
    })
}

fn write(
    session: &mut Session,
    output: &Path,
    bytes: &[u8],
    dry_run: bool,
) -> Result<(), super::Stop> {
    if dry_run {
        return Ok(());
    }
    if output.as_os_str() == "-" {
        return Ok(session.out.write_all(bytes)?);
    }
    let failed = |cause| Error::io(output.display().to_string(), "write the file", cause);
    Ok(crate::fs::write_atomically(output, |out| out.write_all(bytes).map_err(failed))?)
}

fn tell(session: &mut Session, glossary: &Glossary, output: &Path, dry_run: bool) {
    let terms = glossary.concepts.iter().map(|concept| concept.terms.len()).sum::<usize>();
    let languages: Vec<&str> = glossary.languages.iter().map(|lang| lang.as_str()).collect();
    let verb = if dry_run { "would write" } else { "wrote" };
    session.tell(format_args!(
        "{verb} {}, {} ({}) to {}",
        counted(glossary.concepts.len(), "concept"),
        counted(terms, "term"),
        languages.join(", "),
        output.display()
    ));
}
