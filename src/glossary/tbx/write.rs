//! Glossary → TBX.

use super::category::{Category, Dialect, Level, element_in_version_2, is_transaction};
use super::{says_more, status};
use crate::error::Notice;
use crate::glossary::{Case, Concept, Glossary, Status, Term};
use crate::lang::Lang;
use quick_xml::escape::escape;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The version of TBX that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// ISO 30042:2008, root `martif`.
    V2,
    /// ISO 30042:2019, root `tbx`.
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

impl Glossary {
    /// Writes TBX. Version 2 has one style, that of attributes, and no dialects: it holds all
    /// data categories. A dialect of version 3 holds its own only, so that the file is valid
    /// everywhere. The notices say what is left out.
    pub fn to_tbx(
        &self,
        version: Version,
        style: Style,
        dialect: Dialect,
    ) -> (String, Vec<Notice>) {
        let mut writer = Writer {
            version,
            style: if version == Version::V2 { Style::Attributes } else { style },
            dialect,
            out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            lost: BTreeMap::new(),
            ids: BTreeSet::new(),
            renamed: None,
        };
        writer.file(self);
        let notices = writer.notices(self);
        (writer.out, notices)
    }
}

struct Writer {
    version: Version,
    style: Style,
    dialect: Dialect,
    out: String,
    /// What the dialect has no place for, with how often it came.
    lost: BTreeMap<String, usize>,
    ids: BTreeSet<String>,
    /// The first identifier that had to be written in another way, and how.
    renamed: Option<(String, String)>,
}

impl Writer {
    fn line(&mut self, indent: usize, line: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{:indent$}{line}", "");
    }

    fn file(&mut self, glossary: &Glossary) {
        let lang = escape(glossary.languages.first().map_or("en", |lang| lang.as_str()));
        let (root, header) = match self.version {
            Version::V2 => {
                self.line(0, format_args!("<martif type=\"TBX\" xml:lang=\"{lang}\">"));
                ("martif", "martifHeader")
            }
            Version::V3 => {
                let spaces = match self.dialect {
                    _ if self.style == Style::Attributes => "",
                    Dialect::Core => "",
                    Dialect::Min => " xmlns:min=\"http://www.tbxinfo.net/ns/min\"",
                    Dialect::Basic => {
                        " xmlns:min=\"http://www.tbxinfo.net/ns/min\" \
                         xmlns:basic=\"http://www.tbxinfo.net/ns/basic\""
                    }
                };
                let style = match self.style {
                    Style::Attributes => "dca",
                    Style::Tags => "dct",
                };
                let dialect = self.dialect.name();
                self.line(
                    0,
                    format_args!(
                        "<tbx style=\"{style}\" type=\"{dialect}\" xml:lang=\"{lang}\" \
                         xmlns=\"urn:iso:std:iso:30042:ed-2\"{spaces}>"
                    ),
                );
                ("tbx", "tbxHeader")
            }
        };
        self.line(2, format_args!("<{header}>"));
        self.line(4, "<fileDesc>");
        self.line(6, "<sourceDesc>");
        self.line(8, "<p>yaddash glossary</p>");
        self.line(6, "</sourceDesc>");
        self.line(4, "</fileDesc>");
        if self.version == Version::V2 {
            self.line(4, "<encodingDesc>");
            self.line(6, "<p type=\"XCSURI\">TBXXCSV02.xcs</p>");
            self.line(4, "</encodingDesc>");
        }
        self.line(2, format_args!("</{header}>"));
        self.line(2, "<text>");
        self.line(4, "<body>");
        for (number, concept) in (1usize..).zip(&glossary.concepts) {
            let id = self.id(&concept.id, number);
            self.concept(glossary, concept, &id);
        }
        self.line(4, "</body>");
        self.line(2, "</text>");
        self.line(0, format_args!("</{root}>"));
    }

