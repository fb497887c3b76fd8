//! A page's attempt to send something, and those that it gave up before.
//!
//! A page gives a request up that is not answered in time, and sends what is to be done anew, perhaps with
//! what was done since. The request that it gave up may still be on its way: carried out later, it would
//! undo the newer one. So each request has a number that grows, and one that follows others that were given
//! up names their pages: what these sent before is not carried out any more.

use std::collections::BTreeSet;

use super::Once;
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
    /// Pages whose attempts before this one were given up.
    pub given_up: Vec<[u8; 32]>,
}

impl Attempt {
    /// Reads the name of an attempt, a page's and a number with a hyphen between them, and the names of
    /// pages with spaces between them. None where it is no such name.
    #[must_use]
    pub fn parse(name: &str, given_up: &str, url_code: &UrlCode, participant: ParticipantId) -> Option<Self> {
        let (page, number) = name.split_once('-')?;
        let hash = |page: &str| Once::digest(&[url_code.as_str(), &participant.0.to_string(), page]);
        let given_up = given_up.split(' ').filter(|page| !page.is_empty()).take(MOST_PAGES).map(hash);
        let given_up = given_up.collect::<BTreeSet<_>>().into_iter().collect();
        Some(Self { page: hash(page), number: number.parse().ok()?, given_up })
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
        let attempt = parse("200-3", " 100 200").unwrap();
        for page in [parse("100-1", "").unwrap().page, attempt.page] {
            assert!(attempt.given_up.contains(&page));
        }
        assert_eq!((attempt.number, attempt.given_up.len()), (3, 2));
    }

    #[test]
    fn what_is_no_name_is_no_attempt() {
        for text in ["", "200", "200-", "200-x", "200--1"] {
            assert_eq!(parse(text, ""), None, "{text}");
        }
        let many: String = (0..99).map(|page| format!("{page} ")).collect();
        assert_eq!(parse("200-1", &many).unwrap().given_up.len(), MOST_PAGES);
        assert_eq!(parse("200-1", &"9 ".repeat(9)).unwrap().given_up.len(), 1);
    }
}
