//! The files for browsers, which the server keeps in memory, and the public URL.

mod files;

use std::path::Path;
use std::sync::Arc;

use app::pages::Assets;
use axum::Router;
use axum::routing::get;
use serde::Deserialize;

pub use files::NoSite;
use files::{Files, serve_file, serve_icon};

use crate::public_url::PublicUrl;

/// The files for browsers, the public URL, and how the host can be reached.
#[derive(Clone)]
pub struct Site {
    files: Arc<Files>,
    assets: Option<Assets>,
    public_url: Option<PublicUrl>,
    contact: Option<Arc<str>>,
}

/// The content of `site.json`: what `script/build` called the files of this build.
#[derive(Deserialize)]
struct FileNames {
    output_name: String,
    style: String,
}

impl Site {
    /// Reads the files in `root`, or those in the executable if there is none.
    ///
    /// # Errors
    /// [`NoSite`]: pages without the files would have no style.
    pub fn open(root: Option<&Path>, public_url: Option<PublicUrl>) -> Result<Self, NoSite> {
        let files = Files::read(root)?;
        let names: FileNames = files.manifest()?;
        let assets = Some(Assets::new(&names.output_name, &names.style));
        Ok(Self { files: Arc::new(files), assets, public_url, contact: None })
    }

    /// A site whose pages have neither style nor script.
    #[must_use]
    pub fn without_files(public_url: Option<PublicUrl>) -> Self {
        Self { files: Arc::default(), assets: None, public_url, contact: None }
    }

    /// The site whose page about privacy says how the host can be reached.
    #[must_use]
    pub fn with_contact(self, contact: Option<&str>) -> Self {
        Self { contact: contact.map(Arc::from), ..self }
    }

    /// How the host can be reached.
    pub(super) fn contact(&self) -> Option<Arc<str>> {
        self.contact.clone()
    }

    /// The URL under which people reach the server, if it is known.
    pub(crate) fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_ref()
    }

    /// What pages refer to.
    pub(super) fn assets(&self) -> Option<Assets> {
        self.assets.clone()
    }

    /// The routes of styles, script, wasm and the icon.
    pub(super) fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        Router::new()
            .route("/pkg/{*name}", get(serve_file))
            .route("/favicon.svg", get(serve_icon))
            .route("/icon-192.png", get(serve_icon))
            .route("/icon-512.png", get(serve_icon))
            .route("/icon-maskable.png", get(serve_icon))
            .route("/apple-touch-icon.png", get(serve_icon))
            .route("/app.webmanifest", get(serve_icon))
            .route("/robots.txt", get(serve_icon))
            .with_state(self.files.clone())
    }
}
