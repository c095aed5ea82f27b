//! English: the plural of the head. The possessive is no part of a form: `'s` stands outside the
//! term, as it does in the texts of style guides and treebanks.
//!
//! After R. Quirk et al., *A Comprehensive Grammar of the English Language*, 5.73–5.102.

/// Nouns whose plural no rule gives.
const IRREGULAR: [(&str, &str); 64] = [
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
    ("axis", "axes"),
    ("automaton", "automata"),
    ("vertebra", "vertebrae"),
    ("larva", "larvae"),
    ("alga", "algae"),
    ("formula", "formulae"),
    ("antenna", "antennae"),
    ("nebula", "nebulae"),
    ("supernova", "supernovae"),
    ("fungus", "fungi"),
    ("cactus", "cacti"),
    ("focus", "foci"),
    ("locus", "loci"),
    ("terminus", "termini"),
    ("syllabus", "syllabi"),
    ("bacillus", "bacilli"),
    ("genus", "genera"),
    ("stadium", "stadia"),
    ("aquarium", "aquaria"),
    ("ultimatum", "ultimata"),
    ("spectrum", "spectra"),
    ("millennium", "millennia"),
    ("consortium", "consortia"),
    ("moratorium", "moratoria"),
    ("erratum", "errata"),
    ("vortex", "vortices"),
    ("vertex", "vertices"),
    ("apex", "apices"),
    ("codex", "codices"),
    ("bureau", "bureaux"),
    ("plateau", "plateaux"),
];

/// Nouns of these whose regular plural is the usual one.
const USUALLY_REGULAR: [&str; 14] = [
    "referendum",
    "forum",
    "symposium",
    "stadium",
    "aquarium",
    "ultimatum",
    "consortium",
    "moratorium",
    "formula",
    "antenna",
    "cactus",
    "syllabus",
    "plateau",
    "focus",
];

/// Nouns in -f and -fe whose plural is in -ves.
const VES: [&str; 13] = [
    "calf", "elf", "half", "knife", "leaf", "life", "loaf", "self", "sheaf", "shelf", "thief",
    "wife", "wolf",
];

/// Nouns in -f whose plural is in -ves or regular.
const VES_OR_FS: [&str; 4] = ["scarf", "wharf", "hoof", "dwarf"];

/// Nouns in -man that are no compounds of *man*.
const NOT_MAN: [&str; 10] = [
    "german", "roman", "ottoman", "human", "norman", "shaman", "talisman", "brahman", "turkman",
    "caiman",
];

/// Nouns in -s that are singular.
const SINGULAR_S: [&str; 12] = [
    "gas",
    "bus",
    "lens",
    "bias",
    "atlas",
    "canvas",
    "alias",
    "cosmos",
    "chaos",
    "ethos",
    "texas",
    "christmas",
];

