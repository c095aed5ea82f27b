//! The samples against the alignments that were made by hand (`tests/gold`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use yaddash::align::{self, Segment, Version};
use yaddash::lang::Lang;
use yaddash::readout::{self, ReadOptions, Readout};
use yaddash::segment::{Segmenter, SpeakerLabels};

const LANGS: [&str; 3] = ["en", "ru", "az"];

/// A bead by its texts: language → segments.
type Bead = BTreeMap<String, Vec<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn gold(path: &Path) -> Vec<Bead> {
    std::fs::read_to_string(path)
        .unwrap()
        .split("\n\n")
        .map(|bead| {
            let mut texts = Bead::new();
            for line in bead.lines().filter(|line| *line != "moved") {
                let (lang, text) = line.split_once(": ").unwrap();
                texts.entry(lang.to_owned()).or_default().push(text.to_owned());
            }
            texts
        })
        .filter(|bead| !bead.is_empty())
        .collect()
}

fn aligned(name: &str) -> Vec<(Bead, f64)> {
    let read: Vec<(Lang, Readout, Vec<yaddash::segment::Segment>)> = LANGS
        .iter()
        .map(|tag| {
            let lang = Lang::parse(tag).unwrap();
            let path = ["txt", "html", "docx"]
                .iter()
                .map(|ending| root().join(format!("samples/{name}.{tag}.{ending}")))
                .find(|path| path.exists())
                .unwrap();
            let (readout, _) = readout::read_file(&path, &ReadOptions::default()).unwrap();
            let segments = Segmenter::builtin(&lang, SpeakerLabels::Split).segment(&readout);
            (lang, readout, segments)
        })
        .collect();
    let text = |v: usize, s: usize| &read[v].1.text[read[v].2[s].span.clone()];
    let versions: Vec<Version<'_>> = read
        .iter()
        .enumerate()
        .map(|(v, (lang, _, segments))| Version {
            lang: lang.clone(),
            segments: (0..segments.len())
                .map(|s| Segment {
                    text: text(v, s),
                    paragraph: segments[s].block,
                    kind: segments[s].kind,
                })
                .collect(),
        })
        .collect();
    align::align(&versions, align::seed::lexicon())
        .unwrap()
        .into_iter()
        .map(|bead| {
            let texts = (0..3).filter(|&v| !bead.segments[v].is_empty()).map(|v| {
                let group = bead.segments[v].clone().map(|s| text(v, s).to_owned());
                (LANGS[v].to_owned(), group.collect())
            });
            (texts.collect(), bead.confidence)
        })
        .collect()
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("tests/gold"))
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".beads.txt").map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

/// The units of a TMX file, by language; links inside beads aside.
fn stored(name: &str) -> BTreeSet<BTreeMap<String, String>> {
    let path = root().join(format!("tmx/{name}.tmx"));
    let memory = yaddash::tmx::read_file(&path, Default::default()).unwrap();
    memory
        .units
        .iter()
        .filter(|unit| unit.prop("x-bead").is_none())
        .map(|unit| {
            let variant = |v: &yaddash::tmx::Variant| {
                (v.lang_tag().unwrap().to_owned(), v.text().into_owned())
            };
            unit.variants().map(variant).collect()
        })
        .collect()
}

#[test]
fn the_memory_of_the_repository_holds_the_golden_beads() {
    for name in names() {
        let gold: BTreeSet<BTreeMap<String, String>> =
            gold(&root().join(format!("tests/gold/{name}.beads.txt")))
                .into_iter()
                .filter(|bead| bead.len() > 1)
                .map(|bead| bead.into_iter().map(|(l, texts)| (l, texts.join(" "))).collect())
                .collect();
        assert_eq!(stored(&name), gold, "tmx/{name}.tmx");
    }
}

#[test]
fn the_memory_of_the_repository_is_valid() {
    for name in names() {
        let path = root().join(format!("tmx/{name}.tmx"));
        let mut reader = yaddash::tmx::open(&path, Default::default()).unwrap();
        let mut faults = Vec::new();
        yaddash::tmx::validate(&mut reader, &mut |finding| {
            if finding.severity == yaddash::tmx::Severity::Error {
                faults.push(finding);
            }
            Ok(())
        })
        .unwrap();
        assert!(faults.is_empty(), "tmx/{name}.tmx: {faults:?}");
    }
}

#[test]
fn the_samples_align_as_they_were_aligned_by_hand() {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for name in names() {
        let gold: BTreeSet<Bead> =
            gold(&root().join(format!("tests/gold/{name}.beads.txt"))).into_iter().collect();
        let beads = aligned(&name);
        wanted += gold.len();
        found += beads.len();
        for (bead, confidence) in &beads {
            if gold.contains(bead) {
                right += 1;
            } else {
                println!("{name}: not in the gold ({confidence:.2}): {bead:?}");
            }
        }
    }
    let f1 = 2.0 * right as f64 / (found + wanted) as f64;
    println!("{right} of {wanted} beads right, {found} found: F1 {f1:.3}");
    assert!(wanted > 200, "the golden alignments are gone");
    assert!(f1 >= 0.95, "F1 {f1:.3}");
}
