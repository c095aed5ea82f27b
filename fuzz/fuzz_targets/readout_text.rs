//! Any bytes of a text are read or refused, and every block lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yaddash::readout::{self, ReadOptions};

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions::default();
    let Ok((readout, _)) = readout::read(bytes, "fuzz.txt", &options) else { return };
    let mut end = 0;
    for block in &readout.blocks {
        assert!(end <= block.span.start && block.span.start <= block.span.end);
        assert!(readout.text.get(block.span.clone()).is_some());
        end = block.span.end;
    }
});
