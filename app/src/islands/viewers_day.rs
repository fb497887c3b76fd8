//! The presets for the viewer's own today.

use super::browser::clock;
use super::browser::document::{find, find_all};

/// Rewrites the presets' days and the form's hidden `today` by the browser's clock and time zone. The server
/// rendered the days for each day that it can be somewhere, as lines `2026-12-31=..` of `data-days`; fields that
/// must not change lack that attribute.
pub(super) fn show_todays_presets() {
    let Some(today) = clock::today() else { return };
    let prefix = format!("{today}=");
    for element in find_all("[data-days]") {
        let lines = element.get_attribute("data-days").unwrap_or_default();
        if let Some(days) = lines.split('\n').find_map(|line| line.strip_prefix(&prefix)) {
            element.set_text_content(Some(days));
        }
    }
    if let Some(field) = find("input[data-viewers]") {
        // It fails only for an invalid attribute name.
        let _ = field.set_attribute("value", &today.to_string());
    }
}
