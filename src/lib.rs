//! Yaddash (Azerbaijani *yaddaş*, "memory") is a multilingual translation memory for official
//! readouts: it segments the versions of a text, aligns them jointly, stores them as TMX and
//! suggests matches for the next one.
//!
//! Data flows down this list and never back up; a layer imports only from the layers above it
//! on this list (`tests/layers.rs` keeps that).
//!
//! | layer | module | what goes in → what comes out |
//! |---|---|---|
//! | 0 | [`lang`], [`error`], [`fs`] | languages as data: tags, case, words, stems, numbers, transliteration |
//! | 1 | [`readout`] | bytes → text with blocks; workbooks → cells |
//! | 2 | [`segment`] | readout → segments |
//! | 3 | [`align`] | segments of N versions → beads |
//! | 4 | [`tmx`] | units ↔ TMX |
//! | 5 | [`memory`], [`glossary`] | units → index → matches; term base → term hits |
//! | 6 | [`suggest`], [`check`] | suggestions; findings |
//! | 7 | [`exchange`] | units ↔ tables, PO, XLIFF, plain bitext, OmegaT projects |
//! | 8 | [`report`] | results → text, JSON Lines, SARIF |
//! | 9 | [`cli`], [`workspace`], [`embed`] | arguments → calls → exit status |

pub mod align;
pub mod check;
pub mod cli;
pub mod embed;
pub mod error;
pub mod exchange;
pub mod fs;
pub mod glossary;
pub mod lang;
pub mod memory;
pub mod readout;
pub mod report;
pub mod segment;
pub mod suggest;
pub mod tmx;
pub mod workspace;
