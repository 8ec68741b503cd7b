//! Settings of the organisation's sign-in: what to enter at the provider, what the provider gave back, a test, and
//! the switches. The order of the sections is the order of the work.

use leptos::either::Either;
use leptos::prelude::*;

use super::members::organisation_role;
use super::viewer;
use crate::api::member::OrganisationRole;
use crate::api::sso::{ConnectionTest, SsoView};
use crate::i18n::{Locale, Text, text};
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{
    Crumb, Field, FormToken, Icon, PageHead, area_text, form_summary, problem_text, simple_page,
};

mod words;

pub(crate) use words::settings_problem_text;

pub(super) const TITLE: Text = text("Anmeldung mit Firmenkonto", "Sign-in with company account");

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
                {locale
                    .text(
                        text(
                            "Ihre Leute melden sich mit ihrem Firmenkonto an. Microsoft Entra ID und jeder andere Anbieter mit OpenID Connect (zum Beispiel Keycloak) sind möglich.",
                            "Your people sign in with their company account. Microsoft Entra ID and any other provider that speaks OpenID Connect (such as Keycloak) will do.",
                        ),
                    )}
            </PageHead>
            {body}
        },
    )
}

fn beginning(locale: Locale) -> impl IntoView + use<> {
    view! {
        <form class="form" method="post" action=routes::organisation_sso_action("begin")><FormToken />
            <p>
                {locale
                    .text(
                        text(
                            "Der Anfang legt eine Anmeldeadresse für Ihre Organisation und ein Zertifikat an. Eingeschaltet wird noch nichts.",
                            "Beginning makes a sign-in address for your organisation and a certificate. Nothing is switched on yet.",
                        ),
                    )}
            </p>
            <div class="form__actions">
                <button class="button button--primary">{locale.text(text("Einrichtung beginnen", "Begin the setup"))}</button>
            </div>
        </form>
    }
}

