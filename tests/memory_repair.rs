//! How often a near match is repaired, and how often rightly: one value of a source of the
//! development data is changed to any other, and the repaired translation compared with what it
//! has to be, by tables and rules of this test's own: with the ending that the number has as it is
//! read, and not repaired where a word beside it would have to change.

use fastrand::Rng;
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use yaddash::lang::Lang;
use yaddash::suggest::Changes;
use yaddash::tmx;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");

/// Pairs of a source and its translation.
fn pairs(from: &str, to: &str) -> Vec<(String, String)> {
    let (x, y) = (Lang::parse(from).unwrap(), Lang::parse(to).unwrap());
    let memory =
        tmx::read_file(format!("{DATA}/match-dev/dev.tmx").as_ref(), tmx::ReadOptions::default());
    let mut pairs = Vec::new();
    for unit in memory.unwrap().units {
        let text = |lang: &Lang| {
            let mut variants = unit.variants();
            variants.find(|v| v.lang().is_some_and(|l| l.same_language(lang))).map(|v| v.text())
        };
        if let (Some(a), Some(b)) = (text(&x), text(&y)) {
            pairs.push((a.into_owned(), b.into_owned()));
        }
    }
    for tier in ["docs", "long500"] {
        let mut names: Vec<_> = std::fs::read_dir(format!("{DATA}/align-dev/{tier}"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_string_lossy().ends_with(&format!(".{from}-{to}.gold")))
            .collect();
        names.sort();
        for gold in names {
            let read = |ending: &str| {
                let path = gold.to_string_lossy().replace(&format!("{from}-{to}.gold"), ending);
                let text = std::fs::read_to_string(path).unwrap();
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            let (a, b) = (read(from), read(to));
            for line in std::fs::read_to_string(&gold).unwrap().lines() {
                let mut numbers = line.split(':').map(|list| {
                    let list = list.trim_matches(['[', ']']);
                    list.split(',').filter_map(|n| n.trim().parse::<usize>().ok()).collect()
                });
                let (i, j): (Vec<usize>, Vec<usize>) =
                    (numbers.next().unwrap(), numbers.next().unwrap());
                if let ([i], [j]) = (&i[..], &j[..]) {
                    pairs.push((a[*i].clone(), b[*j].clone()));
                }
            }
        }
    }
    pairs
}

const MONTHS: [[&str; 12]; 7] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
        "январе",
        "феврале",
        "марте",
        "апреле",
        "мае",
        "июне",
        "июле",
        "августе",
        "сентябре",
        "октябре",
        "ноябре",
        "декабре",
    ],
    [
        "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr",
        "oktyabr", "noyabr", "dekabr",
    ],
    [
        "yanvarın",
        "fevralın",
        "martın",
        "aprelin",
        "mayın",
        "iyunun",
        "iyulun",
        "avqustun",
        "sentyabrın",
        "oktyabrın",
        "noyabrın",
        "dekabrın",
    ],
    [
        "yanvarda",
        "fevralda",
        "martda",
        "apreldə",
        "mayda",
        "iyunda",
        "iyulda",
        "avqustda",
        "sentyabrda",
        "oktyabrda",
        "noyabrda",
        "dekabrda",
    ],
    [
        "yanvarında",
        "fevralında",
        "martında",
        "aprelində",
        "mayında",
        "iyununda",
        "iyulunda",
        "avqustunda",
        "sentyabrında",
        "oktyabrında",
        "noyabrında",
        "dekabrında",
    ],
];

/// A word with a capital, by the rules of Azerbaijani where it is one of its months.
fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    let first = if first == "i" { "İ".to_owned() } else { first.to_uppercase() };
    format!("{first}{rest}")
}

