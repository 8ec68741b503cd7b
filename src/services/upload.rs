//! Uploaded files: kept sealed, read as often as questions are answered, taken over in the end.

use std::sync::Arc;

use app::api::account::Theme;
use app::api::profile::ProfileCard;
use app::api::upload::{Answers, Examination, UploadApi, WeatherOutcome};
use app::api::{Actor, AppError, ProjectId, UploadId};
use async_trait::async_trait;
use chart::{ChartKind, LoadModel, LoadSeries};
use engine::demand::DemandKind;
use engine::import::{ImportOptions, ImportReport, ImportedProfile, import_load_profile};
use engine::weather::parse_weather;
use words::Language;
use zeroize::Zeroizing;

use super::{Context, OrInternal as _, profile, scenario};
use crate::audit::{Action, Object};
use crate::identity::limits::Action as Attempted;
use crate::jobs::Kind;
use crate::storage::StoredUpload;
use crate::witness::ProjectAccess;

mod examination;
mod file_name;

/// Most files of a project, drafts included.
const UPLOADS_MAX: i64 = 1_000;
/// How long a file is kept that nothing refers to.
const DRAFT_S: i64 = 24 * 60 * 60;
/// Width and height of a preview, CSS pixels.
const PREVIEW: (f64, f64) = (800.0, 260.0);

/// The service.
pub struct Uploads(Arc<Context>);

impl Uploads {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// The actor may not change the project, it has too many files, or a quota is used up.
    pub async fn add(
        &self,
        actor: &Actor,
        project: ProjectId,
        name: &str,
        content: &[u8],
    ) -> Result<UploadId, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        if content.is_empty() {
            return Err(AppError::Invalid { field: "body".to_owned() });
        }
        let (store, now_s) = (self.0.store.uploads(), self.0.clock.now_s());
        store.remove_drafts(&access, now_s - DRAFT_S).await.or_internal(&actor.request_id)?;
        if store.count(&access).await.or_internal(&actor.request_id)? >= UPLOADS_MAX {
            return Err(AppError::TooLarge);
        }
        let id = UploadId(self.0.ids.id());
        let card = StoredUpload { name: file_name::of(name, content), bytes: content.len() };
        let event = self.0.event(Action::UploadStored, actor).on(Object { kind: "upload", id: id.0 });
        let event = event.fact("project", project).fact("bytes", content.len());
        let added = store.add(&access, id, &card, content, &self.0.instance.quotas, &event).await;
        added.or_internal(&actor.request_id)?;
        Ok(id)
    }

    /// Name and content of a file, as they were uploaded.
    ///
    /// # Errors
    /// There is no such file in this project.
    pub async fn original(
        &self,
        actor: &Actor,
        project: ProjectId,
        upload: UploadId,
    ) -> Result<(String, Zeroizing<Vec<u8>>), AppError> {
        let access = self.0.access(actor, project).await?;
        let (card, content) = self.find(actor, &access, upload).await?;
        self.0.spend(Attempted::Export, actor).await?;
        let event = self.0.event(Action::SensitiveExport, actor).on(Object { kind: "upload", id: upload.0 });
        self.0.record(&event.fact("project", project)).await?;
        Ok((card.name, content))
    }

    /// The load profile of a file as SVG.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read under these answers.
    pub async fn preview(
        &self,
        actor: &Actor,
        project: ProjectId,
        upload: UploadId,
        answers: Answers,
        theme: Theme,
        locale: Language,
    ) -> Result<String, AppError> {
        let access = self.0.access(actor, project).await?;
        let (name, report) = self.read(actor, &access, upload, options_of(&answers)?).await?;
        let profile = report.profile.ok_or(AppError::NotFound)?;
        let repaired = examination::repaired_hours(&profile);
        let model = LoadModel {
            year: profile.year,
            summer_time: true,
            title: name.clone(),
            source: String::new(),
            series: vec![LoadSeries {
                kind: DemandKind::Electricity,
                label: name,
                values_kw: profile.hourly_kw.into(),
                is_synthetic: false,
            }],
            repaired,
        };
        let colours =
            if theme == Theme::Dark { chart::scene::Theme::DARK } else { chart::scene::Theme::LIGHT };
        Ok(chart::render::svg(&model, ChartKind::LoadProfile, PREVIEW, &colours, locale))
    }

    async fn find(
        &self,
        actor: &Actor,
        access: &ProjectAccess,
        upload: UploadId,
    ) -> Result<(StoredUpload, Zeroizing<Vec<u8>>), AppError> {
        let found = self.0.store.uploads().find(access, upload).await.or_internal(&actor.request_id)?;
        found.ok_or(AppError::NotFound)
    }

    /// Reads a file as a load profile for the reference year of the project.
    async fn read(
        &self,
        actor: &Actor,
        access: &ProjectAccess,
        upload: UploadId,
        mut options: ImportOptions,
    ) -> Result<(String, ImportReport), AppError> {
        let (card, content) = self.find(actor, access, upload).await?;
        self.0.spend(Attempted::Calculate, actor).await?;
        let state = scenario::first_state(&self.0, actor, access).await?;
        options.year.get_or_insert(state.plan.site.reference_year);
        let read = self.0.work(Kind::Import, actor, move |_| import_load_profile(&content, &options));
        Ok((card.name, read.await?))
    }
}

