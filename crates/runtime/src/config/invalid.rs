//! What the check of a section says: which setting of it cannot be used.

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {reason}")]
pub struct InvalidSetting {
    /// Its name within its section, such as `smtp.port`.
    pub setting: String,
    /// What is wrong, and what to write instead.
    pub reason: String,
}

/// Refuses a setting.
///
/// # Errors
/// Always: the [`InvalidSetting`].
pub fn refuse<T>(
    setting: impl Into<String>,
    reason: impl Into<String>,
) -> Result<T, InvalidSetting> {
    Err(InvalidSetting {
        setting: setting.into(),
        reason: reason.into(),
    })
}
