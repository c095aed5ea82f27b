//! Azerbaijani: stem + plural + possessive + case, then `-ki` and the copula.
//!
//! The suffixes are a finite automaton over archiphonemes: `A` is a/ə, `I` is ı/i/u/ü, chosen by
//! the vowel before (two-way and four-way harmony). After A. Axundov (ed.), *Müasir Azərbaycan
//! dili. Morfologiya*, and the orthography rules of the Republic (2019): buffers y, n, s; the
//! pronominal n after the third-person possessive and `-kı`; k → y, q → ğ and vowel drop before
//! a vowel. Derivations (-lıq, -çı, -lı, -sız, -ca) make other words and are not in it.

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
fn keeps_last(word: &str) -> bool {
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
const VOWEL_DROP: [(&str, &str); 38] = [
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
    ("köyül", "köyl"),
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
    ("şəkər", "şəkr"),
    ("vəcih", "vəch"),
    ("zehin", "zehn"),
    ("zülüm", "zülm"),
    ("həcim", "həcm"),
    ("xeyir", "xeyr"),
];

/// Nouns that take possessives after a y although they end in a vowel: *mövqeyimiz*.
const Y_POSSESSIVE: [&str; 7] = ["su", "mövqe", "mənbə", "mənşə", "mənafe", "mövze", "tale"];

/// Nouns written with t whose t is voiced before a vowel.
const T_TO_D: [&str; 2] = ["yoğurt", "kilit"];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ı' | 'o' | 'u' | 'e' | 'ə' | 'i' | 'ö' | 'ü')
}

fn last_vowel(text: &str) -> Option<char> {
    text.chars().rev().find(|c| is_vowel(*c))
}

fn ends_in_vowel(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_vowel)
}

fn syllables(text: &str) -> usize {
    text.chars().filter(|c| is_vowel(*c)).count()
}

/// The letter of the archiphoneme `a` (`A` or `I`) after the vowel `before`.
fn harmonic(a: char, before: char) -> char {
    match (a, before) {
        ('A', 'a' | 'ı' | 'o' | 'u') => 'a',
        ('A', _) => 'ə',
        (_, 'a' | 'ı') => 'ı',
        (_, 'o' | 'u') => 'u',
        (_, 'ö' | 'ü') => 'ü',
        _ => 'i',
    }
}

/// The stem as it is before a vowel, where it differs.
fn softened(stem: &str) -> Option<String> {
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
fn undoubled(stem: &str) -> Option<&str> {
    let mut back = stem.char_indices().rev();
    let ((at, last), (_, before)) = (back.next()?, back.next()?);
    (last == before && !is_vowel(last)).then(|| &stem[..at])
}

/// The noun under a third-person possessive: *nazirliyi* → *nazirlik*, *şurası* → *şura*.
fn unpossessed(word: &str) -> Option<String> {
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
        let walk = Walk {
            vowel: if self.abbreviation { None } else { last_vowel(&stem.text) },
            after_vowel: ends_in_vowel(&stem.text),
            free: self.abbreviation,
            person: self.abbreviation || syllables(&stem.text) > 1,
        };
        if y_buffer && let Some(rest) = rest.strip_prefix('y') {
            return walk.consonant().accepts(rest, state);
        }
        walk.accepts(rest, state)
    }

    /// Whether `suffix` may follow the noun after a hyphen or an apostrophe, as after
    /// abbreviations and foreign names: the reading decides on vowels and buffers, so all are
    /// taken.
    pub(crate) fn accepts_joined(suffix: &str) -> bool {
        let walk = Walk { vowel: None, after_vowel: true, free: true, person: true };
        !suffix.is_empty() && walk.accepts(suffix, State::Bare)
    }
}

/// How far the suffixes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// After the stem.
    Bare,
    /// After the stem of an izafet whose possessive is still to come.
    Headless,
    /// After the plural of such a stem.
    HeadlessPlural,
    Plural,
    /// After a possessive of the first or second person.
    Possessed,
    /// After the third-person possessive or `-kı`: the pronominal n comes before a case.
    Pronominal,
    /// After `-kı`, which may be made plural again.
    Ki,
    /// After the genitive or locative, which may take `-kı`.
    KiCase,
    /// After the dative, which may take the postposition `-dək`.
    Dative,
    Case,
    /// After the copula.
    Copula,
    End,
}

/// What a suffix is chosen by.
#[derive(Debug, Clone, Copy)]
struct Walk {
    /// The last vowel; `None` where the letters do not tell it.
    vowel: Option<char>,
    after_vowel: bool,
    /// Whether the choice between the shapes after vowel and consonant is left open.
    free: bool,
    /// Whether the copula of the first and second person is possible: on a stem of one syllable
    /// it would make other nouns (*ər* → *ərik*).
    person: bool,
}

