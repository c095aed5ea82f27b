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
    let total = |filter: &str| test.run(&format!("search Aliyev {filter}")).succeeds().err;
    assert!(total("--since 2020-02-14T11:30").contains("2 units"));
    assert!(total("--since 2020-02-14T11:31").contains("0 units"));
    assert!(total("--until 2020-02-14").contains("0 units"));
    assert!(total("--until 2020-02-15 --file x.tmx").contains("2 units"));
    assert!(total("--file y.tmx").contains("0 units"));
    assert!(total("--person nobody").contains("0 units"));
    test.run("search --regex 'Ambas+ador|trade'").succeeds().says(&["2 units"]);
    test.run("search zeppelin").succeeds().prints_nothing().says(&["0 units"]);
}

#[test]
fn numbers_that_differ_are_put_into_the_translation() {
    let test = Test::workspace();
    test.file("n.en.txt", "3 march 2021, 9:00\n\nTrade grew by 7 million dollars.");
    let lines = test.run("suggest n.en.txt --format jsonl").succeeds().json();
    let date = &lines[0]["matches"][0];
    assert_eq!((&date["kind"], &date["difference"]), (&"repaired".into(), &"numbers".into()));
    assert_eq!(date["target"]["ru"], "14 февраля 2020, 11:30");
    assert_eq!(date["repaired"]["ru"]["text"], "3 марта 2021, 9:00");
    assert_eq!(date["repaired"]["az"]["text"], "3 mart 2021, 9:00");
    assert_eq!(date["repaired"]["az"]["spans"][0], serde_json::json!([0, 1]));
    let trade = &lines[1]["matches"][0];
    assert_eq!(trade["repaired"]["ru"]["text"], "Товарооборот вырос на 7 млн долларов.");
    assert_eq!(trade["difference"], "numbers");
    test.run("suggest n.en.txt")
        .succeeds()
        .prints(&["85 % repaired, only numbers differ", "{+3+} {+марта+} {+2021+}, {+9+}:{+00+}"]);
}

#[test]
fn a_term_that_differs_is_put_in_and_terms_stand_in_the_form_of_the_match() {
    let test = Test::workspace();
    test.file(
        "glossaries/g.tsv",
        "id\ten\tru\taz\n1\tNorway\tНорвегия\tNorveç\n2\tItaly\tИталия\tİtaliya\n",
    );
    test.file("n.en.txt", "Ilham Aliyev received Ambassador of Italy");
    let line = &test.run("suggest n.en.txt --format jsonl").succeeds().json()[0];
    let best = &line["matches"][0];
    assert_eq!(best["kind"], "repaired");
    assert_eq!(best["repaired"]["az"]["text"], "İlham Əliyev İtaliyanın səfirini qəbul edib");
    assert_eq!(best["repaired"]["ru"]["text"], "Ильхам Алиев принял посла Италии");
    test.file("n.en.txt", "Ilham Aliyev received the Ambassador of Norway");
    let line = &test.run("suggest n.en.txt --to ru,az --format jsonl").succeeds().json()[0];
    assert_eq!(line["terms"][0]["target"]["ru"], "Норвегии");
    assert_eq!(line["terms"][0]["target"]["az"], "Norveçin");
}

#[test]
fn a_name_that_differs_is_put_in_where_the_memory_shows_its_form() {
    let test = Test::workspace();
    for (en, ru, az) in [
        (
            "The talks were held in Kazakhstan today.",
            "Сегодня переговоры прошли в Казахстане.",
            "Danışıqlar bu gün Qazaxıstanda keçirilib.",
        ),
        (
            "He had liked Kazakhstan before.",
            "Раньше ему нравился Казахстан.",
            "Əvvəllər Qazaxıstan onun xoşuna gəlirdi.",
        ),
        ("An exhibition opened in Baku.", "Выставка открылась в Баку.", "Bakıda sərgi açılıb."),
        ("He liked Baku very much.", "Ему очень понравился Баку.", "Onun Bakı çox xoşuna gəldi."),
    ] {
        test.run(&format!("memory add 'en={en}' 'ru={ru}' 'az={az}'")).succeeds();
    }
    test.file("n.en.txt", "The talks were held in Baku today.");
    let line = &test.run("suggest n.en.txt --to ru,az --format jsonl").succeeds().json()[0];
    let best = &line["matches"][0];
    assert_eq!(best["kind"], "repaired");
    assert_eq!(best["repaired"]["ru"]["text"], "Сегодня переговоры прошли в Баку.");
    assert_eq!(best["repaired"]["az"]["text"], "Danışıqlar bu gün Bakıda keçirilib.");
    // Nothing shows how Lisbon is written.
    test.file("n.en.txt", "The talks were held in Lisbon today.");
    let line = &test.run("suggest n.en.txt --to ru,az --format jsonl").succeeds().json()[0];
    assert_eq!(line["matches"][0]["kind"], "fuzzy");
}

