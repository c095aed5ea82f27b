use crate::transcript::Test;

#[test]
fn a_memory_is_counted_by_language() {
    let test = Test::workspace();
    let line = &test.run("tmx stats --format jsonl tmx/x.tmx").succeeds().json()[0];
    assert_eq!((&line["units"], &line["variants"]), (&6.into(), &18.into()));
    assert_eq!(line["languages"], serde_json::json!({"az": 6, "en": 6, "ru": 6}));
}

#[test]
fn a_refused_file_does_not_hide_the_others() {
    let test = Test::workspace();
    test.file("map.tmx", "<map version=\"1.10\"><tileset/></map>");
    let answer = test.run("tmx stats --format jsonl map.tmx tmx/x.tmx").fails(&["map.tmx:1"]);
    assert_eq!(answer.json()[0]["file"], "tmx/x.tmx");
}

#[test]
fn our_own_files_are_valid_and_faults_have_their_line() {
    let test = Test::workspace();
    test.run("tmx validate tmx/x.tmx").succeeds().prints_nothing();
    let broken = test.read("tmx/x.tmx").replacen(" segtype=\"sentence\"", "", 1);
    test.file("b.tmx", broken);
    let findings = test.run("tmx validate b.tmx --format jsonl").finds().json();
    assert_eq!((&findings[0]["severity"], &findings[0]["line"]), (&"error".into(), &4.into()));
}

#[test]
fn a_memory_is_converted_without_loss_and_for_a_tool() {
    let test = Test::workspace();
    test.run("tmx convert tmx/x.tmx copy.tmx").succeeds().says(&["read 6 units, wrote 6"]);
    test.run("tmx diff tmx/x.tmx copy.tmx").succeeds().says(&["6 the same"]);
    test.run("tmx convert tmx/x.tmx t.tmx --for trados --pair en-ru").succeeds();
    let line = &test.run("tmx stats --format jsonl t.tmx").succeeds().json()[0];
    assert_eq!(line["languages"], serde_json::json!({"en-US": 6, "ru-RU": 6}));
    test.run("tmx convert tmx/x.tmx t.tmx --pair en-US-az-Latn-AZ").succeeds();
    test.run("tmx convert tmx/x.tmx t.tmx --pair enru").fails(&["en-ru"]);
    test.run("tmx convert tmx/x.tmx t.tmx --for tradoss").fails(&["trados"]);
    test.run("tmx convert tmx/x.tmx dry.tmx --dry-run").succeeds().says(&["would write 6"]);
    assert!(!test.path("dry.tmx").exists());
}

#[test]
fn what_differs_between_two_memories_is_shown_word_by_word() {
    let test = Test::workspace();
    let new = test.read("tmx/x.tmx").replace("Рад Вас видеть.", "Рад видеть Вас.");
    test.file("new.tmx", new);
    test.run("tmx diff tmx/x.tmx new.tmx").finds().prints(&["[-", "{+"]).says(&["1 changed"]);
    let line = &test.run("tmx diff tmx/x.tmx new.tmx --format jsonl").finds().json()[0];
    assert_eq!(
        (&line["change"], &line["text"]["ru"]),
        (&"changed".into(), &"Рад видеть Вас.".into())
    );
}

#[test]
fn memories_are_merged_cleaned_filtered_and_retagged() {
    let test = Test::workspace();
    test.run("tmx merge tmx/x.tmx tmx/x.tmx -o two.tmx").succeeds();
    test.run("tmx clean two.tmx --duplicates -o one.tmx").succeeds().says(&["wrote 6"]);
    test.run("tmx filter one.tmx --regex млн -o f.tmx").succeeds().says(&["wrote 1"]);
    test.run("tmx filter one.tmx --regex '(' -o f.tmx").fails(&["regular expression"]);
    test.run("tmx retag one.tmx az=az-Latn-AZ -o r.tmx").succeeds();
    assert!(test.read("r.tmx").contains("xml:lang=\"az-Latn-AZ\""));
    test.run("tmx retag one.tmx az -o r.tmx").fails(&["OLD=NEW"]);
    test.run("tmx anonymize one.tmx -o a.tmx --notes").succeeds();
    assert!(!test.read("a.tmx").contains("<note>"));
}

