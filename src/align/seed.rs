//! The seed lexicon: common words and the vocabulary of readouts in English, Russian and
//! Azerbaijani, so that the first readout is aligned well too. The data stand in `seed.tsv`
//! beside this file, with their provenance.

use crate::lang::Lang;
use crate::lang::lexicon::Lexicon;
use std::sync::LazyLock;

static SEED: LazyLock<Lexicon> = LazyLock::new(|| {
    let langs: Vec<Lang> = ["en", "ru", "az"].iter().filter_map(|tag| Lang::parse(tag)).collect();
    let mut lexicon = Lexicon::new();
    lexicon.add_tsv(include_str!("seed.tsv"), &langs);
    lexicon
});

/// The seed lexicon.
pub fn lexicon() -> &'static Lexicon {
    &SEED
}
