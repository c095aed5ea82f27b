//! Bad input: a clear error, status 2, nothing written.

use crate::transcript::{Test, repository, versions};

#[test]
fn what_is_no_text_is_named() {
    let test = Test::new();
    for (name, bytes, format) in [
        ("a.en.pdf", b"%PDF-1.7\n%\xe2\xe3".as_slice(), "PDF"),
        ("a.en.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), "Office"),
        ("a.en.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), "PNG"),
    ] {
        test.file(name, bytes);
        test.run(&format!("segment {name}")).fails(&[name, format, "help"]);
    }
    test.file("a.en.txt", b"\x00\x01\x02\x03\xff\xfe\x00\x00binary\x00\x00\x01\x02");
    test.run("segment a.en.txt").fails(&["a.en.txt"]);
}

#[test]
fn truncated_and_wrongly_encoded_files_are_refused() {
    let test = Test::new();
    let docx = std::fs::read(repository("samples/2024-09-10-climate.en.docx")).unwrap();
    test.file("t.en.docx", &docx[..docx.len() / 2]);
    test.run("segment t.en.docx").fails(&["t.en.docx"]);
    test.file("w.ru.txt", b"\xef\xbb\xbf\xcf\xf0\xe8\xe2\xe5\xf2");
    test.run("segment w.ru.txt").fails(&["w.ru.txt", "byte"]);
    test.file("l.ru.txt", "Привет");
    test.run("segment --encoding windos-1251 l.ru.txt").fails(&["windows-1251"]);
}

#[test]
fn empty_files_are_refused_by_name_where_text_is_needed() {
    let test = Test::workspace();
    test.file("e.ru.txt", "").file("e.en.txt", " \n\n");
    test.run("align x.en.txt e.ru.txt -o o.tmx").fails(&["e.ru.txt", "empty"]);
    assert!(!test.path("o.tmx").exists());
    test.run("suggest e.en.txt").fails(&["e.en.txt", "empty"]);
    test.run("check x.en.txt e.ru.txt").fails(&["e.ru.txt", "empty"]);
}

#[test]
fn versions_that_cannot_be_aligned_are_refused() {
    let test = Test::new();
    test.with(versions()).file("y.en.txt", "Another text.");
    test.run("align x.en.txt -o o.tmx").fails(&["x.en.txt", "one version"]);
    test.run("align x.en.txt y.en.txt -o o.tmx").fails(&["x.en.txt", "y.en.txt", "two versions"]);
    test.run("align x.en.txt nothing.ru.txt -o o.tmx").fails(&["nothing.ru.txt", "no such file"]);
    assert!(!test.path("o.tmx").exists());
}

#[test]
fn a_game_map_is_no_memory() {
    let test = Test::new();
    test.file(
        "map.tmx",
        "<?xml version=\"1.0\"?>\n<map version=\"1.10\" tiledversion=\"1.10.2\" width=\"4\"><tileset/></map>\n",
    )
    .file("n.en.txt", "Good morning!");
    test.run("suggest n.en.txt --memory map.tmx").fails(&["map.tmx:2", "Tiled"]);
    test.run("check map.tmx").fails(&["map.tmx:2"]);
}

#[test]
fn a_cut_off_memory_is_no_shorter_memory() {
    let test = Test::workspace();
    let tmx = test.read("tmx/x.tmx");
    let cut = tmx.rfind("</tu>").unwrap() + "</tu>".len();
    test.file("tmx/x.tmx", &tmx[..cut]).file("n.en.txt", "Good morning!");
    test.run("suggest n.en.txt").fails(&["tmx/x.tmx"]);
}

#[test]
fn misspelt_words_of_the_command_line_get_the_nearest() {
    let test = Test::new();
    test.file("n.en.txt", "Hello.");
    test.run("sugest n.en.txt").fails(&["suggest"]);
    test.run("suggest n.en.txt --min-scor 50").fails(&["--min-score"]);
    test.run("suggest n.en.txt --to rus").fails(&["`ru`"]);
    test.run("suggest n.en.txt --to rusian").fails(&["`ru`"]);
    test.run("check a b --rules nummer").fails(&["number"]);
    test.run("suggest n.en.txt --min-score 170").fails(&["0 to 100"]);
}

#[test]
fn outside_a_workspace_the_memory_must_be_named() {
    let test = Test::new();
    test.file("n.en.txt", "Hello.");
    test.run("suggest n.en.txt").fails(&["--memory", "yaddash init"]);
}

#[test]
fn a_broken_glossary_is_shown_with_its_line() {
    let test = Test::new();
    test.file("g.tsv", "id\ten\tru\n1\ta\tб\tв\n").file("A", "x").file("B", "y");
    test.run("check --parallel en=A ru=B --glossary g.tsv").fails(&["g.tsv:2"]);
    test.file("e.tsv", "");
    test.run("check --parallel en=A ru=B --glossary e.tsv").fails(&["e.tsv", "empty"]);
    test.file("B", "y\nz");
    test.run("check --parallel en=A ru=B").fails(&["lines"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let test = Test::new();
    test.file("long.en.txt", "One sentence. ".repeat(50_000));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_yaddash"))
        .args(["segment", "long.en.txt"])
        .current_dir(test.path(""))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_output_that_cannot_be_written_leaves_nothing_behind() {
    let test = Test::new();
    test.with(versions()).file("folder/keep", "");
    test.run("align x.en.txt x.ru.txt -o folder").fails(&["folder"]);
    let left: Vec<_> = std::fs::read_dir(test.path("")).unwrap().collect();
    assert_eq!(left.len(), 4, "{left:?}");
}

#[test]
fn every_error_says_what_to_do() {
    let test = Test::new();
    test.file("t.en.txt", "One. Two.");
    test.run("segment none.en.txt").fails(&["no such file", "none.en.txt", "help: check the name"]);
    test.run("align t.en.txt ru=t.en.txt -o t.en.txt/out.tmx")
        .fails(&["a part of the path is a file and no folder", "help:"]);
    let answer =
        test.run("segment --speaker-label split t.en.txt").fails(&["help:", "--speaker-labels"]);
    assert!(!answer.err.contains("tip:"), "{}", answer.err);
}

#[test]
fn versions_with_nothing_in_common_are_aligned_within_bounds() {
    let test = Test::new();
    let lines = |letters: &str, n: usize| -> String {
        let letters: Vec<char> = letters.chars().collect();
        (0..n).map(|k| format!("{}\n", letters[k * k % letters.len()])).collect()
    };
    test.file("one.en.txt", lines("abcdefghij", 6000)).file("one.ru.txt", lines("абвгдежзи", 6000));
    let beads =
        test.run("align one.en.txt one.ru.txt --pre-segmented --format jsonl").succeeds().json();
    let held: usize =
        beads.iter().map(|bead| bead["segments"]["en"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(held, 6000);
    // One version ten times as long as the other, and one text three times.
    test.file("long.ru.txt", lines("абвгдежзи", 2000)).file("short.en.txt", lines("abcdef", 200));
    test.run("align short.en.txt long.ru.txt --pre-segmented").succeeds();
    test.file("same.txt", "Good morning! How are you?\n\nWe came on 14 February 2020.\n");
    let same = test.run("align en=same.txt ru=same.txt az=same.txt --format jsonl").succeeds();
    assert_eq!(same.json().len(), 3);
}
