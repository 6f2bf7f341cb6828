//! Reads back what [`super::compose`] has written: the mail log shows the message as it was sent,
//! not as it would be written today. Understands our own messages, no others.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The parts that people see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The text part.
    pub(crate) text: String,
    /// The HTML part.
    pub(crate) html: String,
    /// The calendar part.
    pub(crate) calendar: Option<String>,
    /// The picture that the HTML part shows.
    pub(crate) picture: Option<Picture>,
}

/// A picture within a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Its name within the mail (RFC 2392).
    pub(crate) content_id: String,
    /// The picture, for a page (RFC 2397).
    pub(crate) data_url: String,
}

impl Parts {
    /// The HTML part as a page of its own: its picture stands in it, and not in another part.
    pub(crate) fn html_alone(&self) -> String {
        match &self.picture {
            Some(picture) => {
                let name = format!("cid:{}", picture.content_id);
                self.html.replace(&name, &picture.data_url)
            }
            None => self.html.clone(),
        }
    }
}

/// The parts of a message of ours.
pub(crate) fn read(message: &[u8]) -> Parts {
    let mut parts = Parts::default();
    collect(&String::from_utf8_lossy(message), &mut parts);
    parts
}

fn collect(entity: &str, parts: &mut Parts) {
    let Some((head, body)) = entity.split_once("\r\n\r\n") else {
        return;
    };
    let kind = header(head, "content-type");
    if let Some((_, boundary)) = kind.split_once("boundary=") {
        let delimiter = format!("--{}", boundary.trim_matches('"'));
        // Before the first delimiter stands nothing, after the last one "--".
        for part in body.split(delimiter.as_str()).skip(1) {
            collect(part.strip_prefix("\r\n").unwrap_or(part), parts);
        }
        return;
    }
    let decoded = || decode(&header(head, "content-transfer-encoding"), body);
    match kind.split(';').next().unwrap_or_default() {
        "text/plain" => parts.text = decoded(),
        "text/html" => parts.html = decoded(),
        "text/calendar" | "application/ics" => parts.calendar = Some(decoded()),
        picture @ ("image/png" | "image/jpeg") => {
            let content_id = header(head, "content-id");
            parts.picture = Some(Picture {
                content_id: content_id.trim_matches(['<', '>']).to_owned(),
                data_url: format!("data:{picture};base64,{}", body.replace("\r\n", "")),
            });
        }
        _ => {}
    }
}

/// A header's value, unfolded (RFC 5322, 2.2.3).
fn header(head: &str, name: &str) -> String {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let found = unfolded.split("\r\n").find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    });
    found.unwrap_or_default()
}

fn decode(encoding: &str, body: &str) -> String {
    // The line break before a delimiter belongs to it (RFC 2046, 5.1.1).
    let body = body.strip_suffix("\r\n").unwrap_or(body);
    let bytes = match encoding {
        "quoted-printable" => quoted_printable(body),
        "base64" => STANDARD
            .decode(body.replace("\r\n", ""))
            .unwrap_or_default(),
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

/// RFC 2045, 6.7.
fn quoted_printable(body: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend_from_slice(before.as_bytes());
        if let Some(next_line) = after.strip_prefix("\r\n") {
            rest = next_line;
            continue;
        }
        let code = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.extend(code);
        rest = after.get(2..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
