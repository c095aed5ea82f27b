//! The exported SRX cuts where the built-in rules cut, as nearly as SRX can say.

use yaddash::lang::Lang;
use yaddash::readout::Readout;
use yaddash::segment::srx::Srx;
use yaddash::segment::{Segmenter, SpeakerLabels};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/segment-dev/");

fn readouts(lang: &str) -> Vec<Readout> {
    // The golden rules are about run-together lists, which SRX cannot tell.
    ["running", "readout"]
        .iter()
        .filter_map(|set| std::fs::read_to_string(format!("{DATA}{set}-{lang}.jsonl")).ok())
        .flat_map(|lines| lines.lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(&line).unwrap();
            let text = record["text"].as_str().unwrap().to_owned();
            Readout::from_text("-", text)
        })
        .collect()
}

#[test]
fn the_exported_rules_cut_where_the_builtin_rules_cut() {
    for (lang, needed) in [("en", 0.995), ("ru", 0.995), ("az", 0.995), ("tr", 0.99)] {
        let tag = Lang::parse(lang).unwrap();
        let builtin = Segmenter::builtin(&tag, SpeakerLabels::Split);
        let exported = builtin.export_srx().unwrap();
        let (srx, notices) = Srx::parse(exported.as_bytes(), "export.srx").unwrap();
        assert_eq!(notices, []);
        let rules = srx.rules_for(&tag).unwrap();
        let (mut same, mut different) = (0, 0);
        for readout in readouts(lang) {
            for block in &readout.blocks {
                let text = &readout.text[block.span.clone()];
                let alone = Readout::from_text("-", text);
                let ends = |ends: Vec<usize>| -> Vec<usize> {
                    ends.into_iter().map(|end| text[..end].trim_end().len()).collect()
                };
                let ours: Vec<usize> =
                    ends(builtin.segment(&alone).iter().map(|s| s.span.end).collect());
                let mut theirs = ends(rules.breaks(text).unwrap());
                theirs.push(text.trim_end().len());
                same += ours.iter().filter(|end| theirs.contains(end)).count();
                for end in ours.iter().chain(&theirs) {
                    if ours.contains(end) != theirs.contains(end) {
                        different += 1;
                        let who = if ours.contains(end) { "built-in" } else { "exported" };
                        let before: String = text[..*end]
                            .chars()
                            .rev()
                            .take(30)
                            .collect::<Vec<_>>()
                            .into_iter()
                            .rev()
                            .collect();
                        let after: String = text[*end..].chars().take(25).collect();
                        println!("{lang} only {who}: {before} | {after}");
                    }
                }
            }
        }
        let agreement = f64::from(same as u32) / f64::from((same + different) as u32);
        println!("{lang}: {same} the same, {different} different: {agreement:.4}");
        assert!(agreement >= needed, "{lang}: {agreement}");
    }
}

#[test]
fn own_exceptions_are_exported_first() {
    let tag = Lang::parse("ru").unwrap();
    let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    let segmenter = Segmenter::builtin(&tag, SpeakerLabels::Split)
        .with_exceptions(&own(&["Слово."]), &own(&["далее;"]));
    let text = "Слово. Она пришла далее; она ушла.";
    let cuts: Vec<&str> = segmenter.sentences(text).into_iter().map(|s| &text[s]).collect();
    assert_eq!(cuts, ["Слово. Она пришла далее;", "она ушла."]);
    let (srx, _) = Srx::parse(segmenter.export_srx().unwrap().as_bytes(), "x.srx").unwrap();
    let through = Segmenter::from_srx(&srx, &tag, SpeakerLabels::Split).unwrap();
    let cuts: Vec<&str> = through.sentences(text).into_iter().map(|s| &text[s]).collect();
    assert_eq!(cuts, ["Слово. Она пришла далее;", "она ушла."]);
    assert!(through.export_srx().is_none());
}
