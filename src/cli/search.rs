//! `yaddash search`

use crate::cli::args::SearchArgs;
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, counted};
use crate::memory::Concordance;
use crate::report::json::{ByLang, OriginItem, SearchLine};
use crate::report::text;
use std::io::Write;

/// Finds words in the memory.
pub fn run(session: &mut Session, args: &SearchArgs) -> Run {
    // The shell has taken one pair of quotation marks away: an argument of several words is a
    // phrase.
    let query: Vec<String> = args
        .words
        .iter()
        .map(|word| match word.contains(char::is_whitespace) && !args.regex {
            true if !word.contains(['"', '«', '“']) => format!("\"{word}\""),
            _ => word.clone(),
        })
        .collect();
    let query = query.join(" ");
    let mut question = match args.regex {
        true => Concordance::regex(&query)?,
        false => Concordance::words(&query),
    };
    question.languages = args.lang.clone();
    question.exact_forms = args.exact;
    question.file = args.file.clone();
    question.person = args.person.clone();
    let digits = |date: &String| date.replace(['-', ':'], "");
    question.since = args.since.as_ref().map(digits);
    question.until = args.until.as_ref().map(digits);
    let memory = session.memory()?;
    let found = memory.search(&question, args.max);
    for hit in &found.hits {
        let Some(unit) = memory.unit(hit.unit) else { continue };
        if session.jsonl() {
            let spans = hit.spans.iter().filter_map(|(number, spans)| {
                let (lang, _) = unit.variants.get(*number)?;
                Some((lang.to_string(), spans.iter().map(|s| (s.start, s.end)).collect()))
            });
            let texts = unit.variants.iter().map(|(l, t)| (l.to_string(), t.as_str()));
            session.json(&SearchLine {
                origin: OriginItem::new(&unit.file, unit.tuid.as_deref(), unit.index_in_file),
                text: ByLang(texts.collect()),
                spans: ByLang(spans.collect()),
            })?;
        } else {
            write!(session.out, "{}", text::concordance(&unit, hit))?;
        }
    }
    session.out.flush()?;
    let total = match found.exact {
        true => counted(found.total, "unit"),
        false => format!("at the most {}", counted(found.total, "unit")),
    };
    let shown = match found.hits.len() < found.total {
        true => format!("{total}, the first {} shown (--max)", found.hits.len()),
        false => total,
    };
    session.tell(shown);
    Ok(Outcome::Clean)
}
