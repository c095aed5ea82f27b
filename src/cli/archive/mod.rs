//! `yaddash align --dir`: every readout of an archive, each into a file of its own.

pub mod grouping;
mod seal;

use crate::align::{Bead, agreement, confidence};
use crate::cli::align::{compatible, versions};
use crate::cli::aligner::Aligner;
use crate::cli::args::AlignArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::progress::Progress;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop, lexicon, store};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::Lang;
use crate::report::archive::{Counts, ReadoutLine, Status, VersionItem, table};
use crate::report::style;
use grouping::{Group, Grouping};
use rayon::prelude::*;
use seal::Standing;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How many readouts are worked on before their results are printed.
const BATCH: usize = 64;
/// How many names of a list are shown to people.
const SHOWN: usize = 20;

/// Aligns every readout of the folder `dir`.
pub fn run(session: &mut Session, args: &AlignArgs, loader: &Loader, dir: &Path) -> Run {
    let output = args.output.clone().unwrap_or_default();
    if output.is_file() {
        return Err(Error::new(Kind::Usage, "this is a file, but an archive gives many")
            .at(Place::file(output.display().to_string()))
            .help("name a folder: `-o tmx/`")
            .into());
    }
    let grouping = grouping::group(&walk(dir, &output)?);
    let names = grouping::flat_names(&grouping.readouts);
    let order = languages(session, args)?;
    let (lexicon, unfinished) = lexicon::of_archive(session, dir, &output, args.dry_run)?;
    let aligner = Aligner::new(session, args, lexicon)?;
    let work = Work { args, loader, aligner: &aligner, dir, output: &output, order };
    let progress = Progress::new(names.len());
    let mut lines = Vec::with_capacity(names.len());
    let mut notices = Vec::new();
    let named: Vec<(&Group, &String)> = grouping.readouts.iter().zip(&names).collect();
    for batch in named.chunks(BATCH) {
        let done: Vec<Done> = batch
            .par_iter()
            .map(|(group, name)| {
                let done = work.readout(group, name);
                progress.step(1);
                done
            })
            .collect();
        for done in done {
            if session.jsonl() {
                progress.aside(|| session.json(&done.line))?;
            }
            notices.extend(done.notices);
            lines.push((done.line, done.error));
        }
        progress.aside(|| session.out.flush())?;
    }
    progress.finish();
    unfinished.finish();
    session.say_all(&notices);
    report(session, &grouping, lines, &output)
}

