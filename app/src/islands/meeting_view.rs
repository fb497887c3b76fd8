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

use super::browser::document::index_of;
use super::live_board::LiveBoard;
use super::meeting_props::MeetingProps;
use super::my_days::MyDays;
use super::status_bar::StatusBar;
use crate::components::{
    BestDays, BestLine, CountedDays, DayPanel, DayTile, DecisionCard, LiveHtml, People, Shown, TimelineView,
    UtcOffset, View, day_tiles, flag, text, timeline_html,
};
use crate::domain::{Board, DateRange, ParticipantId, Ranking, counted};
use crate::texts::Language;
use crate::texts::html::{escape, typed};

/// The index of no day.
const NONE: usize = usize::MAX;

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
    pub(super) day_tiles: Memo<Vec<DayTile>>,
    /// The board as the viewer sees it, with the participants who count.
    pub(super) counted_board: Memo<Board>,
    /// The ranking of its days.
    pub(super) ranking: Memo<Ranking>,
    /// The meeting's code.
    pub(super) url_code: StoredValue<String>,
    /// The index of the day that the mouse points at; beyond the days if it points at none.
    pointed: RwSignal<usize>,
}

impl Parts {
    #[must_use]
    pub fn new(props: MeetingProps, language: Language, today: NaiveDate) -> Self {
        let me = props.me;
        let props = StoredValue::new(props);
        let live = LiveBoard::new(props, language, today);
        let day_tiles = Memo::new(move |before: Option<&Vec<DayTile>>| {
            let mut tiles = live.shown.with(|board| {
                live.view.with(|view| {
                    let (only, person, today) = (&*view.only, view.person, live.today.get());
                    day_tiles(board, Shown { me, only, person, today })
                })
            });
            for (index, tile) in tiles.iter_mut().enumerate() {
                tile.waits = live.has_failed_edit_at(index);
                if let Some(before) = before.and_then(|before| before.get(index)) {
                    *tile = tile.noting_change_from(*before);
                }
            }
            tiles
        });
        let counted_board = Memo::new(move |_| {
            live.shown.with(|board| Board {
                participants: live.view.with(|view| counted(&board.participants, &view.only)),
                ..board.clone()
            })
        });
        let ranking = Memo::new(move |_| {
            counted_board.with(|board| {
                let rank = |dates| Ranking::new(&dates, &board.participants, live.today.get());
                board.dates.map(rank).unwrap_or_default()
            })
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
            counted_board,
            ranking,
            url_code: StoredValue::new(live.url_code()),
            pointed: RwSignal::new(NONE),
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
        let Self { live, away, language, day_tiles, counted_board: board, .. } = self;
        let texts = language.live();
        let me = live.me();
        // Without a form the server shows one person's days in its place.
        let is_static = !cfg!(feature = "hydrate") && form.is_none();
        let days = match me {
            // A form that was refused keeps what was chosen in it, also if answering is closed meanwhile.
            Some(_) if !is_static && (live.may_answer() || form.is_some()) => {
                Either::Left(view! { <MyDays dates live board day_tiles away language form/> })
            }
            _ => Either::Right(self.counted_days(dates)),
        };
        // The mouse points at days, unless it paints.
        let point = move |event: leptos::ev::PointerEvent| {
            if event.pointer_type() == "mouse" && event.buttons() == 0 {
                self.pointed.set(index_of(&event).unwrap_or(NONE));
            }
        };
        view! {
            <h2 id="days-title">
                {if me.is_some() { texts.my_days() } else { texts.everyones_days() }} " "
                <small inner_html=text(move || live.shown.with(|board| name_of(board, me)))></small>
            </h2>
            {self.person_line()}
            <BestLine ranking=self.ranking language/>
            <div on:pointerover=point on:pointerleave=move |_| self.pointed.set(NONE)>{days}</div>
        }
    }

    /// The calendar of everybody's days, which are links to the panel of the day.
    pub(super) fn counted_days(self, dates: DateRange) -> impl IntoView {
        let Self { live, counted_board, day_tiles, url_code, language, .. } = self;
        view! {
            <div class="months">
                <CountedDays dates board=counted_board day_tiles view=live.view url_code tabbable=None language/>
            </div>
        }
    }

    /// Says whose days are shown alone, and leads back from there.
    fn person_line(self) -> impl IntoView {
        let Self { live, language, .. } = self;
        let texts = language.live();
        let person = move || live.view.with(|view| view.person);
        let name = move || live.shown.with(|board| name_of(board, person()));
        let address = move |without: bool| {
            let view = live.view.with(|view| view.with_person(None));
            let others = |id: &ParticipantId| Some(*id) != person();
            let everybody = live.shown.with(|board| board.participants.iter().map(|one| one.id).collect());
            let left = if view.only.is_empty() { everybody } else { view.only.clone() };
            let only = if without { left.into_iter().filter(others).collect() } else { view.only.clone() };
            live.address_of(&View { only, ..view }) + "#days"
        };
        view! {
            <p class="person line" role="status" hidden=flag(move || person().is_none())>
                <strong inner_html=text(move || texts.days_of(&name()))></strong>
                <a class="button" data-view href=text(move || address(true))>
                    <span inner_html=text(move || texts.without(&name()))></span>
                </a>
                <a class="button" data-view href=text(move || address(false))>{texts.show_everybody()}</a>
            </p>
        }
    }

    /// The best days, the panel of a day, and the people.
    #[must_use]
    pub fn results(self) -> impl IntoView {
        let Self { live, language, props, counted_board: board, ranking, url_code, pointed, .. } = self;
        let mine = StoredValue::new(props.with_value(|props| props.mine.clone()));
        let view = live.view;
        view! {
            <BestDays board today=live.today ranking view url_code language/>
            <DayPanel board view pointed url_code language/>
            <People board=live.shown view mine url_code language/>
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
            seat: live.seat(),
            mine: props.mine.clone(),
            organizes: props.organizes,
            before: props.before,
            language,
        }));
        let html = move || {
            // Not tracked: edits change at every move of the pointer. `apply_response` notifies if a comment was written.
            let wrote = |number| live.edits.with_untracked(|edits| edits.written.contains(&number));
            live.server_board
                .with(|board| view.with_value(|view| timeline_html(board, &wrote, &utc_offset, view)))
        };
        let (address, oldest) = props
            .with_value(|props| (live.address(), props.board.timeline.first().map(|entry| entry.number)));
        let earlier = oldest.filter(|oldest| *oldest > 1).map(|oldest| {
            let and = if address.contains('?') { '&' } else { '?' };
            view! { <a href=format!("{address}{and}before={oldest}#timeline")>{texts.earlier()}</a> }
        });
        view! {
            <p
                class="problem"
                role="alert"
                hidden=flag(move || problem.with(String::is_empty))
                inner_html=text(move || problem.with(|problem| escape(problem)))
            ></p>
            <LiveHtml html=text(html)/>
            <p class="line">{earlier}</p>
        }
    }
}

/// The name of a participant as HTML; empty if there is no such participant.
fn name_of(board: &Board, id: Option<ParticipantId>) -> String {
    let one = board.participants.iter().find(|one| Some(one.id) == id);
    one.map(|one| typed(one.name.as_str())).unwrap_or_default()
}
