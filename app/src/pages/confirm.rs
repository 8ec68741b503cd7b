//! «Confirm that it is you», before something that cannot be undone.

use leptos::prelude::*;

use super::viewer;
use crate::api::factor::Proofs;
use crate::i18n::{Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Field, FieldKind, FormToken, Icon, PasskeyUse, form_summary, passkey_button, task_page, wide_submit,
};

pub(super) const TITLE: Text = text("Bestätigen Sie, dass Sie es sind", "Confirm that it is you");

pub(super) fn view(context: &PageContext, form: &FormState, next: Option<String>, proofs: Proofs) -> AnyView {
    let locale = context.locale;
    let email = viewer(context).email;
    let asked_for = Proofs { totp: proofs.totp && proofs.phishable, ..proofs };
    let code = proofs.any().then(|| {
        view! {
            <Field
                name="code"
                label=locale.text(super::second_step::label(asked_for))
                locale
                form=form.clone()
                kind=FieldKind::Code
                autofocus=true
            />
        }
    });
    let passkey = proofs.passkey.then(|| {
        let label = locale.text(text("Mit Passkey bestätigen", "Confirm with a passkey"));
        passkey_button(context, PasskeyUse::Prove, label, next.clone(), ())
    });
    let provider = proofs.identity_provider.then(|| {
        let href = next.as_ref().map_or_else(
            || routes::SSO_CONFIRM.to_owned(),
            |next| format!("{}?next={}", routes::SSO_CONFIRM, routes::encoded(next)),
        );
        // A link, no form: the content policy lets no form lead to another host.
        view! {
            <a class="button button--large button--wide" href=href>
                <Icon name="building-2" />
                {locale.text(text("Mit Firmenkonto bestätigen", "Confirm with company account"))}
            </a>
        }
    });
    // Whoever needs a second factor to sign in needs it here, too.
    let password = (!proofs.any() && proofs.password).then(|| {
        view! {
            <Field
                name="present"
                label=locale.text(text("Passwort", "Password"))
                locale
                form=form.clone()
                kind=FieldKind::PresentPassword
                autofocus=true
            />
        }
    });
    let nothing = (provider.is_none() && !proofs.passkey && code.is_none() && password.is_none()).then(|| {
        view! {
            <p class="muted">
                {locale
                    .text(
                        text(
                            "Dieses Konto hat gerade nichts, womit Sie es bestätigen könnten. Melden Sie sich ab und neu an.",
                            "This account has nothing at present by which you could confirm it. Sign out and in again.",
                        ),
                    )}
            </p>
        }
    });
    let form = (code.is_some() || password.is_some()).then(|| {
        view! {
            <form class="form" method="post" action=routes::CONFIRM><FormToken />
                {form_summary(form, locale)}
                {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
                <p class="muted small">{locale.text(text("Angemeldet als ", "Signed in as "))} {email}</p>
                {password}
                {code}
                {wide_submit(locale.text(text("Bestätigen", "Confirm")))}
            </form>
        }
    });
    task_page(
        context,
        TITLE,
        view! {
                    <p class="page__lead">
                        {locale
                            .text(
                                text(
                                    "Was jetzt kommt, lässt sich nicht rückgängig machen oder betrifft Ihre Sicherheit. Danach geht es dort weiter, wo Sie waren.",
                                    "What comes next cannot be undone or concerns your security. Afterwards you continue where you were.",
                                ),
                            )}
                    </p>
                    {provider}
                    {passkey}
                    {form}
                    {nothing}
        },
    )
}
