//! How fast the memory answers, beside two plain scans in the same run.
//!
//! `cargo bench --bench memory` measures 100,000 generated units; `-- 1000000` another number.
//! The units are drawn from a vocabulary with the frequencies of natural language, in two
//! languages, with the lengths of the development data (median 6 tokens, mean 9); the queries
//! are units with one to five edits, and unrelated ones. Machines differ: what counts are the
//! ratios to the plain scans.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use yaddash::lang::Lang;
use yaddash::memory::{Concordance, Memory, Source, UnitRecord, tokens};

/// A generator of pseudo-random numbers (Vigna, SplitMix64), so that every run sees the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// In 0..1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }

    /// The rank of a word, by the law of Zipf and Mandelbrot, over `words` words.
    fn rank(&mut self, words: usize) -> usize {
        // The inverse of the distribution function of 1/(rank + 3).
        let (low, high) = (3f64.ln(), ((words + 3) as f64).ln());
        (((low + self.unit() * (high - low)).exp() - 3.0) as usize).min(words - 1)
    }

    /// A length in tokens: log-normal.
    fn length(&mut self) -> usize {
        let normal = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        ((1.79 + 0.85 * normal).exp().round() as usize).clamp(1, 300)
    }
}

const LATIN: [char; 26] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
    't', 'u', 'v', 'w', 'x', 'y', 'z',
];
const CYRILLIC: [char; 26] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'й', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т',
    'у', 'ф', 'х', 'ц', 'ч', 'ш', 'щ',
];

/// A word for a rank, in the letters of one alphabet; frequent words are short.
fn word(rank: usize, letters: &[char]) -> String {
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push(letters[rest % letters.len()]);
        rest /= letters.len();
    }
    word
}

struct Generated {
    units: Vec<UnitRecord>,
    queries: Vec<String>,
}

fn generate(number: usize) -> Generated {
    let (en, ru) = (Lang::parse("en").expect("a tag"), Lang::parse("ru").expect("a tag"));
    let vocabulary = 40_000 + number / 5;
    let mut random = Random(7);
    let mut units = Vec::with_capacity(number);
    for n in 0..number {
        let ranks: Vec<usize> = (0..random.length()).map(|_| random.rank(vocabulary)).collect();
        let text = |letters: &[char]| {
            ranks.iter().map(|&rank| word(rank, letters)).collect::<Vec<_>>().join(" ") + "."
        };
        units.push(unit(n, vec![(en.clone(), text(&LATIN)), (ru.clone(), text(&CYRILLIC))]));
    }
    let queries = (0..400)
        .map(|n| {
            let unit = &units[random.below(number)];
            let mut words: Vec<String> = unit.variants[0].1.split(' ').map(str::to_owned).collect();
            for _ in 0..n % 6 {
                let at = random.below(words.len());
                let new = word(random.rank(vocabulary), &LATIN);
                match random.below(3) {
                    0 if words.len() > 1 => drop(words.remove(at)),
                    1 => words.insert(at, new),
                    _ => words[at] = new,
                }
            }
            words.join(" ")
        })
        .collect();
    Generated { units, queries }
}

/// The time that this thread has spent on a core, where the system tells (Linux); else the
/// time that has passed. On a shared machine only the first can be compared.
fn cpu(since: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok())
        .map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Runs `ask` for each query and says the mean of the time on a core, and of the time that
/// passed the 99th percentile and the longest.
fn measure<Q>(name: &str, queries: &[Q], mut ask: impl FnMut(&Q) -> usize) -> Duration {
    let mut times = Vec::new();
    let mut found = 0;
    let since = Instant::now();
    let before = cpu(since);
    for query in queries {
        let start = Instant::now();
        found += ask(query);
        times.push(start.elapsed());
    }
    let mean = (cpu(since) - before) / queries.len().max(1) as u32;
    times.sort();
    println!(
        "{name:<34} CPU mean {:>8.3} ms   p99 {:>9.3} ms   slowest {:>9.3} ms   found {found}",
        mean.as_secs_f64() * 1e3,
        times[times.len() * 99 / 100].as_secs_f64() * 1e3,
        times[times.len() - 1].as_secs_f64() * 1e3,
    );
    mean
}

