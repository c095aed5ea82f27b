//! The XML of an SRX file.

use super::{LanguageMap, LanguageRule, SourceRule, Srx, translate};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::readout::xml::resolved;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Deeper nesting than this is no SRX file.
const MAX_DEPTH: usize = 64;
/// The largest SRX file that is read: 16 MiB.
const MAX_SIZE: usize = 16 << 20;

pub(super) fn parse(bytes: &[u8], file: &str) -> Result<(Srx, Vec<Notice>)> {
    if bytes.len() > MAX_SIZE {
        return Err(
            Error::new(Kind::Limit, "the SRX file is larger than 16 MiB").at(Place::file(file))
        );
    }
    let xml = decode(bytes, file)?;
    let mut document = Document::new(file, &xml);
    document.read()?;
    document.finish(bytes)
}

/// The text of the file: by its byte order mark, else by its declaration, else UTF-8.
fn decode<'b>(bytes: &'b [u8], file: &str) -> Result<Cow<'b, str>> {
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        let name = head.split("encoding=").nth(1)?;
        let quote = name.chars().next()?;
        let name = name[quote.len_utf8()..].split(quote).next()?;
        encoding_rs::Encoding::for_label(name.as_bytes())
    };
    let (encoding, skip) = encoding_rs::Encoding::for_bom(bytes)
        .unwrap_or_else(|| (declared().unwrap_or(encoding_rs::UTF_8), 0));
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if damaged {
        return Err(Error::new(
            Kind::Malformed,
            format!("the file is not the {} that it claims to be", encoding.name()),
        )
        .at(Place::file(file)));
    }
    Ok(text)
}

/// Which element's text is being gathered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    After,
}

struct Document<'x> {
    file: &'x str,
    xml: &'x str,
    reader: Reader<&'x [u8]>,
    depth: usize,
    version: Option<String>,
    cascade: bool,
    languages: Vec<LanguageRule>,
    /// Pattern, rule name and offset of each map.
    maps: Vec<(String, String, usize)>,
    rule: Option<SourceRule>,
    part: Option<Part>,
    notices: Vec<Notice>,
}

impl<'x> Document<'x> {
    fn new(file: &'x str, xml: &'x str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Document {
            file,
            xml,
            reader,
            depth: 0,
            version: None,
            cascade: false,
            languages: Vec::new(),
            maps: Vec::new(),
            rule: None,
            part: None,
            notices: Vec::new(),
        }
    }

