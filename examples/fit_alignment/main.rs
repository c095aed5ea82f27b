//! Learns the weights of the aligner from the development data (`../shared/data/align-dev`) and
//! prints them as `src/align/weights.rs` holds them: `cargo run --release --example fit_alignment`.
//! Named as arguments, single stages are run: `pair` (two versions alone), `strange` (the same
//! without a lexicon), `among` (two of three), `joint` (the beads of three). They learn from the
//! tiers `docs` and `docs-hard`; `strange` from `long500` too, for what words are worth that a
//! text teaches itself, a text of twenty segments does not show.
//!
//! `confidence` learns the curve of `src/align/confidence.rs` for the weights as they are, and
//! shows what half of the documents teaches about the other half.
//! `embed CMD` learns the weights of `src/align/likeness.rs` with an embedding command, such as
//! `'python3 examples/embed_use.py'`, beside those of `weights.rs` as they are.

mod confidence;
mod embed;
mod plain;

use std::collections::BTreeMap;
use std::path::Path;
use yaddash::align::evidence::Tie;
use yaddash::align::weights::{PAIR, STRANGE, feature};
use yaddash::align::{self, Segment, Version};
use yaddash::lang::Lang;
use yaddash::lang::lexicon::Lexicon;
use yaddash::segment::SegmentKind;

const LANGS: [&str; 3] = ["en", "ru", "az"];
/// The tiers that teach the aligner; and those that teach it strange languages.
const TIERS: [&str; 2] = ["docs", "docs-hard"];
const STRANGE_TIERS: [&str; 3] = ["docs", "docs-hard", "long500"];

/// Set by hand: 1-1 is the measure of the other shapes; the development data have no kinds and no
/// dialogue.
const BY_HAND: [usize; 3] = [feature::ONE_ONE, feature::KIND, feature::DASH];
/// With the seed lexicon also what learned words are worth: it covers the short documents too well
/// to show that.
const WITH_SEED: [usize; 4] =
    [feature::ONE_ONE, feature::KIND, feature::DASH, feature::TIES + Tie::Learned as usize];

/// One document: the texts of the versions, the gold links of each pair, the gold beads.
struct Document {
    texts: [String; 3],
    links: [Vec<(usize, usize, usize, usize)>; 3],
    beads: Vec<([usize; 3], [usize; 3])>,
}

impl Document {
    fn read(folder: &Path, name: &str) -> Document {
        let read = |ending: &str| {
            std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).expect("gold data")
        };
        let mut beads = Vec::new();
        let mut end = [0; 3];
        for line in read("nway.jsonl").lines() {
            let bead: BTreeMap<String, Vec<usize>> = serde_json::from_str(line).expect("a bead");
            let size = LANGS.map(|lang| bead.get(lang).map_or(0, Vec::len));
            let alone = size.iter().filter(|s| **s > 0).count() == 1;
            for v in 0..3 {
                for _ in 0..if alone { size[v] } else { 0 } {
                    end[v] += 1;
                    beads.push((end, [0, 1, 2].map(|w| usize::from(w == v))));
                }
            }
            if !alone {
                end = [0, 1, 2].map(|v| end[v] + size[v]);
                beads.push((end, size));
            }
        }
        let pairs = [(0, 1), (0, 2), (1, 2)];
        Document {
            texts: LANGS.map(read),
            links: pairs.map(|(x, y)| links(&read(&format!("{}-{}.gold", LANGS[x], LANGS[y])))),
            beads,
        }
    }

    fn versions(&self) -> [Version<'_>; 3] {
        [0, 1, 2].map(|v| {
            let mut paragraph = 0;
            let mut segments = Vec::new();
            for text in self.texts[v].lines() {
                match text.trim().is_empty() {
                    true => paragraph += 1,
                    false => {
                        segments.push(Segment { text, paragraph, kind: SegmentKind::Sentence })
                    }
                }
            }
            Version { lang: Lang::parse(LANGS[v]).expect("a tag"), segments }
        })
    }
}