/// Replaces the only place of `text` that `find` matches.
fn replace_once(text: &str, find: &Regex, new: &dyn Fn(&Captures<'_>) -> String) -> Option<String> {
    let mut all = find.captures_iter(text);
    let only = all.next()?;
    if all.next().is_some() {
        return None;
    }
    let span = only.get(1)?.range();
    Some(format!("{}{}{}", &text[..span.start], new(&only), &text[span.end..]))
}

/// The words on which the reading of a whole number can end in Azerbaijani, each with its endings:
/// ordinal, locative, ablative, dative, genitive, accusative, possessive, possessive dative and
/// locative, and that of adjectives.
const ENDINGS: [(&str, [&str; 10]); 21] = [
    ("sıfır", ["cı", "da", "dan", "a", "ın", "ı", "ı", "ına", "ında", "lıq"]),
    ("bir", ["ci", "də", "dən", "ə", "in", "i", "i", "inə", "ində", "lik"]),
    ("iki", ["ci", "də", "dən", "yə", "nin", "ni", "si", "sinə", "sində", "lik"]),
    ("üç", ["cü", "də", "dən", "ə", "ün", "ü", "ü", "ünə", "ündə", "lük"]),
    ("dörd", ["cü", "də", "dən", "ə", "ün", "ü", "ü", "ünə", "ündə", "lük"]),
    ("beş", ["ci", "də", "dən", "ə", "in", "i", "i", "inə", "ində", "lik"]),
    ("altı", ["cı", "da", "dan", "ya", "nın", "nı", "sı", "sına", "sında", "lıq"]),
    ("yeddi", ["ci", "də", "dən", "yə", "nin", "ni", "si", "sinə", "sində", "lik"]),
    ("səkkiz", ["ci", "də", "dən", "ə", "in", "i", "i", "inə", "ində", "lik"]),
    ("doqquz", ["cu", "da", "dan", "a", "un", "u", "u", "una", "unda", "luq"]),
    ("on", ["cu", "da", "dan", "a", "un", "u", "u", "una", "unda", "luq"]),
    ("iyirmi", ["ci", "də", "dən", "yə", "nin", "ni", "si", "sinə", "sində", "lik"]),
    ("otuz", ["cu", "da", "dan", "a", "un", "u", "u", "una", "unda", "luq"]),
    ("qırx", ["cı", "da", "dan", "a", "ın", "ı", "ı", "ına", "ında", "lıq"]),
    ("əlli", ["ci", "də", "dən", "yə", "nin", "ni", "si", "sinə", "sində", "lik"]),
    ("altmış", ["cı", "da", "dan", "a", "ın", "ı", "ı", "ına", "ında", "lıq"]),
    ("yetmiş", ["ci", "də", "dən", "ə", "in", "i", "i", "inə", "ində", "lik"]),
    ("səksən", ["ci", "də", "dən", "ə", "in", "i", "i", "inə", "ində", "lik"]),
    ("doxsan", ["cı", "da", "dan", "a", "ın", "ı", "ı", "ına", "ında", "lıq"]),
    ("yüz", ["cü", "də", "dən", "ə", "ün", "ü", "ü", "ünə", "ündə", "lük"]),
    ("min", ["ci", "də", "dən", "ə", "in", "i", "i", "inə", "ində", "lik"]),
];

fn endings(number: u64) -> &'static [&'static str; 10] {
    let row = match (number % 1000, number % 100, number % 10) {
        _ if number == 0 => 0,
        (0, ..) => 20,
        (_, 0, _) => 19,
        (_, tens, 0) => 9 + tens as usize / 10,
        (.., ones) => ones as usize,
    };
    &ENDINGS[row].1
}

/// The Russian and English nouns after numbers of one class have one form.
fn class(n: u64) -> u8 {
    match (n % 10, n % 100) {
        (_, 11..=14) => 5,
        (1, _) => 1,
        (2..=4, _) => 2,
        _ => 5,
    }
}

/// The word after a number.
fn next_word(after: &str) -> &str {
    let after = after.trim_start_matches(|c: char| c.is_whitespace());
    after.split(|c: char| !c.is_alphabetic()).next().unwrap()
}

/// Whether what stands after a Russian number may stay: nothing, a month, a year, a short form,
/// or a word in the form that the new number takes as well.
fn stays_russian(after: &str, old: u64, new: u64) -> bool {
    let word = next_word(after);
    let year = |n: u64| (1800..2200).contains(&n);
    word.is_empty()
        || class(old) == class(new)
        || MONTHS[1].contains(&word)
        || ["млн", "млрд", "трлн", "тыс"].contains(&word)
        || (word.starts_with("год") || word == "г" || word == "гг") && year(old) && year(new)
}

