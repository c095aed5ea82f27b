//! `yaddash suggest`

use crate::align::seed;
use crate::cli::args::SuggestArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::progress::Progress;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop, terms};
use crate::error::Notice;
use crate::glossary::Glossary;
use crate::lang::Lang;
use crate::lang::lexicon::Lexicon;
use crate::memory::{Context, Memory};
use crate::report::json::{ByLang, SuggestLine, TermItem};
use crate::report::{diagnostic, style, text};
use crate::suggest::{
    Fragment, Knowledge, Match, MatchKind, Options, Penalties, TermRepair, fragments, suggest_with,
};
use rayon::prelude::*;
use std::io::Write;

const MIN_SCORE: f64 = 70.0;
const MAX_MATCHES: usize = 5;

/// How many segments are looked up at once before they are printed.
const PORTION: usize = 256;

/// Suggests matches for every segment of new readouts.
pub fn run(session: &mut Session, args: &SuggestArgs) -> Run {
    let loader = Loader::new(session, &args.read)?;
    let mut inputs = Vec::new();
    let mut failed = 0;
    for argument in &args.files {
        match loader.load(session, argument, None).and_then(Input::not_empty) {
            Ok(input) => inputs.push(input),
            // Of many readouts the others are wanted all the same.
            Err(error) if args.batch => {
                failed += 1;
                let _ = write!(session.err, "{}", diagnostic::error(&error));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let config = session.workspace()?.map(|w| w.config.suggest).unwrap_or_default();
    let memory = session.memory()?;
    let glossary = session.glossary()?;
    let penalties = Penalties::new(config.penalties);
    let segments = inputs.iter().map(|input| input.segments.len()).sum();
    let progress = Progress::new(segments);
    let mut ready: Option<Desk<'_>> = None;
    let mut all = Counts::default();
    for input in &inputs {
        let options = Options {
            source: input.lang.clone(),
            targets: args.to.clone(),
            min_score: args.min_score.or(config.min_score).unwrap_or(MIN_SCORE) / 100.0,
            max_matches: args.max_matches.or(config.max_matches).unwrap_or(MAX_MATCHES),
        };
        let desk = match ready.take() {
            Some(desk) if desk.options.source == input.lang => desk,
            _ => {
                if !memory.is_empty()
                    && !memory.languages().iter().any(|l| l.same_language(&input.lang))
                {
                    let lang = &input.lang;
                    session.say(&Notice::new(format!("the memory holds nothing in `{lang}`")));
                }
                Desk::new(&memory, &glossary, &penalties, options, args.min_score.is_none())
            }
        };
        let counts = file(session, input, &desk, &progress)?;
        if !session.jsonl() && !args.batch {
            let line = style::paint(style::HEAD, counts.line(&input.file));
            progress.aside(|| session.tell(line));
        }
        all.sum(&counts);
        ready = Some(desk);
    }
    progress.finish();
    if args.batch {
        session.tell(style::paint(style::HEAD, all.line(&format!("{} files", inputs.len()))));
    }
    match failed {
        0 => Ok(Outcome::Clean),
        _ => {
            let why = format!("{failed} of {} files could not be read", args.files.len());
            Err(crate::error::Error::new(crate::error::Kind::Usage, why).into())
        }
    }
}

/// Everything that is asked about the segments of one language.
struct Desk<'a> {
    memory: &'a Memory,
    penalties: &'a Penalties,
    options: Options,
    /// Whether a least score was not asked for.
    numbers_alone: bool,
    finder: terms::Finder<'a>,
    repair: TermRepair<'a>,
    lexicon: Lexicon,
}

/// What is suggested for a segment.
struct Answer {
    matches: Vec<Match>,
    fragments: Vec<Fragment>,
    terms: Vec<TermItem>,
}

impl<'a> Desk<'a> {
    fn new(
        memory: &'a Memory,
        glossary: &'a Glossary,
        penalties: &'a Penalties,
        options: Options,
        numbers_alone: bool,
    ) -> Self {
        let targets = match options.targets.is_empty() {
            true => memory.languages(),
            false => options.targets.clone(),
        };
        let mut lexicon = seed::lexicon().clone();
        for concept in &glossary.concepts {
            lexicon.add(concept.terms.iter().map(|term| (&term.lang, term.text.as_str())));
        }
        Desk {
            memory,
            penalties,
            numbers_alone,
            finder: terms::Finder::new(glossary, &options.source),
            repair: TermRepair::new(glossary, &options.source, &targets),
            lexicon,
            options,
        }
    }

    fn ask(&self, texts: &[&str], number: usize) -> Answer {
        let text = texts[number];
        let context = Context {
            previous: number.checked_sub(1).map(|n| texts[n]),
            next: texts.get(number + 1).copied(),
        };
        let knowledge = Knowledge {
            terms: Some(&self.repair),
            penalties: Some(self.penalties),
            numbers_alone: self.numbers_alone,
        };
        let matches = suggest_with(self.memory, text, context, &self.options, knowledge);
        let fragments = match matches.is_empty() {
            true => fragments(self.memory, text, &self.options, &self.lexicon),
            false => Vec::new(),
        };
        let mut terms = self.finder.find(text, &self.options.targets);
        if let Some(best) = matches.first() {
            self.in_form(&mut terms, &best.targets);
        }
        Answer { matches, fragments, terms }
    }
}

impl Desk<'_> {
    /// Puts the translations of terms into the form in which they stand in those of a match.
    fn in_form(&self, terms: &mut [TermItem], targets: &[(Lang, String)]) {
        for item in terms {
            let Some(ByLang(translations)) = &mut item.target else { continue };
            for (tag, translation) in translations {
                let target = targets.iter().find(|(lang, _)| lang.as_str() == tag);
                let form = target
                    .and_then(|(lang, text)| self.repair.approved_in(&item.concept, text, lang));
                if let Some(form) = form {
                    *translation = form;
                }
            }
        }
    }
}

fn file(
    session: &mut Session,
    input: &Input,
    desk: &Desk<'_>,
    progress: &Progress,
) -> Result<Counts, Stop> {
    let texts = input.texts();
    let mut counts = Counts::default();
    let numbers: Vec<usize> = (0..texts.len()).collect();
    for portion in numbers.chunks(PORTION) {
        let answers: Vec<Answer> =
            portion.par_iter().map(|&number| desk.ask(&texts, number)).collect();
        for (&number, answer) in portion.iter().zip(answers) {
            let Answer { matches, fragments, terms } = answer;
            counts.add(&matches);
            let source = texts[number];
            if session.jsonl() {
                let line =
                    SuggestLine::new(&input.file, number, source, &matches, &fragments, terms);
                session.json(&line)?;
            } else {
                let terms: Vec<String> = terms.iter().map(terms::shown).collect();
                let shown = text::suggestions(number, source, &matches, &fragments, &terms);
                write!(session.out, "{shown}")?;
            }
        }
        progress.step(portion.len());
    }
    session.out.flush()?;
    Ok(counts)
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

    fn sum(&mut self, other: &Counts) {
        self.context += other.context;
        self.exact += other.exact;
        self.repaired += other.repaired;
        self.fuzzy += other.fuzzy;
        self.none += other.none;
    }

    fn line(&self, what: &str) -> String {
        let Counts { context, exact, repaired, fuzzy, none } = self;
        let all = context + exact + repaired + fuzzy + none;
        format!(
            "{what}: {all} segments: {context} context, {exact} exact, {repaired} repaired, \
             {fuzzy} fuzzy, {none} without a match"
        )
    }
}
