//! Word documents: what counts as text, in which order, and what is refused.

use std::io::{Cursor, Write};
use yaddash::error::Kind;
use yaddash::readout::{self, BlockKind, Format, ReadOptions, Readout};
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const MAIN_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part can be begun");
        zip.write_all(content.as_bytes()).expect("a part can be written");
    }
    zip.finish().expect("the archive can be closed").into_inner()
}

/// A document whose main part is `xml`, at an unusual place.
fn package(xml: &str, content_type: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/text/main.xml" ContentType="{content_type}"/></Types>"#
    );
    let styles = format!(
        r#"<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>"#
    );
    zip(&[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &relation("officeDocument", "text/main.xml")),
        ("text/_rels/main.xml.rels", &relation("styles", "styles.xml")),
        ("text/styles.xml", &styles),
        ("text/main.xml", xml),
    ])
}

fn document_in(namespace: &str, body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>"#
    )
}

fn docx(body: &str) -> Vec<u8> {
    package(&document_in(WORD, body), MAIN_TYPE)
}

fn read(bytes: &[u8]) -> Readout {
    readout::read(bytes, "a.docx", &ReadOptions::default()).expect("a good document is read").0
}

fn text(body: &str) -> String {
    read(&docx(body)).text
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[track_caller]
fn refused(bytes: &[u8], kind: Kind, says: &str) {
    let error = readout::read(bytes, "a.docx", &ReadOptions::default()).expect_err("refused");
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.message().contains(says), "{error}");
}

#[test]
fn paragraphs_come_in_order_and_runs_join() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">Good </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>morning&#x259;&amp;co</w:t></w:r></w:p><w:p/>"#;
    assert_eq!(text(&format!("{body}{}", p("Two."))), "Good morningə&co\nTwo.\n");
}

#[test]
fn the_format_and_encoding_are_remembered() {
    let source = read(&docx(&p("x"))).source;
    assert_eq!((source.format, source.encoding, source.had_bom), (Format::Docx, "UTF-8", false));
}

#[test]
fn spaces_without_preserve_are_trimmed_and_special_characters_are_kept() {
    let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t> a </w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t xml:space="preserve"> d</w:t><w:br/><w:t>e&#xA0;f</w:t><w:cr/><w:t>g</w:t></w:r></w:p>"#;
    assert_eq!(text(body), "a\tb\u{2011}c\u{AD} d\ne\u{A0}f\ng\n");
}

#[test]
fn tables_are_read_cell_by_cell() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>{}", cell(&p("inner")), p("after"));
    let rows = format!(
        "{}<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
        p("before"),
        cell(&p("1")),
        cell(&(p("2") + &p("3"))),
        cell(&inner),
        cell(&p("4")),
        p("end")
    );
    assert_eq!(text(&rows), "before\n1\n2\n3\ninner\nafter\n4\nend\n");
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a3"/><w:pPrChange><w:pPr><w:pStyle w:val="none"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t xml:space="preserve">They </w:t></w:r><w:del><w:r><w:delText>did not</w:delText></w:r></w:del><w:ins><w:r><w:t>have met</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>.</w:t></w:r></w:moveTo></w:p>"#;
    let readout = read(&docx(body));
    assert_eq!(readout.text, "They have met.\n");
    assert_eq!(readout.blocks[0].kind, BlockKind::Title, "the old style does not count");
}

#[test]
fn a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() {
    let body = r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One, </w:t></w:r></w:p><w:p><w:r><w:t>two.</w:t></w:r></w:p>"#;
    assert_eq!(text(body), "One, two.\n");
}

#[test]
fn fields_give_their_results() {
    let char = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let run = |t: &str| format!("<w:r><w:t>{t}</w:t></w:r>");
    let body = format!(
        r#"<w:p>{b}<w:r><w:instrText>IF </w:instrText></w:r>{b}<w:r><w:instrText>PAGE</w:instrText></w:r>{s}{hidden}{e}{s}{shown}{e}<w:fldSimple w:instr="DATE">{date}</w:fldSimple><w:hyperlink>{link}</w:hyperlink></w:p>"#,
        b = char("begin"),
        s = char("separate"),
        e = char("end"),
        hidden = run("9"),
        shown = run("result"),
        date = run(" 2020"),
        link = run("link"),
    );
    assert_eq!(text(&body), "result2020link\n");
}

