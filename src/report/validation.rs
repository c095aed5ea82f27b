//! What is wrong with TMX files, as text, JSON Lines and SARIF.

use crate::error::Error;
use crate::report::{sarif, style};
use crate::tmx::{Finding, RULES, Severity};
use serde_json::{Value, json};

/// The rule that a file which cannot be read breaks.
const NOT_READ: (&str, Severity, &str) =
    ("not-read", Severity::Error, "The file is XML, whole, and a translation memory.");

/// A finding as a line of text.
pub fn text(file: &str, finding: &Finding) -> String {
    let (style, level) = match finding.severity {
        Severity::Error => (style::BAD, "error"),
        Severity::Warning => (style::DOUBT, "warning"),
        Severity::Note => (style::LABEL, "note"),
    };
    let level = style::paint(style, format_args!("{level}[{}]", finding.rule));
    format!("{file}:{}: {level}: {}", finding.line, finding.message)
}

/// A finding as an object of JSON.
pub fn line(file: &str, finding: &Finding) -> Value {
    json!({
        "file": file, "line": finding.line, "rule": finding.rule, "severity": finding.severity,
        "tuid": finding.tuid, "message": finding.message,
    })
}

/// The rules, for the head of a SARIF log.
pub fn rules() -> Vec<Value> {
    let rule = |(id, severity, text): (&str, Severity, &str)| {
        json!({
            "id": id,
            "fullDescription": { "text": text },
            "defaultConfiguration": { "level": severity },
        })
    };
    RULES.into_iter().chain([NOT_READ]).map(rule).collect()
}

/// A finding as a result of SARIF.
pub fn result(file: &str, finding: &Finding) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": sarif::uri(file) },
        "region": { "startLine": finding.line.max(1) },
    }});
    if let Some(tuid) = &finding.tuid {
        location["logicalLocations"] = json!([{ "name": format!("tu {tuid}") }]);
    }
    json!({
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": { "text": finding.message },
        "locations": [location],
    })
}

/// A file that cannot be read, as a result of SARIF.
pub fn refused(file: &str, error: &Error) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": sarif::uri(file) } });
    if let Some(line) = error.place().and_then(|place| place.line) {
        physical["region"] = json!({ "startLine": line });
        if let Some(column) = error.place().and_then(|place| place.column) {
            physical["region"]["startColumn"] = json!(column);
        }
    }
    let (id, level, _) = NOT_READ;
    json!({
        "ruleId": id,
        "level": level,
        "message": { "text": error.message() },
        "locations": [{ "physicalLocation": physical }],
    })
}
