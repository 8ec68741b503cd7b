//! Texts of `workspace/grid`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const FOLLOWS_FROM_THE_OTHER_VALUE: Text = text(
    "Folgt aus dem anderen Wert und der Bezugsfläche",
    "Follows from the other value and the reference area",
);
pub const FROM_THE_SYNTHETIC_LOAD_PROFILE: Text =
    text("Aus dem synthetischen Lastgang", "From the synthetic load profile");
pub const FROM_THE_METERED_LOAD_PROFILE: Text =
    text("Aus dem gemessenen Lastgang", "From the metered load profile");
pub const THE_NAME_MUST_NOT: Text = text("Der Name darf nicht leer sein.", "The name must not be empty.");
pub const THE_TEXT_CONTAINS_CONTROL_CHARACTERS: Text =
    text("Der Text enthält Steuerzeichen.", "The text contains control characters.");
pub const BUILDING: Text = text("Gebäude", "Building");
pub const ROW: Text = text("Zeile", "Row");
pub const USE: Text = text("Nutzung", "Use");
pub const REFERENCE_AREA: Text = text("Bezugsfläche", "Reference area");
pub const ANNUAL_ENERGY: Text = text("Jahresenergie", "Annual energy");
pub const SPECIFIC: Text = text("spezifisch", "specific");
pub const PEAK: Text = text("Spitze", "Peak");
pub const PROFILE: Text = text("Profil", "Profile");
pub const SPACE_HEATING: Text = text("Raumwärme", "Space heating");
pub const HOT_WATER: Text = text("Trinkwarmwasser", "Hot water");
pub const PROCESS_HEAT: Text = text("Prozesswärme", "Process heat");
pub const SPACE_COOLING: Text = text("Raumkälte", "Space cooling");
pub const PROCESS_COOLING: Text = text("Prozesskälte", "Process cooling");
pub const ELECTRICITY: Text = text("Strom", "Electricity");
pub const E_MOBILITY: Text = text("E-Mobilität", "E-mobility");
pub const COPY: Text = text(" (Kopie)", " (copy)");
pub const EDIT: Text = text("bearbeiten", "edit");
pub const NUMBER: Text = text("Nummer", "Number");
pub const TYPE: Text = text("Tippen", "Type");
pub const REPLACES_THE_CONTENT_ARROW_KEYS: Text =
    text("ersetzt den Inhalt; Pfeiltasten übernehmen", "replaces the content; arrow keys accept");
pub const F2: Text = text("F2", "F2");
pub const EDITS_THE_CONTENT_ARROW_KEYS: Text = text(
    "bearbeitet den Inhalt; Pfeiltasten bewegen im Text",
    "edits the content; arrow keys move in the text",
);
pub const ENTER_TAB: Text = text("Enter, Tab", "Enter, Tab");
pub const ACCEPTS_AND_GOES: Text =
    text("übernimmt und geht weiter, mit Umschalt zurück", "accepts and goes on, with Shift back");
pub const ESCAPE: Text = text("Escape", "Escape");
pub const DISCARDS_AFTER_THAT_TAB_LEAVES: Text =
    text("verwirft; danach verlässt Tab die Tabelle", "discards; after that Tab leaves the table");
pub const F6: Text = text("F6", "F6");
pub const MOVES_BETWEEN_TABLE_CHART: Text =
    text("wechselt zwischen Tabelle, Diagramm und Kennzahlen", "moves between table, chart and key figures");
pub const SHIFT_ARROWS: Text = text("Umschalt+Pfeile", "Shift+arrows");
pub const EXTENDS_THE_SELECTION: Text = text("erweitert die Auswahl", "extends the selection");
pub const CTRL_ARROWS: Text = text("Strg+Pfeile", "Ctrl+arrows");
pub const JUMPS_TO_THE_BORDER: Text = text("springt an den Rand", "jumps to the border");
pub const CTRL_A: Text = text("Strg+A", "Ctrl+A");
pub const SELECTS_EVERYTHING: Text = text("wählt alles", "selects everything");
pub const CTRL_C_CTRL_V: Text = text("Strg+C, Strg+V", "Ctrl+C, Ctrl+V");
pub const COPIES_AND_PASTES_FROM_EXCEL: Text =
    text("kopiert und fügt ein, auch aus Excel", "copies and pastes, from Excel too");
