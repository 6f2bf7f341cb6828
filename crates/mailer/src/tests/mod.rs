//! The whole way of a mail, from a row that is due to a relay's answer, against a real SMTP server
//! on a real socket that says what the test wants it to say.

mod desk;
mod events;
mod every_page;
mod news;
mod office;
mod old_relays;
mod pages;
mod recipients;
mod relay;
mod reminders;
mod samples;
mod sending;
mod staff_letters;
mod strangers;
mod tls;
mod together;
mod waiting_list;
