//! Accounts, tokens and the audit, by command.

use kontor_testkit::TestDatabase;
use kontor_tests::{Kontor, Settings, program};
use serde_json::Value;
use tempfile::TempDir;

const ANNA: &str = "anna@office.example";
const BEN: &str = "ben@office.example";

/// Accounts in a folder, or on a server.
struct Place {
    settings: Settings,
    folder: TempDir,
    database: Option<TestDatabase>,
}

impl Place {
    fn embedded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::embedded(folder.path());
        Self {
            settings,
            folder,
            database: None,
        }
    }

    async fn server() -> Self {
        let (place, database) = (Self::embedded(), TestDatabase::postgres().await);
        Self {
            settings: place.settings.with("database.url", &database.url),
            database: Some(database),
            ..place
        }
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        program::succeed(&self.settings, self.folder.path(), arguments)
    }
}

fn json(place: &Place, arguments: &[&str]) -> Value {
    serde_json::from_str(&place.succeed(arguments)).unwrap()
}

/// The exit code and what was said of a command that is refused.
fn refused(place: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    let output = program::run(&place.settings, place.folder.path(), arguments);
    assert!(output.stdout.is_empty(), "{arguments:?} printed something");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), error)
}

fn add(place: &Place, email: &str, role: &str) -> Value {
    let name = ["staff", "add", email, "--name", "Somebody", "--role", role];
    json(place, &[&name[..], &["--json"]].concat())
}

async fn in_each_place(test: impl Fn(&Place)) {
    for place in [Place::embedded(), Place::server().await] {
        place.succeed(&["migrate"]);
        test(&place);
        if let Some(database) = place.database {
            database.drop_it().await;
        }
    }
}

