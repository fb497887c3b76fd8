//! The card for setting the date range of a meeting that has none yet.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::date_choice::DateChoice;
use super::fields::FormProblem;
use super::parts::{MeetingFields, action};
use super::viewer::Viewer;
use crate::api::Visit;
use crate::api::{self, Form};

/// The form that sets the range, if the viewer may; otherwise a message to wait until it is set.
#[component]
pub(super) fn RangeCard(organizes: bool, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    Some(if organizes {
        view! {
            <section class="card best" aria-labelledby="set-dates">
                <h2 id="set-dates">{texts.set_dates()}</h2>
                <FormProblem form=Form::SetDates/>
                <form action=action(api::SetDates::PATH, viewer) method="post">
                    <MeetingFields viewer/>
                    <DateChoice form=Form::SetDates may_decide_later=false/>
                    <button class="button primary wide" type="submit">{texts.set_dates_button()}</button>
                </form>
            </section>
        }
        .into_any()
    } else {
        view! {
            <section class="card">
                <p>{texts.wait_for_dates()}</p>
            </section>
        }
        .into_any()
    })
}
