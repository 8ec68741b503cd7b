//! Settings of the organisation's sign-in: what to enter at the provider, what the provider gave back, a test, and
//! the switches. The order of the sections is the order of the work.

use leptos::either::Either;
use leptos::prelude::*;
use words::{Language, Text};

use super::members::organisation_role;
use super::viewer;
use crate::api::member::OrganisationRole;
use crate::api::sso::{ConnectionTest, SsoView};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Crumb, Field, FormToken, Icon, PageHead, area_text, form_summary, not_yet_done, problem_text, simple_page,
};

mod names;

pub(crate) use names::settings_problem_text;

pub(super) const TITLE: Text = words::pages::sso::SIGN_IN_WITH_COMPANY_ACCOUNT;

/// A certificate that ends within these seconds is worth a warning.
const SOON_S: i64 = 30 * 86_400;

pub(super) fn view(
    context: &PageContext,
    settings: Option<&SsoView>,
    form: &FormState,
    found: Option<&ConnectionTest>,
) -> AnyView {
    let locale = context.locale;
    let crumbs = vec![
        Crumb { label: viewer(context).organisation, href: Some(routes::PROJECTS.to_owned()) },
        Crumb { label: locale.text(TITLE).to_owned(), href: None },
    ];
    let body = match settings {
        None => Either::Left(beginning(locale)),
        Some(settings) => Either::Right(view! {
            {at_the_provider(context, settings)}
            {here(locale, settings, form)}
            {connection(locale, found)}
            {switches(locale, settings, form)}
        }),
    };
    simple_page(
        context,
        crumbs,
        true,
        view! {
            <PageHead title=locale.text(TITLE)>
                {locale.text(words::pages::sso::YOUR_PEOPLE_SIGN_IN)}
            </PageHead>
            {not_yet_done(form, locale)}
            {body}
        },
    )
}

fn beginning(locale: Language) -> impl IntoView + use<> {
    view! {
        <form class="form" method="post" action=routes::organisation_sso_action("begin")><FormToken />
            <p>
                {locale.text(words::pages::sso::BEGINNING_MAKES_A_SIGN_IN_ADDRESS)}
            </p>
            <div class="form__actions">
                <button class="button button--primary">{locale.text(words::pages::sso::BEGIN_THE_SETUP)}</button>
            </div>
        </form>
    }
}

/// Whether a box is ticked: as it was sent, else as it is set.
fn ticked(form: &FormState, name: &str, set: bool) -> bool {
    form.values.get(name).map_or(set, |value| value == "on")
}

/// A value to be copied: readable as a whole, selectable with one click.
fn copied(
    id: &'static str,
    label: Text,
    hint: Text,
    value: String,
    locale: Language,
) -> impl IntoView + use<> {
    view! {
        <div class="field">
            <label class="field__label" r#for=id>{locale.text(label)}</label>
            <input class="input input--large" id=id readonly="" value=value aria-describedby=format!("{id}-hint") />
            <p class="field__hint" id=format!("{id}-hint")>{locale.text(hint)}</p>
        </div>
    }
}

fn at_the_provider(context: &PageContext, settings: &SsoView) -> impl IntoView + use<> {
    let locale = context.locale;
    let ends = settings.expires_at_s.filter(|ends_s| *ends_s < context.now_s + SOON_S).map(|ends_s| {
        let days = (ends_s - context.now_s).max(0) / 86_400;
        let said = words::pages::sso::certificate_or_secret_end_in_days(locale, &days);
        view! {
            <div class="notice notice--warning" role="status">
                <Icon name="triangle-alert" />
                <span class="notice__text">{said}</span>
            </div>
        }
    });
    let certificate = settings.certificate.clone().map(|pem| {
        view! {
            <div class="field">
                <label class="field__label" r#for="certificate">{locale.text(words::pages::sso::CERTIFICATE)}</label>
                <textarea class="input" id="certificate" rows="6" readonly="" aria-describedby="certificate-hint">{area_text(&pem)}</textarea>
                <p class="field__hint" id="certificate-hint">
                    {locale.text(words::pages::sso::SAVE_IT_AS_A_FILE)}
                    {settings.thumbprint.clone()}
                </p>
            </div>
        }
    });
    let renew = if settings.certificate.is_some() {
        words::pages::sso::RENEW_THE_CERTIFICATE
    } else {
        words::pages::sso::USE_A_CERTIFICATE_INSTEAD
    };
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(words::pages::sso::N1_ENTER_AT_THE_PROVIDER)}</h2>
            <p class="section__lead">
                {locale.text(words::pages::sso::IN_THE_ENTRA_PORTAL_CREATE)}
            </p>
            <div class="form">
                {ends}
                {copied(
                    "redirect-uri",
                    words::pages::sso::REDIRECT_URI_WEB,
                    words::pages::sso::EXACTLY_LIKE_THIS_CHARACTER,
                    settings.redirect_uri.clone(),
                    locale,
                )}
                {copied(
                    "logout-uri",
                    words::pages::sso::FRONT_CHANNEL_LOGOUT_URL,
                    words::pages::sso::WHOEVER_SIGNS_OUT_AT_MICROSOFT,
                    settings.logout_uri.clone(),
                    locale,
                )}
                {certificate}
                <form method="post" action=routes::organisation_sso_action("certificate")><FormToken />
                    <button class="button">{locale.text(renew)}</button>
                </form>
            </div>
        </section>
    }
}

