//! `yaddash terms extract`

use crate::cli::args::terms::TermsExtractArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Notice, Result};
use crate::glossary::{
    Candidate, ExtractOptions, Glossary, Matcher, Proposed, candidates_table, extract,
};
use crate::lang::Lang;
use crate::tmx;
use std::collections::BTreeSet;
use std::io::Write;

/// A unit of the memory: its variants by language.
type Texts = Vec<(Lang, String)>;

/// Proposes terms that recur in the memory together with a translation.
pub fn run(session: &mut Session, args: &TermsExtractArgs) -> Run {
    let config = session.workspace()?.map(|workspace| workspace.config);
    let units = units(session)?;
    let languages = languages(&units);
    let stated = config.and_then(|config| config.source).and_then(|tag| Lang::parse(&tag));
    let source = args.from.clone().or(stated).or_else(|| languages.first().cloned());
    let source = source.filter(|lang| languages.iter().any(|known| known.same_language(lang)));
    let Some(source) = source else {
        return Err(Error::new(Kind::Usage, "the memory has no segments in the source language")
            .help("name a language of the memory with --from, or a memory with --memory FILE")
            .into());
    };
    let targets: Vec<Lang> = match args.to.is_empty() {
        false => args.to.clone(),
        true => languages.into_iter().filter(|lang| !lang.same_language(&source)).collect(),
    };
    let glossary = if args.known { Glossary::default() } else { session.glossary()? };
    let matcher = Matcher::new(&glossary, &source);
    let is_known = |candidate: &Candidate| {
        let whole = 0..candidate.source.len();
        matcher.find(&candidate.source).iter().any(|hit| hit.span == whole)
    };
    let options = ExtractOptions { min_count: args.min_count, min_agreement: args.min_agreement };
    let pairs: Vec<Vec<(&str, &str)>> =
        targets.iter().map(|target| pairs(&units, &source, target)).collect();
    let mut left_out = 0;
    let found: Vec<Vec<Candidate>> = pairs
        .iter()
        .zip(&targets)
        .map(|(pairs, target)| {
            let mut all = extract(pairs, &source, target, options);
            // A term is what is translated in the same way again and again.
            all.retain(|candidate| candidate.target.is_some());
            let (known, new): (Vec<_>, Vec<_>) = all.into_iter().partition(|c| is_known(c));
            left_out = left_out.max(known.len());
            new
        })
        .collect();
    let proposed: Vec<Proposed<'_>> = targets
        .iter()
        .zip(&pairs)
        .zip(&found)
        .map(|((target, pairs), candidates)| Proposed { target, pairs, candidates })
        .collect();
    let table = candidates_table(&source, &proposed);
    let terms: BTreeSet<&str> = found.iter().flatten().map(|c| c.source.as_str()).collect();
    if terms.is_empty() {
        session.say(
            &Notice::new("no terms recur in the memory")
                .help("--min-count 2 asks for less; --known proposes known terms too"),
        );
    }
    let output = &args.output;
    match output.as_os_str() == "-" {
        true => session.out.write_all(table.as_bytes())?,
        false => {
            let failed = |cause| Error::io(output.display().to_string(), "write the file", cause);
            crate::fs::write_atomically(output, |out| {
                out.write_all(table.as_bytes()).map_err(failed)
            })?;
        }
    }
    session.tell(format_args!(
        "{} units read: {} candidates, {left_out} known already",
        units.len(),
        terms.len()
    ));
    Ok(Outcome::Clean)
}

fn units(session: &Session) -> Result<Vec<Texts>> {
    let mut units = Vec::new();
    for source in session.memory_sources()? {
        for unit in tmx::open(&source.path, tmx::ReadOptions::default())? {
            let unit = unit?;
            let texts = unit.variants().filter_map(|v| Some((v.lang()?, v.text().into_owned())));
            units.push(texts.collect());
        }
    }
    Ok(units)
}

/// The languages of the memory, regions aside, in the order in which they come.
fn languages(units: &[Texts]) -> Vec<Lang> {
    let mut languages: Vec<Lang> = Vec::new();
    for (lang, _) in units.iter().flatten() {
        if !languages.iter().any(|known| known.same_language(lang)) {
            languages.push(lang.clone());
        }
    }
    languages
}

fn pairs<'a>(units: &'a [Texts], source: &Lang, target: &Lang) -> Vec<(&'a str, &'a str)> {
    let text = |unit: &'a Texts, wanted: &Lang| {
        let found = unit.iter().find(|(lang, _)| lang.same_language(wanted));
        found.map(|(_, text)| text.as_str())
    };
    units.iter().filter_map(|unit| Some((text(unit, source)?, text(unit, target)?))).collect()
}