/// A value to be copied: readable as a whole, selectable with one click.
fn copied(id: &'static str, label: Text, hint: Text, value: String, locale: Locale) -> impl IntoView + use<> {
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
        let said = match locale {
            Locale::De => format!("Zertifikat oder Geheimnis laufen in {days} Tagen ab. Danach kann sich niemand mehr so anmelden."),
            Locale::En => format!("Certificate or secret end in {days} days. After that nobody can sign in this way."),
        };
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
                <label class="field__label" r#for="certificate">{locale.text(text("Zertifikat", "Certificate"))}</label>
                <textarea class="input" id="certificate" rows="6" readonly="" aria-describedby="certificate-hint">{area_text(&pem)}</textarea>
                <p class="field__hint" id="certificate-hint">
                    {locale
                        .text(
                            text(
                                "Als Datei lastgang.cer speichern und unter „Zertifikate & Geheimnisse“ hochladen. Der private Schlüssel verlässt diesen Server nie. SHA-256: ",
                                "Save it as a file lastgang.cer and upload it under “Certificates & secrets”. The private key never leaves this server. SHA-256: ",
                            ),
                        )}
                    {settings.thumbprint.clone()}
                </p>
            </div>
        }
    });
    let renew = if settings.certificate.is_some() {
        text("Zertifikat erneuern", "Renew the certificate")
    } else {
        text("Zertifikat statt Geheimnis verwenden", "Use a certificate instead of the secret")
    };
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(text("1. Beim Anbieter eintragen", "1. Enter at the provider"))}</h2>
            <p class="section__lead">
                {locale
                    .text(
                        text(
                            "Im Entra-Portal unter „App-Registrierungen“ eine App für genau Ihren Mandanten anlegen.",
                            "In the Entra portal, create an app for your tenant only under “App registrations”.",
                        ),
                    )}
            </p>
            <div class="form">
                {ends}
                {copied(
                    "redirect-uri",
                    text("Umleitungs-URI (Web)", "Redirect URI (Web)"),
                    text("Genau so, Zeichen für Zeichen.", "Exactly like this, character by character."),
                    settings.redirect_uri.clone(),
                    locale,
                )}
                {copied(
                    "logout-uri",
                    text("URL für Front-Channel-Abmeldung", "Front-channel logout URL"),
                    text(
                        "Wer sich bei Microsoft abmeldet, ist dann auch hier abgemeldet.",
                        "Whoever signs out at Microsoft is then signed out here, too.",
                    ),
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

fn here(locale: Locale, settings: &SsoView, form: &FormState) -> impl IntoView + use<> {
    let kinds = [
        ("entra", text("Microsoft Entra ID", "Microsoft Entra ID"), settings.entra),
        (
            "open-id",
            text("Anderer Anbieter (OpenID Connect)", "Another provider (OpenID Connect)"),
            !settings.entra,
        ),
    ];
    let roles = [
        ("", text("Nicht hereinlassen", "Do not let them in")),
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
            <h2 class="section__title">{locale.text(text("2. Hier eintragen", "2. Enter here"))}</h2>
            <form class="form" method="post" action=routes::ORGANISATION_SSO><FormToken />
                <div class="field">
                    <label class="field__label" r#for="field-kind">{locale.text(text("Anbieter", "Provider"))}</label>
                    <select class="select" id="field-kind" name="kind">
                        {kinds
                            .map(|(key, name, selected)| view! { <option value=key selected=selected>{locale.text(name)}</option> })
                            .collect_view()}
                    </select>
                </div>
                <Field
                    name="issuer"
                    label=locale.text(text("Verzeichnis-ID (Mandant) oder Aussteller", "Directory (tenant) ID or issuer"))
                    hint=locale
                        .text(
                            text(
                                "Bei Microsoft die GUID des Mandanten, sonst die Adresse des Ausstellers.",
                                "At Microsoft the tenant's GUID, elsewhere the address of the issuer.",
                            ),
                        )
                    locale
                    form=form.clone()
                    initial=settings.issuer.clone()
                />
                <Field
                    name="client_id"
                    label=locale.text(text("Anwendungs-ID (Client)", "Application (client) ID"))
                    locale
                    form=form.clone()
                    initial=settings.client_id.clone()
                />
                <div class="field">
                    <label class="field__label" r#for="rules">{locale.text(text("Rollen", "Roles"))}</label>
                    <textarea class="input" id="rules" name="rules" rows="4" aria-describedby="rules-hint rules-error">{area_text(rules)}</textarea>
                    <p class="field__hint" id="rules-hint">
                        {locale
                            .text(
                                text(
                                    "Je Zeile: Wert der App-Rolle = guest, member oder administrator. Die höchste zählt. Inhaber macht nur ein Inhaber.",
                                    "One a line: value of the app role = guest, member or administrator. The highest counts. Only owners make owners.",
                                ),
                            )}
                    </p>
                    {rules_error}
                </div>
                <div class="field">
                    <label class="field__label" r#for="field-otherwise">{locale.text(text("Alle anderen", "Everybody else"))}</label>
                    <select class="select" id="field-otherwise" name="otherwise" aria-describedby="otherwise-error">
                        {roles
                            .map(|(key, name)| view! { <option value=key selected=key == otherwise>{locale.text(name)}</option> })
                            .collect_view()}
                    </select>
                    {otherwise_error}
                </div>
                <label class="check">
                    <input type="checkbox" name="just_in_time" checked=settings.just_in_time />
                    <span>
                        {locale.text(text("Konto bei der ersten Anmeldung anlegen", "Make an account at the first sign-in"))}
                        <span class="check__hint">
                            {locale
                                .text(
                                    text(
                                        "Sonst verbinden Ihre Leute ihr vorhandenes Konto auf der Seite „Konto“. Nach E-Mail-Adressen wird nie zugeordnet.",
                                        "Otherwise your people connect their present account on the page “Account”. E-mail addresses are never matched.",
                                    ),
                                )}
                        </span>
                    </span>
                </label>
                <label class="check">
                    <input type="checkbox" name="guests" checked=settings.guests />
                    <span>
                        {locale.text(text("Gäste des Mandanten hereinlassen", "Let guests of the tenant in"))}
                        <span class="check__hint">
                            {locale
                                .text(
                                    text(
                                        "Ohne Haken muss das Token den optionalen Anspruch „acct“ enthalten.",
                                        "Unless ticked, the token has to contain the optional claim “acct”.",
                                    ),
                                )}
                        </span>
                    </span>
                </label>
                <Field
                    name="secret"
                    label=locale.text(text("Geheimer Clientschlüssel", "Client secret"))
                    hint=locale
                        .text(
                            text(
                                "Nur wenn das Zertifikat nicht möglich ist. Leer lassen, um nichts zu ändern.",
                                "Only if the certificate is not possible. Leave it empty to change nothing.",
                            ),
                        )
                    locale
                    form=form.clone()
                    kind=crate::ui::FieldKind::NewPassword
                    optional=true
                />
                <Field
                    name="secret_ends"
                    label=locale.text(text("Geheimnis gültig bis (JJJJ-MM-TT)", "Secret valid until (YYYY-MM-DD)"))
                    locale
                    form=form.clone()
                    optional=true
                />
                <Field
                    name="step_up_context"
                    label=locale.text(text("Authentifizierungskontext", "Authentication context"))
                    hint=locale
                        .text(
                            text(
                                "Zum Beispiel c1: wird verlangt, bevor etwas Heikles geschieht.",
                                "For example c1: demanded before something delicate is done.",
                            ),
                        )
                    locale
                    form=form.clone()
                    optional=true
                    initial=settings.step_up_context.clone()
                />
                <Field
                    name="domains"
                    label=locale.text(text("E-Mail-Domänen", "E-mail domains"))
                    hint=locale
                        .text(
                            text("Nur zur Anzeige; niemand wird danach zugeordnet.", "For display only; nobody is matched by them."),
                        )
                    locale
                    form=form.clone()
                    optional=true
                    initial=settings.domains.clone()
                />
                <div class="form__actions">
                    <button class="button button--primary">{locale.text(text("Speichern", "Save"))}</button>
                </div>
            </form>
        </section>
    }
}

fn connection(locale: Locale, found: Option<&ConnectionTest>) -> impl IntoView + use<> {
    let found = found.map(|found| {
        let (class, icon) = match found {
            ConnectionTest::Works(_) => ("notice notice--success", "circle-check"),
            _ => ("notice notice--danger", "circle-alert"),
        };
        view! {
            <div class=class role="status" tabindex="-1" autofocus="">
                <Icon name=icon />
                <span class="notice__text">{words::found_text(found, locale)}</span>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(text("3. Verbindung prüfen", "3. Test the connection"))}</h2>
            <form class="form" method="post" action=routes::organisation_sso_action("test")><FormToken />
                {found}
                <div class="form__actions">
                    <button class="button">{locale.text(text("Verbindung prüfen", "Test the connection"))}</button>
                </div>
            </form>
        </section>
    }
}

fn switches(locale: Locale, settings: &SsoView, form: &FormState) -> impl IntoView + use<> {
    view! {
        <section class="section">
            <h2 class="section__title">{locale.text(text("4. Einschalten", "4. Switch on"))}</h2>
            <form class="form" method="post" action=routes::organisation_sso_action("switch")><FormToken />
                {form_summary(form, locale)}
                {copied(
                    "sign-in-address",
                    text("Anmeldeadresse Ihrer Organisation", "Sign-in address of your organisation"),
                    text(
                        "Diese Adresse geben Sie Ihren Leuten; im Portal passt sie als „URL der Startseite“.",
                        "Give this address to your people; in the portal it fits as “home page URL”.",
                    ),
                    settings.sign_in_address.clone(),
                    locale,
                )}
                <label class="check">
                    <input type="checkbox" name="enabled" checked=settings.enabled />
                    <span>{locale.text(text("Anmeldung eingeschaltet", "Sign-in switched on"))}</span>
                </label>
                <label class="check">
                    <input type="checkbox" name="required" checked=settings.required />
                    <span>
                        {locale.text(text("Nur noch so anmelden", "Sign in in this way only"))}
                        <span class="check__hint">
                            {locale
                                .text(
                                    text(
                                        "Passwörter genügen dann nicht mehr. Nur Sie selbst können im Notfall noch mit Ihrem Passwort hinein.",
                                        "Passwords are then not enough any more. Only you yourself can still get in with your password in an emergency.",
                                    ),
                                )}
                        </span>
                    </span>
                </label>
                <div class="form__actions">
                    <button class="button button--primary">{locale.text(text("Übernehmen", "Apply"))}</button>
                </div>
            </form>
        </section>
    }
}
