//! Office D: a sector programme and its get-together with a visiting delegation. It is full, and two wait;
//! then the visitors cannot come, and it is called off: everybody hears of it once, the waiting included, the
//! appointment is gone, and nothing that was planned goes out any more.

use jiff::ToSpan;

use super::scene::{Scene, SetUp, today_in};
use crate::changes::khal_of;

const PLACES: usize = 8;
const WAIT: usize = 2;

fn supplier(at: usize) -> (String, &'static str) {
    (
        format!("supplier{at}@works{at}.example"),
        ["de", "en"][at % 2],
    )
}

/// As many sign up as there are places, and two more.
async fn it_is_full(scene: &Scene) {
    scene.run(&["forum", "capacity", scene.forum, &PLACES.to_string()]);
    for at in 1..=PLACES + WAIT {
        let (who, language) = supplier(at);
        scene.comes(&who, language).await;
    }
    scene.all("confirmation", PLACES).await;
    scene.all("waiting_list", WAIT).await;
}

/// The command says first whom it concerns, and with it goes what the office wants to say.
async fn it_is_called_off(scene: &Scene) {
    let folder = scene.demo.folder.path();
    std::fs::write(folder.join("note.txt"), "Die Delegation hat abgesagt.").unwrap();
    let cancel = ["forum", "cancel", scene.forum, "--note", "note.txt"];
    let dry = scene.run(&[&cancel[..], &["--dry-run"]].concat());
    assert!(dry.contains("10 people"), "{dry}");
    scene.run(&cancel);
    let told = scene.all("forum_cancelled", PLACES + WAIT).await;
    for at in 1..=PLACES + WAIT {
        let (who, language) = supplier(at);
        let mine: Vec<_> = told
            .iter()
            .filter(|post| post.mail.to.contains(&who))
            .collect();
        assert_eq!(mine.len(), 1, "{who}");
        let mail = &mine[0].mail;
        assert_eq!(mail.language.as_deref(), Some(language));
        assert!(
            mail.text.contains("Die Delegation hat abgesagt."),
            "{}",
            mail.text
        );
        assert_eq!(
            mail.calendar.is_some(),
            at <= PLACES,
            "an entry for who had one"
        );
    }
}

/// Whatever order the mails are read in, the day is free again.
fn the_day_is_free_again(scene: &Scene) {
    let (who, _) = supplier(1);
    let mine = scene.post().into_iter();
    let mine = mine.filter(|post| post.mail.to.contains(&who) && post.mail.calendar.is_some());
    let files: Vec<_> = mine.map(|post| post.file).collect();
    assert_eq!(files.len(), 2, "confirmed, and called off");
    for order in [
        files.iter().collect::<Vec<_>>(),
        files.iter().rev().collect(),
    ] {
        let shown = khal_of(scene.demo.folder.path(), &order);
        let stands = shown.iter().filter(|entry| !entry.contains("CANCELLED"));
        assert_eq!(stands.count(), 0, "{shown:?}");
    }
}

/// Weeks later nobody has heard of it again.
async fn nothing_more_is_said(scene: &Scene) {
    let before = scene.post().len();
    let month = today_in("Europe/Berlin").checked_add(40.days()).unwrap();
    scene.go_to(&format!("{month}T12:00")).await;
    let later = scene.post();
    let about: Vec<_> = later[before..]
        .iter()
        .map(|post| &post.mail.subject)
        .collect();
    assert!(about.is_empty(), "{about:?}");
}

async fn a_get_together_is_called_off(set_up: SetUp) {
    let scene = Scene::open("automotive-get-together", set_up).await;
    it_is_full(&scene).await;
    it_is_called_off(&scene).await;
    the_day_is_free_again(&scene);
    nothing_more_is_said(&scene).await;
    scene.desk.close().await;
}

#[tokio::test]
async fn a_get_together_is_called_off_and_everybody_hears_of_it_once() {
    a_get_together_is_called_off(SetUp::Embedded).await;
}

#[tokio::test]
async fn on_servers_a_get_together_is_called_off_and_everybody_hears_of_it_once() {
    a_get_together_is_called_off(SetUp::Servers).await;
}
