//! Glossaries in the formats of other tools, and what our own tables say when they are wrong.

use std::path::{Path, PathBuf};
use yaddash::error::Kind;
use yaddash::glossary::{Case, Glossary, Status, Target, TbxDialect, TbxStyle, TbxVersion, Term};
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
        let (written, lost) = glossary.to_tbx(version, style, TbxDialect::Basic);
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
    let (_, lost) = glossary.to_tbx(TbxVersion::V3, TbxStyle::Tags, TbxDialect::Basic);
    assert_eq!(lost.len(), 2);
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

/// The glossary without what no format promises to keep: the order of a concept's languages and
/// of a term's further data.
fn in_order(mut glossary: Glossary) -> Glossary {
    glossary.languages.sort();
    for concept in &mut glossary.concepts {
        concept.terms.sort_by(|a, b| (&a.lang, a.status).cmp(&(&b.lang, b.status)));
        concept.terms.iter_mut().for_each(|term| term.other.sort());
        concept.other.sort();
    }
    glossary
}

/// Every format in which everything that a real file says comes back.
fn lossless() -> Vec<(&'static str, Target)> {
    let tbx2 = Target::Tbx {
        version: TbxVersion::V2,
        style: TbxStyle::Attributes,
        dialect: TbxDialect::Basic,
    };
    vec![
        ("g.tsv", Target::Table { delimiter: b'\t' }),
        ("g.csv", Target::Table { delimiter: b',' }),
        ("g.csv", Target::Table { delimiter: b';' }),
        ("g.xlsx", Target::Xlsx),
        ("g.tbx", tbx2),
    ]
}

#[test]
fn real_files_come_back_from_every_format_that_holds_everything() {
    for file in samples("tbx-samples").into_iter().chain(samples("glossaries-samples")) {
        let glossary = read(&file);
        for (name, target) in lossless() {
            if glossary.concepts.is_empty() {
                continue; // A file of remarks only.
            }
            let (bytes, mut lost) = glossary.write(target, None).unwrap();
            let (mut back, _) = Glossary::read(name, &bytes, None).unwrap();
            if let Target::Tbx { .. } = target {
                // XML allows no identifier that begins with a digit, and that is said.
                lost.retain(|notice| !notice.message.starts_with("identifiers that XML"));
                for (ours, theirs) in back.concepts.iter_mut().zip(&glossary.concepts) {
                    if ours.id == format!("c{}", theirs.id) {
                        ours.id.clone_from(&theirs.id);
                    }
                }
            }
            assert!(lost.is_empty(), "{}: {lost:?}", file.display());
            let same = in_order(back) == in_order(glossary.clone());
            assert!(same, "{} as {target:?}", file.display());
        }
    }
}

#[test]
fn what_the_dialects_of_version_3_leave_out_is_said_and_nothing_else_is_lost() {
    let file =
        samples("tbx-samples").into_iter().find(|f| f.ends_with("mihnita__medtronic_TBX.tbx"));
    let glossary = read(&file.unwrap());
    let texts = |glossary: &Glossary| -> Vec<String> {
        let concepts = in_order(glossary.clone()).concepts;
        concepts.into_iter().flat_map(|c| c.terms).map(|term| term.text).collect()
    };
    for dialect in [TbxDialect::Basic, TbxDialect::Min, TbxDialect::Core] {
        for style in [TbxStyle::Attributes, TbxStyle::Tags] {
            let (written, lost) = glossary.to_tbx(TbxVersion::V3, style, dialect);
            let message = &lost[0].message;
            assert!(message.contains("transferComment (28)"), "{message}");
            let is_small = |name: &str| message.contains(name) == (dialect != TbxDialect::Basic);
            assert!(is_small("definition (") && is_small("modification ("), "{message}");
            assert_eq!(message.contains("partOfSpeech ("), dialect == TbxDialect::Core);
            let (back, notices) = Glossary::read("g.tbx", written.as_bytes(), None).unwrap();
            assert!(notices.is_empty(), "{notices:?}");
            let is_term = |n: &str| glossary.concepts.iter().any(|c| c.id == n);
            assert!(back.concepts.iter().all(|c| is_term(&c.id)));
            // A forbidden term is not written where it cannot be said that it is one.
            let mut sayable = glossary.clone();
            if dialect == TbxDialect::Core {
                let may_be_used = |term: &Term| term.status != Status::Forbidden;
                sayable.concepts.iter_mut().for_each(|c| c.terms.retain(may_be_used));
            }
            assert_eq!(texts(&back), texts(&sayable));
            // What is written once is written the same again.
            let (again, lost) = back.to_tbx(TbxVersion::V3, style, dialect);
            assert!(lost.is_empty(), "{lost:?}");
            assert_eq!(again, written);
        }
    }
}

