use crate::transcript::Test;

const GLOSSARY: &str = "id\ten\tru\taz\tru_forbidden\n\
    01\tSecretary General\tГенеральный секретарь\tBaş katib\tгенсек\n\
    02\tambassador\tпосол\tsəfir\t\n";

#[test]
fn an_inflected_term_is_no_finding_and_a_forbidden_one_is() {
    let test = Test::new();
    test.file("g.tsv", GLOSSARY)
        .file("A", "The Secretary General spoke.\n\nA letter to the Secretary General.\n")
        .file("B", "Выступил генсек.\n\nПисьмо Генеральному секретарю.\n");
    let findings =
        test.run("check --parallel en=A ru=B --glossary g.tsv --format jsonl").finds().json();
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    assert_eq!(finding["rule"], "term-forbidden");
    assert_eq!(finding["severity"], "error");
    assert_eq!((&finding["file"], &finding["source_file"]), (&"B".into(), &"A".into()));
    assert_eq!(finding["languages"], serde_json::json!(["en", "ru"]));
    assert_eq!(finding["segment"], 0);
    assert_eq!(finding["concept"], "01");
    assert_eq!(finding["source"]["text"], "Secretary General");
    assert_eq!(finding["target"]["text"], "генсек");
    assert_eq!(finding["target"]["start"], "Выступил ".len());
}

#[test]
fn a_missing_number_is_found_by_value() {
    let test = Test::new();
    test.file("A", "It cost 5 million.\nIt cost 1,000 dollars.\n")
        .file("B", "Это стоило 6 млн.\nЭто стоило 1 000 долларов.\n");
    let findings =
        test.run("check --parallel en=A ru=B --rules number --format jsonl").finds().json();
    assert_eq!(findings.len(), 1);
    assert_eq!((&findings[0]["rule"], &findings[0]["segment"]), (&"number".into(), &0.into()));
}

#[test]
fn versions_are_aligned_before_they_are_checked() {
    let test = Test::new();
    test.file("g.tsv", GLOSSARY)
        .file("a.en.txt", "Good morning! The ambassador arrived in Baku. Thank you.")
        .file("a.ru.txt", "Доброе утро! Посланник прибыл в Баку. Спасибо.");
    test.run("check a.en.txt a.ru.txt --glossary g.tsv --rules term-missing").finds().prints(&[
        "term-missing",
        "ambassador",
        "^^^",
        "help",
    ]);
}

#[test]
fn a_memory_is_checked_from_its_source_language() {
    let test = Test::workspace();
    test.file("glossaries/g.tsv", GLOSSARY);
    test.run("check tmx/x.tmx --rules term-missing,term-forbidden").succeeds();
    test.file("glossaries/g.tsv", "id\ten\tru\n1\tAmbassador of Norway\tпосланник Норвегии\n");
    let findings = test.run("check tmx/x.tmx --rules term-missing --format jsonl").finds().json();
    assert!(findings[0]["tuid"].as_str().unwrap().starts_with("x-"));
    let sarif = test.run("check tmx/x.tmx --format sarif").finds();
    let log: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn one_source_translated_in_two_ways_is_found_when_asked() {
    let test = Test::new();
    test.file("A", "Thank you.\nGood morning!\nThank you.\n")
        .file("B", "Спасибо.\nДоброе утро!\nБлагодарю.\n");
    test.run("check --parallel en=A ru=B").succeeds();
    let command = "check --parallel en=A ru=B --rules inconsistent --format jsonl";
    let findings = test.run(command).succeeds().json();
    assert_eq!((findings.len(), &findings[0]["segment"]), (1, &2.into()));
    let sarif = test.run("check --parallel en=A ru=B --rules inconsistent --format sarif").out;
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let location = &log["runs"][0]["results"][0]["locations"][0];
    assert_eq!(location["physicalLocation"]["region"]["startLine"], 3);
}

#[test]
fn a_rule_explains_itself() {
    Test::new().run("check --explain number").succeeds().prints(&["number"]);
}

#[test]
fn terms_are_found_with_a_glossary_of_one_language() {
    let test = Test::new();
    test.file("g.tsv", "az\nBaş katib\n").file("t.az.txt", "Məktub Baş katibinə təqdim olunub.");
    let lines = test.run("terms find --glossary g.tsv --format jsonl t.az.txt").succeeds().json();
    let hit = &lines[0]["hits"][0];
    assert_eq!(hit["term"], "Baş katibinə");
    assert_eq!(hit["concept"], "1");
    let place = ("Məktub ".len(), "Məktub Baş katibinə".len());
    assert_eq!((&hit["start"], &hit["end"]), (&place.0.into(), &place.1.into()));
    test.run("terms forms 'Baş katib' --lang az").succeeds().prints(&["Baş katibinə"]);
}