#[test]
fn memories_go_through_pipes() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    let answer = test.run_with("tmx convert - -", tmx.as_bytes()).succeeds();
    assert_eq!(answer.out, tmx);
}

#[test]
fn a_broken_memory_is_repaired_when_asked() {
    let test = Test::workspace();
    let broken = test.read("tmx/x.tmx").replace("Доброе утро!", "Доброе&#x1F; утро!");
    test.file("b.tmx", broken);
    test.run("tmx convert b.tmx o.tmx").fails(&["--repair", "b.tmx:"]);
    assert!(!test.path("o.tmx").exists());
    test.run("tmx convert --repair b.tmx o.tmx").succeeds();
    assert!(test.read("o.tmx").contains("Доброе\u{fffd} утро!"));
}

#[test]
fn units_are_imported_once_and_all_or_nothing() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    test.file("x.tmx", &tmx);
    test.run("import x.tmx").fails(&["nothing was imported", "6 units read", "6 unchanged"]);
    test.file("more.tmx", tmx.replace("Доброе утро!", "С добрым утром!"));
    test.run("import more.tmx --dry-run").succeeds();
    assert!(!test.path("tmx/more.tmx").exists());
    test.run("import more.tmx").succeeds().says(&["1 new", "5 unchanged"]);
    assert!(test.read("tmx/more.tmx").contains("С добрым утром!"));
    let cut = &tmx.replace("Доброе утро!", "Доброго утра!")[..tmx.len() / 2];
    test.file("cut.tmx", cut);
    test.run("import cut.tmx").fails(&["cut.tmx"]);
    assert!(!test.path("tmx/cut.tmx").exists());
    let changed = tmx.replace("Доброе утро!", "Утро доброе!");
    test.file("x.tmx", changed);
    test.run("import x.tmx").succeeds().says(&["1 updated"]);
    test.run("stats").succeeds().prints(&["tmx/x.tmx: 6 units"]);
}

#[test]
fn what_is_typed_is_understood_or_explained() {
    let test = Test::workspace();
    for (date, left) in
        [("2020", 6), ("2020-02", 6), ("2020-02-14", 6), ("2020-03", 0), ("2021", 0)]
    {
        let command = format!("tmx filter --since {date} tmx/x.tmx -o f.tmx");
        test.run(&command).succeeds().says(&[&format!("wrote {left} to")]);
    }
    test.run("tmx filter --since 20x0 tmx/x.tmx").fails(&["`20x0` is no date", "2024-01"]);
    test.run("tmx convert tmx/x.tmx y.tmx --pair en-ru --srclang en").succeeds();
    test.run("tmx convert tmx/x.tmx y.tmx --pair en-ru --srclang ru")
        .fails(&["--pair says that `en` is the source", "leave --srclang out"]);
    test.run_with("tmx convert - y.tmx", b"en,ru\nYes.,\xd0\x94\xd0\xb0.\n")
        .fails(&["standard input", "--from csv"]);
    test.run_with("tmx convert - y.tmx", b"").fails(&["empty"]);
    test.run("import -").fails(&["the units need a name"]);
}

