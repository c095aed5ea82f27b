use crate::transcript::{Test, repository};

const XLIFF: &str = "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\" \
    xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file original=\"a.html\" \
    source-language=\"en\" target-language=\"ru\" datatype=\"html\"><body>\n\
    <trans-unit id=\"1\"><source>It has 7 days.</source>\
    <target state=\"translated\">В ней 8 дней.</target></trans-unit>\n\
    <trans-unit id=\"2\"><source>Good <g id=\"1\">evening</g>!</source>\
    <target>Добрый <g id=\"1\">вечер</g>!</target></trans-unit>\n\
    <trans-unit id=\"3\"><source>Not yet.</source></trans-unit>\n\
    <trans-unit id=\"4\"><source>A copy.</source>\
    <target state=\"needs-translation\">A copy.</target></trans-unit>\n\
    </body></file></xliff>\n";

#[test]
fn a_memory_goes_into_every_format_and_back() {
    let test = Test::workspace();
    for file in ["a.csv", "a.tsv", "a.xlsx", "a.jsonl"] {
        test.run(&format!("tmx convert tmx/x.tmx {file}")).succeeds().says(&["wrote 6"]);
        test.run(&format!("tmx convert {file} back.tmx")).succeeds().says(&["read 6", "wrote 6"]);
        test.run("tmx validate back.tmx").succeeds().prints_nothing();
        let line = &test.run("tmx stats --format jsonl back.tmx").succeeds().json()[0];
        assert_eq!(line["languages"], serde_json::json!({"az": 6, "en": 6, "ru": 6}), "{file}");
    }
    // JSON Lines, the last of them, hold units whole.
    let body = |file: &str| test.read(file).split_once("<body>").unwrap().1.to_owned();
    assert_eq!(body("back.tmx"), body("tmx/x.tmx"));
    for file in ["a.po", "a.xlf", "a.xlf2"] {
        test.run(&format!("tmx convert tmx/x.tmx {file} --pair en-az")).succeeds().says(&[
            "wrote 6",
            "no room for",
            "variants in other languages",
        ]);
        test.run(&format!("tmx convert {file} back.tmx")).succeeds();
        test.run("tmx validate back.tmx").succeeds().prints_nothing();
        let line = &test.run("tmx stats --format jsonl back.tmx").succeeds().json()[0];
        assert_eq!(line["languages"], serde_json::json!({"az": 6, "en": 6}), "{file}");
    }
}

#[test]
fn plain_bitext_is_one_file_for_each_language() {
    let test = Test::workspace();
    test.run("tmx convert tmx/x.tmx en=a ru=b az=c").succeeds().says(&["a and b and c"]);
    assert_eq!(test.read("a").lines().count(), 6);
    assert!(test.read("b").contains("Доброе утро!\n"));
    test.run("tmx convert en=a ru=b az=c back.tmx").succeeds().says(&["wrote 6"]);
    test.file("y.en.txt", "a\nb\n").file("y.ru.txt", "а\n");
    test.run("tmx convert y.en.txt y.ru.txt out.tmx").fails(&["y.ru.txt:1", "ends after line 1"]);
    assert!(!test.path("out.tmx").exists());
    test.run("tmx convert tmx/x.tmx a.txt").fails(&["one file for each language"]);
}

#[test]
fn formats_go_through_pipes() {
    let test = Test::workspace();
    let table = test.run("tmx convert tmx/x.tmx - --to csv").succeeds().out;
    assert!(table.starts_with("tuid,en,ru,az,"), "{table}");
    let tmx = test.run_with("tmx convert - -", XLIFF.as_bytes()).succeeds().out;
    assert!(tmx.contains("<tmx version=\"1.4\">") && tmx.contains("<seg>Not yet.</seg>"), "{tmx}");
    let answer = test.run_with("tmx convert - out.jsonl --from csv", table.as_bytes());
    answer.succeeds().says(&["read 6 units, wrote 6"]);
    test.run_with("tmx convert - out.jsonl --from csv", b"en,ru\n\"a,b\nc\n").fails(&["-:2"]);
}

#[test]
fn a_table_says_what_is_wrong_with_it() {
    let test = Test::new();
    test.file("t.csv", "one,раз\ntwo,два\n");
    test.run("tmx convert t.csv t.tmx").fails(&["t.csv:1", "names no languages", "--pair"]);
    test.run("tmx convert t.csv t.tmx --pair en-ru").succeeds().says(&["wrote 2"]);
    test.file("x.dat", "\u{1}\u{2}");
    test.run("tmx convert x.dat t.tmx").fails(&["format of the file cannot be told", "--from"]);
    test.run("tmx convert t.csv t.xlf --for trados --pair en-ru").fails(&["--for"]);
    test.run("tmx convert t.csv t.tmx --from docx").fails(&["the formats are tmx, csv"]);
}

