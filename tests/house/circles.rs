//! Files of one crate form no circle: each can be read, and understood, after those that it leans on.
//!
//! Reads the `use` lines and the paths that begin with `crate`, `self` or `super`. What a file only
//! hands on (`pub use`) is counted for whoever takes it from there. Tests are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// A module, as the names that lead to it from the root of its crate.
type Module = Vec<String>;

#[test]
fn files_of_a_crate_form_no_circle() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut found = Vec::new();
    for folder in fs::read_dir(crates).unwrap() {
        let source = folder.unwrap().path().join("src");
        let files = Files::read(&source);
        let circle = circle(&files.arrows());
        if !circle.is_empty() {
            found.push(format!("{}: {circle:?}", source.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_also_through_what_is_handed_on() {
    let text = |text: &str| text.to_owned();
    let files = Files(BTreeMap::from([
        (
            vec![],
            text("mod a; mod b; mod c;\npub use a::{One, x::Two as Three};\n"),
        ),
        (vec![text("a")], text("use crate::{b::{self, Four}, c};\n")),
        (vec![text("b")], text("fn f() -> crate::c::Five {}\n")),
        (
            vec![text("c")],
            text("use super::One;\n#[cfg(test)]\nmod tests { use crate::b; }\n"),
        ),
    ]));
    let arrows = files.arrows();
    assert_eq!(arrows[&vec![text("c")]], BTreeSet::from([vec![text("a")]]));
    assert_eq!(circle(&arrows).len(), 3, "{arrows:?}");
}

/// The text of each module of a crate, without comments and tests.
struct Files(BTreeMap<Module, String>);

impl Files {
    fn read(source: &Path) -> Self {
        let mut files = BTreeMap::new();
        read_folder(source, &[], &mut files);
        Self(files)
    }

    /// Which module leans on which.
    fn arrows(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let handed_on = self.handed_on();
        let mut arrows = BTreeMap::new();
        for (module, text) in &self.0 {
            let (uses, rest) = uses(text);
            let imported = uses.into_iter().filter(|(public, _)| !public);
            let paths = imported.flat_map(|(_, tree)| leaves(&tree));
            let leans_on = paths
                .chain(inline(&rest))
                .filter_map(|path| self.absolute(module, &path))
                .map(|path| self.file_of(&path, &handed_on, 8))
                .filter(|file| file != module);
            arrows.insert(module.clone(), leans_on.collect());
        }
        arrows
    }

    /// What modules hand on: the name that it has there, and where it comes from.
    fn handed_on(&self) -> BTreeMap<Module, Module> {
        let mut handed_on = BTreeMap::new();
        for (module, text) in &self.0 {
            let public = uses(text).0.into_iter().filter(|(public, _)| *public);
            for path in public.flat_map(|(_, tree)| leaves(&tree)) {
                if let Some(origin) = self.absolute(module, &path) {
                    let mut name = module.clone();
                    name.extend(origin.last().cloned());
                    handed_on.insert(name, origin);
                }
            }
        }
        handed_on
    }

    /// A path as seen from the root; none if it leads to another crate.
    fn absolute(&self, module: &[String], path: &str) -> Option<Module> {
        let mut names: Vec<String> = path.split("::").map(str::to_owned).collect();
        let mut base = module.to_vec();
        match names[0].as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                while names.first().is_some_and(|name| name == "super") {
                    base.pop();
                    names.remove(0);
                }
                base.extend(names);
                return Some(base);
            }
            first => {
                let mut child = module.to_vec();
                child.push(first.to_owned());
                if !self.0.contains_key(&child) {
                    return None;
                }
                base.extend(names);
                return Some(base);
            }
        }
        base.extend(names.into_iter().skip(1));
        Some(base)
    }

    /// The file that a path leads to, through whatever hands it on.
    fn file_of(&self, path: &[String], handed_on: &BTreeMap<Module, Module>, steps: u8) -> Module {
        let depth = (0..=path.len())
            .rev()
            .find(|at| self.0.contains_key(&path[..*at]));
        let depth = depth.unwrap_or(0);
        let next = path.get(..=depth).and_then(|name| handed_on.get(name));
        match next {
            Some(origin) if steps > 0 => {
                let rest = path[depth + 1..].iter().cloned();
                let origin: Module = origin.iter().cloned().chain(rest).collect();
                self.file_of(&origin, handed_on, steps - 1)
            }
            _ => path[..depth].to_vec(),
        }
    }
}

fn read_folder(folder: &Path, module: &[String], files: &mut BTreeMap<Module, String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if stem.ends_with("tests") {
            continue;
        }
        let mut inner = module.to_vec();
        if path.is_dir() {
            inner.push(stem);
            read_folder(&path, &inner, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            if !["lib", "main", "mod"].contains(&stem.as_str()) {
                inner.push(stem);
            }
            files.insert(inner, without_comments(&fs::read_to_string(&path).unwrap()));
        }
    }
}

fn without_comments(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The `use` declarations, whether each is public, and the text without them and without tests.
fn uses(text: &str) -> (Vec<(bool, String)>, String) {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let (mut uses, mut rest) = (Vec::new(), String::new());
    let mut statements = text.split_inclusive(';');
    for statement in &mut statements {
        let at = statement
            .match_indices("use ")
            .find(|(at, _)| is_begin_of_use(&statement[..*at]));
        match at {
            Some((at, _)) => {
                let line = statement[..at].lines().last().unwrap_or_default();
                rest.push_str(&statement[..at - line.len()]);
                uses.push((
                    line.contains("pub"),
                    statement[at + 4..].trim_end_matches(';').to_owned(),
                ));
            }
            None => rest.push_str(statement),
        }
    }
    (uses, rest)
}

/// Whether `use` after this text begins a declaration.
fn is_begin_of_use(before: &str) -> bool {
    let line = before.lines().last().unwrap_or_default().trim();
    before.ends_with('\n') || before.is_empty() || line.is_empty() || line.starts_with("pub")
}

/// The paths of a tree: `a::{b, c::d}` has `a::b` and `a::c::d`.
fn leaves(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((stem, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![
            path.split_whitespace()
                .collect::<String>()
                .replace("::self", ""),
        ];
    };
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut begin, mut paths) = (0, 0, Vec::new());
    for (at, letter) in inner.char_indices().chain([(inner.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let branch = &inner[begin..at];
                begin = at + 1;
                if !branch.trim().is_empty() {
                    paths.extend(leaves(&format!("{}{}", stem.trim(), branch.trim())));
                }
            }
            _ => {}
        }
    }
    paths
}

/// Paths within the text that begin with `crate`, `self` or `super`.
fn inline(text: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = text.split(|c: char| !is_path(c));
    words
        .filter(|word| {
            ["crate::", "self::", "super::"]
                .iter()
                .any(|root| word.starts_with(root))
        })
        .map(|word| word.trim_end_matches(':').to_owned())
        .collect()
}

/// The modules that lead back to themselves.
fn circle(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Module> {
    let reaches_itself = |start: &&Module| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*start]);
        while let Some(module) = open.pop() {
            for next in arrows.get(module).into_iter().flatten() {
                if next == *start {
                    return true;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    };
    arrows.keys().filter(reaches_itself).cloned().collect()
}
