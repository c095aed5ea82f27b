//! Inline elements: those of XLIFF ↔ those of TMX.
//!
//! | TMX | XLIFF 1.2 | XLIFF 2.1 |
//! |---|---|---|
//! | `ph` | `ph`, empty: `x` | `ph` |
//! | `bpt` … `ept` | `bpt` … `ept`; also read: `g`, `bx` … `ex` | `pc`, crossing: `sc` … `ec` |
//! | `it` | `it` | `sc` or `ec`, isolated |
//! | `hi` | `mrk` | `mrk` |
//! | `sub` | `sub` | the text of the code |
//!
//! The native code is the content in TMX and XLIFF 1.2, and `data` in 2.1. `x` of TMX and `id`
//! of XLIFF say which code of the target is which one of the source.

use crate::exchange::plan::Losses;
use crate::exchange::xml::{push_attribute, push_escaped};
use crate::tmx::{Element, Node, is_code};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The prefix of a type that is none of XLIFF 2.
const TMX_TYPE: &str = "tmx:";

/// The same in XLIFF 1.2, where types of one's own begin with `x-`.
const TMX_TYPE_12: &str = "x-tmx-";

/// The types of `mrk` that XLIFF 1.2 lists, but for `seg`, which cuts the text into segments.
const MARKED: [&str; 37] = [
    "abbrev",
    "abbreviated-form",
    "abbreviation",
    "acronym",
    "appellation",
    "collocation",
    "common-name",
    "datetime",
    "equation",
    "expanded-form",
    "formula",
    "head-term",
    "initialism",
    "international-scientific-term",
    "internationalism",
    "logical-expression",
    "materials-management-unit",
    "name",
    "near-synonym",
    "part-number",
    "phrase",
    "phraseological-unit",
    "protected",
    "romanized-form",
    "set-phrase",
    "short-form",
    "sku",
    "standard-text",
    "symbol",
    "synonym",
    "synonymous-phrase",
    "term",
    "transcribed-form",
    "transliterated-form",
    "truncated-term",
    "variant",
    "x-hi",
];

/// A name of one's own as XLIFF 1.2 allows it: without white space, which becomes `%20`.
pub(super) fn token(name: &str) -> String {
    let mut token = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '%' | ' ' | '\t' | '\n' | '\r' => token.push_str(&format!("%{:02X}", u32::from(c))),
            c => token.push(c),
        }
    }
    token
}

/// A type that XLIFF 2 does not know, as it allows one: two names with one colon between them.
fn own_type(kind: &str) -> String {
    format!("{TMX_TYPE}{}", token(kind).replace(':', "%3A"))
}

