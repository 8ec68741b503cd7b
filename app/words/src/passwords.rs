//! Texts of `passwords`.

use crate::{Text, text};

pub const THIS_IS_A_VARIANT: Text = text(
    "Das ist eine Abwandlung verbreiteter Wörter oder Tastenfolgen, wie sie zuerst probiert werden.",
    "This is a variant of common words or rows of keys, which are tried first.",
);
pub const THIS_PASSWORD_IS_IN: Text = text(
    "Dieses Passwort steht in einer Liste gestohlener Passwörter.",
    "This password is in a list of stolen passwords.",
);
pub const YOUR_NAME_YOUR_ADDRESS: Text = text(
    "Ihr Name, Ihre Adresse und der Name dieses Programms sind leicht zu erraten.",
    "Your name, your address and the name of this program are easy to guess.",
);
pub const ROWS_OF_KEYS_ARE_EASY: Text =
    text("Tastenreihen sind leicht zu erraten.", "Rows of keys are easy to guess.");
pub const SHORT_KEYBOARD_PATTERNS_ARE_EASY: Text =
    text("Kurze Tastaturmuster sind leicht zu erraten.", "Short keyboard patterns are easy to guess.");
pub const REPEATS_LIKE_AAA_ARE_EASY: Text =
    text("Wiederholungen wie „aaa“ sind leicht zu erraten.", "Repeats like “aaa” are easy to guess.");
pub const REPEATS_LIKE_ABCABC_ARE_HARDLY: Text = text(
    "Wiederholungen wie „abcabc“ sind kaum schwerer zu erraten als „abc“.",
    "Repeats like “abcabc” are hardly harder to guess than “abc”.",
);
pub const THIS_PASSWORD_IS_VERY_COMMON: Text =
    text("Dieses Passwort ist sehr verbreitet.", "This password is very common.");
pub const THIS_RESEMBLES_A_COMMON_PASSWORD: Text =
    text("Das ähnelt einem verbreiteten Passwort.", "This resembles a common password.");
pub const SEQUENCES_LIKE_ABC_OR_6543: Text = text(
    "Folgen wie „abc“ oder „6543“ sind leicht zu erraten.",
    "Sequences like “abc” or “6543” are easy to guess.",
);
pub const RECENT_YEARS_ARE_EASY: Text =
    text("Jahreszahlen sind leicht zu erraten.", "Recent years are easy to guess.");
pub const A_SINGLE_WORD_IS_EASY: Text =
    text("Ein einzelnes Wort ist leicht zu erraten.", "A single word is easy to guess.");
pub const DATES_ARE_OFTEN_EASY: Text =
    text("Datumsangaben sind oft leicht zu erraten.", "Dates are often easy to guess.");
pub const NAMES_ARE_EASY_TO_GUESS: Text = text("Namen sind leicht zu erraten.", "Names are easy to guess.");
pub const USE_A_FEW_WORDS: Text = text(
    "Nehmen Sie einige Wörter, die nichts miteinander zu tun haben.",
    "Use a few words that have nothing to do with each other.",
);
pub const SYMBOLS_DIGITS_AND_CAPITAL_LETTERS: Text = text(
    "Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig.",
    "Symbols, digits and capital letters are not needed.",
);
pub const ADD_ANOTHER_WORD_OR_TWO: Text = text(
    "Fügen Sie ein oder zwei Wörter hinzu, am besten seltene.",
    "Add another word or two, uncommon ones if possible.",
);
pub const CAPITAL_LETTERS_HELP_LITTLE: Text =
    text("Großschreibung hilft wenig.", "Capital letters help little.");
pub const ALL_CAPITALS_ARE_ALMOST: Text = text(
    "Nur Großbuchstaben sind fast so leicht zu erraten wie nur Kleinbuchstaben.",
    "All capitals are almost as easy to guess as all lower case.",
);
pub const WORDS_SPELLED_BACKWARDS_ARE_HARDLY: Text = text(
    "Rückwärts geschriebene Wörter sind kaum schwerer zu erraten.",
    "Words spelled backwards are hardly harder to guess.",
);
pub const REPLACEMENTS_SUCH: Text =
    text("Ersetzungen wie „@“ für „a“ helfen wenig.", "Replacements such as “@” for “a” help little.");
pub const USE_A_LONGER_KEYBOARD_PATTERN: Text = text(
    "Nehmen Sie ein längeres Tastaturmuster mit mehr Richtungswechseln.",
    "Use a longer keyboard pattern with more turns.",
);
pub const AVOID_REPEATED_WORDS_AND_CHARACTERS: Text =
    text("Vermeiden Sie wiederholte Wörter und Zeichen.", "Avoid repeated words and characters.");
pub const AVOID_SEQUENCES: Text = text("Vermeiden Sie Folgen.", "Avoid sequences.");
pub const AVOID_RECENT_YEARS: Text = text("Vermeiden Sie Jahreszahlen.", "Avoid recent years.");
pub const AVOID_DATES_AND_YEARS: Text = text(
    "Vermeiden Sie Daten und Jahre, die mit Ihnen zu tun haben.",
    "Avoid dates and years that have to do with you.",
);
