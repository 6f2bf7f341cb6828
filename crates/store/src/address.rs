//! Addresses of databases, read before a driver sees them: its words may quote a password, and it
//! overlooks what it does not know. Nothing of an address is ever quoted in an error.

use url::Url;

use crate::StoreError;

/// Options that an address may have.
const OPTIONS: [&str; 10] = [
    "application_name",
    "dbname",
    "host",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
];
/// Also an option, and shown to nobody: the user.
const USER: &str = "user";
/// What `sslmode` may be.
const MODES: [&str; 6] = [
    "disable",
    "allow",
    "prefer",
    "require",
    "verify-ca",
    "verify-full",
];

/// An address of a database made complete: with a password and with the certificate of a private
/// authority (both may be empty), which then must vouch for the server.
///
/// # Errors
/// [`StoreError::Url`] says what is wrong with it, and nothing of it.
pub fn address(url: &str, password: &str, ca_file: &str) -> Result<String, StoreError> {
    if url
        .strip_prefix("sqlite:")
        .is_some_and(|folder| !folder.is_empty())
    {
        return Ok(url.to_owned());
    }
    let mut parsed = checked(url)?;
    let given = |option: &str| parsed.query_pairs().any(|(key, _)| key == option);
    let (has_mode, has_ca) = (given("sslmode"), given("sslrootcert"));
    if !password.is_empty() {
        if parsed.password().is_some() || given("password") {
            return wrong("its password is also given apart: remove one");
        }
        // Set as an option, because an address without a host (a socket) can have no other.
        parsed.query_pairs_mut().append_pair("password", password);
    }
    if !ca_file.is_empty() {
        if has_ca {
            return wrong("sslrootcert is also given as database.ca_file: remove one");
        }
        parsed.query_pairs_mut().append_pair("sslrootcert", ca_file);
        if !has_mode {
            parsed
                .query_pairs_mut()
                .append_pair("sslmode", "verify-full");
        }
    }
    Ok(parsed.into())
}

/// Reads the address of a server.
pub(crate) fn checked(url: &str) -> Result<Url, StoreError> {
    let rest = url
        .strip_prefix("postgres://")
        .or_else(|| url.strip_prefix("postgresql://"));
    let Some(rest) = rest else {
        return wrong("it is neither a folder nor a server");
    };
    let behind_host = rest.split_once(['/', '?', '#']).map_or("", |(_, it)| it);
    if behind_host.contains('@') || url.contains('#') {
        return wrong(
            "write / ? # @ in a password as %2F %3F %23 %40, or give the password in a file of \
             its own where there is a setting for that",
        );
    }
    let parsed = Url::parse(url).or_else(|_| wrong("it cannot be read; the port is a number"))?;
    if parsed.host_str().is_some_and(|host| host.contains(',')) {
        return wrong("it must name one server");
    }
    for (key, value) in parsed.query_pairs() {
        check_option(&key, &value)?;
    }
    Ok(parsed)
}

fn check_option(key: &str, value: &str) -> Result<(), StoreError> {
    if !OPTIONS.contains(&key) && key != USER {
        let known = OPTIONS.join(", ");
        // What does not look like an option may be the end of a password.
        return if key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            wrong(format!(
                "there is no option {key} (there are {known}, {USER})"
            ))
        } else {
            wrong(format!(
                "it has an option that there is not (there are {known}, {USER})"
            ))
        };
    }
    match key {
        "port" if value.parse::<u16>().is_err() => wrong("the option port is not a port"),
        "sslmode" if !MODES.contains(&value) => {
            wrong(format!("sslmode must be one of {}", MODES.join(", ")))
        }
        _ => Ok(()),
    }
}

fn wrong<T>(reason: impl Into<String>) -> Result<T, StoreError> {
    Err(StoreError::Url(reason.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_and_authority_may_be_given_apart() {
        let password = "p/a#b@c?%2F&=";
        let made = address("postgres://kontor@db/k", password, "/etc/ca file.pem").unwrap();
        let options: std::collections::BTreeMap<_, _> =
            checked(&made).unwrap().query_pairs().into_owned().collect();
        assert_eq!(options["password"], password);
        assert_eq!(options["sslrootcert"], "/etc/ca file.pem");
        assert_eq!(options["sslmode"], "verify-full");
        assert!(address("postgres://kontor:x@db/k", "y", "").is_err());
        assert!(address("postgres://kontor@db/k?sslrootcert=/a", "", "/b").is_err());
        assert_eq!(address("sqlite:data", "x", "y").unwrap(), "sqlite:data");
    }

    #[test]
    fn options_that_nobody_would_follow_are_refused_by_name() {
        let error = address("postgres://db/k?connect_timeout=3", "", "").unwrap_err();
        assert!(error.to_string().contains("connect_timeout"), "{error}");
        let error = address("postgres://db/k?sslmode=verify", "", "").unwrap_err();
        assert!(error.to_string().contains("verify-full"), "{error}");
        for good in [
            "postgres:///kontor?host=/run/postgresql&user=kontor",
            "postgresql://k:p%2F@[::1]:5433/k?sslmode=require",
        ] {
            assert!(address(good, "", "").is_ok(), "{good}");
        }
    }

    /// Whatever is wrong with an address, and wherever the password got to by it.
    #[tokio::test]
    async fn no_word_about_a_wrong_address_holds_its_password() {
        let shapes = [
            "postgres://k:C4nary/x@db/k",
            "postgres://k:C4nary#x@db/k",
            "postgres://k:C4nary?x@db/k",
            "postgres://k:12/C4nary@db/k",
            "postgres://k:12?C4nary@db/k",
            "postgres://k:12#C4nary@db/k",
            "postgres://k:C4nary@db:port/k",
            "postgres://k:C4nary@h1:5432,h2:5432/k",
            "postgres://k:C4nary@h1,h2/k",
            "postgres://C4nary@[::1/k",
            "postgres://db/k?C4nary",
            "postgres://db/k?sslmode=C4nary",
            "postgres://db/k?port=C4nary",
            "postgres:C4nary",
            "mysql://k:C4nary@db/k",
            "k:C4nary@db",
        ];
        for shape in shapes {
            let error = crate::Database::open(shape, "test").await.unwrap_err();
            let said = format!("{error} {error:?}");
            assert!(!said.contains("C4nary"), "{shape}: {said}");
            assert!(matches!(error, StoreError::Url(_)), "{shape}: {said}");
        }
    }
}
