//! The office's logo: on pages as a file of the site, in mails as a small picture within each of them.

use std::path::Path;

use axum::body::Bytes;
use kontor_runtime::config::InvalidSetting;

use crate::{digest::hash, settings::Settings};

/// Largest logo of the pages, in bytes.
const PAGE_BYTES: u64 = 256 * 1024;
/// Largest logo of mails, in bytes: it travels with, and is kept with, every single one.
const MAIL_BYTES: u64 = 20 * 1024;
/// The space that it gets in a mail, in CSS pixels.
const MAIL_WIDTH: usize = 260;
const MAIL_HEIGHT: usize = 56;

/// A logo that was read.
#[derive(Debug, Clone)]
pub(crate) struct Logo {
    pub(crate) extension: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Logo {
    /// The logo of the pages, if there is one.
    pub(crate) fn of_pages(settings: &Settings) -> Result<Option<Self>, InvalidSetting> {
        read("logo", &settings.logo, PAGE_BYTES)
    }
}

/// A logo that mails carry. Mail programs show neither SVG nor, all of them, WebP; and what they would have
/// to fetch they hide, or tell the sender who reads when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLogo {
    /// PNG or JPEG.
    pub media_type: &'static str,
    /// The picture.
    pub bytes: Bytes,
    /// Names it within a mail (RFC 2392): the same picture has the same name.
    pub content_id: String,
    /// Its file name.
    pub name: String,
    /// Width as shown, in CSS pixels. Outlook would show it as large as it is.
    pub width: usize,
    /// Height as shown.
    pub height: usize,
}

impl MailLogo {
    /// The logo of mails: `mail_logo`; failing that `logo`, if mails can carry it.
    ///
    /// # Errors
    /// [`InvalidSetting`] if `mail_logo` is none that mails can carry, or one of the files cannot be read.
    pub fn of(settings: &Settings) -> Result<Option<Self>, InvalidSetting> {
        if let Some(logo) = read("mail_logo", &settings.mail_logo, MAIL_BYTES)? {
            let carried = Self::new(logo).ok_or_else(|| InvalidSetting {
                setting: "mail_logo".to_owned(),
                reason: "is not a PNG or JPEG picture, which are all that mail programs show"
                    .to_owned(),
            });
            return carried.map(Some);
        }
        let logo = Logo::of_pages(settings)?;
        let small = logo.filter(|logo| logo.bytes.len() as u64 <= MAIL_BYTES);
        Ok(small.and_then(Self::new))
    }

    fn new(logo: Logo) -> Option<Self> {
        if !matches!(logo.extension, "png" | "jpg") {
            return None;
        }
        let size = imagesize::blob_size(&logo.bytes).ok()?;
        let (width, height) = fitted(size.width, size.height)?;
        Some(Self {
            media_type: logo.media_type,
            content_id: format!("logo.{}@kontor", hash(&logo.bytes)),
            name: format!("logo.{}", logo.extension),
            bytes: logo.bytes.into(),
            width,
            height,
        })
    }
}

/// The size at which a picture fits its space; it is never enlarged.
fn fitted(width: usize, height: usize) -> Option<(usize, usize)> {
    if width == 0 || height == 0 {
        return None;
    }
    let (mut shown_width, mut shown_height) = (width, height);
    if shown_width > MAIL_WIDTH {
        (shown_width, shown_height) = (MAIL_WIDTH, height * MAIL_WIDTH / width);
    }
    if shown_height > MAIL_HEIGHT {
        (shown_width, shown_height) = (width * MAIL_HEIGHT / height, MAIL_HEIGHT);
    }
    Some((shown_width.max(1), shown_height.max(1)))
}

/// Reads a logo and tells its kind by its first bytes; nothing if none is set.
fn read(setting: &'static str, path: &Path, limit: u64) -> Result<Option<Logo>, InvalidSetting> {
    if path.as_os_str().is_empty() {
        return Ok(None);
    }
    let wrong = |reason: String| InvalidSetting {
        setting: setting.to_owned(),
        reason,
    };
    let unread = |error: std::io::Error| wrong(format!("cannot be read: {error}"));
    let size = std::fs::metadata(path).map_err(unread)?.len();
    if size > limit {
        return Err(wrong(format!(
            "has {size} bytes; at most {limit} are sent with every {}",
            if setting == "logo" { "page" } else { "mail" }
        )));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    let (extension, media_type) =
        kind(&bytes).ok_or_else(|| wrong("is not an SVG, PNG, JPEG or WebP picture".to_owned()))?;
    Ok(Some(Logo {
        extension,
        media_type,
        bytes,
    }))
}

fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let is_svg = std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg"));
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(("png", "image/png")),
        [0xff, 0xd8, 0xff, ..] => Some(("jpg", "image/jpeg")),
        _ if is_webp => Some(("webp", "image/webp")),
        _ if is_svg => Some(("svg", "image/svg+xml")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_fits_its_space_in_its_own_proportions() {
        for (size, shown) in [
            ((100, 40), (100, 40)),
            ((520, 56), (260, 28)),
            ((1000, 1000), (56, 56)),
            ((3000, 2), (260, 1)),
            ((2, 3000), (1, 56)),
        ] {
            assert_eq!(fitted(size.0, size.1), Some(shown), "{size:?}");
        }
        assert_eq!(fitted(0, 10), None);
    }
}
