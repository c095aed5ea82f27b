//! The formats beside TMX: what they hold comes back as it went in, and real files are read.

use proptest::prelude::*;
use std::path::{Path, PathBuf};
use yaddash::error::Kind;
use yaddash::exchange::{self, Format, Held, Input, Plan, ReadOptions};
use yaddash::lang::Lang;
use yaddash::tmx::{Child, Element, Header, Node, Unit, Variant};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn given(units: &[Unit]) -> Held {
    Held::new(Header::new("en"), units.to_vec())
}

/// Writes units in a format and reads them again; what the format could not hold.
fn there_and_back(units: &[Unit], format: Format) -> (Vec<Unit>, exchange::Losses) {
    let plan = Plan::survey(&mut given(units), None, None).unwrap();
    let mut bytes = Vec::new();
    let converted = exchange::convert(&mut given(units), format, &mut bytes, &plan).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, &bytes).unwrap();
    (read(&path, Some(format)).unwrap(), converted.lost)
}

fn read(path: &Path, format: Option<Format>) -> yaddash::error::Result<Vec<Unit>> {
    let mut units = Input::file(path, format, ReadOptions::default())?.open()?;
    let mut all = Vec::new();
    while let Some(unit) = units.next_unit()? {
        all.push(unit);
    }
    Ok(all)
}

fn read_bytes(bytes: &[u8], format: Format) -> yaddash::error::Result<Vec<Unit>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    read(&path, Some(format))
}

fn texts(units: &[Unit]) -> Vec<Vec<String>> {
    units.iter().map(|u| u.variants().map(|v| v.text().into_owned()).collect()).collect()
}

/// Text with what needs care in some format more often than chance has it.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "&", "<", ">", "\"", "'", "]]>", "\n", "\t", ",", ";", "=1+1", "\\", "\\n", "#", "msgid",
        "{", "}", "ə", "İ", "ё", "😀", "\u{a0}", "\u{2028}", "_x000D_",
    ]);
    let piece = prop_oneof![special.prop_map(str::to_owned), "[a-zA-Zа-яəğışöüç0-9 ]{1,12}"];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// A unit of two languages with the data that XLIFF, the richest of the formats, holds.
fn unit() -> impl Strategy<Value = Unit> {
    let annotations = (
        prop::option::of(text()),
        prop::option::of(prop::sample::select(vec![
            "translated",
            "final",
            "reviewed",
            "new",
            "own",
            "x-own",
            "x-reviewed",
            "two words",
            "100 %",
        ])),
        prop::option::of("[a-z]{1,8}"),
        prop::option::of(text()),
    );
    (0..1_000_000u32, text(), text(), annotations).prop_map(
        |(id, source, target, (note, state, date, prop))| {
            let mut unit = Unit::new(format!("u-{id}"));
            unit.add_variant(&lang("en"), &source);
            unit.add_variant(&lang("ru"), &target);
            if let Some(date) = date {
                unit.set_attribute("changeid", date);
            }
            if let Some(state) = state {
                unit.add_prop("x-state", state);
            }
            if let Some(prop) = prop {
                unit.add_prop("x-own", &prop);
            }
            if let Some(note) = note {
                unit.add_note(&note);
            }
            unit
        },
    )
}

/// Units with identifiers of their own.
fn units() -> impl Strategy<Value = Vec<Unit>> {
    prop::collection::vec(unit(), 1..5).prop_map(|mut units| {
        for (number, unit) in units.iter_mut().enumerate() {
            let tuid = format!("{}-{number}", unit.tuid().unwrap());
            unit.set_attribute("tuid", tuid);
        }
        units
    })
}

/// What of a unit does not depend on the order in which a format gives its properties.
#[derive(Debug, PartialEq)]
struct Sorted {
    tuid: Option<String>,
    data: Vec<(String, String)>,
    notes: Vec<String>,
    variants: Vec<Variant>,
}

