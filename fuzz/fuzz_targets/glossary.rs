//! Any bytes are a glossary or refused, as a table, as TBX and as OmegaT's; what is read can be
//! written as a table, which is read or refused too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yaddash::glossary::Glossary;
use yaddash::lang::Lang;

fuzz_target!(|bytes: &[u8]| {
    let [en, ru] = ["en", "ru"].map(|tag| Lang::parse(tag).expect("a tag"));
    for file in ["fuzz.tsv", "fuzz.csv", "fuzz.tbx", "fuzz.utf8"] {
        let Ok((glossary, _)) = Glossary::read(file, bytes, Some((&en, &ru))) else { continue };
        let table = glossary.to_table(b'\t');
        let _ = Glossary::read("again.tsv", table.as_bytes(), None);
    }
});