fn here(locale: Language, settings: &SsoView, form: &FormState) -> impl IntoView + use<> {
    let entra = form.values.get("kind").map_or(settings.entra, |kind| kind == "entra");
    let kinds = [
        ("entra", words::pages::sso::MICROSOFT_ENTRA_ID, entra),
        ("open-id", words::pages::sso::ANOTHER_PROVIDER_OPENID_CONNECT, !entra),
    ];
    let roles = [
        ("", words::pages::sso::DO_NOT_LET_THEM_IN),
        ("guest", organisation_role(OrganisationRole::Guest)),
        ("member", organisation_role(OrganisationRole::Member)),
        ("administrator", organisation_role(OrganisationRole::Administrator)),
    ];
    let otherwise = form.values.get("otherwise").unwrap_or(&settings.otherwise).clone();
    let rules = form.values.get("rules").unwrap_or(&settings.rules);
    let error = |name: &'static str| {
        form.problems.get(name).map(|problem| {
            view! {
                <p class="field__error" id=format!("{name}-error")>
                    <Icon name="circle-alert" />
                    {problem_text(problem, locale)}
                </p>
            }
        })
    };
    let (rules_error, otherwise_error) = (error("rules"), error("otherwise"));
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(words::pages::sso::N2_ENTER_HERE)}</h2>
            <form class="form" method="post" action=routes::ORGANISATION_SSO><FormToken />
                <div class="field">
                    <label class="field__label" r#for="field-kind">{locale.text(words::pages::sso::PROVIDER)}</label>
                    <select class="select" id="field-kind" name="kind">
                        {kinds
                            .map(|(key, name, selected)| view! { <option value=key selected=selected>{locale.text(name)}</option> })
                            .collect_view()}
                    </select>
                </div>
                <Field
                    name="issuer"
                    label=locale.text(words::pages::sso::DIRECTORY_TENANT_ID_OR_ISSUER)
                    hint=locale.text(words::pages::sso::AT_MICROSOFT_THE_TENANTS_GUID)
                    locale
                    form=form.clone()
                    initial=settings.issuer.clone()
                />
                <Field
                    name="client_id"
                    label=locale.text(words::pages::sso::APPLICATION_CLIENT_ID)
                    locale
                    form=form.clone()
                    initial=settings.client_id.clone()
                />
                <div class="field">
                    <label class="field__label" r#for="rules">{locale.text(words::pages::sso::ROLES)}</label>
                    <textarea class="input" id="rules" name="rules" rows="4" aria-describedby="rules-hint rules-error">{area_text(rules)}</textarea>
                    <p class="field__hint" id="rules-hint">
                        {locale.text(words::pages::sso::ONE_A_LINE_VALUE)}
                    </p>
                    {rules_error}
                </div>
                <div class="field">
                    <label class="field__label" r#for="field-otherwise">{locale.text(words::pages::sso::EVERYBODY_ELSE)}</label>
                    <select class="select" id="field-otherwise" name="otherwise" aria-describedby="otherwise-error">
                        {roles
                            .map(|(key, name)| view! { <option value=key selected=key == otherwise>{locale.text(name)}</option> })
                            .collect_view()}
                    </select>
                    {otherwise_error}
                </div>
                <label class="check">
                    <input type="checkbox" name="just_in_time" checked=ticked(form, "just_in_time", settings.just_in_time) />
                    <span>
                        {locale.text(words::pages::sso::MAKE_AN_ACCOUNT)}
                        <span class="check__hint">
                            {locale.text(words::pages::sso::OTHERWISE_YOUR_PEOPLE_CONNECT)}
                        </span>
                    </span>
                </label>
                <label class="check">
                    <input type="checkbox" name="guests" checked=ticked(form, "guests", settings.guests) />
                    <span>
                        {locale.text(words::pages::sso::LET_GUESTS_OF_THE_TENANT)}
                        <span class="check__hint">
                            {locale.text(words::pages::sso::UNLESS_TICKED_THE_TOKEN)}
                        </span>
                    </span>
                </label>
                <Field
                    name="secret"
                    label=locale.text(words::pages::sso::CLIENT_SECRET)
                    hint=locale.text(words::pages::sso::ONLY_IF_THE_CERTIFICATE)
                    locale
                    form=form.clone()
                    kind=crate::ui::FieldKind::NewPassword
                    optional=true
                />
                <Field
                    name="secret_ends"
                    label=locale.text(words::pages::sso::SECRET_VALID_UNTIL_YYYY_MM_DD)
                    locale
                    form=form.clone()
                    optional=true
                />
                <Field
                    name="step_up_context"
                    label=locale.text(words::pages::sso::AUTHENTICATION_CONTEXT)
                    hint=locale.text(words::pages::sso::FOR_EXAMPLE_C1_DEMANDED_BEFORE)
                    locale
                    form=form.clone()
                    optional=true
                    initial=settings.step_up_context.clone()
                />
                <Field
                    name="domains"
                    label=locale.text(words::pages::sso::EMAIL_DOMAINS)
                    hint=locale.text(words::pages::sso::FOR_DISPLAY_ONLY_NOBODY)
                    locale
                    form=form.clone()
                    optional=true
                    initial=settings.domains.clone()
                />
                <div class="form__actions">
                    <button class="button button--primary">{locale.text(words::pages::sso::SAVE)}</button>
                </div>
            </form>
        </section>
    }
}

