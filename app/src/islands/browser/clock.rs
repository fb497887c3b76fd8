//! The adapter for the browser's clock, time zone and randomness.

use chrono::{NaiveDate, NaiveDateTime};

/// The viewer's today, by the browser's clock and time zone.
pub(in crate::islands) fn today() -> Option<NaiveDate> {
    #[cfg(feature = "hydrate")]
    {
        #[expect(clippy::disallowed_methods, reason = "this is the adapter for the browser's clock")]
        let now = js_sys::Date::new_0();
        let year = i32::try_from(now.get_full_year()).ok()?;
        NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
    }
    #[cfg(not(feature = "hydrate"))]
    None
}

/// Milliseconds since 1970.
pub(in crate::islands) fn now() -> f64 {
    #[cfg(feature = "hydrate")]
    #[expect(clippy::disallowed_methods, reason = "this is the adapter for the browser's clock")]
    return js_sys::Date::now();
    #[cfg(not(feature = "hydrate"))]
    0.0
}

/// Microseconds since 1970.
pub(in crate::islands) fn now_micros() -> u64 {
    #[cfg(feature = "hydrate")]
    #[expect(clippy::cast_possible_truncation, reason = "microseconds since 1970 fit")]
    #[expect(clippy::cast_sign_loss, reason = "1970 is over")]
    return (now() * 1000.0) as u64;
    #[cfg(not(feature = "hydrate"))]
    0
}

/// A random number between half of `max` and `max`.
#[cfg(feature = "hydrate")]
pub(in crate::islands) fn jitter(max: u32) -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "pages that lost their server reconnect at different times"
    )]
    let share = 0.5 + js_sys::Math::random() / 2.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a part of a u32")]
    return (f64::from(max) * share) as u64;
}

/// A random text of 32 hexadecimal digits: an idempotency key that no other comment has.
pub(in crate::islands) fn random_token() -> String {
    #[cfg_attr(not(feature = "hydrate"), expect(unused_mut, reason = "only a browser fills it"))]
    let mut bytes = [0; 16];
    #[cfg(feature = "hydrate")]
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        // It fails only for more than 65,536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.map(|byte| format!("{byte:02x}")).concat()
}

/// The offset of the browser's time zone from UTC at a moment, in minutes.
pub(in crate::islands) fn utc_offset(at: NaiveDateTime) -> i32 {
    #[cfg(feature = "hydrate")]
    {
        #[expect(clippy::cast_precision_loss, reason = "times of meetings are far below 2^53 milliseconds")]
        let millis = at.and_utc().timestamp_millis() as f64;
        #[expect(clippy::cast_possible_truncation, reason = "offsets are within a day")]
        let minutes = js_sys::Date::new(&millis.into()).get_timezone_offset() as i32;
        -minutes
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = at;
        0
    }
}

/// An identifier of this page load that no other page of the browser has: the time at which the page
/// loaded, with a random part.
pub(in crate::islands) fn page_id() -> String {
    #[cfg(feature = "hydrate")]
    {
        thread_local! { static LOADED_AT: u64 = now_micros() + jitter(2_000); }
        LOADED_AT.with(ToString::to_string)
    }
    #[cfg(not(feature = "hydrate"))]
    String::new()
}
