//! A moment moves: everything is planned anew, and whoever was told the old one hears of it once.

use jiff::ToSpan;
use kontor_contracts::events::ForumChange;
use kontor_testkit::on_both_engines;

use super::*;

impl World {
    /// Moves the day of the forum.
    async fn move_by(&mut self, days: i64, hours: i64) {
        self.publish(|forum| {
            for moment in [&mut forum.starts, &mut forum.ends] {
                moment.local += days.days().hours(hours);
            }
        })
        .await;
    }

    fn corrected(&self) -> Vec<(u128, String)> {
        let sent = self.sent(CORRECTION).into_iter();
        sent.map(|(who, at, _)| (who, at)).collect()
    }
}

#[tokio::test]
async fn whoever_was_told_the_old_day_is_corrected_once_and_reminded_of_the_new_one() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to("2027-02-28T12:00:00Z").await;
        world.confirmed(2, None).await;
        assert_eq!(world.sent(REMINDER).len(), 1);
        // On Sunday evening; the next welcome hour is on Monday, before the old beginning.
        world.pass_to("2027-02-28T20:00:00Z").await;
        world.move_by(7, 0).await;
        world.pass_to("2027-03-01T12:00:00Z").await;
        assert_eq!(world.corrected(), [(1, "2027-03-01T07:00:00Z".to_owned())]);
        let text = &world.left.last().unwrap().text;
        let (old, new) = (text.find("1 March 2027"), text.find("8 March 2027"));
        assert!(old.is_some() && old < new, "old and new in order: {text}");
        world.pass_to("2027-03-20T00:00:00Z").await;
        let morning = "2027-03-07T08:00:00Z";
        assert_eq!(
            world.sent(REMINDER)[1..],
            [tomorrow(1, morning), tomorrow(2, morning)]
        );
        assert_eq!(world.corrected().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_moves_before_anybody_heard_there_is_one_correction_and_of_one_taken_back_none() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.pass_to("2027-02-28T20:00:00Z").await;
        world.move_by(7, 0).await;
        world.move_by(-7, 0).await;
        world.pass_to("2027-02-28T23:00:00Z").await;
        assert_eq!(world.corrected(), []);
        world.move_by(7, 0).await;
        world.move_by(7, 0).await;
        world.pass_to("2027-03-02T00:00:00Z").await;
        assert_eq!(world.corrected(), [(1, "2027-03-01T07:00:00Z".to_owned())]);
        assert!(world.left.last().unwrap().text.contains("15 March 2027"));
        // And once more after that: what they know is the fifteenth.
        world.move_by(1, 0).await;
        world.pass_to("2027-03-03T00:00:00Z").await;
        assert_eq!(world.corrected().len(), 2);
        assert!(world.left.last().unwrap().text.contains("16 March 2027"));
    })
    .await;
}

/// A change that everybody is told of by a mail of its own is corrected for nobody once more, and reminders
/// go on; one that the office makes in silence is.
#[tokio::test]
async fn what_everybody_hears_of_as_a_change_is_not_corrected_once_more() {
    for silent in [false, true] {
        on_both_engines("mailer", &SETS, async |database| {
            let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
            world.confirmed(1, None).await;
            world.pass_to("2027-02-28T20:00:00Z").await;
            assert_eq!(world.sent(REMINDER).len(), 1);
            let before = world.forum.particulars();
            world.forum.change = Some(ForumChange {
                before,
                note: None,
                silent,
            });
            world.move_by(7, 0).await;
            world.forum.change = None;
            world.pass_to("2027-03-20T00:00:00Z").await;
            assert_eq!(world.corrected().len(), usize::from(silent));
            assert_eq!(world.sent(REMINDER).len(), 2, "of the new day, too");
        })
        .await;
    }
}

/// The mail that waits says the new hour; nobody is corrected who was told nothing.
#[tokio::test]
async fn a_reminder_that_has_not_left_says_what_is_so_when_it_leaves() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.sends = false;
        world.pass_to("2027-02-28T09:00:00Z").await;
        world.move_by(0, 2).await;
        world.sends = true;
        world.pass_to("2027-03-05T00:00:00Z").await;
        assert_eq!(world.sent(REMINDER).len(), 1);
        let text = &world.left.last().unwrap().text;
        assert!(text.contains("12:00") && !text.contains("10:00"), "{text}");
        assert_eq!(world.corrected(), []);
    })
    .await;
}

/// A reminder of a day that is no longer the day does not leave.
#[tokio::test]
async fn a_reminder_of_another_day_does_not_leave() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.confirmed(1, None).await;
        world.sends = false;
        world.pass_to("2027-02-28T09:00:00Z").await;
        world.move_by(7, 0).await;
        world.sends = true;
        world.pass_to("2027-03-20T00:00:00Z").await;
        assert_eq!(world.sent(REMINDER), [tomorrow(1, "2027-03-07T08:00:00Z")]);
        assert_eq!(world.corrected(), []);
    })
    .await;
}
