//! A form field with label, hint and error, in that order.

use leptos::prelude::*;

use crate::i18n::{Locale, text};
use crate::page::{FormState, Problem};
use crate::ui::Icon;

/// What kind of input a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// The e-mail address of somebody else.
    OtherEmail,
    /// A password that exists.
    PresentPassword,
    /// A password that is being chosen.
    NewPassword,
    /// A code that is used once.
    Code,
}

/// A labelled input that keeps what was typed and shows what is wrong with it.
#[component]
pub fn Field(
    /// Name in the form and key in [`FormState`].
    name: &'static str,
    /// Visible label.
    label: &'static str,
    /// Language of messages.
    locale: Locale,
    /// What was typed and what is wrong.
    form: FormState,
    /// Kind of input.
    #[prop(default = FieldKind::Text)]
    kind: FieldKind,
    /// Explanation below the input.
    #[prop(optional)]
    hint: &'static str,
    /// Whether the form can be sent without it.
    #[prop(optional)]
    optional: bool,
    /// Value when nothing was typed yet.
    #[prop(optional, into)]
    initial: String,
    /// Whether the page starts here.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = format!("field-{name}");
    let error = form.problems.get(name).map(|problem| problem_text(problem, locale));
    let value = form.values.get(name).cloned().unwrap_or(initial);
    let (kind_name, autocomplete) = match kind {
        FieldKind::Text => ("text", if name == "name" { "name" } else { "off" }),
        FieldKind::Email => ("email", "username"),
        FieldKind::OtherEmail => ("email", "off"),
        FieldKind::PresentPassword => ("password", "current-password"),
        FieldKind::NewPassword => ("password", "new-password"),
        FieldKind::Code => ("text", "one-time-code"),
    };
    let described =
        [(!hint.is_empty()).then(|| format!("{id}-hint")), error.is_some().then(|| format!("{id}-error"))];
    let described: Vec<String> = described.into_iter().flatten().collect();
    view! {
        <div class="field">
            <label class="field__label" r#for=id.clone()>
                {label}
                {optional
                    .then(|| view! { <span class="field__optional">{locale.text(text(" (freiwillig)", " (optional)"))}</span> })}
            </label>
            <input
                class="input input--large"
                id=id.clone()
                name=name
                r#type=kind_name
                autocomplete=autocomplete
                required=!optional
                autofocus=autofocus
                maxlength=(kind_name == "text").then(|| engine::limits::NAME_MAX_CHARS.to_string())
                value=value
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=(!described.is_empty()).then(|| described.join(" "))
            />
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            {error
                .map(|error| {
                    view! {
                        <p class="field__error" id=format!("{id}-error")>
                            <Icon name="circle-alert" />
                            {error}
                        </p>
                    }
                })}
        </div>
    }
}

/// What is wrong with the form as a whole, above its fields.
#[must_use]
pub fn form_summary(form: &FormState, locale: Locale) -> impl IntoView + use<> {
    form.problems.get("").map(|problem| {
        view! {
            <div class="form__summary" role="alert" tabindex="-1" autofocus="">
                <Icon name="circle-alert" />
                <span>{problem_text(problem, locale)}</span>
            </div>
        }
    })
}

/// The field for an e-mail address.
pub fn email_field(form: &FormState, locale: Locale, autofocus: bool) -> impl IntoView + use<> {
    view! {
        <Field
            name="email"
            label=locale.text(text("E-Mail-Adresse", "E-mail address"))
            locale
            form=form.clone()
            kind=FieldKind::Email
            autofocus
        />
    }
}

/// Text for the inside of a text area. The framework writes it as it is, like a script or a style; browsers read
/// it up to the end tag and resolve character references in it.
#[must_use]
pub fn area_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The one button of a page with one task.
pub fn wide_submit(label: &'static str) -> impl IntoView + use<> {
    view! {
        <div class="form__actions">
            <button r#type="submit" class="button button--primary button--large button--wide">{label}</button>
        </div>
    }
}

