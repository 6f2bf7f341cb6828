//! People of the office, let in and signed in as they would be, and programs with tokens.

use kontor_tests::{Kontor, http::client};
use reqwest::{StatusCode, header};
use serde_json::Value;

use crate::ground::Ground;

const PASSWORD: &str = "vier kluge enten im teich";

/// A way in: what somebody shows with each request.
#[derive(Debug, Clone)]
pub(crate) enum Shown {
    /// Nothing.
    Nothing,
    /// A session's cookie.
    Cookie(String),
    /// A token.
    Token(String),
}

/// Somebody who calls.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: &'static str,
    /// As `kontor staff` takes them: `reader`, `organiser:forum/lunch`.
    pub(crate) grants: &'static [&'static str],
    pub(crate) shown: Shown,
}

impl Person {
    pub(crate) const fn stranger() -> Self {
        Self {
            name: "a stranger",
            grants: &[],
            shown: Shown::Nothing,
        }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION);
        location.map_or("", |location| location.to_str().unwrap())
    }

    /// The code of a problem, where it is one.
    pub(crate) fn code(&self) -> String {
        let problem: Value = serde_json::from_str(&self.body).unwrap_or_default();
        problem["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Calls an address as somebody. A program asks, so that problems are JSON.
pub(crate) async fn call(person: &Shown, method: &str, url: &str, form: &str) -> Answer {
    let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
    let is_post = method == reqwest::Method::POST;
    let mut request = client().request(method, url).header("accept", "*/*");
    if is_post {
        request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(form.to_owned());
    }
    request = match person {
        Shown::Nothing => request,
        Shown::Cookie(cookie) => request.header("cookie", cookie),
        Shown::Token(token) => request.bearer_auth(token),
    };
    let answer = request.send().await.unwrap();
    Answer {
        status: answer.status(),
        headers: answer.headers().clone(),
        body: String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned(),
    }
}

fn role_and_scope(grant: &str) -> Vec<&str> {
    match grant.split_once(':') {
        Some((role, scope)) => vec!["--role", role, "--scope", scope],
        None => vec!["--role", grant],
    }
}

/// Adds an account by command; returns the path of its link.
pub(crate) fn add(ground: &Ground, email: &str, grants: &[&str]) -> String {
    let add = ["staff", "add", email, "--name", "Somebody", "--json"];
    let made = ground.succeed(&[&add[..], &role_and_scope(grants[0])].concat());
    for grant in &grants[1..] {
        ground.succeed(&[&["staff", "grant", email][..], &role_and_scope(grant)].concat());
    }
    let made: Value = serde_json::from_str(&made).unwrap();
    let link = made["link"].as_str().unwrap();
    let (_, path) = link.split_once("/console/").unwrap();
    format!("/console/{path}")
}

/// Adds an account, chooses its password by the link, and signs in there.
pub(crate) async fn sign_in(
    ground: &Ground,
    base: &str,
    name: &'static str,
    grants: &'static [&'static str],
) -> Person {
    let email = format!("{}@office.example", name.replace(' ', "-"));
    let link = add(ground, &email, grants);
    let form = format!("password={PASSWORD}&again={PASSWORD}").replace(' ', "+");
    let chosen = call(&Shown::Nothing, "POST", &format!("{base}{link}"), &form).await;
    assert_eq!(chosen.status, 303, "{}", chosen.body);
    let cookie = enter(base, &email).await;
    Person {
        name,
        grants,
        shown: Shown::Cookie(cookie),
    }
}

/// Signs in with the password that everybody has here; returns the cookie.
pub(crate) async fn enter(base: &str, email: &str) -> String {
    let form = format!("email={email}&password={PASSWORD}").replace(' ', "+");
    let url = format!("{base}/console/sign-in");
    let entered = call(&Shown::Nothing, "POST", &url, &form).await;
    assert_eq!(entered.status, 303, "{}", entered.body);
    let cookie = entered.headers[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// A program with a token of somebody's account.
pub(crate) fn program(
    ground: &Ground,
    of: &str,
    name: &'static str,
    grants: &'static [&'static str],
) -> Person {
    let add = ["token", "add", of, "--name", name, "--json"];
    let made = ground.succeed(&[&add[..], &role_and_scope(grants[0])].concat());
    let made: Value = serde_json::from_str(&made).unwrap();
    Person {
        name,
        grants,
        shown: Shown::Token(made["token"].as_str().unwrap().to_owned()),
    }
}

/// The address of a listener.
pub(crate) fn public(kontor: &Kontor) -> String {
    format!("http://{}", kontor.public)
}

/// The address of the other one.
pub(crate) fn staff(kontor: &Kontor) -> String {
    format!("http://{}", kontor.staff)
}
