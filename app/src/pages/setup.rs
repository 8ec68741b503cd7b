//! The first account, created with the setup link that the server prints at its first start.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::account::PASSWORD_MIN_CHARS;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Field, FieldKind, FormToken, email_field, form_summary, task_page, wide_submit};

pub(super) const TITLE: Text = words::pages::setup::CREATE_THE_FIRST_ACCOUNT;

pub(super) fn view(context: &PageContext, form: &FormState) -> AnyView {
    let locale = context.locale;
    let first_time = form.problems.is_empty();
    task_page(
        context,
        TITLE,
        view! {
                    <p class="page__lead">
                        {locale.text(words::pages::setup::THIS_ACCOUNT_MANAGES_THE_SERVER)}
                    </p>
                    <form class="form" method="post" action=routes::SETUP><FormToken />
                        {form_summary(form, locale)}
                        <div data-setup-token="">
                            <Field
                                name="token"
                                label=locale.text(words::pages::setup::SETUP_KEY)
                                hint=locale.text(words::pages::setup::THE_PART_OF_THE_SETUP)
                                locale
                                form=form.clone()
                            />
                        </div>
                        {email_field(form, locale, first_time)}
                        <Field name="name" label=locale.text(words::pages::setup::YOUR_NAME) locale form=form.clone() />
                        {password_to_choose(form, locale)}
                        {wide_submit(locale.text(words::pages::setup::CREATE_ACCOUNT))}
                    </form>
        },
    )
}

/// The password of a new account, or one in place of a forgotten one, and how strong it is.
pub(super) fn password_to_choose(form: &FormState, locale: Language) -> impl IntoView {
    view! {
        <Field
            name="password"
            label=locale.text(words::pages::setup::PASSWORD)
            hint=locale.text(words::pages::setup::AT_LEAST_15_CHARACTERS)
            locale
            form=form.clone()
            kind=FieldKind::NewPassword
        />
        {strength_meter(locale)}
    }
}

/// The meter below a new password; `enhance.js` fills it from the server's judgement.
pub(super) fn strength_meter(locale: Language) -> impl IntoView {
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
                data-level-0=locale.text(words::pages::setup::VERY_EASY_TO_GUESS)
                data-level-1=locale.text(words::pages::setup::EASY_TO_GUESS)
                data-level-2=locale.text(words::pages::setup::CAN_BE_GUESSED_WITH_EFFORT)
                data-level-3=locale.text(words::pages::setup::A_GOOD_PASSWORD)
                data-level-4=locale.text(words::pages::setup::A_VERY_GOOD_PASSWORD)
                data-missing=locale.text(words::pages::setup::N_MORE_CHARACTERS)
            ></p>
        </div>
    }
}
