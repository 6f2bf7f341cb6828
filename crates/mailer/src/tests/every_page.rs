//! The pages of the mail log in every language, for mails in every state, with and without everything that
//! they may show. Templates are strict: what a page reads must be there even when nobody gave it.

use axum::http::StatusCode;
use kontor_testkit::on_both_engines;

use super::{
    office::SETS,
    pages::{app, fail_first, get},
};
use crate::domain::MailState;

const MAIL: &str = "/console/mails/mail_00000000000000000000000000000001";

#[tokio::test]
async fn every_page_opens_in_every_state_of_a_mail() {
    on_both_engines("mailer", &SETS, |database| async move {
        let empty = app(&database, 0).await;
        see(&empty, "/console/mails", "class=\"empty\"").await;
        let app = app(&database, 2).await;
        fail_first(&database).await;
        for state in MailState::ALL {
            let sql = format!("UPDATE mails SET state = '{}'", state.word());
            let tx = database.begin().await.unwrap();
            tx.execute(&sql, []).await.unwrap();
            tx.commit().await.unwrap();
            for view in ["html", "text", "calendar"] {
                let path = format!("{MAIL}?view={view}&again=1");
                see(&app, &path, "id=\"answer\"").await;
            }
            see(&app, MAIL, "class=\"timeline\"").await;
            let list = format!("/console/mails?state={}", state.word());
            see(&app, &list, "mail_00000000000000000000000000000001").await;
        }
        see(&app, "/console/mails?q=nobody", "class=\"empty\"").await;
        see(&app, "/console/mails?state=lost", "role=\"alert\"").await;
    })
    .await;
}

/// Opens a page in each language and looks for something that it must show.
async fn see(app: &axum::Router, path: &str, shows: &str) {
    for language in ["de", "en", "fr"] {
        let separator = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{separator}lang={language}");
        let (status, page) = get(app, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        let spoken = format!("<html lang=\"{language}\"");
        assert!(
            page.contains(&spoken) && page.contains(shows),
            "{path}: {page}"
        );
        assert_eq!(page.matches("<h1>").count(), 1, "{path}");
    }
}
