use rayon::prelude::*;
use yaddash::align::fit::JointExample;
use yaddash::align::joint::{JOINT_FEATURES, JointWeights};
use yaddash::align::{self, Segment, Version, weights};
use yaddash::lang::Lang;
use yaddash::segment::SegmentKind;
fn main() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/align-dev/");
    let langs = ["en", "ru", "az"];
    let mut examples = Vec::new();
    for tier in ["docs", "docs-hard"] {
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
        examples.par_extend(names.par_iter().map(|name| {
            let texts: Vec<String> = langs
                .iter()
                .map(|l| std::fs::read_to_string(format!("{root}{tier}/{name}.{l}")).unwrap())
                .collect();
            let v: Vec<Version> = texts
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
            let mut at = [0usize; 3];
            let mut gold = Vec::new();
            for l in
                std::fs::read_to_string(format!("{root}{tier}/{name}.nway.jsonl")).unwrap().lines()
            {
                let d: std::collections::BTreeMap<String, Vec<usize>> =
                    serde_json::from_str(l).unwrap();
                let size = langs.map(|l| d.get(l).map_or(0, Vec::len));
                if size.iter().filter(|s| **s > 0).count() == 1 {
                    for k in 0..3 {
                        for _ in 0..size[k] {
                            at[k] += 1;
                            let mut s = [0; 3];
                            s[k] = 1;
                            gold.push((at, s));
                        }
                    }
                } else {
                    for k in 0..3 {
                        at[k] += size[k];
                    }
                    gold.push((at, size));
                }
            }
            JointExample::new(
                &[v[0].clone(), v[1].clone(), v[2].clone()],
                gold,
                align::seed::lexicon(),
            )
        }));
    }
    let mut w: JointWeights = weights::JOINT;
    let (mut m, mut v) = ([0.0f64; JOINT_FEATURES], [0.0f64; JOINT_FEATURES]);
    let rounds = std::env::var("ROUNDS").ok().and_then(|s| s.parse().ok()).unwrap_or(40);
    for round in 1..=rounds {
        let (ll, g) = examples.par_iter().map(|e| e.gradient(&w)).reduce(
            || (0.0, [0.0; JOINT_FEATURES]),
            |mut a, b| {
                a.0 += b.0;
                for k in 0..JOINT_FEATURES {
                    a.1[k] += b.1[k]
                }
                a
            },
        );
        for k in 0..JOINT_FEATURES {
            let g = g[k] / 1000.0 - 0.0005 * w[k];
            m[k] = 0.9 * m[k] + 0.1 * g;
            v[k] = 0.99 * v[k] + 0.01 * g * g;
            let (mh, vh) = (m[k] / (1.0 - 0.9f64.powi(round)), v[k] / (1.0 - 0.99f64.powi(round)));
            w[k] += (if round < rounds / 2 { 0.15 } else { 0.05 }) * mh / (vh.sqrt() + 1e-6);
        }
        if round % 5 == 0 {
            eprintln!("{round} ll {ll:.1} {w:.3?}");
        }
    }
}
