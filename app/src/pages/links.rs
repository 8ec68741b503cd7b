//! Pages around links that are sent to somebody: invitations, new passwords, registration.

use leptos::prelude::*;
use words::{Language, Text};

use super::setup::password_to_choose;
use super::viewer;
use crate::api::link::{InvitationView, InvitationsView};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Crumb, Field, FieldKind, FormToken, Icon, PageHead, email_field, form_summary, not_yet_done, simple_page,
    task_page, wide_submit,
};

pub(super) const INVITATIONS: Text = words::pages::links::INVITATIONS;
pub(super) const INVITATION: Text = words::pages::links::CREATE_YOUR_ACCOUNT;
pub(super) const RESET: Text = words::pages::links::FORGOT_YOUR_PASSWORD;
pub(super) const NEW_PASSWORD: Text = words::pages::links::NEW_PASSWORD;
pub(super) const REGISTER: Text = words::pages::links::ASK_FOR_AN_ACCOUNT;

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
            words::pages::links::THE_LINK_WAS_SENT
        } else {
            words::pages::links::THIS_SERVER_SENDS_NO_EMAIL
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
        words::pages::links::WHOEVER_IS_INVITED_GETS
    } else {
        words::pages::links::YOU_GET_A_LINK
    };
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(INVITATIONS) />
            {not_yet_done(form, locale)}
            {sent}
            <section class="section">
                <p class="section__lead">{locale.text(lead)}</p>
                <form class="form" method="post" action=routes::INVITATIONS><FormToken />
                    {form_summary(form, locale)}
                    <Field
                        name="email"
                        label=locale.text(words::pages::links::EMAIL_ADDRESS)
                        locale
                        form=form.clone()
                        kind=FieldKind::OtherEmail
                    />
                    <div class="form__actions">
                        <button class="button button--primary" name="what" value="invitation">
                            {locale.text(words::pages::links::INVITE)}
                        </button>
                        <button class="button" name="what" value="reset">
                            {locale.text(words::pages::links::A_MEMBER_HAS_FORGOTTEN)}
                        </button>
                    </div>
                </form>
            </section>
            <section class="section">
                <h2 class="section__title">{locale.text(words::pages::links::OPEN_INVITATIONS)}</h2>
                {if invitations.is_empty() {
                    view! { <p class="section__lead">{locale.text(words::pages::links::NONE)}</p> }.into_any()
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
fn validity(valid_s: i64, locale: Language) -> String {
    let (days, minutes) = (valid_s / 86_400, valid_s / 60);
    match locale {
        Language::De if days > 0 => format!("Er gilt {days} Tage und einmal."),
        Language::De => format!("Er gilt {minutes} Minuten und einmal."),
        Language::En if days > 0 => format!("It is valid for {days} days and once."),
        Language::En => format!("It is valid for {minutes} minutes and once."),
    }
}

fn row(invitation: InvitationView, now_s: i64, locale: Language) -> impl IntoView {
    let days = (invitation.expires_at_s - now_s + 86_399) / 86_400;
    let facts = match locale {
        Language::De if days == 1 => "Gilt noch einen Tag".to_owned(),
        Language::De => format!("Gilt noch {days} Tage"),
        Language::En if days == 1 => "Valid for one more day".to_owned(),
        Language::En => format!("Valid for {days} more days"),
    };
    let revoke = locale.text(words::pages::links::TAKE_BACK);
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
        <Field name="name" label=locale.text(words::pages::links::YOUR_NAME) locale form=form.clone() autofocus=form.problems.is_empty() />
    };
    // Whose invitation it is stands behind the # sign, so the page cannot know whether there is such a sign-in.
    let company = view! {
        <div class="form__actions">
            <button class="button button--large button--wide" formaction=routes::INVITATION_COMPANY formnovalidate=true>
                <Icon name="building-2" />
                {locale.text(words::pages::links::ACCEPT_WITH_COMPANY_ACCOUNT_INSTEAD)}
            </button>
        </div>
        <p class="muted small">
            {locale.text(words::pages::links::ONLY_IF_YOUR_ORGANISATION)}
        </p>
    };
    let button = words::pages::links::CREATE_ACCOUNT;
    with_token(context, form, INVITATION, routes::INVITATION, button, name, company)
}

/// Somebody who was invited goes on to the provider of the organisation.
pub(super) fn invitation_away(context: &PageContext, location: String, entra: bool) -> AnyView {
    let locale = context.locale;
    let label = if entra {
        words::pages::links::CONTINUE_TO_SIGN_IN
    } else {
        words::pages::links::CONTINUE_TO_YOUR_ORGANISATIONS_SIGN_IN
    };
    task_page(
        context,
        INVITATION,
        view! {
                    <p class="page__lead">
                        {locale.text(words::pages::links::THE_INVITATION_IS_VALID_SIGN)}
                    </p>
                    // A link, no form: the content policy lets no form lead to another host.
                    <a class="button button--primary button--large button--wide" href=location>
                        <Icon name="log-in" />
                        {locale.text(label)}
                    </a>
                    <p class="small">
                        <a href=routes::INVITATION>
                            {locale.text(words::pages::links::ACCEPT_WITH_A_PASSWORD_INSTEAD)}
                        </a>
                    </p>
        },
    )
}

/// A new password by a link.
pub(super) fn new_password(context: &PageContext, form: &FormState) -> AnyView {
    with_token(context, form, NEW_PASSWORD, routes::RESET_PASSWORD, words::pages::links::SET_PASSWORD, (), ())
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
                                label=locale.text(words::pages::links::KEY_OF_THE_LINK)
                                hint=locale.text(words::pages::links::THE_PART_OF_THE_LINK)
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
        return ask(context, form, RESET, routes::RESET, words::pages::links::IF_THERE_IS_AN_ACCOUNT);
    }
    let locale = context.locale;
    task_page(
        context,
        RESET,
        view! {
                    <p class="page__lead">
                        {locale.text(words::pages::links::THIS_SERVER_SENDS_NO_EMAIL_WHOEVER)}
                    </p>
                    <p class="small">
                        <a href=routes::SIGN_IN>{locale.text(words::pages::links::BACK_TO_SIGN_IN)}</a>
                    </p>
        },
    )
}

/// Somebody would like an account.
pub(super) fn register(context: &PageContext, form: &FormState) -> AnyView {
    ask(context, form, REGISTER, routes::REGISTER, words::pages::links::IF_ADDRESSES_OF_THIS_DOMAIN)
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
                        {wide_submit(locale.text(words::pages::links::SEND_ME_A_LINK))}
                    </form>
        },
    )
}
