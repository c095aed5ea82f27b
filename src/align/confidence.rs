//! From the posterior probability of a bead to its confidence.

/// Below this confidence a bead wants a look.
pub const DOUBTFUL: f64 = 0.7;

/// Posterior → confidence, linear in between. It follows what `cargo run --release --example
/// fit_alignment confidence` finds (posteriors in the middle are too modest), smoothed until more
/// confidence means more right beads in every tier of the development data; only the upper end is
/// bent down, because a bead of confidence 0.9 is one that nobody should have to look at.
const CURVE: [(f64, f64); 6] =
    [(0.0, 0.0), (0.45, 0.45), (0.5, 0.6), (0.8, 0.75), (0.93, 0.9), (1.0, 1.0)];

/// The calibrated confidence of a bead of the given posterior probability.
pub fn calibrated(posterior: f64) -> f64 {
    on(CURVE.iter().copied(), posterior)
}

/// The posterior probability of a bead of the given confidence.
pub fn posterior(confidence: f64) -> f64 {
    on(CURVE.iter().map(|&(x, y)| (y, x)), confidence)
}

/// The value at `x` of a line through points that rise.
fn on(points: impl Iterator<Item = (f64, f64)>, x: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    let (mut x0, mut y0) = (0.0, 0.0);
    for (x1, y1) in points {
        if x <= x1 && x1 > x0 {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
        (x0, y0) = (x1, y1);
    }
    1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_rises_and_can_be_turned_round() {
        assert!(CURVE.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
        for hundredth in 0..=100 {
            let x = f64::from(hundredth) / 100.0;
            assert!((posterior(calibrated(x)) - x).abs() < 1e-9, "{x}");
        }
        assert_eq!((calibrated(-1.0), calibrated(2.0)), (0.0, 1.0));
    }
}
