//! The browser's files, and the address they are reached at.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use leptos::prelude::LeptosOptions;
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::settings::PublicUrl;

/// Where the browser's files are, how they are called, and under which address people come.
#[derive(Clone)]
pub struct Site {
    root: Arc<PathBuf>,
    public_url: Option<PublicUrl>,
    pub(super) options: LeptosOptions,
}

impl Site {
    /// The files in `root`, as the build put them there.
    #[must_use]
    pub fn new(root: &Path, public_url: Option<PublicUrl>) -> Self {
        // The list of the files' hashes stands beside them; as an absolute path, so that it is found
        // wherever the executable is.
        let hashes = std::path::absolute(root.join("hash.txt")).unwrap_or_else(|_| root.join("hash.txt"));
        let options = LeptosOptions::builder()
            .output_name("meetifyr")
            .site_root(root.display().to_string())
            .site_pkg_dir("pkg")
            .hash_file(hashes.display().to_string().into())
            .hash_files(hashes.exists())
            .build();
        Self { root: Arc::new(root.to_owned()), public_url, options }
    }

    /// The address under which people reach the server, as far as it is known.
    pub(super) fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_ref()
    }

    /// Styles, script and wasm, compressed beforehand. Their names change with their content, so
    /// browsers keep them for good.
    pub(super) fn files(&self) -> Router {
        let files = ServeDir::new(self.root.join("pkg"))
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        let keep = HeaderValue::from_static("public, max-age=31536000, immutable");
        let keep = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, keep);
        Router::new().fallback_service(ServiceBuilder::new().layer(keep).service(files))
    }

    /// The sign in the browser's tab.
    pub(super) fn icon(&self) -> ServeFile {
        ServeFile::new(self.root.join("favicon.svg"))
    }
}
