//! Glossaries in the formats of other tools, and what our own tables say when they are wrong.

use std::path::{Path, PathBuf};
use yaddash::error::Kind;
use yaddash::glossary::{Case, Glossary, Status, TbxStyle, TbxVersion};
use yaddash::lang::Lang;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn samples(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_none_or(|end| end != "tsv"));
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(path: &Path) -> Glossary {
    let name = path.file_name().unwrap().to_str().unwrap();
    let (en, cs) = (lang("en"), lang("cs"));
    let bytes = std::fs::read(path).unwrap();
    Glossary::read(name, &bytes, Some((&en, &cs))).unwrap_or_else(|e| panic!("{name}: {e}")).0
}

#[test]
fn real_tbx_files_are_read() {
    let mut terms = Vec::new();
    for file in samples("tbx-samples") {
        let glossary = read(&file);
        assert!(!glossary.concepts.is_empty(), "{}", file.display());
        terms.extend(glossary.concepts.into_iter().flat_map(|concept| concept.terms));
    }
    let find = |text: &str| terms.iter().find(|term| term.text == text).unwrap();
    assert_eq!(find("clinician notification").part_of_speech.as_deref(), Some("noun"));
    assert_eq!(find("zvukový výstražný signál").gender.as_deref(), Some("masculine"));
    assert_eq!(find("데이터시트").lang, lang("KO"));
    assert_eq!(find("pumpa dell'olio").status, Status::Preferred);
}

#[test]
fn real_omegat_files_are_read() {
    for file in samples("glossaries-samples") {
        read(&file);
    }
    let file = samples("glossaries-samples")
        .into_iter()
        .find(|file| file.ends_with("libreoffice__glossary.txt"))
        .unwrap();
    let glossary = read(&file);
    let guide = glossary
        .concepts
        .iter()
        .find(|concept| concept.terms[0].text == "Getting Started Guide")
        .unwrap();
    assert_eq!(guide.terms_in(&lang("cs")).count(), 2);
    let deck = &glossary.concepts[0];
    assert_eq!(deck.note.as_deref(), Some("postranní lišta"));
}

#[test]
fn tables_come_back_as_they_were() {
    let table = "id\ten\tru\tru_alt\tru_forbidden\tru_forms\ttype\tnote\tdepartment\n\
                 01\tambassador\tпосол\tполпред\tпосланник|эмиссар\tпослица\ttitle\ta \"quoted\" note\tprotocol\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    let concept = &glossary.concepts[0];
    assert_eq!(concept.terms_in(&lang("ru-RU")).count(), 4);
    assert_eq!(concept.other, [("department".to_owned(), "protocol".to_owned())]);
    for delimiter in [b'\t', b',', b';'] {
        let written = glossary.to_table(delimiter);
        assert_eq!(Glossary::from_table("g", &written).unwrap(), glossary, "{written}");
    }
}

#[test]
fn tbx_comes_back_as_it_was() {
    let table = "id\ten\taz\taz_forbidden\tsubject\tdefinition\tnote\nt1\tR&D <x>\tBaş katib\tÜmumi katib\tlaw\td\tn\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    for (version, style) in [
        (TbxVersion::V2, TbxStyle::Attributes),
        (TbxVersion::V3, TbxStyle::Attributes),
        (TbxVersion::V3, TbxStyle::Tags),
    ] {
        let (written, lost) = glossary.to_tbx(version, style);
        assert!(lost.is_empty(), "{lost:?}");
        let (back, notices) = Glossary::read("g.tbx", written.as_bytes(), None).unwrap();
        assert_eq!(back, glossary, "{written}");
        assert!(notices.is_empty(), "{notices:?}");
    }
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let table = "en\tru\tru_forms\tru_exact\nUN\tООН\tООНовский\tyes\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    assert_eq!(glossary.to_tbx(TbxVersion::V3, TbxStyle::Tags).1.len(), 2);
    let (omegat, lost) = glossary.to_omegat(&lang("en"), &lang("ru"));
    assert_eq!(omegat, "UN\tООН\n");
    assert_eq!(lost.len(), 1);
}

#[test]
fn tables_of_memoq_and_multiterm_are_read() {
    let memoq = "Entry_ID;Entry_Subject;Entry_Note;English_United_States;Term_Info;Russian;Term_Info;Russian;Term_Info\n\
                 7;law;n;treaty;CaseInsense;договор;CaseSense;пакт;CasePermissive;HalfPrefix;;Forbidden\n";
    // memoQ quotes what holds the delimiter.
    let memoq = memoq.replace(
        "CasePermissive;HalfPrefix;;Forbidden",
        "\"CasePermissive;HalfPrefix;;Forbidden\"",
    );
    let glossary = Glossary::from_table("memoq.csv", &memoq).unwrap();
    let concept = &glossary.concepts[0];
    assert_eq!((concept.id.as_str(), concept.subject.as_deref()), ("7", Some("law")));
    let ru = lang("ru");
    let russian: Vec<_> = concept.terms_in(&ru).collect();
    assert_eq!((russian[0].status, russian[0].case), (Status::Preferred, Case::Sensitive));
    assert_eq!((russian[1].text.as_str(), russian[1].status), ("пакт", Status::Forbidden));

    let multiterm = "English,Azerbaijani,Definition\ntreaty,müqavilə,an agreement\n";
    let glossary = Glossary::from_table("multiterm.csv", multiterm).unwrap();
    assert_eq!(glossary.concepts[0].definition.as_deref(), Some("an agreement"));
    assert_eq!(glossary.languages.len(), 2);
}

#[test]
fn errors_name_line_and_column() {
    let place = |text: &str| {
        let error = Glossary::from_table("g.csv", text).unwrap_err();
        assert_eq!(error.kind(), Kind::Malformed, "{error}");
        let place = error.place().unwrap().clone();
        (place.line.unwrap(), place.column.unwrap())
    };
    assert_eq!(place("en,ru,en\na,b,c\n"), (1, 7));
    assert_eq!(place("en,ru\na,б\nb,в,г\n"), (3, 5));
    assert_eq!(place("name,number\na,b\n"), (1, 1));
    assert_eq!(place("en,ru_exact,ru\na,да нет,б\n"), (2, 3));
    assert_eq!(place("en,ru\na,\"б\nв,г\n"), (2, 3));
    assert!(Glossary::from_table("g.csv", "").is_err());
}

#[test]
fn a_file_without_languages_asks_for_them() {
    let error = Glossary::read("g.txt", b"deck\tkarta\n", None).unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert!(error.hint().is_some());
}
