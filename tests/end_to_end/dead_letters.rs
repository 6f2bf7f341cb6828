//! A message that cannot be handled: alone among the dead letters, readable, and tried again on demand.

use std::process::Command;

use kontor_tests::mail::python;
use serde_json::Value;

use crate::{ground::Ground, journey};

/// Puts an event into the outbox of `registrations` whose data are not what its type says.
const POISON: &str = r#"
import sqlite3, sys, uuid
database = sqlite3.connect(sys.argv[1] + "/registrations.sqlite")
identity = uuid.UUID("01990000-0000-7000-8000-0000000000aa")
body = '{"specversion":"1.0","id":"evt_%s","source":"/kontor/registrations","type":"registration.received.v1","subject":"reg_x","sequence":"0000000000000000001","time":"2027-01-01T00:00:00Z","datacontenttype":"application/json","data":{"nonsense":true}}' % identity.hex
database.execute("INSERT INTO outbox (stream, id, kind, subject, body, created_at, not_before) VALUES (?, ?, 'registration.received.v1', 'reg_x', ?, 0, 0)", (identity.bytes, identity.bytes, body))
database.commit()
"#;

fn letters(ground: &Ground) -> Vec<Value> {
    serde_json::from_str(&ground.succeed(&["dead-letters", "list", "--json"])).unwrap()
}

#[tokio::test]
async fn a_poison_message_is_read_replayed_and_hurts_nobody_else() {
    let ground = Ground::embedded().await;
    ground.forum(100);
    let kontor = ground.start("up").await;
    let folder = ground.folder().display().to_string();
    let output = Command::new(python())
        .args(["-c", POISON, &folder])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        journey::sign_up(kontor.public, "healthy@example.org", "en")
            .await
            .0,
        202
    );
    let mails = ground.mail.wait_for(1).await;
    journey::assert_sound(&mails[0], "healthy@example.org");

    journey::settle(async || letters(&ground).len() == 1).await;
    let letter = letters(&ground).remove(0);
    let id = "evt_019900000000700080000000000000aa";
    assert_eq!(
        (letter["id"].as_str(), letter["worker"].as_str()),
        (Some(id), Some("mailer"))
    );
    assert!(
        letter["reason"].as_str().unwrap().contains("missing field"),
        "{letter}"
    );
    let shown = ground.succeed(&["dead-letters", "show", id]);
    assert!(shown.contains("nonsense"), "{shown}");
    let shown = ground.succeed(&["dead-letters", "show", id, "--json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["reason"], letter["reason"], "{shown}");
    assert_eq!(shown["message"]["data"]["nonsense"], true, "{shown}");
    let failed_at = letter["failed_at"].clone();
    assert!(
        ground
            .succeed(&["dead-letters", "replay", id])
            .contains("will be tried again")
    );
    journey::settle(async || {
        letters(&ground)
            .first()
            .is_some_and(|letter| letter["failed_at"] != failed_at)
    })
    .await;
    assert_eq!(letters(&ground)[0]["id"], id, "a replay keeps the id");
    assert_eq!(ground.mail.files().len(), 1);
}
