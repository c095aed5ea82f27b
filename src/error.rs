//! One error type for the whole house: what kind of thing went wrong, where, and what to do.
//!
//! Library code returns [`Error`]; a program distinguishes by [`Error::kind`]. The text for
//! people (colours, the excerpt with its mark) is made by the command line.

use std::fmt;

/// What went wrong, as far as a program needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The call itself makes no sense: an unknown language, a missing version.
    Usage,
    /// The operating system refused: no such file, no permission, disk full.
    Io,
    /// The bytes are not what they claim to be: encoding, syntax, structure.
    Malformed,
    /// The input is a known format that this program does not read.
    Unsupported,
    /// A bound that protects against hostile input was exceeded.
    Limit,
}

/// Where in a file something is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it; `-` is standard input.
    pub file: String,
    /// Line, counted from 1.
    pub line: Option<usize>,
    /// Column in characters, counted from 1.
    pub column: Option<usize>,
    /// Byte offset into the file, for input that has no lines.
    pub offset: Option<u64>,
    /// The line itself, to be shown with a mark at `column`.
    pub excerpt: Option<String>,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), ..Place::default() }
    }

    /// The byte `offset` of `text`, as line, column and excerpt.
    pub fn in_text(file: impl Into<String>, text: &str, offset: usize) -> Self {
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
        Place {
            file: file.into(),
            line: Some(text[..start].matches('\n').count() + 1),
            column: Some(text[start..at].chars().count() + 1),
            offset: Some(at as u64),
            excerpt: Some(text[start..end].trim_end_matches('\r').to_owned()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (self.line, self.column, self.offset) {
            (Some(line), Some(column), _) => write!(f, ":{line}:{column}"),
            (Some(line), None, _) => write!(f, ":{line}"),
            (None, _, Some(offset)) => write!(f, " at byte {offset}"),
            _ => Ok(()),
        }
    }
}

/// An error with its place and, where there is one, what to do about it.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: String,
    place: Option<Place>,
    help: Option<String>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A new error: `message` says what is wrong, in one line, without a full stop.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            place: None,
            help: None,
            cause: None,
        }))
    }

    /// An operating-system error about `file`.
    pub fn io(file: impl Into<String>, doing: &str, cause: std::io::Error) -> Self {
        Error::io_somewhere(doing, cause).at(Place::file(file))
    }

    /// An operating-system error where it is not known yet what it is about, see
    /// [`Error::about`].
    pub fn io_somewhere(doing: &str, cause: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (why, help) = match cause.kind() {
            ErrorKind::NotFound => (
                "no such file or folder".to_owned(),
                Some("check the name; a path without a leading / begins in the current folder"),
            ),
            ErrorKind::PermissionDenied => {
                ("permission denied".to_owned(), Some("ask for the right to it, or name another"))
            }
            // Making a folder below a file says that the file exists.
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => (
                "a part of the path is a file and no folder".to_owned(),
                Some("name a path whose folders are folders"),
            ),
            ErrorKind::IsADirectory => ("this is a folder".to_owned(), Some("name a file in it")),
            ErrorKind::StorageFull => ("the disk is full".to_owned(), None),
            _ => {
                let why = cause.to_string();
                (why.split(" (os error").next().unwrap_or_default().to_owned(), None)
            }
        };
        let error = Error::new(Kind::Io, format!("cannot {doing}: {why}")).because(cause);
        match help {
            Some(help) => error.help(help),
            None => error,
        }
    }

    /// Adds where it is.
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// Adds the file where no place is known, if it is an error of the operating system.
    pub fn about(self, file: impl Into<String>) -> Self {
        match (&self.0.place, self.0.kind) {
            (None, Kind::Io) => self.at(Place::file(file)),
            _ => self,
        }
    }

    /// Adds what to do, in one line.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the error underneath.
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it is.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.0.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }
}

/// Something that the user should know although the work goes on: a guessed encoding, a
/// language told from the text, a doubtful bead. The command line says it on standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What there is to know, in one line, without a full stop.
    pub message: String,
    /// Where it is.
    pub place: Option<Place>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Notice {
    /// A notice without place or help.
    pub fn new(message: impl Into<String>) -> Self {
        Notice { message: message.into(), place: None, help: None }
    }

    /// Adds where it is.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The result of anything that can go wrong here.
pub type Result<T, E = Error> = std::result::Result<T, E>;
