//! Logs on standard error: readable at a terminal, JSON elsewhere. No user data is ever logged.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts logging; `LASTGANG_LOG` sets the level per module.
pub fn start() {
    let filter = EnvFilter::try_from_env("LASTGANG_LOG").unwrap_or_else(|_| usual());
    if io::stderr().is_terminal() {
        readable(filter, io::stderr).init();
    } else {
        json(filter, io::stderr).init();
    }
}

/// What is logged unless the operator says otherwise.
pub(crate) fn usual() -> EnvFilter {
    EnvFilter::new("info,tower_sessions=error,tower_sessions_core=error,sqlx=warn")
}

/// One line of JSON for each event.
pub(crate) fn json<W: Write + 'static>(
    filter: EnvFilter,
    writer: impl Fn() -> W + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    let writer = move || Harmless(writer());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).json().finish()
}

/// One line of text for each event, without colours: an escape sequence would always be somebody else's.
pub(crate) fn readable<W: Write + 'static>(
    filter: EnvFilter,
    writer: impl Fn() -> W + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    let writer = move || Harmless(writer());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).compact().finish()
}

/// Takes one event at a time; what would steer a terminal or feign another line is written out as `\u001b`, which
/// JSON understands, too.
struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let (line, end) = text.strip_suffix('\n').map_or((&*text, ""), |line| (line, "\n"));
        let mut harmless = String::with_capacity(text.len());
        for character in line.chars() {
            if character.is_control() {
                _ = write!(harmless, "\\u{:04x}", u32::from(character));
            } else {
                harmless.push(character);
            }
        }
        harmless.push_str(end);
        self.0.write_all(harmless.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
