//! What a device keeps for itself: meetings that it does not list, and that it is forgotten.

use app::meetings::{DeviceHash, LockedMeeting, Refusal, RequestContext};
use async_trait::async_trait;
use tokio::time::Instant;

use crate::store::database_error::DatabaseError;
use crate::store::engine::{Pool, Tx, Value};
use crate::store::meeting_transaction::{Change, ChangeOutcome};
use crate::store::retry::{CHANGE_TIMEOUT, retry_on_conflict, run_to_completion};
use crate::store::rows::CountRow;

pub(in crate::store) struct HideMeeting {
    pub(in crate::store) context: RequestContext,
    pub(in crate::store) hidden: bool,
}

#[async_trait]
impl Change for HideMeeting {
    type Answer = ();

    async fn apply(&self, tx: &mut Tx, meeting: &LockedMeeting) -> Result<ChangeOutcome<()>, DatabaseError> {
        let device = self.context.device.ok_or(Refusal::NoDevice)?;
        let (device, code) = (Value::Bytes(device.as_bytes()), Value::Text(meeting.url_code.as_str()));
        let sql = "SELECT COUNT(*) AS count FROM participant_devices o \
            JOIN participants p ON p.id = o.participant_id WHERE o.device_hash = ? AND p.meeting_id = ?";
        let people: Option<CountRow> = tx.row(sql, &[device, code]).await?;
        // Other meetings are not in the device's list.
        if !meeting.access.own && people.is_none_or(|row| row.count == 0) {
            return Ok(ChangeOutcome::Unchanged(()));
        }
        let sql = "DELETE FROM hidden_meetings WHERE device_hash = ? AND meeting_id = ?";
        tx.execute(sql, &[device, code]).await?;
        if self.hidden {
            let sql = "INSERT INTO hidden_meetings (device_hash, meeting_id) VALUES (?, ?)";
            tx.execute(sql, &[device, code]).await?;
        }
        Ok(ChangeOutcome::OnlyNoted(()))
    }
}

/// Takes everything from a device that it owns or keeps. What it wrote stays in its meetings, and so does by which
/// link it came: revoking that still revokes the links that the device made.
pub(in crate::store) async fn forget(pool: &Pool, device: &DeviceHash) -> Result<(), DatabaseError> {
    let began = Instant::now();
    let write_permit = pool.write_permit(began + CHANGE_TIMEOUT).await?;
    let (pool, device) = (pool.clone(), *device);
    run_to_completion(began, async move {
        let left = CHANGE_TIMEOUT.saturating_sub(began.elapsed());
        let done = retry_on_conflict(left, |deadline| forget_once(&pool, &device, deadline)).await;
        drop(write_permit);
        done
    })
    .await
}

async fn forget_once(pool: &Pool, device: &DeviceHash, deadline: Instant) -> Result<(), DatabaseError> {
    let mut tx = pool.begin(deadline).await?;
    let deleted = delete_rows(&mut tx, device).await;
    tx.end(deleted).await
}

async fn delete_rows(tx: &mut Tx, device: &DeviceHash) -> Result<(), DatabaseError> {
    for sql in [
        "DELETE FROM meeting_devices WHERE device_hash = ?",
        "DELETE FROM participant_devices WHERE device_hash = ?",
        "DELETE FROM hidden_meetings WHERE device_hash = ?",
        "DELETE FROM idempotency_keys WHERE scope = ?",
    ] {
        tx.execute(sql, &[Value::Bytes(device.as_bytes())]).await?;
    }
    Ok(())
}
