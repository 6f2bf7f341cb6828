//! What was seen, as a table in Markdown.

use std::{fmt, time::Duration};

/// What one event did.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) event: &'static str,
    /// Longest time without any mail.
    pub(crate) silence: Duration,
    /// Longest time that one mail took.
    pub(crate) longest: Duration,
    /// What `silence` may be at the most.
    pub(crate) limit: Option<Duration>,
    pub(crate) accepted: usize,
    pub(crate) lost: usize,
    /// Who got two mails that are not the same.
    pub(crate) doubled: usize,
    /// Who got one mail twice, with its Message-ID.
    pub(crate) repeated: usize,
    /// What `/readyz` said.
    pub(crate) told: String,
}

#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Row>);

impl Row {
    fn holds(&self) -> bool {
        let in_time = self.limit.is_none_or(|limit| self.silence <= limit);
        in_time && self.lost + self.doubled == 0
    }
}

impl Table {
    pub(crate) fn add(&mut self, row: Row) {
        self.0.push(row);
    }

    /// Whether nothing was lost or doubled and every limit was kept.
    pub(crate) fn holds(&self) -> bool {
        self.0.iter().all(Row::holds)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit.map_or(String::new(), |limit| {
            format!(" (limit {})", limit.as_secs())
        });
        write!(
            f,
            "| {} | {:.1} s{limit} | {:.1} s | {} | {} | {} | {} | {} |",
            self.event,
            self.silence.as_secs_f64(),
            self.longest.as_secs_f64(),
            self.accepted,
            self.lost,
            self.doubled,
            self.repeated,
            self.told
        )
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| event | mails stop for | longest wait of one | sign-ups | lost | doubled | same again | `/readyz` |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|---|---|")?;
        self.0.iter().try_for_each(|row| writeln!(f, "{row}"))
    }
}
