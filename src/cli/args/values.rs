//! What single values mean, and what is said of those that mean nothing.

use crate::lang::{Lang, codes};

/// A language that exists.
pub fn lang(tag: &str) -> Result<Lang, String> {
    let known = Lang::parse(tag).filter(|lang| match lang.primary().len() {
        2 => codes::is_two_letter_code(lang.primary()),
        3 => codes::two_letter_code(lang.primary()).is_none(),
        _ => false,
    });
    known.ok_or_else(|| {
        let given = tag.to_ascii_lowercase();
        if let Some(two) = codes::two_letter_code(&given) {
            return format!("write `{two}` for this language");
        }
        const NAMES: [(&str, &str); 9] = [
            ("english", "en"),
            ("russian", "ru"),
            ("azerbaijani", "az"),
            ("turkish", "tr"),
            ("en", "en"),
            ("ru", "ru"),
            ("az", "az"),
            ("tr", "tr"),
            ("azeri", "az"),
        ];
        let nearest = NAMES.iter().min_by_key(|(name, _)| strsim::levenshtein(name, &given));
        match nearest.filter(|(name, _)| strsim::levenshtein(name, &given) <= name.len() / 2) {
            Some((_, tag)) => format!("no such language; did you mean `{tag}`?"),
            None => "no such language; give a tag such as `en`, `ru` or `az`".to_owned(),
        }
    })
}

pub(super) fn rule(id: &str) -> Result<crate::check::Rule, String> {
    crate::check::Rule::parse(id).ok_or_else(|| {
        let ids: Vec<&str> = crate::check::Rule::ALL.iter().map(|rule| rule.id()).collect();
        let nearest = ids.iter().min_by_key(|known| strsim::levenshtein(known, id));
        format!(
            "no such rule; did you mean `{}`? The rules are {}",
            nearest.copied().unwrap_or_default(),
            ids.join(", ")
        )
    })
}

pub(super) fn tool(name: &str) -> Result<crate::tmx::Tool, String> {
    let known = crate::tmx::Tool::ALL;
    known
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, tool)| *tool)
        .ok_or_else(|| format!("the tools are {}", known.map(|(name, _)| name).join(", ")))
}

pub(super) fn exchange_format(name: &str) -> Result<crate::exchange::Format, String> {
    let known = crate::exchange::Format::ALL;
    known
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, format)| *format)
        .ok_or_else(|| format!("the formats are {}", known.map(|(name, _)| name).join(", ")))
}

pub(super) fn tmx_version(number: &str) -> Result<crate::tmx::Version, String> {
    use crate::tmx::Version;
    [Version::V11, Version::V12, Version::V13, Version::V14]
        .into_iter()
        .find(|version| version.as_str() == number)
        .ok_or_else(|| "the versions are 1.1, 1.2, 1.3 and 1.4".to_owned())
}

pub(super) fn keep(name: &str) -> Result<crate::tmx::Keep, String> {
    use crate::tmx::Keep;
    match name {
        "newest" => Ok(Keep::Newest),
        "oldest" => Ok(Keep::Oldest),
        "all" => Ok(Keep::All),
        _ => Err("say newest, oldest or all".to_owned()),
    }
}

pub(super) fn number_within(text: &str, high: f64) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|n| (0.0..=high).contains(n))
        .ok_or_else(|| format!("give a number from 0 to {high}"))
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    number_within(text, 1.0)
}

pub(super) fn percent(text: &str) -> Result<f64, String> {
    number_within(text.trim_end_matches('%'), 100.0)
}

/// A date as TMX writes it, from `2020-02-14`, `2020-02-14T11:30` or TMX's own form.
pub(super) fn date(text: &str) -> Result<String, String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let padded = format!("{digits:0<14}");
    let number = |range: std::ops::Range<usize>| padded.get(range).and_then(|s| s.parse().ok());
    let fits =
        |range, low: u32, high: u32| number(range).is_some_and(|n: u32| (low..=high).contains(&n));
    let valid = matches!(digits.len(), 8 | 12 | 14)
        && text.chars().all(|c| c.is_ascii_digit() || "-:TZ ".contains(c))
        && fits(4..6, 1, 12)
        && fits(6..8, 1, 31)
        && fits(8..10, 0, 23)
        && fits(10..12, 0, 59);
    match valid {
        true => Ok(format!("{}T{}Z", &padded[..8], &padded[8..14])),
        false => Err("give a date such as 2020-02-14 or 2020-02-14T11:30".to_owned()),
    }
}

pub(super) fn split_by(text: &str) -> Result<crate::tmx::SplitBy, String> {
    use crate::tmx::SplitBy;
    match text {
        "language" => Ok(SplitBy::Language),
        "year" => Ok(SplitBy::Year),
        "month" => Ok(SplitBy::Month),
        _ => match (text.strip_prefix("prop:"), text.parse()) {
            (Some(kind), _) if !kind.is_empty() => Ok(SplitBy::Prop(kind.to_owned())),
            (_, Ok(size)) if size > 0 => Ok(SplitBy::Size(size)),
            _ => Err("give language, year, month, prop:TYPE or a number of units".to_owned()),
        },
    }
}
