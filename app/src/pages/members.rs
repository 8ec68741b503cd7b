//! Members of the organisation, and who may do what in a project.

use leptos::prelude::*;

use super::viewer;
use crate::api::member::{Member, MembersView, OrganisationRole};
use crate::api::project::{ProjectCard, ProjectRole};
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, FormToken, PageHead, form_summary, simple_page};

pub(super) const TITLE: Text = text("Mitglieder", "Members");
pub(super) const ACCESS: Text = text("Zugriff", "Access");

/// The name of a role in an organisation.
pub(super) const fn organisation_role(role: OrganisationRole) -> Text {
    match role {
        OrganisationRole::Owner => text("Inhaber", "Owner"),
        OrganisationRole::Administrator => text("Verwalter", "Administrator"),
        OrganisationRole::Member => text("Mitglied", "Member"),
        OrganisationRole::Guest => text("Gast", "Guest"),
    }
}

/// The name of a role in a project.
pub(super) const fn project_role(role: ProjectRole) -> Text {
    match role {
        ProjectRole::View => text("Ansehen", "View"),
        ProjectRole::Comment => text("Kommentieren", "Comment"),
        ProjectRole::Edit => text("Bearbeiten", "Edit"),
        ProjectRole::Manage => text("Verwalten", "Manage"),
    }
}

pub(super) fn view(context: &PageContext, list: &MembersView, form: &FormState) -> AnyView {
    let locale = context.locale;
    let owner = list.owner;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    let rows = list.members.iter().map(|member| member_row(locale, member, owner)).collect_view();
    let second_factor = owner.then(|| second_factor(locale, list.second_factor_required));
    simple_page(
        context,
        crumbs,
        false,
        view! {
            <PageHead title=locale.text(TITLE)>
                {locale
                    .text(
                        text(
                            "Inhaber und Verwalter sehen und verwalten alle Projekte. Mitglieder legen Projekte an und sehen, was mit ihnen geteilt ist; Gäste sehen nur Geteiltes. Eine Änderung gilt ab der nächsten Anfrage.",
                            "Owners and administrators see and manage all projects. Members create projects and see what is shared with them; guests see only what is shared. A change acts from the next request on.",
                        ),
                    )} " " <a href=routes::PERMISSIONS>{locale.text(text("Alle Rechte", "All permissions"))}</a>
            </PageHead>
            {form_summary(form, locale)}
            <div class="table-frame">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{locale.text(text("Name", "Name"))}</th>
                            <th scope="col">{locale.text(text("E-Mail-Adresse", "E-mail address"))}</th>
                            <th scope="col">{locale.text(text("Rolle", "Role"))}</th>
                            <th scope="col"><span class="visually-hidden">{locale.text(text("Entfernen", "Remove"))}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {second_factor}
        },
    )
}

