//! «Confirm that it is you», before something that cannot be undone.

use leptos::prelude::*;
use words::Text;

use super::viewer;
use crate::api::factor::Proofs;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Field, FieldKind, FormToken, Icon, PasskeyUse, form_summary, passkey_button, task_page, wide_submit,
};

pub(super) const TITLE: Text = words::pages::confirm::CONFIRM_THAT;

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
                autofocus=!proofs.passkey
            />
        }
    });
    let passkey = proofs.passkey.then(|| {
        let label = locale.text(words::pages::confirm::CONFIRM_WITH_A_PASSKEY);
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
                {locale.text(words::pages::confirm::CONFIRM_WITH_COMPANY_ACCOUNT)}
            </a>
        }
    });
    // Whoever needs a second factor to sign in needs it here, too.
    let password = (!proofs.any() && proofs.password).then(|| {
        view! {
            <Field
                name="present"
                label=locale.text(words::pages::confirm::PASSWORD)
                locale
                form=form.clone()
                kind=FieldKind::PresentPassword
                autofocus=!proofs.passkey
            />
        }
    });
    let nothing =
        (provider.is_none() && !proofs.passkey && code.is_none() && password.is_none()).then(|| {
            view! {
                <p class="muted">
                    {locale.text(words::pages::confirm::THIS_ACCOUNT_HAS_NOTHING)}
                </p>
            }
        });
    let form = (code.is_some() || password.is_some()).then(|| {
        view! {
            <form class="form" method="post" action=routes::CONFIRM><FormToken />
                {form_summary(form, locale)}
                {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
                <p class="muted small">{locale.text(words::pages::confirm::SIGNED_IN)} {email}</p>
                {password}
                {code}
                {wide_submit(locale.text(words::pages::confirm::CONFIRM))}
            </form>
        }
    });
    task_page(
        context,
        TITLE,
        view! {
                    <p class="page__lead">
                        {locale.text(words::pages::confirm::WHAT_COMES_NEXT_CANNOT)}
                    </p>
                    {provider}
                    {passkey}
                    {form}
                    {nothing}
        },
    )
}
