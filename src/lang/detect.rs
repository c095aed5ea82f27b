//! Which language a version is in: by the argument, by the file name, by the text itself.
//!
//! The three are asked in this order; the first that knows decides. A text is told first by its
//! alphabet (letters that a language does not have, as CLDR lists them, and frequent letters that
//! are missing), then, among languages whose alphabets it fits alike, by the frequency of letter
//! triples (the crate whatlang).

use crate::lang::{Lang, case, codes};

/// Which language a text is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    /// The most likely of the candidates.
    pub lang: Lang,
    /// Whether the text is long and clear enough to be sure. When it is not, the user must be
    /// told that the language was guessed.
    pub confident: bool,
    /// The candidate that comes next, where another one is possible at all.
    pub runner_up: Option<Lang>,
}

/// With fewer letters than this no text is told with confidence by its letter triples.
const LETTERS_FOR_TRIPLES: usize = 60;
/// With fewer letters than this no text is told with confidence by its alphabet.
const LETTERS_FOR_ALPHABET: usize = 12;
/// A language is out when it lacks this much more of the letters than the one that fits best;
/// foreign names make up less.
const FOREIGN_MARGIN: f64 = 0.02;
/// A text fits an alphabet when not more of its letters are foreign.
const FOREIGN_AT_MOST: f64 = 0.1;
/// A language is out when its telling letter would be missing by chance this rarely.
const MISSING_BY_CHANCE: f64 = 0.01;
/// So much of a text is looked at, in characters.
const ENOUGH: usize = 20_000;

/// What of a language's letters tells it from others.
struct Alphabet {
    lang: &'static str,
    /// The letters in lower case beyond `a`–`z` or `а`–`я`, those of common loan words included.
    more: &'static str,
    /// The basic letters that the language does not have.
    fewer: &'static str,
    /// Letters so frequent together that the absence of all of them tells, with their share of
    /// the letters of a text, rounded down.
    telling: (&'static str, f64),
}

/// CLDR 46, main exemplar characters; the shares are those of running newspaper text.
const ALPHABETS: &[Alphabet] = &[
    Alphabet { lang: "az", more: "çəğıöşü", fewer: "w", telling: ("ə", 0.07) },
    Alphabet { lang: "be", more: "ёіў", fewer: "ищъ", telling: ("іў", 0.05) },
    Alphabet { lang: "bg", more: "", fewer: "ыэ", telling: ("ъ", 0.01) },
    Alphabet { lang: "de", more: "äöüß", fewer: "", telling: ("äöüß", 0.01) },
    Alphabet { lang: "en", more: "", fewer: "", telling: ("", 0.0) },
    Alphabet { lang: "es", more: "áéíñóúü", fewer: "", telling: ("áéíñóú", 0.02) },
    Alphabet {
        lang: "fr", more: "àâæçéèêëîïôœùûüÿ", fewer: "", telling: ("éèêàç", 0.025)
    },
    Alphabet { lang: "it", more: "àèéìòóù", fewer: "", telling: ("àèéìòù", 0.005) },
    Alphabet {
        lang: "kk", more: "әғқңөұүһіё", fewer: "", telling: ("әғқңөұүі", 0.1)
    },
    Alphabet { lang: "ky", more: "ңөүё", fewer: "", telling: ("ңөү", 0.04) },
    Alphabet {
        lang: "pl", more: "ąćęłńóśźż", fewer: "qvx", telling: ("ąćęłńóśźż", 0.05)
    },
    Alphabet {
        lang: "pt", more: "áâãàçéêíóôõú", fewer: "", telling: ("áâãàçéêíóôõú", 0.02)
    },
    Alphabet { lang: "ru", more: "ё", fewer: "", telling: ("ыэё", 0.015) },
    Alphabet {
        lang: "tg", more: "ғӣқӯҳҷё", fewer: "щыь", telling: ("ғӣқӯҳҷ", 0.04)
    },
    Alphabet { lang: "tk", more: "çäžňöşüý", fewer: "cqvx", telling: ("äýň", 0.04) },
    Alphabet {
        lang: "tr", more: "çğıöşüâîû", fewer: "qwx", telling: ("çğışöü", 0.08)
    },
    Alphabet { lang: "uk", more: "ґєії", fewer: "ёъыэ", telling: ("єії", 0.06) },
    Alphabet { lang: "uz", more: "ʻʼ", fewer: "w", telling: ("", 0.0) },
];

/// Tells the language of a text among the candidates; `None` when the text has no letters or
/// there is no candidate.
///
/// ```
/// use yaddash::lang::{Lang, detect::detect};
/// let candidates = ["en", "ru", "az", "tr"].map(|tag| Lang::parse(tag).unwrap());
/// let found = detect("Prezident Sadır Japarovu qəbul edib.", &candidates).unwrap();
/// assert_eq!(found.lang.primary(), "az");
/// ```
pub fn detect(text: &str, candidates: &[Lang]) -> Option<Detection> {
    let head = match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return None;
    }
    let mut fits: Vec<(f64, &Lang)> = Vec::new();
    for lang in candidates {
        if !fits.iter().any(|(_, other)| other.same_language(lang)) {
            fits.push((foreign_share(head, letters, lang), lang));
        }
    }
    // A stable sort: of equals, the candidate named first stays first.
    fits.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (best, first) = *fits.first()?;
    let possible: Vec<&Lang> = fits
        .iter()
        .filter(|(share, _)| *share <= best + FOREIGN_MARGIN)
        .map(|(_, lang)| *lang)
        .collect();
    if best > FOREIGN_AT_MOST || possible.len() == 1 {
        let confident = best <= FOREIGN_AT_MOST && letters >= LETTERS_FOR_ALPHABET;
        let runner_up = fits.get(1).filter(|_| !confident).map(|(_, lang)| (*lang).clone());
        return Some(Detection { lang: first.clone(), confident, runner_up });
    }
    Some(by_triples(head, letters, first, &possible))
}

