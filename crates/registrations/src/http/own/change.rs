//! Changing who comes: the form, what will happen, and that it happens.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kontor_book::NotChanged;
use kontor_contracts::Language;
use kontor_web::{ClientAddress, Page, PageForm, Problem, Visitor};
use kontor_words::{Arg, context};

use super::{
    Own,
    change_form::{ChangeForm, Difference, Wanted},
    page::{News, shown, values},
};
use crate::{
    domain::{Fault, Mailbox, Named, check_people},
    http::{
        App, HttpState, UNKNOWN_LINK, not_taken,
        public::{FormError, mail_languages, person_error},
    },
    intake::{ChangeError, ChangeOrder},
};

/// `GET /my/{token}/change`.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let own = Own::find(&app, &token).await?;
    if !own.can_be_changed(app.clock.now_ms()) {
        return shown(&app, visitor, &own, Some(News::TooLate)).await;
    }
    let form = ChangeForm::of(&own.registration);
    show_form(&app, visitor, &own, (&form, Told::default())).await
}

/// `POST /my/{token}/change`.
pub(super) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    client: ClientAddress,
    PageForm(typed): PageForm<ChangeForm>,
) -> Result<Page, Problem> {
    let own = Own::find(&app, &token).await?;
    if !own.can_be_changed(app.clock.now_ms()) {
        return shown(&app, visitor, &own, Some(News::TooLate)).await;
    }
    if typed.wanted() == Wanted::Form {
        return show_form(&app, visitor, &own, (&typed, Told::default())).await;
    }
    let registration = &own.registration;
    let (contact, address) = (&registration.contact.name, &registration.address);
    let group = (typed.typed(), typed.unnamed());
    let people = check_people(group, contact, address);
    let people = match checked(&typed, people, &visitor) {
        Ok(people) => people,
        Err(errors) => {
            let told = Told {
                errors,
                ..Told::default()
            };
            return show_form(&app, visitor, &own, (&typed, told)).await;
        }
    };
    if typed.wanted() == Wanted::Preview {
        return preview(&app, visitor, &own, (&typed, &people)).await;
    }
    let is_new = |own_mailbox: &&Mailbox| registration.named_with(&own_mailbox.key).is_none();
    let mailboxes = people.iter().filter_map(|one| one.mailbox.as_ref());
    let admitted = app.limits.admit_named(client, mailboxes.filter(is_new));
    if admitted.is_err() {
        let told = Told::notice(visitor.text("reg-people-too-many", &[]));
        let page = show_form(&app, visitor, &own, (&typed, told)).await?;
        return Ok(page.with_status(StatusCode::TOO_MANY_REQUESTS));
    }
    act(&app, visitor, (&token, &own), (&typed, people)).await
}

async fn act(
    app: &HttpState,
    visitor: Visitor,
    (token, own): (&str, &Own),
    (typed, people): (&ChangeForm, Vec<Named>),
) -> Result<Page, Problem> {
    let language = typed.language.parse();
    let order = ChangeOrder {
        link: own.hash,
        seen: typed.seen,
        people,
        unnamed: typed.unnamed(),
        language: language.unwrap_or_else(|_| own.registration.contact.language.clone()),
    };
    let (key, args): (_, Vec<(&str, Arg)>) = match app.intake.change(order).await {
        Ok(()) => {
            let own = Own::find(app, token).await?;
            return shown(app, visitor, &own, Some(News::Changed)).await;
        }
        Err(ChangeError::Stale) => {
            let own = Own::find(app, token).await?;
            let told = Told::notice(visitor.text("reg-people-stale", &[]));
            let form = ChangeForm::of(&own.registration);
            return show_form(app, visitor, &own, (&form, told)).await;
        }
        Err(ChangeError::Refused(NotChanged::Full { free })) => {
            ("reg-people-full", vec![("free", free.into())])
        }
        Err(ChangeError::Refused(NotChanged::CodeUsedUp { places_left })) => {
            ("reg-people-code", vec![("free", places_left.into())])
        }
        Err(ChangeError::Refused(NotChanged::Closed)) => ("reg-people-closed", vec![]),
        Err(ChangeError::Refused(NotChanged::Waits)) => ("reg-people-waits", vec![]),
        Err(ChangeError::Refused(
            NotChanged::Ended | NotChanged::NotConfirmed | NotChanged::TooLate | NotChanged::Off,
        )) => {
            let own = Own::find(app, token).await?;
            return shown(app, visitor, &own, Some(News::TooLate)).await;
        }
        Err(ChangeError::UnknownLink) => return Err(UNKNOWN_LINK.into()),
        Err(ChangeError::NotTaken(error)) => return Err(not_taken(&error)),
    };
    let told = Told::notice(visitor.text(key, &args));
    show_form(app, visitor, own, (typed, told)).await
}

