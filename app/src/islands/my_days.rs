//! "Your days": a grid in which the viewer marks their own days over everybody's counts.

use leptos::prelude::*;

use super::browser::document::focus_day;
use super::browser::{lifecycle, window};
use super::forms::{focused_day, seen_and_chosen};
use super::live_board::LiveBoard;
use super::painting::Painter;
use super::saving::Saving;
use crate::components::{Brushes, CountedDays, DayTile};
use crate::domain::{Availability, DateRange, Mark, Stroke, StrokeError, Weekdays};
use crate::texts::Language;
use crate::texts::html::escape;

/// Whether this is the browser, where days can be marked in a grid. The server renders a form in its place.
const LIVE: bool = cfg!(feature = "hydrate");

/// The viewer's days: the state of saving, the brushes, and a grid to paint in, or the form that works without
/// JavaScript.
#[component]
pub(super) fn MyDays(
    dates: DateRange,
    live: LiveBoard,
    day_tiles: Memo<Vec<DayTile>>,
    away: RwSignal<bool>,
    language: Language,
    /// The form; only the server renders it.
    form: Option<Children>,
) -> impl IntoView {
    let texts = language.live();
    let brush = RwSignal::new(Availability::Busy);
    let painter = Painter::new(live, dates, brush);
    // What was chosen in the form, and where the focus was, before the grid takes its place.
    let (chosen, focused) = if LIVE { (chosen_stroke(&dates), focused_day()) } else { (None, None) };
    Effect::new(move |_| {
        if let Some(Ok(stroke)) = &chosen {
            live.mark(stroke.clone());
        }
        if let Some(index) = focused {
            painter.tabbable.set(index);
            focus_day(index);
        }
        window::on_event("pointerup", move |_| painter.release());
        window::on_event("pointercancel", move |_| painter.cancel());
        lifecycle::on_put_aside(move || painter.release());
        window::on_event("beforeunload", move |event| {
            if live.would_lose_edits() {
                event.prevent_default();
            }
        });
        window::on_event("keydown", move |event| {
            if window::is_undo(&event) {
                event.prevent_default();
                live.undo();
            }
        });
    });
    let grid = LIVE.then(|| {
        view! {
            <div
                class="months marking"
                on:pointerdown=move |event| painter.press(&event)
                on:pointermove=move |event| painter.drag(&event)
                on:click=move |event| painter.tap(&event)
                on:keydown=move |event| painter.key_down(&event)
            >
                <CountedDays dates day_tiles tabbable=Some(painter.tabbable) language/>
            </div>
            <div class="line">
                <button
                    class="button"
                    type="button"
                    hidden=!has_weekends(&dates)
                    on:click=move |_| live.mark(weekends_busy(&dates))
                >
                    {texts.weekends_busy()}
                </button>
                <button class="button" type="button" on:click=move |_| live.all_days_work()>
                    {texts.all_days_work()}
                </button>
                <button
                    class="button"
                    type="button"
                    // It keeps the focus, so it only has `aria-disabled`.
                    aria-disabled=move || (!live.can_undo()).then_some("true")
                    on:click=move |_| live.undo()
                >
                    {texts.undo()}
                </button>
            </div>
        }
    });
    view! {
        <div class="mine">
            <SavingText live away language/>
            <p class="quiet">{if LIVE { texts.how_to_mark() } else { texts.how_to_choose() }}</p>
            <Brushes brush live=LIVE language/>
            {grid}
            {form.map(|form| form())}
        </div>
    }
}

/// The state of saving. It is unobtrusive while saving succeeds, or if the page already says it is offline.
#[component]
fn SavingText(live: LiveBoard, away: RwSignal<bool>, language: Language) -> impl IntoView {
    let texts = language.live();
    let waits = move || away.get() && live.saving.with(Saving::has_failed);
    let name = move || if waits() { "waits" } else { live.saving.with(Saving::name) };
    let text = move || match live.saving.get() {
        _ if waits() => texts.waits().to_owned(),
        Saving::Idle => String::new(),
        Saving::InFlight => texts.saving().to_owned(),
        Saving::Saved => texts.saved().to_owned(),
        Saving::Failed(why) | Saving::Again(why) if why.is_empty() => {
            format!("{} {}", texts.not_saved(), texts.unreachable())
        }
        Saving::Failed(why) | Saving::Again(why) => format!("{} {}", texts.not_saved(), escape(&why)),
        Saving::Refused(why) => escape(&why),
    };
    view! {
        <p class="saving" data-saving=name>
            // Success is not announced: a screen reader would read it after each mark.
            <span
                role="status"
                aria-live=move || if live.saving.with(Saving::is_fine) { "off" } else { "polite" }
                inner_html=text
            ></span>
            <button class="button" type="button" on:click=move |_| live.save()>{texts.try_again()}</button>
        </p>
    }
}

/// What was chosen in the form, as a stroke.
fn chosen_stroke(dates: &DateRange) -> Option<Result<Stroke, StrokeError>> {
    seen_and_chosen().map(|(seen, chosen)| Stroke::from_form(&seen, &chosen, dates))
}

/// Saturday and Sunday.
fn weekend() -> Weekdays {
    Weekdays::from_iso([6, 7]).unwrap_or_default()
}

fn has_weekends(dates: &DateRange) -> bool {
    dates.days().any(|day| weekend().contains_day(day))
}

/// A stroke that makes every Saturday and Sunday busy.
fn weekends_busy(dates: &DateRange) -> Stroke {
    let mut stroke = Stroke::untouched(dates.len());
    for (index, _) in dates.days().enumerate().filter(|(_, day)| weekend().contains_day(*day)) {
        stroke.set(index, Mark::Busy);
    }
    stroke
}
