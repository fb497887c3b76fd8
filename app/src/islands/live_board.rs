//! The board with what the viewer has just done to it, what others did, and the queue that saves it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;

use super::browser;
use super::deeds::Deed;
use super::given::Given;
use super::kept::{self, Waiting};
use super::own::Own;
use super::post::{PostError, post};
use super::saving::Saving;
use crate::domain::{Actor, Availability, Board, DateRange, Entry, Event, Mark, ParticipantId, Stroke};
use crate::news::{Heard, News, Told};
use crate::texts::Language;

/// How long others' changes are gathered before those who listen hear of them.
const GATHERING: Duration = Duration::from_secs(2);

/// How many strokes can be undone.
const UNDOABLE: usize = 50;

/// The board as the viewer sees it: at once what they did, in the background what the server says.
///
/// Each kind of signal is code that a visitor downloads, so there are few of them.
#[derive(Clone, Copy)]
pub(super) struct LiveBoard {
    /// What the server said last.
    pub(super) truth: RwSignal<Board>,
    own: RwSignal<Own>,
    /// How the saving goes.
    pub(super) saving: RwSignal<Saving>,
    /// What the server said last, with what the viewer did since on top; without the timeline.
    pub(super) shown: Memo<Board>,
    /// For those who listen: what others did.
    pub(super) heard: RwSignal<String>,
    /// Whether the page does not fit the meeting any longer and has to be shown anew.
    pub(super) outdated: RwSignal<bool>,
    given: StoredValue<Given>,
    /// What others did and was not announced yet.
    unheard: StoredValue<Vec<Entry>>,
}

impl LiveBoard {
    pub(super) fn new(given: StoredValue<Given>) -> Self {
        let (me, board, written) =
            given.with_value(|given| (given.me, given.board.clone(), given.written.clone()));
        let truth = RwSignal::new(board);
        let own = RwSignal::new(Own { written, ..Own::default() });
        Self {
            truth,
            own,
            saving: RwSignal::new(Saving::Idle),
            shown: Memo::new(move |_| truth.with(|truth| own.with(|own| own.shown(truth, me)))),
            heard: RwSignal::new(String::new()),
            outdated: RwSignal::new(false),
            given,
            unheard: StoredValue::new(Vec::new()),
        }
    }

    fn me(self) -> Option<ParticipantId> {
        self.given.with_value(|given| given.me)
    }

    /// The meeting's code.
    pub(super) fn url_code(self) -> String {
        self.given.with_value(|given| given.url_code.clone())
    }

    /// Where the page is, however it came there.
    pub(super) fn address(self) -> String {
        self.given.with_value(Given::address)
    }

    /// The number of the entry that the page knows last.
    pub(super) fn version(self) -> u64 {
        self.truth.with_untracked(|truth| truth.version)
    }

    /// Shows a stroke that is still being painted.
    pub(super) fn paint(self, stroke: Stroke) {
        self.own.update(|own| own.painted = Some(stroke));
    }

    /// Forgets a stroke that is still being painted.
    pub(super) fn forget_painting(self) {
        self.own.update(|own| own.painted = None);
    }

    /// The painted stroke is done: it is saved.
    pub(super) fn finish_painting(self) {
        if let Some(stroke) = self.own.try_update(|own| own.painted.take()).flatten() {
            self.mark(stroke);
        }
    }

    /// Marks one day and saves it.
    pub(super) fn mark_day(self, place: usize, with: Mark) {
        let days = self.truth.with_untracked(|truth| truth.dates.map_or(0, |dates| dates.len()));
        let mut stroke = Stroke::untouched(days);
        stroke.set(place, with);
        self.mark(stroke);
    }

    /// Shows a stroke at once and saves it in the background.
    pub(super) fn mark(self, stroke: Stroke) {
        if !stroke.is_untouched() {
            self.act(Deed::Stroke(stroke));
        }
    }

    /// Makes every day free, keeps the stars, and saves it.
    pub(super) fn all_days_work(self) {
        self.act(Deed::AllDaysWork);
    }

    /// Takes the viewer's last stroke back, by a stroke like any other. One whose days were all marked
    /// again since is passed over.
    pub(super) fn undo(self) {
        while let Some(undo) = self.own.try_update(|own| own.undo.pop()).flatten() {
            let stroke = self.shown.with_untracked(|shown| undo.stroke(my_days(shown, self.me())));
            if !stroke.is_untouched() {
                return self.queue(Deed::Stroke(stroke));
            }
        }
    }

    /// Whether there is something to undo.
    pub(super) fn can_undo(self) -> bool {
        self.own.with(|own| !own.undo.is_empty())
    }

    /// Whether what the viewer did waits for the server.
    fn waits(self) -> bool {
        self.own.with_untracked(|own| !own.deeds.is_empty())
    }

    /// Whether what the viewer did would be lost with the page.
    pub(super) fn is_lost_with_page(self) -> bool {
        self.waits() && self.own.with_untracked(|own| !own.kept)
    }

