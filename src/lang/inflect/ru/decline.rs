//! Nouns, adjectives, names: the declensions of a form that has one of their endings.

use super::lists::OTHER_STEMS;
use super::{
    bare, ends_in_consonant, ends_in_vowel, hard, is_hush, is_velar, is_vowel, nouns, possible,
    splits,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How the words of a class inflect.
struct Declension {
    /// The endings; `_` is none.
    endings: &'static str,
    /// Whether a stem may be one of this class.
    stem: fn(&str) -> bool,
    /// Before which of them a vowel may come between the last two consonants.
    fleeting: &'static str,
}

pub(super) const MASCULINE: u16 = 1;
pub(super) const MASCULINE_SOFT: u16 = 2;
pub(super) const FEMININE: u16 = 4;
const FEMININE_SOFT: u16 = 5;
pub(super) const FEMININE_SOFT_SIGN: u16 = 6;
pub(super) const NEUTER: u16 = 7;
const NEUTER_SOFT: u16 = 8;
pub(super) const ADJECTIVE: u16 = 10;

/// The declensions; a class is a place in this list, and 0 a word that stays as it is.
const DECLENSIONS: [Declension; 15] = [
    Declension { endings: "", stem: |_| false, fleeting: "" },
    // президент, вопрос, матч
    Declension {
        endings: "_ а у ом ем е ы и ов ев ей ам ами ах",
        stem: ends_in_consonant,
        fleeting: "_",
    },
    // представитель, день
    Declension {
        endings: "ь я ю ем е и ей ям ями ях", stem: ends_in_consonant, fleeting: "ь"
    },
    // музей, санаторий, ручей
    Declension {
        endings: "й я ю ем е и ев ям ями ях", stem: ends_in_vowel, fleeting: "й"
    },
    // страна, поддержка, встреча
    Declension {
        endings: "а ы и е у ой ою ей ею _ ам ами ах",
        stem: ends_in_consonant,
        fleeting: "_",
    },
    // неделя, партия, статья, песня
    Declension {
        endings: "я и е ю ей ею ь _ й ям ями ях", stem: |_| true, fleeting: "ь _ й"
    },
    // область, речь, церковь
    Declension {
        endings: "ь и ью ей ям ями ях ам ами ах ьми",
        stem: ends_in_consonant,
        fleeting: "ь ью",
    },
    // место, лицо, окно, яблоко
    Declension {
        endings: "о е а у ом ем _ ам ами ах и ов",
        stem: ends_in_consonant,
        fleeting: "_",
    },
    // здание, поле, ущелье
    Declension {
        endings: "е я ю ем и ей й ев ям ями ях", stem: |_| true, fleeting: "й"
    },
    // гражданин, граждане; татарин, татары
    Declension {
        endings: "ин ина ину ином ине е ы _ ам ами ах",
        stem: |stem| ["ан", "ян", "ар"].iter().any(|end| stem.ends_with(end)),
        fleeting: "",
    },
    // новый, российский, хороший; нужен, нужна
    Declension {
        endings: "ый ий ой ая яя ое ее ого его ому ему ым им ом ем ую юю ей ою ею ые ие ых их ыми \
                  ими _ а о ы и ейший ейшая ейшее ейшие ейшего ейшему ейшим ейшем ейшую ейшей \
                  ейших ейшими",
        stem: |stem| ends_in_consonant(stem),
        fleeting: "_",
    },
    // третий, божий
    Declension {
        endings: "ий ья ье ьи ьего ьему ьим ьем ью ьей ьих ьими",
        stem: ends_in_consonant,
        fleeting: "",
    },
    // Алиев, Пушкин, Баку-городов
    Declension {
        endings: "_ а у ым е ой ы ых ыми ом",
        stem: |stem| ["ов", "ев", "ин", "ын"].iter().any(|end| stem.ends_with(end)),
        fleeting: "",
    },
    // ребёнок, ребята; котёнок, котята
    Declension {
        endings: "онок онка онку онком онке онки онков онкам онками онках енок енка енку енком \
                  енке енки енков енкам енками енках ята ят ятам ятами ятах ата ат атам атами атах",
        stem: ends_in_consonant,
        fleeting: "",
    },
    // выдающийся, сложившийся
    Declension {
        endings: "ийся аяся ееся иеся егося емуся имся емся уюся ейся еюся ихся имися",
        stem: |stem| stem.ends_with(['щ', 'ш']),
        fleeting: "",
    },
];

/// The declensions that have an ending, in bits.
#[derive(Default, Clone, Copy)]
struct Ending {
    of: u32,
    fleeting: u32,
}

static ENDINGS: LazyLock<HashMap<&str, Ending>> = LazyLock::new(|| {
    let mut found: HashMap<&str, Ending> = HashMap::new();
    for (at, declension) in DECLENSIONS.iter().enumerate() {
        for ending in declension.endings.split_whitespace() {
            found.entry(bare(ending)).or_default().of |= 1 << at;
        }
        for ending in declension.fleeting.split_whitespace() {
            found.entry(bare(ending)).or_default().fleeting |= 1 << at;
        }
    }
    found
});

/// The stem and the declension of a word.
type Declined = (&'static str, u16);

/// Forms with another stem than their word has.
#[derive(Default)]
struct Others {
    words: HashMap<String, Vec<Declined>>,
    beginnings: HashMap<Declined, Vec<&'static str>>,
}

impl Others {
    fn add(&mut self, word: Declined, beginning: &'static str, form: String) {
        self.words.entry(form).or_default().push(word);
        self.beginnings.entry(word).or_default().push(beginning);
    }
}

static OTHERS: LazyLock<Others> = LazyLock::new(|| {
    let mut others = Others::default();
    for &(beginning, endings, stem, class) in OTHER_STEMS {
        for ending in endings.split(' ') {
            others.add((stem, class), beginning, format!("{beginning}{}", bare(ending)));
        }
    }
    for plural in nouns::OTHER_PLURALS.iter() {
        let word = cited(plural.singular);
        for form in plural.obliques() {
            others.add(word, plural.stem(), form);
        }
        for form in plural.genitives().chain([plural.nominative]) {
            others.add(word, form, form.to_owned());
        }
    }
    for (noun, _) in nouns::FLEETING.iter() {
        others.add(cited(noun), noun, noun.to_owned());
    }
    others
});

/// The stem of most cases and the declension of a noun that is listed.
fn cited(noun: &'static str) -> Declined {
    let class = match noun.chars().next_back() {
        Some('ь') if nouns::MASCULINE_SOFT.has(noun) => MASCULINE_SOFT,
        Some('ь') => FEMININE_SOFT_SIGN,
        Some('а') => FEMININE,
        Some('о') => NEUTER,
        _ => MASCULINE,
    };
    let stem = noun.strip_suffix(['ь', 'а', 'о']).unwrap_or(noun);
    (nouns::FLEETING.get(noun).unwrap_or(stem), class)
}

/// The words of which `word` is a form with another stem.
fn others(word: &str) -> &'static [Declined] {
    OTHERS.words.get(word).map_or(&[], Vec::as_slice)
}

/// What forms with another stem begin with, of a word with this one.
pub(super) fn other_beginnings(stem: &str, class: u16) -> &[&'static str] {
    OTHERS.beginnings.get(&(stem, class)).map_or(&[], Vec::as_slice)
}

/// What stands before comparatives (*побыстрее*) and before superlatives (*наилучший*).
pub(super) const PREFIXES_OF_DEGREES: [&str; 2] = ["по", "наи"];

/// The stems and declensions of which `word` may be a form.
pub(super) fn decline(word: &str, add: &mut impl FnMut(&str, u16)) {
    let [comparative, superlative] = PREFIXES_OF_DEGREES.map(|prefix| word.strip_prefix(prefix));
    let is_listed = |word: &str| others(word).iter().any(|(_, class)| *class == ADJECTIVE);
    // последующее is no comparative.
    let is_comparative =
        |word: &&str| word.strip_suffix("ее").is_some_and(|stem| !is_hush(stem)) || is_listed(word);
    let is_superlative = |word: &&str| {
        ["айш", "ейш", "ьш", "учш", "удш", "ысш"].iter().any(|suffix| word.contains(suffix))
    };
    let degrees = [comparative.filter(is_comparative), superlative.filter(is_superlative)];
    for degree in degrees.into_iter().flatten() {
        unprefixed(degree, &mut |stem: &str, class: u16| {
            if class == ADJECTIVE && possible(stem) {
                add(stem, class);
            }
        });
    }
    unprefixed(word, add);
}

fn unprefixed(word: &str, add: &mut impl FnMut(&str, u16)) {
    others(word).iter().for_each(|(stem, class)| add(stem, *class));
    superlative(word, add);
    for (stem, ending) in splits(word) {
        let Some(found) = ENDINGS.get(ending) else { continue };
        for (class, declension) in (0..).zip(&DECLENSIONS).filter(|(at, _)| found.of & 1 << at > 0)
        {
            if is_none_of(word, class, ending) {
                continue;
            }
            if (declension.stem)(stem) && agrees(class, stem, ending) {
                add(stem, class);
            }
            // Before й stands the vowel, elsewhere a consonant. Of short adjectives only some have
            // a fleeting vowel: близок, нужен, светел, хитёр, долог.
            let has_fleeting = found.fleeting & 1 << class > 0
                && ends_in_vowel(stem) == (ending == "й")
                && (class != ADJECTIVE || stem.ends_with(['к', 'н', 'л', 'р', 'г']));
            if has_fleeting {
                without_fleeting(stem).iter().for_each(|oblique| add(oblique, class));
            }
        }
    }
}

/// Whether `word`, which has this ending, is known to be of another class.
fn is_none_of(word: &str, class: u16, ending: &str) -> bool {
    match (class, ending) {
        (MASCULINE_SOFT, "ь") => nouns::FEMININE_SOFT.has(word),
        (FEMININE_SOFT_SIGN, "ь") => nouns::MASCULINE_SOFT.has(word),
        (ADJECTIVE | FEMININE, "ой") => nouns::NOUNS_IN_OI.has(word),
        _ => false,
    }
}

/// The adjective of a superlative in -айший: *высочайший*, *строжайший*, *ближайший* (*близк-*).
fn superlative(word: &str, add: &mut impl FnMut(&str, u16)) {
    if let Some((stem, ending)) = word.rsplit_once("айш")
        && is_hush(stem)
        && ENDINGS.get(ending).is_some_and(|ending| ending.of & 1 << ADJECTIVE > 0)
    {
        hard(stem, |stem| {
            add(stem, ADJECTIVE);
            add(&format!("{stem}к"), ADJECTIVE);
        });
    }
}

/// Whether an ending of a declension may follow this stem, by the rules of spelling and of short
/// adjectives.
fn agrees(class: u16, stem: &str, ending: &str) -> bool {
    let hush = is_hush(stem);
    match (class, ending) {
        (MASCULINE | FEMININE | NEUTER | ADJECTIVE, "ы") if hush || is_velar(stem) => false,
        (MASCULINE | FEMININE | NEUTER | ADJECTIVE, "и") if !hush && !is_velar(stem) => false,
        (MASCULINE | FEMININE | NEUTER, "ем" | "ев" | "ею") => hush || stem.ends_with('ц'),
        (MASCULINE | FEMININE | NEUTER, "ей") => hush || class == FEMININE && stem.ends_with('ц'),
        (FEMININE_SOFT | NEUTER_SOFT, "й") => ends_in_vowel(stem),
        (FEMININE_SOFT, "ь") => ends_in_consonant(stem),
        // песен, башен: with a fleeting vowel only.
        (FEMININE_SOFT, "") => false,
        (ADJECTIVE, "" | "а" | "о" | "ы" | "и") => has_short_form(stem),
        (
            ADJECTIVE,
            "ий" | "яя" | "его" | "ему" | "им" | "ем" | "юю" | "ей" | "ею" | "ие" | "их" | "ими",
        ) => {
            // русский, общий, синий, внешний
            let mut back = stem.chars().rev();
            let soft_n =
                back.next() == Some('н') && back.next().is_some_and(|c| c == 'и' || !is_vowel(c));
            hush || is_velar(stem) || soft_n
        }
        _ => true,
    }
}

/// Relational adjectives have no short form, but for a few that look like them.
fn has_short_form(stem: &str) -> bool {
    const NONE: [&str; 3] = ["друг", "прошл", "больш"];
    const SHORT: [&str; 8] =
        ["готов", "здоров", "суров", "нов", "дешев", "толков", "одинаков", "таков"];
    let relational = ["ск", "ов", "ев"].iter().any(|end| stem.ends_with(end));
    !NONE.contains(&stem) && (!relational || SHORT.iter().any(|short| stem.ends_with(short)))
}

/// The stem as it is before an ending: without the vowel between its last consonants, in whose
/// place ь or й may stand (*день*, *дня*; *отец*, *отца*; *боец*, *бойца*; *лев*, *льва*; *писем*,
/// *письмо*; *статей*, *статья*).
fn without_fleeting(stem: &str) -> Vec<String> {
    let mut back = stem.char_indices().rev();
    let Some((last_at, last)) = back.next() else { return Vec::new() };
    if matches!(last, 'е' | 'и') {
        // ручей, статей, ущелий: what is left of them before й.
        return vec![format!("{}ь", &stem[..last_at])];
    }
    let Some((at, 'е' | 'о')) = back.next() else { return Vec::new() };
    if is_vowel(last) || matches!(last, 'й' | 'ь') || at == 0 {
        return Vec::new();
    }
    let (before, last) = (&stem[..at], &stem[last_at..]);
    let mut found = match before.ends_with(is_vowel) {
        true => vec![format!("{before}й{last}")],
        false => vec![format!("{before}{last}"), format!("{before}ь{last}")],
    };
    found.retain(|stem| possible(stem));
    found
}
