//! A memory as large as is wanted, and questions to it: the same in every run.
//!
//! Words have the frequencies of natural language, segments the lengths of the development data
//! (median 6 tokens, mean 9). Three of ten segments are an earlier one with up to two words
//! changed, as in every real memory; numbers stand here and there. The questions are of the
//! development data's kinds, in its shares.

use fastrand::Rng;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The rank of a word, by the law of Zipf and Mandelbrot, over `words` words.
fn rank(words: usize, random: &mut Rng) -> usize {
    // The inverse of the distribution function of 1/(rank + 3).
    let (low, high) = (3f64.ln(), ((words + 3) as f64).ln());
    (((low + random.f64() * (high - low)).exp() - 3.0) as usize).min(words - 1)
}

/// A length in tokens: log-normal.
fn length(random: &mut Rng) -> usize {
    let normal = (0..12).map(|_| random.f64()).sum::<f64>() - 6.0;
    ((1.79 + 0.85 * normal).exp().round() as usize).clamp(1, 300)
}

/// The letters of a language.
pub type Letters = [char; 26];
pub const LATIN: Letters = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
    't', 'u', 'v', 'w', 'x', 'y', 'z',
];
const CYRILLIC: Letters = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'й', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т',
    'у', 'ф', 'х', 'ц', 'ч', 'ш', 'щ',
];

#[derive(Clone, Copy)]
enum Token {
    Word(usize),
    Number(usize),
    Comma,
}

/// The word of a rank; frequent words are short.
pub fn word(rank: usize, letters: &Letters) -> String {
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push(letters[rest % letters.len()]);
        rest /= letters.len();
    }
    word
}

/// Every so many words is a name.
const NAMES: usize = 9;

fn text(tokens: &[Token], letters: &Letters) -> String {
    let mut text = String::new();
    for token in tokens {
        if !text.is_empty() && !matches!(token, Token::Comma) {
            text.push(' ');
        }
        match token {
            Token::Word(rank) if text.is_empty() || rank % NAMES == NAMES - 1 => {
                let word = word(*rank, letters);
                let mut chars = word.chars();
                text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                text.push_str(chars.as_str());
            }
            Token::Word(rank) => text.push_str(&word(*rank, letters)),
            Token::Number(number) => text.push_str(&number.to_string()),
            // None begins a text.
            Token::Comma if text.is_empty() => text.push_str(&word(0, letters)),
            Token::Comma => text.push(','),
        }
    }
    text + "."
}

/// The memory of so many units.
pub struct Generator {
    pub number: usize,
    vocabulary: usize,
}

impl Generator {
    pub fn new(number: usize) -> Generator {
        Generator { number, vocabulary: 40_000 + number / 5 }
    }

    fn token(&self, random: &mut Rng) -> Token {
        match random.usize(..60) {
            0 => Token::Number(random.usize(..3000)),
            1..4 => Token::Comma,
            _ => Token::Word(rank(self.vocabulary, random)),
        }
    }

    fn fresh(&self, random: &mut Rng) -> Vec<Token> {
        (0..length(random)).map(|_| self.token(random)).collect()
    }

    fn edit(&self, tokens: &mut Vec<Token>, edits: usize, random: &mut Rng) {
        for _ in 0..edits {
            let at = random.usize(..tokens.len());
            match random.usize(..3) {
                0 if tokens.len() > 1 => drop(tokens.remove(at)),
                1 => tokens.insert(at, self.token(random)),
                _ => tokens[at] = self.token(random),
            }
        }
    }

    fn tokens(&self, unit: usize) -> Vec<Token> {
        let mut random = Rng::with_seed(unit as u64);
        if unit == 0 || random.usize(..10) > 2 {
            return self.fresh(&mut random);
        }
        // What the earlier unit would be if it were none of these.
        let mut earlier = Rng::with_seed(random.usize(..unit) as u64);
        earlier.usize(..10);
        let mut tokens = self.fresh(&mut earlier);
        let edits = random.usize(..3);
        self.edit(&mut tokens, edits, &mut random);
        tokens
    }

    /// The source of a unit.
    pub fn source(&self, unit: usize) -> String {
        text(&self.tokens(unit), &LATIN)
    }

    /// Writes the memory in so many files of the folder.
    pub fn write(&self, folder: &Path, files: usize) -> Vec<PathBuf> {
        let each = self.number.div_ceil(files);
        let paths: Vec<PathBuf> = (0..files).map(|n| folder.join(format!("part{n}.tmx"))).collect();
        for (file, path) in paths.iter().enumerate() {
            let mut out = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
            let mut write = |text: &str| out.write_all(text.as_bytes()).expect("written");
            write("<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n");
            for unit in (file * each..self.number).take(each) {
                let tokens = self.tokens(unit);
                let (month, day) = (unit / 1000 % 12 + 1, unit / 37 % 28 + 1);
                write(&format!(
                    "<tu tuid=\"{unit}\" changedate=\"{}{month:02}{day:02}T120000Z\" \
                     changeid=\"p{}\"><tuv xml:lang=\"en\"><seg>{}</seg></tuv>\
                     <tuv xml:lang=\"ru\"><seg>{}</seg></tuv></tu>\n",
                    2010 + unit / 100_000 % 15,
                    unit % 20,
                    text(&tokens, &LATIN),
                    text(&tokens, &CYRILLIC),
                ));
            }
            write("</body></tmx>\n");
        }
        paths
    }

    /// Queries: of twenty one is exact, one differs in case and punctuation, two in half of their
    /// words, three are unrelated, and the rest have one to three edits.
    pub fn queries(&self, number: usize) -> Vec<String> {
        let mut random = Rng::with_seed(u64::MAX);
        let mut query = |n: usize| {
            let mut tokens = self.tokens(random.usize(..self.number));
            match n % 20 {
                0 => text(&tokens, &LATIN),
                1 => text(&tokens, &LATIN).to_ascii_uppercase().replace('.', "!"),
                2 | 3 => {
                    let half = tokens.len().div_ceil(2);
                    self.edit(&mut tokens, half, &mut random);
                    text(&tokens, &LATIN)
                }
                4..7 => text(&self.fresh(&mut random), &LATIN),
                _ => {
                    let edits = 1 + random.usize(..3);
                    self.edit(&mut tokens, edits, &mut random);
                    text(&tokens, &LATIN)
                }
            }
        };
        (0..number).map(&mut query).collect()
    }
}
