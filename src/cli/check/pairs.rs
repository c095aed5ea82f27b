//! The pairs of texts that are checked: of memories and bilingual files, of files line by line,
//! and of versions of a readout, which are aligned first.

use super::places::Place;
use crate::align;
use crate::check::Rule;
use crate::cli::args::CheckArgs;
use crate::cli::inputs::{Input, Loader, read_bytes};
use crate::cli::session::Session;
use crate::error::{Error, Kind, Notice, Place as FilePlace, Result};
use crate::exchange::{self, Format};
use crate::lang::{Lang, detect};
use crate::readout;
use crate::report::region::Lines;
use crate::tmx::{self, Code, Element};
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

/// The property of a unit, and the beginning of a note, that name rules to leave out.
const IGNORE_PROP: &str = "x-yaddash-ignore";
const IGNORE_NOTE: &str = "yaddash:ignore";

/// A source text and a translation of it.
pub(super) struct Pair {
    pub(super) file: String,
    pub(super) source_file: Option<String>,
    pub(super) languages: [Lang; 2],
    pub(super) segment: usize,
    /// Whether the pair comes of an alignment, which may have left a text alone.
    pub(super) aligned: bool,
    /// Where the texts stand in their files.
    pub(super) places: [Place; 2],
    pub(super) tuid: Option<String>,
    pub(super) texts: [String; 2],
    /// The inline codes of the texts.
    pub(super) codes: [Vec<Code>; 2],
    /// Whether the translation was ordered, so that it must be there.
    pub(super) ordered: bool,
    /// Rules that are off here.
    pub(super) ignored: Ignored,
}

/// The rules that a unit asks to be left alone by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ignored {
    Only(Vec<Rule>),
    All,
}

impl Ignored {
    fn none() -> Ignored {
        Ignored::Only(Vec::new())
    }

    pub(super) fn has(&self, rule: Rule) -> bool {
        match self {
            Ignored::All => true,
            Ignored::Only(rules) => rules.contains(&rule),
        }
    }
}

/// Whether a file is a memory or a bilingual file, and no version of a readout.
pub(super) fn holds_units(file: &str) -> bool {
    Format::of_file(Path::new(file)).is_ok()
}

