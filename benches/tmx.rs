//! How fast the streaming TMX commands are, beside a bare scan of the same file by quick-xml.
//!
//! `cargo bench --bench tmx [-- FILE.tmx [NAME…]]`; without a file, one of 200,000 units is made
//! with `../shared/tools/tmx/gen_big_tmx.py`; with names, only those are run. Each figure is the
//! best of three runs.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use yaddash::tmx::{self, Filter, ReadOptions};

type Command = fn(&Path) -> usize;

const COMMANDS: [(&str, Command); 6] = [
    ("bare", bare_scan),
    ("read", read),
    ("stats", stats),
    ("validate", validate),
    ("filter", filter),
    ("convert", convert),
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = arguments.next().map_or_else(|| generated(folder.path()), PathBuf::from);
    let names: Vec<String> = arguments.collect();
    let megabytes = file.metadata().expect("the file is there").len() as f64 / 1e6;
    println!("{} ({megabytes:.0} MB)", file.display());
    let mut bare = None;
    for (name, command) in COMMANDS {
        if !names.is_empty() && !names.iter().any(|n| n == name) {
            continue;
        }
        let time = best(|| command(&file)).as_secs_f64();
        let bare = *bare.get_or_insert(time);
        let (rate, ratio) = (megabytes / time, bare / time);
        println!("{name:10} {time:7.3} s {rate:7.0} MB/s  {ratio:5.2} of the first");
    }
    if let Some(peak) = peak_memory() {
        println!("peak memory of all of these: {peak:.1} MB");
    }
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
    reader.inspect(|unit| assert!(unit.is_ok(), "the file is valid")).count()
}

fn stats(file: &Path) -> usize {
    let mut reader = tmx::open(file, ReadOptions::default()).expect("the file is there");
    tmx::stats(&mut reader).expect("the file is valid").units
}

fn validate(file: &Path) -> usize {
    let mut reader = tmx::open(file, ReadOptions::default()).expect("the file is there");
    let mut findings = 0;
    tmx::validate(&mut reader, &mut |_| { findings += 1; Ok(()) }).expect("the file is well formed");
    findings
}

/// Every other unit or so is chosen and written.
fn filter(file: &Path) -> usize {
    let mut reader = tmx::open(file, ReadOptions::default()).expect("the file is there");
    let filter = Filter { length: Some(0..=100), ..Filter::default() };
    tmx::filter(&mut reader, std::io::sink(), &filter).expect("the file is valid").written
}

fn convert(file: &Path) -> usize {
    let mut reader = tmx::open(file, ReadOptions::default()).expect("the file is there");
    let options = tmx::Convert::default();
    tmx::convert(&mut reader, std::io::sink(), &options).expect("the file is valid").written
}

/// The most memory that this process has used, in megabytes, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}
