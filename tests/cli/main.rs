//! Whole commands, as a user types them: files in, text out.

mod align;
mod anchors;
mod archive;
mod bad_input;
mod check;
mod crash;
mod embed;
mod exchange;
mod full_disk;
mod json;
mod lessons;
mod memory;
mod review;
mod segment;
mod suggest;
mod terms;
mod tmx;
mod transcript;
mod workspace;
