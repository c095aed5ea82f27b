//! The segmenter: one rule set, ready to cut readouts.

use super::builtin::{self, Exceptions, Lists, Rule, RuleFile};
use super::srx::{Srx, SrxRules};
use super::{Segment, SegmentKind, SpeakerLabels, export};
use crate::error::Result;
use crate::lang::Lang;
use crate::readout::{Block, BlockKind, Readout};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// By which rules a text was cut: stands in TMX headers and in JSON.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RuleSet {
    /// The name: `en`, `ru`, `az`, `default`, or that of an SRX file.
    pub name: String,
    /// The version, raised with every change that moves a cut.
    pub version: String,
    /// The first 16 hexadecimal digits of the SHA-256 of everything that decides cuts: program
    /// version of the rules, rule file, own exceptions, speaker labels.
    pub hash: String,
}

/// A boundary, or a place where one was considered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The byte of the text after the end mark and what closes with it.
    pub end: usize,
    /// The byte of the text where the next segment begins or would begin.
    pub next: usize,
    /// The number of the block.
    pub block: usize,
    /// Whether there is a boundary.
    pub breaks: bool,
    /// The name of the rule that decided.
    pub rule: String,
    /// What the rule says, in one line.
    pub why: String,
}

/// Cuts the blocks of readouts of one language into segments.
#[derive(Debug, Clone)]
pub struct Segmenter {
    engine: Engine,
    labels: SpeakerLabels,
    exceptions: Exceptions,
    rule_set: RuleSet,
}

#[derive(Debug, Clone)]
enum Engine {
    Builtin { lists: Box<Lists>, source: &'static str },
    Srx { rules: SrxRules, digest: String },
}

impl Segmenter {
    /// The built-in rules of `lang`; the default rules where the language has none of its own.
    pub fn builtin(lang: &Lang, labels: SpeakerLabels) -> Segmenter {
        let source = RuleFile::builtin_source(lang);
        // A test reads every built-in file; there is no other that could be malformed here.
        let rules = RuleFile::parse(source, "built-in rules").unwrap_or_default();
        let engine = Engine::Builtin { lists: Box::new(Lists::new(&rules, lang)), source };
        Segmenter::new(engine, labels, rules.name, rules.version)
    }

    /// The rules of an SRX file for `lang`, inside blocks as ever.
    ///
    /// # Errors
    /// As [`Srx::rules_for`].
    pub fn from_srx(srx: &Srx, lang: &Lang, labels: SpeakerLabels) -> Result<Segmenter> {
        let engine = Engine::Srx { rules: srx.rules_for(lang)?, digest: digest(&[srx.source()]) };
        let name = srx.file().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        Ok(Segmenter::new(engine, labels, name, srx.version().to_owned()))
    }

    fn new(engine: Engine, labels: SpeakerLabels, name: String, version: String) -> Segmenter {
        let rule_set = RuleSet { name, version, hash: String::new() };
        let mut segmenter =
            Segmenter { engine, labels, exceptions: Exceptions::default(), rule_set };
        segmenter.rehash();
        segmenter
    }

    /// Adds the translator's own exceptions, which win over every other rule: there is never a
    /// break after an entry of `no_break_after`, and always one after an entry of `break_after`
    /// that white space follows.
    pub fn with_exceptions(mut self, no_break_after: &[String], break_after: &[String]) -> Self {
        self.exceptions = Exceptions::new(no_break_after, break_after);
        self.rehash();
        self
    }

    /// By which rules this segmenter cuts.
    pub fn rule_set(&self) -> &RuleSet {
        &self.rule_set
    }

    /// The segments of a readout, in reading order. A block on which a rule of an SRX file was
    /// given up is one segment; [`Segmenter::try_segment`] tells why.
    pub fn segment(&self, readout: &Readout) -> Vec<Segment> {
        let mut segments = Vec::new();
        for (number, block) in readout.blocks.iter().enumerate() {
            let before = segments.len();
            if self.segment_block(&readout.text, number, block, &mut segments).is_err() {
                segments.truncate(before);
                let kind = SegmentKind::Sentence;
                segments.push(Segment { span: block.span.clone(), block: number, kind });
            }
        }
        segments
    }

