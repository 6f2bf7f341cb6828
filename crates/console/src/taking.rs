//! What an administrator is asked before something is taken from somebody: what will happen, and to whom.
//! The yes goes to the same address, where `people` acts.

use axum::{
    extract::{Path, Query, State},
    http::Method,
    routing::get,
};
use kontor_access::{AccessError, Account, Role};
use kontor_contracts::AccountId;
use kontor_web::{Confirm, Needs, Page, Problem, Route, Visitor, problems};
use serde::Deserialize;

use crate::{
    Console,
    failure::problem,
    people::{PATH, account_id, granted},
};

pub(crate) const ROUTES: &[Route<Console>] = &[Route {
    method: Method::GET,
    path: "/console/people/{id}/{act}",
    needs: Needs::Everywhere(Role::Admin),
    serve: || get(ask),
    describe: None,
}];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    role: String,
    scope: String,
}

async fn ask(
    State(console): State<Console>,
    visitor: Visitor,
    Path((id, act)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let failed = |error: AccessError| problem(&error);
    let id = account_id(&id)?;
    let account = console.access().account(id).await.map_err(failed)?;
    let mut confirm = about(&visitor, &account);
    match act.as_str() {
        "disable" => {
            let tokens = tokens(&console, id).await.map_err(failed)?;
            say(&visitor, &mut confirm, "console-person-disable");
            let counted = [("count", tokens.into())];
            confirm
                .effects
                .push(visitor.text("console-disable-out", &[]));
            if tokens > 0 {
                let ended = visitor.text("console-disable-tokens", &counted);
                confirm.effects.push(ended);
            }
            confirm
                .effects
                .push(visitor.text("console-disable-kept", &[]));
        }
        "end-sessions" => {
            let open = console.access().sessions_of(id).await.map_err(failed)?;
            say(&visitor, &mut confirm, "console-sessions-end-all");
            let counted = [("count", open.len().into())];
            confirm.effects = vec![visitor.text("console-sessions-end-lead", &counted)];
        }
        "reset-all" => {
            say(&visitor, &mut confirm, "console-person-link-all");
            confirm.effects = vec![
                visitor.text("console-factor-remove-of", &[]),
                visitor.text("console-link-all-lead", &[]),
            ];
            confirm.fields = vec![("by", "hand".to_owned())];
        }
        "revoke" => take_role(&visitor, &mut confirm, asked)?,
        _ => return Err(problems::NOT_FOUND.into()),
    }
    visitor.confirm(&confirm)
}

/// Whom it is about, and the way back to their page.
fn about(visitor: &Visitor, account: &Account) -> Confirm {
    let text = |key| visitor.text(key, &[]);
    Confirm {
        about: vec![
            (text("console-name"), account.name.clone()),
            (text("console-email"), account.email.as_str().to_owned()),
        ],
        back: format!("{PATH}/{}", account.id),
        ..Confirm::default()
    }
}

fn say(visitor: &Visitor, confirm: &mut Confirm, act: &str) {
    confirm.act = visitor.text(act, &[]);
}

fn take_role(visitor: &Visitor, confirm: &mut Confirm, asked: Asked) -> Result<(), Problem> {
    let grant = granted(&asked.role, &asked.scope).map_err(|_| problems::NOT_FOUND)?;
    let role = visitor.text(&format!("console-role-{}", grant.role()), &[]);
    let role = format!("{role} {}", grant.scope()).trim_end().to_owned();
    say(visitor, confirm, "console-grant-take");
    confirm
        .about
        .push((visitor.text("console-role", &[]), role));
    confirm.effects = vec![visitor.text("console-grant-take-lead", &[])];
    confirm.fields = vec![("role", asked.role), ("scope", asked.scope)];
    Ok(())
}

/// How many tokens of an account are in force.
async fn tokens(console: &Console, id: AccountId) -> Result<usize, AccessError> {
    let all = console.access().tokens(Some(id)).await?;
    let in_force = all.iter().filter(|token| token.revoked_ms.is_none());
    Ok(in_force.count())
}
