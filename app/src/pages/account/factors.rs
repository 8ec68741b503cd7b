//! Second factors of the account.

use leptos::prelude::*;
use words::Language;

use crate::api::factor::{FactorKind, FactorView, FactorsView};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon, PasskeyUse, ago, passkey_button};

pub(super) fn section(context: &PageContext, view: FactorsView) -> impl IntoView + use<> {
    let (locale, now_s) = (context.locale, context.now_s);
    let FactorsView { factors, recovery_codes_left } = view;
    let none = factors.is_empty();
    let list = (!none).then(|| {
        view! {
            <ul class="rows">
                {factors.into_iter().map(|factor| row(factor, now_s, locale)).collect_view()}
                {recovery_codes(recovery_codes_left, locale)}
            </ul>
        }
    });
    let name = view! {
        <div class="field">
            <label class="field__label" r#for="field-passkey">
                {locale.text(words::pages::account::NAME_OF_THE_NEW_PASSKEY)}
            </label>
            <input
                class="input"
                id="field-passkey"
                maxlength="60"
                autocomplete="off"
                placeholder=locale.text(words::pages::account::E_G_NOTEBOOK)
            />
        </div>
    };
    let passkey = passkey_button(
        context,
        PasskeyUse::Add,
        locale.text(words::pages::account::ADD_A_PASSKEY),
        None,
        name,
    );
    view! {
        <section class="section" id="factors">
            <h2 class="section__title">{locale.text(words::pages::account::SECOND_FACTOR)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::account::WITH_A_SECOND_FACTOR)}
            </p>
            {list}
            {passkey}
            <div class="form__actions">
                <form method="post" action=routes::TOTP_BEGIN><FormToken />
                    <button class="button">
                        <Icon name="plus" />
                        {locale.text(words::pages::account::ADD_AN_AUTHENTICATOR_APP)}
                    </button>
                </form>
            </div>
        </section>
    }
}

fn row(factor: FactorView, now_s: i64, locale: Language) -> impl IntoView {
    let name = match factor.kind {
        FactorKind::Totp => locale.text(words::pages::account::AUTHENTICATOR_APP).to_owned(),
        FactorKind::Passkey => factor.name,
    };
    let added = ago(now_s, factor.created_at_s, locale);
    let used = factor.last_used_at_s.map(|at_s| ago(now_s, at_s, locale));
    let facts = match (locale, used) {
        (Language::De, Some(used)) => format!("Hinzugefügt {added}, zuletzt benutzt {used}"),
        (Language::De, None) => format!("Hinzugefügt {added}, noch nicht benutzt"),
        (Language::En, Some(used)) => format!("Added {added}, last used {used}"),
        (Language::En, None) => format!("Added {added}, not used yet"),
    };
    let remove = locale.text(words::pages::account::REMOVE);
    view! {
        <li class="rows__row">
            <Icon name="key-round" />
            <div class="rows__text">
                <p>{name.clone()}</p>
                <p class="muted small">{facts}</p>
            </div>
            <form method="post" action=routes::FACTOR_REMOVE><FormToken />
                <input type="hidden" name="factor" value=factor.id />
                <button class="button button--small" aria-label=format!("{remove}: {name}")>{remove}</button>
            </form>
        </li>
    }
}

fn recovery_codes(left: u32, locale: Language) -> impl IntoView {
    let facts = words::pages::account::left(locale, &left);
    view! {
        <li class="rows__row">
            <Icon name="file-text" />
            <div class="rows__text">
                <p>{locale.text(words::pages::account::RECOVERY_CODES)}</p>
                <p class="muted small">{facts}</p>
            </div>
            <form method="post" action=routes::RECOVERY_CODES><FormToken />
                <button class="button button--small">{locale.text(words::pages::account::MAKE_NEW_ONES)}</button>
            </form>
        </li>
    }
}
