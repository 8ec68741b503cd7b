//! Accounts for whoever operates the server: the list, and what can be done with one of them.

use leptos::prelude::*;
use words::{Language, Text};

use super::account::deletion::confirmation;
use super::members::organisation_role;
use super::viewer;
use crate::api::administration::{AccountsView, AdministeredAccount, AdministeredMembership};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, ago, form_summary, moment, not_yet_done, simple_page};

pub(super) const TITLE: Text = words::pages::administration::ACCOUNTS;

/// The list of all accounts.
pub(super) fn list(context: &PageContext, view: &AccountsView) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    simple_page(
        context,
        crumbs,
        false,
        view! {
            <div class="page__head"><h1>{locale.text(TITLE)}</h1></div>
            <p class="page__lead">
                {locale.text(words::pages::administration::ALL_ACCOUNTS_OF_THIS_SERVER)}
            </p>
            {search(view, locale)}
            {table(view, context.now_s, locale)}
            {pages(view, locale)}
            <p class="muted">{words::pages::administration::long_work(locale, view.work.0, view.work.1)}</p>
        },
    )
}

fn search(view: &AccountsView, locale: Language) -> AnyView {
    view! {
        <form class="form form--search" method="post" action=routes::INSTANCE_ACCOUNTS><FormToken />
            <div class="field">
                <label class="field__label" r#for="field-search">
                    {locale.text(words::pages::administration::NAME_OR_EMAIL_ADDRESS)}
                </label>
                <input
                    class="input"
                    type="search"
                    id="field-search"
                    name="search"
                    value=view.search.clone()
                    maxlength="254"
                    autocomplete="off"
                />
            </div>
            <div class="form__actions">
                <button class="button button--primary">
                    <Icon name="search" />
                    {locale.text(words::pages::administration::SEARCH)}
                </button>
                <a class="button button--ghost" href=routes::INSTANCE_ACCOUNTS>
                    {locale.text(words::pages::administration::SHOW_ALL)}
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn table(view: &AccountsView, now_s: i64, locale: Language) -> AnyView {
    if view.accounts.is_empty() {
        let nobody = words::pages::administration::THERE_IS_NO_ACCOUNT;
        return view! { <p class="muted">{locale.text(nobody)}</p> }.into_any();
    }
    let rows = view.accounts.iter().map(|account| row(account, now_s, locale)).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=locale.text(TITLE)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{locale.text(words::pages::administration::ACCOUNT)}</th>
                        // What is looked for first stands beside the name, where a phone still shows it.
                        <th scope="col">{locale.text(words::pages::administration::STATE)}</th>
                        <th scope="col">{locale.text(words::pages::administration::ORGANISATIONS)}</th>
                        <th scope="col">{locale.text(words::pages::administration::SECOND_FACTOR)}</th>
                        <th scope="col">{locale.text(words::pages::administration::LAST_SIGN_IN)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(account: &AdministeredAccount, now_s: i64, locale: Language) -> AnyView {
    let memberships: Vec<String> =
        account.memberships.iter().map(|membership| membership_text(membership, locale)).collect();
    view! {
        <tr>
            <th scope="row">
                <a href=routes::instance_account(account.id)>{account.name.clone()}</a>
                <span class="table__note">{account.email.clone()}</span>
            </th>
            <td>{state(account, locale)}</td>
            <td>{memberships.join(", ")}</td>
            <td>{yes_or_no(account.has_factor, locale)}</td>
            <td>{last_sign_in(account, now_s, locale)}</td>
        </tr>
    }
    .into_any()
}

/// Links to older accounts and back to the newest. What was searched for goes along in the form.
fn pages(view: &AccountsView, locale: Language) -> AnyView {
    let form = |before: String, label: Text| {
        view! {
            <form method="post" action=routes::INSTANCE_ACCOUNTS><FormToken />
                <input type="hidden" name="search" value=view.search.clone() />
                <input type="hidden" name="before" value=before />
                <button class="button">{locale.text(label)}</button>
            </form>
        }
    };
    let newest = (!view.newest).then(|| form(String::new(), words::pages::administration::NEWEST));
    let older = view.older.map(|before| form(before.to_string(), words::pages::administration::OLDER));
    view! { <div class="form__actions">{newest} {older}</div> }.into_any()
}

/// One account.
pub(super) fn account(context: &PageContext, account: &AdministeredAccount, form: &FormState) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: Some(routes::INSTANCE_ACCOUNTS.to_owned()) },
        Crumb { label: account.name.clone(), href: None },
    ];
    let actions = if account.is_reader {
        let own = words::pages::administration::THIS_IS_YOUR_OWN_ACCOUNT;
        view! { <p class="section__lead">{locale.text(own)}</p> }.into_any()
    } else {
        view! {
            {account.disabled_at_s.is_none().then(|| sessions(account, locale))}
            {if account.disabled_at_s.is_some() {
                enable(account, locale)
            } else {
                disable(account, form, locale)
            }}
            {operator(account, locale)}
            {delete(account, form, locale)}
        }
        .into_any()
    };
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <div class="page__head"><h1>{account.name.clone()}</h1></div>
            {not_yet_done(form, locale)}
            {form_summary(form, locale)}
            {facts(account, context.now_s, locale)}
            {actions}
        },
    )
}

