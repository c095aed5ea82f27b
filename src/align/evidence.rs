//! What the segments of a version hold that can be recognised in another version: words,
//! phrases, numbers, marks; and which of them correspond.

use crate::align::{Segment, Version};
use crate::lang::lexicon::{self, Concept, Lexicon};
use crate::lang::numbers::{self, Quantity};
use crate::lang::sound::{self, Sound};
use crate::lang::{Lang, case, stem, words};
use crate::segment::SegmentKind;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// The number of an item in the vocabulary of its version.
pub type ItemId = u32;

/// Something that a segment holds.
#[derive(Debug, Clone)]
pub enum Item {
    /// A word, as its stem.
    Word {
        /// How it sounds, where it is long enough to be compared by sound.
        sound: Option<Sound>,
        /// Whether it is written with a capital inside sentences.
        name: bool,
        /// Its concepts in the lexicon.
        concepts: Vec<Concept>,
    },
    /// A phrase of several words that the lexicon knows.
    Phrase(Concept),
    /// A number, date or time.
    Number(Quantity),
    /// A mark that translations tend to keep: `?`, `!`, `:`, `;`, `(`, `%`, quotation marks.
    Mark(char),
}

/// How two items correspond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Numbers of one value.
    Number,
    /// Capitalised words that sound alike.
    Name,
    /// Other words that sound alike.
    Cognate,
    /// Words or phrases of one concept.
    Lexicon,
    /// Words that occur in one another's beads throughout these very texts, or in the units of a
    /// memory.
    Learned,
    /// The same mark.
    Mark,
}

/// How many kinds of [`Tie`] there are.
pub const TIES: usize = 6;

/// The form of one segment and the items in it.
#[derive(Debug, Clone)]
pub struct Content {
    /// The distinct items, in the order of their numbers.
    pub items: Vec<ItemId>,
    /// Length in characters, at least 1.
    pub length: f32,
    /// Whether a paragraph begins with this segment.
    pub opens_paragraph: bool,
    /// Whether it ends like a sentence: with a final mark, and with nothing left open.
    pub complete: bool,
    /// Whether it begins like the continuation of a sentence: in lower case, or after something
    /// unfinished.
    pub continues: bool,
    /// What ends it.
    pub end: EndMark,
    /// Whether it begins with a dialogue dash.
    pub dash: bool,
    /// What kind of segment it is.
    pub kind: SegmentKind,
}

/// The mark at the end of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndMark {
    /// A full stop or an ellipsis.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon or a semicolon: what one language sets apart with one, another does with the other.
    Half,
    /// Nothing, or a mark inside a sentence.
    Open,
}

/// A version as the aligner sees it.
#[derive(Debug)]
pub struct Evidence {
    /// The segments in order.
    pub contents: Vec<Content>,
    /// The items by number.
    pub items: Vec<Item>,
    /// For each item the segments that hold it, in order.
    pub postings: Vec<Vec<u32>>,
    /// The share of the words that the lexicon knows, from 0 to 1.
    pub known: f64,
}

impl Evidence {
    /// Reads a version.
    pub fn new(version: &Version<'_>, lexicon: &Lexicon) -> Evidence {
        Builder::new(&version.lang, lexicon).build(&version.segments)
    }

    /// Whether the language is a strange one, of which the lexicon knows next to nothing.
    pub fn is_strange(&self) -> bool {
        const KNOWN: f64 = 0.1;
        self.known < KNOWN
    }
}

struct Builder<'a> {
    lang: &'a Lang,
    lexicon: &'a Lexicon,
    items: Vec<Item>,
    words: HashMap<String, ItemId>,
    others: HashMap<String, ItemId>,
    /// The words met so far, as they are written: in one case, and their stems.
    stems: HashMap<String, (Rc<str>, String)>,
    /// For each word item: how often inside a sentence with a capital, and in all.
    capitals: Vec<(u32, u32)>,
}

/// Whether a text ends in the middle of a sentence, whatever its last mark: with an open bracket,
/// or with a name cut short.
fn is_unfinished(text: &str) -> bool {
    let open = text.chars().fold(0usize, |open, c| match c {
        '(' => open + 1,
        ')' => open.saturating_sub(1),
        _ => open,
    });
    open > 0 || is_cut_short(text)
}

