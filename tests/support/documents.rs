//! Documents of the development data, and long ones made of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use yaddash::align::{self, Bead, Segment, Version};
use yaddash::lang::Lang;
use yaddash::segment::SegmentKind;

/// The languages of the development data.
pub const LANGS: [&str; 3] = ["en", "ru", "az"];

/// A link of the gold.
pub type Link = (Vec<usize>, Vec<usize>);

/// A document: its segments in each language, and the links of its pairs.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// For every language the segments.
    pub texts: [Vec<String>; 3],
    /// For every pair of languages the links that have both sides.
    pub gold: [Vec<Link>; 3],
}

fn folder(tier: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/align-dev").join(tier)
}

/// The numbers in `[0, 1]`.
fn side(side: &str) -> Vec<usize> {
    side.trim_matches(['[', ']', ' ']).split(',').filter_map(|n| n.trim().parse().ok()).collect()
}

/// All documents of a tier, by name.
pub fn all(tier: &str) -> Vec<Document> {
    let folder = folder(tier);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder:?}: {e}"));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".nway.jsonl").map(str::to_owned))
        .collect();
    names.sort();
    names.iter().map(|name| read(&folder, name)).collect()
}

fn read(folder: &Path, name: &str) -> Document {
    let read = |ending: &str| {
        let path = folder.join(format!("{name}.{ending}"));
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let lines = |text: String| {
        text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let links = |text: String| {
        let links = text.lines().filter_map(|line| line.split_once(':'));
        links
            .map(|(a, b)| (side(a), side(b)))
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .collect::<Vec<_>>()
    };
    Document {
        texts: LANGS.map(|lang| lines(read(lang))),
        gold: [(0, 1), (0, 2), (1, 2)]
            .map(|(x, y)| links(read(&format!("{}-{}.gold", LANGS[x], LANGS[y])))),
    }
}

impl Document {
    /// The versions, without paragraph marks.
    pub fn versions(&self) -> Vec<Version<'_>> {
        LANGS.iter().zip(&self.texts).map(|(lang, texts)| version(lang, texts)).collect()
    }

    /// Adds another document at the end.
    pub fn append(&mut self, other: &Document) {
        let before = [0, 1, 2].map(|v| self.texts[v].len());
        for (own, theirs) in self.texts.iter_mut().zip(&other.texts) {
            own.extend(theirs.iter().cloned());
        }
        for ((x, y), (own, theirs)) in align::pairs(3).zip(self.gold.iter_mut().zip(&other.gold)) {
            let shifted = |side: &[usize], v: usize| side.iter().map(|s| s + before[v]).collect();
            own.extend(theirs.iter().map(|(a, b)| (shifted(a, x), shifted(b, y))));
        }
    }

    /// Strict F1 of the links of each pair in `beads`.
    pub fn f1(&self, beads: &[Bead]) -> [f64; 3] {
        [0, 1, 2].map(|pair| {
            let gold: BTreeSet<&Link> = self.gold[pair].iter().collect();
            let links = beads.iter().flat_map(|bead| &bead.pairs[pair]);
            let found: BTreeSet<Link> = links
                .filter(|(a, b)| !a.is_empty() && !b.is_empty())
                .map(|(a, b)| (a.clone().collect(), b.clone().collect()))
                .collect();
            let right = found.iter().filter(|link| gold.contains(link)).count();
            2.0 * right as f64 / (found.len() + gold.len()).max(1) as f64
        })
    }
}

/// Segments as a version, all in one paragraph.
pub fn version<'a>(lang: &str, texts: &'a [String]) -> Version<'a> {
    let segment = |text: &'a String| Segment { text, paragraph: 0, kind: SegmentKind::Sentence };
    Version {
        lang: Lang::parse(lang).expect("a tag"),
        segments: texts.iter().map(segment).collect(),
    }
}

/// A generator of pseudo-random numbers (Vigna, SplitMix64), so that every run sees the same.
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Puts the items into another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// A document of at least so many segments in the first language: the documents of `docs-hard`
/// one after the other, in another order each time all of them have been used.
pub fn concatenated(segments: usize) -> Document {
    let documents = all("docs-hard");
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let mut random = Random(5);
    let mut whole = Document::default();
    loop {
        random.shuffle(&mut order);
        for &number in &order {
            if whole.texts[0].len() >= segments {
                return whole;
            }
            whole.append(&documents[number]);
        }
    }
}