#[test]
fn parts_of_a_segment_that_the_memory_knows_are_shown_with_their_translation() {
    let test = Test::workspace();
    test.file(
        "n.en.txt",
        "Yesterday in Baku Ilham Aliyev received Ambassador of Norway and others too.",
    );
    let line = &test.run("suggest n.en.txt --to ru --format jsonl").succeeds().json()[0];
    assert_eq!(line["matches"], serde_json::json!([]));
    let fragment = &line["fragments"][0];
    assert_eq!(fragment["text"], "Ilham Aliyev received Ambassador of Norway");
    let unit = &fragment["units"][0];
    assert_eq!(unit["span"], serde_json::json!([0, 42]));
    let target = unit["target"]["ru"].as_str().unwrap();
    let span = |n: usize| unit["spans"]["ru"][n].as_u64().unwrap() as usize;
    assert!(target[span(0)..span(1)].starts_with("Ильхам Алиев"), "{unit}");
    test.run("suggest n.en.txt").succeeds().prints(&["fragment", "[Ilham Aliyev received"]);
}

#[test]
fn penalties_reorder_and_say_so() {
    let test = Test::workspace();
    test.run("memory add 'en=Good morning!' 'ru=С добрым утром!' --to tmx/old.tmx").succeeds();
    test.file("n.en.txt", "Good morning!");
    let order = || {
        let line = test.run("suggest n.en.txt --to ru --format jsonl").succeeds().json().remove(0);
        let matches = line["matches"].as_array().unwrap().clone();
        (matches[0]["target"]["ru"].as_str().unwrap().to_owned(), matches)
    };
    assert_eq!(order().0, "С добрым утром!", "the newest first");
    let config = test.read("yaddash.toml") + "\n[suggest.penalties]\n\"tmx/old.tmx\" = 5\n";
    test.file("yaddash.toml", config);
    let (first, matches) = order();
    assert_eq!(first, "Доброе утро!");
    assert_eq!(matches[1]["score"], 100);
    assert_eq!(matches[1]["penalty"]["percent"], 5.0);
    assert_eq!(matches[1]["penalty"]["reason"], "tmx/old.tmx");
    test.run("suggest n.en.txt").succeeds().prints(&["5 % taken off (tmx/old.tmx)"]);
}

#[test]
fn of_many_readouts_one_that_cannot_be_read_does_not_stop_the_others() {
    let test = Test::workspace();
    test.file("a.en.txt", "Good morning!").file("b.en.txt", "I am glad to see you.");
    let answer = test.run("suggest --batch a.en.txt none.en.txt b.en.txt --format jsonl");
    let answer = answer.fails(&["none.en.txt", "1 of 3 files could not be read"]);
    let files: Vec<String> =
        answer.json().iter().map(|line| line["file"].as_str().unwrap().to_owned()).collect();
    assert_eq!(files, ["a.en.txt", "b.en.txt"]);
    test.run("suggest --batch a.en.txt b.en.txt").succeeds().says(&["2 files: 2 segments"]);
}

#[test]
fn the_context_is_stored_and_survives_export_in_every_direction() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    assert!(tmx.contains("<prop type=\"prev\">President Ilham Aliyev:</prop>"), "{tmx}");
    assert!(tmx.contains("<prop type=\"next\">I am glad to see you.</prop>"), "{tmx}");
    assert!(tmx.contains("<prop type=\"file\">x.en.txt</prop>"), "{tmx}");
    // The unit alone, without its neighbours in the file.
    test.run("tmx filter tmx/x.tmx -o alone.tmx --regex 'Good morning'").succeeds();
    test.file("n.en.txt", "Good morning! I am glad to see you.");
    let kind = |memory: &str, file: &str| {
        let command = format!("suggest {file} --format jsonl {memory}");
        test.run(&command).succeeds().json()[0]["matches"][0]["kind"].clone()
    };
    assert_eq!(kind("--memory alone.tmx", "n.en.txt"), "context");
    test.file("n.az.txt", "Sabahınız xeyir! Sizi görməyə şadam.");
    assert_eq!(kind("", "n.az.txt"), "context");
    test.file("other.en.txt", "Good morning! It is raining.");
    assert_eq!(kind("--memory alone.tmx", "other.en.txt"), "exact");
    assert_eq!(kind("", "other.en.txt"), "exact");
}
