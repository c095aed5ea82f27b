//! Plain bitext: one text file for each language, line N of one translating line N of the others
//! (the form of Moses, OPUS and the training data of machine translation).

use super::plan::{Losses, Plan, Room};
use super::text::Text;
use super::{Converted, Input, ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Result};
use crate::lang::Lang;
use crate::tmx::{Header, Line, Unit};
use std::io::Write;
use std::path::PathBuf;

/// Units from parallel files.
pub(super) struct Reader {
    files: Vec<(Lang, Text)>,
    header: Header,
    notices: Vec<Notice>,
    done: bool,
}

impl Reader {
    pub fn open(files: &[(Lang, PathBuf)], options: &ReadOptions) -> Result<Reader> {
        let [(source, _), _, ..] = files else {
            return Err(Error::new(Kind::Usage, "plain bitext is two files or more")
                .help("name each file with its language: en=a.txt ru=b.txt"));
        };
        let mut notices = Vec::new();
        let header = Header::new(source.as_str());
        let files = files
            .iter()
            .map(|(lang, path)| Ok((lang.clone(), Text::open(path, options, &mut notices)?)))
            .collect::<Result<_>>()?;
        Ok(Reader { files, header, notices, done: false })
    }
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while !self.done {
            let mut unit = Unit::default();
            let mut ended = None;
            let mut read = None;
            for (number, (lang, text)) in self.files.iter_mut().enumerate() {
                match text.line()? {
                    None => ended = Some(number),
                    Some(line) => {
                        read = Some(number);
                        unit.line = Line(text.number);
                        if !line.is_empty() {
                            unit.add_variant(lang, &line).line = Line(text.number);
                        }
                    }
                }
            }
            match (ended, read) {
                (None, _) => {}
                (Some(_), None) => {
                    self.done = true;
                    break;
                }
                (Some(short), Some(long)) => {
                    self.done = true;
                    let (_, short) = &self.files[short];
                    let (_, long) = &self.files[long];
                    let what = format!(
                        "the file ends after line {}, and {} goes on",
                        short.number,
                        long.place().file
                    );
                    return Err(Error::new(Kind::Malformed, what)
                        .at(short.place())
                        .help("line N of one file must translate line N of the others"));
                }
            }
            if unit.variants().next().is_some() {
                return Ok(Some(unit));
            }
        }
        Ok(None)
    }

    fn notices(&self) -> Vec<Notice> {
        self.notices.clone()
    }
}

/// Writes the units into one file for each language, all lines parallel. A unit that lacks one
/// of the languages has an empty line there; `out` opens the file of a language.
///
/// The units are read once for each language, so that none has to be kept.
pub fn write_bitext(
    input: &Input,
    plan: &Plan,
    mut out: impl FnMut(&Lang, &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()>,
) -> Result<Converted> {
    let mut converted = Converted::default();
    for lang in &plan.languages {
        let mut losses = Losses::default();
        let (mut read, mut written) = (0, 0);
        let mut units = input.open()?;
        out(lang, &mut |out| {
            while let Some(unit) = units.next_unit()? {
                read += 1;
                let texts = plan.languages.iter().filter(|lang| plan.text(&unit, lang).is_some());
                if texts.count() == 0 {
                    losses.count("units without text in these languages", 1);
                    continue;
                }
                plan.leave_out(&unit, Room::default(), &mut losses);
                losses.count("identifiers of units", usize::from(unit.tuid().is_some()));
                written += 1;
                let text = plan.text(&unit, lang).unwrap_or_default();
                out.write_all(on_one_line(&text).as_bytes()).map_err(write_error)?;
            }
            Ok(())
        })?;
        converted = Converted { read, written, lost: losses, notices: units.notices() };
    }
    Ok(converted)
}

/// A text and the end of its line; line breaks inside it become spaces, since the form has no
/// other way to hold them.
fn on_one_line(text: &str) -> String {
    let mut line = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    line.push('\n');
    line
}