fn facts(account: &AdministeredAccount, now_s: i64, locale: Language) -> AnyView {
    let mut facts = vec![
        (words::pages::administration::EMAIL_ADDRESS, account.email.clone()),
        (words::pages::administration::SECOND_FACTOR, yes_or_no(account.has_factor, locale).to_owned()),
        (words::pages::administration::OPEN_SESSIONS, account.open_sessions.to_string()),
        (words::pages::administration::LAST_SIGN_IN, last_sign_in(account, now_s, locale)),
        (words::pages::administration::CREATED_UTC, moment(account.created_at_s, locale)),
    ];
    for membership in &account.memberships {
        facts.push((words::pages::administration::ORGANISATION, membership_text(membership, locale)));
    }
    if let Some(at_s) = account.disabled_at_s {
        facts.push((words::pages::administration::DISABLED_SINCE_UTC, moment(at_s, locale)));
    }
    if let Some(note) = &account.disabled_note {
        facts.push((words::pages::administration::REASON, note.clone()));
    }
    let rows = facts
        .into_iter()
        .map(|(name, value)| {
            view! {
                <tr>
                    <th scope="row">{locale.text(name)}</th>
                    <td>{value}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>{state(account, locale)}</p>
        <div class="table-frame">
            <table class="table">
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn sessions(account: &AdministeredAccount, locale: Language) -> AnyView {
    view! {
        <section class="section" id="sessions">
            <h2 class="section__title">{locale.text(words::pages::administration::SESSIONS)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::administration::ENDS_ALL_OF_THEM)}
            </p>
            <form method="post" action=routes::instance_account_action(account.id, "sessions")><FormToken />
                <button class="button">{locale.text(words::pages::administration::END_ALL_SESSIONS)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn disable(account: &AdministeredAccount, form: &FormState, locale: Language) -> AnyView {
    let alone = account.memberships.iter().any(|membership| membership.only_owner).then(|| {
        view! {
            <div class="notice notice--warning">
                <Icon name="triangle-alert" />
                <p class="notice__text">
                    {locale.text(words::pages::administration::THIS_ACCOUNT_IS_THE_ONLY)}
                </p>
            </div>
        }
    });
    view! {
        <section class="section" id="disable">
            <h2 class="section__title">{locale.text(words::pages::administration::DISABLE)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::administration::ALL_SESSIONS_END_AT_ONCE)}
            </p>
            {alone}
            <form class="form" method="post" action=routes::instance_account_action(account.id, "disable")><FormToken />
                <Field
                    name="note"
                    label=locale.text(words::pages::administration::REASON_FOR_OTHER_OPERATORS)
                    locale
                    form=form.clone()
                    optional=true
                />
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(words::pages::administration::DISABLE_ACCOUNT)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn enable(account: &AdministeredAccount, locale: Language) -> AnyView {
    view! {
        <section class="section" id="enable">
            <h2 class="section__title">{locale.text(words::pages::administration::ENABLE)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::administration::AFTERWARDS_SIGNING_IN_IS_POSSIBLE)}
            </p>
            <form method="post" action=routes::instance_account_action(account.id, "enable")><FormToken />
                <button class="button button--primary">{locale.text(words::pages::administration::ENABLE_ACCOUNT)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn operator(account: &AdministeredAccount, locale: Language) -> AnyView {
    let (lead, label, operates) = if account.operates_instance {
        let lead = words::pages::administration::THIS_ACCOUNT_OPERATES_THE_SERVER;
        (lead, words::pages::administration::WITHDRAW, "off")
    } else {
        let lead = words::pages::administration::WHOEVER_OPERATES_THE_SERVER_DISABLES;
        (lead, words::pages::administration::MAKE_OPERATOR, "on")
    };
    let is_possible = account.operates_instance || (account.has_passkey && account.disabled_at_s.is_none());
    let form = is_possible.then(|| {
        view! {
            <form method="post" action=routes::instance_account_action(account.id, "operator")><FormToken />
                <input type="hidden" name="operates" value=operates />
                <button class="button">{locale.text(label)}</button>
            </form>
        }
    });
    let missing = (!is_possible).then(|| {
        let missing = words::pages::administration::THIS_IS_POSSIBLE_ONLY_WHEN;
        view! { <p class="muted">{locale.text(missing)}</p> }
    });
    view! {
        <section class="section" id="operator">
            <h2 class="section__title">{locale.text(words::pages::administration::OPERATING_THE_SERVER)}</h2>
            <p class="section__lead">{locale.text(lead)}</p>
            {form}
            {missing}
        </section>
    }
    .into_any()
}

fn delete(account: &AdministeredAccount, form: &FormState, locale: Language) -> AnyView {
    view! {
        <section class="section" id="delete">
            <h2 class="section__title">{locale.text(words::pages::administration::DELETE)}</h2>
            <div class="notice notice--danger">
                <Icon name="triangle-alert" />
                <div class="notice__text">
                    <p class="notice__title">{account.to_be_typed().to_owned()}</p>
                    <p>
                        {locale.text(words::pages::administration::THE_ACCOUNT_IS_DELETED)}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::instance_account_action(account.id, "delete")><FormToken />
                {confirmation(form, !account.email.is_empty(), locale)}
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(words::pages::administration::DELETE_FOR_GOOD)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn state(account: &AdministeredAccount, locale: Language) -> AnyView {
    let (class, state) = if account.disabled_at_s.is_some() {
        ("badge badge--danger", words::pages::administration::DISABLED)
    } else {
        ("badge", words::pages::administration::ACTIVE)
    };
    let operates = account.operates_instance.then(|| {
        let operates = words::pages::administration::OPERATES_THE_SERVER;
        view! { <span class="badge">{locale.text(operates)}</span> }
    });
    view! { <span class=class>{locale.text(state)}</span> " " {operates} }.into_any()
}

fn membership_text(membership: &AdministeredMembership, locale: Language) -> String {
    let role = locale.text(organisation_role(membership.role));
    format!("{} ({role})", membership.organisation)
}

fn last_sign_in(account: &AdministeredAccount, now_s: i64, locale: Language) -> String {
    match account.signed_in_at_s {
        Some(at_s) => ago(now_s, at_s, locale),
        None => locale.text(words::pages::administration::NEVER).to_owned(),
    }
}

const fn yes_or_no(yes: bool, locale: Language) -> &'static str {
    locale.text(if yes { words::pages::administration::YES } else { words::pages::administration::NO })
}
