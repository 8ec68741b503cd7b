//! Texts of `pages/setup`.

use crate::{Text, text};

pub const CREATE_THE_FIRST_ACCOUNT: Text = text("Erstes Konto einrichten", "Create the first account");
pub const THIS_ACCOUNT_MANAGES_THE_SERVER: Text = text(
    "Dieses Konto verwaltet den Server und Ihre Organisation.",
    "This account manages the server and your organisation.",
);
pub const SETUP_KEY: Text = text("Einrichtungsschlüssel", "Setup key");
pub const THE_PART_OF_THE_SETUP: Text = text(
    "Der Teil des Einrichtungslinks hinter dem Zeichen #.",
    "The part of the setup link after the # sign.",
);
pub const YOUR_NAME: Text = text("Ihr Name", "Your name");
pub const CREATE_ACCOUNT: Text = text("Konto anlegen", "Create account");
pub const PASSWORD: Text = text("Passwort", "Password");
pub const AT_LEAST_15_CHARACTERS: Text = text(
    "Mindestens 15 Zeichen. Ein Satz aus mehreren Wörtern ist gut zu merken und schwer zu erraten.",
    "At least 15 characters. A sentence of several words is easy to remember and hard to guess.",
);
pub const VERY_EASY_TO_GUESS: Text = text("Sehr leicht zu erraten.", "Very easy to guess.");
pub const EASY_TO_GUESS: Text = text("Leicht zu erraten.", "Easy to guess.");
pub const CAN_BE_GUESSED_WITH_EFFORT: Text = text("Mit Aufwand zu erraten.", "Can be guessed with effort.");
pub const A_GOOD_PASSWORD: Text = text("Gutes Passwort.", "A good password.");
pub const A_VERY_GOOD_PASSWORD: Text = text("Sehr gutes Passwort.", "A very good password.");
pub const N_MORE_CHARACTERS: Text =
    text("Noch {n} Zeichen bis zur Mindestlänge.", "{n} more characters to the minimum.");
