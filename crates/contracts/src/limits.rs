//! Named limits of values that cross borders. Each is checked where the value is made.

/// Longest e-mail address in bytes: 256 for the path with its angle brackets (RFC 5321, 4.5.3.1.3).
pub const EMAIL_BYTES: usize = 254;
/// Longest local part of an address in bytes (RFC 5321, 4.5.3.1.1).
pub const EMAIL_LOCAL_BYTES: usize = 64;
/// Longest single-line text that a person types (a name, a title), in characters.
pub const LINE_CHARS: usize = 200;
/// Longest text of several lines that a person types, in characters.
pub const TEXT_CHARS: usize = 10_000;
/// Most languages in one [`crate::LocalizedText`].
pub const LANGUAGES: usize = 40;
/// Highest place of an event among those of its subject: thirty changes a second for a year.
pub const SEQUENCE: i64 = 1_000_000_000;
/// Most participants in one registration, those included whose names follow.
pub const PARTICIPANTS: usize = 50;
/// Most rules by which the people of one forum are reminded.
pub const REMINDERS: usize = 20;
/// Largest message on the bus in bytes. RabbitMQ 4 refuses more than 16 MiB; events carry facts,
/// not files, and stay far below.
pub const MESSAGE_BYTES: usize = 1024 * 1024;
