//! The network when it is a little off, in each way that was met so far: no row is lost, none disappears
//! without a reason, and one bad value costs one row.

use kontor_testkit::{
    networks::{
        EenStub, Fault, Stub,
        een::{profile, reference},
    },
    on_both_engines,
};
use serde_json::{Value, json};

use crate::{
    store,
    sync::tests::{EenOffice, FAILED, OK, PARTIAL, all},
};

const CHANGED: &str = "2026-11-02T08:00:00Z";

/// A page of two: a good row, and this one.
fn page_with(row: &str) -> Fault {
    let good = profile(&reference(1), CHANGED);
    let page = format!(r#"{{"data":{{"items":[{good},{row}],"pagingInfo":{{"hasNext":false}}}}}}"#);
    Fault::Body(page.into_bytes())
}

/// A row with one field as it is typed here, which may be no JSON.
fn typed(field: &str, value: &str) -> String {
    let mut row = profile(&reference(2), CHANGED);
    row[field] = json!("HERE");
    row.to_string().replace("\"HERE\"", value)
}

/// Rows that are read although something about them is odd.
#[tokio::test]
async fn a_row_that_is_odd_and_clear_is_listed() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let long_ago = json!("2026-11-02T09:00:00.000+0100").to_string();
        for row in [
            typed("marketKeywords", r#"[{"name":"kw \u0000x"}]"#),
            typed("typesOfPartnership", r#"[{"name":"a\u0000b"}]"#),
            typed("title", r#""A\u0000B""#),
            typed("title", "\"A\tB\""),
            typed("stageOfDevelopment", "NaN"),
            typed("profileStatus", r#""Published""#),
            typed("profileType", r#"{"code":" bo "}"#),
            typed("publicURL", r#""HTTPS://network.example.org/x""#),
            typed("lastModified", &long_ago),
            typed("lastModified", "1793606400"),
            typed("partnerOrganisationCountry", r#"{"code":"XK"}"#),
            typed("reference", &format!("\" {} \"", reference(2))),
        ] {
            office.stub.fault([page_with(&row)]);
            assert_eq!(office.pull_later().await, OK, "{row}");
            assert_eq!(office.references().await, all::<EenStub>(2), "{row}");
        }
    })
    .await;
}

/// Rows that cannot be read or understood: kept aside with their reason, the others go on.
#[tokio::test]
async fn a_row_that_cannot_be_read_is_kept_aside_alone() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let deep = format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000));
        let long = format!(r#"[{{"name":"{}"}}]"#, "x".repeat(1_000_000));
        let many = format!("[{}1]", "1,".repeat(501));
        // Small on the way, packed, and large in memory: these took a gigabyte, and a third of one.
        let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
        let nested = format!("[{}0]", format!("{nested},").repeat(5_000));
        let flat = format!("[{}0]", "0,".repeat(500_000));
        for row in [
            typed("title", r#""X\ud83d""#),
            typed("aFieldOfTomorrow", "1e999999"),
            typed("aFieldOfTomorrow", &deep),
            typed("aFieldOfTomorrow", &nested),
            typed("aFieldOfTomorrow", &flat),
            typed("lastModified", &i64::MIN.to_string()),
            typed("typesOfPartnership", &long),
            typed("marketKeywords", &many),
            typed("profileStatus", r#""ODD""#),
            typed("reference", "[]"),
            "7".to_owned(),
        ] {
            office.stub.fault([page_with(&row)]);
            assert_eq!(office.pull_later().await, PARTIAL, "{row:.300}");
            assert_eq!(office.references().await, all::<EenStub>(1), "{row:.300}");
            assert_eq!(office.last_run().await.counts.rejected, 1, "{row:.300}");
        }
    })
    .await;
}

/// Pages that are odd as a whole.
#[tokio::test]
async fn a_page_that_is_odd_is_read() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let row = profile(&reference(1), CHANGED);
        let whole = |items: &Value| json!({"data": {"items": items}}).to_string();
        let marked = [b"\xef\xbb\xbf", whole(&json!([row])).as_bytes()].concat();
        let bad_byte = whole(&json!([row])).replace("Made-up", "Made\u{1}up");
        let bad_byte = bad_byte.replace("\\u0001", "\u{1}").into_bytes();
        for page in [marked, bad_byte, whole(&row).into_bytes()] {
            office.stub.fault([
                Fault::Body(page),
                Fault::Body(whole(&json!([])).into_bytes()),
            ]);
            assert_eq!(office.pull_later().await, OK);
            assert_eq!(office.references().await, all::<EenStub>(1));
        }
    })
    .await;
}

#[tokio::test]
async fn a_server_that_gives_fewer_rows_than_asked_for_is_read_to_its_end() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(7, "2026-11-01T08:00:00Z");
        office.stub.cap_pages(2);
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all::<EenStub>(7));
    })
    .await;
}

