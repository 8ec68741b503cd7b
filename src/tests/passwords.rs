//! Stored passwords, and what a wrong one tells.

use app::api::account::{PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS};
use uuid::Uuid;

use super::harness::{PASSWORD, TestApp, event};
use crate::identity::passwords::{PasswordCost, Passwords};
use crate::identity::setup;
use crate::storage::StoredPassword;
use crate::vault::{KeyPurpose, SecretText};

/// What stands in the database for the password of an account.
async fn stored(app: &TestApp, name: &str) -> StoredPassword {
    let email = format!("{name}@stadtwerke.example");
    app.backend.store.accounts().find_by_email(&email).await.unwrap().unwrap().password
}

/// The parts of a hash in PHC form: algorithm, version, cost, salt, hash.
fn parts(stored: &StoredPassword) -> [&str; 5] {
    let parts: Vec<&str> = stored.phc.split('$').skip(1).collect();
    <[&str; 5]>::try_from(parts).unwrap_or_else(|parts| panic!("{parts:?}"))
}

async fn pepper(app: &TestApp) -> u32 {
    let ring = app.backend.store.vault().ring(KeyPurpose::Pepper, Uuid::nil()).await.unwrap();
    ring.secret(None).unwrap().0
}

#[tokio::test]
async fn a_stored_hash_is_argon2id_at_the_cost_that_is_promised_with_salt_and_pepper() {
    let app = TestApp::with_cost(PasswordCost::STANDARD).await;
    app.account("ada").await;
    app.account("bob").await;
    let (ada, bob) = (stored(&app, "ada").await, stored(&app, "bob").await);
    let [algorithm, version, cost, salt, hash] = parts(&ada);
    // 64 MiB and three passes; OWASP asks for 19 MiB and two at least.
    assert_eq!((algorithm, version, cost), ("argon2id", "v=19", "m=65536,t=3,p=1"));
    // 16 bytes at least and 32 bytes, in base64 without padding.
    assert!(salt.len() >= 22 && hash.len() == 43, "{salt} {hash}");
    // The same password, and nothing in common.
    let other = parts(&bob);
    assert!(salt != other[3] && hash != other[4]);
    assert_eq!((ada.pepper, bob.pepper), (pepper(&app).await, pepper(&app).await));
}

#[tokio::test]
async fn a_hash_of_earlier_parameters_is_renewed_when_its_owner_signs_in() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let earlier = PasswordCost { memory_kib: 16, passes: 2 };
    let earlier = Passwords::new(std::sync::Arc::clone(app.backend.store.vault()), earlier);
    let old = earlier.hash(SecretText::new(PASSWORD.to_owned())).await.unwrap();
    assert_eq!(parts(&old)[2], "m=16,t=2,p=1");
    app.backend.store.accounts().renew_password_hash(ada.account, &old).await.unwrap();

    let wrong = [("email", "ada@stadtwerke.example"), ("password", "wrong password")];
    assert_eq!(app.browser().post("/sign-in", &wrong).await.status, 422);
    assert_eq!(stored(&app, "ada").await.phc, old.phc);
    app.signed_in("ada").await;
    let renewed = stored(&app, "ada").await;
    assert_eq!(parts(&renewed)[2], "m=8,t=1,p=1");
    app.signed_in("ada").await;
    assert_eq!(stored(&app, "ada").await.phc, renewed.phc, "it was renewed once");
    assert_eq!(app.browser().post("/sign-in", &wrong).await.status, 422);
}

#[tokio::test]
async fn a_hash_belongs_to_the_version_of_its_pepper() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let passwords = &app.backend.services.context().passwords;
    let now = stored(&app, "ada").await;
    assert!(!passwords.is_outdated(&now).await);
    let other = StoredPassword { pepper: now.pepper + 1, ..now.clone() };
    assert!(passwords.is_outdated(&other).await);
    // Under a pepper that is not there nothing is right, and nobody is told that it is wrong either.
    assert!(passwords.verify(SecretText::new(PASSWORD.to_owned()), Some(&other)).await.is_err());
    assert!(passwords.verify(SecretText::new(PASSWORD.to_owned()), Some(&now)).await.unwrap());
}