/// A comment above a unit belongs to it; what stands behind the last unit stays behind the last.
#[test]
fn comments_go_with_their_units_and_those_at_the_end_stay_there() {
    let test = Test::workspace();
    let file = |name: &str| {
        let unit = |id: &str| {
            format!(
                "<!-- above {id} -->\n<tu tuid=\"{id}\"><tuv xml:lang=\"en\"><seg>{id}</seg></tuv>\
                 <tuv xml:lang=\"ru\"><seg>да {id}</seg></tuv></tu>\n"
            )
        };
        let units = unit(&format!("{name}1")) + &unit(&format!("{name}2"));
        format!(
            "<tmx version=\"1.4\">\n<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n{units}<!-- end of {name} -->\n</body>\n<?root {name}?>\n</tmx>\n<!-- behind {name} -->\n"
        )
    };
    let order = |path: &str, words: &[&str]| {
        let text = test.read(path);
        let mut rest = text.as_str();
        for word in words {
            let at = rest.find(word);
            rest = &rest[at.unwrap_or_else(|| panic!("no `{word}` there in {path}:\n{text}"))..];
        }
    };
    test.file("a.tmx", file("a")).file("b.tmx", file("b"));
    let all = [
        "above a1",
        "\"a1\"",
        "above a2",
        "\"a2\"",
        "above b1",
        "\"b1\"",
        "above b2",
        "\"b2\"",
        "end of a",
        "end of b",
        "</body>",
        "<?root a?>",
        "<?root b?>",
        "</tmx>",
        "behind a",
        "behind b",
    ];
    test.run("tmx merge a.tmx b.tmx -o m.tmx").succeeds();
    order("m.tmx", &all);
    // The same name takes both files; a second time nothing is written twice.
    test.file("new/a.tmx", file("b"));
    test.run("import a.tmx new/a.tmx").succeeds().says(&["4 new"]);
    order("tmx/a.tmx", &all);
    test.file("new/a.tmx", file("b").replace("да b2", "нет b2"));
    test.run("import new/a.tmx").succeeds().says(&["1 updated"]);
    order("tmx/a.tmx", &all);
    assert_eq!(test.read("tmx/a.tmx").matches("end of b").count(), 1);
    test.run("tmx filter --regex a2 a.tmx -o f.tmx").succeeds();
    order("f.tmx", &["above a2", "\"a2\"", "end of a", "</body>", "<?root a?>", "behind a"]);
    assert!(!test.read("f.tmx").contains("above a1"));
    test.run("tmx split --by 1 a.tmx -o parts").succeeds();
    order("parts/0002.tmx", &["above a2", "\"a2\"", "end of a", "behind a"]);
    assert!(!test.read("parts/0001.tmx").contains("end of a"));
}

#[test]
fn nothing_is_lost_between_files_of_one_name_or_units_of_one_identifier() {
    let test = Test::workspace();
    let unit = |ru: &str| {
        format!(
            "<tu tuid=\"1\"><tuv xml:lang=\"en\"><seg>Yes.</seg></tuv><tuv xml:lang=\"ru\"><seg>{ru}</seg></tuv></tu>"
        )
    };
    let file = |units: &str| {
        format!(
            "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>{units}</body></tmx>"
        )
    };
    test.file("a/y.tmx", file(&(unit("Да.") + &unit("Ага."))))
        .file("b/y.tmx", file(&unit("Так точно.")));
    test.run("import a/y.tmx b/y.tmx").succeeds().says(&["3 new, 0 updated"]);
    test.run("stats").succeeds().prints(&["tmx/y.tmx: 3 units"]);
}

#[test]
fn the_memory_is_exported_for_a_tool_and_taken_back() {
    let test = Test::workspace();
    test.run("export --pair en-az --for trados -o o.tmx").succeeds().says(&["wrote 6 units"]);
    let line = &test.run("tmx stats --format jsonl o.tmx").succeeds().json()[0];
    assert_eq!(line["languages"], serde_json::json!({"az-Latn-AZ": 6, "en-US": 6}));
    test.run("tmx validate o.tmx").succeeds();
    test.run("export --since 2021-01-01 -o late.tmx").succeeds().says(&["wrote 0 units"]);
    test.run("export -o all.tmx").succeeds().says(&["wrote 6 units"]);
    test.run("import all.tmx").fails(&["6 unchanged"]);
}

#[test]
fn a_memory_is_cut_into_files() {
    let test = Test::workspace();
    test.run("tmx split tmx/x.tmx -o dry --dry-run").succeeds().says(&["would write 2 files"]);
    assert!(!test.path("dry").exists());
    test.run("tmx split tmx/x.tmx -o parts").succeeds().says(&["read 6 units, wrote 2 files"]);
    let line = &test.run("tmx stats --format jsonl parts/ru.tmx").succeeds().json()[0];
    assert_eq!(line["languages"], serde_json::json!({"en": 6, "ru": 6}));
    test.run("tmx split tmx/x.tmx -o sized --by 4").succeeds().says(&["wrote 2 files"]);
    assert_eq!(std::fs::read_dir(test.path("sized")).unwrap().count(), 2);
    test.run("tmx split tmx/x.tmx -o no --by colour").fails(&["prop:TYPE"]);
}

