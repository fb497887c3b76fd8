//! The link to a meeting as a QR code.

use axum::response::Response;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::ExportRequest;

/// The width and height of the picture, in pixels; it can be enlarged without loss.
const SIZE: u32 = 512;

pub(super) async fn serve(request: ExportRequest) -> Response {
    request.respond("svg", "image/svg+xml", || picture(&request.link))
}

/// The picture of a text as an element of a page; empty if the text is too long.
pub(in crate::web) fn element(text: &str) -> String {
    let picture = picture(text).unwrap_or_default();
    // The declaration of a document has no place in another one.
    picture.find("<svg").map_or_else(String::new, |start| picture[start..].to_owned())
}

/// The picture of a text, dark on white as readers expect it; `None` if the text is too long.
fn picture(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let mut renderer = code.render::<svg::Color<'_>>();
    Some(renderer.min_dimensions(SIZE, SIZE).build())
}
