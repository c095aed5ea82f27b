//! Written cases of every rule: what it finds, and what it must not find.

use yaddash::check::{Checker, Finding, Names, Rule, Severity};
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
        (EN_RU, "the 21st century", "XXI век"),
        (EN_RU, "the 21st century", "ХХI век"),
        (EN_AZ, "King Charles III in the 21st century", "21-ci əsrdə Kral III Çarlz"),
        (EN_AZ, "from 2.5 to 3.5 percent", "2,5 faizdən 3,5 faizə"),
        (("az", "ru"), "XXI əsrdə", "в 21 веке"),
    ];
    for (pair, source, target) in same {
        quiet(Rule::Number, pair, source, target);
    }
    finds(Rule::Number, EN_RU, "in 2019", "в 2018 году", &["2018"]);
    finds(Rule::Number, EN_RU, "5 million", "5 тысяч", &["5 тысяч"]);
    finds(Rule::Number, EN_RU, "the 20th century", "XXI век", &[""]);
    finds(
        Rule::Number,
        EN_AZ,
        "from 2.5 to 3.5 percent",
        "2,6 faizdən 3,5 faizə",
        &["2,6 faizdən"],
    );
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
fn an_abbreviation_is_asked_for_where_one_stands() {
    let table = "id\ten\ten_alt\tru\tru_alt\n\
        1\tUnited Nations\tUN\tОрганизация Объединённых Наций\tООН\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    let checker = Checker::new(&lang("en"), &lang("ru")).glossary(&glossary);
    let help = |source| checker.check(source, "Ничего.")[0].help.clone().unwrap();
    assert_eq!(help("The UN met."), "use `ООН`");
    assert_eq!(help("The United Nations met."), "use `Организация Объединённых Наций`");
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
    finds(Rule::RepeatedWord, EN_RU, "He is here", "Он он здесь", &["Он он"]);
    quiet(Rule::RepeatedWord, EN_RU, "The group", "Группа Дюран Дюран");
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

#[test]
fn segments_and_speaker_turns_that_are_missing() {
    finds(Rule::SegmentMissing, EN_RU, "Thank you.", "", &[""]);
    finds(Rule::SegmentExtra, EN_AZ, "", "Təşəkkür edirəm.", &["Təşəkkür edirəm."]);
    quiet(Rule::SegmentMissing, EN_RU, "", "");
    let label = "President Ilham Aliyev:";
    finds(Rule::SpeakerMissing, EN_RU, label, "", &[""]);
    let found = findings(Rule::SpeakerMissing, EN_RU, "Vladimir Norov: Thank you.", "Спасибо.");
    assert_eq!((found.len(), found[0].source.text.as_str()), (1, "Vladimir Norov:"));
    quiet(Rule::SpeakerMissing, EN_RU, "Vladimir Norov: Thank you.", "Владимир Норов: Спасибо.");
    quiet(Rule::SpeakerMissing, EN_AZ, label, "Prezident İlham Əliyev:");
    quiet(Rule::SpeakerMissing, EN_AZ, "He said this: nothing.", "O heç nə demədi.");
}

#[test]
fn currencies_and_units_stand_with_the_numbers() {
    finds(
        Rule::Unit,
        EN_RU,
        "It cost $5 million.",
        "Это стоило 5 миллионов евро.",
        &["5 миллионов евро"],
    );
    finds(Rule::Unit, EN_AZ, "a road of 12 km", "12 metr yol", &["12 metr"]);
    finds(Rule::Unit, ("ru", "az"), "100 манатов", "100 dollar", &["100 dollar"]);
    for (pair, source, target) in [
        (EN_RU, "It cost $5 million.", "Это стоило 5 миллионов долларов США."),
        (EN_RU, "It cost $5 million.", "Это стоило 5 миллионов."),
        (EN_AZ, "a 500 MW plant", "500 MVt-lıq stansiya"),
        (EN_RU, "10 barrels a day", "10 баррелей в день"),
        (EN_RU, "10 miles away", "в 16 км"),
        (EN_AZ, "€20 and $20", "20 avro və 20 dollar"),
    ] {
        quiet(Rule::Unit, pair, source, target);
    }
}

#[test]
fn a_name_is_spelled_in_one_way() {
    let checker = Checker::new(&lang("en"), &lang("ru")).only(&[Rule::Name]);
    let together = |pairs: &[(&str, &str)]| -> Vec<(usize, String)> {
        let found = checker.check_together(pairs.iter().copied());
        found.into_iter().map(|(at, finding)| (at, finding.target.text)).collect()
    };
    let pairs = [
        ("The Secretary-General, Guterres, spoke.", "Выступил Генсек Гутерриш."),
        ("Then Guterres left.", "Затем Гутерриш уехал."),
        ("They met Guterres.", "Они встретились с Гутеррешем."),
        ("They asked Guterres.", "Они спросили Гутерриша."),
    ];
    assert_eq!(together(&pairs), [(2, "Гутеррешем".to_owned())]);
    // Inflected forms, derived words and fleeting vowels are one spelling.
    let quiet = [
        ("President Aliyev and Pavel", "Президент Алиев и Павел"),
        ("with Aliyev and Pavel", "с Алиевым и Павлом"),
        ("Russian oil from Russia", "Российская нефть из России"),
        ("Russian gas", "Газ Российской Федерации"),
    ];
    assert_eq!(together(&quiet), []);
    let az = Checker::new(&lang("en"), &lang("az")).only(&[Rule::Name]);
    let found = az.check_together([
        ("Guterres came.", "Quterreş gəldi."),
        ("With Guterres", "Quterreşlə"),
        ("To Guterres", "Quterrişə"),
    ]);
    assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_name_is_spelled_as_in_the_memory() {
    let (en, ru) = (lang("en"), lang("ru"));
    let mut memory = Names::new(&en, &ru);
    memory.learn("with Shavkat Mirziyoyev", "с Шавкатом Мирзиёевым");
    memory.learn("Mirziyoyev said", "Мирзиёев сказал");
    let checker = Checker::new(&en, &ru).only(&[Rule::Name]).names(memory);
    let found = checker.check_together([("Mirziyoyev came.", "Прибыл Мирзияев.")]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.message.contains("Мирзиёев"), "{}", found[0].1.message);
    assert!(checker.check_together([("Mirziyoyev came.", "Прибыл Мирзиеев.")]).is_empty());
}

#[test]
fn a_term_is_translated_in_one_way() {
    let table = "id\ten\tru\tru_alt\n1\tforeign ministry\tминистерство иностранных дел\tвнешнеполитическое ведомство|МИД\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    let checker = Checker::new(&lang("en"), &lang("ru")).glossary(&glossary);
    let pairs = [
        ("The foreign ministry said", "Министерство иностранных дел заявило"),
        ("the foreign ministry", "в МИД"),
        ("to the foreign ministry", "внешнеполитическому ведомству"),
    ];
    assert!(checker.check_together(pairs).is_empty());
    let found = checker.only(&[Rule::TermInconsistent]).check_together(pairs);
    let places: Vec<(usize, &str)> =
        found.iter().map(|(at, finding)| (*at, finding.target.text.as_str())).collect();
    assert_eq!(places, [(2, "внешнеполитическому ведомству")]);
}

/// The other rules in the languages in which they are not tried above.
#[test]
fn every_rule_in_every_language() {
    let ru_az = ("ru", "az");
    finds(Rule::Number, ru_az, "в 2019 году", "2018-ci ildə", &["2018"]);
    quiet(Rule::Number, ru_az, "рост на 7,5 %", "7,5 faiz artım");
    finds(Rule::Tags, ru_az, "<b>Да</b>", "<b>Bəli", &[""]);
    finds(Rule::Script, EN_AZ, "The Council met", "Şurа toplandı", &["Şurа"]);
    finds(Rule::RepeatedWord, EN_AZ, "He is here", "o burada burada", &["burada burada"]);
    finds(Rule::Brackets, EN_AZ, "one (two)", "bir iki)", &[")"]);
    finds(Rule::EndMark, EN_AZ, "Why?", "Çünki.", &["."]);
    quiet(Rule::EndMark, EN_AZ, "Why?", "Niyə?");
    finds(Rule::DoubleSpace, EN_AZ, "one two", "bir  iki", &["  "]);
    finds(Rule::Quotes, EN_AZ, "“one”", "„bir“", &["„"]);
    quiet(Rule::Quotes, EN_AZ, "“one”", "«bir»");
    let sentence = "The sides discussed the agenda of the next meeting in detail.";
    finds(Rule::Untranslated, EN_AZ, sentence, sentence, &[sentence]);
    finds(Rule::Length, EN_AZ, sentence, "Bəli.", &["Bəli."]);
    quiet(Rule::Length, EN_AZ, "Yes.", "Bəli, əlbəttə, razıyıq.");
    // Into English.
    finds(Rule::Quotes, ("ru", "en"), "«один»", "«one»", &["«", "»"]);
    finds(Rule::RepeatedWord, ("az", "en"), "O buradadır", "He is is here", &["is is"]);
}
