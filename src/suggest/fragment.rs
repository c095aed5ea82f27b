//! Fragments: what the memory knows of a segment that it has no match for.
//!
//! The part of the translation that corresponds is told by the words: those that a lexicon, a
//! number or their sound ties to the fragment, and those that stand in the translations of most
//! units that have the fragment but seldom elsewhere. Of all stretches of the translation the
//! one is taken in which these outweigh the words that belong to the rest of the unit (a maximum
//! subarray, Kadane 1977).

use crate::lang::lexicon::{Lexicon, folded_words};
use crate::lang::numbers;
use crate::lang::sound::{self, Sound};
use crate::lang::{Lang, case, stem, words};
use crate::memory::{Memory, Run, UnitRecord, tokens};
use crate::suggest::{Options, Provenance, targets};
use std::collections::HashMap;
use std::ops::Range;

/// The fewest words of a fragment.
pub const LEAST_WORDS: usize = 3;

/// How many fragments of a segment are shown, and how many units of each.
const MOST: (usize, usize) = (5, 3);

/// How many units of a fragment are asked what their translations have in common.
const WITNESSES: usize = 25;

/// How alike two words must sound to be one, and two names.
const ALIKE: f32 = 0.74;
const ALIKE_NAMES: f32 = 0.62;

/// What a word of the translation that nothing speaks for takes away.
const IDLE: f32 = -0.3;

/// The least weight of a part of a translation that is marked.
const LEAST_WEIGHT: f32 = 0.9;

/// A stretch of a segment that units of the memory have.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment {
    /// Where it stands in the segment, in bytes.
    pub span: Range<usize>,
    /// Units that have it, the preferred one first.
    pub units: Vec<FragmentUnit>,
}

/// A unit that has a fragment.
#[derive(Debug, Clone, PartialEq)]
pub struct FragmentUnit {
    /// Where the unit stands.
    pub origin: Provenance,
    /// Its source.
    pub source: String,
    /// The bytes of the source that are the fragment.
    pub span: Range<usize>,
    /// Its translations, each with the bytes that correspond, where they can be told.
    pub targets: Vec<(Lang, String, Option<Range<usize>>)>,
}

/// The longest parts of a segment that the memory knows, in the order of the text, without
/// overlap.
pub fn fragments(
    memory: &Memory,
    text: &str,
    options: &Options,
    lexicon: &Lexicon,
) -> Vec<Fragment> {
    let mut runs = memory.runs(text, &options.source, LEAST_WORDS);
    runs.sort_by_key(|run| (std::cmp::Reverse(run.words), run.span.start));
    let mut fragments: Vec<Fragment> = Vec::new();
    for run in runs {
        let overlaps = |f: &Fragment| f.span.start < run.span.end && run.span.start < f.span.end;
        if fragments.len() < MOST.0 && !fragments.iter().any(overlaps) {
            fragments.extend(fragment(memory, text, &run, options, lexicon));
        }
    }
    fragments.sort_by_key(|fragment| fragment.span.start);
    fragments
}

fn fragment(
    memory: &Memory,
    text: &str,
    run: &Run,
    options: &Options,
    lexicon: &Lexicon,
) -> Option<Fragment> {
    let part = text.get(run.span.clone())?;
    let records: Vec<(UnitRecord, Vec<(Lang, String)>)> = run
        .units
        .iter()
        .take(WITNESSES)
        .filter_map(|&unit| memory.unit(unit))
        .map(|record| {
            let targets = targets(&record, options);
            (record, targets)
        })
        .filter(|(_, targets)| !targets.is_empty())
        .collect();
    let mut units: Vec<FragmentUnit> = Vec::new();
    for (record, targets) in &records {
        let sources = record.texts(&options.source);
        let Some((source, span)) = sources
            .into_iter()
            .find_map(|source| Some((source, place(part, source, &options.source)?)))
        else {
            continue;
        };
        if units.iter().any(|unit| unit.source == source) {
            continue;
        }
        let marked = targets.iter().map(|(lang, target)| {
            let witnesses: Vec<&str> = records
                .iter()
                .flat_map(|(_, others)| others)
                .filter(|(other, text)| other == lang && text != target)
                .map(|(_, text)| text.as_str())
                .collect();
            let ties = Ties { memory, lexicon, source: &options.source, target: lang };
            let part = ties.part(source, &span, target, &witnesses);
            (lang.clone(), target.clone(), part)
        });
        units.push(FragmentUnit {
            origin: Provenance::of(record),
            source: source.to_owned(),
            span: span.clone(),
            targets: marked.collect(),
        });
        if units.len() == MOST.1 {
            break;
        }
    }
    (!units.is_empty()).then(|| Fragment { span: run.span.clone(), units })
}

