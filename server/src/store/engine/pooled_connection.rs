//! A connection borrowed from a pool, which is returned only if it can be used again.
//!
//! A future that is dropped within a statement leaves a connection of sqlx 0.9 out of step with its server:
//! if it is cancelled while a statement is prepared, MySQL's driver afterwards waits without limit for a
//! response that was already read, and the pool never gets the connection back. So a connection is returned
//! only between statements and outside of transactions. Otherwise it is closed at once, and the pool opens
//! another one.

use std::time::Duration;

use deadpool::managed::Object;
use sqlx::Database;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::connection_pool::{ConnectionPool, Connector};
use crate::random;
use crate::store::database_error::{self, DatabaseError};

/// A connection borrowed from a pool.
pub(super) struct PooledConnection<DB: Database> {
    /// None only while it is being dropped.
    connection: Option<Object<Connector<DB>>>,
    /// No statement is running, and the last one left the connection in order.
    usable: bool,
    /// A transaction has begun and not ended.
    in_transaction: bool,
    statement_limit: Duration,
}

impl<DB: Database> PooledConnection<DB> {
    /// Waits for a connection until `deadline`, also if the server has no room for another one.
    pub(super) async fn take(
        pool: &ConnectionPool<DB>,
        deadline: Instant,
        statement_limit: Duration,
    ) -> Result<Self, DatabaseError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match timeout_at(deadline, pool.take()).await.map_err(|_| DatabaseError::DeadlineExceeded)? {
                Ok(connection) => {
                    let connection = Some(connection);
                    return Ok(Self { connection, usable: true, in_transaction: false, statement_limit });
                }
                Err(error) if database_error::has_no_room(&error) && Instant::now() < deadline => {
                    // A short pause: a connection may be free again at any moment.
                    sleep(random::jitter(tries.min(4))).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Whether it was used before, so that it may have died since.
    pub(super) fn was_kept(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| Object::metrics(connection).recycle_count > 0)
    }

    /// The connection for one statement. It cannot be used again until [`Self::finish_statement`] gets the result.
    pub(super) fn begin_statement(&mut self) -> &mut DB::Connection {
        self.usable = false;
        self.connection.as_mut().expect("the connection is there until it is dropped")
    }

    /// Takes the result of a statement, which decides whether the connection can be used again.
    pub(super) fn finish_statement<T>(
        &mut self,
        ended: Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        self.usable = match &ended {
            Ok(_) => true,
            Err(error) => error.leaves_connection_usable(),
        };
        ended
    }

    /// Time limit for a statement. One that takes longer is abandoned together with its connection.
    pub(super) fn statement_limit(&self) -> Duration {
        self.statement_limit
    }

    /// Whether another statement can be run.
    pub(super) fn is_usable(&self) -> bool {
        self.usable
    }

    /// Records that a transaction has begun or ended.
    pub(super) fn set_in_transaction(&mut self, in_transaction: bool) {
        self.in_transaction = in_transaction;
    }
}

impl<DB: Database> Drop for PooledConnection<DB> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if !self.usable || self.in_transaction {
            // Closed without notifying the server, which rolls back when it notices: MySQL after the
            // statement that it is running.
            drop(Object::take(connection));
        }
    }
}

/// Runs a statement with a time limit.
pub(super) async fn with_time_limit<T>(
    limit: Duration,
    statement: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, DatabaseError> {
    match timeout(limit, statement).await {
        Ok(ended) => Ok(ended?),
        Err(_) => Err(DatabaseError::StatementTimeout(limit)),
    }
}

/// Runs one statement on a pooled connection; a macro, because the two engines' queries share no trait for
/// it.
macro_rules! run {
    ($connection:expr, $query:expr, $method:ident) => {{
        let limit = $connection.statement_limit();
        let ended = $crate::store::engine::pooled_connection::with_time_limit(
            limit,
            $query.$method($connection.begin_statement()),
        )
        .await;
        $connection.finish_statement(ended)
    }};
}
pub(super) use run;
