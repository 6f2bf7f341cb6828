//! Hanging up on a node that says nothing. The client has a thread for each connection that it makes,
//! and that thread waits for the first word for ever: against a frozen broker there would be more and
//! more of them.

use std::{
    io,
    net::{Shutdown, TcpStream},
    os::fd::AsFd,
    sync::{Arc, Mutex, PoisonError},
};

/// A socket on which a connection is being made. Dropped, it hangs up; once the connection is made, it
/// lets go.
#[derive(Debug, Default)]
pub(super) struct Patience(Socket);

/// Where the socket is told to [`Patience`].
pub(super) type Socket = Arc<Mutex<Option<TcpStream>>>;

/// Tells the socket.
pub(super) fn remember(socket: &Socket, stream: &impl AsFd) -> io::Result<()> {
    let second = stream.as_fd().try_clone_to_owned()?;
    *socket.lock().unwrap_or_else(PoisonError::into_inner) = Some(second.into());
    Ok(())
}

impl Patience {
    pub(super) fn socket(&self) -> Socket {
        Arc::clone(&self.0)
    }

    /// The connection is made: whoever has it ends it.
    pub(super) fn let_go(self) {
        self.take();
    }

    fn take(&self) -> Option<TcpStream> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        if let Some(socket) = self.take() {
            // If it is closed already there is nothing to do.
            drop(socket.shutdown(Shutdown::Both));
        }
    }
}
