//! Numbers in digits, written again in the way in which another number is written.

use crate::lang::Lang;
use crate::lang::numbers::Decimal;

/// A number as its digits: those before and those after the decimal mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digits {
    pub(crate) whole: String,
    pub(crate) fraction: String,
    /// The mark between groups of three.
    group: Option<char>,
    /// The decimal mark.
    mark: Option<char>,
}

impl Digits {
    /// The digits of `text`, which stands for `value`.
    pub(crate) fn read(text: &str, value: Decimal) -> Option<Digits> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse::<i128>().ok()?;
        let marks: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        let after = text.len() - text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at);
        let decimals = if marks.is_empty() { 0 } else { after - marks.last()?.len_utf8() };
        // The last mark is the decimal one when the value says so.
        if decimals > 0 && Decimal::new(number, decimals as u32) == value {
            let (whole, fraction) = digits.split_at(digits.len() - decimals);
            let group = marks.first().copied().filter(|_| marks.len() > 1);
            return Some(Digits {
                whole: whole.to_owned(),
                fraction: fraction.to_owned(),
                group,
                mark: marks.last().copied(),
            });
        }
        let whole = Decimal::new(number, 0) == value;
        whole.then(|| Digits {
            whole: digits,
            fraction: String::new(),
            group: marks.first().copied(),
            mark: None,
        })
    }

    /// The value as a whole number.
    pub(crate) fn integer(&self) -> Option<u64> {
        if self.fraction.is_empty() { self.whole.parse().ok() } else { None }
    }

    /// This number as one writes who wrote `model` in `lang`; `None` when that does not show in
    /// it.
    pub(crate) fn written_like(&self, model: &Digits, lang: &Lang) -> Option<String> {
        let mut text = String::new();
        let length = self.whole.len();
        let group = match (model.group, model.whole.len()) {
            _ if length < 4 => None,
            (Some(mark), _) => Some(mark),
            // Four digits may stand together where five do not.
            (None, 4..) if length <= model.whole.len() => None,
            (None, 5..) => None,
            // In the source too nothing stands between them: a year, a code.
            (None, _) if self.group.is_none() && length == 4 => None,
            (None, _) => return None,
        };
        for (at, digit) in self.whole.chars().enumerate() {
            if let Some(mark) = group
                && at > 0
                && (length - at).is_multiple_of(3)
            {
                text.push(mark);
            }
            text.push(digit);
        }
        if !self.fraction.is_empty() {
            let usual = if lang.primary() == "en" { '.' } else { ',' };
            text.push(model.mark.unwrap_or(usual));
            text.push_str(&self.fraction);
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: i128, scale: u32) -> Decimal {
        Decimal::new(digits, scale)
    }

    #[test]
    fn a_number_is_written_as_the_other_was() {
        let (en, ru) = (Lang::parse("en").expect("a tag"), Lang::parse("ru").expect("a tag"));
        let like = |new: (&str, Decimal), model: (&str, Decimal), lang: &Lang| {
            let (new, model) = (Digits::read(new.0, new.1)?, Digits::read(model.0, model.1)?);
            new.written_like(&model, lang)
        };
        let thousand = number(1000, 0);
        let more = number(12_500, 0);
        assert_eq!(like(("12,500", more), ("1 000", thousand), &ru).as_deref(), Some("12 500"));
        assert_eq!(like(("12,500", more), ("1000", thousand), &ru), None);
        assert_eq!(like(("900", number(900, 0)), ("1,000", thousand), &en).as_deref(), Some("900"));
        let half = ("7.50", number(75, 1));
        assert_eq!(like(half, ("5,2", number(52, 1)), &ru).as_deref(), Some("7,50"));
        assert_eq!(like(half, ("5", number(5, 0)), &ru).as_deref(), Some("7,50"));
        assert_eq!(like(half, ("5", number(5, 0)), &en).as_deref(), Some("7.50"));
        let year = ("2021", number(2021, 0));
        assert_eq!(like(year, ("2020", number(2020, 0)), &ru).as_deref(), Some("2021"));
        let long = ("1 234 567,8", number(12_345_678, 1));
        assert_eq!(like(("2,000.5", number(20_005, 1)), long, &ru).as_deref(), Some("2 000,5"));
    }
}
