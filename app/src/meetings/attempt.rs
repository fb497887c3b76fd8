//! A page's attempt to send something, and those that it gave up before.
//!
//! A page gives a request up that is not answered in time, and sends what is to be done anew, perhaps with
//! what was done since. The request that it gave up may still be on its way: carried out later, it would
//! undo the newer one. So each request has a number that grows, and one that follows others that were given
//! up says so: what its page sent before is not carried out any more, nor what other pages sent until it took
//! over what they kept.

use std::collections::BTreeMap;

use super::IdempotencyKey;
use crate::domain::{ParticipantId, UrlCode};

/// The most pages whose attempts one request gives up: the tabs that were closed while they sent.
const MOST_PAGES: usize = 16;

/// One attempt of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What names the page, for one participant.
    pub page: [u8; 32],
    /// Which attempt it is: the browser's clock, so that pages of one browser are in order too.
    pub number: u64,
    /// Pages whose attempts were given up, and the number before which.
    pub given_up: Vec<([u8; 32], u64)>,
}

impl Attempt {
    /// Reads the name of an attempt, a page's and a number with a hyphen between them, and those that were
    /// given up, with spaces between them: names of the first attempts that were not, or of a page whose
    /// attempts before this one were. None where it is no such name.
    #[must_use]
    pub fn parse(name: &str, given_up: &str, url_code: &UrlCode, participant: ParticipantId) -> Option<Self> {
        let hash =
            |page: &str| IdempotencyKey::digest(&[url_code.as_str(), &participant.0.to_string(), page]);
        let read = |name: &str| {
            let (page, number) = name.split_once('-')?;
            Some((hash(page), number.parse().ok()?))
        };
        let (page, number) = read(name)?;
        let names = given_up.split(' ').filter(|name| !name.is_empty()).take(MOST_PAGES);
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
        assert_eq!(parse("200-1", &many).unwrap().given_up.len(), MOST_PAGES);
        assert_eq!(parse("200-1", &"9 ".repeat(9)).unwrap().given_up.len(), 1);
    }
}
