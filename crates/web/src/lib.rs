//! Page shell, forms, languages, problem details and static files shared by every worker's pages.
//!
//! | what | where |
//! |---|---|
//! | [`Site`]: everything a page needs, built once from [`Settings`] and each worker's [`SiteParts`] | `site`, `parts` |
//! | [`Visitor`]: who asks and in which language; renders a [`Page`] | `visitor`, `page` |
//! | [`Problem`]: whatever went wrong, as RFC 9457 problem details or as a page | `problem` |
//! | [`ApiJson`], [`Checked`], [`PageForm`]: bodies, with limits and clear refusals | `extract` |
//! | [`Parameters`], [`Paging`], [`Fresh`], [`Operation`]: what the routes of the API share | `api` |
//! | [`public`], [`staff`]: the middleware around a router; [`serve`]: the listener under it, and its [`Peers`] | `shell`, `serve`, `peers` |

mod api;
mod assets;
mod client;
mod color;
mod digest;
mod extract;
mod health;
pub mod limits;
mod link;
mod logo;
mod office;
mod page;
mod parts;
mod peers;
mod present;
mod problem;
mod problem_list;
mod rate;
mod same_site;
mod serve;
mod settings;
mod shell;
mod site;
mod staff_door;
mod visitor;

pub use api::{
    Fresh, LIMIT, LIMIT_MAX, Operation, Paged, Paging, Parameters, Wanted, api_document,
};
pub use client::ClientAddress;
pub use color::Color;
pub use extract::{ApiJson, Checked, PageForm};
pub use health::{health_routes, staff_health_routes};
pub use link::LinkByLanguage;
pub use logo::MailLogo;
pub use office::Office;
pub use page::{Page, Pages};
pub use parts::{SiteParts, missing_keys};
pub use peers::Peers;
pub use problem::{FieldError, FieldPlace, Problem, ProblemKind, problems};
pub use serve::serve;
pub use settings::{Rate, Settings};
pub use shell::{public, staff};
pub use site::{Site, SiteError};
pub use visitor::Visitor;
