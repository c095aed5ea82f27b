//! Language tags, compared as BCP 47 (RFC 5646) means them.

use std::fmt;

/// A language tag, kept as it was written and compared by what it names.
///
/// `az`, `az-AZ`, `az-Latn-AZ`, `AZ` and `az_AZ` name one language; `az-Cyrl` names another,
/// because its script is not the one in which Azerbaijani is written by default.
///
/// ```
/// use yaddash::lang::Lang;
/// let az = Lang::parse("az").unwrap();
/// assert!(az.same_language(&Lang::parse("az_AZ").unwrap()));
/// assert!(!az.same_language(&Lang::parse("az-Cyrl").unwrap()));
/// assert!(Lang::parse("not a tag").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang {
    written: String,
    primary: String,
    script: Option<String>,
    region: Option<String>,
}

impl Lang {
    /// Reads a tag; `None` when it is not shaped like one. `_` is taken for `-`.
    pub fn parse(tag: &str) -> Option<Lang> {
        let written = tag.trim();
        let normal = written.replace('_', "-");
        let mut parts = normal.split('-');
        let primary = parts.next()?.to_ascii_lowercase();
        let alphabetic = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
        if !(2..=8).contains(&primary.len()) || !alphabetic(&primary) {
            return None;
        }
        let (mut script, mut region) = (None, None);
        for part in parts {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric())
            {
                return None;
            }
            if part.len() == 4 && alphabetic(part) && script.is_none() && region.is_none() {
                script = Some(part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase());
            } else if region.is_none()
                && ((part.len() == 2 && alphabetic(part))
                    || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())))
            {
                region = Some(part.to_ascii_uppercase());
            }
        }
        Some(Lang { written: written.to_owned(), primary, script, region })
    }

    /// The tag as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The primary language subtag in lower case, such as `az`.
    pub fn primary(&self) -> &str {
        &self.primary
    }

    /// The region subtag in upper case, such as `AZ`.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The script in which the text is written: the one in the tag, or the usual one of the
    /// language where the languages this program knows best have a usual one.
    pub fn script(&self) -> Option<&str> {
        self.script.as_deref().or(match self.primary.as_str() {
            "az" | "en" | "tr" | "de" | "fr" | "es" | "it" | "pt" | "pl" | "uz" | "tk" => {
                Some("Latn")
            }
            "ru" | "uk" | "be" | "bg" | "kk" | "ky" | "tg" | "mn" => Some("Cyrl"),
            _ => None,
        })
    }

    /// Whether the two tags name one language in one script, whatever the region.
    pub fn same_language(&self, other: &Lang) -> bool {
        self.primary == other.primary && self.script() == other.script()
    }

    /// How well `candidate` serves when this language is asked for, smaller is better: 0 for the
    /// same tag, 1 when one of the two has no region, 2 for another region; `None` when it is
    /// another language or script.
    pub fn distance(&self, candidate: &Lang) -> Option<u8> {
        if !self.same_language(candidate) {
            return None;
        }
        Some(match (&self.region, &candidate.region) {
            (a, b) if a == b => 0,
            (None, _) | (_, None) => 1,
            _ => 2,
        })
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}
