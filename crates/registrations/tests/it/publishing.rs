//! Putting forums online from their files.

use kontor_registrations::{Applied, list_forums};

use crate::office::{API, in_office, sample};

#[tokio::test]
async fn applying_a_file_again_changes_nothing_and_tells_nobody() {
    in_office(|mut office| async {
        let first = office.event("forum.published.v1").await;
        assert_eq!(
            first["data"]["public_url"],
            "https://office.example/forums/cooperation-forum"
        );
        let text = sample("cooperation-forum");
        assert!(matches!(
            office.apply(&text).await,
            Applied::Unchanged { .. }
        ));
        let moved = text
            .replace("T16:00:00", "T17:00:00")
            .replace("Halle 2", "Halle 3");
        let applied = office.apply(&moved).await;
        let Applied::Changed {
            fields,
            over_capacity: 0,
            ..
        } = applied
        else {
            panic!("{applied:?}")
        };
        assert_eq!(fields, ["ends", "venue"]);
        let again = office.apply(&moved).await;
        assert!(matches!(again, Applied::Unchanged { .. }), "{again:?}");
        let second = office.event("forum.published.v1").await;
        assert_eq!(
            second["subject"], first["subject"],
            "the forum keeps its id"
        );
        assert_eq!(
            second["sequence"], "0000000000000000002",
            "nothing was told in between"
        );
        office
    })
    .await;
}

/// Texts are kept by language: one that is taken out is gone, and what is left is as it was.
#[tokio::test]
async fn texts_in_a_language_that_is_taken_out_are_gone() {
    in_office(|office| async {
        let text = sample("business-lunch");
        office.apply(&text).await;
        let french_room = "fr = \"Maison du Commerce, salle Rhin\"\n";
        assert!(text.contains(french_room));
        let shorter = text.replace(french_room, "");
        for expected in [vec!["venue"], vec![]] {
            let fields = match office.apply(&shorter).await {
                Applied::Changed { fields, .. } => fields,
                Applied::Unchanged { .. } => Vec::new(),
                created @ Applied::Created { .. } => panic!("{created:?}"),
            };
            assert_eq!(fields, expected);
        }
        office
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_told_only_once_it_was_published() {
    in_office(|mut office| async {
        office.event("forum.published.v1").await;
        let draft = sample("business-lunch").replace("\"published\"", "\"draft\"");
        office.apply(&draft).await;
        office.apply(&sample("business-lunch")).await;
        let told = office.event("forum.published.v1").await;
        assert_eq!(
            (&told["data"]["slug"], &told["sequence"]),
            (&"business-lunch".into(), &"0000000000000000002".into())
        );
        office.apply(&draft).await;
        let told = office.event("forum.published.v1").await;
        assert_eq!(
            told["data"]["state"], "draft",
            "whoever has heard of it hears that it is gone"
        );
        office
    })
    .await;
}

#[tokio::test]
async fn fewer_places_than_taken_are_reported_and_throw_nobody_out() {
    in_office(|office| async {
        let names: Vec<_> = ["Li", "Wei", "Jan"]
            .map(|name| serde_json::json!({ "name": name }))
            .into();
        let contact = serde_json::json!({ "name": "Jan", "email": "jan@a.example" });
        office
            .post_json(
                API,
                &serde_json::json!({ "contact": contact, "participants": names }),
            )
            .await;
        let smaller = sample("cooperation-forum").replace("capacity = 120", "capacity = 2");
        let applied = office.apply(&smaller).await;
        assert!(
            matches!(
                applied,
                Applied::Changed {
                    over_capacity: 1,
                    ..
                }
            ),
            "{applied:?}"
        );
        let forum = &list_forums(&office.database).await.unwrap()[0];
        assert_eq!((forum.capacity, forum.taken, forum.free), (2, 3, 0));
        assert_eq!(forum.registrations.pending, 1);
        office
    })
    .await;
}
