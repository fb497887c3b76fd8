//! The static files for browsers, and the public URL.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, Response, StatusCode, header};
use leptos::prelude::LeptosOptions;
use thiserror::Error;
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::public_url::PublicUrl;

/// Where the files for browsers are, what they are called, and the public URL.
#[derive(Clone)]
pub struct Site {
    root: Arc<PathBuf>,
    public_url: Option<PublicUrl>,
    pub(super) options: LeptosOptions,
}

/// The directory with the files for browsers is missing or incomplete.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "{} does not contain the files for browsers: run script/build, or set MEETIFYR_SITE_ROOT",
    .0.display()
)]
pub struct NoSite(PathBuf);

impl Site {
    /// Uses the files in `root`, which have to exist: pages without them have no style.
    ///
    /// # Errors
    /// [`NoSite`].
    pub fn open(root: &Path, public_url: Option<PublicUrl>) -> Result<Self, NoSite> {
        let files = ["hash.txt", "pkg", "favicon.svg"].map(|name| root.join(name));
        if files.iter().all(|file| file.exists()) {
            Ok(Self::new(root, public_url))
        } else {
            Err(NoSite(root.to_owned()))
        }
    }

    /// Uses the files in `root`, as the build wrote them, without checking that they exist.
    #[must_use]
    pub fn new(root: &Path, public_url: Option<PublicUrl>) -> Self {
        // The list of file hashes is next to the files. An absolute path, so that it is found wherever the
        // executable is.
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

    /// The URL under which people reach the server, if it is known.
    pub(super) fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_ref()
    }

    /// Serves styles, script and wasm, precompressed. Files of earlier builds that are still there are served
    /// as well, for pages that another server rendered.
    pub(super) fn files(&self) -> Router {
        let files = ServeDir::new(self.root.join("pkg"))
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        let keep = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, cache_policy);
        Router::new().fallback_service(ServiceBuilder::new().layer(keep).service(files))
    }

    /// The icon in the browser's tab.
    pub(super) fn icon(&self) -> ServeFile {
        ServeFile::new(self.root.join("favicon.svg"))
    }
}

/// File names change with their content, so browsers may cache files forever. Errors are not cached: while
/// servers are replaced one after another, the next one may have the file.
#[expect(clippy::unnecessary_wraps, reason = "the layer asks for it")]
fn cache_policy<B>(response: &Response<B>) -> Option<HeaderValue> {
    let is_file =
        matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED);
    Some(HeaderValue::from_static(if is_file { "public, max-age=31536000, immutable" } else { "no-store" }))
}
