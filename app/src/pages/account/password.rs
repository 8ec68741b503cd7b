//! The password of the account, or why it has none.

use leptos::prelude::*;
use words::Language;

use crate::api::account::PasswordState;
use crate::page::FormState;
use crate::pages::setup::strength_meter;
use crate::routes;
use crate::ui::{Field, FieldKind, FormToken};

pub(super) fn section(locale: Language, form: &FormState, state: PasswordState) -> AnyView {
    match state {
        PasswordState::Present => change(locale, form),
        _ => absent(locale, state),
    }
}

fn change(locale: Language, form: &FormState) -> AnyView {
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(words::pages::account::CHANGE_PASSWORD)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::account::AFTERWARDS_YOU_ARE_SIGNED_OUT)}
            </p>
            <form class="form" method="post" action=routes::PASSWORD><FormToken />
                <Field
                    name="present"
                    label=locale.text(words::pages::account::PRESENT_PASSWORD)
                    locale
                    form=form.clone()
                    kind=FieldKind::PresentPassword
                />
                <Field
                    name="password"
                    label=locale.text(words::pages::account::NEW_PASSWORD)
                    hint=locale.text(words::pages::account::AT_LEAST_15_CHARACTERS)
                    locale
                    form=form.clone()
                    kind=FieldKind::NewPassword
                />
                {strength_meter(locale)}
                <div class="form__actions">
                    <button class="button">{locale.text(words::pages::account::CHANGE_PASSWORD)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn absent(locale: Language, state: PasswordState) -> AnyView {
    let said = match state {
        PasswordState::Present | PasswordState::ByLink => words::pages::account::THIS_ACCOUNT_HAS_NO_PASSWORD,
        PasswordState::ByAdministrator => words::pages::account::THIS_ACCOUNT_HAS_NO_PASSWORD_YOU_SIGN,
        PasswordState::NotAccepted => words::pages::account::THIS_ACCOUNT_HAS_NO_PASSWORD_AND_NEEDS,
        PasswordState::NoAddress => words::pages::account::THIS_ACCOUNT_HAS_NO_PASSWORD_IT_WAS_MADE,
    };
    let link = (state == PasswordState::ByLink).then(|| {
        view! {
            <a class="button" href=routes::RESET>
                {locale.text(words::pages::account::SET_A_PASSWORD)}
            </a>
        }
    });
    view! {
        <section class="section" id="password">
            <h2 class="section__title">{locale.text(words::pages::account::PASSWORD)}</h2>
            <p class="section__lead">{locale.text(said)}</p>
            {link}
        </section>
    }
    .into_any()
}