/// Whether the source may have the new number in the place of the old one, all else as it was.
fn stays_source(after: &str, old: u64, new: u64, lang: &str) -> bool {
    match lang {
        "en" => (old == 1) == (new == 1),
        _ => stays_russian(after, old, new),
    }
}

/// Any other number of about as many digits.
fn drawn(old: u64, random: &mut Rng) -> u64 {
    let digits = old.to_string().len() as u32;
    let digits = [digits, digits, digits + 1, digits.max(2) - 1][random.usize(0..4)];
    random.u64(10u64.pow(digits - 1)..10u64.pow(digits))
}

/// How the translation is to be with the value `new`, written as `written`, in the only place
/// of `old`; `None` when a word beside it would have to change, or its ending may be one of two.
fn judged(
    target: &str,
    place: &Regex,
    lang: &str,
    values: [u64; 2],
    written: &str,
) -> Option<String> {
    let span = place.captures(target)?.get(1)?.range();
    let (before, after) = (&target[..span.start], &target[span.end..]);
    let joined = after.strip_prefix(['-', '–', '\'', '’']);
    let rest = joined.unwrap_or(after);
    let letters = rest.split(|c: char| !c.is_alphabetic()).next().unwrap();
    let [old, new] = values;
    let joiner = &after[..after.len() - rest.len()];
    let tail = &rest[letters.len()..];
    if letters.is_empty() {
        let stays = lang != "ru" || joined.is_some() || stays_russian(after, old, new);
        return stays.then(|| format!("{before}{written}{after}"));
    }
    if lang == "ru" {
        let cardinal = ["х", "ти", "мя", "ми", "ух"].contains(&letters);
        let stays = joined.is_some() && !cardinal || joined.is_none() && class(old) == class(new);
        return stays.then(|| format!("{before}{written}{after}"));
    }
    let (was, is) = (endings(old), endings(new));
    let mut forms: Vec<&str> = (0..10).filter(|&at| was[at] == letters).map(|at| is[at]).collect();
    forms.dedup();
    match forms[..] {
        [form] => Some(format!("{before}{written}{joiner}{form}{tail}")),
        // A word, no ending.
        [] if joined.is_none() || letters.chars().count() > 6 => {
            Some(format!("{before}{written}{after}"))
        }
        _ => None,
    }
}

/// A changed source, whether the old value stands once in the translation, and how that is to be
/// with the new one.
struct Case {
    kind: &'static str,
    source: String,
    once: bool,
    expected: Option<String>,
}

/// What is looked for in every source.
struct Patterns {
    number: Regex,
    grouped: Regex,
    decimal: Regex,
    time: Regex,
    named: Regex,
}

impl Patterns {
    fn new() -> Patterns {
        let regex = |pattern: &str| Regex::new(pattern).unwrap();
        let months = MONTHS[0].join("|");
        Patterns {
            number: regex(r"(?:^|[^\w.,:/%$\-–\d])(\d+)(?:$|[^\d\w.,:/\-–]|[.,](?:\s|$))"),
            grouped: regex(r"(?:^|[^\d.,:])(\d{1,3}),(\d{3})(?:$|[^\d.,:]|[.,](?:\s|$))"),
            decimal: regex(r"(?:^|[^\d.,:])(\d{1,3})\.(\d{1,2})(?:$|[^\d.,:ap]|[.,](?:\s|$))"),
            time: regex(r"(?:^|[^\d.,:])(\d{1,2}):(\d\d)(?:$|[^\d:])"),
            named: regex(&format!(r"\b({months})\b \d|\d (?:of )?({months})\b")),
        }
    }
}

