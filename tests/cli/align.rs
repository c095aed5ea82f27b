use crate::transcript::{Test, repository, versions};

#[test]
fn three_versions_become_beads() {
    let test = Test::new();
    test.with(versions());
    let beads = test.run("align --format jsonl x.en.txt x.ru.txt x.az.txt").succeeds().json();
    assert_eq!(beads.len(), 6);
    for bead in &beads {
        assert_eq!(bead["segments"]["en"], bead["segments"]["az"]);
        assert!((0.0..=1.0).contains(&bead["confidence"].as_f64().unwrap()));
        assert!(bead["pairs"]["en-ru"].is_array() && bead["pairs"]["ru-az"].is_array());
    }
    assert_eq!(beads[3]["text"]["ru"], "Доброе утро!");
    assert_eq!(beads[3]["pairs"]["en-ru"], serde_json::json!([[[3], [3]]]));
}

#[test]
fn the_memory_holds_the_units_and_is_the_same_every_time() {
    let test = Test::new();
    test.with(versions());
    test.run("align x.en.txt x.ru.txt x.az.txt -o one.tmx")
        .succeeds()
        .says(&["6 beads", "wrote 6 units to one.tmx"])
        .prints_nothing();
    test.run("align x.en.txt x.ru.txt x.az.txt -o two.tmx").succeeds();
    let tmx = test.read("one.tmx");
    assert_eq!(tmx, test.read("two.tmx"));
    for part in [
        "creationtool=\"yaddash\"",
        "creationdate=\"20200214T113000Z\"",
        "srclang=\"en\"",
        "<note>Ilham Aliyev received Ambassador of Norway</note>",
        "<prop type=\"x-file\">x.ru.txt</prop>",
        "<prop type=\"x-segments\">3</prop>",
        "<prop type=\"x-confidence\">",
        "<seg>Sabahınız xeyir!</seg>",
    ] {
        assert!(tmx.contains(part), "no {part} in\n{tmx}");
    }
}

#[test]
fn the_source_language_is_that_of_the_workspace_however_the_files_are_named() {
    let test = Test::workspace();
    test.with(versions());
    test.run("align x.az.txt x.en.txt x.ru.txt -o tmx/y.tmx").succeeds();
    assert!(test.read("tmx/y.tmx").contains("srclang=\"en\""));
    test.run("align x.az.txt x.ru.txt -o tmx/z.tmx").succeeds();
    assert!(test.read("tmx/z.tmx").contains("srclang=\"az\""));
}

#[test]
fn date_title_and_source_language_can_be_said() {
    let test = Test::new();
    test.with(versions());
    test.run(
        "align x.en.txt x.ru.txt -o o.tmx --date 2021-03-04 --title 'A title' --srclang '*all*'",
    )
    .succeeds();
    let tmx = test.read("o.tmx");
    assert!(tmx.contains("creationdate=\"20210304T000000Z\""));
    assert!(tmx.contains("<note>A title</note>") && tmx.contains("srclang=\"*all*\""));
}

#[test]
fn a_dry_run_writes_nothing() {
    let test = Test::new();
    test.with(versions());
    test.run("align x.en.txt x.ru.txt -o o.tmx --dry-run").succeeds().says(&["would write"]);
    assert!(!test.path("o.tmx").exists());
}

#[test]
fn a_segment_without_counterpart_is_listed_and_is_no_unit() {
    let test = Test::new();
    test.file(
        "a.en.txt",
        "Good morning! The weather in Oslo was unusually cold yesterday. Thank you.",
    )
    .file("a.ru.txt", "Доброе утро! Спасибо.");
    test.run("align a.en.txt a.ru.txt -o a.tmx").succeeds().says(&["alone", "The weather"]);
    let tmx = test.read("a.tmx");
    assert!(!tmx.lines().any(|line| line.contains("<seg>") && line.contains("weather")), "{tmx}");
}

#[test]
fn beads_below_the_least_confidence_are_left_out() {
    let test = Test::new();
    test.with(versions());
    test.run("align x.en.txt x.ru.txt x.az.txt -o a.tmx --min-confidence 1").succeeds();
    assert!(!test.read("a.tmx").contains("<tu "));
}

#[test]
fn documents_come_and_go_as_json_lines() {
    let test = Test::new();
    let documents = concat!(
        r#"{"id":"a","versions":{"en":"Good morning! Thank you.","ru":"Доброе утро! Спасибо."}}"#,
        "\n",
        r#"{"id":7,"versions":{"en":["Good morning!"],"ru":["Доброе утро!"],"az":["Sabahınız xeyir!"]}}"#,
        "\n",
        r#"{"id":"c","versions":{"en":"Alone."}}"#,
        "\n",
        "no json\n",
    );
    let answers =
        test.run_with("align --documents - --format jsonl", documents.as_bytes()).succeeds().json();
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[0]["beads"].as_array().unwrap().len(), 2);
    assert_eq!(answers[1]["id"], 7);
    assert_eq!(answers[1]["beads"][0]["segments"]["az"], serde_json::json!([0]));
    assert!(answers[2]["error"].is_string());
    assert!(answers[3]["error"].is_string());
}

