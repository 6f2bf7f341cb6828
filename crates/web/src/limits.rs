//! Named limits of everything that comes in over HTTP.

use std::time::Duration;

/// Largest body of an API call or a form, in bytes.
pub const BODY_BYTES: usize = 64 * 1024;
/// Largest form with a file that a page of the console may take, in bytes: a file of 16 MiB, and what is typed
/// beside it. It is read when the guard has let its sender in.
pub const UPLOAD_BYTES: usize = 16 * 1024 * 1024 + BODY_BYTES;
/// Forms with files that are read and worked on at the same time; more wait.
pub const UPLOADS: usize = 2;
/// Largest request line and headers together, in bytes (431 beyond it). Room for the cookies that an
/// office's other sites under the same domain may send along.
pub const HEADER_BYTES: usize = 16 * 1024;
/// Time in which the first byte of a connection must have arrived. Browsers open some ahead of need; one
/// that is closed is opened again.
pub const FIRST_BYTE_TIME: Duration = Duration::from_secs(5);
/// Time in which the headers of a request must have arrived; also the longest idle time of a
/// kept-alive connection.
pub const HEADER_TIME: Duration = Duration::from_secs(15);
/// Time in which a request must be answered, reading of its body included. Shorter than what a soft
/// stop waits for, so that stopping never cuts an answer off.
pub const REQUEST_TIME: Duration = Duration::from_secs(20);
const _: () = assert!(REQUEST_TIME.as_secs() < kontor_runtime::lifecycle::GRACE.as_secs());
/// Age at which a connection is closed after the answer under way. Bounds what a client can hold
/// by reading slowly.
pub const CONNECTION_TIME: Duration = Duration::from_mins(10);
/// Time after [`CONNECTION_TIME`] at which a connection is cut.
pub const CONNECTION_GRACE: Duration = Duration::from_mins(1);
/// Connections served at the same time by one listener; more wait in the system's queue.
pub const CONNECTIONS: usize = 8192;
/// Bytes of an unwanted body that are read and thrown away so that the refusal reaches the client
/// (a socket closed with unread data is reset, and the reset may overtake the answer).
pub const LINGER_BYTES: usize = 16 * 1024 * 1024;
/// Longest time spent on that.
pub const LINGER_TIME: Duration = Duration::from_secs(2);
/// Pause of the sender after which it is taken to have stopped.
pub const LINGER_QUIET: Duration = Duration::from_millis(500);
/// Clients that a rate limit remembers before it forgets those that have been quiet.
pub const RATE_CLIENTS: usize = 100_000;
