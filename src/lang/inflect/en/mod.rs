//! English: which words a word may be a form of.
//!
//! After R. Quirk et al., *A Comprehensive Grammar of the English Language*, 3.5–3.20 (verbs),
//! 5.73–5.102 (plurals), 7.74–7.81 (comparison). A regular ending is taken off and the spelling
//! undone: *hopped* can only be from *hop*, *hoped* from *hope*, *visited* from *visit* or, by the
//! rules, from *visite*, which does no harm. Derived words (*government*, *teacher*) are others.

mod irregular;

use super::Reading;
use irregular::{BASES, FORMS, NOT_VERBS};

/// English words are told apart by the base alone.
const WORD: u16 = 0;

/// Words in -men that are no plurals of compounds of *man*.
const NOT_MEN: [&str; 12] = [
    "omen", "amen", "ramen", "semen", "hymen", "stamen", "yemen", "lumen", "specimen", "regimen",
    "abdomen", "acumen",
];

/// Nouns in -as and -ns that are singular.
const SINGULAR_S: [&str; 9] =
    ["gas", "atlas", "canvas", "alias", "bias", "christmas", "lens", "pyjamas", "pancreas"];

/// All readings of a case-folded word.
pub(super) fn readings(word: &str) -> Vec<Reading> {
    let mut found = vec![Reading { base: word.to_owned(), class: WORD }];
    let mut add = |base: String| {
        if !found.iter().any(|reading| reading.base == base) {
            found.push(Reading { base, class: WORD });
        }
    };
    if let Some(bases) = BASES.get(word) {
        bases.iter().for_each(|base| add((*base).to_owned()));
    }
    if let Some(stem) = word.strip_suffix("men")
        && stem.len() > 1
        && !NOT_MEN.contains(&word)
    {
        add(format!("{stem}man"));
    }
    if !irregular::is_whole(word) {
        plural(word, &mut add);
        past(word, &mut add);
        if let Some(stem) = word.strip_suffix("ing") {
            if let Some(stem) = stem.strip_suffix('y').filter(|stem| stem.len() < 3) {
                // lying, dying
                add_word(format!("{stem}ie"), &mut add);
            }
            verb(stem, &mut add);
        }
        comparative(word, &mut add);
    }
    found
}

/// What the forms of such a word begin with.
pub(super) fn beginnings(reading: &Reading) -> Vec<String> {
    let base = reading.base.as_str();
    let mut all = vec![base.to_owned()];
    let mut add = |beginning: String| {
        if !all.iter().any(|have| beginning.starts_with(have.as_str())) {
            all.push(beginning);
        }
    };
    if let Some(forms) = FORMS.get(base) {
        forms.iter().for_each(|form| add((*form).to_owned()));
    }
    if let Some(stem) = base.strip_suffix("man") {
        add(format!("{stem}men"));
    }
    if let Some(stem) = base.strip_suffix("ie") {
        add(format!("{stem}ying"));
    }
    if let Some(stem) = base.strip_suffix('e') {
        add(format!("{stem}ing"));
    }
    if let Some(stem) = base.strip_suffix('y') {
        add(format!("{stem}i"));
    }
    all
}

/// The plural of a noun, and the third person of a verb.
fn plural(word: &str, add: &mut impl FnMut(String)) {
    let Some(rest) = word.strip_suffix('s').filter(|rest| !rest.ends_with('s')) else { return };
    if let Some(stem) = rest.strip_suffix("ie") {
        if ends_in_consonant(stem) || stem.ends_with("qu") {
            add_word(format!("{stem}y"), add);
        }
        add_word(rest.to_owned(), add);
        return;
    }
    if let Some(stem) = rest.strip_suffix('e')
        && stem.len() > 2
        && (["us", "is", "ss", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end))
            || SINGULAR_S.contains(&stem))
    {
        add_word(stem.to_owned(), add);
    }
    if !["s", "x", "z", "ch", "sh"].iter().any(|end| rest.ends_with(end)) {
        add_word(rest.to_owned(), add);
    }
}

fn past(word: &str, add: &mut impl FnMut(String)) {
    let Some(stem) = word.strip_suffix("ed") else { return };
    if let Some(stem) = stem.strip_suffix('i') {
        if stem.len() < 3 {
            // died, tied
            add_word(format!("{stem}ie"), add);
        }
        if ends_in_consonant(stem) {
            add_word(format!("{stem}y"), add);
        }
        return;
    }
    verb(stem, add);
}

