//! Types for settings that need validation or must not be logged.

use std::fmt;
use std::path::Path;

/// A text that is hidden in logs.
#[derive(Clone)]
pub(super) struct Secret(pub(super) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl std::str::FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// The URL of a database: its scheme selects the engine, and it may contain a password.
#[derive(Clone)]
pub struct DatabaseUrl(pub(super) String);

impl DatabaseUrl {
    /// The URL, including the password.
    #[must_use]
    pub fn url(&self) -> String {
        self.0.clone()
    }

    pub(super) fn is_sqlite(&self) -> bool {
        self.0.starts_with("sqlite:")
    }

    pub(super) fn in_folder(folder: &Path) -> Self {
        Self(format!("sqlite:{}", folder.join("meetifyr.db").display()))
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !["sqlite:", "mysql://", "mariadb://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err("DATABASE_URL must begin with sqlite: or mysql://");
        }
        if text.strip_prefix("sqlite:").is_some_and(is_in_memory) {
            return Err("DATABASE_URL: a database in memory would be lost at once; name a file");
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether the part after `sqlite:` names no file: then each connection would have a database of its own.
fn is_in_memory(place: &str) -> bool {
    let place = place.strip_prefix("//").unwrap_or(place);
    let (file, options) = place.split_once('?').unwrap_or((place, ""));
    ["", ":memory:"].contains(&file) || options.split('&').any(|option| option == "mode=memory")
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:(hidden)", self.0.split(':').next().unwrap_or_default())
    }
}