fn sorted(unit: &Unit) -> Sorted {
    let mut data: Vec<(String, String)> =
        unit.props().map(|(kind, value)| (kind.to_owned(), value.to_owned())).collect();
    let attributes = unit.attributes.iter().filter(|a| a.name != "tuid");
    data.extend(attributes.map(|a| (a.name.to_string(), a.value.clone())));
    data.sort();
    let notes = unit.elements().filter(|e| e.name == "note");
    Sorted {
        tuid: unit.tuid().map(str::to_owned),
        data,
        notes: notes.map(|note| note.plain_text().into_owned()).collect(),
        variants: unit.variants().cloned().collect(),
    }
}

fn code(name: &str, attributes: &[(&str, &str)], content: &str) -> Node {
    let mut element = Element::with_text(name, content);
    attributes.iter().for_each(|(name, value)| element.attributes.set(name, *value));
    Node::Element(element)
}

/// Segments with codes: pairs that nest, pairs that cross, and codes alone.
fn coded() -> impl Strategy<Value = Vec<Node>> {
    let pieces = prop::collection::vec((0..6u8, text()), 1..8);
    (pieces, any::<bool>()).prop_map(|(pieces, crossing)| {
        let mut nodes = Vec::new();
        let mut open: Vec<String> = Vec::new();
        for (number, (what, text)) in pieces.into_iter().enumerate() {
            let name = format!("{}", number + 1);
            match what {
                0 => nodes.push(code("ph", &[("x", &name), ("type", "x-br")], "<br/>")),
                1 => nodes.push(code("ph", &[("x", &name)], "")),
                2 => nodes.push(code("it", &[("x", &name), ("pos", "begin")], "<i>")),
                3 => {
                    let mut hi = Element::new("hi");
                    hi.attributes.set("x", name.as_str());
                    hi.attributes.set("type", "term");
                    hi.push_text(&text);
                    nodes.push(Node::Element(hi));
                    continue;
                }
                4 => {
                    open.push(name.clone());
                    nodes.push(code("bpt", &[("x", &name), ("i", &name)], "<b>"));
                }
                _ => {
                    let at = if crossing { 0 } else { open.len().saturating_sub(1) };
                    if at < open.len() {
                        let i = open.remove(at);
                        nodes.push(code("ept", &[("i", &i)], "</b>"));
                    }
                }
            }
            match nodes.last_mut() {
                Some(Node::Text(last)) => last.push_str(&text),
                _ => nodes.push(Node::Text(text)),
            }
        }
        while let Some(i) = open.pop() {
            nodes.push(code("ept", &[("i", &i)], "</b>"));
        }
        nodes
    })
}