fn write_tmx(path: &Path, units: &[UnitRecord]) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    let mut write = |text: &str| file.write_all(text.as_bytes()).expect("written");
    write("<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n");
    for unit in units {
        write(&format!("<tu tuid=\"{}\">", unit.tuid.as_deref().unwrap_or_default()));
        for (lang, text) in &unit.variants {
            write(&format!("<tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>"));
        }
        write("</tu>\n");
    }
    write("</body></tmx>\n");
}

/// Memories that are hard for an index.
fn hard_cases(en: &Lang) {
    let readout = |n: usize| {
        format!("The sides discussed item {n} of the bilateral agenda and agreed to meet in Baku.")
    };
    let alike: Vec<String> = (0..10_000).map(readout).collect();
    let memory = Memory::from_records(
        (0..).zip(&alike).map(|(n, text)| unit(n, vec![(en.clone(), text.clone())])),
    );
    // Each of the tokens but one stands in every unit.
    let queries: Vec<String> = (0..100).map(|n| readout(n + 9_950)).collect();
    measure("10,000 near-identical sentences", &queries, |q| memory.fuzzy(q, en, 0.5, 5).len());
    measure("and their parts", &queries, |q| memory.runs(&format!("{q} New."), en, 3).len());
    let memory = Memory::from_records((0..5_000).map(|n| {
        let translation = (Lang::parse("ru").expect("a tag"), format!("перевод {n}"));
        unit(n, vec![(en.clone(), "Thank you.".into()), translation])
    }));
    let thanks = vec!["Thank you!"; 100];
    measure("5,000 translations of one sentence", &thanks, |q| memory.fuzzy(q, en, 0.5, 5).len());
}

fn unit(number: usize, variants: Vec<(Lang, String)>) -> UnitRecord {
    UnitRecord {
        file: "generated.tmx".into(),
        index_in_file: number,
        tuid: Some(number.to_string()),
        variants,
        ..UnitRecord::default()
    }
}

/// Names the folder of an index that a process of its own opens, to ask one question; without a
/// question it only makes the index.
const ALONE: &str = "YADDASH_BENCH_ALONE";

fn alone(folder: &Path) {
    let start = Instant::now();
    let source = [Source::new(folder.join("generated.tmx"))];
    let Some(query) = std::env::args().nth(1) else {
        drop(Memory::open(&source, Some(&folder.join("index"))).expect("a memory"));
        println!("indexed in {:.2} s", start.elapsed().as_secs_f64());
        return peak();
    };
    let (memory, _) = Memory::open(&source, Some(&folder.join("index"))).expect("a memory");
    let opened = start.elapsed();
    let found = memory.fuzzy(&query, &Lang::parse("en").expect("a tag"), 0.7, 5);
    let asked = start.elapsed();
    let texts = found.iter().filter_map(|hit| memory.unit(hit.unit)).count();
    println!(
        "in a new process: opened after {:.1} ms, first query after {:.1} ms, {texts} units read \
         after {:.1} ms",
        opened.as_secs_f64() * 1e3,
        asked.as_secs_f64() * 1e3,
        start.elapsed().as_secs_f64() * 1e3,
    );
    peak();
}

/// Says how much memory this process has used at most, where the system tells.
fn peak() {
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|l| println!("{l}"));
    }
}

