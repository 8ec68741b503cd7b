//! What the cells of a row show, as data and as HTML.
//!
//! The table has a thousand cells and more: as views of the framework each would cost its own subscriptions.
//! So a row is data, drawn by the server as HTML and kept up to date in the browser by
//! [`surface`](super::surface), which touches only cells that have changed.

use std::fmt::Write;

use chart::format::format_number;
use engine::building::{Building, BuildingId};
use engine::demand::DemandKind;
use engine::district::{District, Reason};
use litemap::LiteMap;
use words::Language;

use super::cell::cell_view;
use super::column::Column;
use super::head::cell_class;
use super::plausibility::doubt;
use super::selection::{Position, Selection};
use crate::api::profile::ProfileCard;
use crate::workspace::messages;
use crate::workspace::store::CellDraft;
use crate::workspace::unknown::is_cell_known;

/// What the calculation has to say about cells.
pub type Problems = LiteMap<(BuildingId, Column), String>;

/// Cells with text that could not be understood.
pub type Drafts = LiteMap<(BuildingId, Column), CellDraft>;

/// Everything but the building that decides what a cell shows.
pub struct Context<'a> {
    /// Columns shown.
    pub columns: &'a [Column],
    /// Load profiles of the project.
    pub profiles: &'a [ProfileCard],
    /// Cells with text that could not be understood.
    pub drafts: &'a Drafts,
    /// What the calculation has to say.
    pub problems: &'a Problems,
    /// The calculated plan, once there is one.
    pub district: Option<&'a District>,
    /// Language of the page.
    pub locale: Language,
}

/// Calculated peak of each kind by its index, kW.
pub type Peaks = [Option<f64>; 7];

impl Context<'_> {
    /// The calculated peaks of a building.
    #[must_use]
    pub fn peaks(&self, building: BuildingId) -> Peaks {
        let mut peaks = Peaks::default();
        if let Some(loads) = self.district.and_then(|district| district.building(building)) {
            for (kind, load) in loads.loads.iter() {
                peaks[kind.index()] = Some(load.peak_kw);
            }
        }
        peaks
    }
}

/// A cell ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellShown {
    /// What is written.
    pub text: String,
    /// What is said on hover: what is wrong, or where a default comes from.
    pub title: Option<String>,
    /// Whether the value is not the user's own.
    pub is_default: bool,
    /// Whether the value has been calculated.
    pub is_calculated: bool,
    /// Whether something is wrong with it.
    pub is_wrong: bool,
    /// Whether it deserves a second look: `unusual` or `implausible`.
    pub doubt: Option<&'static str>,
}

/// How a cell takes part in the selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It is the cell that keys go to.
    pub is_active: bool,
    /// The table has the keyboard.
    pub is_focused: bool,
    /// It is selected.
    pub is_selected: bool,
    /// It is tinted as part of a range.
    pub is_tinted: bool,
    /// It carries the handle that fills the cells below.
    pub is_corner: bool,
}

impl Marks {
    /// The marks of a cell.
    #[must_use]
    pub fn of(selection: &Selection, has_keyboard: bool, position: Position) -> Self {
        let is_selected = selection.contains(position);
        let is_active = selection.active == position;
        Self {
            is_active,
            is_focused: is_active && has_keyboard,
            is_selected,
            is_tinted: is_selected && selection.is_range(),
            is_corner: is_selected && selection.corner() == position,
        }
    }
}

/// The cells of a building.
#[must_use]
pub fn cells_of(building: &Building, peaks: &Peaks, context: &Context<'_>) -> Vec<CellShown> {
    let cell = |column: &Column| {
        let shown = cell_view(building, *column, context.profiles, context.locale);
        let key = (building.id, *column);
        if let Some(draft) = context.drafts.get(&key) {
            return CellShown {
                text: draft.text.clone(),
                title: Some(draft.error.clone()),
                is_wrong: true,
                ..CellShown::default()
            };
        }
        // What follows from a text that was not understood is not known either.
        if matches!(column, Column::Annual(_) | Column::Specific(_))
            && (shown.is_default || context.drafts.contains_key(&(building.id, sibling(*column))))
            && !is_cell_known(building, *column, context.drafts)
        {
            return CellShown::default();
        }
        let problem = context.problems.get(&key);
        if let (Column::Peak(kind), true, None) = (*column, shown.text.is_empty(), problem)
            && let Some(peak_kw) = peaks[kind.index()]
        {
            return calculated_peak(peak_kw, context.locale);
        }
        let doubt = doubt(building, *column, context.profiles, context.locale);
        let word = doubt.as_ref().filter(|_| problem.is_none());
        let word = word.map(|doubt| if doubt.is_implausible { "implausible" } else { "unusual" });
        CellShown {
            text: shown.text,
            title: problem.cloned().or(doubt.map(|doubt| doubt.reason)).or(shown.source),
            is_default: shown.is_default,
            is_calculated: false,
            is_wrong: problem.is_some(),
            doubt: word,
        }
    };
    context.columns.iter().map(cell).collect()
}

