//! `align --anchors`: beads that a translator fixes.

use crate::transcript::{Test, versions};
use serde_json::json;
use std::collections::HashSet;

const ALIGN: &str = "align x.en.txt x.ru.txt x.az.txt --format jsonl --anchors anchors";

fn with(anchors: &str) -> Test {
    let test = Test::new();
    test.with(versions()).file("anchors", anchors);
    test
}

fn segments(test: &Test, command: &str) -> Vec<serde_json::Value> {
    test.run(command).succeeds().json().into_iter().map(|bead| bead["segments"].clone()).collect()
}

#[test]
fn an_anchor_is_obeyed_and_the_rest_aligned_around_it() {
    // A bead that nobody would make, of three segments against one.
    let test = with(r#"{"segments":{"en":[3,4,5],"ru":[3],"az":[3,4]}}"#);
    let beads = test.run(ALIGN).succeeds().json();
    let fixed = beads.iter().find(|bead| bead["segments"]["en"] == json!([3, 4, 5])).unwrap();
    assert_eq!(fixed["segments"], json!({"en":[3,4,5],"ru":[3],"az":[3,4]}));
    assert_eq!(fixed["confidence"], 1.0);
    assert_eq!(beads[0]["segments"], json!({"en":[0],"ru":[0],"az":[0]}));
    for lang in ["en", "ru", "az"] {
        let all: Vec<u64> = beads
            .iter()
            .flat_map(|bead| bead["segments"][lang].as_array().unwrap().clone())
            .map(|number| number.as_u64().unwrap())
            .collect();
        assert_eq!(all, [0, 1, 2, 3, 4, 5], "{lang}");
    }
}

#[test]
fn a_version_that_is_not_named_is_free_and_an_empty_one_is_not() {
    let test = with(concat!(
        r#"{"segments":{"en":[3],"ru":[4]}}"#,
        "\n\n",
        r#"{"segments":{"en":[5],"ru":[],"az":[]}}"#
    ));
    let beads = segments(&test, ALIGN);
    let of = |number: u64| beads.iter().find(|b| b["en"] == json!([number])).unwrap();
    assert_eq!(of(3)["ru"], json!([4]));
    assert_eq!(*of(5), json!({"en":[5],"ru":[],"az":[]}));
}

#[test]
fn all_of_an_alignment_can_be_given_back() {
    let test = with("");
    let beads = test.run(ALIGN).succeeds().out;
    test.file("anchors", &beads);
    let again = test.run(ALIGN).succeeds();
    let strip = |bead: &serde_json::Value| (bead["segments"].clone(), bead["text"].clone());
    let first: Vec<_> = beads.lines().map(|l| strip(&serde_json::from_str(l).unwrap())).collect();
    assert_eq!(again.json().iter().map(strip).collect::<Vec<_>>(), first);
}

#[test]
fn a_block_elsewhere_is_reported_as_moved() {
    let test = with(concat!(
        r#"{"segments":{"en":[3],"ru":[5],"az":[3]}}"#,
        "\n",
        r#"{"segments":{"en":[4],"ru":[3],"az":[4]}}"#,
        "\n",
        r#"{"segments":{"en":[5],"ru":[4],"az":[5]}}"#,
        "\n"
    ));
    let beads = test.run(ALIGN).succeeds().json();
    let of = |number: u64| beads.iter().find(|b| b["segments"]["en"] == json!([number])).unwrap();
    assert_eq!((&of(3)["moved"], &of(3)["segments"]["ru"]), (&json!(true), &json!([5])));
    assert_eq!((&of(4)["moved"], &of(4)["segments"]["ru"]), (&json!(null), &json!([3])));
    assert_eq!(of(5)["segments"]["ru"], json!([4]));
}

#[test]
fn a_corrected_memory_fixes_what_it_says() {
    let test = with("");
    test.run("align x.en.txt x.ru.txt x.az.txt -o x.tmx").succeeds();
    // The translator joins two units in a CAT tool, which knows nothing of segment numbers.
    let tmx = test.read("x.tmx");
    let one = "<seg>Good morning!</seg>";
    assert!(tmx.contains(one));
    let joined = "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"en\"/><body><tu>\
        <tuv xml:lang=\"en\"><seg>Good morning! I am glad  to see you.</seg></tuv>\
        <tuv xml:lang=\"ru\"><seg>Доброе утро! Рад Вас видеть.</seg></tuv>\
        <tuv xml:lang=\"az\"><seg>Sabahınız xeyir! Sizi görməyə şadam.</seg></tuv></tu>\
        <tu><tuv xml:lang=\"en\"><seg>Something else.</seg></tuv>\
        <tuv xml:lang=\"ru\"><seg>Нечто иное.</seg></tuv></tu></body></tmx>";
    test.file("joined.tmx", joined);
    let command = ALIGN.replace("--anchors anchors", "--anchors joined.tmx");
    test.run(&command).succeeds().says(&["stands in no version", "joined.tmx:1"]);
    assert!(segments(&test, &command).contains(&json!({"en":[3,4],"ru":[3,4],"az":[3,4]})));
    let whole = segments(&test, &ALIGN.replace("--anchors anchors", "--anchors x.tmx"));
    assert_eq!(whole, segments(&test, ALIGN.split(" --anchors").next().unwrap()));
}

#[test]
fn what_cannot_be_obeyed_is_refused_with_its_line() {
    for (anchors, said) in [
        (
            "\n{\"segments\":{\"en\":[9],\"ru\":[0]}}",
            &["anchors:2", "no segment 9 in `en`", "6 segments"][..],
        ),
        ("{\"segments\":{\"en\":[0,2],\"ru\":[0]}}", &["anchors:1", "do not follow one another"]),
        (
            "{\"segments\":{\"en\":[0],\"ru\":[0]}}\n{\"segments\":{\"en\":[0,1],\"ru\":[1]}}",
            &["anchors:2", "segments of `en` are in two anchors", "the other one is at anchors:1"],
        ),
        ("{\"segments\":{\"tr\":[0],\"ru\":[0]}}", &["no version in `tr`"]),
        ("{\"segments\":{\"en\":[],\"ru\":[]}}", &["holds no segment"]),
        ("{\"segments\":{\"en\":[18446744073709551615]}}", &["anchors:1"]),
        ("{\"beads\":1}", &["this is no bead", "{\"segments\""]),
        ("en 3 = ru 3", &["anchors:1", "this is no bead", "{\"segments\""]),
        ("<tmx", &["anchors:1"]),
    ] {
        with(anchors).run(ALIGN).fails(said);
    }
}

#[test]
fn anchors_hold_for_two_and_for_four_versions() {
    let test = with(r#"{"segments":{"en":[3,4],"ru":[3]}}"#);
    let two = segments(&test, &ALIGN.replace(" x.az.txt", ""));
    assert!(two.contains(&json!({"en":[3,4],"ru":[3]})), "{two:?}");
    test.file("x.tr.txt", versions()[2].1);
    let four = segments(&test, &ALIGN.replace("x.az.txt", "x.az.txt x.tr.txt"));
    assert!(four.iter().any(|b| b["en"] == json!([3, 4]) && b["ru"] == json!([3])), "{four:?}");
}

/// As many as a long text has, and every one of them out of order.
#[test]
fn anchors_that_all_cross_are_all_obeyed() {
    const ALL: usize = 3000;
    let text = |word: &str| (0..ALL).map(|n| format!("{word} {n}.\n")).collect::<String>();
    let bead = |n: usize| json!({"en": [n], "ru": [ALL - 1 - n], "az": [n]});
    let anchors = |n: usize| format!("{}\n", json!({"segments": bead(n)}));
    let test = Test::new();
    test.file("x.en.txt", text("Number")).file("x.ru.txt", text("Номер"));
    test.file("x.az.txt", text("Nömrə")).file("anchors", (0..ALL).map(anchors).collect::<String>());
    let found = segments(&test, &format!("{ALIGN} --pre-segmented"));
    assert_eq!(found.len(), ALL);
    let found: HashSet<String> = found.iter().map(ToString::to_string).collect();
    assert!((0..ALL).all(|n| found.contains(&bead(n).to_string())));
}
