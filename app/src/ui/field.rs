//! A form field with label, hint and error, in that order.

use leptos::prelude::*;
use words::{Language, Text};

use crate::page::{Done, FormState, Problem};
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
    locale: Language,
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
                    .then(|| view! { <span class="field__optional">{locale.text(words::ui::OPTIONAL)}</span> })}
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
pub fn form_summary(form: &FormState, locale: Language) -> impl IntoView + use<> {
    form.problems.get("").map(|problem| {
        view! {
            <div class="form__summary" role="alert" tabindex="-1" autofocus="">
                <Icon name="circle-alert" />
                <span>{problem_text(problem, locale)}</span>
            </div>
        }
    })
}

/// What is said above a form that a proof of who acts has interrupted.
pub fn not_yet_done(form: &FormState, locale: Language) -> impl IntoView + use<> {
    (form.done == Some(Done::NotYet)).then(|| {
        view! {
            <div class="notice notice--warning" role="status">
                <Icon name="info" />
                <span class="notice__text">{locale.text(words::pages::confirm::NOT_DONE_YET)}</span>
            </div>
        }
    })
}

/// The field for an e-mail address.
pub fn email_field(form: &FormState, locale: Language, autofocus: bool) -> impl IntoView + use<> {
    view! {
        <Field
            name="email"
            label=locale.text(words::ui::EMAIL_ADDRESS)
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
pub fn problem_text(problem: &Problem, locale: Language) -> String {
    let say = |text: Text| locale.text(text).to_owned();
    match problem {
        Problem::WrongCredentials => say(words::ui::EMAIL_ADDRESS_AND_PASSWORD_DO),
        Problem::SetupLinkInvalid => say(words::ui::THIS_SETUP_LINK_HAS_EXPIRED),
        Problem::LinkInvalid => say(words::ui::THIS_LINK_HAS_EXPIRED),
        Problem::EmailInvalid => say(words::ui::PLEASE_ENTER_A_VALID_EMAIL),
        Problem::Empty => say(words::ui::PLEASE_FILL_IN_THIS_FIELD),
        Problem::TooLong(max) => words::ui::at_most_characters_are_possible(locale, &max),
        Problem::ControlCharacters => say(words::ui::THE_TEXT_CONTAINS_INVISIBLE_CONTROL),
        Problem::PasswordTooShort(missing) => {
            words::ui::more_characters_are_needed_at_least(locale, &missing)
        }
        Problem::PasswordTooWeak(advice) => advice.clone(),
        Problem::PasswordWrong => say(words::ui::THE_PASSWORD_IS_NOT_CORRECT),
        Problem::CodeWrong => say(words::ui::THIS_CODE_IS_NOT_CORRECT),
        Problem::PasskeyNeeded => say(words::ui::WHOEVER_ADMINISTERS_THE_SERVER_CONFIRMS),
        Problem::NameDiffers => say(words::ui::THE_NAME_DOES_NOT_MATCH),
        Problem::ProjectFile(reason) => words::ui::the_file_is_not_a_readable(locale, &reason),
        Problem::TooManyProjects(max) => words::ui::your_organisation_has_projects_already(locale, &max),
        Problem::TooManyRequests(seconds) => {
            words::ui::too_many_attempts_please_wait_seconds(locale, &seconds)
        }
        Problem::LastOwner => say(words::ui::AN_ORGANISATION_NEEDS_AT_LEAST),
        Problem::LastWayIn => say(words::ui::ONLY_THIS_ACCOUNT_STILL_GETS),
        Problem::YouOwnAlone => say(words::ui::YOU_ARE_THE_ONLY_OWNER),
        Problem::OnlyOwner => say(words::ui::THIS_ACCOUNT_IS_THE_ONLY),
        Problem::LastOperator => say(words::ui::NOBODY_ELSE_ADMINISTERS_THIS_SERVER),
        Problem::TypedDiffers => say(words::ui::THIS_DOES_NOT_MATCH_PLEASE),
        Problem::OnlyWayIn => say(words::ui::WITHOUT_THIS_YOU_COULD_NOT),
        Problem::NoCompanyAccount => say(words::ui::THE_ORGANISATION_THAT_INVITES),
        Problem::SsoRequired => say(words::ui::YOUR_ORGANISATION_DEMANDS_ITS_OWN),
        Problem::OwnEvent => say(words::ui::YOU_CAUSED_THIS_EVENT_YOURSELF),
        Problem::Reviewed => say(words::ui::THIS_EVENT_WAS_REVIEWED_ALREADY),
        Problem::NoteMissing => say(words::ui::PLEASE_NOTE_WHAT),
        Problem::TooManyEvents(max) => words::ui::a_file_holds_at_most_events(locale, &max),
        Problem::Sso(problem) => crate::pages::settings_problem_text(*problem, locale),
    }
}
