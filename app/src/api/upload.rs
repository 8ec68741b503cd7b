//! Uploaded files: what the import has to say about one, and taking it over as load profile or weather.
//!
//! The file travels once, by `POST /projects/{project}/uploads`, and is kept sealed. Every answer to a
//! question of the import is then a small call; the server reads the file again.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use words::Language;

use super::profile::{ProfileCard, WeatherCard};
use super::{AppError, ProjectId, UploadId};

/// What the import has to say about a file, in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Examination {
    /// Whether the file can be taken over.
    pub verdict: Verdict,
    /// The reason or what is asked for.
    pub message: Option<String>,
    /// What was found in the file: name and value.
    pub found: Vec<(String, String)>,
    /// What was noticed or changed, with the rows.
    pub notes: Vec<String>,
    /// What the file leaves open, and what can be chosen differently.
    pub questions: Vec<Question>,
    /// Key figures of the profile, if there is one: name and value.
    pub figures: Vec<(String, String)>,
    /// Name for the profile, made of the name of the file.
    pub name: String,
}

/// Whether a file can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As it is.
    Accepted,
    /// With what the notes name.
    AcceptedWithWarnings,
    /// After the questions are answered.
    NeedsInput,
    /// Not at all.
    Rejected,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about.
    pub label: String,
    /// Whether the file cannot be read without an answer.
    pub open: bool,
    /// The answers.
    pub choices: Vec<Choice>,
}

/// An answer, under which the file is read again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// Whether it holds now.
    pub chosen: bool,
    /// The answers with this one among them.
    pub answers: Answers,
}

/// All answers given so far, as the server has written them; the browser only hands them back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub String);

/// What became of a weather file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeatherOutcome {
    /// It is kept with the project.
    Kept(WeatherCard),
    /// It cannot be read: the reason with its line, in the reader's language.
    Refused(String),
}

/// What the server does with uploaded files.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait UploadApi: Send + Sync {
    /// Reads a file as a load profile and says what it found.
    async fn examine(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        upload: UploadId,
        answers: Answers,
        locale: Language,
    ) -> Result<Examination, AppError>;
    /// Keeps the load profile of a file.
    async fn accept(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        upload: UploadId,
        answers: Answers,
        name: String,
        locale: Language,
    ) -> Result<ProfileCard, AppError>;
    /// Keeps the weather of a file.
    async fn accept_weather(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        upload: UploadId,
        locale: Language,
    ) -> Result<WeatherOutcome, AppError>;
}

/// Reads an uploaded file as a load profile.
#[server(prefix = "/api", endpoint = "upload/examine", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn examine_upload(
    project: ProjectId,
    upload: UploadId,
    answers: Answers,
    locale: Language,
) -> Result<Examination, AppError> {
    let (actor, backend) = super::caller()?;
    backend.uploads().examine(&actor, project, upload, answers, locale).await
}

/// Keeps the load profile of an uploaded file.
#[server(prefix = "/api", endpoint = "upload/accept", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn accept_upload(
    project: ProjectId,
    upload: UploadId,
    answers: Answers,
    name: String,
    locale: Language,
) -> Result<ProfileCard, AppError> {
    let (actor, backend) = super::caller()?;
    backend.uploads().accept(&actor, project, upload, answers, name, locale).await
}

/// Keeps the weather of an uploaded file.
#[server(prefix = "/api", endpoint = "upload/accept-weather", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn accept_weather(
    project: ProjectId,
    upload: UploadId,
    locale: Language,
) -> Result<WeatherOutcome, AppError> {
    let (actor, backend) = super::caller()?;
    backend.uploads().accept_weather(&actor, project, upload, locale).await
}
