//! Which variant serves a language that is asked for.

use super::model::{Header, Unit, Variant};
use super::seen::Marker;
use super::writer::push_element;
use crate::lang::Lang;

/// The region in which most speakers of a language live, or whose usage tools take for granted
/// where none is named.
pub(super) fn home_region(lang: &Lang) -> Option<&'static str> {
    Some(match lang.primary() {
        "az" => "AZ",
        "en" => "US",
        "ru" => "RU",
        "tr" => "TR",
        "de" => "DE",
        "fr" => "FR",
        "es" => "ES",
        "it" => "IT",
        "pl" => "PL",
        "uk" => "UA",
        "ka" => "GE",
        "hy" => "AM",
        "kk" => "KZ",
        "fa" => "IR",
        _ => return None,
    })
}

impl Unit {
    /// What the unit says, as 128 bits: its languages with their regions, and its segments with
    /// their inline codes, in whatever order. Tags that name one language, such as `az` and
    /// `az-Latn-AZ`, are one; a variant whose tag names no language does not count.
    ///
    /// `None` when less than two languages are left.
    ///
    /// ```
    /// use yaddash::{lang::Lang, tmx::Unit};
    /// let unit = |en: &str, az: &str| {
    ///     let mut unit = Unit::new("1");
    ///     unit.add_variant(&Lang::parse(en).unwrap(), "Yes.");
    ///     unit.add_variant(&Lang::parse(az).unwrap(), "Bəli.");
    ///     unit.saying()
    /// };
    /// assert_eq!(unit("en", "az"), unit("EN-us", "az-Latn-AZ"));
    /// assert_ne!(unit("en", "az"), unit("en-GB", "az"));
    /// ```
    pub fn saying(&self) -> Option<u128> {
        let mut said: Vec<(String, String)> = self
            .variants()
            .filter_map(|variant| {
                let lang = variant.lang()?;
                let region = lang.region().or(home_region(&lang)).unwrap_or_default();
                let script = lang.script().unwrap_or_default();
                let mut xml = String::new();
                if let Some(seg) = variant.seg() {
                    push_element(&mut xml, seg);
                }
                Some((format!("{}-{script}-{region}", lang.primary()), xml))
            })
            .collect();
        said.sort();
        let languages = said.chunk_by(|(a, _), (b, _)| a == b).count();
        let mut marker = Marker::default();
        said.iter().for_each(|(lang, xml)| {
            marker.text(lang).text(xml);
        });
        (languages >= 2).then(|| marker.mark())
    }

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
