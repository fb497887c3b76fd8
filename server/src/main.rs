//! Meetifyr's server: settings, store, router, lifecycle.

use std::sync::Arc;

use anyhow::Context;
use app::meetings::{Clock, Meetings};
use server::chance::RandomCodes;
use server::clock::SystemClock;
use server::live::{self, Hub};
use server::settings::Settings;
use server::{lifecycle, store, telemetry, web};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::read();
    telemetry::start();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock { zone: settings.time_zone });
    let opening = settings.opening(clock.now().date());
    let store =
        store::open(&settings.database.url(), opening).await.context("the database could not be opened")?;
    let codes = Arc::new(RandomCodes::default());
    let hub = Hub::new(settings.viewers());
    let meetings =
        Meetings::new(Arc::new(store.clone()), clock, codes, Arc::new(hub.clone()), settings.rules());
    let site = web::Site::new(&settings.site_root, settings.public_url.clone());
    let live =
        live::router(hub.clone(), meetings.clone(), settings.address_header, settings.public_url.clone());
    let router = web::router(meetings.clone(), store.clone(), &site, live);
    let listener = std::net::TcpListener::bind(settings.listen)
        .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
        .with_context(|| format!("{} could not be listened on", settings.listen))?;
    let address = listener.local_addr().context("the address that is listened on has no name")?;
    tracing::info!("Meetifyr is ready at http://{address}");
    let watching = live::watch(hub.clone(), meetings.clone());
    let sweeping = lifecycle::sweep(meetings);
    lifecycle::serve(listener, router, &hub).await?;
    watching.abort();
    sweeping.abort();
    store.close().await;
    Ok(())
}
