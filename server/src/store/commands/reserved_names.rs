//! Names that are reserved in a meeting for people of an earlier one. Whoever joins by one takes it.

use app::domain::{NameKey, ParticipantName, UrlCode};

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Tx, Value, repeated};

/// Reserves names, which are different by their keys.
pub(super) async fn insert(
    tx: &mut Tx,
    url_code: &UrlCode,
    names: &[ParticipantName],
) -> Result<(), DatabaseError> {
    if names.is_empty() {
        return Ok(());
    }
    let insert = "INSERT INTO reserved_names (meeting_id, number, name_key, name) VALUES ";
    let sql = repeated(insert, "(?, ?, ?, ?)", names.len(), "");
    let keys: Vec<_> = names.iter().map(NameKey::of).collect();
    let rows = (1..).zip(&keys).zip(names);
    let values = rows.flat_map(|((number, key), name)| {
        let code = Value::Text(url_code.as_str());
        [code, Value::Int(number), Value::Bytes(key.as_bytes()), Value::Text(name.as_str())]
    });
    tx.execute(sql, &values.collect::<Vec<_>>()).await.map(drop)
}

/// Takes a name, so that it is not reserved any more. Returns whether it was.
pub(super) async fn take(
    tx: &mut Tx,
    url_code: &UrlCode,
    name: &ParticipantName,
) -> Result<bool, DatabaseError> {
    let sql = "DELETE FROM reserved_names WHERE meeting_id = ? AND name_key = ?";
    let key = NameKey::of(name);
    let values = [Value::Text(url_code.as_str()), Value::Bytes(key.as_bytes())];
    Ok(tx.execute(sql, &values).await? > 0)
}
