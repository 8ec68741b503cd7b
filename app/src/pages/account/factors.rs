//! Second factors of the account.

use leptos::prelude::*;

use crate::api::factor::{FactorKind, FactorView, FactorsView};
use crate::i18n::{Locale, text};
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
                {locale.text(text("Name des neuen Passkeys", "Name of the new passkey"))}
            </label>
            <input
                class="input"
                id="field-passkey"
                maxlength="60"
                autocomplete="off"
                placeholder=locale.text(text("z. B. Notebook", "e.g. notebook"))
            />
        </div>
    };
    let passkey = passkey_button(
        context,
        PasskeyUse::Add,
        locale.text(text("Passkey hinzufügen", "Add a passkey")),
        None,
        name,
    );
    view! {
        <section class="section" id="factors">
            <h2 class="section__title">{locale.text(text("Zweiter Faktor", "Second factor"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Mit einem zweiten Faktor genügt ein gestohlenes Passwort nicht mehr. Ein Passkey ist ein Schlüssel, den Ihr Gerät, Ihr Telefon oder ein Sicherheitsschlüssel aufbewahrt; mit ihm melden Sie sich auch ohne Passwort an.",
                            "With a second factor a stolen password is no longer enough. A passkey is a key that your device, your phone or a security key keeps; with it you sign in without a password, too.",
                        ),
                    )}
            </p>
            {list}
            {passkey}
            <div class="form__actions">
                <form method="post" action=routes::TOTP_BEGIN><FormToken />
                    <button class="button">
                        <Icon name="plus" />
                        {locale.text(text("Authenticator-App hinzufügen", "Add an authenticator app"))}
                    </button>
                </form>
            </div>
        </section>
    }
}

fn row(factor: FactorView, now_s: i64, locale: Locale) -> impl IntoView {
    let name = match factor.kind {
        FactorKind::Totp => locale.text(text("Authenticator-App", "Authenticator app")).to_owned(),
        FactorKind::Passkey => factor.name,
    };
    let added = ago(now_s, factor.created_at_s, locale);
    let used = factor.last_used_at_s.map(|at_s| ago(now_s, at_s, locale));
    let facts = match (locale, used) {
        (Locale::De, Some(used)) => format!("Hinzugefügt {added}, zuletzt benutzt {used}"),
        (Locale::De, None) => format!("Hinzugefügt {added}, noch nicht benutzt"),
        (Locale::En, Some(used)) => format!("Added {added}, last used {used}"),
        (Locale::En, None) => format!("Added {added}, not used yet"),
    };
    let remove = locale.text(text("Entfernen", "Remove"));
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

fn recovery_codes(left: u32, locale: Locale) -> impl IntoView {
    let facts = match locale {
        Locale::De => format!("Noch {left} übrig"),
        Locale::En => format!("{left} left"),
    };
    view! {
        <li class="rows__row">
            <Icon name="file-text" />
            <div class="rows__text">
                <p>{locale.text(text("Wiederherstellungscodes", "Recovery codes"))}</p>
                <p class="muted small">{facts}</p>
            </div>
            <form method="post" action=routes::RECOVERY_CODES><FormToken />
                <button class="button button--small">{locale.text(text("Neue erzeugen", "Make new ones"))}</button>
            </form>
        </li>
    }
}
