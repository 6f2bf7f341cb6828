//! Settings in layers: defaults compiled in, TOML files over them, the environment over all. What a
//! layer gives takes the place of what those below give, also where one says `x` and the other
//! `x_file`.
//!
//! Own code instead of the crate `config`, because an operator must be told in one line which
//! setting of which file or variable is wrong, also for a setting that does not exist; that crate
//! loses the origin there and reads a password of digits as a number.
//!
//! `KONTOR__MAILER__SMTP__PORT=2525` is `port` in `[mailer.smtp]`. Any setting `x` may be given as
//! `x_file` instead: the file holds its value (a secret mounted by systemd or a container engine).

mod draft;
mod invalid;
mod origin;
mod secret;
mod shown;

use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Value;

use self::draft::{Draft, Origins};
pub use self::{
    invalid::{InvalidSetting, refuse},
    origin::{ConfigError, Origin, PREFIX},
    secret::Secret,
};

/// Settings and where each came from.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The settings.
    pub settings: T,
    /// What was given, with the defaults only as far as a file gives them.
    table: toml::Table,
    origins: Origins,
}

/// Reads the settings. The last of the `files` wins; `environment` is [`environment()`], or a list in tests; variables of other
/// programs in it are ignored.
///
/// # Errors
/// [`ConfigError`] for the first setting that cannot be read.
pub fn load<T: DeserializeOwned>(
    files: &[&Path],
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Loaded<T>, ConfigError> {
    let mut draft = Draft::default();
    for file in files {
        draft.put_file(file)?;
    }
    draft.put_variables(environment)?;
    // Each round repairs one setting for good: a variable that is meant as a text although it
    // looks like a number, or an `x_file` that stands for `x`.
    loop {
        match serde_path_to_error::deserialize(Value::Table(draft.table.clone())) {
            Ok(settings) => {
                return Ok(Loaded {
                    settings,
                    table: draft.table,
                    origins: draft.origins,
                });
            }
            Err(error) => draft.repair(&error)?,
        }
    }
}

/// The variables of this process that are ours.
pub fn environment() -> Vec<(String, String)> {
    let all = std::env::vars_os();
    let text = all.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    text.filter(|(name, _)| name.starts_with(PREFIX))
        .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
        .collect()
}

impl<T> Loaded<T> {
    /// Whether a file or a variable gives a setting.
    pub fn is_given(&self, setting: &str) -> bool {
        self.origins.of(setting) != Origin::Default
    }

    /// What was given, one line per setting with where it came from, without secrets. `defaults`
    /// is a file with every setting that is not given.
    pub fn shown(&self, defaults: &toml::Table) -> Vec<String> {
        let mut all = defaults.clone();
        draft::put_over(&mut all, self.table.clone());
        shown::lines(&all, &self.origins)
    }

    /// Says of a setting that the check of its section refuses where it came from.
    ///
    /// # Errors
    /// [`ConfigError`] if the check has failed.
    pub fn check(
        &self,
        section: &str,
        checked: Result<(), InvalidSetting>,
    ) -> Result<(), ConfigError> {
        checked.map_err(|InvalidSetting { setting, reason }| {
            self.origins.refuse(&format!("{section}.{setting}"), reason)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Settings {
        office: String,
        smtp: Smtp,
        relays: Vec<Relay>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Relay {
        login: Option<Login>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Login {
        password: Secret,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Smtp {
        host: String,
        port: u16,
        tls: bool,
        password: Secret,
        networks: Vec<String>,
    }

    impl Default for Smtp {
        fn default() -> Self {
            Self {
                host: "localhost".into(),
                port: 25,
                tls: true,
                password: Secret::default(),
                networks: Vec::new(),
            }
        }
    }

    fn read(file: &str, variables: &[(&str, &str)]) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kontor.toml");
        fs::write(&path, file).unwrap();
        let variables = variables
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        load(&[&path], variables)
            .map(|loaded| loaded.settings)
            .map_err(|error| {
                let folder = folder.path().display().to_string() + "/";
                error.to_string().replace(&folder, "")
            })
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
        let file = "[smtp]\nhost = 'file'\nport = 26";
        let settings = read(
            file,
            &[("KONTOR__SMTP__HOST", "variable"), ("PATH", "/bin")],
        )
        .unwrap();
        assert_eq!(settings.smtp.host, "variable");
        assert_eq!(settings.smtp.port, 26);
        assert!(settings.smtp.tls);
    }

    #[test]
    fn variables_fit_the_type_of_their_setting() {
        let variables = [
            ("KONTOR__SMTP__PORT", "2525"),
            ("KONTOR__SMTP__TLS", "false"),
            ("KONTOR__SMTP__PASSWORD", "0123"),
            ("KONTOR__OFFICE", "42"),
            ("KONTOR__SMTP__NETWORKS", "['a', 'b']"),
        ];
        let settings = read("", &variables).unwrap();
        assert_eq!((settings.smtp.port, settings.smtp.tls), (2525, false));
        assert_eq!(settings.smtp.password.reveal(), "0123");
        assert_eq!(settings.office, "42");
        assert_eq!(settings.smtp.networks, ["a", "b"]);
    }

    #[test]
    fn every_error_names_the_place_the_setting_and_the_remedy() {
        type Case = (
            &'static str,
            &'static [(&'static str, &'static str)],
            &'static str,
        );
        let cases: [Case; 8] = [
            (
                "",
                &[("KONTOR__SMTP__NETWORKS", "['a', 'S3cret]")],
                "environment variable KONTOR__SMTP__NETWORKS: smtp.networks: must be a list as in TOML, \
                 such as [\"a\", \"b\"]; check quotes and brackets",
            ),
            (
                "smtp = 'smtp://user:S3cret@host'",
                &[],
                "kontor.toml: smtp: is a section with settings of its own, not a text",
            ),
            (
                "[smtp]\nport = 'x'",
                &[],
                "kontor.toml: smtp.port: invalid type: string \"x\", expected u16",
            ),
            (
                "[smtp]\nprot = 25",
                &[],
                "kontor.toml: smtp.prot: there is no such setting (expected one of `host`, `port`, \
                 `tls`, `password`, `networks`); correct or remove it",
            ),
            (
                "",
                &[("KONTOR__SMTP__PORT", "70000")],
                "environment variable KONTOR__SMTP__PORT: smtp.port: invalid value: integer \
                 `70000`, expected u16",
            ),
            (
                "",
                &[("KONTOR__SMPT__PORT", "25")],
                "environment variable KONTOR__SMPT__PORT: smpt: there is no such setting \
                 (expected one of `office`, `smtp`, `relays`); correct or remove it",
            ),
            (
                "office = 'a'\n[smtp\n",
                &[],
                "kontor.toml: line 2 is not TOML",
            ),
            (
                "[smtp]\npassword_file = '/no/such/file'",
                &[],
                "kontor.toml: smtp.password_file: /no/such/file cannot be read",
            ),
        ];
        for (file, variables, expected) in cases {
            let error = read(file, variables).unwrap_err();
            assert!(error.starts_with(expected), "{error}\n{expected}");
            assert!(!error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn a_secret_comes_from_its_file_and_is_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        fs::write(&path, "hunter2\n").unwrap();
        let file = format!("[smtp]\npassword_file = '{}'", path.display());
        let settings = read(&file, &[]).unwrap();
        assert_eq!(settings.smtp.password.reveal(), "hunter2");
        assert!(!format!("{settings:?}").contains("hunter2"));
        let both = read(&format!("{file}\npassword = 'x'"), &[]).unwrap_err();
        assert!(
            both.contains("smtp.password_file: stands beside password"),
            "{both}"
        );
    }

    #[test]
    fn a_secret_of_an_entry_of_a_list_comes_from_its_file_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        fs::write(&path, "hunter2\n").unwrap();
        let file = format!(
            "[[relays]]\n[[relays]]\n[relays.login]\npassword_file = '{}'",
            path.display()
        );
        let settings = read(&file, &[]).unwrap();
        let login = settings.relays[1].login.as_ref().unwrap();
        assert_eq!(login.password.reveal(), "hunter2");
    }

    #[test]
    fn what_a_layer_gives_takes_the_place_of_what_is_below_given_directly_or_by_file() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        fs::write(&secret, "from a file\n").unwrap();
        let (direct, by_file) = (
            "[smtp]\npassword = 'x'".to_owned(),
            format!("[smtp]\npassword_file = '{}'", secret.display()),
        );
        let secret = secret.to_str().unwrap();
        let by_variable = ("KONTOR__SMTP__PASSWORD_FILE", secret);
        let password = |file: &str, variable| {
            let settings = read(file, &[variable]).unwrap();
            settings.smtp.password.reveal().to_owned()
        };
        assert_eq!(password(&direct, by_variable), "from a file");
        assert_eq!(password(&by_file, ("KONTOR__SMTP__PASSWORD", "y")), "y");
        assert_eq!(password(&by_file, by_variable), "from a file");

        let lower = folder.path().join("lower.toml");
        let upper = folder.path().join("upper.toml");
        for (below, above, expected) in
            [(&direct, &by_file, "from a file"), (&by_file, &direct, "x")]
        {
            fs::write(&lower, below).unwrap();
            fs::write(&upper, above).unwrap();
            let loaded: Loaded<Settings> = load(&[&lower, &upper], []).unwrap();
            assert_eq!(loaded.settings.smtp.password.reveal(), expected);
        }
        let both = [by_variable, ("KONTOR__SMTP__PASSWORD", "y")];
        assert!(
            read("", &both)
                .unwrap_err()
                .contains("stands beside password")
        );
    }

    #[test]
    fn a_refused_setting_names_where_it_came_from() {
        let variables = [("KONTOR__SMTP__HOST".to_owned(), "x".to_owned())];
        let loaded: Loaded<Settings> = load(&[], variables).unwrap();
        let refused = |setting: &str| loaded.check("smtp", refuse(setting, "is wrong"));
        assert_eq!(
            refused("host").unwrap_err().to_string(),
            "environment variable KONTOR__SMTP__HOST: smtp.host: is wrong"
        );
        assert_eq!(
            refused("port").unwrap_err().to_string(),
            "default settings: smtp.port: is wrong"
        );
    }
}