/// Decides between languages whose alphabets the text fits alike; `first` when nothing tells.
fn by_triples(text: &str, letters: usize, first: &Lang, possible: &[&Lang]) -> Detection {
    let ask = |langs: &[&Lang]| {
        let allowed: Vec<_> = langs.iter().filter_map(|lang| statistics_of(lang)).collect();
        let info = whatlang::Detector::with_allowlist(allowed).detect(text)?;
        let found = langs.iter().find(|lang| statistics_of(lang) == Some(info.lang()))?;
        Some(((*found).clone(), info.is_reliable()))
    };
    let (lang, reliable) = ask(possible).unwrap_or_else(|| (first.clone(), false));
    let comparable = possible.iter().all(|lang| statistics_of(lang).is_some());
    let others: Vec<&Lang> = possible.iter().copied().filter(|other| **other != lang).collect();
    let next = ask(&others).map(|(lang, _)| lang).or(others.first().map(|l| (*l).clone()));
    let confident = reliable && comparable && letters >= LETTERS_FOR_TRIPLES;
    Detection { lang, confident, runner_up: next }
}

/// The language's letter statistics in whatlang, which names macrolanguages by their standard
/// variety.
fn statistics_of(lang: &Lang) -> Option<whatlang::Lang> {
    let code = match lang.primary() {
        "zh" => "cmn",
        "no" | "nb" => "nob",
        "fa" => "pes",
        two if two.len() == 2 => codes::three_letter_code(two)?,
        three => three,
    };
    whatlang::Lang::from_code(code)
}

/// The share of the letters of `text` that the language does not have; 1 when its telling
/// letters are missing, and 0 for a language of whose letters nothing is known.
fn foreign_share(text: &str, letters: usize, lang: &Lang) -> f64 {
    let folded = case::fold(text, lang);
    let share = |foreign: &dyn Fn(char) -> bool| {
        let count = folded.chars().filter(|&c| c.is_alphabetic() && foreign(c)).count();
        count as f64 / letters as f64
    };
    let cyrillic = lang.script() == Some("Cyrl");
    let alphabet = ALPHABETS
        .iter()
        .find(|alphabet| Lang::parse(alphabet.lang).is_some_and(|usual| usual.same_language(lang)));
    match alphabet {
        Some(Alphabet { more, fewer, telling: (telling, expected), .. }) => {
            let by_chance = (1.0 - expected).powf(letters as f64);
            if by_chance < MISSING_BY_CHANCE && !folded.contains(|c| telling.contains(c)) {
                return 1.0;
            }
            share(&|c| {
                let basic = if cyrillic { ('а'..='я').contains(&c) } else { c.is_ascii() };
                !more.contains(c) && (!basic || fewer.contains(c))
            })
        }
        None if cyrillic => share(&|c| !('\u{400}'..='\u{52F}').contains(&c)),
        None if lang.script() == Some("Latn") => {
            share(&|c| !c.is_ascii() && !('\u{C0}'..='\u{24F}').contains(&c))
        }
        None => 0.0,
    }
}

