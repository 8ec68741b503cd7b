//! A button that needs a passkey; without a script, or in a browser that knows none, it stays hidden.

use leptos::prelude::*;

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
    let failed = words::ui::THAT_DID_NOT_WORK_TRY;
    let wait = words::ui::TOO_MANY_ATTEMPTS_PLEASE_WAIT;
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
