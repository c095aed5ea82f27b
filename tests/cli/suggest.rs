use crate::transcript::Test;

#[test]
fn context_exact_and_fuzzy_matches_come_best_first() {
    let test = Test::workspace();
    test.file(
        "new.en.txt",
        "President Ilham Aliyev: Good morning! I am glad to see you. Trade grew by 7 million dollars.",
    );
    let lines = test.run("suggest new.en.txt --to ru,az --format jsonl").succeeds().json();
    assert_eq!(lines.len(), 4);
    let best = |n: usize| &lines[n]["matches"][0];
    assert_eq!(best(1)["kind"], "context");
    assert_eq!(best(1)["score"], 100);
    assert_eq!(best(1)["target"]["ru"], "Доброе утро!");
    assert_eq!(best(1)["target"]["az"], "Sabahınız xeyir!");
    assert_eq!(best(1)["origin"]["file"], "tmx/x.tmx");
    assert!(best(1)["origin"]["tuid"].is_string());
    assert_eq!(best(3)["score"], 85);
    let changed: Vec<&serde_json::Value> =
        best(3)["diff"].as_array().unwrap().iter().filter(|d| d["op"] != "equal").collect();
    assert_eq!(changed.len(), 1);
    assert_eq!((&changed[0]["match"], &changed[0]["new"]), (&"5".into(), &"7".into()));
    assert_eq!(best(3)["source"], "Trade grew by 5 million dollars.");
    assert!(lines[0]["fragments"].is_array() && lines[0]["terms"].is_array());
}

#[test]
fn one_memory_serves_every_direction() {
    let test = Test::workspace();
    test.file("n.az.txt", "Sizi görməyə şadam.").file("n.ru.txt", "Рад Вас видеть.");
    let line = &test.run("suggest n.az.txt --to en --format jsonl").succeeds().json()[0];
    assert_eq!(line["matches"][0]["target"]["en"], "I am glad to see you.");
    let line = &test.run("suggest n.ru.txt --to az-AZ --format jsonl").succeeds().json()[0];
    assert_eq!(line["matches"][0]["target"]["az-AZ"], "Sizi görməyə şadam.");
}

#[test]
fn a_segment_without_match_has_its_line_too() {
    let test = Test::workspace();
    test.file("n.en.txt", "Something that nobody has ever said about anything before.");
    let lines = test.run("suggest n.en.txt --format jsonl").succeeds().json();
    assert_eq!(lines[0]["matches"], serde_json::json!([]));
    test.run("suggest n.en.txt").succeeds().prints(&["no match"]);
}

#[test]
fn the_least_score_is_compared_unrounded() {
    let test = Test::workspace();
    test.file("n.en.txt", "Trade grew by 7 million dollars.");
    // One of seven tokens differs: 85.714… per cent.
    let count = |least: &str| {
        let command = format!("suggest n.en.txt --min-score {least} --format jsonl");
        test.run(&command).succeeds().json()[0]["matches"].as_array().unwrap().len()
    };
    assert_eq!((count("85.7"), count("85.8")), (1, 0));
}

#[test]
fn two_translations_of_one_sentence_are_both_shown_and_equal_ones_merged() {
    let unit = |tuid: &str, ru: &str| {
        format!(
            "<tu{tuid}><tuv xml:lang=\"en\"><seg>Thank you.</seg></tuv><tuv xml:lang=\"ru\"><seg>{ru}</seg></tuv></tu>"
        )
    };
    let tmx = format!(
        "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>{}{}{}</body></tmx>",
        unit(" tuid=\"a\"", "Спасибо."),
        unit("", "Благодарю."),
        unit(" tuid=\"c\"", "Спасибо."),
    );
    let test = Test::new();
    test.file("m.tmx", tmx).file("n.en.txt", "Thank you.");
    let line = &test.run("suggest n.en.txt --memory m.tmx --format jsonl").succeeds().json()[0];
    let matches = line["matches"].as_array().unwrap();
    assert_eq!(matches.len(), 2);
    let of = |ru: &str| matches.iter().find(|m| m["target"]["ru"] == ru).unwrap();
    assert_eq!(of("Спасибо.")["origins"].as_array().unwrap().len(), 2);
    assert_eq!(of("Благодарю.")["origin"]["tuid"], serde_json::Value::Null);
    assert_eq!(of("Благодарю.")["origin"]["unit"], 1);
}

#[test]
fn what_differs_is_marked_and_coloured_where_colours_are_wanted() {
    let test = Test::workspace();
    test.file("n.en.txt", "Trade grew by 7 million dollars.");
    test.run("suggest n.en.txt").succeeds().prints(&["[-5-]{+7+}"]);
    let plain = test.run("suggest n.en.txt").succeeds();
    assert!(!plain.out.contains('\u{1b}'), "colours in a pipe");
    test.run("suggest n.en.txt --color always").succeeds().prints(&["\u{1b}["]);
}

#[test]
fn a_concordance_finds_inflected_forms_in_any_language() {
    let test = Test::workspace();
    test.run("search посол").succeeds().prints(&["посла", "Ambassador", "səfirini"]);
    test.run("search SƏFİR").succeeds().prints(&["səfirini"]);
    let hits = test.run("search 'glad to see' --format jsonl").succeeds().json();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0]["spans"]["en"], serde_json::json!([[5, 16]]));
    test.run("search zeppelin").succeeds().prints_nothing().says(&["0 units"]);
}
