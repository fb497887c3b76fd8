//! Who can on which day, as a table of people by days (RFC 4180).

use app::domain::{Availability, Meeting};
use app::texts::Language;
use axum::response::Response;

use super::ExportRequest;

/// Spreadsheets read UTF-8 only if a file begins so.
const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) async fn serve(request: ExportRequest) -> Response {
    let table = || table(&request.meeting, request.visit.language);
    request.respond("csv", "text/csv; charset=utf-8", table)
}

/// A line for each participant. Who has not answered has no word on any day.
fn table(meeting: &Meeting, language: Language) -> Option<String> {
    let days: Vec<_> = meeting.dates.iter().flat_map(app::domain::DateRange::days).collect();
    let texts = language.live();
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let head = [language.pages().name().to_owned()].into_iter().chain(days.iter().map(ToString::to_string));
    writer.write_record(head).ok()?;
    for one in &meeting.participants {
        let word = |day: &Availability| match day {
            _ if !one.answered => "",
            Availability::Free => texts.free(),
            Availability::Busy => texts.busy(),
            Availability::Starred => texts.starred(),
        };
        let name = harmless(one.name.as_str());
        writer.write_record([name.as_str()].into_iter().chain(one.days.iter().map(word))).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

/// A text that spreadsheets take for text: what begins like a formula is quoted by an apostrophe.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("Kit = Lee"), "Kit = Lee");
    }
}
