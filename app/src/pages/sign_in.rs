//! Sign in.

use leptos::prelude::*;

use crate::i18n::{Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Field, FieldKind, FormToken, Icon, PasskeyUse, email_field, form_summary, passkey_button, task_page,
    wide_submit,
};

pub(super) const TITLE: Text = text("Anmelden", "Sign in");

pub(super) fn view(context: &PageContext, form: &FormState, next: Option<String>) -> AnyView {
    let locale = context.locale;
    let demo = context.demo.then(|| {
        view! {
            <form method="post" action=routes::DEMO class="sign-in__demo"><FormToken />
                <p class="muted small">
                    {locale
                        .text(
                            text(
                                "Dieser Server läuft mit Beispieldaten.",
                                "This server runs with sample data.",
                            ),
                        )}
                </p>
                <button class="button button--large button--wide">
                    {locale.text(text("Ohne Konto das Beispiel öffnen", "Open the example without an account"))}
                </button>
            </form>
        }
    });
    let changed = form.done.map(|_| {
        view! {
            <div class="notice notice--success" role="status">
                <Icon name="circle-check" />
                <span class="notice__text">
                    {locale
                        .text(
                            text(
                                "Das neue Passwort gilt. Melden Sie sich jetzt damit an.",
                                "The new password is set. Sign in with it now.",
                            ),
                        )}
                </span>
            </div>
        }
    });
    let first_time = form.problems.is_empty();
    let passkey = passkey_button(
        context,
        PasskeyUse::SignIn,
        locale.text(text("Mit Passkey anmelden", "Sign in with a passkey")),
        next.clone(),
        (),
    );
    task_page(
        context,
        TITLE,
        view! {
                    <form class="form" method="post" action=routes::SIGN_IN><FormToken />
                        {form_summary(form, locale)}
                        {changed}
                        {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
                        {email_field(form, locale, first_time)}
                        <Field
                            name="password"
                            label=locale.text(text("Passwort", "Password"))
                            locale
                            form=form.clone()
                            kind=FieldKind::PresentPassword
                        />
                        {wide_submit(locale.text(TITLE))}
                    </form>
                    {passkey}
                    <p class="small"><a href=routes::RESET>{locale.text(text("Passwort vergessen?", "Forgot your password?"))}</a></p>
                    {demo}
                    <p class="muted small">
                        {locale
                            .text(
                                text(
                                    "Noch kein Konto? Wer Ihre Organisation verwaltet, lädt Sie ein; das erste Konto entsteht mit dem Einrichtungslink.",
                                    "No account yet? Whoever administers your organisation invites you; the first account is made with the setup link.",
                                ),
                            )}
                    </p>
        },
    )
}
