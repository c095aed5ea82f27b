//! `yaddash terms`

use crate::cli::args::terms::{TermsArgs, TermsCommand, TermsFindArgs, TermsFormsArgs};
use crate::cli::inputs::Loader;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Notice};
use crate::glossary::{Concept, Glossary, Matcher, TermHit, forms};
use crate::lang::{Lang, detect};
use crate::report::json::{ByLang, TermItem, TermsLine};
use crate::report::style;
use std::io::Write;

/// Runs a command on glossaries.
pub fn run(session: &mut Session, args: &TermsArgs) -> Run {
    match &args.command {
        TermsCommand::Find(args) => find(session, args),
        TermsCommand::Forms(args) => paradigm(session, args),
        TermsCommand::Import(args) => super::terms_exchange::import(session, args),
        TermsCommand::Export(args) => super::terms_exchange::export(session, args),
        TermsCommand::Extract(args) => super::terms_extract::run(session, args),
    }
}

/// Finds the terms of a glossary in texts of one language.
pub struct Finder<'a> {
    glossary: &'a Glossary,
    matcher: Matcher,
}

impl<'a> Finder<'a> {
    /// Looks for the terms of `lang`.
    pub fn new(glossary: &'a Glossary, lang: &Lang) -> Self {
        Finder { glossary, matcher: Matcher::new(glossary, lang) }
    }

    /// The terms in `text`, in order, with their approved translations into `targets`.
    pub fn find(&self, text: &str, targets: &[Lang]) -> Vec<TermItem> {
        let item = |hit: TermHit| {
            let concept = self.glossary.concepts.get(hit.concept)?;
            let term = concept.terms.get(hit.term)?;
            let wanted = |lang: &Lang| {
                Some((lang.to_string(), concept.counterpart(term, lang)?.text.clone()))
            };
            let translations: Vec<(String, String)> = targets.iter().filter_map(wanted).collect();
            Some(TermItem {
                term: text[hit.span.clone()].to_owned(),
                concept: concept.id.clone(),
                start: hit.span.start,
                end: hit.span.end,
                target: (!translations.is_empty()).then_some(ByLang(translations)),
            })
        };
        self.matcher.find(text).into_iter().filter_map(item).collect()
    }
}

/// A term with its translations, for people.
pub fn shown(item: &TermItem) -> String {
    let term = style::paint(style::MARK, &item.term);
    match &item.target {
        None => term,
        Some(ByLang(targets)) => {
            let targets: Vec<&str> = targets.iter().map(|(_, text)| text.as_str()).collect();
            format!("{term} = {}", targets.join(" = "))
        }
    }
}

/// The notice that the terms of a language are found as they are written.
pub fn unknown_forms(lang: &Lang) -> Notice {
    Notice::new(format!(
        "there are no rules for the forms of `{lang}`: terms are found as they are written"
    ))
}

fn find(session: &mut Session, args: &TermsFindArgs) -> Run {
    let glossary = session.glossary()?;
    if glossary.concepts.is_empty() {
        return Err(Error::new(Kind::Usage, "there is no glossary")
            .help("name one with --glossary FILE, or put it into the workspace's glossaries/")
            .into());
    }
    let loader = Loader::new(session, &args.read)?;
    for argument in &args.files {
        let input = loader.load(session, argument, None)?;
        if !forms::knows(&input.lang) {
            session.say(&unknown_forms(&input.lang));
        }
        let finder = Finder::new(&glossary, &input.lang);
        for (number, text) in input.texts().into_iter().enumerate() {
            let hits = finder.find(text, &[]);
            if session.jsonl() {
                session.json(&TermsLine { file: &input.file, segment: number, text, hits })?;
            } else {
                let mut line = String::new();
                let mut at = 0;
                for hit in hits.iter().filter(|hit| hit.start < hit.end) {
                    // Two concepts may share a term: the first is shown.
                    if hit.start >= at {
                        line.push_str(&text[at..hit.start]);
                        line.push_str(&style::paint(style::MARK, &hit.term));
                        line.push_str(&style::paint(style::DIM, format_args!("[{}]", hit.concept)));
                        at = hit.end;
                    }
                }
                line.push_str(&text[at..]);
                let number = style::paint(style::DIM, format_args!("{number:>4}"));
                writeln!(session.out, "{number} {line}")?;
            }
        }
    }
    Ok(Outcome::Clean)
}

fn paradigm(session: &mut Session, args: &TermsFormsArgs) -> Run {
    let candidates: Vec<Lang> = ["en", "ru", "az"].iter().filter_map(|t| Lang::parse(t)).collect();
    let told = || detect::detect(&args.term, &candidates).map(|found| found.lang);
    let lang = args.lang.clone().or_else(told).ok_or_else(|| {
        Error::new(Kind::Usage, "the language of the term cannot be told")
            .help("say it with --lang")
    })?;
    // A glossary may say that the term names a person, whose accusative is another in Russian.
    let glossary = session.glossary()?;
    let names_it = |concept: &&Concept| concept.terms_in(&lang).any(|term| term.text == args.term);
    let kind = glossary.concepts.iter().find(names_it).and_then(|concept| concept.kind.as_deref());
    for form in forms::paradigm(&args.term, &lang, kind) {
        if session.jsonl() {
            session.json(&serde_json::json!({
                "term": args.term, "lang": lang.as_str(), "form": form.text, "label": form.label,
            }))?;
        } else {
            let label = style::paint(style::DIM, &form.label);
            writeln!(session.out, "{:<40} {label}", form.text)?;
        }
    }
    Ok(Outcome::Clean)
}
