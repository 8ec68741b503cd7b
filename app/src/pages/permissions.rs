//! Who may do what: the list by which the server decides.

use leptos::prelude::*;
use words::Text;

use super::members::{organisation_role, project_role};
use crate::api::member::{OrganisationRole, Permission};
use crate::api::project::ProjectRole;
use crate::page::PageContext;
use crate::ui::{Crumb, PageHead, simple_page};

pub(super) const TITLE: Text = words::pages::permissions::PERMISSIONS;

/// Headings of the columns, in the order of the server's list.
fn columns() -> Vec<Text> {
    let mut columns = vec![words::pages::permissions::NOT_SIGNED_IN];
    columns.extend(OrganisationRole::ALL.into_iter().rev().map(organisation_role));
    columns.extend(ProjectRole::ALL.into_iter().map(project_role));
    columns.push(words::pages::permissions::OPERATOR);
    columns
}

pub(super) fn view(context: &PageContext, permissions: &[Permission]) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![Crumb { label: locale.text(TITLE).to_owned(), href: None }];
    let head = columns()
        .into_iter()
        .map(|column| view! { <th scope="col">{locale.text(column)}</th> })
        .collect_view();
    let rows = permissions
        .iter()
        .map(|permission| {
            let cells = permission
                .allowed
                .iter()
                .map(|allowed| {
                    let mark = if *allowed { "✓" } else { "–" };
                    let said = if *allowed { words::pages::permissions::YES } else { words::pages::permissions::NO };
                    view! {
                        <td class="table__mark" data-allowed=allowed.to_string()>
                            <span aria-hidden="true">{mark}</span>
                            <span class="visually-hidden">{locale.text(said)}</span>
                        </td>
                    }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">
                        {permission.what.clone()}
                        <span class="table__note">{permission.method.clone()} " " {permission.path.clone()}</span>
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    simple_page(
        context,
        crumbs,
        false,
        view! {
            <PageHead title=locale.text(TITLE)>
                {locale.text(words::pages::permissions::THE_SERVER_DECIDES)}
            </PageHead>
            <div class="table-frame" tabindex="0" role="region" aria-label=locale.text(TITLE)>
                <table class="table table--marks">
                    <thead>
                        <tr><th scope="col">{locale.text(words::pages::permissions::ACTION)}</th>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        },
    )
}
