//! Personal and organizer links.

use app::domain::{Location, Marking, ParticipantId, Title, UrlCode};
use app::meetings::{DeviceHash, Link, LinkId, LinkTarget, LinkToken, MAX_LINKS, Meetings, Refusal};
use chrono::TimeDelta;
use server::application::Limits;
use server::random::RandomCodes;

use crate::World;
use crate::helpers::{description, five_days, refused, texts, title};
use crate::support::{FixedClock, application, device, name, now};

crate::on_both_engines!(
    a_personal_link_gives_a_participant_to_one_further_device,
    an_organizer_link_gives_the_meeting_to_every_device_until_it_is_revoked,
    a_revoked_link_takes_back_what_it_gave,
    with_a_link_go_those_that_its_devices_made,
    of_two_devices_that_claim_one_personal_link_at_once_one_gets_it,
    who_has_it_already_does_not_use_the_link_up,
    a_new_personal_link_replaces_one_that_was_not_used,
    only_so_many_links_can_be_made,
    links_of_other_meetings_are_not_found,
    a_link_of_a_meeting_that_is_gone_is_not_found,
    links_change_neither_timeline_nor_version,
    the_database_holds_no_token,
);

async fn kit(world: &World) -> (UrlCode, DeviceHash, DeviceHash, ParticipantId) {
    let (code, organizer) = five_days(&world.meetings).await;
    let kit = device();
    let id = world.meetings.join(code.clone(), Some(kit), name("Kit"), None).await.unwrap();
    (code, organizer, kit, id)
}

/// Whether a device can mark for a participant.
async fn marks(meetings: &Meetings, code: &UrlCode, device: DeviceHash, id: ParticipantId) -> bool {
    meetings.mark(code.clone(), Some(device), id, Marking::AllDaysWork).await.is_ok()
}

/// The links that the organizer sees.
async fn links(world: &World, code: &UrlCode, viewer: DeviceHash) -> Vec<Link> {
    let found = world.meetings.read(code, Some(&viewer)).await.unwrap();
    world.meetings.links(&found).await.unwrap()
}

async fn make(world: &World, code: &UrlCode, device: DeviceHash, target: LinkTarget) -> LinkToken {
    world.meetings.make_link(code.clone(), Some(device), target).await.unwrap()
}

async fn a_personal_link_gives_a_participant_to_one_further_device(world: &World) {
    let (code, organizer, kit, id) = kit(world).await;
    let target = LinkTarget::Participant(id);
    let (phone, other) = (device(), device());
    for maker in [kit, organizer] {
        let token = make(world, &code, maker, target).await;
        let opened = world.meetings.opened_link(&token, Some(&phone)).await.unwrap();
        assert_eq!(
            (opened.url_code, opened.name, opened.link.target),
            (code.clone(), Some(name("Kit")), target)
        );
        let claimer = if maker == kit { phone } else { other };
        assert!(!marks(&world.meetings, &code, claimer, id).await);
        assert_eq!(world.meetings.claim(&token, Some(claimer)).await.unwrap(), (code.clone(), target));
        assert!(marks(&world.meetings, &code, claimer, id).await);
        assert_eq!(refused(world.meetings.claim(&token, Some(device())).await), Refusal::LinkUsed);
        assert_eq!(refused(world.meetings.claim(&token, None).await), Refusal::NoDevice);
    }
    let refusal = world.meetings.make_link(code.clone(), Some(device()), target).await;
    assert_eq!(refused(refusal), Refusal::NotTheirDevice);
    // The device that claimed it organizes nothing.
    assert_eq!(refused(world.meetings.delete(code.clone(), Some(phone)).await), Refusal::NotOrganizer);
    let late = application(
        world.store.clone(),
        FixedClock(now() + TimeDelta::days(7)),
        RandomCodes::default(),
        Limits::default(),
    );
    let token = make(world, &code, kit, target).await;
    assert_eq!(refused(late.meetings.claim(&token, Some(device())).await), Refusal::LinkExpired);
}

