//! The browser's entry: it hydrates the islands, nothing else.

// The islands are found through their exports; this keeps them in the package.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    use app as _;
    // A panic says where it happened.
    std::panic::set_hook(Box::new(|panic| leptos::leptos_dom::logging::console_error(&panic.to_string())));
    leptos::mount::hydrate_islands();
}
