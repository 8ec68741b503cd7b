//! What the server promises about security, in plain words, and how each promise is checked.

use leptos::prelude::*;

use crate::i18n::{Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, PageHead, simple_page};

mod promises;

pub use promises::{PROMISES, Promise};

pub(super) const TITLE: Text = text("Sicherheit", "Security");

pub(super) fn view(context: &PageContext) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![Crumb { label: locale.text(TITLE).to_owned(), href: None }];
    let promises = PROMISES
        .iter()
        .map(|promise| {
            let tests = promise
                .tests
                .iter()
                .map(|test| view! { <li><code>{*test}</code></li> })
                .collect_view();
            view! {
                <section class="section">
                    <h2 class="section__title">{locale.text(promise.title)}</h2>
                    <p>{locale.text(promise.what)}</p>
                    <p class="section__lead">
                        {locale.text(text("So prüfen wir es: ", "How we check it: "))} {locale.text(promise.check)}
                    </p>
                    <details class="small muted">
                        <summary>{locale.text(text("Tests im Quelltext", "Tests in the source code"))}</summary>
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
                {locale
                    .text(
                        text(
                            "Hier steht nur, was Tests bei jeder Änderung des Programms nachweisen. Zeiten sind die üblichen; der Betreiber kann sie ändern.",
                            "Only what tests prove at every change of the program stands here. Times are the usual ones; the operator can change them.",
                        ),
                    )} " " <a href=routes::PERMISSIONS>{locale.text(text("Wer was darf", "Who may do what"))}</a>
            </PageHead>
            {promises}
            <section class="section">
                <h2 class="section__title">{locale.text(text("Was wir nicht versprechen", "What we do not promise"))}</h2>
                <p>
                    {locale
                        .text(
                            text(
                                "Während Sie arbeiten, muss der Server Ihre Daten lesen können: Wer den laufenden Server übernimmt oder Daten und Hauptschlüssel zugleich besitzt, kann sie lesen. Vor einem Browser oder Gerät, das jemand anderes beherrscht, schützt kein Server.",
                                "While you work the server has to be able to read your data: whoever takes over the running server, or holds data and root key at once, can read them. No server protects against a browser or device that somebody else controls.",
                            ),
                        )}
                </p>
            </section>
        },
    )
}
