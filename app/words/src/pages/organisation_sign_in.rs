//! Texts of `pages/organisation_sign_in`.

use crate::{Text, text};

pub const SIGN_IN_WITH_YOUR_ORGANISATION: Text =
    text("Bei Ihrer Organisation anmelden", "Sign in with your organisation");
pub const YOU_ARE_SIGNED_OUT: Text = text("Sie sind abgemeldet", "You are signed out");
pub const SIGN_IN_WITH_MICROSOFT: Text = text("Mit Microsoft anmelden", "Sign in with Microsoft");
pub const SIGN_IN_WITH_YOUR_ORGANISATIONS: Text =
    text("Mit dem Konto der Organisation anmelden", "Sign in with your organisation's account");
pub const YOU_WILL_BE_TAKEN: Text = text(
    "Sie werden zur Anmeldung Ihrer Organisation geleitet und kehren danach hierher zurück.",
    "You will be taken to your organisation's sign-in and return here afterwards.",
);
pub const SIGN_IN_WITH_A_PASSWORD: Text =
    text("Stattdessen mit Passwort anmelden", "Sign in with a password instead");
pub const YOU_MAY_STILL_BE_SIGNED: Text = text(
    "Bei Ihrer Organisation sind Sie in diesem Browser vielleicht noch angemeldet. An einem fremden Gerät melden Sie sich auch dort ab.",
    "You may still be signed in with your organisation in this browser. On a device that is not yours, sign out there, too.",
);
pub const SIGN_OUT_THERE_TOO: Text = text("Auch dort abmelden", "Sign out there, too");
pub const TO_THE_START_PAGE: Text = text("Zur Startseite", "To the start page");
pub const THIS_SIGN_IN_IS_NOT_AVAILABLE: Text = text(
    "Diese Anmeldung steht nicht zur Verfügung. Bitte prüfen Sie die Adresse, die Sie erhalten haben.",
    "This sign-in is not available. Please check the address that you were given.",
);
pub const YOUR_ORGANISATIONS_SIGN_IN_IS_NOT: Text = text(
    "Die Anmeldung Ihrer Organisation antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal.",
    "Your organisation's sign-in is not answering. Please try again in a few minutes.",
);
pub const YOU_CANCELLED_THE_SIGN_IN_NOTHING: Text = text(
    "Sie haben die Anmeldung abgebrochen. Es ist nichts geschehen.",
    "You cancelled the sign-in. Nothing has happened.",
);
pub const THIS_SIGN_IN_HAS_EXPIRED: Text = text(
    "Diese Anmeldung ist abgelaufen oder wurde in einem anderen Browser begonnen. Bitte beginnen Sie neu.",
    "This sign-in has expired or was begun in another browser. Please start again.",
);
pub const THE_SIGN_IN_COULD_NOT: Text = text(
    "Die Anmeldung konnte nicht bestätigt werden. Bitte beginnen Sie neu; gelingt es wieder nicht, helfen die Inhaber Ihrer Organisation.",
    "The sign-in could not be confirmed. Please start again; if it fails again, the owners of your organisation can help.",
);
pub const YOUR_ACCOUNT_HAS_NOT_BEEN: Text = text(
    "Ihr Konto ist für Lastgang nicht freigegeben. Die IT Ihrer Organisation kann es Ihnen zuweisen.",
    "Your account has not been given access to Lastgang. Your organisation's IT can assign it to you.",
);
pub const YOUR_ACCOUNT_IS_NOT_CONNECTED: Text = text(
    "Ihr Konto ist noch mit keinem Konto hier verbunden. Melden Sie sich zuerst mit Ihrem Passwort an und verbinden Sie es auf der Seite „Konto“.",
    "Your account is not connected with an account here yet. Sign in with your password first and connect it on the page “Account”.",
);
pub const THIS_INVITATION_IS_NO_LONGER: Text = text(
    "Diese Einladung gilt nicht mehr: Sie wurde benutzt, zurückgenommen oder ist abgelaufen. Bitten Sie um eine neue.",
    "This invitation is no longer valid: it was used, taken back or has expired. Ask for a new one.",
);
pub const THERE_IS_AN_ACCOUNT: Text = text(
    "Zu diesem Firmenkonto gibt es hier schon ein Konto. Melden Sie sich einfach damit an; die Einladung bleibt gültig.",
    "There is an account for this company account already. Just sign in with it; the invitation stays valid.",
);
pub const VERY_MANY_PEOPLE_ARE_SIGNING: Text = text(
    "Gerade melden sich sehr viele an. Bitte warten Sie eine Minute.",
    "Very many people are signing in. Please wait a minute.",
);
