//! How fast the memory answers, how much room it takes, and that it misses nothing, beside two
//! plain scans in the same run.
//!
//! `cargo bench --bench memory` measures 100,000 generated units; `-- 1000000` another number.
//! Building the index, the first query and everything else are done by processes of their own, so
//! that each one's memory can be told. Machines differ: what counts are the ratios to the plain
//! scans; the goals beside the figures are for a million units, or ten where that is said.

mod ask;
mod generate;

use ask::{cpu, report};
use generate::Generator;
use rayon::prelude::*;
use std::path::Path;
use std::time::Instant;
use yaddash::lang::Lang;
use yaddash::memory::{Memory, tokens};

/// Says what a process of its own is to do.
const ROLE: &str = "YADDASH_BENCH_ROLE";

/// How many queries there are.
const QUERIES: usize = 400;

/// In how many files the units stand; and how many are in each, where the files are small.
const FILES: usize = 4;
const SMALL: usize = 1000;

/// How many pairs of segments are compared by brute force: enough for all queries at a million.
const COMPARISONS: usize = 400_000_000;

fn english() -> Lang {
    Lang::parse("en").expect("a tag")
}

fn main() {
    let number = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(100_000);
    let generator = Generator::new(number);
    if let Some(role) = std::env::var_os(ROLE) {
        let folder = std::env::current_dir().expect("a folder");
        return match role.to_str() {
            Some("build") => build(&folder, number),
            Some("first") => ask::first(&folder, number),
            Some("small") => ask::small(&folder, number),
            _ => ask::all(&folder, &generator),
        };
    }
    let folder = tempfile::tempdir().expect("a folder");
    let files = generator.write(folder.path(), FILES);
    let size: u64 = files.iter().map(|p| std::fs::metadata(p).map_or(0, |meta| meta.len())).sum();
    let queries = generator.queries(QUERIES);
    println!("{number} units in {:.0} MB of TMX, {QUERIES} queries", size as f64 / 1e6);
    let in_a_process = |role: &str, folder: &Path| {
        std::fs::write(folder.join(ask::QUERIES), queries.join("\n")).expect("written");
        let mut program = std::process::Command::new(std::env::current_exe().expect("a program"));
        let program = program.env(ROLE, role).arg(number.to_string()).current_dir(folder);
        assert!(program.status().is_ok_and(|status| status.success()), "{role}");
    };
    in_a_process("build", folder.path());
    report("index size", ask::index_size(folder.path()), "MB", million(number, 100.0));
    in_a_process("first", folder.path());
    in_a_process("all", folder.path());
    peers(&generator, &queries, folder.path());
    let small = tempfile::tempdir().expect("a folder");
    let files = generator.write(small.path(), number.div_ceil(SMALL));
    println!("the same units in {} files", files.len());
    in_a_process("small", small.path());
}

/// A goal that is for a million units.
fn million(number: usize, goal: f64) -> Option<f64> {
    (number == 1_000_000).then_some(goal)
}

fn build(folder: &Path, number: usize) {
    let (start, before) = (Instant::now(), cpu());
    Memory::open(&ask::sources(folder), Some(&folder.join(ask::INDEX))).expect("a memory");
    let seconds = start.elapsed().as_secs_f64();
    report("building the index from TMX", seconds, "s", million(number, 10.0));
    report("  on all cores together", (cpu() - before).as_secs_f64(), "s", None);
    report("  peak of its memory", ask::memory("VmHWM"), "MB", million(number, 200.0));
}