/// The name of which [`token`] made this.
pub(super) fn untoken(token: &str) -> String {
    let mut name = token.to_owned();
    for (escaped, c) in
        [("%20", " "), ("%3A", ":"), ("%09", "\t"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")]
    {
        name = name.replace(escaped, c);
    }
    name
}

/// Reads the content of a `source` or `target`.
pub(super) struct FromXliff<'d> {
    /// The native codes of XLIFF 2, by identifier.
    pub data: &'d BTreeMap<String, String>,
    /// What had no place.
    pub losses: &'d mut Losses,
    /// The number of the next pair.
    next: usize,
    /// The pairs by what XLIFF calls them.
    pairs: BTreeMap<String, String>,
}

impl<'d> FromXliff<'d> {
    pub fn new(data: &'d BTreeMap<String, String>, losses: &'d mut Losses) -> Self {
        FromXliff { data, losses, next: 1, pairs: BTreeMap::new() }
    }

    /// Appends the nodes to `seg`, as TMX has them.
    pub fn convert(&mut self, nodes: &[Node], seg: &mut Element) {
        for node in nodes {
            match node {
                Node::Text(text) => seg.push_text(text),
                Node::Remark(_) => {}
                Node::Element(element) => self.element(element, seg),
            }
        }
    }

    fn pair(&mut self, key: Option<&str>) -> String {
        if let Some(known) = key.and_then(|key| self.pairs.get(key)) {
            return known.clone();
        }
        let number = self.next.to_string();
        self.next += 1;
        if let Some(key) = key {
            self.pairs.insert(key.to_owned(), number.clone());
        }
        number
    }

    fn native(&self, element: &Element, reference: &str) -> String {
        let data = element.attributes.get(reference).and_then(|id| self.data.get(id));
        let shown = || element.attributes.get("equiv-text").map(str::to_owned);
        data.cloned().or_else(shown).unwrap_or_default()
    }

    fn element(&mut self, element: &Element, seg: &mut Element) {
        let attribute = |name: &str| element.attributes.get(name);
        let id = attribute("id");
        let code = |name: &str, content: &str| {
            let mut code = Element::with_text(name, content);
            if let Some(id) = id.filter(|_| name != "ept") {
                code.attributes.set("x", id);
            }
            if let Some(kind) = kind(element).filter(|_| name != "ept") {
                code.attributes.set("type", kind);
            }
            code
        };
        match element.name.as_ref() {
            "g" | "pc" => {
                let i = self.pair(None);
                let [start, end] = match element.name.as_ref() {
                    "g" => ["equiv-text", ""],
                    _ => ["dataRefStart", "dataRefEnd"],
                };
                let mut begin = code("bpt", &self.native(element, start));
                begin.attributes.set("i", i.as_str());
                seg.children.push(Node::Element(begin));
                self.convert(&element.children, seg);
                let content = if end.is_empty() { "" } else { &*self.native_end(element, end) };
                let mut ept = code("ept", content);
                ept.attributes.set("i", i);
                seg.children.push(Node::Element(ept));
            }
            "x" => seg.children.push(Node::Element(code("ph", &self.native(element, "dataRef")))),
            "ph" => {
                let mut ph = code("ph", "");
                match element.children.is_empty() {
                    true => ph.push_text(&self.native(element, "dataRef")),
                    false => self.code_content(&element.children, &mut ph),
                }
                seg.children.push(Node::Element(ph));
            }
            name @ ("sc" | "ec") if attribute("isolated") == Some("yes") => {
                let mut it = code("it", &self.native(element, "dataRef"));
                it.attributes.set("pos", if name == "sc" { "begin" } else { "end" });
                seg.children.push(Node::Element(it));
            }
            name @ ("bpt" | "ept" | "bx" | "ex" | "sc" | "ec") => {
                let begins = matches!(name, "bpt" | "bx" | "sc");
                let key = attribute("rid").or(attribute("startRef")).or(id);
                let i = self.pair(key);
                let mut half = code(if begins { "bpt" } else { "ept" }, "");
                half.attributes.set("i", i);
                match element.children.is_empty() {
                    true => half.push_text(&self.native(element, "dataRef")),
                    false => self.code_content(&element.children, &mut half),
                }
                seg.children.push(Node::Element(half));
            }
            "it" => {
                let mut it = code("it", "");
                let begins = attribute("pos") != Some("close");
                it.attributes.set("pos", if begins { "begin" } else { "end" });
                self.code_content(&element.children, &mut it);
                seg.children.push(Node::Element(it));
            }
            "mrk" => {
                let mut hi = Element::new("hi");
                let remarked = attribute("comment").and_then(|text| text.strip_prefix("x="));
                if let Some(x) = attribute("mid").or(remarked).or(id) {
                    hi.attributes.set("x", x);
                }
                if let Some(kind) = attribute("mtype").or(attribute("type")) {
                    let own = kind.strip_prefix(TMX_TYPE_12).or(kind.strip_prefix(TMX_TYPE));
                    let own = own.map_or_else(|| kind.to_owned(), untoken);
                    if !matches!(kind, "x-hi" | "generic") {
                        hi.attributes.set("type", own);
                    }
                }
                self.convert(&element.children, &mut hi);
                seg.children.push(Node::Element(hi));
            }
            "cp" => {
                self.losses.count("characters that XML forbids", 1);
                seg.push_text("\u{fffd}");
            }
            "sm" | "em" => self.losses.count("marks of annotations (sm, em)", 1),
            _ => {
                self.losses.count("inline elements of unknown kind", 1);
                self.convert(&element.children, seg);
            }
        }
    }

    fn native_end(&self, element: &Element, reference: &str) -> String {
        let data = element.attributes.get(reference).and_then(|id| self.data.get(id));
        data.cloned().unwrap_or_default()
    }

    /// The content of a native code: text, and flows of text inside it.
    fn code_content(&mut self, nodes: &[Node], code: &mut Element) {
        for node in nodes {
            match node {
                Node::Text(text) => code.push_text(text),
                Node::Remark(_) => {}
                Node::Element(element) if element.name == "sub" => {
                    let mut sub = Element::new("sub");
                    if let Some(kind) = element.attributes.get("ctype") {
                        sub.attributes.set("type", kind);
                    }
                    self.convert(&element.children, &mut sub);
                    code.children.push(Node::Element(sub));
                }
                Node::Element(element) => {
                    self.losses.count("inline elements of unknown kind", 1);
                    code.push_text(&element.plain_text());
                }
            }
        }
    }
}

/// The type of a code as TMX has it.
fn kind(element: &Element) -> Option<Cow<'_, str>> {
    let attribute = |name: &str| element.attributes.get(name);
    let own = attribute("subType").and_then(|kind| kind.strip_prefix(TMX_TYPE));
    own.map(|kind| Cow::Owned(untoken(kind)))
        .or(attribute("ctype").or(attribute("type")).map(Cow::Borrowed))
}

