//! The index on disk: it is the same as the files, whatever changes, breaks or dies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use yaddash::lang::Lang;
use yaddash::memory::{Concordance, Memory, Source, UnitRecord};
use yaddash::tmx;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

/// A folder with TMX files and an index.
struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    fn new() -> Workspace {
        Workspace { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn index(&self) -> PathBuf {
        self.path(".yaddash")
    }

    /// Writes a file whose units have these English texts.
    fn write(&self, name: &str, texts: &[String]) {
        write_tmx(&self.path(name), texts);
    }

    fn sources(&self) -> Vec<Source> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "tmx"))
            .collect();
        paths.sort();
        paths.into_iter().map(Source::new).collect()
    }

    fn open(&self) -> (Memory, Vec<String>) {
        let (memory, notices) =
            Memory::open(&self.sources(), Some(&self.index())).expect("a memory");
        (memory, notices.into_iter().map(|notice| notice.message).collect())
    }

    /// The segments of the index.
    fn segments(&self) -> BTreeSet<String> {
        std::fs::read_dir(self.index())
            .expect("an index")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".segment"))
            .collect()
    }
}

fn write_tmx(path: &Path, texts: &[String]) {
    let units: String = texts
        .iter()
        .enumerate()
        .map(|(n, text)| {
            format!(
                "<tu tuid=\"{n}\" changedate=\"20200101T00{:02}00Z\">\
                 <tuv xml:lang=\"en\"><seg>{text}</seg></tuv>\
                 <tuv xml:lang=\"ru\"><seg>перевод {n}</seg></tuv></tu>\n",
                n % 60
            )
        })
        .collect();
    let whole = format!(
        "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{units}\
         </body></tmx>\n"
    );
    let beside = path.with_extension("new");
    std::fs::write(&beside, whole).expect("a file");
    std::fs::rename(&beside, path).expect("a file");
}

fn texts(name: &str, number: usize) -> Vec<String> {
    (0..number).map(|n| format!("{name} sentence number {n} about the strategic agenda")).collect()
}

/// Everything that the memory says about some questions.
fn answers(memory: &Memory) -> Vec<String> {
    let (en, ru) = (lang("en"), lang("ru"));
    let mut answers = vec![format!("{} {:?}", memory.len(), memory.languages())];
    for (text, lang) in [
        ("a sentence number 3 about the strategic agenda", &en),
        ("b sentence number 7 about an agenda", &en),
        ("перевод 5", &ru),
    ] {
        for hit in memory.fuzzy(text, lang, 0.5, 5) {
            let unit = memory.unit(hit.unit).expect("a unit");
            answers.push(format!("{:.4} {unit:?}", hit.similarity));
        }
    }
    let found = memory.search(&Concordance::words("strategic 5"), 10);
    answers.push(format!("{}", found.total));
    for hit in found.hits {
        answers.push(format!("{:?} {:?}", memory.unit(hit.unit), hit.spans));
    }
    answers
        .push(format!("{}", memory.search(&Concordance::regex("^b .*9").expect("valid"), 1).total));
    answers
}

/// What a memory without an index folder says.
fn truth(workspace: &Workspace) -> Vec<String> {
    answers(&Memory::open(&workspace.sources(), None).expect("a memory").0)
}

#[test]
fn an_index_is_made_once_and_used_again() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 50));
    workspace.write("b.tmx", &texts("b", 50));
    let (memory, notices) = workspace.open();
    assert_eq!(notices, [""; 0]);
    assert_eq!(answers(&memory), truth(&workspace));
    let segments = workspace.segments();
    assert_eq!(segments.len(), 1);
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
    assert_eq!(workspace.segments(), segments);
}

#[test]
fn only_what_changed_is_made_again() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 500));
    workspace.open();
    let large = workspace.segments();
    for round in 0..20 {
        workspace.write("b.tmx", &texts("b", 10 + round));
        workspace.write(&format!("c{round}.tmx"), &texts("c", 3));
        let (memory, _) = workspace.open();
        assert_eq!(answers(&memory), truth(&workspace), "{round}");
        assert!(workspace.segments().is_superset(&large), "the large segment stays");
        assert!(workspace.segments().len() < 6, "small segments are put together");
    }
    std::fs::remove_file(workspace.path("a.tmx")).expect("removed");
    workspace.write("b.tmx", &texts("b", 5));
    let (memory, _) = workspace.open();
    assert_eq!(answers(&memory), truth(&workspace));
    assert!(workspace.segments().is_disjoint(&large), "what nobody asks for is not kept");
}

