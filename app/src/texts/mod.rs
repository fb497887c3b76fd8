//! Every text that people read, by language. `build.rs` generates a method for each key of
//! `locales/en.json`.
//!
//! The browser gets only the lines of the viewer's language, as data with the page: a further language adds
//! no byte to what a visitor downloads. Server and browser fill the same lines by the same code, so that the
//! browser renders what the server rendered.

mod days;
pub mod html;
#[cfg(feature = "ssr")]
mod languages;
mod lines;
mod lists;
#[cfg(feature = "ssr")]
mod locale_data;
mod timeline;

use std::fmt;

use chrono::Weekday;
#[cfg(feature = "ssr")]
use languages::Tables;
use lines::Lines;

use crate::domain::{Title, Weekdays};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A language of the pages.
#[derive(Clone, Copy)]
pub struct Language {
    live: LiveTexts,
    /// The day with which weeks begin in the visitor's region.
    first_weekday: Weekday,
    /// The weekend there.
    weekend: Weekdays,
    /// The current year: days of other years are written with theirs. While it is unknown, none is.
    this_year: Option<i32>,
    #[cfg(feature = "ssr")]
    server: &'static languages::ServerTexts,
}

/// The texts that the browser has too: those of the islands, then the lines of days.
#[derive(Clone, Copy)]
pub struct LiveTexts(Lines);

/// The texts that only the server renders.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy)]
pub struct PageTexts(Lines);

/// What people are told if the rules refuse something: what to do about it.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy)]
pub struct RefusalTexts(Lines);

impl Language {
    /// The texts of the islands.
    #[must_use]
    pub fn live(self) -> LiveTexts {
        self.live
    }

    /// A meeting's title, or what stands in its place.
    #[must_use]
    pub fn title(self, title: &Title) -> &str {
        if title.as_str().is_empty() { self.live.untitled() } else { title.as_str() }
    }

    /// The same language, in a year: days of other years are written with theirs.
    #[must_use]
    pub fn in_year(self, year: i32) -> Self {
        Self { this_year: Some(year), ..self }
    }

    /// The language whose lines the page carries. They stay in memory as long as the page.
    #[cfg(not(feature = "ssr"))]
    #[must_use]
    pub fn from_page(lines: String) -> Self {
        let mut lines: Vec<_> = lines.leak().split('\n').collect();
        let mut week =
            lines.pop().unwrap_or_default().split(' ').filter_map(|number| number.parse::<u8>().ok());
        Self {
            first_weekday: week.next().and_then(|first| first.try_into().ok()).unwrap_or(Weekday::Mon),
            weekend: week.next().and_then(|bits| Weekdays::from_bits(bits).ok()).unwrap_or_default(),
            live: LiveTexts(Lines::new(lines)),
            this_year: None,
        }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Language")
    }
}
