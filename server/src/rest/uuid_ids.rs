//! The prefix `/v1/edgedb`: the same routes, with UUIDs in the place of the numbers of participants and of
//! participant dates, as clients of the Python service on `EdgeDB` know them.
//!
//! A UUID is another way to write a number, in the custom version 8 of RFC 9562: 48 bits that spell `meetif`,
//! the version, 12 bits for the kind of thing, the variant, and the number in 62 bits. So a participant's
//! UUID is never taken for a date's. Any other UUID is the id of nothing.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::problem::{FieldError, FieldErrorKind, Problem};

/// The first 48 bits of every id: `meetif`.
const ID_PREFIX: u128 = 0x6d65_6574_6966;

/// What an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IdKind {
    Participant = 1,
    ParticipantDate = 2,
}

/// The id of nothing: no row has a negative number.
const NO_ID: i64 = -1;

/// Translates the ids of a request into numbers, and those of its response into UUIDs.
pub(super) async fn translate(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    // The id that the request names, for an error that says its number.
    let mut named = None;
    if let Some(text) = parts.uri.path().strip_prefix("/participants/").map(ToOwned::to_owned) {
        let Some(number) = number_of_uuid(&text, IdKind::Participant) else {
            return not_a_uuid("path", "participant_id");
        };
        named = Some((number, text.clone()));
        parts.uri = with_number(&parts.uri, &text, number);
    }
    // It is in memory: bodies are received, and limited, before.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return StatusCode::BAD_REQUEST.into_response() };
    let body = match serde_json::from_slice(&bytes) {
        Ok(Value::Object(mut fields)) => {
            for (field, kind) in
                [("participant_id", IdKind::Participant), ("participant_date_id", IdKind::ParticipantDate)]
            {
                match fields.get(field) {
                    None | Some(Value::Null) => {}
                    Some(Value::String(text)) => {
                        let Some(number) = number_of_uuid(text, kind) else {
                            return not_a_uuid("body", field);
                        };
                        named = Some((number, text.clone()));
                        fields.insert(field.to_owned(), number.into());
                    }
                    Some(_) => return not_a_uuid("body", field),
                }
            }
            parts.headers.remove(CONTENT_LENGTH);
            Body::from(Value::Object(fields).to_string())
        }
        // What is wrong with it is said where bodies are read.
        _ => Body::from(bytes),
    };
    // The response is compressed after it is translated.
    parts.headers.remove(ACCEPT_ENCODING);
    with_uuids(next.run(Request::from_parts(parts, body)).await, named).await
}

/// The number that a UUID stands for; the id of nothing for a UUID of something else; `None` for no UUID.
fn number_of_uuid(text: &str, kind: IdKind) -> Option<i64> {
    let uuid = Uuid::try_parse(text).ok()?;
    let number = i64::try_from(uuid.as_u128() & (u128::MAX >> 66)).ok()?;
    Some(if to_uuid(number, kind) == uuid { number } else { NO_ID })
}

fn to_uuid(number: i64, kind: IdKind) -> Uuid {
    // Numbers of rows are positive and far below 2^62.
    let number = u128::from(number.unsigned_abs()) & (u128::MAX >> 66);
    Uuid::from_u128(ID_PREFIX << 80 | 8 << 76 | (kind as u128) << 64 | 0b10 << 62 | number)
}

fn not_a_uuid(part: &'static str, field: &'static str) -> Response {
    Problem::from(FieldError::new(part, field, FieldErrorKind::UuidParsing, "should be a UUID"))
        .into_response()
}

/// The same address with a number in the place of its last segment.
fn with_number(uri: &Uri, text: &str, number: i64) -> Uri {
    let path = uri.path().strip_suffix(text).unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{path}{number}{query}").parse().unwrap_or_else(|_| uri.clone())
}

/// The response with UUIDs; in the sentence of an error, the one that the request named.
async fn with_uuids(response: Response, named: Option<(i64, String)>) -> Response {
    let (mut parts, body) = response.into_parts();
    if !is_json(&parts.headers) {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut json) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    if let (Some(Value::String(detail)), Some((number, text))) = (json.get_mut("detail"), named) {
        *detail = detail.replace(&format!("id: {number} "), &format!("id: {text} "));
    }
    write_uuids(&mut json);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(json.to_string()))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|media_type| media_type.as_bytes().starts_with(b"application/json"))
}

/// Writes UUIDs in the place of all numbers of participants and participant dates in a body.
fn write_uuids(json: &mut Value) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(write_uuids),
        Value::Object(fields) => {
            write_uuid(fields, "participant_id", IdKind::Participant);
            for (list, kind) in [
                ("participants", IdKind::Participant),
                ("dates", IdKind::ParticipantDate),
                ("participant_dates", IdKind::ParticipantDate),
            ] {
                for item in fields.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                    if let Value::Object(item) = item {
                        write_uuid(item, "id", kind);
                    }
                }
            }
            if let Some(Value::Object(who)) = fields.get_mut("who") {
                write_uuid(who, "id", IdKind::Participant);
            }
            fields.values_mut().for_each(write_uuids);
        }
        _ => {}
    }
}

fn write_uuid(fields: &mut Map<String, Value>, field: &str, kind: IdKind) {
    if let Some(number) = fields.get(field).and_then(Value::as_i64) {
        fields.insert(field.to_owned(), to_uuid(number, kind).to_string().into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_stands_for_one_number_of_one_kind() {
        let uuid = to_uuid(19, IdKind::Participant);
        assert_eq!(uuid.to_string(), "6d656574-6966-8001-8000-000000000013");
        assert_eq!(uuid.get_version_num(), 8);
        assert_eq!(number_of_uuid(&uuid.to_string(), IdKind::Participant), Some(19));
        assert_eq!(number_of_uuid(&uuid.to_string(), IdKind::ParticipantDate), Some(NO_ID));
        assert_eq!(
            number_of_uuid(
                "6d656574-6966-8001-8000-000000000013".to_uppercase().as_str(),
                IdKind::Participant
            ),
            Some(19)
        );
    }

    #[test]
    fn any_other_uuid_is_the_id_of_nothing_and_any_other_text_is_no_uuid() {
        let other = "11f0a5c0-7d5a-4b39-9f5a-000000000013";
        assert_eq!(number_of_uuid(other, IdKind::Participant), Some(NO_ID));
        assert_eq!(number_of_uuid("19", IdKind::Participant), None);
        assert_eq!(number_of_uuid("", IdKind::Participant), None);
    }
}
