//! How well a password resists guessing, with reasons in the reader's language.

use super::blocklist::{self, BreachFile};
use app::api::account::{PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS, PasswordStrength};
use words::{Language, Text};
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
    locale: Language,
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

const COMMON: Text = words::passwords::THIS_IS_A_VARIANT;

const BREACHED: Text = words::passwords::THIS_PASSWORD_IS_IN;

const ABOUT_YOU: Text = words::passwords::YOUR_NAME_YOUR_ADDRESS;

/// The text without the words, whatever their case.
fn without(text: &str, words: &[&str]) -> String {
    words.iter().fold(text.to_lowercase(), |rest, word| rest.replace(&word.to_lowercase(), ""))
}

const fn warning(warning: Warning) -> Text {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => words::passwords::ROWS_OF_KEYS_ARE_EASY,
        Warning::ShortKeyboardPatternsAreEasyToGuess => words::passwords::SHORT_KEYBOARD_PATTERNS_ARE_EASY,
        Warning::RepeatsLikeAaaAreEasyToGuess => words::passwords::REPEATS_LIKE_AAA_ARE_EASY,
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            words::passwords::REPEATS_LIKE_ABCABC_ARE_HARDLY
        }
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => {
            words::passwords::THIS_PASSWORD_IS_VERY_COMMON
        }
        Warning::ThisIsSimilarToACommonlyUsedPassword => words::passwords::THIS_RESEMBLES_A_COMMON_PASSWORD,
        Warning::SequencesLikeAbcAreEasyToGuess => words::passwords::SEQUENCES_LIKE_ABC_OR_6543,
        Warning::RecentYearsAreEasyToGuess => words::passwords::RECENT_YEARS_ARE_EASY,
        Warning::AWordByItselfIsEasyToGuess => words::passwords::A_SINGLE_WORD_IS_EASY,
        Warning::DatesAreOftenEasyToGuess => words::passwords::DATES_ARE_OFTEN_EASY,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => words::passwords::NAMES_ARE_EASY_TO_GUESS,
    }
}

const fn suggestion(suggestion: Suggestion) -> Text {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => words::passwords::USE_A_FEW_WORDS,
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            words::passwords::SYMBOLS_DIGITS_AND_CAPITAL_LETTERS
        }
        Suggestion::AddAnotherWordOrTwo => words::passwords::ADD_ANOTHER_WORD_OR_TWO,
        Suggestion::CapitalizationDoesntHelpVeryMuch => words::passwords::CAPITAL_LETTERS_HELP_LITTLE,
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            words::passwords::ALL_CAPITALS_ARE_ALMOST
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => {
            words::passwords::WORDS_SPELLED_BACKWARDS_ARE_HARDLY
        }
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => words::passwords::REPLACEMENTS_SUCH,
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => words::passwords::USE_A_LONGER_KEYBOARD_PATTERN,
        Suggestion::AvoidRepeatedWordsAndCharacters => words::passwords::AVOID_REPEATED_WORDS_AND_CHARACTERS,
        Suggestion::AvoidSequences => words::passwords::AVOID_SEQUENCES,
        Suggestion::AvoidRecentYears => words::passwords::AVOID_RECENT_YEARS,
        Suggestion::AvoidYearsThatAreAssociatedWithYou
        | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => words::passwords::AVOID_DATES_AND_YEARS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_alone_is_not_enough_and_strength_needs_length() {
        let judge = |password: &str| {
            judge(password, &["anna.muster@stadtwerke.example".to_owned()], None, Language::En)
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
        assert!(advice(Language::De).contains("Wörter"), "{}", advice(Language::De));
        assert!(advice(Language::En).contains("words"), "{}", advice(Language::En));
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
                _ = judge(&password, about, None, Language::En);
            }
        }
        let long = "kessel wolke zirkel hafen laterne magnet pfeffer dampfer balkon";
        assert!(judge(long, &[], None, Language::En).acceptable);
        // Also beyond what is estimated.
        assert!(!judge(&"geheim".repeat(12), &[], None, Language::En).acceptable);
    }

    #[test]
    fn a_megabyte_is_refused_without_being_judged() {
        assert!(!judge(&"x".repeat(1 << 20), &[], None, Language::De).acceptable);
    }
}
