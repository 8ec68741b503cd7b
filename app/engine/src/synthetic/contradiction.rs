//! Key figures that no profile can have together.

use serde::{Deserialize, Serialize};

/// A key figure that contradicts the others, with the values that would be possible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contradiction {
    /// The peak is below the mean power.
    PeakBelowMean {
        /// Peak given, kW.
        peak_kw: f64,
        /// Annual energy ÷ 8760 h, kW.
        mean_kw: f64,
    },
    /// The base load is above the mean power.
    BaseAboveMean {
        /// Base load given, kW.
        base_kw: f64,
        /// Annual energy ÷ 8760 h, kW.
        mean_kw: f64,
    },
    /// The months do not add up to the annual energy.
    MonthsDoNotAddUp {
        /// Sum of the months, kWh.
        months_kwh: f64,
        /// Annual energy given, kWh.
        annual_kwh: f64,
    },
    /// A month lies outside what peak and base load allow in its hours.
    MonthOutOfRange {
        /// Month, 1 to 12.
        month: u8,
        /// Energy given, kWh.
        given_kwh: f64,
        /// Base load all month, kWh.
        min_kwh: f64,
        /// Peak all month, kWh.
        max_kwh: f64,
    },
    /// No month has enough energy for a single hour at the peak next to the base load.
    PeakInNoMonth {
        /// Peak given, kW.
        peak_kw: f64,
        /// Largest peak that the months allow, kW.
        max_kw: f64,
    },
    /// Every month has so much energy that no hour can fall to the base load.
    BaseInNoMonth {
        /// Base load given, kW.
        base_kw: f64,
        /// Least base load that the months allow, kW.
        min_kw: f64,
    },
    /// Weekend and workdays cannot have this ratio with the other figures.
    WeekendRatioOutOfRange {
        /// Ratio given.
        given: f64,
        /// Least possible ratio.
        min: f64,
        /// Greatest possible ratio.
        max: f64,
    },
    /// Night and day cannot have this ratio with the other figures.
    NightRatioOutOfRange {
        /// Ratio given.
        given: f64,
        /// Least possible ratio.
        min: f64,
        /// Greatest possible ratio.
        max: f64,
    },
    /// Each figure fits the peak and the months by itself, but not all of them together.
    NotTogether {
        /// Largest share by which a figure is missed.
        missed_by: f64,
    },
}

/// Why no profile is made from key figures.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ApproximationError {
    /// A figure is negative or not a number.
    #[error("{figure} is negative or not a number")]
    InvalidFigure {
        /// Name of the field in [`KeyFigureWishes`](super::KeyFigureWishes).
        figure: &'static str,
    },
    /// Neither an annual energy nor monthly sums are given.
    #[error("neither an annual energy nor monthly sums are given")]
    EnergyMissing,
    /// The shape is not a year of hours or has no variation in it.
    #[error("the shape is not a year of hourly values that vary")]
    InvalidShape,
    /// Figures contradict each other.
    #[error("the key figures contradict each other: {0:?}")]
    Contradictory(Vec<Contradiction>),
}

