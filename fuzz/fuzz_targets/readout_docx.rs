//! Any docx is read or refused: bytes as a package, and bytes as the document inside one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use yaddash::readout::{self, ReadOptions};
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &[u8] = b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/\
    vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

fn package(document: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in [("[Content_Types].xml", TYPES), ("word/document.xml", document)] {
        zip.start_file(name, stored).expect("memory holds it");
        zip.write_all(part).expect("memory holds it");
    }
    zip.finish().expect("memory holds it").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let packed = match bytes.starts_with(b"PK") {
        true => bytes.to_vec(),
        false => package(bytes),
    };
    let options = ReadOptions::default();
    let Ok((readout, _)) = readout::read(&packed, "fuzz.docx", &options) else { return };
    for block in &readout.blocks {
        assert!(readout.text.get(block.span.clone()).is_some());
    }
});
