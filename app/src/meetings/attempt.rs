//! Numbered attempts of a page to send marks, so that an abandoned request cannot undo a newer one.
//!
//! A page gives up a request that is not answered in time and sends the pending marks again, possibly with
//! newer ones. The abandoned request may still be on its way; if it were carried out later, it would undo the
//! newer one. So each request has an increasing number, and a request that follows abandoned ones lists them:
//! earlier attempts of its page are no longer carried out, and neither are those of other pages whose stored
//! outbox it took over.

use std::collections::BTreeMap;

use super::IdempotencyKey;
use crate::domain::{ParticipantId, UrlCode};

/// The maximum number of pages whose attempts one request can give up: tabs closed while they were sending.
const MAX_PAGES: usize = 16;

/// One attempt of a page to send marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// A hash that identifies the page, for one meeting and participant.
    pub page: [u8; 32],
    /// The number of the attempt: the browser's clock, so that attempts of all pages of one browser are
    /// ordered.
    pub number: u64,
    /// The pages whose earlier attempts were given up, each with the first number that was not given up.
    pub given_up: Vec<([u8; 32], u64)>,
}

impl Attempt {
    /// Parses an attempt `{page}-{number}` and the list of given-up attempts, separated by spaces. An item
    /// `{page}-{number}` gives up that page's attempts before `number`; an item `{page}` gives up that page's
    /// attempts before this one. `None` if `name` does not have this form.
    #[must_use]
    pub fn parse(name: &str, given_up: &str, url_code: &UrlCode, participant: ParticipantId) -> Option<Self> {
        let hash =
            |page: &str| IdempotencyKey::digest(&[url_code.as_str(), &participant.0.to_string(), page]);
        let read = |name: &str| {
            let (page, number) = name.split_once('-')?;
            Some((hash(page), number.parse().ok()?))
        };
        let (page, number) = read(name)?;
        let names = given_up.split(' ').filter(|name| !name.is_empty()).take(MAX_PAGES);
        let given_up: BTreeMap<_, _> =
            names.map(|name| read(name).unwrap_or_else(|| (hash(name), number))).collect();
        Some(Self { page, number, given_up: given_up.into_iter().collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(name: &str, given_up: &str) -> Option<Attempt> {
        Attempt::parse(name, given_up, &UrlCode::parse("abc").unwrap(), ParticipantId(7))
    }

    #[test]
    fn pages_are_named_the_same_whether_they_send_or_are_given_up() {
        let attempt = parse("200-3", "200  100-2").unwrap();
        for given_up in [(parse("100-1", "").unwrap().page, 2), (attempt.page, 3)] {
            assert!(attempt.given_up.contains(&given_up));
        }
        assert_eq!((attempt.number, attempt.given_up.len()), (3, 2));
    }

    #[test]
    fn what_is_no_name_is_no_attempt() {
        for text in ["", "200", "200-", "200-x", "200--1"] {
            assert_eq!(parse(text, ""), None, "{text}");
        }
        let many = (0..99).map(|page: u8| page.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(parse("200-1", &many).unwrap().given_up.len(), MAX_PAGES);
        assert_eq!(parse("200-1", &"9 ".repeat(9)).unwrap().given_up.len(), 1);
    }
}
