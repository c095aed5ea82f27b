//! An alignment → the units of a readout, and their file.

use crate::align::Bead;
use crate::cli::args::AlignArgs;
use crate::cli::inputs::{Input, Loader};
use crate::error::Result;
use crate::segment::SegmentKind;
use crate::tmx::{self, AlignedVersion, Header, Origin, Unit};
use std::io::Write;

/// The header and the units of an aligned readout. `readout` is its name, of which the `tuid`s
/// are made; `names` are those of its versions' files, as the units give them.
pub fn units(
    args: &AlignArgs,
    loader: &Loader,
    inputs: &[Input],
    names: &[String],
    readout: String,
    beads: &[Bead],
) -> (Header, Vec<Unit>) {
    let versions: Vec<AlignedVersion<'_>> = inputs
        .iter()
        .zip(names)
        .map(|(input, name)| AlignedVersion {
            lang: &input.lang,
            file: name,
            segments: input.texts(),
            rules: input
                .rules
                .as_ref()
                .map(|rules| format!("{} {} {}", rules.name, rules.version, rules.hash)),
        })
        .collect();
    // The language that is translated from; where nothing says which, that of the first version.
    let source = loader.source();
    let is_source = |input: &&Input| source.as_ref().is_some_and(|l| l.same_language(&input.lang));
    let first = inputs.iter().find(is_source).or(inputs.first()).map(|i| i.lang.to_string());
    let origin = Origin {
        name: readout,
        title: args.title.clone().or_else(|| title(inputs)),
        date: args.date.clone().or_else(|| own_date(inputs)),
        srclang: args.srclang.clone().or(first).unwrap_or_default(),
        speaker_labels: loader.labels(),
    };
    tmx::units(&versions, beads, &origin, args.min_confidence)
}

/// Writes a whole TMX file.
pub fn write(out: &mut dyn Write, header: &Header, units: &[Unit]) -> Result<()> {
    let mut writer = tmx::Writer::new(out, header, tmx::WriteOptions::default())?;
    units.iter().try_for_each(|unit| writer.unit(unit))?;
    writer.finish()?;
    Ok(())
}

/// The readout's own title, in its first language.
pub fn title(inputs: &[Input]) -> Option<String> {
    let first = inputs.first()?;
    let segment = first.segments.iter().find(|s| s.kind == SegmentKind::Title)?;
    Some(first.readout.text[segment.span.clone()].to_owned())
}

/// The date of the first version that has a dateline.
fn own_date(inputs: &[Input]) -> Option<String> {
    inputs.iter().find_map(|input| {
        let mut lines = input.segments.iter().filter(|s| s.kind == SegmentKind::Dateline);
        lines.find_map(|s| tmx::date_of(&input.readout.text[s.span.clone()], &input.lang))
    })
}
