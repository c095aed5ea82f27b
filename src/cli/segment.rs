//! `yaddash segment`

use crate::cli::args::SegmentArgs;
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run, Stop};
use crate::error::{Error, Kind};
use crate::report::{json::SegmentsLine, style, text};
use std::io::Write;

/// Shows the segments of each file.
pub fn run(session: &mut Session, args: &SegmentArgs) -> Run {
    let loader = Loader::new(session, &args.read)?;
    if let Some(lang) = &args.export_srx {
        let srx = loader.segmenter(lang)?.export_srx().ok_or_else(|| {
            Error::new(Kind::Usage, "rules read from an SRX file are not exported")
                .help("leave --srx out, or use the file as it is")
        })?;
        session.out.write_all(srx.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    for argument in &args.files {
        let input = loader.load(session, argument, args.lang.as_ref())?;
        if args.text {
            session.out.write_all(input.readout.text.as_bytes())?;
        } else if args.explain {
            explain(session, &loader, &input)?;
        } else if session.jsonl() {
            session.json(&SegmentsLine::new(
                &input.file,
                &input.lang,
                &input.readout.text,
                &input.segments,
                input.rules.as_ref(),
            ))?;
        } else {
            show(session, &input, args.files.len() > 1)?;
        }
    }
    Ok(Outcome::Clean)
}

fn show(session: &mut Session, input: &Input, several: bool) -> Result<(), Stop> {
    if several {
        let head = style::paint(style::HEAD, format_args!("{} ({})", input.file, input.lang));
        writeln!(session.out, "{head}")?;
    }
    let mut block = 0;
    for (number, segment) in input.segments.iter().enumerate() {
        if segment.block != block && number > 0 {
            writeln!(session.out)?;
        }
        block = segment.block;
        write!(session.out, "{}", text::segment(number, &input.readout.text, segment))?;
    }
    Ok(())
}

/// How much of the text is shown on both sides of a place.
const AROUND: usize = 30;

fn explain(session: &mut Session, loader: &Loader, input: &Input) -> Result<(), Stop> {
    let decisions = loader.segmenter(&input.lang)?.explain(&input.readout)?;
    let source = &input.readout.text;
    for decision in decisions {
        if session.jsonl() {
            session.json(&serde_json::json!({
                "file": input.file,
                "end": decision.end,
                "next": decision.next,
                "block": decision.block,
                "breaks": decision.breaks,
                "rule": decision.rule,
                "why": decision.why,
            }))?;
            continue;
        }
        let before: String = source[..decision.end].chars().rev().take(AROUND).collect();
        let before: String = before.chars().rev().collect();
        let after: String = source[decision.next..].chars().take(AROUND).collect();
        let sign = match decision.breaks {
            true => style::paint(style::GOOD, " ┃ "),
            false => style::paint(style::DIM, " · "),
        };
        let place = format!("{}{sign}{}", before.replace('\n', "⏎"), after.replace('\n', "⏎"));
        let rule = style::paint(style::LABEL, &decision.rule);
        writeln!(session.out, "{place}\n    {rule}: {}", decision.why)?;
    }
    Ok(())
}