/// The bases of which `stem` is what stands before -ing or -ed.
fn verb(stem: &str, add: &mut impl FnMut(String)) {
    let shape = Shape::of(stem);
    let mut add = |base: String| {
        let long = base.len() > 2 || matches!(base.as_str(), "go" | "do");
        if long && !NOT_VERBS.contains(&base.as_str()) {
            add_word(base, add);
        }
    };
    if shape.is_plain() {
        add(stem.to_owned());
    }
    if shape.may_have_lost_e() {
        add(format!("{stem}e"));
    }
    if let Some(single) = shape.undoubled() {
        add(single.to_owned());
    }
    // panicked
    if let Some(single) = stem.strip_suffix('k').filter(|single| single.ends_with("ic")) {
        add(single.to_owned());
    }
}

/// -er and -est, of the adjectives that have them.
fn comparative(word: &str, add: &mut impl FnMut(String)) {
    let Some(stem) = word.strip_suffix("er").or_else(|| word.strip_suffix("est")) else { return };
    let doubled = Shape::of(stem).undoubled().map(str::to_owned);
    let y = stem.strip_suffix('i').map(|stem| format!("{stem}y"));
    let bases = [Some(stem.to_owned()), Some(format!("{stem}e")), doubled, y];
    bases.into_iter().flatten().filter(|base| irregular::is_compared(base)).for_each(add);
}

fn add_word(base: String, add: &mut impl FnMut(String)) {
    if is_word(&base) {
        add(base);
    }
}

/// Whether it may be a word: of two letters, one of them a vowel that is not a silent e.
fn is_word(base: &str) -> bool {
    let sounded = match base.strip_suffix('e') {
        Some(rest) if !rest.ends_with(is_vowel) => rest,
        _ => base,
    };
    base.len() > 1 && sounded.contains(is_vowel_or_y)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn is_vowel_or_y(c: char) -> bool {
    is_vowel(c) || c == 'y'
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.ends_with(|c: char| c.is_ascii_alphabetic() && !is_vowel(c))
}

/// The end of a stem, by which its spelling goes.
struct Shape<'a> {
    stem: &'a str,
    /// The last letter and the two before it; a space where there is none.
    last: char,
    second: char,
    third: char,
    /// Whether it has one vowel only, or one pair of vowels.
    short: bool,
}

