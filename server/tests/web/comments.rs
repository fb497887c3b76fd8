//! Comments by forms and by the HTTP API.

use serde_json::json;

use crate::browser::Server;

#[tokio::test(flavor = "multi_thread")]
async fn comments_are_written_and_removed_by_forms() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    let here = format!("/m/{code}");
    let id = organizer.join(&code, "Sunny").await;
    let said = [("url_code", code.as_str()), ("participant", &id), ("text", "<b>see</b>\r\nyou")];
    organizer.send("/api/comment", &said).await.leads_to(&format!("{here}#timeline"));
    organizer.open(&here).await.shows(200, &["&lt;b>see&lt;/b>\nyou", "Remove"]);

    let mut guest = server.browser();
    guest.open(&here).await;
    let said = [("url_code", code.as_str()), ("name", "Passer-by"), ("text", "me too")];
    guest.send("/api/comment", &said).await.leads_to(&format!("{here}#timeline"));
    let page = guest.open(&here).await;
    page.shows(200, &["Passer-by", "me too", "guest"]);
    let mine = page.text.split("name=comment value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let remove = [("url_code", code.as_str()), ("comment", &mine)];
    server.browser().send("/api/remove_comment", &remove).await.shows(403, &[]);
    guest.send("/api/remove_comment", &remove).await.leads_to(&format!("{here}#timeline"));
    let page = guest.open(&here).await;
    page.shows(200, &["This comment was removed."]);
    assert!(!page.text.contains("me too"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_cannot_be_comes_back_with_what_was_typed() {
    let server = Server::start().await;
    let mut guest = server.browser();
    let code = guest.make_five_days().await;
    let long = "말".repeat(1001);
    let said = [("url_code", code.as_str()), ("name", " "), ("text", &long)];
    let page = guest.send("/api/comment", &said).await;
    page.shows(422, &[&long, "There is room for 1000 characters. Please shorten it by 1."]);
    let empty = [("url_code", code.as_str()), ("name", "Kit"), ("text", " ")];
    guest.send("/api/comment", &empty).await.shows(422, &["value=\"Kit\"", "Please write a comment."]);
    let markup = "</textarea><script>a &lt; b";
    let said = [("url_code", code.as_str()), ("name", " "), ("text", markup)];
    let page = guest.send("/api/comment", &said).await;
    page.shows(422, &["&lt;/textarea>&lt;script>a &amp;lt; b</textarea>"]);
    assert!(!page.text.contains(markup));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_is_shown_in_pieces() {
    let server = Server::start().await;
    let mut organizer = server.browser();
    let code = organizer.make_five_days().await;
    for number in 0..40 {
        let title = format!("title {number}.");
        organizer.send("/api/describe", &[("url_code", &code), ("title", &title)]).await;
    }
    let page = organizer.open(&format!("/m/{code}")).await;
    page.shows(
        200,
        &["Title: <bdi translate=no>title 39.", ">title 10.<", &format!("/m/{code}?before=13#timeline")],
    );
    assert!(!page.text.contains("title 9."));
    let page = organizer.open(&format!("/m/{code}?before=13")).await;
    page.shows(200, &[">title 9.<", "The meeting was made", "Back to now"]);
    assert!(!page.text.contains(">title 10.<"));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_read_the_timeline_from_where_they_are() {
    let server = Server::start().await;
    let program = server.program_with_device().await;
    let code = program.make_three_days().await;
    let (id, dates) = program.join(&code, "Kit").await;
    program.mark(&code, "off", dates[1]).await.is(200);
    let timeline = program.get(&format!("/meetings/{code}/timeline?after=2")).await.json();
    assert_eq!(timeline["version"], 4);
    let entries = timeline["entries"].as_array().unwrap();
    assert_eq!(entries.iter().map(|entry| entry["number"].as_i64().unwrap()).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(entries[1]["who"], json!({"kind": "participant", "id": id, "name": "Kit"}));
    let marked = json!({"kind": "marked", "participant_id": id, "name": "Kit", "free": [],
        "busy": ["2026-12-02"], "starred": [], "all_days_work": false});
    assert_eq!(entries[1]["what"], marked);
    assert!(entries[1]["at"].as_str().unwrap().ends_with('Z'));

    program.get("/meetings/nobody/timeline").await.says(404, "meeting with url_code: nobody not found");
    program
        .get(&format!("/meetings/{code}/timeline?after=x"))
        .await
        .finds(&[(&["query", "after"], "int_type")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_comment_and_take_it_back() {
    let server = Server::start().await;
    let program = server.program_with_device().await;
    let code = program.make_three_days().await;
    let (id, _) = program.join(&code, "Kit").await;
    let comments = format!("/meetings/{code}/comments");
    let number =
        program.post(&comments, &json!({"text": " hi ", "participant_id": id})).await.json()["number"]
            .clone();
    assert_eq!(number, 4);
    let entry = |timeline: serde_json::Value| timeline["entries"][0]["what"].clone();
    let read = || async { program.get(&format!("/meetings/{code}/timeline?after=3")).await.json() };
    assert_eq!(entry(read().await), json!({"kind": "commented", "name": "Kit", "text": "hi"}));

    let stranger = server.program_with_device().await;
    let other = "only the author of this comment and the organizer may do this";
    stranger.delete(&format!("{comments}/4")).await.says(403, other);
    stranger.delete(&format!("{comments}/1")).await.says(404, "comment with number: 1 not found");
    program.delete(&format!("{comments}/4")).await.is(204);
    program.delete(&format!("{comments}/4")).await.is(204);
    assert_eq!(entry(read().await), json!({"kind": "commented", "name": "Kit", "text": null}));

    let wrong: [(&[&str], &str); 2] = [(&["body", "text"], "value_error"), (&["body", "name"], "missing")];
    program.post(&comments, &json!({"text": ""})).await.finds(&wrong);
    let own = json!({"text": "hi", "participant_id": id});
    stranger.post(&comments, &own).await.is(403);
}