/// Whether everybody has to have a second factor, and the button that changes it.
fn second_factor(locale: Locale, required: bool) -> AnyView {
    let (state, value, change) = if required {
        (
            text(
                "Verlangt. Wer noch keinen hat, wird nach dem Anmelden zuerst dorthin geleitet.",
                "Required. Whoever has none yet is led there first after signing in.",
            ),
            "off",
            text("Nicht mehr verlangen", "Require it no longer"),
        )
    } else {
        (
            text(
                "Freiwillig. Wird er verlangt, öffnen sich die Projekte nur noch mit Passkey oder Authenticator-App, auch für Sie.",
                "Voluntary. Once it is required, projects open only with a passkey or an authenticator app, for you, too.",
            ),
            "on",
            text("Von allen Mitgliedern verlangen", "Require it of all members"),
        )
    };
    view! {
        <section class="section" id="second-factor">
            <h2 class="section__title">{locale.text(text("Zweiter Faktor", "Second factor"))}</h2>
            <p class="section__lead">{locale.text(state)}</p>
            <form method="post" action=routes::ORGANISATION_SECOND_FACTOR><FormToken />
                <button class="button" name="required" value=value>{locale.text(change)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn member_row(locale: Locale, member: &Member, owner: bool) -> impl IntoView + use<> {
    // Administrators may not touch owners, and nobody but an owner makes one.
    let changeable = owner || member.role != OrganisationRole::Owner;
    let role = if changeable {
        let present = member.role;
        let options = OrganisationRole::ALL
            .into_iter()
            .filter(|role| owner || *role != OrganisationRole::Owner)
            .map(|role| {
                view! { <option value=role.key() selected=role == present>{locale.text(organisation_role(role))}</option> }
            })
            .collect_view();
        view! {
            <form class="row" method="post" action=routes::member_action(member.account, "role")><FormToken />
                <select class="select" name="role" aria-label=role_of(locale, &member.name)>{options}</select>
                <button class="button button--small">{locale.text(text("Ändern", "Change"))}</button>
            </form>
        }
        .into_any()
    } else {
        locale.text(organisation_role(member.role)).into_any()
    };
    let remove = changeable.then(|| {
        let remove = locale.text(text("Entfernen …", "Remove …"));
        view! {
            <a
                class="button button--ghost button--small"
                href=routes::member_action(member.account, "remove")
                aria-label=format!("{remove}: {}", member.name)
            >
                {remove}
            </a>
        }
    });
    view! {
        <tr>
            <th scope="row">{member.name.clone()}</th>
            <td>{member.email.clone()}</td>
            <td>{role}</td>
            <td>{remove}</td>
        </tr>
    }
}

pub(super) fn of_project(
    context: &PageContext,
    card: &ProjectCard,
    members: &[(Member, Option<ProjectRole>)],
) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: card.name.clone(), href: Some(routes::project(card.id)) },
        Crumb { label: locale.text(ACCESS).to_owned(), href: None },
    ];
    let rows = members
        .iter()
        .map(|(member, role)| {
            let access = if member.role >= OrganisationRole::Administrator {
                let always = text("Verwaltet alle Projekte", "Manages all projects");
                locale.text(always).into_any()
            } else {
                role_form(locale, card, member, *role).into_any()
            };
            view! {
                <tr>
                    <th scope="row">{member.name.clone()}</th>
                    <td>{locale.text(organisation_role(member.role))}</td>
                    <td>{access}</td>
                </tr>
            }
        })
        .collect_view();
    simple_page(
        context,
        crumbs,
        false,
        view! {
            <PageHead title=format!("{} – {}", locale.text(ACCESS), card.name) />
            <div class="table-frame">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{locale.text(text("Name", "Name"))}</th>
                            <th scope="col">{locale.text(text("In der Organisation", "In the organisation"))}</th>
                            <th scope="col">{locale.text(text("In diesem Projekt", "In this project"))}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        },
    )
}

fn role_form(
    locale: Locale,
    card: &ProjectCard,
    member: &Member,
    present: Option<ProjectRole>,
) -> impl IntoView + use<> {
    // Guests never manage.
    let manages = member.role != OrganisationRole::Guest;
    let options = ProjectRole::ALL
        .into_iter()
        .filter(|role| manages || *role != ProjectRole::Manage)
        .map(|role| {
            view! { <option value=role.key() selected=present == Some(role)>{locale.text(project_role(role))}</option> }
        })
        .collect_view();
    let action = format!("{}/{}", routes::project_action(card.id, "members"), member.account);
    view! {
        <form class="row" method="post" action=action><FormToken />
            <select class="select" name="role" aria-label=role_of(locale, &member.name)>
                <option value="none" selected=present.is_none()>{locale.text(text("Kein Zugriff", "No access"))}</option>
                {options}
            </select>
            <button class="button button--small">{locale.text(text("Ändern", "Change"))}</button>
        </form>
    }
}

fn role_of(locale: Locale, name: &str) -> String {
    match locale {
        Locale::De => format!("Rolle von {name}"),
        Locale::En => format!("Role of {name}"),
    }
}
