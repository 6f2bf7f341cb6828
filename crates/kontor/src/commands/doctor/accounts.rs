//! The staff's accounts: whether they can be opened and shared, and whether anybody can let others in.

use kontor_access::DATABASE;
use kontor_runtime::Process;

use super::{Finding, not_yet, tables};
use crate::{config::Config, network_files, wiring};

const CHECK: &str = "administrators";

/// Whether the database can be used.
pub(super) async fn database(config: &Config) -> Finding {
    let address = config.access_address().unwrap_or_default();
    let folder = address.strip_prefix("sqlite:");
    let opened = Box::pin(wiring::open_access(config));
    tables(DATABASE, folder, kontor_access::MIGRATIONS, opened).await
}

/// A file that several machines open through a network is locked by none of them for the others
/// (sqlite.org/useovernet.html).
pub(super) fn network(config: &Config) -> Option<Finding> {
    let address = config.access_address().ok()?;
    let kind = network_files::kind_of(address.strip_prefix("sqlite:")?)?;
    Some(Finding::warning(
        "accounts on a network",
        format!("the staff's accounts are in a file on {kind}, which machines cannot share"),
        "set access.database to postgres://, or keep the folder on a disk of this machine",
    ))
}

/// Whether people can sign in at the provider. To be asked only where there is one.
pub(super) async fn provider(config: &Config) -> Finding {
    const CHECK: &str = "sign-in provider";
    let asked = kontor_access::check_provider(&config.access()).await;
    match asked {
        Ok(()) => Finding::good(CHECK, format!("{} answers", config.access.oidc.issuer)),
        Err(error) => Finding::bad(
            CHECK,
            error.to_string(),
            "compare access.oidc.issuer with the document at .well-known/openid-configuration below it",
        ),
    }
}

/// Whether there is an administrator. To be asked only of a database that answers.
pub(super) async fn administrators(config: &Config) -> Finding {
    let none = || {
        Finding::warning(
            CHECK,
            "there is none yet, so nobody can let the staff in",
            "kontor staff add ADDRESS --name NAME --role admin",
        )
    };
    let address = config.access_address().unwrap_or_default();
    if not_yet(CHECK, address.strip_prefix("sqlite:"), DATABASE).is_some() {
        return none();
    }
    match wiring::access(config, &Process::new()).await {
        Err(_) => none(),
        Ok(access) => match access.has_admin().await {
            Ok(true) => Finding::good(CHECK, "there is one who can sign in"),
            Ok(false) => none(),
            Err(error) => Finding::bad(CHECK, error.to_string(), "see above"),
        },
    }
}
