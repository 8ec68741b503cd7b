//! Texts of `pages/security`.

use crate::{Text, text};

pub const SECURITY: Text = text("Sicherheit", "Security");
pub const HOW_WE_CHECK: Text = text("So prüfen wir es: ", "How we check it: ");
pub const TESTS_IN_THE_SOURCE_CODE: Text = text("Tests im Quelltext", "Tests in the source code");
pub const ONLY_WHAT_TESTS_PROVE: Text = text(
    "Hier steht nur, was Tests bei jeder Änderung des Programms nachweisen. Zeiten sind die üblichen; der Betreiber kann sie ändern.",
    "Only what tests prove at every change of the program stands here. Times are the usual ones; the operator can change them.",
);
pub const WHO_MAY_DO_WHAT: Text = text("Wer was darf", "Who may do what");
pub const WHAT_WE_DO_NOT_PROMISE: Text = text("Was wir nicht versprechen", "What we do not promise");
pub const WHILE_YOU_WORK_THE_SERVER: Text = text(
    "Während Sie arbeiten, muss der Server Ihre Daten lesen können: Wer den laufenden Server übernimmt oder Daten und Hauptschlüssel zugleich besitzt, kann sie lesen. Vor einem Browser oder Gerät, das jemand anderes beherrscht, schützt kein Server.",
    "While you work the server has to be able to read your data: whoever takes over the running server, or holds data and root key at once, can read them. No server protects against a browser or device that somebody else controls.",
);
pub const ENCRYPTED_CONNECTIONS_ONLY: Text =
    text("Nur verschlüsselte Verbindungen", "Encrypted connections only");
pub const THE_SERVER_SPEAKS_TLS_1: Text = text(
    "Der Server spricht ausschließlich TLS 1.3 und sagt Ihrem Browser bei jeder Antwort, dass er es nie anders versuchen soll.",
    "The server speaks TLS 1.3 and nothing else, and with every response it tells your browser never to try otherwise.",
);
pub const A_PROGRAM_THAT_ONLY_KNOWS: Text = text(
    "Ein Programm, das nur das ältere TLS 1.2 kann, wird abgewiesen; an jedem Zugang wird die Kopfzeile nachgesehen.",
    "A program that only knows the older TLS 1.2 is turned away; at every way in the header is looked for.",
);
pub const STORED_ENCRYPTED: Text = text("Verschlüsselt gespeichert", "Stored encrypted");
pub const NAMES_EMAIL_ADDRESSES_PROJECTS_BUILDINGS: Text = text(
    "Namen, E-Mail-Adressen, Projekte, Gebäude, Lastgänge, Wetterdaten und hochgeladene Dateien liegen nur verschlüsselt auf der Platte. Im Klartext stehen Kennungen, Zeiten, Größen, Revisionen, Rollen und die Art eines Ereignisses.",
    "Names, e-mail addresses, projects, buildings, load profiles, weather data and uploaded files lie on the disk only encrypted. Only ids, times, sizes, revisions, roles and the kind of an event are not encrypted.",
);
pub const CONSPICUOUS_WORDS_ARE_TYPED_INTO: Text = text(
    "Auffällige Wörter werden in alle Felder getippt und danach in jeder Datei des Servers gesucht: Keines wird gefunden. Ein Datensatz, der an eine andere Stelle kopiert wurde, lässt sich nicht öffnen.",
    "Conspicuous words are typed into every field and then looked for in every file of the server: none is found. A record that was copied to another place cannot be opened.",
);
pub const DELETED_MEANS_DELETED: Text = text("Gelöscht heißt gelöscht", "Deleted means deleted");
pub const WHEN_A_PROJECT_IS_DELETED: Text = text(
    "Wird ein Projekt gelöscht, so verschwinden seine Daten und sein Schlüssel aus den Dateien des Servers. Es bleibt die Zeile im Protokoll, dass es gelöscht wurde. Sicherungen, die der Betreiber vorher gemacht hat, sind nicht gemeint.",
    "When a project is deleted, its data and its key disappear from the files of the server. What stays is the line in the log that says that it was deleted. Backups that the operator made before are not meant.",
);
pub const AFTER_DELETION_ALL_FILES: Text = text(
    "Nach dem Löschen werden alle Dateien des Servers durchsucht, und der Schlüssel wird verlangt: Es gibt ihn nicht mehr.",
    "After deletion all files of the server are searched, and the key is asked for: it no longer exists.",
);
pub const NOBODY_KNOWS_YOUR_PASSWORD: Text = text("Niemand kennt Ihr Passwort", "Nobody knows your password");
pub const YOUR_PASSWORD_IS_IN_NO: Text = text(
    "Ihr Passwort steht in keiner Datei des Servers. Zu kurze und leicht zu erratende werden mit einem Rat abgelehnt; Regeln über Sonderzeichen gibt es nicht.",
    "Your password is in no file of the server. Short and guessable ones are refused with advice; there are no rules about special characters.",
);
pub const THE_PASSWORD_OF_A_TRIAL: Text = text(
    "Das Passwort einer Probeperson wird in allen Dateien gesucht; häufige und verlängerte Passwörter werden probiert.",
    "The password of a trial person is looked for in all files; common and lengthened passwords are tried.",
);
pub const A_SECOND_FACTOR_THAT_HOLDS: Text =
    text("Ein zweiter Faktor, der hält", "A second factor that holds");
