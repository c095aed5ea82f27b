//! Term candidates from a memory: units of several words that recur, and whose translations
//! recur with them.
//!
//! Sequences of two to four words are counted by stem in the source; what longer sequences
//! account for is left out (nested terms, after Frantzi and Ananiadou's C-value). The translation
//! is the sequence of the target with the highest Dice coefficient over the segments in which
//! both stand (Smadja, McKeown and Hatzivassiloglou 1996).

use super::table::write_row;
use super::tokens::{Gap, Words};
use super::{Concept, Glossary, Matcher, Term};
use crate::lang::{Lang, stem};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The term in the source: the form of which most others are forms.
    pub source: String,
    /// The stems of the source, by which its forms are one term.
    pub stems: Vec<String>,
    /// Its translation in the same way; `None` when no translation recurs.
    pub target: Option<String>,
    /// In how many segments the source stands.
    pub count: usize,
    /// How surely one translates the other, 0..1: the Dice coefficient.
    pub agreement: f64,
    /// The index of the first pair in which it stands.
    pub example: usize,
}

/// What counts as a candidate.
#[derive(Debug, Clone, Copy)]
pub struct ExtractOptions {
    /// In how many segments a candidate must stand.
    pub min_count: usize,
    /// How surely a translation must go with it to be proposed.
    pub min_agreement: f64,
}

impl Default for ExtractOptions {
    fn default() -> Self {
        ExtractOptions { min_count: 3, min_agreement: 0.4 }
    }
}

/// Words of grammar and courtesy, which neither begin nor end a term.
const FUNCTION_WORDS: &str = "
    the this that these those and but for nor with from into about over under than then there here
    our your their his her its you they she who whom whose which what when where why how not any
    all some more most less very also too only just even both each every such other another same
    are was were been being have has had does did will would shall should can could may might must
    thank like let said noted stressed emphasized added year years today
    attach attaches attached express expressed discuss discussed appreciate appreciates appreciated
    congratulate congratulated exchange exchanged informed underlined thanked wished received
    presented accepted visited attended signed opened see seen take takes taken took make makes made
    do done hold held believe hope want wish continue support supports supported supporting
    glad happy good great many important highly sincerely successfully
    это этот эта эти этого этой этих тот что чтобы как так или для при под над без про через после
    перед между наш наша наше наши нашей наших ваш ваша ваше вашей вам вас нам нас мы они она оно
    его ему них мне меня кто где когда если уже еще также более менее очень был была было были есть
    быть может будет будут отметил сказал подчеркнул году года лет
    bu həmin hər bir çox daha ən və ilə üçün kimi olan olaraq olub edib edir etdi ki də da biz siz
    onlar bizim sizin onun onların mən sən mənim var yox idi deyib qeyd bildirib il ildə sonra əvvəl
    həm lakin amma belə";

const SOURCE_LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
const TARGET_LENGTHS: std::ops::RangeInclusive<usize> = 1..=5;

/// Proposes terms from pairs of segments, the most frequent first.
pub fn extract(
    pairs: &[(&str, &str)],
    source: &Lang,
    target: &Lang,
    options: ExtractOptions,
) -> Vec<Candidate> {
    let ours: Vec<&str> = pairs.iter().map(|(text, _)| *text).collect();
    let theirs: Vec<&str> = pairs.iter().map(|(_, text)| *text).collect();
    let mut sources = Sequences::of(&ours, source, SOURCE_LENGTHS);
    sources.keep(options.min_count);
    sources.drop_nested();
    let mut targets = Sequences::of(&theirs, target, TARGET_LENGTHS);
    targets.keep(options.min_count);
    let targets: Vec<&Sequence> = targets.found.values().collect();
    let by_segment = by_segment(&targets, pairs.len());
    let mut candidates: Vec<Candidate> = sources
        .found
        .iter()
        .map(|(stems, sequence)| {
            let translation = best_translation(stems.len(), sequence, &targets, &by_segment);
            let translation =
                translation.filter(|(_, agreement)| *agreement >= options.min_agreement);
            Candidate {
                source: sequence.citation(source),
                stems: stems.clone(),
                target: translation.map(|(sequence, _)| sequence.citation(target)),
                count: sequence.segments.len(),
                agreement: translation.map_or(0.0, |(_, agreement)| agreement),
                example: sequence.segments.first().copied().unwrap_or_default(),
            }
        })
        .collect();
    candidates.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.source.cmp(&b.source)));
    candidates
}

