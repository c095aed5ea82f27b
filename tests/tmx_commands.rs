//! What the commands on memories do: files in, files out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use yaddash::error::Kind;
use yaddash::lang::Lang;
use yaddash::tmx::{
    self, Anonymize, Clean, Convert, Date, Dates, Difference, Differences, Filter, Input, Keep,
    Piece, ReadOptions, Reader, Retag, SplitBy, Tool, Unit, Users, Version,
};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// A memory of units, each given as its XML.
fn memory(units: &[&str]) -> String {
    format!(
        "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\" \
         creationid=\"anna\"/><body>{}</body></tmx>",
        units.concat()
    )
}

/// A unit of texts by language, with attributes on the `tu`.
fn unit(attributes: &str, texts: &[(&str, &str)]) -> String {
    let variant =
        |(tag, text): &(&str, &str)| format!("<tuv xml:lang=\"{tag}\"><seg>{text}</seg></tuv>");
    format!("<tu {attributes}>{}</tu>", texts.iter().map(variant).collect::<String>())
}

fn date(text: &str) -> Option<Date> {
    Some(Date::parse(text).unwrap())
}

fn reader(text: &str) -> Reader<'_> {
    Reader::new(text.as_bytes(), "x.tmx", ReadOptions::default()).unwrap()
}

fn units(bytes: &[u8]) -> Vec<Unit> {
    Reader::new(bytes, "out.tmx", ReadOptions::default())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
    let of = |u: &Unit| u.variants().map(|v| v.text().into_owned()).collect();
    units(bytes).iter().map(of).collect()
}

fn cleaned(units: &[&str], options: Clean) -> Vec<Vec<String>> {
    let text = memory(units);
    let mut out = Vec::new();
    tmx::clean(&mut reader(&text), &mut out, &options).unwrap();
    texts(&out)
}

