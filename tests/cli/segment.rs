use crate::transcript::{Test, repository};

#[test]
fn a_speaker_label_is_a_segment_of_its_own() {
    let test = Test::new();
    test.file("a.ru.txt", "Генеральный секретарь Владимир Норов: Доброе утро! Рад встрече.");
    let line = &test.run("segment --format jsonl a.ru.txt").succeeds().json()[0];
    assert_eq!(line["file"], "a.ru.txt");
    assert_eq!(line["lang"], "ru");
    let segments = line["segments"].as_array().unwrap();
    let texts: Vec<&str> = segments.iter().map(|s| s["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Генеральный секретарь Владимир Норов:", "Доброе утро!", "Рад встрече."]);
    assert_eq!(segments[0]["kind"], "speaker");
    assert_eq!(segments[1]["kind"], "sentence");
    let joined =
        &test.run("segment --format jsonl --speaker-labels joined a.ru.txt").succeeds().json()[0];
    assert_eq!(joined["segments"][0]["text"], "Генеральный секретарь Владимир Норов: Доброе утро!");
}

#[test]
fn segments_and_gaps_give_the_text_back() {
    for sample in ["2021-11-12-sco.az.txt", "2020-06-18-un.ru.txt"] {
        let path = repository("samples").join(sample);
        let text = std::fs::read_to_string(&path).unwrap();
        let test = Test::new();
        let line =
            &test.run(&format!("segment --format jsonl {}", path.display())).succeeds().json()[0];
        let mut at = 0;
        for segment in line["segments"].as_array().unwrap() {
            let (start, end) =
                (segment["start"].as_u64().unwrap(), segment["end"].as_u64().unwrap());
            let (start, end) = (start as usize, end as usize);
            assert!(text[at..start].trim().is_empty(), "a gap holds text: {:?}", &text[at..start]);
            assert_eq!(&text[start..end], segment["text"].as_str().unwrap());
            at = end;
        }
        assert!(text[at..].trim().is_empty());
    }
}

#[test]
fn an_empty_file_has_no_segments() {
    let test = Test::new();
    test.file("empty.en.txt", "").file("a.en.txt", "One. Two.");
    let lines = test.run("segment --format jsonl empty.en.txt a.en.txt").succeeds().json();
    assert_eq!(lines[0]["segments"], serde_json::json!([]));
    assert_eq!(lines[1]["segments"].as_array().unwrap().len(), 2);
}

#[test]
fn a_file_of_any_other_name_is_plain_text() {
    let test = Test::new();
    test.file("000.en", "One sentence. Another one.");
    let line = &test.run("segment --format jsonl 000.en").succeeds().json()[0];
    assert_eq!(line["lang"], "en");
    assert_eq!(line["segments"].as_array().unwrap().len(), 2);
}

#[test]
fn the_language_is_told_by_argument_then_name_then_text() {
    let test = Test::new();
    let text = "Prezident İlham Əliyev Norveçin səfirini qəbul edib. Görüş Bakıda keçirilib.";
    test.file("a.ru.txt", text).file("b", text);
    let lang = |command: &str| test.run(command).succeeds().json()[0]["lang"].clone();
    assert_eq!(lang("segment --format jsonl az=a.ru.txt"), "az");
    assert_eq!(lang("segment --format jsonl a.ru.txt"), "ru");
    assert_eq!(lang("segment --format jsonl b"), "az");
}

#[test]
fn windows_1251_is_guessed_aloud_and_can_be_named() {
    let test = Test::new();
    let (bytes, _, _) = encoding_rs::WINDOWS_1251
        .encode("Президент Ильхам Алиев принял посла Норвегии. Встреча прошла в Баку.");
    test.file("a.ru.txt", bytes);
    test.run("segment a.ru.txt").succeeds().says(&["windows-1251"]).prints(&["принял посла"]);
    test.run("segment --encoding windows-1251 a.ru.txt").succeeds().prints(&["принял посла"]);
}

#[test]
fn html_gives_the_article_and_nothing_else() {
    let page = repository("samples/2019-04-26-eu.en.html");
    let test = Test::new();
    let shown = test.run(&format!("segment --text {}", page.display())).succeeds();
    assert!(!shown.out.contains("cookie"), "{}", shown.out);
    let first = shown.out.lines().next().unwrap();
    let selected = test.run(&format!("segment --text --selector h1 {}", page.display())).succeeds();
    assert_eq!(selected.out.trim(), first);
}

#[test]
fn standard_input_is_read_as_a_file() {
    let test = Test::new();
    let lines = test.run_with("segment --format jsonl en=-", b"One. Two.").succeeds().json();
    assert_eq!(lines[0]["segments"].as_array().unwrap().len(), 2);
}

#[test]
fn lines_that_are_segments_already_stay_as_they_are() {
    let test = Test::new();
    test.file("a.en.txt", "One. Two.\nThree.\n\nFour.\n");
    let line = &test.run("segment --format jsonl --pre-segmented a.en.txt").succeeds().json()[0];
    let blocks: Vec<u64> =
        line["segments"].as_array().unwrap().iter().map(|s| s["block"].as_u64().unwrap()).collect();
    assert_eq!(blocks, [0, 0, 1]);
}

#[test]
fn the_rules_are_given_away_as_srx_and_cut_alike() {
    let test = Test::new();
    let srx = test.run("segment --export-srx az").succeeds().out;
    test.file("az.srx", srx).file("a.az.txt", "S.Ə. Quliyev gəlib. Görüş 2020-ci ildə keçirilib.");
    let ours = test.run("segment --format jsonl a.az.txt").succeeds().json();
    let theirs = test.run("segment --format jsonl --srx az.srx a.az.txt").succeeds().json();
    assert_eq!(ours[0]["segments"], theirs[0]["segments"]);
}

#[test]
fn a_translators_exception_wins_and_is_explained() {
    let test = Test::new();
    test.run("init").succeeds();
    test.file("a.ru.txt", "Это сделал т.н. Клуб друзей спорта. Он велик.");
    test.file("yaddash.toml", "[segment.ru]\nbreak_after = [\"т.н.\"]\n");
    test.run("segment --explain a.ru.txt").succeeds().prints(&["┃"]);
    let cut = test.run("segment --format jsonl a.ru.txt").succeeds().json();
    assert_eq!(cut[0]["segments"][0]["text"], "Это сделал т.н.");
}
