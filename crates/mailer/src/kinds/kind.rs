//! What a kind of mail has to say.

use std::fmt::Debug;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Serialize, de::DeserializeOwned};

use super::{Link, Occasion, Tells};
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
    /// Whether mails of the kind tell of a moment of a forum, or remind: [`Kind::tells`].
    const TELLS: bool = false;
    /// Whether it tells what has become of its forum. Such a mail needs the forum's versions, and waits for
    /// what is under way to the same person.
    const IS_NEWS: bool = false;
    /// Whether it waits a while for another of its kind to the same person about the same, to become one with
    /// it: [`Kind::with`].
    const MERGES: bool = false;
    /// Whether it speaks of a forum. Mails to the staff about their accounts do not.
    const OF_FORUM: bool = true;
    /// What the template sees, every text escaped.
    type Values: Serialize;

    /// Who is written to.
    fn contact(&self) -> &Contact;

    /// The link that the mail is written for, if there is one.
    fn link(&self) -> Option<Link> {
        None
    }

    /// The same without the secret of a link: whoever looks at what is kept confirms nothing by it.
    fn masked(&self) -> Self {
        self.clone()
    }

    /// What it tells of a moment of the forum, or of what it reminds.
    fn tells(&self) -> Option<Tells<'_>> {
        None
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

    /// The same, with what an earlier one says that has not left.
    fn with(self, _earlier: Self) -> Self {
        self
    }

    /// A sample as it would be on an occasion: moments are those of its forum, links still work, and the
    /// sign-up stands as it does when such a mail is written. Without it a sample stays as it is.
    fn on(self, _occasion: &mut Occasion) -> Self {
        self
    }
}
