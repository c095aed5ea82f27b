//! `yaddash check`

use crate::align;
use crate::check::{Baseline, Checker, Finding, Names, Rule, Severity};
use crate::cli::args::CheckArgs;
use crate::cli::inputs::{Input, Loader, read_bytes};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::exchange::{self, Format};
use crate::glossary::Glossary;
use crate::lang::{Lang, detect};
use crate::report::json::{FindingLine, Located};
use crate::report::{sarif, text};
use crate::tmx::{self, Code, Element};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// The property of a unit, and the beginning of a note, that name rules to leave out.
const IGNORE_PROP: &str = "x-yaddash-ignore";
const IGNORE_NOTE: &str = "yaddash:ignore";

/// A source text and a translation of it.
struct Pair {
    file: String,
    source_file: Option<String>,
    languages: [Lang; 2],
    segment: usize,
    /// The line of the file, counted from 1, where it has lines.
    line: Option<usize>,
    tuid: Option<String>,
    texts: [String; 2],
    /// The inline codes of the texts.
    codes: [Vec<Code>; 2],
    /// Whether the translation was ordered, so that it must be there.
    ordered: bool,
    /// Rules that are off here.
    ignored: Ignored,
}

/// The rules that a unit asks to be left alone by.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ignored {
    Only(Vec<Rule>),
    All,
}

impl Ignored {
    fn none() -> Ignored {
        Ignored::Only(Vec::new())
    }

    fn has(&self, rule: Rule) -> bool {
        match self {
            Ignored::All => true,
            Ignored::Only(rules) => rules.contains(&rule),
        }
    }
}

