//! The address under which people reach the server.

/// Scheme, host and port, without anything behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address, without a slash at its end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach the server encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "it looks like https://meet.example.org, without a path";
        let url = url::Url::parse(text).map_err(|_| wrong)?;
        let plain = ["http", "https"].contains(&url.scheme()) && url.path() == "/" && url.query().is_none();
        if plain { Ok(Self(url.origin().ascii_serialization())) } else { Err(wrong) }
    }
}
