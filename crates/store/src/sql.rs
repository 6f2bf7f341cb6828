//! Small pieces of SQL text that both engines share.

use std::fmt::Write as _;

use sea_orm::{DbBackend, Statement, Value};

/// The most rows of one multi-row `INSERT`. With 64 rows per statement a durable batch is within
/// a factor of two of the best that either engine does, and parameters stay far below SQLite's
/// 32,766 and PostgreSQL's 65,535.
const ROWS_MAX: usize = 128;
/// Up to here an `INSERT` has as many rows as there are. Each statement more costs a way to the engine
/// and back, each length more a statement that a connection keeps prepared.
const ROWS_EXACT: usize = 16;

pub(crate) fn statement(
    backend: DbBackend,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let unnamed = match backend {
        DbBackend::Sqlite => unnamed(sql),
        _ => None,
    };
    Statement::from_sql_and_values(backend, unnamed.as_deref().unwrap_or(sql), values)
}

/// The same statement with `?` for each placeholder, if they stand in the order of the values, each once.
/// To SQLite `$1` is a name, and the driver looks each name up in the list of all: of an `INSERT` with a
/// thousand values half a million steps.
fn unnamed(sql: &str) -> Option<String> {
    let mut parts = sql.split('$');
    let mut text = String::with_capacity(sql.len());
    text.push_str(parts.next()?);
    for (before, part) in parts.enumerate() {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = part.get(..digits)?.parse().ok()?;
        if number != before + 1 {
            return None;
        }
        text.push('?');
        text.push_str(part.get(digits..)?);
    }
    Some(text)
}

/// A list for `IN`, with placeholders from `$first` on, and the values for them, filled up to a power
/// of two. An empty list becomes a list that matches nothing.
pub fn list(first: usize, values: impl IntoIterator<Item = Value>) -> (String, Vec<Value>) {
    let values = filled(values);
    if values.is_empty() {
        return ("(NULL)".to_owned(), values);
    }
    (tuple(first, values.len()), values)
}

/// Rows for `VALUES`, with placeholders from `$first` on, and the values for them; filled up as [`list`]
/// is. There must be a row: no statement takes `VALUES` without one.
pub fn values<R>(first: usize, rows: impl IntoIterator<Item = R>) -> (String, Vec<Value>)
where
    R: IntoIterator<Item = Value> + Clone,
{
    let rows = filled(rows);
    let count = rows.len();
    let values: Vec<Value> = rows.into_iter().flatten().collect();
    let columns = values.len().checked_div(count).unwrap_or(0);
    (tuples(first, columns, count), values)
}

/// Fills a list up to a power of two by repeating its last value, so that a connection prepares a
/// handful of statements instead of one for each length.
pub(crate) fn filled<T: Clone>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
    values
}

/// `($1,$2),($3,$4)`: rows of placeholders from `$first` on.
pub(crate) fn tuples(first: usize, columns: usize, rows: usize) -> String {
    let tuples = (0..rows).map(|row| tuple(first + row * columns, columns));
    tuples.collect::<Vec<_>>().join(",")
}

/// `($3, $4, $5)`: `count` placeholders from `$first` on.
pub(crate) fn tuple(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 5 + 2);
    for at in first..first + count {
        text.push(if at == first { '(' } else { ',' });
        let _ = write!(text, "${at}");
    }
    text.push(')');
    text
}

/// Cuts rows into pieces of at most `most` rows, largest first: powers of two, so that there are few
/// lengths, and at the end what is left, if it is not more than [`ROWS_EXACT`].
pub(crate) fn pieces(mut rows: usize, most: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let size = match rows.min(most) {
            0 => return None,
            few if few <= ROWS_EXACT => few,
            many => 1 << many.ilog2(),
        };
        rows -= size;
        Some(size)
    })
}

/// How many rows one statement takes: so many that its values fit into `most_bytes`, counted by the
/// largest row.
pub(crate) fn rows_at_once(rows: &[Vec<Value>], most_bytes: usize) -> usize {
    let bytes = |row: &Vec<Value>| row.iter().map(value_bytes).sum::<usize>();
    let largest = rows.iter().map(bytes).max().unwrap_or(0).max(1);
    (most_bytes / largest).clamp(1, ROWS_MAX)
}

fn value_bytes(value: &Value) -> usize {
    // The length before each value, and what a number or an id takes at most.
    const FIXED: usize = 20;
    match value {
        Value::String(Some(text)) => text.len() + FIXED,
        Value::Bytes(Some(bytes)) => bytes.len() + FIXED,
        _ => FIXED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_in_order_need_no_names_on_sqlite() {
        let insert = "INSERT INTO mails (id, kind) VALUES ($1,$2),($3,$4) ON CONFLICT DO NOTHING";
        let text = "INSERT INTO mails (id, kind) VALUES (?,?),(?,?) ON CONFLICT DO NOTHING";
        assert_eq!(unnamed(insert).as_deref(), Some(text));
        // One that stands twice, or in another order, or in a text of its own keeps its name.
        for named in ["a = $1 OR b = $1", "a = $2 AND b = $1", "x ->> '$.y' = $1"] {
            assert_eq!(unnamed(named), None, "{named}");
        }
        let sqlite = statement(DbBackend::Sqlite, insert, []);
        let postgres = statement(DbBackend::Postgres, insert, []);
        assert_eq!((&*sqlite.sql, &*postgres.sql), (text, insert));
    }

    #[test]
    fn lists_are_filled_up_to_powers_of_two() {
        let (text, values) = list(2, [1_i64.into(), 2_i64.into(), 3_i64.into()]);
        assert_eq!(text, "($2,$3,$4,$5)");
        assert_eq!(
            values,
            vec![1_i64.into(), 2_i64.into(), 3_i64.into(), 3_i64.into()]
        );
        assert_eq!(list(1, []).0, "(NULL)");
    }

    #[test]
    fn rows_are_filled_up_like_lists() {
        let (text, filled) = values(2, vec![[1_i64.into(), 2_i64.into()]; 3]);
        assert_eq!(text, "($2,$3),($4,$5),($6,$7),($8,$9)");
        assert_eq!(filled.len(), 8);
        assert_eq!(filled[6..], filled[..2]);
    }

    #[test]
    fn pieces_add_up_and_are_few_sizes() {
        for (rows, most) in (0..1000).flat_map(|rows| [1, 7, 64, 100].map(|most| (rows, most))) {
            assert_eq!(pieces(rows, most).sum::<usize>(), rows);
            assert!(
                pieces(rows, most)
                    .all(|size| { size <= most && (size.is_power_of_two() || size <= ROWS_EXACT) })
            );
        }
        let cut = |rows, most| pieces(rows, most).collect::<Vec<_>>();
        assert_eq!(cut(200, ROWS_MAX), [128, 64, 8]);
        assert_eq!(cut(127, ROWS_MAX), [64, 32, 16, 15]);
        assert_eq!(cut(10, 7), [7, 3]);
    }

    #[test]
    fn a_statement_of_many_rows_leaves_in_one_write() {
        let rows = |bytes: usize| vec![vec![Value::from(1_i64), "x".repeat(bytes).into()]; 500];
        for bytes in [0, 100, 900, 7_000] {
            assert!(
                rows_at_once(&rows(bytes), 15_000) * (bytes + 40) <= 15_000,
                "{bytes}"
            );
        }
        assert_eq!(rows_at_once(&rows(900), 15_000), 15);
        assert_eq!(rows_at_once(&rows(10), 15_000), ROWS_MAX);
        assert_eq!(rows_at_once(&rows(1_000_000), 15_000), 1);
    }
}
