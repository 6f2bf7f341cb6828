//! Every template is tried at start, with samples of its kind in every language of the site: an office
//! that put its own in place of ours learns of a mistake then, and not from a mail that does not leave.

use std::sync::Arc;

use kontor_contracts::{Language, RegistrationId};
use kontor_web::Site;
use uuid::Uuid;

use super::{AnyFacts, AnyKind, KINDS, samples};
use crate::{
    domain::{About, Known, Revision},
    letter::{ComposeError, Letter, MailToWrite, write},
};

/// A kind of mail that cannot be written as the site's templates and texts are.
#[derive(Debug, thiserror::Error)]
pub enum BrokenTemplate {
    /// A variable that the mail does not have, a text that there is not, or another mistake.
    #[error("the mail {kind} cannot be written in {language}: {reason}")]
    Unwritable {
        /// The kind.
        kind: &'static str,
        /// The language.
        language: String,
        /// What is wrong; with file and line where there is one.
        reason: String,
    },
    /// The mail is written for a link and does not show it.
    #[error(
        "the template {template} never shows {{{{ {variable} }}}}, the link that its mail is for"
    )]
    NoLink {
        /// The template.
        template: &'static str,
        /// The variable.
        variable: &'static str,
    },
}

/// Tries every kind of mail.
///
/// # Errors
/// [`BrokenTemplate`] names the first that cannot be written.
pub(crate) fn check(site: &Site) -> Result<(), BrokenTemplate> {
    for kind in KINDS {
        for language in site.words().languages() {
            check_kind(site, *kind, language)?;
        }
    }
    Ok(())
}

fn check_kind(site: &Site, kind: &dyn AnyKind, language: &Language) -> Result<(), BrokenTemplate> {
    let own_link = samples::own_link().token;
    for (forum, own_link) in [(samples::forum(), own_link), (samples::bare_forum(), None)] {
        let known = Known {
            forum: Some(Arc::new(forum)),
            own_link,
            ..Known::default()
        };
        for facts in kind.samples(samples::contact(language)) {
            let letter =
                letter(site, &*facts, &known).map_err(|error| BrokenTemplate::Unwritable {
                    kind: kind.word(),
                    language: language.to_string(),
                    reason: error.to_string(),
                })?;
            if let Some(link) = facts.link().filter(|link| link.is_needed)
                && !letter.text.contains(link.path)
            {
                return Err(BrokenTemplate::NoLink {
                    template: facts.template(),
                    variable: link.variable,
                });
            }
        }
    }
    Ok(())
}

fn letter(site: &Site, facts: &dyn AnyFacts, known: &Known) -> Result<Letter, ComposeError> {
    let key = facts.key(
        About::registration(RegistrationId::new(Uuid::nil())),
        Revision::Once,
    );
    let mail = MailToWrite {
        key: &key,
        facts,
        known,
        now: samples::now(),
    };
    write(site, mail)
}
