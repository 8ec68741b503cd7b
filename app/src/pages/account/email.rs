//! The e-mail address of the account.

use leptos::prelude::*;

use crate::api::account::AddressChange;
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Field, FieldKind, FormToken, form_summary, task_page, wide_submit};

pub(in crate::pages) const TITLE: Text = text("Neue E-Mail-Adresse", "New e-mail address");

pub(super) fn section(locale: Locale, form: &FormState, change: AddressChange) -> Option<AnyView> {
    let lead = match change {
        AddressChange::Possible => text(
            "An die neue Adresse geht ein Link; öffnen Sie ihn, solange Sie hier angemeldet sind. Die bisherige Adresse erfährt davon, und auf allen anderen Geräten sind Sie danach abgemeldet.",
            "A link goes to the new address; open it while you are signed in here. The present address is told, and afterwards you are signed out on all other devices.",
        ),
        AddressChange::NoRelay => text(
            "Dieser Server verschickt keine E-Mails und kann eine neue Adresse deshalb nicht prüfen. Ändern lässt sie sich erst, wenn der Betreiber den Versand einrichtet.",
            "This server sends no e-mail and therefore cannot check a new address. It can be changed only after the operator has set up sending.",
        ),
        AddressChange::OfCompany => text(
            "Ihre Adresse kommt vom Anmeldedienst Ihrer Organisation und wird hier nicht geändert.",
            "Your address comes from the sign-in service of your organisation and is not changed here.",
        ),
        AddressChange::NobodysOwn => return None,
    };
    let fields = (change == AddressChange::Possible).then(|| {
        view! {
            <form class="form" method="post" action=routes::EMAIL><FormToken />
                <Field
                    name="email"
                    label=locale.text(text("Neue E-Mail-Adresse", "New e-mail address"))
                    locale
                    form=form.clone()
                    kind=FieldKind::OtherEmail
                />
                <div class="form__actions">
                    <button class="button">{locale.text(text("Link anfordern", "Send me a link"))}</button>
                </div>
            </form>
        }
    });
    let section = view! {
        <section class="section" id="email">
            <h2 class="section__title">{locale.text(text("E-Mail-Adresse ändern", "Change e-mail address"))}</h2>
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
                        {locale
                            .text(
                                text(
                                    "Bestätigen Sie, dass Ihr Konto künftig die Adresse hat, an die dieser Link ging. Mussten Sie sich eben erst anmelden, öffnen Sie den Link bitte noch einmal.",
                                    "Confirm that your account has from now on the address to which this link went. If you had to sign in just now, please open the link once more.",
                                ),
                            )}
                    </p>
                    <form class="form" method="post" action=routes::EMAIL_CONFIRM><FormToken />
                        {form_summary(form, locale)}
                        <div data-setup-token="">
                            <Field
                                name="token"
                                label=locale.text(text("Schlüssel aus dem Link", "Key of the link"))
                                hint=locale.text(text("Der Teil des Links hinter dem Zeichen #.", "The part of the link after the # sign."))
                                locale
                                form=form.clone()
                            />
                        </div>
                        {wide_submit(locale.text(text("Adresse übernehmen", "Use this address")))}
                    </form>
        },
    )
}
