//! Creating, importing, renaming, duplicating and deleting projects.

use app::api::{AppError, ProjectId};
use app::page::{FormState, Problem};
use app::pages::Page;
use app::routes;
use app::ui::FORM_TOKEN;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use engine::edit::EditError;
use engine::limits::{check_name, check_text};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Answer, NoFields, name_problem};
use crate::http::caller::SignedIn;
use crate::http::pages::{failure, parse_project, project_list};
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};

/// What the form for a new project sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct NewFields {
    name: String,
    #[serde(default)]
    place: String,
}

/// Creates an empty project and opens it.
pub(in crate::http) async fn create(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(NewFields { name, place }): Form<NewFields>,
) -> Response {
    let mut answer = Answer::new([("name", name.clone()), ("place", place.clone())]);
    if let Err(error) = check_name(name.trim()) {
        answer = answer.problem("name", name_problem(&error));
    }
    if let Err(error) = check_text(place.trim()) {
        answer = answer.problem("place", name_problem(&error));
    }
    if !answer.form.problems.is_empty() {
        let status = answer.status();
        return project_list(&state, &user.actor, frame.at(routes::PROJECTS), answer.form, status).await;
    }
    opened(&state, &user, frame, state.backend.projects().create(&user.actor, &name, &place).await).await
}

/// Creates the sample district and opens it.
pub(in crate::http) async fn sample(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    opened(&state, &user, frame, state.backend.projects().create_sample(&user.actor).await).await
}

/// Creates a project from a file and opens it.
pub(in crate::http) async fn import(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    form: Multipart,
) -> Response {
    let (problem, status) = match read_file(form).await {
        Ok(file) => match state.backend.projects().import(&user.actor, &file).await {
            Err(AppError::Invalid { field }) => (field, StatusCode::UNPROCESSABLE_ENTITY),
            other => return opened(&state, &user, frame, other).await,
        },
        Err(AppError::Invalid { field }) => (field, StatusCode::UNPROCESSABLE_ENTITY),
        Err(AppError::TooLarge) => ("> 32 MiB".to_owned(), StatusCode::PAYLOAD_TOO_LARGE),
        Err(error) => return failure(frame, error).await,
    };
    let answer = Answer::default().problem("", Problem::ProjectFile(problem));
    project_list(&state, &user.actor, frame.at(routes::PROJECTS), answer.form, status).await
}

async fn read_file(mut form: Multipart) -> Result<Vec<u8>, AppError> {
    let refused = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::Invalid { field: "file".to_owned() },
    };
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name: String =
            field.name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(60).collect();
        match name.as_str() {
            "file" if file.is_none() => file = Some(field.bytes().await.map_err(refused)?.to_vec()),
            FORM_TOKEN => {}
            _ => return Err(AppError::Invalid { field: name }),
        }
    }
    file.ok_or_else(|| AppError::Invalid { field: "file".to_owned() })
}

/// What the forms with a name send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct NameFields {
    name: String,
}

/// Renames a project.
pub(in crate::http) async fn rename(
    State(state): State<HttpState>,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
    Form(NameFields { name }): Form<NameFields>,
) -> Response {
    let renamed = match parse_project(&project) {
        Ok(project) => state.backend.projects().rename(&user.actor, project, &name).await,
        Err(error) => Err(error),
    };
    named(&state, &user, frame, name, renamed).await
}

/// Copies a project under a name that the form brings along.
pub(in crate::http) async fn duplicate(
    State(state): State<HttpState>,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
    Form(NameFields { name }): Form<NameFields>,
) -> Response {
    // «… (copy)» must not make a long name invalid.
    let name: String = name.trim().chars().take(engine::limits::NAME_MAX_CHARS).collect();
    let copied = match parse_project(&project) {
        Ok(project) => state.backend.projects().duplicate(&user.actor, project, &name).await.map(|_| ()),
        Err(error) => Err(error),
    };
    named(&state, &user, frame, name, copied).await
}

async fn named(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    name: String,
    result: Result<(), AppError>,
) -> Response {
    match result {
        Ok(()) => Redirect::to(routes::PROJECTS).into_response(),
        Err(AppError::Edit { error: EditError::Limit { error, .. } }) => {
            let answer = Answer::new([("name", name)]).problem("name", name_problem(&error));
            let status = answer.status();
            project_list(state, &user.actor, frame.at(routes::PROJECTS), answer.form, status).await
        }
        Err(AppError::TooLarge) => too_many(state, user, frame).await,
        Err(error) => failure(frame, error).await,
    }
}

/// What the confirmation sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct DeleteFields {
    typed_name: String,
}

/// Deletes a project whose name was typed.
pub(in crate::http) async fn delete(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
    Form(DeleteFields { typed_name }): Form<DeleteFields>,
) -> Response {
    let project = match parse_project(&project) {
        Ok(project) => project,
        Err(error) => return failure(frame, error).await,
    };
    match state.backend.projects().delete(&user.actor, project, &typed_name).await {
        Ok(()) => Redirect::to(routes::PROJECTS).into_response(),
        Err(AppError::StepUpRequired) => {
            confirm::redirect_with(&session, &frame.context.path, &[("typed_name", &typed_name)]).await
        }
        Err(AppError::Invalid { .. }) => match state.backend.projects().card(&user.actor, project).await {
            Ok(card) => {
                let answer =
                    Answer::new([("typed_name", typed_name)]).problem("typed_name", Problem::NameDiffers);
                let status = answer.status();
                let form: FormState = answer.form;
                render::page(frame, Page::DeleteProject(card, form), status).await
            }
            Err(error) => failure(frame, error).await,
        },
        Err(error) => failure(frame, error).await,
    }
}

async fn opened(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    created: Result<ProjectId, AppError>,
) -> Response {
    match created {
        Ok(project) => Redirect::to(&routes::project(project)).into_response(),
        Err(AppError::TooLarge) => too_many(state, user, frame).await,
        Err(error) => failure(frame, error).await,
    }
}

/// The project list, which says that there are as many as there may be.
async fn too_many(state: &HttpState, user: &SignedIn, frame: Frame) -> Response {
    let problem = Problem::TooManyProjects(state.services.context().instance.quotas.projects);
    let answer = Answer::default().problem("", problem);
    let status = StatusCode::INSUFFICIENT_STORAGE;
    project_list(state, &user.actor, frame.at(routes::PROJECTS), answer.form, status).await
}
