//! Units → XLIFF.

use super::codes::{self, ToXliff2};
use super::{
    APPROVED_PROP, CATEGORY, STATES_2, STATES_12, SUB_STATE, SUB_STATE_PROP, TRANSLATE_PROP,
    Version,
};
use crate::error::Result;
use crate::exchange::plan::{Losses, Plan, Room};
use crate::exchange::xml::{push_attribute, push_escaped};
use crate::exchange::{CONTEXT_PROP, ORIGINAL_PROP, QUALIFIER_PROP, STATE_PROP, write_error};
use crate::tmx::{Element, Seen, Unit, Variant};
use std::io::Write;

/// Units as XLIFF.
pub(crate) struct Sink<'a> {
    out: &'a mut dyn Write,
    plan: Plan,
    version: Version,
    /// The original of the open `file` element.
    original: Option<String>,
    files: usize,
    units: usize,
    ids: Seen,
    losses: Losses,
    xml: String,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, plan: &Plan, version: Version) -> Result<Sink<'a>> {
        let plan = plan.pair()?;
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff");
        match version {
            Version::V12 => {
                push_attribute(&mut xml, "xmlns", "urn:oasis:names:tc:xliff:document:1.2");
                push_attribute(&mut xml, "version", "1.2");
            }
            Version::V21 => {
                push_attribute(&mut xml, "xmlns", "urn:oasis:names:tc:xliff:document:2.0");
                push_attribute(&mut xml, "xmlns:mda", "urn:oasis:names:tc:xliff:metadata:2.0");
                push_attribute(&mut xml, "version", "2.1");
                push_attribute(&mut xml, "srcLang", plan.languages[0].as_str());
                push_attribute(&mut xml, "trgLang", plan.languages[1].as_str());
            }
        }
        xml.push_str(">\n");
        Ok(Sink {
            out,
            plan,
            version,
            original: None,
            files: 0,
            units: 0,
            ids: Seen::default(),
            losses: Losses::default(),
            xml,
        })
    }

    fn send(&mut self) -> Result<()> {
        self.out.write_all(self.xml.as_bytes()).map_err(write_error)?;
        self.xml.clear();
        Ok(())
    }

    fn close_file(&mut self) {
        if self.original.take().is_some() {
            self.xml.push_str(match self.version {
                Version::V12 => "</body>\n</file>\n",
                Version::V21 => "</file>\n",
            });
        }
    }

    fn open_file(&mut self, original: &str) {
        if self.original.as_deref() == Some(original) {
            return;
        }
        self.close_file();
        self.original = Some(original.to_owned());
        self.files += 1;
        self.ids = Seen::default();
        let xml = &mut self.xml;
        xml.push_str("<file");
        match self.version {
            Version::V12 => {
                push_attribute(xml, "original", original);
                push_attribute(xml, "source-language", self.plan.languages[0].as_str());
                push_attribute(xml, "target-language", self.plan.languages[1].as_str());
                push_attribute(xml, "datatype", "plaintext");
                xml.push_str(">\n<body>\n");
            }
            Version::V21 => {
                push_attribute(xml, "id", &format!("f{}", self.files));
                if !original.is_empty() {
                    push_attribute(xml, "original", original);
                }
                push_attribute(xml, "xml:space", "preserve");
                xml.push_str(">\n");
            }
        }
    }

    /// An identifier of the unit's own in its file.
    fn id(&mut self, tuid: Option<&str>) -> String {
        let fits = |tuid: &&str| self.version == Version::V12 || codes::is_nmtoken(tuid);
        let wanted = tuid.filter(|tuid| !tuid.is_empty()).filter(fits);
        let mut id = wanted.map_or_else(|| format!("u{}", self.units), str::to_owned);
        while !self.ids.insert(id.as_str()) {
            id.push_str(&format!(".{}", self.units));
        }
        id
    }

    fn unit_12(&mut self, unit: &Unit, source: &Variant, target: Option<&Variant>) {
        let id = self.id(unit.tuid());
        let losses = &mut self.losses;
        let xml = &mut self.xml;
        xml.push_str("<trans-unit");
        push_attribute(xml, "id", &id);
        for (kind, name) in
            [(CONTEXT_PROP, "resname"), (APPROVED_PROP, "approved"), (TRANSLATE_PROP, "translate")]
        {
            if let Some(value) = unit.prop(kind).filter(|v| kind == CONTEXT_PROP || is_yes_or_no(v))
            {
                push_attribute(xml, name, value);
            }
        }
        push_attribute(xml, "xml:space", "preserve");
        xml.push_str(">\n<source");
        let [from, to] = [0, 1].map(|at| self.plan.languages[at].as_str());
        push_own_language(xml, source, from);
        xml.push('>');
        if let Some(seg) = source.seg() {
            codes::push_12(xml, seg, false, losses);
        }
        xml.push_str("</source>\n");
        if let Some(target) = target {
            xml.push_str("<target");
            push_own_language(xml, target, to);
            if let Some(state) = unit.prop(STATE_PROP).and_then(state_12) {
                push_attribute(xml, "state", &state);
            }
            if let Some(qualifier) = unit.prop(QUALIFIER_PROP) {
                push_attribute(xml, "state-qualifier", qualifier);
            }
            xml.push('>');
            if let Some(seg) = target.seg() {
                codes::push_12(xml, seg, true, losses);
            }
            xml.push_str("</target>\n");
        }
        let mut contexts: Vec<(String, &str)> = Vec::new();
        for attribute in unit.attributes.iter() {
            match attribute.name.as_ref() {
                "tuid" if attribute.value != id => {
                    contexts.push(("x-tmx-tuid".to_owned(), &attribute.value))
                }
                "tuid" => {}
                name => contexts.push((format!("x-tmx-{name}"), &attribute.value)),
            }
        }
        let has_place = |kind: &str, value: &str| match kind {
            STATE_PROP => target.is_some() && state_12(value).is_some(),
            QUALIFIER_PROP => target.is_some(),
            APPROVED_PROP => is_yes_or_no(value),
            _ => false,
        };
        for (kind, value) in other_props(unit, &has_place) {
            let plain = kind.starts_with("x-")
                && !["x-tmx-", "x-prop-"].iter().any(|p| kind.starts_with(p))
                && codes::token(kind) == kind;
            let kind = match plain {
                true => kind.to_owned(),
                false => format!("x-prop-{}", codes::token(kind)),
            };
            contexts.push((kind, value));
        }
        if !contexts.is_empty() {
            xml.push_str("<context-group purpose=\"information\">");
            for (kind, value) in contexts {
                xml.push_str("<context");
                push_attribute(xml, "context-type", &kind);
                xml.push('>');
                push_escaped(xml, value);
                xml.push_str("</context>");
            }
            xml.push_str("</context-group>\n");
        }
        for note in unit.elements().filter(|e| e.name == "note") {
            xml.push_str("<note>");
            push_escaped(xml, &note.plain_text());
            xml.push_str("</note>\n");
        }
        xml.push_str("</trans-unit>\n");
    }

    fn unit_2(&mut self, unit: &Unit, source: &Variant, target: Option<&Variant>) {
        let id = self.id(unit.tuid());
        let losses = &mut self.losses;
        let xml = &mut self.xml;
        xml.push_str("<unit");
        push_attribute(xml, "id", &id);
        if let Some(context) = unit.prop(CONTEXT_PROP) {
            push_attribute(xml, "name", context);
        }
        if let Some(translate) = unit.prop(TRANSLATE_PROP).filter(|v| is_yes_or_no(v)) {
            push_attribute(xml, "translate", translate);
        }
        xml.push_str(">\n");
        let mut metas: Vec<(String, &str)> = Vec::new();
        for attribute in unit.attributes.iter() {
            if attribute.name != "tuid" || attribute.value != id {
                metas.push((format!("attribute:{}", attribute.name), &attribute.value));
            }
        }
        let state = unit.prop(STATE_PROP).filter(|_| target.is_some());
        let has_place = |kind: &str, _: &str| match kind {
            STATE_PROP => target.is_some(),
            // There is one place for a sub-state and for a state that is none of XLIFF's.
            SUB_STATE_PROP => state.is_some_and(|state| state_2(state) == state),
            _ => false,
        };
        let props = other_props(unit, &has_place);
        metas.extend(props.map(|(kind, value)| (format!("prop:{kind}"), value)));
        if !metas.is_empty() {
            xml.push_str("<mda:metadata><mda:metaGroup");
            push_attribute(xml, "category", CATEGORY);
            xml.push('>');
            for (kind, value) in metas {
                xml.push_str("<mda:meta");
                push_attribute(xml, "type", &kind);
                xml.push('>');
                push_escaped(xml, value);
                xml.push_str("</mda:meta>");
            }
            xml.push_str("</mda:metaGroup></mda:metadata>\n");
        }
        let notes: Vec<&Element> = unit.elements().filter(|e| e.name == "note").collect();
        if !notes.is_empty() {
            xml.push_str("<notes>");
            for note in notes {
                xml.push_str("<note>");
                push_escaped(xml, &note.plain_text());
                xml.push_str("</note>");
            }
            xml.push_str("</notes>\n");
        }
        let mut codes = ToXliff2::default();
        let mut content = String::new();
        for (name, variant) in [("source", Some(source)), ("target", target)] {
            let Some(seg) = variant.and_then(Variant::seg) else { continue };
            content.push_str(&format!("<{name}>"));
            codes.push(&mut content, seg, losses);
            content.push_str(&format!("</{name}>\n"));
        }
        if !codes.data.is_empty() {
            xml.push_str("<originalData>");
            for (number, data) in codes.data.iter().enumerate() {
                xml.push_str(&format!("<data id=\"d{}\">", number + 1));
                push_escaped(xml, data);
                xml.push_str("</data>");
            }
            xml.push_str("</originalData>\n");
        }
        xml.push_str("<segment");
        if let Some(state) = state {
            push_attribute(xml, "state", state_2(state));
            if state_2(state) != state {
                push_attribute(xml, "subState", &format!("{SUB_STATE}{state}"));
            } else if let Some(sub) = unit.prop(SUB_STATE_PROP) {
                push_attribute(xml, "subState", sub);
            }
        }
        xml.push_str(">\n");
        xml.push_str(&content);
        xml.push_str("</segment>\n</unit>\n");
    }
}

