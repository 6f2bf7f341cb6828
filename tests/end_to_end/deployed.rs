//! What is shipped for containers, run here: the program with exactly the variables of the image and
//! of `docker-compose.yml`, with the users and queues that `deploy/make-secrets` makes, on the
//! PostgreSQL and RabbitMQ of the tests. Only the ports and the names of the servers differ.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use kontor_testkit::{TestDatabase, rabbitmq, smtp_sink::SmtpSink};
use kontor_tests::{Kontor, Settings, program};
use lapin::{Connection, ConnectionProperties, options::BasicGetOptions};
use serde_json::Value;
use tempfile::TempDir;

use crate::{ground::Ground, journey};

const WORKERS: [&str; 3] = ["registrations", "mailer", "partners"];
/// Who has a user of its own in PostgreSQL: the workers, and the staff's accounts.
const DATABASES: [&str; 4] = ["registrations", "mailer", "partners", "access"];

fn shipped(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(name)
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The variables that the image sets: `ENV NAME=VALUE …`, over several lines.
fn image_variables() -> BTreeMap<String, String> {
    let text = read(shipped("deploy/Dockerfile")).replace("\\\n", " ");
    let lines = text.lines().filter_map(|line| line.strip_prefix("ENV "));
    let pairs = lines.flat_map(str::split_whitespace);
    pairs
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// A value of the compose file with its variables at their defaults: `${NAME:-default}`.
fn at_default(value: &str) -> String {
    let Some((before, rest)) = value.split_once("${") else {
        return value.to_owned();
    };
    let (variable, after) = rest.split_once('}').expect("a closing brace");
    let default = variable.split_once(":-").map_or("", |(_, default)| default);
    format!("{before}{default}{}", at_default(after))
}

/// Everything that one test stands on.
struct Shipped {
    services: Value,
    folder: TempDir,
    database: TestDatabase,
    vhost: rabbitmq::Vhost,
    /// Tells the users of this test from those of others.
    suffix: String,
}

impl Shipped {
    /// Draws the secrets and makes the users with them, as the two servers do at their first start.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("make-secrets");
        fs::copy(shipped("deploy/make-secrets"), &script).unwrap();
        assert!(Command::new(&script).output().unwrap().status.success());
        let file: Value = serde_saphyr::from_str(&read(shipped("docker-compose.yml"))).unwrap();
        let shipped = Self {
            services: file["services"].clone(),
            folder,
            database: TestDatabase::postgres().await,
            vhost: rabbitmq::vhost(),
            suffix: format!("_{}", std::process::id()),
        };
        shipped.make_database_users();
        shipped.make_broker_users();
        shipped
    }

    fn secret(&self, name: &str) -> PathBuf {
        self.folder.path().join("secrets").join(name)
    }

    fn user(&self, worker: &str) -> String {
        format!("kontor_{worker}{}", self.suffix)
    }

    fn with_own_users(&self, text: &str) -> String {
        DATABASES.iter().fold(text.to_owned(), |text, worker| {
            text.replace(&format!("kontor_{worker}"), &self.user(worker))
        })
    }

    fn make_database_users(&self) {
        let sql = read(self.secret("postgres_users.sql"));
        let name = self.database.url.rsplit('/').next().unwrap();
        let sql = sql.replace("DATABASE kontor", &format!("DATABASE \"{name}\""));
        let sql = self.with_own_users(&sql);
        let made = psql(&self.database.url, &sql);
        assert!(made.is_ok(), "{made:?}");
    }

    fn make_broker_users(&self) {
        let vhost = self.vhost.url.rsplit('/').next().unwrap();
        for text in [
            read(shipped("deploy/rabbitmq.json")),
            read(self.secret("rabbitmq_users.json")),
        ] {
            let mut definitions: Value = serde_json::from_str(&text).unwrap();
            definitions["vhosts"] = serde_json::json!([{ "name": vhost }]);
            // The administrator of the compose file is not ours to make here.
            for (list, name) in [("users", "name"), ("permissions", "user")] {
                if let Some(Value::Array(all)) = definitions.get_mut(list) {
                    all.retain(|one| one[name] != "kontor");
                }
            }
            let text = definitions.to_string();
            let text = text.replace("\"vhost\":\"kontor\"", &format!("\"vhost\":\"{vhost}\""));
            import(&self.with_own_users(&text));
        }
    }

    /// The variables that a service is started with, as the engine puts them together.
    fn settings(&self, service: &str) -> Settings {
        let mut variables = image_variables();
        let given = self.services[service]["environment"].as_object().unwrap();
        for (name, value) in given {
            variables.insert(name.clone(), at_default(value.as_str().unwrap()));
        }
        variables
            .into_iter()
            .fold(Settings::default(), |settings, (name, value)| {
                settings.variable(&name, self.at_home(service, &value))
            })
    }

    /// Where a path inside of the container is here.
    fn at_home(&self, service: &str, value: &str) -> String {
        let path = if value == "/etc/kontor/image.toml" {
            shipped("deploy/image.toml")
        } else if let Some(target) = value.strip_prefix("/run/secrets/") {
            let secrets = self.services[service]["secrets"].as_array().unwrap();
            let secret = secrets.iter().find(|secret| secret["target"] == target);
            let source = secret.expect("a secret of this name")["source"].as_str();
            self.reachable(source.unwrap())
        } else {
            let volumes = self.services[service]["volumes"].as_array().unwrap();
            let mut sources = volumes.iter().filter_map(|volume| {
                let (source, target) = volume.as_str()?.split_once(':')?;
                target.starts_with(value).then(|| shipped(source))
            });
            match sources.next() {
                Some(source) if value.starts_with('/') => source,
                _ => return value.to_owned(),
            }
        };
        path.display().to_string()
    }

    /// The secret with the address of the servers of the tests.
    fn reachable(&self, secret: &str) -> PathBuf {
        let text = self.with_own_users(&read(self.secret(secret)));
        let (login, _) = text.rsplit_once('@').unwrap();
        let url = if secret.ends_with("database_url") {
            &self.database.url
        } else {
            &self.vhost.url
        };
        let place = url.split_once("://").unwrap().1;
        let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
        let path = self.folder.path().join(secret);
        fs::write(&path, format!("{login}@{place}")).unwrap();
        path
    }

    async fn remove(self) {
        let drops =
            DATABASES.map(|worker| format!("DROP OWNED BY {0}; DROP ROLE {0};", self.user(worker)));
        let dropped = psql(&self.database.url, &drops.concat());
        assert!(dropped.is_ok(), "{dropped:?}");
        for worker in WORKERS {
            let user = self.user(worker);
            let deleted = rabbitmqctl().args(["delete_user", &user]).output().unwrap();
            assert!(deleted.status.success(), "{user}");
        }
        self.database.drop_it().await;
    }
}

fn psql(url: &str, sql: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args([url, "-qtA", "-v", "ON_ERROR_STOP=1", "-c", sql])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    if output.status.success() {
        Ok(text(output.stdout))
    } else {
        Err(text(output.stderr))
    }
}

fn rabbitmqctl() -> Command {
    let command = std::env::var_os("KONTOR_TEST_RABBITMQCTL");
    let command = command.map_or("rabbitmqctl".into(), |text| {
        text.to_string_lossy().into_owned()
    });
    let mut words = command.split_whitespace();
    let mut command = Command::new(words.next().unwrap());
    command.args(words).arg("-q");
    command
}

fn import(definitions: &str) {
    let mut child = rabbitmqctl()
        .arg("import_definitions")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(definitions.as_bytes()).unwrap();
    drop(input);
    assert!(child.wait().unwrap().success(), "{definitions}");
}

fn lines(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn the_program_starts_with_the_variables_of_image_and_compose_and_each_worker_sees_its_own() {
    let shipped = Shipped::new().await;
    let (folder, mail) = (tempfile::tempdir().unwrap(), SmtpSink::start().await);
    let bindings = || shipped.vhost.ctl("list_bindings", &[]);
    let shipped_bindings = lines(&bindings());
    let mut running = Vec::new();
    let migrate = shipped.settings("migrate-access");
    program::succeed(&migrate, folder.path(), &["migrate", "access"]);
    for worker in WORKERS {
        let migrate = shipped.settings(&format!("migrate-{worker}"));
        program::succeed(&migrate, folder.path(), &["migrate", worker]);
        let settings = shipped
            .settings(worker)
            .with("mailer.smtp.host", mail.address.ip())
            .with("mailer.smtp.port", mail.address.port());
        running.push(Kontor::start(&settings, folder.path(), &[worker]).await);
    }
    assert_eq!(lines(&bindings()), shipped_bindings, "deploy/rabbitmq.json");
    fs::write(folder.path().join("forum.toml"), Ground::file()).unwrap();
    let apply = ["forum", "apply", "forum.toml"];
    program::succeed(&shipped.settings("registrations"), folder.path(), &apply);
    let (status, _) = journey::sign_up(running[0].public, "zoe@example.org", "de").await;
    assert_eq!(status, 202);
    journey::settle(async || mail.sink.count() == 1).await;
    let url = read(shipped.reachable("registrations_database_url"));
    let own = psql(&url, "SELECT count(*) FROM registrations.forums");
    assert_eq!(own.as_deref().map(str::trim), Ok("1"));
    let foreign = psql(&url, "SELECT count(*) FROM mailer.mails").unwrap_err();
    assert!(foreign.contains("permission denied"), "{foreign}");

    let url = read(shipped.reachable("registrations_bus_url"));
    let connection = Connection::connect(&url, ConnectionProperties::default());
    let channel = connection.await.unwrap().create_channel().await.unwrap();
    let foreign = channel.basic_get("kontor.mailer".into(), BasicGetOptions::default());
    let refused = foreign.await.unwrap_err().to_string();
    assert!(refused.contains("ACCESS_REFUSED"), "{refused}");

    drop(running);
    shipped.remove().await;
}

#[tokio::test]
async fn the_image_by_itself_starts_on_its_volume_and_a_file_of_the_office_wins() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let defaults = read(shipped("deploy/image.toml")).replace("/data", &data.display().to_string());
    fs::write(folder.path().join("image.toml"), defaults).unwrap();
    let image =
        image_variables()
            .into_iter()
            .fold(Settings::default(), |settings, (name, value)| {
                settings.variable(&name, value.replace("/etc/kontor/image.toml", "image.toml"))
            });
    Kontor::start(&image, folder.path(), &["up"]).await;
    assert!(data.join("registrations.sqlite").is_file());

    fs::write(folder.path().join("url"), "sqlite:elsewhere\n").unwrap();
    fs::write(
        folder.path().join("kontor.toml"),
        "[database]\nurl_file = \"url\"\n",
    )
    .unwrap();
    let shown = program::succeed(&image, folder.path(), &["config", "show"]);
    assert!(
        shown.contains("database.url = \"sqlite:elsewhere\"  # kontor.toml"),
        "{shown}"
    );
    assert!(
        shown.contains("http.listen = \"0.0.0.0:8080\"  # image.toml"),
        "{shown}"
    );
}
