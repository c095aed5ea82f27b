//! TMX → units, one at a time.
//!
//! The file is decoded by `source`, cut into XML events by quick-xml, and put together here.
//! What quick-xml leaves to its caller is checked here: that every element is closed by its own
//! name, that the file does not end early, that attributes are unique, that references mean
//! something, and that nothing grows without bound.

mod faults;
mod values;

use super::entities::Entities;
use super::model::{self, Child, Element, Header, Line, Name, Node, Remark, Tail, Unit, Variant};
use super::source::{Block, Source};
use crate::error::{Kind, Notice, Result};
use faults::syntax_error;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::Read;

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 256;
/// The most attributes of one element.
pub const MAX_ATTRIBUTES: usize = 256;
/// The largest single tag, text or comment, in bytes.
pub const MAX_TOKEN: usize = 16 << 20;
/// The largest unit, in bytes of its XML.
pub const MAX_UNIT: usize = 32 << 20;

/// The most comments and processing instructions that are kept above one unit, in bytes.
pub const MAX_REMARKS: usize = 1 << 20;

/// How many left-out things are listed one by one.
const LISTED: usize = 50;

/// How a file is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// Reads what can be saved from a broken file: characters that are broken or forbidden
    /// become U+FFFD, units that are broken are left out, and each is listed as a notice.
    pub repair: bool,
}

/// What the next piece of the body is.
enum Step {
    Unit(Unit),
    End,
    Other,
}

/// Reads units from a TMX file without holding more than one of them.
///
/// The iterator ends after the first error. After the last unit the rest of the file has been
/// read too: a file that was cut off is an error, not a shorter file.
pub struct Reader<'a> {
    xml: quick_xml::Reader<Source<'a>>,
    /// The event above the units.
    buffer: Vec<u8>,
    /// The event inside a unit.
    inner: Vec<u8>,
    /// The open elements of a unit.
    stack: Vec<Element>,
    /// Whether the last event was read inside a unit.
    inside: bool,
    /// Whether the last event was a tag: what follows may be a plain unit.
    behind_tag: bool,
    #[cfg(test)]
    general_only: bool,
    /// Whether the event at which reading failed may begin something whole.
    again: bool,
    options: ReadOptions,
    entities: Entities,
    header: Header,
    /// The names of the open elements above the units.
    outer: Vec<String>,
    /// The prefix of the root element, such as `tmx:`, which all TMX elements then have.
    prefix: String,
    seen_root: bool,
    seen_body: bool,
    /// Whether elements have been written in capitals, which TMX does not allow: from then on
    /// their case is not looked at.
    capitals: bool,
    /// Comments and processing instructions of which the place is not known yet, and their size.
    remarks: Vec<Remark>,
    remarks_size: usize,
    tail: Tail,
    /// The first unit, when it was met while the header was looked for.
    ahead: Option<Unit>,
    /// The header, when it came behind the units.
    late_header: Option<Header>,
    /// Whether the file is read for the sake of such a header.
    looks_for_header: bool,
    seen_unit: bool,
    notices: Vec<Notice>,
    left_out: usize,
    done: bool,
}

impl<'a> Reader<'a> {
    /// Opens a TMX file, plain or gzip, and reads its header.
    ///
    /// `file` is the name under which errors and notices speak of it.
    pub fn new(source: impl Read + 'a, file: &str, options: ReadOptions) -> Result<Self> {
        let source = Source::new(source, file, options.repair)?;
        let mut reader = Reader {
            xml: parser(source, options),
            buffer: Vec::new(),
            inner: Vec::new(),
            stack: Vec::new(),
            inside: false,
            behind_tag: false,
            #[cfg(test)]
            general_only: false,
            again: false,
            options,
            entities: Entities::default(),
            header: Header::absent(),
            outer: Vec::new(),
            prefix: String::new(),
            seen_root: false,
            seen_body: false,
            capitals: false,
            remarks: Vec::new(),
            remarks_size: 0,
            tail: Tail::default(),
            ahead: None,
            late_header: None,
            looks_for_header: false,
            seen_unit: false,
            notices: Vec::new(),
            left_out: 0,
            done: false,
        };
        while !reader.seen_body && !reader.done {
            match reader.step()? {
                Step::Unit(unit) => {
                    reader.ahead = Some(unit);
                    break;
                }
                Step::End => reader.done = true,
                Step::Other => {}
            }
        }
        Ok(reader)
    }

