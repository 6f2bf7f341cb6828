//! The page between a button and what cannot be undone: it says what will happen, and to whom. GET shows
//! it, POST to the same address acts. It works without a script, and whatever opens its address by itself
//! does nothing.

use kontor_words::{Value, context};

use crate::{page::Page, problem::Problem, visitor::Visitor};

/// What is asked, in the reader's language.
///
/// The template is `console/confirm.html`. A page that asks for more than a yes (a password, a note) has a
/// template of its own with fields in `parts.confirm`, and renders [`Confirm::values`] with it.
#[derive(Debug, Default)]
pub struct Confirm {
    /// What is about to be done; the button says it, too.
    pub act: String,
    /// To whom or what: names and values.
    pub about: Vec<(String, String)>,
    /// What will happen, in sentences.
    pub effects: Vec<String>,
    /// What goes along with the yes.
    pub fields: Vec<(&'static str, String)>,
    /// Where a no leads, without a query.
    pub back: String,
}

impl Confirm {
    /// As `parts.confirm` takes it.
    pub fn values(&self) -> Value {
        let about = self
            .about
            .iter()
            .map(|(name, value)| context! { name => name.as_str(), value => value.as_str() });
        let fields = self
            .fields
            .iter()
            .map(|(name, value)| context! { name => *name, value => value.as_str() });
        context! {
            act => self.act.as_str(),
            about => about.collect::<Vec<_>>(),
            effects => self.effects.clone(),
            fields => fields.collect::<Vec<_>>(),
            back => self.back.as_str(),
        }
    }
}

impl Visitor {
    /// The page that asks.
    ///
    /// # Errors
    /// As [`Visitor::page`].
    pub fn confirm(&self, confirm: &Confirm) -> Result<Page, Problem> {
        let values = context! { confirm => confirm.values(), errors => Vec::<Value>::new() };
        self.page("console/confirm.html", values)
    }
}