#[test]
fn what_is_finished_in_an_xliff_file_is_imported() {
    let test = Test::workspace();
    test.file("job.xlf", XLIFF);
    test.run("import job.xlf").succeeds().says(&[
        "4 units read: 2 new",
        "1 skipped (one language only)",
        "1 skipped (the translation is not finished)",
    ]);
    test.run("tmx validate tmx/job.tmx").succeeds().prints_nothing();
    assert!(test.read("tmx/job.tmx").contains("Добрый <bpt"));
    test.run("search evening --lang en").succeeds().prints(&["Добрый вечер!"]);
    test.file("terms.csv", "one,раз\n");
    test.run("import terms.csv").fails(&["--pair"]);
    test.run("import terms.csv --pair en-ru").succeeds().says(&["1 new"]);
}

#[test]
fn a_bilingual_file_is_checked() {
    let test = Test::workspace();
    test.file("job.xlf", XLIFF);
    let findings = test.run("check job.xlf --rules number --format jsonl").finds().json();
    assert_eq!(findings.len(), 1);
    assert_eq!((&findings[0]["rule"], &findings[0]["tuid"]), (&"number".into(), &"1".into()));
    assert_eq!(findings[0]["languages"], serde_json::json!(["en", "ru"]));
    // Word documents are no bilingual files, though they lie in the container that tables do.
    let documents =
        ["en", "ru"].map(|lang| repository(&format!("samples/2024-09-10-climate.{lang}.docx")));
    let [en, ru] = documents.map(|path| path.display().to_string());
    test.run(&format!("check '{en}' '{ru}' --rules number"))
        .succeeds()
        .says(&["pairs of segments checked"]);
}

#[test]
fn a_new_readout_is_translated_from_the_memory() {
    let test = Test::workspace();
    test.file(
        "new.en.txt",
        "Good morning! I am glad to see you. Trade grew by 7 million dollars. Quite new words.\n",
    );
    test.run("translate new.en.txt --to ru -o new.xlf")
        .succeeds()
        .says(&["4 segments: 2 translated, 1 to be reviewed, 1 empty"]);
    let xliff = test.read("new.xlf");
    for expected in [
        "original=\"new.en.txt\"",
        "<target state=\"translated\" state-qualifier=\"exact-match\">Доброе утро!</target>",
        "state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\"",
        "<context context-type=\"x-match-score\">",
    ] {
        assert!(xliff.contains(expected), "{expected}: {xliff}");
    }
    let table = test.run("translate new.en.txt --to az -o new.csv").succeeds();
    table.says(&["2 translated"]);
    assert!(test.read("new.csv").contains("Good morning!,Sabahınız xeyir!"));
    test.run("translate new.en.txt --to ru -o new.docx").fails(&["tells no format", ".xlf"]);
}

#[test]
fn an_omegat_project_is_made_once_and_its_result_imported() {
    let test = Test::workspace();
    test.file("new.en.txt", "Good morning! Quite new words.\n");
    let export = "export --omegat job --source new.en.txt --to ru-RU";
    test.run(export).succeeds().says(&["1 text, 6 units"]);
    for file in ["omegat/segmentation.srx", "omegat/segmentation.conf", "glossary/glossary.txt"] {
        assert!(test.path("job").join(file).is_file(), "{file}");
    }
    assert!(test.read("job/omegat.project").contains("<target_lang>ru-RU</target_lang>"));
    assert!(test.read("job/tm/auto/yaddash.tmx").contains("xml:lang=\"ru-RU\""));
    assert_eq!(test.read("job/source/new.en.txt"), "Good morning! Quite new words.\n");
    test.run(export).fails(&["holds something already"]);

    test.run("import job").fails(&["nothing was translated"]);
    test.run("import tmx").fails(&["no OmegaT project"]);
    test.run("export -o all.tmx --pair en-ru").succeeds();
    let memory = test.read("all.tmx").replace("Доброе утро!", "С добрым утром!");
    test.file("job/omegat/project_save.tmx", memory);
    test.run("import job").succeeds().says(&["1 new", "5 unchanged"]);
    assert!(test.read("tmx/job.tmx").contains("С добрым утром!"));
}