/// Gives every code an identifier that is its own in the segment.
#[derive(Default)]
struct Names {
    used: BTreeSet<String>,
    next: usize,
    is_target: bool,
}

impl Names {
    fn name(&mut self, wanted: Option<&str>) -> String {
        let wanted = wanted.filter(|name| is_nmtoken(name)).map(str::to_owned);
        let mut name = wanted.unwrap_or_else(|| self.number());
        while !self.used.insert(name.clone()) {
            name = self.number();
        }
        name
    }

    fn number(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }
}

/// Whether a text is an NMTOKEN (XML 1.0, 2.3), as identifiers of XLIFF 2 must be.
pub(super) fn is_nmtoken(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "-._:".contains(c);
    !text.is_empty() && text.chars().all(fits)
}

/// Writes a segment as XLIFF 1.2, that of the source or of the target.
pub(super) fn push_12(xml: &mut String, seg: &Element, is_target: bool, losses: &mut Losses) {
    let mut names = Names { is_target, ..Names::default() };
    let mut pairs = BTreeMap::new();
    push_nodes_12(xml, seg, &mut names, &mut pairs, losses);
}

fn push_nodes_12(
    xml: &mut String,
    parent: &Element,
    names: &mut Names,
    pairs: &mut BTreeMap<String, String>,
    losses: &mut Losses,
) {
    for node in &parent.children {
        let element = match node {
            Node::Text(text) => {
                push_escaped(xml, text);
                continue;
            }
            Node::Remark(_) => continue,
            Node::Element(element) => element,
        };
        let attribute = |name: &str| element.attributes.get(name);
        let i = attribute("i").unwrap_or_default();
        let mut attributes: Vec<(&str, String)> = Vec::new();
        let name = match element.name.as_ref() {
            "bpt" => {
                let id = names.name(attribute("x").or(attribute("i")));
                pairs.insert(i.to_owned(), id.clone());
                attributes.extend([("id", id), ("rid", i.to_owned())]);
                "bpt"
            }
            "ept" => {
                let id = pairs.get(i).cloned().unwrap_or_else(|| names.name(attribute("i")));
                attributes.extend([("id", id), ("rid", i.to_owned())]);
                "ept"
            }
            "it" => {
                let pos = if attribute("pos") == Some("end") { "close" } else { "open" };
                let id = names.name(attribute("x"));
                attributes.extend([("id", id), ("pos", pos.to_owned())]);
                "it"
            }
            "ph" | "ut" => {
                attributes.push(("id", names.name(attribute("x"))));
                if element.children.is_empty() { "x" } else { "ph" }
            }
            "hi" => {
                let kind = attribute("type").unwrap_or("x-hi");
                attributes.push((
                    "mtype",
                    match MARKED.contains(&kind) {
                        true => kind.to_owned(),
                        false => format!("{TMX_TYPE_12}{}", token(kind)),
                    },
                ));
                // The schema takes the `mid` in a target for that of a segment of the source.
                let x = attribute("x").filter(|x| is_nmtoken(x) && !names.is_target);
                attributes.extend(x.map(|x| ("mid", x.to_owned())));
                if let (Some(x), None) = (attribute("x"), x) {
                    attributes.push(("comment", format!("x={x}")));
                }
                "mrk"
            }
            "sub" if is_code(&parent.name) => "sub",
            _ => {
                losses.count("inline elements of unknown kind", 1);
                push_nodes_12(xml, element, names, pairs, losses);
                continue;
            }
        };
        if let Some(kind) = attribute("type").filter(|_| name != "mrk") {
            attributes.push(("ctype", ctype(kind)));
        }
        xml.push('<');
        xml.push_str(name);
        attributes.iter().for_each(|(name, value)| push_attribute(xml, name, value));
        if name == "x" {
            xml.push_str("/>");
            continue;
        }
        xml.push('>');
        push_nodes_12(xml, element, names, pairs, losses);
        xml.push_str("</");
        xml.push_str(name);
        xml.push('>');
    }
}

