//! Pages around links that are sent to somebody: invitations, new passwords, registration.

use leptos::prelude::*;

use super::setup::password_to_choose;
use super::viewer;
use crate::api::link::{InvitationView, InvitationsView};
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Crumb, Field, FieldKind, FormToken, Icon, PageHead, email_field, form_summary, simple_page, task_page,
    wide_submit,
};

pub(super) const INVITATIONS: Text = text("Einladungen", "Invitations");
pub(super) const INVITATION: Text = text("Konto anlegen", "Create your account");
pub(super) const RESET: Text = text("Passwort vergessen", "Forgot your password");
pub(super) const NEW_PASSWORD: Text = text("Neues Passwort", "New password");
pub(super) const REGISTER: Text = text("Konto beantragen", "Ask for an account");

/// Who was invited, and the form that invites.
pub(super) fn invitations(context: &PageContext, form: &FormState, view: InvitationsView) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(INVITATIONS).to_owned(), href: None },
    ];
    let InvitationsView { invitations, sent, mailed } = view;
    let sent = sent.map(|sent| {
        let said = if sent.url.is_none() {
            text("Der Link wurde verschickt an ", "The link was sent to ")
        } else {
            text(
                "Dieser Server verschickt keine E-Mails. Geben Sie diesen Link selbst weiter; er wird nur jetzt gezeigt. Für ",
                "This server sends no e-mail. Pass this link on yourself; it is shown only now. For ",
            )
        };
        view! {
            <div class="notice notice--success" role="status">
                <Icon name="circle-check" />
                <div class="notice__text">
                    <p>{locale.text(said)} {sent.email} ". " {validity(sent.valid_s, locale)}</p>
                    {sent.url.map(|url| view! { <p><code class="secret">{url}</code></p> })}
                </div>
            </div>
        }
    });
    let lead = if mailed {
        text(
            "Wer eingeladen ist, bekommt einen Link per E-Mail. Eine Einladung gilt sieben Tage, ein Link zu einem neuen Passwort 30 Minuten; jeder gilt einmal.",
            "Whoever is invited gets a link by e-mail. An invitation is valid for seven days, a link to a new password for 30 minutes; each works once.",
        )
    } else {
        text(
            "Sie bekommen einen Link, den Sie weitergeben. Eine Einladung gilt sieben Tage, ein Link zu einem neuen Passwort 30 Minuten; jeder gilt einmal.",
            "You get a link that you pass on. An invitation is valid for seven days, a link to a new password for 30 minutes; each works once.",
        )
    };
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(INVITATIONS) />
            {sent}
            <section class="section">
                <p class="section__lead">{locale.text(lead)}</p>
                <form class="form" method="post" action=routes::INVITATIONS><FormToken />
                    {form_summary(form, locale)}
                    <Field
                        name="email"
                        label=locale.text(text("E-Mail-Adresse", "E-mail address"))
                        locale
                        form=form.clone()
                        kind=FieldKind::OtherEmail
                    />
                    <div class="form__actions">
                        <button class="button button--primary" name="what" value="invitation">
                            {locale.text(text("Einladen", "Invite"))}
                        </button>
                        <button class="button" name="what" value="reset">
                            {locale.text(text("Mitglied hat sein Passwort vergessen", "A member has forgotten the password"))}
                        </button>
                    </div>
                </form>
            </section>
            <section class="section">
                <h2 class="section__title">{locale.text(text("Offene Einladungen", "Open invitations"))}</h2>
                {if invitations.is_empty() {
                    view! { <p class="section__lead">{locale.text(text("Keine.", "None."))}</p> }.into_any()
                } else {
                    view! {
                        <ul class="rows">
                            {invitations
                                .into_iter()
                                .map(|invitation| row(invitation, context.now_s, locale))
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
            </section>
        },
    )
}

/// How long a link that was made just now is valid.
fn validity(valid_s: i64, locale: Locale) -> String {
    let (days, minutes) = (valid_s / 86_400, valid_s / 60);
    match locale {
        Locale::De if days > 0 => format!("Er gilt {days} Tage und einmal."),
        Locale::De => format!("Er gilt {minutes} Minuten und einmal."),
        Locale::En if days > 0 => format!("It is valid for {days} days and once."),
        Locale::En => format!("It is valid for {minutes} minutes and once."),
    }
}

fn row(invitation: InvitationView, now_s: i64, locale: Locale) -> impl IntoView {
    let days = (invitation.expires_at_s - now_s + 86_399) / 86_400;
    let facts = match locale {
        Locale::De if days == 1 => "Gilt noch einen Tag".to_owned(),
        Locale::De => format!("Gilt noch {days} Tage"),
        Locale::En if days == 1 => "Valid for one more day".to_owned(),
        Locale::En => format!("Valid for {days} more days"),
    };
    let revoke = locale.text(text("Zurücknehmen", "Take back"));
    view! {
        <li class="rows__row">
            <Icon name="user" />
            <div class="rows__text">
                <p>{invitation.email.clone()}</p>
                <p class="muted small">{facts}</p>
            </div>
            <form method="post" action=routes::INVITATIONS_REVOKE><FormToken />
                <input type="hidden" name="invitation" value=invitation.id />
                <button class="button button--small" aria-label=format!("{revoke}: {}", invitation.email)>{revoke}</button>
            </form>
        </li>
    }
}

/// Somebody who was invited makes the account.
pub(super) fn invitation(context: &PageContext, form: &FormState) -> AnyView {
    let locale = context.locale;
    let name = view! {
        <Field name="name" label=locale.text(text("Ihr Name", "Your name")) locale form=form.clone() autofocus=form.problems.is_empty() />
    };
    // Whose invitation it is stands behind the # sign, so the page cannot know whether there is such a sign-in.
    let company = view! {
        <div class="form__actions">
            <button class="button button--large button--wide" formaction=routes::INVITATION_COMPANY formnovalidate=true>
                <Icon name="building-2" />
                {locale.text(text("Stattdessen mit Firmenkonto annehmen", "Accept with company account instead"))}
            </button>
        </div>
        <p class="muted small">
            {locale
                .text(
                    text(
                        "Nur wenn Ihre Organisation einen eigenen Anmeldedienst hat. Ein Passwort brauchen Sie dann nicht.",
                        "Only if your organisation has a sign-in service of its own. You need no password then.",
                    ),
                )}
        </p>
    };
    let button = text("Konto anlegen", "Create account");
    with_token(context, form, INVITATION, routes::INVITATION, button, name, company)
}

/// Somebody who was invited goes on to the provider of the organisation.
pub(super) fn invitation_away(context: &PageContext, location: String, entra: bool) -> AnyView {
    let locale = context.locale;
    let label = if entra {
        text("Weiter zur Anmeldung bei Microsoft", "Continue to sign in with Microsoft")
    } else {
        text("Weiter zur Anmeldung Ihrer Organisation", "Continue to your organisation's sign-in")
    };
    task_page(
        context,
        INVITATION,
        view! {
                    <p class="page__lead">
                        {locale
                            .text(
                                text(
                                    "Die Einladung ist gültig. Melden Sie sich innerhalb von zehn Minuten mit dem Firmenkonto an; danach ist Ihr Konto hier angelegt und mit ihm verbunden.",
                                    "The invitation is valid. Sign in with the company account within ten minutes; then your account here has been made and is connected with it.",
                                ),
                            )}
                    </p>
                    // A link, no form: the content policy lets no form lead to another host.
                    <a class="button button--primary button--large button--wide" href=location>
                        <Icon name="log-in" />
                        {locale.text(label)}
                    </a>
                    <p class="small">
                        <a href=routes::INVITATION>
                            {locale.text(text("Stattdessen mit Passwort annehmen", "Accept with a password instead"))}
                        </a>
                    </p>
        },
    )
}

/// A new password by a link.
pub(super) fn new_password(context: &PageContext, form: &FormState) -> AnyView {
    with_token(
        context,
        form,
        NEW_PASSWORD,
        routes::RESET_PASSWORD,
        text("Passwort setzen", "Set password"),
        (),
        (),
    )
}

fn with_token(
    context: &PageContext,
    form: &FormState,
    title: Text,
    action: &'static str,
    button: Text,
    fields: impl IntoView,
    other_ways: impl IntoView,
) -> AnyView {
    let locale = context.locale;
    task_page(
        context,
        title,
        view! {
                    <form class="form" method="post" action=action><FormToken />
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
                        {fields.into_any()}
                        {password_to_choose(form, locale)}
                        {wide_submit(locale.text(button))}
                        {other_ways.into_any()}
                    </form>
        },
    )
}

/// Somebody has forgotten the password.
pub(super) fn reset_request(context: &PageContext, form: &FormState, mailed: bool) -> AnyView {
    if mailed {
        return ask(
            context,
            form,
            RESET,
            routes::RESET,
            text(
                "Wenn es zu dieser Adresse ein Konto gibt, ist jetzt ein Link unterwegs. Er gilt 30 Minuten.",
                "If there is an account with this address, a link is on its way now. It is valid for 30 minutes.",
            ),
        );
    }
    let locale = context.locale;
    task_page(
        context,
        RESET,
        view! {
                    <p class="page__lead">
                        {locale
                            .text(
                                text(
                                    "Dieser Server verschickt keine E-Mails. Wer Ihre Organisation verwaltet, kann Ihnen einen Link zu einem neuen Passwort geben.",
                                    "This server sends no e-mail. Whoever administers your organisation can give you a link to a new password.",
                                ),
                            )}
                    </p>
                    <p class="small">
                        <a href=routes::SIGN_IN>{locale.text(text("Zurück zur Anmeldung", "Back to sign-in"))}</a>
                    </p>
        },
    )
}

/// Somebody would like an account.
pub(super) fn register(context: &PageContext, form: &FormState) -> AnyView {
    ask(
        context,
        form,
        REGISTER,
        routes::REGISTER,
        text(
            "Wenn Adressen dieser Domain zugelassen sind, ist jetzt eine Einladung unterwegs.",
            "If addresses of this domain are admitted, an invitation is on its way now.",
        ),
    )
}

fn ask(context: &PageContext, form: &FormState, title: Text, action: &'static str, done: Text) -> AnyView {
    let locale = context.locale;
    let done = form.done.map(|_| {
        view! {
            <div class="notice notice--success" role="status">
                <Icon name="circle-check" />
                <span class="notice__text">{locale.text(done)}</span>
            </div>
        }
    });
    task_page(
        context,
        title,
        view! {
                    {done}
                    <form class="form" method="post" action=action><FormToken />
                        {form_summary(form, locale)}
                        {email_field(form, locale, false)}
                        {wide_submit(locale.text(text("Link anfordern", "Send me a link")))}
                    </form>
        },
    )
}