pub const YOU_CAN_PROTECT_YOURSELF: Text = text(
    "Sie können sich mit einem Passkey oder einer Authenticator-App schützen. Dann genügt das Passwort allein nicht mehr, auch nicht ein neu gesetztes. Einen Passkey kann eine nachgemachte Seite nicht verwenden.",
    "You can protect yourself with a passkey or an authenticator app. Then the password alone is not enough any more, nor is a new one that was set. A passkey cannot be used by a faked site.",
);
pub const ANSWERS_FOR_OTHER_SITES: Text = text(
    "Antworten für andere Seiten und von anderen Geräten werden vorgelegt und abgewiesen, benutzte Codes ebenso.",
    "Answers for other sites and of other devices are presented and refused, and so are codes that were used.",
);
pub const GUESSING_DOES_NOT_PAY: Text = text("Raten lohnt nicht", "Guessing does not pay");
pub const WHOEVER_TRIES_PASSWORDS_OR_CODES: Text = text(
    "Wer Passwörter oder Codes probiert, muss immer länger warten. Ob es ein Konto gibt, verrät die Antwort nicht. Für immer ausgesperrt wird niemand.",
    "Whoever tries passwords or codes has to wait longer and longer. The answer does not tell whether an account exists. Nobody is locked out for good.",
);
pub const GUESSES_ARE_MADE_FROM_ONE: Text = text(
    "Es wird geraten: von einer Adresse bei vielen Konten, von vielen Adressen bei einem Konto, vor und nach einem Neustart. Die Antworten auf falsche Passwörter und unbekannte Konten werden verglichen.",
    "Guesses are made: from one address at many accounts, from many addresses at one account, before and after a restart. The answers to wrong passwords and unknown accounts are compared.",
);
pub const SESSIONS_END: Text = text("Sitzungen enden", "Sessions end");
pub const YOU_ARE_SIGNED_OUT_AFTER: Text = text(
    "Sie werden nach einer halben Stunde ohne Nutzung und spätestens nach acht Stunden abgemeldet. Ein neues Passwort beendet alle anderen Sitzungen, und auf der Kontoseite beenden Sie jede selbst.",
    "You are signed out after half an hour without use and after eight hours at the latest. A new password ends all other sessions, and on the account page you end each of them yourself.",
);
pub const THE_CLOCK_IS_PUT_FORWARD: Text = text(
    "Die Uhr wird vorgestellt; abgemeldete, abgelaufene und untergeschobene Sitzungen werden weiterverwendet und abgewiesen.",
    "The clock is put forward; sessions that were signed out, have expired or were planted are used on and refused.",
);
pub const ASKED_AGAIN_BEFORE_IT_GETS: Text =
    text("Noch einmal fragen, bevor es ernst wird", "Asked again before it gets serious");
pub const BEFORE_A_PROJECT_IS_DELETED: Text = text(
    "Bevor ein Projekt gelöscht oder als Datei ausgegeben, jemand eingeladen oder ein zweiter Faktor geändert wird, muss die Person sich innerhalb der letzten zehn Minuten ausgewiesen haben. Ein offen gelassener Rechner reicht dafür nicht.",
    "Before a project is deleted or exported as a file, somebody invited or a second factor changed, the person has to have proved who they are within the last ten minutes. A computer that was left open is not enough for that.",
);
pub const THE_SAME_IS_TRIED: Text = text(
    "Dasselbe wird mit altem und frischem Nachweis versucht, auch an der Oberfläche vorbei.",
    "The same is tried with an old and a fresh proof, past the interface too.",
);
pub const SIGN_IN_THROUGH_YOUR_COMPANY: Text =
    text("Anmeldung über Ihr Unternehmen", "Sign-in through your company");
pub const YOUR_ORGANISATION_CAN_SET_UP: Text = text(
    "Ihre Organisation kann die Anmeldung mit Microsoft Entra ID oder einem anderen Anbieter einrichten und verlangen. Ein Konto wird dabei nie über die E-Mail-Adresse gefunden, und kein Token des Anbieters wird aufbewahrt.",
    "Your organisation can set up and demand sign-in with Microsoft Entra ID or another provider. An account is never found by its e-mail address then, and no token of the provider is kept.",
);
pub const FORGED_OLD_AND_FOREIGN_TOKENS: Text = text(
    "Gefälschte, alte und fremde Token werden vorgelegt, jedes wird aus seinem eigenen Grund abgewiesen; die Dateien des Servers werden nach Token durchsucht.",
    "Forged, old and foreign tokens are presented, each is refused for a reason of its own; the files of the server are searched for tokens.",
);
pub const EVERYBODY_SEES_ONLY_WHAT: Text =
    text("Jeder sieht nur, was er sehen darf", "Everybody sees only what they may see");
