//! `align --embed-command`: programs that keep the protocol, and programs that do not.

use crate::transcript::{Test, repository, versions};

/// A program that answers with a vector of the letters it reads; Azerbaijani and Russian are
/// given to it as they are. `answer` makes the line for a request `r` with the vector `v`.
fn program(answer: &str) -> String {
    format!(
        "import sys, json\n\
         open('calls', 'a').write('start\\n')\n\
         batch = []\n\
         for line in sys.stdin:\n\
         \x20   if line.strip():\n\
         \x20       batch.append(json.loads(line))\n\
         \x20       continue\n\
         \x20   open('calls', 'a').write('%d\\n' % len(batch))\n\
         \x20   for r in batch:\n\
         \x20       v = [float(len(r['text'])), 1.0 + r['text'].count(' '), 1.0]\n\
         \x20       {answer}\n\
         \x20   batch = []\n\
         \x20   sys.stdout.flush()\n"
    )
}

const RIGHT: &str = "print(json.dumps({'id': r['id'], 'vector': v}))";
const ALIGN: &str =
    "align x.en.txt x.ru.txt x.az.txt --format jsonl --embed-command 'python3 p.py'";

fn with(answer: &str) -> Test {
    let test = Test::new();
    test.with(versions()).file("p.py", program(answer));
    test
}

#[test]
fn a_program_is_asked_once_for_each_text() {
    let test = with(RIGHT);
    let first = test.run(ALIGN).succeeds().json();
    assert_eq!(first.len(), 6);
    // In each language six segments, five groups of two and four of three.
    assert_eq!(test.read("calls"), "start\n15\n15\n15\n");
    // The second time the cache knows.
    assert_eq!(test.run(ALIGN).succeeds().json(), first);
    assert_eq!(test.read("calls"), "start\n15\n15\n15\n");
    test.run(&format!("{ALIGN} --no-index")).succeeds();
    assert_eq!(test.read("calls"), "start\n15\n15\n15\nstart\n15\n15\n15\n");
}