/// A type as XLIFF 1.2 allows it: one of its own, or one with `x-`.
fn ctype(kind: &str) -> String {
    const OWN: [&str; 7] = ["bold", "italic", "underlined", "link", "image", "pb", "lb"];
    match OWN.contains(&kind) || kind.starts_with("x-") {
        true => token(kind),
        false => format!("x-{}", token(kind)),
    }
}

/// Writes segments as XLIFF 2.1 and collects their native codes.
#[derive(Default)]
pub(super) struct ToXliff2 {
    /// The native codes, with their identifiers `d1`, `d2` ….
    pub data: Vec<String>,
}

impl ToXliff2 {
    /// Appends the content of a segment.
    pub fn push(&mut self, xml: &mut String, seg: &Element, losses: &mut Losses) {
        let mut names = Names::default();
        let mut pairs = BTreeMap::new();
        self.nodes(xml, &seg.children, &mut names, &mut pairs, losses);
    }

    fn reference(&mut self, name: &str, element: &Element, losses: &mut Losses) -> String {
        if element.children.is_empty() {
            return String::new();
        }
        let mut native = String::new();
        native_text(element, &mut native, losses);
        let at = self.data.iter().position(|known| *known == native).unwrap_or_else(|| {
            self.data.push(native);
            self.data.len() - 1
        });
        format!(" {name}=\"d{}\"", at + 1)
    }