#[tokio::test]
async fn staff_are_let_in_given_roles_and_shut_out_by_command() {
    in_each_place(|place| {
        let made = add(place, ANNA, "admin");
        let link = made["link"].as_str().unwrap();
        assert!(link.contains("/console/link/"), "{link}");
        let (code, error) = refused(
            place,
            &[
                "staff",
                "add",
                "Anna@Office.example",
                "--name",
                "A",
                "--role",
                "reader",
            ],
        );
        assert_eq!(code, Some(3), "{error}");
        place.succeed(&[
            "staff",
            "grant",
            ANNA,
            "--role",
            "organiser",
            "--scope",
            "forum/lunch",
        ]);
        place.succeed(&["staff", "revoke", ANNA, "--role", "admin"]);
        let said = place.succeed(&["staff", "revoke", ANNA, "--role", "admin"]);
        assert!(said.contains("nothing to do"), "{said}");
        place.succeed(&["staff", "disable", ANNA]);
        let (code, error) = refused(place, &["staff", "reset", ANNA]);
        assert!(
            code == Some(3) && error.contains("enable it first"),
            "{error}"
        );
        let list = json(place, &["staff", "list", "--json"]);
        let account = &list[0];
        assert_eq!(account["email"], ANNA);
        assert_eq!(account["state"], "disabled");
        assert_eq!(
            account["grants"],
            serde_json::json!(["organiser:forum/lunch"])
        );
        place.succeed(&["staff", "enable", ANNA]);
        let again = json(place, &["staff", "reset", ANNA, "--json"]);
        assert_ne!(again["link"], made["link"]);
        assert_eq!(again["account"], made["account"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_code_and_the_remedy() {
    in_each_place(|place| {
        let unknown = ["staff", "disable", BEN];
        let scoped = [
            "staff", "add", BEN, "--name", "B", "--role", "admin", "--scope", "forum/x",
        ];
        let role = ["staff", "add", BEN, "--name", "B", "--role", "owner"];
        let scope = [
            "staff", "add", BEN, "--name", "B", "--role", "reader", "--scope", "Lunch",
        ];
        let nobody = ["staff", "add", "nobody", "--name", "B", "--role", "reader"];
        let unnamed = ["staff", "add", BEN, "--name", " ", "--role", "reader"];
        let token = ["token", "revoke", "tok_01990000000070008000000000000001"];
        for (arguments, code, says) in [
            (&unknown[..], 4, "kontor staff list"),
            (&scoped, 3, "leave the scope out"),
            (&role, 2, "use admin, organiser or reader"),
            (&scope, 2, "forum/"),
            (&nobody, 3, "address"),
            (&unnamed, 3, "name is empty"),
            (&token, 4, "kontor token list"),
        ] {
            let (found, error) = refused(place, arguments);
            assert_eq!(found, Some(code), "{arguments:?}: {error}");
            assert!(error.contains(says), "{arguments:?}: {error}");
        }
        assert_eq!(
            json(place, &["staff", "list", "--json"]),
            serde_json::json!([])
        );
    })
    .await;
}

#[tokio::test]
async fn tokens_are_shown_once_and_never_do_more_than_their_account() {
    in_each_place(|place| {
        add(place, ANNA, "reader");
        let token = |role: &'static str| ["token", "add", ANNA, "--name", "Import", "--role", role];
        let (code, error) = refused(place, &token("organiser"));
        assert!(
            code == Some(3) && error.contains("no more than its account"),
            "{error}"
        );
        let made = json(
            place,
            &[&token("reader")[..], &["--days", "30", "--json"]].concat(),
        );
        let text = made["token"].as_str().unwrap();
        assert!(text.starts_with("kontor_") && text.len() == 56, "{text}");
        let list = json(place, &["token", "list", "--json"]);
        assert_eq!(
            (&list[0]["state"], &list[0]["account"]),
            (&"works".into(), &ANNA.into())
        );
        assert!(!list.to_string().contains(text));
        let id = made["id"].as_str().unwrap();
        place.succeed(&["token", "revoke", id]);
        let again = place.succeed(&["token", "revoke", id]);
        assert!(again.contains("nothing to do"), "{again}");
        assert!(place.succeed(&["token", "list"]).contains("revoked"));
    })
    .await;
}

#[tokio::test]
async fn the_audit_says_who_changed_what_and_names_nobody() {
    in_each_place(|place| {
        let anna = add(place, ANNA, "admin");
        add(place, BEN, "reader");
        place.succeed(&["staff", "grant", BEN, "--role", "organiser"]);
        let all = json(place, &["audit", "--json"]);
        let all = all.as_array().unwrap();
        let actions: Vec<&str> = all
            .iter()
            .map(|line| line["action"].as_str().unwrap())
            .collect();
        let added = ["link.made", "role.granted", "account.added"];
        assert_eq!(actions, [&["role.granted"], &added[..], &added].concat());
        for line in all {
            assert_eq!(
                (&line["actor"], &line["database"]),
                (&"command_line".into(), &"access".into())
            );
            assert!(!line.to_string().contains('@'), "{line}");
        }
        let third = all[2]["id"].as_str().unwrap();
        let rest = json(
            place,
            &["audit", "--before", third, "--limit", "2", "--json"],
        );
        assert_eq!(rest.as_array().unwrap()[..], all[3..5]);
        let account = anna["account"].as_str().unwrap();
        let of = json(place, &["audit", "--of", account, "--json"]);
        assert_eq!(of.as_array().unwrap().len(), 1, "{of}");
        assert!(place.succeed(&["audit"]).contains("WHO"));
    })
    .await;
}

#[tokio::test]
async fn a_running_office_says_whether_its_accounts_can_be_used_and_doctor_misses_an_administrator()
{
    let place = Place::embedded();
    let kontor = Kontor::start(&place.settings, place.folder.path(), &["up"]).await;
    let ready = reqwest::get(kontor.staff_url("/readyz"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(ready.contains("access.database"), "{ready}");
    let report = program::run(&place.settings, place.folder.path(), &["doctor"]);
    let report = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(
        report.contains("warn administrators") && report.contains("kontor staff add"),
        "{report}"
    );
    assert!(report.contains("ok   database of access"), "{report}");
    add(&place, ANNA, "admin");
    let elsewhere = place
        .settings
        .clone()
        .with("access.database", "sqlite:other");
    program::succeed(&elsewhere, place.folder.path(), &["migrate", "access"]);
    let none = program::succeed(
        &elsewhere,
        place.folder.path(),
        &["staff", "list", "--json"],
    );
    assert_eq!(none.trim(), "[]", "another place has other accounts");
    assert!(place.folder.path().join("other/access.sqlite").is_file());
}
