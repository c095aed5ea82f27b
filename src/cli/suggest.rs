//! `yaddash suggest`

use crate::cli::args::SuggestArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop, terms};
use crate::error::Notice;
use crate::glossary::Glossary;
use crate::memory::{Context, Memory};
use crate::report::{json::SuggestLine, style, text};
use crate::suggest::{Match, MatchKind, Options, suggest};
use std::io::Write;

const MIN_SCORE: f64 = 70.0;
const MAX_MATCHES: usize = 5;

/// Suggests matches for every segment of new readouts.
pub fn run(session: &mut Session, args: &SuggestArgs) -> Run {
    let loader = Loader::new(session, &args.read)?;
    let inputs = args
        .files
        .iter()
        .map(|argument| loader.load(session, argument, None)?.not_empty())
        .collect::<Result<Vec<Input>, _>>()?;
    let config = session.workspace()?.map(|w| w.config.suggest).unwrap_or_default();
    let memory = session.memory()?;
    let glossaries = session.glossaries()?;
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
        file(session, input, &memory, &glossaries, &options)?;
    }
    Ok(Outcome::Clean)
}

fn file(
    session: &mut Session,
    input: &Input,
    memory: &Memory,
    glossaries: &[(String, Glossary)],
    options: &Options,
) -> Result<(), Stop> {
    let texts = input.texts();
    let finder = terms::Finder::new(glossaries, &input.lang);
    let mut counts = Counts::default();
    for (number, source) in texts.iter().enumerate() {
        let context = Context {
            previous: number.checked_sub(1).map(|n| texts[n]),
            next: texts.get(number + 1).copied(),
        };
        let matches = suggest(memory, source, context, options);
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
        let Counts { context, exact, fuzzy, none } = counts;
        let line = format!(
            "{}: {} segments: {context} context, {exact} exact, {fuzzy} fuzzy, {none} without a match",
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
    fuzzy: usize,
    none: usize,
}

impl Counts {
    fn add(&mut self, matches: &[Match]) {
        let slot = match matches.first().map(|m| m.kind) {
            Some(MatchKind::Context) => &mut self.context,
            Some(MatchKind::Exact) => &mut self.exact,
            Some(MatchKind::Fuzzy) => &mut self.fuzzy,
            None => &mut self.none,
        };
        *slot += 1;
    }
}