#[test]
fn of_strange_languages_words_are_asked_for_too() {
    let test = with(RIGHT);
    test.file("x.de.txt", "Der Gipfel lag im Nebel.\nWir warteten im Biwak.\n")
        .file("x.fr.txt", "Le sommet était dans le brouillard.\nNous attendions au bivouac.\n");
    let align = "align x.de.txt x.fr.txt --format jsonl --embed-command 'python3 p.py'";
    test.run(align).succeeds();
    // Two segments and one group of two; four German words of four letters, seven French ones.
    assert_eq!(test.read("calls"), "start\n7\n10\n");
    // Segments that are fixed as one bead have the words of both.
    test.file("anchors", r#"{"segments": {"de": [0, 1], "fr": [0, 1]}}"#);
    let beads = test.run(&format!("{align} --anchors anchors")).succeeds().json();
    assert_eq!(beads.len(), 1, "{beads:?}");
}

#[test]
fn vectors_are_explained() {
    let test = with(RIGHT);
    let explained = |command: &str| -> Vec<String> {
        let lines = test.run(&format!("{command} --explain 3")).succeeds().json();
        let links = lines[0]["links"].as_array().unwrap().iter();
        links.flat_map(|l| l["signals"].as_object().unwrap().keys().cloned()).collect()
    };
    let vectors = |signals: &[String]| signals.iter().any(|s| s == "vectors: how alike");
    let with_them = explained(ALIGN);
    assert!(vectors(&with_them), "{with_them:?}");
    assert!(with_them.iter().any(|s| s == "lengths"), "{with_them:?}");
    let without = explained("align x.en.txt x.ru.txt x.az.txt --format jsonl");
    assert!(!vectors(&without) && !without.is_empty(), "{without:?}");
    // The program was asked once: to align and to explain the same vectors serve.
    assert_eq!(test.read("calls"), "start\n15\n15\n15\n");
}

#[test]
fn a_damaged_cache_is_noticed() {
    let test = with(RIGHT);
    test.run(ALIGN).succeeds();
    let folder = test.path("cache/yaddash/embeddings");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[30] ^= 0xff;
    std::fs::write(&file, bytes).unwrap();
    test.run(ALIGN).succeeds().says(&["the cache of vectors is damaged", ".vectors"]);
    assert_eq!(test.read("calls"), "start\n15\n15\n15\nstart\n1\n");
}

#[test]
fn what_goes_wrong_is_said() {
    for (answer, said) in [
        ("sys.exit('no memory left')", &["ended before", "exit status 1", "no memory left"][..]),
        ("print('hello')", &["no vector but `hello", "docs/embed.md"]),
        ("print(json.dumps({'id': 99, 'vector': v}))", &["segment 99, which was not asked"]),
        ("print(json.dumps({'id': 0, 'vector': v}))", &["answered twice for segment 0"]),
        ("print(json.dumps({'id': r['id'], 'vector': []}))", &["an empty vector"]),
        (
            "print(json.dumps({'id': r['id'], 'vector': v * (1 + r['id'])}))",
            &["6 numbers came after one of 3"],
        ),
        ("print(json.dumps({'id': r['id'], 'vector': [float('nan')]}))", &["p.py` failed"]),
        ("print(json.dumps({'id': r['id'], 'vector': [1e300]}))", &["no number"]),
    ] {
        let test = with(answer);
        test.run(ALIGN).fails(said);
    }
    let test = with("import time; time.sleep(60)");
    test.run(&format!("{ALIGN} --embed-timeout 1")).fails(&["did not answer within 1 s", "flush"]);
    let test = with(RIGHT);
    let align = |command: &str| format!("align x.en.txt x.ru.txt --embed-command {command}");
    test.run(&align("nowhere/program")).fails(&["there is no program `nowhere/program`"]);
    test.run(&align("' '")).fails(&["the embedding command is empty"]);
}

#[test]
fn an_archive_and_documents_use_it_too() {
    let test = with(RIGHT);
    test.file("archive/y.en.txt", "Good morning!").file("archive/y.ru.txt", "Доброе утро!");
    test.run("align --dir archive -o tmx --embed-command 'python3 p.py'").succeeds();
    assert_eq!(test.read("calls"), "start\n1\n1\n");
}

/// An archive does not wait for a program that hangs once for every readout.
#[test]
fn a_program_that_keeps_failing_is_given_up() {
    let test = with("sys.exit('no memory left')");
    for name in ["a", "b", "c", "d", "e"] {
        test.file(&format!("archive/{name}.en.txt"), format!("Good morning, {name}!"))
            .file(&format!("archive/{name}.ru.txt"), format!("Доброе утро, {name}!"));
    }
    test.run("align --dir archive -o tmx --embed-command 'python3 p.py'").fails(&[
        "no memory left",
        "failed 3 times and was given up",
        "5 of 5 readouts could not be aligned",
    ]);
    assert_eq!(test.read("calls").matches("start").count(), 3);
}

/// The adapter for sentence-transformers keeps the protocol; a stub stands for the library.
#[test]
fn the_adapter_for_sentence_transformers_keeps_the_protocol() {
    let test = with(RIGHT);
    test.file(
        "sentence_transformers.py",
        "class SentenceTransformer:\n\
         \x20   def __init__(self, name):\n\
         \x20       assert name == 'sentence-transformers/LaBSE'\n\
         \x20   def encode(self, texts, normalize_embeddings, show_progress_bar):\n\
         \x20       return [[len(text), 1, 0] for text in texts]\n",
    );
    let adapter = repository("examples/embed_sentence_transformers.py");
    let command = format!(
        "align x.en.txt x.ru.txt --format jsonl --embed-command 'python3 {}'",
        adapter.display()
    );
    let beads = test.run_where("PYTHONPATH", ".", &command).succeeds().json();
    assert_eq!(beads.len(), 6);
}
