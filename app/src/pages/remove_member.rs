//! Confirmation before a member is removed: what the person loses.

use leptos::prelude::*;

use super::{members, viewer};
use crate::api::member::Member;
use crate::i18n::{Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, FormToken, Icon, PageHead, simple_page};

pub(super) const TITLE: Text = text("Mitglied entfernen", "Remove member");

pub(super) fn view(context: &PageContext, member: &Member) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(members::TITLE).to_owned(), href: Some(routes::MEMBERS.to_owned()) },
        Crumb { label: member.name.clone(), href: None },
    ];
    let who = format!("{} · {}", member.name, member.email);
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE) />
            <div class="notice notice--danger">
                <Icon name="triangle-alert" />
                <div class="notice__text">
                    <p class="notice__title">{who}</p>
                    <p>
                        {locale
                            .text(
                                text(
                                    "Diese Person verliert sofort den Zugang zur Organisation und zu allen Projekten: Ihre Sitzungen enden, ihre Rollen in Projekten und die Einladungen, die sie verschickt hat, erlöschen. Die Projekte selbst bleiben.",
                                    "This person loses access to the organisation and to all projects at once: their sessions end, their roles in projects and the invitations they have sent expire. The projects themselves stay.",
                                ),
                            )}
                    </p>
                    <p>
                        {locale
                            .text(
                                text(
                                    "Das lässt sich nicht rückgängig machen. Wer wieder eingeladen wird, beginnt mit einem neuen Konto.",
                                    "This cannot be undone. Whoever is invited again begins with a new account.",
                                ),
                            )}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::member_action(member.account, "remove")><FormToken />
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(TITLE)}</button>
                    <a class="button button--ghost" href=routes::MEMBERS>{locale.text(text("Abbrechen", "Cancel"))}</a>
                </div>
            </form>
        },
    )
}