    /// Whether what the viewer did to a day was not saved and waits for another try.
    pub(super) fn waits_at(self, place: usize) -> bool {
        let failed = self.saving.with(Saving::has_failed);
        failed && self.own.with(|own| own.deeds.iter().any(|deed| deed.touches(place)))
    }

    /// Whether the viewer's device wrote the comment with this number.
    pub(super) fn wrote(self, number: u64) -> bool {
        self.own.with(|own| own.written.contains(&number))
    }

    fn act(self, deed: Deed) {
        let back = self.shown.with_untracked(|shown| {
            let dates = shown.dates?;
            Some(deed.undone(my_days(shown, self.me()), &dates)).filter(|undo| !undo.is_empty())
        });
        self.own.update(|own| {
            own.undo.extend(back);
            if own.undo.len() > UNDOABLE {
                own.undo.remove(0);
            }
        });
        self.queue(deed);
    }

    fn queue(self, deed: Deed) {
        let under_way = usize::from(self.saving.with_untracked(Saving::is_under_way));
        self.own.update(|own| {
            match (own.deeds.get_mut(under_way..).and_then(<[Deed]>::last_mut), deed) {
                // What waits goes along in one request.
                (Some(Deed::Stroke(waiting)), Deed::Stroke(stroke)) => waiting.then(&stroke),
                (_, deed) => own.deeds.push(deed),
            }
        });
        self.keep();
        self.save();
    }

    /// Takes over what the viewer did on an earlier page and the server may not know. Gives whether
    /// something was dropped because the participant is gone.
    pub(super) fn take_up(self) -> bool {
        let (dates, people) = self.truth.with_untracked(|truth| {
            (truth.dates, truth.participants.iter().map(|one| one.id).collect::<Vec<_>>())
        });
        let kept = kept::take(&self.url_code(), self.me(), &people);
        let Some(dates) = dates else { return kept.dropped };
        for deed in kept.mine.lines().filter_map(|line| Deed::parse(line, &dates)) {
            self.queue(deed);
        }
        for waiting in kept.others {
            leptos::task::spawn_local(self.send_waiting(waiting, dates));
        }
        kept.dropped
    }

    /// Sends what was done from another seat. What fails stays kept for another page.
    async fn send_waiting(self, waiting: Waiting, dates: DateRange) {
        for deed in waiting.text.lines().filter_map(|line| Deed::parse(line, &dates)) {
            let days =
                self.truth.with_untracked(|truth| deed.text(my_days(truth, Some(waiting.participant))));
            match self.send(waiting.participant, &deed, &days).await {
                Ok(told) => self.hear_answer(told),
                Err(PostError::Failed(_)) => return,
                Err(PostError::Refused(_)) => {}
            }
        }
        waiting.forget();
    }

    /// Writes down what the server does not know yet, for the next page.
    fn keep(self) {
        let Some(me) = self.me() else { return };
        let text = self.truth.with_untracked(|truth| {
            let days = my_days(truth, Some(me));
            self.own
                .with_untracked(|own| own.deeds.iter().map(|deed| deed.text(days) + "\n").collect::<String>())
        });
        let kept = kept::keep(&self.url_code(), me, &text);
        self.own.update(|own| own.kept = kept);
    }

    /// Whether another page of this browser took over what waits, and sends it.
    fn is_taken_over(self, me: ParticipantId) -> bool {
        let kept = self.own.with_untracked(|own| own.kept && !own.deeds.is_empty());
        kept && kept::is_taken_over(&self.url_code(), me)
    }

    /// What the viewer sees of their own day at a place.
    pub(super) fn my_day(self, place: usize) -> Option<Availability> {
        self.shown.with_untracked(|board| my_days(board, self.me()).get(place).copied())
    }

    /// Sends what waits, one request at a time. What fails stays shown and waits for another try.
    pub(super) fn save(self) {
        let (Some(me), false) = (self.me(), self.saving.with_untracked(Saving::is_under_way)) else { return };
        if self.is_taken_over(me) {
            self.own.update(|own| own.deeds.clear());
            return self.saving.set(Saving::Idle);
        }
        let Some(deed) = self.own.with_untracked(|own| own.deeds.first().cloned()) else { return };
        let days = self.truth.with_untracked(|truth| deed.text(my_days(truth, Some(me))));
        self.saving.update(Saving::begin);
        leptos::task::spawn_local(async move {
            match self.send(me, &deed, &days).await {
                Ok(told) => {
                    self.hear_answer(told);
                    self.own.update(|own| drop(own.deeds.remove(0)));
                    self.keep();
                    self.saving.set(Saving::Saved);
                    self.save();
                }
                Err(PostError::Failed(detail)) => self.saving.set(Saving::Failed(detail)),
                Err(PostError::Refused(detail)) => {
                    self.own.update(|own| {
                        own.deeds.clear();
                        own.undo.clear();
                    });
                    self.keep();
                    self.saving.set(Saving::Refused(detail));
                }
            }
        });
    }

