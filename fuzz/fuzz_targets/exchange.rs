//! Any bytes are units in each exchange format, or refused; what is read is written in every
//! format, and read again there. The first byte says in which format the others are read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Write;
use std::path::{Path, PathBuf};
use yaddash::error::Result;
use yaddash::exchange::{self, Format, Held, Input, Plan, ReadOptions};
use yaddash::lang::Lang;
use yaddash::tmx::{Header, Unit};

fn languages() -> Vec<Lang> {
    ["en", "ru"].iter().map(|tag| Lang::parse(tag).expect("a tag")).collect()
}

fn file(number: usize, bytes: &[u8]) -> PathBuf {
    let name = format!("yaddash-fuzz-{}-{number}", std::process::id());
    let path = std::env::temp_dir().join(name);
    let mut file = std::fs::File::create(&path).expect("the folder can be written");
    file.write_all(bytes).expect("the folder can be written");
    path
}

fn read(format: Format, paths: &[PathBuf]) -> Result<(Header, Vec<Unit>)> {
    let options = ReadOptions { languages: languages(), ..ReadOptions::default() };
    let input = match format {
        Format::Bitext => {
            let files = languages().into_iter().zip(paths.iter().cloned());
            Input::parallel(files.collect(), options)
        }
        _ => Input::file(Path::new(&paths[0]), Some(format), options)?,
    };
    let mut units = input.open()?;
    let mut all = Vec::new();
    while let Some(unit) = units.next_unit()? {
        all.push(unit);
    }
    Ok((units.header().clone(), all))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let (_, format) = Format::ALL[usize::from(*first) % Format::ALL.len()];
    let (left, right) = match bytes.iter().position(|byte| *byte == 0x1e) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, bytes),
    };
    let paths = match format {
        Format::Bitext => vec![file(0, left), file(1, right)],
        _ => vec![file(0, bytes)],
    };
    let Ok((header, units)) = read(format, &paths) else { return };
    let held = || Held::new(header.clone(), units.clone());
    let Ok(plan) = Plan::survey(&mut held(), None, None) else { return };
    for (name, format) in Format::ALL.into_iter().filter(|(_, f)| *f != Format::Bitext) {
        let mut out = Vec::new();
        if exchange::convert(&mut held(), format, &mut out, &plan).is_ok() {
            if let Err(error) = read(format, &[file(2, &out)]) {
                let out = String::from_utf8_lossy(&out);
                panic!("what was written as {name} is refused: {error} {:?}\n{out}", error.place());
            }
        }
    }
});