/// Two-letter tags that are more often something else at the end of a file name, after `-` or
/// `_` or alone: English words (`report-to`, `as-is`, `sign-in-it`) and abbreviations
/// (`meeting-eu`, `user-id`). After a dot (`report.it.txt`) they are languages.
const MORE_OFTEN_A_WORD: &[&str] = &[
    "am", "an", "as", "be", "co", "cv", "eu", "he", "hi", "id", "ie", "ii", "io", "is", "it", "my",
    "no", "or", "os", "so", "to",
];

/// The scripts that a file name may give: those in which more than one living language is written
/// or in which a language has an alternative.
const SCRIPTS: &[&str] = &["arab", "cyrl", "deva", "hans", "hant", "hebr", "latn", "mong"];

/// The language that a file name tells: `x.en.txt`, `x_ru.docx`, `x-az.html`, `000.en`, `en.txt`,
/// `x.az-AZ.txt`, `x_az_Latn.txt`.
///
/// A tag stands at the end of the name, or right before its extension, after `.`, `-` or `_`. Its
/// first part is a code of ISO 639-1, or after `.` or `_` a three-letter code (ISO 639-2/T) of a
/// language that also has a two-letter one, which is then given (`x.rus.txt` is `ru`); a script
/// or region may follow. Tags that are English words count after a dot only (`report-to.txt` is
/// no Tongan), and two languages are none (`x_en-ru.txt` holds both, or is in English of Russia).
pub fn from_file_name(name: &str) -> Option<Lang> {
    tagged(name.rsplit(['/', '\\']).next()?).map(|(_, lang)| lang)
}

/// What is left of a file name without its language and its ending: the name that the versions of
/// one readout have in common. `endings` are those of formats, in lower case, without the dot;
/// another ending belongs to the name.
///
/// ```
/// use yaddash::lang::detect::name_without_language;
/// assert_eq!(name_without_language("visit.v2_ru.docx", &["docx"]), "visit.v2");
/// assert_eq!(name_without_language("No. 5.az", &["docx"]), "No. 5");
/// assert_eq!(name_without_language("visit.v2.docx", &["docx"]), "visit.v2");
/// ```
pub fn name_without_language<'a>(name: &'a str, endings: &[&str]) -> &'a str {
    let end = match tagged(name) {
        Some((start, _)) => start,
        None => match name.rsplit_once('.') {
            Some((stem, last)) if endings.contains(&&*last.to_ascii_lowercase()) => stem.len(),
            _ => name.len(),
        },
    };
    name[..end].trim_end_matches(['.', '-', '_'])
}

/// The language tag in a file name without folders, and where it begins.
fn tagged(name: &str) -> Option<(usize, Lang)> {
    let Some((stem, last)) = name.rsplit_once('.') else { return joined(name) };
    if !stem.is_empty()
        && let Some(lang) = tag(last)
    {
        return Some((stem.len() + 1, lang));
    }
    match stem.rsplit_once('.') {
        Some((before, part)) => {
            let start = before.len() + 1;
            let whole = tag(part).map(|lang| (0, lang));
            whole.or_else(|| joined(part)).map(|(at, lang)| (start + at, lang))
        }
        None => joined(stem),
    }
}

/// The language that a folder's name tells, where it is a tag and nothing else: `en`, `az-Latn`.
pub fn from_folder_name(name: &str) -> Option<Lang> {
    joined(name).filter(|(at, _)| *at == 0).map(|(_, lang)| lang)
}

