//! How a word sounds, written in one alphabet, so that names and international words are
//! recognised across scripts and spellings: `Norov` = `Норовым` = `Norovun`.
//!
//! The letters of Russian, Azerbaijani and English (and, near enough, of other Latin and
//! Cyrillic alphabets) are mapped to a small set of sounds by the usual correspondences of
//! practical transcription (GOST 7.79 and the Azerbaijani practice of writing foreign names as
//! they are heard: `Washington` → `Vaşinqton`). Two words are compared by a weighted edit
//! distance in which vowels, voiced and voiceless consonants and doubled letters differ little,
//! and in which the end of a longer word, its inflection, is nearly free.

use crate::lang::Lang;

/// A word as a string of sounds, one byte each: vowels `a e i o u`, consonants
/// `b d f g h k l m n p r s t v z`, and `S` (sh), `Z` (zh), `C` (ch, ts), `J` (dzh), `y`.
pub type Sound = Vec<u8>;

/// The sounds of one case-folded word.
pub fn sound(word: &str, lang: &Lang) -> Sound {
    let mut out = Vec::with_capacity(word.len());
    let chars: Vec<char> = word.chars().collect();
    let azerbaijani = lang.primary() == "az";
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let (sounds, used): (&[u8], usize) = if azerbaijani || matches!(lang.primary(), "tr") {
            (turkic(rest[0]), 1)
        } else if is_cyrillic(rest[0]) {
            cyrillic(rest)
        } else {
            latin(rest)
        };
        for &s in sounds {
            if out.last() != Some(&s) {
                out.push(s);
            }
        }
        at += used;
    }
    out
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&c)
}

fn cyrillic(rest: &[char]) -> (&'static [u8], usize) {
    if rest.len() > 1 {
        match (rest[0], rest[1]) {
            ('д', 'ж') => return (b"J", 2),
            ('к', 'с') => return (b"ks", 2),
            _ => {}
        }
    }
    let sounds: &[u8] = match rest[0] {
        'а' | 'я' | 'ә' => b"a",
        'б' => b"b",
        'в' => b"v",
        'г' | 'ғ' => b"g",
        'д' => b"d",
        'е' | 'э' | 'ё' | 'є' => b"e",
        'ж' => b"Z",
        'з' => b"z",
        'и' | 'ы' | 'і' | 'ї' => b"i",
        'й' => b"i",
        'к' | 'қ' => b"k",
        'л' => b"l",
        'м' => b"m",
        'н' | 'ң' => b"n",
        'о' | 'ө' => b"o",
        'п' => b"p",
        'р' => b"r",
        'с' => b"s",
        'т' => b"t",
        'у' | 'ю' | 'ү' | 'ұ' => b"u",
        'ф' => b"f",
        'х' | 'һ' => b"h",
        'ц' => b"C",
        'ч' => b"C",
        'ш' | 'щ' => b"S",
        _ => b"",
    };
    (sounds, 1)
}

fn turkic(c: char) -> &'static [u8] {
    match c {
        'ə' | 'a' | 'â' => b"a",
        'c' => b"J",
        'ç' => b"C",
        'ş' => b"S",
        'j' => b"Z",
        'ğ' | 'q' => b"g",
        'x' | 'h' => b"h",
        'ı' | 'i' | 'y' | 'î' => b"i",
        'ö' | 'o' => b"o",
        'ü' | 'u' | 'û' => b"u",
        'w' => b"v",
        _ => plain(c),
    }
}