pub const THE_SERVER_DECIDES_BY_ONE: Text = text(
    "Der Server entscheidet nach einer einzigen Liste, und was nicht in ihr steht, gibt es nicht. Projekte anderer Organisationen gibt es für Sie nicht, und Ihre für andere nicht; auch wer den Server betreibt, hat in der Anwendung keinen Zugang zu ihnen. Eine Änderung gilt ab der nächsten Anfrage.",
    "The server decides by one single list, and what is not in it does not exist. Projects of other organisations do not exist for you, nor yours for others; whoever operates the server has no access to them in the application either. A change takes effect with the next request.",
);
pub const EVERY_ROLE_TRIES_EVERY_ENTRY: Text = text(
    "Jede Rolle versucht jeden Eintrag der Liste, ebenso Fremde, ehemalige Mitglieder und der Betreiber.",
    "Every role tries every entry of the list, and so do strangers, former members and the operator.",
);
pub const A_LOG_THAT_CANNOT: Text =
    text("Ein Protokoll, das sich nicht heimlich ändern lässt", "A log that cannot be changed in secret");
pub const SIGN_INS_CHANGES_OF_RIGHTS_EXPORTS: Text = text(
    "Anmeldungen, Änderungen von Rechten, Ausfuhr und Löschung werden aufgezeichnet. Gelöschte, geänderte und vertauschte Zeilen fallen auf; abgeschnittene fallen auf, wenn ein Prüfpunkt außerhalb aufbewahrt wurde. Was nicht aufgezeichnet werden kann, geschieht nicht.",
    "Sign-ins, changes of rights, exports and deletions are recorded. Lines that were deleted, changed or exchanged are noticed; lines that were cut off are noticed if a checkpoint was kept elsewhere. What cannot be recorded is not done.",
);
pub const THE_LOG_IS_FALSIFIED_IN: Text = text(
    "Das Protokoll wird auf jede dieser Weisen verfälscht, und die Prüfung muss die Zeile nennen. Dann wird es gesperrt, und nichts Wichtiges geht mehr.",
    "The log is falsified in each of these ways, and the verification has to name the line. Then it is blocked, and nothing important works any more.",
);
pub const NOTHING_OF_OTHER_SITES: Text = text("Nichts von anderen Seiten", "Nothing of other sites");
pub const PAGES_MAY_LOAD: Text = text(
    "Die Seiten dürfen nur vom eigenen Server laden, und nur eigene Skripte laufen. Fremde Seiten können in Ihrem Namen nichts auslösen und Lastgang nicht in einem Rahmen zeigen.",
    "Pages may load from their own server alone, and only own scripts run. Other sites cannot trigger anything in your name and cannot show Lastgang in a frame.",
);
pub const AT_EVERY_WAY_IN: Text = text(
    "An jedem Zugang wird die Regel nachgesehen, die der Browser durchsetzt; Anfragen werden so gestellt, wie fremde Seiten sie stellen.",
    "At every way in the rule is looked for that the browser enforces; requests are made as other sites make them.",
);
pub const YOUR_DATA_ARE_YOURS: Text = text("Ihre Daten gehören Ihnen", "Your data are yours");
pub const EVERY_PROJECT_CAN_BE_EXPORTED: Text = text(
    "Jedes Projekt lässt sich als offene, beschriebene Datei ausführen und wieder einlesen, ohne dass Werte sich ändern.",
    "Every project can be exported as an open, documented file and read in again without a change of values.",
);
pub const A_PROJECT_IS_EXPORTED_IMPORTED: Text = text(
    "Ein Projekt wird ausgeführt, eingelesen und noch einmal ausgeführt; die Werte sind dieselben.",
    "A project is exported, imported and exported once more; the values are the same.",
);
pub const SHARING_WITHOUT_GIVING_AWAY: Text =
    text("Weitergeben, ohne zu verraten", "Sharing without giving away");
pub const FROM_A_METERED_LOAD_PROFILE: Text = text(
    "Aus einem gemessenen Lastgang können Sie einen synthetischen machen: gleiche Jahresenergie, gleiche Spitze, gleiche Monate, aber nicht der gemessene Verlauf. Von den gemessenen Werten kommt nur die Spitze vor.",
    "From a metered load profile you can make a synthetic one: same annual energy, same peak, same months, but not the metered course. Of the metered values only the peak occurs.",
);
pub const ATTACKS_TRY_TO_RECOGNISE_METERED: Text = text(
    "Angriffe versuchen, gemessene Tage im synthetischen Jahr wiederzuerkennen; sie gelingen nicht besser als durch Raten.",
    "Attacks try to recognise metered days in the synthetic year; they succeed no better than by guessing.",
);
