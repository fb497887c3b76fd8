//! The language of the page: in the page's context on the server, in an attribute of the document in the browser.

use crate::texts::Language;

/// The language, if the page has one.
pub(super) fn find() -> Option<Language> {
    #[cfg(feature = "hydrate")]
    return super::browser::document::find("[data-texts]")?
        .get_attribute("data-texts")
        .map(Language::from_page);
    #[cfg(not(feature = "hydrate"))]
    leptos::prelude::use_context()
}

/// The lines of the language as the text of an attribute.
#[cfg(feature = "ssr")]
pub(super) fn to_attribute(language: Language) -> String {
    language.lines_for_page()
}

/// Nothing: in the browser the attribute exists already.
#[cfg(not(feature = "ssr"))]
pub(super) fn to_attribute(_: Language) -> &'static str {
    ""
}
