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
fn a_finding_in_a_plain_text_has_its_line_and_column_on_both_sides() {
    let test = Test::new();
    test.file("a.en.txt", "Visit\n\nGood morning!\nThe talks in Baku cost 5 million. Thank you.\n")
        .file("a.ru.txt", "Визит\n\nДоброе утро!\nПереговоры в Баку стоили 6 млн. Спасибо.\n");
    let command = "check a.en.txt a.ru.txt --rules number";
    test.run(command).finds().prints(&["a.ru.txt:4:26 segment 2"]);
    let findings = test.run(&format!("{command} --format jsonl")).finds().json();
    assert_eq!(
        (&findings[0]["target"]["line"], &findings[0]["target"]["column"]),
        (&4.into(), &26.into())
    );
    let log = test.run(&format!("{command} --format sarif")).finds().out;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a.ru.txt");
    let region =
        serde_json::json!({"startLine": 4, "startColumn": 26, "endLine": 4, "endColumn": 31});
    assert_eq!(place["region"], region);
    let source = &result["relatedLocations"][0]["physicalLocation"];
    assert_eq!(source["artifactLocation"]["uri"], "a.en.txt");
    assert_eq!(source["region"]["startColumn"], 24);
}

#[test]
fn the_longest_term_wins_across_glossaries() {
    let test = Test::new();
    test.file("a.tsv", "en\tru\nPrime Minister\tпремьер-министр\n")
        .file("b.tsv", "en\tru\nDeputy Prime Minister\tвице-премьер\n")
        .file("A", "The Deputy Prime Minister arrived.\n")
        .file("B", "Прибыл вице-премьер.\n");
    let glossaries = "--glossary a.tsv --glossary b.tsv";
    test.run(&format!("check --parallel en=A ru=B {glossaries}")).succeeds();
    let lines = test.run(&format!("terms find en=A {glossaries} --format jsonl")).succeeds().json();
    assert_eq!(lines[0]["hits"].as_array().unwrap().len(), 1);
}

#[test]
fn a_language_without_rules_is_no_error_and_it_is_said() {
    let test = Test::new();
    test.file("g.tsv", "id\ten\ttr\n1\tSecretary General\tGenel Sekreter\n")
        .file("A", "A letter to the Secretary General.\n")
        .file("B", "Genel Sekretere bir mektup.\n");
    let run = test.run("check --parallel en=A tr=B --glossary g.tsv").succeeds();
    run.says(&["no rules for the forms of `tr`"]).prints(&["warning[term-missing]"]);
}

#[test]
fn of_two_concepts_with_one_name_the_text_means_one() {
    let test = Test::new();
    test.file("g.tsv", "id\ten\tru\n1\tcourt\tсуд\n2\tcourt\tдвор\n")
        .file("A", "The court has decided.\nThe court has decided.\n")
        .file("B", "Суд решил.\nТрибунал решил.\n");
    let command = "check --parallel en=A ru=B --glossary g.tsv --format jsonl";
    let findings = test.run(command).finds().json();
    assert!(findings.iter().all(|finding| finding["segment"] == 1), "{findings:?}");
    assert_eq!(findings.len(), 2);
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
    // What the glossary says of the concept tells who is alive.
    test.file("p.tsv", "ru\ttype\nЗенит\tperson\n");
    let accusative = "Зенита                                   singular, accusative";
    test.run("terms forms Зенит --lang ru --glossary p.tsv").succeeds().prints(&[accusative]);
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

/// A TMX file with one unit in English and Russian.
fn unit(en: &str, ru: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"en\" segtype=\"sentence\" \
         adminlang=\"en\" datatype=\"plaintext\" creationtool=\"t\" creationtoolversion=\"1\" \
         o-tmf=\"t\"/><body><tu><tuv xml:lang=\"en\"><seg>{en}</seg></tuv>\
         <tuv xml:lang=\"ru\"><seg>{ru}</seg></tuv></tu></body></tmx>"
    )
}

