//! `yaddash translate`

use crate::cli::args::TranslateArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Place};
use crate::exchange::{
    self, Converted, Format, Held, ORIGINAL_PROP, Plan, QUALIFIER_PROP, STATE_PROP,
};
use crate::memory::{Context, Memory};
use crate::suggest::{MatchKind, Options, suggest};
use crate::tmx::{Header, Unit};
use std::io::Write;
use std::path::Path;

/// The score of the match that was filled in, in per cent, as a property.
const SCORE_PROP: &str = "x-match-score";
/// Where the match stands, as a property.
const ORIGIN_PROP: &str = "x-match-origin";

/// Fills new readouts with the best match of each segment. What is not certain says so by its
/// state; a segment without match stays empty.
pub fn run(session: &mut Session, args: &TranslateArgs) -> Run {
    let loader = Loader::new(session, &args.read)?;
    let inputs = loader.load_all(session, &args.files)?;
    let Some(first) = inputs.first() else { return Ok(Outcome::Clean) };
    let source = first.lang.clone();
    if let Some(other) = inputs.iter().find(|input| !input.lang.same_language(&source)) {
        let what = format!("the text is in `{}`, and the one before in `{source}`", other.lang);
        return Err(Error::new(Kind::Usage, what)
            .at(Place::file(&other.file))
            .help("translate texts of one language at a time")
            .into());
    }
    let memory = session.memory()?;
    let options = Options {
        source: source.clone(),
        targets: vec![args.to.clone()],
        min_score: args.min_score / 100.0,
        max_matches: 1,
    };
    let mut units = Vec::new();
    for input in &inputs {
        units.extend(translated(input, &memory, &options, args));
    }
    let is = |unit: &&Unit, state: &str| unit.prop(STATE_PROP) == Some(state);
    let exact = units.iter().filter(|unit| is(unit, "translated")).count();
    let fuzzy = units.iter().filter(|unit| is(unit, "needs-review-translation")).count();
    let total = units.len();
    let plan =
        Plan::survey(&mut Held::new(Header::new(source.as_str()), units.clone()), None, None)?
            .with_languages(vec![source.clone(), args.to.clone()]);
    let to_standard_output = args.output == Path::new("-");
    let format = match Format::of_name(&args.output) {
        Some(format) => format,
        None if to_standard_output => Format::Xliff12,
        None => {
            return Err(Error::new(Kind::Usage, "the name of the file tells no format")
                .at(Place::file(args.output.display().to_string()))
                .help("end it in .xlf, .xlf2, .csv, .tsv, .xlsx, .po, .jsonl or .tmx")
                .into());
        }
    };
    let mut held = Held::new(plan.header.clone(), units);
    let mut converted = Converted::default();
    if to_standard_output {
        converted = exchange::convert(&mut held, format, &mut session.out, &plan)?;
    } else {
        crate::fs::write_atomically(&args.output, |out: &mut dyn Write| {
            converted = exchange::convert(&mut held, format, out, &plan)?;
            Ok(())
        })?;
    }
    session.tell(format_args!(
        "{total} segments: {exact} translated, {fuzzy} to be reviewed, {} empty; wrote {}{}",
        total - exact - fuzzy,
        args.output.display(),
        crate::cli::convert::listed(&converted.lost)
    ));
    Ok(Outcome::Clean)
}

/// The segments of a readout as units, with their best match.
fn translated(
    input: &Input,
    memory: &Memory,
    options: &Options,
    args: &TranslateArgs,
) -> Vec<Unit> {
    let texts = input.texts();
    let mut units = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let context = Context {
            previous: number.checked_sub(1).map(|n| texts[n]),
            next: texts.get(number + 1).copied(),
        };
        let mut unit = Unit::new(number.to_string());
        unit.add_prop(ORIGINAL_PROP, &input.file);
        unit.add_variant(&input.lang, text);
        let best = suggest(memory, text, context, options).into_iter().next();
        if let Some(found) = best
            && let Some((_, translation)) = found.targets.first()
        {
            let (state, qualifier) = match found.kind {
                MatchKind::Context | MatchKind::Exact => ("translated", "exact-match"),
                MatchKind::Repaired | MatchKind::Fuzzy => {
                    ("needs-review-translation", "fuzzy-match")
                }
            };
            let repaired = found.repaired.iter().find(|(lang, _)| *lang == args.to);
            let translation = repaired.map_or(translation, |(_, repaired)| &repaired.text);
            unit.add_prop(STATE_PROP, state);
            unit.add_prop(QUALIFIER_PROP, qualifier);
            unit.add_prop(SCORE_PROP, &found.percent().to_string());
            if let Some(origin) = found.origins.first() {
                let tuid = origin.tuid.clone().unwrap_or_else(|| origin.unit.to_string());
                unit.add_prop(ORIGIN_PROP, &format!("{}#{tuid}", origin.file));
            }
            unit.add_variant(&args.to, translation);
        }
        units.push(unit);
    }
    units
}
