//! Invitations and codes of those who bring others with own addresses.

use kontor_book::{NotChanged, Pass};

use super::{
    people::{addresses, delegation, link_in},
    *,
};

const PEOPLE: &str = "email;name\njan@a.example;Jan\nli@b.example;Li\n";

#[tokio::test]
async fn whoever_has_come_by_a_code_brings_no_more_people_than_it_is_good_for() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let pass = Pass::Code(office.code(None, Some(3)).await.id);
        let people = [("Jan", ""), ("Li", "li@b.example")];
        let order = SignUpOrder {
            pass: Some(pass),
            ..delegation(office.forum, "jan@a.example", &people)
        };
        office.order(order).await.unwrap();
        let received = office.told().await.pop().unwrap();
        office.confirm(secret_of(&received)).await.unwrap();
        let confirmed = office.told().await.swap_remove(0);
        let four = [("Jan", ""), ("Li", ""), ("Jo", ""), ("Mia", "")];
        let refused = office.change(&confirmed, &four).await;
        let expected = NotChanged::CodeUsedUp { places_left: 1 };
        assert!(
            matches!(refused, Err(ChangeError::Refused(why)) if why == expected),
            "{refused:?}"
        );
        office.change(&confirmed, &four[..3]).await.unwrap();
        assert_eq!(office.used().await, (1, 3));
        office.is_exact(3).await;
        office.close().await;
    })
    .await;
}

/// They are confirmed in one step, so whoever they name is written to in the same: once.
#[tokio::test]
async fn whoever_is_invited_names_others_who_are_told_at_once_and_once() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        office
            .comes("eva@c.example", &[("Li", "li@b.example")])
            .await;
        let invited = office.invite(PEOPLE.as_bytes()).await;
        // Li takes part already, because Eva has named her.
        assert_eq!((invited.invited, invited.already_signed_up), (1, 1));
        let told = office.told().await;
        let id = told.last().unwrap()["data"]["invitation"].as_str().unwrap();
        let people = [("Li", "li@b.example"), ("Jo", "jo@d.example")];
        let order = SignUpOrder {
            pass: Some(Pass::Invitation(id.parse().unwrap())),
            proved: true,
            ..delegation(office.forum, "jan@a.example", &people)
        };
        let signed_up = office.order(order).await.unwrap();
        assert_eq!(signed_up.settled, Some(Settled::Confirmed));
        let told = office.told().await;
        let named = &told[0]["data"]["recipients"];
        let expected = [("li@b.example", true), ("jo@d.example", false)];
        assert_eq!(addresses(named), expected);
        assert_ne!(link_in(&named[1]), link_in(&told[0]["data"]));
        office.is_exact(3).await;
        office.close().await;
    })
    .await;
}
