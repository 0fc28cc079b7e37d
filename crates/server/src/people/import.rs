//! A pasted list or CSV file of people, read row by row; every row is somebody or
//! says what is wrong with it. Knows nothing of the database.

use std::collections::HashMap;

use super::{NameFields, Names, clean, service::email_key};

/// Rows of one list at most.
pub(crate) const MOST_ROWS: usize = 5000;

/// One row that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line it stands on, from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) content: Result<Candidate, RowFault>,
}

/// Somebody as a row names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) names: Names,
    pub(crate) email: String,
    /// Empty when the row says nothing.
    pub(crate) organisation: String,
    pub(crate) post: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowFault {
    NoAddress,
    WrongAddress(String),
    NoName,
    /// The address stands on an earlier line already.
    Twice {
        first_line: usize,
    },
    TooMany,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    GivenName,
    FamilyName,
    FullName,
    Email,
    Organisation,
    Post,
}

/// What head rows may call the columns, folded for search.
const HEADINGS: &[(&str, Column)] = &[
    ("ime", Column::GivenName),
    ("given name", Column::GivenName),
    ("first name", Column::GivenName),
    ("prezime", Column::FamilyName),
    ("family name", Column::FamilyName),
    ("last name", Column::FamilyName),
    ("surname", Column::FamilyName),
    ("ime i prezime", Column::FullName),
    ("name", Column::FullName),
    ("full name", Column::FullName),
    ("e adresa", Column::Email),
    ("email", Column::Email),
    ("e mail", Column::Email),
    ("e posta", Column::Email),
    ("mejl", Column::Email),
    ("adresa", Column::Email),
    ("ustanova", Column::Organisation),
    ("institucija", Column::Organisation),
    ("organizacija", Column::Organisation),
    ("institution", Column::Organisation),
    ("organisation", Column::Organisation),
    ("organization", Column::Organisation),
    ("radno mesto", Column::Post),
    ("post", Column::Post),
    ("position", Column::Post),
];

/// The columns when no row names them, for rows with a field that is just an address.
const PLAIN: &[Column] = &[
    Column::GivenName,
    Column::FamilyName,
    Column::Email,
    Column::Organisation,
    Column::Post,
];

/// Reads the list: fields apart by tab, semicolon or comma, with or without a head
/// row, or `Name Surname <address>`.
pub(crate) fn read(text: &str) -> Vec<Row> {
    let text = text.trim_start_matches('\u{FEFF}');
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut head: Option<Vec<Option<Column>>> = None;
    let mut lines: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::new();
    let mut counted = LineCounter::new(text);
    for record in reader.records() {
        // The text is UTF-8 and rows may differ in length: nothing else can fail.
        let Ok(record) = record else { continue };
        let start = record
            .position()
            .map_or(0, |it| usize::try_from(it.byte()).unwrap_or(0));
        let line = counted.line_at(start);
        let fields: Vec<&str> = record.iter().collect();
        if fields.iter().all(|it| it.is_empty()) {
            continue;
        }
        if rows.is_empty() && head.is_none() {
            head = headings(&fields);
            if head.is_some() {
                continue;
            }
        }
        let mut content = candidate(&fields, head.as_deref());
        if let Ok(found) = &content
            && let Some(key) = email_key(&found.email)
        {
            let first_line = *lines.entry(key).or_insert(line);
            if first_line != line {
                content = Err(RowFault::Twice { first_line });
            }
        }
        if MOST_ROWS <= rows.len() {
            content = Err(RowFault::TooMany);
        }
        let is_last = content == Err(RowFault::TooMany);
        rows.push(Row {
            line,
            text: fields.join(" · "),
            content,
        });
        if is_last {
            break;
        }
    }
    rows
}

/// Counts lines up to where a record begins; records come in order.
struct LineCounter<'a> {
    text: &'a [u8],
    counted_to: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            counted_to: 0,
            line: 1,
        }
    }

    /// The line of the record that begins at `start` or after the empty lines there.
    fn line_at(&mut self, start: usize) -> usize {
        let blank = |it: &&u8| matches!(it, b'\r' | b'\n');
        let rest = self.text.get(start..).unwrap_or_default();
        let begin = start + rest.iter().take_while(blank).count();
        let passed = self.text.get(self.counted_to..begin).unwrap_or_default();
        self.line += passed.split(|it| *it == b'\n').count() - 1;
        self.counted_to = self.counted_to.max(begin);
        self.line
    }
}

/// The sign that parts fields: the first of tab, semicolon and comma that occurs.
fn separator(text: &str) -> u8 {
    [b'\t', b';']
        .into_iter()
        .find(|it| text.as_bytes().contains(it))
        .unwrap_or(b',')
}

fn headings(fields: &[&str]) -> Option<Vec<Option<Column>>> {
    let columns: Vec<Option<Column>> = fields
        .iter()
        .map(|field| {
            let key = serbian_text::search_key(field);
            let found = HEADINGS.iter().find(|(name, _)| *name == key);
            found.map(|(_, column)| *column)
        })
        .collect();
    columns.contains(&Some(Column::Email)).then_some(columns)
}

