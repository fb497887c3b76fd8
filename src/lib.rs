//! The browser's entry: it starts the islands, nothing else.

/// Does a piece of the start of what lives in the page, and returns whether another is left; the page's script calls it
/// until none is.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn hydrate() -> bool {
    // A panic says where it happened.
    std::panic::set_hook(Box::new(|panic| {
        leptos::leptos_dom::logging::console_error(&panic.to_string());
        app::islands::say_that_it_failed();
    }));
    app::islands::start()
}
