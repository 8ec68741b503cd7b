//! What concerns the security of the reader's account and was not put away yet, above the pages.

use leptos::prelude::*;
use words::Language;

use super::audit::{cells, words_of};
use crate::api::audit::AuditEvent;
use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon, moment};

/// The notices; nothing if there are none.
pub(crate) fn security_notices(context: &PageContext) -> Option<AnyView> {
    let locale = context.locale;
    let until = context.notices.first()?.seq;
    let shown = u32::try_from(context.notices.len()).unwrap_or(context.unread);
    let more = context.unread.saturating_sub(shown);
    let more = (more > 0).then(|| words::pages::security_notices::more(locale, &more));
    let title = locale.text(words::pages::security_notices::NEWS_ABOUT_THE_SECURITY);
    let notices = context.notices.iter().map(|event| {
        let line = line(event, locale);
        view! { <p>{line}</p> }
    });
    let notices = notices.collect_view();
    Some(
        view! {
            <section class="notice notice--info" aria-label=title>
                <Icon name="shield-check" />
                <div class="notice__text">
                    <p class="notice__title">{title}</p>
                    {notices}
                    <p>
                        {locale.text(words::pages::security_notices::IF_IT_WAS_NOT)} {more} " "
                        <a href=routes::ACCOUNT_EVENTS>{locale.text(words::pages::security_notices::ALL_EVENTS)}</a>
                    </p>
                </div>
                <form class="notice__action" method="post" action=routes::NOTICES><FormToken />
                    <input type="hidden" name="until" value=until.to_string() />
                    <input type="hidden" name="return" value=context.path.clone() />
                    <button class="button button--small">{locale.text(words::pages::security_notices::MARK_AS_READ)}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// What happened, when, and what is known about it.
fn line(event: &AuditEvent, locale: Language) -> String {
    let what = words_of(&event.action, locale);
    let when = moment(event.at_s, locale);
    let facts = [format!("{when} UTC")].into_iter().chain(cells::details(event, locale));
    format!("{what}: {}", facts.collect::<Vec<_>>().join(" · "))
}
