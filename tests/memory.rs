//! The memory from outside: matches equal a plain scan, concordance, context, order.

#![allow(clippy::single_range_in_vec_init)]

use proptest::prelude::*;
use yaddash::lang::Lang;
use yaddash::memory::{Concordance, Context, Memory, UnitId, UnitRecord, similarity, tokens};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn unit(number: usize, variants: &[(&str, &str)]) -> UnitRecord {
    UnitRecord {
        file: "a.tmx".into(),
        index_in_file: number,
        tuid: Some(format!("u{number}")),
        variants: variants.iter().map(|&(l, text)| (lang(l), text.to_owned())).collect(),
        changed: None,
        changed_by: None,
        props: Vec::new(),
    }
}

fn memory(units: &[&[(&str, &str)]]) -> Memory {
    Memory::from_records(units.iter().enumerate().map(|(n, variants)| unit(n, variants)))
}

/// The numbers of the units that were found.
fn found(memory: &Memory, question: &Concordance) -> Vec<usize> {
    let hits = memory.search(question, usize::MAX).hits;
    let mut numbers: Vec<usize> = hits.iter().map(|hit| number(memory, hit.unit)).collect();
    numbers.sort_unstable();
    numbers
}

fn number(memory: &Memory, unit: UnitId) -> usize {
    let tuid = memory.unit(unit).and_then(|unit| unit.tuid).expect("a unit");
    tuid[1..].parse().expect("a number")
}

/// Sentences of a small vocabulary, in which some words are much more frequent than others.
fn sentences() -> impl Strategy<Value = Vec<String>> {
    let word = (0u32..40, 0u32..40).prop_map(|(a, b)| format!("w{}", a * b / 20));
    let sentence = prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "));
    prop::collection::vec(sentence, 1..120)
}

proptest! {
    /// The theorem of the index: nothing that a plain scan finds is lost, nothing is added, and
    /// the order is the same.
    #[test]
    fn matches_equal_a_plain_scan(
        texts in sentences(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0u32..60), 0..8),
        seed in any::<prop::sample::Index>(),
        percent in 1u32..=100,
        max in 1usize..12,
    ) {
        let en = lang("en");
        let mut query: Vec<String> = tokens(&texts[seed.index(texts.len())], &en);
        for (at, word) in edits {
            if query.is_empty() { break }
            let at = at.index(query.len());
            match word % 3 {
                0 => { query.remove(at); }
                1 => query.insert(at, format!("w{word}")),
                _ => query[at] = format!("w{word}"),
            }
        }
        let min = f64::from(percent) / 100.0;
        let mut expected: Vec<(f64, usize)> = texts.iter().enumerate().filter_map(|(n, text)| {
            let tokens = tokens(text, &en);
            let longest = tokens.len().max(query.len());
            if tokens.is_empty() || query.is_empty() { return None }
            let distance = strsim::generic_levenshtein(&tokens, &query);
            let similarity = (longest - distance) as f64 / longest as f64;
            (similarity >= min).then_some((similarity, n))
        }).collect();
        expected.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // `max` counts different segments.
        let mut kept = Vec::new();
        let expected: Vec<(f64, usize)> = expected.into_iter().filter(|&(_, n)| {
            if kept.contains(&&texts[n]) { return true }
            if kept.len() == max { return false }
            kept.push(&texts[n]);
            true
        }).collect();
        let memory = Memory::from_records(
            texts.iter().enumerate().map(|(n, text)| unit(n, &[("en", text)])),
        );
        let hits: Vec<(f64, usize)> = memory
            .fuzzy(&query.join(" "), &en, min, max)
            .iter()
            .map(|hit| (hit.similarity, memory.unit(hit.unit).expect("a unit").index_in_file))
            .collect();
        prop_assert_eq!(hits, expected);
    }
}

