//! Every route of every table, called by everybody: what the tables say against what HTTP answers.
//!
//! The tables are what `kontor routes` prints. Who may what is worked out here once more, from roles and
//! scopes as an office understands them, not by the program's own rule.

use kontor_testkit::networks::{EenStub, Stub, een::STUB_KEY};
use kontor_tests::{Kontor, http::client, program};
use serde_json::{Value, json};

use crate::{
    ground::{FORUM, Ground},
    journey,
    people::{self, Answer, Person, Shown, call},
};

const LUNCH: &str = "business-lunch";
const SOURCE: &str = "een";

/// An office with something in it: two forums with a mail about each, and a source with a listing.
struct Office {
    ground: Ground,
    kontor: Kontor,
    _network: EenStub,
    routes: Vec<Route>,
    /// A mail, and the forum that it is about.
    mails: Vec<(String, &'static str)>,
    listing: String,
}

#[derive(Debug, Clone)]
struct Route {
    method: String,
    path: String,
    needs: String,
}

impl Route {
    fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    fn is_console(&self) -> bool {
        self.path == "/console" || self.path.starts_with("/console/")
    }

    /// Whether the staff's own listener has it.
    fn is_for_staff(&self) -> bool {
        self.is_console() || !["everybody", "link"].contains(&self.needs.as_str())
    }
}

/// A route with something in place of its parameters.
#[derive(Debug)]
struct Call {
    path: String,
    /// The one thing that it is about, as scopes name it, if it is about one.
    about: Option<String>,
}

/// What became of a call, as far as the guard decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The handler has answered, whatever it thinks of what was sent.
    In,
    /// To the door, to sign in.
    Door,
    /// A token is asked for.
    Token,
    /// Known, and not allowed.
    Refused,
    /// Not there.
    Nothing,
}

impl Outcome {
    fn of(answer: &Answer) -> Self {
        let to = answer.location();
        match (answer.status.as_u16(), answer.code().as_str()) {
            (401, _) => Self::Token,
            (403, "not_allowed") => Self::Refused,
            (404, "not_found") => Self::Nothing,
            _ if to == "/console/sign-in" || to.starts_with("/console/sign-in?to=") => Self::Door,
            _ => Self::In,
        }
    }
}

impl Office {
    async fn open() -> Self {
        let (ground, network) = (Ground::embedded().await, EenStub::start().await);
        network.add(1, "2026-11-01T00:00:00Z");
        let text = format!(
            "[site.rate]\nper_minute = 0\nburst = 0\n\
             [[partners.sources]]\nname = \"{SOURCE}\"\n[partners.sources.een]\n\
             url = \"{}\"\napi_key = \"{STUB_KEY}\"\n",
            network.url
        );
        std::fs::write(ground.folder().join("kontor.toml"), text).unwrap();
        ground.forum(100);
        ground.apply(&Ground::file().replace(FORUM, LUNCH));
        let kontor = ground.start("up").await;
        for forum in [FORUM, LUNCH] {
            let url = kontor.url(&format!("/api/v1/forums/{forum}/registrations"));
            let contact = json!({ "name": "Zoë", "email": "zoe@example.org", "language": "de" });
            let request = client().post(url).json(&json!({ "contact": contact }));
            assert_eq!(request.send().await.unwrap().status(), 202);
        }
        ground.mail.wait_for(2).await;
        let listing = async || {
            let url = kontor.url("/api/v1/listings");
            let list: Value =
                serde_json::from_str(&call(&Shown::Nothing, "GET", &url, "").await.body).unwrap();
            list["items"][0]["id"].as_str().map(str::to_owned)
        };
        journey::settle(async || listing().await.is_some()).await;
        let listing = listing().await.unwrap();
        let mails = mails(&kontor).await;
        let routes = routes(&ground);
        Self {
            ground,
            kontor,
            _network: network,
            routes,
            mails,
            listing,
        }
    }