#[test]
fn clean_does_what_is_chosen_and_nothing_else() {
    let all = [
        unit("", &[("en", "Hello"), ("az", "Salam")]),
        unit("tuid=\"2\"", &[("en", "Hello"), ("az", "Salam")]),
        unit("", &[("en", "Kept"), ("az", " "), ("ru", "Да")]),
        unit("", &[("en", "Left"), ("az", "")]),
        unit("", &[("en", "Baku"), ("az", "Baku")]),
        unit("", &[("en", "12.05"), ("az", "12,05")]),
        unit("", &[("en", "a <ph x=\"1\">&lt;br&gt;</ph>b"), ("az", "c")]),
        unit("", &[("en", "  two \n words "), ("az", "in\u{200b}visible")]),
        unit("", &[("en", "alone")]),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(cleaned(&all, Clean::default()).len(), all.len());
    let duplicates = cleaned(&all, Clean { duplicates: true, ..Clean::default() });
    assert_eq!(duplicates.len(), all.len() - 1);
    let empty = cleaned(&all, Clean { empty: true, ..Clean::default() });
    assert_eq!(empty.len(), all.len() - 1);
    assert!(empty.contains(&vec!["Kept".into(), "Да".into()]));
    let same = cleaned(&all, Clean { same: true, ..Clean::default() });
    assert!(!same.iter().any(|u| u.contains(&"Baku".into())) && same.len() == all.len() - 1);
    let numbers = cleaned(&all, Clean { numbers: true, ..Clean::default() });
    assert!(!numbers.iter().any(|u| u.contains(&"12.05".into())));
    assert_eq!(numbers.len(), all.len() - 1);
    let put_right = Clean { spaces: true, controls: true, ..Clean::default() };
    assert!(cleaned(&all, put_right).contains(&vec!["two words".into(), "invisible".into()]));
    let text = memory(&all);
    let mut out = Vec::new();
    let tags = Clean { tags: true, ..Clean::default() };
    let passed = tmx::clean(&mut reader(&text), &mut out, &tags).unwrap();
    assert_eq!(passed.done, BTreeMap::from([("segments without their codes", 1)]));
    assert!(!String::from_utf8(out).unwrap().contains("<ph"));
}

#[test]
fn filter_chooses_by_everything_that_is_set() {
    let all = [
        unit(
            "creationdate=\"20230101T000000Z\" creationid=\"anna\"",
            &[("en", "one"), ("ru", "раз")],
        ),
        unit(
            "changedate=\"2024-05-01T10:00:00Z\"",
            &[("en-GB", "two more"), ("az-Latn-AZ", "iki")],
        ),
        "<tu><prop type=\"x-p\">q</prop><tuv xml:lang=\"en\"><seg>three</seg></tuv></tu>"
            .to_owned(),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let text = memory(&all);
    let chosen = |filter: Filter| {
        let mut out = Vec::new();
        tmx::filter(&mut reader(&text), &mut out, &filter).unwrap();
        texts(&out).into_iter().map(|u| u[0].clone()).collect::<Vec<_>>()
    };
    let any = Filter::default;
    assert_eq!(chosen(any()).len(), 3);
    assert_eq!(chosen(Filter { has: vec![lang("az")], ..any() }), ["two more"]);
    assert_eq!(chosen(Filter { lacks: vec![lang("ru")], ..any() }), ["two more", "three"]);
    assert_eq!(chosen(Filter { since: date("2024-01-01"), ..any() }), ["two more"]);
    assert_eq!(chosen(Filter { before: date("2024-01-01"), ..any() }), ["one"]);
    assert_eq!(chosen(Filter { users: vec!["anna".into()], ..any() }), ["one"]);
    assert_eq!(chosen(Filter { props: vec![("x-p".into(), None)], ..any() }), ["three"]);
    let other = vec![("x-p".into(), Some("z".into()))];
    assert!(chosen(Filter { props: other, ..any() }).is_empty());
    let regex = regex::Regex::new("^раз$").unwrap();
    assert_eq!(chosen(Filter { text: vec![(regex.clone(), None)], ..any() }), ["one"]);
    assert!(chosen(Filter { text: vec![(regex, Some(lang("en")))], ..any() }).is_empty());
    assert_eq!(chosen(Filter { length: Some(4..=5), ..any() }), ["three"]);
    assert_eq!(chosen(Filter { length: Some(4..=5), invert: true, ..any() }), ["one", "two more"]);
    assert_eq!(Date::parse("yesterday").unwrap_err().kind(), Kind::Usage);
}

#[test]
fn split_puts_each_unit_where_it_belongs() {
    let all = [
        unit("creationdate=\"20230101T000000Z\"", &[("en", "one"), ("ru", "раз"), ("az", "bir")]),
        unit("creationdate=\"20240201T000000Z\"", &[("en", "two"), ("az_AZ", "iki")]),
        unit("", &[("en", "three"), ("../../az", "üç")]),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let text = memory(&all);
    let parts = |by: SplitBy| {
        let folder = tempfile::tempdir().unwrap();
        let done = tmx::split(&mut reader(&text), &by, &mut |name| {
            Ok(std::fs::File::create_new(folder.path().join(name)).unwrap())
        })
        .unwrap();
        for (name, count) in &done.parts {
            assert_eq!(units(&std::fs::read(folder.path().join(name)).unwrap()).len(), *count);
        }
        done.parts.into_iter().collect::<Vec<_>>()
    };
    let named = |parts: &[(&str, usize)]| -> Vec<(String, usize)> {
        parts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    assert_eq!(
        parts(SplitBy::Language),
        named(&[("az", 2), ("az-AZ", 1), ("ru", 1)]),
        "`../../az` stays in its folder"
    );
    assert_eq!(parts(SplitBy::Size(2)), named(&[("0001", 2), ("0002", 1)]));
    assert_eq!(parts(SplitBy::Year), named(&[("2023", 1), ("2024", 1), ("none", 1)]));
    assert_eq!(parts(SplitBy::Month), named(&[("2023-01", 1), ("2024-02", 1), ("none", 1)]));
    assert_eq!(parts(SplitBy::Prop("x".into())), named(&[("none", 3)]));
}

fn file(folder: &Path, name: &str, units: &[String]) -> Input {
    let path = folder.join(name);
    std::fs::write(&path, memory(&units.iter().map(String::as_str).collect::<Vec<_>>())).unwrap();
    Input { path, name: name.to_owned() }
}

fn differences(folder: &Path, old: &Input, new: &Input) -> (Vec<Difference>, Differences) {
    let mut found = Vec::new();
    let count = tmx::diff(old, new, ReadOptions::default(), folder, &mut |difference| {
        found.push(difference);
        Ok(())
    });
    (found, count.unwrap())
}

#[test]
fn merge_keeps_the_newest_the_oldest_or_all() {
    let folder = tempfile::tempdir().unwrap();
    let old = file(
        folder.path(),
        "old.tmx",
        &[
            unit("tuid=\"1\" changedate=\"20200101T000000Z\"", &[("en", "a"), ("ru", "старое")]),
            unit("tuid=\"2\"", &[("en", "b"), ("ru", "б")]),
        ],
    );
    let new = file(
        folder.path(),
        "new.tmx",
        &[
            unit("tuid=\"1\" changedate=\"20240101T000000Z\"", &[("en", "a"), ("ru", "новое")]),
            unit("tuid=\"3\"", &[("en", "a"), ("az", "yeni")]),
            unit("tuid=\"2\"", &[("en", "b"), ("ru", "б")]),
        ],
    );
    let merged = |keep| {
        let mut out = Vec::new();
        let inputs = [old.clone(), new.clone()];
        let options = ReadOptions::default();
        tmx::merge(&inputs, options, folder.path(), &mut out, keep, &mut |_| {}).unwrap();
        units(&out)
    };
    let targets = |units: &[Unit]| -> Vec<String> {
        units.iter().map(|u| u.variants().nth(1).unwrap().text().into_owned()).collect()
    };
    assert_eq!(targets(&merged(Keep::Newest)), ["б", "новое", "yeni"]);
    assert_eq!(targets(&merged(Keep::Oldest)), ["старое", "б", "yeni"]);
    let all = merged(Keep::All);
    assert_eq!(targets(&all), ["старое", "б", "новое", "yeni"]);
    assert_eq!(all[2].tuid(), Some("1-2"));
    assert_eq!(all[0].prop(tmx::ORIGIN_PROP), Some("old.tmx"));
    assert_eq!(all[2].prop(tmx::ORIGIN_PROP), Some("new.tmx"));
}

#[test]
fn diff_tells_what_was_added_removed_and_changed() {
    let folder = tempfile::tempdir().unwrap();
    let old = file(
        folder.path(),
        "old.tmx",
        &[
            unit("tuid=\"1\"", &[("en", "The meeting was held."), ("az", "Görüş keçirildi.")]),
            unit("", &[("en", "gone"), ("az", "getdi")]),
            unit("", &[("en", "same"), ("az", "eyni")]),
        ],
    );
    let new = file(
        folder.path(),
        "new.tmx",
        &[
            unit("", &[("en", "same"), ("az", "eyni")]),
            unit(
                "tuid=\"1\"",
                &[("en", "The meeting was held."), ("az", "Görüş bu gün keçirildi.")],
            ),
            unit("", &[("en", "come"), ("az", "gəldi")]),
        ],
    );
    let (found, count) = differences(folder.path(), &old, &new);
    assert_eq!((count.added, count.removed, count.changed, count.same), (1, 1, 1, 1));
    let [Difference::Changed { texts, .. }, Difference::Added(added), Difference::Removed(removed)] =
        found.as_slice()
    else {
        panic!("{found:?}")
    };
    assert_eq!(added.variants().next().unwrap().text(), "come");
    assert_eq!(removed.variants().next().unwrap().text(), "gone");
    let [change] = texts.as_slice() else { panic!("{texts:?}") };
    assert_eq!(change.lang, "az");
    assert_eq!(
        change.pieces,
        [
            Piece::Equal("Görüş ".into()),
            Piece::Insert("bu gün ".into()),
            Piece::Equal("keçirildi.".into())
        ]
    );
    let (none, count) = differences(folder.path(), &new, &new);
    assert_eq!((none.len(), count.same), (0, 3));
}

#[test]
fn units_with_one_source_are_compared_with_what_is_most_like_them() {
    let folder = tempfile::tempdir().unwrap();
    let yes = |ru: &str| unit("", &[("en", "Yes."), ("ru", ru)]);
    let twice = |ru: &str| unit("tuid=\"1\"", &[("en", "No."), ("ru", ru)]);
    let old = file(
        folder.path(),
        "old.tmx",
        &[yes("Да."), yes("Ага."), twice("Нет."), twice("Никак нет.")],
    );
    let new = file(
        folder.path(),
        "new.tmx",
        &[yes("Ага."), yes("Так точно."), twice("Нет."), yes("Да-да.")],
    );
    let (found, count) = differences(folder.path(), &old, &new);
    assert_eq!((count.same, count.changed, count.added, count.removed), (2, 1, 1, 1));
    let [Difference::Changed { old, new, .. }, Difference::Added(_), Difference::Removed(gone)] =
        found.as_slice()
    else {
        panic!("{found:?}")
    };
    let target = |unit: &Unit| unit.variants().nth(1).unwrap().text().into_owned();
    assert_eq!((target(old), target(new)), ("Да.".to_owned(), "Так точно.".to_owned()));
    assert_eq!(target(gone), "Никак нет.");
}

#[test]
fn many_units_are_compared_and_merged_as_few_are() {
    let folder = tempfile::tempdir().unwrap();
    let many = 50_000;
    let unit = |n: usize, ru: &str| {
        unit(&format!("tuid=\"{n}\""), &[("en", &format!("Number {n}.")), ("ru", ru)])
    };
    let old: Vec<String> = (0..many).map(|n| unit(n, "Число.")).collect();
    let mut new: Vec<String> = (5..many + 3).rev().map(|n| unit(n, "Число.")).collect();
    new[100] = unit(many - 98, "Цифра.");
    let old = file(folder.path(), "old.tmx", &old);
    let new = file(folder.path(), "new.tmx", &new);
    let (found, count) = differences(folder.path(), &old, &new);
    assert_eq!((count.added, count.removed, count.changed, count.same), (3, 5, 1, many - 6));
    assert_eq!(found.len(), 9);
    assert!(matches!(&found[3], Difference::Changed { old, new, .. } if old.tuid() == new.tuid()));
    let mut out = Vec::new();
    let options = ReadOptions::default();
    let inputs = [old, new];
    let passed =
        tmx::merge(&inputs, options, folder.path(), &mut out, Keep::All, &mut |_| {}).unwrap();
    assert_eq!((passed.read, passed.written), (2 * many - 2, many + 4));
    let kept = units(&out);
    assert_eq!(kept[0].tuid(), Some("0"));
    assert_eq!(kept[many + 3].tuid(), Some("49902-2"));
}

#[test]
fn retag_changes_every_place_where_the_tag_stands() {
    let all = unit("srclang=\"EN\"", &[("en", "a"), ("AZ_az", "b"), ("ru", "в")]);
    let text = memory(&[&all]);
    let changes = Retag::default().change("en", "en-GB").unwrap().change("az-AZ", "az").unwrap();
    let mut out = Vec::new();
    let passed = tmx::retag(&mut reader(&text), &mut out, &changes).unwrap();
    assert_eq!(passed.done["tags changed"], 4);
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.matches("srclang=\"en-GB\"").count(), 2);
    let tags: Vec<_> =
        units(out.as_bytes())[0].variants().map(|v| v.lang_tag().unwrap().to_owned()).collect();
    assert_eq!(tags, ["en-GB", "az", "ru"]);
    assert_eq!(Retag::default().change("en", "English").unwrap_err().kind(), Kind::Usage);
    assert!(Retag::default().change("en", "ru").unwrap().change("EN", "az").is_err());
}

#[test]
fn anonymize_leaves_no_name_and_no_time() {
    let all = [
        unit("creationid=\"boris\" changeid=\"anna\" creationdate=\"20240115T123456Z\"", &[("en", "a")]),
        "<tu><prop type=\"x-user\">anna</prop><note>anna</note><tuv xml:lang=\"en\" changeid=\"anna\"><seg>b</seg></tuv></tu>".to_owned(),
    ];
    let text = memory(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let made = |options: Anonymize| {
        let mut out = Vec::new();
        tmx::anonymize(&mut reader(&text), &mut out, &options).unwrap();
        String::from_utf8(out).unwrap()
    };
    let kept = made(Anonymize::default());
    assert_eq!(kept.matches("anna").count(), 5);
    let number = made(Anonymize {
        users: Users::Number,
        dates: Dates::Day,
        props: vec!["x-user".into()],
        notes: true,
    });
    assert!(!number.contains("anna") && !number.contains("boris"), "{number}");
    assert!(number.contains("creationid=\"user2\" changeid=\"user1\""), "{number}");
    assert!(number.contains("20240115T000000Z"), "{number}");
    let removed =
        made(Anonymize { users: Users::Remove, dates: Dates::Remove, ..Default::default() });
    assert!(!removed.contains("creationid") && !removed.contains("creationdate"), "{removed}");
}

/// What the validator outside this program says of the files, by name.
fn verdicts(folder: &Path) -> String {
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let out = Command::new("python3")
        .arg(Path::new(SHARED).join("tools/tmx/validate_tmx.py"))
        .args(files)
        .output()
        .unwrap();
    let report = String::from_utf8(out.stdout).unwrap();
    report.lines().filter(|line| !line.starts_with("OK\t")).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_converted_is_valid_whatever_it_was() {
    let hostile = tempfile::tempdir().unwrap();
    let made = Command::new("python3")
        .arg(Path::new(SHARED).join("tools/tmx/gen_hostile.py"))
        .arg(hostile.path())
        .output()
        .unwrap();
    assert!(made.status.success());
    let samples = Path::new(SHARED).join("data/tmx-samples");
    let files: Vec<PathBuf> = [samples.as_path(), hostile.path()]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "tmx"))
        .collect();
    let version = |version| Convert { version: Some(version), ..Convert::default() };
    let mut ways: Vec<(String, Convert)> = [Version::V11, Version::V12, Version::V13, Version::V14]
        .map(|v| (v.as_str().to_owned(), version(v)))
        .into();
    ways.extend(
        Tool::ALL.map(|(name, tool)| {
            (name.to_owned(), Convert { tool: Some(tool), ..Convert::default() })
        }),
    );
    let pair = Some((lang("en"), lang("fr")));
    ways.push(("pair".to_owned(), Convert { pair, ..Convert::default() }));
    let source = Convert { srclang: Some(lang("fr")), ..Convert::default() };
    ways.push(("srclang".to_owned(), source));
    for (name, options) in ways {
        let folder = tempfile::tempdir().unwrap();
        for path in &files {
            let Ok(mut reader) = tmx::open(path, ReadOptions::default()) else { continue };
            let mut out = Vec::new();
            if tmx::convert(&mut reader, &mut out, &options).is_ok() {
                std::fs::write(folder.path().join(path.file_name().unwrap()), out).unwrap();
            }
        }
        assert!(std::fs::read_dir(folder.path()).unwrap().count() > 70);
        assert_eq!(verdicts(folder.path()), "", "{name}");
    }
}

#[test]
fn a_tool_gets_what_it_knows() {
    let all = [
        "<tu srclang=\"en\"><prop type=\"client\">c</prop><tuv xml:lang=\"en\"><seg>a<ph x=\"1\"/></seg></tuv>\
         <tuv xml:lang=\"az\"><seg>b</seg></tuv><tuv xml:lang=\"ru\"><seg>в</seg></tuv></tu>",
    ];
    let text = memory(&all);
    let made = |tool, pair| {
        let mut out = Vec::new();
        let options = Convert { tool: Some(tool), pair, ..Convert::default() };
        tmx::convert(&mut reader(&text), &mut out, &options).unwrap();
        out
    };
    let workbench = made(Tool::Workbench, Some((lang("az"), lang("ru"))));
    assert!(workbench.starts_with(&[0xff, 0xfe]));
    let unit = &units(&workbench)[0];
    let tags: Vec<_> = unit.variants().map(|v| v.lang_tag().unwrap()).collect();
    assert_eq!(tags, ["AZ-LATN-AZ", "RU-RU"]);
    assert_eq!(unit.prop("x-client"), Some("c"));
    let omegat = String::from_utf8(made(Tool::OmegaT, None)).unwrap();
    assert!(omegat.contains("<seg>a</seg>") && omegat.contains("xml:lang=\"az\""), "{omegat}");
    let memoq = String::from_utf8(made(Tool::MemoQ, None)).unwrap();
    assert!(memoq.contains("<ph x=\"1\"/>"), "{memoq}");
}

#[test]
fn stats_count_what_is_there() {
    let all = [
        unit(
            "creationdate=\"20230101T000000Z\" creationid=\"anna\"",
            &[("en", "one two"), ("ru", "раз")],
        ),
        unit("changedate=\"20240101T000000Z\"", &[("en", "one two"), ("ru", "раз")]),
        unit("", &[("en", "<ph/> - 3"), ("az", "")]),
    ];
    let text = memory(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let stats = tmx::stats(&mut reader(&text)).unwrap();
    assert_eq!((stats.units, stats.variants, stats.duplicates), (3, 6, 1));
    assert_eq!((stats.empty, stats.codes), (1, 1));
    assert_eq!(stats.languages["en"].variants, 3);
    assert_eq!(stats.languages["en"].words, 5);
    assert_eq!(stats.languages["ru"].characters, 6);
    assert_eq!(stats.dates, date("2023-01-01").zip(date("2024-01-01")));
    assert_eq!(stats.producers, BTreeMap::from([("t 1".to_owned(), 3)]));
    assert_eq!(stats.users, BTreeMap::from([("anna".to_owned(), 1)]));
}

#[test]
fn a_name_that_ends_in_gz_makes_gzip() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("a.TMX");
    std::fs::write(
        &plain,
        memory(&[&unit("tuid=\"1\"", &[("en", "Yes."), ("ru", "\u{414}\u{430}.")])]),
    )
    .unwrap();
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_yaddash"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["tmx", "convert", "a.TMX", "b.tmx.gz"]);
    run(&["tmx", "filter", "b.tmx.gz", "--has", "ru", "-o", "c.TMX.GZ"]);
    run(&["tmx", "convert", "c.TMX.GZ", "d.tmx"]);
    for packed in ["b.tmx.gz", "c.TMX.GZ"] {
        let bytes = std::fs::read(folder.path().join(packed)).unwrap();
        assert!(bytes.starts_with(&[0x1f, 0x8b]), "{packed}");
    }
    let read = |name: &str| tmx::read_file(&folder.path().join(name), ReadOptions::default());
    assert_eq!(read("d.tmx").unwrap().units, read("a.TMX").unwrap().units);
}
