//! Scores the aligner on the development data: F1 of pairs, of beads, calibration.
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use yaddash::align::{self, Segment, Version};
use yaddash::lang::Lang;
use yaddash::segment::SegmentKind;

type B = Vec<Vec<usize>>;

fn main() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/align-dev/");
    let langs = ["en", "ru", "az"];
    let tiers = std::env::args().nth(1).unwrap_or("docs,docs-hard".into());
    for tier in tiers.split(',') {
        let mut names: Vec<_> = std::fs::read_dir(format!("{root}{tier}"))
            .unwrap()
            .filter_map(|e| {
                e.unwrap()
                    .file_name()
                    .into_string()
                    .unwrap()
                    .strip_suffix(".nway.jsonl")
                    .map(String::from)
            })
            .collect();
        names.sort();
        let results: Vec<_> = names
            .par_iter()
            .map(|name| {
                let texts: Vec<String> = langs
                    .iter()
                    .map(|l| std::fs::read_to_string(format!("{root}{tier}/{name}.{l}")).unwrap())
                    .collect();
                let versions: Vec<Version> = texts
                    .iter()
                    .zip(langs)
                    .map(|(t, l)| {
                        let mut paragraph = 0;
                        let mut segments = Vec::new();
                        for line in t.lines() {
                            if line.trim().is_empty() {
                                paragraph += 1
                            } else {
                                segments.push(Segment {
                                    text: line,
                                    paragraph,
                                    kind: SegmentKind::Sentence,
                                })
                            }
                        }
                        Version { lang: Lang::parse(l).unwrap(), segments }
                    })
                    .collect();
                let gold: Vec<B> =
                    std::fs::read_to_string(format!("{root}{tier}/{name}.nway.jsonl"))
                        .unwrap()
                        .lines()
                        .map(|l| {
                            let d: BTreeMap<String, Vec<usize>> = serde_json::from_str(l).unwrap();
                            langs.iter().map(|l| d.get(*l).cloned().unwrap_or_default()).collect()
                        })
                        .collect();
                let pg: Vec<HashSet<(Vec<usize>, Vec<usize>)>> = align::pairs(3)
                    .map(|(x, y)| {
                        std::fs::read_to_string(format!(
                            "{root}{tier}/{name}.{}-{}.gold",
                            langs[x], langs[y]
                        ))
                        .unwrap()
                        .lines()
                        .map(|l| {
                            let mut s = l.split(':').map(|s| {
                                s.trim_matches(['[', ']'])
                                    .split(',')
                                    .filter_map(|n| n.trim().parse().ok())
                                    .collect::<Vec<usize>>()
                            });
                            (s.next().unwrap(), s.next().unwrap())
                        })
                        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
                        .collect()
                    })
                    .collect();
                let t0 = std::time::Instant::now();
                let beads = align::align(&versions, align::seed::lexicon()).unwrap();
                let took = t0.elapsed().as_secs_f64();
                let mut c = vec![[0usize; 3]; 11];
                let v = |r: &std::ops::Range<usize>| r.clone().collect::<Vec<_>>();
                // pairs alone
                for (k, (x, y)) in align::pairs(3).enumerate() {
                    let alone = align::align(
                        &[versions[x].clone(), versions[y].clone()],
                        align::seed::lexicon(),
                    )
                    .unwrap();
                    for b in &alone {
                        if b.versions() == 2 {
                            c[k][1] += 1;
                            c[k][0] += usize::from(
                                pg[k].contains(&(v(&b.segments[0]), v(&b.segments[1]))),
                            );
                        }
                    }
                    c[k][2] += pg[k].len();
                    for b in &beads {
                        for (p, q) in &b.pairs[k] {
                            if !p.is_empty() && !q.is_empty() {
                                c[3 + k][1] += 1;
                                c[3 + k][0] += usize::from(pg[k].contains(&(v(p), v(q))));
                            }
                        }
                    }
                    c[3 + k][2] += pg[k].len();
                }
                let gs: HashSet<&B> = gold
                    .iter()
                    .filter(|b| b.iter().filter(|s| !s.is_empty()).count() > 1)
                    .collect();
                let full = |b: &B| b.iter().all(|s| !s.is_empty());
                let no_en = |b: &B| b[0].is_empty() && b[1].len() == 1 && b[2].len() == 1;
                let mut cal = Vec::new();
                for b in &beads {
                    let key: B = b.segments.iter().map(v).collect();
                    if b.versions() > 1 {
                        let hit = gs.contains(&key);
                        c[6][1] += 1;
                        c[6][0] += usize::from(hit);
                        if full(&key) {
                            c[7][1] += 1;
                            c[7][0] += usize::from(hit);
                        }
                        if no_en(&key) {
                            c[8][1] += 1;
                            c[8][0] += usize::from(hit);
                        }
                        cal.push((b.confidence, hit));
                    } else {
                        cal.push((b.confidence, gold.contains(&key)));
                    }
                }
                c[6][2] = gs.len();
                c[7][2] = gs.iter().filter(|b| full(b)).count();
                c[8][2] = gs.iter().filter(|b| no_en(b)).count();
                (c, cal, took)
            })
            .collect();
        let label = [
            "alone en-ru",
            "alone en-az",
            "alone ru-az",
            "pairs en-ru",
            "pairs en-az",
            "pairs ru-az",
            "nway",
            "full",
            "0-1-1",
        ];
        println!(
            "{tier} ({:.2} s, slowest {:.3})",
            results.iter().map(|r| r.2).sum::<f64>(),
            results.iter().map(|r| r.2).fold(0.0, f64::max)
        );
        for (k, l) in label.iter().enumerate() {
            let s: Vec<usize> = (0..3).map(|i| results.iter().map(|r| r.0[k][i]).sum()).collect();
            let (p, r) = (s[0] as f64 / s[1] as f64, s[0] as f64 / s[2] as f64);
            println!("  {l}: P {p:.3} R {r:.3} F1 {:.3}", 2.0 * p * r / (p + r));
        }
        let cal: Vec<(f64, bool)> = results.iter().flat_map(|r| r.1.clone()).collect();
        for bin in 0..10 {
            let (lo, hi) =
                (bin as f64 / 10.0, (bin + 1) as f64 / 10.0 + if bin == 9 { 1.0 } else { 0.0 });
            let inside: Vec<_> = cal.iter().filter(|(c, _)| *c >= lo && *c < hi).collect();
            println!(
                "  conf {lo:.1}: {:5.1} % of beads, {:.3} right",
                100.0 * inside.len() as f64 / cal.len() as f64,
                inside.iter().filter(|x| x.1).count() as f64 / inside.len().max(1) as f64
            );
        }
    }
}
