//! The second step of the sign-in.

use leptos::prelude::*;

use crate::api::factor::Proofs;
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Field, FieldKind, FormToken, PasskeyUse, form_summary, passkey_button, task_page, wide_submit,
};

pub(super) const TITLE: Text = text("Zweiter Schritt", "Second step");

pub(super) fn view(context: &PageContext, form: &FormState, proofs: Proofs) -> AnyView {
    let locale = context.locale;
    let passkey = proofs.passkey.then(|| {
        let label = locale.text(text("Mit Passkey fortfahren", "Continue with a passkey"));
        passkey_button(context, PasskeyUse::Prove, label, None, ())
    });
    task_page(
        context,
        TITLE,
        view! {
                    {passkey}
                    <form class="form" method="post" action=routes::SECOND_STEP><FormToken />
                        {form_summary(form, locale)}
                        <Field
                            name="code"
                            label=locale.text(label(proofs))
                            hint=hint(proofs, locale)
                            locale
                            form=form.clone()
                            kind=FieldKind::Code
                            autofocus=!form.problems.contains_key("")
                        />
                        {wide_submit(locale.text(text("Weiter", "Continue")))}
                    </form>
                    <p><a href=routes::SIGN_IN>{locale.text(text("Mit einem anderen Konto anmelden", "Sign in with another account"))}</a></p>
        },
    )
}

/// What the field asks for.
pub(super) const fn label(proofs: Proofs) -> Text {
    if proofs.totp {
        text("Code der Authenticator-App", "Code of the authenticator app")
    } else {
        text("Wiederherstellungscode", "Recovery code")
    }
}

fn hint(proofs: Proofs, locale: Locale) -> &'static str {
    if proofs.totp && proofs.recovery_code {
        locale.text(text(
            "Sechs Ziffern. App verloren? Dann geben Sie hier einen Wiederherstellungscode ein.",
            "Six digits. Lost the app? Then enter a recovery code here.",
        ))
    } else {
        ""
    }
}