/// Whether the last stop is that of an initial (*B. M.*) or of an abbreviation that nobody could
/// read as a word (*Ch.*, *Св.*), and so ends no sentence: a name follows.
fn is_cut_short(text: &str) -> bool {
    // These are whole names.
    const WHOLE: [&str; 5] = ["U.S", "U.K", "U.N", "E.U", "D.C"];
    const VOWELS: &str = "aeiouyäöüåæøəıáéíóúàèùâêîôûаеёиоуыэюя";
    let Some(rest) = text.trim_end().strip_suffix('.').map(str::trim_end) else { return false };
    let begins = |c: char| c.is_whitespace() || matches!(c, '-' | '.');
    let Some((_, word)) = rest.rsplit_once(begins) else { return false };
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let silent = |c: char| c.is_lowercase() && !VOWELS.contains(c);
    let last = rest.rsplit(char::is_whitespace).next();
    capital
        && letters.clone().count() < 3
        && letters.all(silent)
        && !WHOLE.map(Some).contains(&last)
}

impl<'a> Builder<'a> {
    fn new(lang: &'a Lang, lexicon: &'a Lexicon) -> Self {
        Builder {
            lang,
            lexicon,
            items: Vec::new(),
            words: HashMap::new(),
            others: HashMap::new(),
            stems: HashMap::new(),
            capitals: Vec::new(),
        }
    }

