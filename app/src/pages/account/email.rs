//! The e-mail address of the account.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::account::AddressChange;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Field, FieldKind, FormToken, form_summary, task_page, wide_submit};

pub(in crate::pages) const TITLE: Text = words::pages::account::NEW_EMAIL_ADDRESS;

pub(super) fn section(locale: Language, form: &FormState, change: AddressChange) -> Option<AnyView> {
    let lead = match change {
        AddressChange::Possible => words::pages::account::A_LINK_GOES,
        AddressChange::NoRelay => words::pages::account::THIS_SERVER_SENDS_NO_EMAIL,
        AddressChange::OfCompany => words::pages::account::YOUR_ADDRESS_COMES,
        AddressChange::NobodysOwn => return None,
    };
    let fields = (change == AddressChange::Possible).then(|| {
        view! {
            <form class="form" method="post" action=routes::EMAIL><FormToken />
                <Field
                    name="email"
                    label=locale.text(words::pages::account::NEW_EMAIL_ADDRESS)
                    locale
                    form=form.clone()
                    kind=FieldKind::OtherEmail
                />
                <div class="form__actions">
                    <button class="button">{locale.text(words::pages::account::SEND_ME_A_LINK)}</button>
                </div>
            </form>
        }
    });
    let section = view! {
        <section class="section" id="email">
            <h2 class="section__title">{locale.text(words::pages::account::CHANGE_EMAIL_ADDRESS)}</h2>
            <p class="section__lead">{locale.text(lead)}</p>
            {fields}
        </section>
    };
    Some(section.into_any())
}

/// The page to which the link leads.
pub(in crate::pages) fn page(context: &PageContext, form: &FormState) -> AnyView {
    let locale = context.locale;
    task_page(
        context,
        TITLE,
        view! {
                    <p class="page__lead">
                        {locale.text(words::pages::account::CONFIRM_THAT_YOUR_ACCOUNT)}
                    </p>
                    <form class="form" method="post" action=routes::EMAIL_CONFIRM><FormToken />
                        {form_summary(form, locale)}
                        <div data-setup-token="">
                            <Field
                                name="token"
                                label=locale.text(words::pages::account::KEY_OF_THE_LINK)
                                hint=locale.text(words::pages::account::THE_PART_OF_THE_LINK)
                                locale
                                form=form.clone()
                            />
                        </div>
                        {wide_submit(locale.text(words::pages::account::USE_THIS_ADDRESS))}
                    </form>
        },
    )
}
