//! What the server says of itself while it runs.

use tracing_subscriber::EnvFilter;

/// Starts logging to the standard error output. `RUST_LOG` chooses what; without it, what a host
/// should know.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