/// Status and hashes of one wrong password after the other, until the wait begins.
async fn guesses(app: &TestApp, email: &str) -> Vec<(u16, usize)> {
    let passwords = &app.backend.services.context().passwords;
    let mut seen = Vec::new();
    let mut browser = app.browser();
    for _ in 0..12 {
        let before = passwords.computed();
        let answer = browser.post("/sign-in", &[("email", email), ("password", "wrong password")]).await;
        seen.push((answer.status, passwords.computed() - before));
    }
    seen
}

/// A test of the time is one of the machine, too; this one counts the only work that takes long.
#[tokio::test]
async fn a_wrong_password_costs_the_same_work_whoever_is_named() {
    let mut seen = Vec::new();
    for name in ["ada", "nobody", "eve", "no address"] {
        let app = TestApp::new().await;
        app.account("ada").await;
        let eve = app.account("eve").await;
        assert!(app.backend.store.administration().disable(eve.account, "", &event()).await.unwrap());
        // The first guess of all, too: what the server needs for unknown accounts is not made for them only.
        seen.push((name, guesses(&app, &format!("{name}@stadtwerke.example")).await));
    }
    let (_, first) = &seen[0];
    assert!(first.iter().any(|(status, hashes)| (*status, *hashes) == (422, 1)), "{first:?}");
    // Whoever has to wait costs nothing.
    assert_eq!(first.last(), Some(&(429, 0)), "{first:?}");
    for (name, guesses) in &seen {
        assert_eq!(guesses, first, "{name}");
    }
}

#[tokio::test]
async fn a_password_has_fifteen_characters_at_least_and_1024_bytes_at_most() {
    // Unguessable, so that only the length decides.
    let mut state = 0x2545_f491_u32;
    let unguessable = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        char::from(b'!' + u8::try_from(state % 64).unwrap())
    });
    let unguessable: String = unguessable.take(1_200).collect();
    let of = |characters: usize| unguessable[..characters].to_owned();
    let cases: [(String, bool); 9] = [
        (of(PASSWORD_MIN_CHARS - 1), false),
        (of(PASSWORD_MIN_CHARS), true),
        (of(64), true),
        (of(127), true),
        (of(128), true),
        (of(129), true),
        (of(PASSWORD_MAX_BYTES), true),
        (of(PASSWORD_MAX_BYTES + 1), false),
        // Bytes count, not letters: 20 + 2 × 503.
        (format!("{}{}", of(20), "ä".repeat(503)), false),
    ];
    for (password, taken) in cases {
        let app = TestApp::new().await;
        let token = setup::new_token(&app.backend.store, &*app.clock, &*app.ids).await.unwrap().unwrap();
        let form = [
            ("token", token.as_str()),
            ("email", "ada@stadtwerke.example"),
            ("name", "Ada"),
            ("password", password.as_str()),
        ];
        let status = app.browser().post("/setup", &form).await.status;
        assert_eq!(status, if taken { 303 } else { 422 }, "{} bytes", password.len());
        if !taken {
            continue;
        }
        // Every character counts, the last one, too.
        let sign_in = async |password: &str| {
            let fields = [("email", "ada@stadtwerke.example"), ("password", password)];
            app.browser().post("/sign-in", &fields).await.status
        };
        assert_eq!(sign_in(&password).await, 303, "{} bytes", password.len());
        assert_eq!(sign_in(&password[..password.len() - 1]).await, 422, "{} bytes", password.len());
        assert_eq!(sign_in(&password.to_lowercase()).await, 422, "{} bytes", password.len());
    }
}

#[tokio::test]
async fn a_password_is_good_for_years() {
    let app = TestApp::new().await;
    app.account("ada").await;
    for _ in 0..3 {
        app.clock.advance(2 * 365 * 86_400);
        let mut ada = app.signed_in("ada").await;
        // Nothing stands between the sign-in and the work.
        assert_eq!(ada.get("/projects").await.status, 200);
    }
}

#[tokio::test]
async fn a_password_of_a_megabyte_costs_nothing() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let long = "x".repeat(1 << 20);
    let fields = [("email", "ada@stadtwerke.example"), ("password", long.as_str())];
    let passwords = &app.backend.services.context().passwords;
    let before = passwords.computed();
    assert_eq!(app.browser().post("/sign-in", &fields).await.status, 413);
    // What is short enough to be read and too long to be a password is wrong without being hashed.
    let wrong = [("email", "ada@stadtwerke.example"), ("password", &long[..2_000])];
    assert_eq!(app.browser().post("/sign-in", &wrong).await.status, 422);
    assert_eq!(passwords.computed(), before);
}
