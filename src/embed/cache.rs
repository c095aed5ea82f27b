//! Vectors that a program gave before, in one file for each command.
//!
//! The file begins with [`MAGIC`]; a record is a key (16 bytes of the SHA-256 of language and
//! text), the number of numbers (4 bytes), the numbers (4 bytes each) and the CRC-32 of all that,
//! little endian. Records are only added, under a lock, so that two processes may share the file
//! and a crash costs the last record at most. The file is derived: it may be deleted at any time.

use crate::embed::Request;
use crate::error::{Notice, Place};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"yadvec1\n";
/// No vector has more numbers.
const LARGEST: u32 = 1 << 16;

type Key = [u8; 16];

/// The vectors of one command.
pub struct Cache {
    path: Option<PathBuf>,
    /// Where the record of each key begins, and how many numbers it has.
    places: HashMap<Key, (u64, u32)>,
    notices: Vec<Notice>,
}

impl Cache {
    /// Keeps nothing.
    pub fn none() -> Cache {
        Cache { path: None, places: HashMap::new(), notices: Vec::new() }
    }

    /// The cache of `command` in `folder`. One that is damaged is used as far as it is whole, and
    /// one that cannot be used is left alone: [`Cache::notices`] says so.
    pub fn open(folder: &Path, command: &str) -> Cache {
        let name: String =
            Sha256::digest(command).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = folder.join(format!("{name}.vectors"));
        let mut cache = Cache { path: Some(path.clone()), ..Cache::none() };
        if path.exists()
            && let Err(error) = cache.index(&path)
        {
            cache.give_up(&path, &error);
        }
        cache
    }

    /// What there is to know since this was last asked.
    pub fn notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The vector of a segment, if it is known.
    pub fn get(&mut self, request: &Request<'_>) -> Option<Vec<f32>> {
        let key = key(request);
        let place = self.places.get(&key).copied()?;
        let path = self.path.clone()?;
        match read(&path, &key, place) {
            Ok(Some(vector)) => Some(vector),
            Ok(None) => {
                self.places.remove(&key);
                self.damaged(&path);
                None
            }
            Err(error) => {
                self.give_up(&path, &error);
                None
            }
        }
    }

    /// Keeps the vectors of some segments.
    pub fn put(&mut self, requests: &[Request<'_>], vectors: &[Vec<f32>]) {
        let Some(path) = self.path.clone() else { return };
        let added = requests.iter().map(key).zip(vectors).collect::<Vec<_>>();
        if let Err(error) = self.append(&path, &added) {
            self.give_up(&path, &error);
        }
    }

    fn append(&mut self, path: &Path, added: &[(Key, &Vec<f32>)]) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.lock()?;
        let mut end = file.seek(SeekFrom::End(0))?;
        let mut bytes = Vec::new();
        if end == 0 {
            bytes.extend_from_slice(MAGIC);
            end += MAGIC.len() as u64;
        }
        for (key, vector) in added {
            let start = bytes.len();
            let count = vector.len() as u32;
            bytes.extend_from_slice(key);
            bytes.extend_from_slice(&count.to_le_bytes());
            vector.iter().for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
            let check = crc32fast::hash(&bytes[start..]);
            bytes.extend_from_slice(&check.to_le_bytes());
            self.places.insert(*key, (end, count));
            end += record(count);
        }
        file.write_all(&bytes)
    }

    /// Notes where every record begins; what follows the last whole one is cut off.
    fn index(&mut self, path: &Path) -> std::io::Result<()> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        file.lock()?;
        let length = file.metadata()?.len();
        let mut reader = BufReader::new(&file);
        let mut magic = [0; MAGIC.len()];
        let mut at = 0;
        if reader.read_exact(&mut magic).is_ok() && magic == *MAGIC {
            at = MAGIC.len() as u64;
            let mut head = [0; 20];
            while reader.read_exact(&mut head).is_ok() {
                let (key, count) = split(&head);
                let end = at + record(count);
                if count == 0 || count > LARGEST || end > length {
                    break;
                }
                reader.seek_relative((record(count) - head.len() as u64) as i64)?;
                self.places.insert(key, (at, count));
                at = end;
            }
        }
        if at < length {
            self.damaged(path);
            file.set_len(at)?;
        }
        Ok(())
    }

    fn damaged(&mut self, path: &Path) {
        self.notices.push(
            Notice::new("the cache of vectors is damaged; what is damaged is asked for again")
                .at(Place::file(path.display().to_string())),
        );
    }

    fn give_up(&mut self, path: &Path, error: &std::io::Error) {
        self.path = None;
        self.places.clear();
        self.notices.push(
            Notice::new(format!("the cache of vectors cannot be used: {error}"))
                .at(Place::file(path.display().to_string())),
        );
    }
}