/// What was found for one target language: the candidates, and the pairs they came from.
pub struct Proposed<'a> {
    /// The language of the translations.
    pub target: &'a Lang,
    /// The pairs of segments.
    pub pairs: &'a [(&'a str, &'a str)],
    /// The candidates of [`extract`] on these pairs.
    pub candidates: &'a [Candidate],
}

impl Proposed<'_> {
    fn example(&self, candidate: Option<&Candidate>) -> Option<(&str, &str)> {
        self.pairs.get(candidate?.example).copied()
    }
}

/// The candidates of all target languages as one glossary table (CSV) to edit: a row for each
/// source term, with its translations, how often it stands, how surely each translation goes
/// with it, and an example in each language. What is read back as a glossary are the terms; the
/// other columns are kept as they are.
pub fn candidates_table(source: &Lang, proposed: &[Proposed<'_>]) -> String {
    let mut by_stems: BTreeMap<&[String], Vec<Option<&Candidate>>> = BTreeMap::new();
    for (number, one) in proposed.iter().enumerate() {
        for candidate in one.candidates {
            let row = by_stems.entry(&candidate.stems);
            if let Some(place) = row.or_insert_with(|| vec![None; proposed.len()]).get_mut(number) {
                *place = Some(candidate);
            }
        }
    }
    let count = |row: &[Option<&Candidate>]| row.iter().flatten().map(|c| c.count).max();
    // The form is that of the language in which the term recurs most often.
    let form = |row: &[Option<&Candidate>]| {
        let most = row.iter().flatten().rev().max_by_key(|candidate| candidate.count);
        most.map_or("", |candidate| &candidate.source).to_owned()
    };
    let mut rows: Vec<(String, Vec<Option<&Candidate>>)> =
        by_stems.into_values().map(|row| (form(&row), row)).collect();
    // Of equally frequent ones the alphabet decides.
    rows.sort_by(|(x, a), (y, b)| count(b).cmp(&count(a)).then_with(|| x.cmp(y)));

    let targets = || proposed.iter().map(|one| one.target);
    let mut header = vec![source.to_string()];
    header.extend(targets().map(Lang::to_string));
    header.push("count".to_owned());
    header.extend(targets().map(|lang| format!("{lang}_agreement")));
    header.push(format!("{source}_example"));
    header.extend(targets().map(|lang| format!("{lang}_example")));
    let mut out = String::new();
    write_row(&mut out, b',', &header);
    for (term, row) in rows {
        let found = || proposed.iter().zip(&row);
        let mut cells = vec![term];
        cells.extend(row.iter().map(|c| c.and_then(|c| c.target.clone()).unwrap_or_default()));
        cells.push(count(&row).unwrap_or_default().to_string());
        cells.extend(row.iter().map(|candidate| match candidate {
            Some(Candidate { target: Some(_), agreement, .. }) => format!("{agreement:.2}"),
            _ => String::new(),
        }));
        let first = found().find_map(|(one, candidate)| one.example(*candidate));
        cells.push(first.map_or_else(String::new, |(text, _)| text.to_owned()));
        cells.extend(found().map(|(one, candidate)| {
            one.example(*candidate).map_or_else(String::new, |(_, text)| text.to_owned())
        }));
        write_row(&mut out, b',', &cells);
    }
    out
}

/// One sequence of stems and where it stands.
#[derive(Debug, Default)]
struct Sequence {
    segments: BTreeSet<usize>,
    /// The forms in which it is written, with their counts.
    forms: BTreeMap<String, usize>,
}

impl Sequence {
    /// How many words it has.
    fn words(&self) -> usize {
        self.forms.keys().next().map_or(0, |form| form.split_whitespace().count())
    }

    /// The commonest form; of equal ones the first in the alphabet.
    fn surface(&self) -> String {
        let mut best: Option<(&String, usize)> = None;
        for (form, count) in &self.forms {
            if best.is_none_or(|(_, most)| *count > most) {
                best = Some((form, *count));
            }
        }
        best.map(|(form, _)| form.clone()).unwrap_or_default()
    }

    /// The form that a glossary would give: the one of which most others are inflected forms (of
    /// *Европейского союза* and *Европейский союз* the second); of equal ones the commonest.
    fn citation(&self, lang: &Lang) -> String {
        let surface = self.surface();
        let worth = |form: &str| recognised(form, &self.forms, lang);
        let mut best = (worth(&surface), surface);
        for form in self.forms.keys() {
            let worth = worth(form);
            if worth > best.0 {
                best = (worth, form.clone());
            }
        }
        best.1
    }
}

/// How often one of `forms` is a form of the term `term`.
fn recognised(term: &str, forms: &BTreeMap<String, usize>, lang: &Lang) -> usize {
    let concept = Concept { terms: vec![Term::new(lang.clone(), term)], ..Concept::default() };
    let glossary = Glossary { concepts: vec![concept], languages: vec![lang.clone()] };
    let matcher = Matcher::new(&glossary, lang);
    let whole = |form: &str| matcher.find(form).iter().any(|hit| hit.span == (0..form.len()));
    forms.iter().filter(|(form, _)| whole(form)).map(|(_, count)| count).sum()
}

/// All sequences of some texts, by their stems.
struct Sequences {
    found: BTreeMap<Vec<String>, Sequence>,
}

impl Sequences {
    fn of(texts: &[&str], lang: &Lang, lengths: std::ops::RangeInclusive<usize>) -> Sequences {
        let words: Vec<Words> = texts.iter().map(|text| Words::of(text, lang)).collect();
        let stop = stop_words(&words);
        let grammar: BTreeSet<&str> = FUNCTION_WORDS.split_whitespace().collect();
        let mut found: BTreeMap<Vec<String>, Sequence> = BTreeMap::new();
        for (segment, (text, words)) in texts.iter().zip(&words).enumerate() {
            let stems: Vec<String> = (0..words.len())
                .map(|at| stem::stem(words.folded(at), lang).into_owned())
                .collect();
            let edge = |at: usize| {
                let word = words.folded(at);
                word.chars().count() > 2
                    && word.chars().all(char::is_alphabetic)
                    && !stop.contains(word)
                    && !grammar.contains(word)
            };
            for start in (0..words.len()).filter(|at| edge(*at)) {
                for end in start + lengths.start() - 1..start + lengths.end() {
                    if end >= words.len() {
                        break;
                    }
                    if !edge(end) {
                        continue;
                    }
                    let (Some(first), Some(last)) = (words.get(start), words.get(end)) else {
                        continue;
                    };
                    let joined = (start + 1..=end)
                        .all(|at| matches!(words.gap(at), Gap::Space | Gap::Hyphen));
                    if !joined {
                        break;
                    }
                    let surface = &text[first.span.start..last.span.end];
                    let sequence = found.entry(stems[start..=end].to_vec()).or_default();
                    sequence.segments.insert(segment);
                    *sequence.forms.entry(surface.to_owned()).or_default() += 1;
                }
            }
        }
        Sequences { found }
    }

    fn keep(&mut self, min_count: usize) {
        self.found.retain(|_, sequence| sequence.segments.len() >= min_count);
    }

    /// Leaves out what stands nearly always inside one longer sequence.
    fn drop_nested(&mut self) {
        let mut longest: HashMap<&[String], usize> = HashMap::new();
        for (stems, sequence) in &self.found {
            for length in 1..stems.len() {
                for part in stems.windows(length) {
                    let most = longest.entry(part).or_default();
                    *most = (*most).max(sequence.segments.len());
                }
            }
        }
        let nested: BTreeSet<Vec<String>> = self
            .found
            .iter()
            .filter(|(stems, sequence)| {
                let inside = longest.get(stems.as_slice()).copied().unwrap_or_default();
                inside * 10 >= sequence.segments.len() * 7
            })
            .map(|(stems, _)| stems.clone())
            .collect();
        self.found.retain(|stems, _| !nested.contains(stems));
    }
}

/// The numbers of the sequences of each segment.
fn by_segment(sequences: &[&Sequence], segments: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); segments];
    for (number, sequence) in sequences.iter().enumerate() {
        for segment in &sequence.segments {
            if let Some(list) = all.get_mut(*segment) {
                list.push(number);
            }
        }
    }
    all
}