/// Suffixes: where they may stand, whether after a vowel (`V`), a consonant (`C`) or both (`-`),
/// their letters, and where they lead.
type Suffix = (char, &'static str, State);

const PLURAL: &[Suffix] = &[('-', "lAr", State::Plural)];
const HEADLESS_PLURAL: &[Suffix] = &[('-', "lAr", State::HeadlessPlural)];
const POSSESSIVE: &[Suffix] = &[
    ('V', "m", State::Possessed),
    ('V', "n", State::Possessed),
    ('V', "sI", State::Pronominal),
    ('V', "mIz", State::Possessed),
    ('V', "nIz", State::Possessed),
    ('C', "Im", State::Possessed),
    ('C', "In", State::Possessed),
    ('C', "I", State::Pronominal),
    ('C', "ImIz", State::Possessed),
    ('C', "InIz", State::Possessed),
];
const CASE: &[Suffix] = &[
    ('V', "nIn", State::KiCase),
    ('V', "yA", State::Dative),
    ('V', "nI", State::Case),
    ('C', "In", State::KiCase),
    ('C', "A", State::Dative),
    ('C', "I", State::Case),
    ('-', "dA", State::KiCase),
    ('-', "dAn", State::Case),
    ('V', "ylA", State::Case),
    ('-', "lA", State::Case),
];
const PRONOMINAL_CASE: &[Suffix] = &[
    ('-', "nIn", State::KiCase),
    ('-', "nA", State::Dative),
    ('-', "nI", State::Case),
    ('-', "ndA", State::KiCase),
    ('-', "ndAn", State::Case),
    ('-', "ylA", State::Case),
    ('-', "lA", State::Case),
];
const KI: &[Suffix] = &[('-', "kI", State::Ki)];
const POSTPOSITION: &[Suffix] = &[('-', "dAk", State::End), ('-', "cAn", State::End)];
const COPULA: &[Suffix] = &[
    ('-', "dIr", State::Copula),
    ('C', "dI", State::Copula),
    ('V', "ydI", State::Copula),
    ('C', "mIş", State::Copula),
    ('V', "ymIş", State::Copula),
    ('C', "sA", State::End),
    ('V', "ysA", State::End),
    ('-', "mI", State::Copula),
];
const PERSON: &[Suffix] = &[
    ('C', "Am", State::End),
    ('V', "yAm", State::End),
    ('-', "sAn", State::End),
    ('C', "Iq", State::End),
    ('C', "Ik", State::End),
    ('V', "yIq", State::End),
    ('V', "yIk", State::End),
    ('-', "sInIz", State::End),
];
const AFTER_COPULA: &[Suffix] = &[('-', "lAr", State::End), ('-', "mI", State::End)];

impl State {
    fn suffixes(self) -> &'static [&'static [Suffix]] {
        match self {
            State::Bare => &[PLURAL, POSSESSIVE, CASE, COPULA, PERSON],
            State::Headless => &[HEADLESS_PLURAL, POSSESSIVE],
            State::HeadlessPlural => &[POSSESSIVE],
            State::Plural => &[POSSESSIVE, CASE, COPULA, PERSON],
            State::Possessed => &[CASE, COPULA, PERSON],
            State::Pronominal => &[PRONOMINAL_CASE, COPULA, PERSON],
            State::Ki => &[PLURAL, PRONOMINAL_CASE, COPULA, PERSON],
            State::KiCase => &[KI, COPULA, PERSON],
            State::Dative => &[POSTPOSITION, COPULA],
            State::Case => &[COPULA],
            State::Copula => &[AFTER_COPULA],
            State::End => &[],
        }
    }
}

impl Walk {
    fn consonant(self) -> Walk {
        Walk { after_vowel: false, ..self }
    }

    /// Whether `rest` is a sequence of suffixes that may follow in `state`.
    fn accepts(self, rest: &str, state: State) -> bool {
        if rest.is_empty() {
            return !matches!(state, State::Headless | State::HeadlessPlural);
        }
        state.suffixes().iter().copied().flatten().any(|(after, letters, next)| {
            let fits = match after {
                'V' => self.after_vowel || self.free,
                'C' => !self.after_vowel || self.free,
                _ => true,
            };
            if !fits || (*next == State::End && state.suffixes().contains(&PERSON) && !self.person)
            {
                return false;
            }
            self.strip(rest, letters).is_some_and(|(rest, walk)| walk.accepts(rest, *next))
        })
    }

    /// Takes one suffix from the beginning of `rest`.
    fn strip<'a>(mut self, rest: &'a str, letters: &str) -> Option<(&'a str, Walk)> {
        let mut chars = rest.chars();
        for wanted in letters.chars() {
            let got = chars.next()?;
            let fits = match (wanted, self.vowel) {
                ('A', None) => matches!(got, 'a' | 'ə'),
                ('I', None) => matches!(got, 'ı' | 'i' | 'u' | 'ü'),
                ('A' | 'I', Some(vowel)) => got == harmonic(wanted, vowel),
                _ => got == wanted,
            };
            if !fits {
                return None;
            }
            if is_vowel(got) {
                self.vowel = Some(got);
            }
            self.after_vowel = is_vowel(got);
        }
        self.free = false;
        Some((chars.as_str(), self))
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
