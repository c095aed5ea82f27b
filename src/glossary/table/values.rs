//! Several values in one cell: separated by `|`; a `|` of a value itself is written `\|`.

/// The values of a cell in order, empty ones too.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut characters = cell.chars().peekable();
    while let Some(c) = characters.next() {
        match (c, values.last_mut()) {
            ('|', _) => values.push(String::new()),
            ('\\', Some(value)) if characters.peek() == Some(&'|') => {
                characters.next();
                value.push('|');
            }
            (c, Some(value)) => value.push(c),
            (_, None) => {}
        }
    }
    values.into_iter().map(|value| value.trim().to_owned()).collect()
}

/// The values of a cell that say something.
pub(super) fn non_empty(cell: &str) -> impl Iterator<Item = String> {
    split(cell).into_iter().filter(|value| !value.is_empty())
}

/// One cell of all `values`; empty ones at the end are left out.
pub(super) fn join<'v>(values: impl IntoIterator<Item = &'v str>) -> String {
    let mut cell = String::new();
    for (number, value) in values.into_iter().enumerate() {
        if number > 0 {
            // A backslash before the separator would take it for part of the value.
            cell.push_str(if cell.ends_with('\\') { " |" } else { "|" });
        }
        cell.push_str(&value.replace('|', "\\|"));
    }
    let kept = cell.trim_end_matches('|');
    match kept.ends_with('\\') && kept.len() < cell.len() {
        // The last separator belonged to a value: `\|`.
        true => cell,
        false => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_splits_again() {
        for values in [&["a", "b"][..], &["a|b", "c"], &["", "b"], &["a\\", "b"], &["a|"], &["|"]] {
            assert_eq!(split(&join(values.iter().copied())), values);
        }
        assert_eq!(join(["a", "", ""]), "a");
        assert_eq!(non_empty(" a | |b").collect::<Vec<_>>(), ["a", "b"]);
    }
}
