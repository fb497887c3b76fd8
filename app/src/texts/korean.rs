//! 한국어: the polite everyday form.

use super::LiveTexts;
#[cfg(feature = "ssr")]
use super::{PageTexts, RefusalTexts};

pub(super) const LIVE: LiveTexts = LiveTexts {
    my_days: "내 날짜",
    how_to_choose: "날짜를 누를 때마다 ○ 돼요, ✕ 안 돼요, ★ 좋아요로 바뀌어요. 다 고르면 저장해 주세요.",
    how_to_mark: "안 되는 날을 눌러 주세요. 나머지는 모두 가능한 날이에요.",
    brush: "누르면 이렇게 표시돼요",
    free: "돼요",
    busy: "안 돼요",
    starred: "좋아요",
    saving: "저장하고 있어요",
    saved: "저장됨",
    not_saved: "아직 저장되지 않았어요.",
    try_again: "다시 시도",
    weekends_busy: "주말은 안 돼요",
    all_days_work: "다 돼요",
    everyones_days: "모두의 날짜",
    best_day: "가장 좋은 날",
    best_days: "가장 좋은 날",
    nobody_yet: "첫 번째 사람이 들어오면 여기에 나와요.",
    everyone_can: "모두 가능",
    cannot: |names, more| match more {
        0 => format!("안 되는 사람: {names}"),
        _ => format!("안 되는 사람: {names} 외 {more}명"),
    },
    unanswered_count_as_free: |count| format!("아직 답하지 않은 {count}명은 가능한 것으로 셌어요."),
    day_counts: |free, of, starred| match starred {
        0 => format!("{of}명 중 {free}명 가능"),
        _ => format!("{of}명 중 {free}명 가능, 별 {starred}개"),
    },
    people: "함께하는 사람",
    me: "나",
    answered: "답변함",
    not_answered: "아직",
    unreachable: "서버에 닿지 못했어요.",
    undo: "되돌리기",
    away: "연결이 끊겼어요. 표시한 날은 보관했다가 다시 연결되면 보내요.",
    waits: "아직 보내지 않음",
    dropped: "보내지 못한 표시가 있어요. 그 사람이 이 미팅에서 빠졌어요.",
    refused_for_other: "다른 사람의 표시를 저장하지 못했어요:",
    outdated: "미팅이 바뀌었어요.",
    show_anew: "새로 보기",
    and_more: |count| format!("그 밖에 {count}건이 바뀌었어요."),
    timeline: "지금까지 있었던 일",
    earlier: "이전 내용",
    newest: "최신 내용으로",
    not_sent: "아직 보내지 못했어요.",
    remove_comment: "지우기",
    comment_removed: "지워진 댓글이에요.",
    guest: "손님",
    created: "미팅이 만들어졌어요",
    dates: "날짜",
    title: "제목",
    location: "장소",
    untitled: "이름 없는 미팅",
    joined: |name| format!("{name} 님이 들어왔어요"),
    renamed: |before, name| format!("{before} 님의 이름이 {name}(으)로 바뀌었어요"),
    removed: |name| format!("{name} 님이 빠졌어요"),
    marked: |name, days| {
        let Some([busy, starred, free]) = days else {
            return format!("{name} 님은 모든 날이 괜찮아요");
        };
        let mut sentence = format!("{name} 님의 표시:");
        let mut and = " ";
        for (count, what) in [(busy, "안 되는 날"), (starred, "좋은 날"), (free, "되는 날")] {
            if count > 0 {
                for part in [and, what, " ", &count.to_string(), "일"] {
                    sentence.push_str(part);
                }
                and = ", ";
            }
        }
        if and == " " {
            sentence.push_str(" 안 되는 날 없음");
        }
        sentence
    },
    organizer: "만든 사람",
};

