//! Message catalogues of GNU gettext (gettext manual, "The Format of PO Files").
//!
//! An entry is a unit of two languages. `msgctxt` is the property `x-context`, the flag `fuzzy`
//! the state `needs-review-translation`, translators' comments are notes; other flags,
//! references, extracted comments, previous texts and the mark of obsolete entries are `x-po-…`
//! properties. An entry with plural forms becomes a unit for each form: the first with `msgid`,
//! the others with `msgid_plural` as source; `x-po-plural` says which form a unit is, and the
//! writer puts forms that follow one another together again. The catalogue's header is the
//! property `x-po-header` of the memory's header.

use super::plan::{Losses, Plan, Room};
use super::text::Text;
use super::{CONTEXT_PROP, ReadOptions, STATE_PROP, Units, write_error};
use crate::error::{Error, Kind, Notice, Result};
use crate::lang::{Lang, detect};
use crate::tmx::{Header, Line, Unit};
use std::collections::VecDeque;
use std::io::Write;
use std::path::Path;

const HEADER_PROP: &str = "x-po-header";
const FLAGS_PROP: &str = "x-po-flags";
const REFERENCE_PROP: &str = "x-po-reference";
const EXTRACTED_PROP: &str = "x-po-extracted";
const PREVIOUS_PROP: &str = "x-po-previous";
const OBSOLETE_PROP: &str = "x-po-obsolete";
const PLURAL_PROP: &str = "x-po-plural";
const PLURAL_SOURCE_PROP: &str = "x-po-msgid-plural";

/// What is no part of a line at its ends.
const BLANK: [char; 3] = [' ', '\t', '\r'];
/// The state that `fuzzy` means.
const FUZZY: &str = "needs-review-translation";
/// The most plural forms that any language has is six; this is a bound for broken files.
const MAX_FORMS: usize = 16;

/// An entry as the file has it.
#[derive(Default)]
struct Entry {
    line: u32,
    comments: Vec<String>,
    extracted: Vec<String>,
    references: Vec<String>,
    flags: Vec<String>,
    previous: Vec<String>,
    obsolete: bool,
    context: Option<String>,
    id: Option<String>,
    plural: Option<String>,
    texts: Vec<String>,
}

/// Which string a continuation line goes on with.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    None,
    Context,
    Id,
    Plural,
    Text(usize),
}

/// Units from a catalogue.
pub(super) struct Reader {
    text: Text,
    header: Header,
    source: Lang,
    target: Lang,
    /// A line that belongs to the next entry.
    ahead: Option<String>,
    /// The units of an entry with plural forms.
    waiting: VecDeque<Unit>,
    /// The first entry, when it was no header.
    first: Option<Entry>,
    notices: Vec<Notice>,
}

impl Reader {
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Reader> {
        let mut notices = Vec::new();
        let file = options.name_of(path);
        let mut options = options.clone();
        if options.encoding.is_none() {
            options.encoding = declared(path, &file)?;
        }
        let text = Text::open(path, &options, &mut notices)?;
        let place = text.place();
        let english = |tag| Lang::parse(tag).ok_or_else(|| Error::new(Kind::Usage, "no language"));
        let mut reader = Reader {
            text,
            header: Header::new("en"),
            source: english("en")?,
            target: english("und")?,
            ahead: None,
            waiting: VecDeque::new(),
            first: None,
            notices,
        };
        let first = reader.entry()?;
        let mut said = None;
        match first {
            Some(first) if first.id.as_deref() == Some("") && first.context.is_none() => {
                let header = first.texts.into_iter().next().unwrap_or_default();
                said = field(&header, "Language").and_then(Lang::parse);
                let from = field(&header, "X-Source-Language").and_then(Lang::parse);
                reader.source = from.unwrap_or(reader.source);
                let mut all = first.comments.join("\n");
                if !all.is_empty() {
                    reader.header.add_note(&all);
                }
                all = header;
                reader.header.add_prop(HEADER_PROP, &all);
            }
            first => reader.first = first,
        }
        let given = options.languages.as_slice();
        if let Some(source) = given.first() {
            reader.source = source.clone();
        }
        let named = || detect::from_file_name(&file);
        let target = given.get(1).cloned().or(said).or_else(named);
        match target {
            Some(target) => reader.target = target,
            None => reader.notices.push(
                Notice::new("the catalogue names no language; `und` is taken")
                    .at(place)
                    .help("say the languages: --pair en-ru"),
            ),
        }
        let source = reader.source.as_str().to_owned();
        reader.header.set_attribute("srclang", source);
        Ok(reader)
    }