/// Checks translations and memories.
pub fn run(session: &mut Session, args: &CheckArgs) -> Run {
    if let Some(rule) = args.explain {
        writeln!(session.out, "{}\n\n{}", rule.id(), rule.explanation())?;
        return Ok(Outcome::Clean);
    }
    let glossaries: Vec<Glossary> =
        session.glossaries()?.into_iter().map(|(_, glossary)| glossary).collect();
    let pairs = match (args.parallel, args.files.iter().all(|file| holds_units(file))) {
        (true, _) => parallel(session, args)?,
        (false, true) => units(session, args)?,
        (false, false) => aligned(session, args)?,
    };
    let severities = severities(session)?;
    let memory = memory(session, args, &pairs)?;
    let mut checkers =
        Checkers { glossaries: &glossaries, args, severities, memory, made: BTreeMap::new() };
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for (number, pair) in pairs.iter().enumerate() {
        found.extend(checkers.check(pair).into_iter().map(|finding| (number, finding)));
    }
    found.extend(checkers.check_together(&pairs));
    found.retain(|(number, finding)| !pairs[*number].ignored.has(finding.rule));
    untranslated_files(&pairs, &mut found);
    found.sort_by_key(|(number, _)| *number);
    let known = match &args.baseline {
        None => 0,
        Some(path) => match hold_against(path, args.update_baseline, &pairs, &mut found)? {
            Held::Known(known) => known,
            Held::Written(count) => {
                session.tell(format_args!(
                    "wrote {} to {}",
                    counted(count, "finding"),
                    path.display()
                ));
                return Ok(Outcome::Clean);
            }
        },
    };
    let located: Vec<Located<'_>> = found
        .into_iter()
        .map(|(number, finding)| {
            let pair = &pairs[number];
            Located {
                file: &pair.file,
                source_file: pair.source_file.as_deref(),
                languages: [&pair.languages[0], &pair.languages[1]],
                segment: pair.segment,
                line: pair.line,
                tuid: pair.tuid.as_deref(),
                texts: [&pair.texts[0], &pair.texts[1]],
                finding,
            }
        })
        .collect();
    print(session, &located)?;
    let errors = located.iter().filter(|l| l.finding.severity == Severity::Error).count();
    let known = match known {
        0 => String::new(),
        known => format!(", {known} known from the baseline"),
    };
    session.tell(format_args!(
        "{} of segments checked: {}, {}{known}",
        counted(pairs.len(), "pair"),
        counted(located.len(), "finding"),
        counted(errors, "error"),
    ));
    Ok(if errors > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// A file in which nothing at all is translated has one finding that says so, not one for each of
/// its segments: it is the wrong file, or work that has not begun.
fn untranslated_files(pairs: &[Pair], found: &mut Vec<(usize, Finding)>) {
    let mut files: Vec<&str> = pairs.iter().map(|pair| pair.file.as_str()).collect();
    files.dedup();
    for file in files {
        let own = |number: &usize| pairs[*number].ordered && pairs[*number].file == file;
        let numbers: Vec<usize> = (0..pairs.len()).filter(own).collect();
        let is_missing = |rule| matches!(rule, Rule::SegmentMissing | Rule::SpeakerMissing);
        let empty = numbers.iter().all(|number| pairs[*number].texts[1].trim().is_empty());
        if numbers.len() < 2 || !empty {
            continue;
        }
        let first = found.iter().position(|(at, f)| own(at) && f.rule == Rule::SegmentMissing);
        let Some((at, mut finding)) = first.map(|first| found.remove(first)) else { continue };
        found.retain(|(number, finding)| !(own(number) && is_missing(finding.rule)));
        finding.message = format!("none of the {} segments has a translation", numbers.len());
        found.push((at, finding));
    }
}

/// A number with its noun.
fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// What came of a baseline.
enum Held {
    /// So many findings were there before.
    Known(usize),
    /// There was no baseline, or a new one was asked for: it holds so many findings.
    Written(usize),
}

/// Takes what the baseline knows out of `found`, or writes it.
fn hold_against(
    path: &Path,
    update: bool,
    pairs: &[Pair],
    found: &mut Vec<(usize, Finding)>,
) -> Result<Held> {
    let parts = |pair: &'_ Pair| -> ([Lang; 2], [String; 2]) {
        (pair.languages.clone(), pair.texts.clone())
    };
    let name = path.display().to_string();
    if update || !path.exists() {
        let mut baseline = Baseline::default();
        for (number, finding) in found.iter() {
            let ([source, target], [ours, theirs]) = parts(&pairs[*number]);
            baseline.add(finding, [&source, &target], [&ours, &theirs]);
        }
        let failed = |cause| Error::io(name.clone(), "write the file", cause);
        let text = baseline.to_text();
        crate::fs::write_atomically(path, |out| out.write_all(text.as_bytes()).map_err(failed))?;
        return Ok(Held::Written(found.len()));
    }
    let text = String::from_utf8_lossy(&crate::fs::read(path)?).into_owned();
    let mut baseline = Baseline::parse(&name, &text)?;
    let before = found.len();
    found.retain(|(number, finding)| {
        let ([source, target], [ours, theirs]) = parts(&pairs[*number]);
        !baseline.take(finding, [&source, &target], [&ours, &theirs])
    });
    Ok(Held::Known(before - found.len()))
}

/// The units of the memory in the languages that are checked, for the rule `name`; none when the
/// memory itself is checked.
fn memory(session: &Session, args: &CheckArgs, pairs: &[Pair]) -> Result<Vec<[(Lang, String); 2]>> {
    if args.files.iter().all(|file| holds_units(file)) && !args.parallel {
        return Ok(Vec::new());
    }
    let mut wanted: Vec<&[Lang; 2]> = Vec::new();
    for pair in pairs {
        if !wanted.contains(&&pair.languages) {
            wanted.push(&pair.languages);
        }
    }
    // Without a memory there is nothing to hold names against.
    let Ok(sources) = session.memory_sources() else { return Ok(Vec::new()) };
    let mut units = Vec::new();
    for source in sources {
        for unit in tmx::open(&source.path, tmx::ReadOptions::default())? {
            let unit = unit?;
            let text = |lang: &Lang| {
                let found =
                    unit.variants().find(|v| v.lang().is_some_and(|l| l.same_language(lang)));
                found.map(|variant| (lang.clone(), variant.text().into_owned()))
            };
            for [from, to] in wanted.iter().copied() {
                if let (Some(ours), Some(theirs)) = (text(from), text(to)) {
                    units.push([ours, theirs]);
                }
            }
        }
    }
    Ok(units)
}

fn print(session: &mut Session, located: &[Located<'_>]) -> Result<(), Stop> {
    if session.sarif() {
        serde_json::to_writer_pretty(&mut session.out, &sarif::findings(located))?;
        session.out.write_all(b"\n")?;
    } else {
        for finding in located {
            if session.jsonl() {
                session.json(&FindingLine::from(finding))?;
            } else {
                writeln!(session.out, "{}", text::finding(finding))?;
            }
        }
    }
    Ok(session.out.flush()?)
}

fn severities(session: &Session) -> Result<Vec<(Rule, Severity)>> {
    let Some(workspace) = session.workspace()? else { return Ok(Vec::new()) };
    let config = workspace.root.join(crate::workspace::CONFIG).display().to_string();
    workspace
        .config
        .check
        .iter()
        .map(|(id, severity)| {
            let rule = Rule::parse(id).ok_or_else(|| {
                let ids: Vec<&str> = Rule::ALL.iter().map(|r| r.id()).collect();
                Error::new(Kind::Malformed, format!("there is no rule `{id}`"))
                    .at(Place::file(&config))
                    .help(format!("the rules are {}", ids.join(", ")))
            })?;
            Ok((rule, *severity))
        })
        .collect()
}

/// One checker for each pair of languages and each glossary.
struct Checkers<'a> {
    glossaries: &'a [Glossary],
    args: &'a CheckArgs,
    severities: Vec<(Rule, Severity)>,
    /// Pairs of texts from the memory.
    memory: Vec<[(Lang, String); 2]>,
    made: BTreeMap<Key, Vec<Checker<'a>>>,
}

/// Source and target language, and whether translations were ordered.
type Key = (String, String, bool);

impl<'a> Checkers<'a> {
    fn check(&mut self, pair: &Pair) -> Vec<Finding> {
        let [source, target] = &pair.languages;
        let key = (source.to_string(), target.to_string(), pair.ordered);
        if !self.made.contains_key(&key) {
            let made = self.make(source, target, pair.ordered);
            self.made.insert(key.clone(), made);
        }
        let mut findings: Vec<Finding> = Vec::new();
        for checker in self.made.get(&key).into_iter().flatten() {
            let [ours, theirs] = &pair.texts;
            // Nothing can be wrong with what is not there but that.
            let alone = pair.line.is_none() && (ours.is_empty() || theirs.is_empty());
            let mut findings_here = match alone {
                true => checker.unpaired(ours, theirs),
                false => checker.check(ours, theirs),
            };
            // A translation that is missing has lost its codes with it.
            if ours.trim().is_empty() == theirs.trim().is_empty() {
                let [ours, theirs] = &pair.codes;
                let texts = [&*pair.texts[0], &*pair.texts[1]];
                findings_here.extend(checker.check_codes(texts, [ours, theirs]));
            }
            for finding in findings_here {
                // What is no matter of the glossary is found once, however many there are.
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        findings
    }

    /// What is found in all pairs of two languages together, with the number of the pair.
    fn check_together(&self, pairs: &[Pair]) -> Vec<(usize, Finding)> {
        let mut found = Vec::new();
        for ((source, target, ordered), checkers) in &self.made {
            let own = |pair: &&Pair| {
                let [from, to] = &pair.languages;
                from.as_str() == source && to.as_str() == target && pair.ordered == *ordered
            };
            let numbers: Vec<usize> =
                (0..pairs.len()).filter(|&number| own(&&pairs[number])).collect();
            let texts = || numbers.iter().map(|&n| (&*pairs[n].texts[0], &*pairs[n].texts[1]));
            for checker in checkers {
                for (at, finding) in checker.check_together(texts()) {
                    // What is no matter of the glossary is found once.
                    let finding = (numbers[at], finding);
                    if !found.contains(&finding) {
                        found.push(finding);
                    }
                }
            }
        }
        found
    }

    fn make(&self, source: &Lang, target: &Lang, ordered: bool) -> Vec<Checker<'a>> {
        let prepared = || {
            let mut checker = Checker::new(source, target);
            if ordered {
                // No alignment can have missed what was to stand in the file itself.
                checker = checker.set(Rule::SegmentMissing, Severity::Error);
            }
            for (rule, severity) in &self.severities {
                checker = checker.set(*rule, *severity);
            }
            let checker = match self.args.rules.is_empty() {
                true => checker,
                false => checker.only(&self.args.rules),
            };
            if checker.severity(Rule::Name) == Severity::Off {
                return checker;
            }
            let mut names = Names::new(source, target);
            for [(from, ours), (to, theirs)] in &self.memory {
                if from == source && to == target {
                    names.learn(ours, theirs);
                }
            }
            checker.names(names)
        };
        match self.glossaries {
            [] => vec![prepared()],
            glossaries => glossaries.iter().map(|g| prepared().glossary(g)).collect(),
        }
    }
}

/// Whether a file is a memory or a bilingual file, and no version of a readout.
fn holds_units(file: &str) -> bool {
    Format::of_file(Path::new(file)).is_ok()
}

/// The units of memories and bilingual files: every pair of languages from the source.
fn units(session: &mut Session, args: &CheckArgs) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for file in &args.files {
        let input = exchange::Input::file(Path::new(file), None, Default::default())?;
        let mut reader = input.open()?;
        let stated = reader.header().srclang().and_then(Lang::parse);
        let mut number = 0;
        while let Some(unit) = reader.next_unit()? {
            let mut variants: Vec<(Lang, String, Vec<Code>)> = unit
                .variants()
                .filter_map(|variant| {
                    let codes = variant.seg().map(Element::codes).unwrap_or_default();
                    Some((variant.lang()?, variant.text().into_owned(), codes))
                })
                .collect();
            // A translation that was ordered and is not there is empty.
            let ordered = reader.target().and_then(Lang::parse);
            let ordered = ordered.filter(|_| exchange::wants_translation(&unit));
            if let ([_], Some(target)) = (variants.as_slice(), &ordered) {
                variants.push((target.clone(), String::new(), Vec::new()));
            }
            let wanted = args.source.as_ref().or(stated.as_ref());
            let source = match wanted {
                Some(lang) => variants.iter().position(|(l, ..)| l.same_language(lang)),
                None => Some(0),
            };
            // A unit without the source language is checked from its first.
            let source = source.or(args.source.is_none().then_some(0));
            let ignored = ignored(session, &unit, file);
            if let Some((lang, text, codes)) = source.and_then(|at| variants.get(at)) {
                for (other, translation, other_codes) in &variants {
                    if !other.same_language(lang) {
                        pairs.push(Pair {
                            file: file.clone(),
                            source_file: None,
                            languages: [lang.clone(), other.clone()],
                            segment: number,
                            line: Some(unit.line.0 as usize),
                            tuid: unit.tuid().map(str::to_owned),
                            texts: [text.clone(), translation.clone()],
                            codes: [codes.clone(), other_codes.clone()],
                            ordered: ordered.is_some(),
                            ignored: ignored.clone(),
                        });
                    }
                }
            }
            number += 1;
        }
    }
    Ok(pairs)
}

/// The rules that a unit is to be left alone by: `<prop type="x-yaddash-ignore">number</prop>`,
/// or a note `yaddash:ignore=number,script`; without rules, all of them.
fn ignored(session: &mut Session, unit: &tmx::Unit, file: &str) -> Ignored {
    let of_props = unit.props().filter(|(kind, _)| *kind == IGNORE_PROP).map(|(_, v)| v.to_owned());
    let notes = unit.elements().filter(|element| &*element.name == "note");
    let of_notes = notes.filter_map(|note| {
        let text = note.plain_text();
        let said = text.trim().strip_prefix(IGNORE_NOTE)?;
        Some(said.trim_start_matches('=').to_owned())
    });
    let mut rules = Vec::new();
    for said in of_props.chain(of_notes) {
        let ids: Vec<&str> =
            said.split([',', ' ']).map(str::trim).filter(|id| !id.is_empty()).collect();
        if ids.is_empty() {
            return Ignored::All;
        }
        for id in ids {
            match Rule::parse(id) {
                Some(rule) => rules.push(rule),
                None => {
                    let place = Place { line: Some(unit.line.0 as usize), ..Place::file(file) };
                    session
                        .say(&Notice::new(format!("there is no rule `{id}` to ignore")).at(place));
                }
            }
        }
    }
    Ignored::Only(rules)
}

/// Line n of one file translates line n of the other.
fn parallel(session: &mut Session, args: &CheckArgs) -> Result<Vec<Pair>> {
    let mut files = Vec::new();
    for argument in &args.files {
        let (said, file) = detect::from_argument(argument);
        let bytes = read_bytes(file)?;
        let encoding = args.read.encoding.as_deref().map(crate::readout::encoding_named);
        let decoded = crate::readout::decode::decode(&bytes, file, encoding.transpose()?, None)?;
        session.say_all(decoded.notice.as_slice());
        let lang = said.or_else(|| detect::from_file_name(file)).ok_or_else(|| {
            Error::new(Kind::Usage, "the language of the file is not known")
                .at(Place::file(file))
                .help(format!("say it: en={file}"))
        })?;
        let lines: Vec<String> = decoded.text.lines().map(str::to_owned).collect();
        files.push((file.to_owned(), lang, lines));
    }
    if files.len() < 2 {
        return Err(Error::new(Kind::Usage, "a source and a translation are needed")
            .help("name two files: yaddash check --parallel en=A ru=B"));
    }
    let source = source_position(args, files.iter().map(|(_, lang, _)| lang))?;
    let (source_file, source_lang, source_lines) = files.remove(source);
    let mut pairs = Vec::new();
    for (file, lang, lines) in files {
        if lines.len() != source_lines.len() {
            let message = format!(
                "the file has {} lines and {source_file} has {}",
                lines.len(),
                source_lines.len()
            );
            return Err(Error::new(Kind::Malformed, message)
                .at(Place::file(file))
                .help("with --parallel, line N of one file translates line N of the other"));
        }
        for (number, (text, translation)) in source_lines.iter().zip(lines).enumerate() {
            pairs.push(Pair {
                file: file.clone(),
                source_file: Some(source_file.clone()),
                languages: [source_lang.clone(), lang.clone()],
                segment: number,
                line: Some(number + 1),
                tuid: None,
                texts: [text.clone(), translation],
                codes: Default::default(),
                ordered: false,
                ignored: Ignored::none(),
            });
        }
    }
    Ok(pairs)
}

fn source_position<'a>(
    args: &CheckArgs,
    mut languages: impl Iterator<Item = &'a Lang>,
) -> Result<usize> {
    match &args.source {
        None => Ok(0),
        Some(wanted) => languages.position(|l| l.same_language(wanted)).ok_or_else(|| {
            Error::new(Kind::Usage, format!("no file is in the source language `{wanted}`"))
        }),
    }
}

