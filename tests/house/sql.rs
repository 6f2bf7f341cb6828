//! SQL is written where the tables are: in the crate `store`, in each worker's folder `store/`, and in the
//! embedded bus, whose queues are tables.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the executor may be named. Tests may look at the rows themselves.
const FOLDERS: [&str; 5] = [
    "/crates/store/",
    "/src/store/",
    "/crates/bus/src/embedded/",
    "/crates/testkit/",
    "/tests/",
];

#[test]
fn nobody_speaks_sql_outside_of_the_folders_that_are_for_it() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut files = Vec::new();
    read_folder(&crates.canonicalize().unwrap(), &mut files);
    let speaks = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("sea_orm");
    let (inside, outside): (Vec<_>, Vec<_>) = files
        .into_iter()
        .filter(speaks)
        .partition(|path| FOLDERS.iter().any(|f| path.to_string_lossy().contains(f)));
    assert!(
        outside.is_empty(),
        "SQL belongs into `store/`: {outside:#?}"
    );
    assert!(inside.len() > 20, "this test looks in the wrong place");
}

fn read_folder(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_folder(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}
