//! What one part of the program brings to pages and mails.

/// Templates and texts of a worker. Names of templates begin with the worker's
/// (`mailer/confirmation.md`), keys of texts with a word of its own (`mail-…`).
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// The worker's name, for messages.
    pub name: &'static str,
    /// Templates by name. `.html` is escaped, everything else is not.
    pub templates: &'static [(&'static str, &'static str)],
    /// Fluent texts by language tag; `de`, `en` and `fr` at least.
    pub locales: &'static [(&'static str, &'static str)],
}