/// The codes with pairs numbered in the order in which they begin: the numbers themselves say
/// nothing, and readers give their own.
fn renumbered(variant: &Variant) -> Vec<Node> {
    let mut numbers: Vec<String> = Vec::new();
    let mut nodes = variant.seg().unwrap().children.clone();
    for node in &mut nodes {
        if let Node::Element(element) = node
            && let Some(i) = element.attributes.get("i").map(str::to_owned)
        {
            let at = numbers.iter().position(|known| *known == i).unwrap_or_else(|| {
                numbers.push(i.clone());
                numbers.len() - 1
            });
            element.attributes.set("i", at.to_string());
        }
    }
    for node in &mut nodes {
        if let Node::Element(element) = node {
            // The order of attributes says nothing either.
            let mut all: Vec<(String, String)> =
                element.attributes.iter().map(|a| (a.name.to_string(), a.value.clone())).collect();
            all.sort();
            let mut element_again = Element::new(&element.name);
            all.iter().for_each(|(name, value)| element_again.attributes.set(name, value.as_str()));
            element_again.children = std::mem::take(&mut element.children);
            *element = element_again;
        }
    }
    nodes
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None, cases: 64, ..ProptestConfig::default()
    })]

    #[test]
    fn formats_with_room_for_all_of_it_give_units_back_whole(units in units()) {
        for format in [
            Format::Xliff12, Format::Xliff21, Format::JsonLines, Format::Csv, Format::Tsv,
            Format::Xlsx,
        ] {
            let (again, lost) = there_and_back(&units, format);
            prop_assert!(lost.is_empty(), "{format:?}: {lost:?}");
            prop_assert_eq!(again.len(), units.len(), "{:?}", format);
            for (unit, again) in units.iter().zip(&again) {
                prop_assert_eq!(sorted(again), sorted(unit), "{:?}", format);
            }
        }
    }

    #[test]
    fn po_gives_texts_notes_and_context_back(units in units(), context in text()) {
        let units: Vec<Unit> = units.iter().map(|unit| {
            let mut plain = Unit::default();
            plain.add_prop("x-context", &context);
            plain.add_prop("x-state", "needs-review-translation");
            plain.add_prop("x-po-flags", "c-format, no-wrap");
            if let Some(note) = unit.note() {
                note.lines().filter(|l| !l.is_empty()).for_each(|line| plain.add_note(line));
            }
            plain.children.extend(unit.children.iter().filter(|c| {
                matches!(c, Child::Variant(_))
            }).cloned());
            plain
        }).collect();
        let (again, lost) = there_and_back(&units, Format::Po);
        prop_assert!(lost.is_empty(), "{lost:?}");
        prop_assert_eq!(again.len(), units.len());
        for (unit, again) in units.iter().zip(&again) {
            prop_assert_eq!(sorted(again), sorted(unit));
        }
    }

    #[test]
    fn codes_come_back_from_both_versions_of_xliff(source in coded(), target in coded()) {
        let mut unit = Unit::new("u");
        for (tag, nodes) in [("en", &source), ("ru", &target)] {
            let variant = unit.add_variant(&lang(tag), "");
            variant.seg_mut().unwrap().children = nodes.clone();
        }
        for format in [Format::Xliff12, Format::Xliff21, Format::JsonLines] {
            let (again, lost) = there_and_back(std::slice::from_ref(&unit), format);
            prop_assert!(lost.is_empty(), "{format:?}: {lost:?}");
            let own: Vec<_> = unit.variants().map(renumbered).collect();
            let back: Vec<_> = again[0].variants().map(renumbered).collect();
            prop_assert_eq!(back, own, "{:?}", format);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        begin in prop::sample::select(vec![
            "", "en,ru\n", "msgid \"", "msgstr[1] \"a\"\n", "{\"text\":", "PK\u{3}\u{4}",
            "<xliff version='1.2'><file><body><trans-unit id='1'><source>",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0'><file><unit><segment><source>",
        ]),
    ) {
        let bytes = [begin.as_bytes(), &bytes].concat();
        for (_, format) in Format::ALL {
            let _ = read_bytes(&bytes, format);
        }
    }
}

fn samples(folder: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(folder)
}

