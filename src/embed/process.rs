//! The program that embeds, and what can go wrong with it.

use crate::embed::Request;
use crate::error::{Error, Kind, Result};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The most that is read of one answer, in bytes: a vector of 65,536 numbers.
const LONGEST: u64 = 2 << 20;
/// How much of what the program says on standard error is kept, in lines.
const KEPT: usize = 5;

/// An embedding program; it is started when it is first asked.
pub struct Program {
    command: String,
    timeout: Duration,
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<std::io::Result<String>>,
    said: Arc<Mutex<Vec<String>>>,
    listener: Option<JoinHandle<()>>,
}

#[derive(Serialize)]
struct Question<'a> {
    id: usize,
    lang: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    id: usize,
    vector: Vec<f32>,
}

impl Program {
    /// The program that `command` starts: words, which quotation marks keep together; no shell
    /// reads them. An answer that takes longer than `timeout` is given up.
    ///
    /// # Errors
    /// [`Kind::Usage`] when the command is empty or a quotation mark is left open.
    pub fn new(command: &str, timeout: Duration) -> Result<Program> {
        words(command)?;
        Ok(Program { command: command.to_owned(), timeout, running: None })
    }

    /// Asks for the vectors of a batch, which must be of this dimension where one is given.
    pub(super) fn embed(
        &mut self,
        batch: &[Request<'_>],
        dimension: Option<usize>,
    ) -> Result<Vec<Vec<f32>>> {
        let result = self.ask(batch, dimension);
        if result.is_err()
            && let Some(mut running) = self.running.take()
        {
            // It may hang or be out of step: it is not asked again.
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
        result
    }

    fn ask(
        &mut self,
        batch: &[Request<'_>],
        mut dimension: Option<usize>,
    ) -> Result<Vec<Vec<f32>>> {
        if self.running.is_none() {
            self.running = Some(self.start()?);
        }
        let Some(running) = &mut self.running else { return Ok(Vec::new()) };
        let mut questions = Vec::new();
        for (id, request) in batch.iter().enumerate() {
            let question = Question { id, lang: request.lang.as_str(), text: request.text };
            serde_json::to_writer(&mut questions, &question)
                .map_err(|e| failed(&self.command, e.to_string()))?;
            questions.push(b'\n');
        }
        questions.push(b'\n');
        // The program may answer before it has read everything: another thread writes.
        let mut input = running.input.take();
        let writer = std::thread::spawn(move || {
            // What cannot be written is noticed by the answers that do not come.
            let _ = input.as_mut().map(|input| input.write_all(&questions).and(input.flush()));
            input
        });
        let mut vectors: Vec<Option<Vec<f32>>> = vec![None; batch.len()];
        for _ in 0..batch.len() {
            let line = running.next(&self.command, self.timeout)?;
            let Answer { id, vector } = serde_json::from_str(&line).map_err(|e| {
                let start: String = line.chars().take(60).collect();
                failed(&self.command, format!("it answered no vector but `{start}`"))
                    .because(e)
                    .help("an answer is a line `{\"id\":0,\"vector\":[0.1,…]}`; see docs/embed.md")
            })?;
            let wrong = |what: String| Err(failed(&self.command, what));
            match vectors.get(id) {
                None => return wrong(format!("it answered for segment {id}, which was not asked")),
                Some(Some(_)) => return wrong(format!("it answered twice for segment {id}")),
                Some(None) => {}
            }
            if vector.is_empty() {
                return wrong("it answered with an empty vector".to_owned());
            }
            if vector.iter().any(|x| !x.is_finite()) {
                return wrong(format!(
                    "the vector of segment {id} holds something that is no number"
                ));
            }
            let wanted = *dimension.get_or_insert(vector.len());
            if vector.len() != wanted {
                return wrong(format!(
                    "a vector of {} numbers came after one of {wanted}",
                    vector.len()
                ));
            }
            vectors[id] = Some(vector);
        }
        running.input = writer.join().unwrap_or_default();
        Ok(vectors.into_iter().flatten().map(normalised).collect())
    }

    fn start(&self) -> Result<Running> {
        let words = words(&self.command)?;
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| {
                let why = match e.kind() {
                    std::io::ErrorKind::NotFound => format!("there is no program `{}`", words[0]),
                    _ => e.to_string(),
                };
                failed(&self.command, why).because(e)
            })?;
        let (sender, answers) = channel();
        if let Some(out) = child.stdout.take() {
            std::thread::spawn(move || {
                let mut out = BufReader::new(out);
                loop {
                    let mut line = Vec::new();
                    let read = (&mut out).take(LONGEST).read_until(b'\n', &mut line);
                    let line = match read {
                        Ok(0) => break,
                        Ok(_) => Ok(String::from_utf8_lossy(&line).into_owned()),
                        Err(error) => Err(error),
                    };
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        let said = Arc::new(Mutex::new(Vec::new()));
        let listener = child.stderr.take().map(|err| {
            let said = Arc::clone(&said);
            std::thread::spawn(move || {
                for line in BufReader::new(err).lines().map_while(std::io::Result::ok) {
                    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
                    said.push(line);
                    if said.len() > KEPT {
                        said.remove(0);
                    }
                }
            })
        });
        let input = child.stdin.take();
        Ok(Running { child, input, answers, said, listener })
    }
}

impl Running {
    /// The next line that is not empty.
    fn next(&mut self, command: &str, timeout: Duration) -> Result<String> {
        loop {
            match self.answers.recv_timeout(timeout) {
                Ok(Ok(line)) if line.trim().is_empty() => {}
                Ok(Ok(line)) => return Ok(line),
                Ok(Err(error)) => return Err(failed(command, error.to_string()).because(error)),
                Err(RecvTimeoutError::Timeout) => {
                    let what = format!("it did not answer within {} s", timeout.as_secs());
                    return Err(failed(command, what).help(
                        "an empty line asks for the answers: it must write them out then (flush); \
                         see docs/embed.md",
                    ));
                }
                Err(RecvTimeoutError::Disconnected) => return Err(self.ended(command)),
            }
        }
    }

    /// The program has closed its output.
    fn ended(&mut self, command: &str) -> Error {
        self.input = None;
        let how = match self.child.wait() {
            Ok(status) => ending(status),
            Err(error) => error.to_string(),
        };
        // Its last words may still be on the way; a child of its own may hold the line open.
        let heard = |listener: &JoinHandle<()>| listener.is_finished();
        for _ in 0..100 {
            if self.listener.as_ref().is_none_or(heard) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let error = failed(command, format!("it ended before it had answered: {how}"));
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        match said.last() {
            Some(last) => error.help(format!("it said: {last}")),
            None => error,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The end of its input is the end of its work; one that goes on all the same is stopped.
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit status {code}"),
        None => "it was stopped by a signal".to_owned(),
    }
}

fn failed(command: &str, what: impl std::fmt::Display) -> Error {
    Error::new(Kind::Io, format!("the embedding program `{command}` failed: {what}"))
}

fn normalised(mut vector: Vec<f32>) -> Vec<f32> {
    let norm = vector.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>().sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|x| *x = (f64::from(*x) / norm) as f32);
    }
    vector
}

/// The words of a command; never none.
fn words(command: &str) -> Result<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (c, Some(_)) => word.get_or_insert_default().push(c),
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, None) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    let wrong = match (quote, words.is_empty()) {
        (Some(_), _) => "a quotation mark in the embedding command is left open",
        (_, true) => "the embedding command is empty",
        _ => return Ok(words),
    };
    Err(Error::new(Kind::Usage, wrong)
        .help("write `--embed-command 'python3 examples/embed_use.py'`"))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn quotation_marks_keep_words_together() {
        assert_eq!(
            words("python3  'a b.py' --x=\"c d\" ''").unwrap(),
            ["python3", "a b.py", "--x=c d", ""]
        );
        assert!(words("  ").is_err());
        assert!(words("python3 'a").is_err());
    }
}
