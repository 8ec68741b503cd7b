//! Finding an account by its e-mail address without storing the address in clear.

use super::Ring;

/// Version of the normalisation; stored beside the index so that it can change.
pub const EMAIL_INDEX_VERSION: u32 = 1;

/// The blind index of an address.
#[must_use]
pub fn email_index(ring: &Ring, email: &str) -> [u8; 32] {
    ring.mac(normalise_email(email).as_bytes())
}

/// Addresses that differ only in case or surrounding blanks are the same.
#[must_use]
pub fn normalise_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether a text has the form of an address. Whether it exists is for a message to find out.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control();
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && text.chars().all(plain)
        && !local.contains('@')
        && !domain.is_empty()
        && domain
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_local_part_and_a_domain() {
        for good in ["a@b", "anna.muster@stadtwerke.example", " a+b@c-d.example ", "ä@müller.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "@b", "a@", "a b@c", "a@b..c", "a@b.", "a@-b", "a@b\r\nBcc: c", "a@b@c", "a@b/c"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