    /// The calls of a route: one for each thing that it can be about.
    fn calls(&self, route: &Route) -> Vec<Call> {
        let with = |name: &str, value: &str, about: Option<String>| Call {
            path: route.path.replace(&format!("{{{name}}}"), value),
            about,
        };
        let forum = |forum: &str| Some(format!("forum/{forum}"));
        let path = route.path.as_str();
        if path.contains("/mails/{id}") {
            let of = |(id, slug): &(String, &'static str)| with("id", id, forum(slug));
            return self.mails.iter().map(of).collect();
        }
        if path == "/console/forums/{slug}" {
            let of = |slug: &str| with("slug", slug, forum(slug));
            return [FORUM, LUNCH].map(of).into();
        }
        if path.contains("/listings/{id}") {
            return vec![with("id", &self.listing, Some(format!("source/{SOURCE}")))];
        }
        if path.contains("/sources/{name}") {
            return vec![with("name", SOURCE, Some(format!("source/{SOURCE}")))];
        }
        // What is not there: the guard comes before whoever looks.
        let dummy = path
            .replace("{rule}", "day-before")
            .replace("{act}", "enable")
            .replace("{kind}", "confirmation")
            .replace("{language}", "de")
            .replace("{slug}", FORUM)
            .replace("{forum}", FORUM)
            .replace("{id}", "01990000-0000-7000-8000-000000000001")
            .replace("{secret}", &"0".repeat(52))
            .replace("{token}", &"0".repeat(52));
        assert!(!dummy.contains('{'), "{path}: nothing to put there");
        vec![Call {
            path: dummy,
            about: None,
        }]
    }

    /// Compares every call of everybody on one listener. `expected` says what is to come of it.
    async fn compare(
        &self,
        base: &str,
        routes: impl Iterator<Item = &Route>,
        people: &[Person],
        expected: impl Fn(&Route, &Call, &Person) -> Outcome,
    ) -> usize {
        let (mut wrong, mut count) = (Vec::new(), 0);
        for route in routes {
            for called in self.calls(route) {
                for person in people {
                    // Whoever signs out here would be a stranger to the next route.
                    let is_out = route.path == "/console/sign-out";
                    let shown = if is_out {
                        &Shown::Nothing
                    } else {
                        &person.shown
                    };
                    let url = format!("{base}{}", called.path);
                    let answer = call(shown, &route.method, &url, "").await;
                    let (found, wanted) = (Outcome::of(&answer), expected(route, &called, person));
                    // A dummy is not found by the handler either.
                    let is_in = wanted == Outcome::In
                        && found == Outcome::Nothing
                        && called.about.is_none();
                    if found != wanted && !is_in {
                        wrong.push(format!(
                            "{} {} needs {}: {} gets {found:?} ({}), not {wanted:?}",
                            route.method, called.path, route.needs, person.name, answer.status
                        ));
                    }
                    assert_headers(route, found, &answer);
                    count += 1;
                }
            }
        }
        assert!(wrong.is_empty(), "{base}:\n{}", wrong.join("\n"));
        count
    }
}

/// What goes with an answer, whoever gets it.
fn assert_headers(route: &Route, found: Outcome, answer: &Answer) {
    let header = |name: &str| {
        let value = answer.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    };
    if route.is_for_staff() {
        assert_eq!(header("cache-control"), "no-store", "{}", route.path);
    }
    let challenge = header("www-authenticate");
    assert_eq!(found == Outcome::Token, answer.status == 401);
    let is_challenged = found == Outcome::Token || (found == Outcome::Refused && route.is_api());
    assert_eq!(
        is_challenged,
        challenge.starts_with("Bearer"),
        "{}: {challenge}",
        route.path
    );
}

fn routes(ground: &Ground) -> Vec<Route> {
    let list: Value = serde_json::from_str(&ground.succeed(&["routes", "--json"])).unwrap();
    let text = |route: &Value, name: &str| route[name].as_str().unwrap().to_owned();
    let routes = list.as_array().unwrap().iter().map(|route| Route {
        method: text(route, "method"),
        path: text(route, "path"),
        needs: text(route, "needs"),
    });
    let routes: Vec<_> = routes.collect();
    assert!(routes.len() > 40, "{}", routes.len());
    routes
}

/// A mail about each forum, as whoever is on this machine sees them while nobody has an account.
async fn mails(kontor: &Kontor) -> Vec<(String, &'static str)> {
    let url = kontor.staff_url("/api/v1/mails");
    let list = call(&Shown::Nothing, "GET", &url, "").await;
    let list: Value = serde_json::from_str(&list.body).unwrap();
    let of = |forum: &'static str| {
        let mut mails = list["items"].as_array().unwrap().iter();
        let mail = mails.find(|mail| mail["forum_slug"] == forum).unwrap();
        (mail["id"].as_str().unwrap().to_owned(), forum)
    };
    [FORUM, LUNCH].map(of).into()
}

