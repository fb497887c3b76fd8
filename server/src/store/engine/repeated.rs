//! SQL with a part that is repeated for each of several values.

use sqlx::sqlite::Sqlite;
use sqlx::{QueryBuilder, SqlStr};

/// The SQL `before`, then `part` so many times with commas between, then `after`. All are constants; values
/// take the place of the question marks. Both engines read it, so the builder is that of either.
pub(in crate::store) fn repeated(
    before: &'static str,
    part: &'static str,
    count: usize,
    after: &'static str,
) -> SqlStr {
    let mut sql = QueryBuilder::<Sqlite>::new(before);
    let mut parts = sql.separated(", ");
    for _ in 0..count {
        parts.push(part);
    }
    sql.push(after);
    sql.into_sql()
}
