//! Language and appearance.

use crate::browser::Server;

const CHOSEN: [(&str, &str); 3] = [("language", "ar"), ("theme", "dark"), ("back", "/privacy?x=1")];

#[tokio::test(flavor = "multi_thread")]
async fn language_and_appearance_are_remembered_and_lead_back_to_the_page() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.send("/preferences", &CHOSEN).await.leads_to("/privacy?x=1");
    browser.open("/").await.shows(200, &["<html lang=\"ar\" dir=\"rtl\" data-theme=\"dark\" "]);
    browser.send("/preferences", &[("back", "/")]).await.leads_to("/");
    let page = browser.open("/").await;
    page.shows(200, &["<html lang=\"en\" dir=\"ltr\" "]);
}

/// Whoever changes one of the two keeps the other.
#[tokio::test(flavor = "multi_thread")]
async fn the_form_has_chosen_what_the_page_has() {
    let server = Server::start().await;
    for tag in ["en", "ko", "pt-BR", "zh-Hant"] {
        let cookie = format!("meetifyr_language={tag}; meetifyr_theme=dark");
        let page = server.browser().open_with("/", &[("cookie", &cookie)]).await;
        let options: Vec<_> = page
            .text
            .split("<option ")
            .filter(|option| option.split('>').next().unwrap().contains(" selected"))
            .collect();
        assert_eq!(options.len(), 2, "{tag}");
        assert!(options[0].starts_with(&format!("value=\"{tag}\"")), "{}", options[0]);
        assert!(options[1].starts_with("value=\"dark\""), "{}", options[1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_choice_and_no_page_of_this_site_is_ignored() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let fields = [("language", "xx"), ("theme", "pink"), ("back", "https://evil.example/")];
    browser.send("/preferences", &fields).await.leads_to("/");
    browser.open("/").await.shows(200, &["<html lang=\"en\" dir=\"ltr\" "]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_chooses_nothing() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.send_with("/preferences", &CHOSEN, &[("sec-fetch-site", "cross-site")]).await;
    browser.open("/").await.shows(200, &["<html lang=\"en\" dir=\"ltr\" "]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_names_everybody_and_counts_each_day() {
    let server = Server::start().await;
    let mut browser = server.browser();
    let code = browser.make_five_days().await;
    let id = browser.join(&code, "Sunny <b>").await;
    browser.send("/api/all_days_work", &[("url_code", code.as_str()), ("participant", &id)]).await;
    let table = format!("/m/{code}/table");
    browser.open(&table).await.shows(200, &["Sunny &lt;b>", "<td>1<small>/1</small></td>"]);
    let without_dates = browser.send("/api/create", &[]).await.code();
    browser.open(&format!("/m/{without_dates}/table")).await.shows(404, &[]);
}
