//! Everything that stands in the database and among the keys, for tests of what changes it.

use std::collections::BTreeMap;
use std::path::Path;

use super::database::Database;

/// The rows of every table, sorted, as text; by the name of the file and of the table.
pub type Snapshot = BTreeMap<String, Vec<String>>;

/// The files of a data directory, open beside the server.
pub struct Watched(Vec<(&'static str, Database)>);

impl Watched {
    /// Opens both files for reading.
    pub async fn open(folder: &Path) -> Self {
        let mut files = Vec::new();
        for name in ["data", "keys"] {
            let path = folder.join(format!("{name}.sqlite"));
            files.push((name, Database::open_to_read(&path).await.unwrap()));
        }
        Self(files)
    }

    /// What stands there now.
    pub async fn look(&self) -> Snapshot {
        let mut snapshot = Snapshot::new();
        for (file, database) in &self.0 {
            let tables: Vec<String> = sqlx::query_scalar(
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
            )
            .fetch_all(database.reader())
            .await
            .unwrap();
            for table in tables {
                let rows = rows(database, &table).await;
                snapshot.insert(format!("{file}.{table}"), rows);
            }
        }
        snapshot
    }
}

async fn rows(database: &Database, table: &str) -> Vec<String> {
    let columns: Vec<String> = sqlx::query_scalar("select name from pragma_table_info(?)")
        .bind(table)
        .fetch_all(database.reader())
        .await
        .unwrap();
    assert!(!columns.is_empty(), "{table}");
    let columns: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    let statement = format!("select {} from \"{table}\"", columns.join(" || ',' || "));
    let mut rows: Vec<String> =
        sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_all(database.reader()).await.unwrap();
    rows.sort_unstable();
    rows
}
