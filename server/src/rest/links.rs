//! The links of the `OpenAPI` description: which request can follow a response, and which of its values it
//! uses. They are for readers, and for programs that test the API by its description.

use serde_json::{Value, json};
use utoipa::openapi::link::{Link, LinkBuilder};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// The meeting's code in a response body.
const CODE_IN_RESPONSE: &str = "$response.body#/url_code";
/// The meeting's code in a request body.
const CODE_IN_REQUEST: &str = "$request.body#/meeting_url_code";

/// Adds the links to the responses that they start from.
pub(super) fn add_links(description: &mut OpenApi) {
    let paths = &mut description.paths.paths;
    let answers = [
        ("/meetings", after_creation()),
        ("/meetings/{url_code}/date_range", vec![joining()]),
        ("/participants", after_joining()),
        ("/meetings/{url_code}/comments", after_commenting()),
    ];
    for (path, links) in answers {
        let item = paths.get_mut(path).and_then(|item| item.post.as_mut().or(item.patch.as_mut()));
        if let Some(operation) = item {
            add(operation, links);
        }
    }
}

fn add(operation: &mut Operation, links: Vec<(&'static str, Link)>) {
    if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
        answer.links.extend(links.into_iter().map(|(name, link)| (name.to_owned(), link.into())));
    }
}

/// Requests that can follow creating a meeting.
fn after_creation() -> Vec<(&'static str, Link)> {
    let named = |id| LinkBuilder::new().operation_id(id).parameter("url_code", CODE_IN_RESPONSE);
    let range = json!({"start_date": "2026-12-01", "end_date": "2026-12-03"});
    let others = ["read_meeting", "set_title", "set_location", "read_timeline", "delete_meeting"];
    let others = others.map(|id| (id, named(id).build())).into_iter();
    let set_dates = named("set_date_range").request_body(Some(range)).build();
    let comment = json!({"text": "See you there", "name": "Kit"});
    let comment = named("create_comment").request_body(Some(comment)).build();
    others.chain([("set_date_range", set_dates), ("create_comment", comment), joining()]).collect()
}

/// Joining the meeting in the response.
fn joining() -> (&'static str, Link) {
    let id = "create_participant";
    let body = json!({"meeting_url_code": CODE_IN_RESPONSE, "name": "Kit"});
    (id, LinkBuilder::new().operation_id(id).request_body(Some(body)).build())
}

/// Requests that can follow joining.
fn after_joining() -> Vec<(&'static str, Link)> {
    let participant = |id| {
        LinkBuilder::new().operation_id(id).parameter("participant_id", "$response.body#/participant_id")
    };
    let renamed: Value = json!({"meeting_url_code": CODE_IN_REQUEST, "name": "Kat"});
    let rename = participant("rename_participant").request_body(Some(renamed));
    let delete = participant("delete_participant").parameter("meeting_url_code", CODE_IN_REQUEST);
    let date = json!({
        "participant_date_id": "$response.body#/participant_dates/0/id",
        "meeting_url_code": CODE_IN_REQUEST,
    });
    let mark = |id| (id, LinkBuilder::new().operation_id(id).request_body(Some(date.clone())).build());
    let marks = ["on", "off", "star", "unstar"].map(mark);
    marks.into_iter().chain([("rename", rename.build()), ("delete", delete.build())]).collect()
}

/// Requests that can follow adding a comment.
fn after_commenting() -> Vec<(&'static str, Link)> {
    let delete = LinkBuilder::new()
        .operation_id("delete_comment")
        .parameter("url_code", "$request.path.url_code")
        .parameter("number", "$response.body#/number");
    vec![("delete_comment", delete.build())]
}
