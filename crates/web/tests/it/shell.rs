//! What stands around every route.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use kontor_runtime::{Health, metrics::Metrics};
use kontor_web::{Rate, Settings, health_routes, public, staff, staff_health_routes};

use crate::{
    asking::{ask, browse, office},
    sample,
};

fn get_of(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn every_answer_protects_people() {
    for path in ["/", "/nowhere", "/api/v1/closed"] {
        let answer = browse(path, "en").await;
        assert!(
            answer
                .header("content-security-policy")
                .contains("default-src 'none'")
        );
        assert!(!answer.header("content-security-policy").contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-store");
        for policy in ["cross-origin-resource-policy", "cross-origin-opener-policy"] {
            assert_eq!(answer.header(policy), "same-origin", "{policy}");
        }
        assert!(!answer.header("x-request-id").is_empty());
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn the_number_of_a_request_does_not_tell_how_many_there_were() {
    let router = office();
    let mut marks = Vec::new();
    for _ in 0..20 {
        let answer = ask(&router, get_of("/")).await;
        marks.push(u64::from_str_radix(answer.header("x-request-id"), 16).unwrap());
    }
    let near = |pair: &[u64]| pair[0].abs_diff(pair[1]) < 1 << 32;
    assert!(!marks.windows(2).any(near), "{marks:x?}");
    let same = marks.iter().filter(|mark| *mark >> 32 == marks[0] >> 32);
    assert_eq!(same.count(), 1, "no common beginning: {marks:x?}");
}

#[tokio::test]
async fn what_is_of_two_meanings_or_steers_machines_is_refused_everywhere() {
    let twice = || {
        let request = Request::get("/").header("host", "forum.example.org");
        request.header("host", "evil.example.net")
    };
    let answer = ask(&office(), twice().body(Body::empty()).unwrap()).await;
    assert_eq!(answer.json()["code"], "malformed_request");
    assert_eq!(answer.header("connection"), "close");
    for path in ["/forums/a%00b", "/?q=%00", "/nowhere%1b", "/api/v1/%0d%0a"] {
        let answer = ask(&office(), get_of(path)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.json()["code"], "invalid_address", "{path}");
    }
}

#[tokio::test]
async fn the_style_may_be_kept_for_ever() {
    let page = browse("/", "en").await.body;
    let at = page.find("/assets/").unwrap();
    let path = page[at..].split('"').next().unwrap();
    let style = browse(path, "en").await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        style.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert!(
        !style.body.contains("http"),
        "nothing is loaded from elsewhere"
    );
}

#[tokio::test]
async fn a_panic_is_told_as_a_problem() {
    let page = browse("/panic?lang=en", "en").await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.body.contains("Something went wrong on our side"));
    assert!(page.body.contains(page.header("x-request-id")));
    assert!(!page.body.contains("boom"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_but_the_api_is_not_touched() {
    let post = |path: &str, kind: &str, body: &'static str| {
        let request = Request::post(path).header("content-type", kind);
        request
            .header("sec-fetch-site", "cross-site")
            .body(Body::from(body))
            .unwrap()
    };
    let form = post(
        "/forums/1",
        "application/x-www-form-urlencoded",
        "name=a&email=b",
    );
    let answer = ask(&office(), form).await;
    assert_eq!(
        (answer.status, answer.json()["code"].as_str()),
        (StatusCode::FORBIDDEN, Some("cross_site"))
    );
    let json = post(
        "/api/v1/calls",
        "application/json",
        "{\"contact\": {\"name\": \"a\"}}",
    );
    assert_eq!(ask(&office(), json).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_asks_too_much_must_wait_and_the_staff_never() {
    let settings = Settings {
        rate: Rate::per_minute(60, 2),
        ..sample::settings()
    };
    let site = sample::site(settings).unwrap();
    let router = public(&site, sample::routes(), &kontor_web::NoAccounts::gate());
    for _ in 0..2 {
        assert_eq!(ask(&router, get_of("/")).await.status, StatusCode::OK);
    }
    let answer = ask(&router, get_of("/")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "1");
    assert_eq!(answer.json()["code"], "too_many_requests");
    let router = staff(
        &site,
        sample::routes(),
        &[],
        &kontor_web::NoAccounts::gate(),
    );
    let to = |host: &str| {
        let request = Request::get("/").header("host", host);
        request.body(Body::empty()).unwrap()
    };
    for _ in 0..5 {
        assert_eq!(
            ask(&router, to("127.0.0.1:8081")).await.status,
            StatusCode::OK
        );
    }
    let rebound = ask(&router, to("evil.example.net:8081")).await;
    assert_eq!(rebound.json()["code"], "wrong_host");
    let proxied = Request::get("/").header("host", "127.0.0.1:8081");
    let proxied = proxied.header("x-forwarded-for", "198.51.100.7");
    let proxied = ask(&router, proxied.body(Body::empty()).unwrap()).await;
    assert_eq!(proxied.json()["code"], "behind_proxy");
    let detail = proxied.json()["detail"].to_string();
    assert!(detail.contains("staff.hosts"), "says what to do: {detail}");
}

#[tokio::test]
async fn readiness_tells_the_truth_and_only_the_office_what_is_wrong() {
    let (health, metrics) = (Health::default(), Metrics::install());
    let database = health.part("registrations.database");
    let settings = Settings {
        rate: Rate::per_minute(1, 1),
        ..sample::settings()
    };
    let site = sample::site(settings).unwrap();
    let open = public(
        &site,
        sample::routes().merge(health_routes(&health)),
        &kontor_web::NoAccounts::gate(),
    );
    let inner = staff_health_routes(&health, &metrics);
    let inner = staff(
        &site,
        sample::routes().merge(inner),
        &[],
        &kontor_web::NoAccounts::gate(),
    );
    let inside = |path: &str| {
        let request = Request::get(path).header("host", "127.0.0.1:8081");
        request.body(Body::empty()).unwrap()
    };
    // Health is asked often, and is never one request too many.
    for _ in 0..3 {
        let alive = ask(&open, get_of("/healthz")).await;
        assert_eq!(alive.status, StatusCode::OK);
    }
    database.down("connection refused");
    let answer = ask(&open, get_of("/readyz")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.body, "{\"ready\":false}");
    let answer = ask(&inner, inside("/readyz")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("connection refused"));
    database.up();
    let answer = ask(&open, get_of("/readyz")).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "{\"ready\":true}")
    );
    assert_eq!(ask(&inner, inside("/healthz")).await.status, StatusCode::OK);
    let rebound = Request::get("/metrics").header("host", "evil.example.net");
    let rebound = ask(&inner, rebound.body(Body::empty()).unwrap()).await;
    assert_eq!(rebound.json()["code"], "wrong_host");
}

#[tokio::test]
async fn requests_are_counted_by_route_and_only_for_the_office() {
    let (health, metrics) = (Health::default(), Metrics::install());
    let site = sample::site(sample::settings()).unwrap();
    let open = public(
        &site,
        sample::routes().merge(health_routes(&health)),
        &kontor_web::NoAccounts::gate(),
    );
    ask(&open, get_of("/forums/secret-token?lang=de")).await;
    let inner = staff(
        &site,
        staff_health_routes(&health, &metrics),
        &[],
        &kontor_web::NoAccounts::gate(),
    );
    let request = Request::get("/metrics").header("host", "localhost:8081");
    let text = ask(&inner, request.body(Body::empty()).unwrap()).await.body;
    assert!(text.contains("route=\"/forums/{forum}\""), "{text}");
    assert!(text.contains("http_request_duration_seconds_bucket"));
    assert!(!text.contains("secret-token"));
    let answer = ask(&open, get_of("/metrics")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
