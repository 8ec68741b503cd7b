//! The second step of the sign-in.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::factor::Proofs;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Field, FieldKind, FormToken, PasskeyUse, form_summary, passkey_button, task_page, wide_submit,
};

pub(super) const TITLE: Text = words::pages::second_step::SECOND_STEP;

pub(super) fn view(context: &PageContext, form: &FormState, proofs: Proofs) -> AnyView {
    let locale = context.locale;
    let passkey = proofs.passkey.then(|| {
        let label = locale.text(words::pages::second_step::CONTINUE_WITH_A_PASSKEY);
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
                        {wide_submit(locale.text(words::pages::second_step::CONTINUE))}
                    </form>
                    <p><a href=routes::SIGN_IN>{locale.text(words::pages::second_step::SIGN_IN_WITH_ANOTHER_ACCOUNT)}</a></p>
        },
    )
}

/// What the field asks for.
pub(super) const fn label(proofs: Proofs) -> Text {
    if proofs.totp {
        words::pages::second_step::CODE_OF_THE_AUTHENTICATOR_APP
    } else {
        words::pages::second_step::RECOVERY_CODE
    }
}

fn hint(proofs: Proofs, locale: Language) -> &'static str {
    if proofs.totp && proofs.recovery_code {
        locale.text(words::pages::second_step::SIX_DIGITS_LOST_THE_APP)
    } else {
        ""
    }
}