/// The versions of a readout, aligned first.
fn aligned(session: &mut Session, args: &CheckArgs) -> Result<Vec<Pair>> {
    let loader = Loader::new(session, &args.read)?;
    let inputs = args
        .files
        .iter()
        .map(|argument| loader.load(session, argument, None)?.not_empty())
        .collect::<Result<Vec<Input>>>()?;
    crate::cli::align::compatible(&inputs)?;
    let source = source_position(args, inputs.iter().map(|i| &i.lang))?;
    let lexicon = crate::cli::lexicon::lexicon(session, None)?;
    let beads = align::align(&crate::cli::align::versions(&inputs), &lexicon)?;
    let texts: Vec<Vec<&str>> = inputs.iter().map(Input::texts).collect();
    let mut pairs = Vec::new();
    for (x, y) in align::pairs(inputs.len()).filter(|(x, y)| *x == source || *y == source) {
        let flipped = y == source;
        let at = align::pairs(inputs.len()).position(|pair| pair == (x, y)).unwrap_or_default();
        for bead in &beads {
            for (a, b) in bead.pairs.get(at).into_iter().flatten() {
                let (from, to) = if flipped { ((y, b), (x, a)) } else { ((x, a), (y, b)) };
                pairs.push(Pair {
                    file: inputs[to.0].file.clone(),
                    source_file: Some(inputs[from.0].file.clone()),
                    languages: [inputs[from.0].lang.clone(), inputs[to.0].lang.clone()],
                    segment: from.1.start,
                    line: None,
                    tuid: None,
                    texts: [
                        texts[from.0][from.1.clone()].join(" "),
                        texts[to.0][to.1.clone()].join(" "),
                    ],
                    codes: Default::default(),
                    ordered: false,
                    ignored: Ignored::none(),
                });
            }
        }
    }
    Ok(pairs)
}
