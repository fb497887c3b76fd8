//! Logging of the running server, filtered by `RUST_LOG`.

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error. `RUST_LOG` sets the filter; the default is what a host should know.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
