//! What a file that is to be written will hold: told by a first pass over the units.

use super::Units;
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;
use crate::tmx::{Attribute, Header, Name, Node, Unit, Variant};
use std::collections::BTreeMap;

/// The most kinds of property that become columns of a table.
const MAX_PROPS: usize = 100;

/// What is lost of what TMX has beside elements and text.
pub(super) const REMARKS: &str = "comments and processing instructions";

/// What a format could not hold, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<&'static str, usize>);

impl Losses {
    /// Counts something that was left out.
    pub(super) fn count(&mut self, what: &'static str, times: usize) {
        if times > 0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// What was left out, and how often, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(what, times)| (*what, *times))
    }

    /// Whether nothing was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a format has room for beside the text of its languages.
#[derive(Clone, Copy, Default)]
pub(super) struct Room {
    /// The attributes, properties and notes of variants.
    pub variants: bool,
    /// Inline codes.
    pub codes: bool,
    /// The attributes of units.
    pub attributes: bool,
    /// The notes of units.
    pub notes: bool,
    /// The properties of units.
    pub props: bool,
}

/// The languages and the data beside them that a file will hold.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The languages, the source first.
    pub languages: Vec<Lang>,
    /// What stands above the units.
    pub header: Header,
    /// Whether a variant of another region serves for a language.
    near: bool,
    /// The attributes that any unit has, but for `tuid` and `srclang`.
    pub(super) attributes: Vec<Name>,
    /// The kinds of property that any unit has.
    pub(super) props: Vec<String>,
    /// Whether any unit has a note.
    pub(super) notes: bool,
}

impl Plan {
    /// Goes over the units once. `pair` limits the languages to two; `srclang` says which one
    /// is the source where the units do not.
    pub fn survey(
        units: &mut dyn Units,
        pair: Option<&(Lang, Lang)>,
        srclang: Option<&Lang>,
    ) -> Result<Plan> {
        let mut found: Vec<(Lang, usize)> = Vec::new();
        let mut plan = Plan {
            languages: Vec::new(),
            header: units.header().clone(),
            near: pair.is_some(),
            attributes: Vec::new(),
            props: Vec::new(),
            notes: false,
        };
        while let Some(unit) = units.next_unit()? {
            for lang in unit.variants().filter_map(Variant::lang) {
                match found.iter_mut().find(|(known, _)| same_tag(known, &lang)) {
                    Some((_, times)) => *times += 1,
                    None => found.push((lang, 1)),
                }
            }
            for Attribute { name, .. } in unit.attributes.iter() {
                let known = matches!(name.as_ref(), "tuid" | "srclang");
                if !known && !plan.attributes.contains(name) {
                    plan.attributes.push(name.clone());
                }
            }
            for (kind, _) in unit.props() {
                let new = !plan.props.iter().any(|known| known == kind);
                if new && plan.props.len() < MAX_PROPS {
                    plan.props.push(kind.to_owned());
                }
            }
            plan.notes |= unit.note().is_some();
        }
        let stated = plan.header.srclang().and_then(Lang::parse);
        let wanted = pair.map(|(source, _)| source).or(srclang).or(stated.as_ref());
        if let Some(wanted) = wanted {
            let rank = |(lang, _): &(Lang, usize)| wanted.distance(lang).unwrap_or(u8::MAX);
            // The sort is stable: languages that are no source stay in the order of the file.
            found.sort_by_key(rank);
        }
        plan.languages = match pair {
            Some((source, target)) => vec![source.clone(), target.clone()],
            None => found.iter().map(|(lang, _)| lang.clone()).collect(),
        };
        if let Some(source) = plan.languages.first()
            && (pair.is_some() || srclang.is_some() || !plan.header.present)
        {
            let tag = source.as_str().to_owned();
            plan.header.set_attribute("srclang", tag);
        }
        Ok(plan)
    }

    /// The same for these languages, the source first, each served by its nearest variant.
    pub fn with_languages(mut self, languages: Vec<Lang>) -> Plan {
        self.languages = languages;
        self.near = true;
        self
    }

    /// The source and the target of a bilingual format: of several targets the first.
    ///
    /// # Errors
    /// `Usage` when there are not two languages.
    pub(super) fn pair(&self) -> Result<Plan> {
        let mut pair = self.clone();
        let Some(source) = self.languages.first() else {
            return Err(Error::new(Kind::Usage, "there is no text to write")
                .help("give a file that holds units"));
        };
        // Regions of the source language are no translation of it.
        let target = self.languages.iter().skip(1).find(|lang| !lang.same_language(source));
        let target = target.or(self.languages.get(1)).ok_or_else(|| {
            let what = format!("the format holds two languages, and there is only `{source}`");
            Error::new(Kind::Usage, what).help("say the pair: --pair en-ru")
        })?;
        pair.languages = vec![source.clone(), target.clone()];
        pair.near = true;
        Ok(pair)
    }

    /// The variant of a unit in one of the plan's languages.
    pub(super) fn variant<'u>(&self, unit: &'u Unit, lang: &Lang) -> Option<&'u Variant> {
        match self.near {
            true => unit.variant(lang),
            false => unit.variants().find(|v| v.lang().is_some_and(|own| same_tag(&own, lang))),
        }
    }

    /// The text of a unit in one of the plan's languages; nothing when it is empty.
    pub(super) fn text(&self, unit: &Unit, lang: &Lang) -> Option<String> {
        let text = self.variant(unit, lang)?.text();
        (!text.is_empty()).then(|| text.into_owned())
    }

    /// Counts what of a unit a format has no room for.
    pub(super) fn leave_out(&self, unit: &Unit, room: Room, losses: &mut Losses) {
        let served: Vec<&Variant> =
            self.languages.iter().filter_map(|lang| self.variant(unit, lang)).collect();
        let (mut others, mut extras, mut codes) = (0, 0, 0);
        for variant in unit.variants() {
            if !served.iter().any(|own| std::ptr::eq(*own, variant)) {
                others += 1;
                continue;
            }
            if !room.variants {
                let language = |a: &&Attribute| matches!(a.name.as_ref(), "xml:lang" | "lang");
                extras += variant.attributes.iter().filter(|a| !language(a)).count();
                extras +=
                    variant.children.iter().filter_map(Node::element).count().saturating_sub(1);
            }
            if !room.codes {
                codes += variant.seg().map_or(0, |seg| seg.elements().count());
            }
        }
        losses.count("variants in other languages, or second ones of a language", others);
        losses.count("attributes, properties and notes of variants", extras);
        losses.count("inline codes", codes);
        if !room.attributes {
            let own = unit.attributes.iter().filter(|a| a.name != "tuid").count();
            losses.count("attributes of units", own);
        }
        let named = |name: &str| unit.elements().filter(|e| e.name == name).count();
        if !room.notes {
            losses.count("notes", named("note"));
        }
        if !room.props {
            losses.count("properties", named("prop"));
        }
        let unknown = unit.elements().count() - named("note") - named("prop");
        losses.count("elements that are no part of TMX", unknown);
        losses.count(REMARKS, unit.remarks());
    }
}

/// Whether two tags are written alike, in any case.
fn same_tag(a: &Lang, b: &Lang) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}
