//! What is asked of the memory, and what it takes.

use crate::generate::{Generator, LATIN, word};
use crate::{english, million};
use std::path::Path;
use std::time::{Duration, Instant};
use yaddash::lang::Lang;
use yaddash::memory::{Concordance, Memory, Source, UnitRecord};

/// Names of files in the folder of a run.
pub const QUERIES: &str = "queries";
pub const INDEX: &str = "index";
/// For each query, the similarity of its best match at .7 and at .5.
pub const FOUND: &str = "found";
/// The mean time on a core at .7 and at .5.
pub const MEANS: &str = "means";

pub fn sources(folder: &Path) -> Vec<Source> {
    let paths = (0..).map(|n| folder.join(format!("part{n}.tmx")));
    paths.take_while(|path| path.exists()).map(|path| Source::new(&path)).collect()
}

/// The size of the index, in MB.
pub fn index_size(folder: &Path) -> f64 {
    let entries = std::fs::read_dir(folder.join(INDEX)).expect("an index").flatten();
    entries.map(|e| e.metadata().map_or(0, |meta| meta.len())).sum::<u64>() as f64 / 1e6
}

/// Prints a figure and, where there is one, its goal.
pub fn report(name: &str, value: f64, unit: &str, goal: Option<f64>) {
    let decimals = if value < 10.0 { 3 } else { 1 };
    print!("{name:<44} {value:>9.decimals$} {unit}");
    match goal {
        Some(goal) if value > goal => println!("  MISSED, the goal is {goal}"),
        Some(goal) => println!("  (at the most {goal})"),
        None => println!(),
    }
}

/// A line of what Linux says of the memory of this process (`VmHWM`, its peak; `VmRSS`), in MB.
pub fn memory(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) * 1024.0 / 1e6
}

/// The time that the threads of this process have spent on cores (Linux; elsewhere zero). On a
/// shared machine only this can be compared.
pub fn cpu() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let spent = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(spent.sum())
}

/// Goals of a kind of question, in milliseconds: for the mean, and for the slowest.
#[derive(Default, Clone, Copy)]
struct Goals {
    mean: Option<f64>,
    p95: Option<f64>,
    p99: Option<f64>,
    slowest: Option<f64>,
}

