use crate::transcript::Test;

const TABLE: &str = "id\ten\tru\tru_forbidden\taz\tdefinition\nc1\tSecretary General\tГенеральный секретарь\tгенсек\tBaş katib\thead of a body\n";

#[test]
fn a_term_base_goes_through_every_format() {
    let test = Test::new();
    test.file("g.tsv", TABLE);
    for (from, to) in [
        ("g.tsv", "g.tbx"),
        ("g.tbx", "g.xlsx"),
        ("g.xlsx", "g.csv"),
        ("g.csv", "2.tbx --as tbx2"),
        ("2.tbx", "back.tsv"),
    ] {
        test.run(&format!("terms import {from} -o {to}"))
            .succeeds()
            .says(&["wrote 1 concept, 4 terms (en, ru, az)"]);
    }
    assert_eq!(test.read("back.tsv"), TABLE);
    test.run("terms import g.tsv -o back.tsv").fails(&["there already", "--replace"]);
    test.run("terms import g.tsv -o back.tsv --replace --dry-run").succeeds().says(&["would"]);
    let tags = test.run("terms import g.tsv -o - --as tbx --style dct --dialect min").succeeds();
    assert!(tags.out.contains("<min:administrativeStatus>"), "{}", tags.out);
    assert!(tags.err.contains("TBX-Min does not hold definition (1)"), "{}", tags.err);
}

#[test]
fn the_workspace_takes_a_term_base_and_gives_it_back() {
    let test = Test::workspace();
    test.file("deck.txt", "deck\tпалуба\n");
    test.run("terms import deck.txt").fails(&["no header row", "--pair en-ru"]);
    test.run("terms import deck.txt --pair en-ru").succeeds().says(&["glossaries/deck.tsv"]);
    test.file("t.en.txt", "Two decks.");
    test.run("terms find t.en.txt").succeeds().prints(&["decks"]);
    test.file("glossaries/g.tsv", TABLE);
    test.run("terms export -o all.txt").fails(&["two languages", "--pair en-ru"]);
    test.run("terms export -o all.txt --pair en-ru").succeeds().says(&["does not hold"]);
    let lines =
        "deck\tпалуба\nSecretary General\tГенеральный секретарь\thead of a body; not: генсек\n";
    assert_eq!(test.read("all.txt"), lines);
    test.run("terms export -o all.doc").fails(&["does not tell its format", "--as"]);
    test.run("terms export -o all.csv --as memoq").succeeds();
    assert!(test.read("all.csv").starts_with("Entry_ID,Entry_Subject,Entry_Note,English"));
}

#[test]
fn terms_are_proposed_from_the_memory() {
    let test = Test::workspace();
    let mut texts = [String::new(), String::new()];
    for (en, ru) in [
        ("The peace treaty was signed today.", "Мирный договор сегодня подписан."),
        ("A peace treaty is being prepared.", "Готовится мирный договор."),
        ("They discussed the peace treaty.", "Они обсудили мирный договор между странами."),
    ] {
        texts[0] += &format!("{en}\n");
        texts[1] += &format!("{ru}\n");
    }
    test.file("a.en.txt", &texts[0]).file("a.ru.txt", &texts[1]);
    test.run("align a.en.txt a.ru.txt -o tmx/a.tmx").succeeds();
    let answer = test.run("terms extract --to ru").succeeds();
    assert!(answer.out.starts_with("en,ru,count,ru_agreement,en_example,ru_example\n"));
    assert!(answer.out.contains("peace treaty,мирный договор,3,1.00,The peace"), "{}", answer.out);
    // What is edited is a glossary; what it holds is not proposed again.
    test.run("terms extract --to ru -o glossaries/new.csv").succeeds();
    let again = test.run("terms extract --to ru").succeeds();
    assert!(!again.out.contains("peace treaty"), "{}", again.out);
    assert!(again.err.contains("known already"), "{}", again.err);
    test.run("terms extract --from fr").fails(&["no segments in the source language"]);
}
