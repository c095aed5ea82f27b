//! `yaddash align --documents`: documents as JSON Lines, in and out, so that other engines can
//! pipe an archive through the aligner.

use crate::cli::align::versions;
use crate::cli::aligner::Aligner;
use crate::cli::inputs::{Input, Loader};
use crate::cli::session::Session;
use crate::cli::{Outcome, Run};
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;
use crate::readout::Readout;
use crate::report::json::BeadLine;
use crate::segment::{Segment, SegmentKind};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};

/// How many documents are held at once.
const BATCH: usize = 256;
/// The longest line that is read; no further ones are held beside one that is as long.
const LONGEST: u64 = 64 << 20;

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `id` and `versions`")]
struct Document {
    id: serde_json::Value,
    versions: BTreeMap<String, Text>,
}

/// A version as running text, or as segments.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a version is a text, or an array of its segments")]
enum Text {
    Running(String),
    Segments(Vec<String>),
}

#[derive(Debug, Serialize)]
struct Answer {
    id: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    beads: Option<Vec<BeadLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Aligns one document a line, and answers one a line in the same order.
pub fn run(session: &mut Session, loader: &Loader, file: &str, aligner: &Aligner) -> Run {
    let input: Box<dyn BufRead> = match file {
        "-" => Box::new(std::io::stdin().lock()),
        file => Box::new(BufReader::new(
            std::fs::File::open(file).map_err(|e| Error::io(file, "read the file", e))?,
        )),
    };
    let mut lines = Lines { input, file };
    let mut failed = 0usize;
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        let mut held = 0;
        while batch.len() < BATCH && held < LONGEST {
            let Some(line) = lines.next()? else { break };
            held += line.len() as u64;
            if !line.trim().is_empty() {
                batch.push(line);
            }
        }
        if batch.is_empty() {
            break;
        }
        let answers: Vec<Answer> =
            batch.par_iter().map(|line| answer(read(loader, line), aligner)).collect();
        for answer in &answers {
            failed += usize::from(answer.error.is_some());
            session.json(answer)?;
        }
        session.out.flush()?;
    }
    if failed > 0 {
        session.tell(format_args!("{failed} documents could not be aligned"));
    }
    Ok(Outcome::Clean)
}

struct Lines<'a> {
    input: Box<dyn BufRead>,
    file: &'a str,
}

impl Lines<'_> {
    fn next(&mut self) -> Result<Option<String>> {
        use std::io::Read;
        let failed = |cause| Error::io(self.file, "read the documents", cause);
        let mut line = Vec::new();
        let n = (&mut self.input).take(LONGEST).read_until(b'\n', &mut line).map_err(failed)?;
        if n as u64 == LONGEST && line.last() != Some(&b'\n') {
            return Err(Error::new(Kind::Limit, "a line of the documents is longer than 64 MiB"));
        }
        Ok((n > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }
}

/// A document with its versions cut, or what is wrong with it.
type Cut = (serde_json::Value, Result<Vec<Input>>);

fn read(loader: &Loader, line: &str) -> Cut {
    let document: Document = match serde_json::from_str(line) {
        Ok(document) => document,
        Err(error) => {
            // The identifier is given back even where the rest makes no sense.
            let id = serde_json::from_str::<serde_json::Value>(line)
                .ok()
                .and_then(|value| value.get("id").cloned())
                .unwrap_or_default();
            return (id, Err(Error::new(Kind::Malformed, format!("this is no document: {error}"))));
        }
    };
    let cut = document.versions.into_iter().map(|(tag, text)| cut(loader, &tag, text)).collect();
    (document.id, cut)
}

fn cut(loader: &Loader, tag: &str, text: Text) -> Result<Input> {
    let lang = Lang::parse(tag)
        .ok_or_else(|| Error::new(Kind::Malformed, format!("`{tag}` is no language tag")))?;
    match text {
        Text::Running(text) => loader.cut(Readout::from_text(tag, text), lang),
        Text::Segments(segments) => {
            let mut text = String::new();
            let mut spans = Vec::new();
            for segment in &segments {
                let start = text.len();
                text.push_str(segment);
                spans.push(Segment {
                    span: start..text.len(),
                    block: 0,
                    kind: SegmentKind::Sentence,
                });
                text.push('\n');
            }
            let mut readout = Readout::from_text(tag, "");
            readout.text = text;
            Ok(Input { file: tag.to_owned(), lang, readout, segments: spans, rules: None })
        }
    }
}

fn answer((id, cut): Cut, aligner: &Aligner) -> Answer {
    let beads = cut.and_then(|inputs| {
        let beads = aligner.align(&versions(&inputs), &[], &mut Vec::new())?;
        let texts: Vec<(&Lang, Vec<&str>)> = inputs.iter().map(|i| (&i.lang, i.texts())).collect();
        Ok(beads.iter().map(|bead| BeadLine::new(bead, &texts)).collect())
    });
    match beads {
        Ok(beads) => Answer { id, beads: Some(beads), error: None },
        Err(error) => Answer { id, beads: None, error: Some(error.message().to_owned()) },
    }
}