impl Contradiction {
    /// The contradiction in German.
    #[must_use]
    pub fn message_de(&self) -> String {
        match self {
            Self::PeakBelowMean { peak_kw, mean_kw } => {
                format!(
                    "Die Spitze von {} kW liegt unter der mittleren Leistung von {} kW.",
                    de(*peak_kw),
                    de(*mean_kw)
                )
            }
            Self::BaseAboveMean { base_kw, mean_kw } => format!(
                "Die Grundlast von {} kW liegt über der mittleren Leistung von {} kW.",
                de(*base_kw),
                de(*mean_kw)
            ),
            Self::MonthsDoNotAddUp { months_kwh, annual_kwh } => format!(
                "Die Monate ergeben {} kWh, die Jahresenergie ist {} kWh.",
                de(*months_kwh),
                de(*annual_kwh)
            ),
            Self::MonthOutOfRange { month, given_kwh, min_kwh, max_kwh } => format!(
                "Monat {month}: {} kWh sind mit Grundlast und Spitze nicht möglich ({} bis {} kWh).",
                de(*given_kwh),
                de(*min_kwh),
                de(*max_kwh)
            ),
            Self::PeakInNoMonth { peak_kw, max_kw } => format!(
                "Kein Monat hat genug Energie für eine Stunde mit {} kW; möglich sind {} kW.",
                de(*peak_kw),
                de(*max_kw)
            ),
            Self::BaseInNoMonth { base_kw, min_kw } => format!(
                "Jeder Monat hat zu viel Energie für eine Stunde mit {} kW; möglich sind {} kW.",
                de(*base_kw),
                de(*min_kw)
            ),
            Self::WeekendRatioOutOfRange { given, min, max } => format!(
                "Wochenende zu Werktag {} ist mit den übrigen Angaben nicht möglich ({} bis {}).",
                de(*given),
                de(*min),
                de(*max)
            ),
            Self::NightRatioOutOfRange { given, min, max } => format!(
                "Nacht zu Tag {} ist mit den übrigen Angaben nicht möglich ({} bis {}).",
                de(*given),
                de(*min),
                de(*max)
            ),
            Self::NotTogether { missed_by } => format!(
                "Jede Angabe ist für sich möglich, alle zusammen nicht; es fehlen {} %.",
                de(missed_by * 100.0)
            ),
        }
    }

    /// The contradiction in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::PeakBelowMean { peak_kw, mean_kw } => {
                format!("The peak of {} kW is below the mean power of {} kW.", en(*peak_kw), en(*mean_kw))
            }
            Self::BaseAboveMean { base_kw, mean_kw } => {
                format!(
                    "The base load of {} kW is above the mean power of {} kW.",
                    en(*base_kw),
                    en(*mean_kw)
                )
            }
            Self::MonthsDoNotAddUp { months_kwh, annual_kwh } => format!(
                "The months add up to {} kWh, the annual energy is {} kWh.",
                en(*months_kwh),
                en(*annual_kwh)
            ),
            Self::MonthOutOfRange { month, given_kwh, min_kwh, max_kwh } => format!(
                "Month {month}: {} kWh are impossible with this base load and peak ({} to {} kWh).",
                en(*given_kwh),
                en(*min_kwh),
                en(*max_kwh)
            ),
            Self::PeakInNoMonth { peak_kw, max_kw } => format!(
                "No month has enough energy for one hour at {} kW; {} kW are possible.",
                en(*peak_kw),
                en(*max_kw)
            ),
            Self::BaseInNoMonth { base_kw, min_kw } => format!(
                "Every month has too much energy for one hour at {} kW; {} kW are possible.",
                en(*base_kw),
                en(*min_kw)
            ),
            Self::WeekendRatioOutOfRange { given, min, max } => format!(
                "Weekend to workday {} is impossible with the other figures ({} to {}).",
                en(*given),
                en(*min),
                en(*max)
            ),
            Self::NightRatioOutOfRange { given, min, max } => format!(
                "Night to day {} is impossible with the other figures ({} to {}).",
                en(*given),
                en(*min),
                en(*max)
            ),
            Self::NotTogether { missed_by } => format!(
                "Each figure is possible by itself, but not all of them together; {} % are missing.",
                en(missed_by * 100.0)
            ),
        }
    }
}

/// A number with a decimal point and at most three decimals.
fn en(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with a decimal comma and at most three decimals.
fn de(value: f64) -> String {
    en(value).replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_both_figures_in_the_form_of_their_language() {
        let contradiction = Contradiction::PeakBelowMean { peak_kw: 1.5, mean_kw: 200.0 };
        assert_eq!(
            contradiction.message_de(),
            "Die Spitze von 1,5 kW liegt unter der mittleren Leistung von 200 kW."
        );
        assert_eq!(contradiction.message_en(), "The peak of 1.5 kW is below the mean power of 200 kW.");
        let code = serde_json::to_value(&contradiction).unwrap();
        assert_eq!(code["peak-below-mean"]["mean_kw"], 200.0);
    }
}
