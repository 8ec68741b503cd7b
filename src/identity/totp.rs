//! Codes of authenticator apps (RFC 6238): six digits, new every 30 s. One step before and after is
//! accepted, because clocks differ; which steps were used is kept by the caller.

use app::api::factor::{QrCode, TotpDraft};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::{Color, EcLevel};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::clock::IdGen;

/// Who issues the codes, as authenticator apps show it.
const ISSUER: &str = "Lastgang";
/// A code is valid for this long, seconds.
const STEP_S: u64 = 30;

/// A new secret of 160 bits, base 32.
#[must_use]
pub fn new_secret(ids: &dyn IdGen) -> String {
    let token = ids.token();
    let (bytes, _) = token.split_first_chunk::<20>().expect("a token has more than 20 bytes");
    Secret::new_stack(*bytes).to_base32()
}

/// The time step to which a code belongs, if it is right.
#[must_use]
pub fn check(secret: &str, code: &str, now_s: i64) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let step = totp(secret)?.check(&code, u64::try_from(now_s).ok()?)?;
    i64::try_from(step).ok()
}

/// What the page that adds an app shows. `None` if the secret is none.
#[must_use]
pub fn draft(secret: &str, email: &str) -> Option<TotpDraft> {
    let account = utf8_percent_encode(email, NON_ALPHANUMERIC);
    let url = format!(
        "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period={STEP_S}"
    );
    let groups: Vec<&str> =
        secret.as_bytes().chunks(4).filter_map(|four| str::from_utf8(four).ok()).collect();
    Some(TotpDraft { secret: groups.join(" "), qr: qr(&url)?, url })
}

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_secret(secret);
    builder.with_skew(1).with_step_duration(STEP_S).build().ok()
}

fn qr(text: &str) -> Option<QrCode> {
    let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(side).enumerate() {
        let mut x = 0;
        while x < side {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
            }
            x += run.max(1);
        }
    }
    Some(QrCode { side, path })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The code of a secret at a time, as an authenticator app shows it.
    pub fn code(secret: &str, at_s: i64) -> String {
        totp(secret).unwrap().generate(u64::try_from(at_s).unwrap()).to_string()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // Appendix B of the RFC, the last six of its eight digits.
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        for (time_s, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(check(&secret, digits, time_s), Some(time_s / 30), "{time_s}");
            assert_eq!(code(&secret, time_s), digits);
        }
    }

    #[test]
    fn one_step_before_and_after_is_accepted_and_no_more() {
        let secret = Secret::new_stack([7; 20]).to_base32();
        let now_s = 1_800_000_015;
        for (away_s, right) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let found = check(&secret, &code(&secret, now_s + away_s), now_s);
            assert_eq!(found, right.then_some((now_s + away_s) / 30), "{away_s}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let secret = Secret::new_stack([7; 20]).to_base32();
        for bad in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345", "12345\u{0}"] {
            assert_eq!(check(&secret, bad, 1_800_000_000), None, "{bad}");
        }
        let spaced = code(&secret, 1_800_000_000);
        let spaced = format!(" {} {} ", &spaced[..3], &spaced[3..]);
        assert!(check(&secret, &spaced, 1_800_000_000).is_some());
    }

    #[test]
    fn the_picture_holds_the_address_of_the_account() {
        let draft = draft("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "ada+x@stadtwerke.example").unwrap();
        assert_eq!(
            draft.url,
            "otpauth://totp/Lastgang:ada%2Bx%40stadtwerke%2Eexample?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Lastgang&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(draft.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        // The finder pattern in the corner: seven dark modules.
        assert!(draft.qr.path.starts_with("M0 0h7v1h-7z") && draft.qr.side > 40, "{:?}", draft.qr);
    }
}
