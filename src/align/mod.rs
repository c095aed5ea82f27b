//! Segments of N versions → beads.
