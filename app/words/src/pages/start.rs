//! Texts of `pages/start`.

use crate::{Text, text};

pub const PLAN_LOAD_PROFILES: Text = text("Lastgänge planen", "Plan load profiles");
pub const EVERY_HOUR_OF_THE_YEAR: Text = text("Jede Stunde des Jahres", "Every hour of the year");
pub const HEAT_COLD_ELECTRICITY_AND_E_MOBILITY: Text = text(
    "Wärme, Kälte, Strom und E-Mobilität als stündliche Lastgänge, Jahresdauerlinie und Rasterdiagramm – neu berechnet, während Sie tippen.",
    "Heat, cold, electricity and e-mobility as hourly load profiles, duration curve and carpet plot – recalculated while you type.",
);
pub const EXPLAINABLE: Text = text("Nachvollziehbar", "Explainable");
pub const EVERY_FIGURE_SHOWS_ITS_FORMULA: Text = text(
    "Jede Kennzahl zeigt Formel, Eingaben und Quelle. Gleiche Eingaben ergeben dieselben Zahlen.",
    "Every figure shows its formula, inputs and source. Equal inputs give the same numbers.",
);
pub const WORK_AS_IN_A_SPREADSHEET: Text = text("Arbeiten wie in der Tabelle", "Work as in a spreadsheet");
pub const PASTE_FROM_EXCEL_FILL_DOWN: Text = text(
    "Einfügen aus Excel, Ausfüllen, Rückgängig – 500 Gebäude in einem Schritt.",
    "Paste from Excel, fill down, undo – 500 buildings in one go.",
);
pub const STORED_ENCRYPTED: Text = text("Verschlüsselt gespeichert", "Stored encrypted");
pub const ONE_PROGRAM_ON_YOUR_OWN: Text = text(
    "Ein Programm auf Ihrem eigenen Server, TLS 1.3, jedes Projekt mit eigenem Schlüssel.",
    "One program on your own server, TLS 1.3, every project with a key of its own.",
);
pub const SEE_THE_EXAMPLE: Text = text("Beispiel ansehen", "See the example");
pub const LOAD_PROFILES_FOR_BUILDINGS: Text =
    text("Lastgänge für Gebäude und Quartiere", "Load profiles for buildings and districts");
pub const THE_PLANNING_TOOL_FOR_MUNICIPAL: Text = text(
    "Das Planungswerkzeug für Stadtwerke, Ingenieurbüros und Betreiber kritischer Anlagen.",
    "The planning tool for municipal utilities, engineering offices and operators of critical infrastructure.",
);
pub const SIGN_IN: Text = text("Anmelden", "Sign in");
