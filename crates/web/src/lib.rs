//! Page shell, forms, languages, problem details and static files shared by every worker's pages.
//!
//! | what | where |
//! |---|---|
//! | [`Site`]: everything a page needs, built once from [`Settings`] and each worker's [`Sources`] | `site` |
//! | [`Visitor`]: who asks and in which language; renders a [`Page`] | `visitor`, `page` |
//! | [`Problem`]: whatever went wrong, as RFC 9457 problem details or as a page | `problem` |
//! | [`ApiJson`], [`Checked`], [`PageForm`]: bodies, with limits and clear refusals | `extract` |
//! | [`Parameters`], [`Paging`], [`Fresh`], [`Operation`]: what the routes of the API share | `api` |
//! | [`public`], [`staff`]: the middleware around a router; [`serve`]: the listener under it, and its [`Peers`] | `shell`, `serve`, `peers` |

mod api;
mod assets;
mod client;
mod countries;
mod extract;
mod french;
mod health;
pub mod limits;
mod logo;
mod moment;
mod office;
mod overrides;
mod page;
mod peers;
mod present;
mod problem;
mod rate;
mod same_site;
mod serve;
mod settings;
mod shell;
mod site;
mod staff_door;
mod templates;
mod texts;
mod visitor;

pub use api::{
    Fresh, LIMIT, LIMIT_MAX, Operation, Paged, Paging, Parameters, Wanted, api_document,
};
pub use client::ClientAddress;
pub use countries::{NamedCountry, countries, country_name};
pub use extract::{ApiJson, Checked, PageForm};
pub use health::{health_routes, staff_health_routes};
pub use logo::MailLogo;
pub use minijinja::{Value, context, value::Serde};
pub use moment::{format_day, format_local, format_moment, format_range, format_time, needs_zone};
pub use office::{Color, LinkByLanguage, Office};
pub use page::{Page, Pages};
pub use peers::Peers;
pub use problem::{Arg, FieldError, FieldPlace, Problem, ProblemKind, problems};
pub use rate::Rate;
pub use serve::serve;
pub use settings::Settings;
pub use shell::{public, staff};
pub use site::{Site, SiteError, Sources};
pub use templates::RenderError;
pub use texts::{MissingText, Texts, missing_keys};
pub use visitor::Visitor;