pub const CTRL_D: Text = text("Strg+D", "Ctrl+D");
pub const FILLS_THE_SELECTION_DOWN: Text =
    text("füllt die Auswahl nach unten aus", "fills the selection down");
pub const DEL: Text = text("Entf", "Del");
pub const CLEARS_THE_CONTENT: Text = text("löscht den Inhalt", "clears the content");
pub const CTRL_Z_CTRL_Y: Text = text("Strg+Z, Strg+Y", "Ctrl+Z, Ctrl+Y");
pub const UNDOES_AND_REDOES: Text = text("macht rückgängig und wiederholt", "undoes and redoes");
pub const CTRL: Text = text("Strg++", "Ctrl++");
pub const INSERTS_A_ROW: Text = text("fügt eine Zeile ein", "inserts a row");
pub const CTRL_SHIFT_D: Text = text("Strg+Umschalt+D", "Ctrl+Shift+D");
pub const DUPLICATES_ROWS: Text = text("dupliziert Zeilen", "duplicates rows");
pub const ALT_SHIFT_UP_DOWN: Text = text("Alt+Umschalt+↑, ↓", "Alt+Shift+↑, ↓");
pub const ALT_DOWN: Text = text("Alt+↓", "Alt+↓");
pub const OPENS_THE_LIST: Text = text("öffnet die Liste der Zelle", "opens the list of the cell");
pub const MOVES_ROWS: Text = text("verschiebt Zeilen", "moves rows");
pub const SHIFT_F10: Text = text("Umschalt+F10", "Shift+F10");
pub const OPENS_THE_MENU: Text = text("öffnet das Menü der Zelle", "opens the menu of the cell");
pub const KEYBOARD_SHORTCUTS: Text = text("Tastenkürzel", "Keyboard shortcuts");
pub const CLOSE: Text = text("Schließen", "Close");
pub const ROW_BELOW: Text = text("Zeile darunter", "Row below");
pub const DUPLICATE_ROWS: Text = text("Zeilen duplizieren", "Duplicate rows");
pub const MOVE_UP: Text = text("Nach oben", "Move up");
pub const ALT_SHIFT_UP: Text = text("Alt+Umschalt+↑", "Alt+Shift+↑");
pub const MOVE_DOWN: Text = text("Nach unten", "Move down");
pub const ALT_SHIFT_DOWN: Text = text("Alt+Umschalt+↓", "Alt+Shift+↓");
pub const REMOVE_ROWS: Text = text("Zeilen entfernen", "Remove rows");
pub const CTRL_DEL: Text = text("Strg+Entf", "Ctrl+Del");
pub const EDIT_CELL: Text = text("Zelle bearbeiten", "Edit cell");
pub const FILL_DOWN: Text = text("Nach unten ausfüllen", "Fill down");
pub const CLEAR_CONTENTS: Text = text("Inhalt löschen", "Clear contents");
pub const CHOOSE_OR_UPLOAD_A_LOAD_DOTS: Text =
    text("Lastgang wählen oder hochladen …", "Choose or upload a load profile …");
pub const TEXT: Text = text("", "");
pub const ACTIONS: Text = text("Aktionen", "Actions");
pub const CALCULATED_THE_HIGHEST_HOUR: Text =
    text("Berechnet: die größte Stunde dieses Bedarfs", "Calculated: the highest hour of this demand");
pub const TYPE_TO_REPLACE_F2_EDITS: Text = text(
    "Tippen ersetzt · F2 bearbeitet · Strg+D füllt aus · Strg+Z nimmt zurück · Esc, dann Tab verlässt die Tabelle",
    "Type to replace · F2 edits · Ctrl+D fills down · Ctrl+Z undoes · Esc, then Tab leaves the table",
);
pub const COUNT: Text = text("Anzahl ", "Count ");
pub const MEAN: Text = text("Mittel ", "Mean ");
pub const SUM: Text = text("Summe ", "Sum ");
pub const DEMANDS: Text = text("Bedarfe", "Demands");
pub const DEMAND_TABLE: Text = text("Bedarfstabelle", "Demand table");
pub const NO_BUILDING_YET: Text = text("Noch kein Gebäude", "No building yet");
pub const PASTE_ROWS_FROM_EXCEL: Text = text(
    "Fügen Sie Zeilen aus Excel oder LibreOffice ein (Strg+V) oder legen Sie das erste Gebäude an.",
    "Paste rows from Excel or LibreOffice (Ctrl+V) or add the first building.",
);
pub const ADD_A_BUILDING: Text = text("Gebäude anlegen", "Add a building");
pub const TOTAL: Text = text("Summe", "Total");
pub const EDIT_TABLE: Text = text("Tabelle bearbeiten", "Edit table");
pub const UNDO_CTRL_Z: Text = text("Rückgängig (Strg+Z)", "Undo (Ctrl+Z)");
pub const REDO_CTRL_Y: Text = text("Wiederholen (Strg+Y)", "Redo (Ctrl+Y)");
pub const DUPLICATE_ROWS_CTRL_SHIFT_D: Text =
    text("Zeilen duplizieren (Strg+Umschalt+D)", "Duplicate rows (Ctrl+Shift+D)");
