//! The console as a browser sees it, on both engines.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use kontor_access::{Access, Delivery, MIGRATIONS, NewAccount, Settings};
use kontor_store::audit::Actor;
use kontor_testkit::{FakeClock, on_both_engines, process};
use kontor_web::{Site, missing_keys};
use tower::ServiceExt;

use crate::{Console, PARTS};

mod confirming;
mod every_page;
mod letters;
mod nobody;

const ANNA: &str = "anna@example.org";
const PASSWORD: &str = "correct horse battery staple";

struct Office {
    access: Access,
    router: Router,
}

/// What came back.
struct Answer {
    status: StatusCode,
    location: Option<String>,
    cookie: Option<String>,
    html: String,
}

impl Office {
    fn new(database: kontor_store::Database, settings: Settings) -> Self {
        let process = process(FakeClock::at("2027-01-15T12:00:00Z"));
        let access = Access::new(&process, database, settings);
        let console = Console::new(access.clone(), "https://office.example", true);
        let site = Site::new(kontor_web::Settings::default(), &[&PARTS]).unwrap();
        let gate = console.gate();
        let router = kontor_web::staff(&site, console.pages().staff, &[], &gate);
        Self { access, router }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let header = |name| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        let (status, location) = (response.status(), header(header::LOCATION));
        let cookie = header(header::SET_COOKIE);
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let html = String::from_utf8(body.to_vec()).unwrap();
        Answer {
            status,
            location,
            cookie,
            html,
        }
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path)
            .header("host", "localhost")
            .header("cookie", cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("host", "localhost")
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// The path of the link that lets somebody in.
    async fn invite(&self, email: &str, grant: &str) -> String {
        let new = NewAccount {
            name: "Anna <Muster>".into(),
            email: email.parse().unwrap(),
            grants: vec![grant.parse().unwrap()],
            language: None,
        };
        let (_, link) = self
            .access
            .add_account(Actor::CommandLine, new, &Delivery::Shown)
            .await
            .unwrap();
        format!("/console/link/{}", link.secret.reveal())
    }

    /// Signs somebody in who has just used their link; returns the cookie.
    async fn signed_in(&self, email: &str, grant: &str) -> String {
        let link = self.invite(email, grant).await;
        let form = format!("password={PASSWORD}&again={PASSWORD}").replace(' ', "+");
        let used = self.post(&link, "", &form).await;
        assert_eq!(
            used.location.as_deref(),
            Some("/console/sign-in?set=1"),
            "{}",
            used.html
        );
        let form = format!("email={email}&password={PASSWORD}").replace(' ', "+");
        let entered = self.post("/console/sign-in", "", &form).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html);
        let cookie = entered.cookie.unwrap();
        assert!(
            cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        cookie.split(';').next().unwrap().to_owned()
    }
}

fn settings() -> Settings {
    Settings {
        console_url: "http://localhost:8081".into(),
        ..Settings::default()
    }
}

async fn on_both<F, R>(test: F)
where
    F: Fn(Arc<Office>) -> R,
    R: Future<Output = ()>,
{
    on_both_engines("access", MIGRATIONS, |database| {
        test(Arc::new(Office::new(database, settings())))
    })
    .await;
}

#[test]
fn every_language_has_every_text() {
    assert_eq!(missing_keys(&[&PARTS]), Vec::<String>::new());
}

#[tokio::test]
async fn a_link_lets_in_once_and_opening_it_changes_nothing() {
    on_both(|office| async move {
        let link = office.invite(ANNA, "admin").await;
        for _ in 0..2 {
            let page = office.get(&link, "").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.html.contains("Anna &lt;Muster&gt;"), "{}", page.html);
        }
        let differ = office.post(&link, "", "password=a&again=b").await;
        assert_eq!(differ.status, StatusCode::UNPROCESSABLE_ENTITY);
        let short = office.post(&link, "", "password=short&again=short").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.html.contains("15"), "{}", short.html);
        let form = format!("password={PASSWORD}&again={PASSWORD}").replace(' ', "+");
        let used = office.post(&link, "", &form).await;
        assert_eq!(used.status, StatusCode::SEE_OTHER);
        assert!(used.cookie.is_none(), "a link signs nobody in");
        for gone in [
            office.get(&link, "").await,
            office.post(&link, "", &form).await,
        ] {
            assert_eq!(gone.status, StatusCode::GONE);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_comes_in_without_signing_in_and_then_goes_on_to_where_they_wanted() {
    on_both(|office| async move {
        let cookie = office.signed_in(ANNA, "admin").await;
        for path in [
            "/console",
            "/console/account",
            "/console/people",
            "/console/second-factor",
        ] {
            let outside = office.get(path, "kontor=nonsense").await;
            let door = format!("/console/sign-in?to={path}");
            assert_eq!(outside.location.as_deref(), Some(door.as_str()));
        }
        let page = office.get("/console/account", &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.html);
        let again = office
            .get("/console/sign-in?to=/console/people", &cookie)
            .await;
        assert_eq!(again.location.as_deref(), Some("/console/people"));
        let wrong = office
            .post("/console/sign-in", "", "email=anna@example.org&password=x")
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.html.contains("value=\"anna@example.org\""),
            "{}",
            wrong.html
        );
        let out = office.post("/console/sign-out", &cookie, "").await;
        assert!(out.cookie.unwrap().contains("Max-Age=0"));
        let outside = office.get("/console/account", &cookie).await;
        assert_eq!(outside.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn while_nobody_has_an_account_whoever_is_on_this_machine_makes_the_first() {
    on_both(|office| async move {
        for path in ["/console/account", "/console/second-factor"] {
            let nobody = office.get(path, "").await;
            let to = nobody.location.unwrap();
            assert!(to.starts_with("/console/sign-in"), "{path} leads to {to}");
        }
        let door = office.get("/console/sign-in", "").await;
        let add = nobody::command("kontor staff add");
        assert!(door.html.contains(&add), "{}", door.html);
        let people = office.get("/console/people", "").await;
        assert_eq!(people.status, StatusCode::OK);
        assert!(people.html.contains(&add), "{}", people.html);
        let form = "name=Anna&email=anna@example.org&role=admin&scope=&by=hand";
        let made = office.post("/console/people", "", form).await;
        assert!(made.html.contains("/console/link/"), "{}", made.html);
        let rows = kontor_store::audit::entries(
            office.access.database(),
            kontor_store::audit::Wish::default(),
            10,
        );
        let rows = rows.await.unwrap();
        assert!(rows.iter().all(|row| row.actor == Actor::CommandLine));
        assert!(rows.iter().any(|row| row.action == "account.added"));
        let shut = office.get("/console/people", "").await;
        assert_eq!(
            shut.location.as_deref(),
            Some("/console/sign-in?to=/console/people")
        );
    })
    .await;
}

#[tokio::test]
async fn only_administrators_see_people_and_they_invite_and_shut_out() {
    on_both(|office| async move {
        let reader = office.signed_in("ben@example.org", "reader").await;
        let refused = office.get("/console/people", &reader).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let form = "name=Cleo&email=cleo@example.org&role=organiser&scope=forum/lunch&by=hand";
        let refused = office.post("/console/people", &reader, form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let admin = office.signed_in(ANNA, "admin").await;
        let made = office.post("/console/people", &admin, form).await;
        assert!(
            made.html.contains("http://localhost:8081/console/link/"),
            "{}",
            made.html
        );
        let twice = office.post("/console/people", &admin, form).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let ben = office
            .access
            .account_of(&"ben@example.org".parse().unwrap())
            .await
            .unwrap()
            .id;
        let path = format!("/console/people/{ben}");
        assert!(
            office
                .get(&path, &admin)
                .await
                .html
                .contains("ben@example.org")
        );
        let done = office.post(&format!("{path}/disable"), &admin, "").await;
        assert_eq!(done.location, Some(format!("{path}?done=1")));
        assert_eq!(
            office.get("/console/account", &reader).await.status,
            StatusCode::SEE_OTHER
        );
        let me = office
            .access
            .account_of(&ANNA.parse().unwrap())
            .await
            .unwrap()
            .id;
        let last = office
            .post(&format!("/console/people/{me}/disable"), &admin, "")
            .await;
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
        let people = office.get("/console/people", &admin).await;
        assert!(people.html.contains("cleo@example.org"), "{}", people.html);
    })
    .await;
}

#[tokio::test]
async fn ones_own_account_has_password_sessions_tokens_and_a_second_factor() {
    on_both(|office| async move {
        let cookie = office.signed_in(ANNA, "admin").await;
        let wrong = office
            .post(
                "/console/account/password",
                &cookie,
                "present=x&new=Zug+Mond+Lampe+Regen",
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = "token_name=Import&role=reader&scope=";
        let token = office.post("/console/account/tokens", &cookie, form).await;
        assert!(token.html.contains("kontor_"), "{}", token.html);
        let page = office.get("/console/account", &cookie).await;
        assert!(
            page.html.contains("Import") && !page.html.contains("kontor_"),
            "{}",
            page.html
        );
        let door = "/console/second-factor/begin";
        let unproved = office.post(door, &cookie, "password=x").await;
        assert_eq!(unproved.status, StatusCode::UNPROCESSABLE_ENTITY);
        let proved = format!("password={PASSWORD}").replace(' ', "+");
        let begun = office.post(door, &cookie, &proved).await;
        assert_eq!(begun.location.as_deref(), Some("/console/second-factor"));
        let page = office.get("/console/second-factor", &cookie).await;
        assert!(
            page.html.contains("otpauth:&#x2f;&#x2f;totp") || page.html.contains("otpauth://totp"),
            "{}",
            page.html
        );
        let code = office
            .post("/console/second-factor", &cookie, "code=000000")
            .await;
        assert_eq!(code.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    on_both(|office| async move {
        let request = Request::post("/console/sign-out")
            .header("host", "localhost")
            .header("sec-fetch-site", "cross-site")
            .body(Body::empty());
        let refused = office.ask(request.unwrap()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}
