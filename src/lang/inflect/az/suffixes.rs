//! The suffixes of Azerbaijani: a finite automaton over archiphonemes. `A` is a/ə, `I` is
//! ı/i/u/ü, `K` is q/k and `G` its softened ğ/y, each chosen by the vowel before (two-way and
//! four-way harmony).
//!
//! After A. Axundov (ed.), *Müasir Azərbaycan dili. Morfologiya*, and the orthography rules of
//! the Republic (2019): buffers y, n, s; the pronominal n after the third-person possessive and
//! `-kı`. Derivations (-lıq, -çı, -lı, -sız, -ca; voice) make other words and are not in it.

use super::sound::{ends_in_vowel, harmonic, is_vowel, last_vowel, syllables};

/// How far the suffixes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// After the stem of a noun.
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
    /// After the stem of a pronoun in -n, which takes no possessive.
    Pronoun,
    /// After the copula.
    Copula,
    /// After the person of a noun.
    Person,
    /// After the root of a verb.
    Verb,
    /// After the root of a verb that the rules do not know: only what no noun ends in.
    Unknown,
    /// After the negation `-ma`.
    Negated,
    /// After the present or the aorist.
    Tense,
    /// After the negative aorist of the first person, which has a shape of its own.
    NegativeFirst,
    /// After the past `-dı`, or the copula `-dı` on a verb.
    Past,
    /// After `-mış`, a tense and a participle.
    Perfect,
    /// After `-ıb`.
    Ib,
    /// After `-malı`.
    Necessity,
    /// After `-sa`.
    Conditional,
    /// After the optative `-a`.
    Optative,
    /// After a third person, which may be made plural.
    Third,
    /// After a nominal form in -q or -k.
    Hard,
    /// The same softened, before a vowel.
    Soft,
    /// After a finite verb, which may be asked: `-mı`.
    Finite,
    End,
}

/// A suffix: whether it may stand after a vowel (`V`), a consonant (`C`) or both (`-`), its
/// letters, and where it leads.
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
/// *onunla*: a pronoun stands in the genitive before -la.
const WITH: &[Suffix] = &[('-', "InlA", State::Case)];
const KI: &[Suffix] = &[('-', "kI", State::Ki)];
const POSTPOSITION: &[Suffix] = &[('-', "dək", State::End), ('-', "cAn", State::End)];
const COPULA: &[Suffix] = &[
    ('-', "dIr", State::Copula),
    ('C', "dI", State::Copula),
    ('V', "ydI", State::Copula),
    ('C', "mIş", State::Copula),
    ('V', "ymIş", State::Copula),
    ('C', "sA", State::End),
    ('V', "ysA", State::End),
    ('V', "ykən", State::End),
    ('-', "mI", State::Copula),
];
const PERSON: &[Suffix] = &[
    ('C', "Am", State::Person),
    ('V', "yAm", State::Person),
    ('-', "sAn", State::Person),
    ('C', "IK", State::Person),
    ('V', "yIK", State::Person),
    ('-', "sInIz", State::Person),
];
const AFTER_COPULA: &[Suffix] = &[('-', "lAr", State::End), ('-', "mI", State::End)];

