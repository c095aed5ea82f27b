//! Findings as SARIF 2.1.0 (OASIS), for editors and code hosts.

use crate::check::{Rule, Severity};
use crate::report::json::Located;
use serde_json::{Value, json};

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
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "yaddash",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
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
    // A region must say where it is; where no line is known there is none.
    let mut physical = json!({ "artifactLocation": { "uri": located.file } });
    if let Some(line) = located.line {
        physical["region"] = json!({ "startLine": line, "snippet": { "text": located.texts[1] } });
    }
    json!({
        "ruleId": finding.rule.id(),
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "name": logical }],
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}
