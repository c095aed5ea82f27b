//! Where nothing more can be written: the file is named, nothing is lost and nothing half done.
#![cfg(unix)]

use crate::transcript::Test;

/// More than may be written.
fn memory(word: &str) -> String {
    let unit = |n: usize| {
        format!(
            "<tu tuid=\"{word}{n}\"><tuv xml:lang=\"en\"><seg>Sentence {n} of {word}.</seg></tuv>\
             <tuv xml:lang=\"ru\"><seg>Предложение {n} из {word}.</seg></tuv></tu>\n"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header \
         creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" \
         adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>\n{}</body></tmx>\n",
        (0..400).map(unit).collect::<String>()
    )
}

/// All files below the folder, but for the index.
fn files(test: &Test) -> Vec<(String, Vec<u8>)> {
    fn walk(folder: &std::path::Path, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            } else if !path.ends_with(".yaddash") {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&test.path(""), &mut found);
    found.sort();
    found
}

#[test]
fn what_cannot_be_written_is_named_and_nothing_is_lost() {
    let test = Test::new();
    test.run("init").succeeds();
    test.file("tmx/old.tmx", memory("old")).file("new.tmx", memory("new"));
    let before = files(&test);
    for (arguments, named) in [
        ("tmx convert new.tmx out.tmx", "out.tmx"),
        ("tmx convert new.tmx out.csv", "out.csv"),
        ("tmx convert new.tmx out.jsonl", "out.jsonl"),
        ("tmx convert new.tmx out.po", "out.po"),
        ("tmx convert new.tmx out.xlf", "out.xlf"),
        ("tmx convert new.tmx out.xlsx", "out.xlsx"),
        ("tmx merge new.tmx tmx/old.tmx -o out.tmx", "out.tmx"),
        ("tmx clean --duplicates new.tmx -o new.tmx", "new.tmx"),
        ("import new.tmx", "temporary file"),
        ("memory delete old7", "old.tmx"),
        ("memory edit old7 en=Seven", "old.tmx"),
    ] {
        let answer = test.run_on_a_full_disk(arguments);
        assert!(!answer.err.contains("panicked"), "{}", answer.err);
        answer.fails(&["File too large", named]);
        assert!(files(&test) == before, "{arguments} has left something behind");
    }
    // The index stays in memory, once the user is told, and is made later.
    test.run_on_a_full_disk("search 'Sentence 7'")
        .succeeds()
        .says(&["the index stays in memory"])
        .prints(&["Sentence 7 of old."]);
    test.run("search 'Sentence 7'").succeeds().prints(&["Sentence 7 of old."]);
    // What was refused does not happen later.
    test.run("memory add en=Yes. ru=Да.").succeeds();
    test.run("memory log").succeeds().prints(&["1 "]);
    assert!(test.read("tmx/old.tmx").contains("Sentence 7 of old."));
}
