//! Sending and removing comments without leaving the page.

use leptos::prelude::*;
use leptos::web_sys::HtmlFormElement;

use super::comment_form::{self, CommentFields};
use super::drafts;
use super::live_board::LiveBoard;
use crate::api::{Comment, RemoveComment, WireError, call};

/// Adds or removes a comment; `problem` says why it could not be done. What was typed stays until it is saved.
pub(super) async fn send_form(form: HtmlFormElement, live: LiveBoard, problem: RwSignal<String>) {
    let (url_code, seat, after) = (live.url_code(), live.seat(), Some(live.version()));
    let mut entered = None;
    let response = if let Some(comment) = comment_form::number_to_remove(&form) {
        call(&RemoveComment { url_code, comment, seat, after })
    } else {
        let Some(CommentFields { text, name, key }) = comment_form::fields(&form) else { return };
        entered = Some(text.clone());
        call(&Comment { url_code, text, name, participant: live.signer(), seat, key, after })
    };
    problem.set(match response.await {
        Ok(response) => {
            if let Some(entered) = entered {
                comment_form::begin_next(&form, &entered);
                drafts::update(&live.url_code());
            }
            live.apply_response(response);
            String::new()
        }
        Err(WireError { detail, retry: true, .. }) => [live.language.live().not_sent(), &detail].join(" "),
        Err(WireError { detail, .. }) => detail,
    });
}