/// Where the tokens of `part` stand in `text`, in bytes.
fn place(part: &str, text: &str, lang: &Lang) -> Option<Range<usize>> {
    let (wanted, there) = (tokens(part, lang), tokens(text, lang));
    let spans = words::scored_spans(text);
    if spans.len() != there.len() || wanted.is_empty() {
        return None;
    }
    let at = there.windows(wanted.len()).position(|window| *window == wanted[..])?;
    Some(spans[at].start..spans[at + wanted.len() - 1].end)
}

/// What ties the words of a source to those of its translation.
struct Ties<'a> {
    memory: &'a Memory,
    lexicon: &'a Lexicon,
    source: &'a Lang,
    target: &'a Lang,
}

/// A word of a text.
struct Word {
    span: Range<usize>,
    stem: String,
    sound: Option<Sound>,
    /// Whether it is written with a capital.
    name: bool,
    concepts: Vec<u32>,
    number: Option<numbers::Quantity>,
}

impl Ties<'_> {
    /// The part of `target` that corresponds to `span` of `source`.
    fn part(
        &self,
        source: &str,
        span: &Range<usize>,
        target: &str,
        witnesses: &[&str],
    ) -> Option<Range<usize>> {
        let (ours, theirs) = (self.words(source, self.source), self.words(target, self.target));
        let (inside, outside): (Vec<&Word>, Vec<&Word>) = ours
            .iter()
            .partition(|word| span.start <= word.span.start && word.span.end <= span.end);
        if outside.is_empty() {
            // The fragment is the whole unit.
            return Some(theirs.first()?.span.start..theirs.last()?.span.end);
        }
        let common = self.in_common(witnesses);
        let weights: Vec<f32> = theirs
            .iter()
            .map(|word| {
                let most = |words: &[&Word]| {
                    words.iter().map(|other| tie(other, word)).fold(0.0f32, f32::max)
                };
                let (here, elsewhere) = (most(&inside), most(&outside));
                let shared = common.get(&word.stem).copied().unwrap_or_default();
                match () {
                    () if here > elsewhere => here,
                    () if elsewhere > here => -1.0,
                    () if shared > 0.0 => shared,
                    () => IDLE,
                }
            })
            .collect();
        let range = heaviest(&weights)?;
        Some(theirs.get(range.start)?.span.start..theirs.get(range.end.checked_sub(1)?)?.span.end)
    }

    fn words(&self, text: &str, lang: &Lang) -> Vec<Word> {
        let quantities = numbers::find(text, lang);
        let is_word = |span: &Range<usize>| text[span.clone()].starts_with(words::is_word);
        let mut words: Vec<Word> = words::token_spans(text)
            .into_iter()
            .filter(is_word)
            .map(|span| {
                let folded = case::fold(&words::nfc(&text[span.clone()]), lang);
                let long = folded.chars().count() > 3 && folded.starts_with(char::is_alphabetic);
                let inside =
                    |q: &&numbers::Quantity| q.span.start <= span.start && span.end <= q.span.end;
                Word {
                    number: quantities.iter().find(inside).cloned(),
                    sound: long.then(|| sound::sound(&folded, lang)),
                    stem: stem::stem(&folded, lang).into_owned(),
                    name: text[span.clone()].starts_with(char::is_uppercase),
                    concepts: Vec::new(),
                    span,
                }
            })
            .collect();
        let stems: Vec<String> = words.iter().map(|word| word.stem.clone()).collect();
        for (at, length, concept) in self.lexicon.concepts(&stems, lang) {
            for word in words.iter_mut().skip(at).take(length) {
                word.concepts.push(concept);
            }
        }
        words
    }

    /// The stems that most witnesses have though few segments of the language do, each with its
    /// weight.
    fn in_common(&self, witnesses: &[&str]) -> HashMap<String, f32> {
        // How many witnesses have a stem, and a word that has it.
        let mut counts: HashMap<String, (usize, String)> = HashMap::new();
        for witness in witnesses {
            let mut words: Vec<(String, String)> = folded_words(witness, self.target)
                .into_iter()
                .map(|word| (stem::stem(&word, self.target).into_owned(), word))
                .collect();
            words.sort();
            words.dedup_by(|next, kept| next.0 == kept.0);
            for (stem, word) in words {
                counts.entry(stem).or_insert((0, word)).0 += 1;
            }
        }
        // One witness may say the same by chance.
        counts.retain(|_, (count, _)| *count > 1 && *count * 2 > witnesses.len());
        let weigh = |(stem, (count, word)): (String, (usize, String))| {
            let here = count as f64 / witnesses.len() as f64;
            let weight = here - 3.0 * self.memory.share(&word, self.target);
            (weight > 0.0).then_some((stem, weight as f32))
        };
        counts.into_iter().filter_map(weigh).collect()
    }
}