    fn concept(&mut self, glossary: &Glossary, concept: &Concept, id: &str) {
        let (entry, section) = match self.version {
            Version::V2 => ("termEntry", "langSet"),
            Version::V3 => ("conceptEntry", "langSec"),
        };
        self.line(6, format_args!("<{entry} id=\"{id}\">"));
        // Where no status can be said, a forbidden term would be read as an approved one.
        let unsayable = |term: &&Term| {
            let core = self.version == Version::V3 && self.dialect == Dialect::Core;
            core && term.status == Status::Forbidden
        };
        let left_out = concept.terms.iter().filter(unsayable).count();
        let spoken: Vec<(&Lang, Vec<&Term>)> = glossary
            .languages
            .iter()
            .map(|lang| {
                let own = |term: &&Term| term.lang == *lang && !unsayable(term);
                (lang, concept.terms.iter().filter(own).collect())
            })
            .filter(|(_, terms): &(_, Vec<_>)| !terms.is_empty())
            .collect();
        if left_out > 0 {
            *self.lost.entry("forbidden terms".to_owned()).or_default() += left_out;
        }
        let of_language = |key: &str| {
            let (tag, category) = key.split_once('_')?;
            let (lang, _) = spoken.iter().find(|(lang, _)| lang.as_str() == tag)?;
            Some((*lang, category.to_owned()))
        };
        let own = [
            ("subjectField", &concept.subject),
            ("definition", &concept.definition),
            ("entryType", &concept.kind),
        ];
        for (category, value) in own {
            if let Some(value) = value {
                self.data(Level::Concept, category, value);
            }
        }
        for (key, value) in &concept.other {
            if of_language(key).is_none() {
                self.data(Level::Concept, key, value);
            }
        }
        if let Some(note) = &concept.note {
            self.data(Level::Concept, "note", note);
        }
        for (lang, terms) in &spoken {
            self.line(8, format_args!("<{section} xml:lang=\"{}\">", escape(lang.as_str())));
            for (key, value) in &concept.other {
                if let Some((of, category)) = of_language(key)
                    && of == *lang
                {
                    self.data(Level::Language, &category, value);
                }
            }
            terms.iter().for_each(|term| self.term(term));
            self.line(8, format_args!("</{section}>"));
        }
        self.line(6, format_args!("</{entry}>"));
    }

    fn term(&mut self, term: &Term) {
        let name = match self.version {
            Version::V2 => "tig",
            Version::V3 => "termSec",
        };
        self.line(10, format_args!("<{name}>"));
        self.line(12, format_args!("<term>{}</term>", escape(&term.text)));
        let is_status =
            |category: &str| matches!(category, "administrativeStatus" | "normativeAuthorization");
        let particular = term.other.iter().find(|(category, value)| {
            is_status(category) && says_more(value) && status(value) == Some(term.status)
        });
        let plain = match term.status {
            Status::Preferred => "preferredTerm-admn-sts",
            Status::Admitted => "admittedTerm-admn-sts",
            Status::Forbidden => "deprecatedTerm-admn-sts",
        };
        match (particular, self.version) {
            (Some((category, value)), Version::V2) => self.data(Level::Term, category, value),
            (Some((_, value)), Version::V3) if value.starts_with("superseded") => {
                self.data(Level::Term, "administrativeStatus", "supersededTerm-admn-sts");
            }
            (particular, _) => {
                if let Some((category, value)) = particular {
                    *self.lost.entry(format!("{category} {value}")).or_default() += 1;
                }
                // That a term is preferred goes without saying where nothing can be said.
                if term.status != Status::Preferred
                    || self.version == Version::V2
                    || self.dialect > Dialect::Core
                {
                    self.data(Level::Term, "administrativeStatus", plain);
                }
            }
        }
        let own = [("partOfSpeech", &term.part_of_speech), ("grammaticalGender", &term.gender)];
        for (category, value) in own {
            if let Some(value) = value {
                self.data(Level::Term, category, value);
            }
        }
        for (category, value) in &term.other {
            if particular.is_none_or(|(known, _)| known != category) {
                self.data(Level::Term, category, value);
            }
        }
        self.line(10, format_args!("</{name}>"));
    }

