//! Many processes at once, killed at random moments: what was acknowledged is there, once, and
//! nothing is half done.

use crate::transcript::Test;
use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How many units there are at the beginning.
const UNITS: usize = 60;

fn tmx(units: impl Iterator<Item = (String, String)>) -> String {
    let unit = |(tuid, text): (String, String)| {
        format!(
            "<tu tuid=\"{tuid}\"><tuv xml:lang=\"en\"><seg>{text}</seg></tuv>\
             <tuv xml:lang=\"ru\"><seg>перевод {tuid}</seg></tuv></tu>\n"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header \
         creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
         adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>\n{}</body></tmx>\n",
        units.map(unit).collect::<String>()
    )
}

/// The units of the files that the journal changes, by their English texts, as it says they are.
fn by_the_journal(journal: &str) -> BTreeMap<(String, String), i64> {
    let english = |unit: &str| {
        let start = unit.find("<seg>").unwrap() + "<seg>".len();
        unit[start..start + unit[start..].find("</seg>").unwrap()].to_owned()
    };
    let mut units: BTreeMap<(String, String), i64> = (0..UNITS)
        .map(|n| (("tmx/seed.tmx".to_owned(), format!("Seed number {n} of many.")), 1))
        .collect();
    for line in journal.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        for change in line["changes"].as_array().into_iter().flatten() {
            let file = change["file"].as_str().unwrap();
            for (which, step) in [("before", -1), ("after", 1)] {
                if let Some(unit) = change[which].as_str() {
                    *units.entry((file.to_owned(), english(unit))).or_default() += step;
                }
            }
        }
    }
    units.retain(|_, number| *number != 0);
    units
}

#[test]
#[cfg(unix)]
fn nothing_is_lost_or_half_done_whoever_dies() {
    let test = Test::workspace();
    let seed = (0..UNITS).map(|n| (format!("s{n}"), format!("Seed number {n} of many.")));
    test.file("tmx/seed.tmx", tmx(seed));
    let start = |arguments: &[&str]| -> Child {
        Command::new(env!("CARGO_BIN_EXE_yaddash"))
            .args(arguments)
            .current_dir(test.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    // Deaths come while work is done, however fast the machine is.
    let begun = Instant::now();
    assert!(start(&["stats"]).wait().unwrap().success());
    let span = 3 * begun.elapsed();
    let mut random = fastrand::Rng::with_seed(6);
    let (mut killed, mut next, mut acknowledged) = (0, 0, BTreeMap::<String, usize>::new());
    let mut kept: Vec<(String, usize)> = Vec::new();
    for round in 0..14 {
        let mut unit = || {
            next += 1;
            format!("s{}", (next - 1) % UNITS)
        };
        let (edited, deleted, promoted) = (unit(), unit(), unit());
        let added = format!("en=Added in round {round} by hand.");
        let new = format!("en=Edited in round {round} by hand.");
        let (incoming, aligned) = (format!("in/i{round}.tmx"), format!("tmx/a{round}.tmx"));
        let units = (0..3).map(|n| (format!("i{n}"), format!("Imported {n} in round {round}.")));
        test.file(&incoming, tmx(units));
        let writers: [(&str, Vec<&str>); 7] = [
            ("add", vec!["memory", "add", &added, "ru=Добавлено."]),
            ("edit", vec!["memory", "edit", &edited, &new]),
            ("delete", vec!["memory", "delete", &deleted]),
            ("promote", vec!["memory", "promote", &promoted]),
            ("undo", vec!["memory", "undo"]),
            ("import", vec!["import", &incoming]),
            ("align", vec!["align", "x.en.txt", "x.ru.txt", "-o", &aligned]),
        ];
        let mut children: Vec<(&str, Child)> =
            writers.iter().map(|(what, arguments)| (*what, start(arguments))).collect();
        let readers = [start(&["search", "Seed", "--max", "3"]), start(&["stats"])];
        // Each of some is killed at a moment of its own.
        let begun = Instant::now();
        let mut doomed: Vec<(Duration, usize)> =
            (0..children.len()).map(|child| (span * random.u32(..1000) / 1000, child)).collect();
        doomed.retain(|_| random.bool());
        doomed.sort_unstable();
        for (moment, child) in doomed {
            std::thread::sleep(moment.saturating_sub(begun.elapsed()));
            let _ = children[child].1.kill();
        }
        for (what, mut child) in children {
            if !child.wait().unwrap().success() {
                killed += 1;
                continue;
            }
            *acknowledged.entry(what.to_owned()).or_default() += 1;
            match what {
                "import" => kept.push((format!("tmx/i{round}.tmx"), 3)),
                "align" => kept.push((aligned.clone(), 1)),
                _ => {}
            }
        }
        for reader in readers {
            let output = reader.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "a reader failed: {said}");
        }
    }
    assert!(killed > 10, "{killed}");
    for what in ["add", "edit", "delete", "promote", "undo", "import", "align"] {
        assert!(acknowledged.contains_key(what), "{what} never lived to its end");
    }
    // Whoever comes next finishes what is begun.
    test.run("memory add 'en=The last one.' 'ru=Последнее.'").succeeds();
    let journal = test.read("journal.jsonl");
    for (what, number) in &acknowledged {
        let line = format!("\"what\":\"{what}\"");
        let written = journal.lines().filter(|l| l.contains(&line)).count();
        let by_hand = !matches!(what.as_str(), "import" | "align");
        assert!(!by_hand || written >= *number, "{what}: {written} of {number}");
    }
    let units = by_the_journal(&journal);
    assert!(units.values().all(|&number| number == 1), "{units:?}");
    for file in ["tmx/seed.tmx", "tmx/working.tmx", "tmx/reviewed.tmx"] {
        let text = test.read(file);
        let of_file: Vec<&String> =
            units.keys().filter(|(name, _)| name == file).map(|(_, text)| text).collect();
        assert_eq!(text.matches("<tu ").count(), of_file.len(), "{file}");
        for unit in of_file {
            assert_eq!(text.matches(&format!("<seg>{unit}</seg>")).count(), 1, "{file}: {unit}");
        }
        test.run(&format!("tmx validate {file}")).succeeds();
    }
    for (file, least) in &kept {
        assert!(test.read(file).matches("<tu ").count() >= *least, "{file}");
        test.run(&format!("tmx validate {file}")).succeeds();
    }
    test.run("search Seed --max 1").succeeds();
}
