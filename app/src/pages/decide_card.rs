//! The card for deciding on a day.

use chrono::NaiveDate;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::fields::FormProblem;
use super::parts::{Alert, MeetingFields, Saved, action};
use super::viewer::Viewer;
use crate::api::{self, Form, RefusedForm, Visit};
use crate::domain::{BestDay, DateRange, Meeting, Ranking, count_days};
use crate::texts::Language;

/// The best days offer themselves; any candidate day can be chosen. A decision can be taken back.
#[component]
pub(super) fn DecideCard(
    meeting: Arc<Meeting>,
    dates: DateRange,
    viewer: StoredValue<Viewer>,
) -> impl IntoView {
    let visit = use_context::<Visit>()?;
    let (language, texts) = (visit.language, visit.language.pages());
    let refused = RefusedForm::of(visit.refused.as_ref(), Form::Decide);
    let closes = refused.is_some_and(|refused| refused.typed("close").is_some());
    let problem = refused.and_then(|refused| refused.problem("date")).map(ToOwned::to_owned);
    let typed = refused.and_then(|refused| refused.typed("date")?.parse().ok());
    let decided = meeting.decision.as_ref().map(|decision| decision.date);
    let people = &meeting.participants;
    let counts = count_days(&dates, people);
    let all: Vec<_> = dates.days().zip(counts).map(|(date, count)| BestDay { date, count }).collect();
    let best = Ranking::new(&dates, people, visit.meetings.today()).best;
    let chosen = typed.or(decided).or(best.first().map(|day| day.date));
    let option = |day: &BestDay| option(*day, people.len(), chosen, language);
    let others = all.iter().filter(|day| best.iter().all(|best| best.date != day.date));
    let best_group = (!best.is_empty()).then(|| {
        view! { <optgroup label=language.live().best_days()>{best.iter().map(option).collect_view()}</optgroup> }
    });
    let now = decided.map(|date| {
        view! {
            <p class="decided" inner_html=language.live().decided(&language.day(date))></p>
            <form action=action(api::WithdrawDecision::PATH, viewer) method="post">
                <MeetingFields viewer/>
                <button class="button" type="submit">{texts.withdraw()}</button>
            </form>
        }
    });
    let button = if decided.is_some() { texts.decide_anew() } else { texts.decide() };
    Some(view! {
        <section class="card" id=Form::Decide.to_string() aria-labelledby="decide-heading">
            <h2 id="decide-heading">{texts.decide_title()}</h2>
            <Saved form=Form::Decide/>
            <FormProblem form=Form::Decide/>
            {now}
            <form action=action(api::Decide::PATH, viewer) method="post" autocomplete="off">
                <MeetingFields viewer/>
                <div class="labelled">
                    <label for="decide-date">{texts.decided_day()}</label>
                    <select class="field" id="decide-date" name="date" required>
                        {best_group}
                        <optgroup label=texts.other_days()>{others.map(option).collect_view()}</optgroup>
                    </select>
                </div>
                <Alert id="decide-date-problem" text=problem/>
                {(!meeting.closing.by_hand).then(|| view! {
                    <label class="tick">
                        <input type="checkbox" name="close" value="true" checked=closes/>
                        {texts.close_with_decision()}
                    </label>
                })}
                <button class="button primary" type="submit">{button}</button>
            </form>
        </section>
    })
}

/// A day in the list, with how many can.
fn option(
    day: BestDay,
    people: usize,
    chosen: Option<NaiveDate>,
    language: Language,
) -> impl IntoView + use<> {
    let counts = language.live().day_counts(&day.count.can.to_string(), &people.to_string());
    let text =
        if people == 0 { language.day(day.date) } else { format!("{}: {counts}", language.day(day.date)) };
    view! { <option value=day.date.to_string() selected=chosen == Some(day.date)>{text}</option> }
}
