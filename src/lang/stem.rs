//! Stems: what the inflected forms of a word have in common.
//!
//! English and Russian go through the Snowball algorithms (Porter 2001). Azerbaijani has rules
//! of its own here, because the Turkish Snowball stemmer does harm to it (`prezidentin` →
//! `prezi`). A stem serves comparison only; it need not be a word.

use crate::lang::Lang;
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;

/// By which rules words get their stems.
enum Rules {
    Snowball(Algorithm),
    Russian,
    Azerbaijani,
}

fn rules(lang: &Lang) -> Option<Rules> {
    match (lang.primary(), lang.script()) {
        ("en", _) => Some(Rules::Snowball(Algorithm::English)),
        ("de", _) => Some(Rules::Snowball(Algorithm::German)),
        ("fr", _) => Some(Rules::Snowball(Algorithm::French)),
        ("es", _) => Some(Rules::Snowball(Algorithm::Spanish)),
        ("it", _) => Some(Rules::Snowball(Algorithm::Italian)),
        ("pt", _) => Some(Rules::Snowball(Algorithm::Portuguese)),
        ("ru", _) => Some(Rules::Russian),
        ("az", Some("Latn")) => Some(Rules::Azerbaijani),
        _ => None,
    }
}

/// The stem of one case-folded word of `lang`; in a language without rules, the word itself.
pub fn stem<'a>(word: &'a str, lang: &Lang) -> Cow<'a, str> {
    match rules(lang) {
        Some(Rules::Snowball(algorithm)) => snowball(algorithm, word),
        Some(Rules::Russian) => russian(word),
        Some(Rules::Azerbaijani) => azerbaijani(word),
        None => Cow::Borrowed(word),
    }
}

/// Whether there are rules for the language.
pub fn knows(lang: &Lang) -> bool {
    rules(lang).is_some()
}

fn snowball(algorithm: Algorithm, word: &str) -> Cow<'_, str> {
    // The owned form: the stemmer itself lives only as long as this call.
    Cow::Owned(Stemmer::create(algorithm).stem(word).into_owned())
}

fn russian(word: &str) -> Cow<'_, str> {
    let folded = word.replace('ё', "е");
    let mut stem = Stemmer::create(Algorithm::Russian).stem(&folded).into_owned();
    // посол, посла; отец, отца; рынок, рынка: the vowel that comes and goes is left out.
    const FLEETING: [&str; 4] = ["ол", "ец", "ок", "ек"];
    if FLEETING.iter().any(|ending| stem.ends_with(ending)) && stem.chars().count() > 3 {
        let vowel = stem.char_indices().nth_back(1).map(|(at, _)| at);
        vowel.map(|at| stem.remove(at));
    }
    Cow::Owned(stem)
}

/// The nominal and verbal endings of Azerbaijani, outermost layer first: each layer is taken
/// off at most once. `A` stands for a/ə, `I` for ı/i/u/ü, `D` for d/t; the layers follow the
/// order in which the language adds them (stem, plural, possessive, case, predicate).
const LAYERS: &[&[&str]] = &[
    // predicate and particles
    &["DIrlAr", "DIr", "dIrlAr", "mI", "sInIz", "IrIk", "ArAq", "ArkAn"],
    // finite verbs: perfect, past, present, future, conditional
    &[
        "mIşdIr",
        "mIşdIlAr",
        "mIşdI",
        "mIşlAr",
        "mIş",
        "IblAr",
        "IbdIr",
        "Ib",
        "yIb",
        "dIlAr",
        "dIq",
        "dIm",
        "dI",
        "yIr",
        "IrlAr",
        "Ir",
        "AcAqdIr",
        "AcAqlAr",
        "AcAq",
        "AcAğ",
        "mAlIdIr",
        "mAlI",
        "sA",
        "ArAk",
        "An",
        "yAn",
    ],
    // locative adjective
    &["DAkI"],
    // case
    &[
        "nDAn", "DAn", "nDA", "DA", "nIn", "In", "nA", "yA", "A", "nI", "yI", "sI", "I", "lA",
        "ylA", "CA",
    ],
    // possessive
    &["lArI", "ImIz", "mIz", "InIz", "nIz", "sI", "I", "Im", "In"],
    // plural
    &["lAr"],
    // infinitive and voice, verbal noun
    &["mAq", "mAk", "mAsI", "mAğ", "mAyI", "mA"],
    &["Il", "In", "lAn", "lAş", "IlmA"],
];