    /// The header of the file.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Reads to the end, for a header that comes behind the units. What is wrong with the file
    /// is found when it is read for the units.
    pub(super) fn late_header_of(mut self) -> Option<Header> {
        self.looks_for_header = true;
        while let Ok(Some(_)) = self.next_unit() {}
        self.late_header
    }

    /// Takes a header that is known to come behind the units.
    pub(super) fn expect_late_header(&mut self, header: Header) {
        self.header = header;
    }

    /// What stands behind the units; complete after the last of them.
    pub fn tail(&self) -> &Tail {
        &self.tail
    }

    /// What there is to know about the reading so far; complete after the last unit.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.xml.get_ref().notices.iter().chain(&self.notices)
    }

    /// The next unit; `None` after the last.
    pub fn next_unit(&mut self) -> Result<Option<Unit>> {
        if let Some(unit) = self.ahead.take() {
            return Ok(Some(unit));
        }
        while !self.done {
            match self.step() {
                Ok(Step::Unit(unit)) => return Ok(Some(unit)),
                Ok(Step::End) => self.done = true,
                Ok(Step::Other) => {}
                Err(error) => {
                    self.done = true;
                    return Err(error);
                }
            }
        }
        Ok(None)
    }

    /// Whether the reader stands where plain units may follow.
    pub(super) fn takes_plain_units(&self) -> bool {
        #[cfg(test)]
        if self.general_only {
            return false;
        }
        self.behind_tag
            && self.seen_body
            && !self.outer.is_empty()
            && self.prefix.is_empty()
            && !self.capitals
            && !self.options.repair
            && !self.done
    }

    /// Blocks of what comes next, of which the units are to be read by others; none where the
    /// reader must go on itself.
    pub(super) fn blocks(&mut self, most: usize) -> Vec<Block> {
        if !self.takes_plain_units() || !self.remarks.is_empty() {
            return Vec::new();
        }
        self.seen_unit = true;
        std::iter::from_fn(|| self.xml.get_mut().block()).take(most).collect()
    }

    /// Takes back blocks in which not all is plain: of the first, the text before `from` has been
    /// read.
    pub(super) fn take_back<'b>(&mut self, from: usize, blocks: impl Iterator<Item = &'b Block>) {
        self.xml.get_mut().take_back(from, blocks);
    }

    /// Makes blocks of so much text at least.
    #[cfg(test)]
    pub(super) fn set_block(&mut self, size: usize) {
        self.xml.get_mut().set_block(size);
    }

    /// Reads everything by the general way.
    #[cfg(test)]
    pub(super) fn take_nothing_for_plain(&mut self) {
        self.general_only = true;
    }

    /// How much of the decoded text has been read, in bytes.
    pub(super) fn offset(&self) -> u64 {
        self.xml.get_ref().offset()
    }

    /// Reads one event above the units, and a whole unit when one begins.
    fn step(&mut self) -> Result<Step> {
        if self.takes_plain_units()
            && let Some(mut unit) = self.xml.get_mut().plain_unit()
        {
            self.seen_unit = true;
            unit.above = self.take_remarks();
            return Ok(Step::Unit(unit));
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        self.inside = false;
        let step = self.step_with(&mut buffer);
        self.buffer = buffer;
        let step = step.map_err(|error| match error.place() {
            Some(_) => error,
            None => error.at(self.place_of_invalid_text()),
        });
        match step {
            Err(error) if self.options.repair && self.seen_root && error.kind() != Kind::Io => {
                self.leave_out(&error);
                Ok(self.resume())
            }
            other => other,
        }
    }

    fn step_with(&mut self, buffer: &mut Vec<u8>) -> Result<Step> {
        let event = self.event(buffer)?;
        self.behind_tag = matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_));
        match event {
            Event::Start(tag) => self.outer_start(&tag, false),
            Event::Empty(tag) => self.outer_start(&tag, true),
            Event::End(tag) => {
                let tag = tag.name();
                match self.outer.pop() {
                    Some(open) if open == tag.as_ref() => {}
                    open => return Err(self.wrong_end(open.as_deref(), tag.as_ref())),
                }
                let remarks = self.take_remarks();
                match self.outer.len() {
                    0 => self.tail.root.extend(remarks),
                    _ => self.tail.body.extend(remarks),
                }
                Ok(Step::Other)
            }
            Event::Eof => self.end_of_file(),
            Event::DocType(text) => {
                if !self.seen_root {
                    self.entities = Entities::read(&text);
                }
                Ok(Step::Other)
            }
            Event::Text(text) if text.trim_matches(is_space).is_empty() => Ok(Step::Other),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                if self.outer.is_empty() {
                    let what = if self.seen_root { "after the end of" } else { "before" };
                    return Err(self
                        .error(Kind::Malformed, format!("there is text {what} the XML document"))
                        .help("this is no XML file, or something was added to it"));
                }
                self.notice_left_out("text that stands outside the units is left out");
                Ok(Step::Other)
            }
            Event::Comment(text) => {
                let remark = self.comment(&text);
                self.keep_remark(remark);
                Ok(Step::Other)
            }
            Event::PI(text) => {
                let remark = self.instruction(&text);
                remark.into_iter().for_each(|remark| self.keep_remark(remark));
                Ok(Step::Other)
            }
            Event::Decl(_) => Ok(Step::Other),
        }
    }

    /// A comment. Two hyphens, which XML forbids in it, are set apart.
    fn comment(&mut self, text: &str) -> Remark {
        let well_formed = model::comment(text);
        if well_formed != text {
            let message = "`--` stands in a comment, where XML forbids it; it becomes `- -`";
            self.notices.push(Notice::new(message).at(self.place()));
        }
        Remark::Comment(well_formed.into_owned())
    }

    /// A processing instruction, if it is one.
    fn instruction(&mut self, text: &str) -> Option<Remark> {
        if !model::is_instruction(text) {
            self.notice_left_out("a processing instruction without a name is left out");
            return None;
        }
        Some(Remark::Instruction(text.to_owned()))
    }

    fn keep_remark(&mut self, remark: Remark) {
        let (Remark::Comment(text) | Remark::Instruction(text)) = &remark;
        self.remarks_size += text.len();
        if self.remarks_size > MAX_REMARKS {
            self.notice_left_out("comments of more than 1 MiB together: this one is left out");
        } else {
            self.remarks.push(remark);
        }
    }

    fn take_remarks(&mut self) -> Vec<Remark> {
        self.remarks_size = 0;
        std::mem::take(&mut self.remarks)
    }

    /// The next event of the file.
    #[inline]
    fn event<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>> {
        buffer.clear();
        self.xml.get_mut().begin_token(MAX_TOKEN);
        // The borrow of an event in `buffer` would outlast the error's use of it.
        match self.xml.read_event_into(buffer) {
            Ok(event) => Ok(event),
            Err(error) => Err(syntax_error(&mut self.xml, error)),
        }
    }

    /// The line on which the current event begins.
    fn line(&mut self) -> Line {
        Line(u32::try_from(self.xml.get_mut().token_line()).unwrap_or(u32::MAX))
    }

    fn outer_start(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<Step> {
        let written = tag.name();
        if !self.seen_root {
            return self.root(tag, empty);
        }
        if self.outer.is_empty() {
            return Err(self.error(Kind::Malformed, "the file has more than one root element"));
        }
        let local = self.local(written.as_ref());
        if !self.capitals && local.bytes().any(|b| b.is_ascii_uppercase()) {
            self.capitals = true;
            let message = format!("`{local}`: the elements of TMX are written in small letters");
            self.notices.push(Notice::new(message).at(self.place()));
        }
        if local.eq_ignore_ascii_case("tu") {
            self.seen_unit = true;
            let above = self.take_remarks();
            let element = self.element(tag, empty)?;
            return Ok(Step::Unit(unit(above, element)));
        }
        let may_come = !self.header.present && !self.seen_body && !self.seen_unit;
        if local.eq_ignore_ascii_case("header") && may_come {
            self.header.above = self.take_remarks();
            let element = self.element(tag, empty)?;
            self.header.present = true;
            self.header.attributes = element.attributes;
            self.header.children = element.children;
            self.header.line = element.line;
            return Ok(Step::Other);
        }
        if local.eq_ignore_ascii_case("header") && self.late_header.is_none() {
            return self.late_header(tag, empty);
        }
        if local.eq_ignore_ascii_case("body") {
            if !self.seen_body {
                self.header.below = self.take_remarks();
            }
            self.seen_body = true;
        } else {
            let what = format!("the element `{}` is left out: it is no part of TMX here", local);
            self.notice_left_out(&what);
        }
        if !empty {
            self.open(written.as_ref())?;
        }
        Ok(Step::Other)
    }

    fn root(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<Step> {
        let written = tag.name();
        let written = written.as_ref();
        let local = written.rsplit(':').next().unwrap_or(written);
        if !local.eq_ignore_ascii_case("tmx") {
            let error = self.error(
                Kind::Unsupported,
                format!(
                    "this is no translation memory: the root element is `{written}`, not `tmx`"
                ),
            );
            return Err(error.help(match local.to_ascii_lowercase().as_str() {
                "map" => "it looks like a map of the game editor Tiled, which uses .tmx too",
                "html" => "it is a web page; was it saved in place of the file?",
                "xliff" => "it is an XLIFF file; give it the ending .xlf",
                "martif" | "tbx" => "it is a term base; use it as a glossary",
                _ => "give a TMX file",
            }));
        }
        self.prefix = written[..written.len() - local.len()].to_owned();
        self.header.above_root = self.take_remarks();
        self.header.root = self.attributes(tag)?;
        self.header.line = self.line();
        if !self.prefix.is_empty() {
            let declaration = format!("xmlns:{}", self.prefix.trim_end_matches(':'));
            self.header.root.remove(&declaration);
        }
        self.seen_root = true;
        if !empty {
            self.open(written)?;
        }
        Ok(Step::Other)
    }

    /// A header that comes behind the first unit, or a second one. Unless it was looked for
    /// before, it comes too late to be kept.
    fn late_header(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<Step> {
        let element = self.element(tag, empty)?;
        let late = Header {
            present: true,
            attributes: element.attributes,
            children: element.children,
            line: element.line,
            ..self.header.clone()
        };
        let behind = "the `header` stands behind the units";
        if self.header.present && (self.header != late || self.header.line.0 != late.line.0) {
            self.notice_left_out("there is a second `header`, which is left out");
        } else if self.header.present || self.looks_for_header {
            self.notices.push(Notice::new(behind).at(self.place()));
            self.late_header = Some(late);
        } else {
            return Err(self
                .error(Kind::Malformed, behind)
                .help("give the file by its name, not through a pipe; --repair leaves it out"));
        }
        Ok(Step::Other)
    }

    fn open(&mut self, name: &str) -> Result<()> {
        if self.outer.len() >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        self.outer.push(name.to_owned());
        Ok(())
    }

    fn end_of_file(&mut self) -> Result<Step> {
        if !self.seen_root {
            return Err(self
                .error(Kind::Malformed, "the file is empty: there is no XML element in it")
                .help("give a TMX file"));
        }
        let error = self.outer.last().map(|open| self.cut_off(open));
        if let Some(error) = error {
            if !self.options.repair {
                return Err(error);
            }
            self.leave_out(&error);
        }
        self.tail.file = self.take_remarks();
        if !self.seen_body && self.left_out == 0 {
            self.notices.push(Notice::new("the file has no `body`").at(self.place()));
        }
        if self.left_out > LISTED {
            let more = self.left_out - LISTED;
            self.notices.push(Notice::new(format!("{more} more were left out")));
        }
        self.xml.get_mut().summarise_repairs();
        Ok(Step::End)
    }

    /// Reads the element that `tag` opens, with everything inside.
    fn element(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<Element> {
        let first = self.start(tag)?;
        if empty {
            return Ok(first);
        }
        let mut buffer = std::mem::take(&mut self.inner);
        self.inside = true;
        let mut stack = std::mem::take(&mut self.stack);
        stack.push(first);
        let element = self.content(&mut stack, &mut buffer);
        stack.clear();
        self.stack = stack;
        self.inner = buffer;
        element
    }

    /// Reads the rest of an element whose start tag has been read.
    fn content(&mut self, stack: &mut Vec<Element>, buffer: &mut Vec<u8>) -> Result<Element> {
        let began = self.xml.get_ref().token_offset();
        let mut high = None;
        let mut blank = String::new();
        loop {
            let event = self.event(buffer)?;
            if self.xml.get_ref().token_offset() - began > MAX_UNIT as u64 {
                let limit = "one unit is larger than 32 MiB";
                return Err(self.error(Kind::Limit, limit));
            }
            let Some(top) = stack.last_mut() else {
                return Err(self.error(Kind::Malformed, "an element is closed that is not open"));
            };
            if let Some(half) = high.take() {
                if !matches!(&event, Event::GeneralRef(r) if r.starts_with('#')) {
                    self.lone_surrogate(half, top)?;
                } else {
                    high = Some(half);
                }
            }
            match event {
                Event::Text(text) => add_text(top, &mut blank, &text),
                Event::CData(text) => add_text(top, &mut blank, &text),
                Event::GeneralRef(name) => {
                    let text = self.reference(&name, &mut high)?;
                    add_text(top, &mut blank, &text);
                }
                Event::Empty(tag) => {
                    blank.clear();
                    let element = self.start(&tag)?;
                    self.no_nested_unit(&element)?;
                    top.children.push(Node::Element(element));
                }
                Event::Start(tag) => {
                    blank.clear();
                    let element = self.start(&tag)?;
                    self.no_nested_unit(&element)?;
                    if stack.len() + self.outer.len() >= MAX_DEPTH {
                        return Err(self.too_deep());
                    }
                    stack.push(element);
                }
                Event::End(tag) => {
                    blank.clear();
                    let tag = tag.name();
                    let name = self.local(tag.as_ref());
                    let same =
                        top.name == name || (self.capitals && top.name.eq_ignore_ascii_case(name));
                    if !same {
                        let open = top.name.clone();
                        return Err(self.wrong_end(Some(&open), tag.as_ref()));
                    }
                    let Some(element) = stack.pop() else { continue };
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(Node::Element(element)),
                        None => return Ok(element),
                    }
                }
                Event::Eof => {
                    let open = top.name.clone();
                    return Err(self.cut_off(&open));
                }
                Event::Comment(text) => {
                    blank.clear();
                    let remark = self.comment(&text);
                    top.children.push(Node::Remark(remark));
                }
                Event::PI(text) => {
                    blank.clear();
                    let remark = self.instruction(&text);
                    top.children.extend(remark.map(Node::Remark));
                }
                Event::DocType(_) | Event::Decl(_) => {}
            }
        }
    }

    /// A unit inside a unit would make the outer one swallow it.
    fn no_nested_unit(&mut self, element: &Element) -> Result<()> {
        if element.name != "tu" {
            return Ok(());
        }
        self.again = true;
        Err(self
            .error(Kind::Malformed, "a `tu` begins before the one above it is closed")
            .help("--repair leaves out the unit that is not closed"))
    }

    /// An element that begins, without content.
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<Element> {
        let written = tag.name();
        let local = self.local(written.as_ref());
        let name = match self.capitals {
            true => model::name(&local.to_ascii_lowercase()),
            false => model::name(local),
        };
        if !is_name(&name) {
            return Err(self
                .error(Kind::Malformed, format!("`<{local}` begins no element"))
                .help("in text `<` is written `&lt;`; --repair leaves out the unit that has it"));
        }
        Ok(Element {
            name,
            attributes: self.attributes(tag)?,
            children: Vec::new(),
            line: self.line(),
        })
    }

    /// A name without the prefix of the root element.
    fn local<'n>(&self, name: &'n str) -> &'n str {
        name.strip_prefix(self.prefix.as_str()).unwrap_or(name)
    }

    /// Goes on behind something broken, at the next unit.
    fn resume(&mut self) -> Step {
        let token = if self.inside { &self.inner } else { &self.buffer };
        let source = self.xml.get_mut();
        source.put_back(token);
        if !std::mem::take(&mut self.again) {
            source.skip_one();
        }
        let stops: Vec<Vec<u8>> = ["tu", "TU"]
            .iter()
            .flat_map(|name| [" ", ">", "\t", "\n"].map(|end| (name, end)))
            .map(|(name, end)| format!("<{}{name}{end}", self.prefix).into_bytes())
            .collect();
        if !source.skip_to(&stops) {
            source.summarise_repairs();
            return Step::End;
        }
        // The parser still thinks itself inside what was broken: a new one takes over.
        let source = source.take();
        self.xml = parser(source, self.options);
        self.seen_body = true;
        self.outer.truncate(1);
        self.outer.push(format!("{}body", self.prefix));
        Step::Other
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Unit>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_unit().transpose()
    }
}

