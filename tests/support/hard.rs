//! Texts that an aligner must survive.

use crate::documents::{Document, LANGS, Random, all, concatenated};

/// Versions by their language.
pub type Versions = Vec<(&'static str, Vec<String>)>;

/// The names of the texts that [`text`] makes.
pub const NAMES: [&str; 7] = [
    "ten times as long",
    "the same text three times",
    "100,000 equal lines",
    "100,000 one-letter lines",
    "five long versions",
    "nothing in common",
    "three documents over and over",
];

/// The text of a name, its long versions of about `segments` segments.
pub fn text(name: &str, segments: usize) -> Versions {
    let of = |document: Document| LANGS.into_iter().zip(document.texts).collect::<Versions>();
    match name {
        "ten times as long" => {
            let mut versions = of(concatenated(segments / 10));
            versions[1].1 = concatenated(segments).texts[1].clone();
            versions
        }
        "the same text three times" => {
            let text = concatenated(segments).texts[0].clone();
            LANGS.map(|lang| (lang, text.clone())).into()
        }
        "100,000 equal lines" => LANGS.map(|lang| (lang, vec!["x".to_owned(); segments])).into(),
        "100,000 one-letter lines" => {
            let mut random = Random(1);
            let mut lines = |letters: &str| {
                let letters: Vec<char> = letters.chars().collect();
                let line = |_| letters[random.below(letters.len())].to_string();
                (0..segments).map(line).collect()
            };
            vec![
                ("en", lines("abcdefghijklmnopqrstuvwxyz?!")),
                ("ru", lines("абвгдежзийклмнопрстуфхцчшщъыьэюя?!")),
                ("az", lines("abcçdeəfgğhxıijkqlmnoöprsştuüvyz?!")),
            ]
        }
        "five long versions" => {
            let mut versions = of(concatenated(segments));
            for (v, step) in [(0, 7), (1, 11)] {
                let (lang, text) = &versions[v];
                let kept = text.iter().enumerate().filter(|(number, _)| number % step != 0);
                let kept = kept.map(|(_, line)| line.clone()).collect();
                versions.push((lang, kept));
            }
            versions
        }
        "nothing in common" => {
            let mut versions = of(concatenated(segments));
            versions[1].1.reverse();
            Random(2).shuffle(&mut versions[2].1);
            versions
        }
        "three documents over and over" => of(repeated(3, segments)),
        other => panic!("no text is called {other}"),
    }
}

/// The first documents of `docs-hard`, in random order again and again.
pub fn repeated(documents: usize, segments: usize) -> Document {
    let documents = all("docs-hard").into_iter().take(documents).collect::<Vec<_>>();
    let mut random = Random(3);
    let mut whole = Document::default();
    while whole.texts[0].len() < segments {
        whole.append(&documents[random.below(documents.len())]);
    }
    whole
}
