//! What concerns the security of the reader's account and was not put away yet, above the pages.

use leptos::prelude::*;

use super::audit::{cells, words_of};
use crate::api::audit::AuditEvent;
use crate::i18n::{Locale, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon, moment};

/// The notices; nothing if there are none.
pub(crate) fn security_notices(context: &PageContext) -> Option<AnyView> {
    let locale = context.locale;
    let until = context.notices.first()?.seq;
    let shown = u32::try_from(context.notices.len()).unwrap_or(context.unread);
    let more = context.unread.saturating_sub(shown);
    let more = (more > 0).then(|| match locale {
        Locale::De => format!(" Weitere: {more}."),
        Locale::En => format!(" More: {more}."),
    });
    let title =
        locale.text(text("Neu zur Sicherheit Ihres Kontos", "News about the security of your account"));
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
                        {locale
                            .text(
                                text(
                                    "Waren Sie das nicht, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen.",
                                    "If it was not you, change your password and end all other sessions.",
                                ),
                            )} {more} " "
                        <a href=routes::ACCOUNT_EVENTS>{locale.text(text("Alle Ereignisse", "All events"))}</a>
                    </p>
                </div>
                <form class="notice__action" method="post" action=routes::NOTICES><FormToken />
                    <input type="hidden" name="until" value=until.to_string() />
                    <input type="hidden" name="return" value=context.path.clone() />
                    <button class="button button--small">{locale.text(text("Gelesen", "Mark as read"))}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// What happened, when, and what is known about it.
fn line(event: &AuditEvent, locale: Locale) -> String {
    let what = words_of(&event.action, locale);
    let when = moment(event.at_s, locale);
    let facts = [format!("{when} UTC")].into_iter().chain(cells::details(event, locale));
    format!("{what}: {}", facts.collect::<Vec<_>>().join(" · "))
}
