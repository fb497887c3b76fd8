//! The card for the time of day at which a meeting starts.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::{FormProblem, SeenField, TextField};
use super::parts::{MeetingFields, Saved, action};
use super::viewer::Viewer;
use crate::api::{self, Form, RefusedForm, Visit};
use crate::domain::MeetingTime;

/// Start, zone and duration.
#[component]
pub(super) fn TimeCard(time: Option<MeetingTime>, viewer: StoredValue<Viewer>) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let texts = visit.language.pages();
    let time = time.as_ref();
    let start = time.map(|time| time.start.to_string()).unwrap_or_default();
    let zone =
        time.map_or_else(|| visit.meetings.zone().name().to_owned(), |time| time.zone.as_str().to_owned());
    let duration = time.and_then(|time| time.duration);
    let duration = duration.map(|duration| duration.minutes().to_string()).unwrap_or_default();
    let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| view! { <option value=zone.name()></option> });
    // After a refusal about the start, what is typed there is meant.
    let start_refused = RefusedForm::of(visit.refused.as_ref(), Form::Time)
        .is_some_and(|refused| refused.problem("start").is_some());
    let seen_start = (!start_refused)
        .then(|| view! { <SeenField form=Form::Time name="seen_start" value=start.clone()/> });
    Some(view! {
        <section class="card" id=Form::Time.to_string() aria-labelledby="time-heading">
            <h2 id="time-heading">{texts.time_title()}</h2>
            <p class="quiet">{texts.time_hint()}</p>
            <Saved form=Form::Time/>
            <FormProblem form=Form::Time/>
            <form action=action(api::SetTime::PATH, viewer) method="post" autocomplete="off">
                <MeetingFields viewer/>
                {seen_start}
                <SeenField form=Form::Time name="seen_zone" value=zone.clone()/>
                <SeenField form=Form::Time name="seen_duration" value=duration.clone()/>
                <TextField
                    form=Form::Time
                    name="start"
                    kind="time"
                    label=texts.start_time()
                    note=texts.optional()
                    value=start
                />
                <TextField form=Form::Time name="zone" list="zones" label=texts.time_zone() value=zone/>
                <datalist id="zones">{zones.collect_view()}</datalist>
                <TextField
                    form=Form::Time
                    name="duration"
                    numeric=true
                    label=texts.duration()
                    note=texts.optional()
                    value=duration
                />
                <button class="button" type="submit">{texts.save()}</button>
            </form>
        </section>
    })
}
