//! Whole commands, as a user types them: files in, text out.

mod align;
mod bad_input;
mod check;
mod json;
mod memory;
mod segment;
mod suggest;
mod tmx;
mod transcript;
mod workspace;