#[cfg(feature = "ssr")]
pub(super) const PAGES: PageTexts = PageTexts {
    when: "언제쯤?",
    select_dates: "직접 고르기",
    most_days: "최대 62일",
    decide_later: "나중에 정하기",
    decide_later_hint: "아직 몰라도 괜찮아요",
    first_day: "첫날",
    last_day: "마지막 날",
    leave_out: "빼고 싶은 요일",
    legend_share: "가능한 사람 수",
    legend_everyone: "모두 가능",
    legend_best: "가장 좋은 날",
    legend_busy: "나는 안 됨",
    legend_starred: "나는 좋음",
    edit_days: "날짜 고치기",
    new_name: |name| format!("{name}의 새 이름"),
    rename: "바꾸기",
    remove: |name| format!("{name} 빼기"),
    remove_hint: "표시한 날짜도 함께 지워져요.",
    presets: ["앞으로 4주", "이번 달", "다음 달"],
    manage_people: "이름 바꾸기, 사람 빼기",
    home_title: "Meetifyr – 모두가 되는 날",
    home_lines: ["모두가 되는 날,", "링크 하나로."],
    home_hint: "가입 없이 만들고, 안 되는 날만 누르면 끝.",
    description: "가입 없이 링크 하나로 모두가 되는 날을 찾아요.",
    skip: "본문으로 가기",
    title: "무슨 모임인가요?",
    location: "어디서?",
    optional: "없어도 돼요",
    location_later: "나중에 정해도 돼요",
    create: "미팅 만들기",
    kept: |days| format!("마지막 날짜에서 {days}일이 지나면 자동으로 지워져요"),
    my_meetings: "내 미팅",
    no_dates: "날짜는 아직",
    people: |count| format!("{count}명"),
    link: "함께할 사람에게 보낼 링크",
    link_hint: "이 링크를 받은 사람은 누구나 들어올 수 있어요.",
    set_dates: "언제쯤 만날까요?",
    set_dates_button: "날짜 정하기",
    set_dates_hint: "한 번 정하면 바꿀 수 없어요.",
    wait_for_dates: "아직 날짜가 정해지지 않았어요. 만든 사람이 날짜를 정하면 들어올 수 있어요.",
    join: "언제 안 되는지 알려 주세요",
    join_hint: "이름만 적으면 돼요. 가입도 메일도 필요 없어요.",
    name: "이름",
    join_button: "시작하기",
    add_another: "다른 사람 대신 답하기",
    add_another_hint: "링크를 열 수 없는 사람을 대신해서 넣어 주세요.",
    add_another_button: "넣기",
    comment: "한마디 남기기",
    comment_name: "댓글에 쓸 이름",
    comment_button: "남기기",
    organize: "미팅 관리",
    save: "저장",
    delete: "미팅 지우기",
    delete_hint: "모든 사람의 날짜까지 바로 지워지고 되돌릴 수 없어요.",
    delete_confirm: "네, 지울게요",
    delete_button: "지우기",
    expires: |day| format!("{day}에 자동으로 지워져요"),
    not_found: "여기에는 아무것도 없어요",
    not_found_hint: "링크가 잘렸거나, 미팅이 지워졌을 수 있어요. 링크를 다시 확인해 주세요.",
    to_home: "새 미팅 만들기",
    broken: "잠시 문제가 생겼어요",
    broken_hint: "잠깐 뒤에 다시 열어 주세요. 저장된 것은 그대로 있어요.",
    too_large: "내용이 너무 길어요",
    too_large_hint: "뒤로 가면 적은 것이 그대로 있어요. 줄여서 다시 보내 주세요.",
    too_many: "잠시만 쉬어 가요",
    too_many_hint: "요청이 너무 많았어요. 조금 뒤에 다시 열어 주세요. 사라진 것은 없어요.",
    no_cookie: "한 번만 더 눌러 주세요",
    no_cookie_hint: "내가 만든 것을 나만 고칠 수 있도록 쿠키로 브라우저를 알아봐요. 방금은 쿠키가 함께 오지 \
        않았어요. 계속하면 함께 올 거예요. 브라우저가 쿠키를 저장하지 않으면, 지금 만드는 것은 링크가 있는 누구나 \
        고칠 수 있게 돼요.",
    go_on: "계속하기",
    open_meeting: "링크가 있는 사람은 누구나 이 미팅을 고칠 수 있어요.",
    open_days: "링크가 있는 사람은 누구나 이 날짜들을 고칠 수 있어요.",
    open_meeting_and_days: "링크가 있는 사람은 누구나 이 미팅과 이 날짜들을 고칠 수 있어요.",
};

#[cfg(feature = "ssr")]
pub(super) const REFUSALS: RefusalTexts = RefusalTexts {
    empty: "이름을 적어 주세요.",
    too_long: |most, more| format!("{most}자까지 적을 수 있어요. {more}자를 줄여 주세요."),
    no_such_day: "없는 날짜예요. 2026-12-31처럼 적어 주세요.",
    reversed: "첫날이 마지막 날보다 늦어요. 순서를 바꿔 주세요.",
    range_too_long: "최대 62일까지 고를 수 있어요. 기간을 줄여 주세요.",
    no_day_left: "남는 날이 없어요. 뺀 요일을 줄이거나 기간을 늘려 주세요.",
    out_of_years: "1000년에서 9999년 사이의 날짜를 골라 주세요.",
    today_moved: "그사이 날짜가 바뀌었어요. 새 날짜를 확인하고 다시 보내 주세요.",
    choose_dates: "언제쯤인지 골라 주세요.",
    meeting_not_found: "이 미팅은 없어요. 지워졌을 수 있어요.",
    participant_not_found: "이 사람은 이제 미팅에 없어요.",
    dates_already_set: |dates| format!("날짜가 이미 정해졌어요: {dates}."),
    dates_not_set: "아직 날짜가 정해지지 않았어요. 만든 사람이 정하면 들어올 수 있어요.",
    name_taken: "이 이름은 이미 있어요. 다른 이름을 적어 주세요.",
    meeting_full: |limit| format!("이 미팅은 {limit}명으로 가득 찼어요."),
    marks_do_not_fit: "표시한 날짜가 이 미팅과 맞지 않아요. 페이지를 새로 열어 주세요.",
    not_organizer: "미팅을 만든 사람만 할 수 있어요. 미팅을 만든 기기에서 열어 주세요.",
    not_their_device: "이 사람의 기기나 미팅을 만든 사람만 바꿀 수 있어요.",
    comment_not_found: "댓글을 찾을 수 없어요.",
    not_their_name: "이 이름으로는 이 사람의 기기에서만 글을 남길 수 있어요.",
    not_their_comment: "댓글을 쓴 사람이나 미팅을 만든 사람만 지울 수 있어요.",
    key_reused: "다른 내용이 같은 번호로 이미 왔어요. 페이지를 새로 열어 주세요.",
    not_confirmed: "지우려면 먼저 표시해 주세요.",
    unreadable: "보낸 내용을 읽지 못했어요. 다시 한 번 보내 주세요.",
    failed: "지금은 저장하지 못했어요. 적은 것은 그대로 있으니 다시 보내 주세요.",
    too_many: |seconds| format!("한꺼번에 너무 많이 보냈어요. {seconds}초 뒤에 다시 보내 주세요."),
    doubtful: "브라우저가 이 사이트의 서로 다른 쿠키를 두 개 보냈어요. 하나는 다른 사람의 것일 수 있어요. 이 사이트의 \
        쿠키를 지우고 다시 보내 주세요.",
};