    /// Reads an entry; `None` after the last. Comments at the end that belong to none are left.
    fn entry(&mut self) -> Result<Option<Entry>> {
        let mut entry = Entry::default();
        let mut part = Part::None;
        while let Some(line) = match self.ahead.take() {
            Some(line) => Some(line),
            None => self.text.line()?,
        } {
            let trimmed = line.trim_matches(BLANK);
            let complete = !entry.texts.is_empty();
            if trimmed.is_empty() {
                if complete {
                    break;
                }
                continue;
            }
            let obsolete = trimmed.strip_prefix("#~").filter(|rest| !rest.starts_with('|'));
            if obsolete.is_none() && trimmed.starts_with('#') {
                if complete || entry.id.is_some() {
                    self.ahead = Some(line);
                    break;
                }
                comment(&mut entry, line.trim_start_matches(BLANK));
                continue;
            }
            let body = obsolete.unwrap_or(trimmed).trim();
            let (keyword, rest) = body.split_at(body.find(['"', ' ', '\t']).unwrap_or(body.len()));
            let begins = matches!(keyword, "msgctxt" | "msgid");
            if begins && (complete || keyword == "msgctxt" && entry.id.is_some()) {
                self.ahead = Some(line);
                break;
            }
            if keyword == "msgid" && entry.id.is_some() {
                return Err(self.malformed("an entry has no `msgstr`"));
            }
            if entry.line == 0 {
                entry.line = self.text.number;
            }
            entry.obsolete |= obsolete.is_some();
            part = match keyword {
                "msgctxt" => Part::Context,
                "msgid" => Part::Id,
                "msgid_plural" => Part::Plural,
                "msgstr" => Part::Text(0),
                "" if part != Part::None => part,
                _ => match form(keyword) {
                    Some(form) => Part::Text(form),
                    None => return Err(self.malformed("the line begins nothing that PO knows")),
                },
            };
            let string = self.string(rest.trim())?;
            let into = match part {
                Part::Context => entry.context.get_or_insert_default(),
                Part::Id => entry.id.get_or_insert_default(),
                Part::Plural => entry.plural.get_or_insert_default(),
                Part::Text(form) => {
                    if entry.texts.len() <= form {
                        entry.texts.resize(form + 1, String::new());
                    }
                    &mut entry.texts[form]
                }
                Part::None => return Err(self.malformed("the line belongs to no entry")),
            };
            into.push_str(&string);
            if into.len() > super::text::MAX_LINE {
                return Err(
                    Error::new(Kind::Limit, "a text is larger than 16 MiB").at(self.text.place())
                );
            }
        }
        match (&entry.id, entry.texts.is_empty()) {
            (None, true) if entry.context.is_none() => Ok(None),
            (Some(_), false) => Ok(Some(entry)),
            _ => Err(self.malformed("an entry has no `msgid` or no `msgstr`")),
        }
    }

    /// The text between the quotation marks, its escapes resolved as C has them.
    fn string(&self, quoted: &str) -> Result<String> {
        let inner = quoted
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .ok_or_else(|| self.malformed("a text stands in quotation marks"))?;
        let mut text = String::with_capacity(inner.len());
        let mut characters = inner.chars();
        while let Some(c) = characters.next() {
            if c == '"' {
                return Err(self.malformed("a quotation mark inside a text is written `\\\"`"));
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            text.push(match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('a') => '\u{7}',
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('v') => '\u{b}',
                Some(other @ ('"' | '\\' | '\'' | '?')) => other,
                other => {
                    let what = format!("`\\{}` is no escape", other.unwrap_or(' '));
                    return Err(self.malformed(what));
                }
            });
        }
        Ok(text)
    }

    fn malformed(&self, what: impl Into<String>) -> Error {
        Error::new(Kind::Malformed, what).at(self.text.place()).help("`msgfmt -c` says more")
    }

    /// The units of an entry: one, or one for each plural form.
    fn units(&mut self, entry: Entry) {
        let forms = if entry.plural.is_some() { entry.texts.len() } else { 1 };
        let id = entry.id.unwrap_or_default();
        let (fuzzy, flags): (Vec<String>, Vec<String>) =
            entry.flags.into_iter().partition(|flag| flag == "fuzzy");
        for (form, text) in entry.texts.iter().take(forms).enumerate() {
            let mut unit = Unit { line: Line(entry.line), ..Unit::default() };
            entry.comments.iter().for_each(|comment| unit.add_note(comment));
            if let Some(context) = &entry.context {
                unit.add_prop(CONTEXT_PROP, context);
            }
            if !fuzzy.is_empty() {
                unit.add_prop(STATE_PROP, FUZZY);
            }
            for (kind, values, between) in [
                (FLAGS_PROP, &flags, ", "),
                (EXTRACTED_PROP, &entry.extracted, "\n"),
                (REFERENCE_PROP, &entry.references, "\n"),
                (PREVIOUS_PROP, &entry.previous, "\n"),
            ] {
                if !values.is_empty() {
                    unit.add_prop(kind, &values.join(between));
                }
            }
            if entry.obsolete {
                unit.add_prop(OBSOLETE_PROP, "yes");
            }
            let mut source = &id;
            if let Some(plural) = &entry.plural {
                unit.add_prop(PLURAL_PROP, &form.to_string());
                if form == 0 {
                    unit.add_prop(PLURAL_SOURCE_PROP, plural);
                } else {
                    source = plural;
                }
            }
            unit.add_variant(&self.source, source).line = unit.line;
            if !text.is_empty() {
                unit.add_variant(&self.target, text).line = unit.line;
            }
            self.waiting.push_back(unit);
        }
    }
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while self.waiting.is_empty() {
            let next = match self.first.take() {
                Some(first) => Some(first),
                None => self.entry()?,
            };
            match next {
                Some(entry) => self.units(entry),
                None => return Ok(None),
            }
        }
        Ok(self.waiting.pop_front())
    }

    fn notices(&self) -> Vec<Notice> {
        self.notices.clone()
    }
}

