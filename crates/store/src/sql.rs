//! Small pieces of SQL text that both engines share.

use std::fmt::Write as _;

use sea_orm::{DbBackend, Statement, Value};

/// The most rows of one multi-row `INSERT`. With 64 rows per statement a durable batch is within
/// a factor of two of the best that either engine does, and parameters stay far below SQLite's
/// 32,766 and PostgreSQL's 65,535.
const ROWS_MAX: usize = 128;

pub(crate) fn statement(
    backend: DbBackend,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(backend, sql, values)
}

/// A list for `IN`, with placeholders from `$first` on, and the values for them.
///
/// The list is filled up to a power of two by repeating its last value, so that a connection
/// prepares a handful of statements instead of one for each length. An empty list becomes a list
/// that matches nothing.
pub fn list(first: usize, values: impl IntoIterator<Item = Value>) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = values.into_iter().collect();
    let Some(last) = values.last().cloned() else {
        return ("(NULL)".to_owned(), values);
    };
    values.resize(values.len().next_power_of_two(), last);
    (tuple(first, values.len()), values)
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

/// Cuts rows into pieces whose sizes are powers of two, largest first, for the same reason.
pub(crate) fn pieces(mut rows: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let size = (rows > 0).then(|| (1 << rows.ilog2()).min(ROWS_MAX))?;
        rows -= size;
        Some(size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn pieces_add_up_and_are_few_sizes() {
        for rows in 0..1000 {
            assert_eq!(pieces(rows).sum::<usize>(), rows);
            assert!(pieces(rows).all(|size| size.is_power_of_two() && size <= ROWS_MAX));
        }
        assert_eq!(pieces(200).collect::<Vec<_>>(), [128, 64, 8]);
    }
}
