//! Why a bus cannot be used, with what to do about it.

use kontor_store::StoreError;

/// What happened, in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Cause(String);

impl Cause {
    pub(crate) fn new(words: impl std::fmt::Display) -> Self {
        Self(words.to_string())
    }
}

/// An error in one line with all its causes, for the log and `/readyz`.
pub(crate) fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |said, cause| format!("{said}: {cause}"))
}

/// A bus that cannot be used as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The address is none that we know, and why; nothing of it.
    #[error(
        "the address of the bus cannot be used ({0}): use embedded:FOLDER or amqp://USER@HOST/VHOST"
    )]
    Url(String),
    /// A file that the configuration names cannot be read.
    #[error(
        "bus.{setting} names {path}, which cannot be read: check that it exists and who may read it"
    )]
    File {
        /// The setting.
        setting: &'static str,
        /// The file.
        path: String,
        /// What happened.
        #[source]
        source: std::io::Error,
    },
    /// The embedded file cannot be used.
    #[error("the embedded bus in {folder} cannot be used: check that the folder can be written")]
    Embedded {
        /// The folder.
        folder: String,
        /// What happened.
        #[source]
        source: StoreError,
    },
    /// The lock file beside the embedded file cannot be used.
    #[error("{path} cannot be locked: check that the folder can be written")]
    Lock {
        /// The file.
        path: String,
        /// What happened.
        #[source]
        source: std::io::Error,
    },
    /// The broker does not answer.
    #[error("RabbitMQ at {at} cannot be reached: check that it runs and that the address is right")]
    Unreachable {
        /// Host and port.
        at: String,
        /// What happened, for each node.
        #[source]
        source: Cause,
    },
    /// The broker refuses the login.
    #[error(
        "RabbitMQ at {at} refuses the login of {user:?}: check user and password in the URL of the bus, or run `rabbitmqctl add_user`"
    )]
    Login {
        /// Host and port.
        at: String,
        /// The user.
        user: String,
    },
    /// The broker does not let this user into the virtual host, or has none of that name.
    #[error(
        "RabbitMQ at {at} does not open virtual host {vhost:?} to {user:?}: run `rabbitmqctl add_vhost {vhost}` and `rabbitmqctl set_permissions -p {vhost} {user} '.*' '.*' '.*'`"
    )]
    Vhost {
        /// Host and port.
        at: String,
        /// The virtual host.
        vhost: String,
        /// The user.
        user: String,
    },
    /// Exchanges or queues cannot be declared.
    #[error(
        "RabbitMQ at {at} does not accept our queues: a queue or exchange named kontor.* exists with other arguments (delete it when it is empty)"
    )]
    Topology {
        /// Host and port.
        at: String,
        /// What happened.
        #[source]
        source: lapin::Error,
    },
    /// The user lacks a right.
    #[error(
        "RabbitMQ at {at} refuses our user a right that it needs: set those that docs/OPERATIONS.md lists for its worker (`rabbitmqctl set_permissions`)"
    )]
    Rights {
        /// Host and port.
        at: String,
        /// What happened.
        #[source]
        source: lapin::Error,
    },
    /// The broker lacks something that we need.
    #[error(
        "RabbitMQ at {at} lacks {what}: it must be 3.10 or newer with all feature flags on; run `rabbitmqctl enable_feature_flag all`"
    )]
    Lacking {
        /// Host and port.
        at: String,
        /// What is missing.
        what: &'static str,
        /// What happened.
        #[source]
        source: lapin::Error,
    },
}

impl BusError {
    /// Whether it is the configuration that is wrong, and not the bus.
    pub fn is_setting(&self) -> bool {
        matches!(self, Self::Url(_) | Self::File { .. })
    }
}