/// The other form of an energy.
const fn sibling(column: Column) -> Column {
    match column {
        Column::Annual(kind) => Column::Specific(kind),
        Column::Specific(kind) => Column::Annual(kind),
        other => other,
    }
}

/// A peak that nobody has entered.
fn calculated_peak(peak_kw: f64, locale: Language) -> CellShown {
    let decimals = if peak_kw < 100.0 { 1 } else { 0 };
    let title = words::workspace::grid::CALCULATED_THE_HIGHEST_HOUR;
    CellShown {
        text: format_number(peak_kw, decimals, locale),
        title: Some(locale.text(title).to_owned()),
        is_calculated: true,
        ..CellShown::default()
    }
}

/// The words of a cell's `data-state`.
#[must_use]
pub fn state_of(cell: &CellShown, marks: Marks) -> String {
    let states = [
        (marks.is_active, "active"),
        (marks.is_focused, "focused"),
        (marks.is_tinted, "selected"),
        (marks.is_corner, "corner"),
        (cell.is_default, "default"),
        (cell.is_calculated, "derived"),
        (cell.is_wrong, "error"),
        (cell.doubt.is_some(), cell.doubt.unwrap_or_default()),
    ];
    let mut words = String::new();
    for (_, word) in states.into_iter().filter(|(holds, _)| *holds) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// A row as HTML; what users typed is escaped.
#[must_use]
pub fn row_html(
    row: usize,
    cells: &[CellShown],
    columns: &[Column],
    selection: &Selection,
    has_keyboard: bool,
) -> String {
    let mut html = String::with_capacity(200 * (cells.len() + 2));
    let chosen = if selection.rows().contains(&row) { " data-state=\"row-selected\"" } else { "" };
    let (number, aria_row) = (row + 1, row + 3);
    // Writing into a string cannot fail.
    let _ = write!(
        html,
        "<div class=\"grid__row\" role=\"row\" aria-rowindex=\"{aria_row}\" data-row=\"{row}\">\
         <div class=\"grid__cell grid__cell--index grid__handle\" role=\"rowheader\"{chosen}>{number}</div>"
    );
    for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
        let marks = Marks::of(selection, has_keyboard, Position { row, column: index });
        let _ = write!(
            html,
            "<div class=\"{}\" role=\"gridcell\" id=\"cell-{row}-{index}\" aria-colindex=\"{}\" \
             aria-selected=\"{}\" data-column=\"{index}\"",
            cell_class(*column),
            index + 2,
            marks.is_selected,
        );
        let state = state_of(cell, marks);
        if !state.is_empty() {
            let _ = write!(html, " data-state=\"{state}\"");
        }
        if cell.is_wrong {
            html.push_str(" aria-invalid=\"true\"");
        }
        if let Some(title) = &cell.title {
            html.push_str(" title=\"");
            escape_into(&mut html, title);
            html.push('"');
        }
        html.push('>');
        escape_into(&mut html, &cell.text);
        html.push_str("</div>");
    }
    html.push_str("<div class=\"grid__cell grid__cell--fill\" role=\"presentation\"></div></div>");
    html
}

