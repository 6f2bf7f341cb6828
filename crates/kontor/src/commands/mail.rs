//! `kontor mail`: every kind of mail before it goes, and every mail after it went.

use std::path::Path;

use kontor_contracts::{Language, MailId, Worker};
use kontor_mailer::{
    LogError, LogWish, MailView, NotSentAgain, Preview, PreviewError, PreviewWish,
};
use kontor_runtime::Process;
use kontor_store::audit::Actor;
use kontor_web::Site;

use crate::{
    cli::{Mail, MailList, MailPreview},
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

pub(crate) async fn run(config: &Config, command: Mail) -> Outcome {
    match command {
        Mail::Preview(wish) => preview(config, &wish).await,
        Mail::List(wish) => list(config, wish).await,
        Mail::Show { mail, output } => show(config, mail, output.json).await,
        Mail::Resend { mail, output } => resend(config, mail, output.json).await,
    }
}

async fn preview(config: &Config, wish: &MailPreview) -> Outcome {
    let site = Site::new(config.site.clone(), &wiring::PARTS).map_err(Exit::refused)?;
    let Some(word) = &wish.kind else {
        return kinds(&site, wish.output.json);
    };
    let kind = kontor_mailer::preview_kind(word).map_err(of_preview)?;
    // Mails to the staff speak of no forum, and so ask no database.
    let forum = if kind.is_of_forum() {
        let database = wiring::open_migrated(config, Worker::Mailer).await?;
        let found = kontor_mailer::preview_forum(&database, kind, wish.forum.as_deref()).await;
        Some(found.map_err(of_preview)?)
    } else {
        None
    };
    let asked = PreviewWish {
        language: wish.language.clone(),
        sample: wish.sample,
        now: Process::new().clock.now(),
    };
    let preview = kontor_mailer::preview_mail(&site, &config.mailer, kind, forum, &asked);
    let preview = preview.map_err(of_preview)?;
    write(wish.html.as_deref(), &preview.html)?;
    if let Some(file) = &wish.calendar {
        let Some(entry) = &preview.calendar else {
            return Err(Exit::not_found(format_args!(
                "no_calendar: no calendar entry goes with this mail {word}; leave out --calendar"
            )));
        };
        write(Some(file), entry)?;
    }
    if wish.output.json {
        return output::json(&preview);
    }
    print(&preview, wish);
    Ok(())
}

fn write(file: Option<&Path>, text: &str) -> Outcome {
    let Some(file) = file else { return Ok(()) };
    std::fs::write(file, text).map_err(|error| {
        Exit::refused(anyhow::anyhow!(
            "not_written: {} cannot be written: {error}",
            file.display()
        ))
    })
}

fn print(preview: &Preview, wish: &MailPreview) {
    say(format_args!("Subject: {}", preview.subject));
    say(format_args!("Language: {}", preview.language));
    if preview.samples > 1 {
        say(format_args!(
            "Sample: {} of {} (--sample)",
            preview.sample, preview.samples
        ));
    }
    say(match (&preview.calendar, &wish.calendar) {
        (Some(_), Some(file)) => format!("Calendar entry: in {}", file.display()),
        (Some(_), None) => "Calendar entry: goes along (--calendar FILE writes it)".to_owned(),
        (None, _) => "Calendar entry: none".to_owned(),
    });
    if let Some(file) = &wish.html {
        say(format_args!("HTML: in {}", file.display()));
    }
    say(format_args!("\n{}", preview.text.trim_end()));
}

fn kinds(site: &Site, json: bool) -> Outcome {
    let kinds = kontor_mailer::mail_kinds(site, &Language::english());
    let headings = ["KIND", "OF A FORUM", "TEMPLATE", "SAMPLES", "WHAT IT SAYS"];
    output::list(json, &kinds, &headings, |kind| {
        vec![
            kind.kind.to_owned(),
            if kind.of_forum { "yes" } else { "no" }.to_owned(),
            if kind.own { "your own" } else { "built in" }.to_owned(),
            kind.samples.to_string(),
            kind.about.clone(),
        ]
    })
}

async fn list(config: &Config, wish: MailList) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Mailer).await?;
    let asked = LogWish {
        forum: wish.forum,
        state: wish.state,
        kind: wish.kind,
        limit: wish.limit as usize,
    };
    let mails = kontor_mailer::list_log(&database, &asked)
        .await
        .map_err(of_log)?;
    let headings = ["MAIL", "ASKED FOR", "KIND", "FORUM", "STATE", "TO"];
    output::list(wish.output.json, &mails, &headings, |mail| {
        vec![
            mail.id.to_string(),
            mail.created_at.strftime("%Y-%m-%d %H:%M").to_string(),
            mail.kind.to_owned(),
            forum(mail),
            mail.state.to_owned(),
            mail.recipient.email.clone(),
        ]
    })
}

