//! What the process says while it runs: to standard error, readable on a terminal, JSON elsewhere.
//! Personal data never goes here; addresses mask themselves, everything else is an id.

use std::{
    io::{self, IsTerminal},
    panic,
};

use serde::Deserialize;
use tracing_subscriber::{
    EnvFilter, Layer, filter::ParseError, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::config::{InvalidSetting, refuse};

/// The section `[log]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How lines look.
    pub format: Format,
    /// What is said: a level, or levels by part such as `info,kontor_bus=debug`.
    pub level: String,
}

/// How lines look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Human on a terminal, JSON elsewhere.
    #[default]
    Auto,
    /// For people.
    Human,
    /// One JSON object per line.
    Json,
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// A setting cannot be used.
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    /// Another subscriber is installed.
    #[error("something else in this process has taken over the log")]
    Installed,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            level: "info".to_owned(),
        }
    }
}

/// Parts of libraries that would write whole messages, and with them personal data, into the log:
/// lapin shows what RabbitMQ returns as unroutable, and frames that came too late.
const MUTED: [&str; 2] = ["lapin::returned_messages=off", "lapin::frames=debug"];

impl Settings {
    /// Checks what a type cannot.
    ///
    /// # Errors
    /// [`InvalidSetting`] names the setting.
    pub fn check(&self) -> Result<(), InvalidSetting> {
        self.filter().map(drop)
    }

    fn filter(&self) -> Result<EnvFilter, InvalidSetting> {
        self.parse().or_else(|_| {
            let level = &self.level;
            let remedy = "is no level such as info, or list such as info,kontor_bus=debug";
            refuse("level", format!("{level:?} {remedy}"))
        })
    }

    fn parse(&self) -> Result<EnvFilter, ParseError> {
        let mut filter = EnvFilter::builder().parse(&self.level)?;
        for part in MUTED {
            filter = filter.add_directive(part.parse()?);
        }
        Ok(filter)
    }
}

/// Starts to speak, and makes panics speak the same way.
///
/// # Errors
/// [`TelemetryError`] if the level is no filter, or this was called before.
pub fn init(settings: &Settings) -> Result<(), TelemetryError> {
    let is_json = match settings.format {
        Format::Json => true,
        Format::Human => false,
        Format::Auto => !io::stderr().is_terminal(),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let lines = if is_json {
        lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .boxed()
    } else {
        lines.with_ansi(is_coloured()).boxed()
    };
    let subscriber = tracing_subscriber::registry().with(lines.with_filter(settings.filter()?));
    subscriber
        .try_init()
        .map_err(|_| TelemetryError::Installed)?;
    panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let payload = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(place, payload, "panic");
    }));
    Ok(())
}

/// Colours are for a terminal, unless the person wants none (no-color.org, bixense.com/clicolors).
fn is_coloured() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let wanted = forced || (io::stderr().is_terminal() && set("CLICOLOR").is_none_or(|v| v != "0"));
    wanted && set("NO_COLOR").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_level_is_refused_by_name() {
        let settings = |level: &str| Settings {
            level: level.to_owned(),
            ..Settings::default()
        };
        assert!(Settings::default().check().is_ok());
        assert!(settings("warn,kontor_bus=debug").check().is_ok());
        let error = settings("kontor=loud").check().unwrap_err().to_string();
        assert!(error.starts_with("level: \"kontor=loud\""), "{error}");
    }

    #[test]
    fn no_level_makes_a_library_write_whole_messages() {
        let loud = Settings {
            level: "trace,lapin=trace".to_owned(),
            ..Settings::default()
        };
        let filter = loud.filter().unwrap().to_string();
        assert!(MUTED.iter().all(|part| filter.contains(part)), "{filter}");
    }

    #[test]
    fn the_log_is_taken_once() {
        assert!(init(&Settings::default()).is_ok());
        assert!(matches!(
            init(&Settings::default()),
            Err(TelemetryError::Installed)
        ));
    }
}
