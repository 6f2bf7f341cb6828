//! Places for people whose names follow: they count like all others, and are named later.

use kontor_book::{NotChanged, Pass};
use serde_json::Value;

use super::{
    people::{addresses, delegation_of, link_in},
    *,
};

const EVA: (&str, &str) = ("Eva", "");
const LI: (&str, &str) = ("Li", "li@b.example");

/// Who is named in an event, and how many names follow.
fn group(event: &Value) -> (Vec<&str>, u64) {
    let data = &event["data"];
    let named = data["participants"].as_array().unwrap().iter();
    let named = named.map(|person| person["name"].as_str().unwrap());
    let unnamed = data
        .get("unnamed")
        .map_or(0, |count| count.as_u64().unwrap());
    (named.collect(), unnamed)
}

impl Office {
    /// Signs up for these and so many more; what was told of it.
    async fn wants(&self, email: &str, people: &[(&str, &str)], unnamed: u32) -> Vec<Value> {
        let order = delegation_of(self.forum, email, (people, unnamed));
        self.told().await;
        self.order(order).await.unwrap();
        self.told().await
    }

    /// The same, and confirms it.
    async fn takes(&self, email: &str, people: &[(&str, &str)], unnamed: u32) -> Value {
        let link = secret_of(&self.wants(email, people, unnamed).await.pop().unwrap());
        self.confirm(link).await.unwrap();
        self.told().await.swap_remove(0)
    }
}

fn refused(answer: &Result<(), ChangeError>) -> Option<NotChanged> {
    match answer {
        Err(ChangeError::Refused(why)) => Some(*why),
        Ok(()) | Err(ChangeError::UnknownLink | ChangeError::Stale | ChangeError::NotTaken(_)) => {
            None
        }
    }
}

#[tokio::test]
async fn names_come_later_and_take_no_further_place() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        let received = office.wants("jan@a.example", &[EVA], 3).await;
        assert_eq!(group(&received[0]), (vec!["Eva"], 3));
        office.is_exact(4).await;
        office.confirm(secret_of(&received[0])).await.unwrap();
        let confirmed = office.told().await.swap_remove(0);
        assert_eq!(group(&confirmed), (vec!["Eva"], 3));
        office.is_exact(4).await;

        // The forum is full, and a name takes no place.
        office.change_to(&confirmed, (&[EVA, LI], 2)).await.unwrap();
        let changed = office.told().await.swap_remove(0);
        assert_eq!(group(&changed), (vec!["Eva", "Li"], 2));
        assert_eq!(changed["data"]["unnamed_before"], 3);
        let added = &changed["data"]["added"];
        assert_eq!(addresses(added), [("li@b.example", false)]);
        office.is_exact(4).await;
        let again = office.change_to(&changed, (&[EVA, LI], 2)).await;
        again.unwrap();
        assert!(office.told().await.is_empty(), "nothing has changed");

        let more = office.change_to(&changed, (&[EVA, LI], 3)).await;
        assert_eq!(refused(&more), Some(NotChanged::Full { free: 0 }));
        let fewer = office.change_to(&changed, (&[EVA, LI], 1)).await;
        fewer.unwrap();
        let changed = office.told().await.swap_remove(0);
        office.is_exact(3).await;
        let all = office
            .change_to(&changed, (&[EVA, LI, ("Na", "")], 0))
            .await;
        all.unwrap();
        let told = office.told().await.swap_remove(0);
        assert_eq!(group(&told), (vec!["Eva", "Li", "Na"], 0));
        assert_eq!(
            told["data"].get("unnamed"),
            None,
            "as older versions say it"
        );
        office.is_exact(3).await;
        office.close().await;
    })
    .await;
}

