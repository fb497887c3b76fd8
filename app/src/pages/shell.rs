//! The HTML document around every page, and the documents for special responses.

use std::sync::Arc;

use leptos::attr::custom::CustomAttribute;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use super::Message;
use super::app::{App, Frame};
use super::ask_for_cookie::AskForCookie;
use crate::api::{Theme, Visit};
use crate::texts::{Language, PageTexts};

/// The paths of the files for browsers that pages refer to.
#[derive(Debug, Clone)]
pub struct Assets {
    script: Arc<str>,
    wasm: Arc<str>,
    style: Arc<str>,
}

impl Assets {
    /// The script and the wasm are `/pkg/{output_name}.js` and `/pkg/{output_name}_bg.wasm`, the styles
    /// `/pkg/{style}`.
    #[must_use]
    pub fn new(output_name: &str, style: &str) -> Self {
        Self {
            script: format!("/pkg/{output_name}.js").into(),
            wasm: format!("/pkg/{output_name}_bg.wasm").into(),
            style: format!("/pkg/{style}").into(),
        }
    }

    /// The script that starts what lives in the page. If that fails, the page stays as the server rendered it,
    /// and a sentence says so.
    fn start(&self) -> String {
        let Self { script, wasm, .. } = self;
        format!(
            "const d=document.documentElement;navigator.cookieEnabled||d.setAttribute('data-no-cookies','');import('{script}').then(m=>m.default({{module_or_path:'{wasm}'}}).then(async()=>{{while(m.hydrate())await new Promise(r=>setTimeout(r))}})).catch(e=>{{\
             d.setAttribute('data-failed','');console.error(e)}})"
        )
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
    let texts = page_texts();
    document(move || view! { <Frame><Message title=texts.too_large() hint=texts.too_large_hint()/></Frame> })
}

/// The document for a form whose body did not arrive in time.
#[must_use]
pub fn too_slow() -> impl IntoView {
    let texts = page_texts();
    document(move || view! { <Frame><Message title=texts.too_slow() hint=texts.too_slow_hint()/></Frame> })
}

/// The texts in the visitor's language.
fn page_texts() -> PageTexts {
    use_context::<Visit>().map_or_else(Language::default, |visit| visit.language).pages()
}

/// The document for a client that exceeded the rate limit.
#[must_use]
pub fn rate_limited() -> impl IntoView {
    let texts = page_texts();
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
    let visit = use_context::<Visit>();
    let language = visit.as_ref().map_or_else(Language::default, |visit| visit.language);
    let theme = visit.as_ref().map(|visit| visit.theme).unwrap_or_default();
    let at = visit.map(|visit| visit.meetings.now().and_utc().timestamp());
    let theme_colours = [(Theme::Light, "#f6f5f1"), (Theme::Dark, "#131417")].map(|(shown, colour)| {
        let media = (theme == Theme::System).then(|| format!("(prefers-color-scheme: {})", shown.name()));
        let element = leptos::html::meta().name("theme-color").content(colour).attr("media", media);
        (theme == Theme::System || theme == shown).then_some(element)
    });
    let assets = use_context::<Assets>();
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction() data-theme=Some(theme.name()).filter(|name| !name.is_empty()) data-at=at>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                // Names and numbers are not telephone numbers, dates or addresses to link to.
                <meta name="format-detection" content="telephone=no,date=no,address=no,email=no"/>
                {theme_colours.into_iter().collect_view()}
                <meta name="description" content=language.pages().description()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/app.webmanifest"/>
                {assets.map(|assets| view! {
                    // Where this script is not run, nothing is kept free for what lives in the page.
                    <script nonce=use_nonce()>"document.documentElement.setAttribute('data-starting','')"</script>
                    <link rel="stylesheet" href=assets.style.to_string()/>
                    <link rel="modulepreload" href=assets.script.to_string()/>
                    <link
                        rel="preload"
                        href=assets.wasm.to_string()
                        r#as="fetch"
                        r#type="application/wasm"
                        crossorigin="anonymous"
                    />
                    <script type="module" nonce=use_nonce() inner_html=assets.start()></script>
                })}
                <MetaTags/>
            </head>
            <body>
                {page()}
            </body>
        </html>
    }
}