/// Whether grants are enough for a role at a place: `forum/x`, `forum/*` for any of a kind, or nothing
/// for everywhere.
fn is_enough(grants: &[&str], role: &str, place: Option<&str>) -> bool {
    const ROLES: [&str; 3] = ["reader", "organiser", "admin"];
    let rank = |role: &str| ROLES.iter().position(|known| *known == role).unwrap();
    grants.iter().any(|grant| {
        let (held, scope) = grant.split_once(':').unwrap_or((grant, ""));
        let is_there = match place.and_then(|place| place.strip_suffix('*')) {
            Some(kind) => scope.is_empty() || scope.starts_with(kind),
            None => scope.is_empty() || Some(scope) == place,
        };
        rank(held) >= rank(role) && is_there
    })
}

/// What a call is to come to once people have accounts, on whichever listener.
fn expected(route: &Route, called: &Call, person: &Person) -> Outcome {
    let (role, place) = match route.needs.as_str() {
        "everybody" | "link" => return Outcome::In,
        "begun" | "signed_in" => (None, None),
        needs => match needs.split_once(':') {
            Some((role, place)) => (Some(role), Some(called.about.as_deref().unwrap_or(place))),
            None => (Some(needs), None),
        },
    };
    match (&person.shown, route.is_api()) {
        (Shown::Cookie(_), false) | (Shown::Token(_), true) => {}
        (_, false) => return Outcome::Door,
        (_, true) => return Outcome::Token,
    }
    if role.is_none_or(|role| is_enough(person.grants, role, place)) {
        Outcome::In
    } else {
        Outcome::Refused
    }
}

/// While nobody has an account: on the public listener there is no console, and on this machine
/// everybody may everything but what is about one's own account.
fn expected_before(is_public: bool, route: &Route) -> Outcome {
    let is_for_all = ["everybody", "link"].contains(&route.needs.as_str());
    if is_public && route.is_console() && route.needs != "link" {
        return Outcome::Nothing;
    }
    let is_about_an_account = route.needs == "begun" || route.path.starts_with("/console/account");
    match (is_for_all, is_public) {
        (false, true) => Outcome::Token,
        (false, false) if is_about_an_account => Outcome::Door,
        (true, _) | (false, false) => Outcome::In,
    }
}

#[tokio::test]
async fn every_route_lets_in_whom_its_table_says_and_nobody_else() {
    let office = Office::open().await;
    let (public, staff) = (
        people::public(&office.kontor),
        people::staff(&office.kontor),
    );
    let own = || office.routes.iter().filter(|route| route.is_for_staff());
    let nobody = [Person::stranger()];
    let before =
        |is_public| move |route: &Route, _: &Call, _: &Person| expected_before(is_public, route);
    let all = office.routes.iter();
    office.compare(&public, all, &nobody, before(true)).await;
    // Adding somebody there would end this state; it is what the last of these calls may do.
    let quiet = own().filter(|route| !(route.method == "POST" && route.path == "/console/people"));
    office.compare(&staff, quiet, &nobody, before(false)).await;

    let (ground, admin) = (&office.ground, "admin");
    let mut everybody = vec![Person::stranger()];
    let grants: [(&str, &[&str]); 6] = [
        (admin, &["admin"]),
        ("reader", &["reader"]),
        ("organiser", &["organiser"]),
        (
            "organiser of the lunch",
            &["organiser:forum/business-lunch"],
        ),
        ("reader of the source", &["reader:source/een"]),
        ("organiser of another source", &["organiser:source/other"]),
    ];
    for (name, grants) in grants {
        everybody.push(people::sign_in(ground, &public, name, grants).await);
    }
    let account = format!("{admin}@office.example");
    let tokens: [(&str, &[&str]); 3] = [
        ("program that reads", &["reader"]),
        ("program for the lunch", &["organiser:forum/business-lunch"]),
        ("program for a source", &["reader:source/een"]),
    ];
    for (name, grants) in tokens {
        everybody.push(people::program(ground, &account, name, grants));
    }
    for (base, routes) in [
        (&public, office.routes.iter().collect::<Vec<_>>()),
        (&staff, own().collect()),
    ] {
        let count = office
            .compare(base, routes.into_iter(), &everybody, expected)
            .await;
        assert!(count > 300, "only {count} calls");
    }
    lists_are_as_wide_as_the_reader(&office, &everybody, &public).await;
    no_wrong_token_is_taken_for_none(&office, &public).await;
}