/// Nouns whose plural is like the singular.
const UNCHANGED: [&str; 14] = [
    "sheep",
    "deer",
    "news",
    "trousers",
    "politics",
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
const PREPOSITIONS: [&str; 19] = [
    "of", "for", "on", "in", "to", "at", "with", "against", "by", "from", "under", "without",
    "between", "among", "into", "through", "d", "de", "du",
];

/// Adjectives that follow the noun in the language of law and diplomacy.
const POSTPOSED: [&str; 15] = [
    "apparent",
    "presumptive",
    "politic",
    "public",
    "mémoire",
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

/// Whether a noun that ends in -s is a plural in the citation form: *human rights*.
pub(super) fn is_plural(noun: &str) -> bool {
    let singular = ["ss", "us", "is"].iter().any(|end| noun.ends_with(end));
    UNCHANGED.contains(&noun)
        || (noun.len() > 3 && noun.ends_with('s') && !singular && !SINGULAR_S.contains(&noun))
}

/// The plurals of a noun in small letters, the usual one first; none when it is a plural
/// already.
pub(super) fn plurals(noun: &str) -> Vec<String> {
    let people = noun == "swiss" || (noun.len() > 6 && noun.ends_with("ese"));
    if people || UNCHANGED.contains(&noun) || IRREGULAR.iter().any(|(_, plural)| *plural == noun) {
        return Vec::new();
    }
    let mut plurals = Vec::new();
    if let Some((singular, plural)) = IRREGULAR.iter().find(|(s, _)| compound_of(noun, s)) {
        plurals.push(format!("{}{plural}", &noun[..noun.len() - singular.len()]));
        // Latin and French plurals stand beside regular ones, *persons* is the plural of the
        // law, and *dies* are tools.
        let learned = ["a", "i", "ces", "ae", "x"].iter().any(|end| plural.ends_with(end));
        if !learned && !matches!(*singular, "person" | "die") {
            return plurals;
        }
    }
    if let Some(singular) = VES.iter().find(|s| compound_of(noun, s)) {
        let stem = singular.trim_end_matches('e').trim_end_matches('f');
        plurals.push(format!("{}{stem}ves", &noun[..noun.len() - singular.len()]));
        return plurals;
    }
    if VES_OR_FS.contains(&noun) {
        plurals.push(format!("{}ves", noun.trim_end_matches('f')));
    }
    if noun.len() > 4 && noun.ends_with("is") {
        plurals.push(format!("{}es", &noun[..noun.len() - 2]));
    }
    match USUALLY_REGULAR.contains(&noun) {
        true => plurals.insert(0, regular(noun)),
        false => plurals.push(regular(noun)),
    }
    // Names in -y keep it (*Kennedys*), and usage wavers after -o (*volcanos*, *volcanoes*).
    let plain = format!("{noun}s");
    let other = match noun.chars().next_back() {
        Some('y') => Some(plain),
        Some('o') if plurals.contains(&plain) => Some(format!("{noun}es")),
        Some('o') => Some(plain),
        _ => None,
    };
    plurals.extend(other.filter(|other| !plurals.contains(other)));
    plurals
}

/// Whether `noun` is `part`, or a compound with it as its last part (*chairman*, *grandchild*).
fn compound_of(noun: &str, part: &str) -> bool {
    noun == part
        || (part.len() >= 3 && noun.len() >= part.len() + 3 && noun.ends_with(part) && {
            // `-man` closes names of peoples too (*German*), which are regular.
            !(part == "man" && NOT_MAN.contains(&noun))
        })
}

fn regular(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix('y')
        && (stem.ends_with("qu") || stem.chars().next_back().is_some_and(|c| !is_vowel(c)))
    {
        return format!("{stem}ies");
    }
    // A lone z after one vowel is doubled: *quizzes*.
    let is_short = noun.chars().filter(|c| is_vowel(*c)).count() == 1 || noun.ends_with("quiz");
    if is_short && noun.ends_with('z') && noun.chars().rev().nth(1).is_some_and(is_vowel) {
        return format!("{noun}zes");
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    if sibilant || OES.contains(&noun) { format!("{noun}es") } else { format!("{noun}s") }
}

/// Which words of the term may be made plural, the usual one first. One at a time.
pub(super) fn heads(words: &[&str]) -> Vec<usize> {
    let Some(mut last) = words.len().checked_sub(1) else { return Vec::new() };
    // A first word makes no modifier: *Under-Secretary-General*.
    let preposition = words.iter().skip(1).position(|word| PREPOSITIONS.contains(word));
    match preposition {
        // Nothing follows it: *passers-by*, *go-betweens*.
        Some(at) if at + 1 == last => return vec![at, last],
        Some(at) => last = at,
        None => {}
    }
    match last.checked_sub(1) {
        Some(before) if words.get(last).is_some_and(|w| POSTPOSED.contains(w)) => {
            // *Notaries public*, but *general publics*.
            match words.get(last) == Some(&"public") && words.get(before) != Some(&"notary") {
                true => vec![last],
                false => vec![before, last],
            }
        }
        _ => vec![last],
    }
}

/// Whether the first of two nouns is made plural together with the second: *women doctors*,
/// *States Parties*.
pub(super) fn is_plural_with_head(word: &str) -> bool {
    matches!(word, "man" | "woman" | "state")
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

/// Whether a word with a hyphen before a title makes another title of it.
pub(super) fn makes_another_rank(word: &str) -> bool {
    matches!(word, "under" | "vice" | "deputy" | "sub" | "ex" | "co")
}
