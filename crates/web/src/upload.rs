//! The body of a form with a file (`multipart/form-data`, RFC 7578).

use std::collections::HashMap;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use multer::{Constraints, Error, Multipart, SizeLimit, parse_boundary};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    extract::announced_length,
    limits::{UPLOAD_BYTES, UPLOADS},
    problem::{Problem, problems},
};

/// Most fields of such a form.
const FIELDS: usize = 32;

/// Whose turn it is: what is held in memory at once is bounded, however many send.
static TURNS: Semaphore = Semaphore::const_new(UPLOADS);

/// A form with a file, of at most [`UPLOAD_BYTES`] with everything: what was typed, by field, and the bytes of
/// files, as they are. Only for pages behind a guard.
#[derive(Debug)]
pub struct PageUpload {
    fields: HashMap<String, Bytes>,
    /// Others wait until this one is done with.
    _turn: Option<SemaphorePermit<'static>>,
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
        if announced_length(&parts.headers).is_some_and(|length| length > UPLOAD_BYTES) {
            return Err(too_large());
        }
        let turn = TURNS.acquire().await.ok();
        let most = SizeLimit::new().whole_stream(UPLOAD_BYTES as u64);
        let limits = Constraints::new().size_limit(most);
        let body = body.into_data_stream();
        let mut multipart = Multipart::with_constraints(body, boundary, limits);
        let mut fields = HashMap::new();
        let refused = |error| refused(&error);
        while let Some(field) = multipart.next_field().await.map_err(refused)? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(refused)?;
            if fields.len() == FIELDS {
                return Err(problems::STALE_FORM.into());
            }
            // Of two fields of one name the first counts.
            fields.entry(name).or_insert(bytes);
        }
        Ok(Self {
            fields,
            _turn: turn,
        })
    }
}

fn too_large() -> Problem {
    problems::BODY_TOO_LARGE.arg("limit", UPLOAD_BYTES / 1024)
}

fn refused(error: &Error) -> Problem {
    match error {
        Error::StreamSizeExceeded { .. } => too_large(),
        Error::StreamReadFailed(_) => problems::BODY_INTERRUPTED.into(),
        _ => problems::STALE_FORM.into(),
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
        let large = vec![b'x'; UPLOAD_BYTES + 1];
        assert_eq!(sent(FORM, &large).await.unwrap_err(), 413);
        let mut within = body[..body.len() - 7].to_vec();
        within.resize(UPLOAD_BYTES - 8, b'x');
        within.extend(b"\r\n--x--\r\n");
        assert!(within.len() > UPLOAD_BYTES - 8);
        assert_eq!(sent(FORM, &within).await.unwrap_err(), 413);
        let cut = &body[..body.len() - 12];
        assert!((400..500).contains(&sent(FORM, cut).await.unwrap_err()));
    }
}
