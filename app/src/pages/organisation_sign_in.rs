//! Sign in with the account of an organisation, and the page after signing out.

use leptos::prelude::*;
use words::{Language, Text};

use crate::api::sso::SignInProblem;
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Icon, task_page};

pub(super) const TITLE: Text = words::pages::organisation_sign_in::SIGN_IN_WITH_YOUR_ORGANISATION;
pub(super) const SIGNED_OUT: Text = words::pages::organisation_sign_in::YOU_ARE_SIGNED_OUT;

/// `address` is percent-encoded.
pub(super) fn view(
    context: &PageContext,
    address: &str,
    entra: bool,
    next: Option<&str>,
    problem: Option<SignInProblem>,
) -> AnyView {
    let locale = context.locale;
    let label = if entra {
        words::pages::organisation_sign_in::SIGN_IN_WITH_MICROSOFT
    } else {
        words::pages::organisation_sign_in::SIGN_IN_WITH_YOUR_ORGANISATIONS
    };
    let start = match next {
        Some(next) => format!("{}?next={}", routes::sso_start(address), routes::encoded(next)),
        None => routes::sso_start(address),
    };
    let problem = problem.map(|problem| {
        view! {
            <div class="form__summary" role="alert" tabindex="-1" autofocus="">
                <Icon name="circle-alert" />
                <span>{problem_text(problem, locale)}</span>
            </div>
        }
    });
    task_page(
        context,
        TITLE,
        view! {
                    {problem}
                    <a class="button button--primary button--large button--wide" href=start>
                        <Icon name="log-in" />
                        {locale.text(label)}
                    </a>
                    <p class="muted small">
                        {locale.text(words::pages::organisation_sign_in::YOU_WILL_BE_TAKEN)}
                    </p>
                    <p class="small">
                        <a href=routes::SIGN_IN>
                            {locale.text(words::pages::organisation_sign_in::SIGN_IN_WITH_A_PASSWORD)}
                        </a>
                    </p>
        },
    )
}

/// After signing out: the session at the provider may go on.
pub(super) fn signed_out(context: &PageContext, farewell: Option<String>) -> AnyView {
    let locale = context.locale;
    let farewell = farewell.map(|address| {
        view! {
            <p class="muted small">
                {locale.text(words::pages::organisation_sign_in::YOU_MAY_STILL_BE_SIGNED)}
            </p>
            <a class="button button--large button--wide" href=address>
                <Icon name="log-out" />
                {locale.text(words::pages::organisation_sign_in::SIGN_OUT_THERE_TOO)}
            </a>
        }
    });
    task_page(
        context,
        SIGNED_OUT,
        view! {
                    {farewell}
                    <p class="small">
                        <a href=routes::START>{locale.text(words::pages::organisation_sign_in::TO_THE_START_PAGE)}</a>
                    </p>
        },
    )
}

const fn problem_text(problem: SignInProblem, locale: Language) -> &'static str {
    locale.text(match problem {
        SignInProblem::NotAvailable => words::pages::organisation_sign_in::THIS_SIGN_IN_IS_NOT_AVAILABLE,
        SignInProblem::Unreachable => words::pages::organisation_sign_in::YOUR_ORGANISATIONS_SIGN_IN_IS_NOT,
        SignInProblem::Cancelled => words::pages::organisation_sign_in::YOU_CANCELLED_THE_SIGN_IN_NOTHING,
        SignInProblem::Expired => words::pages::organisation_sign_in::THIS_SIGN_IN_HAS_EXPIRED,
        SignInProblem::Refused => words::pages::organisation_sign_in::THE_SIGN_IN_COULD_NOT,
        SignInProblem::NotAssigned => words::pages::organisation_sign_in::YOUR_ACCOUNT_HAS_NOT_BEEN,
        SignInProblem::NotConnected => words::pages::organisation_sign_in::YOUR_ACCOUNT_IS_NOT_CONNECTED,
        SignInProblem::InvitationGone => words::pages::organisation_sign_in::THIS_INVITATION_IS_NO_LONGER,
        SignInProblem::AlreadyConnected => words::pages::organisation_sign_in::THERE_IS_AN_ACCOUNT,
        SignInProblem::Busy => words::pages::organisation_sign_in::VERY_MANY_PEOPLE_ARE_SIGNING,
    })
}