/// Lists show what the scopes of whoever reads them cover, and nothing of the rest.
async fn lists_are_as_wide_as_the_reader(office: &Office, everybody: &[Person], base: &str) {
    let person = |name: &str| everybody.iter().find(|person| person.name == name).unwrap();
    let lists = [
        ("organiser of the lunch", "/console/forums", LUNCH, FORUM),
        ("organiser of the lunch", "/console/mails", LUNCH, FORUM),
        (
            "reader of the source",
            "/console/sources",
            SOURCE,
            "nothing-else",
        ),
        ("program for the lunch", "/api/v1/mails", LUNCH, FORUM),
        ("program for the lunch", "/api/v1/reminders", LUNCH, FORUM),
        (
            "organiser of the lunch",
            "/console/reminders?month=2030-03",
            LUNCH,
            FORUM,
        ),
    ];
    for (name, path, shown, hidden) in lists {
        let page = call(&person(name).shown, "GET", &format!("{base}{path}"), "").await;
        assert_eq!(page.status, 200, "{name} {path}");
        assert!(page.body.contains(shown), "{name} {path}: {}", page.body);
        assert!(!page.body.contains(hidden), "{name} {path}: {}", page.body);
    }
    let (mail, _) = &office.mails[0];
    let url = format!("{base}/api/v1/mails");
    let listed = call(&person("program for the lunch").shown, "GET", &url, "").await;
    assert!(!listed.body.contains(mail.as_str()));
    // The entrance leads to the first page that one may see.
    for (name, first) in [
        ("admin", "/console/forums"),
        ("organiser of the lunch", "/console/forums"),
        ("reader of the source", "/console/sources"),
    ] {
        let lead = call(&person(name).shown, "GET", &format!("{base}/console"), "").await;
        assert_eq!(lead.location(), first, "{name}");
    }
}

/// A token that is mistyped is refused as one, and none at all as none; both in the reader's language.
async fn no_wrong_token_is_taken_for_none(office: &Office, base: &str) {
    let url = format!("{base}/api/v1/mails?lang=de");
    let none = call(&Shown::Nothing, "GET", &url, "").await;
    assert_eq!(
        (none.status.as_u16(), none.code().as_str()),
        (401, "token_missing")
    );
    assert_eq!(none.headers["www-authenticate"], "Bearer");
    assert!(
        none.body.contains("Hier ist ein Token nötig"),
        "{}",
        none.body
    );
    let wrong = Shown::Token("kontor_nonsense".to_owned());
    let wrong = call(&wrong, "GET", &url, "").await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.code().as_str()),
        (401, "token_invalid")
    );
    assert_eq!(
        wrong.headers["www-authenticate"],
        "Bearer error=\"invalid_token\""
    );
    let used = office.ground.succeed(&["token", "list", "--json"]);
    let used: Value = serde_json::from_str(&used).unwrap();
    let lines = used.as_array().unwrap().iter();
    assert!(
        lines.clone().count() == 3 && lines.clone().all(|line| line["used_at"].is_string()),
        "{used}"
    );
}

#[tokio::test]
async fn an_office_keeps_the_console_off_the_public_listener() {
    let mut ground = Ground::embedded().await;
    ground.settings = ground.settings.clone().with("http.console", false);
    ground.succeed(&["migrate"]);
    let kontor = ground.start("up").await;
    let admin = people::sign_in(&ground, &people::staff(&kontor), "admin", &["admin"]).await;
    let program = people::program(&ground, "admin@office.example", "program", &["reader"]);
    let status =
        async |person: &Person, url: String| call(&person.shown, "GET", &url, "").await.status;
    for path in [
        "/console",
        "/console/sign-in",
        "/console/forums",
        "/console/link/x",
    ] {
        assert_eq!(status(&admin, kontor.url(path)).await, 404, "{path}");
    }
    assert_eq!(
        status(&admin, kontor.staff_url("/console/forums")).await,
        200
    );
    assert_eq!(status(&program, kontor.url("/api/v1/mails")).await, 200);
    assert_eq!(
        status(&Person::stranger(), kontor.url("/api/v1/mails")).await,
        401
    );

    let odd = ground.settings.clone().with("http.console", "perhaps");
    let refused = program::run(&odd, ground.folder(), &["config", "check"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3), "{said}");
    assert!(
        said.contains("HTTP__CONSOLE") || said.contains("http.console"),
        "{said}"
    );
}
