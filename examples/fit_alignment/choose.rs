//! What documents that took no part in the learning say of what is not learned.

use crate::document::{Document, tier};
use crate::material::{Material, alone, with_vectors};
use crate::{TIERS, Tier, learn};
use rayon::prelude::*;
use yaddash::align::weights::Weights;
use yaddash::lang::lexicon::Lexicon;

/// How many links a text has to show before its habits count as much as the usual ones.
const BELIEFS: [f64; 6] = [10.0, 20.0, 40.0, 80.0, 160.0, 1e6];
/// What documents may be like.
const HABITS: [&str; 4] = ["as they are", "complete", "complete and joined", "without a page"];

/// Documents of a tier with these habits.
fn habits(name: &str, command: &str) -> [Tier; 4] {
    let own = tier(name);
    let complete: Vec<Document> = own.iter().map(Document::complete).collect();
    let joined: Vec<Document> = complete.iter().map(Document::joined).collect();
    let paged = joined.iter().map(Document::without_page).collect();
    [own, complete, joined, paged].map(|documents| with_vectors(documents, command))
}

/// Shows for every belief how likely the gold links of one half of the documents are under the
/// weights that the other half teaches, and how well they are found; in texts with other habits
/// too. Nothing is known of their languages.
pub fn belief(command: &str) {
    let nothing = Lexicon::new();
    let tiers = TIERS.map(|name| habits(name, command));
    let half = |habit: usize, keep: usize| -> Vec<Material<'_>> {
        let all = tiers.iter().map(|tier| Material::all(&tier[habit], &nothing));
        all.flat_map(|tier| tier.into_iter().skip(keep).step_by(2)).collect()
    };
    let learned = [0, 1].map(|keep| learn::strange(&half(0, 1 - keep), learn::BELIEF));
    for belief in BELIEFS {
        let mut sum = 0.0;
        for (habit, name) in HABITS.iter().enumerate() {
            for (keep, learned) in learned.iter().enumerate() {
                let (all, weights) = (half(habit, keep), Weights { belief, ..*learned });
                let likelihood = [false, true]
                    .map(|with| all.par_iter().map(|m| m.likelihood(&weights, with)).sum::<f64>());
                sum += likelihood.iter().sum::<f64>();
                println!(
                    "belief {belief}, {name}, half {keep}: log-likelihood {likelihood:.1?}, F1 {:.4?}",
                    alone(&all, &weights, true)
                );
            }
        }
        println!("belief {belief}: log-likelihood {sum:.1}");
    }
}
