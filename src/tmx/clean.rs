//! Leaving out what a memory is better without.

use super::model::{Child, Element, Header, Node, Unit, Variant, is_code};
use super::reader::Reader;
use super::seen::{Marker, Seen};
use super::stream::{Passed, rewrite};
use super::writer::WriteOptions;
use crate::error::Result;
use std::io::Write;

/// What is cleaned. Nothing is unless it is chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clean {
    /// Units whose texts are those of a unit before them, in all languages.
    pub duplicates: bool,
    /// Variants without text; and units that this leaves with less than two languages.
    pub empty: bool,
    /// Variants whose text is that of the source; and units that this leaves with one language.
    pub same: bool,
    /// Units without a letter in any language: numbers, dates, punctuation.
    pub numbers: bool,
    /// Inline codes, which leave their text behind.
    pub tags: bool,
    /// Control characters, and characters without width that only divide words or mark bytes.
    pub controls: bool,
    /// White space at both ends and runs of it; a no-break space is a character, not white space.
    pub spaces: bool,
}

/// Writes the units of `reader` to `out`, cleaned.
pub fn clean(reader: &mut Reader<'_>, out: impl Write, options: &Clean) -> Result<Passed> {
    let header = reader.header().clone();
    let (mut seen, mut marker) = (Seen::default(), Marker::default());
    rewrite(reader, out, &header, WriteOptions::default(), |mut unit, passed| {
        for variant in unit.variants_mut() {
            clean_variant(variant, options, passed);
        }
        if options.empty {
            let kept = |v: &Variant| !v.text().trim().is_empty();
            keep_variants(&mut unit, kept, "variants without text", "units left empty", passed)?;
        }
        if options.same {
            unit = without_copies_of_source(unit, &header, passed)?;
        }
        if options.numbers && !unit.variants().any(|v| v.text().chars().any(char::is_alphabetic)) {
            passed.count("units without letters", 1);
            return None;
        }
        if options.duplicates && !seen.insert_mark(marker.texts(&unit).mark()) {
            passed.count("duplicate units", 1);
            return None;
        }
        Some(unit)
    })
}

fn without_copies_of_source(unit: Unit, header: &Header, passed: &mut Passed) -> Option<Unit> {
    let source =
        unit.source(header).map(|v| (v.lang_tag().map(str::to_owned), v.text().into_owned()));
    let mut unit = unit;
    if let Some((tag, text)) = source {
        let text = text.trim();
        let kept = |v: &Variant| v.lang_tag() == tag.as_deref() || v.text().trim() != text;
        let (variants, units) = ("variants equal to their source", "units equal to their source");
        keep_variants(&mut unit, kept, variants, units, passed)?;
    }
    Some(unit)
}

/// Keeps the variants that `kept` says; `None` when the unit thereby is no longer one.
fn keep_variants(
    unit: &mut Unit,
    kept: impl Fn(&Variant) -> bool,
    variants: &'static str,
    units: &'static str,
    passed: &mut Passed,
) -> Option<()> {
    let before = unit.variants().count();
    unit.children.retain(|child| match child {
        Child::Variant(variant) => kept(variant),
        Child::Node(_) => true,
    });
    let after = unit.variants().count();
    passed.count(variants, before - after);
    if after < before && after < 2 {
        passed.count(units, 1);
        return None;
    }
    Some(())
}

fn clean_variant(variant: &mut Variant, options: &Clean, passed: &mut Passed) {
    if options.tags && variant.seg().is_some_and(|seg| seg.elements().next().is_some()) {
        let text = variant.text().into_owned();
        variant.set_text(&text);
        passed.count("segments without their codes", 1);
    }
    let Some(seg) = variant.seg_mut() else { return };
    if options.controls && change_texts(seg, &mut without_controls) {
        passed.count("segments without control characters", 1);
    }
    if options.spaces {
        let mut changed = change_texts(seg, &mut with_single_spaces);
        if let Some(Node::Text(first)) = seg.children.first_mut() {
            changed |= replace(first, |text| text.trim_start_matches(is_space).to_owned());
        }
        if let Some(Node::Text(last)) = seg.children.last_mut() {
            changed |= replace(last, |text| text.trim_end_matches(is_space).to_owned());
        }
        seg.children.retain(|node| !matches!(node, Node::Text(text) if text.is_empty()));
        passed.count("segments with white space put right", usize::from(changed));
    }
}

/// Changes the texts that a reader sees; whether any was changed.
fn change_texts(element: &mut Element, change: &mut dyn FnMut(&str) -> String) -> bool {
    let mut changed = false;
    for node in &mut element.children {
        changed |= match node {
            Node::Text(text) => replace(text, &mut *change),
            Node::Remark(_) => false,
            Node::Element(child) if is_code(&child.name) => false,
            Node::Element(child) => change_texts(child, change),
        };
    }
    changed
}

fn replace(text: &mut String, change: impl FnOnce(&str) -> String) -> bool {
    let new = change(text);
    let changed = new != *text;
    *text = new;
    changed
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn with_single_spaces(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    let mut after_space = false;
    for c in text.chars() {
        if !is_space(c) {
            single.push(c);
        } else if !after_space {
            single.push(' ');
        }
        after_space = is_space(c);
    }
    single
}

/// The joiners U+200C and U+200D and the marks of direction have a meaning and stay.
fn without_controls(text: &str) -> String {
    let useless = |c: char| match c {
        '\u{200b}' | '\u{feff}' => true,
        c => c.is_control() && !is_space(c),
    };
    text.chars().filter(|c| !useless(*c)).collect()
}
