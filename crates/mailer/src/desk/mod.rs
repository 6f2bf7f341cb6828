//! The mail desk: every kind of mail before it goes, and every mail after it went. What the console shows
//! and what the command line prints are the same functions.

mod again;
mod log;
mod preview;
mod sample;

pub use again::NotSentAgain;
pub(crate) use again::{may_be_sent_again, send_again};
pub use log::{LogError, LogWish, MailSentAgain, MailShown, list_log, send_mail_again, show_mail};
pub(crate) use preview::about;
pub use preview::{
    KindInfo, Preview, PreviewError, PreviewForum, PreviewKind, PreviewWish, mail_kinds,
    preview_forum, preview_kind, preview_mail,
};
pub(crate) use sample::{Data, Example};
