//! A refused form that the page shows again, with the typed values and the problems.

use serde::{Deserialize, Serialize};

use super::Form;

/// A refused form: the values that were typed, and why it was refused. The page shows both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedForm {
    /// Which form of the page it is.
    pub form: Form,
    /// The names and values of its fields, as they were sent.
    pub typed: Vec<(String, String)>,
    /// The names of fields with a sentence on how to fix them; an empty name stands for the form as a whole.
    pub problems: Vec<(String, String)>,
}

impl RefusedForm {
    /// Returns `refused` if it is about `form`.
    #[must_use]
    pub fn of(refused: Option<&Self>, form: Form) -> Option<&Self> {
        refused.filter(|refused| refused.form == form)
    }

    /// The value that was typed into a field.
    #[must_use]
    pub fn typed(&self, field: &str) -> Option<&str> {
        self.typed.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// All values of a field that can be sent several times.
    pub fn chosen<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.typed.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// All sentences on how to fix it.
    #[must_use]
    pub fn sentences(&self) -> String {
        self.problems.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The sentence on how to fix a field.
    #[must_use]
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.as_str())
    }
}

/// The refusal of a form, for the wrapper that responds to forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRefusal {
    /// The path of the page that shows the form again.
    pub page: String,
    /// The HTTP status for programs; people get the page with its own status.
    pub status: u16,
    /// The form with its problems.
    pub form: RefusedForm,
}