/// The tag at the end of a name after `-` or `_`, or the name as a whole, and where it begins.
fn joined(stem: &str) -> Option<(usize, Lang)> {
    let breaks = stem.match_indices(['-', '_']).map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
    // Language, script and region are three parts at most; the longest tag goes first, so that
    // `x_sr_Latn_RS` is not taken for something in `RS`.
    let first = starts.len().saturating_sub(3);
    for &start in starts.iter().skip(first) {
        let (before, rest) = stem.split_at(start);
        let primary = rest.split(['-', '_']).next()?.to_ascii_lowercase();
        if MORE_OFTEN_A_WORD.contains(&primary.as_str())
            || (primary.len() == 3 && !before.ends_with('_'))
        {
            continue;
        }
        if names_two_languages(rest) {
            return None;
        }
        if let Some(lang) = tag(rest) {
            return Some((start, lang));
        }
    }
    None
}

/// Whether this is a pair, such as `en-ru`: a region that is also the code of another language
/// counts as a region only in capitals.
fn names_two_languages(tag: &str) -> bool {
    tag.split_once(['-', '_']).is_some_and(|(a, b)| {
        codes::is_two_letter_code(&a.to_ascii_lowercase()) && codes::is_two_letter_code(b) && a != b
    })
}

/// Reads a part of a name as a tag: a language that exists, and nothing after it but a script and
/// a region.
fn tag(part: &str) -> Option<Lang> {
    let primary = part.split(['-', '_']).next()?;
    let rest = part.get(primary.len()..)?;
    let lower = primary.to_ascii_lowercase();
    let primary = match lower.len() {
        2 if codes::is_two_letter_code(&lower) => primary,
        3 => codes::two_letter_code(&lower)?,
        _ => return None,
    };
    let mut parts = rest.split(['-', '_']).skip(1).peekable();
    parts.next_if(|s| SCRIPTS.contains(&s.to_ascii_lowercase().as_str()));
    parts.next_if(|s| match s.len() {
        2 => s.bytes().all(|b| b.is_ascii_alphabetic()),
        3 => s.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    });
    if parts.next().is_some() || names_two_languages(part) {
        return None;
    }
    Lang::parse(&format!("{primary}{rest}"))
}

