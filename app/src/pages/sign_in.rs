//! Sign in.

use leptos::prelude::*;
use words::Text;

use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Field, FieldKind, FormToken, Icon, PasskeyUse, email_field, form_summary, passkey_button, task_page,
    wide_submit,
};

pub(super) const TITLE: Text = words::pages::sign_in::SIGN_IN;

pub(super) fn view(context: &PageContext, form: &FormState, next: Option<String>) -> AnyView {
    let locale = context.locale;
    let demo = context.demo.then(|| {
        view! {
            <form method="post" action=routes::DEMO class="sign-in__demo"><FormToken />
                <p class="muted small">
                    {locale.text(words::pages::sign_in::THIS_SERVER_RUNS_WITH_SAMPLE)}
                </p>
                <button class="button button--large button--wide">
                    {locale.text(words::pages::sign_in::OPEN_THE_EXAMPLE_WITHOUT)}
                </button>
            </form>
        }
    });
    let changed = form.done.map(|_| {
        view! {
            <div class="notice notice--success" role="status">
                <Icon name="circle-check" />
                <span class="notice__text">
                    {locale.text(words::pages::sign_in::THE_NEW_PASSWORD_IS_SET)}
                </span>
            </div>
        }
    });
    let first_time = form.problems.is_empty();
    let passkey = passkey_button(
        context,
        PasskeyUse::SignIn,
        locale.text(words::pages::sign_in::SIGN_IN_WITH_A_PASSKEY),
        next.clone(),
        (),
    );
    task_page(
        context,
        TITLE,
        view! {
                    <form class="form" method="post" action=routes::SIGN_IN><FormToken />
                        {form_summary(form, locale)}
                        {changed}
                        {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
                        {email_field(form, locale, first_time)}
                        <Field
                            name="password"
                            label=locale.text(words::pages::sign_in::PASSWORD)
                            locale
                            form=form.clone()
                            kind=FieldKind::PresentPassword
                        />
                        {wide_submit(locale.text(TITLE))}
                    </form>
                    {passkey}
                    <p class="small"><a href=routes::RESET>{locale.text(words::pages::sign_in::FORGOT_YOUR_PASSWORD)}</a></p>
                    {demo}
                    <p class="muted small">
                        {locale.text(words::pages::sign_in::NO_ACCOUNT_YET_WHOEVER_ADMINISTERS)}
                    </p>
        },
    )
}