fn cases(
    patterns: &Patterns,
    (source, target): (&str, &str),
    (from, to): (&str, &str),
    random: &mut Rng,
) -> Vec<Case> {
    let mut cases = Vec::new();
    if !source.contains(|c: char| c.is_ascii_digit()) {
        return cases;
    }
    let add = |cases: &mut Vec<Case>, kind, place: &Regex, values: [u64; 2], written: &str| {
        let write = |_: &Captures<'_>| written.to_owned();
        let Some(changed) = replace_once(source, place, &write) else { return };
        let once = replace_once(target, place, &write).is_some();
        let expected = judged(target, place, to, values, written).filter(|_| once);
        cases.push(Case { kind, source: changed, once, expected });
    };
    for found in patterns.number.captures_iter(source).collect::<Vec<_>>() {
        let old = found.get(1).unwrap();
        let text = old.as_str();
        // `150 000` is one number of two groups.
        let group = |c: char| c == ' ' || c == '\u{a0}';
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let grouped = digit(source[old.end()..].trim_start_matches(group))
            || source[..old.start()]
                .trim_end_matches(group)
                .ends_with(|c: char| c.is_ascii_digit());
        if text.len() > 6 || text.starts_with('0') || grouped {
            continue;
        }
        let value: u64 = text.parse().unwrap();
        let new = match value {
            1900..2100 => random.u64(1950..2060),
            n if n <= 28 && near_month(source, old.start(), old.end()) => random.u64(1..=28),
            n => drawn(n, random),
        };
        if new == value || !stays_source(&source[old.end()..], value, new, from) {
            continue;
        }
        let alone = Regex::new(&format!(
            r"(?:^|[^\d.,:/]|[^\d][.,:/])({text})(?:$|[^\d.,:/]|[.,:/](?:\D|$))"
        ))
        .unwrap();
        add(&mut cases, "number", &alone, [value, new], &new.to_string());
    }
    for found in patterns.grouped.captures_iter(source).collect::<Vec<_>>() {
        let (a, b) = (&found[1], &found[2]);
        let old: u64 = a.parse().unwrap();
        let new = random.u64(1..=999);
        let whole = |n: u64| n * 1000 + b.parse::<u64>().unwrap();
        if new == old {
            continue;
        }
        let place =
            Regex::new(&format!(r"(?:^|[^\d.,:])({a})[.,\s\u00a0]?{b}(?:$|[^\d])")).unwrap();
        let write = |_: &Captures<'_>| new.to_string();
        let Some(changed) = replace_once(source, &place, &write) else { continue };
        // What follows is read after the last three digits, which stay.
        let expected = replace_once(target, &place, &write);
        let expected = expected.filter(|_| whole(new) % 100 == whole(old) % 100);
        cases.push(Case { kind: "thousands", source: changed, once: expected.is_some(), expected });
    }
    for found in patterns.decimal.captures_iter(source).collect::<Vec<_>>() {
        let (a, b) = (&found[1], &found[2]);
        let old: u64 = b.parse().unwrap();
        let new = random.u64(1..if b.len() == 1 { 10 } else { 100 });
        if new == old {
            continue;
        }
        let place = Regex::new(&format!(r"(?:^|[^\d.,:]){a}[.,]({b})(?:$|[^\d])")).unwrap();
        let written = format!("{new:0>width$}", width = b.len());
        let write = |_: &Captures<'_>| written.clone();
        let Some(changed) = replace_once(source, &place, &write) else { continue };
        let once = replace_once(target, &place, &write).is_some();
        // Russian nouns after a fraction have one form.
        let expected = match to {
            "ru" => replace_once(target, &place, &write),
            _ => judged(target, &place, to, [old, new], &written).filter(|_| once),
        };
        cases.push(Case { kind: "decimal", source: changed, once, expected });
    }
    for found in patterns.time.captures_iter(source).collect::<Vec<_>>() {
        let (a, b) = (&found[1], &found[2]);
        let (old, new) = (b.parse().unwrap(), random.u64(0..60));
        if new == old {
            continue;
        }
        let place = Regex::new(&format!(r"(?:^|[^\d.,:])0?{a}[.:]({b})(?:$|[^\d:])")).unwrap();
        let written = format!("{new:02}");
        let write = |_: &Captures<'_>| written.clone();
        let Some(changed) = replace_once(source, &place, &write) else { continue };
        let there = replace_once(target, &place, &write);
        let once = there.is_some();
        let expected = match to {
            "ru" => there,
            // 15:00 is read in two ways.
            _ if old == 0 || new == 0 => there.filter(|_| {
                let span = place.captures(target).unwrap().get(1).unwrap().range();
                !target[span.end..].starts_with(['-', '–'])
            }),
            _ => judged(target, &place, to, [old, new], &written).filter(|_| once),
        };
        cases.push(Case { kind: "time", source: changed, once, expected });
    }
    if let Some(found) = patterns.named.captures(source) {
        let old = found.get(1).or(found.get(2)).unwrap().as_str();
        let at = MONTHS[0].iter().position(|month| *month == old).unwrap();
        let new = (at + random.usize(1..12)) % 12;
        let place = Regex::new(&format!(r"\b({old})\b")).unwrap();
        if let Some(changed) = replace_once(source, &place, &|_| MONTHS[0][new].to_owned()) {
            // «в/во», «о/об»: none of these stands before a month with another sound here.
            let hits: Vec<String> = MONTHS
                .iter()
                .skip(1)
                .flat_map(|table| {
                    let (old, new) = (table[at], table[new]);
                    [(old.to_owned(), new.to_owned()), (capital(old), capital(new))]
                })
                .filter_map(|(old, new)| {
                    let place = Regex::new(&format!(r"\b({old})\b")).unwrap();
                    replace_once(target, &place, &|_| new.clone())
                })
                .collect();
            let expected = (hits.len() == 1).then(|| hits[0].clone());
            cases.push(Case { kind: "month", source: changed, once: expected.is_some(), expected });
        }
    }
    cases
}

