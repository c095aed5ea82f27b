use crate::transcript::{Test, versions};

/// Two readouts, one in folders per language; a stray file; a picture.
fn archive() -> Test {
    let test = Test::new();
    for (name, text) in versions() {
        test.file(&format!("archive/{name}"), text);
        let lang = &name[2..4];
        let other = text.replace('5', "7").replace("14", "15");
        test.file(&format!("archive/2020/{lang}/visit.txt"), other);
    }
    test.file("archive/stray.en.txt", "Nobody translated this.")
        .file("archive/photo.jpg", [0xff, 0xd8, 0xff]);
    test
}

#[test]
fn every_readout_has_its_file() {
    let test = archive();
    test.run("align --dir archive -o tmx")
        .succeeds()
        .prints(&["2020/visit", "x", "az 6, en 6, ru 6", "aligned"])
        .says(&[
            "without counterpart:\n  stray.en.txt",
            "of no format that is read:\n  photo.jpg",
            "2 readouts: 2 aligned; 12 units in tmx",
        ]);
    let tmx = test.read("tmx/2020-visit.tmx");
    assert!(tmx.contains("tuid=\"2020-visit-"), "{tmx}");
    assert!(tmx.contains("<prop type=\"x-file\">2020/az/visit.txt</prop>"), "{tmx}");
    assert!(test.path("tmx/x.tmx").exists());
    test.run("tmx validate tmx/x.tmx tmx/2020-visit.tmx").succeeds();
}

#[test]
fn a_run_goes_on_where_it_was_stopped() {
    let test = archive();
    test.run("align --dir archive -o tmx").succeeds();
    let whole = test.read("tmx/x.tmx");
    std::fs::remove_file(test.path("tmx/x.tmx")).unwrap();
    test.run("align --dir archive -o tmx").succeeds().says(&["1 aligned, 1 unchanged"]);
    assert_eq!(test.read("tmx/x.tmx"), whole);
    // A changed version is aligned again, and only it.
    test.file("archive/x.en.txt", versions()[0].1.replace("Trade", "Commerce"));
    test.run("align --dir archive -o tmx").succeeds().says(&["1 aligned, 1 unchanged"]);
    assert!(test.read("tmx/x.tmx").contains("Commerce"));
}

#[test]
fn a_correction_is_not_overwritten_untold() {
    let test = archive();
    test.run("align --dir archive -o tmx").succeeds();
    let corrected = test.read("tmx/x.tmx").replace("Доброе утро!", "Здравствуйте!");
    test.file("tmx/x.tmx", &corrected);
    test.run("align --dir archive -o tmx").succeeds().says(&["2 unchanged"]);
    test.file("archive/x.en.txt", versions()[0].1.replace("Trade", "Commerce"));
    test.run("align --dir archive -o tmx --redo").succeeds().says(&[
        "tmx/x.tmx",
        "corrected since",
        "--force",
        "1 aligned, 1 corrected and kept",
    ]);
    assert_eq!(test.read("tmx/x.tmx"), corrected);
    test.run("align --dir archive -o tmx --force").succeeds().says(&["2 aligned"]);
    assert!(test.read("tmx/x.tmx").contains("Доброе утро!"));
}

#[test]
fn a_file_that_another_program_made_is_kept() {
    let test = archive();
    let strange = "<tmx version=\"1.4\"><header/><body></body></tmx>";
    test.file("tmx/x.tmx", strange);
    test.run("align --dir archive -o tmx").succeeds().says(&["1 corrected and kept"]);
    assert_eq!(test.read("tmx/x.tmx"), strange);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let test = archive();
    test.file("archive/x.az.txt", "").file("archive/y.en.txt", "A.").file("archive/y-en.txt", "A.");
    let answer = test.run("align --dir archive -o tmx").fails(&[
        "archive/x.az.txt",
        "the file is empty",
        "two versions are in `en`",
        "2 of 3 readouts could not be aligned",
    ]);
    answer.prints(&["failed", "aligned"]);
    assert!(test.path("tmx/2020-visit.tmx").exists());
    assert!(!test.path("tmx/x.tmx").exists());
}

