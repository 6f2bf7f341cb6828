//! Addresses that moved. What stood under `/staff` stands under `/console`; who follows an old
//! bookmark is led there, for one version.

use axum::{Router, http::Uri, response::Redirect, routing::get};

/// Old beginnings of paths, and what they are now.
const MOVED: [(&str, &str); 2] = [
    ("/api/v1/staff/mails", "/api/v1/mails"),
    ("/staff", "/console"),
];

/// The start of the staff's listener, and the old addresses, which no other listener ever had. Only
/// reading is led on: a form that was open during the update is not sent somewhere else unseen.
pub(super) fn routes() -> Router {
    let lead = || get(async |uri: Uri| lead_on(&uri.to_string()));
    let paths = [
        "/staff",
        "/staff/{*rest}",
        "/api/v1/staff/mails",
        "/api/v1/staff/mails/{*rest}",
    ];
    let moved = paths
        .iter()
        .fold(Router::new(), |router, path| router.route(path, lead()));
    // The query chooses the language.
    let start = get(async |uri: Uri| {
        let query = uri.query().map(|query| format!("?{query}"));
        Redirect::to(&format!("/console{}", query.unwrap_or_default()))
    });
    moved.route("/", start)
}

fn lead_on(address: &str) -> Redirect {
    let mut known = MOVED
        .iter()
        .filter_map(|(old, new)| Some((address.strip_prefix(old)?, *new)));
    let (rest, new) = known.next().unwrap_or_default();
    Redirect::permanent(&format!("{new}{rest}"))
}

#[cfg(test)]
mod tests {
    use axum::{http::header, response::IntoResponse};

    use super::*;

    #[test]
    fn an_old_bookmark_leads_to_the_same_page() {
        for (old, new) in [
            ("/staff", "/console"),
            ("/staff?lang=fr", "/console?lang=fr"),
            (
                "/staff/mails/mail_1?lang=de",
                "/console/mails/mail_1?lang=de",
            ),
            ("/api/v1/staff/mails?limit=1", "/api/v1/mails?limit=1"),
        ] {
            let answer = lead_on(old).into_response();
            assert_eq!(answer.status(), 308);
            assert_eq!(answer.headers()[header::LOCATION], new, "{old}");
        }
    }
}
