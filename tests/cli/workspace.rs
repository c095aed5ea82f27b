use crate::transcript::Test;

#[test]
fn init_makes_a_workspace_once() {
    let test = Test::new();
    test.run("init").succeeds();
    assert!(test.path("yaddash.toml").is_file());
    assert!(test.path("tmx").is_dir() && test.path("glossaries").is_dir());
    test.run("init").fails(&["workspace already"]);
    test.run("stats").succeeds();
}

#[test]
fn a_workspace_is_found_from_below() {
    let test = Test::workspace();
    test.file("deep/er/n.en.txt", "Good morning!");
    let here = test.path("deep/er");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_yaddash"))
        .args(["suggest", "n.en.txt"])
        .current_dir(here)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("Доброе утро!"));
}

#[test]
fn stats_count_units_and_concepts() {
    let test = Test::workspace();
    test.file("glossaries/g.tsv", "id\ten\tru\n1\tambassador\tпосол\n");
    test.run("stats").succeeds().prints(&["tmx/x.tmx: 6 units", "1 concept in en, ru"]);
    let line = &test.run("stats --format jsonl").succeeds().json()[0];
    assert_eq!((&line["units"], &line["languages"]["az"]), (&6.into(), &6.into()));
}

#[test]
fn the_index_may_be_deleted_at_any_time() {
    let test = Test::workspace();
    test.file("n.en.txt", "Good morning!");
    let before = test.run("suggest n.en.txt --format jsonl").succeeds().out;
    std::fs::remove_dir_all(test.path(".yaddash")).unwrap();
    assert_eq!(test.run("suggest n.en.txt --format jsonl").succeeds().out, before);
    assert_eq!(test.run("suggest n.en.txt --format jsonl --no-index").succeeds().out, before);
}

#[test]
fn help_completions_and_manual_are_there() {
    let test = Test::new();
    let help = test.run("--help").succeeds().out;
    let order = ["init", "segment", "align", "suggest", "search", "check", "terms", "stats"];
    let places: Vec<usize> =
        order.iter().map(|command| help.find(&format!("\n  {command} ")).unwrap()).collect();
    assert!(places.is_sorted(), "{help}");
    test.run("completions bash").succeeds().prints(&["_yaddash"]);
    test.run("man").succeeds().prints(&[".TH"]);
    test.run("man pages").succeeds();
    assert!(test.path("pages/yaddash-align.1").is_file());
}

#[test]
fn a_mistake_in_the_configuration_is_shown_with_its_line() {
    let test = Test::new();
    test.file("yaddash.toml", "source = \"en\"\nsorce = 1\n");
    test.run("stats").fails(&["yaddash.toml:2:1", "sorce", "help"]);
    test.file("yaddash.toml", "[check]\nnumbr = \"error\"\n").file("A", "x").file("B", "y");
    test.run("check --parallel en=A ru=B").fails(&["numbr", "number"]);
}
