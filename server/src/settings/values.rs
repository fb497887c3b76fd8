//! Settings that are more than a text.

use std::fmt;
use std::path::Path;

/// A text that does not show in logs.
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

/// A database's address; its scheme picks the engine, and it may hold a password.
#[derive(Clone)]
pub struct DatabaseUrl(pub(super) String);

impl DatabaseUrl {
    /// The address, password included.
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
            return Err("DATABASE_URL begins with sqlite: or mysql://");
        }
        if text.strip_prefix("sqlite:").is_some_and(is_in_memory) {
            return Err("DATABASE_URL: a database in memory is forgotten at once: name a file");
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether what stands behind `sqlite:` names no file: each connection would have a database of its own.
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
