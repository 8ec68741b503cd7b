//! Confirmation before a project is deleted: the name has to be typed.

use leptos::prelude::*;

use super::viewer;
use crate::api::project::ProjectCard;
use crate::i18n::text;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, PageHead, simple_page};

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
            <PageHead title=locale.text(text("Projekt löschen", "Delete project")) />
            <div class="notice notice--danger">
                <Icon name="triangle-alert" />
                <div class="notice__text">
                    <p class="notice__title">{card.name.clone()}</p>
                    <p>
                        {locale
                            .text(
                                text(
                                    "Alle Gebäude, Lastgänge und Dateien dieses Projekts werden gelöscht und sein Schlüssel vernichtet. Das lässt sich nicht rückgängig machen.",
                                    "All buildings, load profiles and files of this project are deleted and its key is destroyed. This cannot be undone.",
                                ),
                            )}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::project_action(card.id, "delete")><FormToken />
                <Field
                    name="typed_name"
                    label=locale.text(text("Tippen Sie zur Bestätigung den Namen des Projekts", "Type the name of the project to confirm"))
                    locale
                    form=form.clone()
                    autofocus=true
                />
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(text("Endgültig löschen", "Delete for good"))}</button>
                    <a class="button button--ghost" href=routes::PROJECTS>{locale.text(text("Abbrechen", "Cancel"))}</a>
                    <a class="button button--ghost" href=routes::project_action(card.id, "export")>
                        <Icon name="download" />
                        {locale.text(text("Vorher exportieren", "Export first"))}
                    </a>
                </div>
            </form>
        },
    )
}
