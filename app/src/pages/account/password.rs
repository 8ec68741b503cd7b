//! The password of the account, or why it has none.

use leptos::prelude::*;

use crate::api::account::PasswordState;
use crate::i18n::{Locale, text};
use crate::page::FormState;
use crate::pages::setup::strength_meter;
use crate::routes;
use crate::ui::{Field, FieldKind, FormToken};

pub(super) fn section(locale: Locale, form: &FormState, state: PasswordState) -> AnyView {
    match state {
        PasswordState::Present => change(locale, form),
        _ => absent(locale, state),
    }
}

fn change(locale: Locale, form: &FormState) -> AnyView {
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(text("Passwort ändern", "Change password"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Danach sind Sie auf allen anderen Geräten abgemeldet.",
                            "Afterwards you are signed out on all other devices.",
                        ),
                    )}
            </p>
            <form class="form" method="post" action=routes::PASSWORD><FormToken />
                <Field
                    name="present"
                    label=locale.text(text("Bisheriges Passwort", "Present password"))
                    locale
                    form=form.clone()
                    kind=FieldKind::PresentPassword
                />
                <Field
                    name="password"
                    label=locale.text(text("Neues Passwort", "New password"))
                    hint=locale.text(text("Mindestens 15 Zeichen.", "At least 15 characters."))
                    locale
                    form=form.clone()
                    kind=FieldKind::NewPassword
                />
                {strength_meter(locale)}
                <div class="form__actions">
                    <button class="button">{locale.text(text("Passwort ändern", "Change password"))}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn absent(locale: Locale, state: PasswordState) -> AnyView {
    let said = match state {
        PasswordState::Present | PasswordState::ByLink => text(
            "Dieses Konto hat kein Passwort; Sie melden sich mit dem Firmenkonto oder einem Passkey an. Möchten Sie eines setzen, lassen Sie sich einen Link an Ihre Adresse schicken.",
            "This account has no password; you sign in with the company account or a passkey. If you would like to set one, have a link sent to your address.",
        ),
        PasswordState::ByAdministrator => text(
            "Dieses Konto hat kein Passwort; Sie melden sich mit dem Firmenkonto oder einem Passkey an. Möchten Sie eines setzen, gibt Ihnen einen Link dazu, wer Ihre Organisation verwaltet.",
            "This account has no password; you sign in with the company account or a passkey. If you would like to set one, whoever administers your organisation can give you a link.",
        ),
        PasswordState::NotAccepted => text(
            "Dieses Konto hat kein Passwort und braucht keines: Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto.",
            "This account has no password and needs none: your organisation demands the company account.",
        ),
        PasswordState::NoAddress => text(
            "Dieses Konto hat kein Passwort. Es ist bei Ihrer ersten Anmeldung mit dem Firmenkonto entstanden und wird nur an diesem erkannt, nie an einer E-Mail-Adresse; darum kann es kein Passwort haben. Ein Passkey ist ein zweiter Weg herein.",
            "This account has no password. It was made at your first sign-in with the company account and is recognised by that alone, never by an e-mail address; so it cannot have a password. A passkey is a second way in.",
        ),
    };
    let link = (state == PasswordState::ByLink).then(|| {
        view! {
            <a class="button" href=routes::RESET>
                {locale.text(text("Passwort setzen", "Set a password"))}
            </a>
        }
    });
    view! {
        <section class="section" id="password">
            <h2 class="section__title">{locale.text(text("Passwort", "Password"))}</h2>
            <p class="section__lead">{locale.text(said)}</p>
            {link}
        </section>
    }
    .into_any()
}
