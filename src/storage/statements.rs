//! Every SQL statement of the storage is prepared against the schema, whether a test runs it or not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sqlx::{Executor as _, SqlSafeStr as _};

use super::database::{DATA_SCHEMA, Database, KEY_SCHEMA};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Text(String),
    Word(String),
    Sign(char),
}

/// Macros that stand for texts, by name: what they expand to.
type Macros = BTreeMap<String, Vec<Token>>;

#[tokio::test]
async fn every_statement_fits_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let data = Database::open(&folder.path().join("data.sqlite"), DATA_SCHEMA).await.unwrap();
    let keys = Database::open(&folder.path().join("keys.sqlite"), KEY_SCHEMA).await.unwrap();
    let statements = statements();
    assert!(statements.len() > 150, "only {} statements were found", statements.len());
    let mut wrong = Vec::new();
    for (file, statement) in statements {
        let database = if file.ends_with("keys.rs") { &keys } else { &data };
        // Pairing speaks with both files.
        let second = if file.ends_with("pairing.rs") { &keys } else { database };
        if let Err(error) = prepare(database, &statement).await
            && prepare(second, &statement).await.is_err()
        {
            wrong.push(format!("{file}: {error}: {statement}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for broken in
        ["select nonsense from accounts", "delete from acounts", "insert into accounts (email) values (?, ?)"]
    {
        assert!(prepare(&data, broken).await.is_err(), "{broken}");
    }
}

#[test]
fn statements_are_found_in_pieces_too() {
    let text = r#"
        macro_rules! columns { () => { "a, \
            b" }; }
        macro_rules! rows { ($condition:literal) => { concat!("select ", columns!(), " from t ", $condition) }; }
        fn f() { query(concat!("select ", columns!(), " from u")); query(rows!("where a = ?")); query("delete from t"); }
    "#;
    let tokens = tokens(text);
    let found = texts(&tokens, &macros(&tokens));
    assert_eq!(found, ["select a, b from u", "select a, b from t where a = ?", "delete from t"]);
}

async fn prepare(database: &Database, statement: &str) -> Result<(), sqlx::Error> {
    let mut connection = database.writer().acquire().await?;
    let statement = sqlx::AssertSqlSafe(statement.to_owned()).into_sql_str();
    (&mut *connection).prepare(statement).await.map(drop)
}

/// The statements of all files of the storage, with the file.
fn statements() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    let read: Vec<(String, Vec<Token>)> = files
        .into_iter()
        .map(|(name, text)| (name, tokens(text.split("#[cfg(test)]").next().unwrap())))
        .collect();
    let macros: Macros = read.iter().flat_map(|(_, tokens)| macros(tokens)).collect();
    let mut statements = Vec::new();
    for (name, tokens) in &read {
        for text in texts(tokens, &macros) {
            let first = text.split_whitespace().next().unwrap_or_default();
            if ["select", "insert", "update", "delete", "with", "replace"].contains(&first)
                && text.contains(' ')
            {
                statements.push((name.clone(), text));
            }
        }
    }
    statements
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, files);
        } else if !["tests.rs", "tamper.rs", "snapshot.rs", "statements.rs"]
            .iter()
            .any(|own| name.ends_with(own))
        {
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Words, signs and texts of a file; comments are left out.
fn tokens(text: &str) -> Vec<Token> {
    let mut rest = text;
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else if first == '"' {
            let (text, after) = literal(&rest[1..]);
            tokens.push(Token::Text(text));
            rest = after;
        } else if let Some(after) = rest.strip_prefix("'\"'") {
            rest = after;
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    tokens
}

/// The text up to the closing quotation mark, as the compiler reads it, and what follows.
fn literal(rest: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &rest[at + 1..]),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, '\n')) => {
                    while chars.clone().next().is_some_and(|(_, c)| c.is_whitespace()) {
                        chars.next();
                    }
                }
                Some((_, other)) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    panic!("a text has no end: {rest}");
}

/// What the macros of a file expand to.
fn macros(tokens: &[Token]) -> Macros {
    let mut macros = Macros::new();
    for (at, token) in tokens.iter().enumerate() {
        if *token == word("macro_rules")
            && let Some(Token::Word(name)) = tokens.get(at + 2)
        {
            let arrow = at + tokens[at..].iter().position(|token| *token == Token::Sign('>')).unwrap();
            macros.insert(name.clone(), inside(&tokens[arrow + 1..]).to_vec());
        }
    }
    macros
}

/// Texts of a file, put together where a macro puts them together; what macros are made of is left out.
fn texts(tokens: &[Token], macros: &Macros) -> Vec<String> {
    let (mut texts, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if tokens[at] == word("macro_rules") {
            at += 3 + inside(&tokens[at + 3..]).len() + 2;
        } else if let Some((text, length)) = value(&tokens[at..], macros, "") {
            texts.push(text);
            at += length;
        } else {
            at += 1;
        }
    }
    texts
}

/// The text with which the tokens begin, and how many of them it is. `argument` stands for variables of a macro.
fn value(tokens: &[Token], macros: &Macros, argument: &str) -> Option<(String, usize)> {
    match tokens {
        [Token::Text(text), ..] => Some((text.clone(), 1)),
        [Token::Sign('$'), Token::Word(_), ..] => Some((argument.to_owned(), 2)),
        [Token::Word(name), Token::Sign('!'), rest @ ..] if name == "concat" || macros.contains_key(name) => {
            let inner = inside(rest);
            let (mut joined, mut at) = (String::new(), 0);
            while at < inner.len() {
                let (text, length) = value(&inner[at..], macros, argument).unwrap_or_default();
                joined.push_str(&text);
                at += length.max(1);
            }
            let text = match macros.get(name) {
                Some(body) => value(body, macros, &joined)?.0,
                None => joined,
            };
            Some((text, 2 + inner.len() + 2))
        }
        _ => None,
    }
}

/// What stands between the bracket with which the tokens begin and its partner.
fn inside(tokens: &[Token]) -> &[Token] {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '{' | '[') => depth += 1,
            Token::Sign(')' | '}' | ']') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &tokens[1..at];
        }
    }
    panic!("a bracket has no partner");
}

fn word(word: &str) -> Token {
    Token::Word(word.to_owned())
}
