//! One suite for both engines: each test of the list runs on the embedded bus (with SQLite) and on
//! RabbitMQ (with PostgreSQL). A new engine is held to it by one line.

macro_rules! on_each_engine {
    ($($module:ident :: $test:ident),* $(,)?) => {
        mod embedded {
            use crate::support::Kind;
            $(#[tokio::test] async fn $test() { crate::$module::$test(Kind::Embedded).await; })*
        }
        mod amqp {
            use crate::support::Kind;
            $(#[tokio::test] async fn $test() { crate::$module::$test(Kind::Amqp).await; })*
        }
    };
}

on_each_engine![
    // The contract of the engines.
    contract::a_message_reaches_every_queue_that_listens_and_no_other,
    contract::an_unroutable_message_is_reported_and_its_neighbours_are_confirmed,
    contract::a_dropped_delivery_comes_again,
    contract::a_released_delivery_comes_again,
    contract::a_stale_settle_is_refused,
    contract::never_more_than_the_prefetch_is_in_hand,
    contract::a_pause_leaves_the_messages_in_the_queue,
    contract::a_drain_ends_deliveries_and_lets_what_is_in_hand_be_settled,
    contract::what_was_settled_just_before_the_end_does_not_come_again,
    contract::a_body_of_one_mebibyte_passes,
    contract::a_body_above_the_limit_is_refused_and_its_neighbours_are_confirmed,
    contract::what_keeps_killing_its_process_ends_in_the_dead_queue,
    contract::a_confirmed_publish_survives_a_kill,
    // What a worker gets.
    worker::an_event_in_the_outbox_reaches_its_handler_once,
    worker::an_event_that_finds_no_queue_stays_in_the_outbox,
    worker::a_second_copy_changes_nothing,
    worker::events_of_one_subject_are_handled_in_order,
    worker::a_retry_is_not_early_and_its_attempts_are_counted,
    worker::a_dead_letter_is_replayed_under_its_id,
    worker::a_poisoned_message_hurts_nobody_but_itself,
    worker::a_database_that_is_down_burns_no_attempt,
    worker::a_soft_stop_finishes_what_is_under_way,
    worker::a_message_that_the_bus_gave_up_is_a_dead_letter_with_its_reason,
    worker::a_retry_that_kills_its_process_every_time_ends_as_a_dead_letter,
    // Whose rows a relay brings.
    relays::what_a_process_left_in_the_outbox_is_brought_by_another,
    relays::a_busy_relay_brings_what_another_process_left,
    relays::two_relays_bring_each_row_once,
    relays::rows_that_are_committed_late_are_not_skipped,
    // Under load, with restarts.
    load::ten_thousand_messages_of_a_hundred_publishers_survive_two_restarts,
];
