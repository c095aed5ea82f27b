//! Long texts, texts that repeat themselves, and texts that nobody would align: there is always an
//! answer, and what can be right is right. `cargo bench --bench align hard` measures the time and
//! the memory of the same texts at full length.

#[path = "support/documents.rs"]
mod documents;
#[path = "support/hard.rs"]
mod hard;

use documents::{Document, Random, all, concatenated, version};
use std::process::Command;
use yaddash::align::{self, Bead, Version, seed};
use yaddash::error::Kind;

fn aligned(versions: &[Version<'_>]) -> Vec<Bead> {
    align::align(versions, seed::lexicon()).expect("an alignment")
}

/// Every segment of every version stands in one bead.
fn assert_whole(versions: &[Version<'_>], beads: &[Bead]) {
    for (v, version) in versions.iter().enumerate() {
        let mut held: Vec<usize> = beads.iter().flat_map(|b| b.segments[v].clone()).collect();
        held.sort_unstable();
        let all: Vec<usize> = (0..version.segments.len()).collect();
        assert_eq!(held, all, "version {v}");
    }
}

/// Every pair has at least this F1, and hardly anything is said to be moved: of two copies one may
/// lack what only the other one has.
fn assert_good(document: &Document, least: f64) {
    let versions = document.versions();
    let beads = aligned(&versions);
    assert_whole(&versions, &beads);
    let f1 = document.f1(&beads);
    println!("{} segments: F1 {f1:.3?}", document.texts[0].len());
    assert!(f1.iter().all(|f1| *f1 >= least), "F1 {f1:.3?}");
    let moved = beads.iter().filter(|bead| bead.moved).count();
    assert!(moved * 500 <= beads.len(), "{moved} false moves");
}

#[test]
fn documents_in_a_row() {
    assert_good(&concatenated(1500), 0.93);
}

/// Every sentence recurs hundreds of times; only the order of the documents tells where one is.
#[test]
fn three_documents_over_and_over() {
    assert_good(&hard::repeated(3, 2000), 0.9);
}

/// A document stands three times in a row. The first copy lacks a sentence in Azerbaijani, the
/// third has it only there: nothing was moved.
#[test]
fn a_copy_is_not_taken_for_what_was_moved() {
    let mut tried = 0;
    for document in all("docs-hard") {
        let mut whole = Document::default();
        (0..3).for_each(|_| whole.append(&document));
        let one = |number: usize| {
            let of = |pair: usize| {
                let mut links = document.gold[pair].iter();
                links.find(|(a, b)| *a == [number] && b.len() == 1).map(|(_, b)| b[0])
            };
            Some([number, of(0)?, of(1)?])
        };
        let middle = document.texts[0].len() / 2;
        let Some(place) = (middle..document.texts[0].len()).find_map(one) else { continue };
        let third = |v: usize| place[v] + 2 * document.texts[v].len();
        whole.texts[0].remove(third(0));
        whole.texts[1].remove(third(1));
        whole.texts[2].remove(place[2]);
        let beads = aligned(&whole.versions());
        let moved: Vec<&Bead> = beads.iter().filter(|bead| bead.moved).collect();
        assert!(moved.is_empty(), "{moved:?}");
        tried += 1;
    }
    assert!(tried >= 40, "{tried}");
}

/// Three beads in a row of one segment in each version, of which the Azerbaijani ones go to the
/// end: a block is found there, and is said to be moved.
#[test]
fn a_block_that_stands_elsewhere_is_found() {
    let (mut all_beads, mut right, mut whole, mut blocks, mut wrong) = (0, 0, 0, 0, 0);
    for mut document in all("docs-hard").into_iter().chain(all("docs")) {
        let counterpart = |pair: usize, number: usize| {
            let mut links = document.gold[pair].iter();
            links.find(|(a, b)| *a == [number] && b.len() == 1).map(|(_, b)| b[0])
        };
        let row = |first: usize| -> Option<Vec<[usize; 3]>> {
            let one = |s: usize| Some([s, counterpart(0, s)?, counterpart(1, s)?]);
            let row: Vec<_> = (first..first + 3).map(one).collect::<Option<_>>()?;
            row.is_sorted_by(|a, b| (0..3).all(|v| a[v] + 1 == b[v])).then_some(row)
        };
        let last = document.texts[2].len();
        let Some(row) = (1..document.texts[0].len()).find_map(row) else { continue };
        let from = row[0][2];
        if from + 8 > last {
            continue;
        }
        document.texts[2][from..].rotate_left(3);
        let beads = aligned(&document.versions());
        let moved: Vec<&Bead> = beads.iter().filter(|bead| bead.moved).collect();
        let wanted = |k: usize| [row[k][0], row[k][1], last - 3 + k].map(|s| s..s + 1);
        let found = (0..3).filter(|&k| moved.iter().any(|b| b.segments == wanted(k))).count();
        blocks += 1;
        all_beads += 3;
        right += found;
        whole += usize::from(found == 3);
        wrong += moved.len() - found;
    }
    println!("{blocks} blocks, {whole} found whole; {right} of {all_beads} beads, {wrong} wrong");
    assert!(blocks >= 40, "{blocks}");
    assert!(2 * right >= all_beads, "{right} of {all_beads}");
    assert!(10 * wrong <= all_beads, "{wrong} wrong");
}

/// In the development data nothing stands elsewhere; in long documents a sentence may look so that
/// was lost in one place and put in at another.
#[test]
fn nothing_is_said_to_be_moved_that_was_not() {
    for tier in ["docs", "docs-hard", "long500"] {
        let documents = all(tier);
        let moved = |d: &Document| aligned(&d.versions()).iter().filter(|b| b.moved).count();
        let moved: usize = documents.iter().map(moved).sum();
        let all: usize = documents.iter().map(|d| d.texts[0].len()).sum();
        println!("{tier}: {moved} of {all} said to be moved");
        let most = if tier == "long500" { all / 500 } else { 0 };
        assert!(moved <= most, "{tier}: {moved} of {all}");
    }
}

/// The first version leads to the same place in the two others, but those two lead elsewhere.
#[test]
fn pairs_that_contradict_one_another() {
    let mut random = Random(7);
    let mut numbers =
        |n: usize| -> Vec<u64> { (0..n).map(|_| random.next() % 1_000_000).collect() };
    let n = 400;
    let codes = [numbers(2 * n), numbers(2 * n), numbers(2 * n)];
    let text = |first: &[u64], second: &[u64], shift: usize| -> Vec<String> {
        let one = |i: usize| {
            let k = (i + shift) % n;
            let [a, b, c, d] = [first[2 * i], first[2 * i + 1], second[2 * k], second[2 * k + 1]];
            format!("No. {a}, {b}; {c}, {d}.")
        };
        (0..n).map(one).collect()
    };
    // The third pair shares its numbers with what stands half a text away.
    let texts = [
        text(&codes[0], &codes[1], 0),
        text(&codes[0], &codes[2], 0),
        text(&codes[1], &codes[2], n / 2),
    ];
    let versions: Vec<Version<'_>> =
        documents::LANGS.iter().zip(&texts).map(|(lang, texts)| version(lang, texts)).collect();
    let beads = aligned(&versions);
    assert_whole(&versions, &beads);
    let right = |w: usize| {
        let both = |b: &&Bead| b.segments[0].len() == 1 && b.segments[0] == b.segments[w];
        beads.iter().filter(both).count()
    };
    println!("of {n}: {} with the second version, {} with the third", right(1), right(2));
    assert!(right(1).max(right(2)) >= n * 9 / 10);
}

#[test]
fn hard_texts_have_an_answer() {
    for name in hard::NAMES {
        let texts = hard::text(name, 300);
        let versions: Vec<Version<'_>> =
            texts.iter().map(|(lang, texts)| version(lang, texts)).collect();
        assert_whole(&versions, &aligned(&versions));
    }
}

/// The same text three times: every segment with itself.
#[test]
fn the_same_text_three_times() {
    let texts = hard::text("the same text three times", 600);
    let versions: Vec<Version<'_>> =
        texts.iter().map(|(lang, texts)| version(lang, texts)).collect();
    let beads = aligned(&versions);
    let same = |b: &&Bead| b.segments[0] == b.segments[1] && b.segments[0] == b.segments[2];
    let right = beads.iter().filter(same).count();
    assert!(right * 100 >= beads.len() * 99, "{right} of {}", beads.len());
}

#[test]
fn an_empty_version_is_refused() {
    let text = ["Good morning!".to_owned()];
    let versions = [version("en", &text), version("ru", &[]), version("az", &text)];
    let error = align::align(&versions, seed::lexicon()).expect_err("an error");
    assert_eq!(error.kind(), Kind::Usage);
    assert!(error.to_string().contains("the version in ru is empty"), "{error}");
}

/// Five versions are searched in a band: the whole grid of 4,000 by 4,000 beads and segments
/// takes more than half a gigabyte.
#[test]
fn five_long_versions_take_little_memory() {
    const CHILD: &str = "YADDASH_TEST_FIVE_VERSIONS";
    if std::env::var_os(CHILD).is_some() {
        let texts = hard::text("five long versions", 4_000);
        let versions: Vec<Version<'_>> =
            texts.iter().map(|(lang, texts)| version(lang, texts)).collect();
        assert_whole(&versions, &aligned(&versions));
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default());
        return;
    }
    let itself = std::env::current_exe().expect("the test is a file");
    let mut child = Command::new(itself);
    child.args(["--exact", "five_long_versions_take_little_memory", "--nocapture"]);
    let output = child.env(CHILD, "1").output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    // Only Linux tells.
    let Some(line) = text.lines().find(|line| line.starts_with("VmHWM:")) else { return };
    let kilobytes: u64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect(line);
    println!("peak {} MB", kilobytes / 1024);
    assert!(kilobytes < 300 * 1024, "peak {} MB", kilobytes / 1024);
}
