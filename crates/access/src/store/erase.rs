//! Removing an account with every row that belongs to it.

use kontor_contracts::AccountId;
use kontor_store::{StoreError, Tx};

/// Tables with rows of an account. A test reads the schema and finds any that is missing here.
pub(crate) const TABLES: [&str; 9] = [
    "grants",
    "identities",
    "known_networks",
    "letters",
    "links",
    "recovery_codes",
    "second_factors",
    "sessions",
    "tokens",
];

/// Removes an account; `key` is that of its address.
pub(crate) async fn account(tx: &Tx, id: AccountId, key: &str) -> Result<(), StoreError> {
    for table in TABLES {
        let sql = format!("DELETE FROM {table} WHERE account = $1");
        tx.execute(&sql, [id.uuid().into()]).await?;
    }
    tx.execute("DELETE FROM letters WHERE asked = $1", [key.into()])
        .await?;
    tx.execute("DELETE FROM accounts WHERE id = $1", [id.uuid().into()])
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_with_an_account_is_named() {
        let all = crate::store::TABLES.steps.iter().map(|step| step.sql);
        let sql = all.collect::<Vec<_>>().join("\n");
        let mut found: Vec<&str> = sql
            .split("CREATE TABLE ")
            .skip(1)
            .filter(|table| {
                table
                    .split(");\n")
                    .next()
                    .unwrap()
                    .contains("    account UUID")
            })
            .map(|table| table.split(' ').next().unwrap())
            .collect();
        found.sort_unstable();
        assert_eq!(found, TABLES);
    }
}
