//! Mails that a test server would have sent.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::mail::{Mail, Mailer};

/// Keeps mails; there is a relay only after it was switched on.
#[derive(Default)]
pub struct Outbox {
    on: AtomicBool,
    mails: Mutex<Vec<Mail>>,
}

impl Outbox {
    /// From now on there is a relay.
    pub fn switch_on(&self) {
        self.on.store(true, Ordering::SeqCst);
    }

    /// Takes what was posted so far.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.mails.lock().unwrap())
    }

    /// Waits until so many were posted, and takes them.
    pub async fn wait_for(&self, count: usize) -> Vec<Mail> {
        for _ in 0..500 {
            if self.mails.lock().unwrap().len() >= count {
                return self.take();
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("{count} mails were expected: {:?}", self.take());
    }
}

impl Mailer for Outbox {
    fn is_configured(&self) -> bool {
        self.on.load(Ordering::SeqCst)
    }

    fn post(&self, mail: Mail) {
        if self.is_configured() {
            self.mails.lock().unwrap().push(mail);
        }
    }
}