#[test]
fn any_language_is_a_source_and_tags_name_languages() {
    let memory = memory(&[
        &[("en-GB", "Good morning!"), ("ru", "Доброе утро!"), ("az-AZ", "Sabahınız xeyir!")],
        &[("az-Cyrl", "Сабаһыныз хејир!")],
    ]);
    for (tag, text) in
        [("en-US", "GOOD MORNING!"), ("ru_RU", "доброе утро!"), ("az", "SABAHINIZ XEYİR!")]
    {
        let hits = memory.fuzzy(text, &lang(tag), 1.0, 5);
        assert_eq!(hits.len(), 1, "{tag}");
        assert_eq!(memory.unit(hits[0].unit).expect("a unit").index_in_file, 0);
    }
    assert!(memory.fuzzy("Сабаһыныз хејир!", &lang("az"), 0.5, 5).is_empty());
    assert!(memory.fuzzy("Guten Morgen!", &lang("de"), 0.1, 5).is_empty());
    assert_eq!(memory.languages().len(), 4);
}

#[test]
fn equal_matches_come_newest_reviewed_first() {
    let mut units: Vec<UnitRecord> =
        (0..5).map(|n| unit(n, &[("en", "Thank you."), ("ru", "Спасибо.")])).collect();
    units[1].changed = Some("20200101T000000Z".into());
    units[2].changed = Some("20210101T000000Z".into());
    units[3].changed = Some("20220101T000000Z".into());
    units[3].props.push(("x-confidence".into(), "0.4".into()));
    units[4].props.push(("status".into(), "unreviewed".into()));
    let memory = Memory::from_records(units);
    let order: Vec<usize> = memory
        .fuzzy("Thank you.", &lang("en"), 0.7, 1)
        .iter()
        .map(|hit| memory.unit(hit.unit).expect("a unit").index_in_file)
        .collect();
    assert_eq!(order, [2, 1, 0, 3, 4]);
}

#[test]
fn concordance_finds_inflected_forms_in_every_language() {
    let memory = memory(&[
        &[
            ("en", "They signed a declaration on strategic partnership."),
            ("ru", "Они подписали декларацию о стратегическом партнёрстве."),
            ("az", "Onlar strateji tərəfdaşlıq haqqında bəyannamə imzaladılar."),
        ],
        &[
            ("en", "The partnership is strategic."),
            ("ru", "Партнерство носит стратегический характер."),
        ],
        &[("en", "IRAN"), ("az", "İRAN")],
        &[("az", "Prezidentin sözlərinə görə, tərəfdaşlığın əhəmiyyəti böyükdür.")],
    ]);
    assert_eq!(found(&memory, &Concordance::words("Strategic partnerships")), [0, 1]);
    assert_eq!(found(&memory, &Concordance::words("\"strategic partnership\"")), [0]);
    assert_eq!(found(&memory, &Concordance::words("стратегическое партнерство")), [0, 1]);
    assert_eq!(found(&memory, &Concordance::words("prezident")), [3]);
    assert_eq!(found(&memory, &Concordance::words("iran")), [2]);
    let mut exact = Concordance::words("strategic partnerships");
    exact.exact_forms = true;
    assert!(found(&memory, &exact).is_empty());
    let mut russian = Concordance::words("iran");
    russian.languages = vec![lang("ru")];
    assert!(found(&memory, &russian).is_empty());
    assert!(found(&memory, &Concordance::words("")).is_empty());
    assert!(found(&memory, &Concordance::words("unheard-of")).is_empty());
}

#[test]
fn every_form_that_is_asked_for_finds_every_form_in_the_memory() {
    let families = [
        (
            "az",
            "görüş görüşün görüşə görüşü görüşdə görüşdən görüşlə görüşlər görüşlərdən görüşümüzdən görüşündən",
        ),
        (
            "az",
            "prezident Prezidentin Prezidentə Prezidenti Prezidentdə Prezidentdən Prezidentlə prezidentlərdən",
        ),
        (
            "az",
            "əməkdaşlıq əməkdaşlığın əməkdaşlığa əməkdaşlığı əməkdaşlıqda əməkdaşlıqdan əməkdaşlığımızdan",
        ),
        ("az", "etmək edir etdi etmişdir edəcək edən etdiyini edərək etməsinə etməyib"),
        ("ru", "день дня дню днём дни дней дням днями днях"),
        ("ru", "провести провёл провела провели проведу проведёт проведут проведя проведена"),
        ("ru", "человек человека людей людям людьми"),
        ("en", "meet meets met meeting"),
        ("en", "woman women"),
        ("en", "hold holds held holding"),
    ];
    for (tag, family) in families {
        let forms: Vec<&str> = family.split(' ').collect();
        let units: Vec<UnitRecord> = (0..)
            .zip(&forms)
            .map(|(n, form)| unit(n, &[(tag, format!("— {form}, {n}.").as_str())]))
            .collect();
        let memory = Memory::from_records(units);
        let all: Vec<usize> = (0..forms.len()).collect();
        for form in &forms {
            assert_eq!(found(&memory, &Concordance::words(form)), all, "{form}");
        }
    }
}

