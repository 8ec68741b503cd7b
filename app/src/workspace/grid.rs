//! The demand table: behaves like a spreadsheet.

mod cell;
mod choice;
mod clipboard;
mod column;
mod controller;
mod draft;
mod drag;
mod editor;
mod geometry;
mod head;
mod help;
mod keyboard;
mod menu;
mod plausibility;
mod print;
mod quantity;
mod row;
mod selection;
mod status;
mod surface;
mod table;
mod toolbar;

use engine::edit::Edit;

pub use cell::{limit_text, number, type_name};
pub use column::{Column, kind_name};
pub use geometry::FIRST_ROWS;
pub use menu::focus;
pub use row::Drafts;
pub use table::DemandTable;

/// Forgets the drafts of cells that an edit has given a value.
pub(super) fn forget_drafts(drafts: &mut Drafts, edit: &Edit) {
    if drafts.is_empty() {
        return;
    }
    match edit {
        Edit::Batch { edits } => edits.iter().for_each(|edit| forget_drafts(drafts, edit)),
        Edit::RemoveBuildings { buildings } => drafts.retain(|(id, _), _| !buildings.contains(id)),
        Edit::RenameBuilding { building, .. } => _ = drafts.remove(&(*building, Column::Name)),
        Edit::SetBuildingType { building, .. } => _ = drafts.remove(&(*building, Column::BuildingType)),
        Edit::SetReferenceArea { building, .. } => _ = drafts.remove(&(*building, Column::Area)),
        Edit::SetAnnualEnergy { building, kind, .. } => {
            drafts.remove(&(*building, Column::Annual(*kind)));
            drafts.remove(&(*building, Column::Specific(*kind)));
        }
        Edit::SetPeakLoad { building, kind, .. } => _ = drafts.remove(&(*building, Column::Peak(*kind))),
        Edit::SetProfile { building, kind, .. } => _ = drafts.remove(&(*building, Column::Profile(*kind))),
        _ => {}
    }
}
