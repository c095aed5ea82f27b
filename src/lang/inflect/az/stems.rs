//! The stems of nouns: what changes in them before suffixes, and what may be one.

use super::sound::{ends_in_vowel, harmonic, is_vowel, last_vowel, syllables};

/// Nouns in -q after a, ı, o, u whose q stays before a vowel (*hüquq* → *hüququ*): Arabic words
/// with a long vowel, and names.
const KEEPS_Q: [&str; 11] = [
    "hüquq", "ittifaq", "əxlaq", "nifaq", "infaq", "istehqaq", "əfaq", "faruq", "iraq", "buraq",
    "məxluq",
];

/// Nouns of our own in -ik, whose k becomes y; those from other languages keep it (*fabriki*).
/// Abstract nouns in -lik are our own too.
const OWN_IK: [&str; 14] = [
    "beşik",
    "bilərzik",
    "çəkik",
    "deşik",
    "ərik",
    "eşik",
    "kəsik",
    "keşik",
    "kirpik",
    "pişik",
    "əksik",
    "gedik",
    "kiçik",
    "bitik",
];

/// Whether the last k or q stays before a vowel: k after a, ı, o, u (*iştirakı*) or e (*Bişkekin*),
/// in loans in -ik and in the name *Babək*; q after a front vowel (*məntiqi*).
pub(crate) fn keeps_last(word: &str) -> bool {
    let before = word.chars().rev().nth(1).unwrap_or(' ');
    match word.chars().next_back() {
        Some('k') if matches!(before, 'a' | 'ı' | 'o' | 'u' | 'e') => true,
        Some('k') if before == 'i' => {
            !word.ends_with("lik") && !OWN_IK.contains(&word) || word == "katolik"
        }
        Some('k') => word == "babək",
        Some('q') if "eəiöü".contains(before) => true,
        Some('q') => KEEPS_Q.iter().any(|noun| word.ends_with(noun)),
        _ => false,
    }
}

/// Nouns that lose the vowel of their last syllable before a vowel.
pub(crate) const VOWEL_DROP: [(&str, &str); 39] = [
    ("cəbir", "cəbr"),
    ("qayın", "qayn"),
    ("şükür", "şükr"),
    ("zikir", "zikr"),
    ("ağız", "ağz"),
    ("ağıl", "ağl"),
    ("alın", "aln"),
    ("beyin", "beyn"),
    ("boyun", "boyn"),
    ("burun", "burn"),
    ("cisim", "cism"),
    ("çiyin", "çiyn"),
    ("eyib", "eyb"),
    ("əsil", "əsl"),
    ("ətir", "ətr"),
    ("fəsil", "fəsl"),
    ("fikir", "fikr"),
    ("heyif", "heyf"),
    ("isim", "ism"),
    ("izin", "izn"),
    ("könül", "könl"),
    ("qarın", "qarn"),
    ("qəbir", "qəbr"),
    ("qəsir", "qəsr"),
    ("qisim", "qism"),
    ("meyil", "meyl"),
    ("nəsil", "nəsl"),
    ("oğul", "oğl"),
    ("ovuc", "ovc"),
    ("ömür", "ömr"),
    ("rəsim", "rəsm"),
    ("səbir", "səbr"),
    ("sətir", "sətr"),
    ("sinif", "sinf"),
    ("şəkil", "şəkl"),
    ("zehin", "zehn"),
    ("zülüm", "zülm"),
    ("həcim", "həcm"),
    ("xeyir", "xeyr"),
];

/// Nouns that take possessives after a y although they end in a vowel: *mövqeyimiz*.
pub(crate) const Y_POSSESSIVE: [&str; 6] = ["su", "mövqe", "mənbə", "mənşə", "mənafe", "tale"];

/// Nouns written with t whose t is voiced before a vowel.
pub(crate) const T_TO_D: [&str; 2] = ["yoğurt", "kilit"];

/// The stem as it is before a vowel, where it differs.
pub(crate) fn softened(stem: &str) -> Option<String> {
    if let Some((_, short)) = VOWEL_DROP.iter().find(|(long, _)| *long == stem) {
        return Some((*short).to_owned());
    }
    if T_TO_D.contains(&stem) {
        return Some(format!("{}d", stem.strip_suffix('t')?));
    }
    if syllables(stem) < 2 {
        return None;
    }
    let mut before = stem.chars().rev().skip(1);
    if !before.next().is_some_and(is_vowel) {
        return None;
    }
    let soft = stem.strip_suffix('k').map(|s| format!("{s}y"));
    soft.or_else(|| stem.strip_suffix('q').map(|s| format!("{s}ğ")))
}

/// A stem in two like consonants without the second, as it is before a consonant: *xətt* →
/// *xətlər*.
pub(crate) fn undoubled(stem: &str) -> Option<&str> {
    let mut back = stem.char_indices().rev();
    let ((at, last), (_, before)) = (back.next()?, back.next()?);
    (last == before && !is_vowel(last)).then(|| &stem[..at])
}

