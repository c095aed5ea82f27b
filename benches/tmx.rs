//! How fast the streaming TMX commands are, beside a bare scan of the same file by quick-xml.
//!
//! `cargo bench --bench tmx [-- FILE.tmx]`; without a file, one of 200,000 units is made with
//! `../shared/tools/tmx/gen_big_tmx.py`. Each figure is the best of three runs.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use yaddash::tmx::{self, ReadOptions, WriteOptions, Writer};

fn main() {
    let file = std::env::args().skip(1).find(|a| !a.starts_with("--")).map(PathBuf::from);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = file.unwrap_or_else(|| generated(folder.path()));
    let megabytes = file.metadata().expect("the file is there").len() as f64 / 1e6;
    println!("{} ({megabytes:.0} MB)", file.display());
    let bare = best(|| bare_scan(&file));
    let line = |name: &str, time: Duration| {
        let (time, bare) = (time.as_secs_f64(), bare.as_secs_f64());
        println!(
            "{name:24} {time:7.3} s {:7.0} MB/s  {:5.2} of the bare scan",
            megabytes / time,
            bare / time
        );
    };
    line("quick-xml, bare scan", bare);
    line("read", best(|| read(&file)));
    line("read and write", best(|| write(&file)));
}

fn generated(folder: &Path) -> PathBuf {
    let file = folder.join("big.tmx");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/tools/tmx/gen_big_tmx.py");
    let made = std::process::Command::new("python3").arg(script).arg(&file).status();
    assert!(made.is_ok_and(|status| status.success()), "python3 runs {script}");
    file
}

fn best(mut work: impl FnMut() -> usize) -> Duration {
    (0..3)
        .map(|_| {
            let began = Instant::now();
            std::hint::black_box(work());
            began.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn bare_scan(file: &Path) -> usize {
    let input = BufReader::with_capacity(1 << 16, File::open(file).expect("the file is there"));
    let mut reader = quick_xml::Reader::from_reader(input);
    let (mut buffer, mut events) = (Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).expect("the file is well formed") {
            quick_xml::events::Event::Eof => return events,
            _ => events += 1,
        }
    }
}

fn read(file: &Path) -> usize {
    let reader = tmx::open(file, ReadOptions::default()).expect("the file is there");
    reader.map(|unit| unit.expect("the file is valid")).count()
}

fn write(file: &Path) -> usize {
    let mut reader = tmx::open(file, ReadOptions::default()).expect("the file is there");
    let mut writer = Writer::new(std::io::sink(), reader.header(), WriteOptions::default())
        .expect("a sink takes everything");
    let mut units = 0;
    while let Some(unit) = reader.next_unit().expect("the file is valid") {
        writer.unit(&unit).expect("a sink takes everything");
        units += 1;
    }
    units
}
