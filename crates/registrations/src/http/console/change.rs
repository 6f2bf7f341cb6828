//! `/console/forums/{slug}/change`: one form for what people go by, then a page that shows old and new and
//! who will be told, and one button.

use axum::{
    extract::{Path, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_contracts::Role;
use kontor_web::{Caller, Needs, Page, PageForm, Problem, Route, Visitor};
use kontor_words::{Value, context};

use super::{
    ONE, forum,
    typed::{Typed, Wrong},
};
use crate::{
    changing::{ActError, Acted, ForumAct, act_on_forum},
    domain::{FieldChange, ForumFault, Readers, Told},
    http::{App, UNKNOWN_FORUM, not_stored, public::json},
    publishing::Applied,
    store::forums::Forum,
};

const PATH: &str = "/console/forums/{slug}/change";

pub(super) const SHOW: Route<App> = Route {
    method: Method::GET,
    path: PATH,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || get(show),
    describe: None,
};

pub(super) const CHANGE: Route<App> = Route {
    method: Method::POST,
    path: PATH,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(change),
    describe: None,
};

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Page, Problem> {
    let forum = forum(&app, &slug).await?;
    form(&visitor, &forum, &Typed::of(&forum), &[], None)
}

/// The form with what was typed.
fn form(
    visitor: &Visitor,
    forum: &Forum,
    typed: &Typed,
    wrong: &[Wrong],
    notice: Option<&str>,
) -> Result<Page, Problem> {
    let errors = wrong.iter().map(|wrong| {
        context! { field => wrong.field.as_str(), text => visitor.text(&wrong.text, &[]) }
    });
    let values = context! {
        forum => shown(visitor, forum),
        typed => typed.fields(),
        errors => errors.collect::<Vec<_>>(),
        notice,
    };
    visitor.page("registrations/staff_change.html", values)
}

fn shown(visitor: &Visitor, forum: &Forum) -> Value {
    let languages = forum.draft.languages.iter();
    context! {
        slug => forum.draft.slug.as_str(),
        title => forum.draft.title.pick(&visitor.language),
        zone => forum.draft.starts.zone.as_str(),
        languages => languages.map(ToString::to_string).collect::<Vec<_>>(),
    }
}

async fn change(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    PageForm(typed): PageForm<Typed>,
) -> Result<Response, Problem> {
    let forum = forum(&app, &slug).await?;
    if typed.asks_for("edit") {
        return Ok(form(&visitor, &forum, &typed, &[], None)?.into_response());
    }
    let order = typed.edit(&forum.draft).and_then(|edit| {
        let words = typed.words(&forum.draft.languages)?;
        Ok((edit, words))
    });
    let (edit, words) = match order {
        Ok(order) => order,
        Err(wrong) => return refused(&visitor, &forum, &typed, &[wrong]),
    };
    let act = ForumAct {
        slug: slug.clone(),
        edit,
        words,
        seen: typed.seen(),
        dry: !typed.asks_for("do"),
    };
    let (dry, base) = (act.dry, visitor.site.link(""));
    match act_on_forum(&app.database, &app.process, caller.actor, act, &base).await {
        Ok(acted) if dry => Ok(preview(&visitor, &forum, &typed, &acted)?.into_response()),
        Ok(_) => {
            let page = format!("/console/forums/{slug}");
            Ok(Redirect::to(&visitor.link_on(&page, "changed=1")).into_response())
        }
        Err(ActError::Unknown) => Err(UNKNOWN_FORUM.into()),
        Err(ActError::Store(error)) => Err(not_stored(&error)),
        Err(ActError::Outdated) => {
            let notice = Some("reg-change-outdated");
            let page = form(&visitor, &forum, &Typed::of(&forum), &[], notice)?;
            Ok(page.with_status(StatusCode::CONFLICT).into_response())
        }
        Err(ActError::Faults(faults)) => {
            let wrong: Vec<Wrong> = faults.iter().map(wrong).collect();
            refused(&visitor, &forum, &typed, &wrong)
        }
    }
}

fn refused(
    visitor: &Visitor,
    forum: &Forum,
    typed: &Typed,
    wrong: &[Wrong],
) -> Result<Response, Problem> {
    let page = form(visitor, forum, typed, wrong, None)?;
    let page = page.with_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(page.into_response())
}

/// A fault beside the field that it is about.
fn wrong(fault: &ForumFault) -> Wrong {
    let code = fault.code.as_str().replace('_', "-");
    let field = fault.pointer.trim_start_matches('/').replace('/', "_");
    let field = match field.as_str() {
        "venue" => "venue_address",
        field => field,
    };
    Wrong {
        field: field.to_owned(),
        text: format!("error-{code}"),
    }
}

/// What would change, and who would be told.
fn preview(
    visitor: &Visitor,
    forum: &Forum,
    typed: &Typed,
    acted: &Acted,
) -> Result<Page, Problem> {
    let (changes, told, over) = match &acted.applied {
        Applied::Changed {
            changes,
            told,
            over_capacity,
            ..
        } => (changes.as_slice(), told.clone(), *over_capacity),
        Applied::Created { .. } | Applied::Unchanged { .. } => (&[][..], Told::default(), 0),
    };
    let line = |change: &FieldChange| {
        context! {
            field => change.field.as_str(),
            before => change.before.as_str(),
            now => change.now.as_str(),
        }
    };
    let readers = |line: &Readers| {
        context! {
            language => line.language.as_str(),
            count => line.count(),
            waiting => line.waiting,
            invited => line.invited,
        }
    };
    let values = context! {
        forum => shown(visitor, forum),
        typed => typed.fields(),
        sequence => acted.sequence,
        changes => in_order(changes).map(line).collect::<Vec<_>>(),
        count => told.count(),
        people => told.people.iter().map(readers).collect::<Vec<_>>(),
        of => json(&told.of),
        over,
    };
    visitor.page("registrations/staff_change_preview.html", values)
}

/// As the form has them, which is how people look for them.
fn in_order(changes: &[FieldChange]) -> impl Iterator<Item = &FieldChange> {
    const ORDER: [&str; 6] = [
        "state",
        "starts",
        "ends",
        "registration_closes",
        "changes_close",
        "title",
    ];
    let place = |change: &&FieldChange| {
        let found = ORDER.iter().position(|field| *field == change.field);
        found.unwrap_or(ORDER.len())
    };
    let mut changes: Vec<_> = changes.iter().collect();
    changes.sort_by_key(place);
    changes.into_iter()
}
