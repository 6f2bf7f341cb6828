//! All settings of a forum file.

use super::{
    keys::{KEYS, Key},
    rule_keys::RULE_KEYS,
};

/// Every setting, in the order in which a file has them.
pub(super) fn all() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().chain(RULE_KEYS)
}

/// The setting of a dotted name; any language stands for all.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    let whole = all().find(|key| key.name == name);
    whole.or_else(|| {
        let (table, _) = name.rsplit_once('.')?;
        all().find(|key| key.table() == table && key.name.ends_with('*'))
    })
}
