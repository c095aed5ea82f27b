//! The documents of the development data, and others with other habits that are made of them.

use std::collections::BTreeMap;
use std::path::Path;
use yaddash::align::fit::Place;
use yaddash::align::joint::PAIRS;
use yaddash::align::{Segment, Version, embedding};
use yaddash::lang::Lang;
use yaddash::segment::SegmentKind;

const LANGS: [&str; 3] = ["en", "ru", "az"];

/// One document: the texts of the versions, the gold links of each pair, the gold beads.
#[derive(Clone)]
pub struct Document {
    pub texts: [String; 3],
    pub links: [Vec<Place>; 3],
    pub beads: Vec<([usize; 3], [usize; 3])>,
}

impl Document {
    pub fn read(folder: &Path, name: &str) -> Document {
        let read = |ending: &str| {
            std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).expect("gold data")
        };
        let mut beads = Vec::new();
        let mut end = [0; 3];
        for line in read("nway.jsonl").lines() {
            let bead: BTreeMap<String, Vec<usize>> = serde_json::from_str(line).expect("a bead");
            let size = LANGS.map(|lang| bead.get(lang).map_or(0, Vec::len));
            let alone = size.iter().filter(|s| **s > 0).count() == 1;
            for v in 0..3 {
                for _ in 0..if alone { size[v] } else { 0 } {
                    end[v] += 1;
                    beads.push((end, [0, 1, 2].map(|w| usize::from(w == v))));
                }
            }
            if !alone {
                end = [0, 1, 2].map(|v| end[v] + size[v]);
                beads.push((end, size));
            }
        }
        let pairs = [(0, 1), (0, 2), (1, 2)];
        Document {
            texts: LANGS.map(read),
            links: pairs.map(|(x, y)| links(&read(&format!("{}-{}.gold", LANGS[x], LANGS[y])))),
            beads,
        }
    }

    pub fn versions(&self) -> [Version<'_>; 3] {
        [0, 1, 2].map(|v| {
            let mut paragraph = 0;
            let mut segments = Vec::new();
            for text in self.texts[v].lines() {
                match text.trim().is_empty() {
                    true => paragraph += 1,
                    false => {
                        segments.push(Segment { text, paragraph, kind: SegmentKind::Sentence })
                    }
                }
            }
            Version { lang: Lang::parse(LANGS[v]).expect("a tag"), segments }
        })
    }
}

/// Gold links as ends and sizes; every segment without counterpart is a link of its own.
fn links(gold: &str) -> Vec<Place> {
    let count = |side: &str| {
        side.trim_matches(['[', ']', ' ']).split(',').filter(|n| !n.trim().is_empty()).count()
    };
    let (mut i, mut j) = (0, 0);
    let mut links = Vec::new();
    for line in gold.lines() {
        let (a, b) = line.split_once(':').expect("a link");
        match (count(a), count(b)) {
            (p, 0) => (0..p).for_each(|_| {
                i += 1;
                links.push((i, j, 1, 0));
            }),
            (0, q) => (0..q).for_each(|_| {
                j += 1;
                links.push((i, j, 0, 1));
            }),
            (p, q) => {
                (i, j) = (i + p, j + q);
                links.push((i, j, p, q));
            }
        }
    }
    links
}

impl Document {
    /// The document as if nothing had been left out: the beads that lack a version are taken out.
    fn complete(&self) -> Document {
        let lacks = |size: &[usize; 3]| size.contains(&0);
        let mut gone = self.texts.each_ref().map(|text| vec![false; text.lines().count()]);
        for (end, size) in self.beads.iter().filter(|(_, size)| lacks(size)) {
            for (v, gone) in gone.iter_mut().enumerate() {
                gone[end[v] - size[v]..end[v]].fill(true);
            }
        }
        let mut new = self.clone();
        new.beads.retain(|(_, size)| !lacks(size));
        for (text, gone) in new.texts.iter_mut().zip(&gone) {
            let mut segments = gone.iter();
            let stays = |l: &&str| l.trim().is_empty() || segments.next() == Some(&false);
            *text = text.lines().filter(stays).flat_map(|line| [line, "\n"]).collect();
        }
        for ((x, y), links) in PAIRS.into_iter().zip(&mut new.links) {
            links.retain(|&(i, j, p, q)| !(p > 0 && gone[x][i - 1] || q > 0 && gone[y][j - 1]));
        }
        new.count()
    }

