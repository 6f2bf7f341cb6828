//! An invitation list as the staff give it on a page: pasted into the form, or as a file.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use kontor_web::{
    PageForm, PageUpload, Problem,
    limits::{BODY_BYTES, UPLOAD_BYTES},
};
use serde::Deserialize;

use crate::invitation_list::LIST_BYTES;

const _: () = assert!(LIST_BYTES + BODY_BYTES <= UPLOAD_BYTES);

/// A list as it was pasted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pasted {
    pub(super) list: String,
    /// `invite` or `try`.
    pub(super) step: String,
}

/// A list as it was given: pasted, or as a file, which goes before.
pub(super) struct Given {
    pub(super) pasted: Pasted,
    file: Option<Bytes>,
    /// Held while the file is worked on: so many at once, and no more.
    _upload: Option<PageUpload>,
}

impl<S: Send + Sync> FromRequest<S> for Given {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !PageUpload::is_in(request.headers()) {
            let PageForm(pasted) = PageForm::from_request(request, state).await?;
            return Ok(Self {
                pasted,
                file: None,
                _upload: None,
            });
        }
        let upload = PageUpload::from_request(request, state).await?;
        let pasted = Pasted {
            list: upload.text("list")?,
            step: upload.text("step")?,
        };
        let file = upload.file("file");
        Ok(Self {
            pasted,
            file,
            _upload: Some(upload),
        })
    }
}

impl Given {
    pub(super) fn bytes(&self) -> &[u8] {
        let file = self.file.as_deref();
        file.unwrap_or(self.pasted.list.as_bytes())
    }
}
