//! A pool of connections to one database.
//!
//! The pool of sqlx asks the server whether a connection is alive before and after each use, which makes three round
//! trips of one. This one asks only about a connection that nobody has used for a while; one that turns out to be dead
//! on its first statement is replaced (see `Pool::rows`).

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool::managed::{self, Metrics, Object, PoolError, RecycleError, RecycleResult};
use sqlx::{ConnectOptions, Connection, Database};
use tokio::time::{Instant, sleep, timeout};

use super::CONNECTION_WAIT;

/// A connection that was not used for this long is asked whether it is alive.
const ASKED_AFTER: Duration = Duration::from_secs(1);

/// How long it may take to answer that.
const ASKING_LIMIT: Duration = Duration::from_secs(1);

/// A connection that was not used for this long is closed.
const IDLE_TIMEOUT: Duration = Duration::from_mins(10);

/// A connection is replaced after this time: a proxy in between may have moved to another server.
const MAX_LIFETIME: Duration = Duration::from_mins(30);

/// How often idle connections are looked for, and how often one that is still busy while the pool closes.
const CLEANED_EVERY: Duration = Duration::from_mins(1);
const CLOSING_CHECKED_EVERY: Duration = Duration::from_millis(10);

type Options<DB> = <<DB as Database>::Connection as Connection>::Options;

/// Sets up a new connection.
pub(in crate::store) type Setup<DB> =
    for<'c> fn(
        &'c mut <DB as Database>::Connection,
    ) -> Pin<Box<dyn Future<Output = Result<(), sqlx::Error>> + Send + 'c>>;

/// The connections, of which each is used by one task at a time.
pub(in crate::store) struct ConnectionPool<DB: Database> {
    pool: managed::Pool<Connector<DB>>,
    /// Whether it is being closed.
    closing: Arc<AtomicBool>,
}

/// Opens connections.
pub(in crate::store) struct Connector<DB: Database> {
    options: Options<DB>,
    setup: Setup<DB>,
    /// When a connection last turned out to be dead. Those that were in use before are probably dead too.
    died_at: Mutex<Option<Instant>>,
}

impl<DB: Database> ConnectionPool<DB> {
    /// A pool of at most `max` connections, which opens the first one now.
    pub(in crate::store) async fn open(
        options: Options<DB>,
        setup: Setup<DB>,
        max: u32,
    ) -> Result<Self, sqlx::Error> {
        let connector = Connector { options, setup, died_at: Mutex::new(None) };
        let pool = managed::Pool::builder(connector).max_size(max as usize);
        // The connections that were used last are used next, so that those a busy hour needed are closed after it.
        let pool = pool.queue_mode(managed::QueueMode::Lifo).build();
        let pool = pool.map_err(|error| sqlx::Error::Configuration(error.into()))?;
        let pool = Self { pool, closing: Arc::default() };
        drop(pool.take().await?);
        let weak = pool.pool.weak();
        tokio::spawn(async move {
            loop {
                sleep(CLEANED_EVERY).await;
                let Some(pool) = weak.upgrade().filter(|pool| !pool.is_closed()) else { return };
                close_all(pool.retain(|_, metrics| metrics.last_used() < IDLE_TIMEOUT).removed).await;
            }
        });
        Ok(pool)
    }

    /// Takes a connection; waits for at most [`CONNECTION_WAIT`] while all are in use.
    pub(in crate::store) async fn take(&self) -> Result<Object<Connector<DB>>, sqlx::Error> {
        if self.closing.load(Ordering::Relaxed) {
            return Err(sqlx::Error::PoolClosed);
        }
        match timeout(CONNECTION_WAIT, self.pool.get()).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(PoolError::Backend(error))) => Err(error),
            Ok(Err(PoolError::Closed)) => Err(sqlx::Error::PoolClosed),
            // The pool has neither hooks nor time limits of its own.
            Ok(Err(_)) | Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    /// Takes a connection for good, and leaves its place to another one.
    pub(in crate::store) async fn take_out(&self) -> Result<DB::Connection, sqlx::Error> {
        self.take().await.map(Object::take)
    }

    /// Replaces the connections that were in use before now: one of them has turned out to be dead.
    pub(in crate::store) fn replace_all(&self) {
        self.pool.manager().record_death();
    }

    /// Gives nobody a connection any more.
    pub(in crate::store) fn refuse(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    /// Closes all connections; busy ones when they have finished.
    pub(in crate::store) async fn close(&self) {
        self.refuse();
        loop {
            close_all(self.pool.retain(|_, _| false).removed).await;
            if self.pool.status().size == 0 {
                return self.pool.close();
            }
            sleep(CLOSING_CHECKED_EVERY).await;
        }
    }
}

impl<DB: Database> Connector<DB> {
    fn record_death(&self) {
        *self.died_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether a connection that was taken at this time was in use before another one turned out to be dead.
    fn is_doubtful(&self, taken: Instant) -> bool {
        self.died_at.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|died_at| taken <= died_at)
    }
}

async fn close_all<C: Connection>(connections: Vec<C>) {
    for connection in connections {
        if let Err(error) = connection.close().await {
            tracing::debug!(?error, "a connection could not be closed");
        }
    }
}

impl<DB: Database> managed::Manager for Connector<DB> {
    type Type = DB::Connection;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<DB::Connection, sqlx::Error> {
        let mut connection = self.options.connect().await?;
        (self.setup)(&mut connection).await?;
        Ok(connection)
    }

    async fn recycle(
        &self,
        connection: &mut DB::Connection,
        metrics: &Metrics,
    ) -> RecycleResult<sqlx::Error> {
        if metrics.age() > MAX_LIFETIME {
            return Err(RecycleError::message("it is old"));
        }
        let unused = metrics.last_used();
        if Instant::now().checked_sub(unused).is_some_and(|taken| self.is_doubtful(taken)) {
            return Err(RecycleError::message("another one has died"));
        }
        if unused > ASKED_AFTER && !matches!(timeout(ASKING_LIMIT, connection.ping()).await, Ok(Ok(()))) {
            self.record_death();
            return Err(RecycleError::message("it does not answer"));
        }
        Ok(())
    }
}

impl<DB: Database> Clone for ConnectionPool<DB> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone(), closing: Arc::clone(&self.closing) }
    }
}

impl<DB: Database> fmt::Debug for ConnectionPool<DB> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ConnectionPool")
    }
}
