//! A button that needs a passkey; without a script, or in a browser that knows none, it stays hidden.

use leptos::prelude::*;

use crate::i18n::text;
use crate::page::PageContext;
use crate::ui::Icon;

/// What the passkey is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyUse {
    /// A new one is added to the account.
    Add,
    /// It signs in by itself.
    SignIn,
    /// It proves an account that is known already.
    Prove,
}

impl PasskeyUse {
    const fn key(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::SignIn => "sign-in",
            Self::Prove => "prove",
        }
    }
}

/// The button with its message; `children` stand before it.
#[must_use]
pub fn passkey_button<V: IntoView>(
    context: &PageContext,
    purpose: PasskeyUse,
    label: &'static str,
    next: Option<String>,
    before: V,
) -> impl IntoView + use<V> {
    let locale = context.locale;
    let failed = text(
        "Das hat nicht geklappt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.",
        "That did not work. Try again, or choose another way.",
    );
    let wait = text(
        "Zu viele Versuche. Bitte warten Sie einige Minuten.",
        "Too many attempts. Please wait some minutes.",
    );
    view! {
        <div
            class="passkey"
            data-passkey=purpose.key()
            data-next=next
            data-failed=locale.text(failed)
            data-wait=locale.text(wait)
            hidden=true
        >
            {before}
            <button type="button" class="button button--large button--wide">
                <Icon name="key-round" />
                {label}
            </button>
            <p class="field__error" role="status"></p>
        </div>
        <script
            r#type="module"
            src=context.assets.address("passkey.js")
            nonce=leptos::nonce::use_nonce()
        ></script>
    }
}
