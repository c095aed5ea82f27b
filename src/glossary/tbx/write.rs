//! Glossary → TBX.

use crate::error::Notice;
use crate::glossary::{Case, Concept, Glossary, Status, Term};
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// The version of TBX that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// ISO 30042:2008, root `martif`.
    V2,
    /// ISO 30042:2019, root `tbx`, dialect TBX-Basic.
    #[default]
    V3,
}

/// How version 3 writes data categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As attributes (DCA): `<termNote type="partOfSpeech">`.
    #[default]
    Attributes,
    /// As tags (DCT): `<min:partOfSpeech>`.
    Tags,
}

/// The names of elements that differ between the versions.
struct Names {
    concept: &'static str,
    language: &'static str,
    term: &'static str,
}

impl Glossary {
    /// Writes TBX. The notices say what the format cannot hold. Version 2 is always written in
    /// the style of attributes, which is the only one it has.
    pub fn to_tbx(&self, version: Version, style: Style) -> (String, Vec<Notice>) {
        let (names, style) = match version {
            Version::V2 => (
                Names { concept: "termEntry", language: "langSet", term: "tig" },
                Style::Attributes,
            ),
            Version::V3 => {
                (Names { concept: "conceptEntry", language: "langSec", term: "termSec" }, style)
            }
        };
        let lang = self.languages.first().map_or("en", |lang| lang.as_str());
        let lang = escape(lang);
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let (root, header) = match version {
            Version::V2 => {
                let _ = writeln!(out, "<martif type=\"TBX-Basic\" xml:lang=\"{lang}\">");
                ("martif", "martifHeader")
            }
            Version::V3 => {
                let (style, spaces) = match style {
                    Style::Attributes => ("dca", ""),
                    Style::Tags => (
                        "dct",
                        " xmlns:min=\"http://www.tbxinfo.net/ns/min\" \
                         xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"",
                    ),
                };
                let _ = writeln!(
                    out,
                    "<tbx style=\"{style}\" type=\"TBX-Basic\" xml:lang=\"{lang}\" \
                     xmlns=\"urn:iso:std:iso:30042:ed-2\"{spaces}>"
                );
                ("tbx", "tbxHeader")
            }
        };
        let _ = writeln!(
            out,
            "  <{header}>\n    <fileDesc>\n      <sourceDesc>\n        <p>yaddash glossary</p>\n      \
             </sourceDesc>\n    </fileDesc>\n  </{header}>\n  <text>\n    <body>"
        );
        for concept in &self.concepts {
            write_concept(&mut out, self, concept, &names, style);
        }
        let _ = writeln!(out, "    </body>\n  </text>\n</{root}>");
        (out, self.lost_in_tbx())
    }

    fn lost_in_tbx(&self) -> Vec<Notice> {
        let terms = || self.concepts.iter().flat_map(|concept| &concept.terms);
        let lost = [
            ("inflected forms", terms().any(|term| !term.forms.is_empty())),
            ("that a term is exact", terms().any(|term| term.exact)),
            ("how case is compared", terms().any(|term| term.case != Case::Auto)),
            ("the types of concepts", self.concepts.iter().any(|c| c.kind.is_some())),
        ];
        lost.into_iter()
            .filter(|(_, lost)| *lost)
            .map(|(what, _)| Notice::new(format!("TBX-Basic does not hold {what}")))
            .collect()
    }
}

fn write_concept(
    out: &mut String,
    glossary: &Glossary,
    concept: &Concept,
    names: &Names,
    style: Style,
) {
    let _ = writeln!(out, "      <{} id=\"{}\">", names.concept, xml_id(&concept.id));
    let mut data = |element: &str, prefix: &str, category: &str, value: &Option<String>| {
        if let Some(value) = value {
            category_line(out, 8, style, (element, prefix, category), value);
        }
    };
    data("descrip", "min", "subjectField", &concept.subject);
    data("descrip", "basic", "definition", &concept.definition);
    if let Some(note) = &concept.note {
        let _ = writeln!(out, "        <note>{}</note>", escape(note));
    }
    if style == Style::Attributes {
        for (name, value) in &concept.other {
            let _ =
                writeln!(out, "        <admin type=\"{}\">{}</admin>", escape(name), escape(value));
        }
    }
    for lang in &glossary.languages {
        let terms: Vec<&Term> = concept.terms_in(lang).collect();
        if terms.is_empty() {
            continue;
        }
        let tag = escape(lang.as_str());
        let _ = writeln!(out, "        <{} xml:lang=\"{tag}\">", names.language);
        for term in terms {
            let _ = writeln!(out, "          <{}>", names.term);
            let _ = writeln!(out, "            <term>{}</term>", escape(&term.text));
            let status = match term.status {
                Status::Preferred => "preferredTerm-admn-sts",
                Status::Admitted => "admittedTerm-admn-sts",
                Status::Forbidden => "deprecatedTerm-admn-sts",
            };
            let mut data = |prefix: &str, category: &str, value: &str| {
                category_line(out, 12, style, ("termNote", prefix, category), value);
            };
            data("min", "administrativeStatus", status);
            if let Some(part) = &term.part_of_speech {
                data("min", "partOfSpeech", part);
            }
            if let Some(gender) = &term.gender {
                data("basic", "grammaticalGender", gender);
            }
            let _ = writeln!(out, "          </{}>", names.term);
        }
        let _ = writeln!(out, "        </{}>", names.language);
    }
    let _ = writeln!(out, "      </{}>", names.concept);
}

fn category_line(
    out: &mut String,
    indent: usize,
    style: Style,
    (element, prefix, category): (&str, &str, &str),
    value: &str,
) {
    let value = escape(value);
    let _ = match style {
        Style::Attributes => {
            writeln!(out, "{:indent$}<{element} type=\"{category}\">{value}</{element}>", "")
        }
        Style::Tags => {
            writeln!(out, "{:indent$}<{prefix}:{category}>{value}</{prefix}:{category}>", "")
        }
    };
}

/// An identifier as XML allows it: one that begins with a digit gets a letter before it.
fn xml_id(id: &str) -> String {
    let safe: String = id
        .chars()
        .map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' })
        .collect();
    match safe.chars().next() {
        Some(first) if first.is_alphabetic() || first == '_' => safe,
        _ => format!("c{safe}"),
    }
}