/// The paths of the files in a folder and below it, with `/`; what is hidden and what lies in
/// the folder `but` is left out.
fn walk(dir: &Path, but: &Path) -> Result<Vec<String>> {
    let but = std::fs::canonicalize(but).ok();
    let mut folders = vec![dir.to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        let failed = |cause| Error::io(folder.display().to_string(), "read the folder", cause);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // A link to a folder may lead round in a circle; one to a file cannot.
            if entry.file_type().map_err(failed)?.is_dir() {
                if but.is_none() || std::fs::canonicalize(&path).ok() != but {
                    folders.push(path);
                }
            } else if path.is_file() {
                paths.push(within(dir, &path)?);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// A path as it is named within the archive.
fn within(dir: &Path, path: &Path) -> Result<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(dir)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    parts.map(|parts| parts.join("/")).ok_or_else(|| {
        Error::new(Kind::Malformed, "the name of the file is not Unicode")
            .at(Place::file(path.display().to_string()))
            .help("rename it")
    })
}

/// The languages in the order in which versions are aligned: the source first, then as the
/// workspace lists them.
fn languages(session: &Session, args: &AlignArgs) -> Result<Vec<Lang>> {
    let config = session.workspace()?.map(|workspace| workspace.config).unwrap_or_default();
    let tags = args.srclang.iter().chain(&config.source).chain(&config.languages);
    Ok(tags.filter_map(|tag| Lang::parse(tag)).collect())
}

/// What all readouts of a run have in common.
struct Work<'a> {
    args: &'a AlignArgs,
    loader: &'a Loader,
    aligner: &'a Aligner,
    dir: &'a Path,
    output: &'a Path,
    order: Vec<Lang>,
}

/// A readout when all is done.
struct Done {
    line: ReadoutLine,
    notices: Vec<Notice>,
    error: Option<Error>,
}

impl Work<'_> {
    fn readout(&self, group: &Group, name: &str) -> Done {
        let path = self.output.join(format!("{name}.tmx"));
        let versions = group
            .members
            .iter()
            .map(|member| VersionItem {
                lang: member.lang.as_ref().map(Lang::to_string),
                file: member.path.clone(),
                seems: None,
                segments: None,
                agreement: None,
            })
            .collect();
        let mut line = ReadoutLine {
            readout: group.name.clone(),
            status: Status::Failed,
            versions,
            output: Some(path.display().to_string()),
            counts: None,
            error: None,
        };
        let mut notices = Vec::new();
        match self.align(group, name, &path, &mut line, &mut notices) {
            Ok(status) => Done { line: ReadoutLine { status, ..line }, notices, error: None },
            Err(error) => {
                line.error = Some(error.to_string());
                Done { line, notices, error: Some(error) }
            }
        }
    }

    fn align(
        &self,
        group: &Group,
        name: &str,
        path: &Path,
        line: &mut ReadoutLine,
        notices: &mut Vec<Notice>,
    ) -> Result<Status> {
        let file = |member: &grouping::Member| -> PathBuf { self.dir.join(&member.path) };
        let bytes =
            group.members.iter().map(|m| crate::fs::read(&file(m))).collect::<Result<Vec<_>>>()?;
        let members = group.members.iter().map(|member| member.path.as_str());
        let fingerprint = seal::of_inputs(
            &self.settings(),
            &members.zip(bytes.iter().map(Vec::as_slice)).collect::<Vec<_>>(),
        );
        if !self.args.archive.force {
            match seal::standing(path, &fingerprint, self.args.archive.redo)? {
                Standing::Missing | Standing::Stale => {}
                Standing::Current => return Ok(Status::Unchanged),
                Standing::Corrected => return Ok(Status::Kept),
            }
        }
        let mut read = Vec::new();
        for (member, bytes) in group.members.iter().zip(&bytes) {
            let shown = file(member).display().to_string();
            let (input, said) = self.loader.read(&shown, bytes, member.lang.clone());
            notices.extend(said);
            read.push((input?.not_empty()?, member.path.clone()));
        }
        read.sort_by_cached_key(|(input, path)| self.rank(&input.lang, path));
        let (inputs, names): (Vec<Input>, Vec<String>) = read.into_iter().unzip();
        line.versions = inputs
            .iter()
            .zip(&names)
            .map(|(input, file)| VersionItem {
                lang: Some(input.lang.to_string()),
                file: file.clone(),
                seems: input.seems().map(|lang| lang.to_string()),
                segments: Some(input.segments.len()),
                agreement: None,
            })
            .collect();
        compatible(&inputs)?;
        let all_the_same = self.args.archive.min_agreement <= 0.0;
        if !all_the_same && line.versions.iter().any(|version| version.seems.is_some()) {
            return Ok(Status::Foreign);
        }
        if self.args.dry_run {
            return Ok(Status::Planned);
        }
        let versions = versions(&inputs);
        let beads = self.aligner.align(&versions, &[], notices)?;
        let agreement = agreement::agreement(&versions, &beads);
        for (version, agreement) in line.versions.iter_mut().zip(&agreement) {
            version.agreement = Some(rounded(*agreement));
        }
        let (mut header, units) =
            store::units(self.args, self.loader, &inputs, &names, name.to_owned(), &beads);
        let least = agreement.into_iter().fold(1.0, f64::min);
        line.counts = Some(counts(&beads, units.len(), least));
        if least < self.args.archive.min_agreement {
            return Ok(Status::Foreign);
        }
        seal::seal(&mut header, &fingerprint, &units)?;
        crate::fs::write_atomically(path, |out| store::write(out, &header, &units))?;
        Ok(Status::Aligned)
    }

    /// Where a version comes among the others.
    fn rank(&self, lang: &Lang, path: &str) -> (usize, String, String) {
        let known = self.order.iter().position(|other| other.same_language(lang));
        (known.unwrap_or(self.order.len()), lang.to_string(), path.to_owned())
    }

    /// What of the call changes what is written.
    fn settings(&self) -> String {
        let args = self.args;
        serde_json::json!([
            self.loader.labels(),
            args.min_confidence,
            args.srclang,
            args.read.encoding,
            args.read.selector,
            args.read.pre_segmented,
            args.read.srx,
            args.embed.embed_command,
            self.order.iter().map(Lang::as_str).collect::<Vec<_>>(),
        ])
        .to_string()
    }
}

fn rounded(share: f64) -> f64 {
    (share * 1e4).floor() / 1e4
}

fn counts(beads: &[Bead], units: usize, least: f64) -> Counts {
    let linked = || beads.iter().filter(|bead| bead.versions() > 1);
    Counts {
        beads: linked().count(),
        doubtful: linked().filter(|bead| bead.confidence < confidence::DOUBTFUL).count(),
        alone: beads.len() - linked().count(),
        units,
        agreement: rounded(least),
    }
}

