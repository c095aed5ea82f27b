//! The weights of the texts' own evidence.

use crate::{Adam, Document, PRIOR, WITH_SEED};
use rayon::prelude::*;
use yaddash::align;
use yaddash::align::fit::{AmongExample, Example, JointExample};
use yaddash::align::joint::{JOINT_FEATURES, JointWeights};
use yaddash::align::through::{Through, View, Views};
use yaddash::align::weights::{
    AMONG, AMONG_FEATURES, AmongWeights, FEATURES, JOINT, JOINT_PAIR, Vector,
};
use yaddash::lang::lexicon::Lexicon;

/// The pairs of the documents, those of one document together.
pub fn examples(documents: &[Document], lexicon: &Lexicon) -> Vec<Example> {
    documents
        .par_iter()
        .flat_map_iter(|document| {
            let versions = document.versions();
            align::pairs(3).zip(&document.links).map(move |((x, y), links)| {
                Example::new(&versions[x], &versions[y], links.clone(), lexicon)
            })
        })
        .collect()
}

/// Fits what the third version counts beside the score of a pair alone under `weights`.
pub fn fit_among(examples: &mut [Example], weights: &Vector) -> AmongWeights {
    examples.par_iter_mut().for_each(|example| example.bootstrap(weights));
    let examples: Vec<AmongExample<'_>> = examples
        .par_chunks(3)
        .flat_map_iter(|three| {
            let views: Vec<[View; 2]> = three.iter().map(|e| e.views(weights)).collect();
            let views = Views::of_pairs(3, views);
            let through: Vec<Through> =
                align::pairs(3).map(|pair| Through::new(pair, &views)).collect();
            three.iter().zip(through).map(|(example, through)| example.among(weights, through))
        })
        .collect();
    let mut among = AMONG;
    let mut adam = Adam::<AMONG_FEATURES>::new();
    for round in 0..60 {
        let (likelihood, gradient) = examples.par_iter().map(|e| e.gradient(&among)).reduce(
            || (0.0, [0.0; AMONG_FEATURES]),
            |(l, a), (m, b)| (l + m, std::array::from_fn(|k| a[k] + b[k])),
        );
        let steps = adam.step(&gradient, if round < 40 { 0.05 } else { 0.01 });
        among.iter_mut().zip(steps).for_each(|(w, step)| *w += step);
        report("among", round, likelihood, || {
            examples.par_iter().map(|e| e.hits(&among)).collect()
        });
    }
    among
}

/// Says how far the fitting has come, every ten rounds.
fn report(
    stage: &str,
    round: usize,
    likelihood: f64,
    hits: impl FnOnce() -> Vec<(usize, usize, usize)>,
) {
    if round % 10 == 9 {
        let (hits, found, gold) =
            hits().into_iter().fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
        let f1 = 2.0 * hits as f64 / (found + gold) as f64;
        eprintln!("{stage}, round {round}: log-likelihood {likelihood:.1}, F1 {f1:.4}");
    }
}

/// Fits the weights of the links of two versions; they teach the words of the texts as they go.
pub fn fit_pairs(examples: &mut [Example], weights: &mut Vector, fixed: &[usize]) {
    let mut adam = Adam::<FEATURES>::new();
    for round in 0..60 {
        if round % 20 == 0 {
            examples.par_iter_mut().for_each(|example| example.bootstrap(weights));
        }
        let (likelihood, mut gradient) = examples.par_iter().map(|e| e.gradient(weights)).reduce(
            || (0.0, [0.0; FEATURES]),
            |(l, a), (m, b)| (l + m, std::array::from_fn(|k| a[k] + b[k])),
        );
        for k in 0..FEATURES {
            gradient[k] =
                if fixed.contains(&k) { 0.0 } else { gradient[k] - PRIOR * f64::from(weights[k]) };
        }
        let steps = adam.step(&gradient, if round < 40 { 0.1 } else { 0.02 });
        weights.iter_mut().zip(steps).for_each(|(w, step)| *w += step as f32);
        report("pair", round, likelihood, || {
            examples.par_iter().map(|e| e.hits(weights)).collect()
        });
    }
}

/// Fits the weights of the joint lattice.
pub fn fit_joint(documents: &[Document], lexicon: &Lexicon) -> (Vector, JointWeights) {
    let examples: Vec<JointExample> = documents
        .par_iter()
        .map(|document| JointExample::new(&document.versions(), document.beads.clone(), lexicon))
        .collect();
    let (mut links, mut beads) = (JOINT_PAIR, JOINT);
    let (mut by_link, mut by_bead) = (Adam::<FEATURES>::new(), Adam::<JOINT_FEATURES>::new());
    for round in 0..80 {
        let (likelihood, mut g, mut h) =
            examples.par_iter().map(|e| e.gradient(&links, &beads)).reduce(
                || (0.0, [0.0; FEATURES], [0.0; JOINT_FEATURES]),
                |(l, a, c), (m, b, d)| {
                    (
                        l + m,
                        std::array::from_fn(|k| a[k] + b[k]),
                        std::array::from_fn(|k| c[k] + d[k]),
                    )
                },
            );
        for k in 0..FEATURES {
            g[k] = if WITH_SEED.contains(&k) { 0.0 } else { g[k] - PRIOR * f64::from(links[k]) };
        }
        // The scale of the pairs is that of their weights.
        h[0] = 0.0;
        (1..JOINT_FEATURES).for_each(|k| h[k] -= PRIOR * beads[k]);
        let rate = if round < 50 { 0.08 } else { 0.02 };
        links.iter_mut().zip(by_link.step(&g, rate)).for_each(|(w, step)| *w += step as f32);
        beads.iter_mut().zip(by_bead.step(&h, rate)).for_each(|(w, step)| *w += step);
        if round % 10 == 9 {
            eprintln!("jointly, round {round}: log-likelihood {likelihood:.1}");
        }
    }
    (links, beads)
}
