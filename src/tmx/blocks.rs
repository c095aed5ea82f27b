//! Units read by several threads, in order.
//!
//! The text is cut into blocks where units seem to begin. Threads read the plain units of the
//! blocks; where one meets anything else, its block and those behind it are taken back, and the
//! reader goes on itself. So what is read, what is refused, and where, is the same as if one
//! thread had read it all, wherever the text was cut.

use super::model::Unit;
use super::plain::Plain;
use super::reader::Reader;
use super::source::Block;
use crate::error::Result;

/// How many blocks are read at once. The next ones are cut meanwhile.
const BATCH: usize = 8;

/// How much text the reader reads by itself before its units are passed on.
const ALONE: u64 = 1 << 16;

/// What became of a block.
struct Done<R> {
    result: R,
    /// Where reading stopped, unless all was plain.
    stopped: Option<usize>,
}

/// Passes the units to `map`, which may be called in several threads, in runs of one or more,
/// and what it makes of them to `fold`, in the order of the file.
///
/// Of a file that is refused, the units before the fault are passed on.
pub(super) fn in_blocks<R: Send>(
    reader: &mut Reader<'_>,
    map: impl Fn(&mut dyn Iterator<Item = Unit>) -> R + Sync,
    mut fold: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let mut alone_until = 0;
    while alone(reader, alone_until, &map, &mut fold)? {
        let mut batch = reader.blocks(BATCH);
        if batch.is_empty() {
            alone_until = reader.offset() + ALONE;
        }
        while !batch.is_empty() {
            let mut done: Vec<Option<Done<R>>> = batch.iter().map(|_| None).collect();
            let mut next = Vec::new();
            rayon::in_place_scope(|scope| {
                for (block, place) in batch.iter().zip(&mut done) {
                    let map = &map;
                    scope.spawn(move |_| *place = Some(read(block, map)));
                }
                next = reader.blocks(BATCH);
            });
            for (number, done) in done.into_iter().flatten().enumerate() {
                if let Some(stopped) = done.stopped {
                    alone_until = reader.offset();
                    reader.take_back(stopped, batch.iter().skip(number).chain(&next));
                    next.clear();
                    fold(done.result)?;
                    break;
                }
                fold(done.result)?;
            }
            batch = next;
        }
    }
    Ok(())
}

/// Reads a block as far as its units are plain.
fn read<R>(block: &Block, map: impl Fn(&mut dyn Iterator<Item = Unit>) -> R) -> Done<R> {
    let mut units: Plain<'_> = block.units();
    let result = map(&mut std::iter::from_fn(|| units.unit()));
    let stopped = units.at;
    Done { result, stopped: (!units.is_done()).then_some(stopped) }
}