/// The state of XLIFF 2 that is nearest to a state of 1.2.
fn state_2(state: &str) -> &str {
    match state {
        own if STATES_2.contains(&own) => own,
        "new" | "needs-translation" | "needs-l10n" | "needs-adaptation" => "initial",
        "signed-off" => "final",
        _ => "translated",
    }
}

/// The state as XLIFF 1.2 may have it: one of its own, or a name without white space behind `x-`.
/// Any other is kept as a property.
fn state_12(state: &str) -> Option<String> {
    if STATES_2.contains(&state) && !STATES_12.contains(&state) {
        return Some(format!("x-{state}"));
    }
    // `x-reviewed` would be read as the `reviewed` of XLIFF 2.
    let is_own = |name: &str| !STATES_2.contains(&name) && codes::token(name) == name;
    let fits = STATES_12.contains(&state) || state.strip_prefix("x-").is_some_and(is_own);
    fits.then(|| state.to_owned())
}

fn is_yes_or_no(value: &str) -> bool {
    matches!(value, "yes" | "no")
}

/// The properties that have no place of their own; `has_place` says which have one in a version
/// of XLIFF.
fn other_props<'u>(
    unit: &'u Unit,
    has_place: &dyn Fn(&str, &str) -> bool,
) -> impl Iterator<Item = (&'u str, &'u str)> {
    let mut seen: Vec<&str> = Vec::new();
    unit.props().filter(move |(kind, value)| {
        let first = !seen.contains(kind);
        seen.push(kind);
        let placed = match *kind {
            ORIGINAL_PROP | CONTEXT_PROP => true,
            TRANSLATE_PROP => is_yes_or_no(value),
            _ => has_place(kind, value),
        };
        !(first && placed)
    })
}

