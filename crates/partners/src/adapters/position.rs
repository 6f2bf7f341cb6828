//! Where a run stands in its source, in its adapter's own words: JSON that only the adapter reads. It is
//! stored with each page, so that a run goes on there after a crash, and the next begins there.

use serde::{Serialize, de::DeserializeOwned};

use super::FetchError;

/// Longest position, in bytes. It is written with every page.
const BYTES_MAX: usize = 4 * 1024;

/// A position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position(String);

impl Position {
    /// Where a source begins that was never read: whatever an adapter keeps has its default.
    pub(crate) fn start() -> Self {
        Self("{}".to_owned())
    }

    /// What an adapter wants to know again.
    ///
    /// # Errors
    /// [`FetchError::Unusable`] if it is too long; a source may give texts to be sent back.
    pub(crate) fn of(kept: &impl Serialize) -> Result<Self, FetchError> {
        let text = serde_json::to_string(kept)
            .map_err(|error| FetchError::Unusable(format!("a position is not JSON: {error}")))?;
        if text.len() > BYTES_MAX {
            let bytes = text.len();
            return Err(FetchError::Unusable(format!(
                "the source wants {bytes} bytes to be sent back, more than {BYTES_MAX}"
            )));
        }
        Ok(Self(text))
    }

    /// What the adapter kept.
    ///
    /// # Errors
    /// [`FetchError::Unusable`] if it is not this adapter's, as after a change of the source's
    /// interface. The run then fails, and the next begins at the start.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, FetchError> {
        serde_json::from_str(&self.0).map_err(|error| {
            FetchError::Unusable(format!(
                "the stored position is not one of this interface ({error})"
            ))
        })
    }

    /// As the database has it.
    pub(crate) fn stored(text: Option<String>) -> Self {
        text.map_or_else(Self::start, Self)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_was_kept_is_read_again() {
        let kept = BTreeMap::from([("token".to_owned(), 7)]);
        let stored = Position::of(&kept).unwrap().as_str().to_owned();
        let read: BTreeMap<String, i32> = Position::stored(Some(stored)).read().unwrap();
        assert_eq!(read, kept);
        let nothing: BTreeMap<String, i32> = Position::stored(None).read().unwrap();
        assert_eq!(nothing, BTreeMap::new());
    }

    #[test]
    fn a_position_is_bounded_and_of_one_interface() {
        let long = Position::of(&"x".repeat(BYTES_MAX)).unwrap_err();
        assert!(long.to_string().contains("more than 4096"), "{long}");
        let other = Position::of(&[1]).unwrap().read::<BTreeMap<String, i32>>();
        let error = other.unwrap_err().to_string();
        assert!(error.starts_with("the stored position"), "{error}");
    }
}
