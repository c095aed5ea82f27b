//! What the memory teaches `align`, in languages of which the seed knows nothing.

use crate::transcript::{Test, versions};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const WORDS: [(&str, &str); 6] = [
    ("Garten", "jardin"),
    ("Brücke", "pont"),
    ("Wolke", "nuage"),
    ("Schlüssel", "clef"),
    ("Fenster", "vitre"),
    ("Hund", "chien"),
];

/// Units in which every two of the words stand together.
fn memory(words: &[(&str, &str)]) -> String {
    let mut units = String::new();
    for (n, a) in words.iter().enumerate() {
        for b in &words[..n] {
            units += &format!(
                "<tu><tuv xml:lang=\"de\"><seg>{} und {}.</seg></tuv>\
                 <tuv xml:lang=\"fr\"><seg>{} et {}.</seg></tuv></tu>\n",
                a.0, b.0, a.1, b.1
            );
        }
    }
    format!(
        "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"t\" \
         creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"de\" \
         datatype=\"plaintext\"/><body>{units}</body></tmx>"
    )
}

const TAUGHT: &str = "words that the texts or the memory teach";

fn readout() -> Test {
    let test = Test::new();
    test.file("a.de.txt", "Der Garten war alt.\nEine Wolke kam.\nKein Schlüssel passte.\n")
        .file(
            "a.fr.txt",
            "Le jardin vieillissait.\nIl y avait un nuage.\nAucune clef ne tournait.\n",
        )
        .file("memory.tmx", memory(&WORDS));
    test
}

#[test]
fn the_memory_teaches_words() {
    let test = readout();
    let before = test.run("align a.de.txt a.fr.txt --explain 1").succeeds();
    assert!(!before.out.contains(TAUGHT), "{}", before.out);
    for again in ["the first time", "from what is kept"] {
        let after = test.run("align a.de.txt a.fr.txt --explain 1 --memory memory.tmx").succeeds();
        assert!(after.out.contains(TAUGHT), "{again}: {}", after.out);
    }
    // Another memory at the same place teaches something else.
    test.file("memory.tmx", memory(&WORDS[3..]));
    let other = test.run("align a.de.txt a.fr.txt --explain 1 --memory memory.tmx").succeeds();
    assert!(!other.out.contains(TAUGHT), "{}", other.out);
    test.run("align a.de.txt a.fr.txt --memory nowhere.tmx").fails(&["nowhere.tmx"]);
}

#[test]
fn what_is_kept_may_be_damaged_or_gone() {
    let test = readout();
    test.run("init").succeeds();
    test.file("tmx/m.tmx", memory(&WORDS));
    let align = || test.run("align a.de.txt a.fr.txt --format jsonl").succeeds().out;
    let first = align();
    assert!(test.path(".yaddash/lessons").exists());
    test.file(".yaddash/lessons", "nonsense");
    assert_eq!(align(), first);
    std::fs::remove_dir_all(test.path(".yaddash")).unwrap();
    assert_eq!(align(), first);
    let without = test.run("align a.de.txt a.fr.txt --format jsonl --no-index").succeeds().out;
    assert_eq!(without, first);
}

#[test]
fn a_readout_does_not_teach_itself() {
    let test = Test::workspace();
    let first = test.read("tmx/x.tmx");
    test.run("align x.en.txt x.ru.txt x.az.txt -o tmx/x.tmx").succeeds();
    assert_eq!(test.read("tmx/x.tmx"), first);
}

#[test]
fn a_broken_memory_stops_no_alignment() {
    let test = Test::workspace();
    test.file("tmx/broken.tmx", "<tmx version=\"1.4\"><header/><body><tu>");
    test.run("align x.en.txt x.ru.txt x.az.txt -o tmx/y.tmx").succeeds().says(&[
        "the memory teaches nothing",
        "tmx/broken.tmx",
        "wrote 6 units",
    ]);
    for (name, text) in versions() {
        test.file(&format!("archive/{name}"), text);
    }
    test.run("align --dir archive -o tmx --force")
        .succeeds()
        .says(&["the memory teaches nothing", "1 aligned"]);
}

/// A run that was killed goes on with what the memory taught when it began, so that its result
/// is that of a run that was never stopped.
#[test]
fn a_stopped_archive_goes_on_with_what_it_knew() {
    let test = readout();
    test.run("init").succeeds();
    let text = |name: &str| test.read(name);
    test.file("archive/a.de.txt", text("a.de.txt")).file("archive/a.fr.txt", text("a.fr.txt"));
    test.file("tmx/m.tmx", memory(&WORDS[3..]));
    test.run("align --dir archive -o whole").succeeds().says(&["1 aligned"]);
    let left = || {
        let files = std::fs::read_dir(test.path(".yaddash")).unwrap().flatten();
        files.filter(|f| f.file_name().to_string_lossy().starts_with("archive-")).count()
    };
    assert_eq!(left(), 0, "a run that came to its end leaves nothing");
    let mut child = Command::new(env!("CARGO_BIN_EXE_yaddash"))
        .args(["align", "--dir", "archive", "-o", "out", "--embed-command", "sleep 5"])
        .current_dir(test.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while left() == 0 && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(left(), 1);
    // In the meantime the memory has learned the words of the readout.
    test.file("tmx/m.tmx", memory(&WORDS));
    test.run("align --dir archive -o out").succeeds().says(&["1 aligned"]);
    assert_eq!(test.read("out/a.tmx"), test.read("whole/a.tmx"));
    assert_eq!(left(), 0);
    test.run("align --dir archive -o out --redo").succeeds().says(&["1 aligned"]);
    assert_ne!(test.read("out/a.tmx"), test.read("whole/a.tmx"));
}
