//! What documents that took no part in the learning say of what is not learned.

use crate::document::HABITS;
use crate::material::{Material, alone};
use crate::{TIERS, learn, of_habits};
use rayon::prelude::*;
use yaddash::align::weights::Weights;
use yaddash::lang::lexicon::Lexicon;

/// How many links a text has to show before its habits count as much as the usual ones.
const BELIEFS: [f64; 6] = [10.0, 20.0, 40.0, 80.0, 160.0, 1e6];

/// The habits of the documents that teach what vectors say. The last is what is taken: under it
/// documents of all habits are likeliest in sum. (What texts say themselves is taught by documents as
/// they are: by others too, those come out worse without vectors.)
const TAUGHT: [(&str, &[usize]); 3] = [
    ("as they are", &[0]),
    ("of all habits but the last", &[0, 1, 2, 3, 4, 5, 6]),
    ("of all habits", &[0, 1, 2, 3, 4, 5, 6, 7]),
];

/// Shows how likely the gold links of one half of the documents are under the weights for strange
/// languages that the other half teaches, and how well they are found with vectors: by what teaches,
/// by the habits of the texts, and by what is believed of a text. Nothing is known of their
/// languages.
pub fn choose(command: &str) {
    let nothing = Lexicon::new();
    let tiers = TIERS.map(|name| of_habits(name, command));
    let half = |habit: usize, keep: usize| -> Vec<Material<'_>> {
        let all = tiers.iter().map(|tier| Material::all(&tier[habit], &nothing));
        all.flat_map(|tier| tier.into_iter().skip(keep).step_by(2)).collect()
    };
    let halves: Vec<[Vec<Material<'_>>; 2]> =
        (0..HABITS.len()).map(|habit| [0, 1].map(|keep| half(habit, keep))).collect();
    for (what, taught) in TAUGHT {
        let learned = [1, 0].map(|keep| {
            let plain: Vec<&Material<'_>> = halves[0][keep].iter().collect();
            let varied: Vec<&Material<'_>> =
                taught.iter().flat_map(|&habit| &halves[habit][keep]).collect();
            learn::strange(&plain, &varied, learn::BELIEF)
        });
        for belief in BELIEFS {
            let mut sum = [0.0; 2];
            for (name, halves) in HABITS.iter().zip(&halves) {
                let mut likelihood = [0.0; 2];
                let mut found = Vec::new();
                for (half, learned) in halves.iter().zip(&learned) {
                    let weights = Weights { belief, ..*learned };
                    for (sum, with) in likelihood.iter_mut().zip([false, true]) {
                        let each = half.par_iter().map(|m| m.likelihood(&weights, with));
                        *sum += each.collect::<Vec<f64>>().iter().sum::<f64>();
                    }
                    found.push(alone(half, &weights, true));
                }
                println!("{name}: log-likelihood {likelihood:.1?}, F1 {found:.4?}");
                sum.iter_mut().zip(likelihood).for_each(|(sum, l)| *sum += l);
            }
            println!("taught by documents {what}, belief {belief}: log-likelihood {sum:.1?}");
        }
    }
}
