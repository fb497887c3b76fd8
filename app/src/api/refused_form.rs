//! A form that was refused and is shown again.

use serde::{Deserialize, Serialize};

use super::Form;

/// What was typed into a form that was refused, and why it was: the page shows both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedForm {
    /// Which form of the page it was.
    pub form: Form,
    /// Names and values of its fields, as they were sent.
    pub typed: Vec<(String, String)>,
    /// Names of fields and what to do about them; an empty name stands for the form as a whole.
    pub problems: Vec<(String, String)>,
}

impl RefusedForm {
    /// This, if `form` is the form that was refused.
    #[must_use]
    pub fn of(refused: Option<&Self>, form: Form) -> Option<&Self> {
        refused.filter(|refused| refused.form == form)
    }

    /// What was typed into a field.
    #[must_use]
    pub fn typed(&self, field: &str) -> Option<&str> {
        self.typed.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// All that was chosen of a field that can be sent several times.
    pub fn chosen<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.typed.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// What to do about a field.
    #[must_use]
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.as_str())
    }
}

/// The refusal of a form, for the wrapper that answers forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRefusal {
    /// The path of the page that shows the form again.
    pub page: String,
    /// The status for programs; people get the page with a status of its own.
    pub status: u16,
    /// The form, with what to say beside which field.
    pub form: RefusedForm,
}
