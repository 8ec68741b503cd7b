//! Passwords that guessers try first. Long passwords are rare in lists of common ones, so variants are
//! judged: what is left of a password without repeats, digits at its ends and letters written as digits.
//! An operator can add a file of breached passwords.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Mutex;

use sha1::{Digest, Sha1};

/// Words that many passwords consist of, in the languages of the users.
const WORDS: &[&str] = &[
    "passwort",
    "password",
    "kennwort",
    "geheim",
    "secret",
    "hallo",
    "hello",
    "willkommen",
    "welcome",
    "administrator",
    "admin",
    "benutzer",
    "user",
    "login",
    "anmeldung",
    "test",
    "demo",
    "default",
    "standard",
    "schatz",
    "liebe",
    "love",
    "iloveyou",
    "ichliebedich",
    "sonnenschein",
    "sunshine",
    "prinzessin",
    "princess",
    "fussball",
    "football",
    "baseball",
    "dragon",
    "monkey",
    "master",
    "batman",
    "superman",
    "pokemon",
    "starwars",
    "michael",
    "daniel",
    "thomas",
    "andreas",
    "stefan",
    "sommer",
    "summer",
    "winter",
    "fruehling",
    "herbst",
    "januar",
    "februar",
    "oktober",
    "dezember",
    "berlin",
    "hamburg",
    "muenchen",
    "deutschland",
    "bayern",
    "schalke",
    "dortmund",
    "energie",
    "energy",
    "strom",
    "waerme",
    "stadtwerke",
    "quartier",
    "lastgang",
    "lastprofil",
    "qwertzuiop",
];
/// Rows and columns of keyboards, and the alphabet.
const WALKS: &[&str] = &[
    "qwertzuiopasdfghjklyxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb6zhn7ujm",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "0987654321",
];

/// Whether a password is a variant of what guessers try first. `about` are words of the user.
#[must_use]
pub fn is_common(password: &str, about: &[&str]) -> bool {
    let typed: String = password.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    if is_walk(unit(&typed)) {
        return true;
    }
    let plain = plain(password);
    let trimmed = plain.trim_matches(|c: char| !c.is_alphabetic());
    if trimmed.is_empty() {
        return false;
    }
    if is_walk(unit(trimmed)) {
        return true;
    }
    // Every word that is known counts for nothing; what is left has to be something.
    let about: Vec<String> = about.iter().map(|word| self::plain(word)).collect();
    let mut words: Vec<&str> =
        about.iter().map(String::as_str).chain(WORDS.iter().copied()).filter(|word| word.len() > 2).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = unit(trimmed).to_owned();
    for word in words {
        rest = rest.replace(word, " ");
    }
    let left: String = rest.chars().filter(|c| c.is_alphabetic()).collect();
    left.chars().count() < 4
}

/// Lower case, with letters where digits and signs stand for them. Digits at the ends stay digits.
fn plain(text: &str) -> String {
    let lower: Vec<char> = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let first = lower.iter().position(|c| c.is_alphabetic());
    let last = lower.iter().rposition(|c| c.is_alphabetic());
    let (Some(first), Some(last)) = (first, last) else { return lower.into_iter().collect() };
    let mut plain = String::new();
    for (place, c) in lower.into_iter().enumerate() {
        let inside = (first..=last).contains(&place);
        match c {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            '0' if inside => plain.push('o'),
            '1' | '!' if inside => plain.push('i'),
            '3' if inside => plain.push('e'),
            '4' | '@' if inside => plain.push('a'),
            '5' | '$' if inside => plain.push('s'),
            '7' if inside => plain.push('t'),
            other => plain.push(other),
        }
    }
    plain
}

/// The shortest text of which a text is the repetition.
fn unit(text: &str) -> &str {
    (1..=text.len() / 2)
        .filter(|length| text.is_char_boundary(*length))
        .find(|length| text.as_bytes().chunks(*length).all(|chunk| text.as_bytes().starts_with(chunk)))
        .map_or(text, |length| &text[..length])
}

/// Whether a text goes along a keyboard or the alphabet, there or back, in at most three pieces.
fn is_walk(text: &str) -> bool {
    let mut rest = text;
    for _ in 0..3 {
        if rest.is_empty() {
            return true;
        }
        let longest = (3..=rest.len()).rev().filter(|length| rest.is_char_boundary(*length)).find(|length| {
            let part = &rest[..*length];
            let back: String = part.chars().rev().collect();
            WALKS.iter().any(|walk| walk.contains(part) || walk.contains(&back)) || unit(part).len() == 1
        });
        match longest {
            Some(length) => rest = &rest[length..],
            None => return false,
        }
    }
    rest.is_empty()
}