    fn here(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn place(&self, offset: usize) -> Place {
        Place::in_text(self.file, self.xml, offset)
    }

    fn malformed(&self, offset: usize, message: impl Into<String>) -> Error {
        Error::new(Kind::Malformed, message).at(self.place(offset))
    }

    fn read(&mut self) -> Result<()> {
        loop {
            let at = self.here();
            let event = self.reader.read_event().map_err(|cause| {
                let offset = usize::try_from(self.reader.error_position()).unwrap_or(at);
                self.malformed(offset, format!("not well-formed XML: {cause}"))
                    .help("an SRX file is XML; check where it comes from")
            })?;
            match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Error::new(Kind::Limit, "elements are nested too deeply")
                            .at(self.place(at)));
                    }
                    self.start(&element, at)?;
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.end(element.local_name().as_ref());
                }
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(data) => self.text(&data.xml10_content()),
                Event::GeneralRef(reference) => {
                    let Some(c) = resolved(&reference) else {
                        let name: &str = &reference;
                        return Err(self
                            .malformed(at, format!("unknown entity &{name};"))
                            .help("only the five entities of XML itself and &#…; are read"));
                    };
                    self.text(c.encode_utf8(&mut [0; 4]));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if self.version.is_none() {
            return Err(self.malformed(0, "not an SRX file: it has no <srx> element"));
        }
        if self.depth > 0 {
            return Err(self
                .malformed(self.xml.len(), "the file ends inside an element")
                .help("it seems to be cut off; get a complete copy"));
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart, at: usize) -> Result<()> {
        let name = element.local_name();
        if self.depth == 1 {
            if name.as_ref() != "srx" {
                let name = name.as_ref().to_owned();
                return Err(self
                    .malformed(at, format!("not an SRX file: the root is <{name}>"))
                    .help("an SRX file begins with <srx version=\"2.0\">"));
            }
            let version = self.attribute(element, "version", at)?.unwrap_or_default();
            if !version.starts_with("1.") && !version.starts_with("2.") {
                self.notices.push(
                    Notice::new(format!("SRX version “{version}” is unknown; read as 2.0"))
                        .at(self.place(at)),
                );
            }
            self.version = Some(version);
            return Ok(());
        }
        match name.as_ref() {
            "header" => {
                let cascade = self.attribute(element, "cascade", at)?;
                self.cascade = cascade.as_deref() == Some("yes");
            }
            "languagerule" => {
                let name = self.attribute(element, "languagerulename", at)?.unwrap_or_default();
                self.languages.push(LanguageRule { name, rules: Vec::new() });
            }
            "rule" => {
                let breaks = self.attribute(element, "break", at)?.as_deref() != Some("no");
                let line = self.place(at).line.unwrap_or(0);
                self.rule = Some(SourceRule {
                    breaks,
                    before: String::new(),
                    after: String::new(),
                    line,
                    unsupported: None,
                });
            }
            "beforebreak" => self.part = Some(Part::Before),
            "afterbreak" => self.part = Some(Part::After),
            "languagemap" => {
                let pattern = self.attribute(element, "languagepattern", at)?.unwrap_or_default();
                let rules = self.attribute(element, "languagerulename", at)?.unwrap_or_default();
                self.maps.push((pattern, rules, at));
            }
            _ => {}
        }
        Ok(())
    }

    fn attribute(&self, element: &BytesStart, name: &str, at: usize) -> Result<Option<String>> {
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|cause| self.malformed(at, cause.to_string()))?;
            if attribute.key.local_name().as_ref() == name {
                let value = attribute
                    .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                    .map_err(|cause| self.malformed(at, cause.to_string()))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    fn text(&mut self, text: &str) {
        if let (Some(part), Some(rule)) = (self.part, &mut self.rule) {
            match part {
                Part::Before => rule.before.push_str(text),
                Part::After => rule.after.push_str(text),
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "beforebreak" | "afterbreak" => self.part = None,
            "rule" => {
                if let (Some(mut rule), Some(language)) =
                    (self.rule.take(), self.languages.last_mut())
                {
                    let problem = [&rule.before, &rule.after]
                        .into_iter()
                        .find_map(|pattern| translate::unsupported(pattern));
                    if let Some(problem) = problem {
                        self.notices.push(
                            Notice::new(format!(
                                "a rule of “{}” cannot be honoured and is left out: {problem}",
                                language.name
                            ))
                            .at(Place { line: Some(rule.line), ..Place::file(self.file) })
                            .help("write the rule without this construct"),
                        );
                        rule.unsupported = Some(problem);
                    }
                    language.rules.push(rule);
                }
            }
            _ => {}
        }
    }

    fn finish(self, bytes: &[u8]) -> Result<(Srx, Vec<Notice>)> {
        if self.maps.is_empty() {
            return Err(self
                .malformed(0, "the SRX file has no language maps")
                .help("add <maprules> with a <languagemap> for each language"));
        }
        let mut maps = Vec::new();
        for (pattern, name, at) in &self.maps {
            let Some(language) = self.languages.iter().position(|rule| rule.name == *name) else {
                return Err(self.malformed(*at, format!("no language rule is named “{name}”")));
            };
            // The specification asks for patterns that match the whole code, in any case.
            let regex = regex::RegexBuilder::new(&format!("^(?:{pattern})$"))
                .case_insensitive(true)
                .size_limit(1 << 20)
                .build()
                .map_err(|_| {
                    self.malformed(
                        *at,
                        format!("the language pattern “{pattern}” is no regular expression"),
                    )
                })?;
            maps.push(LanguageMap { pattern: regex, language });
        }
        let srx = Srx {
            file: self.file.to_owned(),
            version: self.version.unwrap_or_default(),
            cascade: self.cascade,
            languages: self.languages,
            maps,
            source: bytes.to_vec(),
        };
        Ok((srx, self.notices))
    }
}
