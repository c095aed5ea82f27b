//! The development data and their gold, as the tests of the aligner read them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use yaddash::align::{Segment, Version};
use yaddash::lang::Lang;
use yaddash::segment::SegmentKind;

/// The languages of the development data.
pub const LANGS: [&str; 3] = ["en", "ru", "az"];

/// Segments of two versions that translate one another.
pub type Link = (Vec<usize>, Vec<usize>);

/// The folder of a tier.
pub fn tier(tier: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/align-dev").join(tier)
}

/// The text of a file.
pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The names of the documents in the folder of a tier, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder:?}: {e}"));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".nway.jsonl").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// A text of a segment a line, in which an empty line ends a paragraph.
pub fn version<'a>(lang: &str, text: &'a str) -> Version<'a> {
    let mut paragraph = 0;
    let mut segments = Vec::new();
    for text in text.lines() {
        match text.trim().is_empty() {
            true => paragraph += 1,
            false => segments.push(Segment { text, paragraph, kind: SegmentKind::Sentence }),
        }
    }
    Version { lang: Lang::parse(lang).unwrap(), segments }
}

/// The numbers in `[0, 1]`.
pub fn side(side: &str) -> Vec<usize> {
    side.trim_matches(['[', ']', ' ']).split(',').filter_map(|n| n.trim().parse().ok()).collect()
}

/// The links of a gold file that have both sides.
pub fn links(gold: &str) -> BTreeSet<Link> {
    gold.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(a, b)| (side(a), side(b)))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .collect()
}

/// The links of groups that have both sides.
pub fn linked<'a>(
    groups: impl IntoIterator<Item = &'a (Range<usize>, Range<usize>)>,
) -> BTreeSet<Link> {
    let groups = groups.into_iter().filter(|(a, b)| !a.is_empty() && !b.is_empty());
    groups.map(|(a, b)| (a.clone().collect(), b.clone().collect())).collect()
}