fn latin(rest: &[char]) -> (&'static [u8], usize) {
    let second = rest.get(1).copied().unwrap_or(' ');
    let third = rest.get(2).copied().unwrap_or(' ');
    match (rest[0], second, third) {
        ('t', 'c', 'h') => return (b"C", 3),
        ('s', 'c', 'h') => return (b"S", 3),
        ('s', 'h', _) => return (b"S", 2),
        ('c', 'h', _) => return (b"C", 2),
        ('z', 'h', _) => return (b"Z", 2),
        ('k', 'h', _) => return (b"h", 2),
        ('g', 'h', _) => return (b"g", 2),
        ('p', 'h', _) => return (b"f", 2),
        ('t', 'h', _) => return (b"t", 2),
        ('w', 'h', _) => return (b"v", 2),
        ('t', 's', _) => return (b"C", 2),
        ('c', 'k', _) => return (b"k", 2),
        ('q', 'u', _) => return (b"kv", 2),
        ('e', 'e', _) | ('e', 'a', _) => return (b"i", 2),
        ('o', 'o', _) | ('o', 'u', _) => return (b"u", 2),
        ('d', 'z', 'h') => return (b"J", 3),
        _ => {}
    }
    let front = matches!(second, 'e' | 'i' | 'y');
    let sounds: &[u8] = match rest[0] {
        'c' if front => b"s",
        'c' => b"k",
        'g' if second == 'e' || second == 'i' => b"J",
        'j' => b"J",
        'q' => b"k",
        'w' => b"v",
        'x' => b"ks",
        'y' | 'í' | 'ì' | 'î' | 'ï' | 'ı' => b"i",
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ə' => b"a",
        'é' | 'è' | 'ê' | 'ë' | 'ę' => b"e",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => b"o",
        'ú' | 'ù' | 'û' | 'ü' => b"u",
        'ñ' | 'ń' => b"n",
        'ß' | 'ś' => b"s",
        'ç' => b"C",
        'č' | 'ć' => b"C",
        'š' | 'ş' => b"S",
        'ž' => b"Z",
        'ğ' => b"g",
        c => plain(c),
    };
    (sounds, 1)
}

fn plain(c: char) -> &'static [u8] {
    const LETTERS: &[u8] = b"abdefghiklmnoprstuvz";
    const DIGITS: &[u8] = b"0123456789";
    u8::try_from(c)
        .ok()
        .and_then(|b| {
            [LETTERS, DIGITS]
                .into_iter()
                .find_map(|set| set.iter().position(|&l| l == b).map(|n| &set[n..=n]))
        })
        .unwrap_or(b"")
}

