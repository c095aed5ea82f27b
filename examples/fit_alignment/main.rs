//! Learns the weights of the aligner from the development data (`../shared/data/align-dev`) and
//! prints them as `src/align/weights.rs` holds them: `cargo run --release --example fit_alignment`.
//! Vectors come from `python3 examples/embed_use.py`, or from the command that is named. All begins
//! with a guess and not with the weights as they are, so it ends the same whenever it is run.
//!
//! `habits` shows how documents of each habit are aligned under the weights as they are.
//! `choose` shows what documents that took no part in the learning say of what is not learned.
//! `confidence` learns the curve of `src/align/confidence.rs` for the weights as they are, and
//! shows what half of the documents teaches about the other half.

mod choose;
mod climb;
mod confidence;
mod document;
mod learn;
mod material;

use document::{Document, HABITS, habits, tier};
use material::{Material, with_vectors};
use yaddash::align;
use yaddash::align::embedding::Vectors;
use yaddash::align::weights::{LEARNED, Weights};
use yaddash::lang::lexicon::Lexicon;

/// The tiers that teach the aligner. Strange languages are taught by `long500` too, for what words
/// are worth that a text teaches itself, a text of twenty segments does not show.
const TIERS: [&str; 3] = ["docs", "docs-hard", "long500"];
const SHORT: usize = 2;
const LONGEST: &str = "long5000";
const COMMAND: &str = "python3 examples/embed_use.py";

/// Documents with their vectors.
type Tier = Vec<(Document, Vectors)>;

/// The documents of a tier with each of the [`HABITS`].
fn of_habits(name: &str, command: &str) -> [Tier; HABITS.len()] {
    habits(tier(name)).map(|documents| with_vectors(documents, command))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["confidence"] => confidence::fit(),
        ["choose"] => choose::choose(COMMAND),
        ["choose", command] => choose::choose(command),
        ["habits"] => show(COMMAND),
        [] => learn(COMMAND),
        [command] => learn(command),
        _ => eprintln!("fit_alignment [confidence | habits | choose] [EMBED COMMAND]"),
    }
}

/// Shows how documents of each habit are aligned, with the seed lexicon.
fn show(command: &str) {
    for name in TIERS {
        let tiers = of_habits(name, command);
        for (what, tier) in HABITS.iter().zip(&tiers) {
            let all = Material::all(tier, align::seed::lexicon());
            for with in [false, true] {
                let alone = material::alone(&all, &LEARNED, with);
                let joint = material::joint(&all, &LEARNED, with);
                println!(
                    "{name} {what} vectors {with}: {alone:.4?} alone, {joint:.4?} among three"
                );
            }
        }
    }
}

/// Chooses how three versions are decoded; without vectors by the longest text too, for which they
/// would take long to ask for.
fn decoding(weights: &Weights, tiers: &[Tier]) -> Weights {
    let mute = |document| (document, Vectors::new(Vec::new()).expect("no vectors"));
    let longest: Tier = tier(LONGEST).into_iter().map(mute).collect();
    let all = tiers.iter().chain([&longest]);
    let all: Vec<_> = all.map(|tier| Material::all(tier, align::seed::lexicon())).collect();
    learn::decoding(weights, [&all, &all[..tiers.len()]])
}

/// Learns the weights and prints them.
fn learn(command: &str) {
    let (nothing, seed) = (Lexicon::new(), align::seed::lexicon());
    let tiers = TIERS.map(|name| of_habits(name, command));
    let of = |habit: usize| -> Vec<Material<'_>> {
        tiers.iter().flat_map(|tier| Material::all(&tier[habit], &nothing)).collect()
    };
    let all: Vec<Vec<Material<'_>>> = (0..HABITS.len()).map(of).collect();
    let varied: Vec<&Material<'_>> = all.iter().flatten().collect();
    let strange = learn::strange(&all[0].iter().collect::<Vec<_>>(), &varied, learn::BELIEF);
    drop(all);
    let tiers = tiers.map(|[plain, ..]| plain);
    let teach: Vec<Material<'_>> =
        tiers[..SHORT].iter().flat_map(|tier| Material::all(tier, seed)).collect();
    let weights = learn::known(&teach.iter().collect::<Vec<_>>(), strange);
    let weights = decoding(&weights, &tiers);
    println!("pub static LEARNED: Weights = {weights:.3?};");
    for (name, tier) in TIERS.iter().zip(&tiers) {
        for (what, lexicon) in [("", seed), (" without a lexicon", &nothing)] {
            let all = Material::all(tier, lexicon);
            for (with, vectors) in [(false, ""), (true, ", with vectors")] {
                let alone = material::alone(&all, &weights, with);
                let joint = material::joint(&all, &weights, with);
                eprintln!("{name}{what}{vectors}: {alone:.4?} alone, {joint:.4?} among three");
            }
        }
    }
}