#[test]
fn a_suffix_joined_to_what_is_asked_for_does_not_count() {
    let memory = memory(&[
        &[("en", "The guest's speech."), ("az", "BMT-nin Baş katibi")],
        &[("en", "Our guests"), ("az", "BMT ilə əməkdaşlıq")],
        &[("en", "A vice-president"), ("az", "vitse-prezident")],
    ]);
    for (query, expected) in [
        ("guests", vec![0, 1]),
        ("guest's", vec![0, 1]),
        ("BMT-yə", vec![0, 1]),
        ("\"BMT'nin baş katibindən\"", vec![]),
        ("\"baş katibindən\"", vec![0]),
        ("vice-president's", vec![2]),
        ("vitse-prezidentdən", vec![2]),
    ] {
        assert_eq!(found(&memory, &Concordance::words(query)), expected, "{query}");
    }
    let mut exact = Concordance::words("guest's");
    exact.exact_forms = true;
    assert_eq!(found(&memory, &exact), [0]);
}

#[test]
fn concordance_marks_what_was_asked_for_in_each_variant() {
    let memory = memory(&[&[("en", "NATO and the EU met."), ("ru", "NATO — это альянс.")]]);
    let hits = memory.search(&Concordance::words("nato"), 10).hits;
    assert_eq!(hits[0].spans, [(0, vec![0..4]), (1, vec![0..4])]);
    let hits = memory.search(&Concordance::regex(r"\b[A-Z]{2}\b").expect("a pattern"), 10).hits;
    assert_eq!(hits[0].spans, [(0, vec![13..15])]);
    let error = Concordance::regex("(open").expect_err("no pattern");
    assert!(error.message().contains("unclosed group"), "{error}");
}

#[test]
fn concordance_filters_by_file_date_and_person() {
    let mut units: Vec<UnitRecord> = (0..3).map(|n| unit(n, &[("en", "A visit.")])).collect();
    units[1].changed = Some("20200214T113000Z".into());
    units[1].changed_by = Some("leyla".into());
    units[2].changed = Some("20210101T000000Z".into());
    units[2].file = "tmx/2021.tmx".into();
    let memory = Memory::from_records(units);
    let ask = |change: &dyn Fn(&mut Concordance)| {
        let mut question = Concordance::words("visit");
        change(&mut question);
        found(&memory, &question)
    };
    assert_eq!(ask(&|_| ()), [0, 1, 2]);
    assert_eq!(ask(&|q| q.since = Some("2020".into())), [1, 2]);
    assert_eq!(ask(&|q| q.until = Some("2021".into())), [1]);
    assert_eq!(ask(&|q| q.person = Some("leyla".into())), [1]);
    assert_eq!(ask(&|q| q.file = Some("2021".into())), [2]);
    assert_eq!(memory.search(&Concordance::words("visit"), 1).total, 3);
}

#[test]
fn context_is_what_the_unit_says_or_else_its_neighbours() {
    let mut units: Vec<UnitRecord> = ["One.", "Yes.", "Three.", "Yes.", "Five."]
        .iter()
        .enumerate()
        .map(|(n, text)| unit(n, &[("en", text)]))
        .collect();
    units[3].props.push(("x-context-pre".into(), "<seg>Zero.</seg>".into()));
    let memory = Memory::from_records(units);
    let en = lang("en");
    let hits = memory.fuzzy("Yes.", &en, 1.0, 5);
    let same = |hit: usize, previous: Option<&'static str>, next: Option<&'static str>| {
        memory.same_context(hits[hit].unit, &en, Context { previous, next })
    };
    assert!(same(0, Some("one."), Some("Three.")));
    assert!(same(0, Some("One."), None));
    assert!(!same(0, Some("One."), Some("Five.")));
    assert!(!same(0, None, None));
    assert!(same(1, Some("Zero."), Some("anything")));
    assert!(!same(1, Some("Three."), Some("Five.")));
}

