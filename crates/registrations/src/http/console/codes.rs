//! `/console/forums/{slug}/codes`: the codes by which the people of partners sign up, what is used of each and
//! what is left; one is made, and one is ended.

use axum::{
    extract::{Path, Query, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_contracts::Role;
use kontor_web::{Caller, Confirm, Needs, Page, PageForm, Problem, Route, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;

use super::{FORUM, ONE, forum};
use crate::{
    domain::{MAX_CAPACITY, MAX_CODE_USES},
    http::{App, UNKNOWN_FORUM, not_stored},
    partner_codes::{CodeError, CodeSummary, NewCode, end_code, list_codes, make_code},
    store::forums::Forum,
};

const PATH: &str = "/console/forums/{slug}/codes";
const END: &str = "/console/forums/{slug}/codes/{id}/end";

pub(super) const SHOW: Route<App> = Route {
    method: Method::GET,
    path: PATH,
    needs: Needs::For(Role::Reader, ONE),
    serve: || get(show),
    describe: None,
};

pub(super) const MAKE: Route<App> = Route {
    method: Method::POST,
    path: PATH,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(make),
    describe: None,
};

pub(super) const ASK: Route<App> = Route {
    method: Method::GET,
    path: END,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || get(ask),
    describe: None,
};

pub(super) const ACT: Route<App> = Route {
    method: Method::POST,
    path: END,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(act),
    describe: None,
};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    /// The code that was made.
    made: String,
    ended: Option<String>,
}

/// A code as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    uses: String,
    places: String,
}

impl Typed {
    fn new_code(&self) -> Result<NewCode, CodeError> {
        Ok(NewCode {
            name: self.name.clone(),
            uses: number("uses", &self.uses)?,
            places: number("places", &self.places)?,
        })
    }
}

/// A number, or nothing where nothing is typed.
fn number(field: &'static str, typed: &str) -> Result<Option<u32>, CodeError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.parse().map_err(|_| CodeError::OutOfRange { field })?;
    Ok(Some(number))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
) -> Result<Page, Problem> {
    let forum = forum(&app, &slug).await?;
    let said = (&Typed::default(), &done, None);
    page(&app, (&visitor, &caller), &forum, said).await
}

async fn page(
    app: &App,
    (visitor, caller): (&Visitor, &Caller),
    forum: &Forum,
    (typed, done, wrong): (&Typed, &Done, Option<&CodeError>),
) -> Result<Page, Problem> {
    let codes = codes(app, &forum.draft.slug).await?;
    let made = codes.iter().find(|code| code.id.to_string() == done.made);
    let public = visitor
        .site
        .link(&format!("/forums/{}?code=", forum.draft.slug));
    let too_many = matches!(wrong, Some(CodeError::TooMany));
    let values = context! {
        forum => context! {
            slug => forum.draft.slug.as_str(),
            title => forum.draft.title.pick(&visitor.language),
        },
        codes => codes.iter().map(row).collect::<Vec<_>>(),
        public,
        made => made.map(row),
        ended => done.ended.is_some(),
        too_many,
        may_change => caller.reach(Role::Organiser, FORUM).has(&forum.draft.slug),
        typed => context! {
            name => typed.name.as_str(), uses => typed.uses.as_str(), places => typed.places.as_str(),
        },
        errors => wrong.and_then(|wrong| error(visitor, wrong)).into_iter().collect::<Vec<_>>(),
    };
    visitor.page("registrations/staff_codes.html", values)
}

async fn codes(app: &App, slug: &str) -> Result<Vec<CodeSummary>, Problem> {
    let found = list_codes(&app.database, slug).await;
    let found = found.map_err(|error| not_stored(&error))?;
    found.ok_or_else(|| UNKNOWN_FORUM.into())
}

fn row(code: &CodeSummary) -> Value {
    let left = |most: Option<u32>, used: u32| most.map(|most| most.saturating_sub(used));
    context! {
        id => code.id.to_string(),
        code => code.code.as_str(),
        name => code.name.as_str(),
        uses => code.uses,
        most_uses => code.most_uses,
        uses_left => left(code.most_uses, code.uses),
        places => code.places,
        most_places => code.most_places,
        places_left => left(code.most_places, code.places),
        ended => code.ended_at.map(jiff::Timestamp::as_millisecond),
    }
}

/// What is wrong, beside its field.
fn error(visitor: &Visitor, wrong: &CodeError) -> Option<Value> {
    let (field, most) = match wrong {
        CodeError::Name(_) => ("name", 0),
        CodeError::OutOfRange { field: "places" } => ("places", MAX_CAPACITY),
        CodeError::OutOfRange { field } => (*field, MAX_CODE_USES),
        _ => return None,
    };
    let text = visitor.text(&format!("reg-code-wrong-{field}"), &[("most", most.into())]);
    Some(context! { field, text })
}

async fn make(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    let forum = forum(&app, &slug).await?;
    let made = match typed.new_code() {
        Ok(new) => make_code(&app.database, &app.process, caller.actor, &slug, new).await,
        Err(wrong) => Err(wrong),
    };
    match made {
        Ok(code) => {
            let page = format!("/console/forums/{slug}/codes");
            let made = format!("made={}", code.id);
            Ok(Redirect::to(&visitor.link_on(&page, &made)).into_response())
        }
        Err(CodeError::Store(error)) => Err(not_stored(&error)),
        Err(CodeError::UnknownForum | CodeError::UnknownCode) => Err(UNKNOWN_FORUM.into()),
        Err(wrong) => {
            let status = match wrong {
                CodeError::TooMany => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let said = (&typed, &Done::default(), Some(&wrong));
            let page = page(&app, (&visitor, &caller), &forum, said).await?;
            Ok(page.with_status(status).into_response())
        }
    }
}

/// The code of just this forum.
async fn code(app: &App, slug: &str, id: &str) -> Result<CodeSummary, Problem> {
    let mut codes = codes(app, slug).await?.into_iter();
    let found = codes.find(|code| code.id.to_string() == id);
    found.ok_or_else(|| problems::NOT_FOUND.into())
}

async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Page, Problem> {
    let code = code(&app, &slug, &id).await?;
    let text = |key: &str| visitor.text(key, &[]);
    visitor.confirm(&Confirm {
        act: text("reg-code-end-act"),
        about: vec![
            (text("reg-inv-code-for"), code.name),
            (text("reg-field-code"), code.code),
        ],
        effects: vec![text("reg-code-end-effect")],
        fields: Vec::new(),
        back: format!("/console/forums/{slug}/codes"),
    })
}

async fn act(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let code = code(&app, &slug, &id).await?;
    let about = (slug.as_str(), code.code.as_str());
    match end_code(&app.database, &app.process, caller.actor, about).await {
        Ok(_) => {
            let page = format!("/console/forums/{slug}/codes");
            Ok(Redirect::to(&visitor.link_on(&page, "ended=1")).into_response())
        }
        Err(CodeError::Store(error)) => Err(not_stored(&error)),
        Err(_) => Err(problems::NOT_FOUND.into()),
    }
}