fn forum(mail: &MailView) -> String {
    let id = || mail.forum.map(|forum| forum.to_string());
    mail.forum_slug
        .clone()
        .or_else(id)
        .unwrap_or_else(|| "-".to_owned())
}

async fn show(config: &Config, id: MailId, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Mailer).await?;
    let shown = kontor_mailer::show_mail(&database, &Process::new(), id).await;
    let shown = shown.map_err(of_log)?;
    if json {
        return output::json(&shown);
    }
    let mail = &shown.mail;
    let to = &mail.recipient;
    let fact = |name: &str, value: String| say(format_args!("{name:<12}{value}"));
    fact("mail", mail.id.to_string());
    fact("kind", mail.kind.to_owned());
    fact("about", mail.about.clone());
    fact("forum", forum(mail));
    fact(
        "to",
        format!("{} <{}> ({})", to.name, to.email, to.language),
    );
    fact("state", mail.state.to_owned());
    if let Some(due) = mail.due_at {
        fact("next", due.to_string());
    }
    if let Some(reason) = &shown.not_needed {
        fact("not needed", reason.clone());
    }
    fact("asked for", mail.created_at.to_string());
    fact("changed", mail.changed_at.to_string());
    fact("facts", shown.facts.to_string());
    for attempt in &shown.attempt_log {
        let reached = attempt.phase.as_deref().unwrap_or("not begun");
        say(format_args!(
            "attempt     {} {} (reached: {reached}): {}",
            attempt.at, attempt.state, attempt.reply
        ));
    }
    if mail.may_be_sent_again {
        say(format_args!(
            "`kontor mail resend {}` sends it again",
            mail.id
        ));
    }
    Ok(())
}

async fn resend(config: &Config, id: MailId, json: bool) -> Outcome {
    let database = wiring::open_migrated(config, Worker::Mailer).await?;
    let process = Process::new();
    let sent = kontor_mailer::send_mail_again(&database, &process, Actor::CommandLine, id).await;
    let sent = sent.map_err(|why| match why {
        NotSentAgain::Unknown(_) => Exit::not_found(format_args!("{}: {why}", why.code())),
        NotSentAgain::Store(error) => error.into(),
        why => Exit::refused(anyhow::anyhow!("{}: {why}", why.code())),
    })?;
    if json {
        return output::json(&sent);
    }
    match sent.copy_of {
        Some(_) => say(format_args!(
            "{} goes out as a new mail, with today's details",
            sent.id
        )),
        None => say(format_args!("{} goes out again", sent.id)),
    }
    Ok(())
}

fn of_log(error: LogError) -> Exit {
    match error {
        LogError::Store(error) => error.into(),
        LogError::UnknownForum { .. } | LogError::UnknownMail(_) => {
            Exit::not_found(format_args!("{}: {error}", error.code()))
        }
        LogError::UnknownState { .. } | LogError::UnknownKind { .. } => {
            Exit::refused(anyhow::anyhow!("{}: {error}", error.code()))
        }
    }
}

fn of_preview(error: PreviewError) -> Exit {
    match error {
        PreviewError::Log(error) => of_log(error),
        PreviewError::Store(error) => error.into(),
        PreviewError::UnknownKind(_) | PreviewError::UnknownLanguage { .. } => {
            Exit::not_found(format_args!("{}: {error}", error.code()))
        }
        PreviewError::NoForum { .. }
        | PreviewError::UnknownSample { .. }
        | PreviewError::Unwritable { .. }
        | PreviewError::Setting(_) => Exit::refused(anyhow::anyhow!("{}: {error}", error.code())),
    }
}