/// What is said above the form.
#[derive(Default)]
struct Told {
    errors: Vec<FormError>,
    notice: Option<String>,
}

impl Told {
    fn notice(notice: String) -> Self {
        Self {
            notice: Some(notice),
            ..Self::default()
        }
    }
}

/// Who is named, unless something is wrong with that, or with the number beside it.
fn checked(
    typed: &ChangeForm,
    people: Result<Vec<Named>, Vec<Fault>>,
    visitor: &Visitor,
) -> Result<Vec<Named>, Vec<FormError>> {
    let mut wrong = match &people {
        Ok(_) => Vec::new(),
        Err(faults) => errors(typed, faults, visitor),
    };
    wrong.extend(FormError::of_number(&typed.unnamed, visitor));
    match people {
        Ok(people) if wrong.is_empty() => Ok(people),
        Ok(_) | Err(_) => Err(wrong),
    }
}

fn errors(typed: &ChangeForm, faults: &[Fault], visitor: &Visitor) -> Vec<FormError> {
    let people = typed.people();
    let errors = faults.iter().map(|fault| {
        let pointer = fault.pointer.strip_prefix("/participants/");
        let of_person =
            pointer.and_then(|pointer| person_error(&people, (pointer, 0), fault.code, visitor));
        let of_group = match fault.pointer.as_str() {
            "/unnamed" => "unnamed",
            _ => "people",
        };
        of_person.unwrap_or_else(|| FormError::of_group(of_group, fault.code, visitor))
    });
    errors.collect()
}

async fn show_form(
    app: &HttpState,
    visitor: Visitor,
    own: &Own,
    (form, told): (&ChangeForm, Told),
) -> Result<Page, Problem> {
    let visitor = visitor.preferring(&own.registration.contact.language);
    let is_refused = told.notice.is_some() || !told.errors.is_empty();
    let errors = told.errors.into_iter();
    let errors = errors.map(|error| context! { field => error.field, text => error.text });
    let page = context! {
        form => form.values(),
        languages => mail_languages(&own.forum, &visitor),
        errors => errors.collect::<Vec<_>>(),
        notice => told.notice,
        ..values(app, &visitor, own, None).await?
    };
    let page = visitor.page("registrations/change.html", page)?;
    Ok(if is_refused {
        page.with_status(StatusCode::UNPROCESSABLE_ENTITY)
    } else {
        page
    })
}

async fn preview(
    app: &HttpState,
    visitor: Visitor,
    own: &Own,
    (typed, people): (&ChangeForm, &[Named]),
) -> Result<Page, Problem> {
    let visitor = visitor.preferring(&own.registration.contact.language);
    let difference = Difference::between(&own.registration, people, typed.unnamed());
    let language: Option<Language> = typed.language.parse().ok();
    let language = language.filter(|to| *to != own.registration.contact.language);
    let page = context! {
        form => typed.values(),
        difference => difference.values(),
        new_language => language.map(|tag| kontor_words::own_name(tag.as_str()).to_owned()),
        ..values(app, &visitor, own, None).await?
    };
    visitor.page("registrations/change_preview.html", page)
}
