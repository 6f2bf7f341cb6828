//! Why a bus cannot be used, with what to do about it.

use kontor_store::StoreError;

/// A bus that cannot be used as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The URL is none that we know.
    #[error("{0:?} is not a bus: use embedded:FOLDER or amqp://USER:PASSWORD@HOST/VHOST")]
    Url(String),
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
        /// What happened, if it said so.
        #[source]
        source: Option<lapin::Error>,
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
        "RabbitMQ at {at} does not accept our queues: a queue or exchange named kontor.* exists with other arguments (delete it when it is empty), or the user may not declare"
    )]
    Topology {
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
