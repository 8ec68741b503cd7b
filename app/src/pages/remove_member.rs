//! Confirmation before a member is removed: what the person loses.

use leptos::prelude::*;
use words::Text;

use super::{members, viewer};
use crate::api::member::Member;
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, FormToken, Icon, PageHead, simple_page};

pub(super) const TITLE: Text = words::pages::remove_member::REMOVE_MEMBER;

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
                        {locale.text(words::pages::remove_member::THIS_PERSON_LOSES_ACCESS)}
                    </p>
                    <p>
                        {locale.text(words::pages::remove_member::THIS_CANNOT_BE_UNDONE_WHOEVER)}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::member_action(member.account, "remove")><FormToken />
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(TITLE)}</button>
                    <a class="button button--ghost" href=routes::MEMBERS>{locale.text(words::pages::remove_member::CANCEL)}</a>
                </div>
            </form>
        },
    )
}
