//! What every form of a meeting's page sends along.

use leptos::prelude::*;

use crate::viewer::Viewer;

/// The meeting and the seat that the page is seen from.
#[component]
pub fn MeetingFields(viewer: StoredValue<Viewer>) -> impl IntoView {
    let (url_code, seat) = viewer.with_value(|viewer| (viewer.url_code.clone(), viewer.seat.clone()));
    let seat = (!seat.is_empty()).then(|| view! { <input type="hidden" name="seat" value=seat/> });
    view! {
        <input type="hidden" name="url_code" value=url_code/>
        {seat}
    }
}
