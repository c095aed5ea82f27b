//! Azerbaijani: the last word of a term takes suffixes (`lang::inflect::az`); the head of an
//! izafet may stand without its possessive or with another, and an abbreviation takes the
//! suffixes of its reading.

use crate::lang::inflect::az::{
    State, Walk, Y_POSSESSIVE, ends_in_vowel, harmonic, is_vowel, keeps_last, softened, syllables,
    undoubled, unpossessed,
};
use crate::lang::spoken;

/// A noun that takes suffixes: the last word of a term.
#[derive(Debug, Clone)]
pub(crate) struct Noun {
    /// What a form begins with, and what may follow.
    pub stems: Vec<Stem>,
    /// Whether it is an abbreviation, whose suffixes follow its reading and not its letters.
    abbreviation: bool,
}

/// One shape of the stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stem {
    /// The letters, folded.
    pub text: String,
    follow: Follow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follow {
    /// Nothing, or any suffix.
    Any,
    /// A suffix that begins with a vowel: the softened or shortened stem.
    Vowel,
    /// A suffix that begins with a consonant: the stem without one of two last consonants.
    Consonant,
    /// The head of an izafet without its possessive: plural or not, then a possessive.
    Possessive,
    /// The same, softened: a possessive that begins with a vowel.
    SoftPossessive,
    /// The same without one of two last consonants: the plural.
    SinglePossessive,
}

/// Whether a lone word is an izafet compound written as one (*dəvəquşu*): long, and what is left
/// without the possessive is a possible end of a word.
fn one_word_izafet(word: &str, base: &str) -> bool {
    let mut back = base.chars().rev();
    let possible = back.next().is_some_and(is_vowel) || back.next().is_some_and(is_vowel);
    syllables(word) >= 4 && possible
}

impl Noun {
    /// The last word of a term; `alone` when the term is that word, `abbreviation` when it is
    /// written in capitals.
    pub(crate) fn new(word: &str, alone: bool, abbreviation: bool) -> Noun {
        let mut stems = vec![Stem { text: word.to_owned(), follow: Follow::Any }];
        let mut add = |text: String, follow| {
            let stem = Stem { text, follow };
            if !stems.contains(&stem) {
                stems.push(stem);
            }
        };
        if !abbreviation {
            if let Some(soft) = softened(word) {
                add(soft, Follow::Vowel);
            }
            if let Some(single) = undoubled(word) {
                add(single.to_owned(), Follow::Consonant);
            }
            if let Some(base) = unpossessed(word)
                && (!alone || one_word_izafet(word, &base))
            {
                if let Some(soft) = softened(&base) {
                    add(soft, Follow::SoftPossessive);
                }
                if let Some(single) = undoubled(&base) {
                    add(single.to_owned(), Follow::SinglePossessive);
                }
                add(base, Follow::Possessive);
            }
        }
        Noun { stems, abbreviation }
    }

    /// Whether `word` is a form of the noun.
    pub(crate) fn accepts(&self, word: &str) -> bool {
        self.stems.iter().any(|stem| {
            word.strip_prefix(stem.text.as_str()).is_some_and(|rest| self.accepts_rest(stem, rest))
        })
    }

    /// Whether `rest` may follow `stem`.
    pub(crate) fn accepts_rest(&self, stem: &Stem, rest: &str) -> bool {
        let vowel_next = rest.chars().next().is_some_and(is_vowel);
        let state = match stem.follow {
            Follow::Any => State::Bare,
            Follow::Vowel if vowel_next => State::Bare,
            Follow::Consonant if !vowel_next && !rest.is_empty() => State::Bare,
            Follow::Possessive => State::Headless,
            Follow::SoftPossessive if vowel_next => State::Headless,
            Follow::SinglePossessive if !vowel_next => State::Headless,
            _ => return false,
        };
        let y_buffer = Y_POSSESSIVE.contains(&stem.text.as_str());
        let walk = match self.abbreviation {
            true => Walk::after_unread(ends_in_vowel(&stem.text)),
            false => Walk::after(&stem.text),
        };
        if y_buffer && let Some(rest) = rest.strip_prefix('y') {
            return walk.consonant().accepts(rest, state);
        }
        walk.accepts(rest, state)
    }
}

/// The cases, in the order of the grammar, with the instrumental last.
pub(super) const CASES: [&str; 7] =
    ["nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental"];

/// The persons of the possessor; the empty one is no possessor.
pub(super) const POSSESSORS: [&str; 6] = ["", "my", "your", "his/her", "our", "your (pl.)"];

