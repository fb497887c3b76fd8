//! The endpoint that creates a device, for programs.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::responses::responses;
use crate::random;

/// A new device.
#[derive(Serialize, ToSchema)]
#[schema(as = Device)]
pub(super) struct DeviceBody {
    /// Its secret, which is shown only here: send it as `Authorization: Bearer`.
    #[schema(example = "q2ZXo0nUuJ6mVb1kYy7cK5wq3xR8sT4dE9fG0hA1iB2", min_length = 43, max_length = 43)]
    device: String,
}

responses!(Create: MalformedDevice);

/// Create a device
///
/// What a device creates is its own: others with the link can read it, but not change it. Nothing is stored
/// until the device changes something.
#[utoipa::path(post, path = "/devices", tag = "devices", operation_id = "create_device",
    responses((status = 200, body = DeviceBody, description = "The device"), Create))]
pub(super) async fn create(_: Caller) -> Json<DeviceBody> {
    Json(DeviceBody { device: random::device().secret() })
}