/// Forms of a verb that may be negated or not.
const MOOD: &[Suffix] = &[
    ('-', "dI", State::Past),
    ('-', "mIş", State::Perfect),
    ('-', "mIsAn", State::Finite),
    ('-', "mIsInIz", State::Finite),
    ('C', "Ib", State::Ib),
    ('V', "yIb", State::Ib),
    ('-', "mAlI", State::Necessity),
    ('-', "sA", State::Conditional),
    ('-', "sIn", State::Third),
    ('C', "Im", State::Finite),
    ('V', "yIm", State::Finite),
    ('C', "AK", State::Finite),
    ('V', "yAK", State::Finite),
    ('C', "In", State::End),
    ('V', "yIn", State::End),
    ('C', "InIz", State::End),
    ('V', "yInIz", State::End),
    ('C', "A", State::Optative),
    ('V', "yA", State::Optative),
];
/// The future, which is a participle too.
const FUTURE: &[Suffix] = &[
    ('C', "AcAK", State::Hard),
    ('V', "yAcAK", State::Hard),
    ('C', "AcAG", State::Soft),
    ('V', "yAcAG", State::Soft),
];
const INFINITIVE: &[Suffix] = &[('-', "mAK", State::Hard), ('-', "mAG", State::Soft)];
/// The verbal noun, the participles and the converbs.
const NONFINITE: &[Suffix] = &[
    ('-', "mA", State::Bare),
    ('C', "An", State::Bare),
    ('V', "yAn", State::Bare),
    ('-', "dIK", State::Hard),
    ('-', "dIG", State::Soft),
    ('C', "AsI", State::Bare),
    ('V', "yAsI", State::Bare),
    ('C', "ArAK", State::End),
    ('V', "yArAK", State::End),
    ('C', "IncA", State::End),
    ('V', "yIncA", State::End),
    ('C', "AlI", State::End),
    ('V', "yAlI", State::End),
    ('-', "dIKcA", State::End),
    ('-', "mAKsIzIn", State::End),
];
const TENSE: &[Suffix] = &[
    ('C', "Ir", State::Tense),
    ('V', "yIr", State::Tense),
    ('C', "Ar", State::Tense),
    ('V', "yAr", State::Tense),
];
const NEGATION: &[Suffix] = &[
    ('-', "mA", State::Negated),
    ('-', "mIr", State::Tense),
    ('-', "mAz", State::Tense),
    ('-', "mAr", State::NegativeFirst),
    ('-', "mAzdAn", State::End),
];
/// What a verb that the rules do not know is told by.
const TELLING: &[Suffix] = &[
    ('-', "mIş", State::Perfect),
    ('-', "mAlI", State::Necessity),
    ('C', "ArAK", State::End),
    ('V', "yArAK", State::End),
    ('-', "dIG", State::Soft),
];
const VERB_PERSON: &[Suffix] = &[
    ('C', "Am", State::Finite),
    ('V', "yAm", State::Finite),
    ('-', "sAn", State::Finite),
    ('C', "IK", State::Finite),
    ('V', "yIK", State::Finite),
    ('-', "sInIz", State::Finite),
    ('-', "lAr", State::Third),
];
const FIRST_PERSON: &[Suffix] = &[('-', "Am", State::Finite), ('-', "IK", State::Finite)];
/// The persons after -dı and -sa.
const SHORT_PERSON: &[Suffix] = &[
    ('-', "m", State::Finite),
    ('-', "n", State::Finite),
    ('-', "K", State::Finite),
    ('-', "nIz", State::Finite),
    ('-', "lAr", State::Finite),
];
const OPTATIVE: &[Suffix] = &[
    ('-', "ydI", State::Past),
    ('-', "m", State::Finite),
    ('-', "sAn", State::Finite),
    ('-', "K", State::Finite),
    ('-', "sInIz", State::Finite),
    ('-', "lAr", State::Finite),
];
/// The copula on a verb: compound tenses.
const VERB_COPULA: &[Suffix] = &[
    ('-', "dIr", State::Copula),
    ('C', "dI", State::Past),
    ('V', "ydI", State::Past),
    ('C', "mIş", State::Third),
    ('V', "ymIş", State::Third),
    ('C', "mIşAm", State::Finite),
    ('C', "mIşIK", State::Finite),
    ('C', "mIşsAn", State::Finite),
    ('C', "mIşsInIz", State::Finite),
    ('C', "sA", State::Finite),
    ('V', "ysA", State::Finite),
    ('C', "kən", State::End),
    ('V', "ykən", State::End),
];
const THIRD: &[Suffix] = &[('-', "lAr", State::Third), ('-', "sA", State::Finite)];
const QUESTION: &[Suffix] = &[('-', "mI", State::End)];
const CONDITION: &[Suffix] = &[('-', "sA", State::End), ('V', "ysA", State::End)];
/// What follows -q and -k of an infinitive or a participle, and their softened shape.
const HARD_CASE: &[Suffix] =
    &[('-', "dA", State::KiCase), ('-', "dAn", State::Case), ('-', "lA", State::Case)];
