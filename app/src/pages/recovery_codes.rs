//! Recovery codes, shown once.

use leptos::prelude::*;
use words::Text;

use crate::page::PageContext;
use crate::routes;
use crate::ui::{Icon, PageHead, simple_page};

pub(super) const TITLE: Text = words::pages::recovery_codes::RECOVERY_CODES;

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
                    {locale.text(words::pages::recovery_codes::PRINT_OR_WRITE_DOWN_THESE)}
                </p>
            </div>
            <ul class="codes">
                {codes.into_iter().map(|code| view! { <li><code class="secret">{code}</code></li> }).collect_view()}
            </ul>
            <p>
                <a class="button button--primary" href=routes::ACCOUNT>
                    {locale.text(words::pages::recovery_codes::I_HAVE_KEPT_THE_CODES)}
                </a>
            </p>
        },
    )
}
