//! `align --report`: the page for reviewing.

use crate::transcript::{Test, versions};

#[test]
fn the_page_shows_the_versions_side_by_side() {
    let test = Test::new();
    test.with(versions());
    test.run("align x.en.txt x.ru.txt x.az.txt --report review.html")
        .succeeds()
        .prints_nothing()
        .says(&["wrote the page review.html"]);
    let page = test.read("review.html");
    for part in [
        "<!DOCTYPE html>",
        "<title>Ilham Aliyev received Ambassador of Norway</title>",
        "name=\"viewport\"",
        "@media print",
        "<tr id=\"b3\"",
        "<td lang=\"ru\" dir=\"auto\" data-lang=\"ru\"><p><small>3</small> Доброе утро!</p></td>",
    ] {
        assert!(page.contains(part), "no {part} in\n{page}");
    }
    test.run("align x.en.txt x.ru.txt x.az.txt --report again.html -o x.tmx").succeeds();
    assert_eq!(test.read("again.html"), page);
}

#[test]
fn nothing_comes_from_elsewhere_and_text_is_no_markup() {
    let test = Test::new();
    test.file("a.en.txt", "<script>alert(\"1\" & '2')</script> is 5 < 6.\u{1}")
        .file("a.ru.txt", "<img src=x onerror=alert(1)> это 5 < 6.");
    test.run("align a.en.txt a.ru.txt --report r.html --title '<b>T</b>'").succeeds();
    let page = test.read("r.html");
    assert!(page.contains("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"));
    for part in ["<script", "<img", "<b>", "http:", "https:", "//", "url(", "@import", "\u{1}"] {
        assert!(!page.contains(part), "{part} in\n{page}");
    }
}

#[test]
fn doubtful_beads_come_first_and_can_be_reached() {
    let test = Test::new();
    test.file(
        "a.en.txt",
        "Good morning! The weather in Oslo was unusually cold yesterday. Thank you.",
    )
    .file("a.ru.txt", "Доброе утро! Спасибо.");
    test.run("align a.en.txt a.ru.txt --report r.html").succeeds();
    let page = test.read("r.html");
    let (list, table) = page.split_once("<table>").unwrap();
    assert!(list.contains("<li class=\"alone\"><a href=\"#b1\">1</a> no counterpart"));
    assert!(table.contains("<tr id=\"b1\" class=\"alone\">"));
}
