//! The segmenter: one rule set, ready to cut readouts.

use super::builtin::{self, Exceptions, Lists, RuleFile};
use super::{Segment, SegmentKind, SpeakerLabels};
use crate::lang::Lang;
use crate::readout::{Block, BlockKind, Readout};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
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
    lists: Lists,
    source: &'static str,
    labels: SpeakerLabels,
    exceptions: Exceptions,
    rule_set: RuleSet,
}

impl Segmenter {
    /// The built-in rules of `lang`; the default rules where the language has none of its own.
    pub fn builtin(lang: &Lang, labels: SpeakerLabels) -> Segmenter {
        let source = RuleFile::builtin_source(lang);
        // A test reads every built-in file; there is no other that could be malformed here.
        let rules = RuleFile::parse(source, "built-in rules").unwrap_or_default();
        let mut segmenter = Segmenter {
            lists: Lists::new(&rules, lang),
            source,
            labels,
            exceptions: Exceptions::default(),
            rule_set: RuleSet { name: rules.name, version: rules.version, hash: String::new() },
        };
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

    /// The segments of a readout, in reading order.
    pub fn segment(&self, readout: &Readout) -> Vec<Segment> {
        let mut segments = Vec::new();
        for (number, block) in readout.blocks.iter().enumerate() {
            self.segment_block(&readout.text, number, block, &mut segments);
        }
        segments
    }

    fn segment_block(&self, text: &str, number: usize, block: &Block, out: &mut Vec<Segment>) {
        let kind = match block.kind {
            BlockKind::Title => SegmentKind::Title,
            BlockKind::Dateline => SegmentKind::Dateline,
            _ => SegmentKind::Sentence,
        };
        if kind == SegmentKind::Dateline {
            out.push(Segment { span: block.span.clone(), block: number, kind });
            return;
        }
        let body = self.body(block);
        let joined = block.label.is_some() && self.labels == SpeakerLabels::Joined;
        if let (Some(label), false) = (&block.label, joined) {
            out.push(Segment { span: label.clone(), block: number, kind: SegmentKind::Speaker });
        }
        let first = out.len();
        for span in self.sentences(text.get(body.clone()).unwrap_or_default()) {
            let span = body.start + span.start..body.start + span.end;
            out.push(Segment { span, block: number, kind });
        }
        if joined && let Some(segment) = out.get_mut(first) {
            segment.span.start = block.span.start;
        }
    }

    /// What of a block is cut into sentences: all but a speaker's label.
    fn body(&self, block: &Block) -> Range<usize> {
        block.label.as_ref().map_or(block.span.start, |label| label.end)..block.span.end
    }

    /// The sentences of one block, without the white space around them.
    pub fn sentences(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let mut start = text.len() - text.trim_start().len();
        builtin::walk(text, &self.lists, &self.exceptions, |candidate, rule| {
            if rule.breaks() {
                let end = start + text[start..candidate.end].trim_end().len();
                if end > start {
                    spans.push(start..end);
                }
                start = candidate.next;
            }
        });
        let end = text.trim_end().len();
        if end > start {
            spans.push(start..end);
        }
        spans
    }

    /// Every boundary of the readout inside its blocks, and every place where one was
    /// considered, with the rule that decided.
    pub fn explain(&self, readout: &Readout) -> Vec<Decision> {
        let mut decisions = Vec::new();
        for (number, block) in readout.blocks.iter().enumerate() {
            if block.kind == BlockKind::Dateline {
                continue;
            }
            let body = self.body(block);
            let Some(text) = readout.text.get(body.clone()) else { continue };
            if let Some(label) = &block.label {
                let split = self.labels == SpeakerLabels::Split;
                decisions.push(Decision {
                    end: label.end,
                    next: body.start + (text.len() - text.trim_start().len()),
                    block: number,
                    breaks: split,
                    rule: "speaker-label".to_owned(),
                    why: if split {
                        "the label of a speaker is a segment of its own".to_owned()
                    } else {
                        "speaker labels stay with their sentence".to_owned()
                    },
                });
            }
            builtin::walk(text, &self.lists, &self.exceptions, |candidate, rule| {
                decisions.push(Decision {
                    end: body.start + candidate.end,
                    next: body.start + candidate.next,
                    block: number,
                    breaks: rule.breaks(),
                    rule: rule.name(),
                    why: rule.description().to_owned(),
                });
            });
        }
        decisions
    }

    fn rehash(&mut self) {
        let labels = match self.labels {
            SpeakerLabels::Split => "split",
            SpeakerLabels::Joined => "joined",
        };
        let mut hasher = Sha256::new();
        let parts: [Cow<'_, str>; 4] = [
            // The engine decides cuts too.
            Cow::Borrowed(builtin::ENGINE_VERSION),
            Cow::Borrowed(self.source),
            Cow::Borrowed(labels),
            Cow::Owned(self.exceptions.fingerprint()),
        ];
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        self.rule_set.hash = hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
    }
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