/// Gold links as ends and sizes; every segment without counterpart is a link of its own.
fn links(gold: &str) -> Vec<(usize, usize, usize, usize)> {
    let count = |side: &str| {
        side.trim_matches(['[', ']', ' ']).split(',').filter(|n| !n.trim().is_empty()).count()
    };
    let (mut i, mut j) = (0, 0);
    let mut links = Vec::new();
    for line in gold.lines() {
        let (a, b) = line.split_once(':').expect("a link");
        match (count(a), count(b)) {
            (p, 0) => (0..p).for_each(|_| {
                i += 1;
                links.push((i, j, 1, 0));
            }),
            (0, q) => (0..q).for_each(|_| {
                j += 1;
                links.push((i, j, 0, 1));
            }),
            (p, q) => {
                (i, j) = (i + p, j + q);
                links.push((i, j, p, q));
            }
        }
    }
    links
}

/// Adam (Kingma and Ba 2015) on the likelihood.
struct Adam<const N: usize> {
    mean: [f64; N],
    square: [f64; N],
    round: i32,
}

impl<const N: usize> Adam<N> {
    fn new() -> Self {
        Adam { mean: [0.0; N], square: [0.0; N], round: 0 }
    }

    /// The steps to take.
    fn step(&mut self, gradient: &[f64; N], rate: f64) -> [f64; N] {
        self.round += 1;
        std::array::from_fn(|k| {
            self.mean[k] = 0.9 * self.mean[k] + 0.1 * gradient[k];
            self.square[k] = 0.99 * self.square[k] + 0.01 * gradient[k] * gradient[k];
            let mean = self.mean[k] / (1.0 - 0.9f64.powi(self.round));
            let square = self.square[k] / (1.0 - 0.99f64.powi(self.round));
            rate * mean / (square.sqrt() + 1e-6)
        })
    }
}

/// Keeps weights small: the strength of the Gaussian prior.
const PRIOR: f64 = 0.5;

fn main() {
    let documents = || TIERS.into_iter().flat_map(tier).collect::<Vec<Document>>();
    let strange = || STRANGE_TIERS.into_iter().flat_map(tier).collect::<Vec<Document>>();
    let stages: Vec<String> = std::env::args().skip(1).collect();
    if stages.as_slice() == ["confidence"] {
        return confidence::fit();
    }
    if let [stage, command] = stages.as_slice()
        && stage == "embed"
    {
        return embed::fit(&documents(), &strange(), command);
    }
    let wanted = |stage: &str| stages.is_empty() || stages.iter().any(|s| s == stage);
    let seed = align::seed::lexicon();
    let mut examples = plain::examples(&documents(), seed);
    let mut pair = PAIR;
    if wanted("pair") {
        plain::fit_pairs(&mut examples, &mut pair, &WITH_SEED);
        println!("pub const PAIR: Vector = {pair:.3?};");
    }
    if wanted("among") {
        println!("pub const AMONG: AmongWeights = {:.3?};", plain::fit_among(&mut examples, &pair));
    }
    drop(examples);
    if wanted("strange") {
        let mut weights = STRANGE;
        let mut examples = plain::examples(&strange(), &Lexicon::new());
        plain::fit_pairs(&mut examples, &mut weights, &BY_HAND);
        println!("pub const STRANGE: Vector = {weights:.3?};");
    }
    if wanted("joint") {
        let (joint_pair, joint) = plain::fit_joint(&documents(), seed);
        println!("pub const JOINT_PAIR: Vector = {joint_pair:.3?};");
        println!("pub const JOINT: JointWeights = {joint:.3?};");
    }
}

/// The documents of a tier, by name.
fn tier(tier: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/align-dev").join(tier);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the development data")
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".nway.jsonl").map(str::to_owned)
        })
        .collect();
    names.sort();
    names.iter().map(|name| Document::read(&folder, name)).collect()
}

/// The sum of two arrays.
fn sum<T: Copy + std::ops::Add<Output = T>, const N: usize>(a: [T; N], b: [T; N]) -> [T; N] {
    std::array::from_fn(|k| a[k] + b[k])
}
