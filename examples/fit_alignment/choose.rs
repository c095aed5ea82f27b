//! What documents that took no part in the learning say of what is not learned.

use crate::document::{Document, tier};
use crate::material::{Material, alone, with_vectors};
use crate::{TIERS, Tier, learn};
use rayon::prelude::*;
use yaddash::align::weights::Weights;
use yaddash::lang::lexicon::Lexicon;

/// How many links a text has to show before its habits count as much as the usual ones.
const BELIEFS: [f64; 6] = [10.0, 20.0, 40.0, 80.0, 160.0, 1e6];
/// What documents may be like; all but the first are complete, the fourth but for a page.
const HABITS: [&str; 5] =
    ["as they are", "complete", "joined", "without a page", "sentences end elsewhere"];

/// The habits of the documents that teach. The second makes texts of other habits come out better,
/// and documents as they are worse without vectors: the first was kept.
const TAUGHT: [(&str, &[usize]); 2] =
    [("as they are", &[0]), ("as they are, and that end sentences elsewhere", &[0, 4])];

/// Documents of a tier with these habits.
fn habits(name: &str, command: &str) -> [Tier; 5] {
    let own = tier(name);
    let complete: Vec<Document> = own.iter().map(Document::complete).collect();
    let joined: Vec<Document> = complete.iter().map(Document::joined).collect();
    let paged = joined.iter().map(Document::without_page).collect();
    let shifted = complete.iter().map(Document::shifted).collect();
    [own, complete, joined, paged, shifted].map(|documents| with_vectors(documents, command))
}

/// Shows how likely the gold links of one half of the documents are under the weights for strange
/// languages that the other half teaches, and how well they are found: by what teaches, by what is
/// believed of a text, and by the habits of the texts. Nothing is known of their languages.
pub fn choose(command: &str) {
    let nothing = Lexicon::new();
    let tiers = TIERS.map(|name| habits(name, command));
    let half = |habit: usize, keep: usize| -> Vec<Material<'_>> {
        let all = tiers.iter().map(|tier| Material::all(&tier[habit], &nothing));
        all.flat_map(|tier| tier.into_iter().skip(keep).step_by(2)).collect()
    };
    for (what, taught) in TAUGHT {
        let learned = [0, 1].map(|keep| {
            let teach = taught.iter().flat_map(|&habit| half(habit, 1 - keep));
            learn::strange(&teach.collect::<Vec<_>>(), learn::BELIEF)
        });
        for belief in BELIEFS {
            let mut sum = 0.0;
            for (habit, name) in HABITS.iter().enumerate() {
                for (keep, learned) in learned.iter().enumerate() {
                    let (all, weights) = (half(habit, keep), Weights { belief, ..*learned });
                    let likelihood =
                        |with| all.par_iter().map(move |m| m.likelihood(&weights, with));
                    let likelihood = [false, true].map(|with| likelihood(with).sum::<f64>());
                    sum += likelihood.iter().sum::<f64>();
                    println!(
                        "{name}, half {keep}: log-likelihood {likelihood:.1?}, F1 {:.4?}",
                        alone(&all, &weights, true)
                    );
                }
            }
            println!("taught by documents {what}, belief {belief}: log-likelihood {sum:.1}");
        }
    }
}