fn parser(source: Source<'_>, options: ReadOptions) -> quick_xml::Reader<Source<'_>> {
    let mut xml = quick_xml::Reader::from_reader(source);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = options.repair;
    xml
}

/// Whether a name is one (XML 1.0, 2.3); those of TMX are known to be.
pub(crate) fn is_name(name: &Name) -> bool {
    match name {
        Cow::Borrowed(_) => true,
        Cow::Owned(name) => model::is_xml_name(name),
    }
}

/// White space as XML means it.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether white space in an element of this name only lays out its children.
pub(super) fn holds_elements_only(name: &str) -> bool {
    matches!(name, "tu" | "tuv" | "header" | "ude")
}

/// Adds text to an element. Where white space only lays out the children it waits in `blank`,
/// since it belongs to a text that may follow.
fn add_text(element: &mut Element, blank: &mut String, text: &str) {
    let lays_out = holds_elements_only(&element.name)
        && !matches!(element.children.last(), Some(Node::Text(_)));
    if lays_out && text.trim_matches(is_space).is_empty() {
        blank.push_str(text);
        return;
    }
    if !blank.is_empty() {
        element.push_text(blank);
        blank.clear();
    }
    element.push_text(text);
}

/// The unit that a `tu` element is.
fn unit(above: Vec<Remark>, element: Element) -> Unit {
    let children = element
        .children
        .into_iter()
        .map(|node| match node {
            Node::Element(e) if e.name == "tuv" => Child::Variant(Variant {
                attributes: e.attributes,
                children: e.children,
                line: e.line,
            }),
            node => Child::Node(node),
        })
        .collect();
    Unit { above, attributes: element.attributes, children, line: element.line }
}
