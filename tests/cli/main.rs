//! Whole commands, as a user types them: files in, text out.

mod align;
mod anchors;
mod archive;
mod bad_input;
mod check;
mod embed;
mod json;
mod review;
mod segment;
mod suggest;
mod tmx;
mod transcript;
mod workspace;
