//! How well a password resists guessing, with reasons in the reader's language.

use super::blocklist::{self, BreachFile};
use app::api::account::{PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS, PasswordStrength};
use app::i18n::{Locale, Text, text};
use zxcvbn::feedback::{Suggestion, Warning};

/// Least score that is accepted.
const ACCEPTABLE_SCORE: u8 = 3;
/// The estimate takes time with the square of the length, and beyond 28 characters its numbers leave their range,
/// which ends in a panic. A password that is weak up to here is refused whatever follows.
const JUDGED_CHARS: usize = 28;
/// Beyond this many characters nobody looks for common words, and no word of the user is longer.
const COMMON_CHARS: usize = 100;
/// Words that guess a password for this product.
const OWN_WORDS: [&str; 4] = ["lastgang", "lastprofil", "energieplanung", "loadprofile"];

/// Judges a password. `about` are words of the user that make it guessable.
#[must_use]
pub fn judge(
    password: &str,
    about: &[String],
    breached: Option<&BreachFile>,
    locale: Locale,
) -> PasswordStrength {
    let missing_chars = PASSWORD_MIN_CHARS.saturating_sub(password.chars().count());
    if password.is_empty() || password.len() > PASSWORD_MAX_BYTES {
        return PasswordStrength { score: 0, missing_chars, advice: Vec::new(), acceptable: false };
    }
    let judged: String = password.chars().take(JUDGED_CHARS).collect();
    // An address is guessable by its parts, too.
    let words =
        about.iter().take(10).flat_map(|word| word.split(['@', '.', ' ', '-', '_']).chain([word.as_str()]));
    let words: Vec<&str> =
        words.filter(|word| (3..=COMMON_CHARS).contains(&word.len())).chain(OWN_WORDS).collect();
    let entropy = zxcvbn::zxcvbn(&judged, &words);
    let mut score = u8::from(entropy.score());
    let mut advice = Vec::new();
    // Words that belong to the user count for nothing, however many of them there are.
    let rest = without(&judged, &words);
    if rest.len() < judged.len() {
        let left = u8::from(zxcvbn::zxcvbn(&rest, &[]).score());
        if left < score.min(ACCEPTABLE_SCORE) {
            advice.push(ABOUT_YOU);
        }
        score = score.min(left);
    }
    let long: String = password.chars().take(COMMON_CHARS).collect();
    if blocklist::is_common(&long, &words) {
        score = score.min(1);
        advice.push(COMMON);
    }
    // A file that cannot be read must not let anything pass.
    if breached.is_some_and(|file| file.contains(password).unwrap_or(true)) {
        score = 0;
        advice.push(BREACHED);
    }
    if let Some(feedback) = entropy.feedback() {
        advice.extend(feedback.warning().map(warning));
        advice.extend(feedback.suggestions().iter().copied().map(suggestion));
    }
    PasswordStrength {
        score,
        missing_chars,
        advice: advice.into_iter().map(|text| locale.text(text).to_owned()).collect(),
        acceptable: missing_chars == 0 && score >= ACCEPTABLE_SCORE,
    }
}

const COMMON: Text = text(
    "Das ist eine Abwandlung verbreiteter Wörter oder Tastenfolgen, wie sie zuerst probiert werden.",
    "This is a variant of common words or rows of keys, which are tried first.",
);

const BREACHED: Text = text(
    "Dieses Passwort steht in einer Liste gestohlener Passwörter.",
    "This password is in a list of stolen passwords.",
);

const ABOUT_YOU: Text = text(
    "Ihr Name, Ihre Adresse und der Name dieses Programms sind leicht zu erraten.",
    "Your name, your address and the name of this program are easy to guess.",
);

/// The text without the words, whatever their case.
fn without(text: &str, words: &[&str]) -> String {
    words.iter().fold(text.to_lowercase(), |rest, word| rest.replace(&word.to_lowercase(), ""))
}

const fn warning(warning: Warning) -> Text {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => {
            text("Tastenreihen sind leicht zu erraten.", "Rows of keys are easy to guess.")
        }
        Warning::ShortKeyboardPatternsAreEasyToGuess => {
            text("Kurze Tastaturmuster sind leicht zu erraten.", "Short keyboard patterns are easy to guess.")
        }
        Warning::RepeatsLikeAaaAreEasyToGuess => {
            text("Wiederholungen wie „aaa“ sind leicht zu erraten.", "Repeats like “aaa” are easy to guess.")
        }
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => text(
            "Wiederholungen wie „abcabc“ sind kaum schwerer zu erraten als „abc“.",
            "Repeats like “abcabc” are hardly harder to guess than “abc”.",
        ),
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            text("Dieses Passwort ist sehr verbreitet.", "This password is very common.")
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => {
            text("Das ähnelt einem verbreiteten Passwort.", "This resembles a common password.")
        }
        Warning::SequencesLikeAbcAreEasyToGuess => text(
            "Folgen wie „abc“ oder „6543“ sind leicht zu erraten.",
            "Sequences like “abc” or “6543” are easy to guess.",
        ),
        Warning::RecentYearsAreEasyToGuess => {
            text("Jahreszahlen sind leicht zu erraten.", "Recent years are easy to guess.")
        }
        Warning::AWordByItselfIsEasyToGuess => {
            text("Ein einzelnes Wort ist leicht zu erraten.", "A single word is easy to guess.")
        }
        Warning::DatesAreOftenEasyToGuess => {
            text("Datumsangaben sind oft leicht zu erraten.", "Dates are often easy to guess.")
        }
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            text("Namen sind leicht zu erraten.", "Names are easy to guess.")
        }
    }
}

