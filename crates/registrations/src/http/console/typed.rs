//! The form in which an office changes a forum, as it was typed.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use kontor_contracts::{
    Language, LocalizedText,
    events::{ForumFormat, ForumState, Venue},
};
use serde::Deserialize;

use crate::{
    domain::{Announcement, ChangesClose, ForumDraft, ForumEdit},
    store::forums::Forum,
};

/// Fields by their names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Typed(BTreeMap<String, String>);

/// Something typed that cannot be taken.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// The field.
    pub(super) field: String,
    /// The key of a text.
    pub(super) text: String,
}

/// As fields of browsers have it.
fn local(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%dT%H:%M").to_string()
}

impl Typed {
    /// The forum as it is.
    pub(super) fn of(forum: &Forum) -> Self {
        let draft = &forum.draft;
        let mut fields = BTreeMap::new();
        let mut put = |name: &str, text: &str| fields.insert(name.to_owned(), text.to_owned());
        put("sequence", &forum.sequence.to_string());
        put("state", word(&draft.state).as_str());
        put("format", word(&draft.format).as_str());
        put("starts", &local(draft.starts.local));
        put("ends", &local(draft.ends.local));
        put(
            "registration_closes",
            &local(draft.registration_closes.local),
        );
        let changes = draft.changes_close.as_ref();
        let changes = changes.map(|closes| local(closes.local));
        put("changes_close", &changes.unwrap_or_default());
        put("capacity", &draft.capacity.to_string());
        put(
            "online_url",
            draft.online_url.as_deref().unwrap_or_default(),
        );
        let venue = draft.venue.as_ref();
        put("venue_address", venue.map_or("", |venue| &venue.address));
        for language in &draft.languages {
            let text = |text: &LocalizedText| {
                let own = text.iter().find(|(tag, _)| *tag == language);
                own.map(|(_, text)| text.to_owned()).unwrap_or_default()
            };
            put(&format!("title_{language}"), &text(&draft.title));
            let name = venue.map(|venue| text(&venue.name)).unwrap_or_default();
            put(&format!("venue_{language}"), &name);
        }
        Self(fields)
    }

    /// All of them, for a page.
    pub(super) const fn fields(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// Whether a button of this name was pressed.
    pub(super) fn asks_for(&self, step: &str) -> bool {
        self.get("step") == step
    }

    /// The forum's sequence when the form was made.
    pub(super) fn seen(&self) -> Option<i64> {
        self.get("sequence").parse().ok()
    }

    /// What is to be otherwise. What is as it was is not named, so that what hangs on the beginning goes with
    /// it.
    pub(super) fn edit(&self, draft: &ForumDraft) -> Result<ForumEdit, Wrong> {
        Ok(ForumEdit {
            state: self.word::<ForumState>("state")?,
            title: self.texts("title", draft, Some(&draft.title)),
            starts: self.moment("starts", draft.starts.local)?,
            ends: self.moment("ends", draft.ends.local)?,
            registration_opens: None,
            registration_closes: {
                self.moment("registration_closes", draft.registration_closes.local)?
            },
            changes_close: self.changes_close(draft)?,
            format: self.word::<ForumFormat>("format")?,
            venue: self.venue(draft),
            online_url: Some(self.get("online_url").to_owned()).filter(|url| !url.is_empty()),
            capacity: Some(self.get("capacity").parse().map_err(|_| Wrong {
                field: "capacity".to_owned(),
                text: "error-out-of-range".to_owned(),
            })?),
        })
    }

    fn word<T: serde::de::DeserializeOwned>(&self, field: &str) -> Result<Option<T>, Wrong> {
        let word = serde_json::Value::from(self.get(field));
        serde_json::from_value(word).map(Some).map_err(|_| Wrong {
            field: field.to_owned(),
            text: "error-invalid-line".to_owned(),
        })
    }

    fn moment(&self, field: &str, before: DateTime) -> Result<Option<DateTime>, Wrong> {
        let typed = self.get(field);
        if typed == local(before) {
            return Ok(None);
        }
        typed.parse().map(Some).map_err(|_| Wrong {
            field: field.to_owned(),
            text: "reg-change-wrong-time".to_owned(),
        })
    }

    fn changes_close(&self, draft: &ForumDraft) -> Result<ChangesClose, Wrong> {
        let field = "changes_close";
        let before = draft.changes_close.as_ref().map(|closes| closes.local);
        if self.get(field) == before.map(local).unwrap_or_default() {
            return Ok(ChangesClose::Stays);
        }
        if self.get(field).is_empty() {
            return Ok(ChangesClose::WithTheBeginning);
        }
        let typed = self.moment(field, DateTime::MIN)?;
        Ok(typed.into())
    }

    /// A text in the forum's languages; in others it stays as it was.
    fn texts(
        &self,
        field: &str,
        draft: &ForumDraft,
        before: Option<&LocalizedText>,
    ) -> Option<LocalizedText> {
        let kept = before.into_iter().flat_map(LocalizedText::iter);
        let mut texts: BTreeMap<Language, String> = kept
            .map(|(language, text)| (language.clone(), text.to_owned()))
            .collect();
        for language in &draft.languages {
            let typed = self.get(&format!("{field}_{language}"));
            if typed.is_empty() {
                texts.remove(language);
            } else {
                texts.insert(language.clone(), typed.to_owned());
            }
        }
        LocalizedText::new(texts).ok()
    }

    fn venue(&self, draft: &ForumDraft) -> Option<Venue> {
        let before = draft.venue.as_ref().map(|venue| &venue.name);
        let name = self.texts("venue", draft, before)?;
        let address = self.get("venue_address").to_owned();
        Some(Venue { name, address })
    }

    /// What the office says with it.
    pub(super) fn words(&self, languages: &[Language]) -> Result<Announcement, Wrong> {
        let typed = languages.iter().filter_map(|language| {
            let note = self.get(&format!("note_{language}"));
            (!note.is_empty()).then(|| (language.clone(), note.to_owned()))
        });
        let typed: BTreeMap<Language, String> = typed.collect();
        let wrong = |_| Wrong {
            field: "note".to_owned(),
            text: "error-invalid-line".to_owned(),
        };
        let note = (!typed.is_empty()).then(|| LocalizedText::new(typed).map_err(wrong));
        Ok(Announcement {
            note: note.transpose()?,
            silent: self.get("silent") == "yes",
        })
    }
}

/// The word of a value as the forum's file has it.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
