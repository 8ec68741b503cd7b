//! The account page: name, language, theme, password, company account, factors, sessions, events.

use leptos::prelude::*;

use super::viewer;
use crate::api::account::{AccountDetails, AddressChange, Theme};
use crate::i18n::{Locale, Text, text};
use crate::page::{Done, FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, PageHead, form_summary, simple_page};

mod company;
pub(super) mod deletion;
pub(super) mod email;
pub(super) mod events;
mod factors;
mod password;
mod sessions;

pub(super) const TITLE: Text = text("Konto", "Account");

pub(super) fn view(context: &PageContext, form: &FormState, details: AccountDetails) -> AnyView {
    let locale = context.locale;
    let viewer = viewer(context);
    let done = form.done.map(|done| {
        let said = match done {
            Done::PreferencesSaved => text("Gespeichert.", "Saved."),
            Done::PasswordChanged => text(
                "Das Passwort wurde geändert. Andere Sitzungen wurden beendet.",
                "The password was changed. Other sessions were ended.",
            ),
            Done::LinkSent => text(
                "Wenn diese Adresse frei ist, ist jetzt ein Link dorthin unterwegs. Er gilt 30 Minuten.",
                "If this address is free, a link to it is on its way now. It is valid for 30 minutes.",
            ),
            Done::EmailChanged => text(
                "Ihr Konto hat jetzt diese E-Mail-Adresse. Andere Sitzungen wurden beendet.",
                "Your account has this e-mail address now. Other sessions were ended.",
            ),
            Done::FactorRemoved => {
                text("Der zweite Faktor wurde entfernt.", "The second factor was removed.")
            }
            Done::CompanyAccountSeparated => text(
                "Das Firmenkonto wurde getrennt. Andere Sitzungen wurden beendet.",
                "The company account was separated. Other sessions were ended.",
            ),
            Done::SessionsEnded => text("Die Sitzung wurde beendet.", "The session was ended."),
        };
        view! {
            <div class="notice notice--success" role="status">
                <Icon name="circle-check" />
                <span class="notice__text">{locale.text(said)}</span>
            </div>
        }
    });
    let demanded = viewer.has_to_add_factor.then(|| {
        view! {
            <div class="notice notice--warning">
                <Icon name="shield-check" />
                <p class="notice__text">
                    {locale
                        .text(
                            text(
                                "Ihre Organisation verlangt einen zweiten Faktor. Fügen Sie einen hinzu; danach stehen Ihnen die Projekte wieder offen.",
                                "Your organisation demands a second factor. Add one; then your projects are open to you again.",
                            ),
                        )}
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
    let languages = [(Locale::De, "Deutsch"), (Locale::En, "English")];
    let themes = [
        (Theme::Auto, text("Wie das System", "Same as the system")),
        (Theme::Light, text("Hell", "Light")),
        (Theme::Dark, text("Dunkel", "Dark")),
    ];
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE) />
            {done}
            {form_summary(form, locale)}
            {demanded}
            <section class="section">
                <h2 class="section__title">{locale.text(text("Person und Darstellung", "Person and preferences"))}</h2>
                <p class="section__lead">{locale.text(text("Angemeldet als ", "Signed in as "))} {viewer.email}</p>
                <form class="form" method="post" action=routes::ACCOUNT><FormToken />
                    <Field name="name" label=locale.text(text("Name", "Name")) locale form=form.clone() initial=viewer.name />
                    <div class="fields">
                        <div class="field">
                            <label class="field__label" r#for="field-locale">{locale.text(text("Sprache", "Language"))}</label>
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
                            <label class="field__label" r#for="field-theme">{locale.text(text("Darstellung", "Theme"))}</label>
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
                        <button class="button button--primary">{locale.text(text("Speichern", "Save"))}</button>
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
