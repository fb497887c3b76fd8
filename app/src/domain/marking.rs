//! A request to mark days, before it is resolved to a stroke over the candidate days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DateRange, Mark, Stroke, StrokeError};

/// A request to mark days. The date range decides which days it refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marking {
    /// The text of a [`Stroke`].
    Stroke(String),
    /// The availability of each day that a form showed, and the one that was chosen: a letter per day.
    Form {
        /// The letters that were shown.
        seen: String,
        /// The letters that were chosen.
        chosen: String,
    },
    /// Every day becomes free, stars stay, and the participant counts as answered.
    AllDaysWork,
    /// One day, as requested by a client of the HTTP API; pages never send this.
    #[serde(skip)]
    Day(NaiveDate, Mark),
}

impl Marking {
    /// The stroke over `dates` that this request describes.
    ///
    /// # Errors
    /// [`StrokeError`] if the request does not fit these dates.
    pub fn stroke(&self, dates: &DateRange) -> Result<Stroke, StrokeError> {
        match self {
            Self::Stroke(text) => Stroke::parse(text, dates),
            Self::Form { seen, chosen } => Stroke::from_form(seen, chosen, dates),
            Self::AllDaysWork => Ok(Stroke::all_days_work(dates)),
            Self::Day(day, mark) => {
                let mut stroke = Stroke::untouched(dates.len());
                if let Some(index) = dates.position(*day) {
                    stroke.set(index, *mark);
                }
                Ok(stroke)
            }
        }
    }
}
