//! The template engine of pages and mails: one environment per language, so that `t` and the
//! filters for dates know their language also inside of macros.
//!
//! | in a template | gives |
//! |---|---|
//! | `t("key", name=value)` | the text of a key |
//! | `deadline\|moment(zone=true)`, `\|day`, `\|time` | a [`Deadline`] in words of the language |
//! | `forum\|range` | from its `starts` to its `ends`, with the zone if it has `zoned` |
//! | `"DE"\|country` | the name of a country |
//! | `millis\|instant(zone=false)`, `\|short` | an instant (milliseconds since 1970) in the office's zone; `short` for tables, also of a deadline |

use std::sync::Arc;

use jiff::tz::TimeZone;
use kontor_contracts::{Deadline, Language};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    escape_formatter,
    value::{Kwargs, Serde, ValueKind},
};
use serde::Deserialize;

use crate::{
    arg::Arg,
    countries::country_name,
    error::{RenderError, WordsError},
    moment,
    parts::Parts,
    texts::Texts,
};

/// Builds the engine of one language. The office's templates win.
pub(crate) fn environment(
    parts: &[&Parts],
    office: &[(String, String)],
    texts: &Arc<Texts>,
    language: &Language,
    zone: &TimeZone,
) -> Result<Environment<'static>, WordsError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(write_value);
    let refuse = |name: &str, reason: String| WordsError::Template {
        name: name.to_owned(),
        reason,
    };
    for (name, text) in parts.iter().flat_map(|part| part.templates) {
        if environment.get_template(name).is_ok() {
            return Err(refuse(
                name,
                "two workers have a template of this name".to_owned(),
            ));
        }
        environment
            .add_template(name, text)
            .map_err(|e| refuse(name, explain(&e)))?;
    }
    for (name, text) in office {
        environment
            .add_template_owned(name.clone(), text.clone())
            .map_err(|e| refuse(name, explain(&e)))?;
    }
    add_words(&mut environment, texts, language, zone);
    Ok(environment)
}

/// Renders a template.
pub(crate) fn render(
    environment: &Environment<'_>,
    name: &str,
    values: Value,
) -> Result<String, RenderError> {
    let failed = |error: Error| RenderError {
        name: name.to_owned(),
        reason: explain(&error),
    };
    let template = environment.get_template(name).map_err(failed)?;
    template.render(values).map_err(failed)
}

fn add_words(
    environment: &mut Environment<'static>,
    texts: &Arc<Texts>,
    language: &Language,
    zone: &TimeZone,
) {
    let (words, own) = (Arc::clone(texts), language.clone());
    environment.add_function("t", move |key: &str, args: Kwargs| {
        let args = arguments(&args)?;
        let args: Vec<_> = args
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        words
            .get(&own, key, &args)
            .map_err(|e| Error::new(ErrorKind::InvalidOperation, e.to_string()))
    });
    add_moments(environment, language, zone);
    let own = language.clone();
    environment.add_filter("country", move |code: &str| {
        let country = code.parse().map(|country| country_name(country, &own));
        country.unwrap_or(code).to_owned()
    });
}

/// Tells of a moment in a language.
type Tell = fn(&Deadline, &Language) -> String;

