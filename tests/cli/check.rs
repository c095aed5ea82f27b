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

#[test]
fn what_stands_today_is_silent_with_a_baseline() {
    let test = Test::new();
    test.file("A", "It cost 5 million.\nIn 2019\n").file("B", "Это стоило 6 млн.\nВ 2019 году\n");
    let command = "check --parallel en=A ru=B --baseline known.txt";
    test.run(command).succeeds().says(&["wrote 1 finding to known.txt"]);
    test.run(command).succeeds().says(&["0 findings", "1 known from the baseline"]);
    // The old finding may move; a new one alarms.
    test.file("A", "In 2019\nIt cost 5 million.\n").file("B", "В 2018 году\nЭто стоило 6 млн.\n");
    let findings = test.run(&format!("{command} --format jsonl")).finds().json();
    assert_eq!((findings.len(), &findings[0]["segment"]), (1, &0.into()));
    test.run(&format!("{command} --update-baseline")).succeeds().says(&["2 findings"]);
    test.run(command).succeeds();
    test.file("known.txt", "number\n");
    test.run(command).fails(&["no line of a baseline", "known.txt:1", "--update-baseline"]);
}

#[test]
fn a_unit_may_ask_to_be_left_alone() {
    let unit = |mark: &str| {
        format!(
            "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"en\" segtype=\"sentence\" \
             adminlang=\"en\" datatype=\"plaintext\" creationtool=\"t\" creationtoolversion=\"1\" \
             o-tmf=\"t\"/><body><tu>{mark}<tuv xml:lang=\"en\"><seg>In 2019  (one</seg></tuv>\
             <tuv xml:lang=\"ru\"><seg>В 2018 году году</seg></tuv></tu></body></tmx>"
        )
    };
    let test = Test::new();
    let rules = |mark: &str| -> Vec<String> {
        let answer = test.file("m.tmx", unit(mark)).run("check m.tmx --format jsonl");
        let lines =
            answer.out.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        lines.map(|line| line["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rules(""), ["repeated-word", "number"]);
    assert_eq!(rules("<note>yaddash:ignore=number</note>"), ["repeated-word"]);
    assert_eq!(rules("<prop type=\"x-yaddash-ignore\">repeated-word, number</prop>"), [""; 0]);
    assert_eq!(rules("<note>yaddash:ignore</note>"), [""; 0]);
    assert_eq!(rules("<note>ignore=number</note>").len(), 2);
}

#[test]
fn a_missing_segment_is_found_after_alignment() {
    let test = Test::new();
    test.file("a.en.txt", "Good morning! The ambassador arrived in Baku on Monday. He was met at the airport by the minister. Thank you.")
        .file("a.ru.txt", "Доброе утро! Посол прибыл в Баку в понедельник. Спасибо.");
    let findings = test
        .run("check a.en.txt a.ru.txt --rules segment-missing --format jsonl")
        .succeeds()
        .json();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["source"]["text"], "He was met at the airport by the minister.");
}

#[test]
fn names_are_held_against_the_memory() {
    let test = Test::workspace();
    test.file("a.en.txt", "He met Ilham Aliyev.")
        .file("a.ru.txt", "Он встретился с Ильхамом Алиевым.");
    let findings =
        test.run("check a.en.txt a.ru.txt --rules name --format jsonl").succeeds().json();
    assert!(findings.is_empty(), "an ending is no other spelling: {findings:?}");
    test.file("a.ru.txt", "Он встретился с Ильхамом Алыевым.");
    test.run("check a.en.txt a.ru.txt --rules name")
        .succeeds()
        .prints(&["Алыевым", "in the memory"]);
}
