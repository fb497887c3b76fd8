//! The adapter for the browser: its clock, its document. On the server nothing of it is called.

use std::cell::Cell;

use chrono::NaiveDateTime;
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent};

#[cfg(feature = "hydrate")]
use crate::{domain::Preset, texts::Language};

/// Writes the presets' days, and today into the form, by the browser's clock and zone, where they are
/// to be the viewer's.
pub(super) fn show_today() {
    #[cfg(feature = "hydrate")]
    if let Some(today) = today() {
        let language = document().document_element().and_then(|root| root.get_attribute("lang"));
        let language = language.and_then(|tag| Language::tagged(&tag)).unwrap_or(Language::English);
        for preset in Preset::ALL {
            let (first, last) = preset.days(today);
            if let Some(days) = find(&format!("[data-preset='{}']", preset.name())) {
                days.set_text_content(Some(&language.span(first, last)));
            }
        }
        if let Some(field) = find("input[data-viewers]") {
            // It fails only for a name that is no attribute's.
            let _ = field.set_attribute("value", &today.to_string());
        }
    }
}

/// The viewer's today.
#[cfg(feature = "hydrate")]
fn today() -> Option<chrono::NaiveDate> {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter for the browser's clock")]
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).ok()?;
    chrono::NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
}

/// Milliseconds since 1970.
#[cfg(feature = "hydrate")]
#[expect(clippy::disallowed_methods, reason = "this is the adapter for the browser's clock")]
pub(super) fn now() -> f64 {
    js_sys::Date::now()
}

/// A number from half of `most` up to it that nobody can foretell.
#[cfg(feature = "hydrate")]
pub(super) fn up_to(most: u32) -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "pages that lost their server come back at different times"
    )]
    let random = 0.5 + js_sys::Math::random() / 2.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a part of a u32")]
    return (f64::from(most) * random) as u64;
}

/// How far the browser's zone is from UTC at a moment, in minutes.
pub(super) fn zone(at: NaiveDateTime) -> i32 {
    #[cfg(feature = "hydrate")]
    return minutes_from_utc(at);
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = at;
        0
    }
}

#[cfg(feature = "hydrate")]
fn minutes_from_utc(at: NaiveDateTime) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "times of meetings are far below 2^53 milliseconds")]
    let millis = at.and_utc().timestamp_millis() as f64;
    #[expect(clippy::cast_possible_truncation, reason = "zones are within a day of UTC")]
    let minutes = js_sys::Date::new(&millis.into()).get_timezone_offset() as i32;
    -minutes
}

/// The address of a socket on the page's host.
#[cfg(feature = "hydrate")]
pub(super) fn socket_address(path: &str) -> String {
    let location = window().location();
    let scheme = if location.protocol().as_deref() == Ok("https:") { "wss" } else { "ws" };
    format!("{scheme}://{}{path}", location.host().unwrap_or_default())
}

/// What the page gives to its island.
#[cfg(feature = "hydrate")]
pub(super) fn props() -> Option<Vec<u8>> {
    let text = find("[data-props]")?.get_attribute("data-props")?;
    // A character for each byte.
    let bytes = window().atob(&text).ok()?;
    bytes.chars().map(|byte| u8::try_from(u32::from(byte)).ok()).collect()
}

/// The browser's clock, in microseconds since 1970.
pub(super) fn clock() -> u64 {
    #[cfg(feature = "hydrate")]
    #[expect(clippy::cast_possible_truncation, reason = "microseconds since 1970 fit")]
    #[expect(clippy::cast_sign_loss, reason = "1970 is over")]
    return (now() * 1000.0) as u64;
    #[cfg(not(feature = "hydrate"))]
    0
}

/// A name for the page that no other has: when it began, and three digits by chance.
pub(super) fn page_began() -> String {
    #[cfg(feature = "hydrate")]
    {
        thread_local! { static BEGAN: u64 = clock() + up_to(2_000); }
        BEGAN.with(ToString::to_string)
    }
    #[cfg(not(feature = "hydrate"))]
    String::new()
}

