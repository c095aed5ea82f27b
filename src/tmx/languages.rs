//! Which variant serves a language that is asked for.

use super::model::{Header, Unit, Variant};
use crate::lang::Lang;

impl Unit {
    /// The variant that serves `wanted` best, as CAT tools choose: the same tag in any case,
    /// then the language without or with a region, then another region; of equals the first.
    ///
    /// ```
    /// use yaddash::{lang::Lang, tmx::Unit};
    /// let lang = |tag| Lang::parse(tag).unwrap();
    /// let mut unit = Unit::new("1");
    /// unit.add_variant(&lang("en-GB"), "colour");
    /// unit.add_variant(&lang("EN"), "color");
    /// unit.add_variant(&lang("az-Cyrl"), "рәнҝ");
    /// assert_eq!(unit.variant(&lang("en-US")).unwrap().text(), "color");
    /// assert_eq!(unit.variant(&lang("az")), None);
    /// ```
    pub fn variant(&self, wanted: &Lang) -> Option<&Variant> {
        let mut best: Option<(u8, &Variant)> = None;
        for variant in self.variants() {
            let Some(tag) = variant.lang_tag() else { continue };
            let rank = match tag.eq_ignore_ascii_case(wanted.as_str()) {
                true => 0,
                false => match Lang::parse(tag).and_then(|lang| wanted.distance(&lang)) {
                    Some(distance) => distance + 1,
                    None => continue,
                },
            };
            if best.is_none_or(|(least, _)| rank < least) {
                best = Some((rank, variant));
            }
        }
        best.map(|(_, variant)| variant)
    }

    /// The variant in the source language: that of the unit, else of the header, else the first.
    pub fn source<'u>(&'u self, header: &Header) -> Option<&'u Variant> {
        self.attribute("srclang")
            .or_else(|| header.srclang())
            .and_then(Lang::parse)
            .and_then(|lang| self.variant(&lang))
            .or_else(|| self.variants().next())
    }
}
