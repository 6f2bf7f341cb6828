//! The office calls a sign-up off, and shows and erases what is kept of one person, beside a running
//! program.

use kontor_tests::{http::client, program};

use crate::{
    ground::{FORUM, Ground},
    journey,
};

fn listed(ground: &Ground, address: &str) -> serde_json::Value {
    let list = ground.succeed(&["registration", "list", address, "--json"]);
    serde_json::from_str(&list).unwrap()
}

#[tokio::test]
async fn a_sign_up_is_called_off_beside_the_running_program() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    journey::whole_way(&ground, kontor.public).await;
    assert_eq!(ground.places(), (0, 1));
    let found = listed(&ground, "zoe@example.org");
    let number = found[0]["id"].as_str().unwrap();
    let said = ground.succeed(&["registration", "cancel", number]);
    assert!(said.contains("1 place(s) are free again"), "{said}");
    assert_eq!(ground.places().1, 0);
    assert_eq!(listed(&ground, "zoe@example.org")[0]["state"], "cancelled");
    let again = ground.succeed(&["registration", "cancel", number]);
    assert!(again.contains("nothing to do"), "{again}");
    let unknown = "reg_00000000000000000000000000000000";
    let arguments = ["registration", "cancel", unknown];
    let output = program::run(&ground.settings, ground.folder(), &arguments);
    assert_eq!(output.status.code(), Some(4));
}

/// Everything that a person has typed, and nothing that others have.
#[tokio::test]
async fn a_person_is_shown_whole_on_servers_too() {
    let mut ground = Ground::servers().await;
    let asking = ground.settings.clone();
    ground.settings = asking.with("registrations.ask_consent", r#"["news"]"#);
    ground.forum(100);
    // Without a mailer the message waits between the workers.
    let registrations = ground.start("registrations").await;
    let body = |email: &str, other: &str| {
        serde_json::json!({
            "contact": { "name": "Zoë von der Leyen", "email": email, "language": "fr",
                         "organisation": "Müller-Söhne GmbH", "country": "CH" },
            "participants": [{ "name": "王小明" }, { "name": other }],
            "consents": [{ "purpose": "news", "text": "Tell me about further forums" }],
        })
    };
    let url = registrations.url(&format!("/api/v1/forums/{FORUM}/registrations"));
    for (email, other) in [
        ("zoe@example.org", "Li Wei"),
        ("jan@example.org", "Kim Doe"),
    ] {
        let request = client().post(&url).json(&body(email, other));
        assert_eq!(request.send().await.unwrap().status(), 202);
    }
    let shown = ground.succeed(&["person", "show", "zoe@example.org"]);
    for typed in [
        "Zoë von der Leyen",
        "Müller-Söhne GmbH",
        "\"CH\"",
        "\"fr\"",
        "王小明",
        "Li Wei",
        "Tell me about further forums",
    ] {
        assert!(shown.contains(typed), "{typed}: {shown}");
    }
    assert!(!shown.contains("jan@example.org"), "{shown}");
    assert!(!shown.contains("Kim Doe"), "{shown}");
    let said = ground.succeed(&["person", "erase", "zoe@example.org", "--yes"]);
    assert!(said.starts_with("erased 1 sign-up(s)"), "{said}");
    let shown = ground.succeed(&["person", "show", "zoe@example.org"]);
    assert!(!shown.contains("Müller"), "{shown}");
    let shown = ground.succeed(&["person", "show", "jan@example.org"]);
    assert!(shown.contains("Kim Doe"), "{shown}");
    drop(registrations);
    ground.remove().await;
}

#[tokio::test]
async fn everything_that_is_kept_of_a_person_can_be_shown_and_erased() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let mut kontor = ground.start("up").await;
    journey::whole_way(&ground, kontor.public).await;
    let (zoe, name) = ("zoe@example.org", "Zoë von der Leyen");
    ground.succeed(&["staff", "add", zoe, "--name", name, "--role", "reader"]);
    let show = || ground.succeed(&["person", "show", "ZOE@example.org"]);
    let kept: serde_json::Value = serde_json::from_str(&show()).unwrap();
    assert_eq!(kept["registrations"][0]["state"], "confirmed", "{kept}");
    assert_eq!(kept["account"]["name"], name, "{kept}");
    assert_eq!(kept["mails"].as_array().unwrap().len(), 3, "{kept}");
    let would = ground.succeed(&["person", "erase", "zoe@example.org"]);
    assert!(would.contains("Nothing was erased"), "{would}");
    assert_eq!(ground.places(), (0, 1));
    let said = ground.succeed(&["person", "erase", "zoe@example.org", "--yes"]);
    assert!(said.starts_with("erased 1 sign-up(s), 3 mail(s)"), "{said}");
    assert!(said.contains("1 account(s) of the staff"), "{said}");
    let kept: serde_json::Value = serde_json::from_str(&show()).unwrap();
    assert_eq!(
        kept.to_string(),
        r#"{"account":null,"invitations":[],"known":[],"mails":[],"messages":[],"named":[],"registrations":[]}"#
    );
    assert_eq!(ground.places(), (0, 0));
    // Not a letter of the name is left in the files, once the program has stopped.
    assert!(kontor.stop().await);
    for file in std::fs::read_dir(ground.folder()).unwrap() {
        let path = file.unwrap().path();
        if path.to_string_lossy().contains(".sqlite") {
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("zoe@example.org"), "{}", path.display());
        }
    }
}
