//! Colours as meanings, and what they look like in a light and in a dark theme.

use engine::demand::DemandKind;

/// A colour by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paint {
    /// A kind of energy demand.
    Energy(DemandKind),
    /// The sum of all kinds.
    Total,
    /// Lines that help the eye.
    Grid,
    /// The base line of an axis.
    Axis,
    /// Text that matters.
    Text,
    /// Text beside it.
    TextMuted,
    /// What is selected or marked.
    Accent,
    /// The ground of the chart.
    Surface,
    /// The quiet ground of the overview strip.
    Sunken,
}

/// Paints besides the energies, in the order of their codes.
const PLAIN: [Paint; 8] = [
    Paint::Total,
    Paint::Grid,
    Paint::Axis,
    Paint::Text,
    Paint::TextMuted,
    Paint::Accent,
    Paint::Surface,
    Paint::Sunken,
];

impl Paint {
    /// The end of the class names `chart-fill-…` and `chart-stroke-…`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Energy(kind) => kind.key(),
            Self::Total => "total",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Text => "text",
            Self::TextMuted => "text-muted",
            Self::Accent => "accent",
            Self::Surface => "surface",
            Self::Sunken => "sunken",
        }
    }

    /// The reserved colour that stands for this paint while plotters draws.
    pub(crate) fn to_code(self) -> (u8, u8, u8) {
        match self {
            Self::Energy(kind) => (1, kind.index() as u8, 0),
            plain => (2, PLAIN.iter().position(|paint| *paint == plain).unwrap_or(0) as u8, 0),
        }
    }

    pub(crate) fn from_code((group, index, _): (u8, u8, u8)) -> Self {
        let index = usize::from(index);
        match group {
            1 => DemandKind::ALL.get(index).copied().map_or(Self::Total, Self::Energy),
            _ => PLAIN.get(index).copied().unwrap_or(Self::Total),
        }
    }
}

/// Concrete colours for files; pages take theirs from the style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    energy: [&'static str; 7],
    plain: [&'static str; 8],
}

impl Theme {
    /// The light theme, the same colours as `style/tokens.css`.
    pub const LIGHT: Self = Self {
        energy: ["#e2511d", "#eda039", "#881e4b", "#3d9cd3", "#1a3983", "#f1d64c", "#1e8e5c"],
        plain: ["#191f23", "#e0e5e6", "#868f93", "#191f23", "#4e575c", "#01858a", "#ffffff", "#f3f6f8"],
    };

    /// The dark theme.
    pub const DARK: Self = Self {
        energy: ["#f26e3d", "#f3ae51", "#b23f6b", "#66beef", "#3a62bc", "#f5e05d", "#2ea66d"],
        plain: ["#e6eaec", "#242a2e", "#646d73", "#e6eaec", "#a8afb3", "#39abac", "#13181b", "#101416"],
    };

    /// The colour as `#rrggbb`.
    #[must_use]
    pub fn color(&self, paint: Paint) -> &'static str {
        match paint {
            Paint::Energy(kind) => self.energy[kind.index()],
            plain => self.plain[PLAIN.iter().position(|paint| *paint == plain).unwrap_or(0)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paint_comes_back_from_its_code() {
        for paint in PLAIN.into_iter().chain(DemandKind::ALL.map(Paint::Energy)) {
            assert_eq!(Paint::from_code(paint.to_code()), paint);
        }
    }
}
