//! Hashing passwords: argon2id, off the threads that serve requests, two at a time.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::AccessError;

/// Memory in KiB, passes and lanes: the first choice of the OWASP Password Storage Cheat Sheet
/// (cheatsheetseries.owasp.org, argon2id: m = 19 MiB, t = 2, p = 1).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How a hash with these begins (github.com/P-H-C/phc-string-format). Others are made anew when their
/// owner signs in.
const CURRENT: &str = "$argon2id$v=19$m=19456,t=2,p=1$";
/// A hash that no password has: sixteen and thirty-two bytes of nothing. It is compared with where there
/// is none, so that the same work is done, and the time taken does not tell.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// Bytes of salt (RFC 9106, 3.1 recommends sixteen).
pub(crate) const SALT_BYTES: usize = 16;
/// How many are computed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// How many may wait for that; more are turned away, or a flood would fill the memory with waiting.
const WAITING_MAX: usize = 64;

/// Computes and compares hashes.
#[derive(Debug, Clone)]
pub(crate) struct Hasher {
    entrance: Arc<Semaphore>,
    working: Arc<Semaphore>,
}

/// Whether a password was the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verified {
    /// Yes; `outdated` if its hash should be made anew.
    Right { outdated: bool },
    /// No, or there was nothing to compare with.
    Wrong,
}

impl Hasher {
    pub(crate) fn new() -> Self {
        Self {
            entrance: Arc::new(Semaphore::new(WAITING_MAX)),
            working: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash of a password as a PHC string.
    pub(crate) async fn hash(
        &self,
        password: String,
        salt: [u8; SALT_BYTES],
    ) -> Result<String, AccessError> {
        self.compute(move || hash(&password, &salt)).await
    }

    /// Compares a password with a hash; where there is none (an unknown name, an account without a
    /// password), with [`NOBODYS`].
    pub(crate) async fn verify(
        &self,
        password: String,
        kept: Option<String>,
    ) -> Result<Verified, AccessError> {
        self.compute(move || verify(&password, kept.as_deref().unwrap_or(NOBODYS)))
            .await
    }

    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, argon2::password_hash::Error> + Send + 'static,
    ) -> Result<T, AccessError> {
        let _inside = self.entrance.try_acquire().map_err(|_| AccessError::Busy)?;
        // It stays with the work: whoever asked may go away, the core is busy all the same.
        let permit = Arc::clone(&self.working).acquire_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        match done.await {
            Ok(result) => result.map_err(|error| AccessError::Hash(error.to_string())),
            Err(error) => Err(AccessError::Hash(error.to_string())),
        }
    }
}

fn argon2() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str, salt: &[u8]) -> Result<String, argon2::password_hash::Error> {
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), salt)?;
    Ok(hash.to_string())
}

fn verify(password: &str, kept: &str) -> Result<Verified, argon2::password_hash::Error> {
    match argon2()?.verify_password(password.as_bytes(), kept) {
        Ok(()) => Ok(Verified::Right {
            outdated: !kept.starts_with(CURRENT),
        }),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(Verified::Wrong),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_one_of_the_current_parameters_and_fits_its_password_alone() {
        let kept = hash("correct horse battery staple", &[1; SALT_BYTES]).unwrap();
        assert!(kept.starts_with(CURRENT), "{kept}");
        let right = verify("correct horse battery staple", &kept).unwrap();
        assert_eq!(right, Verified::Right { outdated: false });
        assert_eq!(
            verify("correct horse battery stable", &kept).unwrap(),
            Verified::Wrong
        );
        assert!(verify("x", "no hash").is_err());
    }

    #[test]
    fn a_hash_of_other_parameters_is_outdated() {
        let params = Params::new(8 * 1024, 1, 1, None).unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let kept = weak
            .hash_password_with_salt(b"password", &[1; SALT_BYTES])
            .unwrap()
            .to_string();
        assert_eq!(
            verify("password", &kept).unwrap(),
            Verified::Right { outdated: true }
        );
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_costs_the_same_work() {
        assert!(NOBODYS.starts_with(CURRENT));
        assert_eq!(verify("", NOBODYS).unwrap(), Verified::Wrong);
        let unknown = Hasher::new().verify("x".into(), None).await.unwrap();
        assert_eq!(unknown, Verified::Wrong);
    }
}