#[test]
fn a_field_without_an_end_does_not_swallow_what_follows() {
    let body =
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r></w:p>"#;
    assert_eq!(text(&format!("{body}{}", p("kept"))), "kept\n");
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let body = format!(
        r#"<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>.</w:t></w:r></w:p>{1}"#,
        p("In the box"),
        p("Next")
    );
    assert_eq!(text(&body), "Anchor.\nIn the box\nNext\n");
}

#[test]
fn containers_are_looked_through() {
    let body = r#"<w:sdt><w:sdtContent><w:p><w:smartTag><w:r><w:t>Baku</w:t></w:r></w:smartTag><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:sdtContent></w:sdt>"#;
    assert_eq!(text(body), "Baku\n");
}

#[test]
fn heading_styles_mark_the_title_whatever_their_identifier() {
    let styled = |style: &str, t: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{t}</w:t></w:r></w:p>"#)
    };
    let body = format!(
        "{}{}{}",
        p("No. 5"),
        styled("1", "The President met the Minister."),
        p("They met.")
    );
    let readout = read(&docx(&body));
    let kinds: Vec<_> = readout.blocks.iter().map(|b| b.kind == BlockKind::Title).collect();
    assert_eq!(kinds, [false, true, false]);
}

#[test]
fn strict_documents_and_templates_with_macros_are_read() {
    let strict = package(&document_in(STRICT, &p("strict")), MAIN_TYPE);
    assert_eq!(read(&strict).text, "strict\n");
    let docm = "application/vnd.ms-word.document.macroEnabled.main+xml";
    assert_eq!(read(&package(&document_in(WORD, &p("docm")), docm)).text, "docm\n");
}

#[test]
fn a_document_is_known_by_its_content_and_not_its_name() {
    let (readout, _) =
        readout::read(&docx(&p("x")), "a.txt", &ReadOptions::default()).expect("it is a docx");
    assert_eq!(readout.source.format, Format::Docx);
    refused(b"plain text", Kind::Malformed, "no docx");
}

#[test]
fn an_empty_document_is_an_empty_readout() {
    assert_eq!(text(""), "");
    assert_eq!(read(b"").text, "");
}

#[test]
fn every_truncation_is_refused() {
    let whole = docx(&p("text"));
    for length in [4, 30, 100, whole.len() / 2, whole.len() - 30, whole.len() - 1] {
        refused(&whole[..length], Kind::Malformed, "cut short");
    }
}

#[test]
fn a_corrupt_part_is_refused() {
    let mut bytes = docx(&p(&"Various words of a longer text. ".repeat(20)));
    let at = bytes.windows(13).rposition(|w| w == b"text/main.xml").expect("the name is there");
    let first = bytes.windows(13).position(|w| w == b"text/main.xml").expect("the name is there");
    assert!(first < at);
    for byte in &mut bytes[first + 60..first + 90] {
        *byte ^= 0x55;
    }
    refused(&bytes, Kind::Malformed, "damaged");
}

#[test]
fn xml_that_ends_early_or_is_wrongly_encoded_is_refused() {
    let cut = document_in(WORD, &p("text")).replace("</w:body></w:document>", "");
    refused(&package(&cut, MAIN_TYPE), Kind::Malformed, "XML");
    refused(&package("<w:document>", MAIN_TYPE), Kind::Malformed, "XML");
}

#[test]
fn document_types_and_unknown_entities_are_refused() {
    let bomb = format!(
        r#"<!DOCTYPE w [<!ENTITY a "aaaa">]>{}"#,
        document_in(WORD, &p("&a;")).split_once("?>").expect("a declaration").1
    );
    refused(&package(&bomb, MAIN_TYPE), Kind::Malformed, "document type declaration");
    refused(&docx(&p("&a;")), Kind::Malformed, "XML");
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = "<w:sdt>".repeat(100_000);
    refused(&docx(&deep), Kind::Limit, "nested");
    let bomb = document_in(WORD, &p(&" ".repeat(50 << 20)));
    refused(&package(&bomb, MAIN_TYPE), Kind::Limit, "unpacked");
}

#[test]
fn other_containers_are_named() {
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    refused(&package("<x/>", sheet), Kind::Unsupported, "Excel");
    let slides =
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    refused(&package("<x/>", slides), Kind::Unsupported, "PowerPoint");
    let odt = zip(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    refused(&odt, Kind::Unsupported, "OpenDocument");
    refused(&zip(&[("a.txt", "x")]), Kind::Unsupported, "zip archive");
    refused(&zip(&[]), Kind::Unsupported, "zip archive");
}
