//! The two engines and the few words in which their SQL differs.

use sea_orm::DbBackend;

/// Which database is behind a [`crate::Database`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file per worker, in a folder. One process at a time does most of the writing.
    Sqlite,
    /// One schema per worker.
    Postgres,
}

impl Engine {
    /// Ends a `SELECT` of rows that one of several processes is to take: others skip what this one
    /// has locked. On SQLite a writing transaction is alone anyway.
    pub const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Ends a `SELECT` of rows that are about to be changed and must not change in between.
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    pub(crate) const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// Turns a migration, written for PostgreSQL, into this engine's words: SQLite has four storage
    /// classes (sqlite.org/datatype3.html) and checks them only in `STRICT` tables.
    pub(crate) fn ddl(self, statement: &str) -> String {
        if self == Self::Postgres {
            return statement.to_owned();
        }
        let words = [
            ("UUID", "BLOB"),
            ("BIGINT", "INTEGER"),
            ("BYTEA", "BLOB"),
            ("BOOLEAN", "INTEGER"),
            // The digits of an id: encode(uuid_send(id), 'hex') becomes coalesce(hex(id), 'hex').
            ("encode", "coalesce"),
            ("uuid_send", "hex"),
        ];
        let translated = statement
            .split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map(|piece| {
                let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                match words.iter().find(|(from, _)| *from == word) {
                    Some((_, to)) => format!("{to}{}", &piece[word.len()..]),
                    None => piece.to_owned(),
                }
            })
            .collect::<String>();
        if translated.trim_start().starts_with("CREATE TABLE") {
            format!("{} STRICT", translated.trim_end())
        } else {
            translated
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_of_an_id_are_had_on_both() {
        let sql = "INSERT INTO t SELECT lower(encode(uuid_send(id), 'hex')) FROM s";
        assert_eq!(
            Engine::Sqlite.ddl(sql),
            "INSERT INTO t SELECT lower(coalesce(hex(id), 'hex')) FROM s"
        );
        assert_eq!(Engine::Postgres.ddl(sql), sql);
    }

    #[test]
    fn only_whole_type_words_are_translated() {
        let ddl = "CREATE TABLE t (\n  uuid_text TEXT,\n  id UUID NOT NULL PRIMARY KEY,\n  n BIGINT, ok BOOLEAN)";
        assert_eq!(
            Engine::Sqlite.ddl(ddl),
            "CREATE TABLE t (\n  uuid_text TEXT,\n  id BLOB NOT NULL PRIMARY KEY,\n  n INTEGER, ok INTEGER) STRICT"
        );
        assert_eq!(Engine::Postgres.ddl(ddl), ddl);
    }
}
