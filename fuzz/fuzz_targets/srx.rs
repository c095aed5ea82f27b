//! Any bytes are segmentation rules or refused; rules cut a text inside it, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yaddash::lang::Lang;
use yaddash::segment::srx::Srx;

const TEXT: &str = "Mr. Əliyev said: \u{ab}Yes.\u{bb} Он спросил\u{2026} 5.3% \u{2014} 14.02.2020-ci il.\nNə? Bəli!";

fuzz_target!(|bytes: &[u8]| {
    let Ok((srx, _)) = Srx::parse(bytes, "fuzz.srx") else { return };
    for lang in ["en", "ru", "az"] {
        let lang = Lang::parse(lang).expect("a tag");
        let Ok(rules) = srx.rules_for(&lang) else { continue };
        let Ok(breaks) = rules.breaks(TEXT) else { continue };
        assert!(breaks.is_sorted() && breaks.iter().all(|at| TEXT.is_char_boundary(*at)));
    }
});
