//! The numbers and dates of any text lie in it, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yaddash::lang::{Lang, numbers};

fuzz_target!(|text: &str| {
    for lang in ["en", "ru", "az", "de"] {
        let lang = Lang::parse(lang).expect("a tag");
        let mut end = 0;
        for found in numbers::find(text, &lang) {
            assert!(end <= found.span.start && found.span.start < found.span.end);
            assert!(text.get(found.span.clone()).is_some());
            assert!(found.agrees(&found));
            end = found.span.end;
        }
    }
});