/// The units of memories and bilingual files: every pair of languages from the source.
pub(super) fn units(session: &mut Session, args: &CheckArgs) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for file in &args.files {
        let input = exchange::Input::file(Path::new(file), None, Default::default())?;
        let mut reader = input.open()?;
        let stated = reader.header().srclang().and_then(Lang::parse);
        let mut number = 0;
        while let Some(unit) = reader.next_unit()? {
            let mut variants: Vec<(Lang, String, Vec<Code>, Place)> = unit
                .variants()
                .filter_map(|variant| {
                    let codes = variant.seg().map(Element::codes).unwrap_or_default();
                    let place = Place::line(variant.line.0);
                    Some((variant.lang()?, variant.text().into_owned(), codes, place))
                })
                .collect();
            // A translation that was ordered and is not there is empty.
            let ordered = reader.target().and_then(Lang::parse);
            let ordered = ordered.filter(|_| exchange::wants_translation(&unit));
            if let ([_], Some(target)) = (variants.as_slice(), &ordered) {
                variants.push((
                    target.clone(),
                    String::new(),
                    Vec::new(),
                    Place::line(unit.line.0),
                ));
            }
            let wanted = args.source.as_ref().or(stated.as_ref());
            let source = match wanted {
                Some(lang) => variants.iter().position(|(l, ..)| l.same_language(lang)),
                None => Some(0),
            };
            // A unit without the source language is checked from its first.
            let source = source.or(args.source.is_none().then_some(0));
            let ignored = ignored(session, &unit, file);
            if let Some((lang, text, codes, place)) = source.and_then(|at| variants.get(at)) {
                for (other, translation, other_codes, other_place) in &variants {
                    if !other.same_language(lang) {
                        pairs.push(Pair {
                            file: file.clone(),
                            source_file: None,
                            languages: [lang.clone(), other.clone()],
                            segment: number,
                            aligned: false,
                            places: [place.clone(), other_place.clone()],
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
                    let place =
                        FilePlace { line: Some(unit.line.0 as usize), ..FilePlace::file(file) };
                    session
                        .say(&Notice::new(format!("there is no rule `{id}` to ignore")).at(place));
                }
            }
        }
    }
    Ignored::Only(rules)
}

/// Line n of one file translates line n of the other.
pub(super) fn parallel(session: &mut Session, args: &CheckArgs) -> Result<Vec<Pair>> {
    let mut files = Vec::new();
    for argument in &args.files {
        let (said, file) = detect::from_argument(argument);
        let bytes = read_bytes(file)?;
        let encoding = args.read.encoding.as_deref().map(readout::encoding_named);
        let decoded = readout::decode::decode(&bytes, file, encoding.transpose()?, None)?;
        session.say_all(decoded.notice.as_slice());
        let lang = said.or_else(|| detect::from_file_name(file)).ok_or_else(|| {
            Error::new(Kind::Usage, "the language of the file is not known")
                .at(FilePlace::file(file))
                .help(format!("say it: en={file}"))
        })?;
        files.push((file.to_owned(), lang, Rc::new(Lines::of(decoded.text))));
    }
    if files.len() < 2 {
        return Err(Error::new(Kind::Usage, "a source and a translation are needed")
            .help("name two files: yaddash check --parallel en=A ru=B"));
    }
    let source = source_position(args, files.iter().map(|(_, lang, _)| lang))?;
    let (source_file, source_lang, source_lines) = files.remove(source);
    let sources = line_spans(source_lines.text());
    let mut pairs = Vec::new();
    for (file, lang, lines) in files {
        let targets = line_spans(lines.text());
        if targets.len() != sources.len() {
            let message = format!(
                "the file has {} lines and {source_file} has {}",
                targets.len(),
                sources.len()
            );
            return Err(Error::new(Kind::Malformed, message)
                .at(FilePlace::file(file))
                .help("with --parallel, line N of one file translates line N of the other"));
        }
        for (number, (ours, theirs)) in sources.iter().zip(targets).enumerate() {
            let text = |lines: &Lines, span: &Range<usize>| lines.text()[span.clone()].to_owned();
            pairs.push(Pair {
                file: file.clone(),
                source_file: Some(source_file.clone()),
                languages: [source_lang.clone(), lang.clone()],
                segment: number,
                aligned: false,
                tuid: None,
                texts: [text(&source_lines, ours), text(&lines, &theirs)],
                places: [
                    Place::Pieces(source_lines.clone(), vec![ours.clone()]),
                    Place::Pieces(lines.clone(), vec![theirs]),
                ],
                codes: Default::default(),
                ordered: false,
                ignored: Ignored::none(),
            });
        }
    }
    Ok(pairs)
}

/// The bytes of each line, without its end.
fn line_spans(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.lines().next().unwrap_or_default().len()
        })
        .collect()
}

fn source_position<'a>(
    args: &CheckArgs,
    mut languages: impl Iterator<Item = &'a Lang>,
) -> Result<usize> {
    match &args.source {
        None => Ok(0),
        Some(wanted) => languages.position(|l| l.same_language(wanted)).ok_or_else(|| {
            Error::new(Kind::Usage, format!("no file is in the source language `{wanted}`"))
                .help("name with --source the language of one of the files")
        }),
    }
}

/// The versions of a readout, aligned first.
pub(super) fn aligned(session: &mut Session, args: &CheckArgs) -> Result<Vec<Pair>> {
    let loader = Loader::new(session, &args.read)?;
    let inputs = loader.load_all(session, &args.files)?;
    crate::cli::align::compatible(&inputs)?;
    let source = source_position(args, inputs.iter().map(|i| &i.lang))?;
    let lexicon = crate::cli::lexicon::lexicon(session, None)?;
    let beads = align::align(&crate::cli::align::versions(&inputs), &lexicon)?;
    let texts: Vec<Vec<&str>> = inputs.iter().map(Input::texts).collect();
    let lines: Vec<Option<Rc<Lines>>> = inputs.iter().map(lines).collect();
    let place = |version: usize, segments: &Range<usize>| match &lines[version] {
        Some(lines) => {
            let segments = &inputs[version].segments[segments.clone()];
            Place::Pieces(lines.clone(), segments.iter().map(|s| s.span.clone()).collect())
        }
        None => Place::Unknown,
    };
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
                    aligned: true,
                    places: [place(from.0, from.1), place(to.0, to.1)],
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

/// The lines of a version that is plain text.
fn lines(input: &Input) -> Option<Rc<Lines>> {
    let plain = input.readout.source.format == readout::Format::Plain;
    plain.then(|| Rc::new(Lines::of(input.readout.text.clone())))
}