async fn an_organizer_link_gives_the_meeting_to_every_device_until_it_is_revoked(world: &World) {
    let (code, organizer, kit, _) = kit(world).await;
    let refusal = world.meetings.make_link(code.clone(), Some(kit), LinkTarget::Meeting).await;
    assert_eq!(refused(refusal), Refusal::NotOrganizer);
    let token = make(world, &code, organizer, LinkTarget::Meeting).await;
    for (number, helper) in [device(), device()].into_iter().enumerate() {
        world.meetings.claim(&token, Some(helper)).await.unwrap();
        let change = description(Some(title(&number.to_string())), None);
        world.meetings.describe(code.clone(), Some(helper), change).await.unwrap();
        assert_eq!(world.meetings.meetings_of(&helper).await.unwrap().len(), 1);
    }
    assert_eq!(links(world, &code, organizer).await[0].devices, 2);
    assert_eq!(links(world, &code, kit).await, []);
    let open = world.meetings.create(None, Title::default(), Location::default(), None, None).await.unwrap();
    let refusal = world.meetings.make_link(open, Some(organizer), LinkTarget::Meeting).await;
    assert_eq!(refused(refusal), Refusal::NotOrganizer);
}

async fn a_revoked_link_takes_back_what_it_gave(world: &World) {
    let (code, organizer, kit, id) = kit(world).await;
    let (helper, phone) = (device(), device());
    let token = make(world, &code, organizer, LinkTarget::Meeting).await;
    world.meetings.claim(&token, Some(helper)).await.unwrap();
    let personal = make(world, &code, kit, LinkTarget::Participant(id)).await;
    world.meetings.claim(&personal, Some(phone)).await.unwrap();
    let all = links(world, &code, organizer).await;
    let [organizers, kits] = [all[0].id, all[1].id];
    assert_eq!(links(world, &code, kit).await, all[1..]);
    let stranger = world.meetings.revoke_link(code.clone(), Some(device()), kits).await;
    assert_eq!(refused(stranger), Refusal::NotTheirDevice);
    let guest = world.meetings.revoke_link(code.clone(), Some(kit), organizers).await;
    assert_eq!(refused(guest), Refusal::NotOrganizer);
    world.meetings.revoke_link(code.clone(), Some(kit), kits).await.unwrap();
    assert!(!marks(&world.meetings, &code, phone, id).await);
    assert!(marks(&world.meetings, &code, kit, id).await);
    world.meetings.revoke_link(code.clone(), Some(organizer), organizers).await.unwrap();
    let refusal = world.meetings.describe(code.clone(), Some(helper), description(Some(title("x")), None));
    assert_eq!(refused(refusal.await), Refusal::NotOrganizer);
    world
        .meetings
        .describe(code.clone(), Some(organizer), description(Some(title("x")), None))
        .await
        .unwrap();
    for token in [token, personal] {
        assert_eq!(refused(world.meetings.claim(&token, Some(device())).await), Refusal::LinkNotFound);
    }
    let again = world.meetings.revoke_link(code, Some(organizer), organizers).await;
    assert_eq!(refused(again), Refusal::LinkNotFound);
}

async fn with_a_link_go_those_that_its_devices_made(world: &World) {
    let (code, organizer, kit, id) = kit(world).await;
    let (helper, friend, stays) = (device(), device(), device());
    let first = make(world, &code, organizer, LinkTarget::Meeting).await;
    world.meetings.claim(&first, Some(helper)).await.unwrap();
    let second = make(world, &code, helper, LinkTarget::Meeting).await;
    world.meetings.claim(&second, Some(friend)).await.unwrap();
    let kept = make(world, &code, helper, LinkTarget::Meeting).await;
    let personal = make(world, &code, friend, LinkTarget::Participant(id)).await;
    let own = make(world, &code, organizer, LinkTarget::Meeting).await;
    world.meetings.claim(&own, Some(stays)).await.unwrap();
    let revoked = links(world, &code, organizer).await[0].id;
    // Who has forgotten their device meanwhile does not keep a way in.
    world.meetings.forget_device(&helper).await.unwrap();
    world.meetings.revoke_link(code.clone(), Some(organizer), revoked).await.unwrap();
    for lost in [first, second, kept, personal] {
        assert_eq!(refused(world.meetings.claim(&lost, Some(device())).await), Refusal::LinkNotFound);
    }
    for (device, organizes) in [(organizer, true), (helper, false), (friend, false), (stays, true)] {
        let found = world.meetings.read(&code, Some(&device)).await.unwrap();
        assert_eq!(found.access.own, organizes);
    }
    assert!(marks(&world.meetings, &code, kit, id).await);
}

async fn of_two_devices_that_claim_one_personal_link_at_once_one_gets_it(world: &World) {
    let (code, _, kit, id) = kit(world).await;
    let token = make(world, &code, kit, LinkTarget::Participant(id)).await;
    let (one, two) = (device(), device());
    let claims =
        tokio::join!(world.meetings.claim(&token, Some(one)), world.meetings.claim(&token, Some(two)));
    assert_ne!(claims.0.is_ok(), claims.1.is_ok());
    let has = [marks(&world.meetings, &code, one, id).await, marks(&world.meetings, &code, two, id).await];
    assert_eq!(has, [claims.0.is_ok(), claims.1.is_ok()]);
}