/// Keeps a text in the browser under a key, or forgets it where it is empty. Gives whether it did: a
/// browser may keep nothing, or have no room.
pub(super) fn write_kept(key: &str, text: &str) -> bool {
    let Ok(Some(storage)) = window().local_storage() else { return false };
    let written = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    written.is_ok()
}

/// Whether a key asks to undo, and not in a text, which has an undo of its own.
pub(super) fn is_undo(event: &Event) -> bool {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return false };
    // By its place where the layout has no Latin letters.
    let letter = key.key();
    let is_z = letter.eq_ignore_ascii_case("z") || !letter.is_ascii() && key.code() == "KeyZ";
    let is_key = (key.ctrl_key() || key.meta_key()) && !key.shift_key() && is_z;
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_text =
        |target: Element| target.closest("textarea, input.field").is_ok_and(|field| field.is_some());
    is_key && !target.is_some_and(is_text)
}

/// The texts that are kept under keys that begin so, with their keys.
pub(super) fn kept(prefix: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
    let keys: Vec<_> = keys.filter(|key| key.starts_with(prefix)).collect();
    keys.into_iter().filter_map(|key| storage.get_item(&key).ok()?.map(|text| (key, text))).collect()
}

thread_local! {
    /// Whether the page is being left: a form was sent, a link followed.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// Hears an event of the window for as long as the page is there. One function for all kinds of them,
/// because each kind would be code that a visitor downloads.
pub(super) fn on_window(name: &str, apply_update: impl FnMut(Event) + 'static) {
    let apply_update = Closure::wrap(Box::new(apply_update) as Box<dyn FnMut(Event)>);
    // It fails only for a name that is none.
    let _ = window().add_event_listener_with_callback(name, apply_update.as_ref().unchecked_ref());
    apply_update.forget();
}

/// Notices from now on when the page is left.
pub(super) fn notice_leaving() {
    on_window("beforeunload", |_| LEAVING.set(true));
    // It came back, by Back or because somebody stayed.
    on_window("focus", |_| LEAVING.set(false));
}

/// Loads a page in place of this one; not where it is being left, which would take the form that was
/// sent back.
pub(super) fn show(address: &str) {
    if !LEAVING.get() {
        // It fails only where scripts may not lead anywhere.
        let _ = window().location().replace(address);
    }
}

/// Takes a part of the page over from the page at an address as the server writes it now, if nobody is
/// in it.
pub(super) fn renew(selector: &'static str, address: String) {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(async move {
        use leptos::web_sys::{DomParser, Response, SupportedType};
        use wasm_bindgen_futures::JsFuture;

        let fresh = async {
            let answer: Response =
                JsFuture::from(window().fetch_with_str(&address)).await.ok()?.unchecked_into();
            let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
            let page = DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()?;
            page.query_selector(selector).ok()?
        };
        if let (Some(fresh), Some(part)) = (fresh.await, find(selector))
            && !document().active_element().is_some_and(|focused| part.contains(Some(&focused)))
            && !super::forms::is_typed_in(selector)
        {
            part.set_inner_html(&fresh.inner_html());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (selector, address);
}

/// Writes a text into a part of the page that the server wrote, where it is another.
pub(super) fn write(selector: &str, text: &str) {
    if let Some(part) = find(selector)
        && part.text_content().as_deref() != Some(text)
    {
        part.set_text_content(Some(text));
    }
}

/// Says on the document that it is alive, for tests and styles.
pub(super) fn say_hydrated() {
    if let Some(root) = document().document_element() {
        // It fails only for a name that is no attribute's.
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// The place of the day that an event happened on.
pub(super) fn place_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-place]").ok()??.get_attribute("data-place")?.parse().ok()
}

/// Moves the focus to the day at a place.
pub(super) fn focus(place: usize) {
    if let Some(day) =
        find(&format!("[data-place='{place}']")).and_then(|day| day.dyn_into::<HtmlElement>().ok())
    {
        // It fails only where the element cannot have the focus, which a day can.
        let _ = day.focus();
    }
}

/// The first element that a selector names.
pub(super) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}
