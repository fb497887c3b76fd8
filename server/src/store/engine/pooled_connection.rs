//! A connection that is lent from a pool, and comes back only where it can be used again.
//!
//! A future that is dropped within a statement leaves a connection of sqlx 0.9 out of step with its
//! server: cancelled while a statement is prepared, MySQL's driver afterwards waits without limit for an
//! answer that has been read already, and the pool never gets the connection back. So a connection is
//! returned only between statements and outside of transactions. Otherwise it is closed at once, and
//! the pool opens another.

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::random;
use crate::store::database_error::{self, DatabaseError};

/// How long a connection may take to come back; the pool asks its server whether it is alive.
const RETURN_LIMIT: Duration = Duration::from_secs(2);

/// A connection that is lent from its pool.
pub(super) struct PooledConnection<DB: Database> {
    /// None only while it is dropped.
    connection: Option<PoolConnection<DB>>,
    /// No statement is under way, and the last one left the connection as it should be.
    usable: bool,
    /// A transaction has begun and not ended.
    in_transaction: bool,
    statement_limit: Duration,
}

impl<DB: Database> PooledConnection<DB> {
    /// Waits for a connection, as long as the pool does. A server that has no room for another one is
    /// waited for like a pool that has none free, until `deadline`.
    pub(super) async fn take(
        pool: &Pool<DB>,
        deadline: Instant,
        statement_limit: Duration,
    ) -> Result<Self, DatabaseError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match timeout_at(deadline, pool.acquire()).await.map_err(|_| DatabaseError::OutOfTime)? {
                Ok(connection) => {
                    let connection = Some(connection);
                    return Ok(Self { connection, usable: true, in_transaction: false, statement_limit });
                }
                Err(error) if database_error::has_no_room(&error) && Instant::now() < deadline => {
                    // Briefly: one may be free again at any moment.
                    sleep(random::jitter(tries.min(4))).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The connection for one statement. Until its end is told by [`Self::settle`], it cannot be used
    /// again.
    pub(super) fn begin_statement(&mut self) -> &mut DB::Connection {
        self.usable = false;
        self.connection.as_mut().expect("the connection is there until it is dropped")
    }

    /// Takes over how a statement ended.
    pub(super) fn settle<T>(&mut self, ended: Result<T, DatabaseError>) -> Result<T, DatabaseError> {
        self.usable = match &ended {
            Ok(_) => true,
            Err(error) => error.leaves_connection_usable(),
        };
        ended
    }

    /// How long a statement may take. What takes longer is given up together with its connection.
    pub(super) fn statement_limit(&self) -> Duration {
        self.statement_limit
    }

    /// Whether another statement can be run.
    pub(super) fn is_usable(&self) -> bool {
        self.usable
    }

    /// A transaction has begun, or ended.
    pub(super) fn set_in_transaction(&mut self, in_transaction: bool) {
        self.in_transaction = in_transaction;
    }
}

impl<DB: Database> Drop for PooledConnection<DB> {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if !self.usable || self.in_transaction {
            // Dropped without a word to the server, which rolls back when it notices: MySQL after the statement
            // that it runs.
            drop(connection.detach());
            return;
        }
        // What the pool itself would do, but with a limit.
        let returning = connection.return_to_pool();
        tokio::spawn(async move {
            if timeout(RETURN_LIMIT, returning).await.is_err() {
                tracing::warn!("a connection to the database does not answer and is replaced");
            }
        });
    }
}

/// Gives a statement its time.
pub(super) async fn in_time<T>(
    limit: Duration,
    statement: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, DatabaseError> {
    match timeout(limit, statement).await {
        Ok(ended) => Ok(ended?),
        Err(_) => Err(DatabaseError::Silent(limit)),
    }
}

/// Runs one statement on a pooled connection; a macro, because the two engines' queries share no trait for it.
macro_rules! run {
    ($connection:expr, $query:expr, $method:ident) => {{
        let limit = $connection.statement_limit();
        let ended = $crate::store::engine::pooled_connection::in_time(
            limit,
            $query.$method($connection.begin_statement()),
        )
        .await;
        $connection.settle(ended)
    }};
}
pub(super) use run;
