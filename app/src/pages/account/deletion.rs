//! The end of the account: its address has to be typed.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::account::to_be_typed;
use crate::page::{FormState, PageContext};
use crate::pages::viewer;
use crate::routes;
use crate::ui::{Crumb, Field, FieldKind, FormToken, Icon, form_summary, not_yet_done, simple_page};

pub(in crate::pages) const TITLE: Text = words::pages::account::DELETE_ACCOUNT;

pub(super) fn section(locale: Language) -> AnyView {
    view! {
        <section class="section" id="delete">
            <h2 class="section__title">{locale.text(TITLE)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::account::PROJECTS_STAY_WITH_THE_ORGANISATION)}
            </p>
            <a class="button button--danger" href=routes::ACCOUNT_DELETE>
                {locale.text(words::pages::account::DELETE_ACCOUNT_DOTS)}
            </a>
        </section>
    }
    .into_any()
}

/// The page that asks once more. If something has to be done first, it says what.
pub(in crate::pages) fn page(context: &PageContext, form: &FormState) -> AnyView {
    let locale = context.locale;
    let viewer = viewer(context);
    let (typed, has_address) =
        (to_be_typed(&viewer.email, &viewer.name).to_owned(), !viewer.email.is_empty());
    let crumbs = vec![
        Crumb { label: viewer.organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(super::TITLE).to_owned(), href: Some(routes::ACCOUNT.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    let is_possible = !form.problems.contains_key("");
    let question = is_possible.then(|| {
        view! {
            <div class="notice notice--danger">
                <Icon name="triangle-alert" />
                <div class="notice__text">
                    <p class="notice__title">{typed}</p>
                    <p>
                        {locale.text(words::pages::account::YOUR_ACCOUNT_IS_DELETED)}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::ACCOUNT_DELETE><FormToken />
                {confirmation(form, has_address, locale)}
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(words::pages::account::DELETE_FOR_GOOD)}</button>
                    <a class="button button--ghost" href=routes::ACCOUNT>{locale.text(words::pages::account::CANCEL)}</a>
                </div>
            </form>
        }
    });
    let back = (!is_possible).then(|| {
        view! { <p><a class="button" href=routes::ACCOUNT>{locale.text(words::pages::account::TO_THE_ACCOUNT)}</a></p> }
    });
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <div class="page__head"><h1>{locale.text(TITLE)}</h1></div>
            {not_yet_done(form, locale)}
            {form_summary(form, locale)}
            {question}
            {back}
        },
    )
}

/// The field in which the address of the account has to be typed; the name of one that has no address.
pub(in crate::pages) fn confirmation(form: &FormState, has_address: bool, locale: Language) -> AnyView {
    let (label, kind) = if has_address {
        let label = words::pages::account::TYPE_THE_EMAIL_ADDRESS;
        (label, FieldKind::OtherEmail)
    } else {
        (words::pages::account::TYPE_THE_NAME_TO_CONFIRM, FieldKind::Text)
    };
    view! { <Field name="typed_address" label=locale.text(label) locale form=form.clone() kind /> }.into_any()
}