fn comment(entry: &mut Entry, line: &str) {
    let rest = &line[1..];
    let text = |rest: &str| rest.strip_prefix(' ').unwrap_or(rest).to_owned();
    match rest.chars().next() {
        Some('.') => entry.extracted.push(text(&rest[1..])),
        Some(':') => entry.references.push(text(&rest[1..])),
        Some(',') => {
            let flags = rest[1..].split(',').map(str::trim).filter(|flag| !flag.is_empty());
            entry.flags.extend(flags.map(str::to_owned));
        }
        Some('|') => entry.previous.push(text(&rest[1..])),
        Some('~') => entry.previous.push(text(rest.trim_start_matches(['~', '|']))),
        _ => entry.comments.push(text(rest)),
    }
}

/// The number in `msgstr[N]`.
fn form(keyword: &str) -> Option<usize> {
    let number = keyword.strip_prefix("msgstr[")?.strip_suffix(']')?;
    number.parse().ok().filter(|form| *form < MAX_FORMS)
}

/// The value of a field of the catalogue's header.
fn field<'h>(header: &'h str, name: &str) -> Option<&'h str> {
    header.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim().eq_ignore_ascii_case(name)).then(|| value.trim())
    })
}

/// The encoding that the header names; the fields of a header are ASCII.
fn declared(path: &Path, file: &str) -> Result<Option<&'static encoding_rs::Encoding>> {
    use std::io::Read;
    let failed = |cause| Error::io(file, "read the file", cause);
    let mut head = Vec::new();
    std::fs::File::open(path)
        .map_err(failed)?
        .take(1 << 14)
        .read_to_end(&mut head)
        .map_err(failed)?;
    let text = String::from_utf8_lossy(&head);
    let label = text.split_once("charset=").map(|(_, rest)| {
        rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).next().unwrap_or("")
    });
    // A byte order mark says better, and the template's `CHARSET` says nothing.
    let marked = encoding_rs::Encoding::for_bom(&head).is_some();
    Ok(label.filter(|_| !marked).and_then(|l| encoding_rs::Encoding::for_label(l.as_bytes())))
}

/// Units as a catalogue.
pub(super) struct Sink<'a> {
    out: &'a mut dyn Write,
    plan: Plan,
    losses: Losses,
    /// An entry with plural forms that may go on.
    open: Option<Plural>,
}

struct Plural {
    entry: String,
    source: String,
    context: Option<String>,
    forms: Vec<String>,
    obsolete: bool,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, plan: &Plan) -> Result<Sink<'a>> {
        let plan = plan.pair()?;
        let mut po = String::new();
        if let Some(note) = plan.header.note() {
            note.lines().for_each(|line| push_comment(&mut po, "#", line));
        }
        let header = match plan.header.prop(HEADER_PROP) {
            Some(header) => header.to_owned(),
            None => format!(
                "Language: {}\nX-Source-Language: {}\nMIME-Version: 1.0\nContent-Type: text/plain; \
                 charset=UTF-8\nContent-Transfer-Encoding: 8bit\nX-Generator: yaddash\n",
                plan.languages[1], plan.languages[0]
            ),
        };
        // The file is in UTF-8 whatever the one was in from which the header comes.
        let lines = header.lines().map(|line| match line.split_once("charset=") {
            Some((before, _)) => format!("{before}charset=UTF-8\n"),
            None => format!("{line}\n"),
        });
        push_string(&mut po, "", "msgid", "");
        push_string(&mut po, "", "msgstr", &lines.collect::<String>());
        let mut sink = Sink { out, plan, losses: Losses::default(), open: None };
        sink.send(&po)?;
        Ok(sink)
    }

    fn send(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(write_error)
    }

    /// Completes an entry with plural forms.
    fn close(&mut self) -> Result<()> {
        let Some(mut plural) = self.open.take() else { return Ok(()) };
        let mark = if plural.obsolete { "#~ " } else { "" };
        for (number, form) in plural.forms.iter().enumerate() {
            push_string(&mut plural.entry, mark, &format!("msgstr[{number}]"), form);
        }
        self.send(&plural.entry)
    }

    fn lose_other_props(&mut self, unit: &Unit) {
        let known = |kind: &str, value: &str| match kind {
            STATE_PROP => value == FUZZY,
            CONTEXT_PROP | FLAGS_PROP | REFERENCE_PROP | EXTRACTED_PROP | PREVIOUS_PROP
            | OBSOLETE_PROP | PLURAL_PROP | PLURAL_SOURCE_PROP => true,
            _ => false,
        };
        let other = unit.props().filter(|(kind, value)| !known(kind, value)).count();
        self.losses.count("properties", other);
        self.losses.count("identifiers of units", usize::from(unit.tuid().is_some()));
        let room = Room { notes: true, props: true, ..Room::default() };
        self.plan.leave_out(unit, room, &mut self.losses);
    }
}

