//! Texts of `pages/links`.

use crate::{Text, text};

pub const INVITATIONS: Text = text("Einladungen", "Invitations");
pub const CREATE_YOUR_ACCOUNT: Text = text("Konto anlegen", "Create your account");
pub const FORGOT_YOUR_PASSWORD: Text = text("Passwort vergessen", "Forgot your password");
pub const NEW_PASSWORD: Text = text("Neues Passwort", "New password");
pub const ASK_FOR_AN_ACCOUNT: Text = text("Konto beantragen", "Ask for an account");
pub const THE_LINK_WAS_SENT: Text = text("Der Link wurde verschickt an ", "The link was sent to ");
pub const THIS_SERVER_SENDS_NO_EMAIL: Text = text(
    "Dieser Server verschickt keine E-Mails. Geben Sie diesen Link selbst weiter; er wird nur jetzt gezeigt. Für ",
    "This server sends no e-mail. Pass this link on yourself; it is shown only now. For ",
);
pub const WHOEVER_IS_INVITED_GETS: Text = text(
    "Wer eingeladen ist, bekommt einen Link per E-Mail. Eine Einladung gilt sieben Tage, ein Link zu einem neuen Passwort 30 Minuten; jeder gilt einmal.",
    "Whoever is invited gets a link by e-mail. An invitation is valid for seven days, a link to a new password for 30 minutes; each works once.",
);
pub const YOU_GET_A_LINK: Text = text(
    "Sie bekommen einen Link, den Sie weitergeben. Eine Einladung gilt sieben Tage, ein Link zu einem neuen Passwort 30 Minuten; jeder gilt einmal.",
    "You get a link that you pass on. An invitation is valid for seven days, a link to a new password for 30 minutes; each works once.",
);
pub const EMAIL_ADDRESS: Text = text("E-Mail-Adresse", "E-mail address");
pub const INVITE: Text = text("Einladen", "Invite");
pub const A_MEMBER_HAS_FORGOTTEN: Text =
    text("Mitglied hat sein Passwort vergessen", "A member has forgotten the password");
pub const OPEN_INVITATIONS: Text = text("Offene Einladungen", "Open invitations");
pub const NONE: Text = text("Keine.", "None.");
pub const TAKE_BACK: Text = text("Zurücknehmen", "Take back");
pub const YOUR_NAME: Text = text("Ihr Name", "Your name");
pub const ACCEPT_WITH_COMPANY_ACCOUNT_INSTEAD: Text =
    text("Stattdessen mit Firmenkonto annehmen", "Accept with company account instead");
pub const ONLY_IF_YOUR_ORGANISATION: Text = text(
    "Nur wenn Ihre Organisation einen eigenen Anmeldedienst hat. Ein Passwort brauchen Sie dann nicht.",
    "Only if your organisation has a sign-in service of its own. You need no password then.",
);
pub const CREATE_ACCOUNT: Text = text("Konto anlegen", "Create account");
pub const CONTINUE_TO_SIGN_IN: Text =
    text("Weiter zur Anmeldung bei Microsoft", "Continue to sign in with Microsoft");
pub const CONTINUE_TO_YOUR_ORGANISATIONS_SIGN_IN: Text =
    text("Weiter zur Anmeldung Ihrer Organisation", "Continue to your organisation's sign-in");
pub const THE_INVITATION_IS_VALID_SIGN: Text = text(
    "Die Einladung ist gültig. Melden Sie sich innerhalb von zehn Minuten mit dem Firmenkonto an; danach ist Ihr Konto hier angelegt und mit ihm verbunden.",
    "The invitation is valid. Sign in with the company account within ten minutes; then your account here has been made and is connected with it.",
);
pub const ACCEPT_WITH_A_PASSWORD_INSTEAD: Text =
    text("Stattdessen mit Passwort annehmen", "Accept with a password instead");
pub const SET_PASSWORD: Text = text("Passwort setzen", "Set password");
pub const KEY_OF_THE_LINK: Text = text("Schlüssel aus dem Link", "Key of the link");
pub const THE_PART_OF_THE_LINK: Text =
    text("Der Teil des Links hinter dem Zeichen #.", "The part of the link after the # sign.");
pub const IF_THERE_IS_AN_ACCOUNT: Text = text(
    "Wenn es zu dieser Adresse ein Konto gibt, ist jetzt ein Link unterwegs. Er gilt 30 Minuten.",
    "If there is an account with this address, a link is on its way now. It is valid for 30 minutes.",
);
pub const THIS_SERVER_SENDS_NO_EMAIL_WHOEVER: Text = text(
    "Dieser Server verschickt keine E-Mails. Wer Ihre Organisation verwaltet, kann Ihnen einen Link zu einem neuen Passwort geben.",
    "This server sends no e-mail. Whoever administers your organisation can give you a link to a new password.",
);
pub const BACK_TO_SIGN_IN: Text = text("Zurück zur Anmeldung", "Back to sign-in");
pub const IF_ADDRESSES_OF_THIS_DOMAIN: Text = text(
    "Wenn Adressen dieser Domain zugelassen sind, ist jetzt eine Einladung unterwegs.",
    "If addresses of this domain are admitted, an invitation is on its way now.",
);
pub const SEND_ME_A_LINK: Text = text("Link anfordern", "Send me a link");