/// How surely two words translate one another, from 0 to 1.
fn tie(a: &Word, b: &Word) -> f32 {
    let concept = a.concepts.iter().any(|concept| b.concepts.contains(concept));
    let number = match (&a.number, &b.number) {
        (Some(a), Some(b)) => a.agrees(b),
        _ => false,
    };
    let alike = match (&a.sound, &b.sound) {
        (Some(a), Some(b)) => sound::similarity(a, b),
        _ => 0.0,
    };
    let least = if a.name && b.name { ALIKE_NAMES } else { ALIKE };
    match () {
        () if concept || number => 1.0,
        () if alike >= least => alike,
        () => 0.0,
    }
}

/// The stretch with the greatest sum.
fn heaviest(weights: &[f32]) -> Option<Range<usize>> {
    let (mut best, mut best_sum) = (None, LEAST_WEIGHT);
    let (mut start, mut sum) = (0, 0.0f32);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += weight;
        if sum >= best_sum && best.is_none() || sum > best_sum {
            (best, best_sum) = (Some(start..at + 1), sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_the_translation_is_told_by_the_words() {
        let [en, ru] = ["en", "ru"].map(|tag| Lang::parse(tag).expect("a tag"));
        let unit = |number: usize, source: &str, target: &str| UnitRecord {
            file: "a.tmx".into(),
            index_in_file: number,
            variants: vec![(en.clone(), source.into()), (ru.clone(), target.into())],
            ..UnitRecord::default()
        };
        let memory = Memory::from_records([
            unit(
                0,
                "The sides discussed the Munich Security Conference at length.",
                "Стороны подробно обсудили Мюнхенскую конференцию по безопасности.",
            ),
            unit(1, "Thank you very much.", "Большое спасибо."),
        ]);
        let mut lexicon = Lexicon::new();
        lexicon.add([(&en, "security"), (&ru, "безопасность")]);
        lexicon.add([(&en, "discuss"), (&ru, "обсудить")]);
        lexicon.add([(&en, "Munich"), (&ru, "мюнхенский")]);
        let options = Options {
            source: en.clone(),
            targets: vec![ru.clone()],
            min_score: 0.7,
            max_matches: 5,
        };
        let text = "He spoke at the Munich Security Conference yesterday.";
        let found = fragments(&memory, text, &options, &lexicon);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].span.clone()], "the Munich Security Conference");
        let unit = &found[0].units[0];
        assert_eq!(&unit.source[unit.span.clone()], "the Munich Security Conference");
        let (_, target, part) = &unit.targets[0];
        let part = part.clone().expect("a part");
        assert_eq!(&target[part], "Мюнхенскую конференцию по безопасности");
        assert_eq!(fragments(&memory, "Nothing of this is known.", &options, &lexicon), []);
    }
}
