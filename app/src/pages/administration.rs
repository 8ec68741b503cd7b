//! Accounts for whoever operates the server: the list, and what can be done with one of them.

use leptos::prelude::*;

use super::account::deletion::confirmation;
use super::members::organisation_role;
use super::viewer;
use crate::api::administration::{AccountsView, AdministeredAccount, AdministeredMembership};
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, ago, form_summary, moment, simple_page};

pub(super) const TITLE: Text = text("Konten", "Accounts");

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
                {locale
                    .text(
                        text(
                            "Alle Konten dieses Servers, die neuesten zuerst. Projekte sehen Sie hier nicht.",
                            "All accounts of this server, the newest first. Projects are not shown here.",
                        ),
                    )}
            </p>
            {search(view, locale)}
            {table(view, context.now_s, locale)}
            {pages(view, locale)}
        },
    )
}

fn search(view: &AccountsView, locale: Locale) -> AnyView {
    view! {
        <form class="form form--search" method="post" action=routes::INSTANCE_ACCOUNTS><FormToken />
            <div class="field">
                <label class="field__label" r#for="field-search">
                    {locale.text(text("Name oder E-Mail-Adresse", "Name or e-mail address"))}
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
                    {locale.text(text("Suchen", "Search"))}
                </button>
                <a class="button button--ghost" href=routes::INSTANCE_ACCOUNTS>
                    {locale.text(text("Alle zeigen", "Show all"))}
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn table(view: &AccountsView, now_s: i64, locale: Locale) -> AnyView {
    if view.accounts.is_empty() {
        let nobody =
            text("Zu dieser Suche gibt es hier kein Konto.", "There is no account for this search here.");
        return view! { <p class="muted">{locale.text(nobody)}</p> }.into_any();
    }
    let rows = view.accounts.iter().map(|account| row(account, now_s, locale)).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=locale.text(TITLE)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{locale.text(text("Konto", "Account"))}</th>
                        // What is looked for first stands beside the name, where a phone still shows it.
                        <th scope="col">{locale.text(text("Zustand", "State"))}</th>
                        <th scope="col">{locale.text(text("Organisationen", "Organisations"))}</th>
                        <th scope="col">{locale.text(text("Zweiter Faktor", "Second factor"))}</th>
                        <th scope="col">{locale.text(text("Letzte Anmeldung", "Last sign-in"))}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(account: &AdministeredAccount, now_s: i64, locale: Locale) -> AnyView {
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
fn pages(view: &AccountsView, locale: Locale) -> AnyView {
    let form = |before: String, label: Text| {
        view! {
            <form method="post" action=routes::INSTANCE_ACCOUNTS><FormToken />
                <input type="hidden" name="search" value=view.search.clone() />
                <input type="hidden" name="before" value=before />
                <button class="button">{locale.text(label)}</button>
            </form>
        }
    };
    let newest = (!view.newest).then(|| form(String::new(), text("Neueste", "Newest")));
    let older = view.older.map(|before| form(before.to_string(), text("Ältere", "Older")));
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
        let own = text(
            "Das ist Ihr eigenes Konto. Niemand sperrt oder löscht sich hier selbst; Ihre Sitzungen beenden Sie auf der Kontoseite.",
            "This is your own account. Nobody disables or deletes themselves here; you end your sessions on the account page.",
        );
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
            {form_summary(form, locale)}
            {facts(account, context.now_s, locale)}
            {actions}
        },
    )
}

fn facts(account: &AdministeredAccount, now_s: i64, locale: Locale) -> AnyView {
    let mut facts = vec![
        (text("E-Mail-Adresse", "E-mail address"), account.email.clone()),
        (text("Zweiter Faktor", "Second factor"), yes_or_no(account.has_factor, locale).to_owned()),
        (text("Offene Sitzungen", "Open sessions"), account.open_sessions.to_string()),
        (text("Letzte Anmeldung", "Last sign-in"), last_sign_in(account, now_s, locale)),
        (text("Angelegt (UTC)", "Created (UTC)"), moment(account.created_at_s, locale)),
    ];
    for membership in &account.memberships {
        facts.push((text("Organisation", "Organisation"), membership_text(membership, locale)));
    }
    if let Some(at_s) = account.disabled_at_s {
        facts.push((text("Gesperrt seit (UTC)", "Disabled since (UTC)"), moment(at_s, locale)));
    }
    if let Some(note) = &account.disabled_note {
        facts.push((text("Grund der Sperre", "Reason"), note.clone()));
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

fn sessions(account: &AdministeredAccount, locale: Locale) -> AnyView {
    view! {
        <section class="section" id="sessions">
            <h2 class="section__title">{locale.text(text("Sitzungen", "Sessions"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Beendet alle sofort. Die Person kann sich gleich wieder anmelden.",
                            "Ends all of them at once. The person can sign in again right away.",
                        ),
                    )}
            </p>
            <form method="post" action=routes::instance_account_action(account.id, "sessions")><FormToken />
                <button class="button">{locale.text(text("Alle Sitzungen beenden", "End all sessions"))}</button>
            </form>
        </section>
    }
    .into_any()
}

fn disable(account: &AdministeredAccount, form: &FormState, locale: Locale) -> AnyView {
    let alone = account.memberships.iter().any(|membership| membership.only_owner).then(|| {
        view! {
            <div class="notice notice--warning">
                <Icon name="triangle-alert" />
                <p class="notice__text">
                    {locale
                        .text(
                            text(
                                "Dieses Konto ist der einzige Inhaber einer Organisation. Solange es gesperrt ist, kann dort niemand Inhaber ernennen.",
                                "This account is the only owner of an organisation. While it is disabled nobody there can make owners.",
                            ),
                        )}
                </p>
            </div>
        }
    });
    view! {
        <section class="section" id="disable">
            <h2 class="section__title">{locale.text(text("Sperren", "Disable"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Alle Sitzungen enden sofort, Anmelden geht nicht mehr, und offene Links an dieses Konto und Einladungen von ihm gelten nicht mehr. Die Person erfährt davon, wenn der Server E-Mails verschickt.",
                            "All sessions end at once, signing in is impossible, and open links to this account and invitations by it lead nowhere any more. The person is told if the server sends e-mail.",
                        ),
                    )}
            </p>
            {alone}
            <form class="form" method="post" action=routes::instance_account_action(account.id, "disable")><FormToken />
                <Field
                    name="note"
                    label=locale.text(text("Grund, für andere Betreiber", "Reason, for other operators"))
                    locale
                    form=form.clone()
                    optional=true
                />
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(text("Konto sperren", "Disable account"))}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn enable(account: &AdministeredAccount, locale: Locale) -> AnyView {
    view! {
        <section class="section" id="enable">
            <h2 class="section__title">{locale.text(text("Entsperren", "Enable"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Danach ist das Anmelden wieder möglich. Links, die vorher galten, bleiben ungültig.",
                            "Afterwards signing in is possible again. Links that were valid before stay invalid.",
                        ),
                    )}
            </p>
            <form method="post" action=routes::instance_account_action(account.id, "enable")><FormToken />
                <button class="button button--primary">{locale.text(text("Konto entsperren", "Enable account"))}</button>
            </form>
        </section>
    }
    .into_any()
}

fn operator(account: &AdministeredAccount, locale: Locale) -> AnyView {
    let (lead, label, operates) = if account.operates_instance {
        let lead = text(
            "Dieses Konto verwaltet den Server. Danach nicht mehr; seine Sitzungen enden sofort, die Person erfährt davon.",
            "This account operates the server. Afterwards it does not; its sessions end at once, and the person is told.",
        );
        (lead, text("Verwaltung entziehen", "Withdraw"), "off")
    } else {
        let lead = text(
            "Wer den Server verwaltet, sperrt und löscht Konten und ernennt weitere Betreiber, sieht aber keine Projekte. Sitzungen des Kontos enden sofort, die Person erfährt davon, und ein anderer Betreiber prüft es im Protokoll.",
            "Whoever operates the server disables and deletes accounts and makes further operators, but sees no projects. The sessions of the account end at once, the person is told, and another operator reviews it in the audit log.",
        );
        (lead, text("Server verwalten lassen", "Make operator"), "on")
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
        let missing = text(
            "Das geht erst, wenn das Konto einen Passkey hat und nicht gesperrt ist.",
            "This is possible only when the account has a passkey and is not disabled.",
        );
        view! { <p class="muted">{locale.text(missing)}</p> }
    });
    view! {
        <section class="section" id="operator">
            <h2 class="section__title">{locale.text(text("Verwaltung des Servers", "Operating the server"))}</h2>
            <p class="section__lead">{locale.text(lead)}</p>
            {form}
            {missing}
        </section>
    }
    .into_any()
}

fn delete(account: &AdministeredAccount, form: &FormState, locale: Locale) -> AnyView {
    view! {
        <section class="section" id="delete">
            <h2 class="section__title">{locale.text(text("Löschen", "Delete"))}</h2>
            <div class="notice notice--danger">
                <Icon name="triangle-alert" />
                <div class="notice__text">
                    <p class="notice__title">{account.to_be_typed().to_owned()}</p>
                    <p>
                        {locale
                            .text(
                                text(
                                    "Das Konto wird mit Sitzungen, Passkeys und Rollen gelöscht und sein Schlüssel vernichtet. Das lässt sich nicht rückgängig machen. Projekte bleiben bei der Organisation; im Protokoll bleibt eine Kennung.",
                                    "The account is deleted with sessions, passkeys and roles, and its key is destroyed. This cannot be undone. Projects stay with the organisation; an id stays in the audit log.",
                                ),
                            )}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::instance_account_action(account.id, "delete")><FormToken />
                {confirmation(form, !account.email.is_empty(), locale)}
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(text("Endgültig löschen", "Delete for good"))}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn state(account: &AdministeredAccount, locale: Locale) -> AnyView {
    let (class, state) = if account.disabled_at_s.is_some() {
        ("badge badge--danger", text("gesperrt", "disabled"))
    } else {
        ("badge", text("aktiv", "active"))
    };
    let operates = account.operates_instance.then(|| {
        let operates = text("verwaltet den Server", "operates the server");
        view! { <span class="badge">{locale.text(operates)}</span> }
    });
    view! { <span class=class>{locale.text(state)}</span> " " {operates} }.into_any()
}

fn membership_text(membership: &AdministeredMembership, locale: Locale) -> String {
    let role = locale.text(organisation_role(membership.role));
    format!("{} ({role})", membership.organisation)
}

fn last_sign_in(account: &AdministeredAccount, now_s: i64, locale: Locale) -> String {
    match account.signed_in_at_s {
        Some(at_s) => ago(now_s, at_s, locale),
        None => locale.text(text("noch nie", "never")).to_owned(),
    }
}

const fn yes_or_no(yes: bool, locale: Locale) -> &'static str {
    locale.text(if yes { text("ja", "yes") } else { text("nein", "no") })
}
