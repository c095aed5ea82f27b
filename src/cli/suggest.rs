//! `yaddash suggest`

use crate::cli::args::SuggestArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop, terms};
use crate::error::Notice;
use crate::glossary::Glossary;
use crate::memory::{Context, Memory};
use crate::report::{json::SuggestLine, style, text};
use crate::suggest::{Knowledge, Match, MatchKind, Options, Penalties, TermRepair, suggest_with};
use std::io::Write;

const MIN_SCORE: f64 = 70.0;
const MAX_MATCHES: usize = 5;

/// Suggests matches for every segment of new readouts.
pub fn run(session: &mut Session, args: &SuggestArgs) -> Run {
    let mut loader = Loader::new(session, &args.read)?;
    let inputs = args
        .files
        .iter()
        .map(|argument| loader.load(session, argument, None)?.not_empty())
        .collect::<Result<Vec<Input>, _>>()?;
    let config = session.workspace()?.map(|w| w.config.suggest).unwrap_or_default();
    let memory = session.memory()?;
    let glossaries = session.glossaries()?;
    let penalties = Penalties::new(config.penalties);
    for input in &inputs {
        let options = Options {
            source: input.lang.clone(),
            targets: args.to.clone(),
            min_score: args.min_score.or(config.min_score).unwrap_or(MIN_SCORE) / 100.0,
            max_matches: args.max_matches.or(config.max_matches).unwrap_or(MAX_MATCHES),
        };
        if !memory.is_empty() && !memory.languages().iter().any(|l| l.same_language(&input.lang)) {
            session.say(&Notice::new(format!("the memory holds nothing in `{}`", input.lang)));
        }
        file(session, input, &memory, &glossaries, &options, &penalties)?;
    }
    Ok(Outcome::Clean)
}

fn file(
    session: &mut Session,
    input: &Input,
    memory: &Memory,
    glossaries: &[(String, Glossary)],
    options: &Options,
    penalties: &Penalties,
) -> Result<(), Stop> {
    let texts = input.texts();
    let targets = match options.targets.is_empty() {
        true => memory.languages(),
        false => options.targets.clone(),
    };
    let terms = TermRepair::new(glossaries.iter().map(|(_, g)| g), &input.lang, &targets);
    let knowledge = Knowledge { terms: Some(&terms), penalties: Some(penalties) };
    let finder = terms::Finder::new(glossaries, &input.lang);
    let mut counts = Counts::default();
    for (number, source) in texts.iter().enumerate() {
        let context = Context {
            previous: number.checked_sub(1).map(|n| texts[n]),
            next: texts.get(number + 1).copied(),
        };
        let matches = suggest_with(memory, source, context, options, knowledge);
        counts.add(&matches);
        let hits = finder.find(source, &options.targets);
        if session.jsonl() {
            session.json(&SuggestLine::new(&input.file, number, source, &matches, hits))?;
        } else {
            let hits: Vec<String> = hits.iter().map(terms::shown).collect();
            write!(session.out, "{}", text::suggestions(number, source, &matches, &hits))?;
        }
    }
    if !session.jsonl() {
        session.out.flush()?;
        let Counts { context, exact, repaired, fuzzy, none } = counts;
        let line = format!(
            "{}: {} segments: {context} context, {exact} exact, {repaired} repaired, {fuzzy} fuzzy, \
             {none} without a match",
            input.file,
            texts.len()
        );
        session.tell(style::paint(style::HEAD, line));
    }
    Ok(())
}

/// How many segments have which best match.
#[derive(Default)]
struct Counts {
    context: usize,
    exact: usize,
    repaired: usize,
    fuzzy: usize,
    none: usize,
}

impl Counts {
    fn add(&mut self, matches: &[Match]) {
        let slot = match matches.first().map(|m| m.kind) {
            Some(MatchKind::Context) => &mut self.context,
            Some(MatchKind::Exact) => &mut self.exact,
            Some(MatchKind::Repaired) => &mut self.repaired,
            Some(MatchKind::Fuzzy) => &mut self.fuzzy,
            None => &mut self.none,
        };
        *slot += 1;
    }
}