    fn build(mut self, segments: &[Segment<'_>]) -> Evidence {
        let mut contents: Vec<Content> = Vec::with_capacity(segments.len());
        let mut paragraph = None;
        let mut unfinished = false;
        for segment in segments {
            let mut content = self.content(segment);
            content.opens_paragraph = paragraph != Some(segment.paragraph);
            content.continues |= unfinished && !content.opens_paragraph;
            paragraph = Some(segment.paragraph);
            unfinished = is_unfinished(segment.text);
            contents.push(content);
        }
        for (item, (capital, all)) in self.items.iter_mut().zip(&self.capitals) {
            if let Item::Word { name, .. } = item {
                *name = *capital * 2 > *all;
            }
        }
        let mut postings = vec![Vec::new(); self.items.len()];
        for (at, content) in contents.iter().enumerate() {
            for &item in &content.items {
                postings[item as usize].push(at as u32);
            }
        }
        let (mut words, mut known) = (0, 0);
        for (item, postings) in self.items.iter().zip(&postings) {
            if let Item::Word { concepts, .. } = item {
                words += postings.len();
                known += if concepts.is_empty() { 0 } else { postings.len() };
            }
        }
        let known = known as f64 / words.max(1) as f64;
        Evidence { contents, items: self.items, postings, known }
    }

    fn content(&mut self, segment: &Segment<'_>) -> Content {
        let text = segment.text.trim();
        let quantities = numbers::find(text, self.lang);
        let mut items = Vec::new();
        for quantity in &quantities {
            items.push(
                self.other(format!("{:?}", quantity.readings), || Item::Number(quantity.clone())),
            );
        }
        let mut stems = Vec::new();
        let mut first_word = true;
        for span in words::token_spans(text) {
            let token = &text[span.clone()];
            let counted = |q: &Quantity| q.span.start <= span.start && span.end <= q.span.end;
            let Some(initial) = token.chars().next() else { continue };
            if initial.is_alphabetic() {
                let (folded, stem) = self.read(token);
                // A month or a scale word is already part of a number.
                if !quantities.iter().any(|q| !q.spelled && counted(q)) {
                    items.push(self.word(&folded, &stem, initial.is_uppercase(), first_word));
                }
                stems.push(stem);
                first_word = false;
            } else if let Some(mark) = kept_mark(initial) {
                items.push(self.other(mark.to_string(), || Item::Mark(mark)));
                // After a quotation mark, a colon or a dash a capital says nothing.
                first_word |= matches!(mark, '"' | ':');
            }
        }
        for (_, words, concept) in self.lexicon.concepts(&stems, self.lang) {
            if words > 1 {
                items.push(self.other(format!("#{concept}"), || Item::Phrase(concept)));
            }
        }
        items.sort_unstable();
        items.dedup();
        let body = text.trim_end_matches(['"', '”', '»', '“', '’', ')', ']', '\'']);
        let end = match body.chars().last() {
            Some('.') if is_cut_short(text) => EndMark::Open,
            Some('.' | '…') => EndMark::Stop,
            Some('?') => EndMark::Question,
            Some('!') => EndMark::Exclamation,
            Some(':' | ';') => EndMark::Half,
            _ => EndMark::Open,
        };
        let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        Content {
            items,
            length: text.chars().count().max(1) as f32,
            opens_paragraph: false,
            complete: end != EndMark::Open && !is_unfinished(text),
            continues: start.chars().next().is_some_and(char::is_lowercase),
            end,
            dash: text.starts_with(['-', '–', '—']),
            kind: segment.kind,
        }
    }

    /// A word in one case, and its stem.
    fn read(&mut self, token: &str) -> (Rc<str>, String) {
        if let Some((folded, stem)) = self.stems.get(token) {
            return (folded.clone(), stem.clone());
        }
        let folded = case::fold(&words::nfc(token), self.lang);
        let stem = stem::stem(&folded, self.lang).into_owned();
        let read = (Rc::from(&*folded), stem);
        self.stems.insert(token.to_owned(), read.clone());
        read
    }

    fn word(&mut self, folded: &str, stem: &str, capital: bool, first: bool) -> ItemId {
        let id = match self.words.get(stem) {
            Some(&id) => id,
            None => {
                let stems = [stem.to_owned()];
                let concepts: Vec<Concept> = self
                    .lexicon
                    .concepts(&stems, self.lang)
                    .into_iter()
                    .map(|(_, _, concept)| concept)
                    .collect();
                let sound = Some(sound::sound(folded, self.lang)).filter(|s| s.len() >= 3);
                let id = self.items.len() as ItemId;
                self.items.push(Item::Word { sound, name: false, concepts });
                self.capitals.push((0, 0));
                self.words.insert(stem.to_owned(), id);
                id
            }
        };
        let counts = &mut self.capitals[id as usize];
        // The first word of a sentence has its capital from there: half a vote.
        counts.0 += u32::from(capital) * if first { 1 } else { 2 };
        counts.1 += 2;
        id
    }

    fn other(&mut self, key: String, item: impl FnOnce() -> Item) -> ItemId {
        if let Some(&id) = self.others.get(&key) {
            return id;
        }
        let id = self.items.len() as ItemId;
        self.items.push(item());
        self.capitals.push((0, 0));
        self.others.insert(key, id);
        id
    }
}

/// The mark in the form in which versions are compared.
fn kept_mark(c: char) -> Option<char> {
    Some(match c {
        '?' | '!' | ':' | ';' | '%' | '$' | '€' | '&' | '/' | '+' => c,
        '(' | '[' => '(',
        '«' | '"' | '“' | '„' => '"',
        _ => return None,
    })
}

/// Which items of two versions correspond, in both directions.
#[derive(Debug)]
pub struct Ties {
    /// For each item of the first version the items of the second, each with how.
    pub forth: Vec<Vec<(ItemId, Tie)>>,
    /// The same the other way round.
    pub back: Vec<Vec<(ItemId, Tie)>>,
}

/// A word by its sound: its number, the sound, the classes in it, whether it is a name.
type Heard<'a> = (ItemId, &'a Sound, u32, bool);

/// How alike two names and two other words must sound to be taken for cognates.
const NAME_SIMILARITY: f32 = 0.62;
const COGNATE_SIMILARITY: f32 = 0.74;

impl Ties {
    /// Finds what corresponds in `a` and `b`.
    pub fn new(a: &Evidence, b: &Evidence) -> Ties {
        let mut ties =
            Ties { forth: vec![Vec::new(); a.items.len()], back: vec![Vec::new(); b.items.len()] };
        ties.numbers(a, b);
        ties.concepts(a, b);
        ties.sounds(a, b);
        ties.settle();
        ties
    }

    /// Adds pairs of words that were learned from the texts.
    pub fn learn(&mut self, learned: &[(ItemId, ItemId)]) {
        for &(x, y) in learned {
            self.add(x, y, Tie::Learned);
        }
        self.settle();
    }

    /// Leaves one tie a pair: the kinds are ordered by how much they say.
    fn settle(&mut self) {
        for list in self.forth.iter_mut().chain(&mut self.back) {
            list.sort_unstable();
            list.dedup_by_key(|(other, _)| *other);
        }
    }

    fn add(&mut self, x: ItemId, y: ItemId, tie: Tie) {
        self.forth[x as usize].push((y, tie));
        self.back[y as usize].push((x, tie));
    }