/// What is wrong, said so that the reader knows what to do.
#[must_use]
pub fn problem_text(problem: &Problem, locale: Locale) -> String {
    let say = |de: &'static str, en: &'static str| locale.text(text(de, en)).to_owned();
    match problem {
        Problem::WrongCredentials => say(
            "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides.",
            "E-mail address and password do not match. Please check both.",
        ),
        Problem::SetupLinkInvalid => say(
            "Dieser Einrichtungslink ist abgelaufen oder wurde schon benutzt. Starten Sie den Server neu, um einen neuen zu erhalten.",
            "This setup link has expired or was already used. Restart the server to get a new one.",
        ),
        Problem::LinkInvalid => say(
            "Dieser Link ist abgelaufen oder wurde schon benutzt. Bitten Sie um einen neuen.",
            "This link has expired or was already used. Ask for a new one.",
        ),
        Problem::EmailInvalid => {
            say("Bitte geben Sie eine gültige E-Mail-Adresse ein.", "Please enter a valid e-mail address.")
        }
        Problem::Empty => say("Bitte füllen Sie dieses Feld aus.", "Please fill in this field."),
        Problem::TooLong(max) => match locale {
            Locale::De => format!("Höchstens {max} Zeichen sind möglich."),
            Locale::En => format!("At most {max} characters are possible."),
        },
        Problem::ControlCharacters => say(
            "Der Text enthält unsichtbare Steuerzeichen. Bitte tippen Sie ihn neu.",
            "The text contains invisible control characters. Please type it again.",
        ),
        Problem::PasswordTooShort(missing) => match locale {
            Locale::De => format!("Es fehlen noch {missing} Zeichen (mindestens 15)."),
            Locale::En => format!("{missing} more characters are needed (at least 15)."),
        },
        Problem::PasswordTooWeak(advice) => advice.clone(),
        Problem::PasswordWrong => say("Das Passwort stimmt nicht.", "The password is not correct."),
        Problem::CodeWrong => say(
            "Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.",
            "This code is not correct or was used already. Wait for the next one.",
        ),
        Problem::PasskeyNeeded => say(
            "Wer den Server verwaltet, bestätigt mit einem Passkey oder einem Wiederherstellungscode.",
            "Whoever administers the server confirms with a passkey or a recovery code.",
        ),
        Problem::NameDiffers => say(
            "Der Name stimmt nicht überein. Bitte tippen Sie ihn genau so, wie er oben steht.",
            "The name does not match. Please type it exactly as shown above.",
        ),
        Problem::ProjectFile(reason) => match locale {
            Locale::De => format!("Die Datei ist keine lesbare Projektdatei: {reason}"),
            Locale::En => format!("The file is not a readable project file: {reason}"),
        },
        Problem::TooManyProjects(max) => match locale {
            Locale::De => format!(
                "Ihre Organisation hat schon {max} Projekte, mehr sind nicht möglich. Bitte löschen Sie erst welche, die nicht mehr gebraucht werden."
            ),
            Locale::En => format!(
                "Your organisation has {max} projects already, and more are not possible. Please delete some first that are no longer needed."
            ),
        },
        Problem::TooManyRequests(seconds) => match locale {
            Locale::De => format!("Zu viele Versuche. Bitte warten Sie {seconds} Sekunden."),
            Locale::En => format!("Too many attempts. Please wait {seconds} seconds."),
        },
        Problem::LastOwner => say(
            "Eine Organisation braucht mindestens einen Inhaber. Machen Sie zuerst ein anderes Mitglied dazu.",
            "An organisation needs at least one owner. Make another member an owner first.",
        ),
        Problem::LastWayIn => say(
            "Dieses Konto kommt als einziges noch herein, wenn der Anbieter ausfällt. Heben Sie zuerst den Zwang zur Anmeldung mit Firmenkonto auf.",
            "Only this account still gets in when the provider fails. First stop requiring the company account.",
        ),
        Problem::YouOwnAlone => say(
            "Sie sind der einzige Inhaber Ihrer Organisation. Machen Sie unter „Mitglieder“ zuerst jemand anderen zum Inhaber; ist dort niemand, laden Sie jemanden ein.",
            "You are the only owner of your organisation. First make somebody else an owner under “Members”; if nobody is there, invite somebody.",
        ),
        Problem::OnlyOwner => say(
            "Dieses Konto ist der einzige Inhaber einer Organisation. Erst muss dort jemand anderes Inhaber werden; bis dahin können Sie das Konto sperren.",
            "This account is the only owner of an organisation. First somebody else has to become an owner there; until then you can disable the account.",
        ),
        Problem::LastOperator => say(
            "Niemand sonst verwaltet diesen Server. Dieses Konto bleibt deshalb.",
            "Nobody else administers this server. That is why this account stays.",
        ),
        Problem::TypedDiffers => say(
            "Das stimmt nicht überein. Bitte tippen Sie es genau so, wie es oben steht.",
            "This does not match. Please type it exactly as shown above.",
        ),
        Problem::OnlyWayIn => say(
            "Ohne dies kämen Sie nicht mehr herein. Fügen Sie zuerst einen anderen Passkey hinzu oder setzen Sie ein Passwort.",
            "Without this you could not sign in any more. First add another passkey or set a password.",
        ),
        Problem::NoCompanyAccount => say(
            "Die Organisation, die Sie einlädt, hat keine Anmeldung mit Firmenkonto. Bitte wählen Sie ein Passwort.",
            "The organisation that invites you has no sign-in with a company account. Please choose a password.",
        ),
        Problem::SsoRequired => say(
            "Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto. Bitte verwenden Sie die Anmeldeadresse Ihrer Organisation.",
            "Your organisation demands its own sign-in. Please use the sign-in address of your organisation.",
        ),
        Problem::OwnEvent => say(
            "Dieses Ereignis haben Sie selbst ausgelöst. Ein anderer Inhaber oder Verwalter prüft es.",
            "You caused this event yourself. Another owner or administrator reviews it.",
        ),
        Problem::Reviewed => say(
            "Dieses Ereignis wurde schon geprüft. Die erste Prüfung bleibt.",
            "This event was reviewed already. The first review stays.",
        ),
        Problem::NoteMissing => {
            say("Bitte notieren Sie, was Sie geprüft haben.", "Please note what you have looked at.")
        }
        Problem::TooManyEvents(max) => match locale {
            Locale::De => {
                format!("Eine Datei fasst höchstens {max} Ereignisse. Bitte grenzen Sie die Auswahl ein.")
            }
            Locale::En => format!("A file holds at most {max} events. Please narrow the selection."),
        },
        Problem::Sso(problem) => crate::pages::settings_problem_text(*problem, locale),
    }
}
