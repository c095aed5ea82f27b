//! How numbers are read aloud, as far as endings care.

/// The last word of a whole number that is read in Azerbaijani: its endings follow that word
/// (*2029-un*, *doqquz*; *20-nin*, *iyirmi*).
///
/// ```
/// assert_eq!(yaddash::lang::spoken::last_word(2029), "doqquz");
/// assert_eq!(yaddash::lang::spoken::last_word(1_500), "yüz");
/// ```
pub fn last_word(number: u64) -> &'static str {
    const ONES: [&str; 10] =
        ["sıfır", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"];
    const TENS: [&str; 10] =
        ["", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"];
    const POWERS: [(u64, &str); 4] =
        [(1_000, "yüz"), (1_000_000, "min"), (1_000_000_000, "milyon"), (u64::MAX, "milyard")];
    if number == 0 || !number.is_multiple_of(10) {
        return ONES[(number % 10) as usize];
    }
    if !number.is_multiple_of(100) {
        return TENS[(number / 10 % 10) as usize];
    }
    let last = POWERS.iter().find(|&&(above, _)| !number.is_multiple_of(above));
    last.map_or("milyard", |(_, word)| word)
}
