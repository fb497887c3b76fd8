//! The form fields that choose a date range: presets relative to today, or any first and last day.

use chrono::{Days, NaiveDate, Weekday};
use leptos::prelude::*;

use super::parts::{Alert, ProblemText};
use crate::api::Visit;
use crate::api::{Form, RefusedForm, SELECT_DATES};
use crate::domain::Preset;
use crate::texts::{Language, PageTexts};

/// The fields of a form that choose a date range.
#[component]
pub(super) fn DateChoice(
    /// The form.
    form: Form,
    /// Whether the choice may be left open.
    may_decide_later: bool,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let (language, texts) = (visit.language, visit.language.pages());
    let refused = RefusedForm::of(visit.refused.as_ref(), form).cloned();
    let problem = |field| refused.as_ref()?.problem(field).map(ToOwned::to_owned);
    let typed = |field| refused.as_ref().and_then(|form| form.typed(field)).unwrap_or_default().to_owned();
    let today = visit.meetings.today();
    let when = typed("when");
    // If the server refused the browser's day, using the browser's clock again would only be refused again.
    let trusts_clock = problem("today").is_none();
    let presets = Preset::ALL.into_iter().map(|preset| {
        let days = move |today| {
            let (first, last) = preset.days(today);
            language.short_range(first, last)
        };
        // Somewhere it may be the day before or after.
        let viewers_days = trusts_clock.then(|| {
            let around = [today - Days::new(1), today, today + Days::new(1)];
            around.map(|viewers_today| format!("{viewers_today}={}", days(viewers_today))).join("\n")
        });
        let (value, name) = (preset.name(), preset_name(preset, texts));
        view! { <Tile value checked=when == value name days=days(today) viewers_days/> }
    });
    let later = may_decide_later.then(|| {
        let checked = when.is_empty() || when == "later";
        view! { <Tile value="later" checked name=texts.decide_later() days=texts.decide_later_hint().to_owned() viewers_days=None/> }
    });
    let weekdays = language.week().into_iter().map(|weekday| {
        let number = weekday.number_from_monday();
        let checked = refused
            .iter()
            .flat_map(|form| form.chosen("exclude[]"))
            .any(|chosen| chosen == number.to_string());
        view! { <WeekdayBox weekday checked language/> }
    });
    let last = refused.as_ref().and_then(|form| form.typed("last")).unwrap_or_default().to_owned();
    let over = problem("over").map(|text| {
        view! {
            <Alert id="over-problem" text=Some(text)/>
            <label class="tick">
                <input type="checkbox" name="over" value=last/>
                {texts.all_over_confirm()}
            </label>
        }
    });
    let choice_problem = problem("when").or(problem("today"));
    let fields = view! {
        <input type="hidden" name="today" value=today.to_string() data-viewers=trusts_clock/>
        <fieldset class="when min-w-0" aria-describedby=choice_problem.as_ref().map(|_| "when-problem")>
            <legend>{texts.when()}</legend>
            <div class="tiles mt-1 grid grid-cols-2 gap-2">
                {presets.collect_view()}
                <Tile
                    value=SELECT_DATES
                    checked=when == SELECT_DATES
                    name=texts.select_dates()
                    days=texts.most_days().to_owned()
                    viewers_days=None
                />
                {later}
            </div>
            <Alert id="when-problem" text=choice_problem.clone()/>
            <div class="select-dates mt-3 grid grid-cols-[repeat(auto-fit,minmax(min(9.5rem,100%),1fr))] gap-2">
                <DayField name="first" label=texts.first_day() value=typed("first") problem=problem("first")/>
                <DayField name="last" label=texts.last_day() value=typed("last") problem=problem("last")/>
            </div>
            // Shown below the presets, because the date inputs are hidden there.
            {(when != SELECT_DATES).then(|| view! { <Alert id="range-problem" text=problem("last")/> })}
        </fieldset>
        <fieldset class="exclude" aria-describedby=problem("exclude").map(|_| "exclude-problem")>
            <legend>{texts.leave_out()}</legend>
            <div class="mt-1 grid grid-cols-7 gap-1.5">{weekdays.collect_view()}</div>
            <Alert id="exclude-problem" text=problem("exclude")/>
            <p class="quiet mt-2">{texts.set_dates_hint()}</p>
        </fieldset>
        {over}
    };
    Some(fields)
}

fn preset_name(preset: Preset, texts: PageTexts) -> &'static str {
    match preset {
        Preset::NextFourWeeks => texts.presets_next_4_weeks(),
        Preset::ThisMonth => texts.presets_this_month(),
        Preset::NextMonth => texts.presets_next_month(),
    }
}

/// One option for the dates.
#[component]
fn Tile(
    value: &'static str,
    checked: bool,
    name: &'static str,
    days: String,
    viewers_days: Option<String>,
) -> impl IntoView {
    view! {
        <label class="option">
            <input type="radio" name="when" value=value checked=checked/>
            <span class="name">{name}</span>
            <span class="quiet" data-days=viewers_days>{days}</span>
        </label>
    }
}

/// The first or the last day. A date input cannot contain text that is not a date, so such a value is kept in
/// a text input.
#[component]
fn DayField(
    name: &'static str,
    label: &'static str,
    value: String,
    problem: Option<String>,
) -> impl IntoView {
    let kind = if value.is_empty() || value.parse::<NaiveDate>().is_ok() { "date" } else { "text" };
    let problem_id = format!("{name}-problem");
    view! {
        <div class="labelled">
            <label for=name>{label}</label>
            <input
                class="field"
                id=name
                name=name
                type=kind
                value=value
                autofocus=problem.is_some()
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| problem_id.clone())
            />
            <ProblemText id=problem_id text=problem/>
        </div>
    }
}

/// A checkbox for a weekday to exclude.
#[component]
fn WeekdayBox(weekday: Weekday, checked: bool, language: Language) -> impl IntoView {
    view! {
        <label class="weekday">
            <input type="checkbox" name="exclude[]" value=weekday.number_from_monday() checked=checked/>
            <span aria-hidden="true">{language.weekday_short(weekday)}</span>
            <span class="sr-only">{language.weekday(weekday)}</span>
        </label>
    }
}
