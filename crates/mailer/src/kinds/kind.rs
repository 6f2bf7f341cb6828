//! What a kind of mail has to say.

use std::fmt::Debug;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Serialize, de::DeserializeOwned};

use super::asking::Asking;
use crate::{
    domain::{Known, Policy, Wanted},
    letter::{Calendar, ComposeError, Writing},
};

/// What tells one kind of mail from all others. The type is the facts of one mail: what its event said,
/// kept with it (JSON) until it is sent.
pub(crate) trait Kind:
    Clone + Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The word in the database, in file names and in the Message-ID.
    const WORD: &'static str;
    /// Name and text of the template. The name is that of the file that an office may put in its place.
    const BODY: (&'static str, &'static str);
    /// What is decided for all mails of the kind.
    const POLICY: Policy;
    /// What the template sees, every text escaped.
    type Values: Serialize;

    /// Who is written to.
    fn contact(&self) -> &Contact;

    /// The question with a link, if the mail asks one.
    fn asking(&self) -> Option<&Asking> {
        None
    }

    /// The same without the secret of a link: whoever looks at what is kept confirms nothing by it.
    fn masked(&self) -> Self {
        self.clone()
    }

    /// Whether the mail is still wanted; asked at the moment it could leave.
    fn wanted(&self, _known: &Known, _now: Timestamp) -> Wanted {
        Wanted::Yes
    }

    /// One line.
    ///
    /// # Errors
    /// [`ComposeError`] says what is missing.
    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError>;

    /// What the template sees.
    ///
    /// # Errors
    /// [`ComposeError`] says what is missing.
    fn values(&self, writing: &Writing<'_>) -> Result<Self::Values, ComposeError>;

    /// The calendar entry that goes with the mail.
    ///
    /// # Errors
    /// [`ComposeError`] says what is missing.
    fn calendar(&self, _writing: &Writing<'_>) -> Result<Option<Calendar>, ComposeError> {
        Ok(None)
    }

    /// Facts to this contact with all that a template may have to show, and with all of it left out:
    /// each office's template is tried with them at start.
    fn samples(to: Contact) -> Vec<Self>;
}
