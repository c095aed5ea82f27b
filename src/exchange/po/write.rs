//! Units → catalogues.

use super::{
    EXTRACTED_PROP, FLAGS_PROP, FUZZY, HEADER_PROP, OBSOLETE_PROP, PLURAL_PROP, PLURAL_SOURCE_PROP,
    PREVIOUS_PROP, REFERENCE_PROP,
};
use crate::error::Result;
use crate::exchange::plan::{Losses, Plan, Room};
use crate::exchange::{CONTEXT_PROP, STATE_PROP, write_error};
use crate::tmx::Unit;
use std::io::Write;

/// Units as a catalogue.
pub(crate) struct Sink<'a> {
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

impl crate::exchange::Sink for Sink<'_> {
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
