//! Corrects a moment that somebody was told and that is no longer so.

mod samples;

use jiff::Timestamp;
use kontor_contracts::{Deadline, events::Contact};
use serde::{Deserialize, Serialize};

use super::{Kind, Occasion, Tells, Told};
use crate::{
    domain::{CORRECTING, Known, Policy, Uncertain, Wanted},
    letter::{ComposeError, ForumValues, OfficeValues, Writing, escaped},
};

/// Who was told what, and what is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MomentCorrected {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// What they were told.
    pub(crate) old: Deadline,
    /// What is so.
    pub(crate) told: Told,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    forum: ForumValues,
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    moment: &'static str,
    old: String,
    new: String,
    own_url: Option<String>,
}

impl Kind for MomentCorrected {
    const WORD: &'static str = "moment_corrected";
    const BODY: (&'static str, &'static str) =
        ("mailer/moment_corrected.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: CORRECTING,
        uncertain: Uncertain::Again,
        to_proved: true,
    };
    const TELLS: bool = true;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn tells(&self) -> Option<Tells<'_>> {
        Some(Tells::Change(&self.told))
    }

    fn wanted(&self, known: &Known, _: Timestamp) -> Wanted {
        match known.unless_over() {
            Wanted::Yes => self.told.wanted(known),
            not => not,
        }
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        let moment = ("moment", self.told.anchor.as_str().into());
        writing.about_forum("mail-moment-corrected-subject", &[moment])
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            forum: writing.forum_values()?,
            office: writing.office_values(),
            own_url: writing.own_url(),
            name: escaped(&self.contact.name),
            moment: self.told.anchor.as_str(),
            old: escaped(&writing.deadline(&self.old)),
            new: escaped(&writing.deadline(&self.told.moment)),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