/// The noun under a third-person possessive: *nazirliyi* → *nazirlik*, *şurası* → *şura*.
pub(crate) fn unpossessed(word: &str) -> Option<String> {
    let last = word.chars().next_back()?;
    let rest = word.strip_suffix(['ı', 'i', 'u', 'ü'])?;
    if last_vowel(rest).is_none_or(|v| harmonic('I', v) != last) {
        return None;
    }
    if let Some(base) = rest.strip_suffix('s')
        && ends_in_vowel(base)
    {
        return Some(base.to_owned());
    }
    if let Some((long, _)) = VOWEL_DROP.iter().find(|(_, short)| *short == rest) {
        return Some((*long).to_owned());
    }
    if let Some(base) = rest.strip_suffix('y')
        && ends_in_vowel(base)
    {
        return Some(match Y_POSSESSIVE.contains(&base) {
            true => base.to_owned(),
            false => format!("{base}k"),
        });
    }
    if let Some(base) = rest.strip_suffix('ğ')
        && ends_in_vowel(base)
    {
        return Some(format!("{base}q"));
    }
    Some(rest.to_owned())
}

/// Nouns in two like consonants, which lose one before a consonant.
const DOUBLED: [&str; 20] = [
    "həcc", "xətt", "haqq", "hiss", "sirr", "şərr", "fənn", "tibb", "hədd", "zidd", "rədd", "sədd",
    "səff", "həzz", "dürr", "cədd", "qəmm", "həll", "küll", "zənn",
];

/// Nouns of two letters.
const SHORT: [&str; 42] = [
    "ab", "ad", "ağ", "ah", "an", "ar", "en", "aş", "at", "ay", "az", "el", "ev", "ək", "əl", "ər",
    "ət", "iç", "il", "ip", "iş", "it", "iz", "od", "ox", "on", "ot", "ov", "öd", "ön", "öz", "uc",
    "ud", "un", "us", "üç", "ün", "üz", "su", "nə", "bu", "ac",
];

/// Words in a cluster that the rules forbid.
const CLUSTERED: [&str; 10] =
    ["qətl", "nəql", "tsikl", "ansambl", "fayl", "karl", "rubl", "müzikl", "spektakl", "profayl"];

/// Whether `stem` may be the stem of a noun that takes suffixes: long enough, and ending as words
/// of Azerbaijani end.
pub(super) fn is_possible(stem: &str) -> bool {
    let mut back = stem.chars().rev();
    let (Some(last), Some(before)) = (back.next(), back.next()) else { return false };
    let Some(third) = back.next() else { return SHORT.contains(&stem) };
    if is_vowel(last) || is_vowel(before) {
        return syllables(stem) > 0;
    }
    if CLUSTERED.contains(&stem) {
        return true;
    }
    match is_vowel(third) {
        true => is_cluster(before, last),
        // Loans and names: *punkt*, *kontekst*, *ministr*, *Minsk*, *Aleksandr*.
        false => {
            let loan =
                matches!((before, last), ('s' | 'k' | 't', 't' | 'k' | 's') | ('d' | 't', 'r'));
            loan && back.next().is_some_and(is_vowel)
        }
    }
}

/// Whether a word may end in these two consonants. Sonorants close a cluster in a few words from
/// Arabic and in loans only.
fn is_cluster(before: char, last: char) -> bool {
    match last {
        _ if before == last => true,
        // dövr, janr, sehr
        'r' => true,
        // səhm, düym; himn, dəfn, valideyn
        'm' => "lzktrschy".contains(before),
        'n' => "tsrfmyl".contains(before),
        'h' => "lrbtşs".contains(before),
        'g' => before == 'n',
        'v' => "rlzhğf".contains(before),
        'c' | 'ç' => "rnt".contains(before),
        'l' | 'y' | 'ğ' | 'j' => false,
        'k' | 'q' => "rlnsvtfdşqy".contains(before),
        _ => true,
    }
}

/// The citation forms of a noun whose stem is `stem` before the suffixes `rest`.
pub(super) fn citation(stem: &str, rest: &str, mut add: impl FnMut(String)) {
    if rest.starts_with(is_vowel) {
        if let Some((long, _)) = VOWEL_DROP.iter().find(|(_, short)| *short == stem) {
            add((*long).to_owned());
        }
        if let Some(open) = stem.strip_suffix('y')
            && syllables(open) > 1
            && ends_in_vowel(open)
        {
            add(format!("{open}k"));
        }
        if let Some(open) = stem.strip_suffix('ğ')
            && syllables(open) > 1
            && ends_in_vowel(open)
        {
            add(format!("{open}q"));
        }
        if let Some(open) = stem.strip_suffix('d')
            && let Some(hard) = T_TO_D.iter().find(|noun| noun.strip_suffix('t') == Some(open))
        {
            add((*hard).to_owned());
        }
    } else if let Some(double) = DOUBLED.iter().find(|noun| undoubled(noun) == Some(stem)) {
        add((*double).to_owned());
    }
}
