//! Terms with forms that must be recognised and look-alikes that must not: written after the
//! grammars, by type of stem, and not after any text.
//!
//! The cases are in `recognition/`. A line is a term, the kind of its concept or `-`, its forms, and words that are none. Every
//! form that the paradigm prints must be recognised too.

use yaddash::glossary::forms::paradigm;
use yaddash::glossary::{Concept, Glossary, Matcher, Term};
use yaddash::lang::Lang;

fn matcher(term: &str, kind: Option<&str>, lang: &Lang) -> Matcher {
    let concept = Concept {
        terms: vec![Term::new(lang.clone(), term)],
        kind: kind.map(str::to_owned),
        ..Concept::default()
    };
    Matcher::new(&Glossary { concepts: vec![concept], languages: vec![lang.clone()] }, lang)
}

fn check(tag: &str, table: &str) {
    let lang = Lang::parse(tag).unwrap();
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let kind = Some(cells[1]).filter(|kind| *kind != "-");
        let matcher = matcher(cells[0], kind, &lang);
        let words = |at: usize| {
            let cell = cells.get(at).copied().unwrap_or("");
            cell.split(',').map(str::trim).filter(|word| !word.is_empty())
        };
        let takes =
            |form: &str| matcher.find(form).first().is_some_and(|hit| hit.span == (0..form.len()));
        // The possessive of English stands outside the term.
        let printed = paradigm(cells[0], &lang, kind);
        let own = printed.iter().filter(|form| tag != "en" || !form.label.contains("possessive"));
        for form in words(2).chain(own.map(|form| form.text.as_str())) {
            if !takes(form) {
                wrong.push(format!("{}: {form} is not recognised", cells[0]));
            }
        }
        for word in words(3) {
            if !matcher.find(word).is_empty() {
                wrong.push(format!("{}: {word} is taken for a form", cells[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn azerbaijani() {
    check("az", include_str!("recognition/azerbaijani.txt"));
}

#[test]
fn russian() {
    check("ru", include_str!("recognition/russian.txt"));
}

#[test]
fn english() {
    check("en", include_str!("recognition/english.txt"));
}

#[test]
fn abbreviations_by_their_reading() {
    let lang = Lang::parse("az").unwrap();
    for (abbreviation, case, wanted) in [
        ("ABŞ", "genitive", "ABŞ-ın"),
        ("MDB", "genitive", "MDB-nin"),
        ("MDB", "dative", "MDB-yə"),
        ("AŞ", "dative", "AŞ-yə"),
        ("AB", "genitive", "AB-nin"),
        ("QHT", "genitive", "QHT-nin"),
        ("TDT", "genitive", "TDT-nin"),
        ("SOCAR", "genitive", "SOCAR-ın"),
        ("FHN", "genitive", "FHN-in"),
        ("AMEA", "genitive", "AMEA-nın"),
        ("KXDR", "genitive", "KXDR-in"),
        ("ÜDM", "genitive", "ÜDM-in"),
        ("MM", "genitive", "MM-in"),
        ("QDİƏT", "genitive", "QDİƏT-in"),
        ("BTC", "genitive", "BTC-nin"),
        ("TANAP", "genitive", "TANAP-ın"),
        ("MSK", "genitive", "MSK-nın"),
        ("COP29", "genitive", "COP29-un"),
        ("COP29", "ablative", "COP29-dan"),
        ("G20", "dative", "G20-yə"),
    ] {
        let forms = paradigm(abbreviation, &lang, None);
        let form = forms.iter().find(|form| form.label == case).map(|form| form.text.as_str());
        assert_eq!(form, Some(wanted));
    }
}
