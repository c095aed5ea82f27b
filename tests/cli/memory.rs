//! Units changed by hand, and a journal that loses nothing.

use crate::transcript::Test;

#[test]
fn a_unit_added_is_found_edited_promoted_and_all_of_it_undone() {
    let test = Test::workspace();
    test.file("n.en.txt", "The sky is blue today.");
    let best = || {
        let line = &test.run("suggest n.en.txt --format jsonl").succeeds().json()[0];
        line["matches"][0].clone()
    };
    assert!(best().is_null());
    let added = "memory add 'en=The sky is blue today.' 'ru=Небо сегодня голубое.' --person Leyla";
    test.run(added).succeeds().prints(&["add tmx/working.tmx own-"]);
    assert_eq!(best()["target"]["ru"], "Небо сегодня голубое.");
    let tuid = best()["origin"]["tuid"].as_str().unwrap().to_owned();
    test.run(&format!("memory edit {tuid} 'ru=Небо сегодня синее.' 'az=Bu gün səma mavidir.'"))
        .succeeds()
        .prints(&["[-голубое-]{+синее+}", "Bu gün səma mavidir."]);
    assert_eq!(best()["target"]["az"], "Bu gün səma mavidir.");
    test.run(&format!("memory promote tmx/working.tmx:{tuid}")).succeeds();
    assert_eq!(best()["origin"]["file"], "tmx/reviewed.tmx");
    assert!(!test.read("tmx/working.tmx").contains("<tu"));
    test.run(&format!("memory delete {tuid}")).succeeds();
    assert!(best().is_null());
    test.run("memory undo").succeeds().says(&["undone: 4", "delete"]);
    assert_eq!(best()["origin"]["file"], "tmx/reviewed.tmx");
    test.run("memory undo 2").succeeds();
    assert_eq!(best()["target"]["ru"], "Небо сегодня голубое.");
    assert_eq!(best()["origin"]["file"], "tmx/working.tmx");
    test.run("memory undo").succeeds();
    assert!(best().is_null());
    test.run("memory undo").fails(&["nothing to undo"]);
    let log = test.run("memory log --format jsonl").succeeds().json();
    assert_eq!(log.len(), 8);
    assert_eq!(log[7]["person"], "Leyla");
    assert_eq!((&log[7]["what"], &log[7]["undone"]), (&"add".into(), &true.into()));
}

#[test]
fn what_cannot_be_done_says_why() {
    let test = Test::workspace();
    test.run("memory add 'en=One language'").fails(&["two languages", "help"]);
    test.run("memory add 'One language' ru=x").fails(&["names no language", "LANG=TEXT"]);
    test.run("memory add xx=a ru=b").fails(&["no such language"]);
    test.run("memory add en=a ru=b --to ../other.tmx").fails(&["workspace"]);
    test.run("memory edit nobody ru=x").fails(&["there is no unit `nobody`", "yaddash search"]);
    test.run("memory promote --from tmx/none.tmx").fails(&["tmx/none.tmx"]);
    assert!(!test.path("journal.jsonl").exists());
    let away = Test::new();
    away.run("memory add en=a ru=b").fails(&["here is none", "yaddash init"]);
}

#[test]
fn a_unit_that_changed_meanwhile_is_not_overwritten() {
    let test = Test::workspace();
    test.run("memory add 'en=The sky is blue.' 'ru=Небо голубое.'").succeeds();
    let text = test.read("tmx/working.tmx").replace("голубое", "синее");
    test.file("tmx/working.tmx", text);
    test.run("memory undo").fails(&["has changed since"]);
    assert!(test.read("tmx/working.tmx").contains("синее"));
}

#[test]
fn duplicates_and_statistics_count_what_is_there() {
    let test = Test::workspace();
    test.run("memory add 'en=Thank you.' ru=Спасибо.").succeeds();
    test.run("memory add 'en=Thank you.' ru=Спасибо.").succeeds();
    test.run("memory add 'en=Thank you.' ru=Благодарю.").succeeds();
    let groups = test.run("memory duplicates --format jsonl").succeeds().json();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0]["kind"], "identical");
    assert_eq!(groups[0]["units"].as_array().unwrap().len(), 2);
    assert_eq!(groups[1]["kind"], "translations");
    assert_eq!(groups[1]["units"].as_array().unwrap().len(), 3);
    let text = "Thank you. Trade grew by 7 million dollars. Nothing like it was ever said here.";
    test.file("n.en.txt", text);
    let lines = test.run("memory stats n.en.txt --format jsonl").succeeds().json();
    assert_eq!(lines[0]["words"]["ru"].as_u64().unwrap(), 5 + 4 + 3 + 2 + 3 + 6 + 3);
    assert_eq!(lines[1]["segments"], 3);
    assert_eq!(lines[1]["bands"]["exact"][0], 1);
    assert_eq!(lines[1]["bands"]["repaired"][1], 6);
    assert_eq!(lines[1]["bands"]["none"][0], 1);
    test.run("memory stats n.en.txt").succeeds().prints(&["2020-02", "repaired"]);
}

/// Many processes at once, killed at random moments: every unit whose adding was acknowledged is
/// there, once, and the memory is whole.
#[test]
#[cfg(unix)]
fn nothing_acknowledged_is_lost_when_writers_are_killed() {
    use std::process::{Command, Stdio};
    use std::time::Instant;
    let test = Test::workspace();
    let spawn = |worker: usize, round: usize| {
        Command::new(env!("CARGO_BIN_EXE_yaddash"))
            .args(["memory", "add"])
            .arg(format!("en=Sentence {round} of worker {worker}."))
            .arg(format!("ru=Предложение {round}, {worker}."))
            .current_dir(test.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let start = Instant::now();
    assert!(spawn(0, 99).wait().unwrap().success());
    let life = start.elapsed();
    let mut acknowledged = vec!["Sentence 99 of worker 0.".to_owned()];
    let mut killed = 0;
    for round in 0..12 {
        let mut children: Vec<_> = (0..6).map(|worker| (worker, spawn(worker, round))).collect();
        // The moment moves through the life of a writer, from its first on; six take longer than one.
        std::thread::sleep(life * round as u32 / 4);
        for (worker, child) in &mut children {
            if (*worker + round).is_multiple_of(2) {
                let _ = child.kill();
            }
        }
        for (worker, mut child) in children {
            if child.wait().unwrap().success() {
                acknowledged.push(format!("Sentence {round} of worker {worker}."));
            } else {
                killed += 1;
            }
        }
    }
    assert!(killed > 0 && acknowledged.len() > 1);
    test.run("memory log").succeeds();
    test.run("tmx validate tmx/working.tmx").succeeds();
    let text = test.read("tmx/working.tmx");
    for sentence in &acknowledged {
        assert_eq!(text.matches(sentence.as_str()).count(), 1, "{sentence}");
    }
    let journal = test.read("journal.jsonl");
    let written = journal.lines().filter(|line| line.contains("\"what\":\"add\"")).count();
    assert_eq!(text.matches("<tu ").count(), written);
    test.run("search Sentence --max 1").succeeds();
}
