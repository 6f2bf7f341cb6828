//! The lines of a form in which people are named: of the sign-up, and of a change of it. They are sent as
//! three lists of the same length, and come back as they were typed.

use kontor_contracts::limits::PARTICIPANTS;
use kontor_words::{Value, context};

use crate::domain::{TypedParticipant, read_list};

/// One line as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Line {
    name: String,
    email: String,
    language: String,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.email.trim().is_empty()
    }

    /// Whoever pastes `Name <address>` into the field of the name has typed both.
    fn typed(&self) -> TypedParticipant {
        let typed = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
        let pasted = Some(&self.name).filter(|name| self.email.is_empty() && name.contains('<'));
        if let Some(found) = pasted.and_then(|name| read_list(name).pop()) {
            return TypedParticipant {
                language: typed(&self.language),
                ..found
            };
        }
        TypedParticipant {
            name: self.name.clone(),
            email: typed(&self.email),
            language: typed(&self.language),
        }
    }
}

impl From<TypedParticipant> for Line {
    fn from(typed: TypedParticipant) -> Self {
        Self {
            name: typed.name,
            email: typed.email.unwrap_or_default(),
            language: typed.language.unwrap_or_default(),
        }
    }
}

/// What a form sends of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sent<'a> {
    pub(super) names: &'a [String],
    pub(super) emails: &'a [String],
    pub(super) languages: &'a [String],
    /// The list that was pasted, if its button was pressed.
    pub(super) list: Option<&'a str>,
    /// The button "one more".
    pub(super) more: bool,
    /// The button "remove" of a line, from 1.
    pub(super) remove: Option<&'a str>,
}

/// The lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct People(Vec<Line>);

impl People {
    /// The lines that were sent, and what a button makes of them.
    pub(super) fn sent(sent: Sent<'_>) -> Self {
        let text = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        let lines = (0..sent.names.len()).map(|at| Line {
            name: text(sent.names, at),
            email: text(sent.emails, at),
            language: text(sent.languages, at),
        });
        let mut lines: Vec<_> = lines.collect();
        let removed = sent.remove.and_then(|number| number.parse::<usize>().ok());
        if let Some(at) = removed.and_then(|number| number.checked_sub(1))
            && at < lines.len()
        {
            lines.remove(at);
        }
        if let Some(list) = sent.list {
            lines.retain(|line| !line.is_blank());
            lines.extend(read_list(list).into_iter().map(Line::from));
        }
        if sent.more {
            lines.push(Line::default());
        }
        Self(lines)
    }

    /// The people, each with the number of the line, from 1.
    pub(super) fn typed(&self) -> impl Iterator<Item = (usize, TypedParticipant)> {
        let lines = (1..).zip(&self.0);
        let lines = lines.filter(|(_, line)| !line.is_blank());
        lines.map(|(number, line)| (number, line.typed()))
    }

    /// Where a fault at a pointer below `/participants` stands, as the number of the line and the id of its
    /// field. `before` are people who stand before the lines.
    pub(super) fn field(&self, pointer: &str, before: usize) -> Option<(usize, String)> {
        let (at, part) = pointer.split_once('/')?;
        let at = at.parse::<usize>().ok()?.checked_sub(before)?;
        let (number, _) = self.typed().nth(at)?;
        let id = match part {
            "email" | "language" => format!("participant-{number}-{part}"),
            _ => format!("participant-{number}"),
        };
        Some((number, id))
    }

    /// The lines for the page: at least `least`, at most as many as a registration may have.
    pub(super) fn values(&self, least: usize) -> Vec<Value> {
        let blank = Line::default();
        // A pasted list that is too long is shown whole: what is too much is told, and nothing is lost.
        let count = self.0.len().max(least);
        let lines = (0..count).map(|at| self.0.get(at).unwrap_or(&blank));
        let values = lines.map(|line| {
            context! {
                name => line.name.as_str(),
                email => line.email.as_str(),
                language => line.language.as_str(),
            }
        });
        values.collect()
    }

    /// Whether another line fits.
    pub(super) fn can_add(&self) -> bool {
        self.0.len() < PARTICIPANTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_line_is_removed_or_added_and_the_others_stay_as_typed() {
        let (names, emails) = (texts(&["Li", "", "Jan"]), texts(&["li@b.example", ""]));
        let sent = Sent {
            names: &names,
            emails: &emails,
            ..Sent::default()
        };
        let people = People::sent(sent);
        let typed: Vec<_> = people.typed().collect();
        assert_eq!(typed.len(), 2, "blank lines are nobody");
        assert_eq!((typed[1].0, typed[1].1.name.as_str()), (3, "Jan"));
        let one_less = People::sent(Sent {
            remove: Some("1"),
            ..sent
        });
        assert_eq!(one_less.typed().next().unwrap().1.name, "Jan");
        let unharmed = People::sent(Sent {
            remove: Some("7"),
            ..sent
        });
        assert_eq!(unharmed, people);
        let more = People::sent(Sent { more: true, ..sent });
        assert_eq!(more.values(1).len(), 4);
    }

    #[test]
    fn a_pasted_list_comes_after_those_who_were_typed() {
        let names = texts(&["Li", ""]);
        let people = People::sent(Sent {
            names: &names,
            list: Some("Jan <jan@c.example>\nAmi;ami@d.example;fr"),
            ..Sent::default()
        });
        let typed: Vec<_> = people.typed().map(|(_, one)| one).collect();
        let found: Vec<_> = typed.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(found, ["Li", "Jan", "Ami"]);
        assert_eq!(typed[2].language.as_deref(), Some("fr"));
    }

    #[test]
    fn an_address_in_the_field_of_the_name_is_one() {
        let names = texts(&["Jan de Boer <jan@c.example>"]);
        let people = People::sent(Sent {
            names: &names,
            ..Sent::default()
        });
        let (_, jan) = people.typed().next().unwrap();
        assert_eq!(jan.name, "Jan de Boer");
        assert_eq!(jan.email.as_deref(), Some("jan@c.example"));
    }

    #[test]
    fn a_fault_stands_at_its_line() {
        let names = texts(&["", "Li", "Jan"]);
        let people = People::sent(Sent {
            names: &names,
            ..Sent::default()
        });
        let at = |pointer| people.field(pointer, 1);
        assert_eq!(at("1/email"), Some((2, "participant-2-email".to_owned())));
        assert_eq!(at("2/name"), Some((3, "participant-3".to_owned())));
        assert_eq!(at("0/name"), None, "the contact");
    }
}