const fn suggestion(suggestion: Suggestion) -> Text {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => text(
            "Nehmen Sie einige Wörter, die nichts miteinander zu tun haben.",
            "Use a few words that have nothing to do with each other.",
        ),
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => text(
            "Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig.",
            "Symbols, digits and capital letters are not needed.",
        ),
        Suggestion::AddAnotherWordOrTwo => text(
            "Fügen Sie ein oder zwei Wörter hinzu, am besten seltene.",
            "Add another word or two, uncommon ones if possible.",
        ),
        Suggestion::CapitalizationDoesntHelpVeryMuch => {
            text("Großschreibung hilft wenig.", "Capital letters help little.")
        }
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => text(
            "Nur Großbuchstaben sind fast so leicht zu erraten wie nur Kleinbuchstaben.",
            "All capitals are almost as easy to guess as all lower case.",
        ),
        Suggestion::ReversedWordsArentMuchHarderToGuess => text(
            "Rückwärts geschriebene Wörter sind kaum schwerer zu erraten.",
            "Words spelled backwards are hardly harder to guess.",
        ),
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => {
            text("Ersetzungen wie „@“ für „a“ helfen wenig.", "Replacements such as “@” for “a” help little.")
        }
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => text(
            "Nehmen Sie ein längeres Tastaturmuster mit mehr Richtungswechseln.",
            "Use a longer keyboard pattern with more turns.",
        ),
        Suggestion::AvoidRepeatedWordsAndCharacters => {
            text("Vermeiden Sie wiederholte Wörter und Zeichen.", "Avoid repeated words and characters.")
        }
        Suggestion::AvoidSequences => text("Vermeiden Sie Folgen.", "Avoid sequences."),
        Suggestion::AvoidRecentYears => text("Vermeiden Sie Jahreszahlen.", "Avoid recent years."),
        Suggestion::AvoidYearsThatAreAssociatedWithYou
        | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => text(
            "Vermeiden Sie Daten und Jahre, die mit Ihnen zu tun haben.",
            "Avoid dates and years that have to do with you.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_alone_is_not_enough_and_strength_needs_length() {
        let judge = |password: &str| {
            judge(password, &["anna.muster@stadtwerke.example".to_owned()], None, Locale::En)
        };
        assert!(!judge("aaaaaaaaaaaaaaaaaaaa").acceptable);
        assert!(!judge("stadtwerke muster anna").acceptable);
        assert!(!judge("lastgang lastgang lastgang").acceptable);
        let short = judge("zK9#vQ2!mP");
        assert_eq!((short.missing_chars, short.acceptable), (5, false));
        assert!(judge("kessel wolke zirkel hafen").acceptable);
    }

    #[test]
    fn advice_is_given_in_the_readers_language() {
        let advice = |locale| judge("passwortpasswort", &[], None, locale).advice.join(" ");
        assert!(advice(Locale::De).contains("Wörter"), "{}", advice(Locale::De));
        assert!(advice(Locale::En).contains("words"), "{}", advice(Locale::En));
    }

    #[test]
    fn no_password_leaves_the_range_of_the_estimate() {
        let mixed: String = "aB".repeat(50);
        for unit in [
            "20",
            "qw",
            "1.1.",
            "as",
            "Aa4",
            "4@8({[<369&#!1/|0$5+7%2",
            "PaSsWoRd",
            "İ",
            "😀",
            mixed.as_str(),
        ] {
            let password: String = unit.chars().cycle().take(100).collect();
            let about = [password.clone(), unit.to_owned(), mixed.clone()];
            for about in [&about[..], &[]] {
                _ = judge(&password, about, None, Locale::En);
            }
        }
        let long = "kessel wolke zirkel hafen laterne magnet pfeffer dampfer balkon";
        assert!(judge(long, &[], None, Locale::En).acceptable);
        // Also beyond what is estimated.
        assert!(!judge(&"geheim".repeat(12), &[], None, Locale::En).acceptable);
    }

    #[test]
    fn a_megabyte_is_refused_without_being_judged() {
        assert!(!judge(&"x".repeat(1 << 20), &[], None, Locale::De).acceptable);
    }
}
