//! Verbs: the conjugations of a form that has one of their endings, and the listed verbs.

use super::decline::ADJECTIVE;
use super::lists::{PREFIXES, SAME_PREFIX, SECOND_IN_A, VERBS, WITHOUT_NU};
use super::{bare, ends_in_consonant, hard, is_hush, is_vowel, possible, splits, vowels};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The endings of participles in -нн, -т and -м, and of those in -щ and -вш.
const HARD: &str = "ый ая ое ые ого ому ым ом ую ой ою ых ыми";
const SOFT: &str = "ий ая ее ие его ему им ем ую ей ею их ими";

// What an ending says of a verb.
const INFINITIVE: u32 = 1;
const PASSIVE_N: u32 = 1 << 1;
const PASSIVE_T: u32 = 1 << 2;
const FIRST: u32 = 1 << 3;
const FIRST_SINGULAR: u32 = 1 << 4;
const SECOND: u32 = 1 << 5;
const IMPERATIVE: u32 = 1 << 6;
const IMPERATIVE_J: u32 = 1 << 7;
const CONVERB: u32 = 1 << 8;
const PASSIVE_E: u32 = 1 << 9;
const PAST_WITHOUT_NU: u32 = 1 << 10;

/// The endings of verbs; `_` is none, and those that begin with `=` are participles, which go on
/// as adjectives.
const CONJUGATION: &[(&str, u32)] = &[
    ("ть л ла ло ли в вши =вш", INFINITIVE),
    ("=нн н на но ны", PASSIVE_N),
    ("=т т та то ты", PASSIVE_T),
    ("ешь ет ем ете =ем ема емо емы ут ют =ущ =ющ", FIRST),
    ("у ю", FIRST_SINGULAR),
    ("ишь ит им ите =им има имо имы ат ят =ащ =ящ", SECOND),
    ("и ите ь ьте", IMPERATIVE),
    ("й йте", IMPERATIVE_J),
    ("а я", CONVERB),
    ("=енн ен ена ено ены", PASSIVE_E),
    ("_ ла ло ли ши =ш", PAST_WITHOUT_NU),
];

// Conjugations, as classes; the reflexive verb is one more.
/// читать, болеть
pub(super) const AJU: u16 = 32;
/// организовать
pub(super) const UJU: u16 = 34;
/// вернуть
pub(super) const NU: u16 = 36;
/// говорить
pub(super) const I: u16 = 38;
/// смотреть, держать
const E: u16 = 40;
/// писать
const A: u16 = 42;
/// давать
pub(super) const AVA: u16 = 44;
/// The first of [`VERBS`].
pub(super) const LISTED_VERB: u16 = 64;

/// What an ending may be, finite or of a participle in full.
#[derive(Default, Clone, Copy)]
struct Ending {
    finite: u32,
    participle: u32,
}

static ENDINGS: LazyLock<HashMap<String, Ending>> = LazyLock::new(|| {
    let mut found: HashMap<String, Ending> = HashMap::new();
    for (endings, kind) in CONJUGATION {
        for ending in endings.split_whitespace() {
            match ending.strip_prefix('=') {
                Some(participle) => {
                    for adjectival in adjectival(participle) {
                        let ending = format!("{participle}{adjectival}");
                        found.entry(ending).or_default().participle |= kind;
                    }
                }
                None => found.entry(bare(ending).into()).or_default().finite |= kind,
            }
        }
    }
    found
});

/// A listed verb: its place in [`VERBS`], and whether the form is a participle in full.
type Listed = (u16, bool);

static FORMS: LazyLock<HashMap<String, Vec<Listed>>> = LazyLock::new(|| {
    let mut found: HashMap<String, Vec<Listed>> = HashMap::new();
    for (at, row) in (0..).zip(VERBS) {
        forms(unmarked(row), &mut |form, participle| {
            let rows = found.entry(form).or_default();
            if !rows.contains(&(at, participle)) {
                rows.push((at, participle));
            }
        });
    }
    found
});

static PREFIX: LazyLock<HashSet<&str>> =
    LazyLock::new(|| PREFIXES.split_whitespace().chain([""]).collect());

