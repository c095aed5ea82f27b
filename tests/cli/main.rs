//! Whole commands, as a user types them: files in, text out.

mod align;
mod bad_input;
mod check;
mod exchange;
mod json;
mod memory;
mod segment;
mod suggest;
mod terms;
mod tmx;
mod transcript;
mod workspace;
