//! The choice of dates: presets seen from the viewer's today, or any first and last day.

use chrono::{NaiveDate, Weekday};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::browser::say_hydrated;
use crate::components::ProblemText;
use crate::domain::Preset;
use crate::texts::Language;

/// What the fields hold and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateFields {
    /// The day that is shown as today, as its number from 1 January of the year 1.
    pub today: i32,
    /// Whether the browser may show its own today instead: not where it was refused.
    pub trusts_clock: bool,
    /// Whether nothing may be chosen.
    pub may_decide_later: bool,
    /// The choice; empty at first.
    pub when: String,
    /// The first day as it was typed.
    pub first: String,
    /// The last day as it was typed.
    pub last: String,
    /// The weekdays to leave out, as ISO numbers.
    pub excluded: Vec<u8>,
    /// Names of fields and what to do about them.
    pub problems: Vec<(String, String)>,
}

impl DateFields {
    fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
    }
}

/// The fields of a form that choose dates.
#[island]
pub fn DateChoice(fields: DateFields, language: Language) -> impl IntoView {
    let texts = language.live();
    let shown = NaiveDate::from_num_days_from_ce_opt(fields.today).unwrap_or_default();
    let today = RwSignal::new(shown);
    let trusts_clock = fields.trusts_clock;
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(day) = super::browser::today().filter(|_| trusts_clock) {
            today.set(day);
        }
        let _ = trusts_clock;
        say_hydrated();
    });
    let presets = Preset::ALL.into_iter().zip(texts.presets).map(|(preset, name)| {
        let days = move || {
            let (first, last) = preset.days(today.get());
            language.span(first, last)
        };
        view! { <Tile value=preset.name() checked=fields.when == preset.name() name>{days}</Tile> }
    });
    let presets = presets.collect_view();
    let (problem, first_problem, last_problem) =
        (fields.problem("when"), fields.problem("first"), fields.problem("last"));
    let exclude_problem = fields.problem("exclude");
    let selects = fields.when == "select_dates";
    let later = fields.when.is_empty() || fields.when == "later";
    view! {
        <input type="hidden" name="today" value=move || today.get().to_string()/>
        <fieldset class="when" aria-describedby=problem.is_some().then_some("when-problem")>
            <legend>{texts.when}</legend>
            <div class="tiles">
                {presets}
                <Tile value="select_dates" checked=selects name=texts.select_dates>{texts.at_most_62_days}</Tile>
                {fields.may_decide_later.then(|| view! {
                    <Tile value="later" checked=later name=texts.decide_later>{texts.decide_later_hint}</Tile>
                })}
            </div>
            <ProblemText id="when-problem" text=problem.clone()/>
            <div class="select-dates">
                <DayField name="first" label=texts.first_day value=fields.first.clone() problem=first_problem/>
                <DayField name="last" label=texts.last_day value=fields.last.clone() problem=last_problem/>
            </div>
        </fieldset>
        <fieldset class="exclude" aria-describedby=exclude_problem.is_some().then_some("exclude-problem")>
            <legend>{texts.leave_out}</legend>
            <div class="weekdays">
                {(1..=7)
                    .map(|number| view! { <WeekdayBox number checked=fields.excluded.contains(&number) language/> })
                    .collect_view()}
            </div>
            <ProblemText id="exclude-problem" text=exclude_problem.clone()/>
        </fieldset>
    }
}

/// One way to choose dates.
#[component]
fn Tile(value: &'static str, checked: bool, name: &'static str, children: Children) -> impl IntoView {
    view! {
        <label class="option">
            <input type="radio" name="when" value=value checked=checked/>
            <span class="name">{name}</span>
            <span class="quiet">{children()}</span>
        </label>
    }
}

/// The first or the last day. What is no day cannot stand in a field for dates, so that what was
/// typed is kept in a field for text.
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
        <div>
            <label for=name>{label}</label>
            <input
                class="field"
                id=name
                name=name
                type=kind
                value=value
                aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| problem_id.clone())
            />
            <ProblemText id=problem_id text=problem/>
        </div>
    }
}

/// A day of the week to leave out.
#[component]
fn WeekdayBox(number: u8, checked: bool, language: Language) -> impl IntoView {
    let weekday = Weekday::try_from(number - 1).unwrap_or(Weekday::Mon);
    view! {
        <label class="weekday">
            <input type="checkbox" name="exclude[]" value=number checked=checked/>
            <span aria-hidden="true">{language.weekday_short(weekday)}</span>
            <span class="sr-only">{language.weekday(weekday)}</span>
        </label>
    }
}