/// Every sample is read: as many units as it has segments, as many translations as it has
/// targets with something in them. The counts were made with lxml.
#[test]
fn real_xliff_files_are_read() {
    let expected = [
        ("matecat__sample-context-preview.xliff", Format::Xliff21),
        ("matecat__small-with-notes.sdlxliff", Format::Xliff12),
    ];
    for (file, format) in expected {
        let input = Input::file(&samples("xliff-samples").join(file), None, ReadOptions::default())
            .unwrap();
        assert_eq!(input.format(), format, "{file}");
    }
    let mut counts = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(samples("xliff-samples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e != "tsv"))
        .collect();
    files.sort();
    for path in &files {
        let units = read(path, None).unwrap_or_else(|error| panic!("{error}"));
        let translated = units.iter().filter(|u| u.variants().count() == 2).count();
        counts.push((
            path.file_name().unwrap().to_str().unwrap().to_owned(),
            units.len(),
            translated,
        ));
    }
    let counts: Vec<(&str, usize, usize)> =
        counts.iter().map(|(file, units, both)| (file.as_str(), *units, *both)).collect();
    assert_eq!(counts, COUNTS);
}

const COUNTS: &[(&str, usize, usize)] = &[
    ("matecat__sample-context-preview.xliff", 73, 0),
    ("matecat__small-with-notes.sdlxliff", 4, 4),
    ("matecat__test-context-mapping-2.0.xlf", 18, 18),
    ("matecat__test-context-mapping.xlf", 18, 18),
    ("mihnita__3LevelGTagsWithNamespaces.xlf", 1, 1),
    ("mihnita__Good-ctr-property-legit-category.xlf", 1, 1),
    ("mihnita__Good-ctr_property-content-or-valid-attribute-ref.xlf", 1, 1),
    ("mihnita__JMP-11-Test01.xlf", 9, 9),
    ("mihnita__MultipleSegments.xlf", 2, 2),
    ("mihnita__WithCTypes.xlf", 1, 1),
    ("mihnita__allExtensions.xlf", 3, 1),
    ("mihnita__escaped.xlf", 1, 0),
    ("mihnita__everything-core.xlf", 5, 2),
    ("mihnita__test01.xlf", 5, 2),
    ("mihnita__test02.xlf", 5, 2),
    ("omegat-org__file-XLIFFFilter-statcount.xlf", 1, 1),
    ("omegat-org__file-XLIFFFilter.xlf", 6, 2),
    ("omegat-org__file-xliff-BUGS1221.xlf", 7, 7),
    ("omegat-org__file-xliff-RFE1506-translated-expectation.xliff", 5, 5),
    ("translate__test_2-test_odf2xliff-reference.xlf", 10, 0),
    ("translate__test_inline-test_odf2xliff_inline-reference.xlf", 4, 0),
];

#[test]
fn what_stands_in_real_files_is_understood() {
    let file = |name: &str| read(&samples("xliff-samples").join(name), None).unwrap();
    let notes = file("matecat__small-with-notes.sdlxliff");
    assert_eq!(texts(&notes)[0], ["An English string", "This is Brazilian text 1"]);
    assert_eq!(notes[0].elements().filter(|e| e.name == "note").count(), 2);
    assert_eq!(notes[0].variants().last().unwrap().lang_tag(), Some("pt-BR"));

    let cut = file("mihnita__MultipleSegments.xlf");
    assert_eq!(texts(&cut)[0], ["Wie schützt man", "Wie schützt man"]);
    let ids: Vec<_> = cut.iter().map(|unit| unit.tuid().unwrap()).collect();
    assert_eq!(ids, ["1#0", "1#1"]);

    let states = file("omegat-org__file-xliff-RFE1506-translated-expectation.xliff");
    let state = |at: usize| states[at].prop("x-state");
    assert_eq!((state(0), state(1)), (Some("needs-translation"), Some("final")));
    assert_eq!(states[1].prop("x-approved"), Some("yes"));
    assert_eq!(states[1].prop("x-original"), Some("/22.txt"));

    let core = file("mihnita__everything-core.xlf");
    let coded = core.iter().find(|unit| unit.tuid() == Some("tu2")).unwrap();
    let seg = coded.variants().next().unwrap().seg().unwrap();
    let codes: Vec<(&str, &str)> = seg.elements().map(|e| (&*e.name, e.first_text())).collect();
    assert_eq!(
        codes,
        [("bpt", "[b [#$tu3]   ]"), ("ept", "[/b [#t3end]   ]"), ("ph", "[rtl-data   ]")]
    );
}

#[test]
fn the_states_of_trados_studio_are_understood() {
    let xliff = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\" \
        xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\"><file original=\"a.docx\" \
        source-language=\"en-US\" target-language=\"az-Latn-AZ\"><header><sdl:ref-files/></header>\
        <body><group><sdl:cxts/><trans-unit id=\"7f\"><source>One. Two.</source><seg-source>\
        <mrk mtype=\"seg\" mid=\"1\">One.</mrk> <mrk mtype=\"seg\" mid=\"2\">Two.</mrk></seg-source>\
        <target><mrk mtype=\"seg\" mid=\"1\">Bir.</mrk> <mrk mtype=\"seg\" mid=\"2\">İki.</mrk></target>\
        <sdl:seg-defs><sdl:seg id=\"1\" conf=\"Translated\"/><sdl:seg id=\"2\" conf=\"Draft\"/>\
        </sdl:seg-defs></trans-unit></group></body></file></xliff>";
    let units = read_bytes(xliff.as_bytes(), Format::Xliff12).unwrap();
    assert_eq!(texts(&units), [["One.", "Bir."], ["Two.", "İki."]]);
    let states: Vec<_> = units.iter().map(|unit| unit.prop("x-state").unwrap()).collect();
    assert_eq!(states, ["translated", "needs-review-translation"]);
    assert!(!exchange::is_unfinished(&units[0]) && exchange::is_unfinished(&units[1]));
    assert_eq!(units[0].variants().last().unwrap().lang_tag(), Some("az-Latn-AZ"));
}

#[test]
fn lists_without_a_row_of_languages_are_read_with_the_languages_given() {
    let options =
        || ReadOptions { languages: vec![lang("en"), lang("cs")], ..ReadOptions::default() };
    let units = |name: &str, format: Format| {
        let path = samples("glossaries-samples").join(name);
        let mut units = Input::file(&path, Some(format), options()).unwrap().open().unwrap();
        let mut all = Vec::new();
        while let Some(unit) = units.next_unit().unwrap() {
            all.push(unit);
        }
        all
    };
    let list = units("libreoffice__glossary.txt", Format::Tsv);
    assert_eq!(list.len(), 17);
    assert_eq!(texts(&list)[0], ["deck", "karta"]);
    assert_eq!(list[0].note(), Some("postranní lišta"));
    assert_eq!(texts(&list)[1], ["\"", "„"]);
    assert_eq!(units("mihnita__test01.csv", Format::Csv).len(), 4);
    assert_eq!(units("omegat-org__test.tab", Format::Tsv).len(), 4);
    let error = read(&samples("glossaries-samples/omegat-org__test.tab"), None).unwrap_err();
    assert!(error.hint().unwrap().contains("--pair"), "{error}");
}

#[test]
fn po_says_what_it_has_to_say() {
    let po = "# Translators' note\nmsgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\
        \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n\
        # A comment\n#. extracted\n#: a.c:1 b.c:2\n#, fuzzy, c-format\n#| msgid \"old\"\n\
        msgctxt \"menu\"\nmsgid \"\"\n\"Open\\n\"\n\"file \\\"x\\\"\"\nmsgstr \"Открыть\"\n\n\
        msgid \"one file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d файл\"\n\
        msgstr[1] \"%d файла\"\nmsgstr[2] \"%d файлов\"\n\n\
        msgid \"untranslated\"\nmsgstr \"\"\n\n#~ msgid \"gone\"\n#~ msgstr \"нет\"\n";
    let units = read_bytes(po.as_bytes(), Format::Po).unwrap();
    assert_eq!(
        texts(&units),
        [
            vec!["Open\nfile \"x\"", "Открыть"],
            vec!["one file", "%d файл"],
            vec!["%d files", "%d файла"],
            vec!["%d files", "%d файлов"],
            vec!["untranslated"],
            vec!["gone", "нет"],
        ]
    );
    let first = &units[0];
    assert_eq!(first.note(), Some("A comment"));
    let props: Vec<(&str, &str)> = first.props().collect();
    assert_eq!(
        props,
        [
            ("x-context", "menu"),
            ("x-state", "needs-review-translation"),
            ("x-po-flags", "c-format"),
            ("x-po-extracted", "extracted"),
            ("x-po-reference", "a.c:1 b.c:2"),
            ("x-po-previous", "msgid \"old\""),
        ]
    );
    assert_eq!(units[5].prop("x-po-obsolete"), Some("yes"));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ru.po");
    std::fs::write(&path, po).unwrap();
    let input = Input::file(&path, None, ReadOptions::default()).unwrap();
    let plan = Plan::survey(&mut *input.open().unwrap(), None, None).unwrap();
    let mut again = Vec::new();
    exchange::convert(&mut *input.open().unwrap(), Format::Po, &mut again, &plan).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), po);
}

