//! What the server promises about security, in plain words, and how each promise is checked.

use leptos::prelude::*;
use words::Text;

use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, PageHead, simple_page};

mod promises;

pub use promises::{PROMISES, Promise};

pub(super) const TITLE: Text = words::pages::security::SECURITY;

pub(super) fn view(context: &PageContext) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![Crumb { label: locale.text(TITLE).to_owned(), href: None }];
    let promises = PROMISES
        .iter()
        .map(|promise| {
            let tests =
                promise.tests.iter().map(|test| view! { <li><code>{*test}</code></li> }).collect_view();
            view! {
                <section class="section">
                    <h2 class="section__title">{locale.text(promise.title)}</h2>
                    <p>{locale.text(promise.what)}</p>
                    <p class="section__lead">
                        {locale.text(words::pages::security::HOW_WE_CHECK)} {locale.text(promise.check)}
                    </p>
                    <details class="small muted">
                        <summary>{locale.text(words::pages::security::TESTS_IN_THE_SOURCE_CODE)}</summary>
                        <ul>{tests}</ul>
                    </details>
                </section>
            }
        })
        .collect_view();
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE)>
                {locale.text(words::pages::security::ONLY_WHAT_TESTS_PROVE)} " " <a href=routes::PERMISSIONS>{locale.text(words::pages::security::WHO_MAY_DO_WHAT)}</a>
            </PageHead>
            {promises}
            <section class="section">
                <h2 class="section__title">{locale.text(words::pages::security::WHAT_WE_DO_NOT_PROMISE)}</h2>
                <p>
                    {locale.text(words::pages::security::WHILE_YOU_WORK_THE_SERVER)}
                </p>
            </section>
        },
    )
}