#[test]
fn a_version_of_another_text_is_noticed_and_not_stored() {
    let test = archive();
    test.file(
        "archive/x.ru.txt",
        "В Баку открылась выставка ковров\n\nЭкспозиция включает сорок работ. Куратор рассказал \
         о технике ткачества. Вход свободный, музей работает ежедневно с 10:00 до 18:00. \
         Каталог напечатан в Париже тиражом 300 экземпляров.",
    );
    test.run("align --dir archive -o tmx").succeeds().prints(&["looks wrong"]).says(&[
        "x.ru.txt",
        "looks like another text",
        "1 aligned, 1 look wrong",
    ]);
    assert!(!test.path("tmx/x.tmx").exists());
    test.run("align --dir archive -o tmx --min-agreement 0").succeeds().says(&["1 aligned"]);
    assert!(test.path("tmx/x.tmx").exists());
}

#[test]
fn a_dry_run_shows_the_grouping() {
    let test = archive();
    test.run("align --dir archive -o tmx --dry-run")
        .succeeds()
        .prints(&["2020/visit", "az 6, en 6, ru 6", "would be aligned"])
        .says(&["2 readouts: 2 would be aligned"]);
    assert!(!test.path("tmx").exists());
}

#[test]
fn programs_read_a_line_for_each_readout() {
    let test = archive();
    let lines = test.run("align --dir archive -o tmx --format jsonl").succeeds().json();
    let status: Vec<_> = lines.iter().map(|line| line["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["aligned", "aligned", "unpaired", "unread"]);
    assert_eq!(lines[1]["readout"], "x");
    assert_eq!(lines[1]["versions"][1]["file"], "x.en.txt");
    assert_eq!(lines[1]["versions"][1]["segments"], 6);
    assert_eq!((&lines[1]["beads"], &lines[1]["units"]), (&6.into(), &6.into()));
    assert!(lines[1]["agreement"].as_f64().unwrap() > 0.5);
}

#[test]
fn the_source_language_comes_first_and_the_threads_do_not_matter() {
    let test = archive();
    let one = |folder: &str, threads: &str| {
        test.run_where(
            "RAYON_NUM_THREADS",
            threads,
            &format!("align --dir archive -o {folder} --srclang ru"),
        )
        .succeeds()
        .prints(&["ru 6, az 6, en 6"]);
        ["x.tmx", "2020-visit.tmx"].map(|name| test.read(&format!("{folder}/{name}")))
    };
    assert_eq!(one("one", "1"), one("many", "7"));
}

#[test]
fn the_folder_of_the_results_is_no_part_of_the_archive() {
    let test = archive();
    test.run("align --dir archive -o archive/tmx").succeeds();
    test.run("align --dir archive -o archive/tmx").succeeds().says(&["2 readouts: 2 unchanged"]);
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    let test = archive();
    test.run("align --dir archive").fails(&["--output"]);
    test.run("align --dir nowhere -o tmx").fails(&["nowhere", "no such file or folder"]);
    test.file("file", "");
    test.run("align --dir archive -o file").fails(&["this is a file", "-o tmx/"]);
    test.run("align --redo x.en.txt x.ru.txt").fails(&["--dir"]);
}

#[test]
fn a_version_in_the_wrong_language_is_not_stored() {
    let test = archive();
    let english = versions().into_iter().find(|(name, _)| name.contains(".en.")).unwrap().1;
    test.file("archive/x.ru.txt", english);
    test.run("align --dir archive -o tmx").succeeds().prints(&["looks wrong"]).says(&[
        "x.ru.txt",
        "named as `ru`, but its text seems to be in `en`",
        "1 aligned, 1 look wrong",
    ]);
    assert!(!test.path("tmx/x.tmx").exists());
    let lines = test.run("align --dir archive -o tmx --format jsonl").succeeds().json();
    assert_eq!(lines[1]["status"], "foreign");
    let seems: Vec<_> =
        lines[1]["versions"].as_array().unwrap().iter().map(|v| &v["seems"]).collect();
    assert!(seems.contains(&&serde_json::json!("en")), "{seems:?}");
}