/// It gives all it has, whatever page is asked for, and does not say that there is no more.
#[tokio::test]
async fn a_server_without_pages_is_read_once() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let rows = [
            profile(&reference(1), CHANGED),
            profile(&reference(2), CHANGED),
        ];
        let page = json!({"data": {"items": rows}}).to_string().into_bytes();
        office
            .stub
            .fault([Fault::Body(page.clone()), Fault::Body(page)]);
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all::<EenStub>(2));
    })
    .await;
}

#[tokio::test]
async fn pages_that_go_in_a_circle_end_the_run_where_they_meet() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let page = |number| {
            let row = profile(&reference(number), CHANGED);
            let paging = json!({"hasNext": true});
            let page = json!({"data": {"items": [row], "pagingInfo": paging}});
            Fault::Body(page.to_string().into_bytes())
        };
        office.stub.fault([page(1), page(2), page(1), page(2)]);
        assert_eq!(office.pull().await, FAILED);
        assert_eq!(office.stub.asked().len(), 3);
        let problem = office.last_run().await.problem.unwrap();
        assert!(
            problem.starts_with("page 3 is the same as page 1"),
            "{problem}"
        );
        assert_eq!(
            office.references().await,
            all::<EenStub>(2),
            "what was read is kept"
        );
    })
    .await;
}

/// One page without rows may stand between others; two in a row that promise more go on for ever.
#[tokio::test]
async fn a_server_that_promises_more_and_gives_nothing_is_left() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let page = |rows: &[Value]| {
            let page = json!({"data": {"items": rows, "pagingInfo": {"hasNext": true}}});
            Fault::Body(page.to_string().into_bytes())
        };
        let row = profile(&reference(1), CHANGED);
        office
            .stub
            .fault([page(&[]), page(&[row]), page(&[]), page(&[])]);
        assert_eq!(office.pull().await, FAILED);
        let problem = office.last_run().await.problem.unwrap();
        let said = "page 4 is the same as page 3";
        assert!(problem.starts_with(said), "{problem}");
        assert_eq!(office.references().await, all::<EenStub>(1));
    })
    .await;
}

/// A few bytes that unfold into millions of rows: refused at the row that is one too many.
#[tokio::test]
async fn a_page_of_too_many_rows_is_refused_while_it_is_read() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        let zeros = format!(r#"{{"data":{{"items":[{}0]}}}}"#, "0,".repeat(3_000_000));
        office.stub.fault([Fault::Body(zeros.into_bytes())]);
        assert_eq!(office.pull().await, FAILED);
        let run = office.last_run().await;
        assert!(run.problem.unwrap().contains("more than 20 rows"));
        assert_eq!(run.counts.rejected, 0, "none of them is kept");
    })
    .await;
}

#[tokio::test]
async fn the_next_window_begins_an_hour_before_the_newest_row() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.pull_later().await, OK);
        let asked = office.stub.asked();
        let asked: Vec<_> = asked.iter().map(|a| (a.page, a.from.as_str())).collect();
        let (all, new) = ("1970-01-01T00:00:00Z", "2026-11-01T07:00:25Z");
        let expected = [(1, all), (2, all), (3, all), (1, new), (2, new), (3, new)];
        assert_eq!(asked, expected);
    })
    .await;
}

#[tokio::test]
async fn many_rows_of_one_moment_stay_right() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office =
            EenOffice::with(database, |source| source["een"]["page_size"] = 200.into()).await;
        for number in 1..=900 {
            office.stub.put(profile(&reference(number), "2026-11-19"));
        }
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await.len(), 900);
        assert_eq!(office.last_run().await.counts.created, 900);
        // The window reaches a day back, because the source tells only the day.
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.unchanged, 900);
        let last = office.stub.asked().pop().unwrap();
        assert_eq!(last.from, "2026-11-18T00:00:00Z");
    })
    .await;
}

#[tokio::test]
async fn a_listing_that_has_expired_is_told_from_one_that_was_withdrawn() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(4, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        let (third, fourth) = (reference(3), reference(4));
        let found = [office.find(&third).await.id, office.find(&fourth).await.id];
        office.stub.limit(&third, "2026-11-02T08:00:00Z");
        let expired = json!({"name": "EXPIRED"});
        let when = "2026-11-02T08:00:01Z";
        office.stub.set(&fourth, "profileStatus", expired, when);
        assert_eq!(office.pull_later().await, OK);
        for (id, why) in found.into_iter().zip(["withdrawn", "expired"]) {
            let left = store::find(&office.database, id).await.unwrap().unwrap();
            let store::State::Withdrawn { reason, .. } = left.state else {
                panic!("still listed");
            };
            assert_eq!(store::reason_name(reason), why);
        }
    })
    .await;
}