fn connection(locale: Language, found: Option<&ConnectionTest>) -> impl IntoView + use<> {
    let found = found.map(|found| {
        let (class, icon) = match found {
            ConnectionTest::Works(_) => ("notice notice--success", "circle-check"),
            _ => ("notice notice--danger", "circle-alert"),
        };
        view! {
            <div class=class role="status" tabindex="-1" autofocus="">
                <Icon name=icon />
                <span class="notice__text">{names::found_text(found, locale)}</span>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(words::pages::sso::N3_TEST_THE_CONNECTION)}</h2>
            <form class="form" method="post" action=routes::organisation_sso_action("test")><FormToken />
                {found}
                <div class="form__actions">
                    <button class="button">{locale.text(words::pages::sso::TEST_THE_CONNECTION)}</button>
                </div>
            </form>
        </section>
    }
}

fn switches(locale: Language, settings: &SsoView, form: &FormState) -> impl IntoView + use<> {
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(words::pages::sso::N4_SWITCH)}</h2>
            <form class="form" method="post" action=routes::organisation_sso_action("switch")><FormToken />
                {form_summary(form, locale)}
                {copied(
                    "sign-in-address",
                    words::pages::sso::SIGN_IN_ADDRESS_OF_YOUR_ORGANISATION,
                    words::pages::sso::GIVE_THIS_ADDRESS,
                    settings.sign_in_address.clone(),
                    locale,
                )}
                <label class="check">
                    <input type="checkbox" name="enabled" checked=ticked(form, "enabled", settings.enabled) />
                    <span>{locale.text(words::pages::sso::SIGN_IN_SWITCHED)}</span>
                </label>
                <label class="check">
                    <input type="checkbox" name="required" checked=ticked(form, "required", settings.required) />
                    <span>
                        {locale.text(words::pages::sso::SIGN_IN_IN_THIS_WAY)}
                        <span class="check__hint">
                            {locale.text(words::pages::sso::PASSWORDS_ARE_THEN_NOT_ENOUGH)}
                        </span>
                    </span>
                </label>
                <div class="form__actions">
                    <button class="button button--primary">{locale.text(words::pages::sso::APPLY)}</button>
                </div>
            </form>
        </section>
    }
}