    /// The segments of a readout, in reading order.
    ///
    /// # Errors
    /// [`crate::error::Kind::Limit`] when a rule of an SRX file backtracks without end; the
    /// built-in rules never fail.
    pub fn try_segment(&self, readout: &Readout) -> Result<Vec<Segment>> {
        let mut segments = Vec::new();
        for (number, block) in readout.blocks.iter().enumerate() {
            self.segment_block(&readout.text, number, block, &mut segments)?;
        }
        Ok(segments)
    }

    fn segment_block(
        &self,
        text: &str,
        number: usize,
        block: &Block,
        out: &mut Vec<Segment>,
    ) -> Result<()> {
        let kind = match block.kind {
            BlockKind::Title => SegmentKind::Title,
            BlockKind::Dateline => SegmentKind::Dateline,
            _ => SegmentKind::Sentence,
        };
        if kind == SegmentKind::Dateline {
            out.push(Segment { span: block.span.clone(), block: number, kind });
            return Ok(());
        }
        let body = self.body(block);
        let joined = block.label.is_some() && self.labels == SpeakerLabels::Joined;
        if let (Some(label), false) = (&block.label, joined) {
            out.push(Segment { span: label.clone(), block: number, kind: SegmentKind::Speaker });
        }
        let first = out.len();
        for span in self.try_sentences(text.get(body.clone()).unwrap_or_default())? {
            let span = body.start + span.start..body.start + span.end;
            out.push(Segment { span, block: number, kind });
        }
        if joined && let Some(segment) = out.get_mut(first) {
            segment.span.start = block.span.start;
        }
        Ok(())
    }

    /// What of a block is cut into sentences: all but a speaker's label.
    fn body(&self, block: &Block) -> Range<usize> {
        block.label.as_ref().map_or(block.span.start, |label| label.end)..block.span.end
    }

    /// The sentences of one block, without the white space around them; the whole block where a
    /// rule of an SRX file was given up.
    pub fn sentences(&self, text: &str) -> Vec<Range<usize>> {
        self.try_sentences(text).unwrap_or_else(|_| {
            let start = text.len() - text.trim_start().len();
            let end = text.trim_end().len();
            (start < end).then_some(start..end).into_iter().collect()
        })
    }

    fn try_sentences(&self, text: &str) -> Result<Vec<Range<usize>>> {
        let mut spans = Vec::new();
        let mut start = 0;
        let mut push = |from: usize, to: usize| {
            let part = &text[from..to];
            let trimmed = part.trim();
            if !trimmed.is_empty() {
                let from = from + (part.len() - part.trim_start().len());
                spans.push(from..from + trimmed.len());
            }
        };
        self.walk(text, |place| {
            if place.breaks {
                push(start, place.end);
                start = place.end;
            }
        })?;
        push(start, text.len());
        Ok(spans)
    }

    /// Calls `found` for each place in one block where a boundary was considered, in order.
    fn walk(&self, text: &str, mut found: impl FnMut(Considered)) -> Result<()> {
        match &self.engine {
            Engine::Builtin { lists, .. } => {
                builtin::walk(text, lists, &self.exceptions, |candidate, rule| {
                    let (end, next, breaks) = (candidate.end, candidate.next, rule.breaks());
                    found(Considered { end, next, breaks, by: By::Rule(rule) });
                });
                Ok(())
            }
            Engine::Srx { rules, .. } => {
                let mut own = self.exceptions.breaks_in(text).into_iter().peekable();
                rules.walk(text, |decision| {
                    let end = text[..decision.at].trim_end().len();
                    while let Some(end) = own.next_if(|own| *own <= end) {
                        let next = end + (text[end..].len() - text[end..].trim_start().len());
                        found(Considered { end, next, breaks: true, by: By::Rule(Rule::OwnBreak) });
                    }
                    let next = end + (text[end..].len() - text[end..].trim_start().len());
                    let (breaks, by) = match self.exceptions.holds_at(text, end) {
                        Some(rule) => (false, By::Rule(rule)),
                        None => (decision.breaks, By::Line(decision.line)),
                    };
                    found(Considered {
                        end: if end == 0 { decision.at } else { end },
                        next,
                        breaks,
                        by,
                    });
                })?;
                for end in own {
                    let next = end + (text[end..].len() - text[end..].trim_start().len());
                    found(Considered { end, next, breaks: true, by: By::Rule(Rule::OwnBreak) });
                }
                Ok(())
            }
        }
    }