/// A change that keeps size and date is the hardest to see.
#[test]
fn a_change_of_equal_size_is_seen() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 5));
    let modified = || std::fs::metadata(workspace.path("a.tmx")).and_then(|m| m.modified());
    let before = modified().expect("a date");
    workspace.open();
    workspace.write("a.tmx", &texts("z", 5));
    let file = std::fs::File::options().write(true).open(workspace.path("a.tmx")).expect("a file");
    file.set_modified(before).expect("a date");
    drop(file);
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
}

#[test]
fn one_index_serves_several_memories() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 20));
    workspace.write("b.tmx", &texts("b", 20));
    workspace.open();
    let only_b = [Source::new(workspace.path("b.tmx"))];
    let (memory, _) = Memory::open(&only_b, Some(&workspace.index())).expect("a memory");
    let (plain, _) = Memory::open(&only_b, None).expect("a memory");
    assert_eq!(memory.len(), 20);
    assert_eq!(answers(&memory), answers(&plain));
    assert_eq!(workspace.segments().len(), 1);
}

/// The units of a large file are read from the file, as it was when the memory was opened.
#[test]
fn a_large_file_is_not_copied() {
    let workspace = Workspace::new();
    let long = "and many other questions of common interest ".repeat(32);
    let large: Vec<String> = texts("b", 3000).iter().map(|text| format!("{text} {long}")).collect();
    workspace.write("b.tmx", &large);
    workspace.write("a.tmx", &texts("a", 20));
    let (memory, _) = workspace.open();
    let records = ["a.tmx", "b.tmx"].iter().flat_map(|name| {
        let path = workspace.path(name);
        let units = tmx::read_file(&path, tmx::ReadOptions::default()).expect("a file").units;
        units.into_iter().map(move |unit| UnitRecord {
            file: path.display().to_string(),
            ..UnitRecord::from_tmx(&unit)
        })
    });
    let expected = answers(&Memory::from_records(records));
    assert_eq!(answers(&memory), expected);
    let size = |path: PathBuf| std::fs::metadata(path).expect("a file").len();
    let segment = workspace.segments().pop_first().expect("a segment");
    assert!(size(workspace.index().join(segment)) * 3 < size(workspace.path("b.tmx")));

    // Texts with entities and codes are found too, and a unit on the line of another.
    let mut text = std::fs::read_to_string(workspace.path("b.tmx")).expect("a file");
    text = text.replacen("sentence number 77 about", "<ph/>sentence number 77 &lt;about", 1);
    text = text.replacen("</tu>\n<tu tuid=\"1900\"", "</tu><tu tuid=\"1900\"", 1);
    std::fs::write(workspace.path("b.tmx"), text).expect("a file");
    let (memory, _) = workspace.open();
    for (pattern, total) in
        [(".{999}", 3000), ("^перевод 1900$", 1), ("r 77 <a", 1), ("  ", 0), ("^.{10,11}$", 1000)]
    {
        let question = Concordance::regex(pattern).expect("valid");
        let found = memory.search(&question, usize::MAX);
        assert_eq!((found.total, found.exact), (total, true), "{pattern}");
        let few = memory.search(&question, 3);
        assert!(few.total >= total && few.hits.len() == total.min(3), "{pattern}");
    }
    let expected = answers(&memory);

    workspace.write("b.tmx", &texts("z", 3000));
    assert_eq!(answers(&memory), expected, "the opened memory stays what it was");
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
}

#[test]
fn damage_is_noticed_wherever_it_is() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 40));
    workspace.write("b.tmx", &texts("b", 40));
    workspace.open();
    let expected = truth(&workspace);
    let segment = workspace.segments().pop_first().expect("a segment");
    for name in [segment.as_str(), "catalog"] {
        let path = workspace.index().join(name);
        let sound = std::fs::read(&path).expect("a file");
        for at in (0..sound.len()).step_by(sound.len() / 60 + 1) {
            for damage in 0..3 {
                let mut bytes = sound.clone();
                match damage {
                    0 => bytes[at] ^= 0x10,
                    1 => bytes.truncate(at),
                    _ => bytes[at..].fill(0),
                }
                std::fs::write(&path, &bytes).expect("a file");
                let (memory, _) = workspace.open();
                assert_eq!(answers(&memory), expected, "{name} damaged at {at} by {damage}");
                let (memory, _) = workspace.open();
                assert_eq!(answers(&memory), expected, "{name} after damage at {at}");
            }
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_leaves_the_index_in_memory() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 10));
    std::fs::write(workspace.path("file"), "").expect("a file");
    let impossible = workspace.path("file").join("index");
    let (memory, notices) = Memory::open(&workspace.sources(), Some(&impossible)).expect("opened");
    assert_eq!(answers(&memory), truth(&workspace));
    assert!(notices[0].message.starts_with("the index stays in memory"), "{notices:?}");
}