fn add_moments(environment: &mut Environment<'static>, language: &Language, zone: &TimeZone) {
    let own = language.clone();
    environment.add_filter("moment", move |deadline: Serde<Deadline>, how: Kwargs| {
        Ok::<_, Error>(if how.get::<Option<bool>>("zone")?.unwrap_or(true) {
            moment::format_moment(&deadline.0, &own)
        } else {
            moment::format_local(&deadline.0, &own)
        })
    });
    let own = language.clone();
    environment.add_filter("range", move |event: Value| {
        let moment = |name| Deadline::deserialize(event.get_attr(name)?);
        let zoned = event.get_attr("zoned")?.is_true();
        let (starts, ends) = (moment("starts")?, moment("ends")?);
        Ok::<_, Error>(moment::format_range(&starts, &ends, &own, zoned))
    });
    let parts: [(&str, Tell); 4] = [
        ("day", moment::format_day),
        ("month", moment::format_month),
        ("weekday", moment::format_weekday),
        ("time", moment::format_time),
    ];
    for (name, tell) in parts {
        let own = language.clone();
        environment.add_filter(name, move |deadline: Serde<Deadline>| {
            tell(&deadline.0, &own)
        });
    }
    let (own, here) = (language.clone(), zone.clone());
    environment.add_filter("instant", move |millis: i64, how: Kwargs| {
        let zone = how.get::<Option<bool>>("zone")?.unwrap_or(false);
        let tell = if zone { moment::moment } else { moment::local };
        Ok::<_, Error>(moment::at_instant(millis, &here, |at| tell(at, &own)))
    });
    let (own, here) = (language.clone(), zone.clone());
    environment.add_filter("short", move |at: Value| match i64::try_from(at.clone()) {
        Ok(millis) => Ok(moment::at_instant(millis, &here, |at| {
            moment::format_short(at, &own)
        })),
        Err(_) => Deadline::deserialize(at)
            .map(|deadline| moment::told(&deadline, |at| moment::format_short(at, &own))),
    });
}

/// Escapes for HTML as the engine does, but leaves `/` as it is: links stay readable, in mails too,
/// and a slash means nothing in quoted attributes or text.
fn write_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let is_html = *state.auto_escape() == AutoEscape::Html && !value.is_safe();
    let Some(text) = value.as_str().filter(|_| is_html) else {
        return escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let entity = match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        };
        out.write_str(&rest[..at])?;
        out.write_str(entity)?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest).map_err(Error::from)
}

/// The named arguments of `t(…)`.
fn arguments(kwargs: &Kwargs) -> Result<Vec<(String, Arg)>, Error> {
    let names: Vec<String> = kwargs.args().map(str::to_owned).collect();
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        let value: Value = kwargs.get(&name)?;
        let whole = (value.kind() == ValueKind::Number).then(|| i64::try_from(value.clone()).ok());
        let arg = match whole.flatten() {
            Some(number) => Arg::Number(number),
            None => Arg::Text(value.to_string()),
        };
        found.push((name, arg));
    }
    Ok(found)
}

/// What happened and where, without the values of the page. A mistake in a template that is included is
/// there, not where it is included.
fn explain(error: &Error) -> String {
    let mut error = error;
    while let Some(inner) =
        std::error::Error::source(error).and_then(<dyn std::error::Error>::downcast_ref::<Error>)
    {
        error = inner;
    }
    let place = error
        .name()
        .map(|name| format!("{name}:{}: ", error.line().unwrap_or(0)));
    let detail = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    format!("{}{detail}", place.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    fn rendered(name: &'static str, text: &'static str) -> Result<String, Error> {
        let mut environment = Environment::new();
        environment.set_formatter(write_value);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_template(name, text).unwrap();
        let values = context! { typed => "<a href='/x'>\"R&D\" – 株式会社</a>", number => 3 };
        environment.get_template(name).unwrap().render(values)
    }

    #[test]
    fn typed_text_cannot_become_markup() {
        assert_eq!(
            rendered("x.html", "{{ typed }} {{ number }} {{ '<b>'|safe }}").unwrap(),
            "&lt;a href=&#39;/x&#39;&gt;&quot;R&amp;D&quot; – 株式会社&lt;/a&gt; 3 <b>"
        );
        assert!(
            rendered("x.txt", "{{ typed }}")
                .unwrap()
                .starts_with("<a href='/x'>")
        );
    }

    #[test]
    fn what_is_not_given_is_an_error() {
        assert!(rendered("x.html", "{{ forgotten }}").is_err());
    }

    #[test]
    fn a_mistake_in_an_included_template_is_told_of_there() {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment
            .add_template("inner.md", "one\n{{ forgotten }}")
            .unwrap();
        environment
            .add_template("outer.md", "{% include 'inner.md' %}")
            .unwrap();
        let outer = environment.get_template("outer.md").unwrap();
        let error = outer.render(context! {}).unwrap_err();
        assert!(
            explain(&error).starts_with("inner.md:2: "),
            "{}",
            explain(&error)
        );
    }
}
