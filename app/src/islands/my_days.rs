//! "Your days": the viewer's own marks over everybody's counts.

use leptos::prelude::*;
use leptos::{ev, leptos_dom::helpers::window_event_listener};

use super::browser::{chosen_letters, say_hydrated};
use super::live_board::{LiveBoard, Saving};
use super::painting::Painter;
use crate::api::Refused;
use crate::components::{Brushes, Calendar, DayMode, Legend, Look, MeetingFields, NameForm, ProblemText};
use crate::domain::{Availability, DateRange, Mark, Participant, Stroke, Weekdays};
use crate::viewer::Viewer;

/// The card of the viewer's days: a form at first, and a grid that paints once it is alive.
#[component]
pub(super) fn MyDays(
    me: Participant,
    dates: DateRange,
    live: LiveBoard,
    #[prop(into)] looks: Signal<Vec<Look>>,
    viewer: StoredValue<Viewer>,
    refused: StoredValue<Option<Refused>>,
) -> impl IntoView {
    let language = viewer.with_value(|viewer| viewer.language);
    let texts = language.live();
    let id = me.id;
    let alive = RwSignal::new(false);
    let brush = RwSignal::new(Availability::Busy);
    let painter = Painter::new(live, dates, brush);
    let seen: String = me.days.iter().map(|day| day.letter()).collect();
    let problem = refused.with_value(|refused| {
        let refused = Refused::of(refused.as_ref(), "days");
        refused.and_then(|refused| refused.problem("")).map(ToOwned::to_owned)
    });

    let shown = StoredValue::new(seen.clone());
    Effect::new(move |_| {
        keep_what_was_chosen(live, &dates, &shown.get_value());
        alive.set(true);
        say_hydrated();
        window_event_listener(ev::pointerup, move |_| painter.release());
        window_event_listener(ev::pointercancel, move |_| painter.release());
        window_event_listener(ev::beforeunload, move |event| {
            if live.has_unsaved() {
                event.prevent_default();
            }
        });
    });

    let calendar = move || {
        if alive.get() {
            let mode = DayMode::Mark { tabbable: painter.tabbable };
            view! {
                <div
                    class="months marking"
                    on:pointerdown=move |event| painter.press(&event)
                    on:pointerover=move |event| painter.drag(&event)
                    on:click=move |event| painter.tap(&event)
                    on:keydown=move |event| painter.key(&event)
                >
                    <Calendar dates looks mode language/>
                </div>
            }
            .into_any()
        } else {
            view! {
                <form class="months" id="choose-days" action="/api/choose_days" method="post" autocomplete="off">
                    <MeetingFields viewer/>
                    <input type="hidden" name="participant" value=id.0/>
                    <input type="hidden" name="seen" value=seen.clone()/>
                    <Calendar dates looks mode=DayMode::Choose language/>
                </form>
            }
            .into_any()
        }
    };

    view! {
        <section class="card days" id="days" aria-labelledby="my-days">
            <header>
                <h2 id="my-days">{texts.my_days}</h2>
                <span class="whose">{me.name.as_str().to_owned()}</span>
                <SavingText live viewer/>
            </header>
            <p class="quiet">{move || if alive.get() { texts.how_to_mark } else { texts.how_to_choose }}</p>
            <ProblemText id="days-problem" text=problem/>
            <Brushes brush alive language/>
            {calendar}
            <Legend mine=true language/>
            <div class="line">
                {move || (!alive.get()).then(|| view! {
                    <button class="button primary" type="submit" form="choose-days">{texts.save}</button>
                })}
                {move || (alive.get() && has_weekends(&dates)).then(|| view! {
                    <button class="button" type="button" on:click=move |_| live.mark(weekends_busy(&dates))>
                        {texts.weekends_busy}
                    </button>
                })}
                <form
                    action="/api/all_days_work"
                    method="post"
                    on:submit=move |event| {
                        event.prevent_default();
                        live.all_days_work();
                    }
                >
                    <MeetingFields viewer/>
                    <input type="hidden" name="participant" value=id.0/>
                    <button class="button" type="submit">{texts.all_days_work}</button>
                </form>
            </div>
            <details class="rename" open=refused.with_value(|refused| {
                Refused::of(refused.as_ref(), &format!("rename-{}", id.0)).is_some()
            })>
                <summary>{texts.rename_me}</summary>
                <NameForm id name=me.name.as_str().to_owned() viewer refused/>
            </details>
        </section>
    }
}

/// How the saving goes: quiet when it goes well, not when it does not.
#[component]
fn SavingText(live: LiveBoard, viewer: StoredValue<Viewer>) -> impl IntoView {
    let texts = viewer.with_value(|viewer| viewer.language.live());
    view! {
        <span class="saving" role="status" data-saving=move || match live.saving.get() {
            Saving::Idle => "idle",
            Saving::UnderWay => "under-way",
            Saving::Saved => "saved",
            Saving::Failed(_) => "failed",
        }>
            {move || match live.saving.get() {
                Saving::Idle => ().into_any(),
                Saving::UnderWay => view! { <span class="quiet">{texts.saving}</span> }.into_any(),
                Saving::Saved => view! { <span class="done">{texts.saved}</span> }.into_any(),
                Saving::Failed(why) => {
                    let why = if why.is_empty() { texts.unreachable.to_owned() } else { why };
                    view! {
                        <span class="problem">{texts.not_saved} " " {why}</span>
                        <button class="button" type="button" on:click=move |_| live.save()>{texts.try_again}</button>
                    }
                    .into_any()
                }
            }}
        </span>
    }
}

/// What was chosen in the form before it came alive is a stroke like any other.
fn keep_what_was_chosen(live: LiveBoard, dates: &DateRange, seen: &str) {
    let chosen = chosen_letters(dates.len());
    if let Some(Ok(stroke)) = chosen.map(|chosen| Stroke::between(seen, &chosen, dates)) {
        live.mark(stroke);
    }
}

/// Saturday and Sunday.
fn weekend() -> Weekdays {
    Weekdays::from_iso([6, 7]).unwrap_or_default()
}

fn has_weekends(dates: &DateRange) -> bool {
    dates.days().any(|day| weekend().fall_on(day))
}

/// Every Saturday and Sunday becomes busy.
fn weekends_busy(dates: &DateRange) -> Stroke {
    let mut stroke = Stroke::untouched(dates.len());
    for (place, _) in dates.days().enumerate().filter(|(_, day)| weekend().fall_on(*day)) {
        stroke.set(place, Mark::Busy);
    }
    stroke
}
