//! The browser's entry: it hydrates the islands, nothing else.

// The islands are found through their exports; this keeps them in the package.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    use app as _;
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
