//! The end of the account: its address has to be typed.

use leptos::prelude::*;

use crate::api::account::to_be_typed;
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::pages::viewer;
use crate::routes;
use crate::ui::{Crumb, Field, FieldKind, FormToken, Icon, form_summary, simple_page};

pub(in crate::pages) const TITLE: Text = text("Konto löschen", "Delete account");

pub(super) fn section(locale: Locale) -> AnyView {
    view! {
        <section class="section" id="delete">
            <h2 class="section__title">{locale.text(TITLE)}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Projekte bleiben bei der Organisation. Wer der einzige Inhaber ist, macht zuerst jemand anderen dazu.",
                            "Projects stay with the organisation. Whoever is the only owner first makes somebody else one.",
                        ),
                    )}
            </p>
            <a class="button button--danger" href=routes::ACCOUNT_DELETE>
                {locale.text(text("Konto löschen …", "Delete account …"))}
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
                        {locale
                            .text(
                                text(
                                    "Ihr Konto wird mit allen Sitzungen, Passkeys und Rollen gelöscht und sein Schlüssel vernichtet. Das lässt sich nicht rückgängig machen. Projekte und ihr Verlauf bleiben bei der Organisation; im Protokoll steht statt Ihres Namens nur noch eine Kennung.",
                                    "Your account is deleted with all sessions, passkeys and roles, and its key is destroyed. This cannot be undone. Projects and their history stay with the organisation; the audit log shows only an id instead of your name.",
                                ),
                            )}
                    </p>
                </div>
            </div>
            <form class="form" method="post" action=routes::ACCOUNT_DELETE><FormToken />
                {confirmation(form, has_address, locale)}
                <div class="form__actions">
                    <button class="button button--danger">{locale.text(text("Endgültig löschen", "Delete for good"))}</button>
                    <a class="button button--ghost" href=routes::ACCOUNT>{locale.text(text("Abbrechen", "Cancel"))}</a>
                </div>
            </form>
        }
    });
    let back = (!is_possible).then(|| {
        view! { <p><a class="button" href=routes::ACCOUNT>{locale.text(text("Zum Konto", "To the account"))}</a></p> }
    });
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <div class="page__head"><h1>{locale.text(TITLE)}</h1></div>
            {form_summary(form, locale)}
            {question}
            {back}
        },
    )
}

/// The field in which the address of the account has to be typed; the name of one that has no address.
pub(in crate::pages) fn confirmation(form: &FormState, has_address: bool, locale: Locale) -> AnyView {
    let (label, kind) = if has_address {
        let label =
            text("Tippen Sie zur Bestätigung die E-Mail-Adresse", "Type the e-mail address to confirm");
        (label, FieldKind::OtherEmail)
    } else {
        (text("Tippen Sie zur Bestätigung den Namen", "Type the name to confirm"), FieldKind::Text)
    };
    view! { <Field name="typed_address" label=locale.text(label) locale form=form.clone() kind /> }.into_any()
}