#[test]
fn findings_are_a_sarif_log_with_lines() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    test.file("a b.tmx", tmx.replacen(" segtype=\"sentence\"", "", 1));
    test.file("cut.tmx", &tmx[..tmx.len() / 2]);
    let log = test.run("tmx validate 'a b.tmx' cut.tmx --format sarif").fails(&["cut.tmx:"]).out;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<_> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|r| &r["id"]).collect();
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().all(|result| rules.contains(&&result["ruleId"])), "{results:?}");
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.tmx");
    assert_eq!(place["region"]["startLine"], 4);
    assert_eq!(results.last().unwrap()["ruleId"], "not-read");
}

#[test]
fn memories_are_merged_and_compared_through_pipes() {
    let test = Test::workspace();
    let old = test.read("tmx/x.tmx");
    let new = old.replace("Рад Вас видеть.", "Рад видеть Вас.");
    let answer = test.run_with("tmx diff tmx/x.tmx -", new.as_bytes()).finds();
    answer.says(&["1 changed", "5 the same"]);
    test.run_with("tmx diff - -", old.as_bytes()).fails(&["read once"]);
    let merged = test.run_with("tmx merge tmx/x.tmx - --keep all", new.as_bytes()).succeeds();
    assert!(merged.out.contains("Рад видеть Вас.") && merged.out.contains("x-origin-file\">-<"));
    merged.says(&["read 12 units, wrote 7"]);
    test.run_with("tmx diff tmx/x.tmx -", &old.as_bytes()[..old.len() / 2]).fails(&["-:"]);
}

#[test]
fn codes_and_regions_are_a_difference() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    test.file("coded.tmx", tmx.replace("Доброе утро!", "Доброе <ph x=\"1\"/>утро!"));
    test.run("import coded.tmx").succeeds().says(&["1 new", "5 unchanged"]);
    test.file("region.tmx", tmx.replace("xml:lang=\"en\"", "xml:lang=\"en-GB\""));
    test.run("import region.tmx").succeeds().says(&["6 new, 0 updated, 0 unchanged"]);
    test.file("same.tmx", tmx.replace("xml:lang=\"az\"", "xml:lang=\"az-Latn-AZ\""));
    test.run("import same.tmx").fails(&["6 unchanged"]);
}

#[test]
fn of_several_files_all_are_imported_or_none() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    test.file("good.tmx", tmx.replace("Доброе утро!", "С добрым утром!"));
    test.file("bad.tmx", &tmx[..tmx.len() / 2]);
    test.run("import good.tmx bad.tmx").fails(&["bad.tmx"]);
    assert!(!test.path("tmx/good.tmx").exists());
    test.file("taken.tmx", tmx.replace("Доброе утро!", "Добрый день!"));
    std::fs::create_dir(test.path("tmx/taken.tmx")).unwrap();
    test.run("import good.tmx taken.tmx").fails(&["taken.tmx"]);
    assert!(!test.path("tmx/good.tmx").exists());
}

/// Each process reads the memory, adds a unit to one file, and writes it: none may be lost.
#[test]
fn two_imports_at_once_lose_nothing() {
    let test = Test::workspace();
    let names: Vec<String> = (0..6).map(|n| format!("{n}/shared.tmx")).collect();
    for name in &names {
        let variant = |tag| format!("<tuv xml:lang=\"{tag}\"><seg>{name}</seg></tuv>");
        let unit = format!("<tu tuid=\"{name}\">{}{}</tu>", variant("en"), variant("ru"));
        test.file(name, format!("<tmx version=\"1.4\"><header/><body>{unit}</body></tmx>"));
    }
    std::thread::scope(|scope| {
        for name in &names {
            let test = &test;
            scope.spawn(move || test.run(&format!("import {name}")).succeeds().says(&["1 new"]));
        }
    });
    test.run("stats").succeeds().prints(&["tmx/shared.tmx: 6 units"]);
}

#[test]
fn an_export_can_be_tried_without_writing() {
    let test = Test::workspace();
    test.run("export -o o.tmx --dry-run").succeeds().says(&["would write 6 units"]);
    assert!(!test.path("o.tmx").exists());
}
