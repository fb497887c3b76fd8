//! The public URL, under which people reach the server.

/// An origin: scheme, host and port, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The origin, without a trailing slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach the server over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "must look like https://meet.example.org, without a path";
        let url = url::Url::parse(text).map_err(|_| wrong)?;
        let plain = ["http", "https"].contains(&url.scheme()) && url.path() == "/" && url.query().is_none();
        if plain { Ok(Self(url.origin().ascii_serialization())) } else { Err(wrong) }
    }
}
