//! Texts of `workspace`.

pub mod charts_pane;
pub mod dialog;
pub mod divider;
pub mod explanation;
pub mod figures;
pub mod grid;
pub mod library;
pub mod live;
pub mod messages;
pub mod parameters;
pub mod plain;
pub mod profile_choices;
pub mod profile_name;
pub mod scope;
pub mod simultaneity;
pub mod site_panel;
pub mod store;

use crate::{Text, text};

pub const YOU_CAN_LOOK: Text = text(
    "Ansehen geht so, ändern nicht: Die Tabelle braucht JavaScript und WebAssembly. Alle anderen Seiten kommen ohne beides aus.",
    "You can look at this but not change it: the table needs JavaScript and WebAssembly. All other pages do without both.",
);
pub const DEMANDS: Text = text("Bedarfe", "Demands");
pub const CHARTS: Text = text("Diagramme", "Charts");
pub const SITE: Text = text("Standort", "Site");
pub const VIEW: Text = text("Ansicht", "View");
pub const YOU_CAN_LOOK_AT_THIS_PROJECT: Text = text(
    "Sie können dieses Projekt ansehen, aber nicht ändern.",
    "You can look at this project but not change it.",
);
pub const SAVED: Text = text("Gespeichert", "Saved");
pub const SAVING_DOTS: Text = text("Speichert …", "Saving …");
pub const OFFLINE_WILL_BE_SENT: Text = text("Offline – wird nachgeholt", "Offline – will be sent");
pub const SESSION_ENDED: Text = text("Sitzung abgelaufen", "Session ended");
pub const SHOW: Text = text("Zeigen", "Show");