    fn nodes(
        &mut self,
        xml: &mut String,
        nodes: &[Node],
        names: &mut Names,
        pairs: &mut BTreeMap<String, String>,
        losses: &mut Losses,
    ) {
        let nested = nested(nodes);
        for (at, node) in nodes.iter().enumerate() {
            let element = match node {
                Node::Text(text) => {
                    push_escaped(xml, text);
                    continue;
                }
                Node::Remark(_) => continue,
                Node::Element(element) => element,
            };
            let attribute = |name: &str| element.attributes.get(name);
            let i = attribute("i").unwrap_or_default();
            match element.name.as_ref() {
                "bpt" => {
                    let id = names.name(attribute("x").or(attribute("i")));
                    let end = nested.get(&at).and_then(|end| nodes[*end].element());
                    xml.push_str(if end.is_some() { "<pc" } else { "<sc" });
                    push_attribute(xml, "id", &id);
                    push_type(xml, attribute("type"));
                    match end {
                        Some(end) => {
                            // The order in which the codes are met is that of their numbers.
                            let start = self.reference("dataRefStart", element, losses);
                            let end = self.reference("dataRefEnd", end, losses);
                            xml.push_str(&start);
                            xml.push_str(&end);
                            xml.push('>');
                        }
                        None => {
                            pairs.insert(i.to_owned(), id);
                            let reference = self.reference("dataRef", element, losses);
                            xml.push_str(&reference);
                            let alone = !nodes.iter().any(|node| is_end(node, i));
                            xml.push_str(if alone { " isolated=\"yes\"/>" } else { "/>" });
                        }
                    }
                }
                "ept" if nested.values().any(|end| *end == at) => xml.push_str("</pc>"),
                "ept" => {
                    let reference = self.reference("dataRef", element, losses);
                    xml.push_str("<ec");
                    match pairs.get(i) {
                        Some(start) => push_attribute(xml, "startRef", start),
                        None => {
                            push_attribute(xml, "id", &names.name(attribute("i")));
                            push_attribute(xml, "isolated", "yes");
                        }
                    }
                    xml.push_str(&reference);
                    xml.push_str("/>");
                }
                "it" => {
                    let ends = attribute("pos") == Some("end");
                    xml.push_str(if ends { "<ec" } else { "<sc" });
                    push_attribute(xml, "id", &names.name(attribute("x")));
                    push_attribute(xml, "isolated", "yes");
                    push_type(xml, attribute("type"));
                    let reference = self.reference("dataRef", element, losses);
                    xml.push_str(&reference);
                    xml.push_str("/>");
                }
                "ph" | "ut" => {
                    xml.push_str("<ph");
                    push_attribute(xml, "id", &names.name(attribute("x")));
                    push_type(xml, attribute("type"));
                    let reference = self.reference("dataRef", element, losses);
                    xml.push_str(&reference);
                    xml.push_str("/>");
                }
                "hi" => {
                    xml.push_str("<mrk");
                    push_attribute(xml, "id", &names.name(attribute("x")));
                    if let Some(kind) = attribute("type") {
                        let own = matches!(kind, "comment" | "term") || kind.contains(':');
                        let kind = if own { kind.to_owned() } else { own_type(kind) };
                        push_attribute(xml, "type", &kind);
                    }
                    xml.push('>');
                    self.nodes(xml, &element.children, names, pairs, losses);
                    xml.push_str("</mrk>");
                }
                _ => {
                    losses.count("inline elements of unknown kind", 1);
                    self.nodes(xml, &element.children, names, pairs, losses);
                }
            }
        }
    }
}

fn push_type(xml: &mut String, kind: Option<&str>) {
    const OWN: [&str; 6] = ["fmt", "ui", "quote", "link", "image", "other"];
    match kind {
        None => {}
        Some(kind) if OWN.contains(&kind) => push_attribute(xml, "type", kind),
        Some(kind) => {
            push_attribute(xml, "type", "other");
            push_attribute(xml, "subType", &own_type(kind));
        }
    }
}

fn is_end(node: &Node, i: &str) -> bool {
    node.element().is_some_and(|e| e.name == "ept" && e.attributes.get("i") == Some(i))
}

/// The pairs of codes that cross no other pair: where each begins and ends.
fn nested(nodes: &[Node]) -> BTreeMap<usize, usize> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut pairs = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        let Some(element) = node.element() else { continue };
        let i = element.attributes.get("i").unwrap_or_default();
        match element.name.as_ref() {
            "bpt" => open.push((at, i)),
            "ept" => {
                let Some(found) = open.iter().rposition(|(_, own)| *own == i) else { continue };
                let (begin, _) = open.remove(found);
                // What opened since crosses this pair when it closes behind it; then the pair
                // that closes first stays open-ended, and the others can still be elements.
                if found == open.len() {
                    pairs.insert(begin, at);
                }
            }
            _ => {}
        }
    }
    pairs
}

/// The native code as text; a flow of text inside it becomes part of it.
fn native_text(element: &Element, text: &mut String, losses: &mut Losses) {
    for node in &element.children {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Remark(_) => {}
            Node::Element(inner) => {
                losses.count("flows of text inside codes", 1);
                native_text(inner, text, losses);
            }
        }
    }
}