/// A file of breached passwords: SHA-1 in hexadecimal, one a line, sorted; what follows a colon is ignored.
pub struct BreachFile {
    file: Mutex<File>,
    length: u64,
}

impl BreachFile {
    /// Opens a file.
    ///
    /// # Errors
    /// It cannot be read, or its first line is no hash.
    pub fn open(path: &Path) -> Result<Self, String> {
        let failed = |error: io::Error| format!("{}: {error}", path.display());
        let file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let mut first = String::new();
        BufReader::new(&file).read_line(&mut first).map_err(failed)?;
        let hash = first.split(':').next().unwrap_or_default().trim();
        if hash.len() != 40 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(format!("{}: the first line is no SHA-1 in hexadecimal", path.display()));
        }
        Ok(Self { file: Mutex::new(file), length })
    }

    /// Whether a password is in the file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn contains(&self, password: &str) -> io::Result<bool> {
        let wanted: String = Sha1::digest(password).iter().map(|byte| format!("{byte:02X}")).collect();
        let file = self.file.lock().expect("no holder of the lock panics");
        // The first line that begins at or after a place; lines before `low` are smaller.
        let (mut low, mut high) = (0, self.length);
        while low < high {
            let middle = low.midpoint(high);
            let (line, next) = line_after(&file, middle)?;
            match line {
                Some(line) if line.to_ascii_uppercase().as_str() < wanted.as_str() => low = next,
                Some(line) if line.eq_ignore_ascii_case(&wanted) => return Ok(true),
                _ => high = middle,
            }
        }
        Ok(false)
    }
}

/// The hash on the first line that begins at or after a place, and where the next line begins.
fn line_after(mut file: &File, place: u64) -> io::Result<(Option<String>, u64)> {
    // Beginning one byte earlier, what is skipped ends at the place if a line begins there.
    file.seek(SeekFrom::Start(place.saturating_sub(1)))?;
    let mut reader = BufReader::with_capacity(128, file);
    let mut at = place.saturating_sub(1);
    if place > 0 {
        at += reader.skip_until(b'\n')? as u64;
    }
    let mut line = String::new();
    let read = reader.read_line(&mut line)? as u64;
    let hash = line.split(':').next().unwrap_or_default().trim().to_owned();
    Ok(((read > 0).then_some(hash), at + read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_common_words_are_common() {
        for common in [
            "PasswortPasswort1",
            "Passwort12345678",
            "p4ssw0rtp4ssw0rt",
            "Sommer2024!Sommer2024!",
            "!!!!Geheim2025!!!!",
            "qwertzuiopasdfghjkl",
            "1234567890123456",
            "aaaaaaaaaaaaaaaaaa",
            "abcdefghijklmnopq",
            "1qay2wsx3edc4rfv",
            "Stadtwerke-Muster-2025",
            "Willkommen München 1!",
            "admin administrator",
            "987654321098765432",
        ] {
            assert!(is_common(common, &["muster"]), "{common}");
        }
        for good in [
            "kessel wolke zirkel hafen",
            "laterne magnet pfeffer dampfer",
            "Der Kranich fliegt um sieben nach Lübeck",
            "zK9#vQ2!mPx7&Lw4",
            "passwort zirkel hafen",
            "",
        ] {
            assert!(good.is_empty() || !is_common(good, &["muster"]), "{good}");
        }
    }

    #[test]
    fn every_line_of_a_breach_file_is_found_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for count in [1, 2, 3, 100] {
            let passwords: Vec<String> = (0..count).map(|n| format!("password number {n}")).collect();
            let mut lines: Vec<String> = passwords
                .iter()
                .map(|text| {
                    let hash: String = Sha1::digest(text).iter().map(|byte| format!("{byte:02X}")).collect();
                    format!("{hash}:{}", text.len() * 7_919)
                })
                .collect();
            lines.sort();
            let path = folder.path().join("breached.txt");
            for end in ["\n", "\r\n"] {
                std::fs::write(&path, lines.join(end) + end).unwrap();
                let file = BreachFile::open(&path).unwrap();
                for password in &passwords {
                    assert!(file.contains(password).unwrap(), "{password} of {count}");
                }
                for n in 0..100 {
                    assert!(!file.contains(&format!("another {n}")).unwrap());
                }
            }
        }
        std::fs::write(folder.path().join("no.txt"), "hello\n").unwrap();
        assert!(BreachFile::open(&folder.path().join("no.txt")).is_err());
    }
}
