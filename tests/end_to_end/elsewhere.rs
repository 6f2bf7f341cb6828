//! Signing in at a provider of OpenID Connect that nobody here wrote: npm `oidc-provider`.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{Browser, Kontor, http::client, ports};
use reqwest::{Response, StatusCode, Url, header};
use serde_json::{Value, json};

use crate::{console::assert_sound, ground::Ground, sign_in};

const WAIT: Duration = Duration::from_mins(1);
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/end_to_end/oidc_provider.mjs");
pub(crate) const ANNA: &str = "anna@office.example";
pub(crate) const PASSWORD: &str = "correct horse battery staple";
pub(crate) const LEAVE: &str = "/console/sign-in/elsewhere?lang=en";

/// A provider where whoever comes is signed in as the person that is set.
pub(crate) struct Provider {
    child: Child,
    address: SocketAddr,
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Provider {
    async fn start(address: SocketAddr, kontor: &Kontor) -> Self {
        let child = Command::new("node")
            .arg(SCRIPT)
            .arg(address.port().to_string())
            .arg(kontor.staff_url("/console/sign-in/elsewhere/done"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("node: run tests/run");
        let provider = Self { child, address };
        let up = async || tokio::net::TcpStream::connect(address).await.is_ok();
        assert!(
            wait::reached(WAIT, up).await,
            "oidc-provider: run tests/run"
        );
        provider
    }

    async fn set(&self, wish: Value) {
        let url = format!("http://{}/test", self.address);
        let answer = client().post(url).json(&wish).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    pub(crate) async fn person(&self, person: Value) {
        self.set(json!({ "person": person })).await;
    }
}

/// The program and a provider that know each other, and Anna, who has chosen a password.
pub(crate) struct Office {
    pub(crate) ground: Ground,
    pub(crate) kontor: Kontor,
    pub(crate) provider: Provider,
}

impl Office {
    pub(crate) async fn open(settings: &[(&str, &str)]) -> Self {
        let mut ground = Ground::embedded().await;
        let address = ports::free();
        // The provider then leads back to the staff's listener.
        ground.settings = ground.settings.with("http.console", false);
        let fixed = [
            ("issuer", format!("http://{address}")),
            ("client_id", "kontor".to_owned()),
            ("client_secret", "a secret: of & for kontor".to_owned()),
            ("name", "Keycloak".to_owned()),
        ];
        for (name, value) in fixed {
            let name = format!("access.oidc.{name}");
            ground.settings = ground.settings.with(&name, value);
        }
        for (name, value) in settings {
            let name = format!("access.oidc.{name}");
            ground.settings = ground.settings.with(&name, value);
        }
        let kontor = ground.start("up").await;
        let provider = Provider::start(address, &kontor).await;
        Self {
            ground,
            kontor,
            provider,
        }
    }

    /// Makes an account; returns its link.
    pub(crate) fn add(&self, email: &str, name: &str) -> String {
        let add = [
            "staff", "add", email, "--name", name, "--role", "admin", "--json",
        ];
        let made: Value = serde_json::from_str(&self.ground.succeed(&add)).unwrap();
        self.here(made["link"].as_str().unwrap())
    }

    /// A link that a command has printed, at the ports of the test.
    fn here(&self, link: &str) -> String {
        let (_, path) = link.trim().split_once("/console/").unwrap();
        self.kontor.staff_url(&format!("/console/{path}"))
    }

    pub(crate) async fn sign_in(&self) -> Seen {
        Visitor::default().go(&self.kontor.staff_url(LEAVE)).await
    }
}

/// The page at the end of a way.
pub(crate) struct Seen {
    status: StatusCode,
    /// Its path and query.
    at: String,
    text: String,
}

impl Seen {
    pub(crate) fn is_in(&self, name: &str) {
        assert!(
            self.status == StatusCode::OK
                && self.at.starts_with("/console/")
                && !self.at.starts_with("/console/sign-in"),
            "{} {}",
            self.at,
            self.text
        );
        assert!(self.text.contains(name), "{}", self.text);
    }

    /// Nothing of what the provider has sent stands in the address of the page that says why.
    pub(crate) fn is_out(&self, why: &str) {
        let expected = format!("/console/sign-in/elsewhere/refused?why={why}");
        assert_eq!(
            self.at.trim_end_matches("&lang=en"),
            expected,
            "{}",
            self.text
        );
        assert_eq!(self.status, StatusCode::FORBIDDEN, "{}", self.text);
    }
}

/// A browser without a screen: it keeps cookies and follows links.
#[derive(Default)]
struct Visitor {
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    async fn get(&mut self, url: &Url) -> Response {
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let request = client().get(url.clone()).header(header::COOKIE, cookies);
        let answer = request.send().await.unwrap();
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }

    /// One step: where it leads, or the page.
    async fn step(&mut self, url: &Url) -> Result<Url, Seen> {
        let answer = self.get(url).await;
        let (status, at) = (answer.status(), url[url::Position::BeforePath..].to_owned());
        match answer.headers().get(header::LOCATION) {
            Some(to) => Ok(url.join(to.to_str().unwrap()).unwrap()),
            None => Err(Seen {
                status,
                at,
                text: answer.text().await.unwrap(),
            }),
        }
    }

    async fn go(&mut self, url: &str) -> Seen {
        let mut url: Url = url.parse().unwrap();
        loop {
            match self.step(&url).await {
                Ok(next) => url = next,
                Err(seen) => return seen,
            }
        }
    }

    /// Goes on until the provider sends back, and stops before the door.
    async fn until_back(&mut self, mut url: Url) -> Url {
        while !url.path().ends_with("/elsewhere/done") {
            url = self
                .step(&url)
                .await
                .unwrap_or_else(|seen| panic!("{}", seen.text));
        }
        url
    }
}

#[tokio::test]
async fn the_first_sign_in_finds_the_account_by_its_verified_address_and_the_next_by_the_person() {
    let office = Office::open(&[("link_by_email", "true")]).await;
    office.add(ANNA, "Anna Muster");
    office
        .provider
        .person(json!({ "email_verified": false }))
        .await;
    office.sign_in().await.is_out("unverified");
    office
        .provider
        .person(json!({ "email_verified": true }))
        .await;
    office.sign_in().await.is_in("Anna Muster");
    office
        .provider
        .set(json!({ "exchangeKeys": true, "person": { "email": "anna@elsewhere.example" } }))
        .await;
    office.sign_in().await.is_in("Anna Muster");
    let stranger = json!({ "sub": "ben-1", "email": ANNA });
    office.provider.person(stranger).await;
    office.sign_in().await.is_out("stranger");
    office.add("cleo@office.example", "Cleo");
    office.provider.person(json!({ "sub": "anna-1" })).await;
    office
        .provider
        .person(json!({ "sub": "cleo-1", "email": "cleo@office.example" }))
        .await;
    office.sign_in().await.is_in("Cleo");
    office
        .ground
        .succeed(&["staff", "disable", "cleo@office.example"]);
    office.sign_in().await.is_out("stranger");
    let audit = office.ground.succeed(&["audit"]);
    assert!(
        audit.contains("identity.linked") && !audit.contains("office.example"),
        "{audit}"
    );
}

#[tokio::test]
async fn nobody_is_let_in_by_an_answer_that_was_not_asked_for_here() {
    let office = Office::open(&[("link_by_email", "true")]).await;
    office.add(ANNA, "Anna Muster");
    let door: Url = office.kontor.staff_url(LEAVE).parse().unwrap();
    // Another browser comes with the answer.
    let mut anna = Visitor::default();
    let there = anna.step(&door).await.ok().unwrap();
    let back = anna.until_back(there).await;
    let seen = Visitor::default().go(back.as_str()).await;
    seen.is_out("stale");
    anna.go(back.as_str()).await.is_in("Anna Muster");
    // The same answer once more, by whoever has kept the cookie.
    let mut again = Visitor::default();
    let there = again.step(&door).await.ok().unwrap();
    let back = again.until_back(there).await;
    let kept = again.cookies.clone();
    again.go(back.as_str()).await.is_in("Anna Muster");
    Visitor { cookies: kept }
        .go(back.as_str())
        .await
        .is_out("stale");
    // A token that the provider made for another sign-in.
    let mut other = Visitor::default();
    let mut there = other.step(&door).await.ok().unwrap();
    let pairs: Vec<(String, String)> = there.query_pairs().into_owned().collect();
    there.query_pairs_mut().clear().extend_pairs(
        pairs
            .iter()
            .map(|(name, value)| (name, if name == "nonce" { "another" } else { value })),
    );
    let back = other.until_back(there).await;
    other.go(back.as_str()).await.is_out("stale");
    office.provider.person(json!({ "deny": true })).await;
    let denied = office.sign_in().await;
    denied.is_out("declined");
    assert!(
        denied.text.contains("Keycloak did not let you in"),
        "{}",
        denied.text
    );
    assert!(!denied.text.contains("<b>no"), "texts of others stay out");
}

#[tokio::test]
async fn without_the_office_s_leave_nobody_is_linked_and_nobody_is_made() {
    let office = Office::open(&[]).await;
    office.add(ANNA, "Anna Muster");
    office.sign_in().await.is_out("stranger");
    let office = Office::open(&[("create_accounts", "true")]).await;
    office.add(ANNA, "Anna Muster");
    office.sign_in().await.is_out("stranger");
    office
        .provider
        .person(json!({ "sub": "dora-1", "email": "dora@office.example", "name": "Dora" }))
        .await;
    office.sign_in().await.is_in("Dora");
    let people = office.ground.succeed(&["staff", "list", "--json"]);
    let people: Value = serde_json::from_str(&people).unwrap();
    let dora = people
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"] == "Dora")
        .unwrap();
    assert_eq!(dora["grants"], json!(["reader"]), "{dora}");
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_and_a_password_still_lets_in() {
    let mut office = Office::open(&[("link_by_email", "true")]).await;
    let doctor = |office: &Office| {
        let output = kontor_tests::program::run(
            &office.ground.settings,
            office.ground.folder(),
            &["doctor"],
        );
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(
        doctor(&office).contains("ok   sign-in provider"),
        "{}",
        doctor(&office)
    );
    let link = office.add(ANNA, "Anna Muster");
    office.provider.child.kill().unwrap();
    office.provider.child.wait().unwrap();
    let seen = office.sign_in().await;
    assert_eq!(seen.status, StatusCode::BAD_GATEWAY);
    assert!(
        seen.text.contains("Keycloak cannot be used at the moment"),
        "{}",
        seen.text
    );
    assert!(
        doctor(&office).contains("FAIL sign-in provider: the provider cannot be reached"),
        "{}",
        doctor(&office)
    );
    let browser = Browser::open(390).await;
    browser.go(&format!("{link}?lang=en")).await;
    browser.fill("password", PASSWORD).await;
    browser.fill("again", PASSWORD).await;
    browser
        .press("form[method='post'] .actions button[type='submit']")
        .await;
    browser.fill("email", ANNA).await;
    browser.fill("password", PASSWORD).await;
    browser
        .press("form[method='post'] .actions button[type='submit']")
        .await;
    sign_in::assert_in(&browser).await;
    browser.close().await;
}

#[tokio::test]
async fn somebody_signs_in_elsewhere_as_they_see_it_and_a_link_lets_in_where_there_are_no_passwords()
 {
    for width in [390, 1280] {
        let office = Office::open(&[("link_by_email", "true"), ("only", "true")]).await;
        office.add(ANNA, "Anna Muster");
        let browser = Browser::open(width).await;
        browser
            .go(&office.kontor.staff_url("/console/people?lang=fr"))
            .await;
        assert_sound(&browser, width, "the door with a provider only").await;
        assert!(!browser.text().await.contains("Mot de passe oublié"));
        browser.press(".actions a[href*='elsewhere']").await;
        assert!(
            browser.url().await.ends_with("/console/people?lang=fr"),
            "{}",
            browser.url().await
        );
        assert_eq!(browser.language().await, "fr");
        browser
            .go(&office.kontor.staff_url("/console/account?lang=en"))
            .await;
        assert_sound(&browser, width, "an account without a password").await;
        sign_in::sign_out(&browser, width).await;

        office
            .provider
            .person(json!({ "sub": "x", "email": "x@office.example" }))
            .await;
        let other = Browser::open(width).await;
        other.go(&office.kontor.staff_url(LEAVE)).await;
        assert_sound(&other, width, "a stranger at the door").await;
        other.close().await;

        let said = office.ground.succeed(&["staff", "reset", ANNA]);
        let link = office.here(said.split_whitespace().next().unwrap());
        browser.go(&format!("{link}?lang=en")).await;
        assert_sound(&browser, width, "a link that lets in").await;
        browser.press("main form button").await;
        sign_in::assert_in(&browser).await;
        browser.go(&format!("{link}?lang=en")).await;
        assert!(browser.text().await.contains("not valid"), "once");
        browser.close().await;
    }
}
