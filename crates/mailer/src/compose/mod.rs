//! From facts to a message: a template in a small Markdown, rendered once as text and once as
//! HTML, a calendar entry where there is one, and the bytes that travel.
//!
//! Nothing that a person typed is ever read as markup: every value is escaped before a template
//! sees it, so that an office's own template cannot forget to.

mod calendar;
mod content_line;
mod html;
mod letter;
mod markdown;
mod message;
mod plain;
mod sender;
mod timezone;

pub use calendar::{CalendarEntry, calendar};
pub use letter::{ComposeError, Forum, Letter, MailToWrite, write};
pub use message::Message;
pub(crate) use message::{Addressing, message};
pub use sender::{InvalidSender, Sender};

#[cfg(test)]
mod tests;