#[test]
fn what_is_broken_is_refused_with_its_place() {
    let cases: [(&str, Format, usize, &str); 10] = [
        ("en,ru\na,\"b\nc,d\n", Format::Csv, 2, "never closes"),
        ("a,b\nc,d\n", Format::Csv, 1, "no languages"),
        ("{\"text\":{\"en\":\"a\"}}\n{\"text\":1}\n", Format::JsonLines, 2, "no unit"),
        ("{\"text\":{\"en\":\"a\"}}\nnonsense\n", Format::JsonLines, 2, "no JSON"),
        ("msgid \"a\"\nmsgstr \"b\\q\"\n", Format::Po, 2, "no escape"),
        ("msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"c\"\n", Format::Po, 3, "no `msgstr`"),
        ("msgid \"a\"\nmsgstr[99] \"d\"\n", Format::Po, 2, "nothing"),
        ("<xliff>\n<file>", Format::Xliff12, 2, "cut off"),
        ("<tmx>\n</tmx>", Format::Xliff12, 1, "no XLIFF"),
        ("<xliff>\n<file a='&x;'/></xliff>", Format::Xliff12, 2, "refused"),
    ];
    for (content, format, line, message) in cases {
        let error = read_bytes(content.as_bytes(), format).unwrap_err();
        assert!(error.message().contains(message), "{content:?}: {error}");
        assert_eq!(error.place().unwrap().line, Some(line), "{content:?}: {error}");
    }
}