/// A regular expression finds the same whether or not the index can help it.
#[test]
fn regular_expressions_find_what_a_scan_finds() {
    let texts = ["Iran and IRAQ", "İran və IRAQ", "ırmaq", "the Iranian side", "strategic", "x"];
    let mut units: Vec<UnitRecord> = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        units.push(unit(n, &[("az", text)]));
    }
    for n in texts.len()..3000 {
        units.push(unit(n, &[("en", &format!("filler {n}"))]));
    }
    let memory = Memory::from_records(units.clone());
    for pattern in
        ["iran", "IRAN", r"\bIraq\b", "irmaq", "ırmaq", "strateg|iran", r"filler 1\d$", "side"]
            .into_iter()
            .chain([r"\w+ian\b", r"^.{9}$", r"\d{4}", r"(?-i)[A-Z]{4}", "r 2|İran", r"[^x]", "q$"])
    {
        let regex =
            regex::RegexBuilder::new(pattern).case_insensitive(true).build().expect("valid");
        let scan: Vec<usize> = (0..units.len())
            .filter(|&n| units[n].variants.iter().any(|(_, text)| regex.is_match(text)))
            .collect();
        assert_eq!(found(&memory, &Concordance::regex(pattern).expect("valid")), scan, "{pattern}");
    }
    // Of what stands nearly everywhere only the first are looked at.
    let few = memory.search(&Concordance::regex("f.ller").expect("valid"), 5);
    assert_eq!((few.total, few.exact, few.hits.len()), (2999, false, 5), "at the most");
    let all = memory.search(&Concordance::regex("f.ller").expect("valid"), usize::MAX);
    assert_eq!((all.total, all.exact, all.hits.len()), (2994, true, 2994));
}

/// A piece of a regular expression: what such expressions are made of, over few letters, so that
/// they match now and then.
fn expression() -> impl Strategy<Value = String> {
    let atoms = prop::sample::select(vec![
        "a",
        "b",
        "ab",
        " ",
        "  ",
        r"\s",
        r"\s+",
        r"\w",
        r"\w+",
        r"\W",
        r"\W+",
        ".",
        ".*",
        r"\b",
        "^",
        "$",
        ",",
        "[,=]",
        r"[^\w\s]",
        "=",
        "½",
        "i",
        "ı",
        "ß",
        "é",
        r"\d+",
        r"\D",
        r"\D+",
        "[^a]",
        r"\t",
        "A",
        r"\B",
        "[ab]",
        "s",
        r"[ \u{a0}]",
        "(?m:^)",
        "(?-i:A)",
        r"\b{start}",
        r"\b{end}",
        r"\S",
        r"\S{3,}",
        "(?-i:[A-Z])",
        "(?-i:[a-z]+)",
        r"(?-i:\p{Lu})",
        r"\W{2,}",
        "[[:punct:]]",
        r"\p{M}",
        r"[^\x00-\x7F]",
        "e",
        "i{4}",
        ".{3}",
        ".{0,4}",
    ]);
    let leaf = prop::collection::vec(atoms, 1..5).prop_map(|atoms| atoms.concat());
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}|{b})")),
            (inner.clone(), prop::sample::select(vec!["*", "+", "?", "{2}", "{2,}"]))
                .prop_map(|(a, times)| format!("({a}){times}")),
            prop::collection::vec(inner, 2..4).prop_map(|parts| parts.concat()),
        ]
    })
}

