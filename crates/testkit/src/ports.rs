//! Ports of 127.0.0.1 for programs that a test starts, each given to one test only.
//!
//! A port that the system chooses may be gone before the program listens on it: another test is given the
//! same, or somebody's connection goes out from it. So these lie below the range from which the system
//! chooses, and whoever has one keeps a lock until their process ends.

use std::{
    fs::File,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// `tests/run` takes what it needs from 20,000 on, systems choose from 32,768 on.
const FIRST: u16 = 10_000;
const COUNT: u16 = 10_000;

/// Locks are let go when the process ends, however it does.
static HELD: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// An address whose port is this process's until it ends.
///
/// # Panics
/// If there is none.
pub fn free() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, free_in_a_row(1)).into()
}

/// The first of so many ports in a row.
///
/// # Panics
/// If there is no such row.
pub fn free_in_a_row(count: u16) -> u16 {
    // Each process looks from elsewhere on, so that few meet.
    let start = u16::try_from(std::process::id() * 16 % u32::from(COUNT)).unwrap_or(0);
    let mut rows = (0..COUNT / count).map(|n| FIRST + (start + n * count) % (COUNT - count));
    let found = rows.find(|first| take(*first, count));
    found.expect("ports that nobody has")
}

fn take(first: u16, count: u16) -> bool {
    let locks: Option<Vec<_>> = (first..first + count).map(lock).collect();
    let Some(locks) = locks else { return false };
    let is_free = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    let free = (first..first + count).all(is_free);
    if free {
        HELD.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(locks);
    }
    free
}

fn lock(port: u16) -> Option<File> {
    let folder: PathBuf = std::env::temp_dir().join("kontor-test-ports");
    std::fs::create_dir_all(&folder).expect("a folder for locks");
    let file = File::create(folder.join(port.to_string())).expect("a file to lock");
    file.try_lock().ok().map(|()| file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_given_a_port_of_somebody_else() {
        let (one, row) = (free().port(), free_in_a_row(3));
        assert!(!(row..row + 3).contains(&one));
        assert!((row..row + 3).all(|port| lock(port).is_none()), "held");
        assert_ne!(free().port(), one);
    }
}
