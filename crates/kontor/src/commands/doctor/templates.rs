//! Whether the office's own texts and templates can be used, and which they are.

use kontor_contracts::Language;
use kontor_web::Site;

use super::Finding;
use crate::{config::Config, wiring};

pub(super) fn findings(config: &Config) -> Vec<Finding> {
    let usable = Site::new(config.site.clone(), &wiring::PARTS)
        .map_err(anyhow::Error::new)
        .and_then(|site| {
            kontor_mailer::check_templates(&site).map_err(anyhow::Error::new)?;
            Ok(site)
        });
    let site = match usable {
        Ok(site) => site,
        Err(error) => {
            let found = format!("{error:#}");
            let remedy = "correct the file in site.overrides";
            return vec![Finding::bad("pages", found, remedy)];
        }
    };
    let good = Finding::good("pages", "texts and templates can be used");
    let own = [mail_templates(&site), unused(&site)];
    std::iter::once(good)
        .chain(own.into_iter().flatten())
        .collect()
}

/// Which kinds of mail are written by the office's own templates, and which by ours: a kind that a newer
/// version brings is one of ours until the office writes its own.
fn mail_templates(site: &Site) -> Option<Finding> {
    let kinds = kontor_mailer::mail_kinds(site, &Language::english());
    let (own, ours): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| kind.own);
    let words = |kinds: &[kontor_mailer::KindInfo]| {
        let words: Vec<_> = kinds.iter().map(|kind| kind.kind).collect();
        if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(", ")
        }
    };
    let found = format!("your own: {}; built in: {}", words(&own), words(&ours));
    (!own.is_empty()).then(|| Finding::good("mail templates", found))
}

fn unused(site: &Site) -> Option<Finding> {
    let unused = site.words().unused_templates();
    let found = format!("nothing uses {}", unused.join(", "));
    let remedy = "rename the file in site.overrides as the template that it is to replace, or remove it; \
                  `kontor mail preview --json` names those of mails";
    (!unused.is_empty()).then(|| Finding::warning("unused templates", found, remedy))
}
