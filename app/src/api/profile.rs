//! Load profiles and weather series that are kept with a project.

use engine::demand::ProfileId;
use engine::site::WeatherId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{AppError, ProjectId};

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
}

/// A load profile to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileDraft {
    /// Name given by the user.
    pub name: String,
    /// Step of the series in minutes: 15 or 60.
    pub step_minutes: u16,
    /// Mean power of each step on the UTC+1 axis, kW: 8760 or 35040 values.
    pub values_kw: Vec<f64>,
    /// What the import found and changed.
    pub import_log: Vec<String>,
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

/// A weather series to be kept or used.
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

/// What the server does with profiles and weather series.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ProfileApi: Send + Sync {
    /// Keeps a load profile.
    async fn add(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        draft: ProfileDraft,
    ) -> Result<ProfileCard, AppError>;
    /// The hourly means of a load profile, kW: 8760 values.
    async fn hourly(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        profile: ProfileId,
    ) -> Result<Vec<f64>, AppError>;
    /// Keeps a weather series.
    async fn add_weather(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        series: WeatherSeries,
    ) -> Result<WeatherCard, AppError>;
    /// A weather series.
    async fn weather(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        weather: WeatherId,
    ) -> Result<WeatherSeries, AppError>;
}

/// Keeps a load profile with the project.
#[server(prefix = "/api", endpoint = "profile/add", input = server_fn::codec::Json, output = server_fn::codec::Json)]
pub async fn add_profile(project: ProjectId, draft: ProfileDraft) -> Result<ProfileCard, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().add(&actor, project, draft).await
}

/// The hourly series of a load profile.
#[server(prefix = "/api", endpoint = "profile/hourly", input = server_fn::codec::Json, output = server_fn::codec::Json)]
pub async fn profile_hourly(project: ProjectId, profile: ProfileId) -> Result<Vec<f64>, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().hourly(&actor, project, profile).await
}

/// Keeps a weather series with the project.
#[server(prefix = "/api", endpoint = "weather/add", input = server_fn::codec::Json, output = server_fn::codec::Json)]
pub async fn add_weather(project: ProjectId, series: WeatherSeries) -> Result<WeatherCard, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().add_weather(&actor, project, series).await
}

/// An uploaded weather series.
#[server(name = FetchWeatherSeries, prefix = "/api", endpoint = "weather/series", input = server_fn::codec::Json, output = server_fn::codec::Json)]
pub async fn weather_series(project: ProjectId, weather: WeatherId) -> Result<WeatherSeries, AppError> {
    let (actor, backend) = super::caller()?;
    backend.profiles().weather(&actor, project, weather).await
}