/// The same queries by plain scans: what they take, and whether they find better matches.
fn peers(generator: &Generator, queries: &[String], folder: &Path) {
    let en = english();
    let mut numbers = std::collections::HashMap::new();
    let (mut ids, mut ends) = (Vec::new(), Vec::with_capacity(generator.number));
    for unit in 0..generator.number {
        for token in tokens(&generator.source(unit), &en) {
            let next = numbers.len() as u32;
            ids.push(*numbers.entry(token).or_insert(next));
        }
        ends.push(ids.len());
    }
    let sentence = |n: usize| {
        let start = if n == 0 { 0 } else { ends[n - 1] };
        &ids[start..ends[n]]
    };
    let numbered = |query: &String| -> Vec<u32> {
        let tokens = tokens(query, &en);
        tokens.iter().map(|t| numbers.get(t).copied().unwrap_or(u32::MAX)).collect()
    };
    let best_at_least = |query: &String, least: f64| -> f64 {
        let query = numbered(query);
        let comparator = rapidfuzz::distance::levenshtein::BatchComparator::new(query);
        let mut best = 0.0;
        for n in 0..generator.number {
            let cutoff = f64::max(best, least);
            let args = rapidfuzz::distance::levenshtein::Args::default().score_cutoff(cutoff);
            let found =
                comparator.normalized_similarity_with_args(sentence(n).iter().copied(), &args);
            best = f64::max(best, found.unwrap_or_default());
        }
        best
    };
    let few = &queries[..20];
    let before = cpu();
    few.iter().for_each(|query| _ = std::hint::black_box(best_at_least(query, 0.7)));
    let rapid = (cpu() - before).as_secs_f64() * 1e3 / few.len() as f64;
    report("plain scan, rapidfuzz on numbers", rapid, "ms", None);

    let few = &queries[..(3_000_000 / generator.number).clamp(1, 20)];
    let mut plain = 0.0;
    for query in few {
        let query = tokens(query, &en);
        // The words are made beforehand, some at a time: all would not fit.
        for units in (0..generator.number).collect::<Vec<_>>().chunks(100_000) {
            let texts: Vec<Vec<String>> =
                units.iter().map(|&unit| tokens(&generator.source(unit), &en)).collect();
            let before = cpu();
            let alike = texts.iter().filter(|text| {
                let distance = strsim::generic_levenshtein(&query, *text);
                10 * distance <= 3 * query.len().max(text.len())
            });
            std::hint::black_box(alike.count());
            plain += (cpu() - before).as_secs_f64() * 1e3;
        }
    }
    let plain = plain / few.len() as f64;
    report("plain scan, strsim on words", plain, "ms", None);

    let found = std::fs::read_to_string(folder.join(ask::FOUND)).expect("what was found");
    let found: Vec<(f64, f64)> = found
        .lines()
        .map(|line| {
            let mut fields = line.split(' ').map(|field| field.parse().expect("a number"));
            (fields.next().expect("at .7"), fields.next().expect("at .5"))
        })
        .collect();
    let means: Vec<f64> = std::fs::read_to_string(folder.join(ask::MEANS))
        .expect("means")
        .split(' ')
        .map(|mean| mean.parse().expect("a number"))
        .collect();
    for (least, mean) in [(".7", means[0]), (".5", means[1])] {
        report(&format!("times as fast as rapidfuzz at {least}"), rapid / mean, "", None);
        report(&format!("times as fast as strsim at {least}"), plain / mean, "", None);
    }
    let compared = (COMPARISONS / generator.number).clamp(1, queries.len());
    let truth: Vec<f64> =
        queries[..compared].par_iter().map(|query| best_at_least(query, 0.5)).collect();
    // The same ratio of two numbers, computed in two ways.
    let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let recall = |name: &str, of: &dyn Fn(f64) -> bool, at: &dyn Fn(&(f64, f64)) -> f64| {
        let wanted: Vec<usize> = (0..compared).filter(|&n| of(truth[n])).collect();
        let got = wanted.iter().filter(|&&n| same(truth[n], at(&found[n]))).count();
        println!(
            "{name:<44} {:>9.3}  ({got} of {})",
            got as f64 / wanted.len() as f64,
            wanted.len()
        );
        assert_eq!(got, wanted.len(), "a match was missed");
    };
    recall("recall of the best match, .70 and more", &|best| best >= 0.7, &|found| found.0);
    recall("recall of the best match, .50 to .70", &|best| (0.5..0.7).contains(&best), &|f| f.1);
}