    /// One data category with its value, or a mark that there is no place for it.
    fn data(&mut self, level: Level, name: &str, value: &str) {
        let indent = match level {
            Level::Concept => 8,
            Level::Language => 10,
            Level::Term => 12,
        };
        let category = Category::at(name, level);
        let element = match (self.version, category) {
            (Version::V2, _) => element_in_version_2(name),
            (Version::V3, Some(category)) if category.dialect <= self.dialect => category.element,
            (Version::V3, _) => {
                *self.lost.entry(name.to_owned()).or_default() += 1;
                return;
            }
        };
        let text = escape(value);
        match (element, self.style, category) {
            ("note", ..) => self.line(indent, format_args!("<note>{text}</note>")),
            ("transac", ..) => self.transaction(indent, name, value),
            (_, Style::Tags, Some(category)) => {
                let prefix = match category.dialect {
                    Dialect::Basic => "basic",
                    Dialect::Core | Dialect::Min => "min",
                };
                self.line(indent, format_args!("<{prefix}:{name}>{text}</{prefix}:{name}>"));
            }
            _ => {
                let name = escape(name);
                self.line(indent, format_args!("<{element} type=\"{name}\">{text}</{element}>"));
            }
        }
    }

    /// A transaction: its date, and who made it.
    fn transaction(&mut self, indent: usize, kind: &str, value: &str) {
        debug_assert!(is_transaction(kind));
        let (date, person) = match value.split_once(' ') {
            Some((date, person)) if is_date(date) => (date, person),
            None if is_date(value) => (value, ""),
            _ => ("", value),
        };
        let tags = self.style == Style::Tags;
        self.line(indent, "<transacGrp>");
        match tags {
            true => self.line(
                indent + 2,
                format_args!("<basic:transactionType>{kind}</basic:transactionType>"),
            ),
            false => self.line(
                indent + 2,
                format_args!("<transac type=\"transactionType\">{kind}</transac>"),
            ),
        }
        let person = escape(person);
        match (person.is_empty(), tags) {
            (true, _) => {}
            (false, true) => self.line(
                indent + 2,
                format_args!("<basic:responsibility>{person}</basic:responsibility>"),
            ),
            (false, false) => self.line(
                indent + 2,
                format_args!("<transacNote type=\"responsibility\">{person}</transacNote>"),
            ),
        }
        if !date.is_empty() {
            self.line(indent + 2, format_args!("<date>{}</date>", escape(date)));
        }
        self.line(indent, "</transacGrp>");
    }

    /// An identifier as XML allows it, and no other concept has it. The number of the concept is
    /// what stands where a file has no identifiers: changing it loses nothing.
    fn id(&mut self, id: &str, number_of_concept: usize) -> String {
        let mut safe = xml_id(id);
        let mut number = 1;
        while !self.ids.insert(safe.clone()) {
            number += 1;
            safe = format!("{}-{number}", xml_id(id));
        }
        if safe != id && self.renamed.is_none() && id != number_of_concept.to_string() {
            self.renamed = Some((id.to_owned(), safe.clone()));
        }
        safe
    }

    fn notices(&self, glossary: &Glossary) -> Vec<Notice> {
        let format = match self.version {
            Version::V2 => "TBX",
            Version::V3 => self.dialect.name(),
        };
        let terms = || glossary.concepts.iter().flat_map(|concept| &concept.terms);
        let never = [
            ("inflected forms", terms().any(|term| !term.forms.is_empty())),
            ("that a term is exact", terms().any(|term| term.exact)),
            ("how case is compared", terms().any(|term| term.case != Case::Auto)),
        ];
        let mut notices: Vec<Notice> = never
            .into_iter()
            .filter(|(_, lost)| *lost)
            .map(|(what, _)| Notice::new(format!("{format} does not hold {what}")))
            .collect();
        if !self.lost.is_empty() {
            let lost: Vec<String> =
                self.lost.iter().map(|(what, n)| format!("{what} ({n})")).collect();
            let mut notice = Notice::new(format!("{format} does not hold {}", lost.join(", ")));
            if self.version == Version::V3 {
                notice = notice.help("version 2 (--as tbx2) and tables hold all of it");
            }
            notices.push(notice);
        }
        if let Some((id, written)) = &self.renamed {
            let message =
                format!("identifiers that XML does not allow are changed: `{id}` is `{written}`");
            notices.push(Notice::new(message));
        }
        notices
    }
}

fn is_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-:TZ+.".contains(c))
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
