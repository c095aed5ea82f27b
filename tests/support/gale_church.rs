//! The length-only baseline.

use std::collections::BTreeSet;
use yaddash::align::Version;

type Link = (Vec<usize>, Vec<usize>);

/// Gale and Church (1993): lengths in characters and the six classical shapes, nothing else.
pub fn gale_church(versions: &[Version<'_>; 2]) -> BTreeSet<Link> {
    const SHAPES: [(usize, usize, f64); 6] =
        [(1, 1, 0.89), (1, 0, 0.0099), (0, 1, 0.0099), (2, 1, 0.089), (1, 2, 0.089), (2, 2, 0.011)];
    let lengths = |v: usize| -> Vec<f64> {
        versions[v].segments.iter().map(|s| s.text.chars().count() as f64).collect()
    };
    let (a, b) = (lengths(0), lengths(1));
    let ratio = b.iter().sum::<f64>() / a.iter().sum::<f64>();
    let cost = |x: f64, y: f64, prior: f64| {
        let mean = (x + y / ratio) / 2.0;
        let delta = (y - ratio * x) / (6.8 * mean.max(1.0)).sqrt();
        // Twice the upper tail of the normal distribution (Abramowitz and Stegun 26.2.17).
        let z = delta.abs();
        let t = 1.0 / (1.0 + 0.2316419 * z);
        let series = t
            * (0.31938153
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        let tail = 2.0 * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * series;
        -tail.max(1e-300).ln() - prior.ln()
    };
    let (n, m) = (a.len(), b.len());
    let mut best = vec![vec![(f64::INFINITY, 0); m + 1]; n + 1];
    best[0][0].0 = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            for (shape, (p, q, prior)) in SHAPES.into_iter().enumerate() {
                if p <= i && q <= j {
                    let x: f64 = a[i - p..i].iter().sum();
                    let y: f64 = b[j - q..j].iter().sum();
                    let total = best[i - p][j - q].0 + cost(x, y, prior);
                    if total < best[i][j].0 {
                        best[i][j] = (total, shape);
                    }
                }
            }
        }
    }
    let (mut i, mut j) = (n, m);
    let mut links = BTreeSet::new();
    while i > 0 || j > 0 {
        let (p, q, _) = SHAPES[best[i][j].1];
        if p > 0 && q > 0 {
            links.insert(((i - p..i).collect(), (j - q..j).collect()));
        }
        (i, j) = (i - p, j - q);
    }
    links
}