fn candidate(fields: &[&str], head: Option<&[Option<Column>]>) -> Result<Candidate, RowFault> {
    let mut found: HashMap<&'static str, String> = HashMap::new();
    let mut put = |column: Column, value: &str| {
        let name = match column {
            Column::GivenName => "given",
            Column::FamilyName => "family",
            Column::FullName => "full",
            Column::Email => "email",
            Column::Organisation => "organisation",
            Column::Post => "post",
        };
        found.insert(name, value.to_owned());
    };
    if let Some(head) = head {
        for (column, value) in head.iter().zip(fields) {
            if let Some(column) = column {
                put(*column, value);
            }
        }
    } else {
        guess(fields, &mut put);
    }
    let mut take = |name: &str| found.remove(name).unwrap_or_default();
    let email = take("email");
    if email.is_empty() {
        return Err(RowFault::NoAddress);
    }
    if email_key(&email).is_none() {
        return Err(RowFault::WrongAddress(email));
    }
    let (mut given_name, mut family_name) = (take("given"), take("family"));
    let full = take("full");
    if let Some((first, rest)) = clean(&full).split_once(' ') {
        first.clone_into(&mut given_name);
        rest.clone_into(&mut family_name);
    }
    let fields = NameFields {
        given_name,
        family_name,
        ..NameFields::default()
    };
    Ok(Candidate {
        names: fields.complete().ok_or(RowFault::NoName)?,
        email: email.trim().to_owned(),
        organisation: clean(&take("organisation")),
        post: clean(&take("post")),
    })
}

/// Without a head row: the field with an address tells how many name fields stand before it.
fn guess(fields: &[&str], put: &mut impl FnMut(Column, &str)) {
    let Some(at) = fields.iter().position(|it| it.contains('@')) else {
        return;
    };
    let field = fields[at];
    let with_name = field
        .split_once('<')
        .and_then(|(name, rest)| Some((name, rest.strip_suffix('>')?)));
    let rest = match (with_name, at) {
        (Some((name, email)), _) => {
            put(Column::FullName, name);
            put(Column::Email, email);
            &fields[at + 1..]
        }
        // The address comes first, the names follow.
        (None, 0) => {
            put(Column::Email, field);
            let names = fields.get(1..3).unwrap_or(&[]);
            for (column, value) in [Column::GivenName, Column::FamilyName].iter().zip(names) {
                put(*column, value);
            }
            fields.get(3..).unwrap_or(&[])
        }
        (None, 1) => {
            put(Column::FullName, fields[0]);
            put(Column::Email, field);
            &fields[2..]
        }
        (None, _) => {
            for (column, value) in PLAIN.iter().zip(fields) {
                put(*column, value);
            }
            put(Column::Email, field);
            &fields[at + 1..]
        }
    };
    for (column, value) in [Column::Organisation, Column::Post].iter().zip(rest) {
        put(*column, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<String> {
        let rows = read(text);
        rows.iter()
            .map(|row| match &row.content {
                Ok(it) => format!(
                    "{} {} <{}> {}/{}",
                    it.names.given_name, it.names.family_name, it.email, it.organisation, it.post
                ),
                Err(fault) => format!("{} {fault:?}", row.line),
            })
            .collect()
    }

    #[test]
    fn lists_of_many_shapes_name_the_same_person() {
        let ana = "Ana Đurić <ana@example.org> Opština/referent";
        for text in [
            "Ana,Đurić,ana@example.org,Opština,referent",
            "Ана\tЂурић\tana@example.org\tOpština\treferent",
            "Ana Đurić;ana@example.org;Opština;referent",
            "ana@example.org, Ana, Đurić, Opština, referent",
            "Ana Đurić <ana@example.org>, Opština, referent",
            "\u{FEFF}Презиме;Име;Е-адреса;Радно место;Установа\nЂурић;Ана;ana@example.org;referent;Opština",
            "Name,Email,Institution,Post\r\n\"Ana Đurić\",ana@example.org,Opština,referent\r\n",
        ] {
            assert_eq!(people(text), [ana], "{text}");
        }
    }

    #[test]
    fn each_bad_row_says_what_is_wrong_and_the_good_ones_stay_good() {
        let text = "Ana,Đurić,ana@example.org\n\nPetar,Petrović\nMira,Ilić,mira@@example\n\
                    ,,iva@example.org\nAna,Đ.,ANA@example.org\n=1+1,<b>,x@example.org";
        assert_eq!(
            people(text),
            [
                "Ana Đurić <ana@example.org> /",
                "3 NoAddress",
                "4 WrongAddress(\"mira@@example\")",
                "5 NoName",
                "6 Twice { first_line: 1 }",
                "=1+1 <b> <x@example.org> /",
            ]
        );
    }

    #[test]
    fn a_list_that_is_too_long_says_where_it_was_left() {
        let mut text = String::new();
        for number in 0..MOST_ROWS + 10 {
            text += "A,B,p";
            text += &number.to_string();
            text += "@example.org\n";
        }
        let rows = read(&text);
        assert_eq!(rows.len(), MOST_ROWS + 1);
        assert_eq!(rows[MOST_ROWS].content, Err(RowFault::TooMany));
    }

    #[test]
    fn anything_pasted_is_read_without_a_panic() {
        for text in ["", "\n\n", "\"", "@", "<@>", ",,,@", "\0", "a\"b,c@d"] {
            drop(people(text));
        }
    }
}