/// All forms of a listed verb, and whether each is a participle in full.
fn forms(row: &str, add: &mut impl FnMut(String, bool)) {
    let mut columns =
        row.split_whitespace().map(|cell| cell.split('|').filter(|form| *form != "-"));
    let mut next = || columns.next().into_iter().flatten();
    let both = |stem: &str, add: &mut dyn FnMut(String, bool)| {
        adjectival(stem).for_each(|ending| add(format!("{stem}{ending}"), true));
    };
    next().for_each(|infinitive| add(infinitive.into(), false));
    for past in next() {
        add(past.into(), false);
        if let Some(stem) = past.strip_suffix('а') {
            ["о", "и"].iter().for_each(|ending| add(format!("{stem}{ending}"), false));
        }
        if let Some(stem) = past.strip_suffix('л') {
            ["в", "вши"].iter().for_each(|ending| add(format!("{stem}{ending}"), false));
        }
    }
    for participle in next() {
        add(format!("{participle}и"), false);
        both(participle, add);
    }
    next().for_each(|first| add(first.into(), false));
    for third in next() {
        add(third.into(), false);
        if let Some(stem) = third.strip_suffix('т').filter(|stem| !stem.ends_with('с')) {
            ["шь", "м", "те"].iter().for_each(|ending| add(format!("{stem}{ending}"), false));
        }
        if let Some(stem) = third.strip_suffix("ет") {
            ["ем", "ом"].iter().for_each(|suffix| both(&format!("{stem}{suffix}"), add));
        }
    }
    for plural in next() {
        add(plural.into(), false);
        // The participle of буду is a word of its own: будущий.
        if let Some(stem) = plural.strip_suffix('т').filter(|stem| *stem != "буду") {
            both(&format!("{stem}щ"), add);
            let short = stem.strip_suffix(['у', 'ю', 'а', 'я']).unwrap_or(stem);
            add(format!("{short}{}", if is_hush(short) { 'а' } else { 'я' }), false);
        }
    }
    for imperative in next() {
        add(imperative.into(), false);
        add(format!("{imperative}те"), false);
    }
    for passive in next() {
        ["", "а", "о", "ы"].iter().for_each(|ending| add(format!("{passive}{ending}"), false));
        let doubled = if passive.ends_with('н') { "н" } else { "" };
        both(&format!("{passive}{doubled}"), add);
    }
    columns.flatten().for_each(|other| add(other.into(), false));
}

/// The endings after the suffix of a participle.
fn adjectival(suffix: &str) -> impl Iterator<Item = &'static str> {
    if is_hush(suffix) { SOFT } else { HARD }.split(' ')
}

/// The verbs of which `word` may be a form, as stems and conjugations; `participles` says whether
/// participles in full count.
pub(super) fn conjugate(word: &str, participles: bool, add: &mut impl FnMut(&str, u16)) {
    let reflexive = word.strip_suffix("ся").or_else(|| word.strip_suffix("сь"));
    // прося is no reflexive verb.
    let both = reflexive.map(|verb| (verb, 1)).into_iter().chain([(word, 0)]);
    for (verb, reflexive) in both {
        let listed = listed(verb, |row, prefix, participle| {
            if participles || !participle {
                add(plain(prefix), LISTED_VERB + 2 * row + reflexive);
            }
        });
        for (stem, ending) in splits(verb) {
            let Some(found) = ENDINGS.get(ending) else { continue };
            let finite = found.finite & if listed.any { !IMPERATIVE } else { u32::MAX };
            let kinds = finite | if participles { found.participle } else { 0 };
            regular(stem, ending, kinds, |stem, class| {
                // задать is no verb like читать, though задавать may be.
                if !(class == AJU && listed.in_a) {
                    add(stem, class + reflexive);
                }
            });
        }
    }
    short_participle(word, add);
}

/// The participle that is an adjective, from its short form: *проведена*, *проведённый*.
fn short_participle(word: &str, add: &mut impl FnMut(&str, u16)) {
    let short = word.strip_suffix(['а', 'о', 'ы']).unwrap_or(word);
    if vowels(short) > 2 && ["ан", "ян", "ен"].iter().any(|end| short.ends_with(end)) {
        add(&format!("{short}н"), ADJECTIVE);
    }
}

/// What was found of the listed verbs.
#[derive(Default)]
struct FoundListed {
    any: bool,
    /// дать, стать
    in_a: bool,
}

/// Calls `take` with the place, the prefix and whether it is a participle, for each listed verb of
/// which `verb` is a form.
fn listed(verb: &str, mut take: impl FnMut(u16, &str, bool)) -> FoundListed {
    // More than the longest prefix has.
    const LETTERS: usize = 10;
    let mut found = FoundListed::default();
    for (at, _) in verb.char_indices().take(LETTERS) {
        let (prefix, rest) = verb.split_at(at);
        for &(place, participle) in FORMS.get(rest).into_iter().flatten() {
            let listed = row(place);
            let never = if prefix.is_empty() { '-' } else { '^' };
            if listed.starts_with(never) || !PREFIX.contains(prefix) {
                continue;
            }
            found.any |= !participle;
            found.in_a |= ["дать ", "стать "].iter().any(|in_a| listed.starts_with(in_a));
            take(place, prefix, participle);
        }
    }
    found
}

fn row(place: u16) -> &'static str {
    VERBS.get(usize::from(place)).copied().unwrap_or_default()
}

/// A row of [`VERBS`] without what says whether it has a prefix.
fn unmarked(row: &str) -> &str {
    row.trim_start_matches(['-', '^'])
}

