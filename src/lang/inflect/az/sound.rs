//! Vowels and their harmony.

pub(crate) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ı' | 'o' | 'u' | 'e' | 'ə' | 'i' | 'ö' | 'ü')
}

pub(crate) fn last_vowel(text: &str) -> Option<char> {
    text.chars().rev().find(|c| is_vowel(*c))
}

pub(crate) fn ends_in_vowel(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_vowel)
}

pub(crate) fn syllables(text: &str) -> usize {
    text.chars().filter(|c| is_vowel(*c)).count()
}

/// The letter of the archiphoneme `a` (`A`, `I`, `K` or `G`) after the vowel `before`.
pub(crate) fn harmonic(a: char, before: char) -> char {
    let back = matches!(before, 'a' | 'ı' | 'o' | 'u');
    match (a, before) {
        ('A', _) if back => 'a',
        ('A', _) => 'ə',
        ('K', _) if back => 'q',
        ('K', _) => 'k',
        ('G', _) if back => 'ğ',
        ('G', _) => 'y',
        (_, 'a' | 'ı') => 'ı',
        (_, 'o' | 'u') => 'u',
        (_, 'ö' | 'ü') => 'ü',
        _ => 'i',
    }
}
