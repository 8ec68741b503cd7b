//! Mail to users: links and notices. Posted in the background, so that nobody can tell by the time of an
//! answer whether there was something to post.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

/// A relay that does not answer within this time has failed.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Address of the receiver.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// Posts mails.
pub trait Mailer: Send + Sync {
    /// Whether there is a relay at all.
    fn is_configured(&self) -> bool;
    /// Posts a mail in the background; a failure is logged.
    fn post(&self, mail: Mail);
}

/// No relay: links are copied by those who make them, notices are only logged.
pub struct NoMail;

impl Mailer for NoMail {
    fn is_configured(&self) -> bool {
        false
    }

    fn post(&self, _: Mail) {}
}

/// How to reach a relay.
#[derive(Clone)]
pub struct SmtpOptions {
    /// Host name; its certificate has to be valid for it.
    pub host: String,
    /// Port; 465 speaks TLS from the beginning, others after STARTTLS.
    pub port: u16,
    /// From whom mails come.
    pub from: String,
    /// User name and password.
    pub credentials: Option<(String, String)>,
}

/// Reads the password of a relay.
///
/// # Errors
/// The file cannot be read, or others than its owner can read it.
pub fn read_password(path: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mode = std::fs::metadata(path).map_err(failed)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(format!("{} can be read by others (mode {mode:o}); make it 0400", path.display()));
    }
    Ok(std::fs::read_to_string(path).map_err(failed)?.trim_end_matches(['\r', '\n']).to_owned())
}

/// A relay by SMTP over TLS. Without TLS nothing is sent.
pub struct SmtpMail {
    transport: Arc<AsyncSmtpTransport<Tokio1Executor>>,
    from: Mailbox,
}

impl SmtpMail {
    /// A relay.
    ///
    /// # Errors
    /// The options make no sense.
    pub fn new(options: SmtpOptions) -> Result<Self, String> {
        let SmtpOptions { host, port, from, credentials } = options;
        let from = from.parse().map_err(|error: AddressError| format!("--mail-from: {error}"))?;
        let builder = if port == 465 {
            AsyncSmtpTransport::<Tokio1Executor>::relay(&host)
        } else {
            AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&host)
        };
        let mut builder =
            builder.map_err(|error| format!("--smtp-host: {error}"))?.port(port).timeout(Some(TIMEOUT));
        if let Some((user, password)) = credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: Arc::new(builder.build()), from })
    }

    /// Line breaks in an address or a subject would be further headers; the library refuses them.
    fn message(&self, mail: Mail) -> Result<Message, String> {
        let to: Mailbox = mail.to.parse().map_err(|error: AddressError| error.to_string())?;
        let subject: String = mail.subject.chars().filter(|c| !c.is_control()).collect();
        let builder = Message::builder().from(self.from.clone()).to(to).subject(subject);
        builder.header(ContentType::TEXT_PLAIN).body(mail.text).map_err(|error| error.to_string())
    }
}

impl Mailer for SmtpMail {
    fn is_configured(&self) -> bool {
        true
    }

    fn post(&self, mail: Mail) {
        let message = self.message(mail);
        let transport = Arc::clone(&self.transport);
        tokio::spawn(async move {
            let sent = match message {
                Ok(message) => transport.send(message).await.map(|_| ()).map_err(|error| reason(&error)),
                Err(error) => Err(error),
            };
            if let Err(error) = sent {
                tracing::error!(%error, "a mail was not sent");
            }
        });
    }
}

/// Why a mail was not sent. Of an answer only its code: relays repeat addresses in their words.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the relay answered {code}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::TcpListener;

    use super::*;
    use crate::tests::log_lines::Lines;

    fn relay() -> SmtpMail {
        crate::tls::install_provider();
        let from = "Lastgang <lastgang@stadtwerke.example>".to_owned();
        let options = SmtpOptions { host: "mail.example".to_owned(), port: 465, from, credentials: None };
        SmtpMail::new(options).unwrap()
    }

    fn mail(to: &str, subject: &str) -> Mail {
        Mail { to: to.to_owned(), subject: subject.to_owned(), text: "Grüße\n.\nQUIT".to_owned() }
    }

    #[tokio::test]
    async fn line_breaks_add_no_headers() {
        let relay = relay();
        for to in ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a b@c.example"] {
            assert!(relay.message(mail(to, "x")).is_err(), "{to}");
        }
        let message = relay.message(mail("a@b.example", "x\r\nBcc: c@d.example")).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
        assert_eq!(message.envelope().to().len(), 1);
    }

    #[tokio::test]
    async fn a_relay_that_does_not_speak_tls_gets_no_mail() {
        crate::tls::install_provider();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let options = SmtpOptions {
            host: "localhost".to_owned(),
            port: listener.local_addr().unwrap().port(),
            from: "lastgang@stadtwerke.example".to_owned(),
            credentials: Some(("user".to_owned(), "kanarie-passwort".to_owned())),
        };
        SmtpMail::new(options).unwrap().post(mail("a@b.example", "kanarie-betreff"));
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 relay\r\n").await.unwrap();
        let mut said = String::new();
        stream.read_line(&mut said).await.unwrap();
        assert!(said.starts_with("EHLO"), "{said}");
        // No STARTTLS among what it can do.
        stream.write_all(b"250-relay\r\n250 AUTH PLAIN LOGIN\r\n").await.unwrap();
        let mut rest = String::new();
        stream.read_line(&mut rest).await.unwrap();
        assert!(rest.is_empty() || rest.starts_with("QUIT"), "{rest}");
        stream.write_all(b"221 bye\r\n").await.ok();
        stream.read_to_string(&mut rest).await.ok();
        assert!(!rest.contains("MAIL") && !rest.contains("AUTH"), "{rest}");
    }

    #[tokio::test]
    async fn what_a_relay_says_is_not_logged() {
        let (lines, _guard) = Lines::listen();
        crate::tls::install_provider();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let options = SmtpOptions {
            host: "localhost".to_owned(),
            port: listener.local_addr().unwrap().port(),
            from: "lastgang@stadtwerke.example".to_owned(),
            credentials: None,
        };
        SmtpMail::new(options).unwrap().post(mail("kanarie@b.example", "x"));
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"554 nothing for kanarie@b.example\r\n").await.unwrap();
        for _ in 0..500 {
            if lines.contain("a mail was not sent") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(lines.contain("the relay answered 554") && !lines.contain("kanarie"), "{}", lines.text());
    }

    #[test]
    fn a_relay_needs_a_sender() {
        crate::tls::install_provider();
        let options = SmtpOptions {
            host: "mail.example".to_owned(),
            port: 465,
            from: "nobody".to_owned(),
            credentials: None,
        };
        assert!(SmtpMail::new(options).is_err());
    }
}
