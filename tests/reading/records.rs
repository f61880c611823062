//! Headings, directives, cited documents, people, offices and programmes, as the reader found them.

use crate::common::seed;
use crate::table::{Row, folded, rows};

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}

/// Notes `column` of a row where the record says something else.
fn compare(row: &Row, column: &str, found: Option<&str>, wrong: &mut Vec<String>) {
    let found = found.unwrap_or_default();
    if !row.accepts(column, found) {
        let line = row.line();
        wrong.push(format!("line {line}: {column} is {found:?}, not {:?}", row.get(column)));
    }
}

#[test]
fn headings() {
    let rows = rows(include_str!("001_headings.tsv"));
    let sections = seed("001").extract().sections;
    let shown = |number: &str, level: i64, title: &str| {
        format!("{level} {} {}", folded(number), folded(title))
    };
    let expected: Vec<_> = rows
        .iter()
        .map(|r| (r.line(), shown(r.get("number"), r.number("level").unwrap_or(0), r.get("title"))))
        .collect();
    let found: Vec<_> = sections
        .iter()
        .map(|s| {
            let number = s.number.as_deref().unwrap_or_default();
            (s.evidence.line, shown(number, i64::from(s.level), &s.title))
        })
        .collect();
    assert_eq!(expected.len(), 21);
    assert_eq!(found, expected);
}

#[test]
fn directives() {
    let rows = rows(include_str!("001_directives.tsv"));
    let directives = seed("001").extract().directives;
    assert_eq!((rows.len(), directives.len()), (7, 7));
    let mut wrong = Vec::new();
    for (row, directive) in rows.iter().zip(&directives) {
        let text = folded(&directive.text);
        if directive.fiscal_year != 2024
            || !text.starts_with(&folded(row.get("begins")))
            || !text.ends_with(&folded(row.get("ends")))
            || Some(i64::from(directive.evidence.line)) != row.number("first_line")
        {
            wrong.push(format!("line {}: {}", row.get("first_line"), directive.text));
        }
    }
    assert_none(&wrong);
}

#[test]
fn cited_documents() {
    let rows = rows(include_str!("001_citations.tsv"));
    let citations = seed("001").extract().citations;
    let mut wrong = Vec::new();
    if (rows.len(), citations.len()) != (11, 11) {
        let titles: Vec<_> = citations.iter().map(|c| &c.title).collect();
        wrong.push(format!("{} documents are cited: {titles:#?}", citations.len()));
    }
    for row in &rows {
        let Some(found) = citations.iter().find(|c| row.accepts("title", &c.title)) else {
            wrong.push(format!("line {}: {} is not cited", row.line(), row.get("title")));
            continue;
        };
        compare(row, "date", found.date.as_deref(), &mut wrong);
        compare(row, "authority", found.authority.as_deref(), &mut wrong);
        compare(row, "line", Some(&found.evidence.line.to_string()), &mut wrong);
    }
    assert_none(&wrong);
}

#[test]
fn people() {
    let rows = rows(include_str!("002_people.tsv"));
    let people = seed("002").extract().people;
    let mut wrong = Vec::new();
    if (rows.len(), people.len()) != (29, 29) {
        wrong.push(format!("{} people, not {}", people.len(), rows.len()));
    }
    for person in &people {
        if !rows.iter().any(|row| row.accepts("name", &person.name)) {
            wrong.push(format!("line {}: {} is no person", person.evidence.line, person.name));
        }
    }
    for row in &rows {
        let Some(found) = people.iter().find(|p| row.accepts("name", &p.name)) else {
            wrong.push(format!("line {}: {} is missing", row.line(), row.get("name")));
            continue;
        };
        compare(row, "role", found.role.as_deref(), &mut wrong);
        compare(row, "affiliation", found.affiliation.as_deref(), &mut wrong);
        let part = found.project.as_deref().or(found.field.as_deref());
        compare(row, "project_or_field", part, &mut wrong);
        compare(row, "line", Some(&found.evidence.line.to_string()), &mut wrong);
    }
    assert_none(&wrong);
}

#[test]
fn offices() {
    let rows = rows(include_str!("002_offices.tsv"));
    let organizations = seed("002").extract().organizations;
    let offices: Vec<_> = organizations.iter().filter(|o| o.address.is_some()).collect();
    let mut wrong = Vec::new();
    if (rows.len(), offices.len()) != (5, 5) {
        let names: Vec<_> = offices.iter().map(|o| &o.name).collect();
        wrong.push(format!("{} offices have an address: {names:?}", offices.len()));
    }
    for row in &rows {
        let Some(found) = offices.iter().find(|o| row.accepts("name", &o.name)) else {
            wrong.push(format!("line {}: {} is missing", row.line(), row.get("name")));
            continue;
        };
        compare(row, "address", found.address.as_deref(), &mut wrong);
        compare(row, "phone", found.phone.as_deref(), &mut wrong);
        compare(row, "fax", found.fax.as_deref(), &mut wrong);
        compare(row, "url", found.url.as_deref(), &mut wrong);
        compare(row, "email", found.email.as_deref(), &mut wrong);
    }
    assert_none(&wrong);
}

/// The name and the ministries of a line `◆ 【新規】name（文、厚）`; none of another line.
fn programme(line: &str) -> Option<(String, Vec<&'static str>)> {
    let line = folded(line.trim_start().strip_prefix('◆')?);
    let name =
        line.strip_prefix('【').and_then(|rest| rest.split_once('】')).map_or(&*line, |r| r.1);
    let (name, marks) = name.strip_suffix(')')?.rsplit_once('(')?;
    let ministries = marks.split('、').map(|mark| match mark {
        "文" => "文部科学省",
        "厚" => "厚生労働省",
        "経" => "経済産業省",
        "総" => "総務省",
        "こ" => "こども家庭庁",
        _ => "a mark that the documents do not explain",
    });
    Some((name.to_owned(), ministries.collect()))
}

#[test]
fn programmes_with_their_ministries() {
    let input = seed("004");
    let programs = input.extract().programs;
    // A project's own record has the ministries of its legend.
    let has_ministries =
        |p: &&yosan::model::Program| p.project.is_some() && !p.ministries.is_empty();
    let programs: Vec<_> = programs.iter().filter(has_ministries).collect();
    let text = input.text();
    let printed: Vec<_> = (1..).zip(text.lines().map(programme)).collect();
    let mut wrong = Vec::new();
    for (line, programme) in printed {
        let Some((name, ministries)) = programme else { continue };
        if !programs.iter().any(|p| folded(&p.name) == name && p.ministries == ministries) {
            wrong.push(format!("line {line}: there is no programme {name} of {ministries:?}"));
        }
    }
    assert_none(&wrong);
    assert_eq!(programs.len(), 41);
}
