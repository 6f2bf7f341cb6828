//! Page shell, forms, languages, problem details and static files shared by every worker's pages.
//!
//! | what | where |
//! |---|---|
//! | [`Site`]: everything a page needs, built once from [`Settings`] and each worker's [`SiteParts`] | `site`, `parts` |
//! | [`Visitor`]: who asks and in which language; renders a [`Page`] | `visitor`, `page` |
//! | [`Problem`]: whatever went wrong, as RFC 9457 problem details or as a page | `problem` |
//! | [`ApiJson`], [`Checked`], [`PageForm`], [`PageUpload`]: bodies, with limits and clear refusals | `extract`, `upload` |
//! | [`Parameters`], [`Paging`], [`Fresh`], [`Operation`]: what the routes of the API share | `api` |
//! | [`Route`], [`Needs`], [`mount`]: tables of routes, each with who may call it | `route`, `needs`, `mount` |
//! | [`Confirm`]: the page before what cannot be undone | `confirm` |
//! | [`Gate`], [`Caller`]: who of the staff calls; `console` knows them | `gate`, `caller` |
//! | [`public`], [`staff`]: the middleware around a router; [`serve`]: the listener under it, and its [`Peers`] | `shell`, `serve`, `peers` |

mod api;
mod assets;
mod caller;
mod client;
mod color;
mod confirm;
mod digest;
mod extract;
mod frame;
mod gate;
mod health;
pub mod limits;
mod link;
mod logo;
mod mount;
mod needs;
mod office;
mod page;
mod parts;
mod peers;
mod present;
mod problem;
mod problem_list;
mod rate;
mod route;
mod same_site;
mod serve;
mod settings;
mod shell;
mod site;
mod staff_door;
mod upload;
mod visitor;

pub use api::{
    Fresh, LIMIT, LIMIT_MAX, Operation, Paged, Paging, Parameters, Wanted, api_document,
};
pub use caller::Caller;
pub use client::ClientAddress;
pub use color::Color;
pub use confirm::Confirm;
pub use extract::{ApiJson, Checked, PageForm};
pub use gate::{Gate, Listener, NoAccounts, Outside};
pub use health::{health_routes, staff_health_routes};
pub use link::LinkByLanguage;
pub use logo::MailLogo;
pub use mount::mount;
pub use needs::{Needs, Thing};
pub use office::Office;
pub use page::{Page, Pages};
pub use parts::{SiteParts, StaffPage, missing_keys};
pub use peers::Peers;
pub use problem::{FieldError, FieldPlace, Problem, ProblemKind, problems};
pub use route::{Describe, Route, RouteFacts, Table, facts};
pub use serve::serve;
pub use settings::{Rate, Settings};
pub use shell::{own_routes, public, staff};
pub use site::{Entrance, Site, SiteError};
pub use upload::PageUpload;
pub use visitor::Visitor;