fn near_month(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].split_whitespace().next_back();
    let after = text[end..].split_whitespace().next();
    let is_month = |word: Option<&str>| {
        word.is_some_and(|w| {
            MONTHS
                .iter()
                .flatten()
                .any(|month| w.trim_matches(|c: char| !c.is_alphabetic()) == *month)
        })
    };
    is_month(before) || is_month(after)
}

#[test]
fn repairs_are_made_where_they_are_certain_and_are_right() {
    let mut random = Rng::with_seed(14);
    let patterns = Patterns::new();
    let (mut all, mut once, mut right, mut wrong) = (0, 0, 0, 0);
    let mut by_kind: BTreeMap<(String, &str), [usize; 4]> = BTreeMap::new();
    for (from, to) in [("en", "ru"), ("en", "az"), ("ru", "az")] {
        let (x, y) = (Lang::parse(from).unwrap(), Lang::parse(to).unwrap());
        for (source, target) in pairs(from, to) {
            let drawn = cases(&patterns, (&source, &target), (from, to), &mut random);
            for Case { kind, source: changed, once: stands_once, expected } in drawn {
                let found = Changes::between(&source, &changed, &x)
                    .and_then(|changes| changes.apply(&target, &y))
                    .map(|repaired| repaired.text);
                let counts = by_kind.entry((format!("{from}-{to}"), kind)).or_default();
                (all, counts[0]) = (all + 1, counts[0] + 1);
                if stands_once {
                    (once, counts[1]) = (once + 1, counts[1] + 1);
                }
                match found {
                    Some(_) if found == expected => {
                        (right, counts[2]) = (right + 1, counts[2] + 1);
                    }
                    Some(text) => {
                        (wrong, counts[3]) = (wrong + 1, counts[3] + 1);
                        println!(
                            "{kind}: {source}\n  {changed}\n  {target}\n  {text}\n  {expected:?}"
                        );
                    }
                    None if stands_once && std::env::var_os("MISSED").is_some() => {
                        println!("missed {kind}: {source}\n  {changed}\n  {target}");
                    }
                    None => {}
                }
            }
        }
    }
    for ((pair, kind), [all, once, right, wrong]) in &by_kind {
        println!(
            "{pair} {kind:<10} {all:>5} cases, {once:>5} once, {right:>5} right, {wrong} wrong"
        );
    }
    println!(
        "{all} cases, {once} with the old value once in the target: {right} right, {wrong} wrong"
    );
    assert!(once > 500, "{once}");
    assert!(right * 100 >= once * 80, "{right} of {once}");
    assert!(wrong * 100 <= all, "{wrong} of {all}");
}