#[test]
fn other_tools_tables_come_back_with_what_they_hold() {
    let table = "id\ten-US\ten-US_case\tru\tru_alt\tru_forbidden\tru_exact\tsubject\tdefinition\tnote\tru_term_context\n\
                 7\ttreaty\tyes\tдоговор\tсоглашение\tпакт\tno|no|yes\tlaw\ta bond\tsay so\tДоговор, подписанный вчера\n\
                 9\tenvoy\t\tпосланник\t\t\t\t\t\t\t\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    let (memoq, lost) = glossary.write(Target::MemoQ, None).unwrap();
    assert!(lost.is_empty(), "{lost:?}");
    let text = String::from_utf8(memoq.clone()).unwrap();
    assert!(text.contains("English_United_States,Term_Info"), "{text}");
    assert!(text.contains("пакт,CasePermissive;Exact;;Forbidden"), "{text}");
    let (back, _) = Glossary::read("m.csv", &memoq, None).unwrap();
    let mut expected = glossary.clone();
    // memoQ defines an entry in each language.
    expected.concepts[0].definition = None;
    expected.concepts[0].other.push(("en-US_definition".to_owned(), "a bond".to_owned()));
    // Its table does not tell preferred from admitted: the order does.
    expected.concepts[0].terms[2].status = Status::Admitted;
    assert_eq!(back, expected);

    let (multiterm, lost) = glossary.write(Target::MultiTerm, None).unwrap();
    assert!(lost[0].message.contains("that a term is exact, how case is compared"), "{lost:?}");
    let (back, _) = Glossary::read("m.csv", &multiterm, None).unwrap();
    for concept in &mut expected.concepts {
        concept.terms.iter_mut().for_each(|term| (term.exact, term.case) = (false, Case::Auto));
    }
    expected.concepts[0].definition = Some("a bond".to_owned());
    expected.concepts[0].other.clear();
    assert_eq!(back, expected, "{}", String::from_utf8(multiterm).unwrap());
}

#[test]
fn omegat_gets_a_line_for_each_approved_pair() {
    let table = "en\tru\tru_alt\tru_forbidden\tnote\taz\nforeign ministry\tМИД\tминистерство\tинодел\tshort\tXİN\nUN\t\t\t\t\tBMT\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    let (en, ru) = (lang("en"), lang("ru"));
    let (bytes, lost) = glossary.write(Target::OmegaT, Some((&en, &ru))).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text,
        "foreign ministry\tМИД\tshort; not: инодел\nforeign ministry\tминистерство\tshort; not: инодел\n"
    );
    assert!(lost[0].message.contains("without a term in both en and ru (1)"), "{lost:?}");
    assert!(glossary.write(Target::OmegaT, None).unwrap_err().hint().is_some());
}

#[test]
fn regions_of_one_language_stay_apart() {
    let table = "en-US\ten-GB\tru\nprogram\tprogramme\tпрограмма\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    for (name, target) in lossless() {
        let (bytes, _) = glossary.write(target, None).unwrap();
        let (back, _) = Glossary::read(name, &bytes, None).unwrap();
        assert_eq!(back.languages, glossary.languages);
        assert_eq!(back.concepts[0].terms, glossary.concepts[0].terms);
    }
}

#[test]
fn a_broken_workbook_is_an_error() {
    let glossary = Glossary::from_table("g.tsv", "en\tru\nUN\tООН\n").unwrap();
    let bytes = glossary.to_xlsx().unwrap();
    assert_eq!(bytes, glossary.to_xlsx().unwrap(), "the same glossary, the same bytes");
    for cut in [4, 40, bytes.len() / 2, bytes.len() - 10] {
        let error = Glossary::read("g.xlsx", &bytes[..cut], None).unwrap_err();
        assert_eq!(error.kind(), Kind::Malformed);
        assert!(error.hint().is_some());
    }
    // A header row that is wrong is found by its row.
    let table = "id\tname\n";
    let wrong = Glossary::from_table("g.tsv", table).unwrap_err();
    assert_eq!(wrong.place().unwrap().line, Some(1));
}

#[test]
fn a_forbidden_term_is_never_written_as_an_approved_one() {
    let table = "id\ten\tru\tru_forbidden\n1\tSecretary General\tГенеральный секретарь\tгенсек\n";
    let glossary = Glossary::from_table("g.tsv", table).unwrap();
    for dialect in [TbxDialect::Basic, TbxDialect::Min, TbxDialect::Core] {
        for style in [TbxStyle::Attributes, TbxStyle::Tags] {
            let (written, lost) = glossary.to_tbx(TbxVersion::V3, style, dialect);
            let (back, _) = Glossary::read("g.tbx", written.as_bytes(), None).unwrap();
            let status = |text: &str| {
                let terms = back.concepts.iter().flat_map(|concept| &concept.terms);
                terms.filter(|term| term.text == text).map(|term| term.status).next()
            };
            let core = dialect == TbxDialect::Core;
            assert_eq!(status("генсек"), (!core).then_some(Status::Forbidden));
            assert_eq!(status("Генеральный секретарь"), Some(Status::Preferred));
            let said = lost.iter().any(|notice| notice.message.contains("forbidden terms (1)"));
            assert_eq!(said, core, "{lost:?}");
        }
    }
}
