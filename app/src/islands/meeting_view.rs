//! The parts of a meeting's page that live: the server renders them as they are now, and the browser replaces
//! each by one that it renders itself.
//!
//! The browser does not hydrate what the server rendered node by node. Browsers, translators and extensions
//! change those nodes (a telephone number becomes a link, each text a `<font>`), and a walk over nodes that are
//! not as expected ends in a trap. Instead it builds all parts beside the document, and puts them in their places
//! when all are complete: until then, and if anything fails, the page is the one that works without JavaScript.

use chrono::{NaiveDate, NaiveDateTime};
use leptos::either::Either;
use leptos::prelude::*;

use super::live_board::LiveBoard;
use super::meeting_props::MeetingProps;
use super::my_days::MyDays;
use super::status_bar::StatusBar;
use crate::components::{
    BestDays, CountedDays, DayTile, DecisionCard, People, Timeline, TimelineView, UtcOffset, day_tiles,
};
use crate::domain::{Board, DateRange, counted};
use crate::texts::Language;
use crate::texts::html::{escape, typed};

/// The state that the parts share.
#[derive(Clone, Copy)]
pub struct Parts {
    pub(super) live: LiveBoard,
    pub(super) props: StoredValue<MeetingProps>,
    pub(super) language: Language,
    /// Whether live updates arrive.
    pub(super) connected: RwSignal<bool>,
    /// Whether the server is unreachable.
    pub(super) away: RwSignal<bool>,
    /// Why the last comment could not be sent; empty if it was.
    pub(super) comment_problem: RwSignal<String>,
    /// Whether updates arrive late, because they have to be polled.
    pub(super) late: RwSignal<bool>,
    day_tiles: Memo<Vec<DayTile>>,
}

impl Parts {
    #[must_use]
    pub fn new(props: MeetingProps, language: Language, today: NaiveDate) -> Self {
        let me = props.me;
        let props = StoredValue::new(props);
        let live = LiveBoard::new(props, language, today);
        let day_tiles = Memo::new(move |before: Option<&Vec<DayTile>>| {
            let mut tiles =
                live.shown.with(|board| live.only.with(|only| day_tiles(board, me, only, live.today.get())));
            for (index, tile) in tiles.iter_mut().enumerate() {
                tile.waits = live.has_failed_edit_at(index);
                if let Some(before) = before.and_then(|before| before.get(index)) {
                    *tile = tile.noting_change_from(*before);
                }
            }
            tiles
        });
        let [connected, away, late] = std::array::from_fn(|_| RwSignal::new(false));
        Self {
            live,
            props,
            language,
            connected,
            away,
            late,
            comment_problem: RwSignal::new(String::new()),
            day_tiles,
        }
    }

    /// The status bar.
    #[must_use]
    pub fn status(self) -> impl IntoView {
        let Self { live, connected, away, late, language, .. } = self;
        view! { <StatusBar live connected away late language/> }
    }

    /// The decision, and what is set about closing. `utc_offset` is the viewer's zone, if it is known.
    #[must_use]
    pub fn decision(self, utc_offset: Option<UtcOffset>) -> impl IntoView {
        let Self { live, language, .. } = self;
        let calendar = ["/m/", &live.url_code(), "/calendar"].concat();
        view! { <DecisionCard board=live.shown closed=live.closed utc_offset calendar language/> }
    }

    /// The calendar: the viewer's own days, or everybody's. `form` is the form of the viewer's days that works
    /// without JavaScript; only the server renders it.
    #[must_use]
    pub fn days(self, dates: DateRange, form: Option<Children>) -> impl IntoView {
        let Self { live, away, language, day_tiles, .. } = self;
        let texts = language.live();
        let me = live.me();
        let name = move || {
            let name = |board: &Board| {
                let seat = board.participants.iter().find(|one| Some(one.id) == me);
                seat.map(|one| typed(one.name.as_str())).unwrap_or_default()
            };
            live.shown.with(name)
        };
        let days = match me {
            // A form that was refused keeps what was chosen in it, also if answering is closed meanwhile.
            Some(_) if live.may_answer() || form.is_some() => {
                Either::Left(view! { <MyDays dates live day_tiles away language form/> })
            }
            _ => Either::Right(view! {
                <div class="months">
                    <CountedDays dates day_tiles tabbable=None language/>
                </div>
            }),
        };
        view! {
            <h2 id="days-title">
                {if me.is_some() { texts.my_days() } else { texts.everyones_days() }} " " <small inner_html=name></small>
            </h2>
            {days}
        }
    }

    /// The best days, and the people.
    #[must_use]
    pub fn results(self) -> impl IntoView {
        let Self { live, language, props, .. } = self;
        let mine = StoredValue::new(props.with_value(|props| props.mine.clone()));
        let counted_board = Memo::new(move |_| {
            live.shown.with(|board| Board {
                participants: live.only.with(|only| counted(&board.participants, only)),
                ..board.clone()
            })
        });
        let (action, seat) = (["/m/", &live.url_code()].concat(), live.seat());
        view! {
            <BestDays board=counted_board today=live.today language/>
            <People board=live.shown only=live.only mine action seat language/>
        }
    }

    /// The timeline, without the form for comments. `utc_offset` is the offset of the viewer's zone at a moment,
    /// in minutes.
    #[must_use]
    pub fn timeline<Z>(self, utc_offset: Z) -> impl IntoView
    where
        Z: Fn(NaiveDateTime) -> i32 + Copy + Send + Sync + 'static,
    {
        let Self { live, props, language, comment_problem: problem, .. } = self;
        let texts = language.live();
        let view = StoredValue::new(props.with_value(|props| TimelineView {
            url_code: props.url_code.clone(),
            seat: props.seat.clone(),
            mine: props.mine.clone(),
            organizes: props.organizes,
            before: props.before,
            language,
        }));
        let (address, oldest) = props
            .with_value(|props| (props.address(), props.board.timeline.first().map(|entry| entry.number)));
        let earlier = oldest.filter(|oldest| *oldest > 1).map(|oldest| {
            let and = if address.contains('?') { '&' } else { '?' };
            view! { <a href=format!("{address}{and}before={oldest}#timeline")>{texts.earlier()}</a> }
        });
        view! {
            <p
                class="problem"
                role="alert"
                hidden=move || problem.with(String::is_empty)
                inner_html=move || problem.with(|problem| escape(problem))
            ></p>
            <Timeline board=live.server_board wrote=move |number| live.wrote_comment(number) utc_offset view/>
            <p class="line">{earlier}</p>
        }
    }
}
