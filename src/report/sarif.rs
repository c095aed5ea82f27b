//! Findings as SARIF 2.1.0 (OASIS), for editors and code hosts.

use crate::check::{Rule, Severity};
use crate::report::json::Located;
use crate::report::region::Region;
use serde_json::{Value, json};
use std::io::{self, Write};

/// A log whose results are written as they come, since there may be many.
pub struct Log {
    results: usize,
}

impl Log {
    /// Begins a log whose results break these rules.
    pub fn begin(out: &mut dyn Write, rules: &[Value]) -> io::Result<Log> {
        let driver = json!({
            "name": "yaddash", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
        });
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"{VERSION}\",\"runs\":[{{\"tool\":\
             {{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )?;
        Ok(Log { results: 0 })
    }

    /// Writes a result.
    pub fn result(&mut self, out: &mut dyn Write, result: &Value) -> io::Result<()> {
        let comma = if self.results > 0 { "," } else { "" };
        self.results += 1;
        write!(out, "{comma}\n{result}")
    }

    /// Completes the log.
    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n]}]}\n")
    }
}

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const VERSION: &str = "2.1.0";

/// The name of a file as a URI reference (RFC 3986).
pub fn uri(file: &str) -> String {
    let mut uri = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The log of one run.
pub fn findings(located: &[Located<'_>]) -> Value {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id(),
                "fullDescription": { "text": rule.explanation() },
                "defaultConfiguration": { "level": level(rule.severity()) },
            })
        })
        .collect();
    let results: Vec<Value> = located.iter().map(result).collect();
    json!({
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [{
            "tool": { "driver": {
                "name": "yaddash",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(located: &Located<'_>) -> Value {
    let finding = &located.finding;
    let logical = match located.tuid {
        Some(tuid) => format!("tu {tuid}"),
        None => format!("segment {}", located.segment),
    };
    let [source, target] = located.texts;
    let mut result = json!({
        "ruleId": finding.rule.id(),
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{
            "physicalLocation": physical(located.file, located.regions[1], target),
            "logicalLocations": [{ "name": logical }],
        }],
    });
    if let Some(file) = located.source_file {
        result["relatedLocations"] = json!([{
            "physicalLocation": physical(file, located.regions[0], source),
            "message": { "text": "the source" },
        }]);
    }
    result
}

/// A place in a file. A region must say where it is; where no line is known there is none.
fn physical(file: &str, region: Option<Region>, text: &str) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(region) = region {
        physical["region"] = match region.columns {
            Some(columns) => json!({
                "startLine": region.line, "startColumn": columns.start,
                "endLine": columns.end_line, "endColumn": columns.end,
            }),
            None => json!({ "startLine": region.line, "snippet": { "text": text } }),
        };
    }
    physical
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}
