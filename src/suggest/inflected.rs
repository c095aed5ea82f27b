//! The score on stems: how alike texts are where the forms of words do not count.

use crate::lang::inflect::Word;
use crate::lang::{Lang, case, words};
use crate::memory::similarity_of_tokens;

/// The words of a segment, to compare others with.
pub(super) struct Inflected<'l> {
    lang: &'l Lang,
    words: Vec<Word>,
    keys: Vec<String>,
}

impl<'l> Inflected<'l> {
    pub(super) fn new(text: &str, lang: &'l Lang) -> Inflected<'l> {
        let tokens = tokens(text, lang);
        let words: Vec<Word> = tokens.iter().map(|token| Word::new(token, lang)).collect();
        let keys = tokens.iter().map(|token| key(&words, token)).collect();
        Inflected { lang, words, keys }
    }

    /// The similarity of another text to the segment, in which forms of one word are equal.
    pub(super) fn similarity(&self, other: &str) -> f64 {
        let others = tokens(other, self.lang);
        let others: Vec<String> = others.iter().map(|token| key(&self.words, token)).collect();
        similarity_of_tokens(&others, &self.keys)
    }
}

fn tokens(text: &str, lang: &Lang) -> Vec<String> {
    let text = words::nfc(text);
    words::scored_spans(&text).into_iter().map(|span| case::fold(&text[span], lang)).collect()
}

/// What a token has in common with the words of which it may be a form: the place of the first.
/// Other tokens are themselves; no token begins with a blank.
fn key(words: &[Word], token: &str) -> String {
    match words.iter().position(|word| word.has_form(token)) {
        Some(at) => format!(" {at}"),
        None => token.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_are_equal() {
        for (tag, a, b, expected) in [
            ("ru", "Стороны обсудили вопрос.", "Сторона обсудит вопросы.", 1.0),
            ("ru", "В тот же день.", "В те же дни.", 1.0),
            ("az", "Görüşdən sonra.", "Görüş sonra!", 2.0 / 3.0),
            ("en", "They met.", "They meet.", 1.0),
            ("en", "They met.", "They left.", 2.0 / 3.0),
        ] {
            let lang = Lang::parse(tag).expect("a tag");
            assert_eq!(Inflected::new(a, &lang).similarity(b), expected, "{a} {b}");
        }
    }
}
