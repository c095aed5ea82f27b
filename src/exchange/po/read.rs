//! Catalogues → units.

use super::{
    EXTRACTED_PROP, FLAGS_PROP, FUZZY, HEADER_PROP, OBSOLETE_PROP, PLURAL_PROP, PLURAL_SOURCE_PROP,
    PREVIOUS_PROP, REFERENCE_PROP,
};
use crate::error::{Error, Kind, Notice, Result};
use crate::exchange::text::{MAX_LINE, Text};
use crate::exchange::{CONTEXT_PROP, ReadOptions, STATE_PROP, Units};
use crate::lang::{Lang, detect};
use crate::tmx::{Header, Line, Unit};
use std::collections::VecDeque;
use std::path::Path;

/// What is no part of a line at its ends.
const BLANK: [char; 3] = [' ', '\t', '\r'];
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
pub(crate) struct Reader {
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
            if into.len() > MAX_LINE {
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

    fn target(&self) -> Option<&str> {
        Some(self.target.as_str())
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
