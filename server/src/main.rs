//! The `meetifyr` binary: reads the settings, opens the store, and serves until it is told to stop.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use app::meetings::Clock;
use server::application::{Application, Limits};
use server::clock::SystemClock;
use server::limits::{self, RequestLimits};
use server::listener::Listener;
use server::live;
use server::random::RandomCodes;
use server::settings::Settings;
use server::web::Site;
use server::{lifecycle, logging, store};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    logging::start(settings.log_format);
    lifecycle::survive_file_size_limits().context("signal handlers cannot be installed")?;
    let site = Site::open(settings.site_root.as_deref(), settings.public_url.clone())?;
    let site = site.with_contact(settings.contact.as_deref());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock { zone: settings.time_zone });
    let open_options = settings.open_options(clock.now().date());
    let store = store::open(&settings.database.url(), open_options)
        .await
        .context("the database could not be opened")?;
    let requests = if settings.limits {
        RequestLimits::with_limits(settings.addresses.clone())
    } else {
        RequestLimits::without_limits_by_address(settings.addresses.clone())
    };
    let rates = requests.rates.clone();
    let (host, viewers, cache) = (settings.host_limits(), settings.viewers(), settings.cache);
    let limits = Limits { host, viewers, requests, cache };
    let codes = Arc::new(RandomCodes::default());
    let Application { meetings, hub, router } =
        Application::build(store.clone(), clock, codes, &site, limits);
    let reserved = settings.database_descriptors() + limits::MAX_FILES;
    let socket = std::net::TcpListener::bind(settings.listen)
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = socket.local_addr().context("the local address of the socket is unknown")?;
    let listener = Listener::new(socket, settings.connections.clone(), settings.addresses.clone(), reserved)
        .with_context(|| format!("cannot listen on {address}"))?;
    tracing::info!("Meetifyr is ready at http://{address}");
    let forgetting = rates.map(|rates| tokio::spawn(rates.forget()));
    let polling = live::poll_versions(hub.clone(), meetings.clone());
    let expiring = lifecycle::delete_expired_meetings(meetings);
    lifecycle::serve(listener, router, &hub).await?;
    forgetting.inspect(tokio::task::JoinHandle::abort);
    polling.abort();
    expiring.abort();
    store.close().await;
    Ok(())
}
