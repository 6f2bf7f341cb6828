//! What was measured, as the table of `docs/PERFORMANCE.md`.

use std::fmt;

/// Rows of name, value, and what it is held against.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<[String; 3]>);

impl Report {
    /// Adds a row.
    pub(crate) fn add(
        &mut self,
        what: impl Into<String>,
        value: impl fmt::Display,
        against: impl Into<String>,
    ) {
        let row = [what.into(), value.to_string(), against.into()];
        println!("{} | {} | {}", row[0], row[1], row[2]);
        self.0.push(row);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | measured | against |\n|---|---|---|")?;
        self.0
            .iter()
            .try_for_each(|[what, value, against]| writeln!(f, "| {what} | {value} | {against} |"))
    }
}

/// The value below which a share of the sorted values lies.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into measurements"
    )]
    let at = ((sorted.len() as f64 - 1.0) * share).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// The middle of several runs.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    percentile(&values, 0.5)
}