    fn numbers(&mut self, a: &Evidence, b: &Evidence) {
        let mut readings: HashMap<numbers::Value, Vec<ItemId>> = HashMap::new();
        let mut dates = Vec::new();
        let mut marks: HashMap<char, ItemId> = HashMap::new();
        for (y, item) in b.items.iter().enumerate() {
            let y = y as ItemId;
            match item {
                Item::Number(quantity) => {
                    for value in &quantity.readings {
                        readings.entry(*value).or_default().push(y);
                        if let numbers::Value::Date { .. } = value {
                            dates.push((y, *value));
                        }
                    }
                }
                Item::Mark(mark) => {
                    marks.insert(*mark, y);
                }
                _ => {}
            }
        }
        for (x, item) in a.items.iter().enumerate() {
            let x = x as ItemId;
            match item {
                Item::Number(quantity) => {
                    for value in &quantity.readings {
                        for &y in readings.get(value).into_iter().flatten() {
                            self.add(x, y, Tie::Number);
                        }
                        for (y, date) in &dates {
                            if date != value && date.agrees(value) {
                                self.add(x, *y, Tie::Number);
                            }
                        }
                    }
                }
                Item::Mark(mark) => {
                    if let Some(&y) = marks.get(mark) {
                        self.add(x, y, Tie::Mark);
                    }
                }
                _ => {}
            }
        }
    }

    fn concepts(&mut self, a: &Evidence, b: &Evidence) {
        let mut by_concept: HashMap<Concept, Vec<ItemId>> = HashMap::new();
        let concepts = |item: &Item| -> Vec<Concept> {
            match item {
                Item::Word { concepts, .. } => concepts.clone(),
                Item::Phrase(concept) => vec![*concept],
                _ => Vec::new(),
            }
        };
        for (y, item) in b.items.iter().enumerate() {
            for concept in concepts(item) {
                by_concept.entry(concept).or_default().push(y as ItemId);
            }
        }
        for (x, item) in a.items.iter().enumerate() {
            for concept in concepts(item) {
                let tie = match lexicon::is_learned(concept) {
                    true => Tie::Learned,
                    false => Tie::Lexicon,
                };
                for &y in by_concept.get(&concept).into_iter().flatten() {
                    self.add(x as ItemId, y, tie);
                }
            }
        }
    }

    fn sounds(&mut self, a: &Evidence, b: &Evidence) {
        // Cognates nearly always share their first consonants: only those are compared.
        let mut blocks: BTreeMap<[u8; 2], Vec<Heard<'_>>> = BTreeMap::new();
        for (y, item) in b.items.iter().enumerate() {
            if let Item::Word { sound: Some(sound), name, .. } = item
                && let Some(block) = sound::block(sound)
            {
                let classes = sound::classes(sound);
                blocks.entry(block).or_default().push((y as ItemId, sound, classes, *name));
            }
        }
        for (x, item) in a.items.iter().enumerate() {
            let Item::Word { sound: Some(sound), name, .. } = item else { continue };
            let Some(block) = sound::block(sound) else { continue };
            let classes = sound::classes(sound);
            for &(y, other, others, other_name) in blocks.get(&block).into_iter().flatten() {
                if sound.len().abs_diff(other.len()) > 6
                    || (classes ^ others).count_ones() > sound::FURTHEST
                {
                    continue;
                }
                let names = *name && other_name;
                let least = if names { NAME_SIMILARITY } else { COGNATE_SIMILARITY };
                let short = sound.len().min(other.len());
                if !names && short < 5 {
                    continue;
                }
                let alike = sound::similarity_from(least, sound, other);
                if alike < least {
                    continue;
                }
                if names {
                    self.add(x as ItemId, y, Tie::Name);
                } else {
                    self.add(x as ItemId, y, Tie::Cognate);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cut_short_ends_no_sentence() {
        for text in
            ["first climbed by B.M .", "led by J.-P.", "with Ch .", "в церкви Св.", "N. Hardie-T."]
        {
            assert!(is_cut_short(text), "{text}");
        }
        let whole =
            "He went to the U.S.|It was so.|В 1870 г.|Er kam am 4.|the BBC.|A.|at the Met.|Ch";
        for text in whole.split('|') {
            assert!(!is_cut_short(text), "{text}");
        }
    }
}
