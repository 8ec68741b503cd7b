//! The first account, created with the setup link that the server prints at its first start.

use leptos::prelude::*;

use crate::api::account::PASSWORD_MIN_CHARS;
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Field, FieldKind, FormToken, email_field, form_summary, task_page, wide_submit};

pub(super) const TITLE: Text = text("Erstes Konto einrichten", "Create the first account");

pub(super) fn view(context: &PageContext, form: &FormState) -> AnyView {
    let locale = context.locale;
    let first_time = form.problems.is_empty();
    task_page(
        context,
        TITLE,
        view! {
                    <p class="page__lead">
                        {locale
                            .text(
                                text(
                                    "Dieses Konto verwaltet den Server und Ihre Organisation.",
                                    "This account manages the server and your organisation.",
                                ),
                            )}
                    </p>
                    <form class="form" method="post" action=routes::SETUP><FormToken />
                        {form_summary(form, locale)}
                        <div data-setup-token="">
                            <Field
                                name="token"
                                label=locale.text(text("Einrichtungsschlüssel", "Setup key"))
                                hint=locale
                                    .text(
                                        text(
                                            "Der Teil des Einrichtungslinks hinter dem Zeichen #.",
                                            "The part of the setup link after the # sign.",
                                        ),
                                    )
                                locale
                                form=form.clone()
                            />
                        </div>
                        {email_field(form, locale, first_time)}
                        <Field name="name" label=locale.text(text("Ihr Name", "Your name")) locale form=form.clone() />
                        {password_to_choose(form, locale)}
                        {wide_submit(locale.text(text("Konto anlegen", "Create account")))}
                    </form>
        },
    )
}

/// The password of a new account, or one in place of a forgotten one, and how strong it is.
pub(super) fn password_to_choose(form: &FormState, locale: Locale) -> impl IntoView {
    view! {
        <Field
            name="password"
            label=locale.text(text("Passwort", "Password"))
            hint=locale
                .text(
                    text(
                        "Mindestens 15 Zeichen. Ein Satz aus mehreren Wörtern ist gut zu merken und schwer zu erraten.",
                        "At least 15 characters. A sentence of several words is easy to remember and hard to guess.",
                    ),
                )
            locale
            form=form.clone()
            kind=FieldKind::NewPassword
        />
        {strength_meter(locale)}
    }
}

/// The meter below a new password; `enhance.js` fills it from the server's judgement.
pub(super) fn strength_meter(locale: Locale) -> impl IntoView {
    view! {
        <div class="meter" data-strength-for="field-password" data-min-chars=PASSWORD_MIN_CHARS data-level="0">
            <div class="meter__bar" aria-hidden="true">
                <span class="meter__step"></span>
                <span class="meter__step"></span>
                <span class="meter__step"></span>
                <span class="meter__step"></span>
            </div>
            <p
                class="meter__text"
                role="status"
                data-level-0=locale.text(text("Sehr leicht zu erraten.", "Very easy to guess."))
                data-level-1=locale.text(text("Leicht zu erraten.", "Easy to guess."))
                data-level-2=locale.text(text("Mit Aufwand zu erraten.", "Can be guessed with effort."))
                data-level-3=locale.text(text("Gutes Passwort.", "A good password."))
                data-level-4=locale.text(text("Sehr gutes Passwort.", "A very good password."))
                data-missing=locale.text(text("Noch {n} Zeichen bis zur Mindestlänge.", "{n} more characters to the minimum."))
            ></p>
        </div>
    }
}
