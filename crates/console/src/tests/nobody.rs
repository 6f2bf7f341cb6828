//! The door of an office where no administrator can sign in: what it says is what helps there.

use axum::http::StatusCode;
use kontor_access::{Access, MIGRATIONS, Settings};
use kontor_store::audit::Actor;
use kontor_testkit::on_both_engines;

use super::{ANNA, Office, settings};

/// A command as the console shows it: it breaks between its words only.
pub(super) fn command(text: &str) -> String {
    let words: Vec<_> = text
        .split(' ')
        .map(|word| format!("<span>{word}</span>"))
        .collect();
    format!("<code class=\"command\">{}", words.join(" "))
}

/// With a provider, and without passwords.
fn only(link_by_email: bool) -> Settings {
    let mut settings = settings();
    settings.oidc.issuer = "https://id.example".into();
    settings.oidc.name = "Keycloak".into();
    settings.oidc.only = true;
    settings.oidc.link_by_email = link_by_email;
    settings
}

async fn with<R>(settings: Settings, test: impl Fn(Office) -> R)
where
    R: Future<Output = ()>,
{
    on_both_engines("access", MIGRATIONS, |database| {
        test(Office::new(database, settings.clone()))
    })
    .await;
}

async fn door(office: &Office) -> String {
    office.get("/console/sign-in?lang=en", "").await.html
}

fn assert_says(page: &str, words: &[&str]) {
    for text in words {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[tokio::test]
async fn where_there_is_nobody_it_names_the_command_and_what_its_link_does() {
    let add = command("kontor staff add ADDRESS --name NAME --role admin");
    with(settings(), |office| {
        let add = add.clone();
        async move { assert_says(&door(&office).await, &[&add, "Make the first account"]) }
    })
    .await;
    with(only(false), |office| {
        let add = add.clone();
        async move {
            let says = [add.as_str(), "without a password", "links it to Keycloak"];
            assert_says(&door(&office).await, &says);
        }
    })
    .await;
    with(only(true), |office| {
        let add = add.clone();
        async move { assert_says(&door(&office).await, &[&add, "signs in with Keycloak"]) }
    })
    .await;
}

#[tokio::test]
async fn where_there_are_accounts_it_does_not_ask_for_the_first() {
    for settings in [settings(), only(false)] {
        with(settings, |office| async move {
            office.invite(ANNA, "admin").await;
            let page = door(&office).await;
            let reset = command("kontor staff reset ADDRESS");
            assert_says(&page, &[&reset]);
            assert!(!page.contains(">add<"), "{page}");
        })
        .await;
    }
}

async fn first_link(access: &Access) -> String {
    let link = access.first_admin_link(Actor::CommandLine).await.unwrap();
    format!("/console/link/{}", link.unwrap().secret.reveal())
}

/// A password that nobody could use is not asked for.
#[tokio::test]
async fn where_there_are_no_passwords_the_first_administrator_is_in_by_the_link() {
    with(only(false), |office| async move {
        let link = first_link(&office.access).await;
        let page = office.get(&link, "").await.html;
        assert!(page.contains("name=\"email\""), "{page}");
        assert!(!page.contains("type=\"password\""), "{page}");
        let wrong = office.post(&link, "", "name=Anna&email=x").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("name=Anna&email={ANNA}");
        let entered = office.post(&link, "", &form).await;
        let cookie = entered.cookie.expect("signed in");
        let cookie = cookie.split(';').next().unwrap();
        let account = office.get("/console/account?lang=en", cookie).await.html;
        assert_says(&account, &[ANNA, "Link to Keycloak"]);
        let again = office.post(&link, "", &form).await;
        assert_eq!(again.status, StatusCode::GONE, "once");
    })
    .await;
    with(settings(), |office| async move {
        let link = first_link(&office.access).await;
        let secret = link.rsplit_once('/').unwrap().1;
        let who = ("Anna", &ANNA.parse().unwrap());
        let client = kontor_access::Client {
            address: "192.0.2.1".parse().unwrap(),
            agent: String::new(),
            language: "de".parse().unwrap(),
        };
        let entered = office.access.enter_as_first(secret, who, &client).await;
        assert!(entered.is_err(), "with passwords it lets nobody in");
    })
    .await;
}