/// Prints the table (or the lines of what has no counterpart) and says what wants a look.
fn report(
    session: &mut Session,
    grouping: &Grouping,
    done: Vec<(ReadoutLine, Option<Error>)>,
    output: &Path,
) -> Run {
    let (lines, errors): (Vec<ReadoutLine>, Vec<Option<Error>>) = done.into_iter().unzip();
    if session.jsonl() {
        unpaired(session, grouping)?;
    } else {
        write!(session.out, "{}", table(&lines))?;
    }
    session.out.flush()?;
    errors.iter().flatten().for_each(|error| session.complain(error));
    for line in &lines {
        match line.status {
            Status::Kept => session.say(
                &Notice::new("the versions have changed, and the file was corrected since: kept")
                    .at(Place::file(line.output.clone().unwrap_or_default()))
                    .help("overwrite it with --force, or align the readout into another file"),
            ),
            Status::Foreign => foreign(line).iter().for_each(|notice| session.say(notice)),
            _ => {}
        }
    }
    let alone: Vec<&str> =
        grouping.alone.iter().flat_map(|g| &g.members).map(|m| m.path.as_str()).collect();
    let aside: Vec<&str> = grouping.aside.iter().map(String::as_str).collect();
    list(session, "without counterpart", &alone);
    list(session, "of no format that is read", &aside);
    summary(session, &lines, output);
    match errors.iter().flatten().count() {
        0 => Ok(Outcome::Clean),
        failed => Err(Stop::Failed(
            Error::new(
                Kind::Malformed,
                format!("{failed} of {} readouts could not be aligned", lines.len()),
            )
            .help("the others are done; mend these and call the same command again"),
        )),
    }
}

fn unpaired(session: &mut Session, grouping: &Grouping) -> Result<(), Stop> {
    let line = |readout: &str, status, file: &str, lang: Option<&Lang>| ReadoutLine {
        readout: readout.to_owned(),
        status,
        versions: vec![VersionItem {
            lang: lang.map(Lang::to_string),
            file: file.to_owned(),
            seems: None,
            segments: None,
            agreement: None,
        }],
        output: None,
        counts: None,
        error: None,
    };
    for group in &grouping.alone {
        for member in &group.members {
            let lang = member.lang.as_ref();
            session.json(&line(&group.name, Status::Unpaired, &member.path, lang))?;
        }
    }
    for path in &grouping.aside {
        session.json(&line(path, Status::Unread, path, None))?;
    }
    Ok(())
}

/// Why a readout looks wrong.
fn foreign(line: &ReadoutLine) -> Vec<Notice> {
    const ALL_THE_SAME: &str = "or store it all the same with --min-agreement 0";
    let seems = line.versions.iter().filter_map(|v| Some((v, v.lang.as_ref()?, v.seems.as_ref()?)));
    let strange: Vec<Notice> = seems
        .map(|(version, said, seems)| {
            Notice::new(format!(
                "named as `{said}`, but its text seems to be in `{seems}`; the readout is not stored"
            ))
            .at(Place::file(&version.file))
            .help(format!("put the version in `{said}` in its place; {ALL_THE_SAME}"))
        })
        .collect();
    if !strange.is_empty() {
        return strange;
    }
    let agreement = |version: &VersionItem| version.agreement.unwrap_or(1.0);
    let least = line.versions.iter().min_by(|a, b| agreement(a).total_cmp(&agreement(b)));
    let (file, share) = least.map_or(("", 0.0), |v| (v.file.as_str(), agreement(v)));
    vec![
        Notice::new(format!(
            "looks like another text: {:.0} % of it agrees with the other versions; the readout is \
             not stored",
            (share * 100.0).floor()
        ))
        .at(Place::file(file))
        .help(format!("give it the name of its readout; {ALL_THE_SAME}")),
    ]
}

fn list(session: &mut Session, what: &str, paths: &[&str]) {
    if paths.is_empty() {
        return;
    }
    session.tell(format_args!("{}", style::paint(style::HEAD, format_args!("{what}:"))));
    for path in paths.iter().take(SHOWN) {
        session.tell(format_args!("  {path}"));
    }
    if paths.len() > SHOWN {
        session.tell(format_args!("  and {} more (--format jsonl lists all)", paths.len() - SHOWN));
    }
}

fn summary(session: &mut Session, lines: &[ReadoutLine], output: &Path) {
    let count = |status| lines.iter().filter(|line| line.status == status).count();
    let parts: Vec<String> = [
        (Status::Aligned, "aligned"),
        (Status::Planned, "would be aligned"),
        (Status::Unchanged, "unchanged"),
        (Status::Kept, "corrected and kept"),
        (Status::Foreign, "look wrong"),
        (Status::Failed, "failed"),
    ]
    .into_iter()
    .map(|(status, name)| (count(status), name))
    .filter(|(count, _)| *count > 0)
    .map(|(count, name)| format!("{count} {name}"))
    .collect();
    let written = lines.iter().filter(|line| line.status == Status::Aligned);
    let units: usize = written.filter_map(|line| line.counts.as_ref()).map(|c| c.units).sum();
    let what = if parts.is_empty() { "nothing to align".to_owned() } else { parts.join(", ") };
    let stored = match units {
        0 => String::new(),
        _ => format!("; {units} units in {}", output.display()),
    };
    session.tell(format_args!("{} readouts: {what}{stored}", lines.len()));
}
