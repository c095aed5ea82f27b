//! Any bytes are read or refused; what is read can be written and is read the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yaddash::tmx::{ReadOptions, Reader, Unit, WriteOptions, Writer};

fn read(bytes: &[u8], repair: bool) -> Option<(Reader<'_>, Vec<Unit>)> {
    let mut reader = Reader::new(bytes, "fuzz.tmx", ReadOptions { repair }).ok()?;
    let units = reader.by_ref().collect::<Result<_, _>>().ok()?;
    Some((reader, units))
}

fuzz_target!(|bytes: &[u8]| {
    for repair in [false, true] {
        let Some((reader, units)) = read(bytes, repair) else { continue };
        let options = WriteOptions::default();
        let mut writer = Writer::new(Vec::new(), reader.header(), options).expect("memory holds it");
        units.iter().for_each(|unit| writer.unit(unit).expect("memory holds it"));
        let written = writer.finish_with(reader.tail()).expect("memory holds it");
        let (again, units_again) = read(&written, false).expect("what was written is read");
        assert_eq!(units_again, units);
        assert_eq!(again.tail(), reader.tail());
    }
});
