//! `yaddash tmx convert`: a memory in another form.

use crate::cli::args::tmx::{TmxConvertArgs, TmxOutput};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Result};
use crate::exchange::{self, Converted, Format, Input, Losses, Plan, ReadOptions};
use crate::lang::{Lang, detect};
use crate::readout;
use crate::tmx::{self, Convert, Version};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

/// Reads what the first arguments name and writes what the last ones do.
pub fn run(session: &mut Session, args: &TmxConvertArgs) -> Run {
    if let (Some((source, _)), Some(srclang)) = (&args.pair, &args.srclang)
        && !source.same_language(srclang)
    {
        let what = format!("--pair says that `{source}` is the source, and --srclang `{srclang}`");
        return Err(Error::new(Kind::Usage, what)
            .help("the first language of --pair is the source: leave --srclang out")
            .into());
    }
    let (inputs, outputs) = sides(args);
    // What is read from standard input is kept in a file: all but TMX → TMX read twice.
    let spooled = tempfile::NamedTempFile::new();
    let mut spooled = spooled.map_err(|e| Error::io("a temporary file", "make", e))?;
    let to = match (args.to, outputs) {
        (Some(to), _) => to,
        (None, [output]) if output.to_ascii_lowercase().ends_with(".txt") => Format::Bitext,
        (None, [output]) => Format::of_name(Path::new(output)).unwrap_or(Format::Tmx),
        (None, _) => Format::Bitext,
    };
    if let ([input], [output], Format::Tmx) = (inputs, outputs, to) {
        let is_tmx = match (args.from, input.as_str()) {
            (Some(from), _) => from == Format::Tmx,
            // What waits on standard input is looked at and stays there.
            (None, "-") => {
                let mut waiting = std::io::stdin().lock();
                let head = waiting.fill_buf().unwrap_or_default();
                let begins = head.trim_ascii_start().first();
                match Format::of_content(head) {
                    None if begins.is_some_and(|byte| *byte != b'<') => {
                        let what = "the format of what comes on standard input cannot be told";
                        return Err(Error::new(Kind::Usage, what)
                            .help("say it, such as --from csv")
                            .into());
                    }
                    format => matches!(format, None | Some(Format::Tmx)),
                }
            }
            (None, file) => Format::of_file(Path::new(file))? == Format::Tmx,
        };
        if is_tmx {
            return memory(session, args, Path::new(input), Path::new(output));
        }
    }
    let options = ReadOptions {
        languages: args.pair.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
        encoding: args.encoding.as_deref().map(readout::encoding_named).transpose()?,
        repair: args.repair,
        name: None,
    };
    let input = input(args, inputs, options, &mut spooled)?;
    if to != Format::Tmx && (args.tool.is_some() || args.version.is_some()) {
        return Err(Error::new(Kind::Usage, "--for and --version are for writing TMX")
            .help("leave them out, or write a file whose name ends in .tmx")
            .into());
    }
    let plan = Plan::survey(&mut *input.open()?, args.pair.as_ref(), args.srclang.as_ref())?;
    match (to, outputs) {
        (Format::Tmx, [output]) => to_memory(session, args, &input, &plan, output),
        (Format::Bitext, outputs) => to_bitext(session, args, &input, plan, outputs),
        (to, [output]) => {
            let output = Path::new(output);
            let work = |out: &mut dyn Write| exchange::convert(&mut *input.open()?, to, out, &plan);
            let mut converted = Converted::default();
            if args.dry_run {
                converted = work(&mut std::io::sink())?;
            } else if output == Path::new("-") {
                converted = work(&mut session.out)?;
            } else {
                crate::fs::write_by_name(output, |out| {
                    converted = work(out)?;
                    Ok(())
                })?;
            }
            done(session, args, &converted, &output.display().to_string());
            Ok(Outcome::Clean)
        }
        _ => Err(Error::new(Kind::Usage, "this format is one file")
            .help("name one file to write: yaddash tmx convert en=A.txt ru=B.txt OUT.tmx")
            .into()),
    }
}

/// Which arguments are read and which are written: of two one each; of more, plain bitext is
/// on the side on which the files are that name no other format.
fn sides(args: &TmxConvertArgs) -> (&[String], &[String]) {
    let files = args.files.as_slice();
    let other = |file: &str| file == "-" || Format::of_name(Path::new(file)).is_some();
    let written = match files {
        [first, _, _, ..] if args.from.is_some_and(|f| f != Format::Bitext) || other(first) => {
            files.len() - 1
        }
        _ => 1,
    };
    files.split_at(files.len() - written)
}

fn input(
    args: &TmxConvertArgs,
    inputs: &[String],
    mut options: ReadOptions,
    spooled: &mut tempfile::NamedTempFile,
) -> Result<Input> {
    match inputs {
        [input] if input == "-" => {
            std::io::copy(&mut std::io::stdin().lock(), spooled)
                .map_err(|e| Error::io("-", "read standard input", e))?;
            options.name = Some("-".to_owned());
            Input::file(spooled.path(), args.from, options)
        }
        [input] => Input::file(Path::new(input), args.from, options),
        inputs => Ok(Input::parallel(parallel(inputs)?, options)),
    }
}

