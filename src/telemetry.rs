//! Logs on standard error: readable at a terminal, JSON elsewhere. No user data is ever logged.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Starts logging; `LASTGANG_LOG` sets the level per module.
pub fn start() {
    let filter = EnvFilter::try_from_env("LASTGANG_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,tower_sessions=error,tower_sessions_core=error,sqlx=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        logs.compact().init();
    } else {
        logs.json().init();
    }
}
