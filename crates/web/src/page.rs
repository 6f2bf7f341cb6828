//! An HTML page on its way out, and the two sets of routes that a worker brings.

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// What a worker serves.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// For the public listener: everything, each route behind what it needs.
    pub public: Router,
    /// For the staff's own listener: what is the staff's of it.
    pub staff: Router,
}

impl Pages {
    /// The pages of both workers together.
    ///
    /// # Panics
    /// If both have the same route.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self {
            public: self.public.merge(other.public),
            staff: self.staff.merge(other.staff),
        }
    }
}

/// A rendered page.
#[derive(Debug, Clone)]
pub struct Page {
    status: StatusCode,
    html: String,
}

impl Page {
    /// A page of this HTML, with status 200.
    pub fn new(html: String) -> Self {
        Self {
            status: StatusCode::OK,
            html,
        }
    }

    /// The same page with another status, such as 422 for a form that must be corrected.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Its HTML.
    pub fn html(&self) -> &str {
        &self.html
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        (self.status, [(header::CONTENT_TYPE, html)], self.html).into_response()
    }
}
