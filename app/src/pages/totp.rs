//! Adding an authenticator app: the secret as a picture and as text, and the first code.

use leptos::prelude::*;
use words::Text;

use super::viewer;
use crate::api::factor::{QrCode, TotpDraft};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FieldKind, FormToken, PageHead, form_summary, simple_page};

pub(super) const TITLE: Text = words::pages::totp::ADD_AN_AUTHENTICATOR_APP;

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
                        {locale.text(words::pages::totp::SCAN_THE_PICTURE)}
                    </p>
                    {picture(&qr, locale.text(words::pages::totp::QR_CODE_WITH_THE_KEY))}
                    <p>
                        <a class="button" href=url>
                            {locale.text(words::pages::totp::OPEN_IN_THE_APP)}
                        </a>
                    </p>
                    <p class="muted small">
                        {locale.text(words::pages::totp::OR_TYPE_THE_KEY)}
                        <code class="secret">{secret}</code>
                    </p>
                </li>
                <li>
                    <p>
                        {locale.text(words::pages::totp::ENTER_THE_CODE)}
                    </p>
                    <form class="form" method="post" action=routes::TOTP><FormToken />
                        {form_summary(form, locale)}
                        <Field
                            name="code"
                            label=locale.text(words::pages::totp::CODE)
                            locale
                            form=form.clone()
                            kind=FieldKind::Code
                            autofocus=true
                        />
                        <div class="form__actions">
                            <button class="button button--primary">{locale.text(words::pages::totp::ADD)}</button>
                            <a class="button button--ghost" href=routes::ACCOUNT>{locale.text(words::pages::totp::CANCEL)}</a>
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
