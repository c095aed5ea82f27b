//! English: the plural of the head. The possessive is no part of a form: `'s` stands outside the
//! term, as it does in the texts of style guides and treebanks.
//!
//! After R. Quirk et al., *A Comprehensive Grammar of the English Language*, 5.73–5.102.

/// Nouns whose plural no rule gives.
const IRREGULAR: [(&str, &str); 33] = [
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("person", "people"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"),
    ("mouse", "mice"),
    ("louse", "lice"),
    ("ox", "oxen"),
    ("die", "dice"),
    ("penny", "pence"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("datum", "data"),
    ("medium", "media"),
    ("memorandum", "memoranda"),
    ("referendum", "referenda"),
    ("forum", "fora"),
    ("addendum", "addenda"),
    ("corrigendum", "corrigenda"),
    ("bacterium", "bacteria"),
    ("symposium", "symposia"),
    ("curriculum", "curricula"),
    ("stratum", "strata"),
    ("nucleus", "nuclei"),
    ("stimulus", "stimuli"),
    ("alumnus", "alumni"),
    ("radius", "radii"),
    ("corpus", "corpora"),
    ("index", "indices"),
    ("appendix", "appendices"),
    ("matrix", "matrices"),
];

/// Nouns in -f and -fe whose plural is in -ves.
const VES: [&str; 13] = [
    "calf", "elf", "half", "knife", "leaf", "life", "loaf", "self", "sheaf", "shelf", "thief",
    "wife", "wolf",
];

/// Nouns whose plural is like the singular.
const UNCHANGED: [&str; 12] = [
    "sheep",
    "deer",
    "fish",
    "aircraft",
    "spacecraft",
    "species",
    "series",
    "means",
    "headquarters",
    "crossroads",
    "offspring",
    "salmon",
];

/// Nouns in -o whose plural is in -oes.
const OES: [&str; 10] = [
    "echo", "embargo", "hero", "potato", "tomato", "veto", "torpedo", "cargo", "mosquito",
    "tornado",
];

/// Words that begin a modifier after the head: *Minister of Foreign Affairs*.
const PREPOSITIONS: [&str; 16] = [
    "of", "for", "on", "in", "to", "at", "with", "against", "by", "from", "under", "without",
    "between", "among", "into", "through",
];

/// Adjectives that follow the noun in the language of law and diplomacy.
const POSTPOSED: [&str; 10] = [
    "general",
    "elect",
    "designate",
    "emeritus",
    "extraordinary",
    "plenipotentiary",
    "martial",
    "major",
    "royal",
    "laureate",
];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The plurals of a noun in small letters, the usual one first; none when it is a plural
/// already.
pub(super) fn plurals(noun: &str) -> Vec<String> {
    if UNCHANGED.contains(&noun) || IRREGULAR.iter().any(|(_, plural)| *plural == noun) {
        return Vec::new();
    }
    let mut plurals = Vec::new();
    if let Some((singular, plural)) = IRREGULAR.iter().find(|(s, _)| compound_of(noun, s)) {
        plurals.push(format!("{}{plural}", &noun[..noun.len() - singular.len()]));
        // Latin plurals stand beside regular ones, and *persons* is the plural of the law.
        let latin = plural.ends_with('a') || plural.ends_with('i') || plural.ends_with("ces");
        if !latin && *singular != "person" {
            return plurals;
        }
    }
    if let Some(singular) = VES.iter().find(|s| compound_of(noun, s)) {
        let stem = singular.trim_end_matches('e').trim_end_matches('f');
        plurals.push(format!("{}{stem}ves", &noun[..noun.len() - singular.len()]));
        return plurals;
    }
    plurals.push(regular(noun));
    if noun.len() > 4 && noun.ends_with("is") {
        plurals.insert(0, format!("{}es", &noun[..noun.len() - 2]));
    }
    plurals
}

/// Whether `noun` is `part`, or a compound with it as its last part (*chairman*, *grandchild*).
fn compound_of(noun: &str, part: &str) -> bool {
    noun == part
        || (part.len() >= 3 && noun.len() >= part.len() + 3 && noun.ends_with(part) && {
            // `-man` closes names of peoples too (*German*), which are regular.
            !(part == "man" && ["german", "roman", "ottoman", "human", "norman"].contains(&noun))
        })
}

fn regular(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix('y')
        && stem.chars().next_back().is_some_and(|c| !is_vowel(c))
    {
        return format!("{stem}ies");
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    if sibilant || OES.contains(&noun) { format!("{noun}es") } else { format!("{noun}s") }
}

/// Which words of the term may be made plural, the usual one first. One at a time.
pub(super) fn heads(words: &[&str]) -> Vec<usize> {
    let Some(mut last) = words.len().checked_sub(1) else { return Vec::new() };
    if let Some(preposition) = words.iter().position(|word| PREPOSITIONS.contains(word)) {
        match preposition {
            0 => return Vec::new(),
            at => last = at - 1,
        }
    }
    match last.checked_sub(1) {
        Some(before) if words.get(last).is_some_and(|w| POSTPOSED.contains(w)) => {
            vec![before, last]
        }
        _ => vec![last],
    }
}

/// The comparative and superlative of the adjective before a noun: *greater numbers*. Only
/// short adjectives have them; those of other words are formed too and never met.
pub(super) fn degrees(word: &str) -> Vec<String> {
    match word {
        "good" => return vec!["better".to_owned(), "best".to_owned()],
        "bad" => return vec!["worse".to_owned(), "worst".to_owned()],
        "far" => return vec!["further".to_owned(), "furthest".to_owned()],
        _ => {}
    }
    let letters: Vec<char> = word.chars().collect();
    let syllables = letters
        .iter()
        .enumerate()
        .filter(|(at, c)| is_vowel(**c) && !letters.get(at + 1).is_some_and(|c| is_vowel(*c)))
        .count();
    let stem = match letters.as_slice() {
        [.., 'y'] if syllables <= 1 => format!("{}i", &word[..word.len() - 1]),
        [.., 'e'] if syllables <= 2 => word[..word.len() - 1].to_owned(),
        _ if syllables != 1 => return Vec::new(),
        [.., before, vowel, last]
            if !is_vowel(*before)
                && is_vowel(*vowel)
                && !is_vowel(*last)
                && !"wxy".contains(*last) =>
        {
            format!("{word}{last}")
        }
        _ => word.to_owned(),
    };
    vec![format!("{stem}er"), format!("{stem}est")]
}
