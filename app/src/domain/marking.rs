//! What is marked, in the words of those who ask.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DateRange, Mark, Stroke, StrokeError};

/// What is marked; which days that is follows from the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marking {
    /// The text of a [`Stroke`].
    Stroke(String),
    /// What a form showed of each day, and what was chosen: a letter a day.
    Form {
        /// The letters that were shown.
        seen: String,
        /// The letters that were chosen.
        chosen: String,
    },
    /// Every day becomes free, stars stay, and the participant has answered.
    AllDaysWork,
    /// One day, as a program of the HTTP API says it; no page sends this.
    #[serde(skip)]
    Day(NaiveDate, Mark),
}

impl Marking {
    /// The stroke over `dates` that this asks for.
    ///
    /// # Errors
    /// [`StrokeError`] where it does not fit them.
    pub fn over(&self, dates: &DateRange) -> Result<Stroke, StrokeError> {
        match self {
            Self::Stroke(text) => Stroke::parse(text, dates),
            Self::Form { seen, chosen } => Stroke::between(seen, chosen, dates),
            Self::AllDaysWork => Ok(Stroke::all_days_work(dates)),
            Self::Day(day, mark) => {
                let mut stroke = Stroke::untouched(dates.len());
                if let Some(place) = dates.position(*day) {
                    stroke.set(place, *mark);
                }
                Ok(stroke)
            }
        }
    }
}