/// How the last word of a term is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub plural: bool,
    /// Index into [`POSSESSORS`].
    pub possessor: usize,
    /// Index into [`CASES`].
    pub case: usize,
}

/// Nouns in -ı, -i, -u, -ü that end so without a possessive.
const ENDS_IN_I: [&str; 22] = [
    "bilgi", "dəri", "kişi", "körpü", "qapı", "mahnı", "ordu", "sayğı", "seçki", "sərgi", "sevgi",
    "sürü", "təpki", "vergi", "yazı", "əsgi", "ölkü", "qayğı", "çağrı", "duyğu", "sorğu", "vurğu",
];

/// Whether the last word of a term of several words is the head of an izafet: it ends in a
/// third-person possessive. The suffix -çı makes names of people and is none.
pub(super) fn is_izafet_head(word: &str) -> bool {
    let maker = ["çı", "çi", "çu", "çü"].iter().any(|suffix| word.ends_with(suffix));
    !maker && !ENDS_IN_I.contains(&word) && unpossessed(word).is_some()
}

/// The genitive of the possessive, where a word ends like a genitive: *katibin müavini*, but
/// *BMT Baş katibinin müavini*. A word that only looks like one gets a form that is in no text.
pub(super) fn owned_genitive(word: &str) -> Option<String> {
    let (stem, ending) = ["in", "ın", "un", "ün"]
        .into_iter()
        .find_map(|ending| Some((word.strip_suffix(ending)?, ending)))?;
    let vowel = |c: char| "aeıioöuüə".contains(c);
    match stem.strip_suffix('n') {
        Some(open) if open.ends_with(vowel) => {
            Some(format!("{open}s{}n{ending}", &ending[..ending.len() - 1]))
        }
        _ if stem.ends_with(vowel) => None,
        _ => Some(format!("{word}{ending}")),
    }
}

/// Words that are an izafet written as one: *ildönümünə*.
const ONE_WORD: [&str; 9] = [
    "soyqırımı",
    "ildönümü",
    "gündönümü",
    "əməkhaqqı",
    "doğumevi",
    "qonaqevi",
    "mehmanevi",
    "uşaqevi",
    "dəvəquşu",
];

/// Whether a lone word ends in a possessive that belongs to it.
pub(super) fn is_one_word_izafet(word: &str) -> bool {
    ONE_WORD.contains(&word)
}

/// Whether a term is a plural in its citation form.
pub(super) fn is_plural(word: &str, izafet: bool) -> bool {
    let base = if izafet { unpossessed(word) } else { None };
    let base = base.as_deref().unwrap_or(word);
    base.ends_with("lar") || base.ends_with("lər")
}

/// The cases of an abbreviation, with the suffix after a hyphen.
pub(super) fn abbreviation(word: &str) -> Vec<(&'static str, String)> {
    let Some((vowel, ends_in_vowel)) = abbreviation_reading(word) else { return Vec::new() };
    let suffixes = match ends_in_vowel {
        true => ["", "nIn", "yA", "nI", "dA", "dAn", "ylA"],
        false => ["", "In", "A", "I", "dA", "dAn", "lA"],
    };
    CASES
        .into_iter()
        .zip(suffixes)
        .map(|(case, suffix)| {
            let mut vowel = vowel;
            let suffix: String = suffix
                .chars()
                .map(|c| match c {
                    'A' | 'I' => {
                        vowel = harmonic(c, vowel);
                        vowel
                    }
                    c => c,
                })
                .collect();
            let hyphen = if suffix.is_empty() { "" } else { "-" };
            (case, format!("{word}{hyphen}{suffix}"))
        })
        .collect()
}

