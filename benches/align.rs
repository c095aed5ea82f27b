//! How fast the aligner is, how much memory it takes and how both grow with the text.
//!
//! `cargo bench --bench align [-- NAME…]` aligns en-ru-az
//! - documents of 500 to 50,000 segments without paragraph marks, made of the documents of
//!   `../shared/data/align-dev/docs-hard` (`500`, `1500`, `5000`, `15000`, `50000`), and
//! - `long5000` of the same data, beside two baselines of the same run: `evidence`, which only
//!   reads the words of the three versions, and `lengths`, which aligns each pair on the whole
//!   grid by nothing but lengths (Gale and Church 1993), and
//! - the texts of `tests/support/hard.rs`, which an aligner must survive (`hard`);
//! - with names only those. Every run is a process of its own; the time is the best of three runs
//!   (one for the longest), the memory the most that any of them took.

#[path = "../tests/support/documents.rs"]
mod documents;
#[path = "../tests/support/hard.rs"]
mod hard;
#[path = "../tests/support/gale_church.rs"]
mod lengths;

use documents::Document;
use std::process::Command;
use std::time::Instant;
use yaddash::align::evidence::Evidence;
use yaddash::align::{self, seed};

const GROWTH: [&str; 5] = ["500", "1500", "5000", "15000", "50000"];
const LONG: &str = "long5000";
const EVIDENCE: &str = "evidence";
const LENGTHS: &str = "lengths";
const HARD: &str = "hard";

/// The option by which the bench calls itself.
const ONE: &str = "--one-run";

/// Strict F1 of what a run has found.
type Score = Box<dyn Fn(&Document) -> [f64; 3]>;

/// What one run took, and how well it aligned.
#[derive(Debug, Clone, Copy)]
struct Run {
    segments: f64,
    /// Seconds that passed, and seconds on all cores.
    wall: f64,
    cpu: f64,
    /// Megabytes.
    peak: f64,
    /// Strict F1 of en-ru, en-az, ru-az.
    f1: [f64; 3],
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.as_slice() {
        [option, name] if option == ONE => one_run(name),
        names => compare(names),
    }
}

fn compare(names: &[String]) {
    let chosen = |name: &&str| names.is_empty() || names.iter().any(|n| n == name);
    println!(
        "                               segments    wall     CPU    peak  a segment  of the shortest  strict F1"
    );
    let mut shortest = None;
    for name in GROWTH.into_iter().filter(chosen) {
        let run = best(name, if name == "50000" { 1 } else { 3 });
        show(name, run);
        let of_segment = run.cpu / run.segments;
        let ratio = of_segment / *shortest.get_or_insert(of_segment);
        println!(" {:7.3} ms   {ratio:14.2}  {}", of_segment * 1000.0, f1(run));
    }
    let mut first = None;
    for name in [LONG, EVIDENCE, LENGTHS].into_iter().filter(chosen) {
        let run = best(name, 3);
        show(name, run);
        let ratio = run.cpu / *first.get_or_insert(run.cpu);
        println!("  {ratio:.2} × the CPU of the first row  {}", f1(run));
    }
    if chosen(&HARD) {
        for name in hard::NAMES {
            show(name, best(&format!("{HARD}:{name}"), 1));
            println!();
        }
    }
}

fn show(name: &str, Run { segments, wall, cpu, peak, .. }: Run) {
    print!("{name:29} {segments:9} {wall:6.2} s {cpu:6.2} s {peak:4.0} MB");
}

fn f1(run: Run) -> String {
    run.f1.map(|f1| format!("{f1:.3}")).join(" / ")
}

/// The best of some runs.
fn best(name: &str, runs: usize) -> Run {
    let itself = std::env::current_exe().expect("the bench is a file");
    let one = || {
        let output = Command::new(&itself).args([ONE, name]).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("numbers");
        let numbers: Vec<f64> = text.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        let [segments, wall, cpu, peak, a, b, c] = numbers[..] else { panic!("{text}") };
        Run { segments, wall, cpu, peak, f1: [a, b, c] }
    };
    (1..runs).fold(one(), |best, _| {
        let run = one();
        Run {
            wall: best.wall.min(run.wall),
            cpu: best.cpu.min(run.cpu),
            peak: best.peak.max(run.peak),
            ..run
        }
    })
}

/// Does the work once and prints how it went.
fn one_run(name: &str) {
    if let Some(name) = name.strip_prefix(HARD) {
        return survive(name.trim_start_matches(':'));
    }
    let document = match name.parse() {
        Ok(segments) => documents::concatenated(segments),
        Err(_) => documents::all(LONG).remove(0),
    };
    let versions = document.versions();
    let lexicon = seed::lexicon();
    let (began, cpu_before) = (Instant::now(), cpu());
    let mut f1 = [f64::NAN; 3];
    let score: Score = match name {
        EVIDENCE => {
            for version in &versions {
                std::hint::black_box(Evidence::new(version, lexicon));
            }
            Box::new(|_| [f64::NAN; 3])
        }
        LENGTHS => {
            let links: Vec<_> = align::pairs(3)
                .map(|(x, y)| lengths::gale_church(&[versions[x].clone(), versions[y].clone()]))
                .collect();
            Box::new(move |document| {
                [0, 1, 2].map(|pair| {
                    let gold = &document.gold[pair];
                    let right = gold.iter().filter(|link| links[pair].contains(link)).count();
                    2.0 * right as f64 / (gold.len() + links[pair].len()) as f64
                })
            })
        }
        _ => {
            let beads = align::align(&versions, lexicon).expect("an alignment");
            Box::new(move |document| document.f1(&beads))
        }
    };
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu() - cpu_before);
    let peak = peak_memory().unwrap_or(f64::NAN);
    f1.copy_from_slice(&score(&document));
    println!("{} {wall} {cpu} {peak} {} {} {}", document.texts[0].len(), f1[0], f1[1], f1[2]);
}

/// Aligns a hard text once and prints how it went.
fn survive(name: &str) {
    let segments = if name.starts_with("100,000") { 100_000 } else { 5_000 };
    let versions = hard::text(name, segments);
    let versions: Vec<_> =
        versions.iter().map(|(lang, texts)| documents::version(lang, texts)).collect();
    let lexicon = seed::lexicon();
    let (began, cpu_before) = (Instant::now(), cpu());
    std::hint::black_box(align::align(&versions, lexicon).expect("an alignment"));
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu() - cpu_before);
    let peak = peak_memory().unwrap_or(f64::NAN);
    println!("{} {wall} {cpu} {peak} nan nan nan", versions[0].segments.len());
}

/// The seconds that this process has spent on all cores, where the system tells.
fn cpu() -> f64 {
    let seconds = || {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        // After the name in parentheses; the 12th and 13th field there, in hundredths.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let (user, system): (f64, f64) =
            (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some((user + system) / 100.0)
    };
    seconds().unwrap_or(f64::NAN)
}

/// The most memory that this process has used, in megabytes, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}