fn key(request: &Request<'_>) -> Key {
    let mut hash = Sha256::new();
    hash.update(request.lang.as_str());
    hash.update([0]);
    hash.update(request.text);
    let mut key = Key::default();
    key.iter_mut().zip(hash.finalize()).for_each(|(k, byte)| *k = byte);
    key
}

/// The length of a record, in bytes.
fn record(count: u32) -> u64 {
    16 + 4 + 4 * u64::from(count) + 4
}

fn split(head: &[u8; 20]) -> (Key, u32) {
    let mut key = Key::default();
    key.copy_from_slice(&head[..16]);
    (key, u32::from_le_bytes([head[16], head[17], head[18], head[19]]))
}

/// A record's vector; `None` when it is damaged.
fn read(path: &Path, key: &Key, (at, count): (u64, u32)) -> std::io::Result<Option<Vec<f32>>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; record(count) as usize];
    if file.read_exact(&mut bytes).is_err() {
        return Ok(None);
    }
    let (content, check) = bytes.split_at(bytes.len() - 4);
    let whole = crc32fast::hash(content).to_le_bytes() == check && content.starts_with(key);
    let numbers = content[20..].chunks_exact(4);
    let vector = numbers.map(|n| f32::from_le_bytes([n[0], n[1], n[2], n[3]])).collect();
    Ok(whole.then_some(vector))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn request<'a>(lang: &'a Lang, text: &'a str) -> Request<'a> {
        Request { lang, text }
    }

    #[test]
    fn vectors_are_kept_by_command_language_and_text() {
        let folder = tempfile::tempdir().unwrap();
        let (en, ru) = (Lang::parse("en").unwrap(), Lang::parse("ru").unwrap());
        let mut cache = Cache::open(folder.path(), "x");
        cache.put(&[request(&en, "a"), request(&en, "b")], &[vec![0.5, 0.25], vec![1.0, 2.0]]);
        assert_eq!(cache.get(&request(&en, "b")), Some(vec![1.0, 2.0]));
        let mut again = Cache::open(folder.path(), "x");
        assert_eq!(again.get(&request(&en, "a")), Some(vec![0.5, 0.25]));
        assert_eq!(again.get(&request(&ru, "a")), None);
        assert_eq!(Cache::open(folder.path(), "y").get(&request(&en, "a")), None);
        assert_eq!(again.notices(), []);
    }

    #[test]
    fn damage_is_noticed_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let en = Lang::parse("en").unwrap();
        let mut cache = Cache::open(folder.path(), "x");
        cache.put(&[request(&en, "a"), request(&en, "b")], &[vec![0.5], vec![1.0]]);
        let path = cache.path.clone().unwrap();
        let whole = std::fs::read(&path).unwrap();
        // A number is changed.
        let mut bytes = whole.clone();
        bytes[MAGIC.len() + 22] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let mut cache = Cache::open(folder.path(), "x");
        assert_eq!(cache.get(&request(&en, "a")), None);
        assert_eq!(cache.get(&request(&en, "b")), Some(vec![1.0]));
        assert_eq!(cache.notices().len(), 1);
        cache.put(&[request(&en, "a")], &[vec![0.5]]);
        assert_eq!(Cache::open(folder.path(), "x").get(&request(&en, "a")), Some(vec![0.5]));
        // The end is missing; the file is something else altogether.
        for bytes in [&whole[..whole.len() - 1], b"something else", b""] {
            std::fs::write(&path, bytes).unwrap();
            let mut cache = Cache::open(folder.path(), "x");
            assert_eq!(cache.get(&request(&en, "b")), None);
            assert_eq!(cache.notices().len(), usize::from(!bytes.is_empty()));
            cache.put(&[request(&en, "b")], &[vec![3.0]]);
            let mut cache = Cache::open(folder.path(), "x");
            assert_eq!(cache.get(&request(&en, "b")), Some(vec![3.0]));
            assert_eq!(cache.notices(), []);
        }
    }
}