fn main() {
    if let Some(folder) = std::env::var_os(ALONE) {
        return alone(Path::new(&folder));
    }
    let number = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(100_000);
    let en = Lang::parse("en").expect("a tag");
    let Generated { units, queries } = generate(number);
    println!("{number} units, {} queries", queries.len());

    let mut numbers = std::collections::HashMap::new();
    let texts: Vec<Vec<String>> = units.iter().map(|u| tokens(&u.variants[0].1, &en)).collect();
    let ids: Vec<Vec<u32>> = texts
        .iter()
        .map(|text| {
            let mut number = |token: &String| {
                let next = numbers.len() as u32;
                *numbers.entry(token.clone()).or_insert(next)
            };
            text.iter().map(&mut number).collect()
        })
        .collect();

    let folder = tempfile::tempdir().expect("a folder");
    let (file, index) = (folder.path().join("generated.tmx"), folder.path().join("index"));
    write_tmx(&file, &units);
    drop(units);
    let source = [Source::new(&file)];
    let in_a_process = |query: Option<&String>| {
        let mut program = std::process::Command::new(std::env::current_exe().expect("a program"));
        let status = program.env(ALONE, folder.path()).args(query).status();
        assert!(status.is_ok_and(|status| status.success()));
    };
    in_a_process(None);
    let size: u64 = std::fs::read_dir(&index)
        .expect("an index")
        .map(|entry| entry.and_then(|e| e.metadata()).map_or(0, |meta| meta.len()))
        .sum();
    println!(
        "TMX of {:.0} MB, index of {:.0} MB",
        std::fs::metadata(&file).expect("a file").len() as f64 / 1e6,
        size as f64 / 1e6,
    );
    in_a_process(Some(&queries[0]));
    let (memory, _) = Memory::open(&source, Some(&index)).expect("a memory");

    // What is read when it is first needed is read by now.
    let warm = |q: &String| memory.fuzzy(q, &en, 0.5, 5).len();
    measure("the first 40, cold, threshold .5", &queries[..40], warm);
    let at_70 = measure("fuzzy, threshold .7", &queries, |q| memory.fuzzy(q, &en, 0.7, 5).len());
    let at_50 = measure("fuzzy, threshold .5", &queries, |q| memory.fuzzy(q, &en, 0.5, 5).len());
    let short: Vec<String> =
        queries.iter().map(|q| q.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    measure("fuzzy, two words, threshold .5", &short, |q| memory.fuzzy(q, &en, 0.5, 5).len());
    let long: Vec<String> = queries.chunks(40).map(|q| q.join(" ")).collect();
    measure("fuzzy, very long, threshold .5", &long, |q| memory.fuzzy(q, &en, 0.5, 5).len());
    let words: Vec<Concordance> = short.iter().map(|q| Concordance::words(q)).collect();
    measure("concordance, two words", &words, |q| memory.search(q, 20).total);
    let phrases: Vec<Concordance> =
        short.iter().map(|q| Concordance::words(&format!("\"{q}\""))).collect();
    measure("concordance, a phrase", &phrases, |q| memory.search(q, 20).total);
    let frequent: Vec<Concordance> =
        (0..20).map(|n| Concordance::words(&word(n, &LATIN))).collect();
    measure("concordance, the frequent words", &frequent, |q| memory.search(q, 20).total);
    let mut of_file = frequent.clone();
    of_file.iter_mut().for_each(|question| question.file = Some("ated".into()));
    measure("concordance, words and a file", &of_file, |q| memory.search(q, 20).total);
    measure("parts of at least three words", &queries, |q| memory.runs(q, &en, 3).len());

    let regex = [Concordance::regex(&format!("{}\\w*", word(20_000, &LATIN))).expect("valid")];
    measure("concordance, regular expression", &regex, |q| memory.search(q, 20).total);

    let added = folder.path().join("added.tmx");
    let both = [source[0].clone(), Source::new(&added)];
    let rounds: Vec<usize> = (0..20).collect();
    measure("a unit added and found", &rounds, |round| {
        let text = format!("an entirely new sentence of round {round}");
        write_tmx(&added, &[unit(0, vec![(en.clone(), text.clone())])]);
        let (memory, _) = Memory::open(&both, Some(&index)).expect("a memory");
        memory.fuzzy(&text, &en, 1.0, 5).len()
    });
    hard_cases(&en);

    let few = &queries[..20];
    let rapid = measure("plain scan, rapidfuzz on numbers", few, |q| {
        let query: Vec<u32> = tokens(q, &en)
            .iter()
            .map(|token| numbers.get(token).copied().unwrap_or(u32::MAX))
            .collect();
        let comparator = rapidfuzz::distance::levenshtein::BatchComparator::new(query);
        let cutoff = rapidfuzz::distance::levenshtein::Args::default().score_cutoff(0.7);
        ids.iter()
            .filter(|text| {
                comparator.normalized_similarity_with_args(text.iter().copied(), &cutoff).is_some()
            })
            .count()
    });
    let plain = measure("plain scan, strsim on words", few, |q| {
        let query = tokens(q, &en);
        texts
            .iter()
            .filter(|text| {
                let distance = strsim::generic_levenshtein(&query, *text);
                10 * distance <= 3 * query.len().max(text.len())
            })
            .count()
    });
    for (name, mean) in [(".7", at_70), (".5", at_50)] {
        println!(
            "at {name}: {:.0} times as fast as rapidfuzz, {:.0} times as strsim",
            rapid.as_secs_f64() / mean.as_secs_f64(),
            plain.as_secs_f64() / mean.as_secs_f64(),
        );
    }
}
