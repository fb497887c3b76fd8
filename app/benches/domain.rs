//! What the rules cost in the largest usual meeting: 60 people and 62 days.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on ends")]

use app::domain::{
    Availability, DateRange, Participant, ParticipantId, ParticipantName, Ranking, Weekdays, best_days,
    count_days,
};
use chrono::NaiveDate;
use criterion::Criterion;

fn people(days: usize) -> Vec<Participant> {
    let person = |number: usize| Participant {
        id: ParticipantId(i64::try_from(number).unwrap()),
        name: ParticipantName::parse(&format!("Person {number}")).unwrap(),
        answered: true,
        days: (0..days).map(|day| Availability::ALL[(number + day) % Availability::ALL.len()]).collect(),
    };
    (0..60).map(person).collect()
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let dates = DateRange::new(day("2026-12-01"), day("2027-01-31"), Weekdays::NONE).unwrap();
    let people = people(dates.len());
    criterion.bench_function("counting 60 x 62", |bencher| bencher.iter(|| count_days(&dates, &people)));
    criterion.bench_function("best days of 60 x 62", |bencher| bencher.iter(|| best_days(&dates, &people)));
    criterion.bench_function("ranking of 60 x 62", |bencher| {
        bencher.iter(|| Ranking::new(&dates, &people, dates.first()));
    });
    criterion.final_summary();
}
