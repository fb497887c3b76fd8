//! The `meetifyr` binary: reads the settings, opens the store, and serves until it is told to stop.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use app::meetings::{Clock, Meetings};
use server::clock::SystemClock;
use server::limits::{self, RequestLimits};
use server::listener::Listener;
use server::live::{self, Hub};
use server::random::RandomCodes;
use server::settings::Settings;
use server::web::Site;
use server::{lifecycle, logging, store, web};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line for whoever started the server, without a backtrace even if the environment asks for
            // one.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let settings = Settings::read();
    logging::start();
    lifecycle::survive_file_size_limits().context("signal handlers cannot be installed")?;
    let site = Site::open(settings.site_root.as_deref(), settings.public_url.clone())?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock { zone: settings.time_zone });
    let open_options = settings.open_options(clock.now().date());
    let store = store::open(&settings.database.url(), open_options)
        .await
        .context("the database could not be opened")?;
    let codes = Arc::new(RandomCodes::default());
    let hub = Hub::new(settings.viewers());
    let meetings =
        Meetings::new(Arc::new(store.clone()), clock, codes, Arc::new(hub.clone()), settings.host_limits());
    let live = live::router(hub.clone(), meetings.clone(), settings.public_url.clone());
    let request_limits = if settings.limits {
        RequestLimits::with_limits(settings.addresses.clone())
    } else {
        RequestLimits::without_limits_by_address(settings.addresses.clone())
    };
    let router = web::router(meetings.clone(), store.clone(), &site, live, &request_limits);
    let reserved = settings.database_descriptors() + limits::FILES;
    let socket = std::net::TcpListener::bind(settings.listen)
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = socket.local_addr().context("the local address of the socket is unknown")?;
    let listener = Listener::new(socket, settings.connections.clone(), settings.addresses.clone(), reserved)
        .with_context(|| format!("cannot listen on {address}"))?;
    tracing::info!("Meetifyr is ready at http://{address}");
    let forgetting = request_limits.rates.map(|rates| tokio::spawn(rates.forget()));
    let polling = live::poll_versions(hub.clone(), meetings.clone());
    let expiring = lifecycle::delete_expired_meetings(meetings);
    lifecycle::serve(listener, router, &hub).await?;
    forgetting.inspect(tokio::task::JoinHandle::abort);
    polling.abort();
    expiring.abort();
    store.close().await;
    Ok(())
}