    /// Sends what was done to a participant's days; `text` is what it is as text.
    async fn send(
        self,
        participant: ParticipantId,
        deed: &Deed,
        text: &str,
    ) -> Result<Option<Told>, PostError> {
        let (participant, after) = (participant.0.to_string(), self.version().to_string());
        let fields = UrlSearchParams::new().map_err(|_| PostError::Failed(String::new()))?;
        fields.append("url_code", &self.url_code());
        fields.append("participant", &participant);
        fields.append("marks", text);
        fields.append("after", &after);
        let all = *deed == Deed::AllDaysWork;
        post(if all { "/api/all_days_work" } else { "/api/mark" }, &fields).await
    }

    /// Takes over what the server answered to something that was done. A newer server may say it in
    /// another form: then its page is another too, which the viewer asks for. While servers are replaced
    /// one after another a page that did so by itself might go on doing so.
    pub(super) fn hear_answer(self, told: Option<Told>) {
        match told {
            Some(Told { news, written, .. }) => {
                self.own.update(|own| own.written.extend(written));
                self.hear(news);
            }
            None => self.outdated.set(true),
        }
    }

    /// Takes over what happened. Gives false where something was missed: the page has to ask for it.
    pub(super) fn hear(self, news: News) -> bool {
        let mut heard = Heard::Missed;
        self.truth.maybe_update(|truth| {
            heard = news.told_to(truth);
            match &heard {
                Heard::New(entries) => !entries.is_empty(),
                Heard::Whole => true,
                Heard::Missed | Heard::Gone => false,
            }
        });
        match heard {
            Heard::New(entries) => self.announce(entries),
            Heard::Whole => {}
            Heard::Missed => return false,
            Heard::Gone => self.outgrow(),
        }
        let fits = self.truth.with_untracked(|truth| {
            let me = self.me();
            let seated = me.is_none() || truth.participants.iter().any(|one| Some(one.id) == me);
            seated && truth.dates.is_some() == self.given.with_value(|given| given.board.dates.is_some())
        });
        if !fits {
            self.outgrow();
        }
        true
    }

    /// The page does not fit the meeting any longer: it is shown anew at once where nothing is lost by
    /// that, else when the viewer says so.
    fn outgrow(self) {
        let refused = matches!(self.saving.get_untracked(), Saving::Refused(_)) || browser::answers_form();
        self.outdated.set(true);
        if !refused && !self.waits() && !browser::is_typed_in("body") {
            browser::show(&self.address());
        }
    }

    /// Says what others did to those who listen: gathered, and in one sentence, however much it is.
    fn announce(self, new: Vec<Entry>) {
        let gathering = self.unheard.with_value(|unheard| !unheard.is_empty());
        if new.is_empty() {
            return;
        }
        self.unheard.update_value(|unheard| unheard.extend(new));
        if !gathering {
            let say = move || {
                let mut news = self.unheard.try_update_value(std::mem::take).unwrap_or_default();
                // By now the page knows which comments are its own.
                news.retain(|entry| !self.did(entry));
                if news.is_empty() {
                    return;
                }
                // The organizer's list of people is the server's.
                if self.given.with_value(|given| given.organizes) && news.iter().any(changes_people) {
                    browser::renew("#manage-people .manage", self.address());
                }
                self.heard.set(summary(&news, self.given.with_value(|given| given.language)));
            };
            set_timeout(say, GATHERING);
        }
    }

    /// Whether the viewer did this, as far as a page can tell.
    fn did(self, entry: &Entry) -> bool {
        let is_me = |id: &ParticipantId| Some(*id) == self.me();
        let organizes = self.given.with_value(|given| given.organizes);
        match (&entry.who, &entry.event) {
            (Actor::Participant(id, _), _) => is_me(id),
            (_, Event::Commented { .. }) => {
                self.own.with_untracked(|own| own.written.contains(&entry.number))
            }
            (Actor::Organizer, Event::Marked { participant, .. }) => organizes && is_me(participant),
            (Actor::Guest, Event::Marked { participant, .. }) => is_me(participant),
            (Actor::Organizer, _) => organizes,
            (Actor::Guest, _) => false,
        }
    }
}

fn my_days(board: &Board, me: Option<ParticipantId>) -> &[Availability] {
    let mine = board.participants.iter().find(|one| Some(one.id) == me);
    mine.map_or(&[], |mine| &mine.days)
}

/// Whether somebody came, went, or is called otherwise.
fn changes_people(entry: &Entry) -> bool {
    matches!(entry.event, Event::Joined { .. } | Event::Renamed { .. } | Event::Removed { .. })
}

/// The last thing that happened, and how much else did.
fn summary(news: &[Entry], language: Language) -> String {
    let last = news.last().map(|entry| language.happened(entry)).unwrap_or_default();
    match news.len() {
        0 | 1 => last,
        count => [last, (language.live().and_more)(count - 1)].join(". "),
    }
}
