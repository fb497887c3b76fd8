//! Reads the files for browsers, from a directory or from the executable, and serves them.

#[cfg(feature = "embed-site")]
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use axum::body::{Body, Bytes};
use axum::extract::{self, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::encoding::accepts;

/// The files of the executable. `script/build dist` sets the directory.
#[cfg(feature = "embed-site")]
#[derive(rust_embed::Embed)]
#[folder = "$MEETIFYR_SITE"]
struct Embedded;

/// Names change with the content of a file, so browsers may keep it for ever.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// The icon always has the same name.
const ONE_DAY: &str = "public, max-age=86400";

/// All files by path, such as `pkg/meetifyr.0123.js`, and `pkg/meetifyr.0123.js.br` for its compressed form.
#[derive(Default)]
pub(super) struct Files(HashMap<String, Bytes>);

/// The files for browsers are missing or incomplete.
#[derive(Debug, Error)]
pub enum NoSite {
    /// The directory cannot be read.
    #[error("the files for browsers in {} cannot be read: run script/build, or set MEETIFYR_SITE_ROOT", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// There is no usable list of names.
    #[error("the files for browsers are incomplete: run script/build, or set MEETIFYR_SITE_ROOT")]
    Incomplete(#[source] serde_json::Error),
}

impl Files {
    /// Reads the files in a directory, or those in the executable if there is none.
    pub(super) fn read(root: Option<&Path>) -> Result<Self, NoSite> {
        match root {
            Some(root) => {
                let mut files = HashMap::new();
                read_directory(root, "", &mut files)
                    .map_err(|error| NoSite::Unreadable(root.to_owned(), error))?;
                Ok(Self(files))
            }
            None => Ok(Self::embedded()),
        }
    }

    #[cfg(feature = "embed-site")]
    fn embedded() -> Self {
        let file = |path: &str| {
            let content = match Embedded::get(path)?.data {
                Cow::Borrowed(content) => Bytes::from_static(content),
                Cow::Owned(content) => content.into(),
            };
            Some((path.to_owned(), content))
        };
        Self(<Embedded as rust_embed::Embed>::iter().filter_map(|path| file(&path)).collect())
    }

    /// This executable has no files.
    #[cfg(not(feature = "embed-site"))]
    fn embedded() -> Self {
        Self::default()
    }

    /// The parsed `site.json`.
    pub(super) fn manifest<T: DeserializeOwned>(&self) -> Result<T, NoSite> {
        let json = self.0.get("site.json").map(Bytes::as_ref).unwrap_or_default();
        serde_json::from_slice(json).map_err(NoSite::Incomplete)
    }

    /// The response with a file, compressed if the client accepts that. Errors are not cached: while servers are
    /// replaced one after another, the next one may have the file.
    fn respond(&self, path: &str, headers: &HeaderMap, cache_control: &'static str) -> Response {
        let Some(plain) = self.0.get(path) else {
            return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")]).into_response();
        };
        let compressed = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(coding, suffix)| {
            let content = self.0.get(&format!("{path}.{suffix}"))?;
            accepts(headers, coding).then_some((coding, content))
        });
        let media_type = mime_guess::from_path(path).first_or_octet_stream();
        let mut response =
            Response::new(Body::from(compressed.map_or(plain, |(_, content)| content).clone()));
        let response_headers = response.headers_mut();
        if let Ok(media_type) = HeaderValue::from_str(media_type.as_ref()) {
            response_headers.insert(header::CONTENT_TYPE, media_type);
        }
        if let Some((coding, _)) = compressed {
            response_headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response_headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
        response
    }
}

/// `GET /pkg/{*name}`: also what is not there, which is then not kept by browsers.
pub(super) async fn serve_file(
    State(files): State<Arc<Files>>,
    extract::Path(name): extract::Path<String>,
    headers: HeaderMap,
) -> Response {
    files.respond(&format!("pkg/{name}"), &headers, FOREVER)
}

/// `GET /favicon.svg` and the other files at the root.
pub(super) async fn serve_icon(State(files): State<Arc<Files>>, uri: Uri, headers: HeaderMap) -> Response {
    files.respond(uri.path().trim_start_matches('/'), &headers, ONE_DAY)
}

/// Reads a directory and those in it; `prefix` is its path from the root, with a slash at the end.
fn read_directory(directory: &Path, prefix: &str, files: &mut HashMap<String, Bytes>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_directory(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path())?.into());
        }
    }
    Ok(())
}
