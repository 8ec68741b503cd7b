//! The file of a project, after its reader has proved who they are: a file alone would leave them on the page before.

use leptos::prelude::*;

use super::viewer;
use crate::api::ProjectId;
use crate::i18n::{Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, Icon, simple_page};

pub(super) const TITLE: Text = text("Projekt als Datei", "Project as a file");

pub(super) fn view(context: &PageContext, project: ProjectId, name: String) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: name.clone(), href: Some(routes::project(project)) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <div class="page__head"><h1>{locale.text(TITLE)}</h1></div>
            <p class="page__lead">
                {name}
                {locale
                    .text(
                        text(
                            ": Die Datei wird heruntergeladen. Geschieht nichts, drücken Sie auf „Herunterladen“.",
                            ": the file is being downloaded. If nothing happens, press \"Download\".",
                        ),
                    )}
            </p>
            <div class="form__actions">
                <a class="button button--primary" href=routes::project_action(project, "export")>
                    <Icon name="download" />
                    {locale.text(text("Herunterladen", "Download"))}
                </a>
                <a class="button button--ghost" href=routes::project(project)>
                    {locale.text(text("Zum Projekt", "To the project"))}
                </a>
            </div>
        },
    )
}