#[test]
fn a_broken_file_is_an_error_with_its_place() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 10));
    std::fs::write(workspace.path("b.tmx"), "<tmx><body><tu>").expect("a file");
    let error =
        Memory::open(&workspace.sources(), Some(&workspace.index())).err().expect("an error");
    assert!(error.place().expect("a place").file.ends_with("b.tmx"), "{error}");
    let missing = Memory::open(&[Source::new(workspace.path("no.tmx"))], None).err();
    assert!(missing.expect("an error").message().contains("no such file"));
}

/// Who reads does not wait for a process that never comes to an end.
#[test]
fn readers_do_not_wait_for_a_lock() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 50));
    workspace.open();
    let lock = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(workspace.index().join("lock"))
        .expect("a file");
    lock.lock().expect("locked");
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
    workspace.write("a.tmx", &texts("z", 60));
    workspace.write("b.tmx", &texts("b", 20));
    let before = workspace.segments();
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
    assert_eq!(workspace.segments(), before, "nothing is written without the lock");
    drop(lock);
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
    assert_ne!(workspace.segments(), before);
}

const CHILD: &str = "YADDASH_TEST_CHILD";

/// Not a test: what the processes of the next one do.
#[test]
fn child() {
    let Some(job) = std::env::var_os(CHILD) else { return };
    let job = job.to_string_lossy().into_owned();
    let (number, folder) = job.split_once(' ').expect("a job");
    let folder = Path::new(folder);
    for round in 1.. {
        let mine = folder.join(format!("p{number}.tmx"));
        write_tmx(&mine, &texts(&format!("p{number}"), round % 30 + 1));
        let sources: Vec<Source> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "tmx"))
            .map(Source::new)
            .collect();
        let (memory, _) = Memory::open(&sources, Some(&folder.join(".yaddash"))).expect("a memory");
        let last = format!("p{number} sentence number {} about the strategic agenda", round % 30);
        let hits = memory.fuzzy(&last, &lang("en"), 1.0, 1);
        assert_eq!(hits.len(), 1, "what was just written is found");
        assert!(memory.fuzzy(&texts("p99", 31)[30], &lang("en"), 1.0, 1).is_empty());
    }
}

/// Several processes change files and open the memory at once, and are killed at any moment;
/// what is left is right.
#[test]
fn processes_that_write_at_once_and_die_lose_nothing() {
    let workspace = Workspace::new();
    workspace.write("a.tmx", &texts("a", 200));
    let start = |number: usize| -> Child {
        Command::new(std::env::current_exe().expect("this test"))
            .args(["child", "--exact", "--nocapture"])
            .env(CHILD, format!("{number} {}", workspace.folder.path().display()))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a process")
    };
    let mut children: Vec<Child> = (0..4).map(start).collect();
    let mut wait = 17;
    for round in 0..24 {
        // An uneven series of moments.
        wait = (wait * 37 + 11) % 101;
        std::thread::sleep(Duration::from_millis(20 + wait));
        let number = round % children.len();
        let child = &mut children[number];
        if let Some(status) = child.try_wait().expect("a process") {
            let mut said = String::new();
            std::io::Read::read_to_string(child.stderr.as_mut().expect("stderr"), &mut said)
                .expect("text");
            panic!("a process ended by itself: {status}\n{said}");
        }
        child.kill().expect("killed");
        child.wait().expect("dead");
        children[number] = start(number);
        let (memory, _) = workspace.open();
        assert!(memory.len() >= 200);
    }
    for child in &mut children {
        child.kill().expect("killed");
        child.wait().expect("dead");
    }
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
    assert_eq!(answers(&workspace.open().0), truth(&workspace));
}
