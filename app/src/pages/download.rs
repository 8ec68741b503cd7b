//! The file of a project, after its reader has proved who they are: a file alone would leave them on the page before.

use leptos::prelude::*;
use words::Text;

use super::viewer;
use crate::api::ProjectId;
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Crumb, Icon, simple_page};

pub(super) const TITLE: Text = words::pages::download::PROJECT_AS_A_FILE;

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
                {locale.text(words::pages::download::THE_FILE_IS_BEING_DOWNLOADED)}
            </p>
            <div class="form__actions">
                <a class="button button--primary" href=routes::project_action(project, "export")>
                    <Icon name="download" />
                    {locale.text(words::pages::download::DOWNLOAD)}
                </a>
                <a class="button button--ghost" href=routes::project(project)>
                    {locale.text(words::pages::download::TO_THE_PROJECT)}
                </a>
            </div>
        },
    )
}
