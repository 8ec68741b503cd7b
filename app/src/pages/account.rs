//! The account page: name, language, theme, password, company account, factors, sessions, events.

use leptos::prelude::*;
use words::{Language, Text};

use super::viewer;
use crate::api::account::{AccountDetails, AddressChange, Theme};
use crate::page::{Done, FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, PageHead, form_summary, not_yet_done, simple_page};

mod company;
pub(super) mod deletion;
pub(super) mod email;
pub(super) mod events;
mod factors;
mod password;
mod sessions;

pub(super) const TITLE: Text = words::pages::account::ACCOUNT;

pub(super) fn view(context: &PageContext, form: &FormState, details: AccountDetails) -> AnyView {
    let locale = context.locale;
    let viewer = viewer(context);
    let done = form.done.and_then(|done| {
        let said = match done {
            // Said by `not_yet_done`, as everywhere.
            Done::NotYet => return None,
            Done::PreferencesSaved => words::pages::account::SAVED,
            Done::PasswordChanged => words::pages::account::THE_PASSWORD_WAS_CHANGED_OTHER,
            Done::LinkSent => words::pages::account::IF_THIS_ADDRESS_IS_FREE,
            Done::EmailChanged => words::pages::account::YOUR_ACCOUNT_HAS_THIS_EMAIL,
            Done::FactorRemoved => words::pages::account::THE_SECOND_FACTOR_WAS_REMOVED,
            Done::CompanyAccountSeparated => words::pages::account::THE_COMPANY_ACCOUNT_WAS_SEPARATED,
            Done::SessionsEnded => words::pages::account::THE_SESSION_WAS_ENDED,
        };
        Some(view! {
            <div class="notice notice--success" role="status">
                <Icon name="circle-check" />
                <span class="notice__text">{locale.text(said)}</span>
            </div>
        })
    });
    let demanded = viewer.has_to_add_factor.then(|| {
        view! {
            <div class="notice notice--warning">
                <Icon name="shield-check" />
                <p class="notice__text">
                    {locale.text(words::pages::account::YOUR_ORGANISATION_DEMANDS_A_SECOND)}
                </p>
            </div>
        }
    });
    // Visitors of the demonstration share its account; there is nothing of their own to protect.
    let own = details.address != AddressChange::NobodysOwn;
    let crumbs = vec![
        Crumb { label: viewer.organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    let languages = [(Language::De, "Deutsch"), (Language::En, "English")];
    let themes = [
        (Theme::Auto, words::pages::account::SAME_AS_THE_SYSTEM),
        (Theme::Light, words::pages::account::LIGHT),
        (Theme::Dark, words::pages::account::DARK),
    ];
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE) />
            {done}
            {not_yet_done(form, locale)}
            {form_summary(form, locale)}
            {demanded}
            <section class="section">
                <h2 class="section__title">{locale.text(words::pages::account::PERSON_AND_PREFERENCES)}</h2>
                <p class="section__lead">{locale.text(words::pages::account::SIGNED_IN)} {viewer.email}</p>
                <form class="form" method="post" action=routes::ACCOUNT><FormToken />
                    <Field name="name" label=locale.text(words::pages::account::NAME) locale form=form.clone() initial=viewer.name />
                    <div class="fields">
                        <div class="field">
                            <label class="field__label" r#for="field-locale">{locale.text(words::pages::account::LANGUAGE)}</label>
                            <select class="select" id="field-locale" name="locale">
                                {languages
                                    .map(|(language, name)| {
                                        view! {
                                            <option value=language.tag() selected=language == locale lang=language.tag()>{name}</option>
                                        }
                                    })
                                    .collect_view()}
                            </select>
                        </div>
                        <div class="field">
                            <label class="field__label" r#for="field-theme">{locale.text(words::pages::account::THEME)}</label>
                            <select class="select" id="field-theme" name="theme">
                                {themes
                                    .map(|(theme, name)| {
                                        view! {
                                            <option value=theme.key() selected=theme == context.theme>{locale.text(name)}</option>
                                        }
                                    })
                                    .collect_view()}
                            </select>
                        </div>
                    </div>
                    <div class="form__actions">
                        <button class="button button--primary">{locale.text(words::pages::account::SAVE)}</button>
                    </div>
                </form>
            </section>
            {own.then(|| password::section(locale, form, details.password))}
            {email::section(locale, form, details.address)}
            {details.company.map(|company| company::section(locale, company))}
            {own.then(|| factors::section(context, details.factors))}
            {own.then(|| sessions::section(context, details.sessions))}
            {events::section(context, details.events)}
            {own.then(|| deletion::section(locale))}
        },
    )
}
