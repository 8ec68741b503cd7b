//! Load profiles and weather series that are kept with a project.

use engine::demand::{DemandKind, Profile, ProfileId};
use engine::site::WeatherId;
use engine::synthetic::KeyFigureWishes;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use words::Language;

use super::{AppError, ProjectId, UploadId};

/// A load profile without its series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileCard {
    /// Which profile.
    pub id: ProfileId,
    /// Name given by the user.
    pub name: String,
    /// Step of the stored series in minutes: 15 or 60.
    pub step_minutes: u16,
    /// Annual energy, kWh.
    pub annual_kwh: f64,
    /// Highest value of the series at its own step, kW.
    pub peak_kw: f64,
    /// What the import found and changed, in the language of the import.
    pub import_log: Vec<String>,
    /// Whether the series was made by the program and not metered.
    pub synthetic: bool,
    /// The file from which it was read.
    pub upload: Option<UploadId>,
    /// Means of periods of five days, kW: a small chart.
    pub sparkline_kw: Vec<f64>,
}

/// A weather series without its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeatherCard {
    /// Which series.
    pub id: WeatherId,
    /// Name of the file.
    pub name: String,
    /// Where the values come from, as the file says.
    pub source: String,
    /// Mean outdoor temperature, °C.
    pub mean_temperature_c: f64,
}

/// A weather series to calculate with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeatherSeries {
    /// Name of the file.
    pub name: String,
    /// Where the values come from, as the file says.
    pub source: String,
    /// Hourly outdoor temperature, °C: 8760 values.
    pub temperature_c: Vec<f64>,
    /// Hourly global horizontal irradiance, W/m²: 8760 values, if the file has it.
    pub global_irradiance_w_m2: Option<Vec<f64>>,
}

/// What became of the wish for a synthetic profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SyntheticOutcome {
    /// It is kept with the project.
    Kept(ProfileCard),
    /// It cannot be made: the reason in the reader's language.
    Refused(String),
}

/// A profile of which only key figures are known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approximation {
    /// Name of the profile.
    pub name: String,
    /// What is known of it.
    pub figures: KeyFigureWishes,
    /// Whose course it follows between the figures; without one an assumed day.
    pub course: Option<(DemandKind, Profile)>,
}

/// What the server does with profiles and weather series.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ProfileApi: Send + Sync {
    /// The hourly means of a load profile, kW: 8760 values.
    async fn hourly(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        profile: ProfileId,
    ) -> Result<Vec<f64>, AppError>;
    /// Gives a load profile another name.
    async fn rename(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        profile: ProfileId,
        name: String,
    ) -> Result<ProfileCard, AppError>;
    /// Removes a load profile. Demands that refer to it say so.
    async fn remove(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        profile: ProfileId,
    ) -> Result<(), AppError>;
    /// Makes a synthetic profile of a metered one and keeps it, too.
    async fn synthesise(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        profile: ProfileId,
        locale: Language,
    ) -> Result<SyntheticOutcome, AppError>;
    /// Makes a profile from key figures alone and keeps it.
    async fn approximate(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        wanted: Approximation,
        locale: Language,
    ) -> Result<SyntheticOutcome, AppError>;
    /// A weather series.
    async fn weather(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        weather: WeatherId,
    ) -> Result<WeatherSeries, AppError>;
}

/// The hourly series of a load profile.
#[server(prefix = "/api", endpoint = "profile/hourly", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn profile_hourly(project: ProjectId, profile: ProfileId) -> Result<Vec<f64>, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().hourly(&actor, project, profile).await
}

/// Gives a load profile another name.
#[server(prefix = "/api", endpoint = "profile/rename", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn rename_profile(
    project: ProjectId,
    profile: ProfileId,
    name: String,
) -> Result<ProfileCard, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().rename(&actor, project, profile, name).await
}

/// Removes a load profile.
#[server(prefix = "/api", endpoint = "profile/remove", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn remove_profile(project: ProjectId, profile: ProfileId) -> Result<(), AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().remove(&actor, project, profile).await
}

/// Makes a synthetic profile of a metered one.
#[server(prefix = "/api", endpoint = "profile/synthesise", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn synthesise_profile(
    project: ProjectId,
    profile: ProfileId,
    locale: Language,
) -> Result<SyntheticOutcome, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().synthesise(&actor, project, profile, locale).await
}

/// Makes a profile from key figures alone.
#[server(prefix = "/api", endpoint = "profile/approximate", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn approximate_profile(
    project: ProjectId,
    wanted: Approximation,
    locale: Language,
) -> Result<SyntheticOutcome, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().approximate(&actor, project, wanted, locale).await
}

/// An uploaded weather series.
#[server(name = FetchWeatherSeries, prefix = "/api", endpoint = "weather/series", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn weather_series(project: ProjectId, weather: WeatherId) -> Result<WeatherSeries, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().weather(&actor, project, weather).await
}