fn tags(en: &str, ru: &str) -> Vec<serde_json::Value> {
    let test = Test::new();
    let command = "check m.tmx --rules tags --format jsonl";
    let answer = test.file("m.tmx", unit(en, ru)).run(command);
    answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// `[start, end, code]` of one side of a finding.
fn place(side: &serde_json::Value) -> (u64, u64, &str) {
    let number = |name: &str| side[name].as_u64().unwrap();
    (number("start"), number("end"), side["code"].as_str().unwrap_or(""))
}

#[test]
fn an_inline_code_that_is_lost_or_added_has_its_place() {
    let bold = "Read <bpt i=\"1\" x=\"1\">&lt;b></bpt>this<ept i=\"1\">&lt;/b></ept> now.";
    let same = "Читайте <bpt i=\"1\" x=\"1\">&lt;b></bpt>это<ept i=\"1\">&lt;/b></ept> сейчас.";
    assert!(tags(bold, same).is_empty());
    // The pair is lost: its span is what it encloses.
    let lost = tags(bold, "Читайте это сейчас.");
    assert_eq!(lost.len(), 1);
    assert_eq!(place(&lost[0]["source"]), (5, 9, "<b>…</b>"));
    assert_eq!(
        (&lost[0]["source"]["text"], place(&lost[0]["target"])),
        (&"this".into(), (0, 0, ""))
    );
    // Half of it is lost: the other half says where to look.
    let half = tags(bold, "Читайте <bpt i=\"1\" x=\"1\">&lt;b></bpt>это сейчас.");
    assert_eq!(half.len(), 1);
    assert_eq!(place(&half[0]["source"]), (9, 9, "</b>"));
    let at = "Читайте ".len() as u64;
    assert_eq!(place(&half[0]["target"]), (at, at, "<b>"));
    // Added.
    let added = tags("One line.", "Одна<ph x=\"3\" type=\"lb\"/> строка.");
    assert_eq!(added.len(), 1);
    let at = "Одна".len() as u64;
    assert_eq!(place(&added[0]["target"]), (at, at, "<3/>"));
    // In the wrong order.
    let crossed = tags(
        bold,
        "Читайте <ept i=\"1\">&lt;/b></ept>это<bpt i=\"1\" x=\"1\">&lt;b></bpt> сейчас.",
    );
    assert_eq!(crossed.len(), 1, "{crossed:?}");
    assert_eq!(place(&crossed[0]["source"]), (9, 9, "</b>"));
    // Another placeholder is another thing; a link may lead elsewhere.
    let of = |x: &str, native: &str| format!("A <ph x=\"{x}\">{native}</ph> here.");
    assert_eq!(tags(&of("1", "{0}"), &of("1", "{1}")).len(), 2);
    assert!(tags(&of("1", "{0}"), &of("2", "{0}")).is_empty());
    let link = |to: &str| {
        format!("<bpt i=\"1\" x=\"1\">&lt;a href=\"{to}\"></bpt>x<ept i=\"1\">&lt;/a></ept>")
    };
    assert!(tags(&link("en"), &link("ru")).is_empty());
    // A mark for the translator is no code.
    assert!(tags("A <hi type=\"term\">word</hi> here.", "Слово здесь.").is_empty());
}

#[test]
fn a_lost_code_is_drawn_where_it_stands() {
    let test = Test::new();
    test.file("m.tmx", unit("Press <ph x=\"1\">{0}</ph> twice.", "Нажмите дважды."));
    test.run("check m.tmx --rules tags").finds().prints(&[
        "error[tags]: `{0}` is not in the translation",
        "en Press {0} twice.",
        "         ^^^",
        "ru Нажмите дважды.",
    ]);
    // The codes of a translation that is missing are no second finding.
    test.file("m.tmx", unit("Press <ph x=\"1\">{0}</ph> twice.", ""));
    let findings = test.run("check m.tmx --format jsonl").succeeds().json();
    assert_eq!((findings.len(), &findings[0]["rule"]), (1, &"segment-missing".into()));
}

fn xliff_12(units: &str) -> String {
    format!(
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file \
         original=\"a\" source-language=\"en\" target-language=\"ru\" datatype=\"plaintext\"><body>\
         {units}</body></file></xliff>"
    )
}

fn xliff_2(units: &str) -> String {
    format!(
        "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"en\" \
         trgLang=\"ru\"><file id=\"f\">{units}</file></xliff>"
    )
}

#[test]
fn codes_of_xliff_are_held_against_one_another() {
    let test = Test::new();
    test.file(
        "a.xlf",
        xliff_12(
            "<trans-unit id=\"1\"><source>Press <g id=\"1\">OK</g> now<x id=\"2\"/>.</source>\
             <target>Нажмите <g id=\"1\">OK</g>.</target></trans-unit>",
        ),
    );
    let findings = test.run("check a.xlf --rules tags --format jsonl").finds().json();
    assert_eq!(findings.len(), 1);
    let at = "Press OK now".len() as u64;
    assert_eq!(place(&findings[0]["source"]), (at, at, "<2/>"));
    test.file(
        "b.xlf",
        xliff_2(
            "<unit id=\"1\"><originalData><data id=\"d1\">&lt;b></data><data id=\"d2\">&lt;/b>\
             </data></originalData><segment><source>Press <pc id=\"1\" dataRefStart=\"d1\" \
             dataRefEnd=\"d2\">OK</pc>.</source><target>Нажмите OK.</target></segment></unit>",
        ),
    );
    let findings = test.run("check b.xlf --rules tags --format jsonl").finds().json();
    assert_eq!(findings.len(), 1);
    assert_eq!(place(&findings[0]["source"]), (6, 8, "<b>…</b>"));
}

#[test]
fn what_was_ordered_and_is_not_there_is_an_error() {
    let test = Test::new();
    let done = "<trans-unit id=\"1\"><source>Good morning!</source>\
                <target>Доброе утро!</target></trans-unit>";
    let open = "<trans-unit id=\"2\"><source>Thank you for coming.</source></trans-unit>";
    let empty = "<trans-unit id=\"3\"><source>Goodbye.</source><target/></trans-unit>";
    let fixed = "<trans-unit id=\"4\" translate=\"no\"><source>YADDASH</source></trans-unit>";
    test.file("a.xlf", xliff_12(&format!("{done}{open}{empty}{fixed}")));
    let findings = test.run("check a.xlf --format jsonl").finds().json();
    let of = |name: &'static str| findings.iter().map(move |f| f[name].as_str().unwrap());
    assert!(of("rule").eq(["segment-missing"; 2]) && of("severity").eq(["error"; 2]));
    assert!(of("tuid").eq(["2", "3"]));
    // Nothing is translated: one finding says so.
    test.file("b.xlf", xliff_12(&format!("{open}{empty}{fixed}")));
    let findings = test.run("check b.xlf --format jsonl").finds().json();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["message"], "none of the 2 segments has a translation");
    assert_eq!(findings[0]["languages"], serde_json::json!(["en", "ru"]));
    let segments = |text: &str| {
        let source = format!("<segment><source>{text}</source>");
        format!("<unit id=\"{text}\">{source}</segment></unit>")
    };
    test.file("c.xlf", xliff_2(&format!("{}{}", segments("one"), segments("two"))));
    test.run("check c.xlf").finds().prints(&["none of the 2 segments has a translation"]);
    // The rule can be turned off like any other.
    test.file("yaddash.toml", "[check]\nsegment-missing = \"off\"\n");
    test.run("check a.xlf").succeeds();
    // Tables of two languages and catalogues are such orders; a memory of three languages is none.
    test.file("yaddash.toml", "").file("t.csv", "en,ru\nGood morning!,Доброе утро!\nBye.,\n");
    assert_eq!(test.run("check t.csv --format jsonl").finds().json().len(), 1);
    test.file("t.csv", "en,ru,az\nGood morning!,Доброе утро!,Sabahınız xeyir!\nBye.,,\n");
    test.run("check t.csv").succeeds();
    test.file(
        "t.po",
        "msgid \"\"\nmsgstr \"Language: ru\\n\"\n\nmsgid \"Yes\"\nmsgstr \"Да\"\n\n\
         msgid \"No\"\nmsgstr \"\"\n\n#~ msgid \"Old\"\n#~ msgstr \"\"\n",
    );
    assert_eq!(test.run("check t.po --format jsonl").finds().json().len(), 1);
}
