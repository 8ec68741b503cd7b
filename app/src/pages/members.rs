//! Members of the organisation, and who may do what in a project.

use leptos::prelude::*;
use words::{Language, Text};

use super::viewer;
use crate::api::member::{Member, MembersView, OrganisationRole};
use crate::api::project::{ProjectCard, ProjectRole};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, FormToken, PageHead, form_summary, not_yet_done, simple_page};

pub(super) const TITLE: Text = words::pages::members::MEMBERS;
pub(super) const ACCESS: Text = words::pages::members::ACCESS;

/// The name of a role in an organisation.
pub(super) const fn organisation_role(role: OrganisationRole) -> Text {
    match role {
        OrganisationRole::Owner => words::pages::members::OWNER,
        OrganisationRole::Administrator => words::pages::members::ADMINISTRATOR,
        OrganisationRole::Member => words::pages::members::MEMBER,
        OrganisationRole::Guest => words::pages::members::GUEST,
    }
}

/// The name of a role in a project.
pub(super) const fn project_role(role: ProjectRole) -> Text {
    match role {
        ProjectRole::View => words::pages::members::VIEW,
        ProjectRole::Comment => words::pages::members::COMMENT,
        ProjectRole::Edit => words::pages::members::EDIT,
        ProjectRole::Manage => words::pages::members::MANAGE,
    }
}

pub(super) fn view(context: &PageContext, list: &MembersView, form: &FormState) -> AnyView {
    let locale = context.locale;
    let owner = list.owner;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    let rows = list.members.iter().map(|member| member_row(locale, member, form, owner)).collect_view();
    let second_factor = owner.then(|| second_factor(locale, list.second_factor_required));
    simple_page(
        context,
        crumbs,
        false,
        view! {
            <PageHead title=locale.text(TITLE)>
                {locale.text(words::pages::members::OWNERS_AND_ADMINISTRATORS_SEE)} " " <a href=routes::PERMISSIONS>{locale.text(words::pages::members::ALL_PERMISSIONS)}</a>
            </PageHead>
            {not_yet_done(form, locale)}
            {form_summary(form, locale)}
            <div class="table-frame">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{locale.text(words::pages::members::NAME)}</th>
                            <th scope="col">{locale.text(words::pages::members::EMAIL_ADDRESS)}</th>
                            <th scope="col">{locale.text(words::pages::members::ROLE)}</th>
                            <th scope="col"><span class="visually-hidden">{locale.text(words::pages::members::REMOVE)}</span></th>
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
fn second_factor(locale: Language, required: bool) -> AnyView {
    let (state, value, change) = if required {
        (
            words::pages::members::REQUIRED_WHOEVER_HAS_NONE_YET,
            "off",
            words::pages::members::REQUIRE_IT_NO_LONGER,
        )
    } else {
        (
            words::pages::members::VOLUNTARY_ONCE_IT_IS_REQUIRED,
            "on",
            words::pages::members::REQUIRE_IT_OF_ALL_MEMBERS,
        )
    };
    view! {
        <section class="section" id="second-factor">
            <h2 class="section__title">{locale.text(words::pages::members::SECOND_FACTOR)}</h2>
            <p class="section__lead">{locale.text(state)}</p>
            <form method="post" action=routes::ORGANISATION_SECOND_FACTOR><FormToken />
                <button class="button" name="required" value=value>{locale.text(change)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// The role that was chosen for a member before a proof of who acts came in between.
fn chosen<'a>(form: &'a FormState, member: &Member) -> Option<&'a str> {
    let of_member = form.values.get("account").is_some_and(|account| *account == member.account.to_string());
    form.values.get("role").filter(|_| of_member).map(String::as_str)
}

fn member_row(locale: Language, member: &Member, form: &FormState, owner: bool) -> impl IntoView + use<> {
    // Administrators may not touch owners, and nobody but an owner makes one.
    let changeable = owner || member.role != OrganisationRole::Owner;
    let role = if changeable {
        let present = chosen(form, member).and_then(OrganisationRole::from_key).unwrap_or(member.role);
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
                <button class="button button--small">{locale.text(words::pages::members::CHANGE)}</button>
            </form>
        }
        .into_any()
    } else {
        locale.text(organisation_role(member.role)).into_any()
    };
    let remove = changeable.then(|| {
        let remove = locale.text(words::pages::members::REMOVE_DOTS);
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
    form: &FormState,
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
                let always = words::pages::members::MANAGES_ALL_PROJECTS;
                locale.text(always).into_any()
            } else {
                let shown = match chosen(form, member) {
                    Some(key) => ProjectRole::from_key(key),
                    None => *role,
                };
                role_form(locale, card, member, shown).into_any()
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
            {not_yet_done(form, locale)}
            <div class="table-frame">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{locale.text(words::pages::members::NAME)}</th>
                            <th scope="col">{locale.text(words::pages::members::IN_THE_ORGANISATION)}</th>
                            <th scope="col">{locale.text(words::pages::members::IN_THIS_PROJECT)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        },
    )
}

fn role_form(
    locale: Language,
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
                <option value="none" selected=present.is_none()>{locale.text(words::pages::members::NO_ACCESS)}</option>
                {options}
            </select>
            <button class="button button--small">{locale.text(words::pages::members::CHANGE)}</button>
        </form>
    }
}

fn role_of(locale: Language, name: &str) -> String {
    words::pages::members::role_of(locale, &name)
}
