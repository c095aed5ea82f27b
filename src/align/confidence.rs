//! From the posterior probability of a bead to its confidence.

/// Below this confidence a bead wants a look.
pub const DOUBTFUL: f64 = 0.7;

/// Posterior → confidence, linear in between. The posterior of the lattice is nearly calibrated
/// as it is (`cargo test --test alignment_quality -- --nocapture` prints the reliability table);
/// the upper end is bent down a little, because a bead of confidence 0.9 is one that nobody
/// should have to look at.
const CURVE: [(f64, f64); 4] = [(0.0, 0.0), (0.8, 0.75), (0.93, 0.9), (1.0, 1.0)];

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
