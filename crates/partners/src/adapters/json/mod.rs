//! Reading JSON as networks write it: a little off as a whole (`mend.rs`), more of it than was asked for
//! (`rows.rs`), single rows that cannot be read (`raw.rs`), values in every form (`fields.rs`).

mod fields;
mod mend;
mod raw;
mod rows;

pub(crate) use fields::{Fields, label};
pub(crate) use raw::{Mapped, Says, row};
pub(crate) use rows::list;

/// Reads an answer; what is not JSON is mended first.
///
/// # Errors
/// If the answer as a whole is not what `parse` wants.
pub(crate) fn read<T>(
    body: &[u8],
    parse: impl Fn(&str) -> Result<T, serde_json::Error>,
) -> Result<T, serde_json::Error> {
    let text = mend::text(body);
    match parse(&text) {
        Err(error) if error.is_syntax() => parse(&mend::mended(&text)),
        read => read,
    }
}