/// Files with their languages.
pub(super) fn parallel(files: &[String]) -> Result<Vec<(Lang, PathBuf)>> {
    files
        .iter()
        .map(|argument| {
            let (said, file) = detect::from_argument(argument);
            let lang = said.or_else(|| detect::from_file_name(file)).ok_or_else(|| {
                Error::new(Kind::Usage, format!("the language of `{file}` is not known"))
                    .help(format!("say it: en={file}"))
            })?;
            Ok((lang, PathBuf::from(file)))
        })
        .collect()
}

/// TMX → TMX.
fn memory(session: &mut Session, args: &TmxConvertArgs, input: &Path, output: &Path) -> Run {
    let options = Convert {
        tool: args.tool,
        pair: args.pair.clone(),
        srclang: args.srclang.clone(),
        version: args.version,
    };
    let mut reader = crate::cli::tmx::open(input, args.repair)?;
    let output = TmxOutput { output: output.to_owned(), dry_run: args.dry_run };
    let outcome =
        crate::cli::tmx::write(session, &output, |out| tmx::convert(&mut reader, out, &options));
    crate::cli::tmx::said(session, &reader, outcome)
}

/// Another format → TMX, for a tool where asked.
fn to_memory(
    session: &mut Session,
    args: &TmxConvertArgs,
    input: &Input,
    plan: &Plan,
    output: &str,
) -> Run {
    let folder = tempfile::tempdir().map_err(|e| Error::io("a temporary folder", "make", e))?;
    let raw = raw_memory(session, input, plan, folder.path())?;
    let options = Convert {
        tool: args.tool,
        pair: args.pair.clone(),
        srclang: args.srclang.clone(),
        version: Some(args.version.unwrap_or(Version::V14)),
    };
    let mut reader = tmx::open(&raw, tmx::ReadOptions::default())?;
    let output = TmxOutput { output: PathBuf::from(output), dry_run: args.dry_run };
    crate::cli::tmx::write(session, &output, |out| tmx::convert(&mut reader, out, &options))
}

/// The units as they are, as TMX in a folder.
fn raw_memory(session: &mut Session, input: &Input, plan: &Plan, folder: &Path) -> Result<PathBuf> {
    let raw = folder.join("raw.tmx");
    let mut converted = Converted::default();
    crate::fs::write_atomically(&raw, |out| {
        converted = exchange::convert(&mut *input.open()?, Format::Tmx, out, plan)?;
        Ok(())
    })?;
    session.say_all(&converted.notices);
    Ok(raw)
}

/// The units as valid TMX in a folder.
pub(super) fn valid_memory(
    session: &mut Session,
    input: &Input,
    plan: &Plan,
    folder: &Path,
    options: &Convert,
) -> Result<PathBuf> {
    let raw = raw_memory(session, input, plan, folder)?;
    let valid = folder.join("valid.tmx");
    let mut reader = tmx::open(&raw, tmx::ReadOptions::default())?;
    crate::fs::write_atomically(&valid, |out| {
        tmx::convert(&mut reader, out, options)?;
        Ok(())
    })?;
    Ok(valid)
}

fn to_bitext(
    session: &mut Session,
    args: &TmxConvertArgs,
    input: &Input,
    mut plan: Plan,
    outputs: &[String],
) -> Run {
    if outputs.len() < 2 {
        return Err(Error::new(Kind::Usage, "plain bitext is one file for each language")
            .help("name each file with its language: en=A.txt ru=B.txt")
            .into());
    }
    let files = parallel(outputs)?;
    plan = plan.with_languages(files.iter().map(|(lang, _)| lang.clone()).collect());
    let converted = exchange::write_bitext(input, &plan, |lang, fill| {
        let file = files.iter().find(|(own, _)| own.as_str() == lang.as_str());
        match file {
            Some((_, path)) if !args.dry_run => crate::fs::write_atomically(path, |out| fill(out)),
            _ => fill(&mut std::io::sink()),
        }
    })?;
    let names: Vec<String> = files.iter().map(|(_, path)| path.display().to_string()).collect();
    done(session, args, &converted, &names.join(" and "));
    Ok(Outcome::Clean)
}

fn done(session: &mut Session, args: &TmxConvertArgs, converted: &Converted, output: &str) {
    session.say_all(&converted.notices);
    let would = if args.dry_run { "would write" } else { "wrote" };
    session.tell(format_args!(
        "read {} units, {would} {} to {output}{}",
        converted.read,
        converted.written,
        listed(&converted.lost)
    ));
}

/// What a format had no room for, as the end of a line.
pub(super) fn listed(lost: &Losses) -> String {
    if lost.is_empty() {
        return String::new();
    }
    let lost: Vec<String> = lost.iter().map(|(what, times)| format!("{what} ({times})")).collect();
    format!("; the format has no room for: {}", lost.join(", "))
}
