//! A test reads like a transcript: files, a command, what it prints.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own, and commands run in it.
pub struct Test {
    folder: tempfile::TempDir,
}

impl Test {
    /// An empty folder.
    pub fn new() -> Test {
        Test { folder: tempfile::tempdir().unwrap() }
    }

    /// A workspace with the readout of [`versions`] stored in it.
    pub fn workspace() -> Test {
        let test = Test::new();
        test.run("init").succeeds();
        test.with(versions()).run("align x.en.txt x.ru.txt x.az.txt -o tmx/x.tmx").succeeds();
        test
    }

    /// Writes a file.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Test {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// Writes files.
    pub fn with(&self, files: [(&str, &str); 3]) -> &Test {
        files.iter().for_each(|(name, content)| {
            self.file(name, content);
        });
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `yaddash` with these arguments, which single quotes keep together.
    pub fn run(&self, arguments: &str) -> Answer {
        self.run_with(arguments, b"")
    }

    /// The same, with something on standard input.
    pub fn run_with(&self, arguments: &str, input: &[u8]) -> Answer {
        self.answer(Command::new(env!("CARGO_BIN_EXE_yaddash")), arguments, input)
    }

    /// The same, with a variable of the environment set.
    pub fn run_where(&self, variable: &str, value: &str, arguments: &str) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yaddash"));
        command.env(variable, value);
        self.answer(command, arguments, b"")
    }

    /// The same, where no file may grow beyond a few KiB: writing ends as on a full disk.
    #[cfg(unix)]
    pub fn run_on_a_full_disk(&self, arguments: &str) -> Answer {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "sh"]);
        command.arg(env!("CARGO_BIN_EXE_yaddash"));
        self.answer(command, arguments, b"")
    }

    fn answer(&self, mut command: Command, arguments: &str, input: &[u8]) -> Answer {
        let mut child = command
            .args(split(arguments))
            .current_dir(self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"))
            .env_remove("NO_COLOR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may be gone before it is all written.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Answer {
            command: arguments.to_owned(),
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn split(arguments: &str) -> Vec<String> {
    arguments
        .split('\'')
        .enumerate()
        .flat_map(|(number, part)| match number % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

/// What a command did.
pub struct Answer {
    command: String,
    status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Answer {
    fn ends(self, status: i32) -> Answer {
        assert_eq!(
            self.status,
            Some(status),
            "yaddash {}\nstdout: {}\nstderr: {}",
            self.command,
            self.out,
            self.err
        );
        self
    }

    pub fn succeeds(self) -> Answer {
        self.ends(0)
    }

    pub fn finds(self) -> Answer {
        self.ends(1)
    }

    /// An error: status 2, `error:` and, on standard error, each of these.
    pub fn fails(self, with: &[&str]) -> Answer {
        let answer = self.ends(2);
        assert!(answer.err.contains("error"), "{}", answer.err);
        answer.says(with)
    }

    /// Standard error holds each of these.
    pub fn says(self, words: &[&str]) -> Answer {
        for word in words {
            assert!(
                self.err.contains(word),
                "yaddash {}: no `{word}` in\n{}",
                self.command,
                self.err
            );
        }
        self
    }

    /// Standard output holds each of these.
    pub fn prints(self, words: &[&str]) -> Answer {
        for word in words {
            assert!(
                self.out.contains(word),
                "yaddash {}: no `{word}` in\n{}",
                self.command,
                self.out
            );
        }
        self
    }

    pub fn prints_nothing(self) -> Answer {
        assert_eq!(self.out, "", "yaddash {}", self.command);
        self
    }

    /// Standard output as JSON Lines.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A short readout in three versions, with a merge and a sentence that English lacks.
pub fn versions() -> [(&'static str, &'static str); 3] {
    [
        (
            "x.en.txt",
            "Ilham Aliyev received Ambassador of Norway\n\n14 february 2020, 11:30\n\n\
             President Ilham Aliyev: Good morning! I am glad to see you. Trade grew by 5 million dollars.\n",
        ),
        (
            "x.ru.txt",
            "Ильхам Алиев принял посла Норвегии\n\n14 февраля 2020, 11:30\n\n\
             Президент Ильхам Алиев: Доброе утро! Рад Вас видеть. Товарооборот вырос на 5 млн долларов.\n",
        ),
        (
            "x.az.txt",
            "İlham Əliyev Norveçin səfirini qəbul edib\n\n14 fevral 2020, 11:30\n\n\
             Prezident İlham Əliyev: Sabahınız xeyir! Sizi görməyə şadam. Ticarət dövriyyəsi 5 milyon dollar artıb.\n",
        ),
    ]
}

/// A file of the repository.
pub fn repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