/// Adds a text so that it is a text in HTML, between tags and in quotes.
pub(super) fn escape_into(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

/// What a calculation has to say, by cell.
#[must_use]
pub fn problems_of(district: &District, locale: Language) -> Problems {
    let mut problems = Problems::new();
    for problem in &district.problems {
        let place = place_of(&problem.reason, problem.kind);
        problems.entry((problem.building, place)).or_insert_with(|| messages::problem(problem, locale));
    }
    problems
}

fn place_of(reason: &Reason, kind: DemandKind) -> Column {
    match reason {
        Reason::AreaMissing => Column::Specific(kind),
        Reason::PeakOutOfRange { .. } => Column::Peak(kind),
        Reason::ProfileMissing | Reason::ProfileEmpty => Column::Profile(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::building_type::BuildingType;
    use uuid::Uuid;

    fn position(row: usize, column: usize) -> Position {
        Position { row, column }
    }

    #[test]
    fn what_was_typed_never_becomes_markup() {
        let name = "<img src=x onerror=\"alert('1')\"> & Co";
        let building = Building::new(BuildingId(Uuid::from_u128(1)), name, BuildingType::Other);
        let columns = Column::all(&[]);
        let drafts = Drafts::from_iter([(
            (building.id, Column::Area),
            CellDraft { text: "</div><script>".to_owned(), error: "\" onmouseover=\"x".to_owned() },
        )]);
        let context = Context {
            columns: &columns,
            profiles: &[],
            drafts: &drafts,
            problems: &Problems::new(),
            district: None,
            locale: Language::De,
        };
        let html = row_html(
            0,
            &cells_of(&building, &Peaks::default(), &context),
            &columns,
            &Selection::default(),
            false,
        );
        assert!(!html.contains("<img") && !html.contains("<script") && !html.contains("\" onmouseover"));
        assert!(html.contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; Co"));
        assert!(html.contains("title=\"&quot; onmouseover=&quot;x\""));
        assert!(html.contains("aria-invalid=\"true\""));
    }

    #[test]
    fn only_a_range_is_tinted_and_only_one_cell_is_active() {
        let one = Selection::cell(position(1, 1));
        let marks = Marks::of(&one, false, position(1, 1));
        assert!(marks.is_active && !marks.is_focused && marks.is_selected && !marks.is_tinted);
        let range = Selection::range(position(1, 1), position(0, 0));
        let marks = Marks::of(&range, true, position(0, 1));
        assert!(!marks.is_active && marks.is_selected && marks.is_tinted);
        assert_eq!(Marks::of(&range, true, position(2, 1)), Marks::default());
        assert!(Marks::of(&range, true, position(1, 1)).is_corner);
    }

    #[test]
    fn beside_a_text_that_was_not_understood_stands_no_default() {
        let mut building = Building::new(BuildingId(Uuid::from_u128(1)), "A", BuildingType::Office);
        building.reference_area_m2 = Some(100.0);
        let kind = DemandKind::Electricity;
        let columns = [Column::Annual(kind), Column::Specific(kind)];
        let draft = CellDraft { text: "viel".to_owned(), error: String::new() };
        let drafts = Drafts::from_iter([((building.id, Column::Annual(kind)), draft)]);
        let texts = |drafts: &Drafts| {
            let context = Context {
                columns: &columns,
                profiles: &[],
                drafts,
                problems: &Problems::new(),
                district: None,
                locale: Language::De,
            };
            let cells = cells_of(&building, &Peaks::default(), &context);
            cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>()
        };
        assert!(texts(&Drafts::new()).iter().all(|text| !text.is_empty()));
        assert_eq!(texts(&drafts), ["viel", ""]);
    }

    #[test]
    fn a_peak_is_calculated_where_none_was_entered() {
        let mut building = Building::new(BuildingId(Uuid::from_u128(1)), "A", BuildingType::Office);
        let columns = [Column::Peak(DemandKind::Electricity)];
        let (drafts, problems) = (Drafts::new(), Problems::new());
        let context = Context {
            columns: &columns,
            profiles: &[],
            drafts: &drafts,
            problems: &problems,
            district: None,
            locale: Language::De,
        };
        let mut peaks = Peaks::default();
        peaks[DemandKind::Electricity.index()] = Some(12.34);
        let shown = cells_of(&building, &peaks, &context);
        assert_eq!((shown[0].text.as_str(), shown[0].is_calculated), ("12,3", true));
        building.demands.insert(
            DemandKind::Electricity,
            engine::demand::Demand { peak_kw: Some(20.0), ..Default::default() },
        );
        let shown = cells_of(&building, &peaks, &context);
        assert_eq!((shown[0].text.as_str(), shown[0].is_calculated), ("20", false));
    }

    #[test]
    fn states_are_words_in_a_fixed_order() {
        let cell = CellShown { is_default: true, is_wrong: true, ..CellShown::default() };
        let marks =
            Marks { is_active: true, is_focused: true, is_selected: true, is_tinted: true, is_corner: true };
        assert_eq!(state_of(&cell, marks), "active focused selected corner default error");
        assert_eq!(state_of(&CellShown::default(), Marks::default()), "");
    }
}
