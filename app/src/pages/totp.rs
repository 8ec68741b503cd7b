//! Adding an authenticator app: the secret as a picture and as text, and the first code.

use leptos::prelude::*;

use super::viewer;
use crate::api::factor::{QrCode, TotpDraft};
use crate::i18n::{Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FieldKind, FormToken, PageHead, form_summary, simple_page};

pub(super) const TITLE: Text = text("Authenticator-App hinzufügen", "Add an authenticator app");

/// Light modules around the code, without which readers do not find it.
const QUIET: usize = 4;

pub(super) fn view(context: &PageContext, form: &FormState, draft: TotpDraft) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb {
            label: locale.text(super::account::TITLE).to_owned(),
            href: Some(routes::ACCOUNT.to_owned()),
        },
    ];
    let TotpDraft { secret, url, qr } = draft;
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE) />
            <ol class="steps">
                <li>
                    <p>
                        {locale
                            .text(
                                text(
                                    "Lesen Sie das Bild mit Ihrer App, oder öffnen Sie auf diesem Gerät den Link.",
                                    "Scan the picture with your app, or open the link on this device.",
                                ),
                            )}
                    </p>
                    {picture(&qr, locale.text(text("QR-Code mit dem Schlüssel", "QR code with the key")))}
                    <p>
                        <a class="button" href=url>
                            {locale.text(text("In der App öffnen", "Open in the app"))}
                        </a>
                    </p>
                    <p class="muted small">
                        {locale.text(text("Oder tippen Sie den Schlüssel ab: ", "Or type the key: "))}
                        <code class="secret">{secret}</code>
                    </p>
                </li>
                <li>
                    <p>
                        {locale
                            .text(text("Geben Sie den Code ein, den die App zeigt.", "Enter the code that the app shows."))}
                    </p>
                    <form class="form" method="post" action=routes::TOTP><FormToken />
                        {form_summary(form, locale)}
                        <Field
                            name="code"
                            label=locale.text(text("Code", "Code"))
                            locale
                            form=form.clone()
                            kind=FieldKind::Code
                            autofocus=true
                        />
                        <div class="form__actions">
                            <button class="button button--primary">{locale.text(text("Hinzufügen", "Add"))}</button>
                            <a class="button button--ghost" href=routes::ACCOUNT>{locale.text(text("Abbrechen", "Cancel"))}</a>
                        </div>
                    </form>
                </li>
            </ol>
        },
    )
}

fn picture(qr: &QrCode, label: &'static str) -> impl IntoView + use<> {
    let side = qr.side + 2 * QUIET;
    view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect class="qr__light" width=side height=side></rect>
            <path class="qr__dark" transform=format!("translate({QUIET} {QUIET})") d=qr.path.clone()></path>
        </svg>
    }
}
