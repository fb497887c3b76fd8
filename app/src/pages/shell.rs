//! The HTML document around every page, and the documents for special responses.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use super::Message;
use super::app::{App, Frame};
use super::ask_for_cookie::AskForCookie;
use crate::api::Visit;
use crate::texts::Language;

/// The files for browsers that pages refer to.
#[derive(Debug, Clone)]
pub struct Assets {
    options: LeptosOptions,
    style: Arc<str>,
}

impl Assets {
    /// The script and the wasm are `/pkg/{output_name}.js` and `/pkg/{output_name}_bg.wasm`, the styles
    /// `/pkg/{style}`.
    #[must_use]
    pub fn new(output_name: String, style: &str) -> Self {
        let options = LeptosOptions::builder().output_name(output_name).site_pkg_dir("pkg").build();
        Self { options, style: format!("/pkg/{style}").into() }
    }
}

/// The document of the requested page.
#[must_use]
pub fn shell() -> impl IntoView {
    document(|| view! { <App/> })
}

/// The document for a form whose body is too large.
#[must_use]
pub fn too_large() -> impl IntoView {
    let texts = use_context::<Visit>().map_or_else(Language::default, |visit| visit.language).pages();
    document(move || view! { <Frame><Message title=texts.too_large() hint=texts.too_large_hint()/></Frame> })
}

/// The document for a client that exceeded the rate limit.
#[must_use]
pub fn rate_limited() -> impl IntoView {
    let texts = use_context::<Visit>().map_or_else(Language::default, |visit| visit.language).pages();
    document(
        move || view! { <Frame><Message title=texts.rate_limited() hint=texts.rate_limited_hint()/></Frame> },
    )
}

/// The document for a form that was sent without the device cookie. Its response sets the cookie, so the next
/// submission has it unless the browser keeps no cookies.
#[must_use]
pub fn ask_for_cookie(address: String, fields: Arc<[(String, String)]>) -> impl IntoView {
    document(move || view! { <Frame><AskForCookie address fields/></Frame> })
}

fn document<V: IntoView>(page: impl FnOnce() -> V) -> impl IntoView {
    provide_meta_context();
    let language = use_context::<Visit>().map_or_else(Language::default, |visit| visit.language);
    let assets = use_context::<Assets>();
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f6f5f1" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#131417" media="(prefers-color-scheme: dark)"/>
                <meta name="description" content=language.pages().description()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {assets.map(|Assets { options, style }| view! {
                    <link rel="stylesheet" href=style/>
                    <HydrationScripts options islands=true/>
                })}
                <MetaTags/>
            </head>
            <body>
                {page()}
            </body>
        </html>
    }
}
