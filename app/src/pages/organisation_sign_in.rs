//! Sign in with the account of an organisation, and the page after signing out.

use leptos::prelude::*;

use crate::api::sso::SignInProblem;
use crate::i18n::{Locale, Text, text};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{Icon, task_page};

pub(super) const TITLE: Text = text("Bei Ihrer Organisation anmelden", "Sign in with your organisation");
pub(super) const SIGNED_OUT: Text = text("Sie sind abgemeldet", "You are signed out");

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
        text("Mit Microsoft anmelden", "Sign in with Microsoft")
    } else {
        text("Mit dem Konto der Organisation anmelden", "Sign in with your organisation's account")
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
                        {locale
                            .text(
                                text(
                                    "Sie werden zur Anmeldung Ihrer Organisation geleitet und kehren danach hierher zurück.",
                                    "You will be taken to your organisation's sign-in and return here afterwards.",
                                ),
                            )}
                    </p>
                    <p class="small">
                        <a href=routes::SIGN_IN>
                            {locale.text(text("Stattdessen mit Passwort anmelden", "Sign in with a password instead"))}
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
                {locale
                    .text(
                        text(
                            "Bei Ihrer Organisation sind Sie in diesem Browser vielleicht noch angemeldet. An einem fremden Gerät melden Sie sich auch dort ab.",
                            "You may still be signed in with your organisation in this browser. On a device that is not yours, sign out there, too.",
                        ),
                    )}
            </p>
            <a class="button button--large button--wide" href=address>
                <Icon name="log-out" />
                {locale.text(text("Auch dort abmelden", "Sign out there, too"))}
            </a>
        }
    });
    task_page(
        context,
        SIGNED_OUT,
        view! {
                    {farewell}
                    <p class="small">
                        <a href=routes::START>{locale.text(text("Zur Startseite", "To the start page"))}</a>
                    </p>
        },
    )
}

const fn problem_text(problem: SignInProblem, locale: Locale) -> &'static str {
    locale.text(match problem {
        SignInProblem::NotAvailable => text(
            "Diese Anmeldung steht nicht zur Verfügung. Bitte prüfen Sie die Adresse, die Sie erhalten haben.",
            "This sign-in is not available. Please check the address that you were given.",
        ),
        SignInProblem::Unreachable => text(
            "Die Anmeldung Ihrer Organisation antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal.",
            "Your organisation's sign-in is not answering. Please try again in a few minutes.",
        ),
        SignInProblem::Cancelled => text(
            "Sie haben die Anmeldung abgebrochen. Es ist nichts geschehen.",
            "You cancelled the sign-in. Nothing has happened.",
        ),
        SignInProblem::Expired => text(
            "Diese Anmeldung ist abgelaufen oder wurde in einem anderen Browser begonnen. Bitte beginnen Sie neu.",
            "This sign-in has expired or was begun in another browser. Please start again.",
        ),
        SignInProblem::Refused => text(
            "Die Anmeldung konnte nicht bestätigt werden. Bitte beginnen Sie neu; gelingt es wieder nicht, helfen die Inhaber Ihrer Organisation.",
            "The sign-in could not be confirmed. Please start again; if it fails again, the owners of your organisation can help.",
        ),
        SignInProblem::NotAssigned => text(
            "Ihr Konto ist für Lastgang nicht freigegeben. Die IT Ihrer Organisation kann es Ihnen zuweisen.",
            "Your account has not been given access to Lastgang. Your organisation's IT can assign it to you.",
        ),
        SignInProblem::NotConnected => text(
            "Ihr Konto ist noch mit keinem Konto hier verbunden. Melden Sie sich zuerst mit Ihrem Passwort an und verbinden Sie es auf der Seite „Konto“.",
            "Your account is not connected with an account here yet. Sign in with your password first and connect it on the page “Account”.",
        ),
        SignInProblem::InvitationGone => text(
            "Diese Einladung gilt nicht mehr: Sie wurde benutzt, zurückgenommen oder ist abgelaufen. Bitten Sie um eine neue.",
            "This invitation is no longer valid: it was used, taken back or has expired. Ask for a new one.",
        ),
        SignInProblem::AlreadyConnected => text(
            "Zu diesem Firmenkonto gibt es hier schon ein Konto. Melden Sie sich einfach damit an; die Einladung bleibt gültig.",
            "There is an account for this company account already. Just sign in with it; the invitation stays valid.",
        ),
        SignInProblem::Busy => text(
            "Gerade melden sich sehr viele an. Bitte warten Sie eine Minute.",
            "Very many people are signing in. Please wait a minute.",
        ),
    })
}