pub const MOVE_ROWS_UP_ALT: Text = text("Zeilen nach oben (Alt+Umschalt+↑)", "Move rows up (Alt+Shift+↑)");
pub const MOVE_ROWS_DOWN_ALT: Text =
    text("Zeilen nach unten (Alt+Umschalt+↓)", "Move rows down (Alt+Shift+↓)");
pub const REMOVE_ROWS_CTRL_DEL: Text = text("Zeilen entfernen (Strg+Entf)", "Remove rows (Ctrl+Del)");
pub const LOAD_PROFILES_DOTS: Text = text("Lastgänge …", "Load profiles …");
pub const KINDS_OF_DEMAND: Text = text("Bedarfsarten", "Demand types");

pub const LEFT_OUT_OF_SUMS: Text = text(
    "Was nicht verstanden wurde, fehlt in Summen, Kennzahlen und Diagrammen.",
    "What was not understood is missing in sums, key figures and charts.",
);

#[must_use]
pub fn cells_not_understood(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::De, 1) => "1 Zelle nicht verstanden".to_owned(),
        (Language::De, _) => format!("{count} Zellen nicht verstanden"),
        (Language::En, 1) => "1 cell not understood".to_owned(),
        (Language::En, _) => format!("{count} cells not understood"),
    }
}

#[must_use]
pub fn heads_and_sums_left_out(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::De, 1) => "1 Kopf- oder Summenzeile ausgelassen".to_owned(),
        (Language::De, _) => format!("{count} Kopf- oder Summenzeilen ausgelassen"),
        (Language::En, 1) => "1 row of headings or sums left out".to_owned(),
        (Language::En, _) => format!("{count} rows of headings or sums left out"),
    }
}

#[must_use]
pub fn default_for(language: Language, name: &dyn Display) -> String {
    match language {
        Language::De => format!("Vorgabe für „{name}“"),
        Language::En => format!("Default for “{name}”"),
    }
}

#[must_use]
pub fn is_not_a_number(language: Language, typed: &dyn Display) -> String {
    match language {
        Language::De => format!("„{typed}“ ist keine Zahl."),
        Language::En => format!("“{typed}” is not a number."),
    }
}

#[must_use]
pub fn is_not_known_choose(language: Language, typed: &dyn Display) -> String {
    match language {
        Language::De => format!("„{typed}“ ist nicht bekannt. Wählen Sie aus der Liste."),
        Language::En => format!("“{typed}” is not known. Choose from the list."),
    }
}

#[must_use]
pub fn is_not_between(
    language: Language,
    value: &dyn Display,
    min: &dyn Display,
    max: &dyn Display,
    unit: &dyn Display,
) -> String {
    match language {
        Language::De => format!("{value} liegt nicht zwischen {min} und {max}\u{a0}{unit}."),
        Language::En => format!("{value} is not between {min} and {max}\u{a0}{unit}."),
    }
}

#[must_use]
pub fn at_most_characters_are_possible(language: Language, max: &dyn Display) -> String {
    match language {
        Language::De => format!("Höchstens {max} Zeichen sind möglich."),
        Language::En => format!("At most {max} characters are possible."),
    }
}

#[must_use]
pub fn at_most_buildings_are_possible(language: Language, max: &dyn Display) -> String {
    match language {
        Language::De => format!("Höchstens {max} Gebäude sind möglich."),
        Language::En => format!("At most {max} buildings are possible."),
    }
}

#[must_use]
pub fn at_most_changes_at_once(language: Language, max: &dyn Display) -> String {
    match language {
        Language::De => format!("Höchstens {max} Änderungen auf einmal sind möglich."),
        Language::En => format!("At most {max} changes at once are possible."),
    }
}
