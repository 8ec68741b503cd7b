//! Texts of `pages/recovery_codes`.

use crate::{Text, text};

pub const RECOVERY_CODES: Text = text("Wiederherstellungscodes", "Recovery codes");
pub const PRINT_OR_WRITE_DOWN_THESE: Text = text(
    "Drucken oder notieren Sie diese Codes jetzt: Sie werden nie wieder gezeigt. Jeder gilt einmal anstelle des zweiten Faktors.",
    "Print or write down these codes now: they are never shown again. Each works once in place of the second factor.",
);
pub const I_HAVE_KEPT_THE_CODES: Text = text("Ich habe die Codes aufbewahrt", "I have kept the codes");