    /// Every boundary of the readout inside its blocks, and every place where one was
    /// considered, with the rule that decided.
    ///
    /// # Errors
    /// As [`Segmenter::try_segment`].
    pub fn explain(&self, readout: &Readout) -> Result<Vec<Decision>> {
        let mut decisions = Vec::new();
        for (number, block) in readout.blocks.iter().enumerate() {
            if block.kind == BlockKind::Dateline {
                continue;
            }
            let body = self.body(block);
            let Some(text) = readout.text.get(body.clone()) else { continue };
            if let Some(label) = &block.label {
                let breaks = self.labels == SpeakerLabels::Split;
                let why = if breaks {
                    "the label of a speaker is a segment of its own"
                } else {
                    "speaker labels stay with their sentence"
                };
                decisions.push(Decision {
                    end: label.end,
                    next: body.start + (text.len() - text.trim_start().len()),
                    block: number,
                    breaks,
                    rule: "speaker-label".to_owned(),
                    why: why.to_owned(),
                });
            }
            self.walk(text, |place| {
                let (rule, why) = match place.by {
                    By::Rule(rule) => (rule.name(), rule.description().to_owned()),
                    By::Line(line) => {
                        (format!("srx:{line}"), format!("the rule on line {line} of the SRX file"))
                    }
                };
                decisions.push(Decision {
                    end: body.start + place.end,
                    next: body.start + place.next,
                    block: number,
                    breaks: place.breaks,
                    rule,
                    why,
                });
            })?;
        }
        Ok(decisions)
    }

    /// The built-in rules as the nearest SRX 2.0 file, own exceptions and speaker labels
    /// included; `None` for rules that came from an SRX file.
    pub fn export_srx(&self) -> Option<String> {
        match &self.engine {
            Engine::Builtin { lists, .. } => {
                Some(export::export(lists.lang(), self.labels, &self.exceptions))
            }
            Engine::Srx { .. } => None,
        }
    }

    fn rehash(&mut self) {
        let labels = match self.labels {
            SpeakerLabels::Split => "split",
            SpeakerLabels::Joined => "joined",
        };
        let (engine, rules) = match &self.engine {
            // The built-in engine decides cuts too.
            Engine::Builtin { source, .. } => (builtin::ENGINE_VERSION, *source),
            Engine::Srx { digest, .. } => ("srx", digest.as_str()),
        };
        let exceptions = self.exceptions.fingerprint();
        let parts = [engine, rules, labels, &exceptions].map(str::as_bytes);
        self.rule_set.hash = digest(&parts).chars().take(16).collect();
    }
}

/// A place in a block where a boundary was considered.
struct Considered {
    end: usize,
    next: usize,
    breaks: bool,
    by: By,
}

/// What decided: a rule of the built-in engine, or the rule on a line of an SRX file.
enum By {
    Rule(Rule),
    Line(usize),
}

/// The SHA-256 of the parts, each with its length, in hexadecimal digits.
fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The segments of a file that is cut already: each non-empty line is one, and an empty line
/// ends a paragraph, which raises the block number.
pub fn pre_segmented(text: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut block = 0;
    let mut empty_before = false;
    let mut rest = 0;
    // Only the ends of lines count here: other breaks may stand inside a segment.
    while rest < text.len() {
        let line_end = text[rest..].find('\n').map_or(text.len(), |at| rest + at);
        let line = &text[rest..line_end];
        let trimmed = line.trim();
        if trimmed.is_empty() {
            empty_before = true;
        } else {
            if empty_before && !segments.is_empty() {
                block += 1;
            }
            empty_before = false;
            let start = rest + (line.len() - line.trim_start().len());
            let span = start..start + trimmed.len();
            segments.push(Segment { span, block, kind: SegmentKind::Sentence });
        }
        rest = line_end + 1;
    }
    segments
}
