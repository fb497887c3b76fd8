//! Values of attributes that change. They are closures of one type for all elements: each closure of a type of its
//! own would be compiled into the visitor's download again, with everything that makes it reactive.

/// A text that changes.
pub type Text = Box<dyn Fn() -> String + Send + Sync>;

/// Whether something is so.
pub type Flag = Box<dyn Fn() -> bool + Send + Sync>;

/// A text that changes.
pub fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Text {
    Box::new(text)
}

/// Whether something is so.
pub fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Flag {
    Box::new(flag)
}
