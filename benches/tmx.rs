//! How fast the streaming TMX commands are and how much memory they take, beside a bare scan of
//! the same file by quick-xml and beside lxml's `iterparse`.
//!
//! `cargo bench --bench tmx [-- UNITS|FILE.tmx [NAME…]]`: with a number, a file of so many units
//! (200,000 without one) is made with `../shared/tools/tmx/gen_big_tmx.py`; with names, only
//! those are run. Every run is a process of its own; the time is the best of three runs, the
//! memory the most that any of them took. lxml is left out where Python has it not.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use yaddash::tmx::{self, Filter, ReadOptions};

type Work = fn(&Path) -> usize;

const BARE: &str = "bare";
const LXML: &str = "lxml";

const WORKS: [(&str, Work); 6] = [
    (BARE, bare_scan),
    ("read", read),
    ("stats", stats),
    ("validate", validate),
    ("filter", filter),
    ("convert", convert),
];

/// Every element is met, and units are dropped as they come: so large files are read with it.
const ITERPARSE: &str = "\
import sys, time, resource
from lxml import etree
began = time.time()
for _, element in etree.iterparse(sys.argv[1], huge_tree=True):
    if element.tag == 'tu':
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
print(time.time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
";

/// The option by which the bench calls itself.
const ONE: &str = "--one-run";

/// Seconds, and megabytes at the peak.
#[derive(Clone, Copy)]
struct Run {
    seconds: f64,
    peak: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.as_slice() {
        [option, name, file] if option == ONE => one_run(name, Path::new(file)),
        [] => compare("200000", &[]),
        [what, names @ ..] => compare(what, names),
    }
}

/// Does the work once and prints how it went.
fn one_run(name: &str, file: &Path) {
    let (_, work) = WORKS.iter().find(|(n, _)| *n == name).expect("a work of that name");
    let began = Instant::now();
    std::hint::black_box(work(file));
    println!("{} {}", began.elapsed().as_secs_f64(), peak_memory().unwrap_or(f64::NAN));
}

fn compare(what: &str, names: &[String]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = match what.parse::<usize>() {
        Ok(units) => generated(folder.path(), units),
        Err(_) => PathBuf::from(what),
    };
    let megabytes = file.metadata().expect("the file is there").len() as f64 / 1e6;
    println!("{what} ({megabytes:.0} MB)");
    println!("             time    rate   of bare  of lxml    peak");
    let chosen = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    let itself = std::env::current_exe().expect("the bench is a file");
    let lxml = best(|| {
        let mut python = Command::new("python3");
        python.args(["-c", ITERPARSE]).arg(&file);
        python
    });
    let mut bare = None;
    for (name, _) in WORKS.iter().filter(|(name, _)| *name == BARE || chosen(name)) {
        let run = best(|| {
            let mut command = Command::new(&itself);
            command.args([ONE, name]).arg(&file);
            command
        });
        let Some(run) = run else { panic!("{name} fails") };
        show(name, run, megabytes, *bare.get_or_insert(run), lxml);
    }
    if let (Some(lxml), Some(bare)) = (lxml, bare) {
        show(LXML, lxml, megabytes, bare, Some(lxml));
    }
}

fn show(name: &str, run: Run, megabytes: f64, bare: Run, lxml: Option<Run>) {
    let Run { seconds, peak } = run;
    let (rate, share) = (megabytes / seconds, bare.seconds / seconds);
    let times = lxml.map(|lxml| format!("{:5.1}×", lxml.seconds / seconds)).unwrap_or_default();
    println!("{name:8} {seconds:6.2} s {rate:4.0} MB/s     {share:5.2}  {times:>6} {peak:5.1} MB");
}

fn generated(folder: &Path, units: usize) -> PathBuf {
    let file = folder.join("big.tmx");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/tools/tmx/gen_big_tmx.py");
    let made = Command::new("python3").arg(script).arg(&file).arg(units.to_string()).status();
    assert!(made.is_ok_and(|status| status.success()), "python3 runs {script}");
    file
}

/// The best of three runs; `None` when the program cannot be run.
fn best(command: impl Fn() -> Command) -> Option<Run> {
    let mut best: Option<Run> = None;
    for _ in 0..3 {
        let output = command().output().ok().filter(|output| output.status.success())?;
        let text = String::from_utf8(output.stdout).ok()?;
        let (seconds, peak) = text.trim().split_once(' ')?;
        let run = Run { seconds: seconds.parse().ok()?, peak: peak.parse().ok()? };
        best = Some(best.map_or(run, |best| Run {
            seconds: best.seconds.min(run.seconds),
            peak: best.peak.max(run.peak),
        }));
    }
    best
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
    tmx::validate(&mut reader, &mut |_| {
        findings += 1;
        Ok(())
    })
    .expect("the file is well formed");
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