/// The form of `word` in a cell; `izafet` when the word is the head of an izafet, whose
/// possessive is part of the citation form. `word` is in the case of the glossary.
pub(super) fn inflect(word: &str, izafet: bool, cell: Cell) -> String {
    let base = if izafet { unpossessed(word) } else { None };
    let mut out = Builder { text: base.unwrap_or_else(|| word.to_owned()), bare: true };
    let mut possessor = cell.possessor;
    if cell.plural && !is_plural(&out.text, false) {
        out.add("lAr");
    }
    if izafet && possessor == 0 {
        possessor = 3;
    }
    let vowel = ends_in_vowel(&out.text);
    let y_buffer = Y_POSSESSIVE.contains(&out.text.as_str());
    match (possessor, vowel) {
        (0, _) => {}
        (owner, true) if y_buffer => out.add(["yIm", "yIn", "yI", "yImIz", "yInIz"][owner - 1]),
        (1, true) => out.add("m"),
        (2, true) => out.add("n"),
        (3, true) => out.add("sI"),
        (4, true) => out.add("mIz"),
        (5, true) => out.add("nIz"),
        (1, false) => out.add("Im"),
        (2, false) => out.add("In"),
        (3, false) => out.add("I"),
        (4, false) => out.add("ImIz"),
        _ => out.add("InIz"),
    }
    let vowel = ends_in_vowel(&out.text);
    let pronominal = possessor == 3;
    let is_water = matches!(out.text.as_str(), "su" | "Su");
    out.add(match (cell.case, pronominal, vowel) {
        (0, _, _) => "",
        (1, _, true) if is_water && possessor == 0 => "yIn",
        (3, _, true) if is_water && possessor == 0 => "yI",
        (1, true, _) | (1, _, true) => "nIn",
        (1, false, false) => "In",
        (2, true, _) => "nA",
        (2, _, true) => "yA",
        (2, false, false) => "A",
        (3, true, _) | (3, _, true) => "nI",
        (3, false, false) => "I",
        (4, true, _) => "ndA",
        (4, ..) => "dA",
        (5, true, _) => "ndAn",
        (5, ..) => "dAn",
        (_, _, true) => "ylA",
        _ => "lA",
    });
    out.text
}

/// A word that grows at its end.
struct Builder {
    text: String,
    /// Whether it is still the bare stem: only a stem is softened or loses its vowel.
    bare: bool,
}

impl Builder {
    fn add(&mut self, suffix: &str) {
        let small: String = self.text.chars().flat_map(lower).collect();
        let bare = self.bare && !suffix.is_empty();
        self.bare &= suffix.is_empty();
        if bare
            && suffix.starts_with(['A', 'I'])
            && !keeps_last(&small)
            && let Some(soft) = softened(&small)
        {
            // Only the last letters differ, and they are small.
            let keep = small.chars().count().min(soft.chars().count()).saturating_sub(2);
            let head: String = self.text.chars().take(keep).collect();
            let tail: String = soft.chars().skip(keep).collect();
            self.text = head + &tail;
        }
        if bare
            && !suffix.starts_with(['A', 'I'])
            && let Some(single) = undoubled(&small)
        {
            let keep = single.chars().count();
            self.text = self.text.chars().take(keep).collect();
        }
        for c in suffix.chars() {
            let before = self.text.chars().rev().flat_map(lower).find(|c| is_vowel(*c));
            self.text.push(match c {
                'A' | 'I' => harmonic(c, before.unwrap_or('e')),
                c => c,
            });
        }
    }
}

/// Lower case by the rules of Azerbaijani, letter by letter.
fn lower(c: char) -> impl Iterator<Item = char> {
    let special = match c {
        'I' => Some('ı'),
        'İ' => Some('i'),
        _ => None,
    };
    let mut ordinary = c.to_lowercase();
    std::iter::once(special.or_else(|| ordinary.next()).unwrap_or(c))
}

/// How an abbreviation is read, as far as its suffixes care: its last vowel, and whether the
/// reading ends in a vowel. What ends in a vowel, or in a vowel and a consonant, is spoken as a
/// word (`NATO-nun`, `XİN-in`, `ATƏT-in`); two letters, and other last letters, are read by name
/// (`BMT-nin`, *te*; `AB-nin`, *be*; `MSK-nın`, *ka*). The USA is read as a word by custom
/// (`ABŞ-ın`).
pub(super) fn abbreviation_reading(abbreviation: &str) -> Option<(char, bool)> {
    let digits = abbreviation.trim_start_matches(|c: char| !c.is_ascii_digit());
    if let Ok(number) = digits.parse() {
        // A number is read by its words: COP29-un, G20-nin.
        let word = spoken::last_word(number);
        let vowel = word.chars().rev().find(|c| is_vowel(*c))?;
        return Some((vowel, word.ends_with(is_vowel)));
    }
    let letters: Vec<char> = abbreviation.chars().flat_map(lower).collect();
    let mut back = letters.iter().rev().copied();
    let (last, before) = (back.next()?, back.next());
    if is_vowel(last) {
        return Some((last, true));
    }
    if letters == ['a', 'b', 'ş'] {
        return Some(('a', false));
    }
    match before.filter(|c| is_vowel(*c) && letters.len() > 2) {
        Some(vowel) => Some((vowel, false)),
        None if matches!(last, 'k' | 'x') => Some(('a', true)),
        None => Some(('e', !matches!(last, 'f' | 'l' | 'm' | 'n' | 'r' | 's'))),
    }
}
