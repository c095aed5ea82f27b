//! Any bytes of a web page are read or refused, and every block lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yaddash::readout::{self, ReadOptions};

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions::default();
    let Ok((readout, _)) = readout::read(bytes, "fuzz.html", &options) else { return };
    for block in &readout.blocks {
        assert!(readout.text.get(block.span.clone()).is_some());
    }
});