/// Asks each question and says the mean of the time on a core, and of the time that passed the
/// percentiles and the longest. The result is the mean.
fn measure<Q>(name: &str, questions: &[Q], goals: Goals, mut ask: impl FnMut(&Q) -> usize) -> f64 {
    let mut times = Vec::with_capacity(questions.len());
    let mut found = 0;
    let before = cpu();
    for question in questions {
        let start = Instant::now();
        found += ask(question);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let mean = (cpu() - before).as_secs_f64() * 1e3 / questions.len().max(1) as f64;
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let (p95, p99, slowest) = (at(95), at(99), at(100));
    let figures =
        [(mean, goals.mean), (p95, goals.p95), (p99, goals.p99), (slowest, goals.slowest)];
    print!("{name:<44}");
    for (figure, goal) in figures {
        let mark = if goal.is_some_and(|goal| figure > goal) { '!' } else { ' ' };
        print!(" {figure:>8.3}{mark}");
    }
    println!(" {found:>9}");
    mean
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

fn queries(folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(QUERIES)).expect("queries");
    text.lines().map(str::to_owned).collect()
}

/// The first query of a new process.
pub fn first(folder: &Path, number: usize) {
    // An exact one.
    let query = queries(folder).swap_remove(0);
    let start = Instant::now();
    let (memory, _) = Memory::open(&sources(folder), Some(&folder.join(INDEX))).expect("a memory");
    let hits = memory.fuzzy(&query, &english(), 0.7, 5);
    let unit = hits.first().and_then(|hit| memory.unit(hit.unit));
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    assert!(unit.is_some());
    report("opening and first query", milliseconds, "ms", million(number, 50.0));
    report("  peak of its memory", self::memory("VmHWM"), "MB", None);
}

/// All the rest.
pub fn all(folder: &Path, generator: &Generator) {
    let (en, number) = (english(), generator.number);
    let (memory, _) = Memory::open(&sources(folder), Some(&folder.join(INDEX))).expect("a memory");
    let queries = queries(folder);
    let goal = |goal: f64| million(number, goal);
    let ten = |goal: f64| (number == 10_000_000).then_some(goal);
    println!(
        "{:<44} {:>8}  {:>8}  {:>8}  {:>8} {:>10}",
        "milliseconds", "CPU mean", "p95", "p99", "slowest", "found"
    );
    let best = |least: f64| {
        let memory = &memory;
        let en = &en;
        move |query: &String| {
            memory.fuzzy(query, en, least, 5).first().map_or(0.0, |h| h.similarity)
        }
    };
    let goals = |mean: f64| Goals {
        mean: goal(mean),
        p95: if mean < 1.0 { ten(50.0) } else { None },
        p99: if mean < 1.0 { goal(10.0) } else { None },
        slowest: goal(100.0),
    };
    let (mut at_70, mut at_50) = (Vec::new(), Vec::new());
    let mean_70 = measure("fuzzy, threshold .7", &queries, goals(0.5), |query| {
        at_70.push(best(0.7)(query));
        usize::from(at_70.ends_with(&[0.0]) ^ true)
    });
    // Each part of the index is read when it is first needed: once more, all is read.
    measure("  and again", &queries, goals(0.5), |query| usize::from(best(0.7)(query) > 0.0));
    let mean_50 = measure("fuzzy, threshold .5", &queries, goals(3.0), |query| {
        at_50.push(best(0.5)(query));
        usize::from(at_50.ends_with(&[0.0]) ^ true)
    });
    let found: Vec<String> = at_70.iter().zip(&at_50).map(|(a, b)| format!("{a} {b}")).collect();
    std::fs::write(folder.join(FOUND), found.join("\n")).expect("written");
    std::fs::write(folder.join(MEANS), format!("{mean_70} {mean_50}")).expect("written");
    let in_use = self::memory("VmRSS");

    let hard = Goals { slowest: goal(100.0), ..Goals::default() };
    let fuzzy = |query: &String| memory.fuzzy(query, &en, 0.5, 5).len();
    for words in 1..=3 {
        let short: Vec<String> = queries
            .iter()
            .map(|q| q.split(' ').take(words).collect::<Vec<_>>().join(" "))
            .collect();
        measure(&format!("fuzzy, {words} words, threshold .5"), &short, hard, fuzzy);
    }
    let frequent: Vec<String> = (0..40)
        .map(|n| (n..n + 8).map(|rank| word(rank, &LATIN)).collect::<Vec<_>>().join(" ") + ".")
        .collect();
    measure("fuzzy, frequent words alone, threshold .5", &frequent, hard, fuzzy);
    let long: Vec<String> = queries.chunks(40).map(|q| q.join(" ")).collect();
    measure("fuzzy, some 500 words, threshold .5", &long, hard, fuzzy);
    measure("stretches of at least three words", &queries, hard, |q| memory.runs(q, &en, 3).len());
    concordance(&memory, &queries, number);
    report("memory in use after the queries", in_use, "MB", goal(200.0));
    report("  and after everything", self::memory("VmRSS"), "MB", None);
    drop(memory);
    added(folder, number, &en);
    hard_cases(&en);
}

/// What narrows a question.
type Filter = fn(&mut Concordance);

fn concordance(memory: &Memory, queries: &[String], number: usize) {
    let goals = Goals { slowest: million(number, 50.0), ..Goals::default() };
    let ask = |name: &str, questions: &[Concordance]| {
        measure(&format!("concordance, {name}"), questions, goals, |q| memory.search(q, 20).total);
    };
    let words = |from: usize, to: usize| -> Vec<String> {
        (from..to).map(|rank| word(rank, &LATIN)).collect()
    };
    let of = |words: &[String]| words.iter().map(|w| Concordance::words(w)).collect::<Vec<_>>();
    ask("a frequent word", &of(&words(0, 20)));
    ask("a rare word", &of(&words(20_000, 20_020)));
    let two = |q: &String| q.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let pairs: Vec<String> = queries.iter().map(two).collect();
    ask("two words", &of(&pairs));
    let phrases: Vec<String> = pairs.iter().map(|pair| format!("\"{pair}\"")).collect();
    ask("a phrase", &of(&phrases));
    let filters: [(&str, Filter); 4] = [
        ("with a file", |q| q.file = Some("part2".into())),
        ("with a date", |q| q.since = Some("20190315".into())),
        ("with a person", |q| q.person = Some("p7".into())),
        ("in one language", |q| q.languages = vec![english()]),
    ];
    for (name, set) in filters {
        let mut questions = of(&words(0, 20));
        questions.iter_mut().for_each(set);
        ask(&format!("a frequent word {name}"), &questions);
        let mut questions = of(&words(20_000, 20_020));
        questions.iter_mut().for_each(set);
        ask(&format!("a rare word {name}"), &questions);
    }
    // Words end in their leading digit, and have no more than four letters.
    for (name, pattern) in [
        ("with a literal", "cdeb\\w*"),
        ("two forms of a word", "cd(e|f)b"),
        ("beginning of words", "\\bzyx"),
        ("end of words", "\\w+xyb\\b"),
        ("one of two words", "(cdeb|defb)"),
        ("one of two phrases", "cdeb b|defb c"),
        ("years", "\\b20[12]\\d\\b"),
        ("numbers", "\\d+"),
        ("numbers before a word", "\\d+ zxy"),
        ("four numbers", "\\d+\\D+\\d+\\D+\\d+\\D+\\d+"),
        ("repeated word", "\\b(b b|c c)\\b"),
        ("beginning of segments", "^zyxb"),
        ("end of segments", "zyxb\\.$"),
        ("a frequent word at the end", " b\\.$"),
        ("punctuation that is nowhere", "\\?$"),
        ("punctuation that is everywhere", "\\.$"),
        ("marks side by side", "[[:punct:]]{2}"),
        ("marks and blanks side by side", "\\W{3,}"),
        ("a mark without a blank", ",\\w"),
        ("two commas", ",[^,]*,$"),
        ("three commas without a number", "^\\D*,\\D*,\\D*,\\D*$"),
        ("any word", "\\w+"),
        ("segments of one word", "^\\w+$"),
        ("long segments", "^.{600,}$"),
        ("short segments", "^.{1,4}$"),
        ("long stretches without a blank", "\\S{30,}"),
        ("two blanks", "  "),
        ("blanks at an end", "^\\s|\\s$"),
        ("another script", "\\p{Greek}"),
        ("characters beyond ASCII", "[^\\x00-\\x7F]"),
        ("two capitals", "(?-i)[A-Z]{2}"),
        ("names side by side", "(?-i)\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+"),
        ("a small letter at the beginning", "(?-i)^[a-z]"),
        ("a capital after a comma", "(?-i), [A-Z][a-z]*\\.$"),
        ("frequent words side by side", "\\bb \\w+ c\\b"),
        ("frequent words, seldom together", "\\bb\\W+\\w+\\W+b c\\b"),
        ("frequent words, far apart", "\\bb\\b.*\\bc\\b.*\\bd\\b.*\\be\\b.*\\bf\\b"),
    ] {
        let question = Concordance::regex(pattern).expect("valid");
        ask(&format!("regex, {name}"), &[question]);
    }
}

/// The concordance of a memory of many small files, whose units are in the index.
pub fn small(folder: &Path, number: usize) {
    let start = Instant::now();
    let (memory, _) = Memory::open(&sources(folder), Some(&folder.join(INDEX))).expect("a memory");
    report("building the index of small files", start.elapsed().as_secs_f64(), "s", None);
    report("  its size", index_size(folder), "MB", None);
    concordance(&memory, &queries(folder), number);
}

/// Units that are added one by one, each found by the next query.
fn added(folder: &Path, number: usize, en: &Lang) {
    let (added, index) = (folder.join("added.tmx"), folder.join(INDEX));
    let mut all = sources(folder);
    all.push(Source::new(&added));
    let rounds: Vec<usize> = (0..20).collect();
    let goals = Goals { slowest: million(number, 5.0), ..Goals::default() };
    measure("a unit added and found", &rounds, goals, |round| {
        let text = format!("an entirely new sentence of round {round}");
        let tmx = format!(
            "<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu><tuv xml:lang=\"en\"><seg>\
             {text}</seg></tuv></tu></body></tmx>"
        );
        std::fs::write(&added, tmx).expect("written");
        let (memory, _) = Memory::open(&all, Some(&index)).expect("a memory");
        memory.fuzzy(&text, en, 1.0, 5).len()
    });
}

/// Memories that are hard for an index.
fn hard_cases(en: &Lang) {
    let hard = Goals { slowest: Some(100.0), ..Goals::default() };
    let readout = |n: usize| {
        format!("The sides discussed item {n} of the bilateral agenda and agreed to meet in Baku.")
    };
    let one_language = |texts: Vec<String>| {
        let units = (0..).zip(texts).map(|(n, text)| unit(n, vec![(en.clone(), text)]));
        Memory::from_records(units)
    };
    let memory = one_language((0..10_000).map(readout).collect());
    // Each of the tokens but one stands in every unit.
    let queries: Vec<String> = (0..100).map(|n| readout(n + 9_950)).collect();
    measure("10,000 near-identical sentences", &queries, hard, |q| {
        memory.fuzzy(q, en, 0.5, 5).len()
    });
    measure("  and their stretches", &queries, hard, |q| {
        memory.runs(&format!("{q} New."), en, 3).len()
    });
    let memory = Memory::from_records((0..5_000).map(|n| {
        let translation = (Lang::parse("ru").expect("a tag"), format!("перевод {n}"));
        unit(n, vec![(en.clone(), "Thank you.".into()), translation])
    }));
    let thanks = vec!["Thank you!"; 100];
    measure("5,000 translations of one sentence", &thanks, hard, |q| {
        memory.fuzzy(q, en, 0.5, 5).len()
    });
    let mut random = fastrand::Rng::with_seed(3);
    let mut very_long = || {
        let words: Vec<String> = (0..3_000).map(|_| word(random.usize(..5_000), &LATIN)).collect();
        words.join(" ")
    };
    let texts: Vec<String> = (0..100).map(|_| very_long()).collect();
    let queries: Vec<String> =
        texts.iter().take(20).map(|text| text.replace(" b", " new")).collect();
    let memory = one_language(texts);
    measure("segments of 3,000 words", &queries, hard, |q| memory.fuzzy(q, en, 0.5, 5).len());
}
