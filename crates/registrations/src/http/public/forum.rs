//! The list of forums, and the page of one with its form.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
};
use kontor_contracts::Language;
use kontor_web::{Page, Problem, Visitor, problems};
use kontor_words::{Value, context, countries, own_name};

use super::{
    facts,
    form::{FormError, SignUpForm, consent_key},
    forum_link, json, structured,
    way::Way,
};
use crate::{
    domain::Purpose,
    http::{App, HttpState, not_stored},
    store::forums::{self, Forum},
};
use kontor_contracts::events::ForumState;
use serde::Deserialize;

/// `/`: the forums that are not over, the next one first.
pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let now = app.clock.now();
    let found = forums::all(&app.database).await;
    let mut found = found.map_err(|error| not_stored(&error))?;
    let is_ahead = |forum: &Forum| forum.draft.ends.instant().is_ok_and(|ends| ends > now);
    found.retain(|forum| forum.draft.state == ForumState::Published && is_ahead(forum));
    found.sort_by_key(|forum| forum.draft.starts.instant().ok());
    let now_ms = now.as_millisecond();
    let shown = found.iter().map(|forum| facts(forum, &visitor, now_ms));
    let shown: Vec<_> = shown.collect();
    visitor.page("registrations/forums.html", context! { forums => shown })
}

/// What may stand behind the address of a forum.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Behind {
    /// A partner's code.
    code: String,
}

/// `/forums/{slug}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    behind: Result<Query<Behind>, QueryRejection>,
) -> Result<Page, Problem> {
    let Ok(Query(Behind { code })) = behind else {
        return Err(problems::INVALID_ADDRESS.into());
    };
    let forum = app.forum(&slug).await?;
    let way = Way::to_page(&app, &forum, &code).await?;
    let blank = SignUpForm::new(mail_language(&forum, &visitor)).with_code(code);
    let told = Told {
        errors: way.fault(&visitor).into_iter().collect(),
        ..Told::default()
    };
    show_form(&app, &visitor, (&forum, &way), &blank, told)
}

/// What is said to a group that is larger than what is free.
pub(super) const TOO_FEW: &str = "reg-notice-too-few";

/// What the page says beside the form.
#[derive(Default)]
pub(super) struct Told {
    pub(super) status: StatusCode,
    pub(super) errors: Vec<FormError>,
    /// The key of a notice.
    pub(super) notice: Option<&'static str>,
}

/// The page of a forum with the form as far as it was filled in.
pub(super) fn show_form(
    app: &HttpState,
    visitor: &Visitor,
    (forum, way): (&Forum, &Way),
    typed: &SignUpForm,
    told: Told,
) -> Result<Page, Problem> {
    let errors = told.errors.into_iter().map(|error| {
        context! { field => error.field, text => error.text }
    });
    let errors: Vec<_> = errors.collect();
    let notice = told.notice.map(|key| visitor.text(key, &[]));
    let asks = |purpose| app.settings.ask_consent.contains(&purpose);
    let values = context! {
        forum => facts(forum, visitor, app.clock.now_ms()),
        form => typed.values(),
        way => way.values(),
        form_id => app.ids.next().simple().to_string(),
        takes_groups => forum.draft.capacity > 1,
        errors,
        // Not enough for everybody who was named: all of them may wait.
        too_few => told.notice == Some(TOO_FEW),
        notice,
        countries => options(countries(&visitor.language)),
        languages => mail_languages(forum, visitor),
        ask_news => asks(Purpose::News).then(|| visitor.text(consent_key(Purpose::News), &[])),
        ask_networks => asks(Purpose::PartnerNetworks)
            .then(|| visitor.text(consent_key(Purpose::PartnerNetworks), &[])),
        event => json(structured::event(forum, &visitor.wanted, &forum_link(visitor, forum))),
        kept => !typed.form.is_empty(),
    };
    let page = visitor.page("registrations/forum.html", values)?;
    Ok(page.with_status(told.status))
}

/// The forum's language that the visitor reads best.
fn mail_language<'a>(forum: &'a Forum, visitor: &Visitor) -> &'a str {
    let languages = &forum.draft.languages;
    let wanted = [&visitor.wanted, &visitor.language];
    let fit = wanted
        .into_iter()
        .find_map(|wanted| wanted.nearest(languages));
    fit.or(languages.first()).map_or("en", Language::as_str)
}

/// The languages of the forum by their own names. Where there are no sentences in one, it says in which
/// language they come.
pub(in crate::http) fn mail_languages(forum: &Forum, visitor: &Visitor) -> Vec<Value> {
    let languages = &forum.draft.languages;
    let options = languages.iter().map(|language| {
        let name = own_name(language.as_str());
        let sentences = visitor.site.words().language_for(language, languages);
        let label = if sentences.primary() == language.primary() {
            name.to_owned()
        } else {
            let names = [
                ("language", name.into()),
                ("sentences", own_name(sentences.as_str()).into()),
            ];
            visitor.text("reg-language-partly", &names)
        };
        context! { value => language.as_str(), label }
    });
    options.collect()
}

fn options(named: &[(&str, &str)]) -> Vec<Value> {
    let options = named
        .iter()
        .map(|(value, label)| context! { value => *value, label => *label });
    std::iter::once(context! { value => "", label => "–" })
        .chain(options)
        .collect()
}
