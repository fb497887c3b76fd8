//! A page's attempt to send something, and those that it gave up before.
//!
//! A page gives a request up that is not answered in time, and sends what is to be done anew, perhaps with
//! what was done since. The request that it gave up may still be on its way: carried out later, it would
//! undo the newer one. So each request has a number, and one that follows others that were given up names
//! them: they are not carried out any more.

use super::Once;
use crate::domain::{ParticipantId, UrlCode};

/// The most pages whose attempts one request gives up: the tabs that were closed while they sent.
const MOST_PAGES: usize = 16;

/// One attempt of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What names the page, for one participant.
    pub page: [u8; 32],
    /// Which of the page's attempts it is.
    pub number: u32,
    /// Attempts that were given up: pages, and the number below which theirs are.
    pub given_up: Vec<([u8; 32], u32)>,
}

impl Attempt {
    /// Reads the name of an attempt, a page's and a number with a hyphen between them, and the names of
    /// pages with attempts that were given up, with spaces between them: of the page itself those before
    /// this one, of other pages all. None where it is no such name.
    #[must_use]
    pub fn parse(name: &str, given_up: &str, url_code: &UrlCode, participant: ParticipantId) -> Option<Self> {
        let (page, number) = name.split_once('-')?;
        let number = number.parse().ok()?;
        let hash = |page: &str| Once::digest(&[url_code.as_str(), &participant.0.to_string(), page]);
        let below = |other: &str| if other == page { number } else { u32::MAX };
        let given_up = given_up.split(' ').filter(|other| !other.is_empty()).take(MOST_PAGES);
        let given_up = given_up.map(|other| (hash(other), below(other))).collect();
        Some(Self { page: hash(page), number, given_up })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(name: &str, given_up: &str) -> Option<Attempt> {
        Attempt::parse(name, given_up, &UrlCode::parse("abc").unwrap(), ParticipantId(7))
    }

    #[test]
    fn a_page_gives_up_its_own_earlier_attempts_and_all_of_pages_before_it() {
        let attempt = parse("200-3", "100 200").unwrap();
        let [before, own] = attempt.given_up[..] else { panic!("two pages") };
        assert_eq!((own, before.1), ((attempt.page, 3), u32::MAX));
        assert_eq!(before.0, parse("100-1", "").unwrap().page);
    }

    #[test]
    fn what_is_no_name_is_no_attempt() {
        for text in ["", "200", "200-", "200-x", "200--1"] {
            assert_eq!(parse(text, ""), None, "{text}");
        }
        assert_eq!(parse("200-1", &"9 ".repeat(99)).unwrap().given_up.len(), MOST_PAGES);
    }
}
