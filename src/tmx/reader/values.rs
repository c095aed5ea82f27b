//! What stands in attributes and behind `&`: values, and the characters that references mean.

use super::{MAX_ATTRIBUTES, Reader, is_name};
use crate::error::{Kind, Result};
use crate::tmx::entities::Meaning;
use crate::tmx::model::{self, Attribute, Attributes, Element};
use quick_xml::events::BytesStart;

impl Reader<'_> {
    pub(super) fn attributes(&self, tag: &BytesStart<'_>) -> Result<Attributes> {
        let mut attributes = Attributes::default();
        // Duplicates are looked for here: the check of quick-xml comes before the bound.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| {
                let what = format!("an attribute of `{}` is not well formed", tag.name().as_ref());
                self.error(Kind::Malformed, what)
                    .help("an attribute is written name=\"value\"; --repair leaves out what is broken")
                    .because(e)
            })?;
            let name = attribute.key.as_ref();
            if attributes.len() >= MAX_ATTRIBUTES {
                let what = format!("an element has more than {MAX_ATTRIBUTES} attributes");
                return Err(self.error(Kind::Limit, what));
            }
            let name = model::name(name);
            if !is_name(&name) {
                let what = format!("`{name}` is no name of an attribute");
                return Err(self.error(Kind::Malformed, what));
            }
            if attributes.get(&name).is_some() {
                let what = format!("the attribute `{name}` is given twice");
                return Err(self.error(Kind::Malformed, what));
            }
            let value = self.value(&attribute.value)?;
            attributes.push(Attribute { name, value });
        }
        Ok(attributes)
    }

    /// An attribute's value, normalised as XML 1.0, 3.3.3 says.
    pub(super) fn value(&self, raw: &str) -> Result<String> {
        // Without leaving early, which the compiler turns into vectors.
        let special = |any, b| any | matches!(b, b'&' | b'<' | b'\t' | b'\n');
        if !raw.bytes().fold(false, special) {
            return Ok(raw.to_owned());
        }
        let mut value = String::with_capacity(raw.len());
        let mut high = None;
        let mut rest = raw;
        while let Some(at) = rest.find(['&', '<', '\t', '\n']) {
            let (before, found) = rest.split_at(at);
            value.push_str(before);
            if let (Some(half), false) = (high, before.is_empty()) {
                self.replace(half, &mut value)?;
                high = None;
            }
            rest = &found[1..];
            match found.as_bytes().first() {
                Some(b'&') => match rest.split_once(';') {
                    Some((name, after)) => {
                        self.resolve(name, &mut value, &mut high)?;
                        rest = after;
                    }
                    None if self.options.repair => value.push('&'),
                    None => return Err(self.unclosed_reference()),
                },
                Some(b'<') => {
                    return Err(self
                        .error(Kind::Malformed, "there is a `<` inside the value of an attribute")
                        .help(
                            "a quotation mark may be missing; in a value `<` is written `&lt;`",
                        ));
                }
                _ => value.push(' '),
            }
        }
        value.push_str(rest);
        if let Some(half) = high {
            self.replace(half, &mut value)?;
        }
        Ok(value)
    }

    /// What a reference in the text of an element stands for.
    pub(super) fn reference(&mut self, name: &str, high: &mut Option<u16>) -> Result<String> {
        let mut text = String::new();
        let before = high.is_some();
        let lenient = self.resolve(name, &mut text, high)?;
        if lenient || (before && high.is_none()) {
            self.xml.get_mut().repaired(|| format!("the reference `&{name};` was replaced"));
        }
        Ok(text)
    }

    /// Appends what a reference stands for; whether it had to be repaired.
    pub(super) fn resolve(
        &self,
        name: &str,
        text: &mut String,
        high: &mut Option<u16>,
    ) -> Result<bool> {
        let meaning = self.entities.meaning(name);
        if let (Some(half), Meaning::Surrogate(low @ 0xdc00..)) = (*high, &meaning) {
            *high = None;
            let code = 0x1_0000 + ((u32::from(half) & 0x3ff) << 10) + (u32::from(*low) & 0x3ff);
            text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            return Ok(true);
        }
        if let Some(half) = high.take() {
            self.replace(half, text)?;
        }
        match meaning {
            Meaning::Char(c) => text.push(c),
            Meaning::Text(known) => text.push_str(known),
            Meaning::Surrogate(half) if self.options.repair => {
                *high = Some(half);
                return Ok(true);
            }
            Meaning::Forbidden(_) if self.options.repair => {
                text.push('\u{fffd}');
                return Ok(true);
            }
            Meaning::Unknown | Meaning::Refused(_) if self.options.repair => {
                // The library's table has a slip (`kcedil` is a control character in it).
                let known = quick_xml::escape::resolve_html5_entity(name).filter(|known| {
                    !known.contains(|c: char| c.is_control() && c != '\n' && c != '\t')
                });
                match known {
                    Some(known) if matches!(meaning, Meaning::Unknown) => text.push_str(known),
                    _ => {
                        text.push('&');
                        text.push_str(name);
                        text.push(';');
                    }
                }
                return Ok(true);
            }
            Meaning::Surrogate(half) => return Err(self.forbidden(u32::from(half))),
            Meaning::Forbidden(code) => return Err(self.forbidden(code)),
            Meaning::Refused(why) => {
                return Err(self
                    .error(Kind::Malformed, format!("the entity `&{name};` is refused: it {why}"))
                    .help("put its text in the place of the reference"));
            }
            Meaning::Unknown => {
                return Err(self
                    .error(Kind::Malformed, format!("the entity `&{name};` is not defined"))
                    .help("XML knows no names of HTML; --repair puts the character in its place"));
            }
        }
        Ok(false)
    }

    pub(super) fn lone_surrogate(&self, half: u16, top: &mut Element) -> Result<()> {
        let mut text = String::new();
        self.replace(half, &mut text)?;
        top.push_text(&text);
        Ok(())
    }

    /// Half a character without the other half becomes U+FFFD.
    pub(super) fn replace(&self, half: u16, text: &mut String) -> Result<()> {
        if !self.options.repair {
            return Err(self.forbidden(u32::from(half)));
        }
        text.push('\u{fffd}');
        Ok(())
    }
}
