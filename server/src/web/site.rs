//! The browser's files, and the address they are reached at.

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

/// Where the browser's files are, how they are called, and under which address people come.
#[derive(Clone)]
pub struct Site {
    root: Arc<PathBuf>,
    public_url: Option<PublicUrl>,
    pub(super) options: LeptosOptions,
}

/// The folder with the browser's files is not there, or is not one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "{} has no files for browsers: script/build puts them there, or MEETIFYR_SITE_ROOT names another folder",
    .0.display()
)]
pub struct NoSite(PathBuf);

impl Site {
    /// The files in `root`, which have to be there: pages without them have no style.
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

    /// Styles, script and wasm, compressed beforehand. Files of earlier builds that still lie there are
    /// served as well, for pages that another server wrote.
    pub(super) fn files(&self) -> Router {
        let files = ServeDir::new(self.root.join("pkg"))
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        let keep = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, cache_policy);
        Router::new().fallback_service(ServiceBuilder::new().layer(keep).service(files))
    }

    /// The sign in the browser's tab.
    pub(super) fn icon(&self) -> ServeFile {
        ServeFile::new(self.root.join("favicon.svg"))
    }
}

/// Names of files change with their content, so browsers keep them for good. An error they do not keep:
/// while servers are replaced one after another, the next one may have the file.
#[expect(clippy::unnecessary_wraps, reason = "the layer asks for it")]
fn cache_policy<B>(response: &Response<B>) -> Option<HeaderValue> {
    let is_file =
        matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED);
    Some(HeaderValue::from_static(if is_file { "public, max-age=31536000, immutable" } else { "no-store" }))
}
