//! Who writes: the office's mailbox in From, and the domain in every Message-ID and UID.

use std::borrow::Cow;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use kontor_contracts::EmailAddress;
use lettre::{Address, message::Mailbox};

/// A sender that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the address cannot be a sender: {0}")]
pub(crate) struct InvalidSender(String);

/// The office as a sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sender {
    name: String,
    address: String,
    mailbox: EmailAddress,
    domain: String,
}

impl Sender {
    /// A sender of this name and address. The local part must be ASCII: a sender in another script
    /// could not write to most of the world.
    ///
    /// # Errors
    /// [`InvalidSender`] says why not.
    pub(crate) fn new(name: &str, address: &EmailAddress) -> Result<Self, InvalidSender> {
        if !address.local().is_ascii() {
            return Err(InvalidSender(
                "letters of other scripts before the @".to_owned(),
            ));
        }
        let domain = ascii_domain(address).map_err(InvalidSender)?;
        let address = format!("{}@{domain}", address.local());
        let sender = Self {
            name: name.to_owned(),
            mailbox: address
                .parse()
                .map_err(|_| InvalidSender("it is too long".to_owned()))?,
            address,
            domain,
        };
        mailbox(&sender.name, &sender.address).map_err(InvalidSender)?;
        Ok(sender)
    }

    /// The name that people see.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The address, all ASCII.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The same, for answers.
    pub(crate) fn mailbox(&self) -> &EmailAddress {
        &self.mailbox
    }

    /// The domain in A-labels.
    pub(crate) fn domain(&self) -> &str {
        &self.domain
    }
}

/// An address as mail carries it: the domain in A-labels (RFC 5891); the local part as it is,
/// because it belongs to its own mail system.
pub(super) fn ascii_address(address: &EmailAddress) -> Result<String, String> {
    Ok(format!("{}@{}", address.local(), ascii_domain(address)?))
}

fn ascii_domain(address: &EmailAddress) -> Result<String, String> {
    // Hyphens in the third and fourth place are no fault: DNS and mail have such names, and only those
    // that begin with xn-- are checked for what they stand for.
    Uts46::new()
        .to_ascii(
            address.domain().as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::Allow,
            DnsLength::Verify,
        )
        .map(Cow::into_owned)
        .map_err(|_| "its domain cannot be written as mail needs it".to_owned())
}

/// A mailbox for a header. Names lose control characters, which no name has.
pub(super) fn mailbox(name: &str, address: &str) -> Result<Mailbox, String> {
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let address: Address = address
        .parse()
        .map_err(|_| "the address has a form that mail headers cannot carry".to_owned())?;
    Ok(Mailbox::new(
        Some(name).filter(|name| !name.trim().is_empty()),
        address,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_become_a_labels_and_local_parts_stay() {
        let address: EmailAddress = "info@müller-söhne.de".parse().unwrap();
        let sender = Sender::new("Büro", &address).unwrap();
        assert_eq!(sender.address(), "info@xn--mller-shne-kcb9d.de");
        let russian: EmailAddress = "почта@почта.рф".parse().unwrap();
        assert_eq!(
            ascii_address(&russian).unwrap(),
            "почта@xn--80a1acny.xn--p1ai"
        );
        assert!(Sender::new("x", &russian).is_err());
        let hyphens: EmailAddress = "x@ab--cd.example".parse().unwrap();
        assert_eq!(ascii_address(&hyphens).unwrap(), "x@ab--cd.example");
    }
}
