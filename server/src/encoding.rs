//! Content negotiation for what is compressed already.

use axum::http::{HeaderMap, header};

/// Whether the client accepts a content coding (RFC 9110, section 12.5.3).
pub(crate) fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING);
    let weight = |name: &str| {
        let values = values.iter().filter_map(|value| value.to_str().ok());
        let mut items = values.flat_map(|value| value.split(','));
        items.find_map(|item| {
            let (item, parameters) = item.split_once(';').unwrap_or((item, "q=1"));
            let weight = parameters.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
            item.trim().eq_ignore_ascii_case(name).then_some(weight.unwrap_or(0.0))
        })
    };
    weight(coding).or_else(|| weight("*")).is_some_and(|weight| weight > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(value: &str) -> [bool; 2] {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
        ["br", "gzip"].map(|coding| accepts(&headers, coding))
    }

    #[test]
    fn a_coding_is_accepted_if_it_is_named_with_a_weight_above_zero() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), [true, true]);
        assert_eq!(accepted("GZIP;q=0.5"), [false, true]);
        assert_eq!(accepted("br;q=0, *"), [false, true]);
        assert_eq!(accepted("identity"), [false, false]);
        assert_eq!(accepted("gzip;q=much"), [false, false]);
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