#[test]
fn hostile_xml_is_bounded() {
    let deep = format!("<xliff><file><body><trans-unit>{}", "<source>".repeat(100_000));
    let error = read_bytes(deep.as_bytes(), Format::Xliff12).unwrap_err();
    assert_eq!(error.kind(), Kind::Limit);
    let entity = "<!DOCTYPE xliff [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\
        <xliff version=\"1.2\"><file><body><trans-unit id=\"1\"><source>&e;</source>\
        </trans-unit></body></file></xliff>";
    let error = read_bytes(entity.as_bytes(), Format::Xliff12).unwrap_err();
    assert!(error.message().contains("refused") && !error.to_string().contains("root:"));
}

#[test]
fn parallel_files_go_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a"), "one\n\ntwo\n").unwrap();
    std::fs::write(path("b"), "раз\n\nдва\n").unwrap();
    std::fs::write(path("c"), "раз\n").unwrap();
    let read = |names: [(&str, &str); 2]| {
        let files = names.map(|(tag, name)| (lang(tag), path(name))).to_vec();
        let mut units = Input::parallel(files, ReadOptions::default()).open().unwrap();
        let mut all = Vec::new();
        while let Some(unit) = units.next_unit()? {
            all.push(unit);
        }
        Ok::<_, yaddash::error::Error>(all)
    };
    let units = read([("en", "a"), ("ru", "b")]).unwrap();
    assert_eq!(texts(&units), [["one", "раз"], ["two", "два"]]);
    assert_eq!(units[1].line.0, 3);
    let error = read([("en", "a"), ("ru", "c")]).unwrap_err();
    assert!(error.message().contains("ends after line 1"), "{error}");
}

#[test]
fn what_a_format_has_no_room_for_is_counted() {
    let mut unit = Unit::new("1");
    unit.add_prop("x-file", "a");
    unit.add_variant(&lang("en"), "a").add_prop("x-p", "v");
    unit.add_variant(&lang("ru"), "б");
    unit.add_variant(&lang("az"), "c");
    let (again, lost) = there_and_back(&[unit], Format::Po);
    assert_eq!(texts(&again), [["a", "б"]]);
    let lost: Vec<(&str, usize)> = lost.iter().collect();
    assert_eq!(
        lost,
        [
            ("attributes, properties and notes of variants", 1),
            ("identifiers of units", 1),
            ("properties", 1),
            ("variants in other languages, or second ones of a language", 1),
        ]
    );
}