    /// The document as if sentences translated one to one were often joined with the next, now in
    /// one version and now in another.
    fn joined(&self) -> Document {
        self.rewritten(|[one, two]| Some(vec![format!("{one} {two}")]))
    }

    /// The document as if the last clause of a sentence often stood at the head of the next, now in
    /// one version and now in another.
    fn shifted(&self) -> Document {
        self.rewritten(|[one, two]| {
            let [rest, clause] = clauses(one)?;
            let clause = clause.trim_end_matches(['.', '!', '?', '…']);
            Some(vec![format!("{rest}."), format!("{clause}, {two}")])
        })
    }

    /// The document as if the last clause of a sentence were often a sentence of its own, now in one
    /// version and now in another.
    fn cut(&self) -> Document {
        self.rewritten(|[one]| {
            let [rest, clause] = clauses(one)?;
            Some(vec![format!("{rest}."), clause])
        })
    }

    /// The document as if every third bead ended with a semicolon or a colon, in one version or in all.
    fn punctuated(&self) -> Document {
        let mut new = self.clone();
        let mut lines =
            self.texts.each_ref().map(|t| t.lines().map(str::to_owned).collect::<Vec<_>>());
        let places = lines.each_ref().map(|lines| -> Vec<usize> {
            (0..lines.len()).filter(|&at| !lines[at].trim().is_empty()).collect()
        });
        for (number, (end, size)) in self.beads.iter().enumerate().step_by(3) {
            for v in (0..3).filter(|&v| size[v] > 0 && [v, 3].contains(&(number / 3 % 4))) {
                let [last, next] = [0, 1].map(|k| places[v].get(end[v] - 1 + k).copied());
                let (Some(last), Some(next)) = (last, next.filter(|_| next > last)) else {
                    continue;
                };
                let Some(rest) = lines[v][last].trim_end().strip_suffix('.') else { continue };
                let semicolon = number % 2 == 0;
                lines[v][last] = format!("{rest}{}", if semicolon { ';' } else { ':' });
                if let Some(first) = lines[v][next].chars().next().filter(|_| semicolon) {
                    let small: String = first.to_lowercase().collect();
                    lines[v][next].replace_range(..first.len_utf8(), &small);
                }
            }
        }
        new.texts = lines.map(|l| l.into_iter().map(|line| line + "\n").collect());
        new
    }

    /// The document with other texts in the place of `N` segments that are translated one to one,
    /// every third time, now in one version and now in another.
    fn rewritten<const N: usize>(
        &self,
        rewrite: impl Fn([&str; N]) -> Option<Vec<String>>,
    ) -> Document {
        let mut new = self.clone();
        let mut lines = self
            .texts
            .each_ref()
            .map(|t| t.lines().map(|line| vec![line.to_owned()]).collect::<Vec<_>>());
        let segments = self.texts.each_ref().map(|text| {
            let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            filled.map(|(at, line)| (at, line.trim())).collect::<Vec<_>>()
        });
        for (number, beads) in self.beads.windows(N).enumerate().step_by(3) {
            let (v, end) = (number / 3 % 3, beads[N - 1].0);
            let plain = |((x, y), links): ((usize, usize), &Vec<Place>)| {
                (0..N).all(|back| links.contains(&(end[x] - back, end[y] - back, 1, 1)))
            };
            if beads.iter().any(|(_, size)| *size != [1; 3])
                || !PAIRS.into_iter().zip(&self.links).all(plain)
            {
                continue;
            }
            let old: [(usize, &str); N] = std::array::from_fn(|k| segments[v][end[v] - N + k]);
            let first = old[0].0;
            let together = old.iter().zip(first..).all(|((line, _), next)| *line == next);
            let Some(rewritten) = rewrite(old.map(|(_, text)| text)).filter(|_| together) else {
                continue;
            };
            let size = [0, 1, 2].map(|w| if w == v { rewritten.len() } else { N });
            lines[v][first..first + N].fill(Vec::new());
            lines[v][first] = rewritten;
            new.beads.retain(|bead| !beads[..N - 1].contains(bead));
            new.beads.iter_mut().filter(|bead| **bead == beads[N - 1]).for_each(|b| b.1 = size);
            let pairs = PAIRS.into_iter().zip(&mut new.links);
            for ((x, y), links) in pairs.filter(|((x, y), _)| [x, y].contains(&&v)) {
                links.retain(|l| !(1..N).any(|b| (l.0, l.1) == (end[x] - b, end[y] - b)));
                let last = links.iter_mut().filter(|l| (l.0, l.1) == (end[x], end[y]));
                last.for_each(|link| (link.2, link.3) = (size[x], size[y]));
            }
        }
        new.texts = lines.map(|l| l.into_iter().flatten().map(|line| line + "\n").collect());
        new.count()
    }

