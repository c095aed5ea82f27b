//! A progress bar for work that takes longer than a second, on a terminal only.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How wide the bar is, in characters.
const WIDTH: usize = 30;

/// How far some work is.
pub struct Progress {
    total: usize,
    done: usize,
    begun: Instant,
    shown: bool,
    terminal: bool,
}

impl Progress {
    /// Work of so many steps begins.
    pub fn new(total: usize) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        Progress { total, done: 0, begun: Instant::now(), shown: false, terminal }
    }

    /// So many more steps are done.
    pub fn step(&mut self, steps: usize, out: &mut dyn Write) {
        self.done += steps;
        if self.terminal && self.begun.elapsed() > PATIENCE {
            let full = WIDTH * self.done.min(self.total) / self.total.max(1);
            let bar = "█".repeat(full) + &"░".repeat(WIDTH - full);
            // A bar that cannot be drawn is no reason to stop.
            let _ = write!(out, "\r{bar} {}/{} ", self.done, self.total);
            let _ = out.flush();
            self.shown = true;
        }
    }

    /// Takes the bar away.
    pub fn end(self, out: &mut dyn Write) {
        if self.shown {
            let _ = write!(out, "\r\x1b[K");
            let _ = out.flush();
        }
    }
}
