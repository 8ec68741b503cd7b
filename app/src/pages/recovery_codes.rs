//! Recovery codes, shown once.

use leptos::prelude::*;

use crate::i18n::{Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Icon, PageHead, simple_page};

pub(super) const TITLE: Text = text("Wiederherstellungscodes", "Recovery codes");

pub(super) fn view(context: &PageContext, codes: Vec<String>) -> AnyView {
    let locale = context.locale;
    simple_page(
        context,
        Vec::new(),
        true,
        view! {
            <PageHead title=locale.text(TITLE) />
            <div class="notice notice--warning">
                <Icon name="triangle-alert" />
                <p class="notice__text">
                    {locale
                        .text(
                            text(
                                "Drucken oder notieren Sie diese Codes jetzt: Sie werden nie wieder gezeigt. Jeder gilt einmal anstelle des zweiten Faktors.",
                                "Print or write down these codes now: they are never shown again. Each works once in place of the second factor.",
                            ),
                        )}
                </p>
            </div>
            <ul class="codes">
                {codes.into_iter().map(|code| view! { <li><code class="secret">{code}</code></li> }).collect_view()}
            </ul>
            <p>
                <a class="button button--primary" href=routes::ACCOUNT>
                    {locale.text(text("Ich habe die Codes aufbewahrt", "I have kept the codes"))}
                </a>
            </p>
        },
    )
}
