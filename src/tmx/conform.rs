//! Making a memory valid: what the definition of a version does not allow is put right where
//! it can be, and left out where it cannot, and each is counted.

use super::dates::{DATE_ATTRIBUTES, normalise_date};
use super::dtd::{self, SEGTYPES, Version};
use super::model::{Attributes, Child, Element, Header, Node, Unit, Variant, is_code, name};
use super::stream::Passed;
use super::validate::is_bcp47;

/// Makes a header valid.
pub(super) fn header(header: &mut Header, version: Version, passed: &mut Passed) {
    header.root = Attributes::default();
    header.root.set("version", version.as_str());
    header.present = true;
    attributes("header", &mut header.attributes, version, passed);
    for (name, value) in [
        ("creationtool", "yaddash"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", "unknown"),
        ("adminlang", "en"),
        ("srclang", "*all*"),
        ("datatype", "unknown"),
    ] {
        if header.attribute(name).is_none() {
            header.set_attribute(name, value);
            passed.count("header attributes filled in", 1);
        }
    }
    header.children.retain_mut(|node| match node {
        Node::Element(element) if element.name == "ude" => {
            let maps = |e: &Element| e.name == "map" && e.attributes.get("unicode").is_some();
            element.children.retain(|n| n.element().is_some_and(maps));
            element.attributes.get("name").is_some() && !element.children.is_empty()
        }
        node => annotation(node, version, passed),
    });
}

/// Makes a unit valid; `None` when nothing of it is left.
pub(super) fn unit(mut unit: Unit, version: Version, passed: &mut Passed) -> Option<Unit> {
    attributes("tu", &mut unit.attributes, version, passed);
    if let Some(tuid) = unit.tuid()
        && tuid.contains(char::is_whitespace)
    {
        let tuid: Vec<&str> = tuid.split_whitespace().collect();
        unit.set_attribute("tuid", tuid.join("_"));
        passed.count("tuids without white space", 1);
    }
    let (mut annotations, mut variants) = (Vec::new(), Vec::new());
    for child in unit.children {
        match child {
            Child::Variant(v) => variants.extend(variant(v, version, passed).map(Child::Variant)),
            Child::Node(mut node) => {
                if annotation(&mut node, version, passed) {
                    annotations.push(Child::Node(node));
                }
            }
        }
    }
    if variants.is_empty() {
        passed.count("units without a usable variant left out", 1);
        return None;
    }
    annotations.append(&mut variants);
    unit.children = annotations;
    Some(unit)
}

/// States the source language of a unit where the header's is in none of its variants.
pub(super) fn source_language(unit: &mut Unit, header: &Header, passed: &mut Passed) {
    let stated = unit.attribute("srclang").or(header.srclang()).unwrap_or("*all*");
    let has = |tag: &str| {
        unit.variants().any(|v| v.lang_tag().is_some_and(|own| own.eq_ignore_ascii_case(tag)))
    };
    if stated == "*all*" || has(stated) {
        return;
    }
    let near = crate::lang::Lang::parse(stated).and_then(|lang| unit.variant(&lang));
    let source = near.and_then(Variant::lang_tag).unwrap_or("*all*").to_owned();
    unit.set_attribute("srclang", source);
    passed.count("source languages stated by units", 1);
}

/// Makes a note or property valid; whether it is one.
fn annotation(node: &mut Node, version: Version, passed: &mut Passed) -> bool {
    let element = match node {
        Node::Element(element) => element,
        Node::Remark(_) => return true,
        Node::Text(_) => {
            passed.count("texts outside of segments left out", 1);
            return false;
        }
    };
    if !matches!(element.name.as_ref(), "note" | "prop") {
        passed.count("unknown elements left out", 1);
        return false;
    }
    language(&mut element.attributes, version, passed);
    attributes(&element.name.clone(), &mut element.attributes, version, passed);
    if element.name == "prop" && element.attributes.get("type").is_none() {
        element.attributes.set("type", "x-unknown");
        passed.count("property types filled in", 1);
    }
    if element.elements().next().is_some() {
        let text = element.plain_text().into_owned();
        element.children.clear();
        element.push_text(&text);
        passed.count("elements inside notes and properties left out", 1);
    }
    true
}

fn variant(mut variant: Variant, version: Version, passed: &mut Passed) -> Option<Variant> {
    language(&mut variant.attributes, version, passed);
    attributes("tuv", &mut variant.attributes, version, passed);
    if variant.lang_tag().is_none() {
        passed.count("variants without a language left out", 1);
        return None;
    }
    let (mut annotations, mut segment) = (Vec::new(), None);
    for mut node in variant.children {
        match node {
            Node::Element(seg) if seg.name == "seg" => {
                if segment.is_some() {
                    passed.count("second segments left out", 1);
                } else {
                    segment = Some(seg);
                }
            }
            _ => {
                if annotation(&mut node, version, passed) {
                    annotations.push(node);
                }
            }
        }
    }
    let Some(mut seg) = segment else {
        passed.count("variants without a segment left out", 1);
        return None;
    };
    seg.attributes = Attributes::default();
    seg.children = inline("seg", std::mem::take(&mut seg.children), version, passed);
    pair(&mut seg, passed);
    annotations.push(Node::Element(seg));
    variant.children = annotations;
    Some(variant)
}

/// Puts the language where the version wants it, in a form that BCP 47 allows.
fn language(attributes: &mut Attributes, version: Version, passed: &mut Passed) {
    let (wanted, other) = match version.lang_attribute() {
        "lang" => ("lang", "xml:lang"),
        wanted => (wanted, "lang"),
    };
    attributes.rename(other, wanted);
    let Some(tag) = attributes.get(wanted) else { return };
    if is_bcp47(tag) {
        return;
    }
    let tag = tag.trim().replace('_', "-");
    if is_bcp47(&tag) {
        attributes.set(wanted, tag);
        passed.count("language tags put right", 1);
    } else {
        attributes.remove(wanted);
        passed.count("language tags that are none left out", 1);
    }
}

fn attributes(element: &str, attributes: &mut Attributes, version: Version, passed: &mut Passed) {
    for date in DATE_ATTRIBUTES {
        let Some(written) = attributes.get(date) else { continue };
        match normalise_date(written) {
            Some(normal) if normal == written => {}
            Some(normal) => {
                attributes.set(date, normal);
                passed.count("dates put right", 1);
            }
            None => {
                attributes.remove(date);
                passed.count("dates that are none left out", 1);
            }
        }
    }
    let number = |count: &str| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    let fits = |name: &str, value: &str| match name {
        "usagecount" => number(value),
        "segtype" => SEGTYPES.contains(&value),
        _ => true,
    };
    let foreign: Vec<String> = attributes
        .iter()
        .filter(|a| !dtd::allows(element, &a.name, version) || !fits(&a.name, &a.value))
        .map(|a| a.name.to_string())
        .collect();
    passed.count("attributes left out", foreign.len());
    foreign.iter().for_each(|name| drop(attributes.remove(name)));
}

/// The content of an inline element: what may not stand there leaves its text behind.
fn inline(parent: &str, nodes: Vec<Node>, version: Version, passed: &mut Passed) -> Vec<Node> {
    let mut holder = Element::new(parent);
    for node in nodes {
        match node {
            Node::Text(text) => holder.push_text(&text),
            remark @ Node::Remark(_) => holder.children.push(remark),
            Node::Element(mut element) => {
                // What can stand nowhere loses its tags; an `it` without position is a `ph`.
                if element.name == "it"
                    && !matches!(element.attributes.get("pos"), Some("begin" | "end"))
                {
                    element.name = name("ph");
                }
                if dtd::may_hold(parent, &element.name, version) {
                    let own = element.name.clone();
                    attributes(&own, &mut element.attributes, version, passed);
                    element.children =
                        inline(&own, std::mem::take(&mut element.children), version, passed);
                    holder.children.push(Node::Element(element));
                    continue;
                }
                passed.count("inline elements unwrapped", 1);
                for node in inline(parent, element.children, version, passed) {
                    match node {
                        Node::Text(text) => holder.push_text(&text),
                        element => holder.children.push(element),
                    }
                }
            }
        }
    }
    holder.children
}

/// Makes every `bpt` and `ept` one of a pair; those that cannot be become `it`, which the
/// standard has for codes whose other half is not in the segment.
fn pair(seg: &mut Element, passed: &mut Passed) {
    if !seg.elements().any(|e| is_code(&e.name) || !e.children.is_empty()) {
        return;
    }
    let mut codes: Vec<(bool, String)> = Vec::new();
    collect(seg, &mut codes);
    let mut single = vec![true; codes.len()];
    for begin in 0..codes.len() {
        let (is_begin, i) = &codes[begin];
        let first = !codes[..begin].iter().any(|(b, other)| *b && other == i);
        if !is_begin || i.is_empty() || !first {
            continue;
        }
        let end = (begin + 1..codes.len()).find(|n| !codes[*n].0 && codes[*n].1 == *i);
        if let Some(end) = end {
            single[begin] = false;
            single[end] = false;
        }
    }
    let mut number = 0;
    mark_single(seg, &single, &mut number, passed);
}

/// The paired codes in order: whether one begins, and its `i`.
fn collect(element: &Element, codes: &mut Vec<(bool, String)>) {
    for child in element.elements() {
        if matches!(child.name.as_ref(), "bpt" | "ept") {
            let i = child.attributes.get("i").unwrap_or_default().to_owned();
            codes.push((child.name == "bpt", i));
        }
        collect(child, codes);
    }
}

fn mark_single(element: &mut Element, single: &[bool], number: &mut usize, passed: &mut Passed) {
    for node in &mut element.children {
        let Node::Element(child) = node else { continue };
        if matches!(child.name.as_ref(), "bpt" | "ept") {
            let alone = single.get(*number).copied().unwrap_or(true);
            *number += 1;
            if alone {
                let pos = if child.name == "bpt" { "begin" } else { "end" };
                child.name = name("it");
                child.attributes.remove("i");
                child.attributes.set("pos", pos);
                passed.count("codes without their other half marked as such", 1);
            }
        }
        mark_single(child, single, number, passed);
    }
}
