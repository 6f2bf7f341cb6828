//! `kontor routes`: every route of every worker and who may call it, and the map that a proxy in front of
//! three workers needs. Both are made of the tables that the workers serve from.

use std::collections::BTreeSet;

use kontor_contracts::Worker;
use kontor_web::{RouteFacts, SiteParts, own_routes};
use serde::Serialize;

use crate::{
    cli::{Proxy, Routes},
    config::{Given, load_for},
    output::{self, Outcome, say},
};

/// A line of the list.
#[derive(Debug, Serialize)]
struct Line {
    method: String,
    path: &'static str,
    /// Who may call it, as `kontor_web::Needs` says it.
    needs: String,
    /// In which process it is served; in every one if none is named.
    worker: Option<&'static str>,
}

pub(crate) fn run(given: Given<'_>, asked: Routes) -> Outcome {
    if let Some(Proxy::Caddy) = asked.proxy {
        // The one that has everything else comes last.
        for worker in Worker::ALL.into_iter().rev() {
            let port = load_for(given, worker)?.http.listen.port();
            say(lead(worker, &format!("127.0.0.1:{port}")));
        }
        return Ok(());
    }
    let headings = ["METHOD", "PATH", "WHO MAY CALL IT", "WORKER"];
    output::list(asked.output.json, &all(), &headings, |line| {
        vec![
            line.method.clone(),
            line.path.to_owned(),
            line.needs.clone(),
            line.worker.unwrap_or("each").to_owned(),
        ]
    })
}

fn all() -> Vec<Line> {
    let of = |routes: Vec<RouteFacts>, worker: Option<Worker>| {
        let lines = routes.into_iter().map(move |route| Line {
            method: route.method.to_string(),
            path: route.path,
            needs: route.needs.to_string(),
            worker: worker.map(Worker::name),
        });
        lines.collect::<Vec<_>>()
    };
    let workers = Worker::ALL.map(|worker| of((parts(worker).routes)(), Some(worker)));
    let everywhere = [own_routes(), (kontor_console::PARTS.routes)()].concat();
    let workers = workers.into_iter().flatten();
    workers.chain(of(everywhere, None)).collect()
}

const fn parts(worker: Worker) -> &'static SiteParts {
    match worker {
        Worker::Registrations => &kontor_registrations::PARTS,
        Worker::Mailer => &kontor_mailer::PARTS,
        Worker::Partners => &kontor_partners::PARTS,
    }
}

/// What begins the paths of a worker: as far as its first parameter, and nothing that another one
/// begins.
fn beginnings(worker: Worker) -> BTreeSet<&'static str> {
    let routes = (parts(worker).routes)();
    let fixed = routes.iter().map(|route| {
        let end = route.path.find("/{").unwrap_or(route.path.len());
        &route.path[..end]
    });
    let all: BTreeSet<&str> = fixed.collect();
    let is_below = |path: &str, other: &str| {
        path.strip_prefix(other)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let own = all
        .iter()
        .filter(|path| !all.iter().any(|other| is_below(path, other)));
    own.copied().collect()
}

/// The lines of a Caddyfile that lead to a worker. All that is no other one's is the first one's.
fn lead(worker: Worker, upstream: &str) -> String {
    if worker == Worker::Registrations {
        return format!("\treverse_proxy {upstream}");
    }
    let name = worker.name();
    format!("{}\n\treverse_proxy @{name} {upstream}\n", matcher(worker))
}

fn matcher(worker: Worker) -> String {
    let paths = beginnings(worker).into_iter();
    let paths = paths.fold(String::new(), |all, path| format!("{all} {path} {path}/*"));
    format!("\t@{} path{paths}", worker.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: [(&str, &str); 2] = [
        ("Caddyfile", include_str!("../../../../deploy/Caddyfile")),
        (
            "Caddyfile.host",
            include_str!("../../../../deploy/Caddyfile.host"),
        ),
    ];

    #[test]
    fn the_shipped_proxy_files_are_the_map_of_the_tables() {
        for (file, text) in SHIPPED {
            for worker in [Worker::Mailer, Worker::Partners] {
                let name = format!("\t@{} path", worker.name());
                let shipped: Vec<&str> = text
                    .lines()
                    .filter(|line| line.starts_with(&name))
                    .collect();
                assert!(!shipped.is_empty(), "{file} does not lead to {worker:?}");
                for line in shipped {
                    assert_eq!(line, matcher(worker), "{file}");
                }
            }
        }
    }

    #[test]
    fn no_path_of_one_process_is_led_to_another() {
        let is_within = |path: &str, beginning: &str| {
            path == beginning || path.starts_with(&format!("{beginning}/"))
        };
        for line in all() {
            for worker in [Worker::Mailer, Worker::Partners] {
                let led = beginnings(worker)
                    .iter()
                    .any(|beginning| is_within(line.path, beginning));
                let is_its = line.worker == Some(worker.name());
                assert_eq!(led, is_its, "{} {}", worker.name(), line.path);
            }
        }
    }

    #[test]
    fn no_two_workers_serve_the_same() {
        let mut seen = BTreeSet::new();
        for line in all() {
            let key = format!("{} {}", line.method, line.path);
            assert!(seen.insert(key.clone()), "{key} is there twice");
        }
    }

    #[test]
    fn every_entrance_of_the_console_is_a_route() {
        let site = kontor_web::Site::new(kontor_web::Settings::default(), &crate::wiring::PARTS);
        let named = crate::wiring::PARTS.map(|part| part.staff_pages.len());
        assert_eq!(site.unwrap().entrances().len(), named.iter().sum::<usize>());
    }
}
