//! Lists of rising numbers, packed: the difference to the number before, seven bits to a byte.
//!
//! A list of more than [`STRIDE`] numbers begins with a table of its blocks, so that a range in
//! the middle of a long list is found without unpacking what comes before.

/// How many numbers a block holds.
const STRIDE: usize = 128;

/// Appends a number, seven bits to a byte, the lowest first.
pub(crate) fn put(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the front; 0 when `bytes` ends too early.
#[inline]
pub(crate) fn take(bytes: &mut &[u8]) -> u32 {
    // Most are small.
    if let Some((&byte, rest)) = bytes.split_first()
        && byte < 0x80
    {
        *bytes = rest;
        return byte.into();
    }
    take_large(bytes)
}

fn take_large(bytes: &mut &[u8]) -> u32 {
    let (mut number, mut shift) = (0u32, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 || shift >= 28 {
            break;
        }
        shift += 7;
    }
    number
}

/// The last number; 0 when there is none.
pub(crate) fn last(bytes: &[u8]) -> u32 {
    let before = bytes.split_last().map_or(bytes, |(_, before)| before);
    let start = before.iter().rposition(|&byte| byte < 0x80).map_or(0, |at| at + 1);
    take(&mut bytes.get(start..).unwrap_or_default())
}

/// Appends a list of strictly rising numbers.
pub(crate) fn put_list(numbers: &[u32], out: &mut Vec<u8>) {
    put(numbers.len() as u32, out);
    let mut body = Vec::new();
    let mut table = Vec::new();
    for block in numbers.chunks(STRIDE) {
        table.push((block[0], body.len() as u32));
        let mut before = block[0];
        for &number in &block[1..] {
            put(number - before, &mut body);
            before = number;
        }
    }
    if let [(first, _)] = table[..] {
        put(first, out);
    } else {
        for (first, offset) in table {
            out.extend(first.to_le_bytes());
            out.extend(offset.to_le_bytes());
        }
    }
    if numbers.len() > 1 {
        put(body.len() as u32, out);
        out.extend(body);
    }
}

/// A packed list.
#[derive(Clone, Copy, Default)]
pub(crate) struct List<'a> {
    len: usize,
    first: u32,
    table: &'a [u8],
    body: &'a [u8],
}

impl<'a> List<'a> {
    /// Takes a list off the front of `bytes`.
    pub(crate) fn take(bytes: &mut &'a [u8]) -> List<'a> {
        let mut list = List { len: take(bytes) as usize, ..List::default() };
        if list.len > STRIDE {
            list.table = split(bytes, list.len.div_ceil(STRIDE) * 8);
        } else if list.len > 0 {
            list.first = take(bytes);
        }
        if list.len > 1 {
            let len = take(bytes) as usize;
            list.body = split(bytes, len);
        }
        list
    }

    /// How many numbers it holds.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Calls `each` for the numbers in `from..to`, rising.
    pub(crate) fn each_in(&self, from: u32, to: u32, mut each: impl FnMut(u32)) {
        if self.table.is_empty() {
            if self.len > 0 {
                walk(self.first, self.len, self.body, from, to, &mut each);
            }
            return;
        }
        let blocks = self.table.len() / 8;
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = (low + high) / 2;
            if self.block(middle).0 <= from {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for block in low.saturating_sub(1)..blocks {
            let (first, offset) = self.block(block);
            if first >= to {
                break;
            }
            let len = STRIDE.min(self.len - block * STRIDE);
            let body = self.body.get(offset as usize..).unwrap_or_default();
            walk(first, len, body, from, to, &mut each);
        }
    }

    fn block(&self, block: usize) -> (u32, u32) {
        let word = |at: usize| {
            self.table
                .get(at..at + 4)
                .map_or(u32::MAX, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        };
        (word(block * 8), word(block * 8 + 4))
    }
}

fn walk(first: u32, len: usize, mut body: &[u8], from: u32, to: u32, each: &mut impl FnMut(u32)) {
    let mut number = first;
    for left in (0..len).rev() {
        if number >= to {
            return;
        }
        if number >= from {
            each(number);
        }
        if left > 0 {
            number = number.saturating_add(take(&mut body));
        }
    }
}

/// Takes `len` bytes off the front, or what there is.
fn split<'a>(bytes: &mut &'a [u8], len: usize) -> &'a [u8] {
    let (front, rest) = bytes.split_at(len.min(bytes.len()));
    *bytes = rest;
    front
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gives_back_what_was_put(
            lists in prop::collection::vec(prop::collection::btree_set(0u32..100_000, 0..700), 1..4),
            from in 0u32..100_000,
            len in 0u32..100_000,
        ) {
            let mut bytes = Vec::new();
            for list in &lists {
                put_list(&list.iter().copied().collect::<Vec<_>>(), &mut bytes);
            }
            let mut rest = &bytes[..];
            for list in &lists {
                let packed = List::take(&mut rest);
                prop_assert_eq!(packed.len(), list.len());
                let mut found = Vec::new();
                packed.each_in(from, from + len, |n| found.push(n));
                let expected: Vec<u32> = list.range(from..from + len).copied().collect();
                prop_assert_eq!(found, expected);
            }
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn never_panics_on_noise(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut rest = &bytes[..];
            List::take(&mut rest).each_in(0, u32::MAX, |_| {});
        }
    }
}