/// Words that stand in more than one of twenty segments: too common to begin or end a term.
fn stop_words(texts: &[Words]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for words in texts {
        let distinct: BTreeSet<&str> = (0..words.len()).map(|at| words.folded(at)).collect();
        for word in distinct {
            *counts.entry(word).or_default() += 1;
        }
    }
    let limit = (texts.len() / 20).max(20);
    counts.into_iter().filter(|(_, n)| *n > limit).map(|(word, _)| word.to_owned()).collect()
}

/// How much surer a translation must be for each word that it has less than another, up to the
/// number of the source's words.
const WORD: f64 = 0.05;

/// The sequence of the target that goes with `sequence` most surely; of nearly equal ones that of
/// more words.
fn best_translation<'s>(
    words: usize,
    sequence: &Sequence,
    targets: &[&'s Sequence],
    by_segment: &[Vec<usize>],
) -> Option<(&'s Sequence, f64)> {
    let mut together: BTreeMap<usize, usize> = BTreeMap::new();
    for segment in &sequence.segments {
        for number in by_segment.get(*segment).into_iter().flatten() {
            *together.entry(*number).or_default() += 1;
        }
    }
    together
        .into_iter()
        .filter_map(|(number, both)| {
            let target = *targets.get(number)?;
            let all = sequence.segments.len() + target.segments.len();
            Some((target, 2.0 * both as f64 / all as f64))
        })
        .max_by(|(x, a), (y, b)| {
            let score = |target: &Sequence, agreement: f64| {
                agreement + WORD * target.words().min(words) as f64
            };
            let scores = score(x, *a).total_cmp(&score(y, *b));
            scores.then_with(|| x.surface().len().cmp(&y.surface().len()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_term_are_one_candidate() {
        let (en, az, ru) = ("en", "az", "ru");
        let lang = |tag| Lang::parse(tag).unwrap();
        let az_pairs =
            [("The corridor plan", "x"), ("A corridor plan", "x"), ("corridor plan", "x")];
        let ru_pairs =
            [("The corridor plans", "y"), ("Our corridor plans", "y"), ("corridor plans", "y")];
        let of_az = extract(&az_pairs, &lang(en), &lang(az), ExtractOptions::default());
        let of_ru = extract(&ru_pairs, &lang(en), &lang(ru), ExtractOptions::default());
        let (az, ru) = (lang(az), lang(ru));
        let table = candidates_table(
            &lang(en),
            &[
                Proposed { target: &az, pairs: &az_pairs, candidates: &of_az },
                Proposed { target: &ru, pairs: &ru_pairs, candidates: &of_ru },
            ],
        );
        assert_eq!(table.lines().count(), 2, "{table}");
    }

    #[test]
    fn a_term_is_proposed_in_its_citation_form() {
        let (en, ru) = (Lang::parse("en").unwrap(), Lang::parse("ru").unwrap());
        let pairs = [
            ("With the European Union", "С Европейским союзом"),
            ("Of the European Union", "Члены Европейского союза"),
            ("A European Union plan", "План Европейского союза"),
            ("European Union", "Европейский союз"),
        ];
        let candidates = extract(&pairs, &en, &ru, ExtractOptions::default());
        assert_eq!(candidates[0].target.as_deref(), Some("Европейский союз"), "{candidates:?}");
    }

    #[test]
    fn what_recurs_on_both_sides_is_proposed() {
        let (en, az) = (Lang::parse("en").unwrap(), Lang::parse("az").unwrap());
        let pairs = [
            ("The peace treaty was signed.", "Sülh müqaviləsi imzalanıb."),
            (
                "They discussed the peace treaty today.",
                "Bu gün sülh müqaviləsini müzakirə ediblər.",
            ),
            ("A peace treaty is needed.", "Sülh müqaviləsi lazımdır."),
            ("It rained.", "Yağış yağıb."),
        ];
        let candidates = extract(&pairs, &en, &az, ExtractOptions::default());
        assert_eq!(candidates.len(), 1, "{candidates:?}");
        assert_eq!(candidates[0].source, "peace treaty");
        assert_eq!(candidates[0].target.as_deref(), Some("Sülh müqaviləsi"));
        assert_eq!(candidates[0].count, 3);
        let proposed = Proposed { target: &az, pairs: &pairs, candidates: &candidates };
        let table = candidates_table(&en, &[proposed]);
        assert!(table.contains("peace treaty,Sülh müqaviləsi,3,1.00,The peace"), "{table}");
        let glossary = crate::glossary::Glossary::from_table("c.csv", &table).unwrap();
        assert_eq!(glossary.concepts[0].terms.len(), 2);
    }
}