/// States the variant's own tag where it is not that of the file.
fn push_own_language(xml: &mut String, variant: &Variant, file: &str) {
    if let Some(tag) = variant.lang_tag().filter(|tag| *tag != file) {
        push_attribute(xml, "xml:lang", tag);
    }
}

impl crate::exchange::Sink for Sink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        let variant = |at: usize| self.plan.variant(unit, &self.plan.languages[at]);
        let Some(source) = variant(0) else {
            self.losses.count("units without a source text", 1);
            return Ok(false);
        };
        let has_content = |v: &&Variant| v.seg().is_some_and(|seg| !seg.children.is_empty());
        let target = variant(1).filter(has_content);
        if self.version == Version::V21 {
            for (at, variant) in [Some(source), target].into_iter().flatten().enumerate() {
                let other = variant.lang_tag() != Some(self.plan.languages[at].as_str());
                self.losses.count("regions of languages", usize::from(other));
            }
        }
        let room =
            Room { variants: false, codes: true, attributes: true, notes: true, props: true };
        self.plan.leave_out(unit, room, &mut self.losses);
        self.units += 1;
        let original = unit.prop(ORIGINAL_PROP).unwrap_or_default().to_owned();
        self.open_file(&original);
        // The borrow of the plan ends here.
        let (source, target) = (source.clone(), target.cloned());
        match self.version {
            Version::V12 => self.unit_12(unit, &source, target.as_ref()),
            Version::V21 => self.unit_2(unit, &source, target.as_ref()),
        }
        self.send()?;
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Losses> {
        if self.files == 0 {
            self.open_file("");
        }
        self.close_file();
        self.xml.push_str("</xliff>\n");
        self.send()?;
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}