/// Each gets its error, and those after it are aligned.
#[test]
fn bad_documents_do_not_stop_the_others() {
    let bad = [
        (r#"{"id":1,"versions":{"en":"","ru":"Привет."}}"#, "the version in en is empty"),
        (r#"{"id":2,"versions":{"en":[],"ru":[""]}}"#, "the version in en is empty"),
        (r#"{"id":3,"versions":{}}"#, "0 versions cannot be aligned"),
        (
            r#"{"id":4,"versions":{"en":"a","ru":"a","az":"a","de":"a","fr":"a","it":"a","es":"a","pt":"a","pl":"a"}}"#,
            "9 versions cannot be aligned",
        ),
        (r#"{"id":5,"versions":{"en":[1],"ru":"a"}}"#, "a text, or an array of its segments"),
        (r#"{"id":6,"versions":{"!!":"a","ru":"a"}}"#, "`!!` is no language tag"),
        (r#"{"id":7}"#, "this is no document: missing field `versions`"),
        ("42", "an object with `id` and `versions`"),
        ("{\"id\":", "this is no document"),
    ];
    let good = r#"{"id":"good","versions":{"en":"Good morning!","ru":["Доброе утро!"]}}"#;
    let lines: String = bad.iter().map(|(line, _)| format!("{line}\n")).collect();
    let input = format!("{lines}{good}");
    let test = Test::new();
    let answers =
        test.run_with("align --documents - --format jsonl", input.as_bytes()).succeeds().json();
    assert_eq!(answers.len(), bad.len() + 1);
    for ((line, said), answer) in bad.iter().zip(&answers) {
        let error = answer["error"].as_str().unwrap_or_default();
        assert!(error.contains(said), "{line}: {answer}");
    }
    assert_eq!(answers[bad.len()]["beads"].as_array().map(Vec::len), Some(1));
}

#[test]
fn more_than_three_versions_are_aligned_at_once() {
    let test = Test::new();
    test.with(versions()).file(
        "x.tr.txt",
        "İlham Aliyev Norveç Büyükelçisini kabul etti\n\n14 Şubat 2020, 11:30\n\n\
         Cumhurbaşkanı İlham Aliyev: Günaydın! Sizi gördüğüme sevindim. Ticaret 5 milyon dolar arttı.\n",
    );
    let beads =
        test.run("align --format jsonl x.en.txt x.ru.txt x.az.txt x.tr.txt").succeeds().json();
    let covered: u64 =
        beads.iter().map(|b| b["segments"]["tr"].as_array().unwrap().len() as u64).sum();
    assert!(covered >= 6, "the Turkish version is not covered: {beads:?}");
    assert!(beads[0]["pairs"]["az-tr"].is_array());
}

#[test]
fn a_bead_is_explained() {
    let test = Test::new();
    let [az, en, ru] = ["az", "en", "ru"].map(|lang| {
        format!("'{}'", repository(&format!("samples/2018-10-04-shaki.{lang}.txt")).display())
    });
    let command = format!("align {az} {en} {ru}");
    let said = test.run(&format!("{command} --explain 3")).succeeds();
    said.prints(&["az 3 = en 3", "en 3 = ru 3", "  names that sound alike"]);
    let lines = test.run(&format!("{command} --explain 3 --format jsonl")).succeeds().json();
    assert_eq!(lines[0]["number"], 3);
    assert_eq!(lines[0]["links"][0]["link"], serde_json::json!([[3], [3]]));
    let signals = lines[0]["links"][0]["signals"].as_object().unwrap();
    assert!(signals["words of the lexicon"].as_f64().unwrap() > 3.0, "{signals:?}");
    assert!(signals["the other versions link them"].as_f64().unwrap() > 1.0, "{signals:?}");
    assert!(!signals.contains_key("numbers and dates"), "{signals:?}");
    test.run(&format!("{command} --explain 99")).fails(&["there is no bead 99", "the beads"]);
}

#[test]
fn a_version_in_the_wrong_language_is_named() {
    let test = Test::new();
    let [(en, english), (ru, _), (az, azerbaijani)] = order(versions());
    test.file(en, english).file(az, azerbaijani);
    // The Russian file holds the English text, then the Azerbaijani one.
    for (text, seems) in [(english, "`en`"), (azerbaijani, "`az`")] {
        test.file(ru, text);
        test.run(&format!("align {en} {ru} {az} -o x.tmx")).succeeds().says(&[
            "named as `ru`, but its text seems to be in",
            seems,
            "x.ru.txt",
            "give the version in `ru`",
        ]);
    }
}

#[test]
fn versions_in_their_own_languages_are_no_news() {
    let test = Test::new();
    for name in ["2018-10-04-shaki", "2017-09-21-norway"] {
        let [az, en, ru] = ["az", "en", "ru"].map(|lang| {
            format!("'{}'", repository(&format!("samples/{name}.{lang}.txt")).display())
        });
        let said = test.run(&format!("align {az} {en} {ru} -o o.tmx")).succeeds().err;
        assert!(!said.contains("seems") && !said.contains("another text"), "{said}");
    }
}

#[test]
fn a_version_of_another_readout_is_named() {
    let test = Test::new();
    let [(en, english), (ru, russian), (az, _)] = order(versions());
    test.file(en, english).file(ru, russian).file(
        az,
        "Bakıda xalça sərgisi açılıb\n\nEkspozisiyaya qırx əsər daxildir. Kurator toxuculuq texnikasından \
         danışıb. Giriş sərbəstdir, muzey hər gün işləyir. Kataloq Parisdə çap olunub.",
    );
    test.run(&format!("align {en} {ru} {az}")).succeeds().says(&[
        "x.az.txt",
        "looks like another text",
        "see whether all files are versions of one readout",
    ]);
}

/// English, Russian, Azerbaijani.
fn order(files: [(&'static str, &'static str); 3]) -> [(&'static str, &'static str); 3] {
    ["en", "ru", "az"].map(|lang| files.into_iter().find(|(name, _)| name[2..4] == *lang).unwrap())
}