/// A text in which such expressions match.
fn matched() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "a", "b", "ab", "B", " ", " ", " ", "  ", ",", "=", "≠", "½", "a½b", "i", "İ", "ı", "ß",
        "é", "\u{301}", "‿", "\t", "\u{a0}", "7", "s", "\n", "I", "ba", "e", "e\u{301}", "Aa", ".",
    ]);
    prop::collection::vec(parts, 0..9).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What the index leaves out, no regular expression matches.
    #[test]
    fn no_match_of_a_regular_expression_is_left_out(
        patterns in prop::collection::vec(expression(), 20),
        texts in prop::collection::vec((matched(), matched()), 30),
        // Of few units all are tried at once; of more, the index has to say more.
        copies in prop::sample::select(vec![1, 36, 60]),
    ) {
        let all = std::iter::repeat_n(&texts, copies).flatten();
        let units: Vec<UnitRecord> = all
            .enumerate()
            .map(|(n, (a, b))| unit(n, &[("en", a), ("az", b)]))
            .collect();
        let memory = Memory::from_records(units.clone());
        for pattern in &patterns {
            let regex = regex::RegexBuilder::new(pattern).case_insensitive(true).build();
            // Marks are matched where something is marked.
            let matches = |text: &str| regex.as_ref().unwrap().find_iter(text).any(|m| !m.is_empty());
            let of_texts: Vec<bool> = texts.iter().map(|(a, b)| matches(a) || matches(b)).collect();
            let scan: Vec<usize> =
                (0..units.len()).filter(|&n| of_texts[n % texts.len()]).collect();
            let found = found(&memory, &Concordance::regex(pattern).unwrap());
            let missed: Vec<_> = scan.iter().filter(|n| !found.contains(n)).map(|&n| &texts[n % texts.len()]).collect();
            prop_assert_eq!(&found, &scan, "{:?} in {:?}", pattern, missed);
        }
    }
}

/// However many units are tried before enough are found, they are the first ones.
#[test]
fn the_first_are_found_whether_they_are_many_or_few() {
    let units: Vec<_> = (0..12_000).map(|n| unit(n, &[("en", &format!("filler {n}"))])).collect();
    let memory = Memory::from_records(units);
    for pattern in ["filler .*7$", "filler .*00$", "filler 1?.500$"] {
        let question = Concordance::regex(pattern).expect("valid");
        let all = memory.search(&question, usize::MAX);
        for max in [1, 20, 60] {
            let some = memory.search(&question, max);
            let first = &all.hits[..max.min(all.hits.len())];
            assert_eq!(some.hits, first, "{pattern}, {max}");
            assert!(some.total >= all.total, "{pattern}, {max}");
        }
    }
}

/// The table of `docs/match-score.md`.
#[test]
fn the_documented_examples_are_right() {
    for (tag, a, b, expected) in [
        ("en", "Good morning.", "Good morning!", 2.0 / 3.0),
        (
            "en",
            "The President received the Ambassador of Italy on 14 February 2020.",
            "The President received the Ambassadors of Italy and Spain on 3 March 2021.",
            8.0 / 14.0,
        ),
        (
            "ru",
            "Стороны обсудили вопросы двустороннего сотрудничества.",
            "Стороны также обсудили вопрос двустороннего сотрудничества.",
            5.0 / 7.0,
        ),
        (
            "az",
            "İLHAM ƏLİYEV İtaliyanın səfirini qəbul edib.",
            "İlham Əliyev İtaliyanın və İspaniyanın səfirlərini qəbul edib.",
            6.0 / 9.0,
        ),
    ] {
        assert_eq!(similarity(a, b, &lang(tag)), expected, "{a}");
    }
}

#[test]
fn what_differs_only_in_numbers_is_found_at_any_score() {
    let memory = memory(&[
        &[("en", "14 february 2020, 11:30"), ("az", "14 fevral 2020, 11:30")],
        &[("en", "3 march 2021, 11:30")],
        &[("en", "Trade grew by 5 % in 2020.")],
        &[("en", "Trade fell by 5 % in 2020.")],
    ]);
    let alike = |tag: &str, text: &str| -> Vec<usize> {
        let hits = memory.same_but_numbers(text, &lang(tag), 5);
        hits.iter().map(|hit| number(&memory, hit.unit)).collect()
    };
    assert_eq!(alike("en", "3 March 2022, 11:30"), [1, 0]);
    assert_eq!(alike("az", "3 mart 2022, 09:00"), [0]);
    assert_eq!(alike("en", "Trade grew by 11 % in 2021."), [2]);
    assert!(alike("en", "Trade grew.").is_empty());
    assert!(alike("ru", "3 марта").is_empty());
}
