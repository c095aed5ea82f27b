//! Languages as plain data: tags, case folding, words, stems, numbers and dates,
//! transliteration, lexicon. Knows no files and no other layer.

pub mod case;
pub mod codes;
pub mod detect;
pub mod inflect;
pub mod lexicon;
pub mod numbers;
pub mod roman;
pub mod sound;
pub mod spoken;
pub mod stem;
pub mod tag;
pub mod words;

pub use tag::Lang;
