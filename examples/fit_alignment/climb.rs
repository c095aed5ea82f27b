//! The weights under which examples are likeliest.

use rayon::prelude::*;
use yaddash::align::fit::Example;

/// Keeps weights small: the precision of the Gaussian prior.
const PRIOR: f64 = 0.5;
/// When to stop: after so many steps, or when a step gains less than that, in nats.
const STEPS: usize = 80;
const GAIN: f64 = 0.01;

/// Climbs from `start` (BFGS, each step halved until it gains), with a prior around `centre`;
/// `may_change` takes from a gradient what must stay.
pub fn climb<E: Example + Sync>(
    examples: &[E],
    start: &[f64],
    centre: &[f64],
    may_change: impl Fn(&mut [f64]),
) -> Vec<f64> {
    let value = |x: &[f64]| -> (f64, Vec<f64>) {
        let none = || (0.0, vec![0.0; x.len()]);
        // One after the other: the sum must not hang on who is first.
        let each: Vec<_> = examples.par_iter().map(|example| example.gradient(x)).collect();
        let (mut sum, mut gradient) = each
            .into_iter()
            .fold(none(), |(l, a), (m, b)| (l + m, a.iter().zip(b).map(|(x, y)| x + y).collect()));
        for ((g, x), c) in gradient.iter_mut().zip(x).zip(centre) {
            sum -= 0.5 * PRIOR * (x - c).powi(2);
            *g -= PRIOR * (x - c);
        }
        may_change(&mut gradient);
        (sum, gradient)
    };
    let mut x = start.to_vec();
    let (mut height, mut slope) = value(&x);
    let n = x.len();
    // What is known of the curvature, the other way round.
    let first = 0.1 / dot(&slope, &slope).sqrt().max(0.1);
    let mut inverse: Vec<Vec<f64>> =
        (0..n).map(|k| (0..n).map(|l| if k == l { first } else { 0.0 }).collect()).collect();
    for _ in 0..STEPS {
        let way: Vec<f64> = inverse.iter().map(|row| dot(row, &slope)).collect();
        let promise = dot(&way, &slope);
        let mut tries = (0..12).map(|halved| {
            let size = 0.5f64.powi(halved);
            let there: Vec<f64> = x.iter().zip(&way).map(|(x, w)| x + size * w).collect();
            let (higher, slope) = value(&there);
            (higher - height - 1e-4 * size * promise, there, higher, slope)
        });
        let Some((_, there, higher, next)) = tries.find(|(gain, ..)| *gain > 0.0) else { break };
        let gain = higher - height;
        let moved: Vec<f64> = there.iter().zip(&x).map(|(a, b)| a - b).collect();
        let bent: Vec<f64> = slope.iter().zip(&next).map(|(a, b)| a - b).collect();
        (x, height, slope) = (there, higher, next);
        if gain < GAIN {
            break;
        }
        update(&mut inverse, &moved, &bent);
    }
    eprintln!("  log-likelihood {height:.1}");
    x
}

/// What a step along `moved`, on which the slope fell by `bent`, says of the inverse curvature.
fn update(inverse: &mut [Vec<f64>], moved: &[f64], bent: &[f64]) {
    let along = dot(moved, bent);
    if along < 1e-9 {
        return;
    }
    let through: Vec<f64> = inverse.iter().map(|row| dot(row, bent)).collect();
    let scale = 1.0 + dot(bent, &through) / along;
    for (k, row) in inverse.iter_mut().enumerate() {
        for (l, cell) in row.iter_mut().enumerate() {
            *cell += (scale * moved[k] * moved[l] - through[k] * moved[l] - moved[k] * through[l])
                / along;
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
