//! Learns the weights of the aligner from the development data and prints them.
use rayon::prelude::*;
use yaddash::align::fit::Example;
use yaddash::align::weights::{FEATURES, PAIR, Vector};
use yaddash::align::{Segment, Version};
use yaddash::lang::{Lang, lexicon::Lexicon};
use yaddash::segment::SegmentKind;

fn parse(line: &str) -> (Vec<usize>, Vec<usize>) {
    let mut sides = line.split(':').map(|s| {
        s.trim_matches(['[', ']', ' ']).split(',').filter_map(|n| n.trim().parse().ok()).collect()
    });
    (sides.next().unwrap(), sides.next().unwrap())
}

fn main() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/align-dev/");
    let langs = ["en", "ru", "az"].map(|l| Lang::parse(l).unwrap());
    let mut lexicon = Lexicon::new();
    for path in std::env::args().skip(1) {
        lexicon.add_tsv(&std::fs::read_to_string(path).unwrap(), &langs);
    }
    eprintln!("lexicon {}", lexicon.len());
    let mut sets: Vec<(String, Vec<Example>)> = Vec::new();
    let wanted = std::env::var("TIERS").unwrap_or("docs,docs-hard".into());
    for (tier, radius) in [("docs", None), ("docs-hard", None), ("long500", Some(12))] {
        if !wanted.split(',').any(|t| t == tier) {
            continue;
        }
        for (x, y) in [(0, 1), (0, 2), (1, 2)] {
            let pair = format!("{}-{}", langs[x], langs[y]);
            let mut names: Vec<_> = std::fs::read_dir(format!("{root}{tier}"))
                .unwrap()
                .map(|e| e.unwrap().file_name().into_string().unwrap())
                .filter_map(|n| n.strip_suffix(&format!(".{pair}.gold")).map(String::from))
                .collect();
            names.sort();
            let examples: Vec<Example> = names
                .par_iter()
                .map(|name| {
                    let texts = [x, y].map(|l| {
                        std::fs::read_to_string(format!("{root}{tier}/{name}.{}", langs[l]))
                            .unwrap()
                    });
                    let versions = [(x, 0), (y, 1)].map(|(l, t)| {
                        let mut paragraph = 0;
                        let mut segments = Vec::new();
                        for line in texts[t].lines() {
                            if line.trim().is_empty() {
                                paragraph += 1;
                            } else {
                                segments.push(Segment {
                                    text: line,
                                    paragraph,
                                    kind: SegmentKind::Sentence,
                                });
                            }
                        }
                        Version { lang: langs[l].clone(), segments }
                    });
                    let gold = std::fs::read_to_string(format!("{root}{tier}/{name}.{pair}.gold"))
                        .unwrap();
                    let (mut i, mut j) = (0, 0);
                    let mut links = Vec::new();
                    for line in gold.lines() {
                        let (a, b) = parse(line);
                        i += a.len();
                        j += b.len();
                        if a.is_empty() || b.is_empty() {
                            // one null link per segment
                            let (i0, j0) = (i - a.len(), j - b.len());
                            for k in 1..=a.len() {
                                links.push((i0 + k, j0, 1, 0));
                            }
                            for k in 1..=b.len() {
                                links.push((i0 + a.len(), j0 + k, 0, 1));
                            }
                        } else {
                            links.push((i, j, a.len(), b.len()));
                        }
                    }
                    Example::new(&versions[0], &versions[1], links, &lexicon, radius)
                })
                .collect();
            sets.push((format!("{tier} {pair}"), examples));
        }
    }
    let mut w: Vector = PAIR;
    let rounds: usize = std::env::var("ROUNDS").ok().and_then(|s| s.parse().ok()).unwrap_or(40);
    let report = |w: &Vector, sets: &Vec<(String, Vec<Example>)>| {
        for (name, examples) in sets {
            let (tp, nt, ng) = examples
                .par_iter()
                .map(|e| e.f1(w))
                .reduce(|| (0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
            let (p, r) = (tp as f64 / nt as f64, tp as f64 / ng as f64);
            eprintln!("  {name}: P {p:.3} R {r:.3} F1 {:.3}", 2.0 * p * r / (p + r));
        }
    };
    report(&w, &sets);
    let mut m = [0.0f64; FEATURES];
    let mut v = [0.0f64; FEATURES];
    for round in 1..=rounds {
        if round % 20 == 5 {
            for (_, set) in &mut sets {
                set.par_iter_mut().for_each(|e| e.bootstrap(&w));
            }
        }
        let (ll, g) = sets
            .iter()
            .flat_map(|(_, s)| s)
            .collect::<Vec<_>>()
            .par_iter()
            .map(|e| e.gradient(&w))
            .reduce(
                || (0.0, [0.0; FEATURES]),
                |mut a, b| {
                    a.0 += b.0;
                    for k in 0..FEATURES {
                        a.1[k] += b.1[k];
                    }
                    a
                },
            );
        for k in 0..FEATURES {
            if k == 20 || k == 21 || k == 0 {
                continue;
            }
            let g = g[k] / 1000.0 - 0.0005 * w[k] as f64;
            m[k] = 0.9 * m[k] + 0.1 * g;
            v[k] = 0.99 * v[k] + 0.01 * g * g;
            let (mh, vh) = (
                m[k] / (1.0 - 0.9f64.powi(round as i32)),
                v[k] / (1.0 - 0.99f64.powi(round as i32)),
            );
            w[k] += (0.1 * mh / (vh.sqrt() + 1e-6)) as f32;
        }
        if round % 10 == 0 {
            eprintln!("round {round} ll {ll:.1}");
            report(&w, &sets);
        }
    }
    println!("{w:?}");
}
