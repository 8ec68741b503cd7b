//! Confirmation before a project is deleted: the name has to be typed.

use leptos::prelude::*;

use super::viewer;
use crate::api::project::ProjectCard;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, PageHead, not_yet_done, simple_page};

pub(super) fn view(context: &PageContext, card: &ProjectCard, form: &FormState) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: card.name.clone(), href: Some(routes::project(card.id)) },
    ];
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(words::pages::delete_project::DELETE_PROJECT) />
            {not_yet_done(form, locale)}
            <div class="notice notice--danger">
                <Icon name="triangle-alert" />
                <div class="notice__text">
                    <p class="notice__title">{card.name.clone()}</p>
                    <p>
                        {locale.text(words::pages::delete_project::ALL_BUILDINGS_LOAD_PROFILES)}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::project_action(card.id, "delete")><FormToken />
                <Field
                    name="typed_name"
                    label=locale.text(words::pages::delete_project::TYPE_THE_NAME)
                    locale
                    form=form.clone()
                    autofocus=true
                />
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(words::pages::delete_project::DELETE_FOR_GOOD)}</button>
                    <a class="button button--ghost" href=routes::PROJECTS>{locale.text(words::pages::delete_project::CANCEL)}</a>
                    <a class="button button--ghost" href=routes::project_action(card.id, "export")>
                        <Icon name="download" />
                        {locale.text(words::pages::delete_project::EXPORT_FIRST)}
                    </a>
                </div>
            </form>
        },
    )
}
