//! Written cases of every rule: what it finds, and what it must not find.

use yaddash::check::{Checker, Finding, Rule, Severity};
use yaddash::glossary::Glossary;
use yaddash::lang::Lang;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// The findings of one rule.
fn findings(rule: Rule, pair: (&str, &str), source: &str, target: &str) -> Vec<Finding> {
    Checker::new(&lang(pair.0), &lang(pair.1)).only(&[rule]).check(source, target)
}

fn quiet(rule: Rule, pair: (&str, &str), source: &str, target: &str) {
    let found = findings(rule, pair, source, target);
    assert!(found.is_empty(), "{source} | {target}: {found:?}");
}

/// Asserts that the rule finds exactly `spans` in the target.
fn finds(rule: Rule, pair: (&str, &str), source: &str, target: &str, spans: &[&str]) {
    let found = findings(rule, pair, source, target);
    let texts: Vec<&str> = found.iter().map(|finding| finding.target.text.as_str()).collect();
    assert_eq!(texts, spans, "{source} | {target}: {found:?}");
}

const EN_RU: (&str, &str) = ("en", "ru");
const EN_AZ: (&str, &str) = ("en", "az");

#[test]
fn numbers_are_compared_by_value() {
    let same = [
        (EN_RU, "1,000 people", "1 000 человек"),
        (EN_RU, "growth of 7.5 per cent", "рост на 7,5 процента"),
        (EN_AZ, "on 14 February 2020", "14 fevral 2020-ci il tarixində"),
        (EN_AZ, "at 11:30", "saat 11.30-da"),
        (EN_RU, "two billion dollars", "2 млрд долларов"),
        (EN_RU, "by 1 p.m.", "к 13:00"),
        (EN_RU, "in the 1930s", "в 30-е годы"),
        (EN_RU, "a 2-hour rally", "двухчасовой митинг"),
        (EN_RU, "130 miles away", "в 209 км"),
        (EN_AZ, "130 miles away", "130 mil (209 km) uzaqda"),
        (EN_AZ, "11 billion cubic metres", "11 milyard m3"),
        (EN_RU, "call 0800 555 111", "звоните 0800555111"),
    ];
    for (pair, source, target) in same {
        quiet(Rule::Number, pair, source, target);
    }
    finds(Rule::Number, EN_RU, "in 2019", "в 2018 году", &["2018"]);
    finds(Rule::Number, EN_RU, "5 million", "5 тысяч", &["5 тысяч"]);
    finds(Rule::Number, EN_AZ, "12 ministers", "nazirlər", &[""]);
    finds(Rule::Number, EN_AZ, "ministers", "12 nazir", &["12"]);
}

const GLOSSARY: &str = "id\ten\tru\taz\tru_forbidden\taz_forbidden\n\
    1\tPrime Minister\tпремьер-министр\tBaş nazir\tпремьер\tBirinci nazir\n\
    2\tDeputy Prime Minister\tвице-премьер\tBaş nazirin müavini\t\t\n\
    3\tMilli Majlis\tМилли Меджлис\tMilli Məclis\t\tparlament\n\
    4\tparliament\tпарламент\tparlament\t\t\n";

fn term_findings(pair: (&str, &str), source: &str, target: &str) -> Vec<(String, String, String)> {
    let glossary = Glossary::from_table("g.tsv", GLOSSARY).unwrap();
    Checker::new(&lang(pair.0), &lang(pair.1))
        .glossary(&glossary)
        .check(source, target)
        .into_iter()
        .map(|f| (f.rule.id().to_owned(), f.source.text, f.target.text))
        .collect()
}

