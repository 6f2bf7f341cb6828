//! The style sheets and the icon, under names that change with their content, so that browsers may
//! keep them for ever.

use axum::{
    Router,
    body::Bytes,
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::get,
};

use crate::{digest::hash, logo::Logo};

const STYLE: &str = include_str!("style.css");
/// What only the console needs; pages for everybody do not load it.
const CONSOLE: &str = include_str!("console.css");
const ICON: &str = include_str!("icon.svg");

/// The static files.
#[derive(Debug, Clone)]
pub(crate) struct Assets {
    style: Asset,
    console: Asset,
    icon: Asset,
    /// The office's own logo, in place of the icon in the header.
    logo: Option<Asset>,
}

#[derive(Debug, Clone)]
struct Asset {
    path: String,
    media_type: &'static str,
    body: Bytes,
}

impl Assets {
    /// The static files; the office's style is put after ours.
    pub(crate) fn new(office_style: &str, logo: Option<Logo>) -> Self {
        Self {
            style: Asset::new(
                "css",
                "text/css; charset=utf-8",
                format!("{STYLE}{office_style}"),
            ),
            console: Asset::new("css", "text/css; charset=utf-8", CONSOLE.to_owned()),
            icon: Asset::new("svg", "image/svg+xml", ICON.to_owned()),
            logo: logo.map(|logo| Asset::new(logo.extension, logo.media_type, logo.bytes)),
        }
    }

    /// Path of the style sheet.
    pub(crate) fn style_path(&self) -> &str {
        &self.style.path
    }

    /// Path of the console's own style sheet, to be read after the other.
    pub(crate) fn console_path(&self) -> &str {
        &self.console.path
    }

    /// Path of the icon: the office's logo, or the boat.
    pub(crate) fn icon_path(&self) -> &str {
        &self.logo.as_ref().unwrap_or(&self.icon).path
    }

    /// The media type of the icon.
    pub(crate) fn icon_type(&self) -> &'static str {
        self.logo.as_ref().unwrap_or(&self.icon).media_type
    }

    /// Their routes.
    pub(crate) fn routes(&self) -> Router {
        let styles = self.style.route().merge(self.console.route());
        let router = styles.merge(self.icon.route());
        match &self.logo {
            Some(logo) => router.merge(logo.route()),
            None => router,
        }
    }
}

impl Asset {
    fn new(extension: &str, media_type: &'static str, content: impl Into<Bytes>) -> Self {
        let body = content.into();
        let hash = hash(&body);
        Self {
            path: format!("/assets/kontor-{hash}.{extension}"),
            media_type,
            body,
        }
    }

    fn route(&self) -> Router {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.media_type),
            ),
            (header::CACHE_CONTROL, forever),
        ];
        let body = self.body.clone();
        Router::new().route(
            &self.path,
            get(move || async move { (headers, body).into_response() }),
        )
    }
}
