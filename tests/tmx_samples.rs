//! Real TMX files of many producers: read with the counts of the manifest, written without loss.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use yaddash::tmx::{self, Node, ReadOptions, WriteOptions, Writer};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/tmx-samples");
const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/tools/tmx");

fn samples() -> Vec<BTreeMap<String, String>> {
    let manifest = std::fs::read_to_string(Path::new(SAMPLES).join("MANIFEST.tsv")).unwrap();
    let mut lines = manifest.lines().map(|l| l.split('\t').map(str::to_owned));
    let columns: Vec<String> = lines.next().unwrap().collect();
    lines.map(|line| columns.iter().cloned().zip(line).collect()).collect()
}

fn path(sample: &BTreeMap<String, String>) -> PathBuf {
    Path::new(SAMPLES).join(&sample["file"])
}

fn inline_codes(nodes: &[Node], counts: &mut BTreeMap<String, usize>) {
    for element in nodes.iter().filter_map(Node::element) {
        if tmx::is_code(&element.name) || matches!(element.name.as_ref(), "hi" | "sub") {
            *counts.entry(element.name.to_string()).or_default() += 1;
        }
        inline_codes(&element.children, counts);
    }
}

/// `a:1 b:2` as a map; the manifest orders by frequency.
fn counts(text: &str) -> BTreeMap<String, usize> {
    text.split(' ')
        .filter_map(|entry| entry.rsplit_once(':'))
        .map(|(name, count)| (name.to_owned(), count.parse().unwrap()))
        .collect()
}

#[test]
fn samples_are_read_with_the_counts_of_the_manifest() {
    let samples = samples();
    assert!(samples.len() > 40, "the manifest lists {} files", samples.len());
    for sample in samples {
        let memory = tmx::read_file(&path(&sample), ReadOptions::default())
            .unwrap_or_else(|e| panic!("{e}: {:?}", e.hint()));
        let file = &sample["file"];
        let variants = || memory.units.iter().flat_map(|u| u.variants());
        assert_eq!(memory.units.len().to_string(), sample["tu"], "{file}: units");
        assert_eq!(variants().count().to_string(), sample["tuv"], "{file}: variants");
        let mut languages = BTreeMap::new();
        let mut codes = BTreeMap::new();
        for variant in variants() {
            let tag = match variant.attribute("xml:lang") {
                Some(tag) => tag.to_owned(),
                None => format!("lang={}", variant.lang_tag().unwrap()),
            };
            *languages.entry(tag).or_insert(0) += 1;
            inline_codes(&variant.children, &mut codes);
        }
        assert_eq!(languages, counts(&sample["languages"]), "{file}: languages");
        assert_eq!(codes, counts(&sample["inline_by_kind"]), "{file}: inline codes");
        assert_eq!(memory.header.srclang().unwrap(), sample["srclang"], "{file}: srclang");
        assert_eq!(memory.header.version().unwrap(), sample["version"], "{file}: version");
    }
}

#[test]
fn reading_and_writing_loses_nothing() {
    let out = tempfile::tempdir().unwrap();
    for sample in samples() {
        let memory = tmx::read_file(&path(&sample), ReadOptions::default()).unwrap();
        let mut writer = Writer::new(Vec::new(), &memory.header, WriteOptions::default()).unwrap();
        memory.units.iter().for_each(|unit| writer.unit(unit).unwrap());
        let bytes = writer.finish().unwrap();
        let again: Vec<tmx::Unit> =
            tmx::Reader::new(bytes.as_slice(), "again.tmx", ReadOptions::default())
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
        assert_eq!(again, memory.units, "{}", sample["file"]);
        std::fs::write(out.path().join(&sample["file"]), bytes).unwrap();
    }
    // The judge is a program that shares no code with this one.
    let diff = Command::new("python3")
        .arg(Path::new(TOOLS).join("tmx_diff.py"))
        .args(["--dirs", SAMPLES])
        .arg(out.path())
        .output()
        .expect("python3 runs tmx_diff.py");
    let report = String::from_utf8_lossy(&diff.stdout);
    assert!(diff.status.success(), "{report}{}", String::from_utf8_lossy(&diff.stderr));
}

/// What of `files` the validator outside this program finds, by file name.
fn verdicts(folder: &Path, files: &[String]) -> Vec<String> {
    let out = Command::new("python3")
        .arg(Path::new(TOOLS).join("validate_tmx.py"))
        .args(files.iter().map(|f| folder.join(f)))
        .output()
        .expect("python3 runs validate_tmx.py");
    String::from_utf8_lossy(&out.stdout)
        .lines()
        .map(|line| line.split('\t').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn what_is_valid_stays_valid_and_what_is_not_stays_as_it_is() {
    let out = tempfile::tempdir().unwrap();
    let files: Vec<String> = samples().iter().map(|s| s["file"].clone()).collect();
    for file in &files {
        let mut reader = tmx::open(&Path::new(SAMPLES).join(file), ReadOptions::default()).unwrap();
        let mut writer = Writer::new(Vec::new(), reader.header(), WriteOptions::default()).unwrap();
        while let Some(unit) = reader.next_unit().unwrap() {
            writer.unit(&unit).unwrap();
        }
        std::fs::write(out.path().join(file), writer.finish().unwrap()).unwrap();
    }
    let (before, after) = (verdicts(Path::new(SAMPLES), &files), verdicts(out.path(), &files));
    assert_eq!(before.len(), files.len());
    for ((file, before), after) in files.iter().zip(before).zip(after) {
        assert_eq!(before, after, "{file}");
    }
}

#[test]
fn gzip_and_capital_endings_are_taken() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let sample = Path::new(SAMPLES).join("translate5__resource1.tmx");
    let plain = tmx::read_file(&sample, ReadOptions::default()).unwrap();
    let packed = folder.path().join("PACKED.TMX.GZ");
    let file = std::fs::File::create(&packed).unwrap();
    let mut packer = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    packer.write_all(&std::fs::read(&sample).unwrap()).unwrap();
    packer.finish().unwrap();
    let unpacked = tmx::read_file(&packed, ReadOptions::default()).unwrap();
    assert_eq!(unpacked.units, plain.units);
    let bytes = std::fs::read(&packed).unwrap();
    std::fs::write(&packed, &bytes[..bytes.len() / 2]).unwrap();
    assert!(tmx::read_file(&packed, ReadOptions::default()).is_err(), "cut off");
}

/// A header is written first, wherever it stood; through a pipe it would come too late.
#[test]
fn a_header_behind_the_units_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("late.tmx");
    let text = "<tmx version=\"1.4\"><body><tu><tuv xml:lang=\"en\"><seg>a</seg></tuv></tu></body>\
                <header srclang=\"en\"><note>n</note></header></tmx>";
    std::fs::write(&path, text).unwrap();
    let memory = tmx::read_file(&path, ReadOptions::default()).unwrap();
    assert_eq!((memory.header.srclang(), memory.header.note()), (Some("en"), Some("n")));
    assert_eq!(memory.units.len(), 1);
    assert!(memory.notices.iter().any(|n| n.message.contains("behind the units")));
    let read = |options| -> Result<Vec<_>, _> {
        tmx::Reader::new(text.as_bytes(), "-", options)?.collect()
    };
    assert!(read(ReadOptions::default()).is_err());
    assert_eq!(read(ReadOptions { repair: true }).unwrap().len(), 1);
}
