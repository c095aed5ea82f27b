//! TBX → glossary. Entities are never resolved, nesting and size are bounded.

use super::says_more;
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::glossary::{Concept, Glossary, Term};
use crate::lang::Lang;
use crate::readout::xml::resolved;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 64;
/// The longest text of one element, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// Reads a TBX file.
pub(in crate::glossary) fn read(
    file: &str,
    text: &str,
    notices: &mut Vec<Notice>,
) -> Result<Glossary> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut state = State { file, text, ..State::new() };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|cause| {
            let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            let message = format!("the XML is broken: {cause}");
            Error::new(Kind::Malformed, message).at(Place::in_text(file, text, at))
        })?;
        state.at = at;
        match event {
            Event::Start(start) => state.open(&start)?,
            Event::Empty(start) => {
                state.open(&start)?;
                state.close();
            }
            Event::End(_) => state.close(),
            Event::Text(content) => {
                state.push(&content.xml_content(quick_xml::XmlVersion::Implicit1_0))?
            }
            Event::CData(content) => state.push(&content)?,
            Event::GeneralRef(reference) => match resolved(&reference) {
                Some(character) => state.push(character.encode_utf8(&mut [0; 4]))?,
                None => {
                    return Err(state
                        .error(Kind::Malformed, "an entity of the file is not resolved")
                        .help("write the characters themselves; entities are never resolved"));
                }
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some(open) = state.stack.last() {
        let message = format!("the file ends inside <{}>", open.name);
        return Err(state.error(Kind::Malformed, message).help("the file was cut off"));
    }
    if !state.seen_root {
        return Err(state.error(Kind::Malformed, "this is no TBX file: neither <martif> nor <tbx>"));
    }
    if !state.dropped.is_empty() {
        let kinds: Vec<String> =
            state.dropped.iter().map(|(name, count)| format!("{name} ({count})")).collect();
        let message = format!("not kept from the TBX file: {}", kinds.join(", "));
        notices.push(Notice::new(message).at(Place::file(file)));
    }
    if state.no_language > 0 {
        let message = format!("{} language sections name no language", state.no_language);
        notices.push(Notice::new(message).at(Place::file(file)));
    }
    Ok(state.glossary)
}

/// An open element.
struct Open {
    name: String,
    /// The data category: the attribute `type`, or the name itself.
    category: String,
    text: String,
}

struct State<'a> {
    file: &'a str,
    text: &'a str,
    at: usize,
    seen_root: bool,
    stack: Vec<Open>,
    glossary: Glossary,
    concept: Option<Concept>,
    lang: Option<Lang>,
    term: Option<Term>,
    /// The transaction that is being read: type, date and who made it.
    transaction: [String; 3],
    /// Data that the model has no place for, with how often it came.
    dropped: BTreeMap<String, usize>,
    no_language: usize,
}

