//! Real programs take what we write, and we take what they write.
//!
//! OmegaT (`apt-get install omegat`, or the jar that `OMEGAT_JAR` names) fills a project that we
//! make; translate-toolkit and lxml (`pip install translate-toolkit lxml`) read our files. Where
//! the schemas of OASIS (`apt-get install php-symfony-translation`) say whether XLIFF is valid. Where
//! a program is missing its test is skipped, unless `YADDASH_REQUIRE_CLIENTS` is set, as it is
//! in CI.

#[path = "support/python.rs"]
mod python;

use python::{has_modules, python};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use yaddash::tmx;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn assert_success(output: &std::process::Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Whether a program is there; a missing one fails the test where clients are required.
fn is_there(found: bool, how: &str) -> bool {
    assert!(found || std::env::var_os("YADDASH_REQUIRE_CLIENTS").is_none(), "missing: {how}");
    if !found {
        eprintln!("skipped: {how}");
    }
    found
}

fn has_module(name: &str) -> bool {
    has_modules(name, &format!("python3 -c 'import {name}'"), "YADDASH_REQUIRE_CLIENTS")
}

fn omegat() -> Option<PathBuf> {
    let named = std::env::var_os("OMEGAT_JAR").map(PathBuf::from);
    let jar = named.unwrap_or_else(|| PathBuf::from("/usr/share/omegat/OmegaT.jar"));
    let java = Command::new("java")
        .arg("-version")
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    is_there(java && jar.is_file(), "apt-get install omegat").then_some(jar)
}

fn yaddash(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_yaddash"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "yaddash {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// The English versions of the samples.
fn sources() -> Vec<String> {
    let mut sources: Vec<String> = std::fs::read_dir(format!("{ROOT}/samples"))
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .filter(|path| path.contains(".en."))
        .collect();
    sources.sort();
    assert!(sources.len() >= 10);
    sources
}

/// The sources of a memory with their translations.
fn pairs(file: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut pairs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for unit in tmx::read_file(file, tmx::ReadOptions::default()).unwrap().units {
        let texts: Vec<String> = unit.variants().map(|v| v.text().into_owned()).collect();
        if let [source, target] = texts.as_slice() {
            pairs.entry(source.clone()).or_default().insert(target.clone());
        }
    }
    pairs
}

/// Runs OmegaT in console mode on a project.
fn run_omegat(jar: &Path, project: &Path, config: &Path, arguments: &[&str]) {
    let output = Command::new("java")
        .args(["-Xmx1g", "-Djava.awt.headless=true", "-Duser.language=en", "-jar"])
        .arg(jar)
        .arg(project)
        .arg(format!("--config-dir={}", config.display()))
        .args(["--no-team", "--disable-project-locking"])
        .args(arguments)
        .output()
        .unwrap();
    assert_success(&output);
}

/// The segments of a text as we cut it.
fn segments(folder: &Path, files: &[String]) -> BTreeSet<String> {
    let mut arguments = vec!["segment", "--format", "jsonl"];
    arguments.extend(files.iter().map(String::as_str));
    let output = yaddash(folder, &arguments);
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .flat_map(|line| {
            let file: serde_json::Value = serde_json::from_str(line).unwrap();
            file["segments"].as_array().unwrap().clone()
        })
        .map(|segment| segment["text"].as_str().unwrap().to_owned())
        .collect()
}

/// A project of all samples, translated by OmegaT, and what it wrote imported.
fn through_omegat(target: &str) {
    let Some(jar) = omegat() else { return };
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    let sources = sources();
    let own = segments(folder.path(), &sources);
    let project = folder.path().join(format!("project-{target}"));
    let project_name = project.display().to_string();
    let mut arguments = vec!["export", "--omegat", &project_name, "--to", target, "--source"];
    arguments.extend(sources.iter().map(String::as_str));
    let (memory, glossary) = (format!("{ROOT}/tmx"), format!("{ROOT}/glossaries/diplomatic.tsv"));
    arguments.extend(["--memory", &memory, "--glossary", &glossary]);
    yaddash(folder.path(), &arguments);
    let given = pairs(&project.join("tm/auto/yaddash.tmx"));

    run_omegat(&jar, &project, &config, &["--mode=console-translate"]);
    let all = folder.path().join("all.tmx");
    let all_argument = format!("--pseudotranslatetmx={}", all.display());
    run_omegat(
        &jar,
        &project,
        &config,
        &["--mode=console-createpseudotranslatetmx", &all_argument, "--pseudotranslatetype=equal"],
    );
    let cut: BTreeSet<String> = pairs(&all).into_keys().collect();
    let differently: Vec<&String> = own.symmetric_difference(&cut).collect();
    assert!(differently.is_empty(), "{target}: cut differently: {differently:#?}");

    let exported = |level: &str| project.join(format!("project-{target}-{level}.tmx"));
    let filled = pairs(&exported("level1"));
    let translated: Vec<&String> = own.iter().filter(|s| given.contains_key(*s)).collect();
    assert!(translated.len() > 150, "{target}: {}", translated.len());
    for source in &translated {
        let chosen = filled.get(*source).unwrap_or_else(|| panic!("{target}: empty: {source}"));
        assert!(chosen.is_subset(&given[*source]), "{target}: {source}: {chosen:?}");
    }
    println!("{target}: {} of {} segments filled", filled.len(), cut.len());

    // What was translated stays in the project, as OmegaT saves it, without our memory.
    std::fs::copy(exported("omegat"), project.join("omegat/project_save.tmx")).unwrap();
    std::fs::remove_file(project.join("tm/auto/yaddash.tmx")).unwrap();
    run_omegat(&jar, &project, &config, &["--mode=console-translate"]);
    assert_eq!(pairs(&exported("level1")), filled, "{target}");

    // All that OmegaT wrote comes into a memory of our own.
    let written = [
        project_name.clone(),
        exported("level1").display().to_string(),
        exported("level2").display().to_string(),
    ];
    for (number, from) in written.iter().enumerate() {
        let home = folder.path().join(format!("home-{target}-{number}"));
        std::fs::create_dir(&home).unwrap();
        yaddash(&home, &["init"]);
        yaddash(&home, &["import", from]);
        let stored = std::fs::read_dir(home.join("tmx")).unwrap().next().unwrap().unwrap();
        assert_eq!(pairs(&stored.path()), filled, "{from}");
    }
}

#[test]
fn omegat_fills_what_the_memory_has_in_russian() {
    through_omegat("ru");
}

#[test]
fn omegat_fills_what_the_memory_has_in_russian_of_russia() {
    through_omegat("ru-RU");
}

#[test]
fn omegat_fills_what_the_memory_has_in_azerbaijani() {
    through_omegat("az");
}

#[test]
fn omegat_fills_what_the_memory_has_in_azerbaijani_of_azerbaijan() {
    through_omegat("az-AZ");
}

#[test]
fn omegat_fills_what_the_memory_has_in_azerbaijani_in_latin_script() {
    through_omegat("az-Latn-AZ");
}

#[test]
fn translate_toolkit_reads_what_we_write() {
    if !has_module("translate") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let memory = format!("{ROOT}/tmx/2020-06-18-un.tmx");
    let names = ["m.po", "m.xlf", "m.xlf2", "m.tmx"];
    for name in names {
        yaddash(folder.path(), &["tmx", "convert", &memory, name, "--pair", "en-ru"]);
    }
    let mut expected: Vec<(String, String)> = Vec::new();
    let (en, ru) =
        (yaddash::lang::Lang::parse("en").unwrap(), yaddash::lang::Lang::parse("ru").unwrap());
    for unit in tmx::read_file(Path::new(&memory), tmx::ReadOptions::default()).unwrap().units {
        let text = |lang| unit.variant(lang).map(|v| v.text().into_owned()).unwrap_or_default();
        expected.push((text(&en), text(&ru)));
    }
    let both: Vec<(String, String)> =
        expected.iter().filter(|(_, target)| !target.is_empty()).cloned().collect();
    let output = Command::new(python())
        .arg(format!("{ROOT}/tests/exchange_clients/toolkit.py"))
        .args(names)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.lines().count(), names.len());
    for (name, line) in names.iter().zip(output.lines()) {
        let read: Vec<(String, String)> = serde_json::from_str(line).unwrap();
        // `--pair` leaves units without both languages out of TMX.
        let expected = if *name == "m.tmx" { &both } else { &expected };
        assert_eq!(&read, expected, "{name}");
    }
}

/// The schemas of XLIFF that a package of Debian has, or the folder that `XLIFF_SCHEMAS` names.
fn xliff_schemas() -> Option<PathBuf> {
    let named = std::env::var_os("XLIFF_SCHEMAS").map(PathBuf::from);
    let folder = named
        .unwrap_or_else(|| "/usr/share/php/Symfony/Component/Translation/Resources/schemas".into());
    let found = folder.join("xliff-core-1.2-strict.xsd").is_file();
    is_there(found, "apt-get install php-symfony-translation").then_some(folder)
}

#[test]
fn xliff_is_valid_by_its_schema() {
    let (Some(schemas), true) = (xliff_schemas(), has_module("lxml")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut inputs: Vec<PathBuf> = vec![format!("{ROOT}/tmx/2020-06-18-un.tmx").into()];
    for samples in ["tmx-samples", "xliff-samples"] {
        let entries = std::fs::read_dir(format!("{ROOT}/../shared/data/{samples}")).unwrap();
        inputs.extend(entries.map(|entry| entry.unwrap().path()));
    }
    inputs.sort();
    // What the samples have too little of: names with white space, highlights, remarks.
    let odd = folder.path().join("odd.tmx");
    std::fs::write(
        &odd,
        "<tmx version=\"1.4\"><!--a--><header srclang=\"en\"/><body><tu tuid=\"a b\" x=\"1\">\
         <prop type=\"Txt::Text Field%20\">p</prop><prop type=\"x-state\">my state</prop>\
         <tuv xml:lang=\"en\"><seg>a <hi type=\"my type\" x=\"1\">b</hi><ph type=\"a b\">c</ph>\
         <hi type=\"seg\" x=\"a b\">d</hi><!--e--></seg></tuv>\
         <tuv xml:lang=\"ru\"><seg>a <hi type=\"term\" x=\"1\">b</hi><it pos=\"end\">f</it></seg></tuv>\
         </tu></body></tmx>",
    )
    .unwrap();
    inputs.push(odd);
    let mut made = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        for format in ["xliff", "xliff2"] {
            let name = format!("{number}.{format}.xlf");
            let converted = Command::new(env!("CARGO_BIN_EXE_yaddash"))
                .args(["tmx", "convert", "--to", format])
                .args([input.as_path(), Path::new(&name)])
                .current_dir(folder.path())
                .output()
                .unwrap();
            // Memories in one language are none for a format of two.
            if converted.status.success() {
                made.push(name);
            }
        }
    }
    assert!(made.len() > 120, "{} files", made.len());
    let output = Command::new(python())
        .arg(format!("{ROOT}/tests/exchange_clients/validate_xliff.py"))
        .arg(schemas)
        .args(&made)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_success(&output);
    // The names come back as they were.
    let last = inputs.len() - 1;
    let back = yaddash(
        folder.path(),
        &["tmx", "convert", &format!("{last}.xliff.xlf"), "-", "--to", "tmx"],
    );
    let back = String::from_utf8(back.stdout).unwrap();
    for kept in [
        "<prop type=\"Txt::Text Field%20\">p</prop>",
        "<hi x=\"1\" type=\"my type\">b</hi>",
        "<hi x=\"a b\" type=\"seg\">d</hi>",
    ] {
        assert!(back.contains(kept), "{kept} in {back}");
    }
}

#[test]
fn what_comes_from_other_formats_is_valid_tmx() {
    if !has_module("lxml") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut made = Vec::new();
    for entry in std::fs::read_dir(format!("{ROOT}/../shared/data/xliff-samples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e != "tsv") {
            let name = format!("{}.tmx", path.file_name().unwrap().to_string_lossy());
            yaddash(folder.path(), &["tmx", "convert", &path.display().to_string(), &name]);
            made.push(name);
        }
    }
    let memory = format!("{ROOT}/tmx/2020-06-18-un.tmx");
    for between in ["m.csv", "m.xlsx", "m.jsonl", "m.po", "m.xlf", "m.xlf2"] {
        yaddash(folder.path(), &["tmx", "convert", &memory, between]);
        let name = format!("{between}.tmx");
        yaddash(folder.path(), &["tmx", "convert", between, &name]);
        made.push(name);
    }
    let output = Command::new(python())
        .arg(format!("{ROOT}/../shared/tools/tmx/validate_tmx.py"))
        .args(&made)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(said.lines().count(), made.len());
}