#[async_trait]
impl UploadApi for Uploads {
    async fn examine(
        &self,
        actor: &Actor,
        project: ProjectId,
        upload: UploadId,
        answers: Answers,
        locale: Language,
    ) -> Result<Examination, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        let options = options_of(&answers)?;
        let (name, report) = self.read(actor, &access, upload, options.clone()).await?;
        Ok(examination::of(&name, &report, &options, locale))
    }

    async fn accept(
        &self,
        actor: &Actor,
        project: ProjectId,
        upload: UploadId,
        answers: Answers,
        name: String,
        locale: Language,
    ) -> Result<ProfileCard, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        let (file, report) = self.read(actor, &access, upload, options_of(&answers)?).await?;
        let log = examination::log(&file, &report, locale);
        let profile = report.profile.ok_or(AppError::Invalid { field: "upload".to_owned() })?;
        let (step_minutes, values_kw) = kept_series(profile);
        let card = profile::stored_profile(name.trim().to_owned(), step_minutes, &values_kw, log);
        profile::add(&self.0, actor, &access, card, values_kw, Some(upload)).await
    }

    async fn accept_weather(
        &self,
        actor: &Actor,
        project: ProjectId,
        upload: UploadId,
        locale: Language,
    ) -> Result<WeatherOutcome, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        let (card, content) = self.find(actor, &access, upload).await?;
        self.0.spend(Attempted::Calculate, actor).await?;
        match self.0.work(Kind::Import, actor, move |_| parse_weather(&content)).await? {
            Ok(weather) => {
                let kept = profile::add_weather(&self.0, actor, &access, &card.name, weather, upload).await?;
                Ok(WeatherOutcome::Kept(kept))
            }
            Err(error) => Ok(WeatherOutcome::Refused(match locale {
                Language::De => error.message_de(),
                Language::En => error.to_string(),
            })),
        }
    }
}

/// Quarter hours stay quarter hours; other steps are kept as hourly means.
fn kept_series(profile: ImportedProfile) -> (u16, Vec<f64>) {
    if profile.step_minutes == 15 { (15, profile.values_kw) } else { (60, profile.hourly_kw) }
}

/// The answers as the engine takes them.
fn options_of(answers: &Answers) -> Result<ImportOptions, AppError> {
    if answers.0.is_empty() {
        return Ok(ImportOptions::default());
    }
    serde_json::from_str(&answers.0).map_err(|_| AppError::Invalid { field: "answers".to_owned() })
}