/// The shortest stem that a suffix may leave, in characters.
const SHORTEST_AZERBAIJANI_STEM: usize = 3;

fn azerbaijani(word: &str) -> Cow<'_, str> {
    // What follows an apostrophe or a hyphen after a number or an abbreviation is a suffix.
    let word = word.split(['\'', '’', 'ʼ']).next().unwrap_or(word);
    let mut rest: Vec<char> = word.chars().collect();
    let full = rest.len();
    // What an inner layer leaves may look like an outer one (`səfirini` → `səfir`, which ends as
    // `gəlir` does): the layers are taken off until nothing changes, so that all forms end alike.
    loop {
        let before = rest.len();
        LAYERS.iter().for_each(|layer| take_off(layer, &mut rest));
        if rest.len() == before {
            break;
        }
    }
    // `ölkə` looks like a dative of `ölk`: the final vowel of a stem counts for nothing.
    while rest.len() > SHORTEST_AZERBAIJANI_STEM && rest.last().is_some_and(|c| is_vowel(*c)) {
        rest.pop();
    }
    if rest.len() == full {
        return Cow::Borrowed(word);
    }
    // Before a vowel final k and q become y and ğ: undone for comparison. In a short word a
    // final `y` is rarely a softened `k`.
    if let Some(last) = rest.last_mut() {
        *last = match *last {
            'ğ' => 'q',
            'y' if full > 5 => 'k',
            other => other,
        };
    }
    Cow::Owned(rest.into_iter().collect())
}

/// Takes the longest suffix of a layer off, when a stem is left.
fn take_off(layer: &[&str], rest: &mut Vec<char>) {
    let longest = layer
        .iter()
        .filter(|suffix| ends_with(rest, suffix))
        .map(|suffix| suffix.chars().count())
        .filter(|n| rest.len() - n >= SHORTEST_AZERBAIJANI_STEM)
        .max();
    // A stem without a vowel is no stem: the "suffix" was part of the word.
    if let Some(n) = longest
        && rest[..rest.len() - n].iter().any(|c| is_vowel(*c))
    {
        rest.truncate(rest.len() - n);
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ə' | 'e' | 'ı' | 'i' | 'o' | 'ö' | 'u' | 'ü')
}

fn ends_with(word: &[char], pattern: &str) -> bool {
    let n = pattern.chars().count();
    if n >= word.len() {
        return false;
    }
    word[word.len() - n..].iter().zip(pattern.chars()).all(|(&c, p)| match p {
        'A' => matches!(c, 'a' | 'ə'),
        'I' => matches!(c, 'ı' | 'i' | 'u' | 'ü'),
        'D' => matches!(c, 'd' | 't'),
        'C' => matches!(c, 'c' | 'ç'),
        p => c == p,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_of_a_word_share_their_stem() {
        let families: [(&str, &[&str]); 12] = [
            ("az", &["prezident", "prezidentin", "prezidentinə", "prezidentlər", "prezidentləri"]),
            ("az", &["təşkilat", "təşkilatı", "təşkilatının", "təşkilatlarda"]),
            ("az", &["görüş", "görüşdə", "görüşün", "görüşlər", "görüşmək", "görüşüb"]),
            ("az", &["əməkdaşlıq", "əməkdaşlığı", "əməkdaşlığın"]),
            ("az", &["ölkə", "ölkələri", "ölkənin", "ölkəsi"]),
            ("az", &["norov", "norovun", "norova"]),
            ("az", &["səfir", "səfirini", "səfirlər"]),
            ("ru", &["президент", "президента", "президентом"]),
            ("ru", &["посол", "посла", "послом", "послы"]),
            ("ru", &["организация", "организации", "организацией"]),
            ("en", &["meeting", "meetings"]),
            ("en", &["relation", "relations"]),
        ];
        for (tag, words) in families {
            let lang = Lang::parse(tag).unwrap();
            let stems: std::collections::BTreeSet<_> =
                words.iter().map(|w| stem(w, &lang).into_owned()).collect();
            assert_eq!(stems.len(), 1, "{words:?} have the stems {stems:?}");
        }
    }
}