impl super::Sink for Sink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        let [source, target] = [0, 1].map(|at| self.plan.text(unit, &self.plan.languages[at]));
        let Some(source) = source else {
            // An empty `msgid` is the header.
            self.losses.count("units without a source text", 1);
            return Ok(false);
        };
        let target = target.unwrap_or_default();
        self.lose_other_props(unit);
        let form = unit.prop(PLURAL_PROP).and_then(|form| form.parse::<usize>().ok());
        let context = unit.prop(CONTEXT_PROP).map(str::to_owned);
        if let (Some(open), Some(form)) = (&mut self.open, form)
            && form == open.forms.len()
            && open.source == source
            && open.context == context
        {
            open.forms.push(target);
            return Ok(true);
        }
        self.close()?;
        let mut po = String::from("\n");
        let obsolete = unit.prop(OBSOLETE_PROP).is_some();
        let mark = if obsolete { "#~ " } else { "" };
        for note in unit.elements().filter(|e| e.name == "note") {
            note.first_text().split('\n').for_each(|line| push_comment(&mut po, "#", line));
        }
        let fuzzy = (unit.prop(STATE_PROP) == Some(FUZZY)).then_some("fuzzy");
        let flags: Vec<&str> = fuzzy.into_iter().chain(unit.prop(FLAGS_PROP)).collect();
        let flags = (!flags.is_empty()).then(|| flags.join(", "));
        // In the order in which gettext's own programs write them.
        for (value, sign) in [
            (unit.prop(EXTRACTED_PROP), "#."),
            (unit.prop(REFERENCE_PROP), "#:"),
            (flags.as_deref(), "#,"),
            (unit.prop(PREVIOUS_PROP), "#|"),
        ] {
            let lines = value.into_iter().flat_map(|value| value.split('\n'));
            lines.for_each(|line| push_comment(&mut po, sign, line));
        }
        if let Some(context) = &context {
            push_string(&mut po, mark, "msgctxt", context);
        }
        push_string(&mut po, mark, "msgid", &source);
        match (form, unit.prop(PLURAL_SOURCE_PROP)) {
            (Some(0), Some(plural)) => {
                push_string(&mut po, mark, "msgid_plural", plural);
                self.open = Some(Plural {
                    entry: po,
                    source: plural.to_owned(),
                    context,
                    forms: vec![target],
                    obsolete,
                });
                return Ok(true);
            }
            _ => push_string(&mut po, mark, "msgstr", &target),
        }
        self.send(&po)?;
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Losses> {
        self.close()?;
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

fn push_comment(po: &mut String, sign: &str, text: &str) {
    po.push_str(sign);
    if !text.is_empty() {
        po.push(' ');
        po.push_str(text);
    }
    po.push('\n');
}

/// Appends a keyword with its text, a line of the file for each line of the text.
fn push_string(po: &mut String, mark: &str, keyword: &str, text: &str) {
    po.push_str(mark);
    po.push_str(keyword);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() > 1 {
        po.push_str(" \"\"\n");
    } else if lines.is_empty() {
        po.push_str(" \"\"\n");
        return;
    } else {
        po.push(' ');
    }
    for line in &lines {
        if lines.len() > 1 {
            po.push_str(mark);
        }
        po.push('"');
        for c in line.chars() {
            match c {
                '\n' => po.push_str("\\n"),
                '\t' => po.push_str("\\t"),
                '\r' => po.push_str("\\r"),
                '\u{7}' => po.push_str("\\a"),
                '\u{8}' => po.push_str("\\b"),
                '\u{b}' => po.push_str("\\v"),
                '\u{c}' => po.push_str("\\f"),
                '"' => po.push_str("\\\""),
                '\\' => po.push_str("\\\\"),
                c => po.push(c),
            }
        }
        po.push_str("\"\n");
    }
}