/// The stems and conjugations of a verb whose ending says `kinds` of it.
fn regular(stem: &str, ending: &str, kinds: u32, mut take: impl FnMut(&str, u16)) {
    if kinds == 0 {
        return;
    }
    let is = |kind: u32| kinds & kind > 0;
    let mut add = |base: &str, class: u16| {
        let impossible = match class {
            I | E | A => !possible(base),
            AJU => base.chars().count() < 3 && base != "ду",
            _ => false,
        };
        if !impossible {
            take(base, class);
        }
    };
    let hush = is_hush(stem);
    let last = stem.chars().next_back().unwrap_or(' ');
    let shorter = &stem[..stem.len() - last.len_utf8()];
    // прочита-н, but not стра-на
    let passive = matches!(last, 'а' | 'я') && vowels(stem) > 1;
    if is(INFINITIVE) || is(PASSIVE_N) && passive {
        match last {
            'а' | 'я' | 'е' | 'у' => add(stem, AJU),
            'и' => add(shorter, I),
            _ => {}
        }
        if let Some(base) = stem.strip_suffix("ова").or_else(|| stem.strip_suffix("ева")) {
            add(base, UJU);
        }
        if let Some(base) = stem.strip_suffix("ну") {
            add(base, NU);
        }
        if is_second(shorter, last) {
            add(shorter, E);
        }
        if last == 'а' || last == 'я' && shorter.ends_with(is_vowel) {
            add(shorter, A);
        }
        if let Some(base) = stem.strip_suffix("ва").filter(|base| is_ava(base)) {
            add(base, AVA);
        }
    }
    if is(PASSIVE_T) && last == 'у' {
        match stem.strip_suffix("ну") {
            Some(base) => add(base, NU),
            None => add(stem, AJU),
        }
    }
    if is(FIRST | FIRST_SINGULAR | IMPERATIVE_J | CONVERB) && is_vowel(last) {
        if matches!(last, 'а' | 'я' | 'е' | 'у') {
            add(stem, AJU);
        }
        if matches!(last, 'у' | 'ю') {
            add(shorter, UJU);
        }
        if is_ava(stem) {
            add(stem, AVA);
        }
        if matches!(last, 'а' | 'е' | 'о') {
            add(stem, A);
        }
    }
    let alternates = is(FIRST | FIRST_SINGULAR | IMPERATIVE) || is(CONVERB) && hush;
    if alternates && ends_in_consonant(stem) {
        if last == 'н' {
            add(shorter, NU);
        }
        hard(stem, |base| {
            // Few keep their consonant: жду, стонут.
            const KEEP: &str = "жд рв стон ор вр жр рж сос тк";
            if base != stem || KEEP.split(' ').any(|root| stem.ends_with(root)) {
                add(base, A);
            }
        });
    }
    if is(FIRST_SINGULAR) && hush == (ending == "у") || is(PASSIVE_E) {
        hard(stem, |base| {
            add(base, I);
            add(base, E);
        });
    }
    // кричат, крича; говорят, говоря
    let infinitive =
        ending == "ь" && ["ит", "ат", "ят", "ут", "ыт"].iter().any(|end| stem.ends_with(end));
    let agrees = !ending.starts_with(['а', 'я']) || hush == ending.starts_with('а');
    if is(SECOND | IMPERATIVE | CONVERB) && agrees && !infinitive
        || is(IMPERATIVE_J) && is_vowel(last)
    {
        add(stem, I);
        add(stem, E);
    }
    if is(PAST_WITHOUT_NU) && WITHOUT_NU.split_whitespace().any(|root| stem.ends_with(root)) {
        add(stem, NU);
    }
}

/// Whether a verb in -еть, -ать, -ять is of the second conjugation: any in -еть may be.
fn is_second(stem: &str, last: char) -> bool {
    match last {
        'е' => true,
        'а' => SECOND_IN_A.split_whitespace().any(|root| stem.ends_with(root)),
        'я' => stem.ends_with("сто") || stem.ends_with("бо"),
        _ => false,
    }
}

/// давать, узнавать, вставать: the -ва- is not in the present.
fn is_ava(stem: &str) -> bool {
    ["да", "зна", "ста"].iter().any(|root| stem.ends_with(root))
}

/// A prefix as it is before most verbs: *подо-* and *под-*, *рас-* and *раз-*, *съ-* and *с-*.
fn plain(prefix: &str) -> &str {
    SAME_PREFIX.iter().find(|(other, _)| *other == prefix).map_or(prefix, |(_, plain)| plain)
}

/// What the forms of a listed verb begin with.
pub(super) fn beginnings(prefix: &str, place: u16) -> Vec<String> {
    let prefixes: Vec<&&str> = PREFIX.iter().filter(|other| plain(other) == prefix).collect();
    let forms = unmarked(row(place)).split([' ', '|']).filter(|form| *form != "-");
    let firsts = forms.filter_map(|form| form.chars().next());
    firsts.flat_map(|first| prefixes.iter().map(move |prefix| format!("{prefix}{first}"))).collect()
}
