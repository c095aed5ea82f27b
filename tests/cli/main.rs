//! Whole commands, as a user types them: files in, text out.

mod align;
mod archive;
mod bad_input;
mod check;
mod json;
mod segment;
mod suggest;
mod tmx;
mod transcript;
mod workspace;