impl<'a> Shape<'a> {
    fn of(stem: &'a str) -> Shape<'a> {
        let mut back = stem.chars().rev();
        let mut next = || back.next().unwrap_or(' ');
        let (last, second, third) = (next(), next(), next());
        let bytes = stem.as_bytes();
        let vowel = |at: usize| is_vowel(char::from(bytes[at]));
        // y is a vowel after a consonant.
        let groups = (0..bytes.len()).filter(|&at| {
            let sounded = vowel(at) || (bytes[at] == b'y' && at > 0);
            sounded && (at == 0 || !vowel(at - 1))
        });
        Shape { stem, last, second, third, short: groups.count() == 1 }
    }

    /// One vowel, written with one letter, and one consonant.
    fn is_closed(&self) -> bool {
        let after_q = self.third == 'u' && self.stem.chars().rev().nth(3) == Some('q');
        !is_vowel(self.last)
            && is_vowel_or_y(self.second)
            && (!is_vowel(self.third) || after_q)
            && !matches!(self.last, 'w' | 'x' | 'y')
    }

    /// Whether the stem may be the base as it is.
    fn is_plain(&self) -> bool {
        match (self.second, self.last) {
            // A word of one closed syllable doubles its consonant: *hoping* is not from *hop*.
            _ if self.short && self.is_closed() => false,
            // These letters do not end a word.
            (_, 'v' | 'c') => self.stem.ends_with("rev"),
            (before, 'u') => before == 'o',
            (before, 'z') => matches!(before, 'z' | 't'),
            (before, 'l') => is_vowel(before) || matches!(before, 'l' | 'r' | 'w'),
            (before, 'r') => is_vowel(before) || before == 'r',
            (before, 's') => before == 's' || (before == 'u' && !is_vowel(self.third)),
            _ => true,
        }
    }

    /// Whether the stem may have lost a silent e.
    fn may_have_lost_e(&self) -> bool {
        match self.last {
            'a' | 'o' | 'w' | 'x' | 'y' | 'i' => false,
            'h' => self.second == 't' || self.stem.ends_with("ach"),
            'k' => is_vowel(self.second),
            // A doubled consonant does not stand before it, but *agree* does.
            last if last == self.second => last == 'e',
            _ => true,
        }
    }

    /// The stem without the second of two like consonants: *hopp*, *travell*.
    fn undoubled(&self) -> Option<&'a str> {
        let single = self.stem.get(..self.stem.len().checked_sub(1)?)?;
        let doubled = self.last == self.second && !is_vowel(self.last);
        let before = Shape::of(single);
        // *call*, *miss* end so themselves; *fuel*, *dial* double their l after two vowels.
        let own = self.last == 's' || (self.short && matches!(self.last, 'l' | 'f' | 'z'));
        let hiatus = self.last == 'l' && is_vowel(before.second) && is_vowel(before.third);
        let closed = before.is_closed() && single.len() > 2;
        (doubled && (closed && !own || hiatus || single == "quiz")).then_some(single)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(word: &str) -> Vec<String> {
        readings(word).into_iter().map(|reading| reading.base).collect()
    }

    fn are_forms_of_one(a: &str, b: &str) -> bool {
        let of_a = readings(a);
        readings(b).iter().any(|reading| of_a.contains(reading))
    }

    #[test]
    fn forms_are_found_from_the_base() {
        let families = [
            "hold holds held holding",
            "meet meets met meeting",
            "lead leads led leading",
            "seek seeks sought seeking",
            "uphold upholds upheld upholding",
            "undertake undertakes undertook undertaken undertaking",
            "overcome overcomes overcame overcoming",
            "withdraw withdraws withdrew withdrawn withdrawing",
            "forbid forbids forbade forbidden forbidding",
            "be am is are was were been being",
            "have has had having",
            "do does did done doing",
            "go goes went gone going",
            "learn learns learned learnt learning",
            "travel travels travelled traveled travelling traveling",
            "fuel fuels fuelled fueled fuelling",
            "hop hops hopped hopping",
            "hope hopes hoped hoping",
            "agree agrees agreed agreeing",
            "call calls called calling",
            "express expresses expressed expressing",
            "quit quitting",
            "visit visits visited visiting",
            "dance dances danced dancing",
            "settle settles settled settling",
            "argue argues argued arguing",
            "raise raises raised raising",
            "carry carries carried carrying",
            "lie lies lied lying lay lain",
            "play plays played playing",
            "panic panics panicked panicking",
            "pass passes passed passing",
            "man men",
            "chairman chairmen",
            "child children",
            "person persons people",
            "country countries",
            "church churches",
            "hero heroes",
            "quiz quizzes",
            "wife wives",
            "leaf leaves",
            "analysis analyses",
            "criterion criteria",
            "datum data",
            "résumé résumés",
            "good better best",
            "bad worse worst",
            "far further furthest farther",
            "big bigger biggest",
            "large larger largest",
            "early earlier earliest",
            "great greater greatest",
        ];
        for family in families {
            let base = family.split(' ').next().unwrap();
            for form in family.split(' ') {
                assert!(bases(form).iter().any(|b| b == base), "{form} is no form of {base}");
            }
        }
    }

    #[test]
    fn a_form_of_two_words_has_both() {
        for (form, both) in [
            ("leaves", ["leaf", "leave"]),
            ("meeting", ["meeting", "meet"]),
            ("founded", ["founded", "found"]),
            ("found", ["found", "find"]),
            ("saw", ["saw", "see"]),
            ("analyses", ["analysis", "analyse"]),
            ("bases", ["base", "basis"]),
            ("wound", ["wound", "wind"]),
            ("lay", ["lay", "lie"]),
        ] {
            for base in both {
                assert!(bases(form).iter().any(|b| b == base), "{form} is no form of {base}");
            }
        }
    }

    #[test]
    fn other_words_are_not_found() {
        for (a, b) in [
            ("hop", "hoped"),
            ("hope", "hopped"),
            ("govern", "government"),
            ("govern", "governor"),
            ("teach", "teacher"),
            ("lead", "leader"),
            ("numb", "number"),
            ("inter", "interest"),
            ("for", "forest"),
            ("unit", "united"),
            ("new", "news"),
            ("star", "staring"),
            ("rat", "rating"),
            ("us", "use"),
            ("us", "uses"),
            ("it", "its"),
            ("see", "seed"),
            ("the", "thing"),
            ("even", "evening"),
            ("possess", "posse"),
            ("princess", "prince"),
            ("mass", "mas"),
            ("man", "omen"),
            ("speci", "specimen"),
            ("to", "toes"),
            ("do", "doe"),
            ("economic", "economics"),
            ("organise", "organisation"),
            ("strategic", "strategy"),
        ] {
            assert!(!are_forms_of_one(a, b), "{a} and {b} share a reading");
        }
    }

    #[test]
    fn every_form_begins_as_its_reading_says() {
        let irregular = FORMS.values().flatten().copied();
        let regular = [
            "carrying",
            "carries",
            "lying",
            "dying",
            "hoping",
            "happiest",
            "wolves",
            "women",
            "was",
            "went",
            "dug",
            "mice",
            "better",
            "mimicked",
            "quizzes",
            "undergoes",
            "résumés",
        ];
        for word in irregular.chain(regular) {
            for reading in readings(word) {
                let all = beginnings(&reading);
                let begins = all.iter().any(|beginning| word.starts_with(beginning.as_str()));
                assert!(begins, "{word}, a form of {}, begins with none of {all:?}", reading.base);
            }
        }
    }
}