impl<'a> State<'a> {
    fn new() -> State<'a> {
        State {
            file: "",
            text: "",
            at: 0,
            seen_root: false,
            stack: Vec::new(),
            glossary: Glossary::default(),
            concept: None,
            lang: None,
            term: None,
            transaction: Default::default(),
            dropped: BTreeMap::new(),
            no_language: 0,
        }
    }

    fn error(&self, kind: Kind, message: impl Into<String>) -> Error {
        Error::new(kind, message).at(Place::in_text(self.file, self.text, self.at))
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<()> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(self.error(Kind::Limit, "elements are nested too deeply"));
        }
        let name = local(start.name().as_ref());
        let attribute = |wanted: &[&str]| {
            let mut attributes = start.attributes().flatten();
            let found = attributes.find(|attribute| wanted.contains(&attribute.key.as_ref()))?;
            let value = &found.value;
            Some(quick_xml::escape::unescape(value).map_or(value.to_string(), |v| v.into_owned()))
        };
        match name.as_str() {
            "martif" | "tbx" | "TBX" if self.stack.is_empty() => self.seen_root = true,
            _ if self.stack.is_empty() => {
                let message = format!("this is no TBX file: the root element is <{name}>");
                return Err(self.error(Kind::Malformed, message));
            }
            "termEntry" | "conceptEntry" => {
                let number = self.glossary.concepts.len() + 1;
                let id = attribute(&["id", "xml:id"]).unwrap_or_else(|| number.to_string());
                self.concept = Some(Concept { id, ..Concept::default() });
            }
            "langSet" | "langSec" => {
                self.lang = attribute(&["xml:lang", "lang"]).and_then(|tag| Lang::parse(&tag));
                self.no_language += usize::from(self.lang.is_none());
            }
            "tig" | "ntig" | "termSec" => {
                self.term = self.lang.clone().map(|lang| Term::new(lang, ""));
            }
            _ => {}
        }
        let category = attribute(&["type"]).unwrap_or_else(|| name.clone());
        if self.concept.is_some() && attribute(&["target"]).is_some() {
            *self.dropped.entry(format!("target of {category}")).or_default() += 1;
        }
        self.stack.push(Open { name, category, text: String::new() });
        Ok(())
    }

    fn push(&mut self, content: &str) -> Result<()> {
        let Some(open) = self.stack.last_mut() else { return Ok(()) };
        open.text.push_str(content);
        if open.text.len() > MAX_TEXT {
            return Err(self.error(Kind::Limit, "the text of one element is too long"));
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        let text = open.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match open.name.as_str() {
            "termEntry" | "conceptEntry" => {
                if let Some(mut concept) = self.concept.take()
                    && !concept.terms.is_empty()
                {
                    concept.terms.sort_by_key(|term| term.status);
                    for term in &concept.terms {
                        let known = &mut self.glossary.languages;
                        if !known.contains(&term.lang) {
                            known.push(term.lang.clone());
                        }
                    }
                    self.glossary.concepts.push(concept);
                }
            }
            "langSet" | "langSec" => self.lang = None,
            "tig" | "ntig" | "termSec" => {
                if let (Some(term), Some(concept)) = (self.term.take(), &mut self.concept)
                    && !term.text.is_empty()
                {
                    concept.terms.push(term);
                }
            }
            "term" => {
                if let Some(term) = &mut self.term {
                    term.text = text;
                }
            }
            // Inline markup belongs to the text around it.
            "hi" | "foreign" | "ph" | "bpt" | "ept" | "sc" | "ec" => {
                if let Some(around) = self.stack.last_mut() {
                    around.text.push_str(&open.text);
                }
            }
            "transacGrp" => self.end_transaction(),
            "date" => self.transaction[1] = text,
            _ if text.is_empty() || self.concept.is_none() => {}
            _ => match open.category.as_str() {
                "transactionType" => {
                    let is_alone = self.stack.last().is_none_or(|o| o.name != "transacGrp");
                    self.transaction[0] = text;
                    if is_alone {
                        self.end_transaction();
                    }
                }
                "responsibility" => self.transaction[2] = text,
                category => self.data(category, text),
            },
        }
    }

    /// A transaction is kept by its type, with its date and who made it.
    fn end_transaction(&mut self) {
        let [kind, date, person] = std::mem::take(&mut self.transaction);
        let value = format!("{date} {person}").trim().to_owned();
        if !kind.is_empty() && !value.is_empty() {
            self.data(&kind, value);
        }
    }

    /// A data category with its value, at the level at which it stands.
    fn data(&mut self, category: &str, text: String) {
        let Some(concept) = &mut self.concept else { return };
        if let Some(term) = &mut self.term {
            let is_known = term.say(category, &text);
            let is_status = matches!(category, "administrativeStatus" | "normativeAuthorization");
            if !is_known || (is_status && says_more(&text)) {
                term.other.push((category.to_owned(), text));
            }
            return;
        }
        // Some tools write the name of the category with a capital.
        let category = if category == "Definition" { "definition" } else { category };
        let place = match (&self.lang, category) {
            (Some(lang), _) => {
                return concept.other.push((format!("{lang}_{category}"), text));
            }
            (None, "subjectField") => &mut concept.subject,
            (None, "definition") => &mut concept.definition,
            (None, "note") => &mut concept.note,
            (None, "conceptType" | "entryType") => &mut concept.kind,
            (None, _) => return concept.other.push((category.to_owned(), text)),
        };
        match place {
            Some(known) => {
                known.push_str("; ");
                known.push_str(&text);
            }
            None => *place = Some(text),
        }
    }
}

/// The name without its namespace prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Status;

    fn parse(text: &str) -> Result<Glossary> {
        read("t.tbx", text, &mut Vec::new())
    }

    #[test]
    fn both_styles_say_the_same() {
        let attributes = r#"<tbx style="dca" type="TBX-Min" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
            <conceptEntry id="1"><langSec xml:lang="en"><termSec><term>envoy</term>
            <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec></conceptEntry></body></text></tbx>"#;
        let tags = attributes
            .replace(r#"<termNote type="administrativeStatus">"#, "<min:administrativeStatus>")
            .replace("</termNote>", "</min:administrativeStatus>");
        let glossary = parse(attributes).unwrap();
        assert_eq!(glossary.concepts[0].terms[0].status, Status::Forbidden);
        assert_eq!(glossary, parse(&tags).unwrap());
    }

    #[test]
    fn hostile_files_are_refused() {
        let deep = "<tbx>".to_owned() + &"<a>".repeat(1000);
        assert_eq!(parse(&deep).unwrap_err().kind(), Kind::Limit);
        let entity = "<!DOCTYPE tbx [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><tbx>&x;</tbx>";
        assert_eq!(parse(entity).unwrap_err().kind(), Kind::Malformed);
        let cut = parse("<martif><text><body>").unwrap_err();
        assert!(cut.place().is_some_and(|place| place.line == Some(1)), "{cut}");
        assert!(parse("<map/>").is_err());
        assert!(parse("no xml at all").is_err());
    }
}
