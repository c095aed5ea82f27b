//! What a memory taught, kept on disk: learning takes longer than everything else before a
//! readout is aligned.
//!
//! A file holds eight bytes that name the format, a key of sixteen bytes, the lessons, and the
//! CRC-32 of all that. The key is of the units that taught: other units, other key. A file is
//! derived and may be deleted at any time; one that is damaged counts as missing.

use crate::lang::Lang;
use crate::memory::UnitRecord;
use crate::memory::disk::codec::{
    put_bytes, put_long, put_numbers, take_bytes, take_long, take_numbers, take_text,
};
use crate::memory::disk::store;
use crate::memory::teach::{Lesson, Word};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The name of the format; what learning does differently is another one.
const MAGIC: &[u8; 8] = b"yadless1";

/// What tells whether lessons were learned from the same units.
pub type Key = [u8; 16];

/// The key of what these units teach.
pub fn key(units: &[UnitRecord]) -> Key {
    let mut hash = Sha256::new();
    let mut bytes = Vec::new();
    for unit in units {
        bytes.clear();
        store::encode(unit, &mut bytes);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    let mut key = Key::default();
    key.iter_mut().zip(hash.finalize()).for_each(|(k, byte)| *k = byte);
    key
}

/// Reads the file at `path`: its key and its lessons; `None` when there is none or it is damaged.
pub fn read(path: &Path) -> Option<(Key, Vec<Lesson>)> {
    let bytes = std::fs::read(path).ok()?;
    let (content, check) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    if crc32fast::hash(content).to_le_bytes() != check {
        return None;
    }
    let mut bytes = content.strip_prefix(MAGIC)?;
    let bytes = &mut bytes;
    let key = take_bytes(bytes, 16)?.try_into().ok()?;
    let mut lessons = Vec::new();
    for _ in 0..take_long(bytes)? {
        let langs = [Lang::parse(&take_text(bytes)?)?, Lang::parse(&take_text(bytes)?)?];
        let supports = take_numbers(bytes)?;
        let words = supports.into_iter().map(|support| {
            let (first, second) = (take_text(bytes)?, take_text(bytes)?);
            Some(Word { first, second, support: f32::from_bits(support) })
        });
        lessons.push(Lesson { langs, words: words.collect::<Option<_>>()? });
    }
    Some((key, lessons))
}

/// Writes lessons to the file at `path`. Where that cannot be done, they are learned again.
pub fn write(path: &Path, key: &Key, lessons: &[Lesson]) {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(key);
    put_long(lessons.len() as u64, &mut bytes);
    for lesson in lessons {
        lesson.langs.iter().for_each(|lang| put_bytes(lang.as_str().as_bytes(), &mut bytes));
        let supports: Vec<u32> = lesson.words.iter().map(|w| w.support.to_bits()).collect();
        put_numbers(&supports, &mut bytes);
        for word in &lesson.words {
            put_bytes(word.first.as_bytes(), &mut bytes);
            put_bytes(word.second.as_bytes(), &mut bytes);
        }
    }
    let check = crc32fast::hash(&bytes).to_le_bytes();
    bytes.extend(check);
    let _ = path.parent().map(std::fs::create_dir_all);
    let _ = crate::fs::write_atomically(path, |out| {
        out.write_all(&bytes)
            .map_err(|e| crate::error::Error::io(path.display().to_string(), "write the file", e))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_are_kept_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/lessons");
        let lang = |tag| Lang::parse(tag).unwrap();
        let word = Word { first: "meet".into(), second: "встреч".into(), support: 4.5 };
        let lessons = vec![Lesson { langs: [lang("en"), lang("ru")], words: vec![word] }];
        assert_eq!(read(&path), None);
        write(&path, &[7; 16], &lessons);
        assert_eq!(read(&path), Some(([7; 16], lessons)));
        let mut bytes = std::fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            std::fs::write(&path, &bytes).unwrap();
            assert_eq!(read(&path), None, "byte {at}");
            bytes[at] ^= 1;
            std::fs::write(&path, &bytes[..at]).unwrap();
            assert_eq!(read(&path), None, "cut at {at}");
        }
    }

    #[test]
    fn other_units_have_another_key() {
        let unit = |text: &str| UnitRecord {
            variants: vec![(Lang::parse("en").unwrap(), text.into())],
            ..UnitRecord::default()
        };
        assert_eq!(key(&[unit("a"), unit("b")]), key(&[unit("a"), unit("b")]));
        assert_ne!(key(&[unit("a"), unit("b")]), key(&[unit("b"), unit("a")]));
        assert_ne!(key(&[unit("a")]), key(&[unit("a"), unit("b")]));
    }
}
