//! The body of a form with a file (`multipart/form-data`, RFC 7578).

use std::{collections::HashMap, convert::Infallible};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use futures_util::stream;
use multer::{Multipart, parse_boundary};

use crate::{
    extract::read,
    problem::{Problem, problems},
};

/// Most fields of such a form.
const FIELDS: usize = 32;

/// A form with a file, of at most [`crate::limits::BODY_BYTES`] with everything: what was typed, by field, and
/// the bytes of files, as they are.
#[derive(Debug, Clone, Default)]
pub struct PageUpload {
    fields: HashMap<String, Bytes>,
}

impl PageUpload {
    /// Whether a request has such a body.
    pub fn is_in(headers: &HeaderMap) -> bool {
        boundary(headers).is_some()
    }

    /// What was typed into a field; nothing into one that is not there.
    ///
    /// # Errors
    /// [`problems::NOT_UTF8`].
    pub fn text(&self, field: &str) -> Result<String, Problem> {
        let bytes = self.fields.get(field).cloned().unwrap_or_default();
        String::from_utf8(bytes.into()).map_err(|_| problems::NOT_UTF8.into())
    }

    /// The bytes of a file; none if none was chosen.
    pub fn file(&self, field: &str) -> Option<Bytes> {
        let bytes = self.fields.get(field)?;
        (!bytes.is_empty()).then(|| bytes.clone())
    }
}

impl<S: Send + Sync> FromRequest<S> for PageUpload {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let wanted = "multipart/form-data";
        let boundary = boundary(&parts.headers)
            .ok_or_else(|| problems::UNSUPPORTED_MEDIA_TYPE.arg("wanted", wanted))?;
        let whole = read(&parts.headers, body).await?;
        let stale = |_| Problem::from(problems::STALE_FORM);
        let body = stream::iter([Ok::<_, Infallible>(whole)]);
        let mut multipart = Multipart::new(body, boundary);
        let mut fields = HashMap::new();
        while let Some(field) = multipart.next_field().await.map_err(stale)? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(stale)?;
            if fields.len() == FIELDS {
                return Err(problems::STALE_FORM.into());
            }
            // Of two fields of one name the first counts.
            fields.entry(name).or_insert(bytes);
        }
        Ok(Self { fields })
    }
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    parse_boundary(given).ok()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, response::IntoResponse};

    use super::*;

    const FORM: &str = "multipart/form-data; boundary=x";

    async fn sent(kind: &str, body: &[u8]) -> Result<PageUpload, u16> {
        let request = Request::post("/")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body.to_vec()))
            .unwrap();
        let read = PageUpload::from_request(request, &()).await;
        read.map_err(|problem| problem.into_response().status().as_u16())
    }

    #[tokio::test]
    async fn fields_and_files_are_read_and_what_is_no_form_is_refused() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"step\"\r\n\r\ntry\r\n\
            --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"g.csv\"\r\n\
            Content-Type: text/csv\r\n\r\nM\xfcller\r\n--x--\r\n";
        let upload = sent(FORM, body).await.unwrap();
        assert_eq!(upload.text("step").unwrap(), "try");
        assert_eq!(upload.text("nothing").unwrap(), "");
        assert_eq!(upload.file("file").as_deref(), Some(&b"M\xfcller"[..]));
        assert_eq!(upload.file("nothing"), None);
        assert!(upload.text("file").is_err(), "no text");
        assert_eq!(sent("text/plain", body).await.unwrap_err(), 415);
        let large = vec![b'x'; crate::limits::BODY_BYTES + 1];
        assert_eq!(sent(FORM, &large).await.unwrap_err(), 413);
        let cut = &body[..body.len() - 12];
        assert!((400..500).contains(&sent(FORM, cut).await.unwrap_err()));
    }
}
