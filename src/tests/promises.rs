//! The page about security promises only what tests prove, and says it in both languages.

use std::collections::BTreeSet;

use app::pages::PROMISES;
use words::Language;

use super::checklist::is_test;
use super::harness::TestApp;

#[test]
fn every_promise_names_tests_that_exist() {
    for promise in PROMISES {
        let title = promise.title.en;
        assert!(!promise.tests.is_empty(), "{title}: nothing proves it");
        for test in promise.tests {
            assert!(is_test(test), "{title}: there is no test {test}");
        }
        let distinct: BTreeSet<_> = promise.tests.iter().collect();
        assert_eq!(distinct.len(), promise.tests.len(), "{title}: a test is named twice");
    }
}

#[tokio::test]
async fn strangers_read_every_promise_in_german_and_english() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    assert!(browser.get("/").await.text().contains("href=\"/security\""), "no link in the footer");
    for locale in [Language::De, Language::En] {
        browser.post("/preferences", &[("locale", locale.tag()), ("return", "/security")]).await;
        let answer = browser.get("/security").await;
        assert_eq!(answer.status, 200);
        let page = answer.text();
        assert!(page.contains(&format!("lang=\"{}\" data-theme", locale.tag())));
        for promise in PROMISES {
            for words in [promise.title, promise.what, promise.check] {
                assert!(page.contains(locale.text(words)), "{}", words.en);
                assert_ne!(words.de, words.en);
            }
            for test in promise.tests {
                assert!(page.contains(test), "{test}");
            }
        }
    }
}