const fn is_vowel(s: u8) -> bool {
    matches!(s, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The class in which consonants are confused from one script to another.
const fn class(s: u8) -> u8 {
    match s {
        b'b' | b'p' => b'p',
        b'd' | b't' => b't',
        b'g' | b'k' | b'h' => b'k',
        b'v' | b'f' | b'u' => b'v',
        b's' | b'z' | b'C' => b's',
        b'S' | b'Z' | b'J' => b'S',
        other => other,
    }
}

/// A key that cognates nearly always share: their first two consonant classes, or the first
/// sound and consonant where the word begins with a vowel. For finding candidates quickly.
pub fn block(sound: &[u8]) -> Option<[u8; 2]> {
    let mut consonants = sound.iter().copied().filter(|&s| !is_vowel(s)).map(class);
    Some([consonants.next()?, consonants.next().unwrap_or(b'-')])
}

/// The consonant classes of a word as a set of bits. Words whose sets differ in more than
/// [`FURTHEST`] classes are no cognates; that is quickly seen.
pub fn classes(sound: &[u8]) -> u32 {
    sound
        .iter()
        .filter(|&&s| !is_vowel(s))
        .fold(0, |set, &s| set | 1 << (class(s).to_ascii_lowercase().wrapping_sub(b'a') & 31))
}

/// How many consonant classes two cognates may differ in, their endings included.
pub const FURTHEST: u32 = 3;

const fn substitution(a: u8, b: u8) -> f32 {
    if a == b {
        0.0
    } else if is_vowel(a) && is_vowel(b) {
        0.3
    } else if class(a) == class(b) || matches!((a, b), (b'C', b'S' | b'J') | (b'S' | b'J', b'C')) {
        0.25
    } else if matches!((a, b), (b'J', b'g' | b'i') | (b'g' | b'i', b'J')) {
        0.5
    } else {
        1.0
    }
}

/// [`substitution`] for all pairs of sounds: words are compared by the million.
static SUBSTITUTIONS: [[f32; 128]; 128] = {
    let mut table = [[0.0; 128]; 128];
    let mut a = 0;
    while a < 128 {
        let mut b = 0;
        while b < 128 {
            table[a][b] = substitution(a as u8, b as u8);
            b += 1;
        }
        a += 1;
    }
    table
};

/// What a sound too many costs: a vowel less than a consonant.
static INSERTIONS: [f32; 128] = {
    let mut table = [0.8; 128];
    let mut s = 0;
    while s < 128 {
        if is_vowel(s as u8) {
            table[s] = 0.4;
        }
        s += 1;
    }
    table
};

/// The longest word that is compared as a whole.
const LONGEST: usize = 40;

/// How alike two words sound, from 0 to 1. The end of the longer word, up to four sounds, costs
/// little, because it is inflection; a vowel too many costs less than a consonant.
pub fn similarity(a: &[u8], b: &[u8]) -> f32 {
    similarity_from(0.0, a, b)
}

/// The same, but anything below `least` for words that are less alike than that: which is soon
/// seen.
pub fn similarity_from(least: f32, a: &[u8], b: &[u8]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let indel = |s: u8| INSERTIONS[usize::from(s & 127)];
    // Words are short: the rows of the table lie on the stack, longer words are cut.
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut previous = [0.0f32; LONGEST + 1];
    for (j, &s) in b.iter().enumerate() {
        previous[j + 1] = previous[j] + indel(s);
    }
    // The cheapest way to end: every sound of one word used, the rest of the other taken for
    // inflection at a low price.
    let tail = |n: usize| if n <= 4 { 0.12 * n as f32 } else { 0.48 + 0.8 * (n - 4) as f32 };
    let mut current = [0.0f32; LONGEST + 1];
    let mut best = f32::INFINITY;
    let length = a.len().min(b.len()).max(3) as f32;
    let dearest = (1.0 - least) * length;
    for (i, &x) in a.iter().enumerate() {
        let (own, substitutions) = (indel(x), &SUBSTITUTIONS[usize::from(x & 127)]);
        current[0] = previous[0] + own;
        let mut cheapest = current[0];
        for (j, &y) in b.iter().enumerate() {
            current[j + 1] = (previous[j] + substitutions[usize::from(y & 127)])
                .min(previous[j + 1] + own)
                .min(current[j] + indel(y));
            cheapest = cheapest.min(current[j + 1]);
        }
        best = best.min(current[b.len()] + tail(a.len() - i - 1));
        std::mem::swap(&mut previous, &mut current);
        // Every other way passes through this row.
        if cheapest > dearest && best > dearest {
            return 0.0;
        }
    }
    for (j, cost) in previous[..=b.len()].iter().enumerate().skip(1) {
        best = best.min(cost + tail(b.len() - j));
    }
    (1.0 - best / length).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: (&str, &str), b: (&str, &str)) -> f32 {
        let s = |(word, tag): (&str, &str)| sound(word, &Lang::parse(tag).unwrap());
        similarity(&s(a), &s(b))
    }

    #[test]
    fn names_are_recognised_across_scripts_and_inflection() {
        for (a, b) in [
            (("norov", "en"), ("норовым", "ru")),
            (("norov", "en"), ("norovun", "az")),
            (("норовым", "ru"), ("norovun", "az")),
            (("washington", "en"), ("вашингтоне", "ru")),
            (("washington", "en"), ("vaşinqtonda", "az")),
            (("aliyev", "en"), ("алиева", "ru")),
            (("aliyev", "en"), ("əliyevlə", "az")),
            (("president", "en"), ("президент", "ru")),
            (("conference", "en"), ("конференции", "ru")),
            (("munich", "en"), ("мюнхене", "ru")),
            (("warren", "en"), ("uorren", "az")),
        ] {
            assert!(alike(a, b) > 0.6, "{a:?} {b:?} {}", alike(a, b));
        }
    }

    #[test]
    fn different_words_are_not_taken_for_one_another() {
        for (a, b) in [
            (("munich", "en"), ("безопасности", "ru")),
            (("security", "en"), ("мюнхене", "ru")),
            (("baku", "en"), ("moskva", "az")),
            (("energy", "en"), ("transport", "az")),
        ] {
            assert!(alike(a, b) < 0.5, "{a:?} {b:?} {}", alike(a, b));
        }
    }
}