/// A secretary takes four places, and nobody's name is known.
#[tokio::test]
async fn nobody_need_be_named_and_what_is_kept_of_the_contact_says_so() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let confirmed = office.takes("office@a.example", &[], 4).await;
        assert_eq!(group(&confirmed), (vec![], 4));
        office.is_exact(4).await;
        let email = "office@a.example".parse().unwrap();
        let kept = crate::show_person(&office.database, &email).await.unwrap();
        assert_eq!((kept[0].participants.len(), kept[0].unnamed), (0, 4));
        let found = registrations_of(&office.database, &email).await.unwrap();
        assert_eq!((found[0].places, found[0].unnamed), (4, 4));
        let off = office.intake.call_off(link_in(&confirmed["data"])).await;
        assert_eq!(off.unwrap(), CalledOff::Cancelled { places: 4 });
        let told = office.told().await.pop().unwrap();
        assert_eq!(told["data"]["unnamed"], 4, "they had places");
        office.is_exact(0).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_group_waits_whole_and_may_be_named_while_it_does() {
    on_both(|database| async {
        let office = Office::open(database, 5).await;
        let first = office.takes("jan@a.example", &[EVA], 2).await;
        let waiting = office.takes("office@b.example", &[("Na", "")], 2).await;
        assert_eq!(waiting["type"], "registration.waiting.v1");
        assert_eq!(group(&waiting), (vec!["Na"], 2));
        office.is_exact(3).await;
        let more = office.change_to(&waiting, (&[("Na", "")], 3)).await;
        assert_eq!(refused(&more), Some(NotChanged::Waits));
        let named = office.change_to(&waiting, (&[("Na", ""), LI], 1)).await;
        named.unwrap();
        office.told().await;
        // One place more makes three of two.
        office.change_to(&first, (&[EVA], 1)).await.unwrap();
        let told = office.told().await;
        let offered = told
            .iter()
            .find(|one| one["type"] == "registration.offered.v1");
        assert_eq!(group(offered.unwrap()), (vec!["Na", "Li"], 1));
        office.is_exact(2 + 3).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_last_who_is_named_may_go_while_others_are_to_follow() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let confirmed = office.takes("jan@a.example", &[LI], 2).await;
        let of_li = link_in(&confirmed["data"]["recipients"][0]);
        office.intake.take_off(of_li).await.unwrap();
        let told = office.told().await.pop().unwrap();
        assert_eq!(told["type"], "registration.changed.v1");
        assert_eq!(group(&told), (vec![], 2));
        office.is_exact(2).await;
        office.close().await;
    })
    .await;
}

/// Whoever signs up once more hears what of it does not count.
#[tokio::test]
async fn more_places_by_a_second_sign_up_are_told_and_not_taken() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        office.takes("jan@a.example", &[EVA], 1).await;
        let again = office.wants("jan@a.example", &[EVA], 3).await;
        assert_eq!(kinds(&again), ["registration.repeated.v1"]);
        assert_eq!(again[0]["data"]["unnamed"], 2);
        let same = office.wants("jan@a.example", &[EVA], 1).await;
        assert_eq!(same[0]["data"].get("unnamed"), None);
        office.is_exact(2).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn they_use_up_what_a_code_is_good_for() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let code = office.code(None, Some(4)).await;
        let by_code = |email: &str, unnamed| {
            let order = delegation_of(office.forum, email, (&[EVA], unnamed));
            SignUpOrder {
                pass: Some(Pass::Code(code.id)),
                ..order
            }
        };
        let refused = office.order(by_code("jan@a.example", 4)).await;
        assert_eq!(refused, Err(Refusal::CodeUsedUp { places_left: 4 }));
        office.order(by_code("jan@a.example", 3)).await.unwrap();
        assert_eq!(office.used().await, (1, 4));
        office.close().await;
    })
    .await;
}

/// Sign-ups and names, at once: each place is counted once.
#[tokio::test]
async fn sixteen_that_sign_up_or_name_at_once_never_take_more_than_there_is() {
    on_both(|database| async {
        let office = Office::open(database, 24).await;
        let mut confirmed = Vec::new();
        for at in 0..8 {
            let email = format!("p{at}@d{at}.example");
            confirmed.push(office.takes(&email, &[EVA], 1).await);
        }
        // Half of them only name, half take two places more, and eight others sign up for two.
        let changes = confirmed.iter().enumerate().map(|(at, before)| {
            let unnamed = if at % 2 == 0 { 0 } else { 2 };
            let people: &[(&str, &str)] = &[EVA, ("Na", "")];
            office.change_to(before, (people, unnamed))
        });
        let emails = (0..8).map(|at| format!("q{at}@e{at}.example"));
        let others = emails.map(|email| {
            let mut order = delegation_of(office.forum, &email, (&[EVA], 1));
            order.sign_up.may_wait = false;
            office.order(order)
        });
        let (answers, _) = tokio::join!(join_all(changes), join_all(others));
        assert!(answers.iter().step_by(2).all(Result::is_ok), "{answers:?}");
        office.is_exact(24).await;
        office.close().await;
    })
    .await;
}