/// Splits an argument `LANG=PATH`; without a language the whole argument is the path.
///
/// What stands before the first `=` counts as a language when it is a tag whose language is in
/// ISO 639-1 or has three letters. Any other `=` belongs to the path (`a=b.txt`, `dir/en=1.txt`);
/// a file that is really named `en=b.txt` is given as `./en=b.txt`.
pub fn from_argument(argument: &str) -> (Option<Lang>, &str) {
    let Some((tag, path)) = argument.split_once('=') else { return (None, argument) };
    let known = Lang::parse(tag).filter(|lang| match lang.primary().len() {
        2 => codes::is_two_letter_code(lang.primary()),
        length => length == 3,
    });
    match known {
        Some(lang) => (Some(lang), path),
        None => (None, argument),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs(tags: &[&str]) -> Vec<Lang> {
        tags.iter().filter_map(|tag| Lang::parse(tag)).collect()
    }

    fn named(name: &str) -> Option<String> {
        from_file_name(name).map(|lang| lang.to_string())
    }

    #[test]
    fn sentences_of_the_development_data_are_never_told_wrongly_with_confidence() {
        let candidates = langs(&["en", "ru", "az", "tr", "kk", "uk", "de", "fr", "uz"]);
        for lang in ["en", "ru", "az"] {
            let path = format!("../shared/data/align-dev/long500/000.{lang}");
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            let text = std::fs::read_to_string(path).expect("the shared data lie beside");
            let found: Vec<_> =
                text.lines().filter_map(|line| Some((line, detect(line, &candidates)?))).collect();
            for (line, found) in found.iter().filter(|(_, found)| found.confident) {
                assert_eq!(found.lang.primary(), lang, "{line}");
            }
            let right = found.iter().filter(|(_, f)| f.lang.primary() == lang).count();
            let sure = found.iter().filter(|(_, f)| f.confident).count();
            assert!(right * 100 >= found.len() * 95, "{lang}: {right} of {}", found.len());
            assert!(sure * 100 >= found.len() * 60, "{lang}: {sure} of {}", found.len());
            let whole = detect(&text, &candidates).expect("a text has a language");
            assert!(whole.confident && whole.lang.primary() == lang);
        }
    }

    #[test]
    fn a_short_text_is_told_without_confidence_and_names_the_other() {
        let found = detect("Bakı, 2020", &langs(&["tr", "az"])).expect("it has letters");
        assert!(!found.confident);
        assert!(found.runner_up.is_some());
        assert_eq!(detect("14.02.2020", &langs(&["en", "ru"])), None);
        assert_eq!(detect("text", &[]), None);
    }

    #[test]
    fn letters_tell_close_languages_apart() {
        let tell = |text: &str, tags: &[&str]| {
            let found = detect(text, &langs(tags)).expect("it has letters");
            (found.lang.to_string(), found.confident)
        };
        let az = "Görüşdə ikitərəfli əməkdaşlığın perspektivləri müzakirə olunub.";
        let tr = "Görüşmede ikili iş birliğinin geliştirilmesine yönelik konular ele alındı. \
                  Taraflar bölgedeki son gelişmeler hakkında görüş alışverişinde bulundu.";
        assert_eq!(tell(az, &["tr", "az", "en"]), ("az".into(), true));
        assert_eq!(tell(tr, &["az", "tr", "en"]), ("tr".into(), true));
        let ru = "Стороны обсудили вопросы двустороннего сотрудничества и обменялись мнениями.";
        assert_eq!(tell(ru, &["kk", "uk", "ru", "en"]).0, "ru");
        let uk = "Сторони обговорили питання двосторонньої співпраці та обмінялися думками.";
        assert_eq!(tell(uk, &["ru", "uk"]), ("uk".into(), true));
    }

    #[test]
    fn a_text_in_none_of_the_candidates_is_not_told_with_confidence() {
        let ru = "Стороны обсудили вопросы двустороннего сотрудничества и обменялись мнениями.";
        assert!(!detect(ru, &langs(&["az"])).expect("it has letters").confident);
        assert!(!detect(ru, &langs(&["az", "en"])).expect("it has letters").confident);
    }

    #[test]
    fn a_script_in_the_tag_counts() {
        let found = detect("Президент Бакыда сәфәрдәдир", &langs(&["az", "az-Cyrl"]));
        assert_eq!(found.map(|f| f.lang.to_string()), Some("az-Cyrl".into()));
    }

    #[test]
    fn file_names_tell_a_language() {
        for (name, lang) in [
            ("x.en.txt", "en"),
            ("x_ru.docx", "ru"),
            ("x-az.html", "az"),
            ("000.en", "en"),
            ("en.txt", "en"),
            ("readout.az-AZ.txt", "az-AZ"),
            ("readout_az_Latn.txt", "az_Latn"),
            ("x_sr_Latn_RS.txt", "sr_Latn_RS"),
            ("dir.ru/x.en.txt", "en"),
            ("2020-02-14_RU.docx", "RU"),
            ("x.rus.txt", "ru"),
            ("x_aze.docx", "az"),
            ("visit_to_az.txt", "az"),
            ("report.it.txt", "it"),
            ("readout_pt-BR.txt", "pt-BR"),
        ] {
            assert_eq!(named(name).as_deref(), Some(lang), "{name}");
        }
    }

    #[test]
    fn other_file_names_tell_none() {
        for name in [
            "report-to.txt",
            "to-do.txt",
            "meeting-eu.docx",
            "x.txt",
            "readout",
            ".en",
            "",
            "-",
            "norov.doc",
            "x_en-ru.txt",
            "x.en-ru.txt",
            "red-fin.txt",
            "ru/x.txt",
            "xx.txt",
            "no-deal.txt",
            "plan-b.txt",
            "x_.txt",
            "ə.ə",
        ] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    #[test]
    fn an_argument_may_name_its_language() {
        let parts = |argument| {
            let (lang, path) = from_argument(argument);
            (lang.map(|lang| lang.to_string()), path)
        };
        assert_eq!(parts("en=a.txt"), (Some("en".into()), "a.txt"));
        assert_eq!(parts("az-AZ=b=c.txt"), (Some("az-AZ".into()), "b=c.txt"));
        assert_eq!(parts("ru=-"), (Some("ru".into()), "-"));
        for path in ["a=b.txt", "./en=b.txt", "dir/en=1.txt", "xx=y.txt", "=", "plain.txt"] {
            assert_eq!(parts(path), (None, path));
        }
    }
}
