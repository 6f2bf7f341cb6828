//! Settings as an operator may see them: every one with where it came from, and no secret.

use toml::{Table, Value};

use super::{draft::Origins, origin::Origin};

/// What is shown in place of a secret.
const MASK: &str = "***";
/// Names whose values are secrets, by their endings.
const SECRETS: [&str; 4] = ["password", "key", "secret", "token"];

/// One line per setting, each valid TOML: `mailer.smtp.port = 25  # kontor.toml`.
pub(super) fn lines(table: &Table, origins: &Origins) -> Vec<String> {
    let mut lines = Vec::new();
    collect("", table, origins, &mut lines);
    lines
}

fn collect(within: &str, table: &Table, origins: &Origins, lines: &mut Vec<String>) {
    for (key, value) in table {
        let path = if within.is_empty() {
            key.clone()
        } else {
            format!("{within}.{key}")
        };
        match value {
            Value::Table(section) if !origins.gives(&path) => {
                collect(&path, section, origins, lines);
            }
            value => {
                let shown = masked(key, value.clone());
                lines.push(match origins.of(&path) {
                    Origin::Default => format!("{path} = {shown}"),
                    origin => format!("{path} = {shown}  # {origin}"),
                });
            }
        }
    }
}

fn masked(key: &str, value: Value) -> Value {
    match value {
        Value::String(text) if text.is_empty() => Value::String(text),
        Value::String(_) if SECRETS.iter().any(|name| key.ends_with(name)) => {
            Value::String(MASK.to_owned())
        }
        Value::String(text) => Value::String(without_password(key, &text)),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| masked(key, item)).collect())
        }
        Value::Table(table) => Value::Table(
            table
                .into_iter()
                .map(|(key, value)| {
                    let value = masked(&key, value);
                    (key, value)
                })
                .collect(),
        ),
        other => other,
    }
}

/// An address without its password, wherever that may end: what cannot be parsed is masked too, also
/// if the scheme was forgotten.
fn without_password(key: &str, text: &str) -> String {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None if key.ends_with("url") => (String::new(), text),
        None => return text.to_owned(),
    };
    let shown = match rest.rsplit_once('@') {
        Some((login, place)) => match login.split_once(':') {
            Some((user, _)) => format!("{scheme}{user}:{MASK}@{place}"),
            None => text.to_owned(),
        },
        None => text.to_owned(),
    };
    match shown.split_once("password=") {
        Some((before, _)) => format!("{before}password={MASK}"),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_left_however_the_address_is_written() {
        for (written, shown) in [
            ("sqlite:kontor-data", "sqlite:kontor-data"),
            ("postgres://kontor@db/kontor", "postgres://kontor@db/kontor"),
            (
                "postgres://k:S3cr#e/t@db/kontor",
                "postgres://k:***@db/kontor",
            ),
            (
                "amqp://a:S3cret@h1/v,amqp://b:S3cret@h2/v",
                "amqp://a:***@h2/v",
            ),
            (
                "postgres://db/k?user=a&password=S3cret",
                "postgres://db/k?user=a&password=***",
            ),
        ] {
            assert_eq!(without_password("url", written), shown);
        }
        let forgotten = without_password("url", "kontor:S3cret@db/kontor");
        assert_eq!(forgotten, "kontor:***@db/kontor");
        let key = masked("api_key", Value::String("S3cret".to_owned()));
        assert_eq!(key.as_str(), Some(MASK));
    }
}
