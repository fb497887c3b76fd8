//! "Your days": a grid in which the viewer marks their own days over everybody's counts.

use leptos::prelude::*;

use super::browser::document::focus_day;
use super::browser::{lifecycle, window};
use super::forms::{focused_day, seen_and_chosen};
use super::live_board::LiveBoard;
use super::painting::Painter;
use super::saving::Saving;
use crate::components::{Brushes, CountedDays, DayTile, flag, text};
use crate::domain::{Availability, Board, DateRange, Mark, ParticipantId, Stroke, StrokeError, Weekdays};
use crate::texts::Language;
use crate::texts::html::escape;

/// Whether this is the browser, where days can be marked in a grid. The server renders a form in its place.
const LIVE: bool = cfg!(feature = "hydrate");

/// The viewer's days: a sentence about them, the brushes with the state of saving, and a grid to paint in, or the form
/// that works without JavaScript.
#[component]
pub(super) fn MyDays(
    dates: DateRange,
    live: LiveBoard,
    /// The board as the viewer sees it, with the participants who count.
    board: Memo<Board>,
    day_tiles: Memo<Vec<DayTile>>,
    away: RwSignal<bool>,
    language: Language,
    /// The form, or what takes its place; only the server renders it.
    form: Option<Children>,
) -> impl IntoView {
    let texts = language.live();
    let url_code = StoredValue::new(live.url_code());
    let brush = RwSignal::new(Some(Availability::Busy));
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
            if window::is_undo(&event) && !live.shows_person() {
                event.prevent_default();
                live.undo();
            }
        });
    });
    let hint = move || {
        if !LIVE {
            // A form that was saved says what it saved.
            let answer = live.shown.with(|board| answer(board, live.me(), language));
            let answer = answer.map(|answer| ["<strong>", &answer, "</strong><br>"].concat());
            return [&answer.unwrap_or_default(), texts.how_to_choose()].concat();
        }
        live.shown
            .with(|board| answer(board, live.me(), language))
            .unwrap_or_else(|| texts.how_to_mark().to_owned())
    };
    let grid = LIVE.then(|| {
        view! {
            <div
                class="months marking"
                on:pointerdown=move |event| painter.press(&event)
                on:pointermove=move |event| painter.drag(&event)
                on:click=move |event| painter.tap(&event)
                on:keydown=move |event| painter.key_down(&event)
            >
                <CountedDays dates board day_tiles view=live.view url_code tabbable=Some(painter.tabbable) language/>
            </div>
        }
    });
    view! {
        <div class="mine" data-alone=flag(move || live.view.with(|view| view.person.is_some()))>
            <p class="quiet hint" inner_html=text(hint)></p>
            <fieldset class="chips" disabled=!LIVE>
                <button
                    class="chip"
                    type="button"
                    hidden=!has_weekends(&dates, language.weekend())
                    on:click=move |_| live.mark(weekends_busy(&dates, language.weekend()))
                >
                    {texts.weekends_busy()}
                </button>
                <button class="chip" type="button" on:click=move |_| live.all_days_work()>
                    {texts.all_days_work()}
                </button>
            </fieldset>
            <div class="toolbar">
                <SavingText live away language/>
                <Brushes brush live=LIVE language/>
                <button
                    class="undo"
                    type="button"
                    hidden=!LIVE
                    aria-label=texts.undo()
                    // It keeps the focus, so it only has `aria-disabled`.
                    aria-disabled=move || (!live.can_undo()).then_some("true")
                    on:click=move |_| live.undo()
                >
                    "↶"
                </button>
            </div>
            {grid}
            {form.map(|form| form())}
        </div>
    }
}

/// What the viewer answered, as HTML; `None` if they have not answered.
fn answer(board: &Board, me: Option<ParticipantId>, language: Language) -> Option<String> {
    let mine = board.participants.iter().find(|one| Some(one.id) == me).filter(|one| one.answered)?;
    let count = |of: Availability| mine.days.iter().filter(|day| **day == of).count();
    let texts = language.live();
    Some(match [0, count(Availability::Busy), count(Availability::Starred)] {
        [0, 0, 0] => texts.you_answered_free().to_owned(),
        numbers => texts.you_answered(&language.day_numbers(numbers)),
    })
}

/// The state of saving, as a sign with a word, or a sentence if it fails.
#[component]
fn SavingText(live: LiveBoard, away: RwSignal<bool>, language: Language) -> impl IntoView {
    let texts = language.live();
    let waits = move || away.get() && live.saving.with(Saving::has_failed);
    let name = move || if waits() { "waits" } else { live.saving.with(Saving::name) };
    let sentence = move || match live.saving.get() {
        _ if waits() => texts.waits().to_owned(),
        // Not announced: what comes of it is.
        Saving::Idle | Saving::InFlight => String::new(),
        Saving::Saved => texts.saved().to_owned(),
        Saving::Failed(why) | Saving::Again(why) if why.is_empty() => {
            format!("{} {}", texts.not_saved(), texts.unreachable())
        }
        Saving::Failed(why) | Saving::Again(why) => format!("{} {}", texts.not_saved(), escape(&why)),
        Saving::Refused(why) => escape(&why),
    };
    view! {
        <p class="saving" data-saving=name>
            <span role="status" inner_html=text(sentence)></span>
            <span class="sending" aria-hidden="true">{texts.saving()}</span>
            <button class="button" type="button" on:click=move |_| live.save()>{texts.try_again()}</button>
        </p>
    }
}

/// What was chosen in the form, as a stroke.
fn chosen_stroke(dates: &DateRange) -> Option<Result<Stroke, StrokeError>> {
    seen_and_chosen().map(|(seen, chosen)| Stroke::from_form(&seen, &chosen, dates))
}

/// Whether a range has days of the weekend.
fn has_weekends(dates: &DateRange, weekend: Weekdays) -> bool {
    dates.days().any(|day| weekend.contains_day(day))
}

/// A stroke that makes every weekend busy.
fn weekends_busy(dates: &DateRange, weekend: Weekdays) -> Stroke {
    let mut stroke = Stroke::untouched(dates.len());
    for (index, _) in dates.days().enumerate().filter(|(_, day)| weekend.contains_day(*day)) {
        stroke.set(index, Mark::Busy);
    }
    stroke
}
