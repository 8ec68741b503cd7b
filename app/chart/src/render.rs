//! Charts as SVG texts: for the first paint, for print, for files.

use engine::time::CivilDate;
use words::Language;

use crate::chart::{ChartKind, ChartOptions, build};
use crate::format::format_date;
use crate::model::LoadModel;
use crate::scene::{Anchor, Area, Item, LABEL_SIZE, Paint, PathData, Scene, Theme, Writer, text_width};
use crate::sentence::{sentence, synthetic_note};

/// Height of one line of the legend and gap between its entries, CSS pixels.
const LEGEND_LINE: f64 = 20.0;
const LEGEND_GAP: f64 = 18.0;
/// Margin around a file with title and source.
const MARGIN: f64 = 20.0;
/// Room for title and for source line in a file.
const HEAD: f64 = MARGIN + 46.0;
const FOOT: f64 = MARGIN + 20.0;

/// A chart as a picture without title: for the first paint, for print and for files.
///
/// `size` is width and height in CSS pixels; a legend is included if there are several series.
#[must_use]
pub fn svg(
    model: &LoadModel,
    kind: ChartKind,
    size: (f64, f64),
    theme: &Theme,
    language: Language,
) -> String {
    let options = ChartOptions::new(kind, size.0, size.1, language);
    let legend = legend(model, kind, size.0, language);
    let chart = build(model, ChartOptions { height: size.1 - legend.height, ..options });
    let mut writer = Writer::new(size.0, size.1, theme, kind.label(language), &sentence(model, &options));
    writer.items(&chart.scene.items);
    writer.scene_at(0.0, chart.scene.height, &legend);
    writer.finish()
}

/// A chart as a file: with ground, title, chart name, date and source line.
///
/// Without a date the same input always gives the same file.
#[must_use]
pub fn export_svg(
    model: &LoadModel,
    options: &ChartOptions,
    date: Option<CivilDate>,
    theme: &Theme,
) -> String {
    let language = options.language;
    let inner = inner_width(options);
    let legend = legend(model, options.kind, inner, language);
    let chart = build(model, ChartOptions { width: inner, ..*options });
    let height = HEAD + chart.scene.height + legend.height + FOOT;

    let mut frame = Scene::new(options.width, height);
    let ground = Area { width: options.width, height, ..Area::default() };
    frame.rect(ground, Paint::Surface, 1.0);
    frame.items.push(Item::Text {
        x: MARGIN,
        y: MARGIN + 14.0,
        anchor: Anchor::Start,
        paint: Paint::Text,
        size: 16.0,
        strong: true,
        text: model.title.clone(),
    });
    let date = date.map_or_else(String::new, |date| format!(" · {}", format_date(date, language)));
    let subtitle = format!("{} {}{date}", options.kind.label(language), model.year);
    frame.text(MARGIN, MARGIN + 33.0, Anchor::Start, Paint::TextMuted, subtitle);
    let base = height - MARGIN + 4.0;
    frame.text(MARGIN, base, Anchor::Start, Paint::TextMuted, model.source.clone());
    if model.is_synthetic() {
        let right = options.width - MARGIN;
        frame.text(right, MARGIN + 33.0, Anchor::End, Paint::TextMuted, synthetic_note(language));
    }

    let mut writer = Writer::new(options.width, height, theme, &model.title, &sentence(model, options));
    writer.items(&frame.items);
    writer.scene_at(MARGIN, HEAD, &chart.scene);
    writer.scene_at(MARGIN, HEAD + chart.scene.height, &legend);
    writer.finish()
}

/// Height of the file that [`export_svg`] makes, CSS pixels.
#[must_use]
pub fn export_height(model: &LoadModel, options: &ChartOptions) -> f64 {
    let legend = legend(model, options.kind, inner_width(options), options.language);
    HEAD + options.height.max(80.0) + legend.height + FOOT
}

fn inner_width(options: &ChartOptions) -> f64 {
    (options.width - 2.0 * MARGIN).max(80.0)
}

/// Path data of a small line through a year of values in a box of `width` by `height` CSS pixels.
///
/// Mean of each day or coarser; the base line is zero.
#[must_use]
pub fn sparkline_path(values_kw: &[f64], width: f64, height: f64) -> String {
    let mut path = PathData::default();
    let columns = (width / 1.5).clamp(1.0, 365.0) as usize;
    let columns = columns.min(values_kw.len());
    let edges: Vec<usize> = (0..=columns).map(|column| column * values_kw.len() / columns.max(1)).collect();
    let means = crate::decimate::bucket_means(values_kw, &edges);
    let high = means.iter().copied().fold(0.0, f64::max);
    for (column, mean) in means.iter().enumerate() {
        let x = column as f64 / (means.len().max(2) - 1) as f64 * width;
        let share = if high > 0.0 { mean / high } else { 0.0 };
        let y = height - 1.0 - share * (height - 2.0);
        if column == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path.finish()
}

/// Colour marks and names in as many lines as needed; nothing for one whole series and for the carpet plot.
fn legend(model: &LoadModel, kind: ChartKind, width: f64, language: Language) -> Scene {
    let mut scene = Scene::new(width, 0.0);
    let has_repairs = kind == ChartKind::LoadProfile && !model.repaired.is_empty();
    if (model.series.len() < 2 && !has_repairs) || kind == ChartKind::Carpet {
        return scene;
    }
    let series = model.series.iter().map(|series| (Paint::Energy(series.kind), series.label.as_str()));
    let repaired = (Paint::Accent, language.text(words::charts::VALUES_FILLED_IN));
    let (mut x, mut y) = (0.0, 8.0);
    for (paint, label) in series.chain(has_repairs.then_some(repaired)) {
        let entry = 16.0 + text_width(label, LABEL_SIZE);
        if x > 0.0 && x + entry > width {
            x = 0.0;
            y += LEGEND_LINE;
        }
        let mark = Area { x, y: y + 1.0, width: 10.0, height: 10.0 };
        scene.rect(mark, paint, 1.0);
        scene.text(x + 16.0, y + 10.0, Anchor::Start, Paint::TextMuted, label);
        x += entry + LEGEND_GAP;
    }
    scene.height = y + LEGEND_LINE;
    scene
}