#[test]
fn terms_are_enforced_in_their_forms() {
    let none = |pair, source, target| {
        let found = term_findings(pair, source, target);
        assert!(found.is_empty(), "{found:?}");
    };
    none(EN_RU, "The Prime Minister left.", "Встреча с премьер-министром завершена.");
    none(EN_AZ, "The Prime Minister's visit", "Baş nazirin səfəri");
    // The longer entry covers the shorter one on both sides.
    none(EN_RU, "The Deputy Prime Minister left.", "Вице-премьер уехал.");
    // What is forbidden for one concept is approved for another that stands in the source.
    none(EN_AZ, "The Milli Majlis and the parliament", "Milli Məclis və parlament");
    let one = |rule: &str, source: &str, target: &str| {
        vec![(rule.to_owned(), source.to_owned(), target.to_owned())]
    };
    assert_eq!(
        term_findings(EN_RU, "The Prime Minister left.", "Премьера ждали."),
        one("term-forbidden", "Prime Minister", "Премьера")
    );
    assert_eq!(
        term_findings(EN_AZ, "The Milli Majlis met.", "Parlamentdə iclas olub."),
        one("term-forbidden", "Milli Majlis", "Parlamentdə")
    );
    assert_eq!(
        term_findings(EN_RU, "The Prime Minister left.", "Он уехал."),
        one("term-missing", "Prime Minister", "")
    );
}

#[test]
fn tags_and_placeholders() {
    let codes = Rule::Tags;
    quiet(codes, EN_RU, "<b>Hello</b> {0}, %s", "%s, {0} <b>привет</b>");
    quiet(codes, EN_RU, "a < b, 50 % of it", "a < b, 50 % этого");
    finds(codes, EN_RU, "<b>Hello</b>", "<b>Привет", &[""]);
    finds(codes, EN_RU, "Hello", "Привет {name}", &["{name}"]);
    finds(codes, EN_RU, "<b>Hello</b>", "</b>Привет<b>", &["</b>"]);
}

#[test]
fn letters_and_marks() {
    finds(Rule::Script, EN_RU, "The Council met", "Cовет собрался", &["Cовет"]);
    quiet(Rule::Script, EN_RU, "The iPhone and Wi-Fi", "iPhone и Wi-Fi в Москве");
    finds(Rule::RepeatedWord, EN_RU, "He is here", "Он он здесь", &[]);
    finds(Rule::RepeatedWord, EN_RU, "He is here", "вот он он здесь", &["он он"]);
    quiet(Rule::RepeatedWord, EN_RU, "very very good", "очень очень хорошо");
    quiet(Rule::RepeatedWord, EN_AZ, "often", "tez-tez");
    finds(Rule::Brackets, EN_RU, "one (two)", "один (два", &["("]);
    quiet(Rule::Brackets, EN_RU, "a) one", "а) один");
    finds(Rule::DoubleSpace, EN_RU, "one two", "один  два", &["  "]);
    finds(Rule::EndMark, EN_RU, "Why?", "Потому.", &["."]);
    quiet(Rule::EndMark, EN_RU, "“Why?”", "«Почему?»");
    finds(Rule::Quotes, EN_RU, "“one”", "\"один\"", &["\"", "\""]);
    quiet(Rule::Quotes, EN_RU, "“one”", "«один»");
}

#[test]
fn whole_segments() {
    let sentence = "The sides discussed the agenda of the next meeting in detail.";
    finds(Rule::Untranslated, EN_RU, sentence, sentence, &[sentence]);
    quiet(
        Rule::Untranslated,
        EN_AZ,
        "Toivo Klaar, Baku, Azerbaijan",
        "Toivo Klaar, Baku, Azerbaijan",
    );
    finds(Rule::Length, EN_RU, sentence, "Да.", &["Да."]);
    quiet(Rule::Length, EN_RU, "Yes.", "Да, конечно, мы согласны.");
}

#[test]
fn consistency_is_off_until_it_is_asked_for() {
    let pairs = [
        ("Good morning!", "Доброе утро!"),
        ("good morning!", "Здравствуйте!"),
        ("Hello!", "Здравствуйте!"),
    ];
    let checker = Checker::new(&lang("en"), &lang("ru"));
    assert!(checker.check_together(pairs).is_empty());
    let checker =
        checker.set(Rule::Inconsistent, Severity::Warning).set(Rule::SameTarget, Severity::Warning);
    let found: Vec<(usize, Rule)> =
        checker.check_together(pairs).into_iter().map(|(at, f)| (at, f.rule)).collect();
    assert_eq!(found, [(1, Rule::Inconsistent), (2, Rule::SameTarget)]);
}