const SOFT: &[Suffix] = &[
    ('-', "Im", State::Possessed),
    ('-', "In", State::Possessed),
    ('-', "I", State::Pronominal),
    ('-', "ImIz", State::Possessed),
    ('-', "InIz", State::Possessed),
    ('-', "A", State::Dative),
    ('-', "Am", State::Finite),
    ('-', "IK", State::Finite),
];

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
            State::Pronoun => &[PLURAL, CASE, WITH],
            State::Copula => &[AFTER_COPULA, CONDITION],
            State::Verb => &[TENSE, NEGATION, MOOD, FUTURE, INFINITIVE, NONFINITE],
            State::Unknown => &[FUTURE, INFINITIVE, TELLING],
            State::Negated => &[MOOD, FUTURE, INFINITIVE, NONFINITE],
            State::Tense => &[VERB_PERSON, VERB_COPULA, QUESTION],
            State::NegativeFirst => &[FIRST_PERSON],
            State::Past => &[SHORT_PERSON, QUESTION, THIRD],
            State::Perfect => &[PLURAL, POSSESSIVE, CASE, VERB_PERSON, VERB_COPULA, QUESTION],
            State::Ib => &[VERB_PERSON, VERB_COPULA, QUESTION],
            State::Necessity => &[VERB_PERSON, VERB_COPULA, QUESTION],
            State::Conditional => &[SHORT_PERSON, VERB_COPULA, QUESTION],
            State::Optative => &[OPTATIVE],
            State::Third => &[THIRD, VERB_COPULA, QUESTION],
            State::Hard => &[PLURAL, HARD_CASE, VERB_PERSON, VERB_COPULA, QUESTION],
            State::Soft => &[SOFT],
            State::Finite | State::Person => &[QUESTION, CONDITION],
            State::End => &[],
        }
    }

    /// Whether a word may end here.
    fn is_final(self) -> bool {
        !matches!(
            self,
            State::Headless
                | State::HeadlessPlural
                | State::Soft
                | State::NegativeFirst
                | State::Unknown
        )
    }
}

/// Words of one syllable that are said of persons: *dostuq*, *şadam*.
const PERSONS: [&str; 10] =
    ["dost", "şad", "var", "yox", "mən", "sən", "biz", "siz", "üzv", "türk"];

/// What a suffix is chosen by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walk {
    /// The last vowel; `None` where the letters do not tell it.
    vowel: Option<char>,
    after_vowel: bool,
    /// Whether the choice between the shapes after vowel and consonant is left open.
    free: bool,
    /// Whether the copula of the first and second person and the question are possible: right on
    /// a noun of one syllable they would make other words (*ər* → *ərik*, *el* → *elmi*).
    person: bool,
}

impl Walk {
    /// From the end of a stem in small letters.
    pub(crate) fn after(stem: &str) -> Walk {
        Walk {
            vowel: last_vowel(stem),
            after_vowel: ends_in_vowel(stem),
            free: false,
            person: syllables(stem) > 1 || PERSONS.contains(&stem),
        }
    }

    /// The same after a verb, of which every person is a form.
    pub(crate) fn of_verb(self) -> Walk {
        Walk { person: true, ..self }
    }

    /// From the end of an abbreviation or a foreign name, whose suffixes follow its reading and
    /// not its letters.
    pub(crate) fn after_unread(after_vowel: bool) -> Walk {
        Walk { vowel: None, after_vowel, free: true, person: true }
    }

    /// The same after the buffer y, which counts as a consonant.
    pub(crate) fn consonant(self) -> Walk {
        Walk { after_vowel: false, ..self }
    }

    /// Whether `rest` is a sequence of suffixes that may follow in `state`.
    pub(crate) fn accepts(self, rest: &str, state: State) -> bool {
        if rest.is_empty() {
            return state.is_final();
        }
        // Most suffixes are ruled out by their first letter.
        let first = rest.chars().next().unwrap_or_default();
        let vowel_first = is_vowel(first);
        for &(after, letters, next) in state.suffixes().iter().copied().flatten() {
            let begins = match letters.bytes().next() {
                Some(b'A' | b'I') => vowel_first,
                Some(b'K') => matches!(first, 'q' | 'k'),
                letter => letter.map(char::from) == Some(first),
            };
            if begins
                && (after == '-' || self.free || self.after_vowel == (after == 'V'))
                && (self.person || next != State::Person && letters != "mI")
                && let Some((rest, walk)) = self.strip(rest, letters)
                && walk.accepts(rest, next)
            {
                return true;
            }
        }
        false
    }

    /// Takes one suffix from the beginning of `rest`.
    fn strip<'a>(mut self, rest: &'a str, letters: &str) -> Option<(&'a str, Walk)> {
        let mut chars = rest.chars();
        for wanted in letters.chars() {
            let got = chars.next()?;
            let fits = match (wanted, self.vowel) {
                ('A', None) => matches!(got, 'a' | 'ə'),
                ('I', None) => matches!(got, 'ı' | 'i' | 'u' | 'ü'),
                ('K', None) => matches!(got, 'q' | 'k'),
                ('G', None) => matches!(got, 'ğ' | 'y'),
                ('A' | 'I' | 'K' | 'G', Some(vowel)) => got == harmonic(wanted, vowel),
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
        self.person = true;
        Some((chars.as_str(), self))
    }
}