    /// The document as if one version lacked a page: a fifth of the beads, twenty at the most.
    fn without_page(&self) -> Document {
        let mut new = self.clone();
        let (all, v) = (self.beads.len(), self.beads.len() % 3);
        let page = all / 2..all / 2 + (all / 5).min(20);
        let lost = &mut new.beads[page];
        let (Some(first), Some(last)) = (lost.first(), lost.last()) else { return new };
        let gone = first.0[v] - first.1[v]..last.0[v];
        lost.iter_mut().for_each(|(_, size)| size[v] = 0);
        new.beads.retain(|(_, size)| *size != [0; 3]);
        let mut number = 0;
        let stays = |line: &&str| {
            number += usize::from(!line.trim().is_empty());
            line.trim().is_empty() || !gone.contains(&(number - 1))
        };
        new.texts[v] = self.texts[v].lines().filter(stays).flat_map(|line| [line, "\n"]).collect();
        for ((x, y), links) in PAIRS.into_iter().zip(&mut new.links) {
            let is_gone = |link: &Place| {
                (x == v && link.2 > 0 && gone.contains(&(link.0 - 1)))
                    || (y == v && link.3 > 0 && gone.contains(&(link.1 - 1)))
            };
            let rest = |link: Place| match (is_gone(&link), x == v) {
                (false, _) => vec![link],
                (true, true) => vec![(0, 0, 0, 1); link.3],
                (true, false) => vec![(0, 0, 1, 0); link.2],
            };
            *links = links.iter().copied().flat_map(rest).collect();
        }
        new.count()
    }

    /// The same with the ends that the sizes give.
    fn count(mut self) -> Document {
        let mut end = [0; 3];
        for bead in &mut self.beads {
            end = [0, 1, 2].map(|v| end[v] + bead.1[v]);
            bead.0 = end;
        }
        for links in &mut self.links {
            let mut end = (0, 0);
            for link in links {
                end = (end.0 + link.2, end.1 + link.3);
                (link.0, link.1) = end;
            }
        }
        self
    }
}

/// What documents may be like; all but the first and the last are complete, the fourth but for a page.
pub const HABITS: [&str; 8] = [
    "as they are",
    "complete",
    "joined",
    "without a page",
    "sentences end elsewhere",
    "cut",
    "as they are, joined, cut, and sentences end elsewhere",
    "as they are, with semicolons and colons",
];

/// Documents with each of these habits.
pub fn habits(own: Vec<Document>) -> [Vec<Document>; HABITS.len()] {
    let each = |from: &[Document], change: fn(&Document) -> Document| -> Vec<Document> {
        from.iter().map(change).collect()
    };
    let complete = each(&own, Document::complete);
    let joined = each(&complete, Document::joined);
    let paged = each(&joined, Document::without_page);
    let shifted = each(&complete, Document::shifted);
    let cut = each(&complete, Document::cut);
    let all = each(&own, |document| document.shifted().cut().joined());
    let punctuated = each(&own, Document::punctuated);
    [own, complete, joined, paged, shifted, cut, all, punctuated]
}

/// A sentence without its last clause and end mark, and that clause as if a sentence began with it.
fn clauses(sentence: &str) -> Option<[String; 2]> {
    let [_, .., clause] = *embedding::clauses(sentence) else { return None };
    let rest =
        sentence.strip_suffix(clause)?.trim_end().trim_end_matches([',', ';', ':', '–', '—']);
    let (first, others) = clause.split_at(clause.chars().next()?.len_utf8());
    Some([rest.trim_end().to_owned(), first.to_uppercase() + others])
}

/// The documents of a tier, by name.
pub fn tier(tier: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/align-dev").join(tier);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the development data")
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".nway.jsonl").map(str::to_owned)
        })
        .collect();
    names.sort();
    names.iter().map(|name| Document::read(&folder, name)).collect()
}