async fn who_has_it_already_does_not_use_the_link_up(world: &World) {
    let (code, _, kit, id) = kit(world).await;
    let token = make(world, &code, kit, LinkTarget::Participant(id)).await;
    for claimer in [kit, kit] {
        world.meetings.claim(&token, Some(claimer)).await.unwrap();
    }
    let phone = device();
    for claimer in [phone, phone] {
        world.meetings.claim(&token, Some(claimer)).await.unwrap();
    }
    assert_eq!(links(world, &code, kit).await[0].devices, 1);
}

async fn a_new_personal_link_replaces_one_that_was_not_used(world: &World) {
    let (code, _, kit, id) = kit(world).await;
    let lost = make(world, &code, kit, LinkTarget::Participant(id)).await;
    let token = make(world, &code, kit, LinkTarget::Participant(id)).await;
    assert_eq!(refused(world.meetings.claim(&lost, Some(device())).await), Refusal::LinkNotFound);
    world.meetings.claim(&token, Some(device())).await.unwrap();
    make(world, &code, kit, LinkTarget::Participant(id)).await;
    assert_eq!(links(world, &code, kit).await.len(), 2);
}

async fn only_so_many_links_can_be_made(world: &World) {
    let (code, organizer, ..) = kit(world).await;
    for _ in 0..MAX_LINKS {
        make(world, &code, organizer, LinkTarget::Meeting).await;
    }
    let refusal = world.meetings.make_link(code, Some(organizer), LinkTarget::Meeting).await;
    assert_eq!(refused(refusal), Refusal::TooManyLinks(MAX_LINKS));
}

async fn links_of_other_meetings_are_not_found(world: &World) {
    let (code, organizer, _, id) = kit(world).await;
    let (other, others_organizer) = five_days(&world.meetings).await;
    make(world, &code, organizer, LinkTarget::Meeting).await;
    let link = links(world, &code, organizer).await[0].id;
    for asker in [others_organizer, organizer] {
        let refusal = world.meetings.revoke_link(other.clone(), Some(asker), link).await;
        assert_eq!(refused(refusal), Refusal::LinkNotFound);
    }
    let target = LinkTarget::Participant(id);
    let refusal = world.meetings.make_link(other.clone(), Some(others_organizer), target).await;
    assert_eq!(refused(refusal), Refusal::ParticipantNotFound(id));
    assert_eq!(
        refused(world.meetings.revoke_link(code, Some(organizer), LinkId(-1)).await),
        Refusal::LinkNotFound
    );
}

async fn a_link_of_a_meeting_that_is_gone_is_not_found(world: &World) {
    let (code, organizer, kit, id) = kit(world).await;
    let personal = make(world, &code, kit, LinkTarget::Participant(id)).await;
    world.meetings.remove(code.clone(), Some(organizer), id).await.unwrap();
    assert_eq!(refused(world.meetings.claim(&personal, Some(device())).await), Refusal::LinkNotFound);
    let token = make(world, &code, organizer, LinkTarget::Meeting).await;
    world.meetings.delete(code, Some(organizer)).await.unwrap();
    assert_eq!(refused(world.meetings.opened_link(&token, None).await), Refusal::LinkNotFound);
    assert_eq!(refused(world.meetings.claim(&token, Some(device())).await), Refusal::LinkNotFound);
}

async fn links_change_neither_timeline_nor_version(world: &World) {
    let (code, organizer, ..) = kit(world).await;
    let before = world.meetings.read(&code, None).await.unwrap().meeting;
    let token = make(world, &code, organizer, LinkTarget::Meeting).await;
    world.meetings.claim(&token, Some(device())).await.unwrap();
    let link = links(world, &code, organizer).await[0].id;
    world.meetings.revoke_link(code.clone(), Some(organizer), link).await.unwrap();
    assert_eq!(world.meetings.read(&code, None).await.unwrap().meeting, before);
}

async fn the_database_holds_no_token(world: &World) {
    let (code, organizer, ..) = kit(world).await;
    let token = make(world, &code, organizer, LinkTarget::Meeting).await;
    let stored = texts(world, "SELECT hex(token_hash) FROM links").await.concat();
    let hex = token.hash().as_bytes().map(|byte| format!("{byte:02X}")).concat();
    assert_eq!(stored, hex);
}
