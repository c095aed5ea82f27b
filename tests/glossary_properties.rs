//! What holds for any term, any text and any bytes.

use proptest::prelude::*;
use yaddash::check::{Checker, Rule, Severity};
use yaddash::glossary::forms::paradigm;
use yaddash::glossary::{Concept, Glossary, Matcher, Term};
use yaddash::lang::Lang;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn glossary(tag: &str, term: &str) -> Glossary {
    let lang = lang(tag);
    let concept = Concept { terms: vec![Term::new(lang.clone(), term)], ..Concept::default() };
    Glossary { concepts: vec![concept], languages: vec![lang] }
}

fn language() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["en", "ru", "az", "tr", "de"])
}

/// Words of the three languages, marks, and now and then anything at all.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-zəğıöüçşƏĞİÖÜÇŞ]{1,12}",
        4 => "[А-Яа-яёЁ]{1,12}",
        1 => "[0-9.,:]{1,8}",
        1 => any::<String>(),
    ];
    let gap = prop::sample::select(vec![" ", "-", "–", "'", "’", "\u{a0}", ", ", "\u{ad}", ""]);
    prop::collection::vec((word, gap), 0..8)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| word + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn spans_are_whole_characters(tag in language(), term in text(), text in text()) {
        let matcher = Matcher::new(&glossary(tag, &term), &lang(tag));
        let mut end = 0;
        for hit in matcher.find(&text) {
            prop_assert!(text.get(hit.span.clone()).is_some_and(|found| !found.is_empty()));
            prop_assert!(hit.span.start >= end);
            end = hit.span.end;
        }
    }

    #[test]
    fn a_word_is_found_in_its_citation_form(
        (tag, term) in prop_oneof![
            ("[a-z]{2,12}").prop_map(|word| ("en", word)),
            ("[а-яё]{2,12}( [а-яё]{2,12})?").prop_map(|word| ("ru", word)),
            ("[abcçdeəfgğhxıijkqlmnoöprsştuüvyz]{2,12}").prop_map(|word| ("az", word)),
        ]
    ) {
        let matcher = Matcher::new(&glossary(tag, &term), &lang(tag));
        let hits = matcher.find(&term);
        prop_assert_eq!(hits.len(), 1, "{}", term);
        prop_assert_eq!(hits[0].span.clone(), 0..term.len());
    }

    #[test]
    fn what_the_paradigm_prints_is_recognised(
        (tag, term) in prop_oneof![
            ("[a-z]{3,12}").prop_map(|word| ("en", word)),
            ("[а-яё]{3,12}").prop_map(|word| ("ru", word)),
            ("[bcçdfgkqlmnprsştvyz][aeəıioöuü][bcdfgkqlmnprsştvyz]{1,2}([aeəıioöuü][bcdkqlmnrsşt])?")
                .prop_map(|word| ("az", word)),
        ]
    ) {
        let lang = lang(tag);
        let matcher = Matcher::new(&glossary(tag, &term), &lang);
        for form in paradigm(&term, &lang, None) {
            // The English possessive stands outside the term.
            let text = form.text.replace("’s", "").replace('’', "");
            let hits = matcher.find(&text);
            prop_assert!(
                hits.first().is_some_and(|hit| hit.span == (0..text.len())),
                "{}, {}: {}", term, form.label, text
            );
        }
    }

    #[test]
    fn any_bytes_are_a_glossary_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (en, ru) = (lang("en"), lang("ru"));
        let _ = Glossary::read("g.csv", &bytes, Some((&en, &ru)));
    }

    #[test]
    fn any_text_is_a_table_or_an_error(rows in prop::collection::vec(text(), 0..6)) {
        let table = format!("en\tru\tru_alt\n{}", rows.join("\n").replace(", ", "\t"));
        if let Ok(glossary) = Glossary::from_table("g.tsv", &table) {
            let _ = glossary.to_omegat(&lang("en"), &lang("ru"));
            let _ = glossary.to_table(b'\t');
        }
    }

    #[test]
    fn every_rule_bears_any_pair(source in text(), target in text(), term in text()) {
        let glossary = glossary("en", &term);
        let mut checker = Checker::new(&lang("en"), &lang("ru")).glossary(&glossary);
        for rule in Rule::ALL {
            checker = checker.set(rule, Severity::Warning);
        }
        for finding in checker.check(&source, &target) {
            prop_assert_eq!(&source[finding.source.span.clone()], finding.source.text.as_str());
            prop_assert_eq!(&target[finding.target.span.clone()], finding.target.text.as_str());
        }
    }
}