/// Lets the reader read at least one unit, and up to an offset, by itself; whether there may be
/// more.
fn alone<R>(
    reader: &mut Reader<'_>,
    until: u64,
    map: impl Fn(&mut dyn Iterator<Item = Unit>) -> R,
    mut fold: impl FnMut(R) -> Result<()>,
) -> Result<bool> {
    loop {
        let began = reader.offset();
        let mut units = Vec::new();
        let more = loop {
            match reader.next_unit() {
                Ok(Some(unit)) => units.push(unit),
                Ok(None) => break Ok(false),
                Err(error) => break Err(error),
            }
            if reader.offset() >= until.min(began + ALONE) {
                break Ok(true);
            }
        };
        if !units.is_empty() {
            fold(map(&mut units.into_iter()))?;
        }
        if !more? {
            return Ok(false);
        }
        if reader.offset() >= until {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::ReadOptions;
    use super::*;
    use crate::error::Error;
    use proptest::prelude::*;
    use std::path::Path;
    use std::process::Command;

    /// All there is to know of a reading: units with their lines, notices, and the error.
    fn told(units: &[Unit], reader: &Reader<'_>, result: Result<()>) -> String {
        let notices: Vec<_> = reader.notices().map(|n| (&n.message, place(&n.place))).collect();
        let error = result.err().map(|e| {
            format!("{:?} {} {:?} {:?}", e.kind(), e, e.hint(), place(&e.place().cloned()))
        });
        format!("{units:#?}\n{notices:#?}\n{error:#?}")
    }

    /// Where, apart from the line itself, which may be cut where the text at hand is.
    fn place(place: &Option<crate::error::Place>) -> String {
        let Some(place) = place else { return String::new() };
        format!("{}:{:?}:{:?} {:?}", place.file, place.line, place.column, place.offset)
    }

    fn one_by_one(bytes: &[u8], general: bool) -> std::result::Result<String, Error> {
        let mut reader = Reader::new(bytes, "x.tmx", ReadOptions::default())?;
        if general {
            reader.take_nothing_for_plain();
        }
        let mut units = Vec::new();
        let result = loop {
            match reader.next_unit() {
                Ok(Some(unit)) => units.push(unit),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        Ok(told(&units, &reader, result))
    }

    fn by_blocks(bytes: &[u8], size: usize) -> std::result::Result<String, Error> {
        let mut reader = Reader::new(bytes, "x.tmx", ReadOptions::default())?;
        reader.set_block(size);
        let mut units = Vec::new();
        let result = in_blocks(
            &mut reader,
            |units| units.collect::<Vec<_>>(),
            |some| {
                units.extend(some);
                Ok(())
            },
        );
        Ok(told(&units, &reader, result))
    }

    fn all_the_same(bytes: &[u8], what: &str) {
        let Ok(general) = one_by_one(bytes, true) else { return };
        same(&one_by_one(bytes, false).unwrap(), &general, what);
        for size in [1, 50, 300, 1 << 17] {
            let what = format!("{what}, blocks of {size}");
            same(&by_blocks(bytes, size).unwrap(), &general, &what);
        }
    }

    /// Shows the first line that differs.
    fn same(a: &str, b: &str, what: &str) {
        let (mut a, mut b) = (a.lines(), b.lines());
        loop {
            let (a, b) = (a.next(), b.next());
            assert_eq!(a, b, "{what}");
            if a.is_none() {
                return;
            }
        }
    }

    fn files(folder: &Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }

    #[test]
    fn samples_and_hostile_files_are_read_as_by_one_thread() {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
        let hostile = tempfile::tempdir().unwrap();
        let generator = shared.join("tools/tmx/gen_hostile.py");
        let made = Command::new("python3").arg(generator).arg(hostile.path()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let samples = files(&shared.join("data/tmx-samples"));
        let all = samples.into_iter().chain(files(hostile.path()));
        let mut read = 0;
        for path in all.filter(|path| path.is_file()) {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.len() < 2 << 20 {
                all_the_same(&bytes, &path.display().to_string());
                read += 1;
            }
        }
        assert!(read > 60, "{read} files");
    }

    /// Pieces of which units, and what breaks them, are made.
    fn piece() -> impl Strategy<Value = String> {
        let good = "<tu tuid=\"1\" a='&amp;\u{259}'>\n<prop type=\"p\">x</prop><tuv xml:lang=\"az\">\
                    \n<seg>G\u{f6}r\u{fc}\u{15f} &lt;<ph x='1'/> oldu.</seg></tuv>\n</tu>\n";
        prop_oneof![
            8 => Just(good.to_owned()),
            3 => "[a-z\u{259} ]{0,40}".prop_map(|text| {
                format!("<tu><tuv lang='ru'><seg>{text}</seg></tuv></tu>")
            }),
            4 => prop::sample::select(vec![
                "<tu/>", "<tu >", "</tu>", "<tuv>", "<!-- <tu> -->", "<!-- ", " -->", "<?a <tu ?>",
                "<tu><note><![CDATA[<tu ></tu>]]></note></tu>", "<tu", "\n", " text ", "&", "&#31;",
                "&nbsp;", "</body>", "<body>", "<header/>", "<Tu></Tu>", "\u{1}", "\r\n", "'", "\"",
                "<tu a='1' a='2'></tu>", "<tu a='<tu >'></tu>", "<x><tu></tu></x>", "]]>", "</tmx>",
            ]).prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_the_blocks_the_same_is_read(
            pieces in prop::collection::vec(piece(), 0..30),
            broken in prop::option::of(any::<prop::sample::Index>()),
            whole in any::<bool>(),
        ) {
            let mut bytes = format!(
                "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/>\n<body>{}{}",
                pieces.concat(),
                if whole { "</body></tmx>" } else { "" },
            ).into_bytes();
            if let Some(at) = broken {
                let at = at.index(bytes.len());
                bytes[at] = 0xff;
            }
            all_the_same(&bytes, "generated");
        }
    }
}
